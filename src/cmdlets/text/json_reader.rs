//! JSON text to values, as `ConvertFrom-Json` reads it: comments, single quotes and bare names are allowed, and errors are
//! worded with the path, the line and the position.

use crate::value::{DateTime, DateTimeKind, Dictionary, DictionaryKind, Name, PsObject, PsStr, Value, culture::INVARIANT, datetime_text, known, named_type};
use num_bigint::BigInt;
use std::rc::Rc;

/// What the caller asked for.
#[derive(Clone, Copy)]
pub struct Options {
    pub as_hashtable: bool,
    pub depth: usize,
    /// Text that looks like an ISO date becomes a `DateTime`.
    pub dates: bool,
}

pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    options: Options,
    path: Vec<Step>,
}

enum Step {
    Name(String),
    Index(usize),
}

type Result<T> = std::result::Result<T, String>;

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, options: Options) -> Self {
        Reader { text: text.trim_start_matches('\u{feff}'), at: 0, options, path: Vec::new() }
    }

    /// The whole text as one value.
    pub fn read(mut self) -> Result<Value> {
        self.skip()?;
        if self.peek().is_none() {
            return Ok(Value::Null);
        }
        let value = self.value()?;
        self.skip()?;
        match self.peek() {
            None => Ok(value),
            Some(c) => Err(self.error(format!("Additional text encountered after finished reading JSON content: {c}."))),
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// White space and comments.
    fn skip(&mut self) -> Result<()> {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                match trimmed.find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return Err(self.error("Unexpected end while parsing comment.".to_owned())),
                }
            } else {
                return Ok(());
            }
        }
    }

    fn value(&mut self) -> Result<Value> {
        if self.path.len() > self.options.depth {
            return Err(format!("The maximum depth of {} has been exceeded.", self.options.depth));
        }
        match self.peek() {
            Some('{') => self.object(),
            Some('[') => self.array(),
            Some(quote @ ('"' | '\'')) => {
                let text = self.string(quote)?;
                Ok(self.dated(text))
            }
            Some(c) if c == '-' || c == '.' || c.is_ascii_digit() => self.number(),
            Some(c) if c.is_alphabetic() => self.word(c),
            Some(c) => Err(self.unexpected(c)),
            None => Err(self.error("Unexpected end when reading JSON.".to_owned())),
        }
    }

    fn word(&mut self, first: char) -> Result<Value> {
        let words = [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
            ("undefined", Value::Null),
            ("NaN", Value::Double(f64::NAN)),
            ("Infinity", Value::Double(f64::INFINITY)),
        ];
        let rest = &self.text[self.at..];
        for (word, value) in words {
            if rest.starts_with(word) && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        match words_start(first) {
            Some(kind) => Err(self.error_after(1, format!("Error parsing {kind} value."))),
            None => Err(self.unexpected(first)),
        }
    }

    fn object(&mut self) -> Result<Value> {
        self.bump();
        let bag = PsObject::default();
        let table = Dictionary::new(DictionaryKind::Other(ordered_hashtable()), false);
        loop {
            self.skip()?;
            let name = match self.peek() {
                Some('}') => break,
                Some(quote @ ('"' | '\'')) => self.string(quote)?,
                Some(c) if c.is_alphanumeric() || c == '_' || c == '$' => self.bare_name(),
                Some(c) => return Err(self.error(format!("Invalid property identifier character: {c}."))),
                None => return Err(self.error("Unexpected end when reading JSON.".to_owned())),
            };
            self.path.push(Step::Name(name.clone()));
            self.skip()?;
            match self.peek() {
                Some(':') => self.at += 1,
                Some(c) => return Err(self.error(format!("Invalid character after parsing property name. Expected ':' but got: {c}."))),
                None => return Err(self.error("Unexpected end when reading JSON.".to_owned())),
            }
            self.skip()?;
            let value = self.value()?;
            self.path.pop();
            if self.options.as_hashtable {
                table.insert(Value::from(name), value);
            } else {
                self.add_property(&bag, name, value)?;
            }
            self.skip()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some('}') => break,
                Some(c) => return Err(self.after_value(c)),
                None => return Err(self.error("Unexpected end when reading JSON.".to_owned())),
            }
        }
        self.at += 1;
        Ok(if self.options.as_hashtable { Value::Dictionary(Rc::new(table)) } else { bag.into() })
    }

    fn add_property(&self, bag: &PsObject, name: String, value: Value) -> Result<()> {
        if name.is_empty() {
            return Err("The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.".to_owned());
        }
        if let Some((old, _)) = bag.members.borrow().get_key_value(&Name::from(name.as_str()))
            && **old != *name
        {
            return Err(format!(
                "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '{old}' was '{name}'.",
                old = &**old
            ));
        }
        bag.set_note(name, value);
        Ok(())
    }

    fn array(&mut self) -> Result<Value> {
        self.bump();
        let mut items = Vec::new();
        loop {
            self.skip()?;
            match self.peek() {
                Some(']') => break,
                None => return Err(self.error("Unexpected end when reading JSON.".to_owned())),
                _ => {}
            }
            self.path.push(Step::Index(items.len()));
            items.push(self.value()?);
            self.skip()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => {
                    self.path.pop();
                    break;
                }
                Some(c) => return Err(self.after_value(c)),
                None => return Err(self.error("Unexpected end when reading JSON.".to_owned())),
            }
            self.path.pop();
        }
        self.at += 1;
        Ok(Value::array(items))
    }

    fn bare_name(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    fn string(&mut self, quote: char) -> Result<String> {
        self.bump();
        let mut out = String::new();
        let mut units: Vec<u16> = Vec::new();
        loop {
            let Some(c) = self.bump() else {
                return Err(self.error(format!("Unterminated string. Expected delimiter: {quote}.")));
            };
            if c != '\\' && !units.is_empty() {
                out.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
            }
            match c {
                c if c == quote => return Ok(out),
                '\\' => match self.bump() {
                    Some('u') => {
                        let code = self.text.get(self.at..self.at + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
                        let Some(code) = code else { return Err(self.error("Unexpected end while parsing Unicode escape sequence.".to_owned())) };
                        self.at += 4;
                        units.push(code);
                    }
                    Some(escape) => {
                        out.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
                        out.push(match escape {
                            'n' => '\n',
                            't' => '\t',
                            'r' => '\r',
                            'b' => '\u{8}',
                            'f' => '\u{c}',
                            '\\' | '/' | '"' | '\'' => escape,
                            other => return Err(self.error(format!("Bad JSON escape sequence: \\{other}."))),
                        });
                    }
                    None => return Err(self.error(format!("Unterminated string. Expected delimiter: {quote}."))),
                },
                c => out.push(c),
            }
        }
    }

    fn dated(&self, text: String) -> Value {
        let bytes = text.as_bytes();
        let iso = self.options.dates && bytes.len() >= 19 && bytes[4] == b'-' && bytes[7] == b'-' && bytes[10] == b'T' && bytes[13] == b':';
        match iso.then(|| iso_date(&text)).flatten() {
            Some(date) => Value::DateTime(date),
            None => Value::from(text),
        }
    }

    fn number(&mut self) -> Result<Value> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))).unwrap_or(rest.len());
        let word = &rest[..end];
        let value = if word == "-Infinity" {
            Some(Value::Double(f64::NEG_INFINITY))
        } else if let Some(hex) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
            i64::from_str_radix(hex, 16).ok().map(Value::Int64)
        } else if word.contains(['.', 'e', 'E']) {
            word.parse().ok().map(Value::Double)
        } else {
            word.parse().ok().map(Value::Int64).or_else(|| word.parse::<BigInt>().ok().map(|n| Value::BigInteger(Rc::new(n))))
        };
        match value {
            Some(value) => {
                self.at += end;
                Ok(value)
            }
            None => Err(self.error_after(end, format!("Input string '{word}' is not a valid number."))),
        }
    }

    fn unexpected(&self, c: char) -> String {
        self.error(format!("Unexpected character encountered while parsing value: {c}."))
    }

    fn after_value(&self, c: char) -> String {
        self.error(format!("After parsing a value an unexpected character was encountered: {c}."))
    }

    fn error(&self, what: String) -> String {
        self.error_after(0, what)
    }

    fn error_after(&self, skip: usize, what: String) -> String {
        let before = &self.text[..(self.at + skip).min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let position = before.rsplit('\n').next().unwrap_or("").encode_utf16().count();
        format!("{what} Path '{}', line {line}, position {position}.", self.path_text())
    }

    fn path_text(&self) -> String {
        let mut out = String::new();
        for step in &self.path {
            match step {
                Step::Name(name) if !out.is_empty() => out.push_str(&format!(".{name}")),
                Step::Name(name) => out.push_str(name),
                Step::Index(index) => out.push_str(&format!("[{index}]")),
            }
        }
        out
    }
}

fn words_start(c: char) -> Option<&'static str> {
    match c {
        't' | 'f' => Some("boolean"),
        'n' => Some("null"),
        'N' => Some("NaN"),
        'u' => Some("undefined"),
        _ => None,
    }
}

/// `yyyy-MM-ddTHH:mm:ss[.fffffff][Z|+hh:mm]`.
fn iso_date(text: &str) -> Option<DateTime> {
    let value = datetime_text::parse(text, &INVARIANT, 0)?;
    let kind = if text.ends_with('Z') { DateTimeKind::Utc } else { value.kind };
    Some(DateTime { ticks: value.ticks, kind })
}

fn ordered_hashtable() -> crate::value::TypeRef {
    named_type("System.Management.Automation.OrderedHashtable", known::HASHTABLE)
}

/// What a JSON text is worth as a value, for cmdlets that only need that.
pub fn read(text: &PsStr, options: Options) -> Result<Value> {
    Reader::new(text, options).read()
}
