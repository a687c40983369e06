//! `+ - * / %`, unary plus and minus, `++` and `--`: numeric promotion, overflow, text, arrays, dictionaries, dates.

use super::{Res, Runtime, Value};

pub fn add(left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}
pub fn subtract(left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}
pub fn multiply(left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}
pub fn divide(left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}
pub fn remainder(left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}
/// Unary minus.
pub fn negate(value: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}
/// Unary plus: a conversion to a number.
pub fn plus(value: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}
/// `++` (by 1) and `--` (by -1).
pub fn increment(value: &Value, _by: i32, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}
/// `left .. right`.
pub fn range(_left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Null)
}
