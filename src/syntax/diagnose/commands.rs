//! Pipelines, chains of them, commands with their arguments, and redirections.

use super::messages as msg;
use super::parser::*;
use super::tokenizer::Mode;
use super::tokens::{Kind, Payload, Token};
use crate::syntax::ast::*;

/// Where an argument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    CommandName,
    /// After `&` or `.`.
    InvokedName,
    Argument,
    FileName,
    SwitchCondition,
    FunctionName,
}

const STREAMS: [&str; 7] = ["All", "Output", "Error", "Warning", "Verbose", "Debug", "Information"];

impl Parser {
    /// An assignment, or pipelines joined by `&&` and `||`.
    pub fn pipeline_chain(&mut self) -> Option<Statement> {
        self.deeper(|p| {
            let old = p.set_mode(Mode::Expression);
            let start = p.expression();
            let assignment = match (&start, p.peek_kind()) {
                (Some(_), Kind::Assignment(operator)) => Some((operator, p.next())),
                _ => None,
            };
            p.set_mode(old);
            match (start, assignment) {
                (Some(left), Some((operator, token))) => Some(p.assignment(left, operator, &token)),
                (start, _) => p.chain(start),
            }
        })
    }

    fn assignment(&mut self, left: Expr, operator: AssignmentOperator, token: &Token) -> Statement {
        self.skip_newlines();
        let right = self.statement(&mut Vec::new()).unwrap_or_else(|| {
            let text = self.text(token);
            self.report_incomplete(&msg::EXPECTED_VALUE_EXPRESSION, after(token.span), &[&text]);
            broken_statement(after(token.span), Vec::new())
        });
        let span = left.span.to(right.span);
        Statement { span, kind: StatementKind::Assignment { left, operator, operator_span: token.span, right: Box::new(right) } }
    }

    fn chain(&mut self, mut start: Option<Expr>) -> Option<Statement> {
        let mut parts: Vec<Statement> = Vec::new();
        let mut operator: Option<Token> = None;
        loop {
            let Some(pipeline) = self.pipeline(start.take()) else {
                let operator = operator?;
                let text = self.text(&operator);
                self.report_incomplete(&msg::EMPTY_PIPELINE_CHAIN_ELEMENT, after(operator.span), &[&text]);
                let span = parts.first().map_or(operator.span, |first| first.span.to(operator.span));
                return Some(broken_statement(span, parts));
            };
            let span = pipeline.span;
            parts.push(Statement { span, kind: StatementKind::Pipeline(pipeline) });
            match self.peek_kind() {
                Kind::AndAnd | Kind::OrOr => {
                    operator = Some(self.next());
                    self.skip_newlines();
                }
                Kind::Ampersand => {
                    self.skip();
                    return Some(self.background(parts));
                }
                _ => return Some(join(parts)),
            }
        }
    }

    fn background(&mut self, parts: Vec<Statement>) -> Statement {
        let next = self.peek();
        if matches!(next.kind, Kind::AndAnd | Kind::OrOr) {
            self.skip();
            self.report(&msg::BACKGROUND_OPERATOR_IN_PIPELINE_CHAIN, next.span, &[]);
        }
        join(parts)
    }

    fn pipeline(&mut self, mut start: Option<Expr>) -> Option<Pipeline> {
        let mut elements: Vec<PipelineElement> = Vec::new();
        let mut span: Option<Span> = None;
        let mut pipe: Option<Token> = None;
        loop {
            let expr = start.take().or_else(|| {
                let old = self.set_mode(Mode::Expression);
                let expr = if pipe.is_some() { self.expression() } else { None };
                self.set_mode(old);
                expr
            });
            let element = match expr {
                Some(expr) => {
                    if !elements.is_empty() {
                        self.report(&msg::EXPRESSIONS_MUST_BE_FIRST_IN_PIPELINE, expr.span, &[]);
                    }
                    Some(self.expression_element(expr))
                }
                None => self.command(),
            };
            match element {
                Some((element, element_span)) => {
                    span = Some(span.map_or(element_span, |span| span.to(element_span)));
                    elements.push(element);
                }
                None if !elements.is_empty() || pipe.is_some() || self.peek_kind() == Kind::Pipe => {
                    let place = match &pipe {
                        Some(pipe) => after(pipe.span),
                        None => self.peek().span,
                    };
                    self.report_incomplete(&msg::EMPTY_PIPE_ELEMENT, place, &[]);
                    span = Some(span.map_or(place, |span| span.to(place)));
                }
                None => {}
            }
            match self.pipeline_end(span.is_some()) {
                Some(token) => pipe = Some(token),
                None => break,
            }
        }
        Some(Pipeline { span: span?, elements, background: false })
    }

    /// After an element: the pipe that goes on, or the end. Whatever else stands there is unexpected.
    fn pipeline_end(&mut self, started: bool) -> Option<Token> {
        let token = self.peek();
        match token.kind {
            Kind::NewLine => {
                if !started || !self.lexer.pipe_continues(token.end) {
                    return None;
                }
                self.skip_newlines();
                if self.peek_kind() == Kind::Pipe { self.pipeline_end(started) } else { None }
            }
            Kind::Pipe => {
                self.skip();
                self.skip_newlines();
                if self.peek_kind() == Kind::EndOfInput {
                    self.report_incomplete(&msg::EMPTY_PIPE_ELEMENT, after(token.span), &[]);
                    return None;
                }
                Some(token)
            }
            Kind::Semi | Kind::EndOfInput | Kind::RParen | Kind::RCurly | Kind::AndAnd | Kind::OrOr | Kind::Ampersand => None,
            _ => {
                self.unexpected(&token);
                None
            }
        }
    }

    fn expression_element(&mut self, expr: Expr) -> (PipelineElement, Span) {
        let mut redirections = Vec::new();
        let mut span = expr.span;
        while self.peek_kind().is_redirection() {
            let token = self.next();
            let mut whole = span;
            if let Some(redirection) = self.redirection(&token, &redirections, &mut whole) {
                redirections.push(redirection);
                span = whole;
            }
        }
        (PipelineElement::Expression { span, expr, redirections }, span)
    }

    pub fn command(&mut self) -> Option<(PipelineElement, Span)> {
        let first = self.next();
        let mut token = first.clone();
        let mut context = Context::CommandName;
        let invocation = match first.kind {
            Kind::Dot => InvocationOperator::Dot,
            Kind::Ampersand => InvocationOperator::Call,
            _ => InvocationOperator::None,
        };
        if invocation != InvocationOperator::None {
            token = self.next();
            context = Context::InvokedName;
        }
        let mut command = Command { span: first.span, invocation, elements: Vec::new(), redirections: Vec::new() };
        loop {
            match token.kind {
                Kind::Pipe | Kind::RCurly | Kind::RParen | Kind::EndOfInput | Kind::NewLine | Kind::Semi | Kind::AndAnd | Kind::OrOr | Kind::Ampersand => {
                    self.unget(token);
                    break;
                }
                _ => self.command_element(&mut command, token, context),
            }
            context = Context::Argument;
            token = self.next();
        }
        if command.elements.is_empty() && command.redirections.is_empty() {
            if invocation != InvocationOperator::None {
                let text = self.text(&first);
                self.report(&msg::MISSING_EXPRESSION, first.span, &[&text]);
            }
            return None;
        }
        let span = command.span;
        Some((PipelineElement::Command(command), span))
    }

    fn command_element(&mut self, command: &mut Command, token: Token, context: Context) {
        let element = match token.kind {
            kind if kind.is_redirection() && context == Context::Argument => {
                let mut span = command.span;
                if let Some(redirection) = self.redirection(&token, &command.redirections, &mut span) {
                    command.redirections.push(redirection);
                }
                command.span = span;
                return;
            }
            Kind::Parameter if context == Context::Argument => self.command_parameter(&token),
            Kind::Parameter => CommandElement::Argument(bare_word(token.span, self.text(&token).into())),
            Kind::MinusMinus if context == Context::Argument => CommandElement::Argument(bare_word(token.span, "--".into())),
            Kind::Generic if context == Context::Argument && &*token.value() == "--%" => {
                command.elements.push(CommandElement::Argument(bare_word(token.span, token.value())));
                match self.lexer.verbatim() {
                    Some(rest) => CommandElement::Argument(bare_word(rest.span, rest.value())),
                    None => return,
                }
            }
            kind if kind.is_redirection() => CommandElement::Argument(bare_word(token.span, self.text(&token).into())),
            _ => match self.argument(context, token) {
                Some(argument) => CommandElement::Argument(argument),
                None => return,
            },
        };
        let span = match &element {
            CommandElement::Argument(expr) => expr.span,
            CommandElement::Parameter { span, .. } => *span,
        };
        command.span = command.span.to(span);
        command.elements.push(element);
    }

    fn command_parameter(&mut self, token: &Token) -> CommandElement {
        let name = token.value();
        let colon = matches!(token.payload, Payload::Parameter(_, true));
        let mut span = token.span;
        let mut argument = None;
        if colon && self.peek_kind() != Kind::Comma {
            let next = self.next();
            argument = self.argument(Context::Argument, next);
            match &argument {
                Some(argument) => span = span.to(argument.span),
                None => {
                    let text = self.text(token);
                    self.report(&msg::PARAMETER_REQUIRES_ARGUMENT, token.span, &[&text]);
                }
            }
        }
        CommandElement::Parameter { span, name, argument }
    }

    /// One argument where no list may stand.
    pub fn single_argument(&mut self, context: Context) -> Option<Expr> {
        if matches!(self.peek_kind(), Kind::Comma | Kind::EndOfInput) {
            return None;
        }
        let token = self.next();
        self.argument(context, token)
    }

    /// An argument that starts with a token: a value or a bare word, or several with commas.
    pub fn argument(&mut self, context: Context, first: Token) -> Option<Expr> {
        let mut token = first;
        let mut items: Vec<Expr> = Vec::new();
        let mut comma: Option<Token> = None;
        loop {
            match token.kind {
                Kind::Comma if comma.is_none() => {
                    self.report(&msg::MISSING_ARGUMENT, token.span, &[]);
                    items.push(missing_expr(token.span));
                    break;
                }
                _ => match self.one_argument(context, token) {
                    Some(expr) => items.push(expr),
                    None => {
                        let comma = comma?;
                        self.report_incomplete(&msg::MISSING_EXPRESSION, after(comma.span), &[","]);
                        items.push(missing_expr(comma.span));
                        break;
                    }
                },
            }
            if context != Context::Argument {
                break;
            }
            match self.take(Kind::Comma) {
                Some(found) => comma = Some(found),
                None => break,
            }
            self.skip_newlines();
            token = self.next();
        }
        if items.len() == 1 {
            return items.pop();
        }
        let span = items.first()?.span.to(items.last()?.span);
        Some(Expr { span, kind: ExprKind::ArrayLiteral(items) })
    }

    fn one_argument(&mut self, context: Context, token: Token) -> Option<Expr> {
        use Kind::*;
        match token.kind {
            NewLine | EndOfInput | Semi | Comma | Pipe | Ampersand | AndAnd | OrOr | RParen | RCurly | Redirection(_) | Merging(..) | RedirectIn => {
                self.unget(token);
                None
            }
            Variable | Splatted | Number | StringLiteral | StringExpandable | HereLiteral | HereExpandable | LParen | DollarParen | AtParen | AtCurly
            | LCurly => {
                self.unget(token);
                self.primary(true)
            }
            Generic if !matches!(context, Context::CommandName | Context::FunctionName) => {
                let kind = self.expand(&token, Quotes::Bare);
                Some(Expr { span: token.span, kind })
            }
            Generic => Some(bare_word(token.span, token.value())),
            _ => Some(bare_word(token.span, self.text(&token).into())),
        }
    }

    fn redirection(&mut self, token: &Token, others: &[Redirection], span: &mut Span) -> Option<Redirection> {
        let (from, to) = match token.kind {
            Kind::Merging(from, to) => {
                *span = span.to(token.span);
                if to != 1 || from == 1 {
                    let text = self.text(token);
                    self.report(&msg::REDIRECTION_NOT_SUPPORTED, token.span, &[&text]);
                }
                (from, RedirectionTarget::Stream(to))
            }
            _ => {
                let target = self.single_argument(Context::FileName).unwrap_or_else(|| {
                    self.report(&msg::MISSING_FILE_SPECIFICATION, after(token.span), &[]);
                    missing_expr(token.span)
                });
                *span = span.to(token.span).to(target.span);
                let Kind::Redirection(from) = token.kind else {
                    let text = self.text(token);
                    self.report(&msg::REDIRECTION_NOT_SUPPORTED, token.span, &[&text]);
                    return None;
                };
                (from, RedirectionTarget::File { append: false, target })
            }
        };
        let whole = Span { start: token.span.start, end: span.end };
        if others.iter().any(|other| other.from == from) {
            let name = STREAMS.get(from as usize).copied().unwrap_or("All").to_lowercase();
            self.report(&msg::STREAM_ALREADY_REDIRECTED, whole, &[&name]);
            return None;
        }
        Some(Redirection { span: whole, from, to })
    }
}

/// Several pipelines are a chain; which operators join them does not matter to the checks.
fn join(mut parts: Vec<Statement>) -> Statement {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return only;
    }
    let span = parts.first().zip(parts.last()).map_or(Span::default(), |(first, last)| first.span.to(last.span));
    broken_statement(span, parts)
}
