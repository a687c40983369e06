//! Names, bare words, parameters, labels and variables.

use super::chars::*;
use super::messages as msg;
use super::tokenizer::{Mode, Tokenizer};
use super::tokens::{Keyword, Kind, Nested, Payload, Token, dash_operator};
use std::rc::Rc;

impl Tokenizer {
    pub fn identifier(&mut self) -> Token {
        if self.mode == Mode::TypeName {
            return self.type_name();
        }
        while is_identifier_follow(self.peek()) {
            self.pos += 1;
        }
        if self.in_command() && !self.want_simple_name && !starts_token(self.peek()) {
            return self.generic();
        }
        let text = self.text.slice(self.start, self.pos);
        if let Some(keyword) = self.keyword(&text) {
            return self.token(Kind::Keyword(keyword));
        }
        self.token_with(Kind::Identifier, Payload::Text(Rc::from(text)))
    }

    fn keyword(&self, text: &str) -> Option<Keyword> {
        if self.want_simple_name || text.len() > 13 {
            return None;
        }
        let keyword = Keyword::find(&text.to_ascii_lowercase())?;
        let in_signature = matches!(keyword, Keyword::Static | Keyword::Hidden | Keyword::Base | Keyword::Public | Keyword::Private);
        (self.mode != Mode::Signature || in_signature).then_some(keyword)
    }

    fn type_name(&mut self) -> Token {
        while is_type_name_follow(self.peek()) {
            self.pos += 1;
        }
        let text = self.text.slice(self.start, self.pos);
        self.token_with(Kind::Identifier, Payload::Text(Rc::from(text)))
    }

    /// Go on with what was read so far of a token as a bare word.
    pub fn generic(&mut self) -> Token {
        self.pos = self.start;
        self.generic_from_start()
    }

    /// A bare word: quoted parts, escapes and variables inside belong to it.
    pub fn generic_from_start(&mut self) -> Token {
        let mut value = String::new();
        let mut nested = Vec::new();
        let mut first = true;
        while !self.at_end() && (first || !starts_token(self.peek())) {
            let c = self.get();
            match c {
                '`' if !self.at_end() => value.push(self.backtick()),
                '$' if !first || matches!(self.peek(), '(' | '{') || is_variable_start(self.peek()) => self.dollar(&mut value, &mut nested, false),
                _ if is_single_quote(c) && !first => self.scan_literal(&mut value),
                _ if is_double_quote(c) && !first => self.scan_expandable(&mut value, &mut nested),
                _ => value.push(c),
            }
            first = false;
        }
        self.word(value, nested, Kind::Generic, Kind::Generic)
    }

    pub fn word(&self, value: String, nested: Vec<Nested>, plain: Kind, expandable: Kind) -> Token {
        if nested.is_empty() {
            return self.token_with(if plain == Kind::Generic { plain } else { expandable }, Payload::Text(Rc::from(value)));
        }
        self.token_with(expandable, Payload::Expandable(Rc::from(value), Rc::from(nested)))
    }

    /// `-name` in a command, `-operator` in an expression.
    pub fn parameter(&mut self) -> Token {
        let mut colon = false;
        let name_start = self.pos;
        loop {
            let c = self.peek();
            if self.at_end() || is_whitespace(c) || matches!(c, '{' | '}' | '(' | ')' | ';' | ',' | '|' | '&' | '.' | '[' | '\r' | '\n') {
                break;
            }
            if c == ':' {
                colon = true;
                break;
            }
            if self.in_command() {
                if is_single_quote(c) || is_double_quote(c) {
                    return self.generic();
                }
            } else if !c.is_alphabetic() && c != '_' && c != '?' {
                break;
            }
            self.pos += 1;
        }
        let name = self.text.slice(name_start, self.pos);
        if !self.in_command()
            && let Some(kind) = dash_operator(&name.to_ascii_lowercase())
        {
            return self.token(kind);
        }
        if colon {
            self.pos += 1;
        }
        self.token_with(Kind::Parameter, Payload::Parameter(Rc::from(name), colon))
    }

    /// `:name` before a loop.
    pub fn label(&mut self) -> Token {
        if !is_identifier_start(self.peek()) {
            return self.operator(Kind::Colon);
        }
        let start = self.pos;
        while is_identifier_follow(self.peek()) {
            self.pos += 1;
        }
        if !starts_token(self.peek()) {
            return self.generic();
        }
        self.token_with(Kind::Label, Payload::Text(Rc::from(self.text.slice(start, self.pos))))
    }

    /// Just after `$`, or `@` where splatted.
    pub fn variable(&mut self, splatted: bool, in_string: bool) -> Token {
        let kind = if splatted { Kind::Splatted } else { Kind::Variable };
        let c = self.peek();
        if c == '{' && !splatted {
            self.pos += 1;
            return self.braced_variable(in_string);
        }
        if !is_variable_start(c) {
            return self.generic();
        }
        let start = self.pos;
        self.pos += 1;
        if !matches!(c, '$' | '?' | '^') {
            self.variable_name();
        }
        let next = self.peek();
        if self.in_command() && !in_string && !starts_token(next) && !matches!(next, '.' | '[' | ':') && !self.question_access() {
            return self.generic();
        }
        let path = self.text.slice(start, self.pos);
        if path.ends_with(':') {
            let message = if path.len() > 1 { &msg::INVALID_VARIABLE_REFERENCE_WITH_DRIVE } else { &msg::INVALID_VARIABLE_REFERENCE };
            self.report_from(self.start, message, &[]);
        }
        self.token_with(kind, Payload::Text(Rc::from(path)))
    }

    fn question_access(&self) -> bool {
        self.peek() == '?' && matches!(self.peek_at(1), '.' | '[')
    }

    fn variable_name(&mut self) {
        loop {
            let c = self.peek();
            if c == ':' {
                if self.peek_at(1) == ':' {
                    return;
                }
            } else if !is_identifier_follow(c) && c != '?' {
                return;
            }
            self.pos += 1;
        }
    }

    fn braced_variable(&mut self, in_string: bool) -> Token {
        let mut name = String::new();
        loop {
            if self.at_end() {
                self.report_incomplete_from(self.start, &msg::INCOMPLETE_DOLLAR_VARIABLE_REFERENCE, &[]);
                break;
            }
            let c = self.get();
            match c {
                '}' => break,
                '`' if !self.at_end() => name.push(self.backtick()),
                '{' => {
                    self.report_at(self.pos, &msg::OPEN_BRACE_NEEDS_TO_BE_BACK_TICKED);
                    name.push(c);
                }
                _ if in_string && is_double_quote(c) => {
                    if !is_double_quote(self.peek()) {
                        self.pos -= 1;
                        self.report_from(self.start, &msg::INCOMPLETE_DOLLAR_VARIABLE_REFERENCE, &[]);
                        break;
                    }
                    self.pos += 1;
                    name.push(c);
                }
                _ => name.push(c),
            }
        }
        if name.is_empty() {
            self.report_from(self.start, &msg::EMPTY_VARIABLE_REFERENCE, &[]);
            name.push_str(":Error:");
        } else if name.len() > 1 && name.ends_with(':') && name.find(':') == Some(name.len() - 1) {
            self.report_from(self.start, &msg::INVALID_BRACED_VARIABLE_REFERENCE, &[]);
        }
        self.token_with(Kind::Variable, Payload::Braced(Rc::from(name)))
    }
}
