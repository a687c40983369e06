//! `Convert`: numbers from anything that is one, other bases, base 64.

use super::TypeImpl;
use super::arguments::{byte_array, bytes, int, long, null_argument, out_of_range, provider, text, whole};
use super::numbers::{Integer, overflow};
use super::object::enum_value;
use crate::value::members::errors::net;
use crate::value::number_text::{NumberStyle, parse_decimal, parse_double, parse_integer};
use crate::value::strings::format_item;
use crate::value::{Raise, Res, Runtime, TypeRef, Value, base64, convert, culture, datetime_text, known};
use num_traits::{FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

fn first(args: &[Value]) -> &Value {
    args.first().map_or(&Value::Null, Value::base)
}

fn cannot_cast(value: &Value, to: &str) -> Raise {
    let from = value.type_ref().map_or("Object", |t| t.name);
    match value.type_ref() {
        Some(ty) if ty.implements("System.IConvertible") => net("System.InvalidCastException", format!("Invalid cast from '{from}' to '{to}'.")),
        Some(ty) => net("System.InvalidCastException", format!("Unable to cast object of type '{}' to type 'System.IConvertible'.", ty.full_name)),
        None => net("System.InvalidCastException", "Object cannot be cast from DBNull to other types."),
    }
}

/// `ToInt32` and its sisters.
fn to_integer<T: Integer>(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let (Value::String(text), Some(Value::Int32(base))) = (first(args), args.get(1).map(Value::base)) {
        return of_base::<T>(text, *base);
    }
    let number = match first(args) {
        Value::Null | Value::Void => 0,
        Value::Bool(v) => (*v).into(),
        Value::Double(v) => rounded(*v).ok_or_else(overflow::<T>)?,
        Value::Single(v) => rounded((*v).into()).ok_or_else(overflow::<T>)?,
        Value::Decimal(v) => v.round().to_i128().ok_or_else(overflow::<T>)?,
        Value::String(text) => {
            let culture = provider(args.get(1));
            return parse_integer(text, NumberStyle::INTEGER, culture, T::MIN, T::MAX, T::BITS).map(T::value).map_err(|f| f.raise(text, T::NAME));
        }
        other => whole(other).ok_or_else(|| cannot_cast(other, T::NAME))?,
    };
    if (T::MIN..=T::MAX).contains(&number) { Ok(T::value(number)) } else { Err(overflow::<T>()) }
}

fn rounded(value: f64) -> Option<i128> {
    value.is_finite().then(|| value.round_ties_even() as i128)
}

/// A text in base 2, 8, 10 or 16. A sign is for base 10; the others write negatives by their bits.
fn of_base<T: Integer>(text: &str, base: i32) -> Res<Value> {
    if !matches!(base, 2 | 8 | 10 | 16) {
        return Err(net("System.ArgumentException", "Invalid Base."));
    }
    if text.is_empty() {
        return Err(out_of_range("Index was out of range. Must be non-negative and less than the size of the collection.", "startIndex"));
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(_) if base != 10 => return Err(net("System.ArgumentException", "String cannot contain a minus sign if the base is not 10.")),
        Some(_) if T::MIN == 0 => {
            return Err(net("System.OverflowException", "The string was being parsed as an unsigned number and could not have a negative sign."));
        }
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = if base == 16 { digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")).unwrap_or(digits) } else { digits };
    let valid = digits.chars().take_while(|c| c.is_digit(base as u32)).count();
    if valid == 0 {
        return Err(net("System.FormatException", "Could not find any recognizable digits."));
    }
    if valid < digits.len() {
        return Err(net("System.FormatException", "Additional non-parsable characters are at the end of the string."));
    }
    let number = i128::from_str_radix(digits, base as u32).map_err(|_| overflow::<T>())?;
    let number = if negative { -number } else { number };
    if base != 10 && number > T::MAX && number < 1i128 << T::BITS {
        return Ok(T::value(number - (1i128 << T::BITS)));
    }
    if (T::MIN..=T::MAX).contains(&number) { Ok(T::value(number)) } else { Err(overflow::<T>()) }
}

/// Any number as a double; `None`: it is none.
fn float(value: &Value) -> Option<f64> {
    Some(match value {
        Value::Null | Value::Void => 0.0,
        Value::Bool(v) => f64::from(u8::from(*v)),
        Value::Double(v) => *v,
        Value::Single(v) => (*v).into(),
        Value::Decimal(v) => v.to_f64()?,
        Value::Char(_) => return None,
        other => whole(other)? as f64,
    })
}

fn to_double(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Value::String(text) = first(args) {
        return parse_double(text, NumberStyle::FLOAT_THOUSANDS, provider(args.get(1))).map(Value::Double).map_err(|f| f.raise(text, "Double"));
    }
    float(first(args)).map(Value::Double).ok_or_else(|| cannot_cast(first(args), "Double"))
}

fn to_single(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match to_double(args, cx)? {
        Value::Double(v) => Ok(Value::Single(v as f32)),
        other => Ok(other),
    }
}

fn to_decimal(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let too_large = || net("System.OverflowException", "Value was either too large or too small for a Decimal.");
    Ok(Value::Decimal(match first(args) {
        Value::Decimal(v) => *v,
        Value::String(text) => parse_decimal(text, NumberStyle::NUMBER, provider(args.get(1))).map_err(|f| f.raise(text, "Decimal"))?,
        Value::Double(v) => Decimal::from_f64(*v).ok_or_else(too_large)?,
        Value::Single(v) => Decimal::from_f32(*v).ok_or_else(too_large)?,
        Value::Bool(v) => Decimal::from(u8::from(*v)),
        Value::Null | Value::Void => Decimal::ZERO,
        other @ Value::Char(_) => return Err(cannot_cast(other, "Decimal")),
        other => Decimal::try_from_i128_with_scale(whole(other).ok_or_else(|| cannot_cast(other, "Decimal"))?, 0).map_err(|_| too_large())?,
    }))
}

fn to_boolean(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(match first(args) {
        Value::String(text) => {
            super::boolean::parse_text(text).ok_or_else(|| net("System.FormatException", format!("String '{text}' was not recognized as a valid Boolean.")))?
        }
        value => float(value).ok_or_else(|| cannot_cast(value, "Boolean"))? != 0.0,
    }))
}

fn to_char(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match first(args) {
        Value::Null | Value::Void => Ok(Value::Char(0)),
        Value::String(text) if text.utf16_len() == 1 => Ok(Value::Char(text.encode_utf16().next().unwrap_or(0))),
        Value::String(_) => Err(net("System.FormatException", "String must be exactly one character long.")),
        value @ (Value::Bool(_) | Value::Double(_) | Value::Single(_) | Value::Decimal(_)) => Err(cannot_cast(value, "Char")),
        value => match u16::try_from(whole(value).ok_or_else(|| cannot_cast(value, "Char"))?) {
            Ok(unit) => Ok(Value::Char(unit)),
            Err(_) => Err(net("System.OverflowException", "Value was either too large or too small for a character.")),
        },
    }
}

fn to_date_time(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match first(args) {
        Value::String(text) => {
            let now = cx.now_ticks();
            datetime_text::parse_with(text, provider(args.get(1)), datetime_text::Styles::default(), now).map(Value::DateTime).map_err(|f| f.raise())
        }
        value @ Value::DateTime(_) => Ok(value.clone()),
        Value::Null | Value::Void => Ok(super::object::default_value(known::DATE_TIME)),
        value => Err(cannot_cast(value, "DateTime")),
    }
}

/// `ToString(value[, provider])`, or an integer in another base.
fn to_string(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let width = match first(args) {
        Value::Byte(_) => 8,
        Value::Int16(_) => 16,
        Value::Int32(_) => 32,
        Value::Int64(_) => 64,
        _ => 0,
    };
    if let (Some(Value::Int32(base)), true) = (args.get(1).map(Value::base), width > 0) {
        let bits = long(args, 0) as u64 & (u64::MAX >> (64 - width));
        return Ok(Value::from(match base {
            2 => format!("{bits:b}"),
            8 => format!("{bits:o}"),
            10 => long(args, 0).to_string(),
            16 => format!("{bits:x}"),
            _ => return Err(net("System.ArgumentException", "Invalid Base.")),
        }));
    }
    let culture = if args.len() > 1 { provider(args.get(1)) } else { culture::current() };
    format_item(first(args), "", culture, cx).map(Value::from)
}

/// The bytes of `ToBase64String` and `ToHexString`: all, or a part.
fn part(args: &[Value]) -> Res<Vec<u8>> {
    let all = bytes(first(args));
    let (Some(Value::Int32(start)), Some(Value::Int32(count))) = (args.get(1).map(Value::base), args.get(2).map(Value::base)) else { return Ok(all) };
    let (start, count) = (*start, *count);
    if start < 0 || count < 0 || i64::from(start) + i64::from(count) > all.len() as i64 {
        return Err(out_of_range("Offset and length must refer to a position in the string.", "offset"));
    }
    Ok(all[start as usize..(start + count) as usize].to_vec())
}

fn from_hex(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    if !text.len().is_multiple_of(2) {
        return Err(net("System.FormatException", "The input is not a valid hex string as its length is not a multiple of 2."));
    }
    if !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(net("System.FormatException", "The input is not a valid hex string as it contains a non-hex character."));
    }
    let bytes: Vec<u8> = (0..text.len() / 2).filter_map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()).collect();
    Ok(byte_array(&bytes))
}

/// `TypeCode` by number.
fn type_of_code(code: i64) -> TypeRef {
    match code {
        3 => known::BOOLEAN,
        4 => known::CHAR,
        5 => known::SBYTE,
        6 => known::BYTE,
        7 => known::INT16,
        8 => known::UINT16,
        9 => known::INT32,
        10 => known::UINT32,
        11 => known::INT64,
        12 => known::UINT64,
        13 => known::SINGLE,
        14 => known::DOUBLE,
        15 => known::DECIMAL,
        16 => known::DATE_TIME,
        18 => known::STRING,
        _ => known::OBJECT,
    }
}

fn change_type(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let ty = match args.get(1).map(Value::base) {
        Some(Value::Type(ty)) => *ty,
        Some(Value::Enum(_, code)) => type_of_code(*code),
        _ => return Err(null_argument("conversionType")),
    };
    let value = first(args).clone();
    let rest: Vec<Value> = std::iter::once(value.clone()).chain(args.get(2).cloned()).collect();
    let by_name = CONVERT.static_methods.iter().find(|(name, _)| name.strip_prefix("To") == Some(ty.name));
    match by_name {
        Some((_, function)) if ty.full_name.matches('.').count() == 1 => function(&rest, cx),
        _ if value.type_ref().is_some_and(|from| from.is_a(ty)) => Ok(value),
        _ if value.is_null() => Err(net("System.InvalidCastException", "Null object cannot be converted to a value type.")),
        _ => convert::to(&value, ty, cx).map_err(|_| cannot_cast(&value, ty.full_name)),
    }
}

const BAD_BASE64: &str = "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.";

pub static CONVERT: TypeImpl = TypeImpl {
    static_properties: &[("DBNull", |_| Ok(Value::Null))],
    static_methods: &[
        ("ToBoolean", to_boolean),
        ("ToChar", to_char),
        ("ToSByte", to_integer::<i8>),
        ("ToByte", to_integer::<u8>),
        ("ToInt16", to_integer::<i16>),
        ("ToUInt16", to_integer::<u16>),
        ("ToInt32", to_integer::<i32>),
        ("ToUInt32", to_integer::<u32>),
        ("ToInt64", to_integer::<i64>),
        ("ToUInt64", to_integer::<u64>),
        ("ToSingle", to_single),
        ("ToDouble", to_double),
        ("ToDecimal", to_decimal),
        ("ToDateTime", to_date_time),
        ("ToString", to_string),
        ("ToBase64String", |args, _| {
            let breaks = args.iter().rev().find_map(|a| if let Value::Enum(_, n) = a.base() { Some(*n == 1) } else { None }).unwrap_or(false);
            Ok(Value::from(base64::encode(&part(args)?, breaks)))
        }),
        ("FromBase64String", |args, _| match base64::decode(&text(args, 0)) {
            Some(bytes) => Ok(byte_array(&bytes)),
            None => Err(net("System.FormatException", BAD_BASE64)),
        }),
        ("ToHexString", |args, _| Ok(Value::from(part(args)?.iter().map(|b| format!("{b:02X}")).collect::<String>()))),
        ("ToHexStringLower", |args, _| Ok(Value::from(part(args)?.iter().map(|b| format!("{b:02x}")).collect::<String>()))),
        ("FromHexString", from_hex),
        ("ChangeType", change_type),
        ("IsDBNull", |args, _| Ok(Value::Bool(first(args).type_ref().is_some_and(|t| t.full_name == "System.DBNull")))),
        ("GetTypeCode", |args, _| {
            let name = match first(args) {
                Value::Null | Value::Void => "Empty",
                value => value.type_ref().map_or("Object", |t| if t.implements("System.IConvertible") { t.name } else { "Object" }),
            };
            Ok(enum_value("System.TypeCode", name))
        }),
    ],
    ..TypeImpl::of("System.Convert")
};

/// The bytes of a number for `BitConverter`, least first.
fn number_bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::Bool(v) => vec![u8::from(*v)],
        Value::Char(v) => v.to_le_bytes().to_vec(),
        Value::Int16(v) => v.to_le_bytes().to_vec(),
        Value::UInt16(v) => v.to_le_bytes().to_vec(),
        Value::Int32(v) => v.to_le_bytes().to_vec(),
        Value::UInt32(v) => v.to_le_bytes().to_vec(),
        Value::Int64(v) => v.to_le_bytes().to_vec(),
        Value::UInt64(v) => v.to_le_bytes().to_vec(),
        Value::Single(v) => v.to_le_bytes().to_vec(),
        Value::Double(v) => v.to_le_bytes().to_vec(),
        _ => Vec::new(),
    }
}

/// So many bytes at a start index.
fn take<const N: usize>(args: &[Value]) -> Res<[u8; N]> {
    let all = bytes(first(args));
    let start = usize::try_from(int(args, 1)).ok().filter(|s| *s < all.len());
    let start = start.ok_or_else(|| out_of_range("Index was out of range. Must be non-negative and less than the size of the collection.", "startIndex"))?;
    all[start..].first_chunk::<N>().copied().ok_or_else(|| {
        net(
            "System.ArgumentException",
            "Destination array is not long enough to copy all the items in the collection. Check array index and length. (Parameter 'value')",
        )
    })
}

pub static BIT_CONVERTER: TypeImpl = TypeImpl {
    static_properties: &[("IsLittleEndian", |_| Ok(Value::Bool(true)))],
    static_methods: &[
        ("GetBytes", |args, _| Ok(byte_array(&number_bytes(first(args))))),
        ("ToBoolean", |args, _| take::<1>(args).map(|b| Value::Bool(b[0] != 0))),
        ("ToChar", |args, _| take(args).map(|b| Value::Char(u16::from_le_bytes(b)))),
        ("ToInt16", |args, _| take(args).map(|b| Value::Int16(i16::from_le_bytes(b)))),
        ("ToUInt16", |args, _| take(args).map(|b| Value::UInt16(u16::from_le_bytes(b)))),
        ("ToInt32", |args, _| take(args).map(|b| Value::Int32(i32::from_le_bytes(b)))),
        ("ToUInt32", |args, _| take(args).map(|b| Value::UInt32(u32::from_le_bytes(b)))),
        ("ToInt64", |args, _| take(args).map(|b| Value::Int64(i64::from_le_bytes(b)))),
        ("ToUInt64", |args, _| take(args).map(|b| Value::UInt64(u64::from_le_bytes(b)))),
        ("ToSingle", |args, _| take(args).map(|b| Value::Single(f32::from_le_bytes(b)))),
        ("ToDouble", |args, _| take(args).map(|b| Value::Double(f64::from_le_bytes(b)))),
        ("DoubleToInt64Bits", |args, _| Ok(Value::Int64(super::arguments::double(args, 0).to_bits() as i64))),
        ("Int64BitsToDouble", |args, _| Ok(Value::Double(f64::from_bits(long(args, 0) as u64)))),
        ("ToString", |args, _| {
            let all = bytes(first(args));
            let start = (int(args, 1).max(0) as usize).min(all.len());
            let count = if args.len() > 2 { (int(args, 2).max(0) as usize).min(all.len() - start) } else { all.len() - start };
            Ok(Value::from(all[start..start + count].iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join("-")))
        }),
    ],
    ..TypeImpl::of("System.BitConverter")
};
