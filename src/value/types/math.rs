//! `Math`: each method over the number types it has.

use super::TypeImpl;
use super::arguments::{double, enumeration, int, whole};
use super::linq::value_tuple;
use crate::value::members::errors::net;
use crate::value::{Reference, Res, Runtime, Value};
use rust_decimal::{Decimal, RoundingStrategy};

/// An integer's value again, of the type of `like`; `None`: it does not fit.
fn integer_like(like: &Value, number: i128) -> Option<Value> {
    Some(match like.base() {
        Value::SByte(_) => Value::SByte(number.try_into().ok()?),
        Value::Byte(_) => Value::Byte(number.try_into().ok()?),
        Value::Int16(_) => Value::Int16(number.try_into().ok()?),
        Value::UInt16(_) => Value::UInt16(number.try_into().ok()?),
        Value::UInt32(_) => Value::UInt32(number.try_into().ok()?),
        Value::Int64(_) => Value::Int64(number.try_into().ok()?),
        Value::UInt64(_) => Value::UInt64(number.try_into().ok()?),
        _ => Value::Int32(number.try_into().ok()?),
    })
}

fn abs(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(match args[0].base() {
        Value::Double(v) => Value::Double(v.abs()),
        Value::Single(v) => Value::Single(v.abs()),
        Value::Decimal(v) => Value::Decimal(v.abs()),
        other => {
            let number = whole(other).unwrap_or(0).abs();
            return integer_like(other, number)
                .ok_or_else(|| net("System.OverflowException", "Negating the minimum value of a twos complement number is invalid."));
        }
    })
}

pub fn sign(value: &Value) -> Res<Value> {
    Ok(Value::Int32(match value.base() {
        Value::Double(v) if v.is_nan() => return Err(net("System.ArithmeticException", "Function does not accept floating point Not-a-Number values.")),
        Value::Single(v) if v.is_nan() => return Err(net("System.ArithmeticException", "Function does not accept floating point Not-a-Number values.")),
        Value::Double(v) => i32::from(*v > 0.0) - i32::from(*v < 0.0),
        Value::Single(v) => i32::from(*v > 0.0) - i32::from(*v < 0.0),
        Value::Decimal(v) => v.cmp(&Decimal::ZERO) as i32,
        other => whole(other).unwrap_or(0).signum() as i32,
    }))
}

/// The larger (or smaller) of two numbers of one type.
fn extreme(args: &[Value], largest: bool) -> Res<Value> {
    let pick = |first: bool| args[usize::from(!first)].clone();
    Ok(match (args[0].base(), args[1].base()) {
        (Value::Double(a), Value::Double(b)) if a.is_nan() || b.is_nan() => pick(a.is_nan()),
        (Value::Double(a), Value::Double(b)) => pick((a > b) == largest || a == b),
        (Value::Single(a), Value::Single(b)) if a.is_nan() || b.is_nan() => pick(a.is_nan()),
        (Value::Single(a), Value::Single(b)) => pick((a > b) == largest || a == b),
        (Value::Decimal(a), Value::Decimal(b)) => pick((a > b) == largest || a == b),
        (a, b) => pick((whole(a) > whole(b)) == largest),
    })
}

fn clamp(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let less = |a: &Value, b: &Value| match (a.base(), b.base()) {
        (Value::Double(a), Value::Double(b)) => a < b,
        (Value::Single(a), Value::Single(b)) => a < b,
        (Value::Decimal(a), Value::Decimal(b)) => a < b,
        (a, b) => whole(a) < whole(b),
    };
    let [value, low, high] = args else { return Ok(Value::Null) };
    if less(high, low) {
        let shown =
            |v: &Value| crate::value::number_text::format_value(v.base(), "", crate::value::culture::current()).and_then(Result::ok).unwrap_or_default();
        return Err(net("System.ArgumentException", format!("'{}' cannot be greater than {}.", shown(low), shown(high))));
    }
    Ok(if less(value, low) {
        low.clone()
    } else if less(high, value) {
        high.clone()
    } else {
        value.clone()
    })
}

/// `MidpointRounding` over a decimal.
pub fn round_decimal(value: Decimal, digits: i32, mode: i64) -> Res<Value> {
    if !(0..=28).contains(&digits) {
        return Err(super::arguments::out_of_range("Decimal can only round to between 0 and 28 digits of precision.", "decimals"));
    }
    let strategy = match mode {
        1 => RoundingStrategy::MidpointAwayFromZero,
        2 => RoundingStrategy::ToZero,
        3 => RoundingStrategy::ToNegativeInfinity,
        4 => RoundingStrategy::ToPositiveInfinity,
        _ => RoundingStrategy::MidpointNearestEven,
    };
    Ok(Value::Decimal(value.round_dp_with_strategy(digits as u32, strategy)))
}

fn round_whole(value: f64, mode: i64) -> f64 {
    match mode {
        1 => value.round(),
        2 => value.trunc(),
        3 => value.floor(),
        4 => value.ceil(),
        _ => value.round_ties_even(),
    }
}

/// `Round(value[, digits][, mode])` of a double, with .NET's way over powers of ten.
pub fn round_double(args: &[Value]) -> Res<f64> {
    let value = double(args, 0);
    let digits = args.iter().skip(1).find_map(|a| if let Value::Int32(n) = a.base() { Some(*n) } else { None }).unwrap_or(0);
    let mode = enumeration(args, args.len().saturating_sub(1)).unwrap_or(0);
    if !(0..=15).contains(&digits) {
        return Err(super::arguments::out_of_range("Rounding digits must be between 0 and 15, inclusive.", "digits"));
    }
    if value.abs() >= 1e16 {
        return Ok(value);
    }
    let power = 10f64.powi(digits);
    Ok(round_whole(value * power, mode) / power)
}

/// A function over doubles, and its sister over decimals.
fn either(args: &[Value], of_double: fn(f64) -> f64, of_decimal: fn(&Decimal) -> Decimal) -> Res<Value> {
    Ok(match args[0].base() {
        Value::Decimal(v) => Value::Decimal(of_decimal(v)),
        _ => Value::Double(of_double(double(args, 0))),
    })
}

fn round(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Value::Decimal(value) = args[0].base() {
        let digits = args.iter().skip(1).find_map(|a| if let Value::Int32(n) = a.base() { Some(*n) } else { None }).unwrap_or(0);
        return round_decimal(*value, digits, enumeration(args, args.len() - 1).unwrap_or(0));
    }
    round_double(args).map(Value::Double)
}

fn log(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let value = double(args, 0);
    if args.len() < 2 {
        return Ok(Value::Double(value.ln()));
    }
    let base = double(args, 1);
    Ok(Value::Double(if value.is_nan() || base.is_nan() || base == 1.0 || (value != 1.0 && (base == 0.0 || base == f64::INFINITY)) {
        f64::NAN
    } else {
        value.ln() / base.ln()
    }))
}

/// IEEE 754's remainder: of the nearest quotient, even where two are as near.
fn ieee_remainder(x: f64, y: f64) -> f64 {
    let rest = x % y;
    if rest.is_nan() {
        return f64::NAN;
    }
    if rest == 0.0 && x.is_sign_negative() {
        return -0.0;
    }
    let other = rest - y.abs() * x.signum();
    if other.abs() == rest.abs() {
        let quotient = x / y;
        return if quotient.round_ties_even().abs() > quotient.abs() { other } else { rest };
    }
    if other.abs() < rest.abs() { other } else { rest }
}

fn div_rem(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (left, right) = (args.first().and_then(whole).unwrap_or(0), args.get(1).and_then(whole).unwrap_or(0));
    if right == 0 {
        return Err(net("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    let like = if matches!(args[1].base(), Value::Int64(_)) { &args[1] } else { &args[0] };
    let overflow = || net("System.OverflowException", "Arithmetic operation resulted in an overflow.");
    let quotient = integer_like(like, left / right).ok_or_else(overflow)?;
    let rest = integer_like(like, left % right).ok_or_else(overflow)?;
    match args.get(2).and_then(|a| a.downcast::<Reference>()) {
        Some(reference) => {
            reference.set(rest);
            Ok(quotient)
        }
        None => Ok(value_tuple(vec![quotient, rest])),
    }
}

fn big_mul(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let product = args.first().and_then(whole).unwrap_or(0) * args.get(1).and_then(whole).unwrap_or(0);
    Ok(match args[0].base() {
        Value::UInt32(_) => Value::UInt64(product as u64),
        _ => Value::Int64(product as i64),
    })
}

macro_rules! of_one {
    ($($name:literal $function:expr),* $(,)?) => { [$(($name, |args: &[Value], _: &mut dyn Runtime| { let f: fn(f64) -> f64 = $function; Ok(Value::Double(f(double(args, 0)))) })),*] };
}

type Function = (&'static str, fn(&[Value], &mut dyn Runtime) -> Res<Value>);

static PLAIN: [Function; 20] = of_one!(
    "Acos" f64::acos, "Acosh" f64::acosh, "Asin" f64::asin, "Asinh" f64::asinh, "Atan" f64::atan, "Atanh" f64::atanh,
    "Cbrt" f64::cbrt, "Cos" f64::cos, "Cosh" f64::cosh, "Exp" f64::exp, "Log10" f64::log10, "Log2" f64::log2,
    "Sin" f64::sin, "Sinh" f64::sinh, "Sqrt" f64::sqrt, "Tan" f64::tan, "Tanh" f64::tanh,
    "BitIncrement" f64::next_up, "BitDecrement" f64::next_down, "ReciprocalEstimate" f64::recip,
);

pub static MATH_PLAIN: TypeImpl = TypeImpl { static_methods: &PLAIN, ..TypeImpl::of("System.Math") };

pub static MATH: TypeImpl = TypeImpl {
    static_properties: &[
        ("PI", |_| Ok(Value::Double(std::f64::consts::PI))),
        ("E", |_| Ok(Value::Double(std::f64::consts::E))),
        ("Tau", |_| Ok(Value::Double(std::f64::consts::TAU))),
    ],
    static_methods: &[
        ("Abs", abs),
        ("Sign", |args, _| sign(&args[0])),
        ("Max", |args, _| extreme(args, true)),
        ("Min", |args, _| extreme(args, false)),
        ("MaxMagnitude", |args, _| Ok(args[usize::from(double(args, 0).abs() < double(args, 1).abs())].clone())),
        ("MinMagnitude", |args, _| Ok(args[usize::from(double(args, 0).abs() > double(args, 1).abs())].clone())),
        ("Clamp", clamp),
        ("Ceiling", |args, _| either(args, f64::ceil, Decimal::ceil)),
        ("Floor", |args, _| either(args, f64::floor, Decimal::floor)),
        ("Truncate", |args, _| either(args, f64::trunc, Decimal::trunc)),
        ("Round", round),
        ("Pow", |args, _| Ok(Value::Double(double(args, 0).powf(double(args, 1))))),
        ("Log", log),
        ("Atan2", |args, _| Ok(Value::Double(double(args, 0).atan2(double(args, 1))))),
        ("IEEERemainder", |args, _| Ok(Value::Double(ieee_remainder(double(args, 0), double(args, 1))))),
        ("CopySign", |args, _| Ok(Value::Double(double(args, 0).copysign(double(args, 1))))),
        ("FusedMultiplyAdd", |args, _| Ok(Value::Double(double(args, 0).mul_add(double(args, 1), double(args, 2))))),
        ("ScaleB", |args, _| Ok(Value::Double(double(args, 0) * 2f64.powi(int(args, 1))))),
        ("ILogB", |args, _| Ok(Value::Int32(double(args, 0).abs().log2().floor() as i32))),
        ("SinCos", |args, _| {
            let (sine, cosine) = double(args, 0).sin_cos();
            Ok(value_tuple(vec![Value::Double(sine), Value::Double(cosine)]))
        }),
        ("BigMul", big_mul),
        ("DivRem", div_rem),
    ],
    ..TypeImpl::of("System.Math")
};
