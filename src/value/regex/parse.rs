//! Reads a pattern as .NET's parser does, so that groups get its numbers and errors its words and offsets.

use super::class::{Class, Fold, Kind, Property, is_boundary_word, property};
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

    /// A first look at the pattern: which groups there are. A reference may stand before its group.
    fn count_groups(&mut self) -> Parse<()> {
        let mut saved: Vec<Options> = Vec::new();
        let mut condition = false;
        while let Some(unit) = self.next() {
            match char::from_u32(unit.into()).unwrap_or(' ') {
                '\\' => self.at += 1,
                '#' if self.has(Options::IGNORE_PATTERN_WHITESPACE) => {
                    self.at -= 1;
                    self.blank()?;
                }
                '[' => {
                    self.class()?;
                }
                ')' => {
                    if let Some(options) = saved.pop() {
                        self.options = options;
                    }
                }
                '(' if self.peek(0) == Some(u('?')) && self.peek(1) == Some(u('#')) => {
                    self.at -= 1;
                    self.blank()?;
                }
                '(' => {
                    saved.push(self.options);
                    if self.eat('?') {
                        if self.peek(1).is_some() && matches!(self.peek_char(0), Some('<' | '\'')) {
                            self.at += 1;
                            match self.peek_char(0) {
                                Some(c @ '1'..='9') if c.is_ascii_digit() => {
                                    let number = self.decimal()?;
                                    self.groups.numbers.insert(number);
                                }
                                Some(c) if c != '0' && is_boundary_word(c as u16) => {
                                    let name = self.name();
                                    if !self.groups.names.contains(&name) {
                                        self.groups.names.push(name);
                                    }
                                }
                                _ => {}
                            }
                        } else {
                            self.inline_options();
                            if self.eat(')') {
                                saved.pop();
                            } else if self.peek(0) == Some(u('(')) {
                                condition = true;
                                continue;
                            }
                        }
                    } else if !self.has(Options::EXPLICIT_CAPTURE) && !condition {
                        self.groups.numbers.insert(self.automatic);
                        self.automatic += 1;
                    }
                }
                _ => {}
            }
            condition = false;
        }
        self.automatic = 1;
        self.groups.assign();
        Ok(())
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

    /// `(?imnsx-imnsx`.
    fn inline_options(&mut self) {
        let mut off = false;
        while let Some(c) = self.peek_char(0) {
            let flag = match c.to_ascii_lowercase() {
                '-' => {
                    off = true;
                    self.at += 1;
                    continue;
                }
                '+' => {
                    off = false;
                    self.at += 1;
                    continue;
                }
                'i' => Options::IGNORE_CASE,
                'm' => Options::MULTILINE,
                'n' => Options::EXPLICIT_CAPTURE,
                's' => Options::SINGLELINE,
                'x' => Options::IGNORE_PATTERN_WHITESPACE,
                _ => return,
            };
            self.options.0 = if off { self.options.0 & !flag } else { self.options.0 | flag };
            self.at += 1;
        }
    }

    fn unrecognized(&self) -> PatternError {
        self.error("Unrecognized grouping construct.")
    }

    /// After an opening parenthesis. `None`: `(?i)`, which sets options for what follows.
    fn group(&mut self, depth: usize) -> Parse<Option<Node>> {
        if self.peek(0) != Some(u('?')) || self.peek(1) == Some(u(')')) {
            let condition = std::mem::take(&mut self.skip_capture);
            if condition || self.has(Options::EXPLICIT_CAPTURE) {
                return self.alternation(depth).map(Some);
            }
            let slot = self.groups.slot(self.automatic);
            self.automatic += 1;
            return Ok(Some(Node::Capture { body: Box::new(self.alternation(depth)?), slot, balance: None }));
        }
        self.at += 1;
        let in_condition = std::mem::take(&mut self.skip_capture);
        let Some(c) = self.next().and_then(|unit| char::from_u32(unit.into())) else { return Err(self.unrecognized()) };
        match c {
            ':' => self.alternation(depth).map(Some),
            '=' => self.look(depth, false, false).map(Some),
            '!' => self.look(depth, false, true).map(Some),
            '>' => Ok(Some(Node::Atomic(Box::new(self.alternation(depth)?)))),
            '<' | '\'' => self.named_group(depth, c).map(Some),
            '(' => self.condition(depth).map(Some),
            _ => {
                self.at -= 1;
                if !in_condition {
                    self.inline_options();
                }
                match self.next().and_then(|unit| char::from_u32(unit.into())) {
                    Some(')') => Ok(None),
                    Some(':') => self.alternation(depth).map(Some),
                    _ => Err(self.unrecognized()),
                }
            }
        }
    }

    fn look(&mut self, depth: usize, behind: bool, negate: bool) -> Parse<Node> {
        let body = Box::new(self.alternation(depth)?);
        let body = Box::new(if behind { Node::Backward(body) } else { Node::Forward(body) });
        Ok(Node::Look { body, negate })
    }

    /// `(?<name>`, `(?'name'`, `(?<name-other>`, or a lookbehind.
    fn named_group(&mut self, depth: usize, open: char) -> Parse<Node> {
        let close = if open == '<' { '>' } else { '\'' };
        let bad_name = |parser: &Self| parser.error("Invalid group name: Group names must begin with a word character.");
        match self.peek_char(0) {
            None => return Err(self.unrecognized()),
            Some(c @ ('=' | '!')) => {
                self.at += 1;
                return if open == '\'' { Err(self.unrecognized()) } else { self.look(depth, true, c == '!') };
            }
            _ => {}
        }
        let ends = |parser: &Self, minus: bool| parser.peek_char(0).is_none_or(|c| c == close || minus && c == '-');
        let c = self.peek_char(0).unwrap_or('\u{fffd}');
        let mut slot = None;
        let mut only_balance = false;
        if c.is_ascii_digit() {
            let number = self.decimal()?;
            slot = self.groups.slot(number);
            if !ends(self, true) {
                return Err(bad_name(self));
            }
            if number == 0 {
                return Err(self.error("Capture number cannot be zero."));
            }
        } else if is_boundary_word(self.peek(0).unwrap_or(0)) {
            let name = self.name();
            slot = self.groups.slot_of_name(&name);
            if !ends(self, true) {
                return Err(bad_name(self));
            }
        } else if c == '-' {
            only_balance = true;
        } else {
            return Err(bad_name(self));
        }
        let mut balance = None;
        if (slot.is_some() || only_balance) && self.peek(1).is_some() && self.eat('-') {
            balance = Some(self.balance_target(close)?);
        }
        if (slot.is_some() || balance.is_some()) && self.eat(close) {
            return Ok(Node::Capture { body: Box::new(self.alternation(depth)?), slot, balance });
        }
        self.at += usize::from(self.peek(0).is_some());
        Err(self.unrecognized())
    }

    fn balance_target(&mut self, close: char) -> Parse<usize> {
        let bad_name = |parser: &Self| parser.error("Invalid group name: Group names must begin with a word character.");
        let slot = if self.peek_char(0).is_some_and(|c| c.is_ascii_digit()) {
            let number = self.decimal()?;
            self.groups.slot(number).ok_or_else(|| self.error(&format!("Reference to undefined group number {number}.")))?
        } else if self.peek(0).is_some_and(is_boundary_word) {
            let name = self.name();
            self.groups.slot_of_name(&name).ok_or_else(|| self.error(&format!("Reference to undefined group name '{name}'.")))?
        } else {
            return Err(bad_name(self));
        };
        if self.peek_char(0).is_some_and(|c| c != close) {
            return Err(bad_name(self));
        }
        Ok(slot)
    }

    /// `(?(name)yes|no)`, `(?(1)yes|no)` or `(?(test)yes|no)`.
    fn condition(&mut self, depth: usize) -> Parse<Node> {
        let open = self.at;
        let c = self.peek_char(0);
        let mut slot = None;
        if c.is_some_and(|c| c.is_ascii_digit()) {
            let number = self.decimal()?;
            if !self.eat(')') {
                return Err(self.error(&format!("Conditional alternation is missing a closing parenthesis after the group number {number}.")));
            }
            slot = Some(self.groups.slot(number).ok_or_else(|| self.error(&format!("Conditional alternation refers to an undefined group number {number}.")))?);
        } else if self.peek(0).is_some_and(is_boundary_word) {
            let name = self.name();
            slot = self.groups.slot_of_name(&name).filter(|_| self.peek(0) == Some(u(')')));
            self.at += 1;
        }
        if let Some(slot) = slot {
            let (yes, no) = self.yes_and_no(depth)?;
            return Ok(Node::IfGroup { slot, yes, no });
        }
        self.at = open - 1;
        if self.peek(1) == Some(u('?')) {
            match (self.peek_char(2), self.peek_char(3)) {
                (Some('#'), _) => return Err(self.error("Alternation conditions cannot be comments.")),
                (Some('\''), _) => return Err(self.error("Alternation conditions do not capture and cannot be named.")),
                (Some('<'), Some(c)) if !matches!(c, '!' | '=') => return Err(self.error("Alternation conditions do not capture and cannot be named.")),
                _ => {}
            }
        }
        self.at += 1;
        self.skip_capture = true;
        let test = self.group(depth + 1)?.unwrap_or(Node::Empty);
        let test = Box::new(if matches!(test, Node::Look { .. }) { test } else { Node::Look { body: Box::new(Node::Forward(Box::new(test))), negate: false } });
        let (yes, no) = self.yes_and_no(depth)?;
        Ok(Node::IfMatch { test, yes, no })
    }

    fn yes_and_no(&mut self, depth: usize) -> Parse<(Box<Node>, Box<Node>)> {
        let mut branches = self.branches(depth)?.into_iter();
        let yes = branches.next().unwrap_or(Node::Empty);
        let no = branches.next().unwrap_or(Node::Empty);
        if branches.next().is_some() {
            return Err(self.error("Too many | in (?()|)."));
        }
        Ok((Box::new(yes), Box::new(no)))
    }

    fn kind(&self, c: char) -> Kind {
        let ecma = self.has(Options::ECMA_SCRIPT);
        match (c.to_ascii_lowercase(), ecma) {
            ('d', false) => Kind::Digit,
            ('d', true) => Kind::AsciiDigit,
            ('w', false) => Kind::Word,
            ('w', true) => Kind::AsciiWord,
            (_, false) => Kind::Space,
            (_, true) => Kind::AsciiSpace,
        }
    }

    /// After a backslash that is not the last unit.
    fn backslash(&mut self) -> Parse<Node> {
        let anchor = match self.peek_char(0) {
            Some('b') => Anchor::Boundary,
            Some('B') => Anchor::NotBoundary,
            Some('A') => Anchor::Start,
            Some('G') => Anchor::Previous,
            Some('Z') => Anchor::EndBeforeNewline,
            Some('z') => Anchor::End,
            Some(c @ ('w' | 'W' | 's' | 'S' | 'd' | 'D')) => {
                self.at += 1;
                return Ok(Node::Class(Rc::new(Class::of(self.kind(c), c.is_ascii_uppercase()))));
            }
            Some(c @ ('p' | 'P')) => {
                self.at += 1;
                let mut class = Class::open(self.fold(), false);
                self.property(&mut class, c == 'P')?;
                return Ok(Node::Class(Rc::new(class.complete())));
            }
            _ => return self.reference_or_char(),
        };
        self.at += 1;
        Ok(Node::Anchor(anchor))
    }

    fn property(&mut self, class: &mut Class, negate: bool) -> Parse<()> {
        if self.at + 2 >= self.text.len() {
            return Err(self.error("Incomplete \\p{X} character escape."));
        }
        if !self.eat('{') {
            self.at += 1;
            return Err(self.error("Malformed \\p{X} character escape."));
        }
        let start = self.at;
        while self.peek(0).is_some_and(|unit| is_boundary_word(unit) || unit == u('-')) {
            self.at += 1;
        }
        let name = from_utf16(&self.text[start..self.at]);
        if !self.eat('}') {
            self.at += usize::from(self.peek(0).is_some());
            return Err(self.error("Incomplete \\p{X} character escape."));
        }
        match property(&name) {
            Some(Property::Categories(categories)) => class.kinds.push((Kind::Categories(categories), negate)),
            Some(Property::Range(from, to)) if !negate => class.ranges.push((from, to)),
            Some(Property::Range(from, to)) => {
                class.ranges.extend(from.checked_sub(1).map(|end| (0, end)));
                class.ranges.extend(to.checked_add(1).map(|start| (start, u16::MAX)));
            }
            None => return Err(self.error(&format!("Unknown property '{name}'."))),
        }
        Ok(())
    }

    fn reference_or_char(&mut self) -> Parse<Node> {
        let start = self.at;
        let reference = |parser: &Self, slot: usize| Node::Backreference { slot, ignore_case: parser.has(Options::IGNORE_CASE) };
        let mut close = None;
        let named = self.peek(0) == Some(u('k'));
        if named {
            let quote = self.peek_char(1);
            if self.peek(2).is_none() || !matches!(quote, Some('<' | '\'')) {
                self.at += if self.peek(1).is_some() { 2 } else { 0 };
                return Err(self.error("Malformed \\k<...> named back reference."));
            }
            self.at += 2;
            close = quote;
        } else if matches!(self.peek_char(0), Some('<' | '\'')) && self.peek(1).is_some() {
            close = self.peek_char(0);
            self.at += 1;
        }
        let end = if close == Some('<') { '>' } else { '\'' };
        let digit = self.peek_char(0).filter(char::is_ascii_digit);
        if close.is_some() && digit.is_some() {
            let number = self.decimal()?;
            if self.eat(end) {
                let slot = self.groups.slot(number).ok_or_else(|| self.error(&format!("Reference to undefined group number {number}.")))?;
                return Ok(reference(self, slot));
            }
        } else if close.is_none() && digit.is_some_and(|d| d != '0') {
            let number = self.decimal()?;
            match self.groups.slot(number) {
                Some(slot) => return Ok(reference(self, slot)),
                None if number <= 9 => return Err(self.error(&format!("Reference to undefined group number {number}."))),
                None => {}
            }
        } else if close.is_some() && self.peek(0).is_some_and(is_boundary_word) {
            let name = self.name();
            if self.eat(end) {
                let slot = self.groups.slot_of_name(&name).ok_or_else(|| self.error(&format!("Reference to undefined group name '{name}'.")))?;
                return Ok(reference(self, slot));
            }
        }
        self.at = start;
        let unit = self.char_escape()?;
        Ok(self.literal(unit))
    }

    /// The character an escape stands for.
    fn char_escape(&mut self) -> Parse<u16> {
        let Some(unit) = self.next() else { return Err(self.error("Illegal \\ at end of pattern.")) };
        let c = char::from_u32(unit.into()).unwrap_or('\u{fffd}');
        Ok(match c {
            '0'..='7' => {
                self.at -= 1;
                let mut value = 0;
                for _ in 0..3 {
                    let Some(digit) = self.peek_char(0).and_then(|c| c.to_digit(8)) else { break };
                    value = value * 8 + digit as u16;
                    self.at += 1;
                }
                value & 0xff
            }
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            'a' => 7,
            'b' => 8,
            'e' => 27,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            'c' => {
                let Some(control) = self.next() else { return Err(self.error("Missing control character.")) };
                let upper = if (97..123).contains(&control) { control - 32 } else { control };
                upper.checked_sub(64).filter(|v| *v < 32).ok_or_else(|| self.error("Unrecognized control character."))?
            }
            _ if !self.has(Options::ECMA_SCRIPT) && is_boundary_word(unit) => {
                return Err(self.error(&format!("Unrecognized escape sequence \\{c}.")));
            }
            _ => unit,
        })
    }

    fn hex(&mut self, digits: usize) -> Parse<u16> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.next().and_then(|unit| char::from_u32(unit.into())).and_then(|c| c.to_digit(16));
            value = value * 16 + digit.ok_or_else(|| self.error("Insufficient or invalid hexadecimal digits."))? as u16;
        }
        Ok(value)
    }

    /// After an opening bracket.
    fn class(&mut self) -> Parse<Class> {
        let mut class = Class::open(self.fold(), self.eat('^'));
        let mut pending: Option<u16> = None;
        let mut first = true;
        let mut closed = false;
        while let Some(mut unit) = self.next() {
            let is_first = std::mem::replace(&mut first, false);
            let mut escaped = false;
            let c = char::from_u32(unit.into()).unwrap_or('\u{fffd}');
            if c == ']' && !is_first {
                closed = true;
                break;
            }
            if c == '\\' && self.peek(0).is_some() {
                match self.peek_char(0) {
                    Some(c @ ('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')) => {
                        self.at += 1;
                        if pending.is_some() {
                            return Err(self.error(&format!("Cannot include class \\{c} in character range.")));
                        }
                        if matches!(c, 'p' | 'P') {
                            self.property(&mut class, c == 'P')?;
                        } else {
                            class.kinds.push((self.kind(c), c.is_ascii_uppercase()));
                        }
                        continue;
                    }
                    Some('-') => {
                        self.at += 1;
                        let from = pending.take().unwrap_or(u('-'));
                        if from > u('-') {
                            return Err(self.error("[x-y] range in reverse order."));
                        }
                        class.ranges.push((from, u('-')));
                        continue;
                    }
                    _ => {
                        unit = self.char_escape()?;
                        escaped = true;
                    }
                }
            }
            if let Some(from) = pending.take() {
                if unit == u('[') && !escaped && !is_first {
                    class.ranges.push((from, from));
                    self.subtraction(&mut class)?;
                } else if from > unit {
                    return Err(self.error("[x-y] range in reverse order."));
                } else {
                    class.ranges.push((from, unit));
                }
            } else if self.peek(0) == Some(u('-')) && self.peek(1).is_some_and(|next| next != u(']')) {
                pending = Some(unit);
                self.at += 1;
            } else if unit == u('-') && !escaped && self.peek(0) == Some(u('[')) && !is_first {
                self.at += 1;
                self.subtraction(&mut class)?;
            } else {
                class.ranges.push((unit, unit));
            }
        }
        if !closed {
            return Err(self.error("Unterminated [] set."));
        }
        Ok(class.complete())
    }

    fn subtraction(&mut self, class: &mut Class) -> Parse<()> {
        class.minus = Some(Box::new(self.class()?));
        if self.peek(0).is_some_and(|next| next != u(']')) {
            return Err(self.error("A subtraction must be the last element in a character class."));
        }
        Ok(())
    }
}
