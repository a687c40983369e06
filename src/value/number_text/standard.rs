//! The standard formats: C D E F G N P R X B.

use super::super::Res;
use super::super::culture::Culture;
use super::{Digits, Number, invalid_format};
use num_bigint::{BigInt, Sign};

pub fn write(number: &Number, letter: char, precision: Option<usize>, culture: &Culture) -> Res<String> {
    let upper = letter.to_ascii_uppercase();
    match upper {
        'D' | 'X' | 'B' => match number {
            Number::Integer { value, bits } => Ok(integer(*value, *bits, letter, precision.unwrap_or(0), culture)),
            Number::Big(value) => Ok(big(value, letter, precision.unwrap_or(0), culture)),
            _ => Err(invalid_format()),
        },
        'G' | 'R' => Ok(general(number, letter, if upper == 'R' && !matches!(number, Number::Big(_)) { None } else { precision }, culture)),
        'F' | 'N' | 'C' | 'P' => Ok(fixed(number, upper, precision, culture)),
        'E' => Ok(exponential(number, letter, precision.unwrap_or(6), culture)),
        _ => Err(invalid_format()),
    }
}

fn integer(value: i128, bits: u32, letter: char, precision: usize, culture: &Culture) -> String {
    let mask = if bits == 64 { u128::from(u64::MAX) } else { (1u128 << bits) - 1 };
    let unsigned = (value as u128) & mask;
    match letter {
        'X' => format!("{unsigned:0precision$X}"),
        'x' => format!("{unsigned:0precision$x}"),
        'B' | 'b' => format!("{unsigned:0precision$b}"),
        _ => format!("{}{:0precision$}", if value < 0 { culture.negative } else { "" }, value.unsigned_abs()),
    }
}

/// A BigInteger's hexadecimal keeps a sign digit: 255 is `0FF`.
fn big(value: &BigInt, letter: char, precision: usize, culture: &Culture) -> String {
    if letter.eq_ignore_ascii_case(&'D') {
        let sign = if value.sign() == Sign::Minus { culture.negative } else { "" };
        return format!("{sign}{:0>precision$}", value.magnitude().to_string());
    }
    let bytes = value.to_signed_bytes_be();
    let negative = value.sign() == Sign::Minus;
    let pad = if negative { if letter == 'x' { 'f' } else { 'F' } } else { '0' };
    let mut text: String = match letter {
        'X' => bytes.iter().map(|b| format!("{b:02X}")).collect(),
        'x' => bytes.iter().map(|b| format!("{b:02x}")).collect(),
        _ => bytes.iter().map(|b| format!("{b:08b}")).collect(),
    };
    if letter.eq_ignore_ascii_case(&'X') {
        let first = text.as_bytes().first().copied().unwrap_or(b'0');
        let second = text.as_bytes().get(1).and_then(|b| char::from(*b).to_digit(16)).unwrap_or(0);
        if text.len() > 1 && ((first == b'0' && second < 8) || (first.eq_ignore_ascii_case(&b'F') && second >= 8)) {
            text.remove(0);
        }
    } else {
        let keep = if negative { '1' } else { '0' };
        while text.len() > 1 && text.starts_with(keep) && text[1..].starts_with(keep) {
            text.remove(0);
        }
    }
    let missing = precision.saturating_sub(text.len());
    let pad = if letter.eq_ignore_ascii_case(&'B') { if negative { '1' } else { '0' } } else { pad };
    std::iter::repeat_n(pad, missing).chain(text.chars()).collect()
}

fn sign(digits: &Digits, number: &Number) -> bool {
    digits.negative && (!digits.is_zero() || matches!(number, Number::Double(_) | Number::Single(_)))
}

/// All digits of an exact number.
fn exact(number: &Number) -> Digits {
    match number {
        Number::Integer { value, .. } => Digits::of_text(&value.to_string()),
        Number::Big(value) => Digits::of_text(&value.to_string()),
        Number::Decimal(value) => Digits::of_decimal(value),
        Number::Double(value) => Digits::of_double_shortest(*value),
        Number::Single(value) => Digits::of_single_shortest(*value),
    }
}

fn general(number: &Number, letter: char, precision: Option<usize>, culture: &Culture) -> String {
    let precision = precision.filter(|p| *p > 0);
    let exponent = if letter.is_ascii_lowercase() { 'e' } else { 'E' };
    let mut scientific_allowed = true;
    let (digits, limit) = match (number, precision) {
        (Number::Double(v), Some(p)) => (Digits::of_double_significant(*v, p), p),
        (Number::Single(v), Some(p)) => (Digits::of_double_significant((*v).into(), p), p),
        (Number::Double(_), None) => {
            let digits = exact(number);
            let limit = digits.digits.len().max(15);
            (digits, limit)
        }
        (Number::Single(_), None) => {
            let digits = exact(number);
            let limit = digits.digits.len().max(7);
            (digits, limit)
        }
        (_, Some(p)) => {
            let mut digits = exact(number);
            digits.round(p as i32);
            (digits, p)
        }
        (Number::Decimal(v), None) => return decimal_plain(v, culture),
        (_, None) => {
            scientific_allowed = false;
            let digits = exact(number);
            let limit = digits.digits.len();
            (digits, limit)
        }
    };
    let mut text = String::new();
    if sign(&digits, number) {
        text.push_str(culture.negative);
    }
    let point = digits.scale;
    let scientific = scientific_allowed && (point > limit as i32 || point < -3);
    let (point, first) = if scientific { (1, digits.scale - 1) } else { (point, 0) };
    push_general(&mut text, &digits, point, culture);
    if scientific {
        text.push(exponent);
        text.push(if first < 0 { '-' } else { '+' });
        text.push_str(&format!("{:02}", first.unsigned_abs()));
    }
    text
}

fn push_general(text: &mut String, digits: &Digits, point: i32, culture: &Culture) {
    let mut index = 0;
    if point > 0 {
        for _ in 0..point {
            text.push(digits.digit(index));
            index += 1;
        }
    } else {
        text.push('0');
    }
    if index < digits.digits.len() || point < 0 && !digits.digits.is_empty() {
        text.push_str(culture.decimal);
        for _ in point..0 {
            text.push('0');
        }
        while index < digits.digits.len() {
            text.push(digits.digit(index));
            index += 1;
        }
    }
}

fn decimal_plain(value: &rust_decimal::Decimal, culture: &Culture) -> String {
    let text = value.to_string();
    let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |t| (true, t));
    let sign = if negative && !value.is_zero() { culture.negative } else { "" };
    format!("{sign}{}", text.replace('.', culture.decimal))
}

fn exponential(number: &Number, letter: char, precision: usize, culture: &Culture) -> String {
    let digits = match number {
        Number::Double(v) => Digits::of_double_significant(*v, precision + 1),
        Number::Single(v) => Digits::of_double_significant((*v).into(), precision + 1),
        _ => {
            let mut digits = exact(number);
            digits.round(precision.min(i32::MAX as usize - 1) as i32 + 1);
            digits
        }
    };
    let mut text = String::new();
    if sign(&digits, number) {
        text.push_str(culture.negative);
    }
    text.push(digits.digit(0));
    if precision > 0 {
        text.push_str(culture.decimal);
        (1..=precision).for_each(|i| text.push(digits.digit(i)));
    }
    let exponent = if digits.is_zero() { 0 } else { digits.scale - 1 };
    text.push(letter);
    text.push(if exponent < 0 { '-' } else { '+' });
    text.push_str(&format!("{:03}", exponent.unsigned_abs()));
    text
}

/// `F`, `N`, `C` and `P`.
fn fixed(number: &Number, letter: char, precision: Option<usize>, culture: &Culture) -> String {
    let decimals = precision.unwrap_or(if letter == 'C' { culture.currency_decimals } else { culture.decimals });
    let shift = if letter == 'P' { 2 } else { 0 };
    let mut digits = match number {
        Number::Double(v) => Digits::of_double_fixed(*v, decimals + shift),
        Number::Single(v) => Digits::of_double_fixed((*v).into(), decimals + shift),
        _ => exact(number),
    };
    if !digits.digits.is_empty() {
        digits.scale += shift as i32;
    }
    let count = digits.scale.saturating_add(decimals.min(i32::MAX as usize / 2) as i32);
    digits.round(count);
    let negative = sign(&digits, number);
    let body = body(&digits, decimals, if letter == 'F' { "" } else { culture.group }, culture.decimal);
    let pattern = match (letter, negative) {
        ('F' | 'N', false) => "n",
        ('F' | 'N', true) => "-n",
        ('C', false) => culture.currency_positive,
        ('C', true) => culture.currency_negative,
        (_, false) => culture.percent_positive,
        (_, true) => culture.percent_negative,
    };
    let mut text = String::new();
    for c in pattern.chars() {
        match c {
            'n' => text.push_str(&body),
            '-' => text.push_str(culture.negative),
            '$' => text.push_str(culture.currency),
            c => text.push(c),
        }
    }
    text
}

fn body(digits: &Digits, decimals: usize, group: &str, point: &str) -> String {
    let mut text = String::new();
    let whole = digits.scale.max(0) as usize;
    if whole == 0 {
        text.push('0');
    }
    for index in 0..whole {
        text.push(digits.digit(index));
        let left = whole - index - 1;
        if left > 0 && left.is_multiple_of(3) {
            text.push_str(group);
        }
    }
    if decimals > 0 {
        text.push_str(point);
        let zeros = (-digits.scale).max(0) as usize;
        for place in 0..decimals {
            text.push(if place < zeros { '0' } else { digits.digit(whole + place - zeros) });
        }
    }
    text
}
