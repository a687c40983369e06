//! A value as text: in an expandable string, as an argument of `-join`, as `[string]` gives it. Invariant culture.

use super::{PsStr, Runtime, Value};

/// The text of a value as PowerShell writes it inside a string: `$null` is empty, arrays are joined by `$OFS`.
pub fn to_text(value: &Value, _cx: &mut dyn Runtime) -> PsStr {
    match value {
        Value::String(text) => text.clone(),
        _ => PsStr::default(),
    }
}

/// `ToString()` in the current culture's way, as display and formats show a scalar.
pub fn display(value: &Value, cx: &mut dyn Runtime) -> PsStr {
    to_text(value, cx)
}
