//! `TabExpansion2`: what may stand at the cursor. The editor asks the same function.

mod candidates;
mod command;
mod context;

pub use command::Source;

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{PsStr, Record, Value};

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    pub text: String,
    /// What a list shows: the text without sigils and quotes.
    pub list_text: String,
    /// `Command`, `ParameterName`, `ParameterValue`, `Variable`, `Property`, `Method`, `Type`, `Namespace`, `Keyword`, `Text`.
    pub kind: &'static str,
}

/// What replaces which part of the input; offsets and lengths in UTF-16 units.
#[derive(Default, Debug)]
pub struct Completions {
    pub start: i32,
    pub length: i32,
    pub matches: Vec<Completion>,
}

/// Complete an input at a cursor, both in UTF-16 units.
pub fn complete(engine: &mut Engine, input: &str, cursor: usize) -> Completions {
    let before = prefix(input, cursor);
    let Some(context) = context::read(before) else { return Completions { start: -1, length: -1, matches: Vec::new() } };
    let units = |text: &str| crate::syntax::utf16_len(text) as i32;
    let start = units(&before[..context.start]);
    let length = units(&before[context.start..]);
    Completions { start, length, matches: candidates::find(engine, before, &context) }
}

fn prefix(input: &str, cursor: usize) -> &str {
    let mut units = 0;
    for (at, c) in input.char_indices() {
        if units >= cursor {
            return &input[..at];
        }
        units += c.len_utf16();
    }
    input
}

struct TabExpansion;

impl Stage for TabExpansion {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let input = call.text("inputScript").unwrap_or_default();
        let cursor = match call.arg("cursorColumn") {
            Some(Value::Int32(n)) => (*n).max(0) as usize,
            _ => input.utf16_len(),
        };
        let found = complete(call.engine, &input, cursor);
        let matches = found.matches.iter().map(result).collect();
        let fields = [
            ("CurrentMatchIndex", Value::Int32(-1)),
            ("ReplacementIndex", Value::Int32(found.start)),
            ("ReplacementLength", Value::Int32(found.length)),
            ("CompletionMatches", Value::array(matches)),
        ];
        call.write(Value::object(Record::new("System.Management.Automation.CommandCompletion", fields)))
    }
}

fn result(completion: &Completion) -> Value {
    let text = |text: &str| Value::String(PsStr::from(text));
    let fields = [
        ("CompletionText", text(&completion.text)),
        ("ListItemText", text(&completion.list_text)),
        ("ResultType", crate::engine::enum_value("System.Management.Automation.CompletionResultType", completion.kind)),
        ("ToolTip", text(&completion.list_text)),
    ];
    let fields = fields.map(|(name, value)| if name == "ResultType" && value.is_null() { (name, text(completion.kind)) } else { (name, value) });
    Value::object(Record::new("System.Management.Automation.CompletionResult", fields))
}
