//! `ConvertTo-Json` and `ConvertFrom-Json`.

use super::json_reader::{self, Options};
use super::json_writer::Writer;
use crate::engine::{Call, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value};

#[derive(Default)]
pub struct ConvertToJson {
    objects: Vec<Value>,
}

impl Stage for ConvertToJson {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) {
            self.objects.push(input);
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let mut objects = std::mem::take(&mut self.objects);
        if objects.is_empty() {
            return Ok(());
        }
        let whole = if objects.len() > 1 || call.switch("AsArray") { Value::array(objects) } else { objects.swap_remove(0) };
        let escape = call.text("EscapeHandling").unwrap_or_default();
        let depth = if let Some(Value::Int32(depth)) = call.arg("Depth") { (*depth).max(0) as usize } else { 2 };
        let mut writer = Writer {
            compress: call.switch("Compress"),
            enums_as_strings: call.switch("EnumsAsStrings"),
            escape_non_ascii: escape.eq_ignore_ascii_case("EscapeNonAscii"),
            escape_html: escape.eq_ignore_ascii_case("EscapeHtml"),
            engine: &mut *call.engine,
            depth,
            truncated: false,
            out: String::new(),
        };
        writer.value(&whole, 0);
        let (text, truncated) = (std::mem::take(&mut writer.out), writer.truncated);
        if truncated {
            call.warning(&format!("Resulting JSON is truncated as serialization has exceeded the set depth of {depth}."))?;
        }
        call.write(text)
    }
}

/// Lines are one text where together they are one JSON value, else each is a value.
#[derive(Default)]
pub struct ConvertFromJson {
    lines: Vec<PsStr>,
}

impl Stage for ConvertFromJson {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(text) = call.text("InputObject") {
            self.lines.push(text);
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let dates = !call.text("DateKind").is_some_and(|kind| kind.eq_ignore_ascii_case("String"));
        let depth = if let Some(Value::Int32(depth)) = call.arg("Depth") { (*depth).max(1) as usize } else { 1024 };
        let options = Options { as_hashtable: call.switch("AsHashtable"), depth, dates };
        let lines = std::mem::take(&mut self.lines);
        let Some(first) = lines.first() else { return Ok(()) };
        if lines.len() == 1 {
            return convert(call, first, options);
        }
        if json_reader::read(first, options).is_ok() {
            return lines.iter().try_for_each(|line| convert(call, line, options));
        }
        let whole = lines.iter().map(|line| &**line).collect::<Vec<_>>().join("\n");
        convert(call, &PsStr::from(whole), options)
    }
}

fn convert(call: &mut Call<'_>, text: &PsStr, options: Options) -> Run {
    if text.is_empty() {
        return Ok(());
    }
    match json_reader::read(text, options) {
        Ok(value) if call.switch("NoEnumerate") => call.write(value),
        Ok(Value::Null) => call.write(Value::Null),
        Ok(value) => call.write_each(value),
        Err(message) => {
            let message = if message.contains(" Path '") { format!("Conversion from JSON failed with error: {message}") } else { message };
            let id = if message.contains("different casing") { "KeysWithDifferentCasingInJsonString" } else { "System.ArgumentException" };
            let (ty, category) = if id == "System.ArgumentException" {
                ("System.ArgumentException", ErrorCategory::NotSpecified)
            } else {
                ("System.InvalidOperationException", ErrorCategory::InvalidOperation)
            };
            call.fail(ErrorRecord::new(Exception::named(ty, message), id, category, Value::Null))
        }
    }
}
