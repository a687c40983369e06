//! Commands and redirections of the syntax tree to the lowered ones.

use super::*;
use crate::engine::commands::CommandCache;
use crate::syntax::ast::{CommandElement, ExprKind};

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
        let arguments: Vec<ArgumentCode> = elements.map(|e| self.argument(e)).collect();
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

fn plain_text(expr: &ast::Expr) -> Option<PsStr> {
    match &expr.kind {
        ExprKind::String { value, .. } => Some(PsStr::from(value.clone())),
        _ => None,
    }
}
