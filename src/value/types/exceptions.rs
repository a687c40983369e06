//! Exceptions: making them from a script, what they say when given no message, and their members.

use super::object::arg;
use super::{TypeImpl, by_full_name, line};
use crate::value::members::errors;
use crate::value::{
    Dictionary, DictionaryKind, ErrorCategory, ErrorRecord, Exception, PsStr, Res, Runtime, TypeRef, Value, exception_message, exception_type, known, text,
};
use std::rc::Rc;

/// What an exception of a type says by itself.
fn default_message(ty: TypeRef) -> String {
    let known = match ty.full_name {
        "System.SystemException" => "System error.",
        "System.ApplicationException" => "Error in the application.",
        "System.ArgumentException" => "Value does not fall within the expected range.",
        "System.ArgumentNullException" => "Value cannot be null.",
        "System.ArgumentOutOfRangeException" => "Specified argument was out of the range of valid values.",
        "System.InvalidOperationException" => "Operation is not valid due to the current state of the object.",
        "System.NotSupportedException" => "Specified method is not supported.",
        "System.NotImplementedException" => "The method or operation is not implemented.",
        "System.NullReferenceException" => "Object reference not set to an instance of an object.",
        "System.IndexOutOfRangeException" => "Index was outside the bounds of the array.",
        "System.DivideByZeroException" => "Attempted to divide by zero.",
        "System.OverflowException" => "Arithmetic operation resulted in an overflow.",
        "System.ArithmeticException" => "Overflow or underflow in the arithmetic operation.",
        "System.FormatException" => "One of the identified items was in an invalid format.",
        "System.InvalidCastException" => "Specified cast is not valid.",
        "System.TimeoutException" => "The operation has timed out.",
        "System.UnauthorizedAccessException" => "Attempted to perform an unauthorized operation.",
        "System.OutOfMemoryException" => "Insufficient memory to continue the execution of the program.",
        "System.StackOverflowException" => "Operation caused a stack overflow.",
        "System.OperationCanceledException" => "The operation was canceled.",
        "System.Threading.Tasks.TaskCanceledException" => "A task was canceled.",
        "System.ObjectDisposedException" => "Cannot access a disposed object.",
        "System.IO.IOException" => "I/O error occurred.",
        "System.IO.FileNotFoundException" => "Unable to find the specified file.",
        "System.IO.DirectoryNotFoundException" => "Attempted to access a path that is not on the disk.",
        "System.IO.EndOfStreamException" => "Attempted to read past the end of the stream.",
        "System.IO.PathTooLongException" => {
            "The specified path, file name, or both are too long. The fully qualified file name must be less than 260 characters, and the directory name must be less than 248 characters."
        }
        "System.Collections.Generic.KeyNotFoundException" => "The given key was not present in the dictionary.",
        "System.RankException" => "Attempted to operate on an array with the incorrect number of dimensions.",
        "System.ArrayTypeMismatchException" => "Attempted to access an element as a type incompatible with the array.",
        "System.AccessViolationException" => "Attempted to read or write protected memory. This is often an indication that other memory is corrupt.",
        "System.AppDomainUnloadedException" => "Attempted to access an unloaded AppDomain.",
        "System.BadImageFormatException" => "Format of the executable (.exe) or library (.dll) is invalid.",
        "System.MissingMethodException" => "Attempted to access a missing method.",
        "System.MissingMemberException" => "Attempted to access a missing member.",
        "System.MissingFieldException" => "Attempted to access a non-existing field.",
        "System.TypeLoadException" => "Failure has occurred while loading a type.",
        "System.PlatformNotSupportedException" => "Operation is not supported on this platform.",
        "System.AggregateException" => "One or more errors occurred.",
        "System.Security.SecurityException" => "Security error.",
        "System.Threading.SynchronizationLockException" => "Object synchronization method was called from an unsynchronized block of code.",
        "System.Threading.ThreadAbortException" => "Thread was being aborted.",
        "System.Management.Automation.PSArgumentException" => "An error occurred while creating the pipeline.",
        "System.Management.Automation.PipelineStoppedException" => "The pipeline has been stopped.",
        "System.Management.Automation.CommandNotFoundException" => "The command was not found.",
        _ => return format!("Exception of type '{}' was thrown.", ty.full_name),
    };
    known.to_owned()
}

/// A parameter's name after a message, as `ArgumentException` writes it.
fn with_parameter(message: String, parameter: &str) -> String {
    if parameter.is_empty() { message } else { format!("{message} (Parameter '{parameter}')") }
}

/// `[T]::new(...)` for an exception type.
pub fn construct(ty: TypeRef, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let exception = |value: &Value| line(value.type_ref().unwrap_or(known::OBJECT)).any(|t| t == known::EXCEPTION);
    if args.len() > 3 {
        return Err(errors::no_overload("new", args.len()));
    }
    let texts: Vec<PsStr> = args.iter().map(|a| text::to_text(a, cx)).collect();
    let shown = |at: usize| texts.get(at).cloned().unwrap_or_default();
    let mut extra = Vec::new();
    let mut inner = args.iter().skip(1).find(|a| exception(a)).cloned();
    let message: String = match (ty.full_name, args) {
        (_, []) => default_message(ty),
        ("System.AggregateException", [only]) if exception(only) || super::items(only).is_some() => {
            let all = super::items(only).unwrap_or_else(|| vec![only.clone()]);
            aggregate("One or more errors occurred.", all, &mut inner, &mut extra)
        }
        ("System.AggregateException", [_, rest]) if super::items(rest).is_some() => {
            aggregate(&shown(0), super::items(rest).unwrap_or_default(), &mut inner, &mut extra)
        }
        ("System.ArgumentNullException" | "System.ArgumentOutOfRangeException", [_]) => {
            extra.push(("ParamName".into(), Value::String(shown(0))));
            with_parameter(default_message(ty), &shown(0))
        }
        ("System.ArgumentNullException" | "System.ArgumentOutOfRangeException", [_, second]) if !exception(second) => {
            extra.push(("ParamName".into(), Value::String(shown(0))));
            with_parameter(shown(1).to_string(), &shown(0))
        }
        ("System.ArgumentOutOfRangeException", [_, actual, _]) => {
            extra.push(("ParamName".into(), Value::String(shown(0))));
            extra.push(("ActualValue".into(), actual.clone()));
            format!("{}\nActual value was {}.", with_parameter(shown(2).to_string(), &shown(0)), shown(1))
        }
        ("System.ArgumentException", [_, second, ..]) if !exception(second) => {
            extra.push(("ParamName".into(), Value::String(shown(1))));
            with_parameter(shown(0).to_string(), &shown(1))
        }
        ("System.ObjectDisposedException", [_]) => format!("Cannot access a disposed object.\nObject name: '{}'.", shown(0)),
        ("System.IO.FileNotFoundException" | "System.IO.FileLoadException", [_, second, ..]) if !exception(second) => {
            extra.push(("FileName".into(), Value::String(shown(1))));
            shown(0).to_string()
        }
        _ => shown(0).to_string(),
    };
    if let Some(record) = args.iter().find(|a| a.downcast::<Rc<ErrorRecord>>().is_some()) {
        extra.push(("ErrorRecord".into(), record.clone()));
    }
    let mut made = Exception::new(ty, message);
    made.inner = inner;
    made.extra.replace(extra);
    Ok(Value::object(made))
}

/// The message of several exceptions, the first of which is the inner one.
fn aggregate(message: &str, all: Vec<Value>, inner: &mut Option<Value>, extra: &mut Vec<(PsStr, Value)>) -> String {
    let messages: String = all.iter().map(|e| format!(" ({})", exception_message(e))).collect();
    *inner = all.first().cloned();
    extra.push((PsStr::from("InnerExceptions"), Value::array(all)));
    format!("{message}{messages}")
}

/// `HResult` by the nearest type that has its own.
pub fn h_result(ty: TypeRef) -> i32 {
    const CODES: &[(&str, u32)] = &[
        ("System.ArgumentNullException", 0x8000_4003),
        ("System.ArgumentOutOfRangeException", 0x8013_1502),
        ("System.ArgumentException", 0x8007_0057),
        ("System.InvalidOperationException", 0x8013_1509),
        ("System.NullReferenceException", 0x8000_4003),
        ("System.DivideByZeroException", 0x8002_0012),
        ("System.OverflowException", 0x8013_1516),
        ("System.ArithmeticException", 0x8007_0216),
        ("System.FormatException", 0x8013_1537),
        ("System.InvalidCastException", 0x8000_4002),
        ("System.IndexOutOfRangeException", 0x8013_1508),
        ("System.Collections.Generic.KeyNotFoundException", 0x8013_1577),
        ("System.NotSupportedException", 0x8013_1515),
        ("System.NotImplementedException", 0x8000_4001),
        ("System.TimeoutException", 0x8013_1505),
        ("System.OperationCanceledException", 0x8013_153B),
        ("System.OutOfMemoryException", 0x8007_000E),
        ("System.IO.FileNotFoundException", 0x8007_0002),
        ("System.IO.DirectoryNotFoundException", 0x8007_0003),
        ("System.IO.IOException", 0x8013_1620),
        ("System.UnauthorizedAccessException", 0x8007_0005),
        ("System.ApplicationException", 0x8013_1600),
        ("System.SystemException", 0x8013_1501),
    ];
    let found = line(ty).find_map(|t| CODES.iter().find(|(name, _)| *name == t.full_name));
    found.map_or(0x8013_1500u32, |(_, code)| *code) as i32
}

/// `Data`, made when first asked for and then kept.
pub fn data(exception: &Exception) -> Value {
    let mut data = exception.data.borrow_mut();
    data.get_or_insert_with(|| {
        let ty = by_full_name("system.collections.listdictionaryinternal").unwrap_or(known::HASHTABLE);
        Value::Dictionary(Rc::new(Dictionary::new(DictionaryKind::Other(ty), false)))
    })
    .clone()
}

/// The record an exception carries: the one it was given, or one that says what the exception says.
pub fn error_record(exception: &Exception) -> Value {
    if let Some((_, record)) = exception.extra.borrow().iter().find(|(name, _)| &**name == "ErrorRecord") {
        return record.clone();
    }
    let copy = Exception::new(exception_type("System.Management.Automation.ParentContainsErrorRecordException"), exception.message.clone());
    Value::object(Rc::new(ErrorRecord::new(copy, exception.type_ref.name, ErrorCategory::NotSpecified, Value::Null)))
}

fn get_base_exception(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut here = this.base().clone();
    while let Some(inner) = here.downcast::<Exception>().and_then(|e| e.inner.clone()) {
        here = inner;
    }
    Ok(here)
}

/// `Type: message`, and the inner exceptions after arrows.
pub fn exception_text(exception: &Exception) -> String {
    let mut out = format!("{}: {}", exception.type_ref.full_name, exception.message);
    if let Some(inner) = exception.inner.as_ref().and_then(Value::downcast::<Exception>) {
        out.push_str(&format!("\n ---> {}\n   --- End of inner exception stack trace ---", exception_text(inner)));
    }
    out
}

fn of(this: &Value) -> Option<&Exception> {
    this.downcast::<Exception>()
}

fn set_extra(this: &Value, name: &str, value: &Value) -> Res<()> {
    if let Some(exception) = of(this) {
        let mut extra = exception.extra.borrow_mut();
        match extra.iter_mut().find(|(n, _)| &**n == name) {
            Some(slot) => slot.1 = value.clone(),
            None => extra.push((PsStr::from(name), value.clone())),
        }
    }
    Ok(())
}

pub static EXCEPTION: TypeImpl = TypeImpl {
    setters: &[
        ("HelpLink", |this, value, _| set_extra(this, "HelpLink", value)),
        ("Source", |this, value, _| set_extra(this, "Source", value)),
        ("HResult", |this, value, _| set_extra(this, "HResult", value)),
    ],
    methods: &[
        ("GetBaseException", get_base_exception),
        ("GetType", |this, _, _| Ok(this.type_ref().map_or(Value::Null, Value::Type))),
        ("ToString", |this, _, _| Ok(of(this).map_or(Value::Null, |e| Value::from(exception_text(e))))),
    ],
    ..TypeImpl::of("System.Exception")
};

/// `[ErrorRecord]::new(exception, id, category, target)`.
pub static ERROR_RECORD: TypeImpl = TypeImpl {
    constructor: Some(|args, _| {
        if let [record, _] = args
            && let Some(record) = record.downcast::<Rc<ErrorRecord>>()
        {
            return Ok(Value::object(record.clone()));
        }
        let category = match arg(args, 2) {
            Value::Enum(_, number) => crate::value::category_from(*number),
            _ => ErrorCategory::NotSpecified,
        };
        let id = match arg(args, 1) {
            Value::String(id) => id.clone(),
            _ => PsStr::default(),
        };
        let record = ErrorRecord::around(arg(args, 0).base().clone(), id, category, arg(args, 3).clone());
        Ok(Value::object(Rc::new(record)))
    }),
    methods: &[("ToString", |this, _, _| Ok(this.downcast::<Rc<ErrorRecord>>().map_or(Value::Null, |r| Value::String(r.message()))))],
    ..TypeImpl::of("System.Management.Automation.ErrorRecord")
};

/// `[ErrorDetails]::new(message)`.
pub static ERROR_DETAILS: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let message = text::to_text(arg(args, 0), cx);
        Ok(crate::value::error_details(message, PsStr::default()))
    }),
    ..TypeImpl::of("System.Management.Automation.ErrorDetails")
};
