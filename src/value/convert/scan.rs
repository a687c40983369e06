//! A number literal inside text: what an arithmetic operator reads from a string (`'0x10' + 0`, `2 * '1kb'`).

use super::numbers;
use crate::value::{Res, Runtime, TypeRef, Value, known};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use std::rc::Rc;
use std::str::FromStr;

/// The number a text stands for beside an operand of a type; what the scanner cannot read is converted to that type, or fails.
pub fn operand(text: &str, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Value::Int32(0));
    }
    match number(trimmed) {
        Some(value) => Ok(value),
        None => numbers::from_text(trimmed, if numbers::is_numeric(ty) { ty } else { known::INT32 }, cx),
    }
}

/// A PowerShell number literal with an optional sign: decimal, hexadecimal, binary, real; type suffix and multiplier.
pub fn number(text: &str) -> Option<Value> {
    let (negative, body) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let lower = body.to_ascii_lowercase();
    let (lower, multiplier) = multiplier(&lower);
    if let Some(digits) = lower.strip_prefix("0x") {
        return radix(digits, 16, negative, multiplier);
    }
    if let Some(digits) = lower.strip_prefix("0b") {
        return radix(digits, 2, negative, multiplier);
    }
    let (digits, suffix) = suffix(lower, &["ul", "us", "uy", "u", "l", "s", "y", "n", "d"]);
    if !is_number(digits) {
        return None;
    }
    let real = digits.contains(['.', 'e']);
    if suffix == "d" {
        let number = if digits.contains('e') { Decimal::from_scientific(digits) } else { Decimal::from_str(digits) }.ok()?;
        let number = number.checked_mul(Decimal::from(multiplier))?;
        return Some(Value::Decimal(if negative { -number } else { number }));
    }
    if real {
        let number = f64::from_str(digits).ok()? * multiplier as f64;
        let number = if negative { -number } else { number };
        return if suffix.is_empty() { Some(Value::Double(number)) } else { whole(BigInt::from(number.round_ties_even() as i128), suffix) };
    }
    let number = BigInt::from_str(digits).ok()? * multiplier;
    whole(if negative { -number } else { number }, suffix)
}

fn multiplier(text: &str) -> (&str, i64) {
    for (index, unit) in ["kb", "mb", "gb", "tb", "pb"].into_iter().enumerate() {
        if let Some(rest) = text.strip_suffix(unit) {
            return (rest, 1 << (10 * (index + 1)));
        }
    }
    (text, 1)
}

fn suffix<'a>(text: &'a str, all: &[&'static str]) -> (&'a str, &'static str) {
    all.iter().find_map(|s| text.strip_suffix(s).map(|rest| (rest, *s))).unwrap_or((text, ""))
}

fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once('e').map_or((text, None), |(m, e)| (m, Some(e)));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let points = mantissa.bytes().filter(|b| *b == b'.').count();
    let exponent_fits = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['+', '-']).unwrap_or(e);
        !e.is_empty() && e.bytes().all(|b| b.is_ascii_digit())
    });
    digits > 0 && points <= 1 && digits + points == mantissa.len() && exponent_fits
}

fn radix(digits: &str, base: u32, negative: bool, multiplier: i64) -> Option<Value> {
    let (digits, suffix) = suffix(digits, &["ul", "us", "uy", "u", "l", "s", "y", "n"]);
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return None;
    }
    let mut number = BigInt::parse_bytes(digits.as_bytes(), base)?;
    // Literals of full width are two's complement: 0xFFFFFFFF is -1.
    let bits = digits.len() * if base == 16 { 4 } else { 1 };
    let mut suffix = suffix;
    if bits == 32 && suffix.is_empty() {
        number = BigInt::from(number.to_u32()? as i32);
    } else if bits == 64 && (suffix.is_empty() || suffix == "l") {
        number = BigInt::from(number.to_u64()? as i64);
        suffix = "l";
    }
    let number = number * multiplier;
    whole(if negative { -number } else { number }, suffix)
}

/// A whole number in the smallest type that holds it, or in the suffix's.
fn whole(number: BigInt, suffix: &str) -> Option<Value> {
    let typed = |ty| number.to_i128().and_then(|n| numbers::from_integer(n, ty));
    match suffix {
        "y" => typed(known::SBYTE),
        "uy" => typed(known::BYTE),
        "s" => typed(known::INT16),
        "us" => typed(known::UINT16),
        "l" => typed(known::INT64),
        "ul" => typed(known::UINT64),
        "u" => typed(known::UINT32).or_else(|| typed(known::UINT64)),
        "n" => Some(Value::BigInteger(Rc::new(number))),
        _ => typed(known::INT32)
            .or_else(|| typed(known::INT64))
            .or_else(|| Decimal::from_str(&number.to_string()).ok().map(Value::Decimal))
            .or_else(|| number.to_f64().map(Value::Double)),
    }
}
