//! A value as text: in an expandable string, as an argument of `-join`, as `[string]` gives it (invariant culture), and
//! as .NET's `ToString()` gives it (the display culture).

use super::number_text::{self, double_in_text, format_double, format_single, single_in_text};
use super::{DateTime, Member, PsObject, PsStr, Runtime, TypeRef, Value, culture, datetime_text, members, timespan_text, types};
use std::rc::Rc;

/// The text of a value as PowerShell writes it inside a string: `$null` is empty, arrays are joined by `$OFS`.
pub fn to_text(value: &Value, cx: &mut dyn Runtime) -> PsStr {
    match value {
        Value::Array(array) => join_items(&array.items.borrow().clone(), cx),
        Value::List(list) => join_items(&list.items.borrow().clone(), cx),
        Value::PsObject(object) => object_text(object, value, true, false, cx),
        Value::Object(object) => match object.enumerate() {
            Some(items) if object.text().is_none() => join_items(&items, cx),
            _ => method_text(value, cx),
        },
        _ => item_text(value, cx),
    }
}

/// `ToString()` in the current culture's way, as display and formats show a scalar.
pub fn display(value: &Value, cx: &mut dyn Runtime) -> PsStr {
    match value.base() {
        _ if matches!(value, Value::PsObject(object) if object.text.is_some()) => to_text(value, cx),
        Value::DateTime(date) => display_date(*date),
        number @ (Value::Double(_) | Value::Single(_) | Value::Decimal(_)) => display_number(number),
        Value::PsObject(object) => object_text(object, value, true, true, cx),
        _ => to_text(value, cx),
    }
}

/// .NET's own `ToString()`, as error messages quote a value: doubles in full, dates in the display culture.
pub fn net_string(value: &Value, cx: &mut dyn Runtime) -> PsStr {
    match value.base() {
        Value::Double(v) => format_double(*v, culture::current()).into(),
        Value::Single(v) => format_single(*v, culture::current()).into(),
        Value::DateTime(date) => display_date(*date),
        Value::Type(ty) => ty.full_name.into(),
        base @ (Value::Array(_) | Value::List(_) | Value::Dictionary(_)) => type_text(base),
        Value::PsObject(object) => object_text(object, value, true, true, cx),
        _ => item_text(value, cx),
    }
}

/// 15 digits of a double, 7 of a float, as the display culture writes them.
fn display_number(number: &Value) -> PsStr {
    let format = match number {
        Value::Double(_) => "G15",
        Value::Single(_) => "G7",
        _ => "",
    };
    number_text::format_value(number, format, culture::current()).and_then(Result::ok).unwrap_or_default().into()
}

fn display_date(date: DateTime) -> PsStr {
    datetime_text::format(date, "G", culture::current()).unwrap_or_else(|_| datetime_text::in_text(date)).into()
}

fn join_items(items: &[Value], cx: &mut dyn Runtime) -> PsStr {
    if items.is_empty() {
        return PsStr::default();
    }
    let separator = cx.output_field_separator();
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(&separator);
        }
        match item {
            Value::PsObject(object) if object.base.is_none() => text.push_str(&object_text(object, item, true, false, cx)),
            _ => text.push_str(&item_text(item, cx)),
        }
    }
    text.into()
}

/// The text of a value that is not taken apart: an array inside an array is its type's name.
fn item_text(value: &Value, cx: &mut dyn Runtime) -> PsStr {
    match value {
        Value::Null | Value::Void => PsStr::default(),
        Value::String(text) => text.clone(),
        Value::Bool(v) | Value::Switch(v) => if *v { "True" } else { "False" }.into(),
        Value::Char(unit) => String::from_utf16_lossy(&[*unit]).into(),
        Value::SByte(v) => v.to_string().into(),
        Value::Byte(v) => v.to_string().into(),
        Value::Int16(v) => v.to_string().into(),
        Value::UInt16(v) => v.to_string().into(),
        Value::Int32(v) => v.to_string().into(),
        Value::UInt32(v) => v.to_string().into(),
        Value::Int64(v) => v.to_string().into(),
        Value::UInt64(v) => v.to_string().into(),
        Value::Single(v) => single_in_text(*v).into(),
        Value::Double(v) => double_in_text(*v).into(),
        Value::Decimal(v) => v.to_string().into(),
        Value::BigInteger(v) => v.to_string().into(),
        Value::DateTime(v) => datetime_text::in_text(*v).into(),
        Value::TimeSpan(v) => timespan_text::constant(*v).into(),
        Value::Guid(v) => v.to_string().into(),
        Value::Enum(ty, number) => enum_text(*ty, *number).into(),
        Value::Type(ty) => types::display_name(*ty).into(),
        Value::ScriptBlock(block) => block.text.clone(),
        Value::Array(_) | Value::List(_) | Value::Dictionary(_) => type_text(value),
        Value::PsObject(object) => object_text(object, value, false, false, cx),
        Value::Object(_) => method_text(value, cx),
    }
}

fn type_text(value: &Value) -> PsStr {
    value.type_ref().map_or_else(PsStr::default, |ty| ty.full_name.into())
}

/// `ToString()` of an object: its own, its class's method, or its type's name.
fn method_text(value: &Value, cx: &mut dyn Runtime) -> PsStr {
    let Value::Object(object) = value else { return type_text(value) };
    if let Some(text) = object.text() {
        return text;
    }
    if let Some(Ok(result)) = cx.class_invoke(value, "ToString", &[]) {
        return item_text(&result, cx);
    }
    match object.invoke("ToString", &[], cx) {
        Some(Ok(Value::String(text))) => text,
        _ => match members::invoke(value, "ToString", &[], cx) {
            Ok(Value::String(text)) => text,
            _ => type_text(value),
        },
    }
}

/// A custom object as `@{a=1; b=2}`; a value with members added as itself, unless a `ToString` is among them. `shown`: its
/// dates are written in the display culture.
fn object_text(object: &Rc<PsObject>, value: &Value, outer: bool, shown: bool, cx: &mut dyn Runtime) -> PsStr {
    if let Some(Member::ScriptMethod(block)) = object.member("ToString") {
        return match cx.invoke_with_this(&block, value, &[]) {
            Ok(result) => item_text(&result, cx),
            Err(_) => PsStr::default(),
        };
    }
    if let Some(text) = &object.text {
        return text.clone();
    }
    if let Some(base) = &object.base {
        return if outer { to_text(base, cx) } else { item_text(base, cx) };
    }
    if !outer {
        return PsStr::default();
    }
    let members: Vec<(PsStr, Member)> = object.members.borrow().iter().map(|(name, member)| (name.0.clone(), member.clone())).collect();
    let mut text = String::new();
    for (name, member) in members {
        let current = match member {
            Member::Note(value) => value,
            Member::Alias(_) | Member::ScriptProperty { .. } => members::get(value, &name, cx).ok().flatten().unwrap_or(Value::Null),
            _ => continue,
        };
        text.push_str(if text.is_empty() { "@{" } else { "; " });
        let value = match current.base() {
            Value::DateTime(date) if shown => display_date(*date),
            _ => item_text(&current, cx),
        };
        text.push_str(&format!("{name}={value}"));
    }
    if !text.is_empty() {
        text.push('}');
    }
    text.into()
}

/// The name of an enumeration's value; names joined by a comma where flags make it up; else its number.
pub fn enum_text(ty: TypeRef, number: i64) -> String {
    if let Some((name, _)) = ty.values.iter().find(|(_, n)| *n == number) {
        return (*name).to_owned();
    }
    if !ty.flags || number == 0 {
        return number.to_string();
    }
    let mut flags: Vec<(&str, i64)> = ty.values.iter().copied().filter(|(_, n)| *n != 0).collect();
    flags.sort_by_key(|(_, n)| *n as u64);
    let mut rest = number;
    let mut names = Vec::new();
    for (name, flag) in flags.into_iter().rev() {
        if rest & flag == flag {
            names.push(name);
            rest &= !flag;
        }
    }
    if rest != 0 {
        return number.to_string();
    }
    names.reverse();
    names.join(", ")
}
