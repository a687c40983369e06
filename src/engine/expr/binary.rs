//! Binary operators: the quick ways for whole numbers, then the rules of `value`.

use super::super::lower::Expr;
use super::super::{Engine, Run};
use super::null_for_void;
use crate::syntax::ast::BinaryOperator as B;
use crate::value::bitwise::BitOperator;
use crate::value::compare::Comparison;
use crate::value::{ErrorCategory, ErrorRecord, Value, arithmetic, bitwise, compare, convert, strings};

impl Engine {
    pub(super) fn binary(&mut self, operator: B, left: &Expr, right: &Expr) -> Run<Value> {
        match operator {
            B::And => return Ok(Value::Bool(self.eval_bool(left)? && self.eval_bool(right)?)),
            B::Or => return Ok(Value::Bool(self.eval_bool(left)? || self.eval_bool(right)?)),
            B::Coalesce => {
                let left = self.eval(left)?;
                return if left.is_null() { self.eval(right) } else { Ok(left) };
            }
            B::Is | B::IsNot | B::As => return self.type_operator(operator, left, right),
            _ => {}
        }
        let left = null_for_void(self.eval(left)?);
        let right = null_for_void(self.eval(right)?);
        self.apply(operator, left, right)
    }

    /// Apply an operator to two values.
    pub(in crate::engine) fn apply(&mut self, operator: B, left: Value, right: Value) -> Run<Value> {
        if let (Value::Int32(a), Value::Int32(b)) = (&left, &right)
            && let Some(value) = whole(operator, *a, *b)
        {
            return Ok(value);
        }
        let (left, right) = (&left, &right);
        Ok(match operator {
            B::Add => arithmetic::add(left, right, self)?,
            B::Subtract => arithmetic::subtract(left, right, self)?,
            B::Multiply => arithmetic::multiply(left, right, self)?,
            B::Divide => arithmetic::divide(left, right, self)?,
            B::Remainder => arithmetic::remainder(left, right, self)?,
            B::Format => strings::format(left, right, self)?,
            B::Range => arithmetic::range(left, right, self)?,
            B::Xor => Value::Bool(convert::to_bool(left) != convert::to_bool(right)),
            B::BAnd => bitwise::binary(BitOperator::And, left, right, self)?,
            B::BOr => bitwise::binary(BitOperator::Or, left, right, self)?,
            B::BXor => bitwise::binary(BitOperator::Xor, left, right, self)?,
            B::Shl => bitwise::binary(BitOperator::ShiftLeft, left, right, self)?,
            B::Shr => bitwise::binary(BitOperator::ShiftRight, left, right, self)?,
            B::Join => strings::join(left, right, self)?,
            B::Eq { case_sensitive } => compare::operator(Comparison::Eq, left, right, !case_sensitive, self)?,
            B::Ne { case_sensitive } => compare::operator(Comparison::Ne, left, right, !case_sensitive, self)?,
            B::Lt { case_sensitive } => compare::operator(Comparison::Lt, left, right, !case_sensitive, self)?,
            B::Le { case_sensitive } => compare::operator(Comparison::Le, left, right, !case_sensitive, self)?,
            B::Gt { case_sensitive } => compare::operator(Comparison::Gt, left, right, !case_sensitive, self)?,
            B::Ge { case_sensitive } => compare::operator(Comparison::Ge, left, right, !case_sensitive, self)?,
            B::Like { case_sensitive } => strings::like(left, right, !case_sensitive, false, self)?,
            B::NotLike { case_sensitive } => strings::like(left, right, !case_sensitive, true, self)?,
            B::Match { case_sensitive } => return self.matches(left, right, !case_sensitive, false),
            B::NotMatch { case_sensitive } => return self.matches(left, right, !case_sensitive, true),
            B::Contains { case_sensitive } => Value::Bool(compare::contains(left, right, !case_sensitive, self)?),
            B::NotContains { case_sensitive } => Value::Bool(!compare::contains(left, right, !case_sensitive, self)?),
            B::In { case_sensitive } => Value::Bool(compare::contains(right, left, !case_sensitive, self)?),
            B::NotIn { case_sensitive } => Value::Bool(!compare::contains(right, left, !case_sensitive, self)?),
            B::Replace { case_sensitive } => strings::replace(left, right, !case_sensitive, self)?,
            B::Split { case_sensitive } => strings::split(left, right, !case_sensitive, self)?,
            B::Is => Value::Bool(compare::is(left, right, self)?),
            B::IsNot => Value::Bool(!compare::is(left, right, self)?),
            B::As => compare::as_type(left, right, self)?,
            B::And => Value::Bool(convert::to_bool(left) && convert::to_bool(right)),
            B::Or => Value::Bool(convert::to_bool(left) || convert::to_bool(right)),
            B::Coalesce => {
                if left.is_null() {
                    right.clone()
                } else {
                    left.clone()
                }
            }
        })
    }

    /// `-match` leaves `$Matches` behind.
    fn matches(&mut self, left: &Value, right: &Value, ignore_case: bool, negate: bool) -> Run<Value> {
        let (value, groups) = strings::matches(left, right, ignore_case, negate, self)?;
        if let Some(groups) = groups {
            self.scope.set(self.names.matches, groups);
        }
        Ok(value)
    }

    fn type_operator(&mut self, operator: B, left: &Expr, right: &Expr) -> Run<Value> {
        let left = null_for_void(self.eval(left)?);
        let ty = match self.eval(right)? {
            Value::String(name) => match self.type_by_text(&name) {
                Some(ty) => Value::Type(ty),
                None => {
                    let message = format!("Cannot convert the \"{name}\" value of type \"System.String\" to type \"System.Type\".");
                    let ty = "System.Management.Automation.RuntimeException";
                    return Err(ErrorRecord::raise(ty, message, "RuntimeException", ErrorCategory::NotSpecified).into());
                }
            },
            other => other,
        };
        self.apply(operator, left, ty)
    }
}

/// Operators over two `Int32` whose result needs no other type.
fn whole(operator: B, a: i32, b: i32) -> Option<Value> {
    Some(match operator {
        B::Add => Value::Int32(a.checked_add(b)?),
        B::Subtract => Value::Int32(a.checked_sub(b)?),
        B::Multiply => Value::Int32(a.checked_mul(b)?),
        B::Remainder if b > 0 => Value::Int32(a % b),
        B::Eq { .. } => Value::Bool(a == b),
        B::Ne { .. } => Value::Bool(a != b),
        B::Lt { .. } => Value::Bool(a < b),
        B::Le { .. } => Value::Bool(a <= b),
        B::Gt { .. } => Value::Bool(a > b),
        B::Ge { .. } => Value::Bool(a >= b),
        B::BAnd => Value::Int32(a & b),
        B::BOr => Value::Int32(a | b),
        _ => return None,
    })
}
