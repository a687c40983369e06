//! Which overload a call means: by the number of arguments, then by what converting each would cost.
//!
//! The costs follow PowerShell's order of conversions, from "the same type" down to "by any means".

use super::signatures::{Overload, Param, ParamType, sequence_element};
use crate::value::{Reference, Runtime, TypeKind, TypeRef, Value, convert, known};

/// How good a conversion is; more is better: `convert::Rank` in steps of two, so that a scalar that becomes an array of one can
/// stand just below the scalar itself.
pub type Rank = u8;
const NONE: Rank = 0;
const UNRELATED_ARRAYS: Rank = step(convert::Rank::UnrelatedArrays);
const CUSTOM: Rank = step(convert::Rank::Custom);
const LANGUAGE: Rank = step(convert::Rank::Language);
const NULL_TO_VALUE: Rank = step(convert::Rank::NullToValue);
const NULL_TO_REFERENCE: Rank = step(convert::Rank::NullToRef);
const NUMERIC_IMPLICIT: Rank = step(convert::Rank::NumericImplicit);
const ASSIGNABLE: Rank = step(convert::Rank::Assignable);
const STRING_TO_CHARS: Rank = IDENTITY - 1;
const IDENTITY: Rank = step(convert::Rank::Identity);

const fn step(rank: convert::Rank) -> Rank {
    rank as u8 * 2
}

/// A candidate that takes the arguments: its place in the list, and whether its last parameter takes the rest.
#[derive(Clone, Copy)]
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
    for (i, rank) in a_ranks.iter().enumerate().take(args.len()) {
        let (Some(x), Some(y)) = (param_at(first, i), param_at(second, i)) else { continue };
        let (ParamType::Known(x), ParamType::Known(y)) = (x.ty, y.ty) else { continue };
        // A conversion that loses prefers the wider type, one that cannot lose the narrower.
        let narrower = specificity(x, y);
        score += if *rank >= NUMERIC_IMPLICIT || *rank < NULL_TO_VALUE { narrower } else { -narrower };
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
    if let Some(interface) = plain_interface(to) {
        return if from.implements(interface) { ASSIGNABLE } else { NONE };
    }
    match to.element {
        Some(element) => array_rank(value, element, cx),
        None => step(convert::rank(value, to, cx)),
    }
}

/// The interface without arguments that stands for a generic one: `IComparer` for `IComparer<T>`.
pub fn plain_interface(ty: TypeRef) -> Option<&'static str> {
    let (definition, _) = ty.generic?;
    match definition {
        "System.Collections.Generic.IComparer`1" => Some("System.Collections.IComparer"),
        "System.Collections.Generic.IEqualityComparer`1" => Some("System.Collections.IEqualityComparer"),
        "System.Collections.Generic.IDictionary`2" => Some("System.Collections.IDictionary"),
        _ => None,
    }
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
        Value::Array(_) | Value::List(_) => CUSTOM,
        Value::Object(object) if object.enumerate().is_some() => CUSTOM,
        Value::String(_) if element == known::CHAR => ASSIGNABLE,
        _ => NONE,
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
