//! Reads a pattern as .NET's parser does, so that groups get its numbers and errors its words and offsets.

mod escapes;
mod groups;

use super::class::{Class, Fold, is_boundary_word};
use super::tree::{Anchor, Node};
use super::{Options, PatternError, from_utf16, utf16};
use std::collections::BTreeSet;
use std::rc::Rc;

pub struct Parsed {
    pub tree: Node,
    /// Group numbers in order.
    pub numbers: Vec<u32>,
    pub names: Vec<String>,
}

type Parse<T> = Result<T, PatternError>;

pub fn parse(pattern: &str, options: Options) -> Parse<Parsed> {
    let units = utf16(pattern);
    let mut parser = Parser { text: &units, pattern, at: 0, options, groups: Groups::default(), automatic: 1, skip_capture: false };
    parser.count_groups()?;
    parser.at = 0;
    parser.options = options;
    let tree = parser.alternation(0)?;
    let tree = if options.has(Options::RIGHT_TO_LEFT) { Node::Backward(Box::new(tree)) } else { tree };
    let (numbers, names) = parser.groups.table();
    Ok(Parsed { tree, numbers, names })
}

/// `Regex.Unescape`: the escapes of characters.
pub fn unescape(text: &str) -> Parse<String> {
    let units = utf16(text);
    let mut parser = Parser { text: &units, pattern: text, at: 0, options: Options::default(), groups: Groups::default(), automatic: 1, skip_capture: false };
    let mut plain = Vec::new();
    while let Some(unit) = parser.next() {
        if unit != u16::from(b'\\') {
            plain.push(unit);
        } else if parser.peek(0).is_none() {
            return Err(parser.error("Illegal \\ at end of pattern."));
        } else {
            plain.push(parser.char_escape()?);
        }
    }
    Ok(from_utf16(&plain))
}

/// The groups of a pattern: numbered ones, and named ones, which get their numbers after those.
#[derive(Default)]
struct Groups {
    numbers: BTreeSet<u32>,
    names: Vec<String>,
    /// Numbers of the names, set when all groups are counted.
    assigned: Vec<u32>,
}

impl Groups {
    fn assign(&mut self) {
        self.numbers.insert(0);
        let mut next = 1;
        for _ in &self.names {
            while self.numbers.contains(&next) {
                next += 1;
            }
            self.assigned.push(next);
            self.numbers.insert(next);
        }
    }

    fn slot(&self, number: u32) -> Option<usize> {
        self.numbers.iter().position(|n| *n == number)
    }

    fn slot_of_name(&self, name: &str) -> Option<usize> {
        let index = self.names.iter().position(|n| n == name)?;
        self.slot(*self.assigned.get(index)?)
    }

    fn table(&self) -> (Vec<u32>, Vec<String>) {
        let name = |number: &u32| match self.assigned.iter().position(|n| n == number) {
            Some(index) => self.names[index].clone(),
            None => number.to_string(),
        };
        (self.numbers.iter().copied().collect(), self.numbers.iter().map(name).collect())
    }
}

struct Parser<'a> {
    text: &'a [u16],
    pattern: &'a str,
    at: usize,
    options: Options,
    groups: Groups,
    /// The next number of an unnamed group.
    automatic: u32,
    /// The group to come is a condition: it captures nothing.
    skip_capture: bool,
}

const fn u(c: char) -> u16 {
    c as u16
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> Option<u16> {
        self.text.get(self.at + ahead).copied()
    }

    fn peek_char(&self, ahead: usize) -> Option<char> {
        self.peek(ahead).and_then(|unit| char::from_u32(unit.into()))
    }

    fn next(&mut self) -> Option<u16> {
        let unit = self.peek(0)?;
        self.at += 1;
        Some(unit)
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek(0) == Some(u(c));
        self.at += usize::from(found);
        found
    }

    fn error(&self, what: &str) -> PatternError {
        PatternError { message: format!("Invalid pattern '{}' at offset {}. {what}", self.pattern, self.at), offset: self.at }
    }

    fn has(&self, flag: u32) -> bool {
        self.options.has(flag)
    }

    fn fold(&self) -> Option<Fold> {
        if !self.has(Options::IGNORE_CASE) {
            return None;
        }
        Some(if self.has(Options::CULTURE_INVARIANT) { Fold::Invariant } else { Fold::Culture })
    }

    /// White space and comments that the pattern may hold.
    fn blank(&mut self) -> Parse<()> {
        let spaced = self.has(Options::IGNORE_PATTERN_WHITESPACE);
        loop {
            if spaced {
                while self.peek_char(0).is_some_and(|c| matches!(c, ' ' | '\t'..='\r')) {
                    self.at += 1;
                }
                if self.peek(0) == Some(u('#')) {
                    while self.peek(0).is_some_and(|unit| unit != u('\n')) {
                        self.at += 1;
                    }
                    continue;
                }
            }
            if self.peek(0) == Some(u('(')) && self.peek(1) == Some(u('?')) && self.peek(2) == Some(u('#')) {
                while self.peek(0).is_some_and(|unit| unit != u(')')) {
                    self.at += 1;
                }
                if !self.eat(')') {
                    return Err(self.error("Unterminated (?#...) comment."));
                }
                continue;
            }
            return Ok(());
        }
    }

    /// Branches up to a closing parenthesis or the end.
    fn alternation(&mut self, depth: usize) -> Parse<Node> {
        let mut branches = self.branches(depth)?;
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternate(branches) })
    }

    fn branches(&mut self, depth: usize) -> Parse<Vec<Node>> {
        if depth > 1000 {
            return Err(self.error("The pattern is nested too deeply."));
        }
        let mut branches = vec![self.concatenation(depth)?];
        loop {
            if self.eat('|') {
                branches.push(self.concatenation(depth)?);
            } else if self.peek(0).is_none() {
                return if depth == 0 { Ok(branches) } else { Err(self.error("Not enough )'s.")) };
            } else {
                self.at += 1;
                if depth == 0 {
                    return Err(self.error("Too many )'s."));
                }
                return Ok(branches);
            }
        }
    }

    fn concatenation(&mut self, depth: usize) -> Parse<Node> {
        let mut nodes = Vec::new();
        let mut after_quantifier = false;
        loop {
            self.blank()?;
            let Some(c) = self.peek_char(0) else {
                match self.next() {
                    Some(unit) => {
                        let node = Node::Char { unit, ignore_case: false };
                        after_quantifier = self.quantified(node, &mut nodes)?;
                        continue;
                    }
                    None => break,
                }
            };
            if matches!(c, '|' | ')') {
                break;
            }
            if matches!(c, '*' | '+' | '?') || c == '{' && self.is_quantifier() {
                self.at += 1;
                let what = if after_quantifier { format!("Nested quantifier '{c}'.") } else { format!("Quantifier '{c}' following nothing.") };
                return Err(self.error(&what));
            }
            match self.atom(depth)? {
                Some(node) => after_quantifier = self.quantified(node, &mut nodes)?,
                None => after_quantifier = false,
            }
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Concat(nodes),
        })
    }

    /// One unit of the pattern; `None`: it only set options.
    fn atom(&mut self, depth: usize) -> Parse<Option<Node>> {
        let Some(unit) = self.next() else { return Ok(None) };
        Ok(Some(match char::from_u32(unit.into()).unwrap_or('\u{fffd}') {
            '[' => Node::Class(Rc::new(self.class()?)),
            '(' => {
                let options = self.options;
                let group = self.group(depth + 1)?;
                if group.is_some() {
                    self.options = options;
                }
                return Ok(group);
            }
            '\\' => {
                if self.peek(0).is_none() {
                    return Err(self.error("Illegal \\ at end of pattern."));
                }
                self.backslash()?
            }
            '^' => Node::Anchor(if self.has(Options::MULTILINE) { Anchor::LineStart } else { Anchor::Start }),
            '$' => Node::Anchor(if self.has(Options::MULTILINE) { Anchor::LineEnd } else { Anchor::EndBeforeNewline }),
            '.' => Node::Class(Rc::new(if self.has(Options::SINGLELINE) { Class::any() } else { Class::dot() })),
            _ => self.literal(unit),
        }))
    }

    fn literal(&self, unit: u16) -> Node {
        match self.fold() {
            None => Node::Char { unit, ignore_case: false },
            Some(fold) => {
                let folded = super::class::fold(unit, fold);
                let cased = char::from_u32(unit.into()).is_some_and(|c| c.is_alphabetic());
                Node::Char { unit: folded, ignore_case: cased }
            }
        }
    }

    /// Put a node down with the quantifier that follows it. True: there was one.
    fn quantified(&mut self, node: Node, nodes: &mut Vec<Node>) -> Parse<bool> {
        self.blank()?;
        let Some(c) = self.peek_char(0) else {
            nodes.push(node);
            return Ok(false);
        };
        let (min, max) = match c {
            '*' => (0, u32::MAX),
            '+' => (1, u32::MAX),
            '?' => (0, 1),
            '{' if self.is_quantifier() => (0, 0),
            _ => {
                nodes.push(node);
                return Ok(false);
            }
        };
        self.at += 1;
        let (min, max) = if c == '{' { self.counts()? } else { (min, max) };
        self.blank()?;
        let lazy = self.eat('?');
        if min > max {
            return Err(self.error("Illegal {x,y} with x > y."));
        }
        nodes.push(Node::Loop { body: Box::new(node), min, max, lazy });
        Ok(true)
    }

    /// Whether a brace starts `{n}`, `{n,}` or `{n,m}`.
    fn is_quantifier(&self) -> bool {
        let rest: Vec<char> =
            self.text[self.at + 1..].iter().map_while(|unit| char::from_u32((*unit).into())).take_while(|c| c.is_ascii_digit() || *c == ',').collect();
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let commas = rest.iter().filter(|c| **c == ',').count();
        digits > 0 && commas <= 1 && self.text.get(self.at + 1 + rest.len()) == Some(&u('}'))
    }

    fn counts(&mut self) -> Parse<(u32, u32)> {
        let min = self.decimal()?;
        let max = if !self.eat(',') {
            min
        } else if self.peek(0) == Some(u('}')) {
            u32::MAX
        } else {
            self.decimal()?
        };
        self.eat('}');
        Ok((min, max))
    }

    fn decimal(&mut self) -> Parse<u32> {
        let mut value: u32 = 0;
        while let Some(digit) = self.peek_char(0).and_then(|c| c.to_digit(10)) {
            self.at += 1;
            value = value
                .checked_mul(10)
                .and_then(|v| v.checked_add(digit))
                .filter(|v| *v <= i32::MAX as u32)
                .ok_or_else(|| self.error("Capture group numbers must be less than or equal to Int32.MaxValue."))?;
        }
        Ok(value)
    }

    fn name(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(is_boundary_word) {
            self.at += 1;
        }
        from_utf16(&self.text[start..self.at])
    }
}
