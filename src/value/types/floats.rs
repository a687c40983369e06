//! `Double`, `Single` and `Decimal`.

use super::TypeImpl;
use super::arguments::{double, enumeration, int, text, whole};
use super::math::{round_decimal, round_double};
use super::numbers::{attempt, style_and_culture, to_string};
use super::object::enum_value;
use crate::value::members::errors::net;
use crate::value::number_text::{NumberStyle, parse_decimal, parse_double};
use crate::value::{Res, Runtime, Value};
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;
use std::cmp::Ordering;

fn parse_f64(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    let (style, culture) = style_and_culture(args, NumberStyle::FLOAT_THOUSANDS);
    parse_double(&text, style, culture).map(Value::Double).map_err(|f| f.raise(&text, "Double"))
}

fn parse_f32(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    let (style, culture) = style_and_culture(args, NumberStyle::FLOAT_THOUSANDS);
    parse_double(&text, style, culture).map(|v| Value::Single(v as f32)).map_err(|f| f.raise(&text, "Single"))
}

fn order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}

fn compare_to(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match args.first().map(Value::base) {
        None | Some(Value::Null) => Ok(Value::Int32(1)),
        Some(other) if other.type_ref() == this.type_ref() => Ok(Value::Int32(order(double(std::slice::from_ref(this), 0), double(args, 0)) as i32)),
        _ => Err(net("System.ArgumentException", format!("Object must be of type {}.", this.type_ref().map_or("Double", |t| t.name)))),
    }
}

/// The result of a calculation, as the type it is asked of.
fn as_single(value: f64) -> Value {
    Value::Single(value as f32)
}

macro_rules! floats {
    ($id:ident $name:literal $ty:ident $wrap:expr, $parse:ident, $zero:expr, [$($constant:literal $value:expr),*]) => {
        pub static $id: TypeImpl = TypeImpl {
            static_properties: &[$(($constant, |_| Ok($value))),*],
            static_methods: &[
                ("Parse", $parse),
                ("TryParse", |args, cx| attempt(args, cx, $zero, $parse)),
                ("IsNaN", |args, _| Ok(Value::Bool(double(args, 0).is_nan()))),
                ("IsInfinity", |args, _| Ok(Value::Bool(double(args, 0).is_infinite()))),
                ("IsPositiveInfinity", |args, _| Ok(Value::Bool(double(args, 0) == f64::INFINITY))),
                ("IsNegativeInfinity", |args, _| Ok(Value::Bool(double(args, 0) == f64::NEG_INFINITY))),
                ("IsFinite", |args, _| Ok(Value::Bool(double(args, 0).is_finite()))),
                ("IsNegative", |args, _| Ok(Value::Bool(double(args, 0).is_sign_negative()))),
                ("IsPositive", |args, _| Ok(Value::Bool(double(args, 0).is_sign_positive()))),
                ("IsInteger", |args, _| Ok(Value::Bool(double(args, 0).is_finite() && double(args, 0).fract() == 0.0))),
                ("IsEvenInteger", |args, _| Ok(Value::Bool(double(args, 0) % 2.0 == 0.0))),
                ("IsOddInteger", |args, _| Ok(Value::Bool((double(args, 0) % 2.0).abs() == 1.0))),
                ("IsRealNumber", |args, _| Ok(Value::Bool(!double(args, 0).is_nan()))),
                ("IsNormal", |args, _| Ok(Value::Bool(double(args, 0).is_normal()))),
                ("IsSubnormal", |args, _| Ok(Value::Bool(double(args, 0).is_subnormal()))),
                ("Abs", |args, _| Ok($wrap(double(args, 0).abs()))),
                ("Ceiling", |args, _| Ok($wrap(double(args, 0).ceil()))),
                ("Floor", |args, _| Ok($wrap(double(args, 0).floor()))),
                ("Truncate", |args, _| Ok($wrap(double(args, 0).trunc()))),
                ("Round", |args, _| round_double(args).map($wrap)),
                ("Sqrt", |args, _| Ok($wrap(double(args, 0).sqrt()))),
                ("Cbrt", |args, _| Ok($wrap(double(args, 0).cbrt()))),
                ("Pow", |args, _| Ok($wrap(double(args, 0).powf(double(args, 1))))),
                ("Exp", |args, _| Ok($wrap(double(args, 0).exp()))),
                ("Log", |args, _| Ok($wrap(if args.len() > 1 { double(args, 0).log(double(args, 1)) } else { double(args, 0).ln() }))),
                ("Log2", |args, _| Ok($wrap(double(args, 0).log2()))),
                ("Log10", |args, _| Ok($wrap(double(args, 0).log10()))),
                ("Hypot", |args, _| Ok($wrap(double(args, 0).hypot(double(args, 1))))),
                ("Lerp", |args, _| Ok($wrap(double(args, 0) * (1.0 - double(args, 2)) + double(args, 1) * double(args, 2)))),
                ("DegreesToRadians", |args, _| Ok($wrap(double(args, 0) * std::f64::consts::PI / 180.0))),
                ("RadiansToDegrees", |args, _| Ok($wrap(double(args, 0) * 180.0 / std::f64::consts::PI))),
                ("Max", |args, _| Ok($wrap(double(args, 0).max(double(args, 1))))),
                ("Min", |args, _| Ok($wrap(double(args, 0).min(double(args, 1))))),
                ("Sign", |args, _| super::math::sign(&args[0])),
            ],
            methods: &[
                ("ToString", to_string),
                ("CompareTo", compare_to),
                ("GetTypeCode", |_, _, _| Ok(enum_value("System.TypeCode", stringify!($ty)))),
            ],
            ..TypeImpl::of($name)
        };
    };
}

floats!(DOUBLE "System.Double" Double Value::Double, parse_f64, Value::Double(0.0), [
    "MaxValue" Value::Double(f64::MAX), "MinValue" Value::Double(f64::MIN), "Epsilon" Value::Double(f64::from_bits(1)),
    "NaN" Value::Double(f64::NAN), "PositiveInfinity" Value::Double(f64::INFINITY), "NegativeInfinity" Value::Double(f64::NEG_INFINITY),
    "NegativeZero" Value::Double(-0.0), "E" Value::Double(std::f64::consts::E), "Pi" Value::Double(std::f64::consts::PI),
    "Tau" Value::Double(std::f64::consts::TAU)
]);
floats!(SINGLE "System.Single" Single as_single, parse_f32, Value::Single(0.0), [
    "MaxValue" Value::Single(f32::MAX), "MinValue" Value::Single(f32::MIN), "Epsilon" Value::Single(f32::from_bits(1)),
    "NaN" Value::Single(f32::NAN), "PositiveInfinity" Value::Single(f32::INFINITY), "NegativeInfinity" Value::Single(f32::NEG_INFINITY),
    "NegativeZero" Value::Single(-0.0), "E" Value::Single(std::f32::consts::E), "Pi" Value::Single(std::f32::consts::PI),
    "Tau" Value::Single(std::f32::consts::TAU)
]);

/// A decimal argument, whatever number it came as.
pub fn decimal(args: &[Value], at: usize) -> Decimal {
    match args.get(at).map(Value::base) {
        Some(Value::Decimal(v)) => *v,
        Some(Value::Double(v)) => Decimal::from_f64(*v).unwrap_or_default(),
        Some(Value::Single(v)) => Decimal::from_f32(*v).unwrap_or_default(),
        Some(other) => whole(other).and_then(|n| Decimal::try_from_i128_with_scale(n, 0).ok()).unwrap_or_default(),
        None => Decimal::ZERO,
    }
}

fn parse_money(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    let (style, culture) = style_and_culture(args, NumberStyle::NUMBER);
    parse_decimal(&text, style, culture).map(Value::Decimal).map_err(|f| f.raise(&text, "Decimal"))
}

/// The result of decimal arithmetic.
fn fits(value: Option<Decimal>) -> Res<Value> {
    value.map(Value::Decimal).ok_or_else(|| net("System.OverflowException", "Value was either too large or too small for a Decimal."))
}

fn divide(args: &[Value], calculate: fn(Decimal, Decimal) -> Option<Decimal>) -> Res<Value> {
    if decimal(args, 1).is_zero() {
        return Err(net("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    fits(calculate(decimal(args, 0), decimal(args, 1)))
}

/// `Decimal.ToInt32` and the like: the fraction is cut off.
fn to_integer<T: super::numbers::Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = decimal(args, 0).trunc().to_i128().filter(|n| (T::MIN..=T::MAX).contains(n));
    whole.map(T::value).ok_or_else(super::numbers::overflow::<T>)
}

fn bits(value: Decimal) -> Value {
    let raw = value.serialize();
    let part = |at: usize| i32::from_le_bytes([raw[at], raw[at + 1], raw[at + 2], raw[at + 3]]);
    Value::array_of(crate::value::known::INT32, [4, 8, 12, 0].map(|at| Value::Int32(part(at))).to_vec())
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if args.len() == 5 {
        let mut value = Decimal::from_parts(int(args, 0) as u32, int(args, 1) as u32, int(args, 2) as u32, false, int(args, 4) as u32);
        value.set_sign_negative(matches!(args[3].base(), Value::Bool(true)));
        return Ok(Value::Decimal(value));
    }
    Ok(Value::Decimal(decimal(args, 0)))
}

pub static DECIMAL: TypeImpl = TypeImpl {
    constructor: Some(construct),
    properties: &[("Scale", |this, _| Ok(Value::Byte(decimal(std::slice::from_ref(this), 0).scale() as u8)))],
    static_properties: &[
        ("MaxValue", |_| Ok(Value::Decimal(Decimal::MAX))),
        ("MinValue", |_| Ok(Value::Decimal(Decimal::MIN))),
        ("One", |_| Ok(Value::Decimal(Decimal::ONE))),
        ("MinusOne", |_| Ok(Value::Decimal(Decimal::NEGATIVE_ONE))),
        ("Zero", |_| Ok(Value::Decimal(Decimal::ZERO))),
    ],
    static_methods: &[
        ("Parse", parse_money),
        ("TryParse", |args, cx| attempt(args, cx, Value::Decimal(Decimal::ZERO), parse_money)),
        ("Add", |args, _| fits(decimal(args, 0).checked_add(decimal(args, 1)))),
        ("Subtract", |args, _| fits(decimal(args, 0).checked_sub(decimal(args, 1)))),
        ("Multiply", |args, _| fits(decimal(args, 0).checked_mul(decimal(args, 1)))),
        ("Divide", |args, _| divide(args, |a, b| a.checked_div(b))),
        ("Remainder", |args, _| divide(args, |a, b| a.checked_rem(b))),
        ("Negate", |args, _| Ok(Value::Decimal(-decimal(args, 0)))),
        ("Abs", |args, _| Ok(Value::Decimal(decimal(args, 0).abs()))),
        ("Ceiling", |args, _| Ok(Value::Decimal(decimal(args, 0).ceil()))),
        ("Floor", |args, _| Ok(Value::Decimal(decimal(args, 0).floor()))),
        ("Truncate", |args, _| Ok(Value::Decimal(decimal(args, 0).trunc()))),
        ("Round", |args, _| {
            let digits = args.iter().skip(1).find_map(|a| if let Value::Int32(n) = a.base() { Some(*n) } else { None }).unwrap_or(0);
            round_decimal(decimal(args, 0), digits, enumeration(args, args.len().saturating_sub(1)).unwrap_or(0))
        }),
        ("Compare", |args, _| Ok(Value::Int32(decimal(args, 0).cmp(&decimal(args, 1)) as i32))),
        ("Equals", |args, _| Ok(Value::Bool(decimal(args, 0) == decimal(args, 1)))),
        ("Max", |args, _| Ok(Value::Decimal(decimal(args, 0).max(decimal(args, 1))))),
        ("Min", |args, _| Ok(Value::Decimal(decimal(args, 0).min(decimal(args, 1))))),
        ("Sign", |args, _| super::math::sign(&args[0])),
        ("IsInteger", |args, _| Ok(Value::Bool(decimal(args, 0).fract().is_zero()))),
        ("IsNegative", |args, _| Ok(Value::Bool(decimal(args, 0).is_sign_negative()))),
        ("IsPositive", |args, _| Ok(Value::Bool(decimal(args, 0).is_sign_positive()))),
        ("ToByte", to_integer::<u8>),
        ("ToSByte", to_integer::<i8>),
        ("ToInt16", to_integer::<i16>),
        ("ToUInt16", to_integer::<u16>),
        ("ToInt32", to_integer::<i32>),
        ("ToUInt32", to_integer::<u32>),
        ("ToInt64", to_integer::<i64>),
        ("ToUInt64", to_integer::<u64>),
        ("ToDouble", |args, _| Ok(Value::Double(decimal(args, 0).to_f64().unwrap_or(0.0)))),
        ("ToSingle", |args, _| Ok(Value::Single(decimal(args, 0).to_f32().unwrap_or(0.0)))),
        ("GetBits", |args, _| Ok(bits(decimal(args, 0)))),
    ],
    methods: &[
        ("ToString", to_string),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            Some(Value::Decimal(other)) => Ok(Value::Int32(decimal(std::slice::from_ref(this), 0).cmp(other) as i32)),
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            _ => Err(net("System.ArgumentException", "Object must be of type Decimal.")),
        }),
        ("GetTypeCode", |_, _, _| Ok(enum_value("System.TypeCode", "Decimal"))),
    ],
    ..TypeImpl::of("System.Decimal")
};
