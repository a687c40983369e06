//! `LanguagePrimitives.ConvertTo`: a value to a type, as casts, parameters and method arguments do it.
//!
//! `figure` finds the one conversion that leads from a value to a type, in PowerShell's order; `to` carries it out. The kinds of
//! conversion live beside this file, one subject a file.

mod collections;
mod enums;
mod errors;
mod numbers;
mod objects;
mod properties;
mod scan;

pub use collections::{copy_dictionary, entries, items_of};
pub use errors::{because, invalid_cast, no_conversion};
pub use numbers::{between as number_between, big, decimal, double, from_integer, integer, is_numeric};
pub use scan::{number as scan_number, operand as scan_operand};

use super::{Res, Runtime, TypeRef, Value, known, text};

/// How good a conversion is: what chooses between overloads. From worst to best, as PowerShell ranks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    None,
    UnrelatedArrays,
    ToString,
    Custom,
    Convertible,
    ExplicitCast,
    Constructor,
    Create,
    Parse,
    PsObject,
    ImplicitCast,
    Language,
    NullToValue,
    NullToRef,
    NumericExplicit,
    NumericString,
    NumericImplicit,
    Assignable,
    Identity,
}

/// One conversion from a value to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// The value is of the type.
    Keep,
    /// The value without the members added to it is of the type.
    Base,
    Null,
    Boolean,
    Text,
    /// A number, a Boolean or a Char to a number or a Char.
    Number,
    TextToNumber,
    /// A number by way of its text: to what only text leads.
    NumberByText,
    TextToChar,
    Big,
    FromBig,
    Enum,
    TextToType,
    Switch,
    Array,
    Wrap,
    List,
    CopyList,
    Hashtable,
    CustomObject,
    Reference,
    Delegate,
    Parse,
    Construct,
    Cast,
    Properties,
    /// Convertible to .NET, but not to this type.
    Unwilling,
}

/// Convert, or raise PowerShell's error (`InvalidCastFromStringToInteger`, ...).
pub fn to(value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    if let Some(quick) = quick(value, ty) {
        return Ok(quick);
    }
    if let Some(inner) = nullable(ty) {
        return if value.is_null() { Ok(Value::Null) } else { to_nullable(value, ty, inner, cx) };
    }
    match figure(value, ty, cx) {
        Some((conversion, _)) => apply(conversion, value, ty, cx),
        None => Err(no_conversion(value, ty, cx)),
    }
}

/// The commonest casts.
fn quick(value: &Value, ty: TypeRef) -> Option<Value> {
    let same = match value {
        Value::String(_) => ty == known::STRING,
        Value::Int32(_) => ty == known::INT32,
        Value::Bool(_) => ty == known::BOOLEAN,
        _ => false,
    };
    if same || ty == known::OBJECT || ty == known::PS_OBJECT {
        return Some(if matches!(value, Value::Void) { Value::Null } else { value.clone() });
    }
    (ty == known::BOOLEAN).then(|| Value::Bool(to_bool(value)))
}

fn to_nullable(value: &Value, ty: TypeRef, inner: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    match figure(value, inner, cx) {
        Some((conversion, _)) => apply(conversion, value, inner, cx),
        None if matches!(value.base(), Value::DateTime(_) | Value::Bool(_) | Value::Char(_)) => Err(no_conversion(value, inner, cx)),
        None => Err(no_conversion(value, ty, cx)),
    }
}

/// `T` of `Nullable[T]`.
pub fn nullable(ty: TypeRef) -> Option<TypeRef> {
    match ty.generic {
        Some(("System.Nullable`1", arguments)) => arguments.first().copied(),
        _ => None,
    }
}

/// How a value converts to a type, for the choice of an overload; `Rank::None` where it does not.
pub fn rank(value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Rank {
    match nullable(ty) {
        Some(_) if value.is_null() => Rank::NullToRef,
        Some(inner) => figure(value, inner, cx).map_or(Rank::None, |(_, rank)| rank),
        None if value.is_null() && ty.kind == super::TypeKind::Struct && !null_is_a_value(ty) => Rank::None,
        None => figure(value, ty, cx).map_or(Rank::None, |(_, rank)| rank),
    }
}

/// The conversion from a value to a type. That one is found does not mean that the value agrees to it.
pub(crate) fn figure(value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Option<(Conversion, Rank)> {
    let base = value.base();
    if base.is_null() {
        return from_null(ty);
    }
    if ty == known::OBJECT || ty == known::PS_OBJECT {
        return Some((Conversion::Keep, if ty == known::OBJECT { Rank::Assignable } else { Rank::PsObject }));
    }
    let from = base.type_ref()?;
    if from == ty {
        return Some((if matches!(value, Value::PsObject(o) if o.base.is_some()) { Conversion::Base } else { Conversion::Keep }, Rank::Identity));
    }
    if ty == known::PS_CUSTOM_OBJECT {
        let custom = matches!(base, Value::Dictionary(_));
        return Some((if custom { Conversion::CustomObject } else { Conversion::Keep }, Rank::PsObject));
    }
    if from.is_a(ty) {
        return Some((Conversion::Base, Rank::Assignable));
    }
    if ty == known::BOOLEAN {
        return Some((Conversion::Boolean, Rank::Language));
    }
    if ty == known::STRING {
        return Some((Conversion::Text, if is_numeric(from) { Rank::NumericString } else { Rank::ToString }));
    }
    if let Some(found) = numbers_and_text(base, from, ty) {
        return found;
    }
    if ty == known::SWITCH_PARAMETER {
        let accepted = matches!(base, Value::Bool(_));
        return if accepted { Some((Conversion::Switch, Rank::Language)) } else { objects::figure(base, from, ty, cx) };
    }
    if ty == known::PS_REFERENCE {
        return Some((Conversion::Reference, Rank::Language));
    }
    collections::figure(base, ty, cx).or_else(|| objects::figure(base, from, ty, cx)).or_else(|| last_resort(base))
}

/// What .NET calls convertible is tried whatever the type, and fails with .NET's words.
fn last_resort(base: &Value) -> Option<(Conversion, Rank)> {
    matches!(base, Value::Bool(_) | Value::Char(_) | Value::DateTime(_)).then_some((Conversion::Unwilling, Rank::Convertible))
}

fn from_null(ty: TypeRef) -> Option<(Conversion, Rank)> {
    let value_type = matches!(ty.kind, super::TypeKind::Struct | super::TypeKind::Enum);
    Some((Conversion::Null, if value_type { Rank::NullToValue } else { Rank::NullToRef }))
}

/// Numbers, Chars, enumerations and types: the language's own conversions. `Some(None)`: there is none, look no further.
fn numbers_and_text(base: &Value, from: TypeRef, ty: TypeRef) -> Option<Option<(Conversion, Rank)>> {
    let text = matches!(base, Value::String(_));
    if ty.kind == super::TypeKind::Enum {
        return enums::accepts(base, from).then_some(Some((Conversion::Enum, Rank::Language)));
    }
    if ty == known::TYPE {
        let number = is_numeric(from).then_some(Some((Conversion::NumberByText, Rank::Convertible)));
        return if text { Some(Some((Conversion::TextToType, Rank::Language))) } else { number };
    }
    if ty == known::CHAR && text {
        return Some(Some((Conversion::TextToChar, Rank::Language)));
    }
    if ty == known::BIG_INTEGER {
        return match base {
            Value::String(_) => Some(Some((Conversion::TextToNumber, Rank::NumericString))),
            Value::Bool(_) | Value::Char(_) => Some(Some((Conversion::Big, Rank::ImplicitCast))),
            _ if is_numeric(from) || matches!(base, Value::Enum(..)) => Some(Some((Conversion::Big, Rank::ImplicitCast))),
            _ => None,
        };
    }
    if !is_numeric(ty) && ty != known::CHAR {
        return None;
    }
    match base {
        Value::String(_) => Some(Some((Conversion::TextToNumber, Rank::NumericString))),
        Value::BigInteger(_) => Some(Some((Conversion::FromBig, Rank::ExplicitCast))),
        Value::Bool(_) if ty != known::CHAR => Some(Some((Conversion::Number, Rank::Convertible))),
        Value::Switch(_) | Value::Bool(_) => None,
        Value::DateTime(_) if ty != known::CHAR => Some(Some((Conversion::Number, Rank::Convertible))),
        Value::Enum(..) => Some(Some((Conversion::Number, Rank::Language))),
        Value::Char(_) => Some(Some((Conversion::Number, Rank::Language))),
        _ if is_numeric(from) => Some(Some((Conversion::Number, numeric_rank(from, ty)))),
        // A list of one is no number; a dictionary sets no property of one.
        Value::Dictionary(_) if ty == known::DECIMAL => Some(Some((Conversion::Properties, Rank::Create))),
        _ => Some(None),
    }
}

/// Whether every value of one number type is one of the other.
fn numeric_rank(from: TypeRef, to: TypeRef) -> Rank {
    let order = |ty: TypeRef| match ty.name {
        "SByte" => (0, 7, true),
        "Byte" => (0, 8, false),
        "Int16" => (0, 15, true),
        "UInt16" => (0, 16, false),
        "Int32" => (0, 31, true),
        "UInt32" => (0, 32, false),
        "Int64" => (0, 63, true),
        "UInt64" => (0, 64, false),
        "Single" => (1, 24, true),
        "Double" => (1, 53, true),
        _ => (2, 96, true),
    };
    let ((from_kind, from_bits, from_signed), (kind, bits, signed)) = (order(from), order(to));
    let widens = match (from_kind, kind) {
        (0, 0) => bits > from_bits && (signed || !from_signed),
        (0, _) => true,
        (1, 1) => bits > from_bits,
        _ => false,
    };
    if widens { Rank::NumericImplicit } else { Rank::NumericExplicit }
}

/// Carry a conversion out.
pub(crate) fn apply(conversion: Conversion, value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let base = value.base();
    match conversion {
        Conversion::Keep => Ok(value.clone()),
        Conversion::Unwilling => Err(no_conversion(value, ty, cx)),
        Conversion::Base => Ok(base.clone()),
        Conversion::Null => null_to(ty),
        Conversion::Boolean => Ok(Value::Bool(to_bool(value))),
        Conversion::Text => Ok(Value::String(text::to_text(value, cx))),
        Conversion::Number => numbers::between(base, ty).map_err(|why| because("InvalidCastIConvertible", base, ty, &why, cx)),
        Conversion::TextToNumber if ty == known::CHAR => to_char(base, cx),
        Conversion::TextToNumber => match base {
            Value::String(text) => numbers::from_text(text, ty, cx),
            _ => Err(no_conversion(base, ty, cx)),
        },
        Conversion::TextToChar => to_char(base, cx),
        Conversion::NumberByText => by_text(base, ty, cx),
        Conversion::Big => match numbers::big(base) {
            Some(number) => Ok(Value::BigInteger(std::rc::Rc::new(number))),
            None => Err(because("InvalidCastTargetInvocationExceptionop_Explicit", base, ty, "The value is not a number.", cx)),
        },
        Conversion::FromBig => match base {
            Value::BigInteger(number) => {
                numbers::from_big(number, ty).map_err(|why| because("InvalidCastTargetInvocationExceptionop_Explicit", base, ty, &why, cx))
            }
            _ => Err(no_conversion(base, ty, cx)),
        },
        Conversion::Enum => enums::to_enum(base, ty, cx),
        Conversion::TextToType => to_type(base, cx),
        Conversion::Switch => Ok(Value::Switch(to_bool(base))),
        Conversion::Reference => Ok(Value::object(super::Reference::to(value.clone()))),
        Conversion::Array | Conversion::Wrap | Conversion::List | Conversion::CopyList => collections::apply(conversion, base, value, ty, cx),
        Conversion::Hashtable | Conversion::CustomObject | Conversion::Delegate => objects::apply(conversion, base, ty, cx),
        Conversion::Parse | Conversion::Construct | Conversion::Cast | Conversion::Properties => objects::apply(conversion, base, ty, cx),
    }
}

/// A number by its text; where text does not lead there either, the error names the number.
fn by_text(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let text = Value::String(text::to_text(base, cx));
    match figure(&text, ty, cx) {
        Some((conversion, _)) => apply(conversion, &text, ty, cx),
        None => Err(no_conversion(base, ty, cx)),
    }
}

/// The structures that `$null` converts to.
fn null_is_a_value(ty: TypeRef) -> bool {
    is_numeric(ty) || [known::BOOLEAN, known::CHAR, known::SWITCH_PARAMETER, known::BIG_INTEGER].contains(&ty)
}

fn null_to(ty: TypeRef) -> Res<Value> {
    Ok(match ty {
        t if t == known::STRING => Value::str(""),
        t if t == known::BOOLEAN => Value::Bool(false),
        t if t == known::SWITCH_PARAMETER => Value::Switch(false),
        t if t == known::CHAR => Value::Char(0),
        t if is_numeric(t) || t == known::BIG_INTEGER => numbers::zero(t),
        t if t.kind == super::TypeKind::Enum => return Err(enums::null_error(t)),
        t if t == known::PS_REFERENCE => Value::object(super::Reference::to(Value::Null)),
        t if t.kind == super::TypeKind::Struct => {
            return Err(invalid_cast("nullToObjectInvalidCast", format!("Cannot convert null to type \"{}\".", super::types::net_name(t))));
        }
        _ => Value::Null,
    })
}

fn to_char(base: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let Value::String(text) = base else { return Err(no_conversion(base, known::CHAR, cx)) };
    let mut units = text.encode_utf16();
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(Value::Char(unit)),
        _ => Err(because("InvalidCastParseTargetInvocation", base, known::CHAR, "String must be exactly one character long.", cx)),
    }
}

fn to_type(base: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let Value::String(name) = base else { return Err(no_conversion(base, known::TYPE, cx)) };
    match cx.find_type(name.trim()) {
        Some(ty) => Ok(Value::Type(ty)),
        None => {
            Err(invalid_cast("InvalidCastFromStringToType", format!("Cannot convert the \"{name}\" value of type \"System.String\" to type \"System.Type\".")))
        }
    }
}

/// Truth, as `if` takes it: zero, the empty text and the empty list are false; a list of one is what its item is.
pub fn to_bool(value: &Value) -> bool {
    match value {
        Value::Null | Value::Void => false,
        Value::Bool(v) | Value::Switch(v) => *v,
        Value::Int32(v) => *v != 0,
        Value::String(text) => !text.is_empty(),
        Value::Single(v) => *v != 0.0,
        Value::Double(v) => *v != 0.0,
        Value::Decimal(v) => !v.is_zero(),
        Value::BigInteger(v) => **v != num_bigint::BigInt::from(0),
        Value::Array(array) => list_is_true(&array.items.borrow()),
        Value::List(list) => list_is_true(&list.items.borrow()),
        Value::PsObject(object) => object.base.as_ref().is_none_or(to_bool),
        other => integer(other).is_none_or(|number| number != 0),
    }
}

fn list_is_true(items: &[Value]) -> bool {
    match items {
        [] => false,
        // A list inside a list of one counts as something, unless it is empty itself.
        [one] => match items_of(one) {
            Some(inner) => !inner.is_empty(),
            None => to_bool(one),
        },
        _ => true,
    }
}
