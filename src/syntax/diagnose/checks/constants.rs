//! The arguments of attributes: constants, and script blocks where the attribute is not a class's own.

use super::super::messages as msg;
use super::Checker;
use crate::syntax::ast::*;

impl Checker {
    pub fn attribute_arguments(&mut self, attribute: &Attribute, of_class: bool) {
        let message = if of_class {
            &msg::PARAMETER_ATTRIBUTE_ARGUMENT_NEEDS_TO_BE_CONSTANT
        } else {
            &msg::PARAMETER_ATTRIBUTE_ARGUMENT_NEEDS_TO_BE_CONSTANT_OR_SCRIPT_BLOCK
        };
        let named = attribute.named.iter().filter_map(|named| named.value.as_ref());
        for value in named.chain(&attribute.positional) {
            if !is_constant(value, !of_class) {
                self.report(message, value.span, &[]);
            }
        }
    }
}

fn is_constant(expr: &Expr, blocks: bool) -> bool {
    let constant = |expr: &Expr| is_constant(expr, blocks);
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::String { .. } | ExprKind::Type(_) => true,
        ExprKind::Variable(variable) => ["true", "false", "null"].iter().any(|name| name.eq_ignore_ascii_case(&variable.path)),
        ExprKind::ArrayLiteral(items) => !items.is_empty() && items.iter().all(constant),
        ExprKind::Binary { left, right, .. } => constant(left) && constant(right),
        ExprKind::Unary { operator, operand } => changes_nothing(*operator) && constant(operand),
        ExprKind::Ternary { condition, then, otherwise } => constant(condition) && constant(then) && constant(otherwise),
        ExprKind::Convert { operand, .. } => constant(operand),
        ExprKind::Member { target, member, is_static: true, .. } => matches!(target.kind, ExprKind::Type(_)) && constant(member),
        ExprKind::Array(block) | ExprKind::SubExpression(block) => block.traps.is_empty() && block.statements.iter().all(|s| is_constant_statement(s, blocks)),
        ExprKind::Paren(statement) => is_constant_statement(statement, blocks),
        ExprKind::ScriptBlock(_) => blocks,
        ExprKind::Hashtable(pairs) => blocks && pairs.iter().all(|(key, value)| constant(key) && is_constant_statement(value, blocks)),
        _ => false,
    }
}

fn changes_nothing(operator: UnaryOperator) -> bool {
    use UnaryOperator::*;
    !matches!(operator, PreIncrement | PreDecrement | PostIncrement | PostDecrement)
}

fn is_constant_statement(statement: &Statement, blocks: bool) -> bool {
    let StatementKind::Pipeline(pipeline) = &statement.kind else { return false };
    match pipeline.elements.as_slice() {
        [PipelineElement::Expression { expr, .. }] => is_constant(expr, blocks),
        _ => false,
    }
}
