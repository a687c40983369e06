//! `Select-String`: lines that match a pattern, in text from the pipeline or in files.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Record, Runtime, Value, convert, known, members, strings};
use std::collections::VecDeque;

#[derive(Default)]
pub struct SelectString {
    /// Lines seen in this source.
    line: i32,
    matched: bool,
    /// `-Context`: lines to show before and after.
    context: Option<(usize, usize)>,
    before: VecDeque<PsStr>,
    waiting: VecDeque<Waiting>,
    /// The last line that was shown as part of a match.
    shown: i32,
}

/// A match that lacks the lines after it.
struct Waiting {
    info: Value,
    before: Vec<PsStr>,
    /// How many of the lines before it an earlier match has shown already.
    repeated: usize,
    after: Vec<PsStr>,
    /// Lines after it that belong to it alone: up to the next match.
    own: Option<usize>,
}

impl Stage for SelectString {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        let counts: Vec<usize> = call.texts("Context").iter().filter_map(|count| count.parse().ok()).collect();
        self.context = counts.first().map(|&before| (before, *counts.get(1).unwrap_or(&before)));
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let paths = [call.texts("Path"), call.texts("LiteralPath")].concat();
        if paths.is_empty() {
            let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
            let items = Engine::enumerate(&input).unwrap_or_else(|| vec![input]);
            for item in items {
                self.line += 1;
                let text = call.engine.to_text(&item);
                self.test(call, &text, "InputStream")?;
            }
            return Ok(());
        }
        for path in paths {
            for full in call.engine.expand_path(&path) {
                let Ok(bytes) = call.engine.host.read(&full) else {
                    let message = format!("The file {} cannot be read: Could not find file '{0}'.", full.display());
                    let exception = Exception::named("System.ArgumentException", message);
                    call.error(ErrorRecord::new(exception, "ProcessingFile", ErrorCategory::InvalidArgument, Value::Null))?;
                    continue;
                };
                self.line = 0;
                self.matched = false;
                let shown = full.to_string_lossy().into_owned();
                for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines() {
                    self.line += 1;
                    self.test(call, &PsStr::from(line), &shown)?;
                    if self.matched && call.switch("List") {
                        break;
                    }
                }
                self.release(call, 0)?;
                self.before.clear();
                self.shown = 0;
            }
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        self.release(call, 0)?;
        if call.switch("Quiet") && !self.matched { call.write(Value::Bool(false)) } else { Ok(()) }
    }
}

impl SelectString {
    fn test(&mut self, call: &mut Call<'_>, text: &PsStr, path: &str) -> Run {
        if call.switch("Quiet") && self.matched {
            return Ok(());
        }
        let ignore_case = !call.switch("CaseSensitive");
        self.waiting.iter_mut().for_each(|waiting| waiting.after.push(text.clone()));
        for pattern in call.texts("Pattern") {
            let found = matches(call, text, &pattern, ignore_case)?;
            if found.is_empty() == call.switch("NotMatch") {
                self.matched = true;
                return match (call.switch("Quiet"), call.switch("Raw")) {
                    (true, _) => call.write(Value::Bool(true)),
                    (_, true) => call.write(Value::String(text.clone())),
                    _ => {
                        let info = self.info(call, text, &pattern, path, found, ignore_case);
                        self.remember(call, info, text)
                    }
                };
            }
        }
        self.pass(text);
        self.release(call, self.wanted())
    }

    /// Lines after a match that let it go.
    fn wanted(&self) -> usize {
        self.context.map_or(1, |(_, after)| after.max(1))
    }

    fn pass(&mut self, text: &PsStr) {
        let Some((most, _)) = self.context else { return };
        self.before.push_back(text.clone());
        while self.before.len() > most {
            self.before.pop_front();
        }
    }

    /// Write a match, or keep it until the lines after it have come.
    fn remember(&mut self, call: &mut Call<'_>, info: Value, text: &PsStr) -> Run {
        let Some((_, after)) = self.context else { return call.write(info) };
        for waiting in &mut self.waiting {
            let own = waiting.after.len().saturating_sub(1);
            waiting.own.get_or_insert(own);
            self.shown = self.shown.max(self.line - 1);
        }
        let first = self.line - self.before.len() as i32;
        let repeated = (self.shown - first + 1).clamp(0, self.before.len() as i32) as usize;
        self.shown = self.line;
        self.waiting.push_back(Waiting { info, before: self.before.iter().cloned().collect(), repeated, after: Vec::new(), own: None });
        self.pass(text);
        self.release(call, if after == 0 { 0 } else { self.wanted() })
    }

    /// Write the matches that have as many lines after them as wanted; 0: all.
    fn release(&mut self, call: &mut Call<'_>, wanted: usize) -> Run {
        let most = self.context.map_or(0, |(_, after)| after);
        while self.waiting.front().is_some_and(|waiting| wanted == 0 || waiting.after.len() >= wanted) {
            let Some(mut waiting) = self.waiting.pop_front() else { break };
            waiting.after.truncate(most);
            let own = waiting.own.unwrap_or(waiting.after.len()).min(waiting.after.len());
            if waiting.own.is_none() {
                self.shown = self.shown.max(self.line);
            }
            let texts = |lines: &[PsStr]| Value::array_of(known::STRING, lines.iter().cloned().map(Value::String).collect());
            let fields = [
                ("PreContext", texts(&waiting.before)),
                ("PostContext", texts(&waiting.after)),
                ("DisplayPreContext", texts(&waiting.before[waiting.repeated..])),
                ("DisplayPostContext", texts(&waiting.after[..own])),
            ];
            let context = Value::object(Record::new("Microsoft.PowerShell.Commands.MatchInfoContext", fields));
            members::set(&waiting.info, "Context", &context, call.engine)?;
            call.write(waiting.info)?;
        }
        Ok(())
    }

    fn info(&self, _call: &mut Call<'_>, text: &PsStr, pattern: &PsStr, path: &str, found: Vec<Value>, ignore_case: bool) -> Value {
        let file = path.rsplit('/').next().unwrap_or(path);
        let shown = if path == "InputStream" { text.to_string() } else { format!("{path}:{}:{text}", self.line) };
        let fields = [
            ("IgnoreCase", Value::Bool(ignore_case)),
            ("LineNumber", Value::Int32(self.line)),
            ("Line", Value::String(text.clone())),
            ("Filename", Value::str(file)),
            ("Path", Value::str(path)),
            ("Pattern", Value::String(pattern.clone())),
            ("Context", Value::Null),
            ("Matches", Value::array(found)),
        ];
        Value::object(Record::new("Microsoft.PowerShell.Commands.MatchInfo", fields).with_text(shown))
    }
}

/// The match objects of a line: all of them with `-AllMatches`, else the first.
fn matches(call: &mut Call<'_>, text: &PsStr, pattern: &PsStr, ignore_case: bool) -> Run<Vec<Value>> {
    let Some(regex) = call.engine.find_type("System.Text.RegularExpressions.Regex") else { return Ok(Vec::new()) };
    let pattern = if call.switch("SimpleMatch") {
        members::static_invoke(regex, "Escape", &[Value::String(pattern.clone())], call.engine)?
    } else {
        Value::String(pattern.clone())
    };
    let options = crate::engine::enum_value("System.Text.RegularExpressions.RegexOptions", if ignore_case { "IgnoreCase" } else { "None" });
    if !convert::to_bool(&strings::matches(&Value::String(text.clone()), &pattern, ignore_case, false, call.engine)?.0) {
        return Ok(Vec::new());
    }
    let found = members::static_invoke(regex, "Matches", &[Value::String(text.clone()), pattern, options], call.engine)?;
    let mut found = Engine::enumerate(&found).unwrap_or_default();
    if !call.switch("AllMatches") {
        found.truncate(1);
    }
    Ok(found)
}
