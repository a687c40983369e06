//! The errors of conversions, worded once: `Cannot convert value "x" to type "T". Error: "why"`.

use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Raise, Runtime, TypeRef, Value, known, text, types};
use std::rc::Rc;

/// A conversion's error: a `RuntimeException` around the `PSInvalidCastException`, as a script catches it.
pub fn invalid_cast(id: &str, message: impl Into<PsStr>) -> Raise {
    wrapped(id, message.into(), None)
}

fn wrapped(id: &str, message: PsStr, cause: Option<Exception>) -> Raise {
    let mut inner = Exception::named("System.Management.Automation.PSInvalidCastException", message.clone());
    if let Some(cause) = cause {
        inner = inner.with_inner(Value::object(cause));
    }
    let exception = Exception::named("System.Management.Automation.RuntimeException", message).with_inner(Value::object(inner));
    Rc::new(ErrorRecord::new(exception, id, ErrorCategory::InvalidArgument, Value::Null))
}

/// With the reason why: the inner error's message.
pub fn because(id: &str, value: &Value, ty: TypeRef, why: &str, cx: &mut dyn Runtime) -> Raise {
    let text = text::net_string(value, cx);
    let message = format!("Cannot convert value \"{text}\" to type \"{}\". Error: \"{why}\"", types::net_name(ty));
    wrapped(id, message.into(), Some(Exception::named(cause(id, why), why)))
}

/// The .NET exception behind a conversion that failed, which its own message tells.
fn cause(id: &str, why: &str) -> &'static str {
    if why.starts_with("Value was either too") || why.starts_with("Arithmetic operation") || why.contains("out of range or contains too many") {
        "System.OverflowException"
    } else if why.starts_with("Invalid cast from") {
        "System.InvalidCastException"
    } else if why.contains("(Parameter '") {
        "System.ArgumentException"
    } else if why.starts_with("Cannot convert ") {
        "System.Management.Automation.PSInvalidCastException"
    } else if id.starts_with("SubstringDisambiguation") {
        "System.Management.Automation.PSArgumentException"
    } else {
        "System.FormatException"
    }
}

/// The types `Convert.ToX` has a method for, which names types without their namespace.
fn simple(ty: TypeRef) -> bool {
    super::is_numeric(ty) || [known::CHAR, known::DATE_TIME, known::BOOLEAN].contains(&ty)
}

/// No conversion of any kind leads from the value's type to the type asked for.
pub fn no_conversion(value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Raise {
    match value.base() {
        base @ (Value::Bool(_) | Value::Char(_) | Value::DateTime(_)) => {
            let names = |ty: TypeRef| if simple(ty) { ty.name } else { ty.full_name };
            let from = base.type_ref().map_or("", |from| if simple(ty) { from.name } else { from.full_name });
            because("InvalidCastIConvertible", value, ty, &format!("Invalid cast from '{from}' to '{}'.", names(ty)), cx)
        }
        _ => {
            let text = text::net_string(value, cx);
            let from = value.type_ref().map_or_else(String::new, types::net_name);
            invalid_cast(
                "ConvertToFinalInvalidCastException",
                format!("Cannot convert the \"{text}\" value of type \"{from}\" to type \"{}\".", types::net_name(ty)),
            )
        }
    }
}
