//! Classes and enums.

use super::functions::attribute_span;
use super::messages as msg;
use super::parser::*;
use super::tokenizer::Mode;
use super::tokens::{Keyword, Kind, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

/// What stands before a member's name.
#[derive(Default)]
struct Modifiers {
    attributes: Vec<Attribute>,
    type_name: Option<(Span, TypeName)>,
    is_static: bool,
    is_hidden: bool,
    start: Option<Span>,
    last: Option<Span>,
}

/// What a place among the members holds.
enum Member {
    Found(TypeMember),
    Broken,
    None,
}

impl Parser {
    pub fn class_statement(&mut self, token: &Token, attributes: Vec<AttributeBase>) -> Statement {
        self.type_statement(token, attributes, TypeKind::Class)
    }

    pub fn enum_statement(&mut self, token: &Token, attributes: Vec<AttributeBase>) -> Statement {
        self.type_statement(token, attributes, TypeKind::Enum)
    }

    fn type_statement(&mut self, token: &Token, attributes: Vec<AttributeBase>, kind: TypeKind) -> Statement {
        self.skip_newlines();
        let word = if kind == TypeKind::Enum { "enum" } else { "class" };
        let Some(name) = self.simple_name() else {
            self.report_incomplete(&msg::MISSING_NAME_AFTER_KEYWORD, after(token.span), &[word]);
            return broken_statement(token.span, Vec::new());
        };
        self.skip_newlines();
        let old = self.set_mode(Mode::Signature);
        let bases = self.base_types();
        let statement = match self.take(Kind::LCurly) {
            Some(open) => self.type_body(token, attributes, kind, &name, bases, &open),
            None => {
                let last = bases.last().map_or(name.span, |(span, _)| *span);
                self.report_incomplete(&msg::MISSING_TYPE_BODY, after(last), &[word]);
                broken_statement(token.span.to(last), Vec::new())
            }
        };
        self.set_mode(old);
        statement
    }

    fn base_types(&mut self) -> Vec<(Span, TypeName)> {
        let mut bases = Vec::new();
        let Some(mut last) = self.take(Kind::Colon) else { return bases };
        self.skip_newlines();
        loop {
            let Some(base) = self.type_name(false) else {
                self.report_incomplete(&msg::TYPE_NAME_EXPECTED, after(last.span), &[]);
                return bases;
            };
            bases.push((base.span, base));
            self.skip_newlines();
            match self.take(Kind::Comma) {
                Some(comma) => last = comma,
                None => return bases,
            }
            self.skip_newlines();
        }
    }

    fn type_body(
        &mut self,
        token: &Token,
        attributes: Vec<AttributeBase>,
        kind: TypeKind,
        name: &Token,
        bases: Vec<(Span, TypeName)>,
        open: &Token,
    ) -> Statement {
        let start = attributes.first().map_or(token.span, attribute_span);
        let attributes = attributes.into_iter().filter_map(|base| match base {
            AttributeBase::Attribute(attribute) => Some(attribute),
            AttributeBase::TypeConstraint { .. } => None,
        });
        let mut class = TypeDefinition { span: start, kind, name: name.value(), attributes: attributes.collect(), bases, members: Vec::new() };
        let mut last = open.span;
        loop {
            let member = if kind == TypeKind::Enum { self.enum_member() } else { self.class_member(&class.name) };
            match member {
                Member::Found(member) => {
                    last = member_span(&member);
                    class.members.push(member);
                }
                Member::Broken => {}
                Member::None => break,
            }
        }
        match self.take(Kind::RCurly) {
            Some(close) => last = close.span,
            None => {
                let found = self.peek();
                self.report_detected(&msg::MISSING_END_CURLY_BRACE, after(open.span), found.span, &[]);
            }
        }
        class.span = start.to(last);
        Statement { span: class.span, kind: StatementKind::Type(Rc::new(class)) }
    }

    fn class_member(&mut self, class: &Rc<str>) -> Member {
        let modifiers = self.modifiers();
        let token = self.peek();
        if token.is(Kind::Variable) {
            self.skip();
            return Member::Found(self.property(&token, modifiers));
        }
        if token.is(Kind::Identifier) {
            self.skip();
            return match self.method(&token, class, modifiers) {
                Some(member) => Member::Found(member),
                None => {
                    self.sync(false, &[Kind::RCurly]);
                    Member::Broken
                }
            };
        }
        if let Some(last) = modifiers.last {
            self.report_incomplete(&msg::INCOMPLETE_MEMBER_DEFINITION, after(last), &[]);
        }
        Member::None
    }

    fn modifiers(&mut self) -> Modifiers {
        let mut found = Modifiers::default();
        loop {
            self.skip_newlines_and_semis();
            if let Some(base) = self.attribute() {
                let span = attribute_span(&base);
                found.start.get_or_insert(span);
                found.last = Some(span);
                match base {
                    AttributeBase::Attribute(attribute) => found.attributes.push(attribute),
                    AttributeBase::TypeConstraint { span, type_name } if found.type_name.is_none() => found.type_name = Some((span, type_name)),
                    AttributeBase::TypeConstraint { span, .. } => self.report(&msg::TOO_MANY_TYPES, span, &[]),
                }
                continue;
            }
            let token = self.peek();
            let flag = match token.kind {
                Kind::Keyword(Keyword::Static) => &mut found.is_static,
                Kind::Keyword(Keyword::Hidden) => &mut found.is_hidden,
                _ => {
                    found.start.get_or_insert(token.span);
                    return found;
                }
            };
            if std::mem::replace(flag, true) {
                let text = self.text(&token);
                self.report(&msg::DUPLICATE_QUALIFIER, token.span, &[&text]);
            }
            found.start.get_or_insert(token.span);
            found.last = Some(token.span);
            self.skip();
        }
    }

    fn property(&mut self, token: &Token, modifiers: Modifiers) -> TypeMember {
        let mut end = token.span;
        let old = self.set_mode(Mode::Expression);
        let initial = self.initial_value(&msg::MISSING_EXPRESSION_AFTER_TOKEN, &mut end);
        self.set_mode(old);
        let span = self.member_end(modifiers.start.unwrap_or(end).to(end), end);
        TypeMember::Property {
            span,
            attributes: modifiers.attributes,
            type_name: modifiers.type_name,
            name: token.value(),
            is_static: modifiers.is_static,
            is_hidden: modifiers.is_hidden,
            initial,
        }
    }

    fn initial_value(&mut self, message: &'static msg::Message, end: &mut Span) -> Option<Expr> {
        let equals = self.take(Kind::Assignment(AssignmentOperator::Assign))?;
        self.skip_newlines();
        let value = self.expression();
        *end = value.as_ref().map_or(equals.span, |value| value.span);
        if value.is_none() {
            self.report_incomplete(message, after(equals.span), &["="]);
        }
        value
    }

    /// A property ends with its line, a semicolon or the class.
    fn member_end(&mut self, span: Span, end: Span) -> Span {
        let token = self.peek();
        let whole = match token.kind {
            Kind::Semi => span.to(token.span),
            Kind::NewLine | Kind::RCurly => span,
            _ => {
                self.report_incomplete(&msg::MISSING_PROPERTY_TERMINATOR, after(end), &[]);
                span
            }
        };
        self.skip_newlines_and_semis();
        whole
    }

    fn method(&mut self, name: &Token, class: &Rc<str>, modifiers: Modifiers) -> Option<TypeMember> {
        let is_constructor = name.value().eq_ignore_ascii_case(class);
        let mut broken = false;
        let declared = if self.peek_kind() == Kind::LParen {
            self.declared_parameters()
        } else {
            self.report_incomplete(&msg::MISSING_METHOD_PARAMETER_LIST, after(name.span), &[]);
            super::functions::Declared::default()
        };
        broken |= declared.broken.is_some();
        let mut base_call = None;
        if is_constructor && !modifiers.is_static {
            self.skip_newlines();
            if let Some(colon) = self.take(Kind::Colon) {
                base_call = self.base_call(&colon);
                broken |= base_call.is_none();
            }
        }
        let open = self.next();
        if !open.is(Kind::LCurly) {
            self.unget(open);
            if !broken {
                let end = declared.close.unwrap_or(name.span);
                self.report_incomplete(&msg::MISSING_FUNCTION_BODY, after(end), &[]);
            }
            return None;
        }
        if broken {
            return None;
        }
        let old = self.set_mode(Mode::Command);
        let body = self.script_block(Some(&open));
        self.set_mode(old);
        let span = modifiers.start.unwrap_or(name.span).to(body.span);
        let function = FunctionDefinition {
            span: name.span.to(body.span),
            name: name.value(),
            name_span: name.span,
            is_filter: false,
            is_workflow: false,
            parameters: declared.parameters,
            body: Rc::new(body),
        };
        Some(TypeMember::Method {
            span,
            attributes: modifiers.attributes,
            return_type: modifiers.type_name,
            is_static: modifiers.is_static,
            is_hidden: modifiers.is_hidden,
            is_constructor,
            base_call,
            function: Rc::new(function),
        })
    }

    /// `base(arguments)` after the colon.
    fn base_call(&mut self, colon: &Token) -> Option<BaseCall> {
        self.skip_newlines();
        let Some(base) = self.take_keyword(Keyword::Base) else {
            self.report_incomplete(&msg::MISSING_BASE_CTOR_CALL, after(colon.span), &[]);
            return None;
        };
        self.skip_newlines();
        let Some(open) = self.take(Kind::LParen) else {
            self.report_incomplete(&msg::MISSING_METHOD_PARAMETER_LIST, after(base.span), &[]);
            return None;
        };
        let (arguments, end) = self.call_arguments(&open);
        self.skip_newlines();
        Some(BaseCall { span: base.span.to(end), arguments })
    }

    fn enum_member(&mut self) -> Member {
        self.skip_newlines_and_semis();
        let Some(name) = self.simple_name() else { return Member::None };
        let mut end = name.span;
        let old = self.set_mode(Mode::Expression);
        let initial = self.initial_value(&msg::EXPECTED_VALUE_EXPRESSION, &mut end);
        self.set_mode(old);
        let span = self.member_end(name.span.to(end), end);
        Member::Found(TypeMember::Property { span, attributes: Vec::new(), type_name: None, name: name.value(), is_static: true, is_hidden: false, initial })
    }
}

fn member_span(member: &TypeMember) -> Span {
    match member {
        TypeMember::Property { span, .. } | TypeMember::Method { span, .. } => *span,
    }
}
