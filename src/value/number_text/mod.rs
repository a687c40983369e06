//! Numbers as text, as .NET's `ToString(format)` writes them: a number becomes digits and a scale, and a format lays them out.
//!
//! `standard` has the one-letter formats, `custom` the pictures (`#,##0.00`), `parse` the way back.

mod custom;
mod digits;
mod parse;
mod standard;

pub use parse::{NumberStyle, ParseFailure, parse_big, parse_decimal, parse_double, parse_integer};

use super::culture::{self, Culture};
use super::{ErrorCategory, ErrorRecord, Raise, Res, Value};
use digits::Digits;
use rust_decimal::Decimal;

/// Any number, ready to be written.
pub enum Number {
    /// An integer with the width in bits that `X` and `B` write negatives in.
    Integer {
        value: i128,
        bits: u32,
    },
    Big(num_bigint::BigInt),
    Double(f64),
    Single(f32),
    Decimal(Decimal),
}

impl Number {
    pub fn of(value: &Value) -> Option<Number> {
        let integer = |value: i128, bits: u32| Number::Integer { value, bits };
        Some(match value {
            Value::SByte(v) => integer((*v).into(), 8),
            Value::Byte(v) => integer((*v).into(), 8),
            Value::Int16(v) => integer((*v).into(), 16),
            Value::UInt16(v) => integer((*v).into(), 16),
            Value::Int32(v) => integer((*v).into(), 32),
            Value::UInt32(v) => integer((*v).into(), 32),
            Value::Int64(v) => integer((*v).into(), 64),
            Value::UInt64(v) => integer((*v).into(), 64),
            Value::BigInteger(v) => Number::Big((**v).clone()),
            Value::Double(v) => Number::Double(*v),
            Value::Single(v) => Number::Single(*v),
            Value::Decimal(v) => Number::Decimal(*v),
            _ => return None,
        })
    }
}

/// `number.ToString(format, culture)`.
pub fn format(number: &Number, format: &str, culture: &Culture) -> Res<String> {
    if let Number::Double(v) = number
        && let Some(text) = not_finite(*v, culture)
    {
        return Ok(text);
    }
    if let Number::Single(v) = number
        && let Some(text) = not_finite((*v).into(), culture)
    {
        return Ok(text);
    }
    match specifier(format)? {
        Specifier::Standard(letter, precision) => standard::write(number, letter, precision, culture),
        Specifier::Custom => Ok(custom::write(custom_digits(number), format, culture)),
    }
}

/// The same of a value that is a number.
pub fn format_value(value: &Value, text: &str, culture: &Culture) -> Option<Res<String>> {
    Some(format(&Number::of(value)?, text, culture))
}

/// A double as `ToString()` writes it: the shortest text that reads back as the same number.
pub fn format_double(value: f64, culture: &Culture) -> String {
    format(&Number::Double(value), "", culture).unwrap_or_default()
}

pub fn format_single(value: f32, culture: &Culture) -> String {
    format(&Number::Single(value), "", culture).unwrap_or_default()
}

/// A decimal keeps the zeros it was written with.
pub fn format_decimal(value: Decimal, culture: &Culture) -> String {
    format(&Number::Decimal(value), "", culture).unwrap_or_default()
}

/// A double as PowerShell puts it in text: 15 digits, invariant.
pub fn double_in_text(value: f64) -> String {
    format(&Number::Double(value), "G15", &culture::INVARIANT).unwrap_or_default()
}

/// A float as PowerShell puts it in text: 7 digits, invariant.
pub fn single_in_text(value: f32) -> String {
    format(&Number::Single(value), "G7", &culture::INVARIANT).unwrap_or_default()
}

fn not_finite(value: f64, culture: &Culture) -> Option<String> {
    if value.is_nan() {
        Some("NaN".into())
    } else if value == f64::INFINITY {
        Some(culture.infinity.into())
    } else if value == f64::NEG_INFINITY {
        Some(format!("{}{}", culture.negative, culture.infinity))
    } else {
        None
    }
}

enum Specifier {
    Standard(char, Option<usize>),
    Custom,
}

/// A letter with at most nine digits is a standard format; anything else is a picture.
fn specifier(format: &str) -> Res<Specifier> {
    let mut chars = format.chars();
    let Some(letter) = chars.next() else { return Ok(Specifier::Standard('G', None)) };
    let digits = chars.as_str();
    if !letter.is_ascii_alphabetic() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Specifier::Custom);
    }
    if digits.is_empty() {
        return Ok(Specifier::Standard(letter, None));
    }
    match digits.parse::<usize>() {
        Ok(precision) if precision <= 999_999_999 => Ok(Specifier::Standard(letter, Some(precision))),
        _ => Err(invalid_format()),
    }
}

/// The digits a picture works on: 15 of a double, 7 of a float, all of the others.
fn custom_digits(number: &Number) -> Digits {
    match number {
        Number::Double(v) => Digits::of_double_significant(*v, 15),
        Number::Single(v) => Digits::of_double_significant((*v).into(), 7),
        Number::Decimal(v) => Digits::of_decimal(v),
        Number::Integer { value, .. } => Digits::of_text(&value.to_string()),
        Number::Big(v) => Digits::of_text(&v.to_string()),
    }
}

pub fn invalid_format() -> Raise {
    ErrorRecord::raise("System.FormatException", "Format specifier was invalid.", "System.FormatException", ErrorCategory::NotSpecified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_numbers() {
        for (value, picture, expected) in [
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (-1234.5, "#,##0.00;(#,##0.00);zero", "(1,234.50)"),
            (0.001, "0.00;-0.00;zero", "zero"),
            (1234567.0, "#,#,,", "1"),
            (0.256, "0.0%", "25.6%"),
            (12345.0, "0.00e+00", "1.23e+04"),
            (1.005, "0.00", "1.01"),
            (2.5, "N0", "2"),
            (1e15, "", "1E+15"),
            (9007199254740992.0, "", "9007199254740992"),
        ] {
            assert_eq!(format(&Number::Double(value), picture, &culture::EN_US).unwrap_or_default(), expected, "{value} {picture}");
        }
    }
}
