//! What the editor asks: completion, whether a line is whole, colours, a hint from history.

use crate::Shell;
use crate::cmdlets::completion;
use crate::syntax::{self, Source, utf16_len};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

pub struct ShellHelper {
    shell: Rc<RefCell<Shell>>,
    hinter: HistoryHinter,
}

impl ShellHelper {
    pub fn new(shell: Rc<RefCell<Shell>>) -> Self {
        ShellHelper { shell, hinter: HistoryHinter::new() }
    }
}

impl Helper for ShellHelper {}

impl Completer for ShellHelper {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let Ok(mut shell) = self.shell.try_borrow_mut() else { return Ok((at, Vec::new())) };
        let cursor = utf16_len(&line[..at]) as usize;
        let found = completion::complete(&mut shell.engine, line, cursor);
        if found.start < 0 {
            return Ok((at, Vec::new()));
        }
        let start = byte_of(line, found.start as usize);
        Ok((start, found.matches.into_iter().map(|m| Pair { display: m.list_text, replacement: m.text }).collect()))
    }
}

/// The byte offset of an offset in UTF-16 units.
fn byte_of(text: &str, units: usize) -> usize {
    let mut seen = 0;
    text.char_indices()
        .find(|(_, c)| {
            let here = seen;
            seen += c.len_utf16();
            here >= units
        })
        .map_or(text.len(), |(at, _)| at)
}

impl Hinter for ShellHelper {
    type Hint = String;

    fn hint(&self, line: &str, at: usize, context: &Context<'_>) -> Option<String> {
        self.hinter.hint(line, at, context)
    }
}

impl Validator for ShellHelper {
    /// Another line is asked for only where the parser says that more input could make it right.
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = super::without_prompts(context.input());
        let parsed = syntax::parse(Source::new(text, None));
        Ok(if parsed.errors.iter().any(|error| error.incomplete) { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Highlighter for ShellHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(colored_line(line))
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        true
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[90m{hint}\x1b[0m"))
    }
}

/// Colours by the shape of each word: commands, parameters, variables, strings, comments.
fn colored_line(line: &str) -> String {
    if std::env::var_os("NO_COLOR").is_some() {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len() * 2);
    let mut rest = line;
    let mut command_next = true;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest, first);
        let (token, after) = rest.split_at(length);
        let color = match first {
            '#' => "32",
            '\'' | '"' => "36",
            '$' => "92",
            '-' if token.len() > 1 => "90",
            c if c.is_alphabetic() && command_next => "93",
            _ => "",
        };
        if !first.is_whitespace() {
            command_next = matches!(first, '|' | ';' | '(' | '{' | '&' | '=');
        }
        if color.is_empty() {
            out.push_str(token)
        } else {
            out.push_str(&format!("\x1b[{color}m{token}\x1b[0m"))
        }
        rest = after;
    }
    out
}

fn token_length(rest: &str, first: char) -> usize {
    let until = |stop: fn(char) -> bool| rest[first.len_utf8()..].find(stop).map_or(rest.len(), |at| at + first.len_utf8());
    match first {
        '#' => rest.len(),
        quote @ ('\'' | '"') => rest[1..].find(quote).map_or(rest.len(), |at| at + 2),
        '$' => until(|c| !(c.is_alphanumeric() || matches!(c, '_' | ':'))),
        c if c.is_alphanumeric() || c == '-' => until(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_'))),
        c => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::byte_of;

    #[test]
    fn offsets_count_utf16_units() {
        assert_eq!(byte_of("a\u{1f600}b", 3), 5);
        assert_eq!(byte_of("ab", 2), 2);
    }
}
