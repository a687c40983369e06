//! What is said of a statement, and the totals.

use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    Error,
    /// `<identity>`: something to be replaced by the reader.
    Placeholder,
    /// Sample output, not a command.
    Output,
    /// A program of the machine, or a block of another language.
    Skipped,
}

/// A command that a statement bound.
#[derive(Clone, Debug, Serialize)]
pub struct BoundCommand {
    pub name: String,
    pub set: String,
    /// Parameter to the argument's text, before an Exchange type converts it; what the call says, not what comes down the pipeline.
    pub bound: BTreeMap<String, String>,
}

/// One statement with its verdict. Line and column count from 1, the column in UTF-16 units.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    pub file: String,
    pub line: u32,
    pub column: u32,
    pub block: usize,
    pub statement: String,
    pub verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    pub commands: Vec<BoundCommand>,
    /// The page's line and the width of what is wrong, for the caret.
    #[serde(skip)]
    pub line_text: String,
    #[serde(skip)]
    pub width: usize,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Totals {
    pub ok: usize,
    pub error: usize,
    pub placeholder: usize,
    pub output: usize,
    pub skipped: usize,
}

impl Totals {
    pub fn of(statements: &[Judged]) -> Totals {
        let mut totals = Totals::default();
        for statement in statements {
            *match statement.verdict {
                Verdict::Ok => &mut totals.ok,
                Verdict::Error => &mut totals.error,
                Verdict::Placeholder => &mut totals.placeholder,
                Verdict::Output => &mut totals.output,
                Verdict::Skipped => &mut totals.skipped,
            } += 1;
        }
        totals
    }
}
