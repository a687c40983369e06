//! The tokenizer: reads the next token as the mode asks. A text has no tokens of its own: `-eq` is an operator in an
//! expression, a parameter in a command; `[int]` is a type in an expression, a word in a command.
//!
//! The parser sets the mode and may put the reading place back; an error met twice that way is kept once.

use super::chars::*;
use super::errors::Errors;
use super::messages::{self as msg, Message};
use super::text::Text;
use super::tokens::{Kind, Payload, Token};
use crate::syntax::ast::{AssignmentOperator, BinaryOperator, Span};
use std::collections::BTreeMap;
use std::rc::Rc;

const REQUIRES: &str = "requires";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Command,
    Expression,
    TypeName,
    /// Between the members of a class.
    Signature,
}

pub struct Tokenizer {
    pub text: Rc<Text>,
    pub pos: usize,
    /// Where the token being read starts.
    pub start: usize,
    pub mode: Mode,
    /// Keywords are plain names: after a dot, as keys.
    pub want_simple_name: bool,
    /// A sign belongs to the number after it.
    pub signed_numbers: bool,
    /// `?` and `:` end a number.
    pub ternary: bool,
    /// Inside the `$( )` of a string.
    pub nested: bool,
    pub errors: Errors,
    /// Where the `#requires` comments are.
    pub requires: BTreeMap<usize, usize>,
    /// Steps that may still be taken before the text counts as too complicated: reading may go back, but not without end.
    budget: usize,
}

impl Tokenizer {
    pub fn new(source: &str) -> Self {
        let text = Rc::new(Text::new(source));
        let budget = 200_000 + text.len().saturating_mul(32);
        Tokenizer {
            text,
            pos: 0,
            start: 0,
            mode: Mode::Command,
            want_simple_name: false,
            signed_numbers: false,
            ternary: false,
            nested: false,
            errors: Errors::default(),
            requires: BTreeMap::new(),
            budget,
        }
    }

    pub fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    pub fn peek(&self) -> char {
        self.text.at(self.pos)
    }

    pub fn peek_at(&self, ahead: usize) -> char {
        self.text.at(self.pos + ahead)
    }

    /// The next character; at the end NUL, and the place stays.
    pub fn get(&mut self) -> char {
        let c = self.peek();
        if !self.at_end() {
            self.pos += 1;
        }
        c
    }

    pub fn skip(&mut self) {
        self.pos += 1;
    }

    pub fn in_command(&self) -> bool {
        self.mode == Mode::Command
    }

    pub fn in_expression(&self) -> bool {
        self.mode == Mode::Expression
    }

    pub fn token(&self, kind: Kind) -> Token {
        self.token_with(kind, Payload::None)
    }

    pub fn token_with(&self, kind: Kind, payload: Payload) -> Token {
        Token { kind, start: self.start, end: self.pos, span: self.text.span(self.start, self.pos), payload }
    }

    pub fn token_text(&self, token: &Token) -> String {
        self.text.slice(token.start, token.end)
    }

    /// An error at one character.
    pub fn report_at(&mut self, place: usize, message: &'static Message) {
        let span = self.text.span(place, place + 1);
        self.errors.add(message, span, &[], false);
    }

    /// An error from a place to where reading stands.
    pub fn report_from(&mut self, place: usize, message: &'static Message, args: &[&str]) {
        let span = self.text.span(place, self.pos);
        self.errors.add(message, span, args, false);
    }

    /// The same, for what more text could make right.
    pub fn report_incomplete_from(&mut self, place: usize, message: &'static Message, args: &[&str]) {
        let span = self.text.span(place, self.pos);
        let incomplete = self.nothing_after(span);
        self.errors.add(message, span, args, incomplete);
    }

    /// Nothing but space and comments stands after a span.
    pub fn nothing_after(&self, span: Span) -> bool {
        let end = self.text.len();
        // The text of a subexpression in a string counts from its own start, the span from the source's.
        let limit = if self.nested { end as u32 } else { self.text.offset(end) };
        if span.end >= limit {
            return true;
        }
        let mut at = self.text.place_of(span.end);
        while at < end {
            match self.text.at(at) {
                '#' => at = self.line_comment_end(at),
                '<' if self.text.at(at + 1) == '#' => at = self.block_comment_end(at + 2).unwrap_or(end),
                c if is_whitespace(c) => at += 1,
                _ => return false,
            }
        }
        true
    }

    pub fn line_comment_end(&self, mut at: usize) -> usize {
        while at < self.text.len() && !is_newline(self.text.at(at)) {
            at += 1;
        }
        at
    }

    /// The place after `#>`, if it is there.
    pub fn block_comment_end(&self, mut at: usize) -> Option<usize> {
        while at + 1 < self.text.len() {
            if self.text.at(at) == '#' && self.text.at(at + 1) == '>' {
                return Some(at + 2);
            }
            at += 1;
        }
        None
    }

    /// Skip space, comments and continued lines; with `newlines` line ends too, with `semis` semicolons.
    pub fn skip_blank(&mut self, newlines: bool, semis: bool) {
        while !self.at_end() {
            let c = self.peek();
            match c {
                '#' => self.skip_line_comment(),
                '<' if self.peek_at(1) == '#' => self.skip_block_comment(),
                '`' if is_newline(self.peek_at(1)) => {
                    self.pos += 1;
                    self.skip_newline();
                }
                '`' if is_whitespace(self.peek_at(1)) => self.pos += 2,
                '\r' | '\n' if newlines => self.pos += 1,
                ';' if semis => self.pos += 1,
                _ if is_whitespace(c) => self.pos += 1,
                _ => return,
            }
        }
    }

    fn skip_line_comment(&mut self) {
        let start = self.pos;
        self.pos = self.line_comment_end(start);
        let word = start + 1 + REQUIRES.len();
        if !self.nested && is_whitespace(self.text.at(word)) && self.text.slice(start + 1, word).eq_ignore_ascii_case(REQUIRES) {
            self.requires.insert(start, self.pos);
        }
    }

    fn skip_newline(&mut self) {
        if self.get() == '\r' && self.peek() == '\n' {
            self.pos += 1;
        }
    }

    fn skip_block_comment(&mut self) {
        let start = self.pos;
        match self.block_comment_end(start + 2) {
            Some(end) => self.pos = end,
            None => {
                self.pos = self.text.len();
                self.report_incomplete_from(start, &msg::MISSING_TERMINATOR_MULTI_LINE_COMMENT, &[]);
            }
        }
    }

    /// The end of input stands one past the end.
    fn end_of_input(&mut self) -> Token {
        let end = self.text.len();
        self.pos = end;
        Token { kind: Kind::EndOfInput, start: end, end, span: self.text.span(end + 1, end + 1), payload: Payload::None }
    }

    pub fn next_token(&mut self) -> Token {
        let from = self.pos;
        let token = self.scan_token();
        self.budget = self.budget.saturating_sub(4 + self.pos.saturating_sub(from));
        if self.budget == 0 && !self.errors.stopped {
            self.errors.stop(&msg::SCRIPT_TOO_COMPLICATED, token.span);
        }
        token
    }

    fn scan_token(&mut self) -> Token {
        if self.errors.stopped {
            return self.end_of_input();
        }
        self.skip_blank(false, false);
        self.start = self.pos;
        if self.at_end() {
            return self.end_of_input();
        }
        let c = self.get();
        match c {
            '\r' | '\n' => {
                self.pos -= 1;
                self.skip_newline();
                self.token(Kind::NewLine)
            }
            '(' => self.token(Kind::LParen),
            ')' => self.token(Kind::RParen),
            '{' => self.token(Kind::LCurly),
            '}' => self.token(Kind::RCurly),
            ';' => self.token(Kind::Semi),
            ',' => self.token(Kind::Comma),
            '|' => self.doubled('|', Kind::OrOr, Kind::Pipe),
            '&' => self.doubled('&', Kind::AndAnd, Kind::Ampersand),
            '=' => self.operator(Kind::Assignment(AssignmentOperator::Assign)),
            '+' => self.plus(),
            '*' => self.star(),
            '/' => self.with_equals(AssignmentOperator::Divide, Kind::Binary(BinaryOperator::Divide)),
            '%' => self.with_equals(AssignmentOperator::Remainder, Kind::Binary(BinaryOperator::Remainder)),
            '!' if self.in_expression() && is_identifier_start(self.peek()) => self.generic(),
            '!' => self.operator(Kind::Exclaim),
            ']' => self.token(Kind::RBracket),
            '[' if self.in_command() => self.generic(),
            '[' => self.token(Kind::LBracket),
            '.' => self.dot(),
            ':' => self.colon(),
            '?' => self.question(),
            '@' => self.at(),
            '$' if self.peek() == '(' => {
                self.skip();
                self.token(Kind::DollarParen)
            }
            '$' => self.variable(false, false),
            '<' => self.token(Kind::RedirectIn),
            '>' => self.plain_redirection(),
            '0'..='9' => self.digit(c),
            _ if is_single_quote(c) => self.literal(),
            _ if is_double_quote(c) => self.expandable(),
            _ if is_dash(c) => self.dash(),
            _ if is_identifier_start(c) => self.identifier(),
            _ => {
                self.pos = self.start;
                self.generic_from_start()
            }
        }
    }

    /// An operator stands alone in a command; otherwise it starts a bare word there.
    pub fn operator(&mut self, kind: Kind) -> Token {
        if self.in_command() && !starts_token(self.peek()) {
            return self.generic();
        }
        self.token(kind)
    }

    fn doubled(&mut self, c: char, double: Kind, single: Kind) -> Token {
        if self.peek() != c {
            return self.token(single);
        }
        self.skip();
        self.token(double)
    }

    fn with_equals(&mut self, assignment: AssignmentOperator, plain: Kind) -> Token {
        if self.peek() != '=' {
            return self.operator(plain);
        }
        self.skip();
        self.operator(Kind::Assignment(assignment))
    }

    fn signed_number_follows(&self) -> bool {
        let c = self.peek();
        (self.signed_numbers || self.in_command()) && (c.is_ascii_digit() || (c == '.' && self.peek_at(1).is_ascii_digit()))
    }

    fn plus(&mut self) -> Token {
        if self.peek() == '+' {
            self.skip();
            return self.operator(Kind::PlusPlus);
        }
        if self.signed_number_follows() {
            return self.number();
        }
        self.with_equals(AssignmentOperator::Add, Kind::Plus)
    }

    fn star(&mut self) -> Token {
        if self.peek() == '>' {
            self.skip();
            return self.redirection(0);
        }
        self.with_equals(AssignmentOperator::Multiply, Kind::Binary(BinaryOperator::Multiply))
    }

    fn dash(&mut self) -> Token {
        let c = self.peek();
        if is_dash(c) {
            self.skip();
            return self.operator(Kind::MinusMinus);
        }
        if is_identifier_start(c) || c == '?' {
            return self.parameter();
        }
        if self.signed_number_follows() {
            return self.number();
        }
        self.with_equals(AssignmentOperator::Subtract, Kind::Minus)
    }

    fn dot(&mut self) -> Token {
        let c = self.peek();
        if c == '.' {
            self.skip();
            return self.operator(Kind::Binary(BinaryOperator::Range));
        }
        if c.is_ascii_digit() {
            return self.number();
        }
        if self.in_command() && !starts_token(c) && c != '$' && !is_single_quote(c) && !is_double_quote(c) {
            return self.generic();
        }
        self.token(Kind::Dot)
    }

    fn colon(&mut self) -> Token {
        if self.peek() == ':' {
            self.skip();
            return self.operator(Kind::ColonColon);
        }
        if self.in_command() {
            return self.label();
        }
        self.token(Kind::Colon)
    }

    fn question(&mut self) -> Token {
        if !self.in_expression() {
            return self.generic();
        }
        if self.peek() != '?' {
            return self.token(Kind::Question);
        }
        self.skip();
        if self.peek() != '=' {
            return self.token(Kind::Binary(BinaryOperator::Coalesce));
        }
        self.skip();
        self.token(Kind::Assignment(AssignmentOperator::Coalesce))
    }

    fn at(&mut self) -> Token {
        match self.peek() {
            '(' => {
                self.skip();
                self.token(Kind::AtParen)
            }
            '{' => {
                self.skip();
                self.token(Kind::AtCurly)
            }
            c if is_single_quote(c) => self.here_literal(),
            c if is_double_quote(c) => self.here_expandable(),
            c if is_variable_start(c) => self.variable(true, false),
            _ => {
                self.report_at(self.start, &msg::UNRECOGNIZED_TOKEN);
                self.token(Kind::Unknown)
            }
        }
    }

    fn digit(&mut self, c: char) -> Token {
        if ('1'..='6').contains(&c) && self.peek() == '>' && !self.signed_numbers {
            self.skip();
            return self.redirection(c as u8 - b'0');
        }
        self.number()
    }

    fn plain_redirection(&mut self) -> Token {
        if self.peek() == '>' {
            self.skip();
        }
        self.token(Kind::Redirection(1))
    }

    /// Just after `>`: append, to another stream, or to a file.
    fn redirection(&mut self, from: u8) -> Token {
        if self.peek() == '>' {
            self.skip();
            return self.token(Kind::Redirection(from));
        }
        let target = self.peek_at(1);
        if self.peek() == '&' && target.is_ascii_digit() {
            self.pos += 2;
            return self.token(Kind::Merging(from, target as u8 - b'0'));
        }
        self.token(Kind::Redirection(from))
    }

    /// An operator that reaches into what stands just before, with no space between.
    pub fn member_access(&mut self, bracket: bool) -> Option<Token> {
        self.start = self.pos;
        let kind = match (self.peek(), self.peek_at(1)) {
            ('.', '.') => return None,
            ('.', next) if self.in_command() && (starts_token(next) && next != '(' && next != '{') => return None,
            ('.', _) => Kind::Dot,
            (':', ':') if self.in_command() && starts_token(self.peek_at(2)) && !matches!(self.peek_at(2), '(' | '{') => return None,
            (':', ':') => Kind::ColonColon,
            ('[', _) if bracket => Kind::LBracket,
            ('?', '.') => Kind::QuestionDot,
            ('?', '[') if bracket => Kind::QuestionBracket,
            _ => return None,
        };
        self.pos += if matches!(kind, Kind::Dot | Kind::LBracket) { 1 } else { 2 };
        Some(self.token(kind))
    }

    /// The opening of a call's arguments, with no space before.
    pub fn invoke_open(&mut self) -> Option<Token> {
        self.start = self.pos;
        let kind = match self.peek() {
            '(' => Kind::LParen,
            '{' => Kind::LCurly,
            _ => return None,
        };
        self.pos += 1;
        Some(self.token(kind))
    }

    /// A `[` next, with space before it allowed; the space stays where there is none.
    pub fn left_bracket(&mut self) -> Option<Token> {
        let place = self.pos;
        self.skip_blank(false, false);
        self.start = self.pos;
        if self.peek() != '[' {
            self.pos = place;
            return None;
        }
        self.pos += 1;
        Some(self.token(Kind::LBracket))
    }

    /// The rest of a type name after its comma: the assembly.
    pub fn assembly_name(&mut self) -> String {
        self.skip_blank(false, false);
        let start = self.pos;
        loop {
            self.skip_blank(false, false);
            while !self.at_end() && !matches!(self.peek(), ']' | ',' | '=' | '\r' | '\n') && !is_whitespace(self.peek()) {
                self.pos += 1;
            }
            let end = self.pos;
            self.skip_blank(false, false);
            if !matches!(self.peek(), ',' | '=') {
                return self.text.slice(start, end);
            }
            self.pos += 1;
        }
    }

    /// The rest of a line after `--%`, up to a pipe or `&&`.
    pub fn verbatim(&mut self) -> Option<Token> {
        while is_whitespace(self.peek()) {
            self.pos += 1;
        }
        self.start = self.pos;
        let mut quoted = false;
        while !self.at_end() {
            let c = self.peek();
            match c {
                '\r' | '\n' => break,
                '|' if !quoted => break,
                '&' if !quoted && self.peek_at(1) == '&' => break,
                _ if is_double_quote(c) => quoted = !quoted,
                _ => {}
            }
            self.pos += 1;
        }
        (self.pos > self.start).then(|| self.token_with(Kind::Generic, Payload::Text(Rc::from(self.text.slice(self.start, self.pos)))))
    }

    /// The newline at a place is followed by a line that starts with a pipe (comments between, no blank lines).
    pub fn pipe_continues(&self, after: usize) -> bool {
        let mut at = after;
        let mut blank = true;
        while at < self.text.len() {
            match self.text.at(at) {
                '#' => {
                    blank = false;
                    at = self.line_comment_end(at);
                }
                '<' if self.text.at(at + 1) == '#' => {
                    blank = false;
                    match self.block_comment_end(at + 2) {
                        Some(end) => at = end,
                        None => return false,
                    }
                }
                '\r' if self.text.at(at + 1) == '\n' => at += 1,
                '\r' | '\n' if blank => return false,
                '\r' | '\n' => {
                    blank = true;
                    at += 1;
                }
                c if is_whitespace(c) => at += 1,
                c => return c == '|',
            }
        }
        false
    }
}
