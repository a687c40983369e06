//! `DateTime` as text and back: `format` writes, `parse` reads any of the common forms, `exact` reads by a format.

mod exact;
mod format;
mod parse;

pub use exact::parse_exact;
pub use format::{Zone, format, format_at, standard_pattern};
pub use parse::{Styles, parse, parse_offset, parse_with};

use super::{DateTime, ErrorCategory, ErrorRecord, Raise, culture};

/// Why a text is no date: the message of .NET's FormatException.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

impl Failure {
    fn not_recognized(text: &str) -> Self {
        Failure(format!("String '{text}' was not recognized as a valid DateTime."))
    }

    pub fn raise(&self) -> Raise {
        ErrorRecord::raise("System.FormatException", self.0.as_str(), "FormatException", ErrorCategory::NotSpecified)
    }
}

/// A date in a string and in `[string]`: invariant general form, `02/29/2024 13:05:07`.
pub fn in_text(value: DateTime) -> String {
    format(value, "G", &culture::INVARIANT).unwrap_or_default()
}
