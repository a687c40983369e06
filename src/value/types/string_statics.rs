//! `String`'s static methods: comparison, joining, formatting.

use super::TypeImpl;
use super::arguments::{int, list, must_not_be_negative, must_not_exceed, out_of_range, provider, text};
use super::string::{INDEX_RANGE, comparison, equal, is_text, order, units};
use crate::value::strings::{composite, format_item};
use crate::value::{Res, Runtime, Value, culture};

pub static STRING_STATICS: TypeImpl = TypeImpl {
    static_methods: &[
        ("Compare", compare_texts),
        ("CompareOrdinal", compare_ordinal),
        ("Concat", concat),
        ("Copy", |args, _| Ok(Value::String(text(args, 0)))),
        ("Equals", |args, _| {
            let both = is_text(args.first()) && is_text(args.get(1));
            let nulls = !is_text(args.first()) && !is_text(args.get(1));
            Ok(Value::Bool(nulls || both && equal(&text(args, 0), &text(args, 1), comparison(args))))
        }),
        ("Format", format),
        ("Intern", |args, _| Ok(Value::String(text(args, 0)))),
        ("IsInterned", |args, _| Ok(Value::String(text(args, 0)))),
        ("IsNullOrEmpty", |args, _| Ok(Value::Bool(text(args, 0).is_empty()))),
        ("IsNullOrWhiteSpace", |args, _| Ok(Value::Bool(text(args, 0).trim().is_empty()))),
        ("Join", join),
    ],
    ..TypeImpl::of("System.String")
};

fn compare_texts(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let parts = matches!(args.get(1).map(Value::base), Some(Value::Int32(_)));
    let ignore = args.iter().skip(2).any(|a| matches!(a.base(), Value::Bool(true)));
    let options = |number: i64, ty: &str| {
        if ty.ends_with("CompareOptions") {
            if number & 1 == 1 || number == 0x1000_0000 {
                1
            } else if number == 0x4000_0000 {
                4
            } else {
                0
            }
        } else {
            number
        }
    };
    let comparison =
        args.iter().rev().find_map(|a| if let Value::Enum(ty, n) = a.base() { Some(options(*n, ty.full_name)) } else { None }).unwrap_or(i64::from(ignore));
    let (a, b) = if parts { (part(args, 0, 1, 4)?, part(args, 2, 3, 4)?) } else { (text(args, 0).to_string(), text(args, 1).to_string()) };
    Ok(Value::Int32(order(&a, &b, comparison) as i32))
}

/// At most `count` units of a text argument from a start on.
fn part(args: &[Value], at: usize, start: usize, count: usize) -> Res<String> {
    let all = units(&text(args, at));
    let (from, count) = (int(args, start), int(args, count));
    if from < 0 || from as usize > all.len() || count < 0 {
        return Err(out_of_range(INDEX_RANGE, "indexA"));
    }
    Ok(String::from_utf16_lossy(&all[from as usize..(from as usize).saturating_add(count as usize).min(all.len())]))
}

fn compare_ordinal(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let parts = args.len() > 2;
    let (a, b) = if parts { (part(args, 0, 1, 4)?, part(args, 2, 3, 4)?) } else { (text(args, 0).to_string(), text(args, 1).to_string()) };
    let (a, b) = (units(&a), units(&b));
    let difference = a.iter().zip(&b).find(|(x, y)| x != y).map(|(x, y)| i32::from(*x) - i32::from(*y));
    Ok(Value::Int32(difference.unwrap_or(a.len() as i32 - b.len() as i32)))
}

fn concat(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let items = match args {
        [only] => list(args, 0).unwrap_or_else(|| vec![only.clone()]),
        _ => args.to_vec(),
    };
    let mut out = String::new();
    for item in &items {
        out.push_str(&format_item(item, "", culture::current(), cx)?);
    }
    Ok(Value::from(out))
}

fn format(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let with_provider = !matches!(args.first().map(Value::base), Some(Value::String(_)));
    let (culture, rest) = if with_provider { (provider(args.first()), &args[1.min(args.len())..]) } else { (culture::current(), args) };
    let values = match rest {
        [_, Value::Array(array)] if !super::object::is_value_type(array.element) => array.items.borrow().clone(),
        _ => rest.iter().skip(1).cloned().collect(),
    };
    composite(&text(rest, 0), &values, culture, cx).map(Value::from)
}

fn join(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let separator = text(args, 0);
    let mut items = match args.get(1) {
        Some(_) => super::items(&args[1]).unwrap_or_else(|| args[1..].to_vec()),
        None => Vec::new(),
    };
    if args.len() == 4 {
        let (start, count) = (int(args, 2), int(args, 3));
        must_not_be_negative(start.into(), "startIndex")?;
        must_not_be_negative(count.into(), "count")?;
        must_not_exceed(start.into(), items.len() as i64 - i64::from(count), "startIndex")?;
        items = items[start as usize..(start + count) as usize].to_vec();
    }
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(&separator);
        }
        out.push_str(&format_item(item, "", culture::current(), cx)?);
    }
    Ok(Value::from(out))
}
