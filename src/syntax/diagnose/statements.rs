//! Statements: what a keyword starts, and the jumps; everything else is a pipeline.

use super::messages as msg;
use super::parser::*;
use super::tokens::{Keyword, Kind, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

impl Parser {
    /// The next statement. A trap goes to the list of traps; a stand-in takes its place.
    pub fn statement(&mut self, traps: &mut Vec<TrapStatement>) -> Option<Statement> {
        self.deeper(|p| p.statement_parts(traps))
    }

    fn statement_parts(&mut self, traps: &mut Vec<TrapStatement>) -> Option<Statement> {
        let place = self.place();
        let mut token = self.next();
        let mut attributes = Vec::new();
        if token.is(Kind::Generic) && self.lexer.text.at(token.start) == '[' {
            self.resync(token.start);
            attributes = self.attribute_list(false).unwrap_or_default();
            token = self.next();
            if !attributes.is_empty() && !self.accept_attributes(&attributes, &token) {
                self.resync(place);
                token = self.next();
                attributes.clear();
            }
        }
        let Kind::Keyword(keyword) = token.kind else {
            return match token.kind {
                Kind::Label => self.labelled(&token),
                _ => {
                    self.unget(token);
                    self.pipeline_chain()
                }
            };
        };
        self.keyword_statement(keyword, token, attributes, traps)
    }

    /// Attributes may stand before a class; before another statement they are wrong; before the rest they are part of it.
    fn accept_attributes(&mut self, attributes: &[AttributeBase], token: &Token) -> bool {
        match token.kind {
            Kind::Keyword(Keyword::Class | Keyword::Enum) => true,
            Kind::Keyword(keyword) if keyword.refuses_attributes() => {
                if attributes.iter().any(|attribute| matches!(attribute, AttributeBase::TypeConstraint { .. })) {
                    return false;
                }
                for attribute in attributes {
                    if let AttributeBase::Attribute(attribute) = attribute {
                        let name = self.type_text(&attribute.type_name);
                        self.report(&msg::UNEXPECTED_ATTRIBUTE, attribute.span, &[&name]);
                    }
                }
                true
            }
            _ => false,
        }
    }

    fn keyword_statement(&mut self, keyword: Keyword, token: Token, attributes: Vec<AttributeBase>, traps: &mut Vec<TrapStatement>) -> Option<Statement> {
        let statement = match keyword {
            Keyword::If => self.if_statement(&token),
            Keyword::Switch => self.switch_statement(None, &token),
            Keyword::Foreach => self.foreach_statement(None, &token),
            Keyword::For => self.for_statement(None, &token),
            Keyword::While => self.while_statement(None, &token),
            Keyword::Do => self.do_statement(None, &token),
            Keyword::Try => self.try_statement(&token),
            Keyword::Trap => self.trap_statement(&token, traps),
            Keyword::Data => self.data_statement(&token),
            Keyword::Function | Keyword::Filter | Keyword::Workflow => self.function_statement(&token, keyword),
            Keyword::Return | Keyword::Throw | Keyword::Exit => self.flow_statement(keyword, &token),
            Keyword::Break | Keyword::Continue => self.jump_statement(keyword, &token),
            Keyword::Class => self.class_statement(&token, attributes),
            Keyword::Enum => self.enum_statement(&token, attributes),
            Keyword::Using => self.misplaced_using(&token),
            Keyword::From | Keyword::Define | Keyword::Var => {
                self.report(&msg::RESERVED_KEYWORD_NOT_ALLOWED, token.span, &[keyword.text()]);
                broken_statement(token.span, Vec::new())
            }
            Keyword::Catch | Keyword::Finally | Keyword::Else | Keyword::ElseIf if self.has_errors() => return self.statement(traps),
            _ => {
                self.unget(token);
                return self.pipeline_chain();
            }
        };
        Some(statement)
    }

    fn labelled(&mut self, label: &Token) -> Option<Statement> {
        self.skip_newlines();
        let name = Some(label.value());
        let token = self.next();
        Some(match token.kind {
            Kind::Keyword(Keyword::Foreach) => self.foreach_statement(name, &token),
            Kind::Keyword(Keyword::For) => self.for_statement(name, &token),
            Kind::Keyword(Keyword::While) => self.while_statement(name, &token),
            Kind::Keyword(Keyword::Do) => self.do_statement(name, &token),
            Kind::Keyword(Keyword::Switch) => self.switch_statement(name, &token),
            _ => {
                self.resync(label.start);
                return self.pipeline_chain();
            }
        })
    }

    /// `return`, `throw`, `exit`: with a pipeline or without.
    fn flow_statement(&mut self, keyword: Keyword, token: &Token) -> Statement {
        let value = self.pipeline_chain().map(Box::new);
        let span = value.as_ref().map_or(token.span, |value| token.span.to(value.span));
        let kind = match keyword {
            Keyword::Return => StatementKind::Return(value),
            Keyword::Throw => StatementKind::Throw(value),
            _ => StatementKind::Exit(value),
        };
        Statement { span, kind }
    }

    fn jump_statement(&mut self, keyword: Keyword, token: &Token) -> Statement {
        let label = self.label_or_key();
        let span = label.as_ref().map_or(token.span, |label| token.span.to(label.span));
        Statement { span, kind: if keyword == Keyword::Break { StatementKind::Break(label) } else { StatementKind::Continue(label) } }
    }

    fn trap_statement(&mut self, token: &Token, traps: &mut Vec<TrapStatement>) -> Statement {
        self.skip_newlines();
        let type_name = match self.attribute() {
            Some(AttributeBase::TypeConstraint { span, type_name }) => Some((span, type_name)),
            Some(AttributeBase::Attribute(attribute)) => {
                let name = self.type_text(&attribute.type_name);
                self.report(&msg::UNEXPECTED_ATTRIBUTE, attribute.span, &[&name]);
                None
            }
            None => None,
        };
        let head = type_name.as_ref().map_or(token.span, |(span, _)| token.span.to(*span));
        let Some(body) = self.statement_block() else {
            self.report_incomplete(&msg::MISSING_TRAP_STATEMENT, after(head), &[]);
            return broken_statement(head, Vec::new());
        };
        let span = token.span.to(body.span);
        traps.push(TrapStatement { span, type_name, body });
        broken_statement(span, Vec::new())
    }

    fn data_statement(&mut self, token: &Token) -> Statement {
        self.skip_newlines();
        let name = self.simple_name();
        let mut last = name.as_ref().map_or(token.span, |name| name.span);
        self.skip_newlines();
        let mut commands = Vec::new();
        let mut failed = false;
        if let Some(parameter) = self.take(Kind::Parameter) {
            if !names(&parameter, "SupportedCommand") {
                failed = true;
                self.report(&msg::INVALID_PARAMETER_FOR_DATA_SECTION_STATEMENT, parameter.span, &[&parameter.value()]);
            }
            last = parameter.span;
            loop {
                self.skip_newlines();
                let Some(command) = self.single_argument(super::commands::Context::CommandName) else {
                    failed = true;
                    self.report_incomplete(&msg::MISSING_VALUE_FOR_SUPPORTED_COMMAND_IN_DATA_SECTION_STATEMENT, after(last), &[]);
                    break;
                };
                last = command.span;
                commands.push(command);
                if self.take(Kind::Comma).is_none() {
                    break;
                }
            }
        }
        if failed {
            return broken_statement(token.span.to(last), Vec::new());
        }
        let Some(body) = self.statement_block() else {
            self.report_incomplete(&msg::MISSING_STATEMENT_BLOCK_FOR_DATA_SECTION, after(last), &[]);
            return broken_statement(token.span.to(last), Vec::new());
        };
        let name = name.map(|name| name.value());
        Statement { span: token.span.to(body.span), kind: StatementKind::Data { name, commands, body } }
    }

    pub fn using_statements(&mut self) -> Vec<UsingStatement> {
        let mut list = Vec::new();
        loop {
            self.skip_newlines_and_semis();
            let Some(token) = self.take_keyword(Keyword::Using) else { return list };
            if let StatementKind::Using(using) = self.using_statement(&token).kind {
                list.push(using);
            }
        }
    }

    fn misplaced_using(&mut self, token: &Token) -> Statement {
        let statement = self.using_statement(token);
        self.report(&msg::USING_MUST_BE_AT_START_OF_SCRIPT, statement.span, &[]);
        statement
    }

    fn using_statement(&mut self, token: &Token) -> Statement {
        let directive = self.next();
        let kind = match directive.kind {
            Kind::Keyword(Keyword::Namespace) => UsingKind::Namespace,
            Kind::Keyword(Keyword::Module) => UsingKind::Module,
            Kind::Keyword(Keyword::Assembly) => UsingKind::Assembly,
            Kind::Keyword(Keyword::Type) => UsingKind::Type,
            Kind::Keyword(Keyword::Command) => UsingKind::Command,
            _ => {
                self.unget(directive);
                self.report_incomplete(&msg::MISSING_USING_STATEMENT_DIRECTIVE, after(token.span), &[]);
                return broken_statement(token.span, Vec::new());
            }
        };
        let span = token.span.to(directive.span);
        let item = self.next();
        if matches!(item.kind, Kind::EndOfInput | Kind::NewLine | Kind::Semi) {
            self.unget(item);
            self.report_incomplete(&msg::MISSING_USING_ITEM_NAME, after(directive.span), &[]);
            return broken_statement(span, Vec::new());
        }
        let item_span = item.span;
        let Some(name) = self.argument(super::commands::Context::Argument, item) else {
            self.report(&msg::INVALID_USING_ITEM_NAME, item_span, &[]);
            return broken_statement(span, Vec::new());
        };
        self.using_item(kind, span, name)
    }

    fn using_item(&mut self, kind: UsingKind, start: Span, name: Expr) -> Statement {
        let mut using =
            UsingStatement { span: start.to(name.span), kind, name: None, name_span: name.span, alias: None, alias_span: Span::default(), specification: None };
        match name.kind {
            ExprKind::String { value, .. } => using.name = Some(value),
            ExprKind::Hashtable(_) if kind == UsingKind::Module => using.specification = Some(name),
            _ => {
                let text = self.source_text(name.span);
                self.report(&msg::INVALID_VALUE_FOR_USING_ITEM_NAME, name.span, &[&text]);
                return broken_statement(using.span, Vec::new());
            }
        }
        if self.take(Kind::Assignment(AssignmentOperator::Assign)).is_some() {
            let alias = self.next();
            using.alias_span = alias.span;
            using.span = using.span.to(alias.span);
            using.alias = self.argument(super::commands::Context::Argument, alias).map(|expr| Rc::from(self.source_text(expr.span)));
        }
        let end = self.peek();
        if !matches!(end.kind, Kind::NewLine | Kind::Semi | Kind::EndOfInput) {
            self.unexpected(&end);
        }
        Statement { span: using.span, kind: StatementKind::Using(using) }
    }

    fn source_text(&self, span: Span) -> String {
        let text = &self.lexer.text;
        text.slice(text.place_of(span.start), text.place_of(span.end))
    }
}

/// A parameter token that names this parameter, whole or shortened.
pub fn names(token: &Token, full: &str) -> bool {
    let name = token.value();
    !name.is_empty() && full.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(&name))
}
