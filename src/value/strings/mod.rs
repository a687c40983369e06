//! The text operators: `-like`, `-match`, `-replace`, `-split`, `-join`, `-f`.

mod composite;
mod format_value;
mod matching;
mod split;

pub use composite::composite;
pub use format_value::{format_item, format_with, guid_text};
pub use matching::{block_text, like, match_object, matches, replace};
pub use split::{join, split, split_words};

use super::{ErrorCategory, ErrorRecord, Raise, Res, Runtime, Value, culture, known};

/// What an operator enumerates on its left; `None`: a scalar.
fn items(value: &Value) -> Option<Vec<Value>> {
    match value.base() {
        Value::Array(array) => Some(array.items.borrow().clone()),
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Object(object) => object.enumerate(),
        _ => None,
    }
}

fn operator_error(message: impl Into<super::PsStr>, id: &str) -> Raise {
    ErrorRecord::raise("System.Management.Automation.RuntimeException", message, id, ErrorCategory::InvalidOperation)
}

/// `format -f arguments`.
pub fn format(format: &Value, arguments: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let text = super::text::to_text(format, cx);
    let arguments = match arguments {
        Value::Array(array) if array.element.is_a(known::OBJECT) && !array.element.is_a(known::VALUE_TYPE) => array.items.borrow().clone(),
        other => vec![other.clone()],
    };
    match composite(&text, &arguments, culture::current(), cx) {
        Ok(text) => Ok(Value::from(text)),
        Err(error) => {
            let message = format!("Error formatting a string: {}.", error.message());
            let exception = super::Exception::named("System.Management.Automation.RuntimeException", message).with_inner(error.exception.clone());
            Err(ErrorRecord::new(exception, "FormatError", ErrorCategory::InvalidOperation, format.clone()).into())
        }
    }
}
