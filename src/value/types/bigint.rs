//! `Numerics.BigInteger`.

use super::TypeImpl;
use super::arguments::{byte_array, bytes, int, text, whole};
use super::numbers::{attempt, style_and_culture, to_string};
use crate::value::members::errors::net;
use crate::value::number_text::{NumberStyle, ParseFailure, parse_big};
use crate::value::{Res, Runtime, Value};
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};
use std::rc::Rc;

/// A number argument as a BigInteger.
fn number(args: &[Value], at: usize) -> BigInt {
    match args.get(at).map(Value::base) {
        Some(Value::BigInteger(v)) => (**v).clone(),
        Some(Value::Double(v)) => BigInt::from_f64(*v).unwrap_or_default(),
        Some(Value::Single(v)) => BigInt::from_f32(*v).unwrap_or_default(),
        Some(Value::Decimal(v)) => v.trunc().to_i128().map(BigInt::from).unwrap_or_default(),
        Some(other) => whole(other).map(BigInt::from).unwrap_or_default(),
        None => BigInt::zero(),
    }
}

fn big(value: BigInt) -> Res<Value> {
    Ok(Value::BigInteger(Rc::new(value)))
}

fn own(this: &Value) -> BigInt {
    number(std::slice::from_ref(this), 0)
}

fn parse(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let input = text(args, 0);
    let (style, culture) = style_and_culture(args, NumberStyle::INTEGER);
    parse_big(&input, style, culture).map(|v| Value::BigInteger(Rc::new(v))).map_err(|_| ParseFailure::Format.raise(&input, "BigInteger"))
}

fn not_zero(value: &BigInt) -> Res<()> {
    if value.is_zero() { Err(net("System.DivideByZeroException", "Attempted to divide by zero.")) } else { Ok(()) }
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match args.first().map(Value::base) {
        Some(array @ Value::Array(_)) => big(BigInt::from_signed_bytes_le(&bytes(array))),
        Some(Value::Double(v)) if !v.is_finite() => Err(net("System.OverflowException", "BigInteger cannot represent infinity.")),
        _ => big(number(args, 0)),
    }
}

fn gcd(mut a: BigInt, mut b: BigInt) -> BigInt {
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    a.abs()
}

/// The natural logarithm, of numbers too large for a double as well.
fn ln(value: &BigInt) -> f64 {
    if value.is_negative() {
        return f64::NAN;
    }
    let shift = value.bits().saturating_sub(1000);
    (value >> shift).to_f64().unwrap_or(f64::INFINITY).ln() + shift as f64 * std::f64::consts::LN_2
}

fn pow(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    super::arguments::must_not_be_negative(int(args, 1).into(), "exponent")?;
    big(number(args, 0).pow(int(args, 1) as u32))
}

fn mod_pow(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (base, exponent, modulus) = (number(args, 0), number(args, 1), number(args, 2));
    not_zero(&modulus)?;
    if exponent.is_negative() {
        return Err(super::arguments::out_of_range("The number must be greater than or equal to zero.", "exponent"));
    }
    let result = base.modpow(&exponent, &modulus);
    // .NET's remainder has the sign of the base.
    big(if base.is_negative() && exponent.bit(0) && result.is_positive() { result - modulus.abs() } else { result })
}

macro_rules! of_two {
    ($($name:literal $function:expr),* $(,)?) => { [$(($name, |args: &[Value], _: &mut dyn Runtime| { let f: fn(BigInt, BigInt) -> BigInt = $function; big(f(number(args, 0), number(args, 1))) })),*] };
}

type Function = (&'static str, fn(&[Value], &mut dyn Runtime) -> Res<Value>);

static ARITHMETIC: [Function; 6] =
    of_two!("Add" |a, b| a + b, "Subtract" |a, b| a - b, "Multiply" |a, b| a * b, "Max" |a, b| a.max(b), "Min" |a, b| a.min(b), "GreatestCommonDivisor" gcd,);

pub static BIG_ARITHMETIC: TypeImpl = TypeImpl { static_methods: &ARITHMETIC, ..TypeImpl::of("System.Numerics.BigInteger") };

pub static BIG_INTEGER: TypeImpl = TypeImpl {
    constructor: Some(construct),
    properties: &[
        ("IsEven", |this, _| Ok(Value::Bool(!own(this).bit(0)))),
        ("IsOne", |this, _| Ok(Value::Bool(own(this).is_one()))),
        ("IsZero", |this, _| Ok(Value::Bool(own(this).is_zero()))),
        ("IsPowerOfTwo", |this, _| Ok(Value::Bool(own(this).is_positive() && own(this).magnitude().count_ones() == 1))),
        ("Sign", |this, _| {
            Ok(Value::Int32(match own(this).sign() {
                Sign::Minus => -1,
                Sign::NoSign => 0,
                Sign::Plus => 1,
            }))
        }),
    ],
    static_properties: &[("One", |_| big(BigInt::one())), ("Zero", |_| big(BigInt::zero())), ("MinusOne", |_| big(-BigInt::one()))],
    static_methods: &[
        ("Parse", parse),
        ("TryParse", |args, cx| attempt(args, cx, Value::BigInteger(Rc::default()), parse)),
        ("Pow", pow),
        ("ModPow", mod_pow),
        ("Divide", |args, _| {
            not_zero(&number(args, 1))?;
            big(number(args, 0) / number(args, 1))
        }),
        ("Remainder", |args, _| {
            not_zero(&number(args, 1))?;
            big(number(args, 0) % number(args, 1))
        }),
        ("DivRem", |args, _| {
            let (left, right) = (number(args, 0), number(args, 1));
            not_zero(&right)?;
            let (quotient, rest) = (big(&left / &right)?, big(left % right)?);
            match args.get(2).and_then(|a| a.downcast::<crate::value::Reference>()) {
                Some(reference) => {
                    reference.set(rest);
                    Ok(quotient)
                }
                None => Ok(super::linq::value_tuple(vec![quotient, rest])),
            }
        }),
        ("Negate", |args, _| big(-number(args, 0))),
        ("Abs", |args, _| big(number(args, 0).abs())),
        ("Log", |args, _| {
            let value = ln(&number(args, 0));
            Ok(Value::Double(if args.len() > 1 { value / super::arguments::double(args, 1).ln() } else { value }))
        }),
        ("Log10", |args, _| Ok(Value::Double(ln(&number(args, 0)) / std::f64::consts::LN_10))),
        ("Compare", |args, _| Ok(Value::Int32(number(args, 0).cmp(&number(args, 1)) as i32))),
        ("IsNegative", |args, _| Ok(Value::Bool(number(args, 0).is_negative()))),
        ("IsPositive", |args, _| Ok(Value::Bool(!number(args, 0).is_negative()))),
        ("IsEvenInteger", |args, _| Ok(Value::Bool(!number(args, 0).bit(0)))),
        ("IsOddInteger", |args, _| Ok(Value::Bool(number(args, 0).bit(0)))),
    ],
    methods: &[
        ("ToString", to_string),
        ("ToByteArray", |this, _, _| Ok(byte_array(&own(this).to_signed_bytes_le()))),
        ("CompareTo", |this, args, _| Ok(Value::Int32(own(this).cmp(&number(args, 0)) as i32))),
        ("Equals", |this, args, _| {
            Ok(Value::Bool(args.first().is_some_and(|a| matches!(a.base(), Value::BigInteger(_)) || whole(a).is_some()) && own(this) == number(args, 0)))
        }),
        ("GetBitLength", |this, _, _| Ok(Value::Int64(own(this).bits() as i64))),
    ],
    ..TypeImpl::of("System.Numerics.BigInteger")
};
