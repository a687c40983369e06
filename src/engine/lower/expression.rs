//! Expressions of the syntax tree to the lowered ones; what can be computed now becomes a constant.

use super::*;
use crate::syntax::ast::{ExprKind, Number, StringPart, UnaryOperator};
use crate::value::Value;

impl Lowering {
    pub(super) fn expr(&mut self, expr: &ast::Expr) -> Expr {
        match &expr.kind {
            ExprKind::Number(number) => Expr::Const(number_value(number)),
            ExprKind::String { value, .. } => Expr::Const(Value::String(value.clone().into())),
            ExprKind::Expandable { parts, .. } => self.expandable(parts),
            ExprKind::Variable(variable) => self.variable_expr(&variable.path, expr.span),
            ExprKind::Using(inner) => self.expr(inner),
            ExprKind::Type(name) => Expr::Type(self.type_spec(name)),
            ExprKind::Binary { operator, left, right, .. } => Expr::Binary(*operator, Box::new((self.expr(left), self.expr(right)))),
            ExprKind::Unary { operator, operand } => self.unary(*operator, operand),
            ExprKind::Ternary { condition, then, otherwise } => Expr::Ternary(Box::new((self.expr(condition), self.expr(then), self.expr(otherwise)))),
            ExprKind::Convert { type_name, operand, .. } => self.convert(type_name, operand),
            ExprKind::Attributed { attribute, operand } => Expr::Attributed(Box::new(attribute.clone()), Box::new(self.expr(operand))),
            ExprKind::Member { target, member, is_static, null_conditional } => {
                let (target, name) = (Box::new(self.expr(target)), self.member_name(member));
                if *is_static { Expr::StaticMember { target, name } } else { Expr::Member { target, name, null_conditional: *null_conditional } }
            }
            ExprKind::Invoke { target, member, arguments, type_arguments, is_static, null_conditional } => Expr::Invoke(Box::new(InvokeCode {
                target: self.expr(target),
                name: self.member_name(member),
                arguments: arguments.iter().map(|a| self.expr(a)).collect(),
                type_arguments: type_arguments.iter().map(|t| self.type_spec(t)).collect(),
                is_static: *is_static,
                null_conditional: *null_conditional,
            })),
            // A base call is lowered with its constructor; on its own it is nothing.
            ExprKind::BaseCall(_) => Expr::Const(Value::Null),
            ExprKind::Index { target, index, null_conditional } => {
                Expr::Index { target: Box::new(self.expr(target)), index: Box::new(self.expr(index)), null_conditional: *null_conditional }
            }
            ExprKind::ArrayLiteral(items) => Expr::List(items.iter().map(|i| self.expr(i)).collect()),
            ExprKind::Array(block) => Expr::Array(self.block(block)),
            ExprKind::SubExpression(block) => Expr::SubExpression(self.block(block)),
            ExprKind::Paren(statement) => self.paren(statement),
            ExprKind::Hashtable(entries) => Expr::Hashtable(self.entries(entries)),
            ExprKind::ScriptBlock(tree) => Expr::ScriptBlock(script_block(&self.source, tree)),
        }
    }

    fn variable_expr(&mut self, path: &str, span: Span) -> Expr {
        match path.to_ascii_lowercase().as_str() {
            "null" => Expr::Const(Value::Null),
            "true" => Expr::Const(Value::Bool(true)),
            "false" => Expr::Const(Value::Bool(false)),
            _ => Expr::Variable(self.variable(path), span),
        }
    }

    /// Round brackets around a plain expression are only grouping.
    fn paren(&mut self, statement: &ast::Statement) -> Expr {
        Expr::Paren(Box::new(self.statement(statement)))
    }

    fn entries(&mut self, entries: &[(ast::Expr, ast::Statement)]) -> Vec<(Expr, Statement)> {
        entries.iter().map(|(key, value)| (self.expr(key), self.statement(value))).collect()
    }

    fn expandable(&mut self, parts: &[StringPart]) -> Expr {
        let lowered = parts.iter().map(|part| match part {
            StringPart::Text(text) => TextPart::Text(text.clone().into()),
            StringPart::Expr(expr) => TextPart::Expr(self.expr(expr)),
        });
        Expr::Text(lowered.collect())
    }

    fn convert(&mut self, type_name: &ast::TypeName, operand: &ast::Expr) -> Expr {
        let spec = self.type_spec(type_name);
        let name = spec.name.to_ascii_lowercase();
        match (name.as_str(), &operand.kind) {
            ("ordered", ExprKind::Hashtable(entries)) => Expr::Ordered(self.entries(entries)),
            ("pscustomobject" | "management.automation.pscustomobject" | "system.management.automation.pscustomobject", ExprKind::Hashtable(entries)) => {
                Expr::Custom(self.entries(entries))
            }
            ("ref" | "system.management.automation.psreference" | "management.automation.psreference", _) => {
                let target = self.target(operand);
                Expr::Reference(Box::new(target), Box::new(self.expr(operand)))
            }
            _ => Expr::Convert(Box::new(spec), Box::new(self.expr(operand))),
        }
    }

    fn member_name(&mut self, member: &ast::Expr) -> MemberName {
        match &member.kind {
            ExprKind::String { value, .. } => MemberName::Const(value.clone().into()),
            _ => MemberName::Expr(Box::new(self.expr(member))),
        }
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &ast::Expr) -> Expr {
        let step = |lowering: &mut Self, by, prefix| Expr::Step { target: Box::new(lowering.target(operand)), by, prefix };
        match operator {
            UnaryOperator::PreIncrement => step(self, 1, true),
            UnaryOperator::PreDecrement => step(self, -1, true),
            UnaryOperator::PostIncrement => step(self, 1, false),
            UnaryOperator::PostDecrement => step(self, -1, false),
            UnaryOperator::Not => Expr::Not(Box::new(self.expr(operand))),
            UnaryOperator::BNot => Expr::BNot(Box::new(self.expr(operand))),
            UnaryOperator::Plus => Expr::Plus(Box::new(self.expr(operand))),
            UnaryOperator::Minus => Expr::Minus(Box::new(self.expr(operand))),
            UnaryOperator::Join => Expr::UnaryJoin(Box::new(self.expr(operand))),
            UnaryOperator::Split { .. } => Expr::UnarySplit(Box::new(self.expr(operand))),
        }
    }

    /// What stands on the left of an assignment, or is stepped by `++`.
    pub(super) fn target(&mut self, expr: &ast::Expr) -> Target {
        match &expr.kind {
            ExprKind::Variable(variable) => Target::Variable(self.variable(&variable.path)),
            ExprKind::Convert { type_name, operand, .. } => Target::Typed(self.type_spec(type_name), Box::new(self.target(operand))),
            ExprKind::Attributed { attribute, operand } => Target::Attributed(Box::new(attribute.clone()), Box::new(self.target(operand))),
            ExprKind::Member { target, member, is_static, .. } => {
                let (target, name) = (self.expr(target), self.member_name(member));
                if *is_static { Target::StaticMember { target, name } } else { Target::Member { target, name } }
            }
            ExprKind::Index { target, index, .. } => Target::Index { target: self.expr(target), index: self.expr(index) },
            ExprKind::ArrayLiteral(items) => Target::List(items.iter().map(|i| self.target(i)).collect()),
            ExprKind::Paren(statement) => match &statement.kind {
                ast::StatementKind::Pipeline(pipeline) => match &pipeline.elements[..] {
                    [ast::PipelineElement::Expression { expr, .. }] => self.target(expr),
                    _ => Target::Invalid,
                },
                _ => Target::Invalid,
            },
            _ => Target::Invalid,
        }
    }
}

fn number_value(number: &Number) -> Value {
    match number {
        Number::SByte(v) => Value::SByte(*v),
        Number::Byte(v) => Value::Byte(*v),
        Number::Int16(v) => Value::Int16(*v),
        Number::UInt16(v) => Value::UInt16(*v),
        Number::Int32(v) => Value::Int32(*v),
        Number::UInt32(v) => Value::UInt32(*v),
        Number::Int64(v) => Value::Int64(*v),
        Number::UInt64(v) => Value::UInt64(*v),
        Number::Double(v) => Value::Double(*v),
        Number::Decimal(v) => Value::Decimal(*v),
        Number::BigInteger(v) => Value::BigInteger(Rc::new(v.clone())),
    }
}
