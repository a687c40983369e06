//! One value by a format: what `ToString(format, culture)` gives for every type that takes one.

use super::super::culture::Culture;
use super::super::types::datetimeoffset::DateTimeOffset;
use super::super::{ErrorCategory, ErrorRecord, Res, Runtime, TypeRef, Value, datetime_text, number_text, text, timespan_text, types};

/// A value in a composite format; an empty format is the type's own text.
pub fn format_item(value: &Value, format: &str, culture: &Culture, cx: &mut dyn Runtime) -> Res<String> {
    if value.is_null() {
        return Ok(String::new());
    }
    match format_with(value.base(), format, culture) {
        Some(text) => text,
        None => Ok(match value.base() {
            Value::Array(array) => types::net_name(array.type_ref()),
            Value::List(list) => types::net_name(list.type_ref),
            Value::Dictionary(dictionary) => types::net_name(dictionary.type_ref()),
            other => text::to_text(other, cx).to_string(),
        }),
    }
}

/// `None`: the type takes no formats (`IFormattable` is not its own).
pub fn format_with(value: &Value, format: &str, culture: &Culture) -> Option<Res<String>> {
    if let Some(text) = number_text::format_value(value, format, culture) {
        return Some(text);
    }
    Some(match value {
        Value::DateTime(date) => datetime_text::format(*date, format, culture),
        Value::TimeSpan(span) => timespan_text::format(*span, format, culture),
        Value::Guid(guid) => guid_text(guid, format),
        Value::Enum(ty, number) => enum_with(*ty, *number, format),
        Value::Bool(value) => Ok(if *value { "True" } else { "False" }.to_owned()),
        Value::Switch(value) => Ok(if *value { "True" } else { "False" }.to_owned()),
        Value::Char(unit) => Ok(String::from_utf16_lossy(&[*unit])),
        Value::String(text) => Ok(text.to_string()),
        Value::Object(_) => match value.downcast::<DateTimeOffset>() {
            Some(offset) => offset.format(format, culture),
            None => return None,
        },
        _ => return None,
    })
}

/// `Enum.ToString(format)`.
fn enum_with(ty: TypeRef, number: i64, format: &str) -> Res<String> {
    Ok(match format {
        "" | "G" | "g" | "F" | "f" => types::enum_text(ty, number),
        "D" | "d" => number.to_string(),
        "X" | "x" => format!("{:08X}", number as u32),
        _ => {
            let message = "Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".";
            return Err(ErrorRecord::raise("System.FormatException", message, "FormatException", ErrorCategory::NotSpecified));
        }
    })
}

/// `Guid.ToString(format)`.
pub fn guid_text(guid: &uuid::Uuid, format: &str) -> Res<String> {
    Ok(match format {
        "" | "D" | "d" => guid.hyphenated().to_string(),
        "N" | "n" => guid.simple().to_string(),
        "B" | "b" => guid.braced().to_string(),
        "P" | "p" => format!("({})", guid.hyphenated()),
        "X" | "x" => {
            let (a, b, c, rest) = guid.as_fields();
            let rest = rest.iter().map(|byte| format!("0x{byte:02x}")).collect::<Vec<_>>().join(",");
            format!("{{0x{a:08x},0x{b:04x},0x{c:04x},{{{rest}}}}}")
        }
        _ => {
            let message = "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".";
            return Err(ErrorRecord::raise("System.FormatException", message, "FormatException", ErrorCategory::NotSpecified));
        }
    })
}
