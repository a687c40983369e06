//! `Select-String`: lines that match a pattern, in text from the pipeline or in files.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Record, Runtime, Value, convert, members, strings};

#[derive(Default)]
pub struct SelectString {
    /// Lines seen in this source.
    line: i32,
    matched: bool,
}

impl Stage for SelectString {
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
            }
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if call.switch("Quiet") && !self.matched { call.write(Value::Bool(false)) } else { Ok(()) }
    }
}

impl SelectString {
    fn test(&mut self, call: &mut Call<'_>, text: &PsStr, path: &str) -> Run {
        if call.switch("Quiet") && self.matched {
            return Ok(());
        }
        let ignore_case = !call.switch("CaseSensitive");
        for pattern in call.texts("Pattern") {
            let found = matches(call, text, &pattern, ignore_case)?;
            if found.is_empty() == call.switch("NotMatch") {
                self.matched = true;
                return match (call.switch("Quiet"), call.switch("Raw")) {
                    (true, _) => call.write(Value::Bool(true)),
                    (_, true) => call.write(Value::String(text.clone())),
                    _ => {
                        let info = self.info(call, text, &pattern, path, found, ignore_case);
                        call.write(info)
                    }
                };
            }
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
