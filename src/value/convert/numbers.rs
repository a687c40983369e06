//! Numbers: between their types (rounding half to even, overflow), and from text (blanks, hexadecimal, thousands, multipliers).

use super::errors::because;
use super::scan;
use crate::value::{Res, Runtime, TypeRef, Value, known};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;
use std::rc::Rc;
use std::str::FromStr;

/// Whether a type is one of .NET's numbers; `BigInteger` and `Char` are not.
pub fn is_numeric(ty: TypeRef) -> bool {
    is_integer(ty) || [known::SINGLE, known::DOUBLE, known::DECIMAL].contains(&ty)
}

pub fn is_integer(ty: TypeRef) -> bool {
    [known::INT32, known::INT64, known::BYTE, known::SBYTE, known::INT16, known::UINT16, known::UINT32, known::UINT64].contains(&ty)
}

/// A whole number of any of the integer types, `Boolean`, `Char` or an enumeration.
pub fn integer(value: &Value) -> Option<i128> {
    Some(match value.base() {
        Value::Bool(v) | Value::Switch(v) => i128::from(*v),
        Value::Char(v) => i128::from(*v),
        Value::SByte(v) => i128::from(*v),
        Value::Byte(v) => i128::from(*v),
        Value::Int16(v) => i128::from(*v),
        Value::UInt16(v) => i128::from(*v),
        Value::Int32(v) => i128::from(*v),
        Value::UInt32(v) => i128::from(*v),
        Value::Int64(v) => i128::from(*v),
        Value::UInt64(v) => i128::from(*v),
        Value::Enum(_, v) => i128::from(*v),
        _ => return None,
    })
}

/// Any number as a double.
pub fn double(value: &Value) -> Option<f64> {
    match value.base() {
        Value::Single(v) => Some(f64::from(*v)),
        Value::Double(v) => Some(*v),
        Value::Decimal(v) => v.to_f64(),
        other => integer(other).map(|v| v as f64),
    }
}

/// Any number as a decimal. A double keeps 15 digits, a single 7, as .NET converts them. `None`: out of range.
pub fn decimal(value: &Value) -> Option<Decimal> {
    match value.base() {
        Value::Decimal(v) => Some(*v),
        Value::Double(v) => decimal_of(*v, 15),
        Value::Single(v) => decimal_of(f64::from(*v), 7),
        other => integer(other).and_then(Decimal::from_i128),
    }
}

fn decimal_of(value: f64, digits: usize) -> Option<Decimal> {
    if !value.is_finite() || value.abs() >= 7.922_816_251_426_434e28 {
        return None;
    }
    if value.abs() < 1e-28 {
        return Some(Decimal::ZERO);
    }
    Decimal::from_scientific(&format!("{value:.*e}", digits - 1)).ok().map(|d| d.normalize())
}

/// A whole number as a value of an integer type; `None`: out of range.
pub fn from_integer(number: i128, ty: TypeRef) -> Option<Value> {
    Some(match ty {
        t if t == known::INT32 => Value::Int32(number.try_into().ok()?),
        t if t == known::INT64 => Value::Int64(number.try_into().ok()?),
        t if t == known::BYTE => Value::Byte(number.try_into().ok()?),
        t if t == known::SBYTE => Value::SByte(number.try_into().ok()?),
        t if t == known::INT16 => Value::Int16(number.try_into().ok()?),
        t if t == known::UINT16 => Value::UInt16(number.try_into().ok()?),
        t if t == known::UINT32 => Value::UInt32(number.try_into().ok()?),
        t if t == known::UINT64 => Value::UInt64(number.try_into().ok()?),
        t if t == known::CHAR => Value::Char(number.try_into().ok()?),
        _ => return None,
    })
}

/// What .NET says where a number does not fit.
fn overflow(ty: TypeRef) -> String {
    let name = match ty.name {
        "Byte" => "an unsigned byte".to_owned(),
        "SByte" => "a signed byte".to_owned(),
        "Char" => "a character".to_owned(),
        name if name.starts_with('I') => format!("an {name}"),
        name => format!("a {name}"),
    };
    format!("Value was either too large or too small for {name}.")
}

/// `Convert.ToX`: a number (or Boolean, Char, DateTime) to a number type or `Char`; the error is .NET's message.
pub fn between(value: &Value, ty: TypeRef) -> Result<Value, String> {
    let value = value.base();
    let invalid = || {
        let from = value.type_ref().map_or("", |t| t.name);
        Err(format!("Invalid cast from '{from}' to '{}'.", ty.name))
    };
    if matches!(value, Value::DateTime(_)) || (ty == known::CHAR && (integer(value).is_none() || matches!(value, Value::Bool(_)))) {
        return invalid();
    }
    match ty {
        t if t == known::DOUBLE => double(value).map(Value::Double),
        t if t == known::SINGLE => single(value).map(Value::Single),
        t if t == known::DECIMAL => return decimal(value).map(Value::Decimal).ok_or_else(|| overflow(ty)),
        _ => return to_integer(value, ty),
    }
    .ok_or_else(|| overflow(ty))
}

fn single(value: &Value) -> Option<f32> {
    match value {
        Value::Single(v) => Some(*v),
        Value::Decimal(v) => v.to_f32(),
        other => integer(other).map(|v| v as f32).or_else(|| double(other).map(|v| v as f32)),
    }
}

fn to_integer(value: &Value, ty: TypeRef) -> Result<Value, String> {
    if let Some(number) = integer(value) {
        return from_integer(number, ty).ok_or_else(|| overflow(ty));
    }
    if let Value::Decimal(number) = value {
        let rounded = number.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointNearestEven);
        return rounded.to_i128().and_then(|n| from_integer(n, ty)).ok_or_else(|| overflow(ty));
    }
    let Some(number) = double(value) else { return Err(overflow(ty)) };
    let rounded = number.round_ties_even();
    let fits = |limit: f64| number.is_finite() && rounded.abs() <= limit;
    if ty == known::INT64 || ty == known::UINT64 {
        let number = fits(1e20).then_some(rounded as i128);
        return number.and_then(|n| from_integer(n, ty)).ok_or_else(|| "Arithmetic operation resulted in an overflow.".to_owned());
    }
    if ty == known::UINT32 {
        return fits(1e20).then_some(rounded as i128).and_then(|n| from_integer(n, ty)).ok_or_else(|| overflow(ty));
    }
    // The small types go by way of Int32, and it is Int32 that overflows first.
    let number = fits(1e20).then_some(rounded as i128).filter(|n| i32::try_from(*n).is_ok()).ok_or_else(|| overflow(known::INT32))?;
    from_integer(number, ty).ok_or_else(|| overflow(ty))
}

/// Text to a number type: what `[int]'...'` does.
pub fn from_text(text: &str, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let source = Value::str(text);
    match parse(text, ty) {
        Ok(value) => Ok(value),
        Err(why) => {
            let id = match ty {
                t if t == known::DOUBLE || t == known::SINGLE => "InvalidCastFromStringToDoubleOrSingle",
                t if t == known::DECIMAL => "InvalidCastFromStringToDecimal",
                _ => "InvalidCastFromStringToInteger",
            };
            Err(because(id, &source, ty, &why, cx))
        }
    }
}

/// The same with .NET's message as the error.
fn parse(text: &str, ty: TypeRef) -> Result<Value, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(zero(ty));
    }
    // A decimal is read as a script reads a number, by way of a double: `'2.000'` becomes 2.
    if let (true, Some(number)) = (ty == known::DECIMAL, scan::number(trimmed)) {
        return between(&number, ty).map_err(|_| overflow(ty));
    }
    let direct = if is_integer(ty) { parse_integer(trimmed, ty) } else { parse_real(trimmed, ty) };
    let why = match direct {
        Ok(value) => return Ok(value),
        Err(why) => why,
    };
    // Whatever reads as a number in a script is one here too: 1e3, 0x1F, 1kb.
    let scanned = scan::number(trimmed).or_else(|| parse_thousands(trimmed));
    match scanned {
        Some(number) if ty == known::BIG_INTEGER => {
            big(&number).map(|b| Value::BigInteger(Rc::new(b))).ok_or_else(|| "The value could not be parsed.".to_owned())
        }
        Some(number) if !matches!(number, Value::BigInteger(_)) => between(&number, ty).map_err(|_| why.unwrap_or_else(|| incorrect(text))),
        Some(_) => Err(overflow(ty)),
        None if ty == known::BIG_INTEGER => Err("The value could not be parsed.".to_owned()),
        None => Err(why.unwrap_or_else(|| incorrect(text))),
    }
}

fn incorrect(text: &str) -> String {
    format!("The input string '{text}' was not in a correct format.")
}

pub fn zero(ty: TypeRef) -> Value {
    match ty {
        t if t == known::DOUBLE => Value::Double(0.0),
        t if t == known::SINGLE => Value::Single(0.0),
        t if t == known::DECIMAL => Value::Decimal(Decimal::ZERO),
        t if t == known::BIG_INTEGER => Value::BigInteger(Rc::new(BigInt::from(0))),
        t => from_integer(0, t).unwrap_or(Value::Int32(0)),
    }
}

/// Digits with a sign; the error, where there is one, is an overflow.
fn parse_integer(text: &str, ty: TypeRef) -> Result<Value, Option<String>> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(None);
    }
    i128::from_str(text).ok().and_then(|n| from_integer(n, ty)).ok_or_else(|| Some(overflow(ty)))
}

fn parse_real(text: &str, ty: TypeRef) -> Result<Value, Option<String>> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E' | b','));
    if ty == known::BIG_INTEGER {
        return BigInt::from_str(text.strip_prefix('+').unwrap_or(text)).map(|n| Value::BigInteger(Rc::new(n))).map_err(|_| None);
    }
    if ty == known::DECIMAL {
        let clean = without_thousands(text).ok_or(None)?;
        let parsed = if clean.contains(['e', 'E']) { Decimal::from_scientific(&clean) } else { Decimal::from_str(&clean) };
        return match parsed {
            Ok(number) if plain => Ok(Value::Decimal(number)),
            _ => Err((plain && f64::from_str(&clean).is_ok()).then(|| overflow(ty))),
        };
    }
    let named = match text.to_ascii_lowercase().as_str() {
        "nan" | "-nan" | "+nan" => Some(f64::NAN),
        "infinity" | "+infinity" | "\u{221e}" => Some(f64::INFINITY),
        "-infinity" | "-\u{221e}" => Some(f64::NEG_INFINITY),
        _ => None,
    };
    let number = match named {
        Some(number) => number,
        None if plain => without_thousands(text).and_then(|clean| f64::from_str(&clean).ok()).ok_or(None)?,
        None => return Err(None),
    };
    Ok(if ty == known::SINGLE { Value::Single(number as f32) } else { Value::Double(number) })
}

/// `1,234` or `1,234.5`: group separators anywhere before the decimal point.
fn parse_thousands(text: &str) -> Option<Value> {
    if !text.contains(',') || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b',')) {
        return None;
    }
    f64::from_str(&without_thousands(text)?).ok().map(Value::Double)
}

fn without_thousands(text: &str) -> Option<String> {
    let (whole, fraction) = text.find('.').map_or((text, ""), |at| text.split_at(at));
    if fraction.contains(',') || whole.starts_with(',') || whole.starts_with("-,") {
        return None;
    }
    Some(format!("{}{fraction}", whole.replace(',', "")))
}

/// Any number as a big integer, towards zero; `None`: not a number.
pub fn big(value: &Value) -> Option<BigInt> {
    match value.base() {
        Value::BigInteger(v) => Some((**v).clone()),
        Value::Double(v) => BigInt::from_f64(v.trunc()),
        Value::Single(v) => BigInt::from_f32(v.trunc()),
        Value::Decimal(v) => v.trunc().to_i128().map(BigInt::from),
        other => integer(other).map(BigInt::from),
    }
}

/// A big integer to a number type; the error is .NET's message.
pub fn from_big(number: &BigInt, ty: TypeRef) -> Result<Value, String> {
    match ty {
        t if t == known::DOUBLE => Ok(Value::Double(number.to_f64().unwrap_or(f64::INFINITY))),
        t if t == known::SINGLE => Ok(Value::Single(number.to_f32().unwrap_or(f32::INFINITY))),
        t if t == known::DECIMAL => Decimal::from_str(&number.to_string()).map(Value::Decimal).map_err(|_| overflow(ty)),
        _ => number.to_i128().and_then(|n| from_integer(n, ty)).ok_or_else(|| overflow(ty)),
    }
}
