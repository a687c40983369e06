//! Values to JSON text, as `ConvertTo-Json` writes it: two blanks a level, depth cut off with a type's text.

use crate::engine::Engine;
use crate::value::{Value, culture::INVARIANT, datetime_text, members};

pub struct Writer<'e> {
    pub engine: &'e mut Engine,
    pub compress: bool,
    pub depth: usize,
    pub enums_as_strings: bool,
    /// `EscapeNonAscii`, `EscapeHtml`.
    pub escape_non_ascii: bool,
    pub escape_html: bool,
    /// Something was deeper than `depth`.
    pub truncated: bool,
    pub out: String,
}

impl Writer<'_> {
    pub fn value(&mut self, value: &Value, level: usize) {
        match value {
            Value::Null | Value::Void => self.out.push_str("null"),
            Value::Bool(v) | Value::Switch(v) => self.out.push_str(if *v { "true" } else { "false" }),
            Value::Int32(v) => self.out.push_str(&v.to_string()),
            Value::Int64(v) => self.out.push_str(&v.to_string()),
            Value::SByte(_) | Value::Byte(_) | Value::Int16(_) | Value::UInt16(_) | Value::UInt32(_) | Value::UInt64(_) | Value::BigInteger(_) => {
                let text = self.engine.to_text(value);
                self.out.push_str(&text);
            }
            Value::Single(_) | Value::Double(_) | Value::Decimal(_) => self.real(value),
            Value::String(text) => self.string(text),
            Value::Char(_) | Value::Guid(_) | Value::ScriptBlock(_) | Value::Type(_)
                if level > self.depth || !matches!(value, Value::ScriptBlock(_) | Value::Type(_)) =>
            {
                self.as_text(value)
            }
            Value::DateTime(date) => {
                let text = datetime_text::format(*date, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", &INVARIANT).unwrap_or_default();
                self.string(&text);
            }
            Value::Enum(_, number) if !self.enums_as_strings => self.out.push_str(&number.to_string()),
            Value::Enum(..) => self.as_text(value),
            _ => self.compound(value, level),
        }
    }

    /// A number with a point always shows one.
    fn real(&mut self, value: &Value) {
        let text = match value {
            Value::Double(v) if !v.is_finite() => format!("\"{}\"", self.engine.to_text(value)),
            Value::Double(v) => crate::value::number_text::format_double(*v, &INVARIANT),
            Value::Single(v) => crate::value::number_text::format_single(*v, &INVARIANT),
            other => self.engine.to_text(other).to_string(),
        };
        self.out.push_str(&text);
        if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            self.out.push_str(".0");
        }
    }

    fn as_text(&mut self, value: &Value) {
        let text = self.engine.to_text(value);
        self.string(&text);
    }

    fn compound(&mut self, value: &Value, level: usize) {
        if let Value::PsObject(object) = value
            && let Some(base) = &object.base
            && !matches!(base, Value::PsObject(_))
            && !is_compound(base)
        {
            return self.extended(value, base, level);
        }
        if level > self.depth {
            self.truncated = true;
            return self.too_deep(value);
        }
        if let Value::Dictionary(dictionary) = value.base() {
            let entries: Vec<(String, Value)> = dictionary.entries.borrow().values().map(|(k, v)| (self.engine.to_text(k).to_string(), v.clone())).collect();
            return self.object(entries, level);
        }
        if let Some(items) = Engine::enumerate(value) {
            return self.array(&items, level);
        }
        let names = members::property_names(value, self.engine);
        let entries = names
            .into_iter()
            .map(|name| {
                let value = members::get(value, &name, self.engine).ok().flatten().unwrap_or_default();
                (name.to_string(), value)
            })
            .collect();
        self.object(entries, level);
    }

    /// A scalar with members added: its value and theirs.
    fn extended(&mut self, value: &Value, base: &Value, level: usize) {
        let Value::PsObject(object) = value else { return };
        if object.members.borrow().is_empty() || level > self.depth {
            return self.value(base, level);
        }
        let names: Vec<_> = object.members.borrow().keys().map(|name| name.0.clone()).collect();
        let mut entries = vec![("value".to_owned(), base.clone())];
        for name in names {
            let member = members::get(value, &name, self.engine).ok().flatten().unwrap_or_default();
            entries.push((name.to_string(), member));
        }
        self.object(entries, level);
    }

    fn too_deep(&mut self, value: &Value) {
        let text = match (value.base(), Engine::enumerate(value)) {
            (Value::Dictionary(dictionary), _) => dictionary.type_ref().full_name.to_owned(),
            (_, Some(items)) => items.iter().map(|item| self.engine.to_text(item).to_string()).collect::<Vec<_>>().join(" "),
            _ => self.engine.to_text(value).to_string(),
        };
        self.string(&text);
    }

    fn object(&mut self, entries: Vec<(String, Value)>, level: usize) {
        if entries.is_empty() {
            return self.out.push_str("{}");
        }
        self.out.push('{');
        for (index, (name, value)) in entries.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.line(level + 1);
            self.string(name);
            self.out.push_str(if self.compress { ":" } else { ": " });
            self.value(value, level + 1);
        }
        self.line(level);
        self.out.push('}');
    }

    fn array(&mut self, items: &[Value], level: usize) {
        if items.is_empty() {
            return self.out.push_str("[]");
        }
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.line(level + 1);
            self.value(item, level + 1);
        }
        self.line(level);
        self.out.push(']');
    }

    fn line(&mut self, level: usize) {
        if !self.compress {
            self.out.push('\n');
            (0..level).for_each(|_| self.out.push_str("  "));
        }
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                '<' | '>' | '&' | '\'' if self.escape_html => self.unicode(c),
                c if (c as u32) < 0x20 || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') => self.unicode(c),
                c if self.escape_non_ascii && !c.is_ascii() => self.unicode(c),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    fn unicode(&mut self, c: char) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            self.out.push_str(&format!("\\u{unit:04x}"));
        }
    }
}

fn is_compound(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::List(_) | Value::Dictionary(_) | Value::PsObject(_) | Value::Object(_))
}
