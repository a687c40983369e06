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
        ErrorRecord::raise("System.FormatException", self.0.as_str(), "System.FormatException", ErrorCategory::NotSpecified)
    }
}

/// A date in a string and in `[string]`: invariant general form, `02/29/2024 13:05:07`.
pub fn in_text(value: DateTime) -> String {
    format(value, "G", &culture::INVARIANT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_forms() {
        let now = 638_447_616_000_000_000; // 2024-02-29
        for (text, expected) in [
            ("2024-2-9", Some("2024-02-09T00:00:00.0000000")),
            ("2/9/24", Some("2024-02-09T00:00:00.0000000")),
            ("29/02/2024", None),
            ("Feb 29, 2024", Some("2024-02-29T00:00:00.0000000")),
            ("29 February 2024 13:05", Some("2024-02-29T13:05:00.0000000")),
            ("Thu, 29 Feb 2024 13:05:07 GMT", Some("2024-02-29T13:05:07.0000000+00:00")),
            ("Fri, 29 Feb 2024", None),
            ("2024-02-29T13:05:07+02:00", Some("2024-02-29T11:05:07.0000000+00:00")),
            ("1:05 PM", Some("2024-02-29T13:05:00.0000000")),
            ("20240229", None),
            ("", None),
        ] {
            let read = parse(text, &culture::EN_US, now).map(|date| format(date, "o", &culture::EN_US).unwrap_or_default());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
