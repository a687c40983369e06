//! `1..10`, `'a'..'f'`: whole numbers or Chars from one end to the other.

use crate::value::{ErrorCategory, ErrorRecord, Res, Runtime, Value, convert, known};

/// `left .. right`, both ends included; downwards where the right end is less.
pub fn range(left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    if let (Some(first), Some(last)) = (char_of(left), char_of(right)) {
        return Ok(Value::array(span(i64::from(first), i64::from(last)).map(|n| Value::Char(n as u16)).collect()));
    }
    let first = end(left, cx)?;
    let last = end(right, cx)?;
    Ok(Value::array(span(i64::from(first), i64::from(last)).map(|n| Value::Int32(n as i32)).collect()))
}

fn span(first: i64, last: i64) -> Box<dyn Iterator<Item = i64>> {
    if first <= last { Box::new(first..=last) } else { Box::new((last..=first).rev()) }
}

/// A Char, or a text of one character that is no digit.
fn char_of(value: &Value) -> Option<u16> {
    match value.base() {
        Value::Char(unit) => Some(*unit),
        Value::String(text) => {
            let mut units = text.encode_utf16();
            match (units.next(), units.next()) {
                (Some(unit), None) if !(0x30..=0x39).contains(&unit) => Some(unit),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `Convert.ToInt32` of a text: digits only, and .NET's own exception where it is none.
fn parse_end(text: &str) -> Res<i32> {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let (type_name, message) = match trimmed.parse::<i32>() {
        Ok(number) => return Ok(number),
        Err(_) if whole => ("System.OverflowException", "Value was either too large or too small for an Int32.".to_owned()),
        Err(_) => ("System.FormatException", format!("The input string '{text}' was not in a correct format.")),
    };
    Err(ErrorRecord::raise(type_name, message, type_name, ErrorCategory::OperationStopped))
}

fn end(value: &Value, cx: &mut dyn Runtime) -> Res<i32> {
    match value.base() {
        Value::Int32(number) => Ok(*number),
        Value::Null | Value::Void => Ok(0),
        Value::String(text) => parse_end(text),
        other => match convert::to(other, known::INT32, cx)? {
            Value::Int32(number) => Ok(number),
            _ => Ok(0),
        },
    }
}
