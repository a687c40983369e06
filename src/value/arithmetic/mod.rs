//! `+ - * / %`, unary plus and minus, `++` and `--`, ranges: which rule two operands come under.
//!
//! The left operand chooses: numbers (`numeric.rs`), text, lists, dictionaries; what is left goes to the .NET operators of
//! either type (`operators.rs`).

mod numeric;
pub(crate) mod operators;
mod range;
mod text;

pub use range::range;

use super::{ErrorCategory, ErrorRecord, Raise, Res, Runtime, TypeRef, Value, convert, known, text as value_text};
use operators::Operator;
use std::rc::Rc;

pub fn add(left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => return Ok(a.checked_add(*b).map_or_else(|| Value::Double(f64::from(*a) + f64::from(*b)), Value::Int32)),
        (Value::Double(a), Value::Double(b)) => return Ok(Value::Double(a + b)),
        (Value::String(a), Value::String(b)) => return Ok(Value::from([&**a, &**b].concat())),
        _ => {}
    }
    let (left, base) = (left.base(), right.base());
    match left {
        Value::Null | Value::Void => Ok(right.clone()),
        Value::String(a) => Ok(Value::from([&**a, &*value_text::to_text(right, cx)].concat())),
        Value::Char(_) => Ok(Value::from([&*value_text::to_text(left, cx), &*value_text::to_text(right, cx)].concat())),
        Value::Dictionary(_) => dictionaries(left, base),
        _ => match convert::items_of(left) {
            Some(items) => Ok(append(items, right)),
            None => arithmetic(Operator::Add, left, base, cx),
        },
    }
}

pub fn subtract(left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(a.checked_sub(*b).map_or_else(|| Value::Double(f64::from(*a) - f64::from(*b)), Value::Int32)),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a - b)),
        _ => arithmetic(Operator::Subtract, left.base(), right.base(), cx),
    }
}

pub fn multiply(left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => return Ok(a.checked_mul(*b).map_or_else(|| Value::Double(f64::from(*a) * f64::from(*b)), Value::Int32)),
        (Value::Double(a), Value::Double(b)) => return Ok(Value::Double(a * b)),
        _ => {}
    }
    let (left, right) = (left.base(), right.base());
    match left {
        Value::Null | Value::Void => Ok(Value::Null),
        Value::String(text) => text::repeat(text, right, cx),
        _ => match convert::items_of(left) {
            Some(items) => text::repeat_items(left, items, right, cx),
            None => arithmetic(Operator::Multiply, left, right, cx),
        },
    }
}

pub fn divide(left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    arithmetic(Operator::Divide, left.base(), right.base(), cx)
}

pub fn remainder(left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) if *b != 0 => Ok(Value::Int32(a.wrapping_rem(*b))),
        _ => arithmetic(Operator::Modulus, left.base(), right.base(), cx),
    }
}

/// Numbers, texts that are numbers, and .NET's operators.
fn arithmetic(operator: Operator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let zero = Value::Int32(0);
    let left = if left.is_null() { &zero } else { left };
    let numeric = match operator {
        Operator::Multiply | Operator::Add => {
            numeric::code(left).is_some_and(|code| code != numeric::CHAR && (operator == Operator::Add || code != numeric::BOOLEAN))
        }
        _ => numeric::code(left).is_some(),
    };
    if numeric {
        if let Some(argument) = numeric::argument(right, left, cx)? {
            return numeric::compute(operator, left, &argument);
        }
        if let Value::String(text) = right {
            let ty = left.type_ref().unwrap_or(known::INT32);
            let number = convert::scan_operand(text, ty, cx)?;
            return operator.apply(left, &number, cx);
        }
    }
    if let (Value::String(text), true) = (left, operator != Operator::Multiply) {
        let ty = |value: &Value| value.type_ref().unwrap_or(known::OBJECT);
        let first = convert::scan_operand(text, ty(right), cx)?;
        let second = match right {
            Value::String(text) => convert::scan_operand(text, ty(left), cx)?,
            other => other.clone(),
        };
        return operator.apply(&first, &second, cx);
    }
    operators::call(operator, left, right, cx)
}

impl Operator {
    fn apply(self, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
        match self {
            Operator::Add => add(left, right, cx),
            Operator::Multiply => multiply(left, right, cx),
            _ => arithmetic(self, left, right, cx),
        }
    }
}

/// `$list + $more`: always an `Object[]`.
fn append(mut items: Vec<Value>, right: &Value) -> Value {
    match (convert::items_of(right), right) {
        (Some(more), _) => items.extend(more),
        (None, Value::Void) => {}
        (None, one) => items.push(one.clone()),
    }
    Value::array(items)
}

fn dictionaries(left: &Value, right: &Value) -> Res<Value> {
    let (Value::Dictionary(first), Value::Dictionary(second)) = (left, right) else {
        return Err(error("A hash table can only be added to another hash table.", "AddHashTableToNonHashTable"));
    };
    let Value::Dictionary(sum) = convert::copy_dictionary(first, first.kind) else { return Ok(Value::Null) };
    for (key, value) in second.entries.borrow().values() {
        if sum.get(key).is_some() {
            let key = match key {
                Value::String(text) => text.to_string(),
                other => format!("{other:?}"),
            };
            let message = format!("Item has already been added. Key in dictionary: '{key}'  Key being added: '{key}'");
            return Err(ErrorRecord::raise("System.ArgumentException", message, "System.ArgumentException", ErrorCategory::OperationStopped));
        }
        sum.insert(key.clone(), value.clone());
    }
    Ok(Value::Dictionary(Rc::clone(&sum)))
}

/// Unary minus: `0 - value`.
pub fn negate(value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match value {
        Value::Int32(v) if *v != i32::MIN => Ok(Value::Int32(-v)),
        Value::Double(v) => Ok(Value::Double(0.0 - v)),
        _ => subtract(&Value::Int32(0), value, cx),
    }
}

/// Unary plus: `0 + value`, a conversion to a number.
pub fn plus(value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    add(&Value::Int32(0), value, cx)
}

/// `++` (by 1) and `--` (by -1).
pub fn increment(value: &Value, by: i32, cx: &mut dyn Runtime) -> Res<Value> {
    let base = value.base();
    match base {
        Value::Int32(v) => Ok(v.checked_add(by).map_or_else(|| Value::Double(f64::from(*v) + f64::from(by)), Value::Int32)),
        Value::Null | Value::Void => Ok(Value::Int32(by)),
        _ if numeric::code(base).is_some_and(|code| code > numeric::CHAR) => add(base, &Value::Int32(by), cx),
        _ => {
            let sign = if by > 0 { "++" } else { "--" };
            Err(operator_needs_number(sign, &type_name(base.type_ref())))
        }
    }
}

fn operator_needs_number(sign: &str, ty: &str) -> Raise {
    let message = format!("The '{sign}' operator works only on numbers. The operand is a '{ty}'.");
    error(&message, "OperatorRequiresNumber")
}

fn error(message: &str, id: &str) -> Raise {
    ErrorRecord::raise("System.Management.Automation.RuntimeException", message, id, ErrorCategory::InvalidOperation)
}

fn type_name(ty: Option<TypeRef>) -> String {
    ty.map_or_else(|| "$null".to_owned(), super::types::net_name)
}
