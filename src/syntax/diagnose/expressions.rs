//! Expressions: ternary, binary and unary operators, literals, brackets, and what is reached inside a value.

use super::messages as msg;
use super::parser::*;
use super::tokenizer::Mode;
use super::tokens::{Kind, Nested, Payload, Token};
use crate::syntax::ast::*;
use std::rc::Rc;

impl Parser {
    pub fn expression(&mut self) -> Option<Expr> {
        self.ternary(false)
    }

    fn ternary(&mut self, ends_number: bool) -> Option<Expr> {
        let old = self.set_mode(Mode::Expression);
        let result = self.deeper(|p| p.ternary_parts(ends_number));
        self.set_mode(old);
        result
    }

    fn ternary_parts(&mut self, ends_number: bool) -> Option<Expr> {
        let condition = self.binary(ends_number)?;
        let Some(question) = self.take(Kind::Question) else { return Some(condition) };
        self.skip_newlines();
        let then = self.operand_after(&question, |p| p.ternary(true));
        self.skip_newlines();
        let Some(colon) = self.take(Kind::Colon) else {
            if !is_missing(&then) {
                self.report_incomplete(&msg::MISSING_COLON_IN_TERNARY_EXPRESSION, after(then.span), &[]);
            }
            return Some(missing_expr(condition.span.to(then.span)));
        };
        self.skip_newlines();
        let otherwise = self.operand_after(&colon, |p| p.ternary(ends_number));
        let span = condition.span.to(otherwise.span);
        Some(Expr { span, kind: ExprKind::Ternary { condition: Box::new(condition), then: Box::new(then), otherwise: Box::new(otherwise) } })
    }

    /// What must follow an operator; a stand-in where it is missing.
    fn operand_after(&mut self, operator: &Token, rule: impl FnOnce(&mut Self) -> Option<Expr>) -> Expr {
        if let Some(expr) = rule(self) {
            return expr;
        }
        let text = self.text(operator);
        self.report_incomplete(&msg::EXPECTED_VALUE_EXPRESSION, after(operator.span), &[&text]);
        missing_expr(after(operator.span))
    }

    fn binary(&mut self, ends_number: bool) -> Option<Expr> {
        let mut left = self.array_literal(ends_number)?;
        loop {
            let token = self.peek();
            if token.is(Kind::Parameter) {
                // A word after a dash that is no operator.
                self.skip();
                self.unexpected(&token);
                return Some(Expr { span: left.span.to(token.span), kind: ExprKind::SubExpression(broken_block(left)) });
            }
            let Some(operator) = token.kind.binary() else { return Some(left) };
            self.skip();
            self.skip_newlines();
            let right = self.operand_after(&token, |p| p.array_literal(ends_number));
            let span = left.span.to(right.span);
            left = Expr { span, kind: ExprKind::Binary { operator, operator_span: token.span, left: Box::new(left), right: Box::new(right) } };
        }
    }

    fn array_literal(&mut self, ends_number: bool) -> Option<Expr> {
        let first = self.unary(ends_number)?;
        if self.no_comma || self.peek_kind() != Kind::Comma {
            return Some(first);
        }
        let mut span = first.span;
        let mut items = vec![first];
        while let Some(comma) = self.take(Kind::Comma) {
            self.skip_newlines();
            let Some(item) = self.unary(true) else {
                self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_TOKEN, after(comma.span), &[","]);
                span = span.to(comma.span);
                items.push(missing_expr(comma.span));
                break;
            };
            span = span.to(item.span);
            items.push(item);
        }
        Some(Expr { span, kind: ExprKind::ArrayLiteral(items) })
    }

    pub fn unary(&mut self, ends_number: bool) -> Option<Expr> {
        self.deeper(|p| p.unary_parts(ends_number))
    }

    fn unary_parts(&mut self, ends_number: bool) -> Option<Expr> {
        let token = self.peek_signed(ends_number);
        let expr = if token.kind.is_unary() {
            if self.no_comma && token.is(Kind::Comma) {
                return None;
            }
            self.skip();
            self.operator_before(&token, ends_number)?
        } else if token.is(Kind::LBracket) {
            self.bracketed(&token, ends_number)?
        } else {
            self.primary(true)?
        };
        let token = self.peek();
        let operator = match token.kind {
            Kind::PlusPlus => UnaryOperator::PostIncrement,
            Kind::MinusMinus => UnaryOperator::PostDecrement,
            _ => return Some(expr),
        };
        self.skip();
        Some(Expr { span: expr.span.to(token.span), kind: ExprKind::Unary { operator, operand: Box::new(expr) } })
    }

    /// Look ahead where a sign belongs to the number after it.
    fn peek_signed(&mut self, ends_number: bool) -> Token {
        let old = (self.lexer.signed_numbers, self.lexer.ternary);
        self.lexer.signed_numbers = true;
        self.lexer.ternary = ends_number;
        let again = match self.ungot_kind() {
            Some(Kind::Plus | Kind::Minus) => true,
            Some(Kind::Generic | Kind::Number) => ends_number != old.1,
            _ => false,
        };
        if again {
            let place = self.place();
            self.resync(place);
        }
        let token = self.peek();
        (self.lexer.signed_numbers, self.lexer.ternary) = old;
        token
    }

    fn operator_before(&mut self, token: &Token, ends_number: bool) -> Option<Expr> {
        self.skip_newlines();
        let Some(operand) = self.unary(ends_number) else {
            let text = self.text(token);
            self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_OPERATOR, after(token.span), &[&text]);
            return Some(missing_expr(token.span));
        };
        let span = token.span.to(operand.span);
        let operator = match token.kind {
            Kind::Comma => return Some(Expr { span, kind: ExprKind::ArrayLiteral(vec![operand]) }),
            Kind::Plus => UnaryOperator::Plus,
            Kind::Minus => UnaryOperator::Minus,
            Kind::PlusPlus => UnaryOperator::PreIncrement,
            Kind::MinusMinus => UnaryOperator::PreDecrement,
            Kind::Unary(operator) => operator,
            Kind::Either(BinaryOperator::Split { case_sensitive }) => UnaryOperator::Split { case_sensitive },
            Kind::Either(_) => UnaryOperator::Join,
            _ => UnaryOperator::Not,
        };
        Some(Expr { span, kind: ExprKind::Unary { operator, operand: Box::new(operand) } })
    }

    /// `[type]`, a cast, or attributes before a value.
    fn bracketed(&mut self, token: &Token, ends_number: bool) -> Option<Expr> {
        let mut attributes = self.attribute_list(true)?;
        let last = attributes.pop()?;
        let mut expr = match last {
            AttributeBase::Attribute(attribute) => {
                self.skip_newlines();
                match self.unary(ends_number) {
                    Some(operand) => attributed(attribute, operand),
                    None => {
                        let name = self.type_text(&attribute.type_name);
                        self.report_incomplete(&msg::UNEXPECTED_ATTRIBUTE, attribute.span, &[&name]);
                        return Some(missing_expr(token.span.to(attribute.span)));
                    }
                }
            }
            AttributeBase::TypeConstraint { span, type_name } => self.type_or_cast(span, type_name, ends_number),
        };
        while let Some(base) = attributes.pop() {
            expr = match base {
                AttributeBase::Attribute(attribute) => attributed(attribute, expr),
                AttributeBase::TypeConstraint { span, type_name } => convert(span, type_name, expr),
            };
        }
        Some(expr)
    }

    fn type_or_cast(&mut self, span: Span, type_name: TypeName, ends_number: bool) -> Expr {
        if let Some(token) = self.member_access(false) {
            return self.reach(Some(token), Expr { span, kind: ExprKind::Type(type_name) });
        }
        if !matches!(self.peek_kind(), Kind::NewLine | Kind::Comma)
            && let Some(operand) = self.unary(ends_number)
        {
            return convert(span, type_name, operand);
        }
        Expr { span, kind: ExprKind::Type(type_name) }
    }

    pub fn primary(&mut self, reach: bool) -> Option<Expr> {
        let token = self.next();
        let kind = match token.kind {
            Kind::Variable | Kind::Splatted => ExprKind::Variable(variable(&token)),
            Kind::Number => match &token.payload {
                Payload::Number(number) => ExprKind::Number(number.clone()),
                _ => ExprKind::Number(Number::Int32(0)),
            },
            Kind::StringLiteral => ExprKind::String { value: token.value(), quotes: Quotes::Single },
            Kind::HereLiteral => ExprKind::String { value: token.value(), quotes: Quotes::SingleHere },
            Kind::StringExpandable => self.expand(&token, Quotes::Double),
            Kind::HereExpandable => self.expand(&token, Quotes::DoubleHere),
            Kind::LParen => return Some(self.with_reach(reach, |p| p.parenthesized(&token))),
            Kind::DollarParen | Kind::AtParen => return Some(self.with_reach(reach, |p| p.subexpression(&token))),
            Kind::AtCurly => return Some(self.with_reach(reach, |p| p.hashtable(&token))),
            Kind::LCurly => return Some(self.with_reach(reach, |p| p.script_block_expression(&token))),
            _ => {
                self.unget(token);
                return None;
            }
        };
        let span = token.span;
        Some(self.with_reach(reach, |_| Expr { span, kind }))
    }

    fn with_reach(&mut self, reach: bool, rule: impl FnOnce(&mut Self) -> Expr) -> Expr {
        let expr = rule(self);
        if !reach {
            return expr;
        }
        let token = self.member_access(true);
        self.reach(token, expr)
    }

    /// The parts of an expandable string or bare word.
    pub fn expand(&mut self, token: &Token, quotes: Quotes) -> ExprKind {
        let Payload::Expandable(_, nested) = &token.payload else {
            return ExprKind::String { value: token.value(), quotes };
        };
        let mut parts = Vec::new();
        for part in nested.iter() {
            let expr = match part {
                Nested::Variable(token) => Some(Expr { span: token.span, kind: ExprKind::Variable(variable(token)) }),
                Nested::SubExpression(text) => self.expand_subexpression(text.clone()),
            };
            parts.extend(expr.map(StringPart::Expr));
        }
        ExprKind::Expandable { parts, quotes }
    }

    fn expand_subexpression(&mut self, text: Rc<super::text::Text>) -> Option<Expr> {
        let old_comma = std::mem::replace(&mut self.no_comma, false);
        let old_mode = self.lexer.mode;
        let result = self.inside(text, |p| p.primary(true));
        self.lexer.mode = old_mode;
        self.no_comma = old_comma;
        result
    }

    /// Inside brackets commands may stand, and commas make arrays.
    fn in_brackets<T>(&mut self, rule: impl FnOnce(&mut Self) -> T) -> T {
        let old_mode = self.set_mode(Mode::Command);
        let old_comma = std::mem::replace(&mut self.no_comma, false);
        let result = rule(self);
        self.no_comma = old_comma;
        self.set_mode(old_mode);
        result
    }

    fn parenthesized(&mut self, open: &Token) -> Expr {
        self.in_brackets(|p| {
            p.skip_newlines();
            let inner = match p.pipeline_chain() {
                Some(statement) => statement,
                None => {
                    p.report_incomplete(&msg::EXPECTED_EXPRESSION, after(open.span), &[]);
                    broken_statement(after(open.span), Vec::new())
                }
            };
            p.skip_newlines();
            let mut span = open.span.to(inner.span);
            match p.take(Kind::RParen) {
                Some(close) => span = span.to(close.span),
                None => {
                    p.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_EXPRESSION, after(inner.span), &[]);
                }
            }
            Expr { span, kind: ExprKind::Paren(Box::new(inner)) }
        })
    }

    fn subexpression(&mut self, open: &Token) -> Expr {
        self.in_brackets(|p| {
            p.skip_newlines();
            let mut block = p.statement_list();
            let mut span = open.span;
            match p.take(Kind::RParen) {
                Some(close) => span = span.to(close.span),
                None => {
                    let found = p.peek();
                    p.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_SUBEXPRESSION, found.span, &[]);
                    span = span.to(block.span);
                }
            }
            if block.statements.is_empty() && block.traps.is_empty() {
                block.span = after(open.span);
            }
            let kind = if open.is(Kind::AtParen) { ExprKind::Array(block) } else { ExprKind::SubExpression(block) };
            Expr { span, kind }
        })
    }

    fn script_block_expression(&mut self, open: &Token) -> Expr {
        self.in_brackets(|p| {
            let block = p.script_block(Some(open));
            Expr { span: block.span, kind: ExprKind::ScriptBlock(Rc::new(block)) }
        })
    }

    fn hashtable(&mut self, open: &Token) -> Expr {
        self.in_brackets(|p| {
            let mut pairs = Vec::new();
            loop {
                if pairs.is_empty() {
                    p.skip_newlines();
                } else {
                    p.skip_newlines_and_semis();
                }
                let Some(pair) = p.key_value_pair() else { break };
                pairs.push(pair);
                if !matches!(p.peek_kind(), Kind::NewLine | Kind::Semi) {
                    break;
                }
            }
            let found = p.next();
            let mut span = open.span;
            if found.is(Kind::RCurly) {
                span = span.to(found.span);
            } else {
                p.report_detected(&msg::MISSING_END_CURLY_BRACE, after(open.span), found.span, &[]);
                span.end = before(found.span).start.max(span.end);
                p.unget(found);
            }
            Expr { span, kind: ExprKind::Hashtable(pairs) }
        })
    }

    fn key_value_pair(&mut self) -> Option<(Expr, Statement)> {
        let old = self.set_mode(Mode::Expression);
        let key = self.label_or_key();
        let equals = key.as_ref().map(|_| self.next());
        self.set_mode(old);
        let (key, equals) = (key?, equals?);
        if !equals.is(Kind::Assignment(AssignmentOperator::Assign)) {
            self.unget(equals);
            let place = after(key.span);
            self.report(&msg::MISSING_EQUALS_IN_HASH_LITERAL, place, &[]);
            self.sync(false, &[Kind::RCurly, Kind::Semi, Kind::NewLine]);
            return Some((key, broken_statement(place, Vec::new())));
        }
        let old = self.set_mode(Mode::Command);
        self.skip_newlines();
        let value = self.statement(&mut Vec::new()).unwrap_or_else(|| {
            let place = after(equals.span);
            self.report_incomplete(&msg::MISSING_STATEMENT_IN_HASH_LITERAL, place, &[]);
            broken_statement(place, Vec::new())
        });
        self.set_mode(old);
        Some((key, value))
    }

    /// A key of a hashtable or a label: a plain name, or an expression.
    pub fn label_or_key(&mut self) -> Option<Expr> {
        if let Some(name) = self.simple_name() {
            return Some(bare_word(name.span, name.value()));
        }
        let old_comma = std::mem::replace(&mut self.no_comma, true);
        let key = self.unary(false);
        self.no_comma = old_comma;
        key
    }

    /// A name that may be a keyword.
    pub fn simple_name(&mut self) -> Option<Token> {
        let place = self.place();
        if self.looked_ahead() && !matches!(self.ungot_kind(), Some(Kind::EndOfInput)) {
            self.resync(place);
        }
        let old = std::mem::replace(&mut self.lexer.want_simple_name, true);
        let token = self.take(Kind::Identifier);
        self.lexer.want_simple_name = old;
        token
    }

    /// Go on through member accesses, calls and indexes.
    fn reach(&mut self, mut token: Option<Token>, mut expr: Expr) -> Expr {
        while let Some(operator) = token {
            expr = match operator.kind {
                Kind::LBracket | Kind::QuestionBracket => self.element_access(expr, &operator),
                _ => {
                    self.skip_newlines();
                    self.member(expr, &operator)
                }
            };
            token = self.member_access(true);
        }
        expr
    }

    fn element_access(&mut self, target: Expr, open: &Token) -> Expr {
        self.skip_newlines();
        let old_comma = std::mem::replace(&mut self.no_comma, false);
        let index = self.expression();
        self.no_comma = old_comma;
        let index = index.unwrap_or_else(|| {
            self.report_incomplete(&msg::MISSING_ARRAY_INDEX_EXPRESSION, after(open.span), &[]);
            missing_expr(open.span)
        });
        self.skip_newlines();
        let mut span = target.span.to(index.span);
        match self.take(Kind::RBracket) {
            Some(close) => span = span.to(close.span),
            None if is_missing(&index) => {}
            None => {
                self.report_incomplete(&msg::MISSING_END_SQUARE_BRACKET, after(index.span), &[]);
            }
        }
        let null_conditional = open.is(Kind::QuestionBracket);
        Expr { span, kind: ExprKind::Index { target: Box::new(target), index: Box::new(index), null_conditional } }
    }

    fn member(&mut self, target: Expr, operator: &Token) -> Expr {
        let is_static = operator.is(Kind::ColonColon);
        let null_conditional = operator.is(Kind::QuestionDot);
        let Some(member) = self.member_name() else {
            self.report_incomplete(&msg::MISSING_PROPERTY_NAME, after(operator.span), &[]);
            let member = self.single_argument(super::commands::Context::Argument).unwrap_or_else(|| missing_expr(operator.span));
            let span = target.span.to(operator.span).to(member.span);
            return Expr { span, kind: ExprKind::Member { target: Box::new(target), member: Box::new(member), is_static, null_conditional } };
        };
        let place = self.lexer.pos;
        let type_arguments = self.type_arguments();
        let span = target.span.to(member.span);
        let Some(open) = self.invoke_open() else {
            if !type_arguments.is_empty() && !self.looked_ahead() {
                self.resync(place);
            }
            return Expr { span, kind: ExprKind::Member { target: Box::new(target), member: Box::new(member), is_static, null_conditional } };
        };
        let (arguments, end) = if open.is(Kind::LParen) {
            self.call_arguments(&open)
        } else {
            let block = self.script_block_expression(&open);
            let end = block.span;
            (vec![block], end)
        };
        Expr {
            span: span.to(end),
            kind: ExprKind::Invoke { target: Box::new(target), member: Box::new(member), arguments, type_arguments, is_static, null_conditional },
        }
    }

    fn member_name(&mut self) -> Option<Expr> {
        let old = self.set_mode(Mode::Expression);
        let name = match self.simple_name() {
            Some(name) => Some(bare_word(name.span, name.value())),
            None if matches!(self.peek_kind(), Kind::LCurly | Kind::AtCurly | Kind::AtParen | Kind::Splatted) => None,
            None => self.primary(false),
        };
        if self.looked_ahead() {
            self.set_mode(old);
        } else {
            self.lexer.mode = old;
        }
        name
    }

    /// The arguments of a call, to the closing bracket; and where they end.
    pub fn call_arguments(&mut self, open: &Token) -> (Vec<Expr>, Span) {
        let old_comma = std::mem::replace(&mut self.no_comma, true);
        let old_mode = self.set_mode(Mode::Expression);
        let mut arguments: Vec<Expr> = Vec::new();
        let mut comma: Option<Token> = None;
        let mut reported = false;
        loop {
            self.skip_newlines();
            let Some(argument) = self.expression() else {
                if let Some(comma) = &comma {
                    self.report_incomplete(&msg::MISSING_EXPRESSION_AFTER_TOKEN, after(comma.span), &[","]);
                    reported = true;
                }
                break;
            };
            arguments.push(argument);
            self.skip_newlines();
            comma = self.take(Kind::Comma);
            if comma.is_none() {
                break;
            }
        }
        self.skip_newlines();
        let mut end = arguments.last().map_or(open.span, |last| last.span);
        match self.take(Kind::RParen) {
            Some(close) => {
                end = close.span;
                self.lexer.mode = old_mode;
            }
            None => {
                if !reported {
                    self.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_METHOD_CALL, after(end), &[]);
                }
                self.set_mode(old_mode);
            }
        }
        self.no_comma = old_comma;
        (arguments, end)
    }
}

fn attributed(attribute: Attribute, operand: Expr) -> Expr {
    Expr { span: attribute.span.to(operand.span), kind: ExprKind::Attributed { attribute, operand: Box::new(operand) } }
}

fn convert(type_span: Span, type_name: TypeName, operand: Expr) -> Expr {
    Expr { span: type_span.to(operand.span), kind: ExprKind::Convert { type_name, type_span, operand: Box::new(operand) } }
}

pub fn variable(token: &Token) -> Variable {
    let braced = matches!(token.payload, Payload::Braced(_));
    Variable { span: token.span, path: token.value(), splatted: token.is(Kind::Splatted), braced }
}
