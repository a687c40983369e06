//! Records of the streams as entries: errors by `$ErrorView`, warnings and their kin by their prefix.

use super::error_view;
use super::packet::{Entry, EntryBody, StreamKind};
use crate::engine::Engine;
use crate::value::{PsStr, Raise, Value, members, text};

/// The note that marks an error on its way to the host as one of the error stream, as PowerShell marks it.
const ERROR_MARK: &str = "writeErrorStream";

/// An entry for an error record, a warning, verbose, debug or information record. `None`: it is none of these.
pub fn record(value: &Value, engine: &mut Engine) -> Option<Entry> {
    if let Some(record) = value.downcast::<Raise>().filter(|_| !is_extended(value)) {
        return Some(error(record, marked(value), engine));
    }
    let type_name = match value {
        Value::PsObject(object) if object.base.is_none() => object.type_names.borrow().as_ref()?.first()?.clone(),
        other => match other.base() {
            Value::Object(object) => object.type_ref().full_name.into(),
            _ => return None,
        },
    };
    let (prefix, stream) = match &*type_name {
        "System.Management.Automation.WarningRecord" => ("WARNING: ", StreamKind::Warning),
        "System.Management.Automation.VerboseRecord" => ("VERBOSE: ", StreamKind::Verbose),
        "System.Management.Automation.DebugRecord" => ("DEBUG: ", StreamKind::Debug),
        "System.Management.Automation.InformationRecord" => {
            let message = message(value, "MessageData", engine);
            return Some(Entry { out_of_band: true, stream: StreamKind::Output, body: EntryBody::Raw(message) });
        }
        _ => return None,
    };
    let message = message(value, "Message", engine);
    Some(Entry { out_of_band: true, stream, body: EntryBody::Raw(format!("{prefix}{message}").into()) })
}

/// The text of an error; in the success stream a blank line stands below one with a position.
fn error(record: &Raise, marked: bool, engine: &mut Engine) -> Entry {
    let text = error_view::text(record, engine);
    let (text, stream) = if marked { (text.trim_end_matches('\n').to_owned(), StreamKind::Error) } else { (text, StreamKind::Output) };
    Entry { out_of_band: true, stream, body: EntryBody::Raw(text.into()) }
}

/// What `Get-Error` wrote has a view of its own.
fn is_extended(value: &Value) -> bool {
    match value {
        Value::PsObject(object) => object.type_names.borrow().as_ref().is_some_and(|names| names.iter().any(|name| name.ends_with("#PSExtendedError"))),
        _ => false,
    }
}

fn marked(value: &Value) -> bool {
    matches!(value, Value::PsObject(object) if matches!(object.note(ERROR_MARK), Some(Value::Bool(true))))
}

fn message(value: &Value, property: &str, engine: &mut Engine) -> PsStr {
    match members::get(value, property, engine) {
        Ok(Some(message)) => text::display(&message, engine),
        _ => text::display(value, engine),
    }
}
