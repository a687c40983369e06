//! Order: `-lt -le -gt -ge`, and what `Sort-Object` asks.

use super::equality::{compare_numbers, equals, single_unit, upper};
use super::text::compare_text;
use super::{Comparison, holds};
use crate::value::{ErrorCategory, ErrorRecord, Res, Runtime, Value, convert, known, members, text, types};
use std::cmp::Ordering;

/// One ordering operator over two scalars.
pub fn ordered(operator: Comparison, left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<bool> {
    let (first, second) = (left.base(), right.base());
    match (first.is_null(), second.is_null()) {
        (true, true) => return Ok(matches!(operator, Comparison::Le | Comparison::Ge)),
        (true, false) => return Ok(beside_null(second, matches!(operator, Comparison::Lt | Comparison::Le))),
        (false, true) => return Ok(beside_null(first, matches!(operator, Comparison::Gt | Comparison::Ge))),
        _ => {}
    }
    let number = first.type_ref().is_some_and(convert::is_numeric);
    if let (true, Value::String(text)) = (number, second) {
        let ty = first.type_ref().unwrap_or(known::INT32);
        let second = convert::scan_operand(text, ty, cx)?;
        return ordered(operator, first, &second, ignore_case, cx);
    }
    if number && (second.type_ref().is_some_and(convert::is_numeric) || matches!(second, Value::Bool(_) | Value::Char(_) | Value::Enum(..))) {
        return Ok(compare_numbers(first, second).is_some_and(|order| holds(operator, order)));
    }
    compare(left, right, ignore_case, cx).map(|order| holds(operator, order))
}

/// `$null` is less than anything but a negative number; `NaN` is on neither side.
fn beside_null(value: &Value, null_is_less: bool) -> bool {
    match (value.type_ref().is_some_and(convert::is_numeric), convert::double(value)) {
        (true, Some(number)) => {
            if null_is_less {
                number >= 0.0
            } else {
                number < 0.0
            }
        }
        _ => null_is_less,
    }
}

/// `LanguagePrimitives.Compare`, or the error where the two have no order.
pub fn compare(left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<Ordering> {
    let (first, second) = (left.base(), right.base());
    match (first, second) {
        (Value::String(a), Value::String(b)) => return Ok(compare_text(a, b, ignore_case)),
        (Value::Int32(a), Value::Int32(b)) => return Ok(a.cmp(b)),
        _ => {}
    }
    match (first.is_null(), second.is_null()) {
        (true, true) => return Ok(Ordering::Equal),
        (true, false) => return Ok(if beside_null(second, true) { Ordering::Less } else { Ordering::Greater }),
        (false, true) => return Ok(if beside_null(first, true) { Ordering::Greater } else { Ordering::Less }),
        _ => {}
    }
    if let Value::String(a) = first {
        return Ok(compare_text(a, &text::to_text(right, cx), ignore_case));
    }
    let numeric = |value: &Value| value.type_ref().is_some_and(convert::is_numeric);
    if numeric(first) && numeric(second) {
        return Ok(compare_numbers(first, second).unwrap_or_else(|| nan_order(first, second)));
    }
    if let (Value::Char(a), true, Some(b)) = (first, ignore_case, single_unit(second)) {
        return Ok(upper(*a).cmp(&upper(b)));
    }
    let Some(ty) = first.type_ref() else { return Ok(Ordering::Equal) };
    if !(ty.implements("System.IComparable") || ty.implements("System.IComparable`1") || ty.from_script) {
        return match (equals(left, right, ignore_case, cx), first) {
            (true, _) => Ok(Ordering::Equal),
            (false, Value::PsObject(_)) => Err(not_same_type(left, right, cx)),
            (false, _) => Err(not_comparable(left, cx)),
        };
    }
    let converted = match convert::to(second, ty, cx) {
        Ok(converted) => converted,
        Err(why) => {
            let message = format!("Could not compare \"{}\" to \"{}\". Error: \"{}\"", text::to_text(left, cx), text::to_text(right, cx), why.message());
            return Err(ErrorRecord::raise(
                "System.Management.Automation.ExtendedTypeSystemException",
                message,
                "ComparisonFailure",
                ErrorCategory::NotSpecified,
            ));
        }
    };
    same_type(first, converted.base(), left, cx)
}

/// `NaN` comes before all other numbers, as `CompareTo` has it.
fn nan_order(first: &Value, second: &Value) -> Ordering {
    let is_nan = |value: &Value| convert::double(value).is_some_and(f64::is_nan);
    is_nan(second).cmp(&is_nan(first))
}

/// `CompareTo` of two values of one type.
fn same_type(first: &Value, second: &Value, left: &Value, cx: &mut dyn Runtime) -> Res<Ordering> {
    Ok(match (first, second) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Char(a), Value::Char(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.ticks.cmp(&b.ticks),
        (Value::TimeSpan(a), Value::TimeSpan(b)) => a.ticks.cmp(&b.ticks),
        (Value::Guid(a), Value::Guid(b)) => a.cmp(b),
        (Value::BigInteger(a), Value::BigInteger(b)) => a.cmp(b),
        (Value::Enum(_, a), Value::Enum(_, b)) => a.cmp(b),
        _ => match compare_numbers(first, second) {
            Some(order) => order,
            None => return compare_to(first, second, left, cx),
        },
    })
}

fn compare_to(first: &Value, second: &Value, left: &Value, cx: &mut dyn Runtime) -> Res<Ordering> {
    let result = match cx.class_invoke(first, "CompareTo", std::slice::from_ref(second)) {
        Some(result) => result?,
        None => match members::invoke(first, "CompareTo", std::slice::from_ref(second), cx) {
            Ok(result) => result,
            Err(_) if equals(first, second, true, cx) => return Ok(Ordering::Equal),
            Err(_) => return Err(not_comparable(left, cx)),
        },
    };
    Ok(convert::integer(&result).map_or(Ordering::Equal, |number| number.cmp(&0)))
}

/// A custom object has an order only where what it wraps has one.
fn not_same_type(left: &Value, right: &Value, cx: &mut dyn Runtime) -> crate::value::Raise {
    let (a, b) = (text::to_text(left, cx), text::to_text(right, cx));
    let message =
        format!("Cannot compare \"{a}\" to \"{b}\" because the objects are not the same type or the object \"{a}\" does not implement \"IComparable\".");
    ErrorRecord::raise("System.Management.Automation.ExtendedTypeSystemException", message, "PSObjectCompareTo", ErrorCategory::NotSpecified)
}

fn not_comparable(left: &Value, cx: &mut dyn Runtime) -> crate::value::Raise {
    let shown = match left.base() {
        base @ (Value::Array(_) | Value::List(_)) => base.type_ref().map_or_else(String::new, types::net_name),
        _ => text::to_text(left, cx).to_string(),
    };
    let message = format!("Cannot compare \"{shown}\" because it is not IComparable.");
    ErrorRecord::raise("System.Management.Automation.ExtendedTypeSystemException", message, "NotIcomparable", ErrorCategory::NotSpecified)
}
