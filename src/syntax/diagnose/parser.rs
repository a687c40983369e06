//! The parser's hands: the token put back, modes, reports, and finding a place to go on after an error.
//!
//! It builds a sketch of the tree, with stand-ins where something is missing: enough for the checks that follow.

use super::messages::{self as msg, Message};
use super::text::Text;
use super::tokenizer::{Mode, Tokenizer};
use super::tokens::{Keyword, Kind, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

/// Brackets, blocks and operators may nest this deep.
const MAX_DEPTH: u32 = 2000;

pub struct Parser {
    pub lexer: Tokenizer,
    ungot: Option<Token>,
    /// Commas separate here, they make no array.
    pub no_comma: bool,
    depth: u32,
}

/// The empty span just after another.
pub fn after(span: Span) -> Span {
    Span { start: span.end, end: span.end }
}

/// The empty span one before another.
pub fn before(span: Span) -> Span {
    let place = span.start.saturating_sub(1);
    Span { start: place, end: place }
}

impl Parser {
    pub fn new(source: &str) -> Self {
        Parser { lexer: Tokenizer::new(source), ungot: None, no_comma: false, depth: 0 }
    }

    /// Go one level deeper, unless that is too deep.
    pub fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            let span = self.peek().span;
            self.lexer.errors.stop(&msg::SCRIPT_TOO_COMPLICATED, span);
            self.ungot = None;
            return None;
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }

    pub fn next(&mut self) -> Token {
        self.ungot.take().unwrap_or_else(|| self.lexer.next_token())
    }

    pub fn peek(&mut self) -> Token {
        if self.ungot.is_none() {
            self.ungot = Some(self.lexer.next_token());
        }
        self.ungot.clone().unwrap_or_else(|| self.lexer.next_token())
    }

    pub fn peek_kind(&mut self) -> Kind {
        if let Some(token) = &self.ungot {
            return token.kind;
        }
        self.peek().kind
    }

    pub fn skip(&mut self) {
        self.next();
    }

    /// The next token, if it is of this kind.
    pub fn take(&mut self, kind: Kind) -> Option<Token> {
        if self.peek_kind() == kind { Some(self.next()) } else { None }
    }

    pub fn take_keyword(&mut self, keyword: Keyword) -> Option<Token> {
        self.take(Kind::Keyword(keyword))
    }

    pub fn unget(&mut self, token: Token) {
        self.ungot = Some(token);
    }

    pub fn looked_ahead(&self) -> bool {
        self.ungot.is_some()
    }

    pub fn ungot_kind(&self) -> Option<Kind> {
        self.ungot.as_ref().map(|token| token.kind)
    }

    pub fn resync(&mut self, place: usize) {
        self.ungot = None;
        self.lexer.pos = place;
    }

    /// Where reading would go on.
    pub fn place(&self) -> usize {
        self.ungot.as_ref().map_or(self.lexer.pos, |token| token.start)
    }

    /// Change the mode; a token read ahead is read again. Returns the old mode.
    pub fn set_mode(&mut self, mode: Mode) -> Mode {
        let old = self.lexer.mode;
        if old != mode {
            self.lexer.mode = mode;
            if let Some(token) = self.ungot.take_if(|token| !token.kind.is_same_in_all_modes()) {
                self.lexer.pos = token.start;
            }
        }
        old
    }

    pub fn skip_newlines(&mut self) {
        if matches!(self.ungot_kind(), None | Some(Kind::NewLine)) {
            self.ungot = None;
            self.skip_blank(false);
        }
    }

    pub fn skip_newlines_and_semis(&mut self) {
        if matches!(self.ungot_kind(), None | Some(Kind::NewLine | Kind::Semi)) {
            self.ungot = None;
            self.skip_blank(true);
        }
    }

    fn skip_blank(&mut self, semis: bool) {
        if !self.lexer.errors.stopped {
            self.lexer.skip_blank(true, semis);
        }
    }

    /// A member access operator directly after what was read.
    pub fn member_access(&mut self, bracket: bool) -> Option<Token> {
        if self.looked_ahead() { None } else { self.lexer.member_access(bracket) }
    }

    pub fn invoke_open(&mut self) -> Option<Token> {
        if self.looked_ahead() { None } else { self.lexer.invoke_open() }
    }

    pub fn left_bracket(&mut self) -> Option<Token> {
        match self.ungot_kind() {
            Some(Kind::LBracket) => self.ungot.take(),
            Some(_) => None,
            None => self.lexer.left_bracket(),
        }
    }

    pub fn text(&self, token: &Token) -> String {
        self.lexer.token_text(token)
    }

    pub fn report(&mut self, message: &'static Message, span: Span, args: &[&str]) {
        self.lexer.errors.add(message, span, args, false);
    }

    /// More text could make it right if nothing stands after the span. Says whether so.
    pub fn report_incomplete(&mut self, message: &'static Message, span: Span, args: &[&str]) -> bool {
        self.report_detected(message, span, span, args)
    }

    /// The same, where the mistake shows at another place than the one reported.
    pub fn report_detected(&mut self, message: &'static Message, span: Span, detected: Span, args: &[&str]) -> bool {
        let incomplete = self.lexer.nothing_after(detected);
        self.lexer.errors.add(message, span, args, incomplete);
        incomplete
    }

    pub fn has_errors(&self) -> bool {
        !self.lexer.errors.is_empty()
    }

    pub fn unexpected(&mut self, token: &Token) {
        let text = self.text(token);
        self.report(&msg::UNEXPECTED_TOKEN, token.span, &[&text]);
    }

    /// After an error, skip to one of these tokens, past brackets that match.
    pub fn sync(&mut self, consume: bool, kinds: &[Kind]) {
        let initial = |kind| i32::from(kinds.contains(&kind));
        let (mut parens, mut braces, mut brackets) = (initial(Kind::RParen), initial(Kind::RCurly), initial(Kind::RBracket));
        loop {
            let token = self.next();
            let closed = match token.kind {
                Kind::LParen | Kind::AtParen | Kind::DollarParen => {
                    parens += 1;
                    continue;
                }
                Kind::LCurly => {
                    braces += 1;
                    continue;
                }
                Kind::LBracket => {
                    brackets += 1;
                    continue;
                }
                Kind::RParen => {
                    parens -= 1;
                    parens
                }
                Kind::RCurly => {
                    braces -= 1;
                    braces
                }
                Kind::RBracket => {
                    brackets -= 1;
                    brackets
                }
                Kind::EndOfInput => return self.unget(token),
                kind if kinds.contains(&kind) && (parens, braces, brackets) == (0, 0, 0) => return self.unget(token),
                _ => continue,
            };
            if kinds.contains(&token.kind) && closed == 0 {
                if !consume {
                    self.unget(token);
                }
                return;
            }
        }
    }

    /// Read the `$( )` of a string as a text of its own.
    pub fn inside<T>(&mut self, text: Rc<Text>, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outer_text = std::mem::replace(&mut self.lexer.text, text);
        let outer_pos = std::mem::replace(&mut self.lexer.pos, 0);
        let outer_nested = std::mem::replace(&mut self.lexer.nested, true);
        let outer_ungot = self.ungot.take();
        let result = self.deeper(rule);
        self.lexer.text = outer_text;
        self.lexer.pos = outer_pos;
        self.lexer.nested = outer_nested;
        self.ungot = outer_ungot;
        result
    }
}

/// A stand-in for an expression that is missing or wrong.
pub fn missing_expr(span: Span) -> Expr {
    Expr { span, kind: ExprKind::ArrayLiteral(Vec::new()) }
}

pub fn is_missing(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::ArrayLiteral(items) if items.is_empty())
}

/// A stand-in for a statement that is missing or wrong, with what was read of it.
pub fn broken_statement(span: Span, parts: Vec<Statement>) -> Statement {
    let body = StatementBlock { span, traps: Vec::new(), statements: parts };
    Statement { span, kind: StatementKind::Block { keyword: Rc::from(""), body } }
}

pub fn is_broken(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Block { keyword, body } if keyword.is_empty() && body.statements.is_empty())
}

pub fn bare_word(span: Span, value: Rc<str>) -> Expr {
    Expr { span, kind: ExprKind::String { value, quotes: Quotes::Bare } }
}

/// What was read of a wrong expression, for the checks.
pub fn broken_block(expr: Expr) -> StatementBlock {
    let statement = expression_statement(expr);
    StatementBlock { span: statement.span, traps: Vec::new(), statements: vec![statement] }
}

/// A statement of one expression.
pub fn expression_statement(expr: Expr) -> Statement {
    let span = expr.span;
    let element = PipelineElement::Expression { span, expr, redirections: Vec::new() };
    Statement { span, kind: StatementKind::Pipeline(Pipeline { span, elements: vec![element], background: false }) }
}
