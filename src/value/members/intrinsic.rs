//! Members that every value has: `psobject` and its kin, and the methods `ForEach` and `Where`.

use super::psobject::{PsObjectView, type_names_list};
use crate::value::types::{self, items};
use crate::value::{ErrorCategory, ErrorRecord, List, PsStr, Res, Runtime, TypeRef, Value, convert, known};
use std::cell::RefCell;
use std::rc::Rc;

pub fn property(value: &Value, name: &str) -> Option<Value> {
    if name.len() < 6 || !name.as_bytes()[..2].eq_ignore_ascii_case(b"ps") {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "psobject" => Some(Value::object(PsObjectView::of(value))),
        "pstypenames" => Some(type_names_list(value)),
        "psbase" | "psadapted" => Some(value.base().clone()),
        "psextended" => Some(value.clone()),
        _ => None,
    }
}

pub fn method(value: &Value, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
    if name.eq_ignore_ascii_case("ForEach") {
        return Some(for_each(value, args, cx));
    }
    name.eq_ignore_ascii_case("Where").then(|| where_(value, args, cx))
}

/// `Collection<PSObject>`, which both methods give.
fn collection(values: Vec<Value>) -> Value {
    let ty = types::find("System.Collections.ObjectModel.Collection[psobject]").unwrap_or(known::ARRAY_LIST);
    Value::List(Rc::new(List { type_ref: ty, element: known::PS_OBJECT, items: RefCell::new(values) }))
}

fn all(value: &Value) -> Vec<Value> {
    items(value).unwrap_or_else(|| vec![value.clone()])
}

fn flatten(value: Value, out: &mut Vec<Value>) {
    match items(&value) {
        Some(many) => out.extend(many),
        None if matches!(value, Value::Void) => {}
        None => out.push(value),
    }
}

/// `.ForEach({ block }, arguments...)`, `.ForEach([type])`, `.ForEach('property')`, `.ForEach('property', value)`, `.ForEach('method', arguments)`.
fn for_each(value: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let Some((action, rest)) = args.split_first() else { return Err(super::errors::no_overload("ForEach", 0)) };
    let mut out = Vec::new();
    for item in all(value) {
        match action.base() {
            Value::ScriptBlock(block) => out.extend(cx.invoke_block(block, Some(item), rest)?),
            Value::Type(ty) => out.push(convert::to(&item, *ty, cx)?),
            _ => {
                let name = crate::value::text::to_text(action, cx);
                for_each_member(&item, &name, rest, &mut out, cx)?;
            }
        }
    }
    Ok(collection(out))
}

fn for_each_member(item: &Value, name: &PsStr, rest: &[Value], out: &mut Vec<Value>, cx: &mut dyn Runtime) -> Res<()> {
    if let Some(found) = super::get(item, name, cx)?
        && found.downcast::<super::Method>().is_none()
    {
        match rest {
            [] => flatten(found, out),
            [new] => {
                super::set(item, name, new, cx)?;
            }
            _ => {}
        }
        return Ok(());
    }
    if let Some(done) = super::try_invoke(item, name, rest, cx) {
        flatten(done?, out);
    }
    Ok(())
}

/// `.Where({ block }, mode, count)`.
fn where_(value: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let Some(Value::ScriptBlock(block)) = args.first().map(Value::base) else { return Err(super::errors::no_overload("Where", args.len())) };
    let mode_type = types::by_full_name("system.management.automation.whereoperatorselectionmode");
    let mode = match (args.get(1), mode_type) {
        (Some(mode), Some(ty)) => mode_number(mode, ty, cx)?,
        _ => 0,
    };
    let count = match args.get(2) {
        Some(count) => match convert::to(count, known::INT32, cx)? {
            Value::Int32(count) if count >= 0 => count as usize,
            _ => return Err(bad_count()),
        },
        None => 0,
    };
    let mut run = |item: &Value| -> Res<bool> {
        let results = cx.invoke_block(block, Some(item.clone()), &[])?;
        Ok(match results.as_slice() {
            [] => false,
            [one] => convert::to_bool(one),
            _ => true,
        })
    };
    let all = all(value);
    let limit = if count == 0 { 1 } else { count };
    Ok(collection(match mode {
        1 => take_while_counting(all, limit, &mut run)?,
        2 => {
            let kept = keep(all, &mut run)?;
            let skip = kept.len().saturating_sub(limit);
            kept.into_iter().skip(skip).collect()
        }
        3 => after(all, count, &mut run)?,
        4 => before(all, count, &mut run)?,
        5 => return split(all, count, &mut run),
        _ => {
            let kept = keep(all, &mut run)?;
            if count == 0 { kept } else { kept.into_iter().take(count).collect() }
        }
    }))
}

fn mode_number(mode: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<i64> {
    match convert::to(mode, ty, cx)? {
        Value::Enum(_, number) => Ok(number),
        _ => Ok(0),
    }
}

fn bad_count() -> crate::value::Raise {
    ErrorRecord::raise(
        "System.Management.Automation.PSArgumentOutOfRangeException",
        "The value of the parameter numberToReturn must be equal to or greater than 0.",
        "NumberToReturnMustBeGreaterThanZero",
        ErrorCategory::InvalidArgument,
    )
}

type Test<'a> = dyn FnMut(&Value) -> Res<bool> + 'a;

fn keep(all: Vec<Value>, run: &mut Test) -> Res<Vec<Value>> {
    let mut out = Vec::new();
    for item in all {
        if run(&item)? {
            out.push(item);
        }
    }
    Ok(out)
}

fn take_while_counting(all: Vec<Value>, limit: usize, run: &mut Test) -> Res<Vec<Value>> {
    let mut out = Vec::new();
    for item in all {
        if run(&item)? {
            out.push(item);
            if out.len() == limit {
                break;
            }
        }
    }
    Ok(out)
}

/// `SkipUntil`: from the first that passes.
fn after(all: Vec<Value>, count: usize, run: &mut Test) -> Res<Vec<Value>> {
    let mut out = Vec::new();
    let mut open = false;
    for item in all {
        open = open || run(&item)?;
        if open {
            out.push(item);
            if count != 0 && out.len() == count {
                break;
            }
        }
    }
    Ok(out)
}

/// `Until`: up to the first that passes.
fn before(all: Vec<Value>, count: usize, run: &mut Test) -> Res<Vec<Value>> {
    let mut out = Vec::new();
    for item in all {
        if run(&item)? || (count != 0 && out.len() == count) {
            break;
        }
        out.push(item);
    }
    Ok(out)
}

/// `Split`: those that pass, and the others.
fn split(all: Vec<Value>, count: usize, run: &mut Test) -> Res<Value> {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for item in all {
        if (count == 0 || yes.len() < count) && run(&item)? { yes.push(item) } else { no.push(item) }
    }
    Ok(collection(vec![collection(yes), collection(no)]))
}
