//! Enumerations: from a number (only what the enumeration has), from names, parts of names and lists of them.

use super::errors::{because, invalid_cast};
use super::numbers;
use crate::value::{Raise, Res, Runtime, TypeRef, Value, text, types};

/// Whether the language converts a value to enumerations at all.
pub fn accepts(base: &Value, from: TypeRef) -> bool {
    numbers::is_numeric(from) || matches!(base, Value::String(_) | Value::Array(_) | Value::List(_) | Value::Enum(..))
}

pub fn to_enum(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    match base {
        Value::String(name) => from_name(base, name, ty, cx),
        Value::Array(array) => from_list(&array.items.borrow().clone(), ty, cx),
        Value::List(list) => from_list(&list.items.borrow().clone(), ty, cx),
        Value::Single(_) | Value::Double(_) | Value::Decimal(_) => {
            let name = text::to_text(base, cx);
            from_name(&Value::String(name.clone()), &name, ty, cx)
        }
        other => match numbers::integer(other).and_then(|n| i64::try_from(n).ok()) {
            Some(number) if defines(ty, number) => Ok(Value::Enum(ty, number)),
            _ => Err(undefined(base, ty, cx)),
        },
    }
}

fn from_list(items: &[Value], ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let names: Vec<String> = items.iter().map(|item| text::to_text(item, cx).to_string()).collect();
    let joined = names.join(",");
    // Numbers are taken one by one, names together, so that the error shows the whole list.
    if !items.is_empty() && items.iter().all(|item| numbers::integer(item).is_some() && !matches!(item, Value::Bool(_))) {
        let number = items.iter().filter_map(numbers::integer).fold(0i128, |all, n| all | n);
        if let Some(number) = i64::try_from(number).ok().filter(|n| defines(ty, *n)) {
            return Ok(Value::Enum(ty, number));
        }
    }
    from_name(&Value::str(&joined), &joined, ty, cx)
}

/// Names as .NET lists them: by number.
fn sorted(ty: TypeRef) -> Vec<(&'static str, i64)> {
    let mut values = ty.values.to_vec();
    values.sort_by_key(|(_, number)| *number as u64);
    values
}

fn names(ty: TypeRef, separator: &str) -> String {
    sorted(ty).iter().map(|(name, _)| *name).collect::<Vec<_>>().join(separator)
}

fn defines(ty: TypeRef, number: i64) -> bool {
    if ty.flags {
        let all = ty.values.iter().fold(0, |all, (_, n)| all | n);
        return number & !all == 0;
    }
    ty.values.iter().any(|(_, n)| *n == number)
}

fn undefined(value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Raise {
    let text = text::net_string(value, cx);
    invalid_cast(
        "UndefinedIntegerToEnum",
        format!(
            "Cannot convert value \"{text}\" to type \"{}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
            types::net_name(ty),
            names(ty, ",")
        ),
    )
}

pub fn null_error(ty: TypeRef) -> Raise {
    invalid_cast(
        "nullToEnumInvalidCast",
        format!(
            "Cannot convert null to type \"{}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
            types::net_name(ty),
            names(ty, ",")
        ),
    )
}

/// `Red`, `re`, `3`, `ReadOnly, Hidden`.
fn from_name(source: &Value, name: &str, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    if let Some(number) = parse(name, ty) {
        return if defines(ty, number) { Ok(Value::Enum(ty, number)) } else { Err(undefined(source, ty, cx)) };
    }
    let parts: Vec<&str> = if ty.flags && name.contains(',') { name.split(',').map(str::trim).collect() } else { vec![name] };
    let mut number = 0;
    for part in parts {
        match by_prefix(part, ty) {
            Ok(found) => number |= found,
            Err(_) if ty.flags && name.contains(',') => return Err(ambiguous(source, ty, &by_prefix(name, ty).err().unwrap_or_default(), cx)),
            Err(why) => return Err(ambiguous(source, ty, &why, cx)),
        }
    }
    Ok(Value::Enum(ty, number))
}

fn ambiguous(source: &Value, ty: TypeRef, why: &str, cx: &mut dyn Runtime) -> Raise {
    because("SubstringDisambiguationEnumParseThrewAnException", source, ty, why, cx)
}

/// `Enum.Parse` without case: names and numbers, several where commas part them.
fn parse(text: &str, ty: TypeRef) -> Option<i64> {
    let text = text.trim();
    if let Ok(number) = text.strip_prefix('+').unwrap_or(text).parse::<i64>() {
        return Some(number);
    }
    let mut all = 0;
    for part in text.split(',') {
        all |= ty.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(part.trim()))?.1;
    }
    Some(all)
}

/// A name by its beginning, where only one name begins so.
fn by_prefix(text: &str, ty: TypeRef) -> Result<i64, String> {
    let lower = text.to_lowercase();
    let found: Vec<(&str, i64)> = sorted(ty).into_iter().filter(|(name, _)| name.to_lowercase().starts_with(&lower)).collect();
    match found.as_slice() {
        [] => Err(format!(
            "Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}",
            names(ty, ", ")
        )),
        [(_, number)] => Ok(*number),
        several => Err(format!(
            "The identifier name {text} cannot be processed because it is either too similar or identical to the following enumerator names: {}. Use a more specific identifier name.",
            several.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
        )),
    }
}
