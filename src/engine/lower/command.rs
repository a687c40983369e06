//! Commands and redirections of the syntax tree to the lowered ones.

use super::*;
use crate::engine::commands::CommandCache;
use crate::syntax::ast::{CommandElement, ExprKind};
use crate::value::{PsObject, Value};

impl Lowering {
    pub(super) fn command(&mut self, command: &ast::Command) -> CommandCode {
        let mut elements = command.elements.iter();
        let (name, name_text, name_span) = match elements.next() {
            Some(CommandElement::Argument(expr)) => (self.expr(expr), plain_text(expr), expr.span),
            Some(CommandElement::Parameter { span, .. }) => {
                let text = PsStr::from(span.text(&self.source.text));
                (Expr::Const(text.clone().into()), Some(text), *span)
            }
            None => (Expr::Const(PsStr::from("").into()), None, command.span),
        };
        // After `--`, nothing is a parameter.
        let mut plain = false;
        let mut arguments: Vec<ArgumentCode> = Vec::with_capacity(command.elements.len());
        for element in elements {
            match element {
                CommandElement::Argument(expr) if !plain && is_double_dash(expr) => plain = true,
                CommandElement::Parameter { name, argument: None, .. } if !plain && &**name == "-" => plain = true,
                CommandElement::Parameter { span, .. } if plain => {
                    let text = PsStr::from(span.text(&self.source.text));
                    arguments.push(ArgumentCode::Value { expr: Expr::Const(text.into()), span: *span });
                }
                element => arguments.push(self.argument(element)),
            }
        }
        let positional_only = arguments.iter().all(|a| matches!(a, ArgumentCode::Value { .. }));
        CommandCode {
            span: command.span,
            name,
            name_text,
            name_span,
            invocation: command.invocation,
            arguments,
            positional_only,
            redirections: self.redirections(&command.redirections),
            cache: CommandCache::default(),
        }
    }

    fn argument(&mut self, element: &CommandElement) -> ArgumentCode {
        match element {
            CommandElement::Argument(expr) => match &expr.kind {
                ExprKind::Variable(variable) if variable.splatted => ArgumentCode::Splat { expr: self.expr(expr), span: expr.span },
                ExprKind::Using(inner) if matches!(&inner.kind, ExprKind::Variable(v) if v.splatted) => {
                    ArgumentCode::Splat { expr: self.expr(expr), span: expr.span }
                }
                ExprKind::Number(_) => ArgumentCode::Value { expr: self.literal_argument(expr), span: expr.span },
                _ => ArgumentCode::Value { expr: self.expr(expr), span: expr.span },
            },
            CommandElement::Parameter { span, name, argument } => ArgumentCode::Parameter {
                name: PsStr::from(name.clone()),
                text: PsStr::from(format!("-{name}")),
                span: *span,
                value: argument.as_ref().map(|a| (self.expr(a), a.span)),
            },
        }
    }

    /// A number in argument mode keeps its writing, where that is not how the number is written anyway.
    fn literal_argument(&mut self, expr: &ast::Expr) -> Expr {
        let lowered = self.expr(expr);
        let text = expr.span.text(&self.source.text);
        match &lowered {
            Expr::Const(Value::Int32(number)) if number.to_string() == text => lowered,
            Expr::Const(value) => {
                let object = PsObject { text: Some(PsStr::from(text)), ..PsObject::around(value.clone()) };
                Expr::Const(object.into())
            }
            _ => lowered,
        }
    }

    pub(super) fn redirections(&mut self, redirections: &[ast::Redirection]) -> Vec<RedirectionCode> {
        let lower = |lowering: &mut Self, r: &ast::Redirection| RedirectionCode {
            span: r.span,
            from: r.from,
            to: match &r.to {
                ast::RedirectionTarget::File { append, target } => RedirectionTarget::File { append: *append, target: lowering.expr(target) },
                ast::RedirectionTarget::Stream(number) => RedirectionTarget::Stream(*number),
            },
        };
        redirections.iter().map(|r| lower(self, r)).collect()
    }
}

fn is_double_dash(expr: &ast::Expr) -> bool {
    matches!(&expr.kind, ExprKind::String { value, quotes: ast::Quotes::Bare } if &**value == "--")
}

fn plain_text(expr: &ast::Expr) -> Option<PsStr> {
    match &expr.kind {
        ExprKind::String { value, .. } => Some(PsStr::from(value.clone())),
        _ => None,
    }
}
