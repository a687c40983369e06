//! `text * count` and `list * count`.

use crate::value::{ErrorCategory, ErrorRecord, PsStr, Res, Runtime, TypeRef, Value, convert, known};

/// What one operator may write; .NET runs out of memory far later, a shell on a documentation page should not.
const MOST: usize = 1 << 28;

pub fn repeat(text: &PsStr, times: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let times = count(times, known::INT32, cx)?;
    if times < 0 {
        let message = format!("times ('{times}') must be a non-negative value. (Parameter 'times')\nActual value was {times}.");
        return Err(ErrorRecord::raise("System.ArgumentOutOfRangeException", message, "System.ArgumentOutOfRangeException", ErrorCategory::OperationStopped));
    }
    if text.is_empty() {
        return Ok(Value::str(""));
    }
    let times = usize::try_from(times).unwrap_or(usize::MAX);
    match text.len().checked_mul(times) {
        Some(length) if length <= MOST => Ok(Value::from(text.repeat(times))),
        // .NET's length is an Int32 that wraps around.
        Some(length) if (length as i32) < 0 => {
            let message = "Specified argument was out of the range of valid values. (Parameter 'length')";
            Err(ErrorRecord::raise("System.ArgumentOutOfRangeException", message, "System.ArgumentOutOfRangeException", ErrorCategory::OperationStopped))
        }
        _ => Err(out_of_memory()),
    }
}

pub fn repeat_items(list: &Value, items: Vec<Value>, times: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let times = count(times, known::UINT32, cx)?;
    let element = match list {
        Value::Array(array) => array.element,
        _ => known::OBJECT,
    };
    let total = items.len() as i128 * times;
    if i32::try_from(total).is_err() {
        return Err(convert::no_conversion(&Value::Int64(i64::try_from(total).unwrap_or(i64::MAX)), known::INT32, cx));
    }
    let times = usize::try_from(times).unwrap_or(0);
    if items.len() * times > MOST / 16 {
        return Err(out_of_memory());
    }
    Ok(Value::array_of(element, (0..times).flat_map(|_| items.iter().cloned()).collect()))
}

/// A text is read as a number first; everything is then converted to the count's type.
fn count(times: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<i128> {
    let number = match times {
        Value::String(text) => convert::scan_operand(text, known::INT32, cx)?,
        // A dictionary sets no property of a number.
        Value::Dictionary(_) => return Err(convert::no_conversion(times, ty, cx)),
        other => other.clone(),
    };
    Ok(convert::integer(&convert::to(&number, ty, cx)?).unwrap_or(0))
}

fn out_of_memory() -> crate::value::Raise {
    let message = "Insufficient memory to continue the execution of the program.";
    ErrorRecord::raise("System.OutOfMemoryException", message, "System.OutOfMemoryException", ErrorCategory::OperationStopped)
}
