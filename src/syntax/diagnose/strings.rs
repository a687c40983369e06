//! Strings: quoted and here-strings, with escapes and what they expand.

use super::chars::*;
use super::messages as msg;
use super::text::Text;
use super::tokenizer::Tokenizer;
use super::tokens::{Kind, Nested, Payload, Token};
use std::rc::Rc;

const MAX_HEX_DIGITS: usize = 6;

impl Tokenizer {
    pub fn literal(&mut self) -> Token {
        let mut value = String::new();
        self.scan_literal(&mut value);
        self.token_with(Kind::StringLiteral, Payload::Text(Rc::from(value)))
    }

    pub fn expandable(&mut self) -> Token {
        let mut value = String::new();
        let mut nested = Vec::new();
        self.scan_expandable(&mut value, &mut nested);
        self.word(value, nested, Kind::StringExpandable, Kind::StringExpandable)
    }

    /// Just after the opening quote, to after the closing one.
    pub fn scan_literal(&mut self, value: &mut String) {
        let open = self.pos - 1;
        while !self.at_end() {
            let c = self.get();
            if is_single_quote(c) {
                if !is_single_quote(self.peek()) {
                    return;
                }
                self.pos += 1;
            }
            value.push(c);
        }
        self.report_incomplete_from(open, &msg::TERMINATOR_EXPECTED_AT_END_OF_STRING, &["'"]);
    }

    pub fn scan_expandable(&mut self, value: &mut String, nested: &mut Vec<Nested>) {
        let open = self.pos - 1;
        while !self.at_end() {
            let c = self.get();
            match c {
                '`' if !self.at_end() => value.push(self.backtick()),
                '$' => self.dollar(value, nested, false),
                _ if is_double_quote(c) => {
                    if !is_double_quote(self.peek()) {
                        return;
                    }
                    self.pos += 1;
                    value.push(c);
                }
                _ => value.push(c),
            }
        }
        self.report_incomplete_from(open, &msg::TERMINATOR_EXPECTED_AT_END_OF_STRING, &["\""]);
    }

    /// Just after `$` in a string or bare word: a variable, a subexpression, or the sign itself.
    pub fn dollar(&mut self, value: &mut String, nested: &mut Vec<Nested>, here: bool) {
        let start = self.pos - 1;
        let outer = self.start;
        let c = self.peek();
        if c == '(' {
            self.pos += 1;
            nested.push(self.scan_subexpression(start, here));
        } else if c == '{' || is_variable_start(c) {
            self.start = start;
            nested.push(Nested::Variable(self.variable(false, true)));
            self.start = outer;
        } else {
            value.push('$');
            return;
        }
        value.push_str(&self.text.slice(start, self.pos));
    }

    /// Find the end of `$( )` by counting brackets alone; outside here-strings a doubled quote stands for one.
    fn scan_subexpression(&mut self, start: usize, here: bool) -> Nested {
        let mut part = Text::part();
        part.push('$', self.text.offset(start));
        part.push('(', self.text.offset(start + 1));
        let mut depth = 1;
        while depth > 0 {
            if self.at_end() {
                self.report_incomplete_from(start, &msg::INCOMPLETE_DOLLAR_SUBEXPRESSION_REFERENCE, &[]);
                break;
            }
            let at = self.pos;
            let c = self.get();
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                '`' if !here && is_double_quote(self.peek()) => {
                    part.push(self.peek(), self.text.offset(self.pos));
                    self.pos += 1;
                    continue;
                }
                _ if !here && is_double_quote(c) && is_double_quote(self.peek()) => self.pos += 1,
                _ => {}
            }
            part.push(c, self.text.offset(at));
        }
        part.close(self.text.offset(self.pos));
        Nested::SubExpression(Rc::new(part))
    }

    /// Just after a backtick, with a character to escape.
    pub fn backtick(&mut self) -> char {
        match self.get() {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'e' => '\u{1b}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'u' => self.unicode_escape(),
            c => c,
        }
    }

    fn unicode_escape(&mut self) -> char {
        let start = self.pos - 2;
        if self.peek() != '{' {
            self.report_from(start, &msg::INVALID_UNICODE_ESCAPE_SEQUENCE, &[]);
            return '\u{fffd}';
        }
        self.pos += 1;
        let digits = self.pos;
        loop {
            let count = self.pos - digits;
            let c = self.peek();
            if c == '}' && !self.at_end() {
                self.pos += 1;
                if count > 0 {
                    break;
                }
                self.report_from(start, &msg::INVALID_UNICODE_ESCAPE_SEQUENCE, &[]);
                return '\u{fffd}';
            }
            let message = if !c.is_ascii_hexdigit() {
                if count < MAX_HEX_DIGITS { &msg::INVALID_UNICODE_ESCAPE_SEQUENCE } else { &msg::MISSING_UNICODE_ESCAPE_TERMINATOR }
            } else if count == MAX_HEX_DIGITS {
                &msg::TOO_MANY_DIGITS_IN_UNICODE_ESCAPE
            } else {
                self.pos += 1;
                continue;
            };
            self.report_at(self.pos, message);
            return '\u{fffd}';
        }
        let value = u32::from_str_radix(&self.text.slice(digits, self.pos - 1), 16).unwrap_or(u32::MAX);
        if value > 0x10_FFFF {
            let span = self.text.span(digits, self.pos - 1);
            self.errors.add(&msg::INVALID_UNICODE_ESCAPE_VALUE, span, &[], false);
        }
        char::from_u32(value).unwrap_or('\u{fffd}')
    }

    /// At the quote after `@`.
    pub fn here_literal(&mut self) -> Token {
        self.pos += 1;
        let mut value = String::new();
        if self.here_header("'@") {
            self.here_body(&mut value, None, is_single_quote, "'@");
        }
        self.token_with(Kind::HereLiteral, Payload::Text(Rc::from(value)))
    }

    pub fn here_expandable(&mut self) -> Token {
        self.pos += 1;
        let mut value = String::new();
        let mut nested = Vec::new();
        if self.here_header("\"@") {
            self.here_body(&mut value, Some(&mut nested), is_double_quote, "\"@");
        }
        self.word(value, nested, Kind::HereExpandable, Kind::HereExpandable)
    }

    /// The rest of the opening line: it must be blank.
    fn here_header(&mut self, footer: &str) -> bool {
        while is_whitespace(self.peek()) {
            self.pos += 1;
        }
        if self.at_end() {
            self.report_incomplete_from(self.start, &msg::TERMINATOR_EXPECTED_AT_END_OF_STRING, &[footer]);
            return false;
        }
        if is_newline(self.peek()) {
            self.here_newline();
            return true;
        }
        self.report_at(self.pos, &msg::UNEXPECTED_CHARACTERS_AFTER_HERE_STRING_HEADER);
        self.pos = self.line_comment_end(self.pos);
        false
    }

    fn here_newline(&mut self) {
        if self.get() == '\r' && self.peek() == '\n' {
            self.pos += 1;
        }
    }

    fn here_body(&mut self, value: &mut String, mut nested: Option<&mut Vec<Nested>>, quote: fn(char) -> bool, footer: &str) {
        let mut false_footer = None;
        if self.here_footer(quote, &mut false_footer) {
            return;
        }
        while !self.at_end() {
            let c = self.peek();
            if is_newline(c) {
                let start = self.pos;
                self.here_newline();
                if self.here_footer(quote, &mut false_footer) {
                    return;
                }
                value.push_str(&self.text.slice(start, self.pos));
                continue;
            }
            self.pos += 1;
            match (c, nested.as_deref_mut()) {
                ('`', Some(_)) if !self.at_end() => value.push(self.backtick()),
                ('$', Some(nested)) => self.dollar(value, nested, true),
                _ => value.push(c),
            }
        }
        match false_footer {
            Some(place) => self.report_incomplete_from(place, &msg::WHITESPACE_BEFORE_HERE_STRING_FOOTER, &[]),
            None => self.report_incomplete_from(self.start, &msg::TERMINATOR_EXPECTED_AT_END_OF_STRING, &[footer]),
        }
    }

    /// At a line's start: the footer, or something like it after white space (remembered for the message).
    fn here_footer(&mut self, quote: fn(char) -> bool, false_footer: &mut Option<usize>) -> bool {
        if quote(self.peek()) && self.peek_at(1) == '@' {
            self.pos += 2;
            return true;
        }
        let mut at = self.pos;
        while is_whitespace(self.text.at(at)) {
            at += 1;
        }
        if at > self.pos && quote(self.text.at(at)) && self.text.at(at + 1) == '@' {
            false_footer.get_or_insert(at);
        }
        false
    }
}
