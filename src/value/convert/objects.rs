//! Objects: by a static `Parse`, by a constructor of one argument, by setting the properties a dictionary names.

use super::errors::because;
use super::{Conversion, Rank, collections, numbers, properties};
use crate::value::types::facts;
use crate::value::{
    DateTime, DateTimeKind, DictionaryKind, ErrorRecord, Exception, PsStr, Res, Runtime, TimeSpan, TypeKind, TypeRef, Value, culture, datetime_text, known,
    members, text, timespan_text, types,
};
use std::rc::Rc;
use uuid::Uuid;

const URI: &str = "System.Uri";
const XML_DOCUMENT: &str = "System.Xml.XmlDocument";

pub(super) fn figure(base: &Value, from: TypeRef, ty: TypeRef, cx: &mut dyn Runtime) -> Option<(Conversion, Rank)> {
    match base {
        Value::Dictionary(_) if ty.from_script => from_dictionary(ty, cx),
        _ if ty.from_script && ty.kind == TypeKind::Class && !matches!(base, Value::PsObject(_)) => Some((Conversion::Construct, Rank::Constructor)),
        Value::String(_) => from_text(ty),
        Value::Dictionary(_) => from_dictionary(ty, cx),
        Value::PsObject(_) if can_create(ty) => Some((Conversion::Properties, Rank::Create)),
        Value::ScriptBlock(_) if is_delegate(ty) => Some((Conversion::Delegate, Rank::Language)),
        Value::DateTime(_) if ty.full_name == "System.DateTimeOffset" => Some((Conversion::Cast, Rank::ImplicitCast)),
        Value::Char(_) => constructor_for(from, ty).map(|_| (Conversion::Construct, Rank::Constructor)),
        _ if numbers::is_numeric(from) => match constructor_for(from, ty).filter(|_| !is_collection(ty)) {
            Some(_) => Some((Conversion::Construct, Rank::Constructor)),
            None => from_text(ty).map(|_| (Conversion::NumberByText, Rank::Convertible)),
        },
        _ => {
            let sequence = super::items_of(base).is_some();
            let takes = |p: &str| (sequence && is_sequence(p)) || types::find(p).is_some_and(|p| p != known::OBJECT && from.is_a(p));
            one_argument_constructors(ty).into_iter().any(takes).then_some((Conversion::Construct, Rank::Constructor))
        }
    }
}

/// A constructor's parameter that any list fills: `HashSet[T]`, `Stack[T]` and their kin copy one.
fn is_sequence(parameter: &str) -> bool {
    parameter.starts_with("System.Collections.Generic.IEnumerable[") || parameter.starts_with("System.Collections.Generic.ICollection[")
}

/// The types a text becomes by PowerShell's own rule rather than by the type's constructor.
fn is_special(ty: TypeRef) -> bool {
    ty.full_name == XML_DOCUMENT || ty.full_name == URI
}

fn from_text(ty: TypeRef) -> Option<(Conversion, Rank)> {
    let parses = ty == known::DATE_TIME || ty == known::TIME_SPAN || ty == known::GUID || parse_signature(ty).is_some();
    if is_special(ty) {
        return Some((Conversion::Construct, Rank::Language));
    }
    if parses && ty != known::SWITCH_PARAMETER {
        return Some((Conversion::Parse, Rank::Parse));
    }
    one_argument_constructors(ty).contains(&"string").then_some((Conversion::Construct, Rank::Constructor))
}

fn from_dictionary(ty: TypeRef, cx: &mut dyn Runtime) -> Option<(Conversion, Rank)> {
    if ty == known::HASHTABLE || ty == known::ORDERED_DICTIONARY {
        return Some((Conversion::Hashtable, Rank::Constructor));
    }
    let constructs = one_argument_constructors(ty).into_iter().any(|p| p == "System.Collections.IDictionary" || p == "hashtable");
    if constructs {
        return Some((Conversion::Construct, Rank::Constructor));
    }
    let created = can_create(ty) || (ty.from_script && cx.find_type(ty.full_name).is_some());
    created.then_some((Conversion::Properties, Rank::Create))
}

/// A type that a dictionary can make: a structure, or a class with a constructor without arguments.
fn can_create(ty: TypeRef) -> bool {
    if ty.from_script {
        return ty.kind == TypeKind::Class;
    }
    let simple = ty == known::CHAR || ty == known::BOOLEAN || (numbers::is_numeric(ty) && ty != known::DECIMAL);
    match ty.kind {
        TypeKind::Struct | TypeKind::Enum => !simple,
        TypeKind::Class => {
            ty == known::PS_CUSTOM_OBJECT
                || match facts_of(ty) {
                    Some(facts) => facts.constructors.iter().any(|c| c.trim() == "()"),
                    None => implementation(ty).is_some_and(|i| i.constructor.is_some()),
                }
        }
        _ => false,
    }
}

fn is_delegate(ty: TypeRef) -> bool {
    let mut here = Some(ty);
    while let Some(t) = here {
        if t.full_name == "System.MulticastDelegate" || t.full_name == "System.Delegate" {
            return true;
        }
        here = t.base;
    }
    let definition = ty.generic.map_or(ty.full_name, |(definition, _)| definition);
    definition.starts_with("System.Func`") || definition.starts_with("System.Action") || definition.starts_with("System.Predicate`")
}

pub(super) fn facts_of(ty: TypeRef) -> Option<Rc<facts::MembersFact>> {
    facts::members(ty.generic.map_or(ty.full_name, |(definition, _)| definition))
}

/// The parameter types, as PowerShell writes them, of the constructors that take one argument.
fn one_argument_constructors(ty: TypeRef) -> Vec<&'static str> {
    let Some(facts) = facts_of(ty) else { return Vec::new() };
    let one = |signature: &&'static str| -> Option<&'static str> {
        let inside = signature.split_once('(')?.1.strip_suffix(')')?;
        (!inside.contains(',') && !inside.trim().is_empty()).then(|| inside.split_whitespace().next().unwrap_or(inside))
    };
    facts.constructors.iter().filter_map(one).collect()
}

/// The type of the constructor parameter that a whole number or a Char widens to.
fn constructor_for(from: TypeRef, ty: TypeRef) -> Option<TypeRef> {
    if ty == known::DATE_TIME || ty == known::TIME_SPAN {
        return (from == known::CHAR || numbers::is_integer(from) && from != known::UINT64).then_some(known::INT64);
    }
    if from != known::CHAR && !numbers::is_integer(from) {
        return None;
    }
    let from = if from == known::CHAR { known::UINT16 } else { from };
    one_argument_constructors(ty)
        .into_iter()
        .filter_map(types::find)
        .find(|to| numbers::is_integer(*to) && (*to == from || super::numeric_rank(from, *to) == Rank::NumericImplicit))
}

/// A number is no capacity of a collection.
fn is_collection(ty: TypeRef) -> bool {
    ty.implements("System.Collections.ICollection") || ty.implements("System.Collections.IList") || ty.implements("System.Collections.Generic.ICollection`1")
}

fn implementation(ty: TypeRef) -> Option<&'static types::TypeImpl> {
    types::tables(ty.full_name).iter().copied().find(|i| i.constructor.is_some() || !i.static_methods.is_empty())
}

/// Whether the type has a static `Parse` for a text, and whether it takes a format provider.
fn parse_signature(ty: TypeRef) -> Option<bool> {
    let facts = facts_of(ty)?;
    let (_, signatures) = facts.static_methods.iter().find(|(name, _)| *name == "Parse")?;
    let provider = signatures.iter().any(|s| s.contains("(string ") && s.contains("System.IFormatProvider") && s.matches(',').count() == 1);
    (provider || signatures.iter().any(|s| s.contains("(string ") && !s.contains(','))).then_some(provider)
}

pub(super) fn apply(conversion: Conversion, base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    match conversion {
        Conversion::Parse => parse(base, ty, cx),
        Conversion::Construct => construct(base, ty, cx),
        Conversion::Cast => match base {
            Value::DateTime(_) => construct(base, ty, cx),
            _ => Err(super::no_conversion(base, ty, cx)),
        },
        Conversion::Hashtable => match base {
            Value::Dictionary(source) => {
                Ok(collections::copy_dictionary(source, if ty == known::HASHTABLE { DictionaryKind::Hashtable } else { DictionaryKind::Ordered }))
            }
            _ => Err(super::no_conversion(base, ty, cx)),
        },
        Conversion::CustomObject => Ok(properties::custom_object(base, cx)),
        // A delegate is the script block itself: what takes one calls it.
        Conversion::Delegate => Ok(base.clone()),
        _ => properties::with_properties(base, ty, cx),
    }
}

/// Text to a date, a time span, a GUID, or whatever has a static `Parse`.
fn parse(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let source = text::to_text(base, cx);
    let result = match ty {
        t if t == known::DATE_TIME => {
            let now = cx.now_ticks();
            datetime_text::parse_with(&source, culture::forms(""), datetime_text::Styles::default(), now)
                .map(Value::DateTime)
                .map_err(|failure| PsStr::from(failure.0))
        }
        t if t == known::TIME_SPAN => {
            timespan_text::parse(&source, culture::forms("")).map(Value::TimeSpan).map_err(|failure| failure.raise(&source).message())
        }
        t if t == known::GUID => parse_guid(&source).map(Value::Guid).map_err(PsStr::from),
        _ => call_parse(&source, ty, cx),
    };
    let provider = ty == known::DATE_TIME || ty == known::TIME_SPAN || ty == known::GUID || parse_signature(ty).unwrap_or(false);
    let id = if provider { "InvalidCastParseTargetInvocationWithFormatProvider" } else { "InvalidCastParseTargetInvocation" };
    result.map_err(|why| because(id, &Value::String(source), ty, &why, cx))
}

fn call_parse(source: &PsStr, ty: TypeRef, cx: &mut dyn Runtime) -> Result<Value, PsStr> {
    let method = implementation(ty).and_then(|i| i.static_methods.iter().find(|(name, _)| *name == "Parse"));
    match method {
        Some((_, parse)) => parse(&[Value::String(source.clone())], cx).map_err(|error| error.message()),
        None => members::static_invoke(ty, "Parse", &[Value::String(source.clone())], cx).map_err(|error| inner_message(&error)),
    }
}

/// The message of the exception inside the one that wraps a method call.
fn inner_message(error: &ErrorRecord) -> PsStr {
    match error.exception.downcast::<Exception>().and_then(|e| e.inner.as_ref()) {
        Some(inner) => crate::value::exception_message(inner),
        None => error.message(),
    }
}

fn parse_guid(source: &str) -> Result<Uuid, &'static str> {
    const UNKNOWN: &str = "Unrecognized Guid format.";
    let trimmed = source.trim();
    let inner = match (trimmed.chars().next(), trimmed.chars().last()) {
        (Some('{'), Some('}')) | (Some('('), Some(')')) => &trimmed[1..trimmed.len() - 1],
        _ => trimmed,
    };
    let hyphenated = inner.len() == 36;
    let bare = inner.len() == 32 && inner == trimmed;
    if !hyphenated && !bare {
        return Err(UNKNOWN);
    }
    Uuid::try_parse(inner).map_err(|_| UNKNOWN)
}

/// `[xml]'<a/>'`, and `[uri]'a/b'`, which need not be absolute.
fn special(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let source = text::to_text(base, cx);
    if ty.full_name == URI {
        return types::uri::of_text(&source).map_err(|error| because("InvalidCastConstructorException", base, ty, &error.message(), cx));
    }
    types::xml::parse(&source).map_err(|error| because("InvalidCastToXmlDocument", base, ty, &error.message(), cx))
}

/// A script's class by its constructor of one argument; a class without one takes no such value.
fn construct_class(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    match cx.class_new(ty, std::slice::from_ref(base)) {
        Some(Ok(instance)) => Ok(instance),
        Some(Err(error)) if &*error.id != "MethodCountCouldNotFindBest" => {
            let why = inner_message(&error);
            Err(because("InvalidCastConstructorException", base, ty, &why, cx))
        }
        _ => Err(super::no_conversion(base, ty, cx)),
    }
}

fn construct(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    if ty.from_script {
        return construct_class(base, ty, cx);
    }
    if is_special(ty) && matches!(base, Value::String(_)) {
        return special(base, ty, cx);
    }
    let from = base.type_ref().unwrap_or(known::OBJECT);
    let argument = match constructor_for(from, ty) {
        Some(parameter) => super::to(base, parameter, cx)?,
        // A list is copied item by item into the new object's item type.
        None => match (super::items_of(base), ty.generic) {
            (Some(_), Some((_, [element]))) => super::to(base, TypeRef::array_of(*element, 1), cx)?,
            _ => base.clone(),
        },
    };
    let result = match (&argument, ty) {
        (Value::Int64(ticks), t) if t == known::TIME_SPAN => return Ok(Value::TimeSpan(TimeSpan { ticks: *ticks })),
        (Value::Int64(ticks), t) if t == known::DATE_TIME => date_of(*ticks),
        _ => match implementation(ty).and_then(|i| i.constructor) {
            Some(constructor) => constructor(&[argument], cx).map_err(|error| error.message()),
            None => members::construct(ty, &[argument], cx).map_err(|error| inner_message(&error)),
        },
    };
    let regex = ty.full_name == "System.Text.RegularExpressions.Regex" && matches!(base, Value::String(_));
    let id = if regex { "InvalidCastFromStringToRegex" } else { "InvalidCastConstructorException" };
    result.map_err(|why| because(id, base, ty, &why, cx))
}

fn date_of(ticks: i64) -> Result<Value, PsStr> {
    const MAX: i64 = 3_155_378_975_999_999_999;
    if (0..=MAX).contains(&ticks) {
        return Ok(Value::DateTime(DateTime { ticks, kind: DateTimeKind::Unspecified }));
    }
    Err("Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'ticks')".into())
}
