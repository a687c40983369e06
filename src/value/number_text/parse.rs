//! Text to numbers, as `Parse` and `TryParse` read it: styles, cultures, and what .NET says of bad text.

use super::super::culture::Culture;
use super::super::{ErrorCategory, ErrorRecord, Raise};
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::str::FromStr;

/// `NumberStyles`: a set of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle(pub u32);

impl NumberStyle {
    pub const LEADING_WHITE: u32 = 1;
    pub const TRAILING_WHITE: u32 = 2;
    pub const LEADING_SIGN: u32 = 4;
    pub const TRAILING_SIGN: u32 = 8;
    pub const PARENTHESES: u32 = 16;
    pub const DECIMAL_POINT: u32 = 32;
    pub const THOUSANDS: u32 = 64;
    pub const EXPONENT: u32 = 128;
    pub const CURRENCY_SYMBOL: u32 = 256;
    pub const HEX: u32 = 512;
    pub const BINARY: u32 = 1024;
    pub const INTEGER: NumberStyle = NumberStyle(7);
    pub const NUMBER: NumberStyle = NumberStyle(111);
    pub const FLOAT: NumberStyle = NumberStyle(167);
    /// Float with thousands: what `[double]::Parse` takes.
    pub const FLOAT_THOUSANDS: NumberStyle = NumberStyle(231);

    fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// Why a text is no number of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseFailure {
    Format,
    Overflow,
}

impl ParseFailure {
    /// The exception .NET throws: `type_name` as in `Int32`, with the article `an`.
    pub fn raise(self, text: &str, type_name: &str) -> Raise {
        match self {
            ParseFailure::Format => {
                let message = format!("The input string '{text}' was not in a correct format.");
                ErrorRecord::raise("System.FormatException", message, "System.FormatException", ErrorCategory::NotSpecified)
            }
            ParseFailure::Overflow => {
                ErrorRecord::raise("System.OverflowException", overflow_message(type_name), "System.OverflowException", ErrorCategory::NotSpecified)
            }
        }
    }
}

/// .NET's words for a value out of a type's range.
pub fn overflow_message(type_name: &str) -> String {
    match type_name {
        "Byte" => "Value was either too large or too small for an unsigned byte.".into(),
        "SByte" => "Value was either too large or too small for a signed byte.".into(),
        "Int16" | "Int32" | "Int64" => format!("Value was either too large or too small for an {type_name}."),
        _ => format!("Value was either too large or too small for a {type_name}."),
    }
}

/// The number's parts, after signs, groups and the rest are taken off.
struct Scanned {
    negative: bool,
    whole: String,
    fraction: String,
    exponent: i64,
}

fn is_white(c: char) -> bool {
    c == ' ' || ('\t'..='\r').contains(&c)
}

/// Read the text by .NET's grammar: white, currency, sign, digits, point, exponent, in any of the orders the style allows.
fn scan(text: &str, style: NumberStyle, culture: &Culture) -> Option<Scanned> {
    let mut rest = text.trim_end_matches('\0');
    let mut negative = false;
    let (mut signed, mut parens, mut currency) = (false, false, false);
    loop {
        let first = rest.chars().next()?;
        if is_white(first) && style.has(NumberStyle::LEADING_WHITE) && (!signed || currency || culture.currency_negative.contains(' ')) {
            rest = &rest[1..];
        } else if style.has(NumberStyle::LEADING_SIGN)
            && !signed
            && !parens
            && let Some((minus, after)) = strip_sign(rest, culture)
        {
            signed = true;
            negative = minus;
            rest = after;
        } else if first == '(' && style.has(NumberStyle::PARENTHESES) && !signed && !parens {
            parens = true;
            negative = true;
            rest = &rest[1..];
        } else if style.has(NumberStyle::CURRENCY_SYMBOL)
            && !currency
            && let Some(after) = strip_currency(rest, culture)
        {
            currency = true;
            rest = after;
        } else {
            break;
        }
    }
    let mut scanned = Scanned { negative, whole: String::new(), fraction: String::new(), exponent: 0 };
    rest = digits(rest, style, culture, &mut scanned);
    if scanned.whole.is_empty() && scanned.fraction.is_empty() {
        return None;
    }
    rest = exponent(rest, style, &mut scanned);
    while let Some(first) = rest.chars().next() {
        if is_white(first) && style.has(NumberStyle::TRAILING_WHITE) {
            rest = &rest[1..];
        } else if style.has(NumberStyle::TRAILING_SIGN)
            && !signed
            && !parens
            && let Some((minus, after)) = strip_sign(rest, culture)
        {
            signed = true;
            scanned.negative = minus;
            rest = after;
        } else if first == ')' && parens {
            parens = false;
            signed = true;
            rest = &rest[1..];
        } else if style.has(NumberStyle::CURRENCY_SYMBOL)
            && !currency
            && let Some(after) = strip_currency(rest, culture)
        {
            currency = true;
            rest = after;
        } else {
            return None;
        }
    }
    (!parens).then_some(scanned)
}

fn strip_sign<'a>(text: &'a str, culture: &Culture) -> Option<(bool, &'a str)> {
    if let Some(rest) = text.strip_prefix('+') {
        return Some((false, rest));
    }
    text.strip_prefix(culture.negative).or_else(|| text.strip_prefix(['-', '\u{2212}'])).map(|rest| (true, rest))
}

fn strip_currency<'a>(text: &'a str, culture: &Culture) -> Option<&'a str> {
    text.strip_prefix(culture.currency)
}

fn digits<'a>(mut rest: &'a str, style: NumberStyle, culture: &Culture, scanned: &mut Scanned) -> &'a str {
    let mut point = false;
    loop {
        if let Some(c) = rest.chars().next().filter(char::is_ascii_digit) {
            if point {
                scanned.fraction.push(c)
            } else {
                scanned.whole.push(c)
            }
            rest = &rest[1..];
        } else if style.has(NumberStyle::DECIMAL_POINT)
            && !point
            && let Some(after) = rest.strip_prefix(culture.decimal)
        {
            point = true;
            rest = after;
        } else if style.has(NumberStyle::THOUSANDS)
            && !point
            && !scanned.whole.is_empty()
            && let Some(after) = strip_group(rest, culture)
        {
            rest = after;
        } else {
            return rest;
        }
    }
}

fn strip_group<'a>(text: &'a str, culture: &Culture) -> Option<&'a str> {
    let spaced = matches!(culture.group, "\u{a0}" | "\u{202f}");
    text.strip_prefix(culture.group).or_else(|| if spaced { text.strip_prefix([' ', '\u{a0}', '\u{202f}']) } else { None })
}

fn exponent<'a>(rest: &'a str, style: NumberStyle, scanned: &mut Scanned) -> &'a str {
    if !style.has(NumberStyle::EXPONENT) {
        return rest;
    }
    let Some(after) = rest.strip_prefix(['e', 'E']) else { return rest };
    let (negative, number) = match after.strip_prefix('-') {
        Some(n) => (true, n),
        None => (false, after.strip_prefix('+').unwrap_or(after)),
    };
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    if end == 0 {
        return rest;
    }
    let value = number[..end].parse::<i64>().unwrap_or(99_999).min(99_999);
    scanned.exponent = if negative { -value } else { value };
    &number[end..]
}

/// An integer within a range.
pub fn parse_integer(text: &str, style: NumberStyle, culture: &Culture, min: i128, max: i128, bits: u32) -> Result<i128, ParseFailure> {
    if style.has(NumberStyle::HEX) || style.has(NumberStyle::BINARY) {
        let value = parse_radix(text, style)?;
        if value > if bits == 64 { u128::from(u64::MAX) } else { (1 << bits) - 1 } {
            return Err(ParseFailure::Overflow);
        }
        let signed = min < 0 && value > max as u128;
        return Ok(if signed { value as i128 - (1i128 << bits) } else { value as i128 });
    }
    let value = parse_big(text, style, culture)?;
    i128::try_from(value).ok().filter(|v| (min..=max).contains(v)).ok_or(ParseFailure::Overflow)
}

fn parse_radix(text: &str, style: NumberStyle) -> Result<u128, ParseFailure> {
    let text = if style.has(NumberStyle::LEADING_WHITE) { text.trim_start_matches(is_white) } else { text };
    let text = if style.has(NumberStyle::TRAILING_WHITE) { text.trim_end_matches(is_white) } else { text };
    let radix = if style.has(NumberStyle::HEX) { 16 } else { 2 };
    if text.is_empty() || !text.chars().all(|c| c.is_digit(radix)) {
        return Err(ParseFailure::Format);
    }
    u128::from_str_radix(text, radix).map_err(|_| ParseFailure::Overflow)
}

/// An integer of any size. With a point or an exponent in the style, the fraction must be zero.
pub fn parse_big(text: &str, style: NumberStyle, culture: &Culture) -> Result<BigInt, ParseFailure> {
    if style.has(NumberStyle::HEX) {
        let text = text.trim_matches(is_white);
        if text.is_empty() || !text.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(ParseFailure::Format);
        }
        let value = BigInt::parse_bytes(text.as_bytes(), 16).ok_or(ParseFailure::Format)?;
        let negative = text.as_bytes()[0] >= b'8';
        return Ok(if negative { value - (BigInt::from(1) << (4 * text.len())) } else { value });
    }
    let scanned = scan(text, style, culture).ok_or(ParseFailure::Format)?;
    let shift = scanned.exponent - scanned.fraction.trim_end_matches('0').len() as i64;
    let fraction = scanned.fraction.trim_end_matches('0');
    let mut all = format!("{}{fraction}", scanned.whole);
    if shift < 0 {
        let cut = all.len().saturating_sub(shift.unsigned_abs() as usize);
        if all[cut..].bytes().any(|b| b != b'0') {
            return Err(ParseFailure::Overflow);
        }
        all.truncate(cut);
    } else {
        all.extend(std::iter::repeat_n('0', shift.min(5000) as usize));
    }
    let value = BigInt::from_str(if all.is_empty() { "0" } else { &all }).map_err(|_| ParseFailure::Format)?;
    Ok(if scanned.negative { -value } else { value })
}

/// A double; too large a number is infinite. `NaN` and the infinities are read in any case.
pub fn parse_double(text: &str, style: NumberStyle, culture: &Culture) -> Result<f64, ParseFailure> {
    let Some(scanned) = scan(text, style, culture) else { return special(text.trim_matches(is_white), culture).ok_or(ParseFailure::Format) };
    let plain = format!("{}{}.{}e{}", if scanned.negative { "-" } else { "" }, or_zero(&scanned.whole), or_zero(&scanned.fraction), scanned.exponent);
    plain.parse::<f64>().map_err(|_| ParseFailure::Format)
}

fn or_zero(text: &str) -> &str {
    if text.is_empty() { "0" } else { text }
}

fn special(text: &str, culture: &Culture) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let negative = text.starts_with('-');
    if unsigned.eq_ignore_ascii_case("nan") {
        return Some(f64::NAN);
    }
    let infinite = unsigned.eq_ignore_ascii_case(culture.infinity) || unsigned.eq_ignore_ascii_case("infinity") || unsigned == "∞";
    infinite.then_some(if negative { f64::NEG_INFINITY } else { f64::INFINITY })
}

/// A decimal, with the zeros it was written with; digits beyond what it holds are rounded away.
pub fn parse_decimal(text: &str, style: NumberStyle, culture: &Culture) -> Result<Decimal, ParseFailure> {
    let scanned = scan(text, style, culture).ok_or(ParseFailure::Format)?;
    let (mut whole, mut fraction) = (scanned.whole, scanned.fraction);
    if scanned.exponent > 0 {
        let take = (scanned.exponent as usize).min(40);
        fraction.extend(std::iter::repeat_n('0', take.saturating_sub(fraction.len())));
        whole.push_str(&fraction[..take]);
        fraction.drain(..take);
    } else if scanned.exponent < 0 {
        let take = (scanned.exponent.unsigned_abs() as usize).min(60);
        let padded = format!("{whole:0>take$}");
        let (w, f) = padded.split_at(padded.len() - take);
        fraction = format!("{f}{fraction}");
        whole = w.to_owned();
    }
    decimal_of(whole.trim_start_matches('0'), &fraction, scanned.negative).ok_or(ParseFailure::Overflow)
}

fn decimal_of(whole: &str, fraction: &str, negative: bool) -> Option<Decimal> {
    if whole.len() > 29 {
        return None;
    }
    let most = 28.min(fraction.len());
    // As many fraction digits as fit the 96 bits, rounding the rest half to even.
    for keep in (0..=most).rev() {
        let mut mantissa = u128::from_str(or_zero(&format!("{whole}{}", &fraction[..keep]))).ok()?;
        let rest = &fraction.as_bytes()[keep..];
        let first = rest.first().map_or(0, |b| b - b'0');
        let more = rest.iter().skip(1).any(|b| *b != b'0');
        if first > 5 || first == 5 && (more || mantissa % 2 == 1) {
            mantissa += 1;
        }
        if mantissa < 1 << 96 {
            let mut value = Decimal::from_i128_with_scale(mantissa as i128, keep as u32);
            value.set_sign_negative(negative);
            return Some(value);
        }
    }
    None
}
