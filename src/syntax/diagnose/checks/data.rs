//! The restricted language of `data` sections: values, a few operators, allowed commands, no calls and no assignments.

use super::super::messages::{self as msg, Message};
use super::Checker;
use super::walk::{self, Visitor};
use crate::syntax::ast::*;
use std::collections::HashSet;

const VARIABLES: [&str; 5] = ["psculture", "psuiculture", "true", "false", "null"];

pub fn check(checker: &mut Checker, commands: &[Expr], body: &StatementBlock) {
    let names = commands.iter().filter_map(|command| match &command.kind {
        ExprKind::String { value, .. } => Some(value.to_lowercase()),
        _ => None,
    });
    let allowed = names.chain(["convertfrom-stringdata".to_owned()]).collect();
    walk::walk_block(&mut Restricted { checker, allowed }, body);
}

struct Restricted<'c> {
    checker: &'c mut Checker,
    allowed: HashSet<String>,
}

impl Restricted<'_> {
    fn report(&mut self, message: &'static Message, span: Span, args: &[&str]) {
        self.checker.report(message, span, args);
    }

    fn command(&mut self, command: &Command) {
        if command.invocation == InvocationOperator::Dot {
            self.report(&msg::DOT_SOURCING_NOT_SUPPORTED_IN_DATA_SECTION, command.span, &[]);
        }
        let Some(CommandElement::Argument(name)) = command.elements.first() else { return };
        match &name.kind {
            ExprKind::String { value, .. } if self.allowed.contains(&value.to_lowercase()) => {}
            ExprKind::String { value, .. } => self.report(&msg::CMDLET_NOT_IN_ALLOWED_LIST, command.span, &[value]),
            _ => {}
        }
    }
}

impl Visitor for Restricted<'_> {
    fn statement(&mut self, statement: &Statement) {
        use StatementKind::*;
        let message = match &statement.kind {
            Assignment { .. } => &msg::ASSIGNMENT_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION,
            For { .. } | While { .. } | DoWhile { .. } | DoUntil { .. } => &msg::DO_WHILE_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION,
            ForEach { .. } => &msg::FOREACH_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION,
            Switch(_) => &msg::SWITCH_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION,
            Try { .. } => &msg::TRY_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION,
            Break(_) | Continue(_) | Return(_) | Exit(_) | Throw(_) => &msg::FLOW_CONTROL_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION,
            Function(_) => return self.report(&msg::FUNCTION_DECLARATION_NOT_SUPPORTED_IN_DATA_SECTION, statement.span, &[]),
            Pipeline(pipeline) => {
                for element in &pipeline.elements {
                    if let PipelineElement::Command(command) = element {
                        self.command(command);
                    }
                }
                return walk::walk_statement(self, statement);
            }
            _ => return walk::walk_statement(self, statement),
        };
        self.report(message, statement.span, &[]);
        walk::walk_statement(self, statement);
    }

    fn expr(&mut self, expr: &Expr) {
        let message = match &expr.kind {
            ExprKind::Invoke { .. } => &msg::METHOD_CALL_NOT_SUPPORTED_IN_DATA_SECTION,
            ExprKind::Member { .. } => &msg::PROPERTY_REFERENCE_NOT_SUPPORTED_IN_DATA_SECTION,
            ExprKind::Index { .. } => &msg::ARRAY_REFERENCE_NOT_SUPPORTED_IN_DATA_SECTION,
            ExprKind::ScriptBlock(_) => return self.report(&msg::SCRIPT_BLOCK_NOT_SUPPORTED_IN_DATA_SECTION, expr.span, &[]),
            ExprKind::Expandable { .. } => &msg::EXPANDABLE_STRING_NOT_SUPPORTED_IN_DATA_SECTION,
            _ => return walk::walk_expr(self, expr),
        };
        self.report(message, expr.span, &[]);
        walk::walk_expr(self, expr);
    }

    fn variable(&mut self, variable: &Variable) {
        if !VARIABLES.iter().any(|name| name.eq_ignore_ascii_case(&variable.path)) {
            self.report(&msg::VARIABLE_REFERENCE_NOT_SUPPORTED_IN_DATA_SECTION, variable.span, &[]);
        }
    }
}
