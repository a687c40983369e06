//! The text operators: `-like`, `-match`, `-replace`, `-split`, `-join`, `-f`.

use super::{Res, Runtime, Value};

/// `-like` and `-notlike`; a collection on the left is filtered.
pub fn like(_left: &Value, _right: &Value, _ignore_case: bool, _negate: bool, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(false))
}

/// `-match` and `-notmatch`. The second is what `$Matches` becomes, where a scalar on the left matched.
pub fn matches(_left: &Value, _right: &Value, _ignore_case: bool, _negate: bool, _cx: &mut dyn Runtime) -> Res<(Value, Option<Value>)> {
    Ok((Value::Bool(false), None))
}

pub fn replace(left: &Value, _right: &Value, _ignore_case: bool, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}

pub fn split(left: &Value, _right: &Value, _ignore_case: bool, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}

/// Unary `-split`.
pub fn split_words(value: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}

/// `-join`; unary with an empty separator.
pub fn join(left: &Value, _separator: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}

/// `format -f arguments`.
pub fn format(format: &Value, _arguments: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(format.clone())
}
