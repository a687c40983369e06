//! Arithmetic of numbers: the wider operand chooses the type, and what overflows becomes a double.

use super::operators::Operator;
use crate::value::{ErrorCategory, ErrorRecord, Exception, Raise, Res, Runtime, Value, convert, known};
use rust_decimal::Decimal;
use std::rc::Rc;

pub const BOOLEAN: u8 = 3;
pub const CHAR: u8 = 4;
const INT32: u8 = 9;
const UINT32: u8 = 10;
const INT64: u8 = 11;
const UINT64: u8 = 12;
const DOUBLE: u8 = 14;
const DECIMAL: u8 = 15;

/// .NET's `TypeCode` of a number, a Boolean, a Char or an enumeration; wider types have greater ones.
pub fn code(value: &Value) -> Option<u8> {
    Some(match value {
        Value::Bool(_) => BOOLEAN,
        Value::Char(_) => CHAR,
        Value::SByte(_) => 5,
        Value::Byte(_) => 6,
        Value::Int16(_) => 7,
        Value::UInt16(_) => 8,
        Value::Int32(_) | Value::Enum(..) => INT32,
        Value::UInt32(_) => UINT32,
        Value::Int64(_) => INT64,
        Value::UInt64(_) => UINT64,
        Value::Single(_) => 13,
        Value::Double(_) => DOUBLE,
        Value::Decimal(_) => DECIMAL,
        _ => return None,
    })
}

/// The right operand as a number beside the left one; `None` where it is none.
pub fn argument(right: &Value, left: &Value, cx: &mut dyn Runtime) -> Res<Option<Value>> {
    Ok(match right {
        Value::Null | Value::Void => Some(Value::Int32(0)),
        Value::Char(_) => match left {
            Value::Bool(_) => Some(convert::to(right, known::INT32, cx)?),
            _ => Some(convert::to(right, left.type_ref().unwrap_or(known::INT32), cx)?),
        },
        Value::Bool(_) if matches!(left, Value::Decimal(_)) => Some(convert::to(right, known::DECIMAL, cx)?),
        _ => code(right).map(|_| right.clone()),
    })
}

/// The result of an operator over two numbers. An enumeration on the left makes the result one.
pub fn compute(operator: Operator, left: &Value, right: &Value) -> Res<Value> {
    let result = by_type(operator, left, right)?;
    match left {
        Value::Enum(ty, _) => match convert::integer(&result).and_then(|n| i64::try_from(n).ok()) {
            Some(number) => Ok(Value::Enum(*ty, number)),
            None => Err(not_an_enum()),
        },
        _ => Ok(result),
    }
}

fn by_type(operator: Operator, left: &Value, right: &Value) -> Res<Value> {
    let wider = code(left).max(code(right)).unwrap_or(INT32);
    if wider == DECIMAL {
        return decimals(operator, left, right);
    }
    let (Some(a), Some(b)) = (convert::integer(left), convert::integer(right)) else {
        return Ok(Value::Double(doubles(operator, convert::double(left).unwrap_or(0.0), convert::double(right).unwrap_or(0.0))));
    };
    let negative = a < 0 || b < 0;
    match wider {
        0..=INT32 => integers(operator, a, b, |n| i32::try_from(n).ok().map(Value::Int32)),
        UINT32 if negative => integers(operator, a, b, |n| i64::try_from(n).ok().map(Value::Int64)),
        UINT32 => integers(operator, a, b, |n| u32::try_from(n).ok().map(Value::UInt32)),
        INT64 => integers(operator, a, b, |n| i64::try_from(n).ok().map(Value::Int64)),
        _ if negative => Ok(Value::Double(doubles(operator, a as f64, b as f64))),
        _ => integers(operator, a, b, |n| u64::try_from(n).ok().map(Value::UInt64)),
    }
}

fn integers(operator: Operator, a: i128, b: i128, fit: impl Fn(i128) -> Option<Value>) -> Res<Value> {
    let exact = match operator {
        Operator::Add => Some(a + b),
        Operator::Subtract => Some(a - b),
        Operator::Multiply => match a.checked_mul(b) {
            Some(product) if product.unsigned_abs() > u128::from(u64::MAX) => return Ok(Value::Double(towards_zero(product))),
            product => product,
        },
        Operator::Divide | Operator::Modulus if b == 0 => return Err(divide_by_zero()),
        Operator::Divide => (a % b == 0).then(|| a / b),
        Operator::Modulus => Some(a % b),
    };
    Ok(exact.and_then(fit).unwrap_or_else(|| Value::Double(doubles(operator, a as f64, b as f64))))
}

/// A big integer loses its low bits as it becomes a double; it is not rounded.
fn towards_zero(number: i128) -> f64 {
    let double = number as f64;
    if (double.abs() as u128) <= number.unsigned_abs() { double } else { f64::from_bits(double.to_bits() - 1) }
}

fn doubles(operator: Operator, a: f64, b: f64) -> f64 {
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Modulus => a % b,
    }
}

fn decimals(operator: Operator, left: &Value, right: &Value) -> Res<Value> {
    if let Some(ty) = [left, right].into_iter().find(|v| matches!(v, Value::Bool(_))).and_then(Value::type_ref) {
        let message = format!("No coercion operator is defined between types '{}' and 'System.Decimal'.", ty.full_name);
        return Err(raw("System.InvalidOperationException", &message));
    }
    let (Some(a), Some(b)) = (convert::decimal(left), convert::decimal(right)) else {
        return Err(raw("System.OverflowException", TOO_LARGE));
    };
    decimal_result(operator, a, b).map(Value::Decimal).map_err(around)
}

const TOO_LARGE: &str = "Value was either too large or too small for a Decimal.";
const BY_ZERO: &str = "Attempted to divide by zero.";

/// A decimal operation, or .NET's message.
pub fn decimal_result(operator: Operator, a: Decimal, b: Decimal) -> Result<Decimal, &'static str> {
    let scale = a.scale().max(b.scale());
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply if a.is_zero() || b.is_zero() => Some(Decimal::new(0, (a.scale() + b.scale()).min(28))),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide | Operator::Modulus if b.is_zero() => return Err(BY_ZERO),
        Operator::Modulus if a.is_zero() => Some(a),
        Operator::Divide => a.checked_div(b).map(|quotient| shorten(quotient, a.scale().saturating_sub(b.scale()))),
        Operator::Modulus => a.checked_rem(b).map(|rest| if rest.is_zero() { Decimal::new(0, scale) } else { rest }),
    };
    result.ok_or(TOO_LARGE)
}

/// A quotient keeps no more zeros than the operands' scales ask for.
fn shorten(quotient: Decimal, least: u32) -> Decimal {
    let mut shorter = quotient.normalize();
    if shorter.scale() < least && least <= quotient.scale() {
        shorter.rescale(least);
    }
    shorter
}

fn divide_by_zero() -> Raise {
    around(BY_ZERO)
}

/// A .NET exception of a numeric operator, inside the `RuntimeException` that PowerShell makes of it.
fn around(message: &'static str) -> Raise {
    let type_name = if message == BY_ZERO { "System.DivideByZeroException" } else { "System.OverflowException" };
    let inner = Value::object(Exception::named(type_name, message));
    let exception = Exception::named("System.Management.Automation.RuntimeException", message).with_inner(inner);
    Rc::new(ErrorRecord::new(exception, "RuntimeException", ErrorCategory::NotSpecified, Value::Null))
}

/// An exception that PowerShell lets through as it is.
fn raw(type_name: &str, message: &str) -> Raise {
    ErrorRecord::raise(type_name, message, type_name, ErrorCategory::OperationStopped)
}

fn not_an_enum() -> Raise {
    raw("System.ArgumentException", "The value passed in must be an enum base or an underlying type for an enum, such as an Int32. (Parameter 'value')")
}
