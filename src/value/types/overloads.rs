//! Which overload a call means: by the number of arguments, then by what converting each would cost.
//!
//! The costs follow PowerShell's order of conversions, from "the same type" down to "by any means".

use super::signatures::{Overload, Param, ParamType, sequence_element};
use crate::value::{Reference, Runtime, TypeKind, TypeRef, Value, convert, known};

/// How good a conversion is; more is better. The steps are those of PowerShell's own ranking.
pub type Rank = u8;
const NONE: Rank = 0;
const UNRELATED_ARRAYS: Rank = 2;
const TO_STRING: Rank = 4;
const CUSTOM: Rank = 6;
const SEQUENCE: Rank = 8;
const CONSTRUCTOR: Rank = 10;
const PARSE: Rank = 12;
const LANGUAGE: Rank = 14;
const NULL_TO_VALUE: Rank = 16;
const NULL_TO_REFERENCE: Rank = 18;
const NUMERIC_EXPLICIT: Rank = 20;
const NUMERIC_STRING: Rank = 22;
const NUMERIC_IMPLICIT: Rank = 24;
const ASSIGNABLE: Rank = 26;
const STRING_TO_CHARS: Rank = 27;
const IDENTITY: Rank = 28;

/// A candidate that takes the arguments: its place in the list, and whether its last parameter takes the rest.
pub struct Choice {
    pub index: usize,
    pub expanded: bool,
}

/// The best overload; `None` where none takes so many arguments, or none can take these.
pub fn choose(overloads: &[Overload], args: &[Value], cx: &mut dyn Runtime) -> Option<Choice> {
    let mut fitting = Vec::new();
    for (index, overload) in overloads.iter().enumerate().filter(|(_, o)| !o.uncallable) {
        let required = overload.params.iter().filter(|p| !p.optional).count();
        if (required..=overload.params.len()).contains(&args.len()) {
            fitting.push(Choice { index, expanded: false });
        }
        if overload.variadic && args.len() + 1 >= overload.params.len() {
            fitting.push(Choice { index, expanded: true });
        }
    }
    if fitting.len() == 1 {
        return fitting.pop();
    }
    // One signature in both its forms is still one method: nothing to weigh against but the form.
    let mut best: Option<(Choice, Vec<Rank>)> = None;
    let only = fitting.iter().all(|c| c.index == fitting[0].index);
    let mut fallback = None;
    for choice in fitting {
        let overload = &overloads[choice.index];
        let ranks: Vec<Rank> = args.iter().enumerate().map(|(i, arg)| rank_for(overload, i, choice.expanded, arg, cx)).collect();
        if ranks.contains(&NONE) {
            fallback = Some(choice);
            continue;
        }
        let better = match &best {
            None => true,
            Some((current, current_ranks)) => compare(overloads, (&choice, &ranks), (current, current_ranks), args) > 0,
        };
        if better {
            best = Some((choice, ranks));
        }
    }
    best.map(|(choice, _)| choice).or(if only { fallback } else { None })
}

fn param_at(overload: &Overload, index: usize) -> Option<&Param> {
    overload.params.get(index.min(overload.params.len().saturating_sub(1)))
}

fn rank_for(overload: &Overload, index: usize, expanded: bool, arg: &Value, cx: &mut dyn Runtime) -> Rank {
    let Some(param) = param_at(overload, index) else { return NONE };
    let in_rest = expanded && index + 1 >= overload.params.len();
    if param.by_ref {
        return if arg.downcast::<Reference>().is_some() { IDENTITY } else { NONE };
    }
    match param.ty {
        ParamType::Known(ty) if in_rest => rank(arg, ty.element.unwrap_or(ty), cx),
        ParamType::Known(ty) => rank(arg, ty, cx),
        ParamType::Delegate => match arg.base() {
            Value::ScriptBlock(_) => LANGUAGE,
            Value::Null => NULL_TO_REFERENCE,
            Value::Object(object) if object.type_ref().is_a(known::SCRIPT_BLOCK) => LANGUAGE,
            _ => NONE,
        },
        ParamType::OpenSequence => match arg.base() {
            Value::List(list) if list.type_ref.generic.is_some() => ASSIGNABLE,
            Value::Array(_) => ASSIGNABLE,
            Value::Object(object) if object.enumerate().is_some() => ASSIGNABLE,
            _ => NONE,
        },
        ParamType::Open => CUSTOM,
    }
}

/// Above 0 where the first is the better.
fn compare(overloads: &[Overload], (a, a_ranks): (&Choice, &[Rank]), (b, b_ranks): (&Choice, &[Rank]), args: &[Value]) -> i32 {
    let mut score = 0;
    for (i, (x, y)) in a_ranks.iter().zip(b_ranks).enumerate() {
        score += (x > y) as i32 * (a_ranks.len() - i) as i32 - (x < y) as i32 * (a_ranks.len() - i) as i32;
    }
    if score != 0 {
        return score;
    }
    let (first, second) = (&overloads[a.index], &overloads[b.index]);
    for i in 0..args.len() {
        let (Some(x), Some(y)) = (param_at(first, i), param_at(second, i)) else { continue };
        let (ParamType::Known(x), ParamType::Known(y)) = (x.ty, y.ty) else { continue };
        // A conversion that loses prefers the wider type, one that cannot lose the narrower.
        let narrower = specificity(x, y);
        score += if a_ranks[i] >= NUMERIC_IMPLICIT || a_ranks[i] < NULL_TO_VALUE { narrower } else { -narrower };
    }
    if score != 0 {
        return score;
    }
    if a.expanded != b.expanded {
        return if a.expanded { -1 } else { 1 };
    }
    second.params.len() as i32 - first.params.len() as i32
}

/// Above 0 where `a` is the more specific type.
fn specificity(a: TypeRef, b: TypeRef) -> i32 {
    if a == b {
        return 0;
    }
    if let (Some(x), Some(y)) = (generality(a), generality(b)) {
        return y as i32 - x as i32;
    }
    if a.is_a(b) {
        return 1;
    }
    if b.is_a(a) {
        return -1;
    }
    match (a.element, b.element) {
        (Some(x), Some(y)) => specificity(x, y),
        _ => 0,
    }
}

/// Numbers from the narrowest to the widest.
fn generality(ty: TypeRef) -> Option<usize> {
    const ORDER: [TypeRef; 11] = [
        known::SBYTE,
        known::BYTE,
        known::INT16,
        known::UINT16,
        known::INT32,
        known::UINT32,
        known::INT64,
        known::UINT64,
        known::DECIMAL,
        known::SINGLE,
        known::DOUBLE,
    ];
    ORDER.iter().position(|t| *t == ty)
}

/// Whether a number of one type becomes one of another without loss, as C# does it by itself.
fn implicit(from: TypeRef, to: TypeRef) -> bool {
    let (Some(a), Some(b)) = (generality(from), generality(to)) else { return false };
    let signed = |at: usize| matches!(at, 0 | 2 | 4 | 6);
    let unsigned = |at: usize| matches!(at, 1 | 3 | 5 | 7);
    match () {
        _ if a == b => true,
        _ if a >= 8 => to == known::DOUBLE && from == known::SINGLE,
        _ if b >= 8 => true,
        _ if signed(a) => signed(b) && b > a,
        _ if signed(b) => b > a,
        _ => unsigned(b) && b > a,
    }
}

/// What it costs to make `value` a `to`.
pub fn rank(value: &Value, to: TypeRef, cx: &mut dyn Runtime) -> Rank {
    let value = value.base();
    let Some(from) = value.type_ref() else { return null_rank(to) };
    if from == to {
        return IDENTITY;
    }
    if to == known::OBJECT || to == known::PS_OBJECT || from.is_a(to) {
        return ASSIGNABLE;
    }
    if let Some((definition, arguments)) = to.generic
        && definition == "System.Nullable`1"
    {
        return rank(value, arguments[0], cx);
    }
    if let Some(element) = sequence_element(to) {
        return sequence_rank(value, element);
    }
    match (generality(from), generality(to)) {
        (Some(_), Some(_)) => return if implicit(from, to) { NUMERIC_IMPLICIT } else { NUMERIC_EXPLICIT },
        (None, Some(_)) if from == known::STRING => return NUMERIC_STRING,
        (None, Some(_)) if [known::CHAR, known::BOOLEAN, known::SWITCH_PARAMETER].contains(&from) || from.kind == TypeKind::Enum => return CUSTOM + 1,
        _ => {}
    }
    if let Some(element) = to.element {
        return array_rank(value, element, cx);
    }
    scalar_rank(value, from, to, cx)
}

fn null_rank(to: TypeRef) -> Rank {
    match to.kind {
        TypeKind::Struct | TypeKind::Enum if !to.full_name.starts_with("System.Nullable`1") => NULL_TO_VALUE,
        _ => NULL_TO_REFERENCE,
    }
}

fn sequence_rank(value: &Value, element: TypeRef) -> Rank {
    match value {
        Value::Array(array) if array.element.is_a(element) => ASSIGNABLE,
        Value::List(list) if list.type_ref.generic.is_some() && list.element.is_a(element) => ASSIGNABLE,
        Value::Array(_) | Value::List(_) => SEQUENCE,
        Value::Object(object) if object.enumerate().is_some() => SEQUENCE,
        Value::String(_) if element == known::CHAR => ASSIGNABLE,
        Value::Dictionary(_) => NONE,
        _ => 1,
    }
}

fn array_rank(value: &Value, element: TypeRef, cx: &mut dyn Runtime) -> Rank {
    match value {
        Value::String(_) if element == known::CHAR => STRING_TO_CHARS,
        Value::Array(array) if array.element.is_a(element) && array.element.kind == TypeKind::Class => ASSIGNABLE,
        Value::Array(_) | Value::List(_) => UNRELATED_ARRAYS,
        Value::Object(object) if object.enumerate().is_some() => UNRELATED_ARRAYS,
        // A scalar that becomes an array of one is a little worse than the scalar itself.
        _ => rank(value, element, cx).saturating_sub(1),
    }
}

fn scalar_rank(value: &Value, from: TypeRef, to: TypeRef, cx: &mut dyn Runtime) -> Rank {
    if to == known::STRING {
        return if from == known::CHAR { LANGUAGE } else { TO_STRING };
    }
    if to == known::BOOLEAN || to == known::SWITCH_PARAMETER {
        return if generality(from).is_some() || from == known::SWITCH_PARAMETER { LANGUAGE } else { CUSTOM };
    }
    if convert::to(value, to, cx).is_err() {
        return NONE;
    }
    match value {
        Value::String(_) if to.kind == TypeKind::Enum => LANGUAGE,
        Value::String(_) if to == known::CHAR => LANGUAGE,
        Value::String(_) if [known::DATE_TIME, known::TIME_SPAN, known::GUID].contains(&to) => PARSE,
        Value::String(_) => CONSTRUCTOR,
        _ if to.kind == TypeKind::Enum || from.kind == TypeKind::Enum => LANGUAGE,
        Value::Dictionary(_) => CUSTOM - 1,
        _ => CUSTOM,
    }
}
