//! Number literals: base, suffix and multiplier give the type; without a suffix an integer takes the smallest of
//! int, long, decimal and double that holds it.

use super::super::ast::Number;
use super::statements::is_dash;
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

/// The value of a literal, or nothing where it does not fit its suffix.
pub fn number(text: &str) -> Option<Number> {
    let negative = text.starts_with(is_dash);
    let body = text.trim_start_matches(|c| is_dash(c) || c == '+');
    let lower = body.to_ascii_lowercase();
    let (rest, multiplier) = split_multiplier(&lower);
    if let Some(digits) = rest.strip_prefix("0x") {
        let (digits, suffix) = split_suffix(digits, |c| c.is_ascii_hexdigit());
        let value = in_base(digits, 16, suffix.starts_with('u'))?;
        // The bits of a long are a long, however small the number they are.
        let suffix = if digits.len() == 16 && suffix.is_empty() && value.sign() == Sign::Minus { "l" } else { suffix };
        return integer(value, negative, multiplier, suffix);
    }
    if let Some(digits) = rest.strip_prefix("0b") {
        let (digits, suffix) = split_suffix(digits, |c| c.is_ascii_hexdigit());
        return integer(in_base(digits, 2, suffix.starts_with('u'))?, negative, multiplier, suffix);
    }
    let (digits, suffix) = split_decimal(rest);
    if suffix == "d" {
        let value = parse_decimal(digits)?.checked_mul(Decimal::from(multiplier))?;
        return Some(Number::Decimal(if negative { -value } else { value }));
    }
    if digits.contains(['.', 'e']) {
        return real(digits, negative, multiplier, suffix);
    }
    integer(BigInt::parse_bytes(digits.as_bytes(), 10)?, negative, multiplier, suffix)
}

fn split_multiplier(text: &str) -> (&str, u64) {
    // In a hexadecimal number a `b` before the end is a digit unless a unit's letter stands before it.
    for (unit, shift) in [("kb", 10), ("mb", 20), ("gb", 30), ("tb", 40), ("pb", 50)] {
        if let Some(rest) = text.strip_suffix(unit) {
            return (rest, 1 << shift);
        }
    }
    (text, 1)
}

fn split_suffix(text: &str, is_digit: fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !is_digit(c)).unwrap_or(text.len()))
}

/// Digits with point and exponent, and the suffix.
fn split_decimal(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| c.is_ascii_alphabetic() && c != 'e').unwrap_or(text.len());
    text.split_at(at)
}

/// Where the length is that of a machine integer, the first bit is the sign.
fn in_base(digits: &str, base: u32, unsigned: bool) -> Option<BigInt> {
    let value = BigInt::parse_bytes(digits.as_bytes(), base)?;
    let (per_digit, signed_lengths): (usize, &[usize]) = if base == 16 { (4, &[8, 16, 24]) } else { (1, &[8, 16, 32, 64, 96]) };
    let length = digits.len();
    let bits = length * per_digit;
    let has_sign = signed_lengths.contains(&length) || bits >= 128 && bits.is_multiple_of(8);
    let top = BigInt::from(1) << (bits - 1);
    Some(if !unsigned && has_sign && value >= top { value - (top << 1) } else { value })
}

fn parse_decimal(digits: &str) -> Option<Decimal> {
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    if digits.contains('e') { Decimal::from_scientific(digits).ok() } else { digits.parse().ok() }
}

fn real(digits: &str, negative: bool, multiplier: u64, suffix: &str) -> Option<Number> {
    let value = digits.parse::<f64>().ok()? * multiplier as f64;
    let value = if negative { -value } else { value };
    if suffix.is_empty() {
        return Some(Number::Double(value));
    }
    sized(BigInt::from_f64(value.round_ties_even())?, suffix)
}

fn integer(value: BigInt, negative: bool, multiplier: u64, suffix: &str) -> Option<Number> {
    let value = value * multiplier;
    let value = if negative { -value } else { value };
    if !suffix.is_empty() {
        return sized(value, suffix);
    }
    if let Some(value) = value.to_i32() {
        return Some(Number::Int32(value));
    }
    if let Some(value) = value.to_i64() {
        return Some(Number::Int64(value));
    }
    if let Ok(value) = value.to_string().parse::<Decimal>() {
        return Some(Number::Decimal(value));
    }
    value.to_f64().map(Number::Double)
}

fn sized(value: BigInt, suffix: &str) -> Option<Number> {
    Some(match suffix {
        "l" => Number::Int64(value.to_i64()?),
        "s" => Number::Int16(value.to_i16()?),
        "y" => Number::SByte(value.to_i8()?),
        "n" => Number::BigInteger(value),
        _ if value.sign() == Sign::Minus => return None,
        "u" => match value.to_u32() {
            Some(value) => Number::UInt32(value),
            None => Number::UInt64(value.to_u64()?),
        },
        "ul" => Number::UInt64(value.to_u64()?),
        "us" => Number::UInt16(value.to_u16()?),
        _ => Number::Byte(value.to_u8()?),
    })
}
