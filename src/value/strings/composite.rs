//! Composite formats: `{index,width:format}` in a text, as `String.Format` reads them.

use super::super::culture::Culture;
use super::super::{ErrorCategory, ErrorRecord, Raise, Res, Runtime, Value};
use super::format_item;

const ENDS: &str = "Format item ends prematurely.";
const DIGIT: &str = "Expected an ASCII digit.";

/// `String.Format(culture, format, arguments)`.
pub fn composite(format: &str, arguments: &[Value], culture: &Culture, cx: &mut dyn Runtime) -> Res<String> {
    let chars: Vec<char> = format.chars().collect();
    let mut reader = Reader { chars: &chars, at: 0 };
    let mut out = String::new();
    while let Some(c) = reader.peek() {
        if !matches!(c, '{' | '}') {
            out.push(c);
            reader.at += 1;
            continue;
        }
        let next = reader.next()?;
        if next == c {
            out.push(c);
            reader.at += 1;
            continue;
        }
        if c == '}' {
            return Err(reader.bad("Unexpected closing brace without a corresponding opening brace."));
        }
        let item = reader.item(next)?;
        let Some(argument) = arguments.get(item.index) else {
            let message = "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.";
            return Err(ErrorRecord::raise("System.FormatException", message, "FormatException", ErrorCategory::NotSpecified));
        };
        let text = format_item(argument, &item.format, culture, cx)?;
        let missing = item.width.saturating_sub(text.encode_utf16().count());
        if !item.left {
            out.extend(std::iter::repeat_n(' ', missing));
        }
        out.push_str(&text);
        if item.left {
            out.extend(std::iter::repeat_n(' ', missing));
        }
    }
    Ok(out)
}

struct Item {
    index: usize,
    width: usize,
    left: bool,
    format: String,
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Step on; the text must not end inside an item.
    fn next(&mut self) -> Res<char> {
        self.at += 1;
        self.peek().ok_or_else(|| self.bad(ENDS))
    }

    fn bad(&self, what: &str) -> Raise {
        let offset: usize = self.chars[..self.at.min(self.chars.len())].iter().map(|c| c.len_utf16()).sum();
        let message = format!("Input string was not in a correct format. Failure to parse near offset {offset}. {what}");
        ErrorRecord::raise("System.FormatException", message, "FormatException", ErrorCategory::NotSpecified)
    }

    fn number(&mut self, mut c: char) -> Res<(usize, char)> {
        let mut value = c.to_digit(10).filter(|_| c.is_ascii_digit()).ok_or_else(|| self.bad(DIGIT))? as usize;
        c = self.next()?;
        while let Some(digit) = c.to_digit(10).filter(|_| value < 1_000_000) {
            value = value * 10 + digit as usize;
            c = self.next()?;
        }
        while c == ' ' {
            c = self.next()?;
        }
        Ok((value, c))
    }

    /// After the opening brace.
    fn item(&mut self, first: char) -> Res<Item> {
        let (index, mut c) = self.number(first)?;
        let mut item = Item { index, width: 0, left: false, format: String::new() };
        if c == ',' {
            c = self.next()?;
            while c == ' ' {
                c = self.next()?;
            }
            if c == '-' {
                item.left = true;
                c = self.next()?;
            }
            (item.width, c) = self.number(c)?;
        }
        if c != '}' {
            if c != ':' {
                return Err(self.bad(ENDS));
            }
            loop {
                match self.next()? {
                    '}' => break,
                    '{' => return Err(self.bad(ENDS)),
                    c => item.format.push(c),
                }
            }
        }
        self.at += 1;
        Ok(item)
    }
}
