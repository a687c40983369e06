//! The operators that .NET types define (`op_Addition` of dates, big integers, decimals, script classes), called as static
//! methods: with PowerShell's choice of an overload, and its errors where none fits.

use super::{error, numeric, type_name};
use crate::value::convert::Rank;
use crate::value::{DateTime, ErrorCategory, ErrorRecord, Exception, Raise, Res, Runtime, TimeSpan, TypeRef, Value, convert, known, members, text, types};
use num_bigint::BigInt;
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulus,
}

impl Operator {
    pub fn method(self) -> &'static str {
        match self {
            Operator::Add => "op_Addition",
            Operator::Subtract => "op_Subtraction",
            Operator::Multiply => "op_Multiply",
            Operator::Divide => "op_Division",
            Operator::Modulus => "op_Modulus",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Modulus => "%",
        }
    }
}

/// The operator of the left type, or of the right one where the left is primitive.
pub fn call(operator: Operator, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let (ty, method) = (owner(left, right, operator.sign())?, operator.method());
    let overloads = overloads(ty, operator);
    if overloads.is_empty() {
        return call_static(ty, method, left, right, cx);
    }
    let (first, second) = choose(&overloads, method, left, right, cx)?;
    let a = convert_argument(left, first, 0, method, cx)?;
    let b = convert_argument(right, second, 1, method, cx)?;
    compute(operator, &a, &b).map_err(|why| failed(method, why))
}

/// The type whose operator is meant; neither may be primitive.
pub fn owner(left: &Value, right: &Value, sign: &str) -> Res<TypeRef> {
    let primitive = |value: &Value| numeric::code(value).is_some_and(|_| !matches!(value, Value::Decimal(_) | Value::Enum(..)));
    let candidate = if left.is_null() || primitive(left) { if primitive(right) { None } else { right.type_ref() } } else { left.type_ref() };
    candidate.ok_or_else(|| {
        let message = format!("The operation '[{}] {sign} [{}]' is not defined.", type_name(left.type_ref()), type_name(right.type_ref()));
        error(&message, "NotADefinedOperationForType")
    })
}

/// A static method of a script's class or another type of that name.
pub fn call_static(ty: TypeRef, method: &str, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    if let Some(result) = cx.class_invoke_static(ty, method, &[left.clone(), right.clone()]) {
        return result;
    }
    if types::ALL.iter().any(|i| i.name == ty.full_name && i.static_methods.iter().any(|(name, _)| *name == method)) {
        return members::static_invoke(ty, method, &[left.clone(), right.clone()], cx);
    }
    let message = format!("Method invocation failed because [{}] does not contain a method named '{method}'.", types::net_name(ty));
    Err(error(&message, "MethodNotFound"))
}

/// The parameter types of a type's operator.
fn overloads(ty: TypeRef, operator: Operator) -> Vec<(TypeRef, TypeRef)> {
    use known::{BIG_INTEGER, DATE_TIME, DECIMAL, DOUBLE, TIME_SPAN};
    match (ty, operator) {
        (t, _) if t == DECIMAL || t == BIG_INTEGER => vec![(t, t)],
        (t, Operator::Add) if t == DATE_TIME => vec![(t, TIME_SPAN)],
        (t, Operator::Subtract) if t == DATE_TIME => vec![(t, TIME_SPAN), (t, t)],
        (t, Operator::Add | Operator::Subtract) if t == TIME_SPAN => vec![(t, t)],
        (t, Operator::Multiply) if t == TIME_SPAN => vec![(t, DOUBLE), (DOUBLE, t)],
        (t, Operator::Divide) if t == TIME_SPAN => vec![(t, DOUBLE), (t, t)],
        _ => Vec::new(),
    }
}

/// PowerShell's choice: the overload whose parameters are better for one argument and no worse for the other.
fn choose(overloads: &[(TypeRef, TypeRef)], method: &str, left: &Value, right: &Value, cx: &mut dyn Runtime) -> Res<(TypeRef, TypeRef)> {
    if let [only] = overloads {
        return Ok(*only);
    }
    let mut ranked: Vec<(Rank, Rank, (TypeRef, TypeRef))> = Vec::new();
    for (first, second) in overloads {
        let ranks = (convert::rank(left, *first, cx), convert::rank(right, *second, cx));
        if ranks.0 != Rank::None && ranks.1 != Rank::None {
            ranked.push((ranks.0, ranks.1, (*first, *second)));
        }
    }
    let best = ranked.iter().find(|candidate| {
        let others = ranked.iter().filter(|other| other.2 != candidate.2);
        others.clone().all(|other| candidate.0 >= other.0 && candidate.1 >= other.1 && (candidate.0 > other.0 || candidate.1 > other.1))
    });
    match best {
        Some(found) => Ok(found.2),
        None => {
            let what = if ranked.is_empty() { "Cannot find an overload" } else { "Multiple ambiguous overloads found" };
            let message = format!("{what} for \"{method}\" and the argument count: \"2\".");
            Err(ErrorRecord::raise("System.Management.Automation.MethodException", message, "MethodCountCouldNotFindBest", ErrorCategory::NotSpecified))
        }
    }
}

fn convert_argument(value: &Value, ty: TypeRef, index: usize, method: &str, cx: &mut dyn Runtime) -> Res<Value> {
    convert::to(value, ty, cx).map_err(|why| {
        let shown = text::net_string(value, cx);
        let message = format!(
            "Cannot convert argument \"{index}\", with value: \"{shown}\", for \"{method}\" to type \"{}\": \"{}\"",
            types::net_name(ty),
            why.message()
        );
        ErrorRecord::raise("System.Management.Automation.MethodException", message, "MethodArgumentConversionInvalidCastArgument", ErrorCategory::NotSpecified)
    })
}

/// An exception inside the operator, wrapped as PowerShell wraps that of a method.
fn failed(method: &str, why: Failure) -> Raise {
    let message = format!("Exception calling \"{method}\" with \"2\" argument(s): \"{}\"", why.message);
    let inner = Value::object(Exception::named(why.exception, why.message));
    let exception = Exception::named("System.Management.Automation.MethodInvocationException", message).with_inner(inner);
    Rc::new(ErrorRecord::new(exception, "DotNetMethodException", ErrorCategory::NotSpecified, Value::Null))
}

struct Failure {
    exception: &'static str,
    message: &'static str,
}

impl Failure {
    const fn overflow(message: &'static str) -> Self {
        Failure { exception: "System.OverflowException", message }
    }
}

const SPAN_TOO_LONG: Failure = Failure::overflow("TimeSpan overflowed because the duration is too long.");

fn compute(operator: Operator, left: &Value, right: &Value) -> Result<Value, Failure> {
    match (left, right) {
        (Value::Decimal(a), Value::Decimal(b)) => numeric::decimal_result(operator, *a, *b).map(Value::Decimal).map_err(Failure::overflow),
        (Value::BigInteger(a), Value::BigInteger(b)) => big(operator, a, b),
        (Value::DateTime(a), Value::TimeSpan(b)) => date_and_span(operator, *a, *b),
        (Value::DateTime(a), Value::DateTime(b)) => Ok(Value::TimeSpan(TimeSpan { ticks: a.ticks - b.ticks })),
        (Value::TimeSpan(a), Value::TimeSpan(b)) => spans(operator, *a, *b),
        (Value::TimeSpan(a), Value::Double(b)) => scaled(operator, *a, *b),
        (Value::Double(a), Value::TimeSpan(b)) => scaled(operator, *b, *a),
        _ => Ok(Value::Null),
    }
}

fn big(operator: Operator, a: &BigInt, b: &BigInt) -> Result<Value, Failure> {
    if matches!(operator, Operator::Divide | Operator::Modulus) && *b == BigInt::from(0) {
        return Err(Failure { exception: "System.DivideByZeroException", message: "Attempted to divide by zero." });
    }
    Ok(Value::BigInteger(Rc::new(match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Modulus => a % b,
    })))
}

fn date_and_span(operator: Operator, date: DateTime, span: TimeSpan) -> Result<Value, Failure> {
    let ticks = if operator == Operator::Add { Some(span.ticks) } else { span.ticks.checked_neg() };
    ticks.and_then(|ticks| date.add_ticks(ticks)).map(Value::DateTime).ok_or(Failure {
        exception: "System.ArgumentOutOfRangeException",
        message: "The added or subtracted value results in an un-representable DateTime. (Parameter 't')",
    })
}

fn spans(operator: Operator, a: TimeSpan, b: TimeSpan) -> Result<Value, Failure> {
    let ticks = match operator {
        Operator::Add => a.ticks.checked_add(b.ticks),
        Operator::Subtract => a.ticks.checked_sub(b.ticks),
        _ => return Ok(Value::Double(a.ticks as f64 / b.ticks as f64)),
    };
    ticks.map(|ticks| Value::TimeSpan(TimeSpan { ticks })).ok_or(SPAN_TOO_LONG)
}

fn scaled(operator: Operator, span: TimeSpan, factor: f64) -> Result<Value, Failure> {
    let divide = operator == Operator::Divide;
    if factor.is_nan() {
        let message = if divide {
            "TimeSpan does not accept floating point Not-a-Number values. (Parameter 'divisor')"
        } else {
            "TimeSpan does not accept floating point Not-a-Number values. (Parameter 'factor')"
        };
        return Err(Failure { exception: "System.ArgumentException", message });
    }
    let ticks = if divide { span.ticks as f64 / factor } else { span.ticks as f64 * factor };
    let ticks = ticks.round_ties_even();
    if ticks.is_nan() || ticks > i64::MAX as f64 || ticks < i64::MIN as f64 {
        return Err(SPAN_TOO_LONG);
    }
    Ok(Value::TimeSpan(TimeSpan { ticks: ticks as i64 }))
}
