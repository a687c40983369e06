//! The statements with conditions and bodies: `if`, the loops, `switch` and `try`.

use super::commands::Context;
use super::messages::{self as msg, Message};
use super::parser::*;
use super::statements::names;
use super::tokens::{Keyword, Kind, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

impl Parser {
    pub fn if_statement(&mut self, first: &Token) -> Statement {
        let mut clauses: Vec<(Condition, StatementBlock)> = Vec::new();
        let mut otherwise = None;
        let mut keyword = first.clone();
        let mut span = first.span;
        loop {
            let word = self.text(&keyword);
            self.skip_newlines();
            let Some(open) = self.take(Kind::LParen) else {
                self.report_incomplete(&msg::MISSING_OPEN_PARENTHESIS_IN_IF_STATEMENT, after(keyword.span), &[&word]);
                return broken_statement(span, conditions(clauses));
            };
            self.skip_newlines();
            let condition = self.pipeline_chain().unwrap_or_else(|| {
                self.report_incomplete(&msg::IF_STATEMENT_MISSING_CONDITION, after(open.span), &[&word]);
                broken_statement(after(open.span), Vec::new())
            });
            self.skip_newlines();
            let Some(close) = self.take(Kind::RParen) else {
                if !is_broken(&condition) {
                    let found = self.peek();
                    self.report_incomplete(&msg::MISSING_END_PARENTHESIS_AFTER_STATEMENT, found.span, &[&word]);
                }
                let mut parts = conditions(clauses);
                span = span.to(condition.span);
                parts.push(condition);
                return broken_statement(span, parts);
            };
            let Some(body) = self.statement_block() else {
                self.report_incomplete(&msg::MISSING_STATEMENT_BLOCK, close.span, &[&word]);
                let mut parts = conditions(clauses);
                parts.push(condition);
                return broken_statement(span.to(close.span), parts);
            };
            span = span.to(body.span);
            clauses.push((Box::new(condition), body));
            let place = self.place();
            self.skip_newlines();
            if let Some(next) = self.take_keyword(Keyword::ElseIf) {
                keyword = next;
                continue;
            }
            match self.take_keyword(Keyword::Else) {
                Some(word) => match self.statement_block() {
                    Some(body) => {
                        span = span.to(body.span);
                        otherwise = Some(body);
                    }
                    None => {
                        self.report_incomplete(&msg::MISSING_STATEMENT_BLOCK_AFTER_ELSE, after(word.span), &[]);
                        return broken_statement(span.to(word.span), conditions(clauses));
                    }
                },
                None => self.resync(place),
            }
            return Statement { span, kind: StatementKind::If { clauses, otherwise } };
        }
    }

    /// `(` after a loop's keyword.
    fn open_after(&mut self, keyword: &Token) -> Option<Token> {
        let open = self.take(Kind::LParen);
        if open.is_none() {
            let word = self.text(keyword).to_lowercase();
            self.report_incomplete(&msg::MISSING_OPEN_PARENTHESIS_AFTER_KEYWORD, after(keyword.span), &[&word]);
        }
        open
    }

    fn loop_body(&mut self, message: &'static Message, close: &Token, word: &str) -> Option<StatementBlock> {
        let body = self.statement_block();
        if body.is_none() {
            self.report_incomplete(message, after(close.span), &[word]);
        }
        body
    }

    pub fn while_statement(&mut self, label: Option<Rc<str>>, token: &Token) -> Statement {
        self.skip_newlines();
        let Some(open) = self.open_after(token) else { return broken_statement(token.span, Vec::new()) };
        self.skip_newlines();
        let condition = self.loop_condition(&open, "while");
        self.skip_newlines();
        let Some(close) = self.take(Kind::RParen) else {
            if !is_broken(&condition) {
                self.report_incomplete(&msg::MISSING_END_PARENTHESIS_AFTER_STATEMENT, after(condition.span), &["while"]);
            }
            return broken_statement(token.span.to(condition.span), vec![condition]);
        };
        match self.loop_body(&msg::MISSING_LOOP_STATEMENT, &close, "while") {
            Some(body) => Statement { span: token.span.to(body.span), kind: StatementKind::While { label, condition: Box::new(condition), body } },
            None => broken_statement(token.span.to(close.span), vec![condition]),
        }
    }

    fn loop_condition(&mut self, open: &Token, word: &str) -> Statement {
        self.pipeline_chain().unwrap_or_else(|| {
            self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_KEYWORD, after(open.span), &[word]);
            broken_statement(after(open.span), Vec::new())
        })
    }

    pub fn do_statement(&mut self, label: Option<Rc<str>>, token: &Token) -> Statement {
        let Some(body) = self.statement_block() else {
            self.report_incomplete(&msg::MISSING_LOOP_STATEMENT, after(token.span), &["do"]);
            return broken_statement(token.span, Vec::new());
        };
        let span = token.span.to(body.span);
        self.skip_newlines();
        let keyword = self.next();
        let until = match keyword.kind {
            Kind::Keyword(Keyword::Until) => true,
            Kind::Keyword(Keyword::While) => false,
            _ => {
                self.unget(keyword);
                self.report_incomplete(&msg::MISSING_WHILE_OR_UNTIL_IN_DO_WHILE, after(body.span), &[]);
                return broken_statement(span, body.statements);
            }
        };
        let word = if until { "until" } else { "while" };
        self.skip_newlines();
        let Some(open) = self.open_after(&keyword) else { return broken_statement(span, body.statements) };
        self.skip_newlines();
        let condition = self.loop_condition(&open, word);
        self.skip_newlines();
        let Some(close) = self.take(Kind::RParen) else {
            if !is_broken(&condition) {
                self.report_incomplete(&msg::MISSING_END_PARENTHESIS_AFTER_STATEMENT, after(condition.span), &[word]);
            }
            return broken_statement(span.to(condition.span), body.statements);
        };
        let condition = Box::new(condition);
        let kind = if until { StatementKind::DoUntil { label, body, condition } } else { StatementKind::DoWhile { label, body, condition } };
        Statement { span: span.to(close.span), kind }
    }

    pub fn for_statement(&mut self, label: Option<Rc<str>>, token: &Token) -> Statement {
        self.skip_newlines();
        let Some(open) = self.open_after(token) else { return broken_statement(token.span, Vec::new()) };
        let mut last = open.span;
        self.skip_newlines();
        let initializer = self.for_part(&mut last);
        let condition = self.for_part(&mut last);
        let iterator = self.pipeline_chain();
        if let Some(iterator) = &iterator {
            last = iterator.span;
        }
        self.skip_newlines();
        let Some(close) = self.take(Kind::RParen) else {
            self.report_incomplete(&msg::MISSING_END_PARENTHESIS_AFTER_STATEMENT, after(last), &["for"]);
            return broken_statement(token.span.to(last), [initializer, condition, iterator].into_iter().flatten().collect());
        };
        let Some(body) = self.loop_body(&msg::MISSING_LOOP_STATEMENT, &close, "for") else {
            return broken_statement(token.span.to(close.span), [initializer, condition, iterator].into_iter().flatten().collect());
        };
        let span = token.span.to(body.span);
        let (initializer, condition, iterator) = (initializer.map(Box::new), condition.map(Box::new), iterator.map(Box::new));
        Statement { span, kind: StatementKind::For { label, initializer, condition, iterator, body } }
    }

    /// The initializer or the condition, to the semicolon after it.
    fn for_part(&mut self, last: &mut Span) -> Option<Statement> {
        let part = self.pipeline_chain();
        if let Some(part) = &part {
            *last = part.span;
        }
        if let Some(semi) = self.take(Kind::Semi) {
            *last = semi.span;
        }
        self.skip_newlines();
        part
    }

    pub fn foreach_statement(&mut self, label: Option<Rc<str>>, token: &Token) -> Statement {
        let mut last = token.span;
        self.skip_newlines();
        while let Some(parameter) = self.take(Kind::Parameter) {
            last = parameter.span;
            if names(&parameter, "throttlelimit") {
                self.skip_newlines();
                self.single_argument(Context::Argument);
            } else if !names(&parameter, "parallel") {
                self.report(&msg::INVALID_FOREACH_FLAG, parameter.span, &[&parameter.value()]);
            }
            self.skip_newlines();
        }
        let Some(open) = self.take(Kind::LParen) else {
            self.report_incomplete(&msg::MISSING_OPEN_PARENTHESIS_AFTER_KEYWORD, after(last), &["foreach"]);
            return broken_statement(token.span.to(last), Vec::new());
        };
        self.skip_newlines();
        let name = self.next();
        if !matches!(name.kind, Kind::Variable | Kind::Splatted) {
            self.unget(name);
            self.report_incomplete(&msg::MISSING_VARIABLE_NAME_AFTER_FOREACH, after(open.span), &[]);
            return broken_statement(token.span.to(open.span), Vec::new());
        }
        let variable = super::expressions::variable(&name);
        self.skip_newlines();
        if self.take_keyword(Keyword::In).is_none() {
            self.report_incomplete(&msg::MISSING_IN_IN_FOREACH, after(variable.span), &[]);
            return broken_statement(token.span.to(variable.span), Vec::new());
        }
        self.foreach_rest(label, token, variable)
    }

    /// After `in`.
    fn foreach_rest(&mut self, label: Option<Rc<str>>, token: &Token, variable: Variable) -> Statement {
        let in_end = self.lexer.pos;
        self.skip_newlines();
        let Some(collection) = self.pipeline_chain() else {
            let place = self.lexer.text.span(in_end, in_end);
            self.report_incomplete(&msg::MISSING_FOREACH_EXPRESSION, place, &[]);
            return broken_statement(token.span.to(place), Vec::new());
        };
        self.skip_newlines();
        let Some(close) = self.take(Kind::RParen) else {
            self.report_incomplete(&msg::MISSING_END_PARENTHESIS_AFTER_FOREACH, after(collection.span), &[]);
            return broken_statement(token.span.to(collection.span), vec![collection]);
        };
        let Some(body) = self.loop_body(&msg::MISSING_FOREACH_STATEMENT, &close, "foreach") else {
            return broken_statement(token.span.to(close.span), vec![collection]);
        };
        let span = token.span.to(body.span);
        let collection = Box::new(collection);
        Statement { span, kind: StatementKind::ForEach { label, parallel: false, throttle: None, variable, collection, body } }
    }

    pub fn switch_statement(&mut self, label: Option<Rc<str>>, token: &Token) -> Statement {
        let mut flags = SwitchFlags::default();
        let mut last = token.span;
        let mut incomplete = false;
        let mut condition: Option<Statement> = None;
        while let Some(parameter) = self.take(Kind::Parameter) {
            last = parameter.span;
            if !self.switch_flag(&parameter, &mut flags) {
                self.report(&msg::INVALID_SWITCH_FLAG, parameter.span, &[&parameter.value()]);
            } else if flags.file && condition.is_none() {
                self.skip_newlines();
                match self.single_argument(Context::FileName) {
                    Some(file) => {
                        last = file.span;
                        condition = Some(expression_statement(file));
                    }
                    None => incomplete = self.report_incomplete(&msg::MISSING_FILENAME_OPTION, after(parameter.span), &[]),
                }
            }
        }
        // A dash alone is a flag not yet written.
        self.take(Kind::Minus);
        if let Some(open) = self.take(Kind::LParen) {
            last = open.span;
            if flags.file {
                self.report(&msg::PIPELINE_VALUE_REQUIRED, open.span, &[]);
            }
            self.skip_newlines();
            condition = self.pipeline_chain();
            match &condition {
                Some(condition) => last = condition.span,
                None => incomplete = self.report_incomplete(&msg::PIPELINE_VALUE_REQUIRED, after(open.span), &[]),
            }
            self.skip_newlines();
            match self.take(Kind::RParen) {
                Some(close) => last = close.span,
                None if incomplete => {}
                None => incomplete = self.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_SWITCH_STATEMENT, after(last), &[]),
            }
        } else if condition.is_none() && !flags.file {
            incomplete = self.report_incomplete(&msg::PIPELINE_VALUE_REQUIRED, after(last), &[]);
        }
        self.skip_newlines();
        let condition = Box::new(condition.unwrap_or_else(|| broken_statement(after(last), Vec::new())));
        let mut switch = SwitchStatement { label, flags, condition, clauses: Vec::new(), default: None };
        match self.take(Kind::LCurly) {
            Some(open) => last = self.switch_body(&open, incomplete, &mut switch),
            None if incomplete => {}
            None => {
                self.report_incomplete(&msg::MISSING_CURLY_BRACE_IN_SWITCH_STATEMENT, after(last), &[]);
            }
        }
        Statement { span: token.span.to(last), kind: StatementKind::Switch(Box::new(switch)) }
    }

    fn switch_flag(&mut self, parameter: &Token, flags: &mut SwitchFlags) -> bool {
        for (name, flag) in [
            ("regex", &mut flags.regex),
            ("wildcard", &mut flags.wildcard),
            ("exact", &mut flags.exact),
            ("casesensitive", &mut flags.case_sensitive),
            ("parallel", &mut flags.parallel),
            ("file", &mut flags.file),
        ] {
            if names(parameter, name) {
                *flag = true;
                return true;
            }
        }
        false
    }

    fn switch_body(&mut self, open: &Token, mut incomplete: bool, switch: &mut SwitchStatement) -> Span {
        let mut last = open.span;
        self.skip_newlines();
        loop {
            let Some(condition) = self.single_argument(Context::SwitchCondition) else {
                self.report_incomplete(&msg::MISSING_SWITCH_CONDITION_EXPRESSION, after(last), &[]);
                if let Some(close) = self.take(Kind::RCurly) {
                    last = close.span;
                }
                return last;
            };
            last = condition.span;
            let body = match self.statement_block() {
                Some(body) => {
                    last = body.span;
                    body
                }
                None => {
                    incomplete = self.report_incomplete(&msg::MISSING_SWITCH_STATEMENT_CLAUSE, after(last), &[]);
                    StatementBlock { span: after(last), ..StatementBlock::default() }
                }
            };
            if is_default(&condition) {
                if switch.default.is_some() {
                    self.report(&msg::MULTIPLE_SWITCH_DEFAULT_CLAUSES, condition.span, &[]);
                }
                switch.default = Some(body);
            } else {
                switch.clauses.push((condition, body));
            }
            self.skip_newlines_and_semis();
            if let Some(close) = self.take(Kind::RCurly) {
                return close.span;
            }
            let found = self.peek();
            if found.is(Kind::EndOfInput) {
                if !incomplete {
                    self.report_detected(&msg::MISSING_END_CURLY_BRACE, open.span, found.span, &[]);
                }
                return last;
            }
        }
    }

    pub fn try_statement(&mut self, token: &Token) -> Statement {
        let Some(body) = self.statement_block() else {
            self.report_incomplete(&msg::MISSING_TRY_STATEMENT_BLOCK, after(token.span), &[]);
            return broken_statement(token.span, Vec::new());
        };
        let mut span = token.span.to(body.span);
        let mut catches = Vec::new();
        let mut failed = false;
        let mut place = self.place();
        while let Some(catch) = self.catch_clause(&mut failed) {
            if let Some(catch) = catch {
                span = span.to(catch.span);
                catches.push(catch);
            }
            place = self.place();
        }
        self.skip_newlines();
        let mut finally = None;
        if let Some(word) = self.take_keyword(Keyword::Finally) {
            finally = self.statement_block();
            match &finally {
                Some(finally) => span = span.to(finally.span),
                None => {
                    failed = true;
                    self.report_incomplete(&msg::MISSING_FINALLY_STATEMENT_BLOCK, after(word.span), &[]);
                }
            }
        } else {
            self.resync(place);
        }
        if catches.is_empty() && finally.is_none() && !failed {
            self.report_incomplete(&msg::MISSING_CATCH_OR_FINALLY, after(body.span), &[]);
        }
        Statement { span, kind: StatementKind::Try { body, catches, finally } }
    }

    /// `Some(None)` for a clause without its block.
    fn catch_clause(&mut self, failed: &mut bool) -> Option<Option<CatchClause>> {
        self.skip_newlines();
        let token = self.take_keyword(Keyword::Catch)?;
        let mut types: Vec<(Span, TypeName)> = Vec::new();
        let mut last = token.span;
        let mut comma: Option<Token> = None;
        loop {
            self.skip_newlines();
            match self.attribute() {
                Some(AttributeBase::TypeConstraint { span, type_name }) => {
                    last = span;
                    types.push((span, type_name));
                }
                Some(AttributeBase::Attribute(attribute)) => {
                    last = attribute.span;
                    let name = self.type_text(&attribute.type_name);
                    self.report(&msg::UNEXPECTED_ATTRIBUTE, attribute.span, &[&name]);
                }
                None => {
                    if let Some(comma) = &comma {
                        *failed = true;
                        self.report_incomplete(&msg::MISSING_TYPE_LITERAL_TOKEN, after(comma.span), &[]);
                    }
                    break;
                }
            }
            self.skip_newlines();
            comma = self.take(Kind::Comma);
            if comma.is_none() {
                break;
            }
        }
        let Some(body) = self.statement_block() else {
            *failed = true;
            self.report_incomplete(&msg::MISSING_CATCH_HANDLER_BLOCK, after(last), &[]);
            return Some(None);
        };
        Some(Some(CatchClause { span: token.span.to(body.span), types, body }))
    }
}

/// What was read of an `if` that broke off: its conditions and bodies, for the checks.
fn conditions(clauses: Vec<(Condition, StatementBlock)>) -> Vec<Statement> {
    let mut parts = Vec::new();
    for (condition, body) in clauses {
        parts.push(*condition);
        parts.extend(body.statements);
    }
    parts
}

fn is_default(condition: &Expr) -> bool {
    matches!(&condition.kind, ExprKind::String { value, quotes: Quotes::Bare } if value.eq_ignore_ascii_case("default"))
}
