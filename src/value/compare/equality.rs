//! Equality: the right side is converted to the left side's type.

use super::text::equal_text;
use crate::value::{PsObject, Runtime, Value, convert, known, members, text};
use rust_decimal::Decimal;
use std::rc::Rc;

/// `LanguagePrimitives.Equals`: the right side is converted to the left side's type.
pub fn equals(left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> bool {
    match (left, right) {
        (Value::String(a), Value::String(b)) => return equal_text(a, b, ignore_case),
        (Value::Int32(a), Value::Int32(b)) => return a == b,
        _ => {}
    }
    let (first, second) = (left.base(), right.base());
    match (first.is_null(), second.is_null()) {
        (true, true) => return true,
        (false, false) => {}
        _ => return false,
    }
    if let Value::String(a) = first {
        return equal_text(a, &text::to_text(right, cx), ignore_case);
    }
    if let Some(equal) = numbers(first, second) {
        return equal;
    }
    if let (Value::Char(a), true, Some(b)) = (first, ignore_case, single_unit(second)) {
        return upper(*a) == upper(b);
    }
    if same(first, second, cx) {
        return true;
    }
    let Some(ty) = first.type_ref() else { return false };
    if second.type_ref() == Some(ty) {
        return false;
    }
    match convert::to(second, ty, cx) {
        Ok(converted) => same(first, converted.base(), cx),
        Err(_) => false,
    }
}

/// A Char, or the only unit of a text.
pub fn single_unit(value: &Value) -> Option<u16> {
    match value {
        Value::Char(unit) => Some(*unit),
        Value::String(text) => {
            let mut units = text.encode_utf16();
            units.next().filter(|_| units.next().is_none())
        }
        _ => None,
    }
}

pub fn upper(unit: u16) -> u16 {
    let Some(c) = char::from_u32(u32::from(unit)) else { return unit };
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => u16::try_from(u32::from(one)).unwrap_or(unit),
        _ => unit,
    }
}

/// Both numbers: compared by value whatever their types. Booleans, Chars and enumerations count as numbers on the right only.
fn numbers(first: &Value, second: &Value) -> Option<bool> {
    if !convert::is_numeric(first.type_ref()?) {
        return None;
    }
    let on_the_right = convert::is_numeric(second.type_ref()?) || matches!(second, Value::Bool(_) | Value::Char(_) | Value::Enum(..));
    on_the_right.then(|| compare_numbers(first, second).is_some_and(std::cmp::Ordering::is_eq))
}

/// The order of two numbers; `None` where one is not a number (`NaN`).
pub fn compare_numbers(first: &Value, second: &Value) -> Option<std::cmp::Ordering> {
    if let (Some(a), Some(b)) = (convert::integer(first), convert::integer(second)) {
        return Some(a.cmp(&b));
    }
    let is_decimal = |value: &Value| matches!(value, Value::Decimal(_));
    if is_decimal(first) || is_decimal(second) {
        let decimals: Option<(Decimal, Decimal)> = convert::decimal(first).zip(convert::decimal(second));
        if let Some((a, b)) = decimals {
            return Some(a.cmp(&b));
        }
    }
    convert::double(first)?.partial_cmp(&convert::double(second)?)
}

/// `Object.Equals`: the same object, or the same value of the same type.
pub fn same(first: &Value, second: &Value, cx: &mut dyn Runtime) -> bool {
    match (first, second) {
        (Value::Bool(a), Value::Bool(b)) | (Value::Switch(a), Value::Switch(b)) => a == b,
        (Value::Char(a), Value::Char(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::DateTime(a), Value::DateTime(b)) => a.ticks == b.ticks,
        (Value::TimeSpan(a), Value::TimeSpan(b)) => a == b,
        (Value::Guid(a), Value::Guid(b)) => a == b,
        (Value::BigInteger(a), Value::BigInteger(b)) => a == b,
        (Value::Enum(a, x), Value::Enum(b, y)) => a == b && x == y,
        (Value::Type(a), Value::Type(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => Rc::ptr_eq(a, b),
        (Value::List(a), Value::List(b)) => Rc::ptr_eq(a, b),
        (Value::Dictionary(a), Value::Dictionary(b)) => Rc::ptr_eq(a, b),
        (Value::PsObject(a), Value::PsObject(b)) => same_custom(a, b),
        (Value::ScriptBlock(a), Value::ScriptBlock(b)) => Rc::ptr_eq(a, b),
        (Value::Object(a), Value::Object(b)) => {
            if Rc::ptr_eq(a, b) {
                return true;
            }
            if let (Some(x), Some(y)) = (a.key_text(), b.key_text()) {
                return a.type_ref() == b.type_ref() && x == y;
            }
            user_equals(first, second, cx)
        }
        (Value::Object(a), _) if a.type_ref().from_script => user_equals(first, second, cx),
        _ => {
            let numeric = |value: &Value| value.type_ref().is_some_and(convert::is_numeric);
            numeric(first) && first.type_ref() == second.type_ref() && compare_numbers(first, second).is_some_and(std::cmp::Ordering::is_eq)
        }
    }
}

fn same_custom(a: &Rc<PsObject>, b: &Rc<PsObject>) -> bool {
    Rc::ptr_eq(a, b)
}

/// `Equals` of a script's class, or of a type whose table has one.
fn user_equals(first: &Value, second: &Value, cx: &mut dyn Runtime) -> bool {
    if let Some(result) = cx.class_invoke(first, "Equals", std::slice::from_ref(second)) {
        return result.is_ok_and(|value| convert::to_bool(&value));
    }
    if first.type_ref().is_some_and(|ty| ty.implements("System.IComparable") && second.type_ref() == Some(ty) && ty != known::OBJECT) {
        return members::invoke(first, "CompareTo", std::slice::from_ref(second), cx).is_ok_and(|value| matches!(value, Value::Int32(0)));
    }
    false
}
