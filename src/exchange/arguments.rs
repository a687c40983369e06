//! Arguments of Exchange's own parameter types: sizes, addresses, quotas, time spans. Bad text gets Exchange's words.

use super::values::{self, ByteSize};
use crate::value::{ErrorCategory, ErrorRecord, Res, Value};

/// Convert an argument to an Exchange parameter type. `None`: taken as it comes.
pub fn convert(type_name: &str, value: &Value) -> Option<Res<Value>> {
    let short = type_name.rsplit('.').next().unwrap_or(type_name);
    let text = match value.base() {
        Value::String(text) => text.clone(),
        Value::Int32(_) | Value::Int64(_) | Value::Double(_) if short.contains("ByteQuantifiedSize") => values::plain_text(value),
        _ => return None,
    };
    let unlimited = short.starts_with("Unlimited") && text.eq_ignore_ascii_case("unlimited");
    if unlimited || text.is_empty() {
        return None;
    }
    if short.contains("ByteQuantifiedSize") {
        return Some(ByteSize::parse(&text).map(|_| Value::String(text.clone())).ok_or_else(|| {
            let ty = if short.starts_with("Unlimited") {
                "Microsoft.Exchange.Data.Unlimited`1[Microsoft.Exchange.Data.ByteQuantifiedSize]"
            } else {
                "Microsoft.Exchange.Data.ByteQuantifiedSize"
            };
            failed(&text, ty, &format!("The string isn't a valid size: \"{text}\". Specify a number, with a unit such as B, KB, MB, GB or TB."))
        }));
    }
    match short {
        "SmtpAddress" => Some(values::smtp_address(&text).ok_or_else(|| {
            failed(&text, "Microsoft.Exchange.Data.SmtpAddress", &format!("The email address \"{text}\" isn't correct. Please use this format: user name, the @ sign, followed by the domain name. For example, tonysmith@contoso.com or tony.smith@contoso.com."))
        })),
        "EnhancedTimeSpan" if matches!(values::from_text(&text, "EnhancedTimeSpan"), Value::String(_)) => {
            Some(Err(failed(&text, "Microsoft.Exchange.Data.EnhancedTimeSpan", &format!("String '{text}' was not recognized as a valid TimeSpan."))))
        }
        _ => None,
    }
}

fn failed(text: &str, type_name: &str, inner: &str) -> crate::value::Raise {
    let message = format!("Cannot convert value \"{text}\" to type \"{type_name}\". Error: \"{inner}\"");
    ErrorRecord::raise("System.Management.Automation.PSInvalidCastException", message, "InvalidCastConstructorException", ErrorCategory::InvalidArgument)
}
