//! Type names and attributes in square brackets.

use super::messages as msg;
use super::parser::*;
use super::tokenizer::Mode;
use super::tokens::{Kind, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

impl Parser {
    /// A type's name as written, for messages.
    pub fn type_text(&self, name: &TypeName) -> String {
        type_text(name)
    }

    pub fn attribute_list(&mut self, in_expression: bool) -> Option<Vec<AttributeBase>> {
        let mut list = Vec::new();
        while let Some(attribute) = self.attribute() {
            if !in_expression || matches!(attribute, AttributeBase::Attribute(_)) {
                self.skip_newlines();
            }
            list.push(attribute);
        }
        if list.is_empty() { None } else { Some(list) }
    }

    /// `[type]` or `[Attribute(arguments)]`.
    pub fn attribute(&mut self) -> Option<AttributeBase> {
        let open = self.left_bracket()?;
        self.skip_newlines();
        let Some(type_name) = self.type_name(true) else {
            self.resync(open.start);
            self.report_incomplete(&msg::MISSING_TYPENAME, after(open.span), &[]);
            return None;
        };
        let found = self.next();
        if found.is(Kind::LParen) {
            return Some(AttributeBase::Attribute(self.attribute_arguments(&open, type_name, found)));
        }
        let mut span = open.span.to(type_name.span);
        if found.is(Kind::RBracket) {
            span = span.to(found.span);
        } else {
            self.report(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_ATTRIBUTE, before(found.span), &[]);
            self.unget(found);
        }
        Some(AttributeBase::TypeConstraint { span, type_name })
    }

    fn attribute_arguments(&mut self, open: &Token, type_name: TypeName, paren: Token) -> Attribute {
        self.skip_newlines();
        let mut attribute = Attribute { span: open.span.to(paren.span), type_name, positional: Vec::new(), named: Vec::new() };
        let last = self.arguments(&mut attribute, paren.span);
        self.skip_newlines();
        let close = self.take(Kind::RParen);
        if close.is_none() {
            self.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_EXPRESSION, after(last), &[]);
        }
        self.skip_newlines();
        let bracket = self.take(Kind::RBracket);
        if let (None, Some(close)) = (&bracket, &close) {
            self.report_incomplete(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_ATTRIBUTE, after(close.span), &[]);
        }
        attribute.span = open.span.to(bracket.or(close).map_or(last, |token| token.span));
        attribute
    }

    /// `value, Name = value, Name`; returns where they end.
    fn arguments(&mut self, attribute: &mut Attribute, mut last: Span) -> Span {
        let old_comma = std::mem::replace(&mut self.no_comma, true);
        let old_mode = self.set_mode(Mode::Expression);
        let mut comma: Option<Token> = None;
        loop {
            self.skip_newlines();
            let name = self.argument_name();
            let equals = match &name {
                Some(_) => self.take(Kind::Assignment(AssignmentOperator::Assign)),
                None => None,
            };
            let value = if name.is_none() || equals.is_some() {
                if equals.is_some() {
                    self.skip_newlines();
                }
                self.expression()
            } else {
                None
            };
            last = match (name, equals, value) {
                (Some(name), Some(equals), None) => {
                    self.report_incomplete(&msg::MISSING_EXPRESSION_IN_NAMED_ARGUMENT, after(equals.span), &[]);
                    let missing = missing_expr(after(equals.span));
                    self.sync(true, &[Kind::Comma, Kind::RParen, Kind::RBracket, Kind::NewLine]);
                    self.named(attribute, &name, Some(missing));
                    after(equals.span)
                }
                (Some(name), None, _) => {
                    self.named(attribute, &name, None);
                    last
                }
                (Some(name), _, value) => self.named(attribute, &name, value),
                (None, _, Some(value)) => {
                    let span = value.span;
                    attribute.positional.push(value);
                    span
                }
                (None, _, None) => {
                    if let Some(comma) = &comma {
                        let place = after(comma.span);
                        self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_TOKEN, place, &[","]);
                        attribute.positional.push(missing_expr(place));
                        last = place;
                    }
                    break;
                }
            };
            self.skip_newlines();
            comma = self.take(Kind::Comma);
            match &comma {
                Some(comma) => last = comma.span,
                None => break,
            }
        }
        self.set_mode(old_mode);
        self.no_comma = old_comma;
        last
    }

    fn named(&mut self, attribute: &mut Attribute, name: &Token, value: Option<Expr>) -> Span {
        let written = name.value();
        if attribute.named.iter().any(|other| other.name.eq_ignore_ascii_case(&written)) {
            self.report(&msg::DUPLICATE_NAMED_ARGUMENT, name.span, &[&written]);
        }
        let span = value.as_ref().map_or(name.span, |value| name.span.to(value.span));
        attribute.named.push(NamedArgument { span, name: written, value });
        span
    }

    fn argument_name(&mut self) -> Option<Token> {
        self.simple_name()
    }

    /// A type's name up to its closing bracket.
    pub fn type_name(&mut self, assembly: bool) -> Option<TypeName> {
        let old = self.set_mode(Mode::TypeName);
        let name = self.take(Kind::Identifier);
        let result = name.and_then(|name| self.deeper(|p| Some(p.finish_type_name(&name, false, assembly))));
        self.set_mode(old);
        result
    }

    fn finish_type_name(&mut self, name: &Token, unbracketed: bool, assembly: bool) -> TypeName {
        let simple = simple_type(name, None);
        match self.peek_kind() {
            Kind::LBracket => {
                let open = self.next();
                self.skip_newlines();
                let token = self.next();
                match token.kind {
                    Kind::RBracket | Kind::Comma => self.array_type(simple, token),
                    Kind::LBracket | Kind::Identifier => self.generic_type(simple, token, unbracketed),
                    Kind::EndOfInput => {
                        self.unget(token);
                        self.report_incomplete(&msg::MISSING_TYPENAME, after(open.span), &[]);
                        simple
                    }
                    _ => {
                        self.unexpected(&token);
                        self.sync(true, &[Kind::RBracket]);
                        simple
                    }
                }
            }
            Kind::Comma if assembly && !unbracketed => {
                let comma = self.next();
                let spec = self.lexer.assembly_name();
                if spec.trim().is_empty() {
                    self.report(&msg::MISSING_ASSEMBLY_NAME_SPECIFICATION, after(comma.span), &[]);
                    return simple;
                }
                let mut full = simple_type(name, Some(Rc::from(spec.trim())));
                full.span.end = self.lexer.text.offset(self.lexer.pos);
                full
            }
            _ => simple,
        }
    }

    /// After `name[`: `]`, or commas and `]`; more brackets may follow.
    fn array_type(&mut self, element: TypeName, mut token: Token) -> TypeName {
        let mut rank = 1;
        while token.is(Kind::Comma) {
            rank += 1;
            token = self.next();
        }
        let mut span = element.span;
        if token.is(Kind::RBracket) {
            span = span.to(token.span);
        } else {
            // The commas stand for nothing here: say so where the bracket should be.
            let place = after(Span { start: token.span.start, end: token.span.start });
            self.report_incomplete(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_ATTRIBUTE, place, &[]);
            self.unget(token);
        }
        let array = TypeName { span, kind: TypeNameKind::Array { element: Box::new(element), rank } };
        self.more_arrays(array)
    }

    fn more_arrays(&mut self, base: TypeName) -> TypeName {
        if self.peek_kind() != Kind::LBracket {
            return base;
        }
        let open = self.next();
        let token = self.next();
        match token.kind {
            Kind::RBracket | Kind::Comma => self.array_type(base, token),
            Kind::EndOfInput => {
                self.unget(token);
                self.report_incomplete(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_TYPE, after(open.span), &[]);
                base
            }
            _ => {
                self.unexpected(&token);
                self.sync(true, &[Kind::RBracket]);
                base
            }
        }
    }

    /// After `name[` with the first token of the first argument.
    fn generic_type(&mut self, generic: TypeName, token: Token, unbracketed: bool) -> TypeName {
        let (arguments, last) = self.generic_arguments(token);
        let last = last.unwrap_or(generic.span);
        let mut span = generic.span.to(last);
        match self.take(Kind::RBracket) {
            Some(close) => span = span.to(close.span),
            None => {
                self.report_incomplete(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_ATTRIBUTE, after(last), &[]);
            }
        }
        let mut full = TypeName { span, kind: TypeNameKind::Generic { generic: Box::new(generic), arguments } };
        full = self.more_arrays(full);
        if !unbracketed && self.peek_kind() == Kind::Comma {
            self.skip();
            let spec = self.lexer.assembly_name();
            if spec.trim().is_empty() {
                let place = after(full.span);
                self.report(&msg::MISSING_ASSEMBLY_NAME_SPECIFICATION, place, &[]);
            }
            full.span.end = self.lexer.text.offset(self.lexer.pos);
        }
        full
    }

    /// Types with commas between, to the bracket that closes them; and where the last ends.
    fn generic_arguments(&mut self, mut token: Token) -> (Vec<TypeName>, Option<Span>) {
        let mut arguments: Vec<TypeName> = Vec::new();
        loop {
            match self.generic_argument(&token) {
                Some(argument) => arguments.push(argument),
                None => {
                    self.report_incomplete(&msg::MISSING_TYPENAME, after(token.span), &[]);
                    break;
                }
            }
            self.skip_newlines();
            let Some(comma) = self.take(Kind::Comma) else { break };
            self.skip_newlines();
            token = self.next();
            if !matches!(token.kind, Kind::LBracket | Kind::Identifier) {
                self.report_incomplete(&msg::MISSING_TYPENAME, after(comma.span), &[]);
                self.unget(token);
                break;
            }
        }
        let last = arguments.last().map(|argument| argument.span);
        (arguments, last)
    }

    fn generic_argument(&mut self, first: &Token) -> Option<TypeName> {
        if first.is(Kind::Identifier) {
            return self.deeper(|p| Some(p.finish_type_name(first, true, false)));
        }
        let name = self.type_name(true)?;
        if self.take(Kind::RBracket).is_none() {
            self.report_incomplete(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_TYPE, after(name.span), &[]);
        }
        Some(name)
    }

    /// `.Method[types]`: the brackets hold types where a name stands first.
    pub fn type_arguments(&mut self) -> Vec<TypeName> {
        if self.looked_ahead() || self.lexer.peek() != '[' {
            return Vec::new();
        }
        let place = self.lexer.pos;
        self.lexer.pos += 1;
        let old = std::mem::replace(&mut self.lexer.mode, Mode::TypeName);
        self.skip_newlines();
        let first = self.next();
        if !first.is(Kind::Identifier) {
            self.lexer.mode = old;
            self.resync(place);
            return Vec::new();
        }
        let (types, _) = self.generic_arguments(first);
        self.skip_newlines();
        let found = self.next();
        if !found.is(Kind::RBracket) {
            self.report_incomplete(&msg::END_SQUARE_BRACKET_EXPECTED_AT_END_OF_TYPE, before(found.span), &[]);
            self.unget(found);
        }
        self.set_mode(old);
        types
    }
}

fn simple_type(name: &Token, assembly: Option<Rc<str>>) -> TypeName {
    TypeName { span: name.span, kind: TypeNameKind::Simple { name: name.value(), assembly } }
}

/// The full name, as messages show it.
pub fn type_text(name: &TypeName) -> String {
    match &name.kind {
        TypeNameKind::Simple { name, .. } => name.to_string(),
        TypeNameKind::Generic { generic, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(type_text).collect();
            format!("{}[{}]", type_text(generic), arguments.join(","))
        }
        TypeNameKind::Array { element, rank } => format!("{}[{}]", type_text(element), ",".repeat(*rank as usize - 1)),
    }
}
