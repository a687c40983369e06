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
    if let Value::String(text) = left {
        let ty = right.type_ref().unwrap_or(known::INT32);
        let first = convert::scan_operand(text, ty, cx)?;
        return combine(operator, &first, right, cx);
    }
    let right = if right.is_null() && is_number(left) { &zero } else { right };
    if let Value::String(text) = right {
        let ty = left.type_ref().unwrap_or(known::INT32);
        let second = convert::scan_operand(text, ty, cx)?;
        return combine(operator, left, &second, cx);
    }
    if let (Value::BigInteger(_), _) | (_, Value::BigInteger(_)) = (left, right) {
        return combine_big(operator, left, right, cx);
    }
    if !is_number(left) || !is_number(right) {
        if is_real(left) || is_real(right) {
            let message = "Object reference not set to an instance of an object.";
            return Err(ErrorRecord::raise("System.NullReferenceException", message, "System.NullReferenceException", ErrorCategory::OperationStopped));
        }
        let ty = operators::owner(left, right, operator.sign())?;
        return operators::call_static(ty, operator.method(), left, right, cx);
    }
    if is_real(left) || is_real(right) {
        return combine_reals(operator, left, right, cx);
    }
    let (x, y) = (convert::integer(left).unwrap_or(0), convert::integer(right).unwrap_or(0));
    let result = width(left).max(width(right)).make(bits(operator, x, y));
    Ok(keep_enum(left, result))
}

fn bits(operator: BitOperator, x: i128, y: i128) -> i128 {
    match operator {
        BitOperator::And => x & y,
        BitOperator::Or => x | y,
        _ => x ^ y,
    }
}

/// An enumeration on the left makes the result one.
fn keep_enum(left: &Value, result: Value) -> Value {
    match (left, convert::integer(&result).and_then(|n| i64::try_from(n).ok())) {
        (Value::Enum(ty, _), Some(number)) => Value::Enum(*ty, number),
        _ => result,
    }
}

fn is_real(value: &Value) -> bool {
    matches!(value, Value::Single(_) | Value::Double(_) | Value::Decimal(_))
}

/// Fractions are rounded to whole numbers of 64 bits, without a sign unless one of them is negative.
fn combine_reals(operator: BitOperator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let negative = |value: &Value| convert::double(value).is_some_and(|number| number < 0.0);
    let decimal = matches!(left, Value::Decimal(_)) || matches!(right, Value::Decimal(_));
    let mut numbers = [0; 2];
    for (number, value) in numbers.iter_mut().zip([left, right]) {
        let ty = if negative(value) { known::INT64 } else { known::UINT64 };
        // A whole number beside a fraction becomes one first, and loses what a double does not hold.
        let same = if decimal { value.clone() } else { convert::double(value).map_or(Value::Null, Value::Double) };
        let converted = convert::number_between(&same, ty).map_err(|_| convert::no_conversion(value, ty, cx))?;
        *number = convert::integer(&converted).unwrap_or(0);
    }
    let width = if negative(left) || negative(right) { Width::Int64 } else { Width::UInt64 };
    Ok(width.make(bits(operator, numbers[0], numbers[1])))
}

/// A fraction as a whole number of the narrowest signed width that holds it.
fn whole(value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    if !is_real(value) {
        return Ok(value.clone());
    }
    for ty in [known::INT32, known::INT64, known::UINT64] {
        if let Ok(number) = convert::number_between(value, ty) {
            return Ok(number);
        }
    }
    Err(convert::no_conversion(value, known::UINT64, cx))
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
    if left.is_null() {
        return Ok(Value::Int32(0));
    }
    if let Value::String(text) = left {
        let first = convert::scan_operand(text, right.type_ref().unwrap_or(known::INT32), cx)?;
        return shift(operator, &first, right, cx);
    }
    if let Value::String(text) = right {
        let count = convert::scan_operand(text, left.type_ref().unwrap_or(known::INT32), cx)?;
        return shift(operator, left, &count, cx);
    }
    if !left.type_ref().is_some_and(convert::is_numeric) && !matches!(left, Value::Enum(..)) {
        let ty = operators::owner(left, right, operator.sign())?;
        return operators::call_static(ty, operator.method(), left, right, cx);
    }
    let count = convert::integer(&convert::to(right, known::INT32, cx)?).unwrap_or(0);
    let value = whole(left, cx)?;
    let count = (count as u32) & (width(&value).bits() - 1);
    let number = convert::integer(&value).unwrap_or(0);
    let shifted = if operator == BitOperator::ShiftLeft { number << count } else { number >> count };
    Ok(match left {
        Value::Byte(_) => Value::Byte(shifted as u8),
        Value::SByte(_) => Value::SByte(shifted as i8),
        Value::Int16(_) => Value::Int16(shifted as i16),
        Value::UInt16(_) => Value::UInt16(shifted as u16),
        _ => keep_enum(left, width(&value).make(shifted)),
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
