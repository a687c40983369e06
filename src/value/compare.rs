//! Equality and order of values, the comparison operators over scalars and collections, `-contains`, `-in`, `-is`, `-as`.

use super::{Res, Runtime, Value};
use std::cmp::Ordering;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A comparison operator: a Boolean for a scalar on the left, the items that agree for a collection.
pub fn operator(_operator: Comparison, _left: &Value, _right: &Value, _ignore_case: bool, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(false))
}

/// `LanguagePrimitives.Equals`: the right side is converted to the left side's type.
pub fn equals(_left: &Value, _right: &Value, _ignore_case: bool, _cx: &mut dyn Runtime) -> bool {
    false
}

/// `LanguagePrimitives.Compare`, or the error where the two have no order.
pub fn compare(_left: &Value, _right: &Value, _ignore_case: bool, _cx: &mut dyn Runtime) -> Res<Ordering> {
    Ok(Ordering::Equal)
}

/// Order of texts as the culture's collation has it (`Sort-Object`, `-lt` on strings).
pub fn compare_text(left: &str, right: &str, _ignore_case: bool) -> Ordering {
    left.cmp(right)
}

/// `collection -contains item`.
pub fn contains(_collection: &Value, _item: &Value, _ignore_case: bool, _cx: &mut dyn Runtime) -> Res<bool> {
    Ok(false)
}

/// `value -is type` (a type, or its name).
pub fn is(_value: &Value, _ty: &Value, _cx: &mut dyn Runtime) -> Res<bool> {
    Ok(false)
}

/// `value -as type`.
pub fn as_type(value: &Value, _ty: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}
