//! What follows a backslash, and classes in brackets.

use super::super::class::{Class, Kind, Property, is_boundary_word, property};
use super::super::tree::{Anchor, Node};
use super::super::{Options, from_utf16};
use super::{Parse, Parser, u};
use std::rc::Rc;

impl Parser<'_> {
    pub(super) fn kind(&self, c: char) -> Kind {
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
    pub(super) fn backslash(&mut self) -> Parse<Node> {
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

    pub(super) fn property(&mut self, class: &mut Class, negate: bool) -> Parse<()> {
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

    pub(super) fn reference_or_char(&mut self) -> Parse<Node> {
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
    pub(super) fn char_escape(&mut self) -> Parse<u16> {
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

    pub(super) fn hex(&mut self, digits: usize) -> Parse<u16> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.next().and_then(|unit| char::from_u32(unit.into())).and_then(|c| c.to_digit(16));
            value = value * 16 + digit.ok_or_else(|| self.error("Insufficient or invalid hexadecimal digits."))? as u16;
        }
        Ok(value)
    }

    /// After an opening bracket.
    pub(super) fn class(&mut self) -> Parse<Class> {
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

    pub(super) fn subtraction(&mut self, class: &mut Class) -> Parse<()> {
        class.minus = Some(Box::new(self.class()?));
        if self.peek(0).is_some_and(|next| next != u(']')) {
            return Err(self.error("A subtraction must be the last element in a character class."));
        }
        Ok(())
    }
}
