//! .NET's regular expressions: its syntax, its messages, its captures. Texts are UTF-16, as its indices are.
//!
//! `parse` reads a pattern to a tree, `compile` turns the tree to a program, `machine` runs it with backtracking; `replace` has
//! the replacement patterns. An engine of our own because .NET has what no crate offers: balancing groups, captures of every turn
//! of a loop, right-to-left matching, class subtraction, and its own words for what is wrong with a pattern.

mod class;
mod compile;
mod machine;
mod parse;
mod replace;
mod tree;

pub use class::{category, is_digit, is_white_space, is_word};
pub use replace::Replacement;

use super::{ErrorCategory, ErrorRecord, PsStr, Raise, Value};
use compile::Program;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// `RegexOptions`: a set of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Options(pub u32);

impl Options {
    pub const IGNORE_CASE: u32 = 1;
    pub const MULTILINE: u32 = 2;
    pub const EXPLICIT_CAPTURE: u32 = 4;
    pub const COMPILED: u32 = 8;
    pub const SINGLELINE: u32 = 16;
    pub const IGNORE_PATTERN_WHITESPACE: u32 = 32;
    pub const RIGHT_TO_LEFT: u32 = 64;
    pub const ECMA_SCRIPT: u32 = 256;
    pub const CULTURE_INVARIANT: u32 = 512;

    pub fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// What is wrong with a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    pub message: String,
    pub offset: usize,
}

impl PatternError {
    /// .NET's RegexParseException, under an error id.
    pub fn raise(&self, id: &str) -> Raise {
        ErrorRecord::raise("System.Text.RegularExpressions.RegexParseException", self.message.as_str(), id, ErrorCategory::OperationStopped)
    }
}

/// A regular expression, ready to run.
#[derive(Debug)]
pub struct Regex {
    pub pattern: PsStr,
    pub options: Options,
    program: Program,
    /// Group numbers in order; a number's place here is its slot.
    numbers: Vec<u32>,
    /// The name of each slot: the number in digits where it has none of its own.
    names: Vec<PsStr>,
}

/// Where one group matched, each time it did: starts and lengths in UTF-16 units.
pub type Captures = Vec<(usize, usize)>;

/// One match: the captures of each slot; slot 0 is the whole.
#[derive(Clone, Debug)]
pub struct Found {
    pub groups: Vec<Captures>,
}

impl Found {
    pub fn start(&self) -> usize {
        self.groups[0][0].0
    }

    pub fn length(&self) -> usize {
        self.groups[0][0].1
    }

    pub fn end(&self) -> usize {
        self.start() + self.length()
    }
}

/// How many compiled patterns are kept for the next use.
const CACHE_SIZE: usize = 256;

type Cache = HashMap<(String, Options), Rc<Regex>>;
thread_local!(static CACHE: RefCell<Cache> = RefCell::default());

impl Regex {
    /// Compile a pattern, or take it from the ones compiled before.
    pub fn get(pattern: &str, options: Options) -> Result<Rc<Regex>, PatternError> {
        let key = (pattern.to_owned(), options);
        if let Some(known) = CACHE.with_borrow(|cache| cache.get(&key).cloned()) {
            return Ok(known);
        }
        let regex = Rc::new(Self::new(pattern, options)?);
        CACHE.with_borrow_mut(|cache| {
            if cache.len() >= CACHE_SIZE {
                cache.clear();
            }
            cache.insert(key, regex.clone());
        });
        Ok(regex)
    }

    pub fn new(pattern: &str, options: Options) -> Result<Regex, PatternError> {
        let parsed = parse::parse(pattern, options)?;
        let program = compile::compile(&parsed.tree, parsed.numbers.len(), options);
        let names = parsed.names.iter().map(|n| PsStr::from(n.as_str())).collect();
        Ok(Regex { pattern: pattern.into(), options, program, numbers: parsed.numbers, names })
    }

    pub fn right_to_left(&self) -> bool {
        self.options.has(Options::RIGHT_TO_LEFT)
    }

    /// Names of the slots in order: `0`, `1`, `year`.
    pub fn group_names(&self) -> &[PsStr] {
        &self.names
    }

    pub fn group_numbers(&self) -> &[u32] {
        &self.numbers
    }

    pub fn slot_of_number(&self, number: u32) -> Option<usize> {
        self.numbers.iter().position(|n| *n == number)
    }

    pub fn slot_of_name(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| **n == *name)
    }

    /// The first match at or after a position (before it for right-to-left). `previous_empty`: the last match there was empty.
    pub fn find_at(&self, text: &[u16], start: usize, previous_empty: bool) -> Option<Found> {
        let rtl = self.right_to_left();
        let mut from = start;
        if previous_empty {
            if rtl {
                from = from.checked_sub(1)?;
            } else if from >= text.len() {
                return None;
            } else {
                from += 1;
            }
        }
        machine::find(&self.program, text, from, start, rtl)
    }

    pub fn find(&self, text: &[u16]) -> Option<Found> {
        self.find_at(text, if self.right_to_left() { text.len() } else { 0 }, false)
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.find(&utf16(text)).is_some()
    }

    /// All matches from a position on, one after the other.
    pub fn find_all(&self, text: &[u16], start: usize) -> Vec<Found> {
        self.find_most(text, start, usize::MAX)
    }

    /// At most `count` matches.
    pub fn find_most(&self, text: &[u16], start: usize, count: usize) -> Vec<Found> {
        let mut all = Vec::new();
        let (mut at, mut empty) = (start, false);
        while all.len() < count
            && let Some(found) = self.find_at(text, at, empty)
        {
            at = if self.right_to_left() { found.start() } else { found.end() };
            empty = found.length() == 0;
            all.push(found);
        }
        all
    }

    /// `Regex.Split`: the pieces between the matches, with what groups captured between them. `count` 0: no limit.
    pub fn split(&self, text: &[u16], count: usize, start: usize) -> Vec<String> {
        let limit = if count == 0 { usize::MAX } else { count - 1 };
        let found = self.find_most(text, start, limit);
        let captured = |found: &Found, pieces: &mut Vec<String>| {
            for group in found.groups.iter().skip(1) {
                if let Some((at, length)) = group.last() {
                    pieces.push(from_utf16(&text[*at..at + length]));
                }
            }
        };
        let mut pieces = Vec::new();
        if self.right_to_left() {
            let mut end = text.len();
            for found in &found {
                pieces.push(from_utf16(&text[found.end()..end]));
                end = found.start();
                captured(found, &mut pieces);
            }
            pieces.push(from_utf16(&text[..end]));
            pieces.reverse();
        } else {
            let mut from = 0;
            for found in &found {
                pieces.push(from_utf16(&text[from..found.start()]));
                from = found.end();
                captured(found, &mut pieces);
            }
            pieces.push(from_utf16(&text[from..]));
        }
        pieces
    }

    /// Replace at most `count` matches with what `with` gives for each.
    pub fn replace_with<E>(&self, text: &[u16], count: usize, start: usize, mut with: impl FnMut(&Found) -> Result<String, E>) -> Result<Option<String>, E> {
        let mut found = self.find_most(text, start, count);
        if found.is_empty() {
            return Ok(None);
        }
        let mut texts = found.iter().map(&mut with).collect::<Result<Vec<_>, _>>()?;
        if self.right_to_left() {
            found.reverse();
            texts.reverse();
        }
        let mut result = String::new();
        let mut from = 0;
        for (found, new) in found.iter().zip(texts) {
            result.push_str(&from_utf16(&text[from..found.start()]));
            result.push_str(&new);
            from = found.end();
        }
        result.push_str(&from_utf16(&text[from..]));
        Ok(Some(result))
    }
}

pub fn utf16(text: &str) -> Vec<u16> {
    if text.is_ascii() { text.bytes().map(u16::from).collect() } else { text.encode_utf16().collect() }
}

pub fn from_utf16(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// `Regex.Escape`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\x0c' => escaped.push_str("\\f"),
            '\\' | '*' | '+' | '?' | '|' | '{' | '[' | '(' | ')' | '^' | '$' | '.' | '#' | ' ' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// `Regex.Unescape`.
pub fn unescape(text: &str) -> Result<String, PatternError> {
    parse::unescape(text)
}

/// The pattern of an operator's right side: a regex as it is, anything else by its text.
pub fn of_value(value: &Value) -> Option<Rc<Regex>> {
    value.downcast::<Rc<Regex>>().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(pattern: &str, options: u32, text: &str) -> Option<Vec<Option<String>>> {
        let units = utf16(text);
        let found = Regex::new(pattern, Options(options)).unwrap().find(&units)?;
        Some(found.groups.iter().map(|g| g.last().map(|(at, length)| from_utf16(&units[*at..at + length]))).collect())
    }

    fn matched(pattern: &str, text: &str) -> Option<String> {
        first(pattern, 0, text).and_then(|groups| groups[0].clone())
    }

    #[test]
    fn what_a_pattern_matches() {
        for (pattern, text, expected) in [
            (r"(?<=price )\d+", "price 45", Some("45")),
            (r"(?<!x)a", "xay", None),
            (r"[a-z-[aeiou]]+", "aeixyz", Some("xyz")),
            (r"(?>a+)ab", "aaab", None),
            (r"^(?:(?<o>\()|(?<-o>\))|[^()])*(?(o)(?!))$", "(a(b)c)", Some("(a(b)c)")),
            (r"^(?:(?<o>\()|(?<-o>\))|[^()])*(?(o)(?!))$", "(a(b)c", None),
            (r"(a|ab)(c|bcd)(d*)", "abcd", Some("abcd")),
            (r"\bfoo\b", "a foo b", Some("foo")),
            (r"(\w)\1", "hello", Some("ll")),
            (r"(?x) a b # a comment", "ab", Some("ab")),
            (r"a{2,3}?", "aaaa", Some("aa")),
            (r"(?(?=a)ab|cd)", "cd", Some("cd")),
            (r"(?:a*)*b", "aab", Some("aab")),
            (r"(a??)*?b", "aab", Some("aab")),
            (r"\p{Lu}\p{Ll}+", "xYzz", Some("Yzz")),
            (r"x*", "aaa", Some("")),
        ] {
            assert_eq!(matched(pattern, text).as_deref(), expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn case_is_ignored_as_the_culture_does() {
        assert!(first("i", Options::IGNORE_CASE, "İ").is_some());
        assert!(first("i", Options::IGNORE_CASE | Options::CULTURE_INVARIANT, "İ").is_none());
        assert!(first("[a-z]", Options::IGNORE_CASE, "Q").is_some());
        assert!(first(r"\p{Lu}", Options::IGNORE_CASE, "q").is_none());
    }

    #[test]
    fn named_groups_come_after_numbered_ones() {
        let regex = Regex::new("(?<b>x)(y)(?<a>z)", Options::default()).unwrap();
        assert_eq!(regex.group_names().iter().map(|n| &**n).collect::<Vec<_>>(), ["0", "1", "b", "a"]);
        assert_eq!(first("(?<b>x)(y)", 0, "xy").unwrap()[1].as_deref(), Some("y"));
    }

    #[test]
    fn right_to_left_finds_the_last() {
        let units = utf16("banana");
        assert_eq!(Regex::new("a", Options(Options::RIGHT_TO_LEFT)).unwrap().find(&units).unwrap().start(), 5);
        let pieces = Regex::new(",", Options(Options::RIGHT_TO_LEFT)).unwrap().split(&utf16("a,b,c"), 2, 5);
        assert_eq!(pieces, ["a,b", "c"]);
    }

    #[test]
    fn what_is_wrong_with_a_pattern() {
        for (pattern, expected) in [
            ("*", "Invalid pattern '*' at offset 1. Quantifier '*' following nothing."),
            ("a**", "Invalid pattern 'a**' at offset 3. Nested quantifier '*'."),
            ("[", "Invalid pattern '[' at offset 1. Unterminated [] set."),
            ("a(b", "Invalid pattern 'a(b' at offset 3. Not enough )'s."),
            ("a)", "Invalid pattern 'a)' at offset 2. Too many )'s."),
            (r"\1", r"Invalid pattern '\1' at offset 2. Reference to undefined group number 1."),
            ("[z-a]", "Invalid pattern '[z-a]' at offset 4. [x-y] range in reverse order."),
        ] {
            assert_eq!(Regex::new(pattern, Options::default()).unwrap_err().message, expected);
        }
    }
}
