//! The binder's errors: their words, ids and categories, and the place they point at.

use crate::engine::{Interrupt, Parameter};
use crate::syntax::ast::Span;
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Raise, Value, exception_message};
use std::rc::Rc;

/// Why binding stopped: an error of the binder with the argument it points at (none: the whole command), or an interrupt.
pub enum Fault {
    Error { raise: Raise, span: Option<Span> },
    Interrupt(Interrupt),
}

pub type Bind<T = ()> = Result<T, Fault>;

impl From<Interrupt> for Fault {
    fn from(interrupt: Interrupt) -> Self {
        Fault::Interrupt(interrupt)
    }
}

const BINDING: &str = "System.Management.Automation.ParameterBindingException";
const VALIDATION: &str = "System.Management.Automation.ParameterBindingValidationException";
const TRANSFORMATION: &str = "System.Management.Automation.ParameterBindingArgumentTransformationException";

fn fault(exception: Exception, id: &str, category: ErrorCategory, span: Option<Span>) -> Fault {
    exception.extra.borrow_mut().push(("ErrorId".into(), id.into()));
    Fault::Error { raise: Rc::new(ErrorRecord::new(exception, id, category, Value::Null)), span }
}

/// An error about one parameter, whose name the exception knows.
fn about(parameter: &str, type_name: &str, message: String, id: &str, category: ErrorCategory, span: Option<Span>) -> Fault {
    let exception = Exception::named(type_name, message);
    exception.extra.borrow_mut().push(("ParameterName".into(), parameter.into()));
    fault(exception, id, category, span)
}

fn simple(message: String, id: &str, span: Option<Span>) -> Fault {
    fault(Exception::named(BINDING, message), id, ErrorCategory::InvalidArgument, span)
}

pub fn not_found(name: &str, span: Span) -> Fault {
    about(
        name,
        BINDING,
        format!("A parameter cannot be found that matches parameter name '{name}'."),
        "NamedParameterNotFound",
        ErrorCategory::InvalidArgument,
        Some(span),
    )
}

pub fn positional_not_found(text: &str) -> Fault {
    simple(format!("A positional parameter cannot be found that accepts argument '{text}'."), "PositionalParameterNotFound", None)
}

pub fn ambiguous(name: &str, candidates: &[PsStr], span: Span) -> Fault {
    let list: String = candidates.iter().map(|c| format!(" -{c}")).collect();
    about(
        name,
        BINDING,
        format!("Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include:{list}."),
        "AmbiguousParameter",
        ErrorCategory::InvalidArgument,
        Some(span),
    )
}

pub fn ambiguous_set() -> Fault {
    simple(
        "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.".into(),
        "AmbiguousParameterSet",
        None,
    )
}

pub fn already_bound(name: &str, span: Span) -> Fault {
    about(
        name,
        BINDING,
        format!(
            "Cannot bind parameter because parameter '{name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\"."
        ),
        "ParameterAlreadyBound",
        ErrorCategory::InvalidArgument,
        Some(span),
    )
}

pub fn missing_argument(parameter: &Parameter, span: Span) -> Fault {
    let message = format!("Missing an argument for parameter '{}'. Specify a parameter of type '{}' and try again.", parameter.name.0, parameter.type_name);
    about(&parameter.name, BINDING, message, "MissingArgument", ErrorCategory::InvalidArgument, Some(span))
}

pub fn missing_mandatory(names: &[PsStr]) -> Fault {
    let list = names.iter().map(|n| &**n).collect::<Vec<_>>().join(" ");
    about(
        &list,
        BINDING,
        format!("Cannot process command because of one or more missing mandatory parameters: {list}."),
        "MissingMandatoryParameter",
        ErrorCategory::InvalidArgument,
        None,
    )
}

pub fn no_input_for_script_block(name: &str) -> Fault {
    about(
        name,
        BINDING,
        format!(
            "Cannot evaluate parameter '{name}' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input."
        ),
        "ScriptBlockArgumentNoInput",
        ErrorCategory::MetadataError,
        None,
    )
}

pub fn script_block_without_output(name: &str) -> Fault {
    about(
        name,
        BINDING,
        format!("Cannot evaluate parameter '{name}' because its argument input did not produce any output."),
        "ScriptBlockArgumentNoOutput",
        ErrorCategory::InvalidArgument,
        None,
    )
}

pub fn script_block_failed(name: &str, inner: &Raise) -> Fault {
    about(
        name,
        BINDING,
        format!("Cannot evaluate parameter '{name}' because its argument input threw an exception. {}", inner.message()),
        "ScriptBlockArgumentInvocationFailed",
        ErrorCategory::InvalidArgument,
        None,
    )
}

pub fn input_not_bound(input: &Value) -> Raise {
    let message = "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.";
    let exception = Exception::named(BINDING, message);
    exception.extra.borrow_mut().push(("ErrorId".into(), "InputObjectNotBound".into()));
    Rc::new(ErrorRecord::new(exception, "InputObjectNotBound", ErrorCategory::InvalidArgument, input.clone()))
}

pub fn input_lacks(names: &[PsStr], input: &Value) -> Raise {
    let list = names.iter().map(|n| &**n).collect::<Vec<_>>().join(" ");
    let message = format!("The input object cannot be bound because it did not contain the information required to bind all mandatory parameters:  {list}");
    Rc::new(ErrorRecord::new(Exception::named(BINDING, message), "InputObjectMissingMandatory", ErrorCategory::InvalidArgument, input.clone()))
}

/// `$null`, an empty text or an empty collection for a parameter that must have a value: `what` is PowerShell's word for it.
pub fn empty(name: &str, what: Empty, span: Option<Span>) -> Fault {
    let (words, id) = match what {
        Empty::Null => ("it is null", "ParameterArgumentValidationErrorNullNotAllowed"),
        Empty::String => ("it is an empty string", "ParameterArgumentValidationErrorEmptyStringNotAllowed"),
        Empty::Array => ("it is an empty array", "ParameterArgumentValidationErrorEmptyArrayNotAllowed"),
        Empty::Collection => ("it is an empty collection", "ParameterArgumentValidationErrorEmptyCollectionNotAllowed"),
    };
    about(name, VALIDATION, format!("Cannot bind argument to parameter '{name}' because {words}."), id, ErrorCategory::InvalidData, span)
}

#[derive(Clone, Copy)]
pub enum Empty {
    Null,
    String,
    Array,
    Collection,
}

/// A validation attribute refused the argument.
pub fn invalid(name: &str, inner: &Value, span: Option<Span>) -> Fault {
    let message = format!("Cannot validate argument on parameter '{name}'. {}", exception_message(inner));
    let exception = Exception::named(VALIDATION, message).with_inner(inner.clone());
    exception.extra.borrow_mut().push(("ParameterName".into(), name.into()));
    fault(exception, "ParameterArgumentValidationError", ErrorCategory::InvalidData, span)
}

/// A script parameter's argument cannot become the parameter's type.
pub fn transformation(name: &str, inner: &Raise, span: Option<Span>) -> Fault {
    let message = format!("Cannot process argument transformation on parameter '{name}'. {}", exception_message(&inner.exception));
    let exception = Exception::named(TRANSFORMATION, message).with_inner(inner.exception.clone());
    exception.extra.borrow_mut().push(("ParameterName".into(), name.into()));
    fault(exception, "ParameterArgumentTransformationError", ErrorCategory::InvalidData, span)
}

/// A cmdlet's argument cannot become the parameter's type.
pub fn cannot_convert(name: &str, inner: &Raise, span: Option<Span>) -> Fault {
    let message = format!("Cannot bind parameter '{name}'. {}", exception_message(&inner.exception));
    let exception = Exception::named(BINDING, message).with_inner(inner.exception.clone());
    exception.extra.borrow_mut().push(("ParameterName".into(), name.into()));
    fault(exception, "CannotConvertArgumentNoMessage", ErrorCategory::InvalidArgument, span)
}

/// A list for a cmdlet's parameter that takes one value.
pub fn list_for_scalar(parameter: &Parameter, list_type: &str, span: Option<Span>) -> Fault {
    let message = format!(
        "Cannot convert '{list_type}' to the type '{}' required by parameter '{}'. Specified method is not supported.",
        parameter.type_name, parameter.name.0
    );
    about(&parameter.name, BINDING, message, "CannotConvertArgument", ErrorCategory::InvalidArgument, span)
}
