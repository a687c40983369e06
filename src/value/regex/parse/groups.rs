//! Groups: captures, lookaround, conditions, inline options; and the first look that counts the captures.

use super::super::Options;
use super::super::class::is_boundary_word;
use super::super::tree::Node;
use super::{Parse, Parser, PatternError, u};

impl Parser<'_> {
    /// A first look at the pattern: which groups there are. A reference may stand before its group.
    pub(super) fn count_groups(&mut self) -> Parse<()> {
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

    /// `(?imnsx-imnsx`.
    pub(super) fn inline_options(&mut self) {
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

    pub(super) fn unrecognized(&self) -> PatternError {
        self.error("Unrecognized grouping construct.")
    }

    /// After an opening parenthesis. `None`: `(?i)`, which sets options for what follows.
    pub(super) fn group(&mut self, depth: usize) -> Parse<Option<Node>> {
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

    pub(super) fn look(&mut self, depth: usize, behind: bool, negate: bool) -> Parse<Node> {
        let body = Box::new(self.alternation(depth)?);
        let body = Box::new(if behind { Node::Backward(body) } else { Node::Forward(body) });
        Ok(Node::Look { body, negate })
    }

    /// `(?<name>`, `(?'name'`, `(?<name-other>`, or a lookbehind.
    pub(super) fn named_group(&mut self, depth: usize, open: char) -> Parse<Node> {
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

    pub(super) fn balance_target(&mut self, close: char) -> Parse<usize> {
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
    pub(super) fn condition(&mut self, depth: usize) -> Parse<Node> {
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

    pub(super) fn yes_and_no(&mut self, depth: usize) -> Parse<(Box<Node>, Box<Node>)> {
        let mut branches = self.branches(depth)?.into_iter();
        let yes = branches.next().unwrap_or(Node::Empty);
        let no = branches.next().unwrap_or(Node::Empty);
        if branches.next().is_some() {
            return Err(self.error("Too many | in (?()|)."));
        }
        Ok((Box::new(yes), Box::new(no)))
    }
}
