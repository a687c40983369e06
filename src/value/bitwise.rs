//! `-band -bor -bxor -bnot -shl -shr`.

use super::arithmetic::operators;
use super::{ErrorCategory, ErrorRecord, Res, Runtime, Value, convert, known};
use num_bigint::BigInt;
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BitOperator {
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
}

impl BitOperator {
    fn is_shift(self) -> bool {
        matches!(self, BitOperator::ShiftLeft | BitOperator::ShiftRight)
    }

    fn method(self) -> &'static str {
        match self {
            BitOperator::And => "op_BitwiseAnd",
            BitOperator::Or => "op_BitwiseOr",
            BitOperator::Xor => "op_ExclusiveOr",
            BitOperator::ShiftLeft => "op_LeftShift",
            BitOperator::ShiftRight => "op_RightShift",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            BitOperator::And => "-band",
            BitOperator::Or => "-bor",
            BitOperator::Xor => "-bxor",
            BitOperator::ShiftLeft => "-shl",
            BitOperator::ShiftRight => "-shr",
        }
    }
}

pub fn binary(operator: BitOperator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    if operator.is_shift() { shift(operator, left.base(), right.base(), cx) } else { combine(operator, left.base(), right.base(), cx) }
}

/// The width and sign a whole number is combined in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    Int32,
    UInt32,
    Int64,
    UInt64,
}

impl Width {
    fn make(self, bits: i128) -> Value {
        match self {
            Width::Int32 => Value::Int32(bits as i32),
            Width::UInt32 => Value::UInt32(bits as u32),
            Width::Int64 => Value::Int64(bits as i64),
            Width::UInt64 => Value::UInt64(bits as u64),
        }
    }

    fn bits(self) -> u32 {
        if self <= Width::UInt32 { 32 } else { 64 }
    }
}

fn width(value: &Value) -> Width {
    match value {
        Value::UInt32(_) => Width::UInt32,
        Value::Int64(_) => Width::Int64,
        Value::UInt64(_) => Width::UInt64,
        _ => Width::Int32,
    }
}

fn is_number(value: &Value) -> bool {
    value.type_ref().is_some_and(convert::is_numeric) || matches!(value, Value::Bool(_) | Value::Char(_) | Value::Enum(..))
}

fn combine(operator: BitOperator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let zero = Value::Int32(0);
    let left = if left.is_null() { &zero } else { left };
    let right = if right.is_null() { &zero } else { right };
    if let Value::String(text) = left {
        let ty = right.type_ref().unwrap_or(known::INT32);
        let first = convert::scan_operand(text, ty, cx)?;
        return combine(operator, &first, right, cx);
    }
    if let (true, Value::String(text)) = (is_number(left), right) {
        let ty = left.type_ref().unwrap_or(known::INT32);
        let second = convert::scan_operand(text, ty, cx)?;
        return combine(operator, left, &second, cx);
    }
    if let (Value::BigInteger(_), _) | (_, Value::BigInteger(_)) = (left, right) {
        return combine_big(operator, left, right, cx);
    }
    if !is_number(left) || !is_number(right) {
        let ty = operators::owner(left, right, operator.sign())?;
        return operators::call_static(ty, operator.method(), left, right, cx);
    }
    let (a, b) = (whole(left, cx)?, whole(right, cx)?);
    let width = common(&a, &b);
    let (x, y) = (convert::integer(&a).unwrap_or(0), convert::integer(&b).unwrap_or(0));
    let bits = match operator {
        BitOperator::And => x & y,
        BitOperator::Or => x | y,
        _ => x ^ y,
    };
    let result = width.make(bits);
    Ok(match (left, convert::integer(&result).and_then(|n| i64::try_from(n).ok())) {
        (Value::Enum(ty, _), Some(number)) => Value::Enum(*ty, number),
        (Value::Bool(_), _) if matches!(right, Value::Bool(_)) => result,
        _ => result,
    })
}

/// The wider of two; a negative number beside an unsigned one needs a sign.
fn common(a: &Value, b: &Value) -> Width {
    let wider = width(a).max(width(b));
    let negative = [a, b].into_iter().any(|v| convert::integer(v).is_some_and(|n| n < 0));
    match wider {
        Width::UInt32 if negative => Width::Int64,
        other => other,
    }
}

/// A fraction is rounded to a whole number: of 32 bits where it fits and stands alone, else of 64.
fn whole(value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match value {
        Value::Single(_) | Value::Double(_) | Value::Decimal(_) => {
            let number = convert::double(value).unwrap_or(f64::NAN).round_ties_even();
            if !number.is_finite() || number.abs() >= 18_446_744_073_709_551_616.0 {
                return Err(convert::no_conversion(value, known::UINT64, cx));
            }
            let number = number as i128;
            Ok(convert::from_integer(number, known::INT32).or_else(|| convert::from_integer(number, known::INT64)).unwrap_or(Value::UInt64(number as u64)))
        }
        other => Ok(other.clone()),
    }
}

fn combine_big(operator: BitOperator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let a = convert::to(left, known::BIG_INTEGER, cx)?;
    let b = convert::to(right, known::BIG_INTEGER, cx)?;
    let (Value::BigInteger(a), Value::BigInteger(b)) = (&a, &b) else { return Ok(Value::Null) };
    let (a, b): (&BigInt, &BigInt) = (a, b);
    Ok(Value::BigInteger(Rc::new(match operator {
        BitOperator::And => a & b,
        BitOperator::Or => a | b,
        _ => a ^ b,
    })))
}

fn shift(operator: BitOperator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let zero = Value::Int32(0);
    let left = if left.is_null() { &zero } else { left };
    if let Value::String(text) = left {
        let first = convert::scan_operand(text, known::INT32, cx)?;
        return shift(operator, &first, right, cx);
    }
    if !is_number(left) {
        let ty = operators::owner(left, right, operator.sign())?;
        return operators::call_static(ty, operator.method(), left, right, cx);
    }
    let count = match right {
        Value::String(text) => convert::scan_operand(text, known::INT32, cx)?,
        other => other.clone(),
    };
    let count = convert::integer(&convert::to(&count, known::INT32, cx)?).unwrap_or(0);
    let value = whole(left, cx)?;
    let width = width(&value);
    let count = (count as u32) & (width.bits() - 1);
    let number = convert::integer(&value).unwrap_or(0);
    let result = width.make(if operator == BitOperator::ShiftLeft { number << count } else { number >> count });
    Ok(match (left, convert::integer(&result).and_then(|n| i64::try_from(n).ok())) {
        (Value::Enum(ty, _), Some(number)) => Value::Enum(*ty, number),
        _ => result,
    })
}

pub fn not(value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match value.base() {
        Value::Null | Value::Void => Ok(Value::Int32(-1)),
        Value::String(text) => {
            let number = convert::scan_operand(text, known::INT32, cx)?;
            not(&number, cx)
        }
        Value::BigInteger(number) => Ok(Value::BigInteger(Rc::new(!&**number))),
        Value::Enum(ty, number) => Ok(Value::Enum(*ty, !number)),
        base if is_number(base) => {
            let value = whole(base, cx)?;
            Ok(width(&value).make(!convert::integer(&value).unwrap_or(0)))
        }
        base => Err(not_a_number(base, cx)),
    }
}

fn not_a_number(base: &Value, cx: &mut dyn Runtime) -> crate::value::Raise {
    match convert::to(base, known::INT32, cx) {
        Err(error) => error,
        Ok(_) => ErrorRecord::raise(
            "System.Management.Automation.RuntimeException",
            "The operand is not a number.",
            "RuntimeException",
            ErrorCategory::InvalidOperation,
        ),
    }
}
