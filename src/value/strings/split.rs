//! `-split` and `-join`.

use super::super::regex::{self, Options, Regex, utf16};
use super::super::{PsStr, Res, Runtime, ScriptBlock, Value, convert, known, text};
use super::{items, operator_error};
use std::rc::Rc;

const SIMPLE_MATCH: u32 = 1;
const REGEX_MATCH: u32 = 2;
const IGNORE_CASE: u32 = 0x40;

/// `SplitOptions`, and the regex option each stands for.
static OPTIONS: &[(&str, u32, u32)] = &[
    ("SimpleMatch", SIMPLE_MATCH, 0),
    ("RegexMatch", REGEX_MATCH, 0),
    ("CultureInvariant", 4, Options::CULTURE_INVARIANT),
    ("IgnorePatternWhitespace", 8, Options::IGNORE_PATTERN_WHITESPACE),
    ("Multiline", 0x10, Options::MULTILINE),
    ("Singleline", 0x20, Options::SINGLELINE),
    ("IgnoreCase", IGNORE_CASE, Options::IGNORE_CASE),
    ("ExplicitCapture", 0x80, Options::EXPLICIT_CAPTURE),
];

/// `left -split separator`, `left -split separator, limit, options`, `left -split { block }, limit`.
pub fn split(left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let arguments = items(right).unwrap_or_else(|| vec![right.clone()]);
    let separator = arguments.first().cloned().unwrap_or_default();
    let limit = match arguments.get(1) {
        Some(limit) => match convert::to(limit, known::INT32, cx)? {
            Value::Int32(limit) => limit,
            _ => 0,
        },
        None => 0,
    };
    let texts: Vec<PsStr> = items(left).unwrap_or_else(|| vec![left.clone()]).iter().map(|item| text::to_text(item, cx)).collect();
    let mut pieces = Vec::new();
    if let Value::ScriptBlock(block) = separator.base() {
        for text in &texts {
            split_by_block(text, block, limit, &mut pieces, cx)?;
        }
    } else {
        let mut options = match arguments.get(2) {
            Some(options) => read_options(options, cx)?,
            None => 0,
        };
        if ignore_case {
            options |= IGNORE_CASE;
        }
        let regex = splitter(&separator, limit, options, cx)?;
        for text in &texts {
            let units = utf16(text);
            let start = if regex.right_to_left() { units.len() } else { 0 };
            pieces.extend(regex.split(&units, limit.unsigned_abs() as usize, start).into_iter().map(Value::from));
        }
    }
    Ok(Value::array_of(known::STRING, pieces))
}

fn splitter(separator: &Value, limit: i32, mut options: u32, cx: &mut dyn Runtime) -> Res<Rc<Regex>> {
    if options & (SIMPLE_MATCH | REGEX_MATCH) == 0 {
        options |= REGEX_MATCH;
    }
    let both_lines = options & 0x30 == 0x30;
    if options & SIMPLE_MATCH != 0 && options & !(SIMPLE_MATCH | IGNORE_CASE) != 0 || both_lines {
        return Err(operator_error("Cannot combine the specified options when using the -split operator.", "InvalidSplitOptionCombination"));
    }
    if let Some(regex) = regex::of_value(separator)
        && limit >= 0
    {
        return Ok(regex);
    }
    let mut pattern = text::to_text(separator, cx).to_string();
    if options & SIMPLE_MATCH != 0 {
        pattern = regex::escape(&pattern);
    }
    let mut flags = OPTIONS.iter().filter(|(_, bit, _)| options & bit != 0).fold(0, |flags, (_, _, flag)| flags | flag);
    if limit < 0 {
        flags |= Options::RIGHT_TO_LEFT;
    }
    Regex::get(&pattern, Options(flags)).map_err(|error| error.raise("System.Text.RegularExpressions.RegexParseException"))
}

/// Names parted by commas, or a number.
fn read_options(value: &Value, cx: &mut dyn Runtime) -> Res<u32> {
    match value.base() {
        Value::Int32(number) => return Ok(*number as u32),
        Value::Enum(_, number) => return Ok(*number as u32),
        _ => {}
    }
    let text = text::to_text(value, cx);
    let mut options = 0;
    for name in text.split([',', ' ']).filter(|n| !n.is_empty()) {
        match OPTIONS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)) {
            Some((_, bit, _)) => options |= bit,
            None => {
                let names = OPTIONS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
                let message = format!(
                    "Cannot convert value \"{text}\" to type \"System.Management.Automation.SplitOptions\". Error: \"Unable to match the identifier name {name} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{names}\""
                );
                return Err(super::super::ErrorRecord::raise(
                    "System.Management.Automation.PSInvalidCastException",
                    message,
                    "InvalidCastFromStringToEnumeration",
                    super::super::ErrorCategory::InvalidArgument,
                ));
            }
        }
    }
    Ok(options)
}

/// Each character is shown to the block: true parts the text there.
fn split_by_block(text: &str, block: &Rc<ScriptBlock>, limit: i32, pieces: &mut Vec<Value>, cx: &mut dyn Runtime) -> Res<()> {
    let mut ends = Vec::new();
    let whole = Value::str(text);
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let most = if limit == 0 { usize::MAX } else { limit.unsigned_abs() as usize - 1 };
    let order: Box<dyn Iterator<Item = (usize, &(usize, char))>> =
        if limit < 0 { Box::new(characters.iter().enumerate().rev()) } else { Box::new(characters.iter().enumerate()) };
    for (index, (at, c)) in order {
        if ends.len() >= most {
            break;
        }
        let written = cx.invoke_block(block, Some(Value::from(c.to_string())), &[whole.clone(), Value::Int32(index as i32)])?;
        let answer = if written.len() == 1 { written.into_iter().next().unwrap_or_default() } else { Value::array(written) };
        if convert::to_bool(&answer) {
            ends.push((*at, c.len_utf8()));
        }
    }
    ends.sort_unstable();
    let mut from = 0;
    for (at, length) in ends {
        pieces.push(Value::str(&text[from..at]));
        from = at + length;
    }
    pieces.push(Value::str(&text[from..]));
    Ok(())
}

/// Unary `-split`: the words.
pub fn split_words(value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let texts: Vec<PsStr> = items(value).unwrap_or_else(|| vec![value.clone()]).iter().map(|item| text::to_text(item, cx)).collect();
    let words = texts.iter().flat_map(|text| {
        let trimmed = text.trim();
        if trimmed.is_empty() { vec![Value::str("")] } else { trimmed.split_whitespace().map(Value::str).collect() }
    });
    Ok(Value::array_of(known::STRING, words.collect()))
}

/// `-join`; unary with an empty separator.
pub fn join(left: &Value, separator: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let Some(all) = items(left) else { return Ok(Value::String(text::to_text(left, cx))) };
    let separator = text::to_text(separator, cx);
    let texts: Vec<PsStr> = all.iter().map(|item| text::to_text(item, cx)).collect();
    Ok(Value::from(texts.iter().map(|t| &**t).collect::<Vec<_>>().join(&separator)))
}
