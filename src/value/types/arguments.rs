//! What the type tables share: converted arguments as Rust values, types by name, cultures, and .NET's errors of arguments.

use super::by_full_name;
use super::culture::CultureInfo;
use crate::value::culture::{self, Culture};
use crate::value::members::errors::net;
use crate::value::{PsStr, Raise, Res, TypeInfo, TypeRef, Value, known};
use std::cell::RefCell;
use std::collections::HashMap;

/// A class by its full name; one that the facts do not list is made.
pub fn class(full_name: &'static str) -> TypeRef {
    thread_local!(static MADE: RefCell<HashMap<&'static str, TypeRef>> = RefCell::default());
    if let Some(ty) = MADE.with_borrow(|made| made.get(full_name).copied()) {
        return ty;
    }
    let ty = by_full_name(&full_name.to_ascii_lowercase()).unwrap_or_else(|| {
        let name = full_name.rsplit(['.', '+']).next().unwrap_or(full_name);
        TypeRef::leak(TypeInfo { full_name, name, base: Some(known::OBJECT), interfaces: &[], ..*known::EXCEPTION.0 })
    });
    MADE.with_borrow_mut(|made| made.insert(full_name, ty));
    ty
}

/// A text argument; `$null` is empty.
pub fn text(args: &[Value], at: usize) -> PsStr {
    match args.get(at).map(Value::base) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Char(unit)) => PsStr::from(String::from_utf16_lossy(&[*unit])),
        _ => PsStr::default(),
    }
}

/// A whole number, whatever its type.
pub fn whole(value: &Value) -> Option<i128> {
    Some(match value.base() {
        Value::SByte(v) => (*v).into(),
        Value::Byte(v) => (*v).into(),
        Value::Int16(v) => (*v).into(),
        Value::UInt16(v) => (*v).into(),
        Value::Int32(v) => (*v).into(),
        Value::UInt32(v) => (*v).into(),
        Value::Int64(v) => (*v).into(),
        Value::UInt64(v) => (*v).into(),
        Value::Char(v) => (*v).into(),
        Value::Enum(_, v) => (*v).into(),
        _ => return None,
    })
}

pub fn int(args: &[Value], at: usize) -> i32 {
    args.get(at).and_then(whole).map_or(0, |v| v as i32)
}

pub fn long(args: &[Value], at: usize) -> i64 {
    args.get(at).and_then(whole).map_or(0, |v| v as i64)
}

pub fn double(args: &[Value], at: usize) -> f64 {
    match args.get(at).map(Value::base) {
        Some(Value::Double(v)) => *v,
        Some(Value::Single(v)) => (*v).into(),
        Some(other) => whole(other).map_or(0.0, |v| v as f64),
        None => 0.0,
    }
}

pub fn boolean(args: &[Value], at: usize) -> bool {
    matches!(args.get(at).map(Value::base), Some(Value::Bool(true) | Value::Switch(true)))
}

/// The number of an enumeration's value, if that is what stands there.
pub fn enumeration(args: &[Value], at: usize) -> Option<i64> {
    match args.get(at).map(Value::base) {
        Some(Value::Enum(_, number)) => Some(*number),
        _ => None,
    }
}

/// A format provider: a culture, or nothing for the current one.
pub fn provider(value: Option<&Value>) -> &'static Culture {
    value.and_then(|v| v.downcast::<CultureInfo>()).map_or_else(culture::current, |c| c.forms)
}

/// `ToString(...)`'s arguments: a format, a provider, both or neither.
pub fn format_and_provider(args: &[Value]) -> (PsStr, &'static Culture) {
    match args {
        [only] if only.downcast::<CultureInfo>().is_some() => (PsStr::default(), provider(Some(only))),
        _ => (text(args, 0), provider(args.get(1))),
    }
}

pub fn bytes(value: &Value) -> Vec<u8> {
    match value.base() {
        Value::Array(array) => array.items.borrow().iter().filter_map(whole).map(|b| b as u8).collect(),
        Value::List(list) => list.items.borrow().iter().filter_map(whole).map(|b| b as u8).collect(),
        other => whole(other).map(|b| b as u8).into_iter().collect(),
    }
}

pub fn byte_array(bytes: &[u8]) -> Value {
    Value::array_of(known::BYTE, bytes.iter().map(|b| Value::Byte(*b)).collect())
}

pub fn string_array(texts: impl IntoIterator<Item = impl Into<PsStr>>) -> Value {
    Value::array_of(known::STRING, texts.into_iter().map(|t| Value::String(t.into())).collect())
}

/// The items of an array argument.
pub fn list(args: &[Value], at: usize) -> Option<Vec<Value>> {
    match args.get(at).map(Value::base) {
        Some(Value::Array(array)) => Some(array.items.borrow().clone()),
        Some(Value::List(list)) => Some(list.items.borrow().clone()),
        _ => None,
    }
}

pub fn out_of_range(message: &str, parameter: &str) -> Raise {
    net("System.ArgumentOutOfRangeException", format!("{message} (Parameter '{parameter}')"))
}

pub fn must_not_be_negative(value: i64, parameter: &str) -> Res<()> {
    if value >= 0 {
        return Ok(());
    }
    Err(net(
        "System.ArgumentOutOfRangeException",
        format!("{parameter} ('{value}') must be a non-negative value. (Parameter '{parameter}')\nActual value was {value}."),
    ))
}

/// `ThrowIfGreaterThan`.
pub fn must_not_exceed(value: i64, most: i64, parameter: &str) -> Res<()> {
    if value <= most {
        return Ok(());
    }
    let message = format!("{parameter} ('{value}') must be less than or equal to '{most}'. (Parameter '{parameter}')\nActual value was {value}.");
    Err(net("System.ArgumentOutOfRangeException", message))
}

pub fn null_argument(parameter: &str) -> Raise {
    net("System.ArgumentNullException", format!("Value cannot be null. (Parameter '{parameter}')"))
}
