//! The integer types: `Byte` to `UInt64`.

use super::TypeImpl;
use super::arguments::{format_and_provider, int, provider, text, whole};
use super::linq::value_tuple;
use super::object::enum_value;
use crate::value::culture;
use crate::value::members::errors::net;
use crate::value::number_text::{self, NumberStyle, ParseFailure, parse_integer};
use crate::value::{Raise, Reference, Res, Runtime, Value};

/// What differs from one integer type to the next.
pub trait Integer {
    const NAME: &'static str;
    const MIN: i128;
    const MAX: i128;
    const BITS: u32;
    /// The number as a value; it is in the range.
    fn value(number: i128) -> Value;
}

macro_rules! integers {
    ($($kind:ident $ty:ty),*) => {
        $(impl Integer for $ty {
            const NAME: &'static str = stringify!($kind);
            const MIN: i128 = <$ty>::MIN as i128;
            const MAX: i128 = <$ty>::MAX as i128;
            const BITS: u32 = <$ty>::BITS;
            fn value(number: i128) -> Value {
                Value::$kind(number as $ty)
            }
        })*
    };
}
integers!(SByte i8, Byte u8, Int16 i16, UInt16 u16, Int32 i32, UInt32 u32, Int64 i64, UInt64 u64);

/// A number argument as this type's value.
fn number(args: &[Value], at: usize) -> i128 {
    args.get(at).and_then(whole).unwrap_or(0)
}

pub fn overflow<T: Integer>() -> Raise {
    ParseFailure::Overflow.raise("", T::NAME)
}

fn checked<T: Integer>(number: i128) -> Res<Value> {
    if (T::MIN..=T::MAX).contains(&number) { Ok(T::value(number)) } else { Err(overflow::<T>()) }
}

/// The style and the culture of `Parse`.
pub fn style_and_culture(args: &[Value], default: NumberStyle) -> (NumberStyle, &'static culture::Culture) {
    match args.get(1).map(Value::base) {
        Some(Value::Enum(_, style)) => (NumberStyle(*style as u32), provider(args.get(2))),
        Some(Value::Int32(style)) => (NumberStyle(*style as u32), provider(args.get(2))),
        other => (default, provider(other)),
    }
}

fn parse<T: Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    let (style, culture) = style_and_culture(args, NumberStyle::INTEGER);
    parse_integer(&text, style, culture, T::MIN, T::MAX, T::BITS).map(T::value).map_err(|f| f.raise(&text, T::NAME))
}

/// `TryParse`: the same, with the result in the last argument, a `[ref]`.
pub fn attempt(args: &[Value], cx: &mut dyn Runtime, default: Value, parse: fn(&[Value], &mut dyn Runtime) -> Res<Value>) -> Res<Value> {
    let parsed = parse(&args[..args.len().saturating_sub(1)], cx);
    if let Some(reference) = args.last().and_then(|a| a.downcast::<Reference>()) {
        reference.set(parsed.as_ref().map_or(default, Clone::clone));
    }
    Ok(Value::Bool(parsed.is_ok()))
}

fn try_parse<T: Integer>(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    attempt(args, cx, T::value(0), parse::<T>)
}

/// `ToString` of any number.
pub fn to_string(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (format, culture) = format_and_provider(args);
    match number_text::format_value(this.base(), &format, culture) {
        Some(text) => text.map(Value::from),
        None => Ok(Value::str("")),
    }
}

fn compare_to<T: Integer>(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let own = whole(this).unwrap_or(0);
    match args.first() {
        None | Some(Value::Null) => Ok(Value::Int32(1)),
        Some(other) if other.type_ref() == this.type_ref() => Ok(Value::Int32(own.cmp(&whole(other).unwrap_or(0)) as i32)),
        _ => Err(net("System.ArgumentException", format!("Object must be of type {}.", T::NAME))),
    }
}

fn hash<T: Integer>(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let own = whole(this).unwrap_or(0);
    Ok(Value::Int32((own ^ if T::BITS == 64 { own >> 32 } else { 0 }) as i32))
}

fn type_code<T: Integer>(_: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(enum_value("System.TypeCode", T::NAME))
}

fn bits<T: Integer>(number: i128) -> u64 {
    (number as u128 & (u128::MAX >> (128 - T::BITS))) as u64
}

/// The bits of this type as its number.
fn of_bits<T: Integer>(bits: u64) -> Value {
    let bits = i128::from(bits);
    T::value(if bits > T::MAX { bits - (1i128 << T::BITS) } else { bits })
}

fn rotate<T: Integer>(args: &[Value], left: bool) -> Value {
    let own = bits::<T>(number(args, 0));
    let by = int(args, 1).rem_euclid(T::BITS as i32) as u32;
    let by = if left { by } else { (T::BITS - by) % T::BITS };
    let mask = u64::MAX >> (64 - T::BITS);
    of_bits::<T>((own << by | own.checked_shr(T::BITS - by).unwrap_or(0)) & mask)
}

fn clamp<T: Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (low, high) = (number(args, 1), number(args, 2));
    if low > high {
        return Err(net("System.ArgumentException", format!("'{low}' cannot be greater than {high}.")));
    }
    Ok(T::value(number(args, 0).clamp(low, high)))
}

fn div_rem<T: Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (left, right) = (number(args, 0), number(args, 1));
    if right == 0 {
        return Err(net("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    Ok(value_tuple(vec![checked::<T>(left / right)?, T::value(left % right)]))
}

fn log2<T: Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match number(args, 0) {
        n if n < 0 => Err(super::arguments::must_not_be_negative(n as i64, "value").err().unwrap_or_else(overflow::<T>)),
        n => Ok(T::value(i128::from(n.checked_ilog2().unwrap_or(0)))),
    }
}

fn create<T: Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    checked::<T>(number(args, 0))
}

macro_rules! table {
    ($id:ident $name:literal $ty:ty) => {
        pub static $id: TypeImpl = TypeImpl {
            static_properties: &[
                ("MaxValue", |_| Ok(<$ty as Integer>::value(<$ty as Integer>::MAX))),
                ("MinValue", |_| Ok(<$ty as Integer>::value(<$ty as Integer>::MIN))),
            ],
            static_methods: &[
                ("Parse", parse::<$ty>),
                ("TryParse", try_parse::<$ty>),
                ("Abs", |args, _| {
                    if number(args, 0) == <$ty as Integer>::MIN && <$ty as Integer>::MIN < 0 {
                        return Err(net("System.OverflowException", "Negating the minimum value of a twos complement number is invalid."));
                    }
                    Ok(<$ty as Integer>::value(number(args, 0).abs()))
                }),
                ("Clamp", clamp::<$ty>),
                ("CopySign", |args, _| checked::<$ty>(number(args, 0).abs() * if number(args, 1) < 0 { -1 } else { 1 })),
                ("CreateChecked", create::<$ty>),
                ("DivRem", div_rem::<$ty>),
                ("IsEvenInteger", |args, _| Ok(Value::Bool(number(args, 0) % 2 == 0))),
                ("IsOddInteger", |args, _| Ok(Value::Bool(number(args, 0) % 2 != 0))),
                ("IsNegative", |args, _| Ok(Value::Bool(number(args, 0) < 0))),
                ("IsPositive", |args, _| Ok(Value::Bool(number(args, 0) >= 0))),
                ("IsPow2", |args, _| Ok(Value::Bool(number(args, 0) > 0 && number(args, 0).count_ones() == 1))),
                ("LeadingZeroCount", |args, _| {
                    let zeros = bits::<$ty>(number(args, 0)).leading_zeros() - (64 - <$ty as Integer>::BITS);
                    Ok(<$ty as Integer>::value(zeros.into()))
                }),
                ("TrailingZeroCount", |args, _| Ok(<$ty as Integer>::value(bits::<$ty>(number(args, 0)).trailing_zeros().min(<$ty as Integer>::BITS).into()))),
                ("PopCount", |args, _| Ok(<$ty as Integer>::value(bits::<$ty>(number(args, 0)).count_ones().into()))),
                ("Log2", log2::<$ty>),
                ("Max", |args, _| Ok(<$ty as Integer>::value(number(args, 0).max(number(args, 1))))),
                ("Min", |args, _| Ok(<$ty as Integer>::value(number(args, 0).min(number(args, 1))))),
                ("BigMul", |args, _| Ok(Value::Int64((number(args, 0) * number(args, 1)) as i64))),
                ("RotateLeft", |args, _| Ok(rotate::<$ty>(args, true))),
                ("RotateRight", |args, _| Ok(rotate::<$ty>(args, false))),
                ("Sign", |args, _| Ok(Value::Int32(number(args, 0).signum() as i32))),
            ],
            methods: &[("ToString", to_string), ("CompareTo", compare_to::<$ty>), ("GetHashCode", hash::<$ty>), ("GetTypeCode", type_code::<$ty>)],
            ..TypeImpl::of($name)
        };
    };
}

table!(SBYTE "System.SByte" i8);
table!(BYTE "System.Byte" u8);
table!(INT16 "System.Int16" i16);
table!(UINT16 "System.UInt16" u16);
table!(INT32 "System.Int32" i32);
table!(UINT32 "System.UInt32" u32);
table!(INT64 "System.Int64" i64);
table!(UINT64 "System.UInt64" u64);
