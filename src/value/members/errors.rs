//! The errors of member access, worded as PowerShell words them.

use crate::value::types::CallError;
use crate::value::{ErrorCategory, ErrorRecord, Exception, Raise, Runtime, TypeRef, Value, exception_message, text};
use std::rc::Rc;

const RUNTIME: &str = "System.Management.Automation.RuntimeException";

pub fn method_on_null() -> Raise {
    ErrorRecord::raise(RUNTIME, "You cannot call a method on a null-valued expression.", "InvokeMethodOnNull", ErrorCategory::InvalidOperation)
}

pub fn method_not_found(type_name: &str, method: &str) -> Raise {
    let message = format!("Method invocation failed because [{type_name}] does not contain a method named '{method}'.");
    let exception = Exception::named(RUNTIME, message);
    Rc::new(ErrorRecord::new(exception, "MethodNotFound", ErrorCategory::InvalidOperation, Value::str(method)))
}

pub fn no_overload(method: &str, count: usize) -> Raise {
    ErrorRecord::raise(
        "System.Management.Automation.MethodException",
        format!("Cannot find an overload for \"{method}\" and the argument count: \"{count}\"."),
        "MethodCountCouldNotFindBest",
        ErrorCategory::NotSpecified,
    )
}

/// Why the arguments of a call did not bind.
pub fn call(error: CallError, method: &str, count: usize, cx: &mut dyn Runtime) -> Raise {
    match error {
        CallError::NoOverload => no_overload(method, count),
        CallError::Argument { parameter, value, to, error } => {
            let shown = text::to_text(&value, cx);
            let why = exception_message(&error.exception);
            let method = if method == "new" { ".ctor" } else { method };
            let message = format!("Cannot convert argument \"{parameter}\", with value: \"{shown}\", for \"{method}\" to type \"{}\": \"{why}\"", to.full_name);
            let exception = Exception::named("System.Management.Automation.MethodException", message).with_inner(error.exception.clone());
            Rc::new(ErrorRecord::new(exception, "MethodArgumentConversionInvalidCastArgument", ErrorCategory::NotSpecified, Value::Null))
        }
    }
}

/// An exception that came out of a .NET method, as PowerShell wraps it.
pub fn invocation(error: Raise, method: &str, count: usize) -> Raise {
    let Some(ty) = error.exception.type_ref() else { return error };
    if passes_through(ty) {
        return error;
    }
    let message = format!("Exception calling \"{method}\" with \"{count}\" argument(s): \"{}\"", exception_message(&error.exception));
    let exception = Exception::named("System.Management.Automation.MethodInvocationException", message).with_inner(error.exception.clone());
    Rc::new(ErrorRecord::new(exception, ty.name, ErrorCategory::NotSpecified, Value::Null))
}

/// The flow of control is no exception of the method's, and a property that takes an argument has wrapped its own.
fn passes_through(ty: TypeRef) -> bool {
    [
        "GetValueInvocationException",
        "PipelineStoppedException",
        "FlowControlException",
        "ScriptCallDepthException",
        "ExitException",
        "BreakException",
        "ContinueException",
    ]
    .contains(&ty.name)
}

/// An exception out of a property's getter.
pub fn getting(error: Raise, property: &str) -> Raise {
    let Some(ty) = error.exception.type_ref() else { return error };
    if passes_through(ty) || ty.full_name.starts_with("System.Management.Automation.") {
        return error;
    }
    let message = format!("Exception getting \"{property}\": \"{}\"", exception_message(&error.exception));
    let exception = Exception::named("System.Management.Automation.GetValueInvocationException", message).with_inner(error.exception.clone());
    Rc::new(ErrorRecord::new(exception, "ExceptionWhenGetting", ErrorCategory::NotSpecified, Value::Null))
}

/// An exception out of a property's setter, or a value that did not convert to the property's type.
pub fn setting(error: Raise, property: &str) -> Raise {
    let Some(ty) = error.exception.type_ref() else { return error };
    if passes_through(ty) || ty.full_name.starts_with("System.Management.Automation.SetValue") {
        return error;
    }
    let message = format!("Exception setting \"{property}\": \"{}\"", exception_message(&error.exception));
    let exception = Exception::named("System.Management.Automation.SetValueInvocationException", message).with_inner(error.exception.clone());
    Rc::new(ErrorRecord::new(exception, "ExceptionWhenSetting", ErrorCategory::NotSpecified, Value::Null))
}

pub fn read_only(property: &str) -> Raise {
    ErrorRecord::raise(
        "System.Management.Automation.SetValueException",
        format!("'{property}' is a ReadOnly property."),
        "PropertyAssignmentException",
        ErrorCategory::InvalidOperation,
    )
}

/// A .NET exception, raised inside a method's table: the dispatcher wraps it.
pub fn net(type_name: &str, message: impl Into<crate::value::PsStr>) -> Raise {
    let short = type_name.rsplit('.').next().unwrap_or(type_name);
    ErrorRecord::raise(type_name, message, short, ErrorCategory::NotSpecified)
}
