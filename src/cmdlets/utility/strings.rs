//! `Join-String` and `ConvertFrom-StringData`.

use crate::cmdlets::selector::Selector;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{Dictionary, ErrorCategory, ErrorRecord, Exception, Value, strings};
use std::rc::Rc;

#[derive(Default)]
pub struct JoinString {
    pieces: Vec<String>,
}

impl Stage for JoinString {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let inputs = match (call.input.cloned(), call.arg("InputObject").cloned()) {
            (Some(input), _) => vec![input],
            (None, Some(list)) => Engine::enumerate(&list).unwrap_or_else(|| vec![list]),
            (None, None) => Vec::new(),
        };
        let property = call.arg("Property").cloned();
        for input in inputs {
            let value = match &property {
                Some(property) => match Selector::parse(call.engine, property, &["Expression"]) {
                    Ok(selector) => selector.value(call.engine, &input)?.unwrap_or_default(),
                    Err(record) => return call.fail(record),
                },
                None => input,
            };
            let text = match call.arg("FormatString").cloned() {
                Some(format) => strings::format(&format, &Value::array(vec![value]), call.engine)?,
                None => value,
            };
            let text = call.engine.to_text(&text).to_string();
            self.pieces.push(if call.switch("SingleQuote") {
                format!("'{text}'")
            } else if call.switch("DoubleQuote") {
                format!("\"{text}\"")
            } else {
                text
            });
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let separator = match call.text("Separator") {
            Some(separator) => separator,
            None => call.engine.variable("OFS").map_or_else(Default::default, |ofs| call.engine.to_text(&ofs)),
        };
        let (before, after) = (call.text("OutputPrefix").unwrap_or_default(), call.text("OutputSuffix").unwrap_or_default());
        call.write(format!("{before}{}{after}", self.pieces.join(&separator)))
    }
}

pub struct ConvertFromStringData;

impl Stage for ConvertFromStringData {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let delimiter = call.text("Delimiter").and_then(|text| text.chars().next()).unwrap_or('=');
        let table = Dictionary::hashtable();
        for line in call.text("StringData").unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((name, value)) = line.split_once(delimiter) else {
                let message = format!("Data line '{line}' is not in 'name=value' format. ");
                let exception = Exception::named("System.Management.Automation.PSInvalidOperationException", message);
                return call.fail(ErrorRecord::new(exception, "InvalidOperation", ErrorCategory::InvalidOperation, Value::Null));
            };
            let name = name.trim();
            if table.get_str(name).is_some() {
                let message = format!("Data item '{name}' in line '{line}' is already defined. ");
                let exception = Exception::named("System.Management.Automation.PSInvalidOperationException", message);
                return call.fail(ErrorRecord::new(exception, "InvalidOperation", ErrorCategory::InvalidOperation, Value::Null));
            }
            table.insert(Value::str(name), Value::from(unescape(value.trim())));
        }
        call.write(Value::Dictionary(Rc::new(table)))
    }
}

/// Backslash escapes, as regular expressions have them.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}
