//! Functions and their parameters.

use super::commands::Context;
use super::messages as msg;
use super::parser::*;
use super::tokenizer::Mode;
use super::tokens::{Keyword, Kind, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

/// Parameters in round brackets after a name.
#[derive(Default)]
pub struct Declared {
    pub parameters: Option<Vec<Parameter>>,
    pub close: Option<Span>,
    /// Where a wrong list ends.
    pub broken: Option<Span>,
}

impl Parser {
    pub fn function_statement(&mut self, token: &Token, keyword: Keyword) -> Statement {
        self.skip_newlines();
        let name = match self.peek_kind() {
            Kind::LCurly | Kind::LParen => None,
            _ => self.single_argument(Context::FunctionName),
        };
        let Some(Expr { span: name_span, kind: ExprKind::String { value: name, .. } }) = name else {
            self.report_incomplete(&msg::MISSING_NAME_AFTER_KEYWORD, after(token.span), &[keyword.text()]);
            return broken_statement(token.span, Vec::new());
        };
        self.skip_newlines();
        let declared = self.declared_parameters();
        let open = self.next();
        if !open.is(Kind::LCurly) {
            self.unget(open);
            let end = declared.broken.or(declared.close).unwrap_or(name_span);
            if declared.broken.is_none() {
                self.report_incomplete(&msg::MISSING_FUNCTION_BODY, after(end), &[]);
            }
            return broken_statement(token.span.to(end), Vec::new());
        }
        if let Some(end) = declared.broken {
            return broken_statement(token.span.to(end), Vec::new());
        }
        let old = self.set_mode(Mode::Command);
        let body = self.script_block(Some(&open));
        self.set_mode(old);
        let span = token.span.to(body.span);
        if keyword == Keyword::Workflow {
            self.report(&msg::WORKFLOW_NOT_SUPPORTED, token.span, &[]);
        }
        let function = FunctionDefinition {
            span,
            name,
            name_span,
            is_filter: keyword == Keyword::Filter,
            is_workflow: keyword == Keyword::Workflow,
            parameters: declared.parameters,
            body: Rc::new(body),
        };
        Statement { span, kind: StatementKind::Function(Rc::new(function)) }
    }

    pub fn declared_parameters(&mut self) -> Declared {
        let Some(open) = self.take(Kind::LParen) else { return Declared::default() };
        let parameters = self.parameter_list();
        self.skip_newlines();
        let mut declared = Declared::default();
        match self.take(Kind::RParen) {
            Some(close) => declared.close = Some(close.span),
            None => {
                let end = parameters.last().map_or(open.span, |last| last.span);
                declared.broken = Some(end);
                self.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_FUNCTION_PARAMETER_LIST, after(end), &[]);
            }
        }
        self.skip_newlines();
        declared.parameters = Some(parameters);
        declared
    }

    pub fn parameter_list(&mut self) -> Vec<Parameter> {
        let mut list: Vec<Parameter> = Vec::new();
        let mut comma: Option<Token> = None;
        loop {
            let Some(parameter) = self.parameter() else {
                if let Some(comma) = &comma {
                    self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_TOKEN, after(comma.span), &[","]);
                }
                return list;
            };
            list.push(parameter);
            self.skip_newlines();
            comma = self.take(Kind::Comma);
            if comma.is_none() {
                return list;
            }
        }
    }

    fn parameter(&mut self) -> Option<Parameter> {
        let old_comma = std::mem::replace(&mut self.no_comma, true);
        let old_mode = self.set_mode(Mode::Expression);
        let parameter = self.parameter_parts();
        self.set_mode(old_mode);
        self.no_comma = old_comma;
        parameter
    }

    fn parameter_parts(&mut self) -> Option<Parameter> {
        self.skip_newlines();
        let attributes = self.attribute_list(false).unwrap_or_default();
        self.skip_newlines();
        let token = self.next();
        let start = attributes.first().map(attribute_span);
        if !matches!(token.kind, Kind::Variable | Kind::Splatted) {
            self.unget(token);
            let last = attributes.last().map(attribute_span)?;
            self.report_incomplete(&msg::INVALID_FUNCTION_PARAMETER, after(last), &[]);
            self.sync(true, &[Kind::RParen]);
            let span = start.unwrap_or(last).to(last);
            let name = Variable { span, path: Rc::from("__error__"), splatted: false, braced: false };
            return Some(Parameter { span, attributes, name, default: None });
        }
        let name = super::expressions::variable(&token);
        let mut span = start.map_or(token.span, |start| start.to(token.span));
        self.skip_newlines();
        let mut default = None;
        if let Some(equals) = self.take(Kind::Assignment(AssignmentOperator::Assign)) {
            self.skip_newlines();
            default = self.expression();
            match &default {
                Some(default) => span = span.to(default.span),
                None => {
                    self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_TOKEN, after(equals.span), &["="]);
                }
            }
        }
        Some(Parameter { span, attributes, name, default })
    }
}

pub fn attribute_span(base: &AttributeBase) -> Span {
    match base {
        AttributeBase::Attribute(attribute) => attribute.span,
        AttributeBase::TypeConstraint { span, .. } => *span,
    }
}
