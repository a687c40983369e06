//! `System.Linq.Enumerable`: the queries scripts call by name. Results are made at once, as arrays. Also `Tuple`.

use super::collections::{list, sort};
use super::object::{arg, default_value, int_arg, same};
use super::{TypeImpl, by_full_name, items, list_of, make_generic};
use crate::value::members::errors::net;
use crate::value::{Key, Object, PsStr, Raise, Res, Runtime, TypeRef, Value, arithmetic, convert, known, text};
use std::collections::HashSet;

/// What a script block that stands for a function gave: one value, or several as an array.
pub fn one(mut results: Vec<Value>) -> Value {
    match results.len() {
        0 => Value::Null,
        1 => results.remove(0),
        _ => Value::array(results),
    }
}

fn source(args: &[Value], at: usize) -> Vec<Value> {
    match arg(args, at).base() {
        Value::Dictionary(dictionary) => super::dictionaries::entries(dictionary),
        value => items(value).unwrap_or_else(|| if value.is_null() { Vec::new() } else { vec![value.clone()] }),
    }
}

fn element(args: &[Value]) -> TypeRef {
    match arg(args, 0).base() {
        Value::Array(array) => array.element,
        Value::List(list) => list.element,
        _ => known::OBJECT,
    }
}

fn made(args: &[Value], values: Vec<Value>) -> Res<Value> {
    Ok(Value::array_of(element(args), values))
}

fn call(function: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match function.base() {
        Value::ScriptBlock(block) => Ok(one(cx.invoke_block(block, args.first().cloned(), args)?)),
        _ => Ok(args.first().cloned().unwrap_or_default()),
    }
}

fn holds(function: &Value, item: &Value, cx: &mut dyn Runtime) -> Res<bool> {
    Ok(convert::to_bool(&call(function, std::slice::from_ref(item), cx)?))
}

fn filter(args: &[Value], cx: &mut dyn Runtime) -> Res<Vec<Value>> {
    let mut out = Vec::new();
    for item in source(args, 0) {
        if args.len() < 2 || holds(&args[1], &item, cx)? {
            out.push(item);
        }
    }
    Ok(out)
}

fn no_elements() -> Raise {
    net("System.InvalidOperationException", "Sequence contains no elements")
}

fn mapped(args: &[Value], cx: &mut dyn Runtime) -> Res<Vec<Value>> {
    match args.get(1) {
        Some(function) => source(args, 0).into_iter().map(|item| call(function, &[item], cx)).collect(),
        None => Ok(source(args, 0)),
    }
}

fn sum(values: Vec<Value>, cx: &mut dyn Runtime) -> Res<Value> {
    let mut values = values.into_iter();
    let Some(mut total) = values.next() else { return Ok(Value::Int32(0)) };
    for value in values {
        total = arithmetic::add(&total, &value, cx)?;
    }
    Ok(total)
}

fn extreme(args: &[Value], last: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let mut values = mapped(args, cx)?;
    sort(&mut values, None, cx)?;
    if last { values.pop() } else { values.into_iter().next() }.ok_or_else(no_elements)
}

/// The items by key, each once; with `keep` telling whether a key stays.
fn distinct(values: Vec<Value>, mut keep: impl FnMut(&Key) -> bool) -> Vec<Value> {
    let mut seen = HashSet::new();
    values
        .into_iter()
        .filter(|v| {
            let key = Key::new(v, false);
            keep(&key) && seen.insert(key)
        })
        .collect()
}

fn keys(args: &[Value]) -> HashSet<Key> {
    source(args, 1).iter().map(|v| Key::new(v, false)).collect()
}

fn order_by(args: &[Value], descending: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let mut pairs = Vec::new();
    for item in source(args, 0) {
        let key = match args.get(1) {
            Some(function) => call(function, std::slice::from_ref(&item), cx)?,
            None => item.clone(),
        };
        pairs.push((key, item));
    }
    let mut keys: Vec<Value> = pairs.iter().map(|(k, _)| k.clone()).collect();
    sort(&mut keys, None, cx)?;
    // Stable: the items of one key keep their order, in both directions.
    if descending {
        keys.reverse();
    }
    let mut out = Vec::new();
    for key in keys {
        if let Some(at) = pairs.iter().position(|(k, _)| same(k, &key)) {
            out.push(pairs.remove(at).1);
        }
    }
    made(args, out)
}

fn pick(args: &[Value], last: bool, or_default: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let values = filter(args, cx)?;
    let found = if last { values.into_iter().next_back() } else { values.into_iter().next() };
    match found {
        Some(value) => Ok(value),
        None if or_default => Ok(default_value(element(args))),
        None => Err(no_elements()),
    }
}

fn aggregate(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let mut values = source(args, 0).into_iter();
    let (mut total, function) = match args {
        [_, function] => (values.next().ok_or_else(no_elements)?, function),
        [_, seed, function, ..] => (seed.clone(), function),
        _ => return Ok(Value::Null),
    };
    for value in values {
        total = call(function, &[total, value], cx)?;
    }
    Ok(total)
}

fn span(args: &[Value], first: usize) -> usize {
    int_arg(args, first).max(0) as usize
}

pub static ENUMERABLE: TypeImpl = TypeImpl {
    static_methods: &[
        ("Aggregate", aggregate),
        ("All", |args, cx| {
            for item in source(args, 0) {
                if !holds(arg(args, 1), &item, cx)? {
                    return Ok(Value::Bool(false));
                }
            }
            Ok(Value::Bool(true))
        }),
        ("Any", |args, cx| Ok(Value::Bool(!filter(args, cx)?.is_empty()))),
        ("Append", |args, _| {
            let mut values = source(args, 0);
            values.push(arg(args, 1).clone());
            made(args, values)
        }),
        ("Average", |args, cx| {
            let values = mapped(args, cx)?;
            let count = values.len();
            if count == 0 {
                return Err(no_elements());
            }
            let total = convert::to(&sum(values, cx)?, known::DOUBLE, cx)?;
            arithmetic::divide(&total, &Value::Double(count as f64), cx)
        }),
        ("Cast", |args, _| Ok(arg(args, 0).clone())),
        ("Concat", |args, _| {
            let mut values = source(args, 0);
            values.extend(source(args, 1));
            made(args, values)
        }),
        ("Contains", |args, _| Ok(Value::Bool(source(args, 0).iter().any(|v| same(v, arg(args, 1)))))),
        ("Count", |args, cx| Ok(Value::Int32(filter(args, cx)?.len() as i32))),
        ("Distinct", |args, _| made(args, distinct(source(args, 0), |_| true))),
        ("ElementAt", |args, _| {
            source(args, 0).get(span(args, 1)).cloned().ok_or_else(|| {
                net(
                    "System.ArgumentOutOfRangeException",
                    "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
                )
            })
        }),
        ("Empty", |_, _| Ok(Value::array(Vec::new()))),
        ("Except", |args, _| {
            let others = keys(args);
            made(args, distinct(source(args, 0), |k| !others.contains(k)))
        }),
        ("First", |args, cx| pick(args, false, false, cx)),
        ("FirstOrDefault", |args, cx| pick(args, false, true, cx)),
        ("Intersect", |args, _| {
            let others = keys(args);
            made(args, distinct(source(args, 0), |k| others.contains(k)))
        }),
        ("Last", |args, cx| pick(args, true, false, cx)),
        ("LastOrDefault", |args, cx| pick(args, true, true, cx)),
        ("LongCount", |args, cx| Ok(Value::Int64(filter(args, cx)?.len() as i64))),
        ("Max", |args, cx| extreme(args, true, cx)),
        ("Min", |args, cx| extreme(args, false, cx)),
        ("Order", |args, cx| order_by(args.get(..1).unwrap_or_default(), false, cx)),
        ("OrderBy", |args, cx| order_by(args, false, cx)),
        ("OrderByDescending", |args, cx| order_by(args, true, cx)),
        ("OrderDescending", |args, cx| order_by(args.get(..1).unwrap_or_default(), true, cx)),
        ("Prepend", |args, _| {
            let mut values = vec![arg(args, 1).clone()];
            values.extend(source(args, 0));
            made(args, values)
        }),
        ("Range", |args, _| {
            let start = int_arg(args, 0);
            let count = int_arg(args, 1);
            if count < 0 {
                return Err(net("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'count')"));
            }
            let count = super::collections::total_length(&[count as usize])? as i64;
            Ok(Value::array_of(known::INT32, (start..start + count).map(|n| Value::Int32(n as i32)).collect()))
        }),
        ("Repeat", |args, _| Ok(Value::array(vec![arg(args, 0).clone(); super::collections::total_length(&[span(args, 1)])?]))),
        ("Reverse", |args, _| made(args, source(args, 0).into_iter().rev().collect())),
        ("Select", |args, cx| Ok(Value::array(mapped(args, cx)?))),
        ("SequenceEqual", |args, _| {
            let (a, b) = (source(args, 0), source(args, 1));
            Ok(Value::Bool(a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same(a, b))))
        }),
        ("Single", |args, cx| match filter(args, cx)?.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(no_elements()),
            _ => Err(net("System.InvalidOperationException", "Sequence contains more than one element")),
        }),
        ("Skip", |args, _| made(args, source(args, 0).into_iter().skip(span(args, 1)).collect())),
        ("Sum", |args, cx| {
            let values = mapped(args, cx)?;
            sum(values, cx)
        }),
        ("Take", |args, _| made(args, source(args, 0).into_iter().take(span(args, 1)).collect())),
        ("ToArray", |args, _| made(args, source(args, 0))),
        ("ToList", |args, _| Ok(list(list_of(element(args)), source(args, 0)))),
        ("Union", |args, _| {
            let mut values = source(args, 0);
            values.extend(source(args, 1));
            made(args, distinct(values, |_| true))
        }),
        ("Where", |args, cx| {
            let values = filter(args, cx)?;
            made(args, values)
        }),
        ("Zip", |args, _| {
            let pairs = source(args, 0).into_iter().zip(source(args, 1)).map(|(a, b)| tuple(vec![a, b]));
            Ok(Value::array(pairs.collect()))
        }),
    ],
    ..TypeImpl::of("System.Linq.Enumerable")
};

/// `Tuple<...>`: `Item1`, `Item2`, ...
pub struct Tuple {
    type_ref: TypeRef,
    items: Vec<Value>,
}

fn tuple(items: Vec<Value>) -> Value {
    let arguments = items.iter().map(|i| i.type_ref().unwrap_or(known::OBJECT)).collect::<Vec<_>>();
    let definition = by_full_name(&format!("system.tuple`{}", items.len()));
    let type_ref = definition.map_or(known::OBJECT, |d| make_generic(d, arguments));
    Value::object(Tuple { type_ref, items })
}

/// `ValueTuple<...>`, as methods with two results give it.
pub fn value_tuple(items: Vec<Value>) -> Value {
    let arguments = items.iter().map(|i| i.type_ref().unwrap_or(known::OBJECT)).collect::<Vec<_>>();
    let definition = by_full_name(&format!("system.valuetuple`{}", items.len()));
    let type_ref = definition.map_or(known::OBJECT, |d| make_generic(d, arguments));
    Value::object(Tuple { type_ref, items })
}

impl Tuple {
    /// A `ValueTuple` has fields only.
    fn is_value(&self) -> bool {
        self.type_ref.full_name.starts_with("System.ValueTuple")
    }
}

impl Object for Tuple {
    fn type_ref(&self) -> TypeRef {
        self.type_ref
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        if name.eq_ignore_ascii_case("Length") && !self.is_value() {
            return Some(Ok(Value::Int32(self.items.len() as i32)));
        }
        let number: usize = name.get(..4).filter(|p| p.eq_ignore_ascii_case("Item")).and_then(|_| name[4..].parse().ok())?;
        self.items.get(number.checked_sub(1)?).cloned().map(Ok)
    }

    fn property_names(&self) -> Vec<PsStr> {
        let length = if self.is_value() { None } else { Some("Length".into()) };
        (1..=self.items.len()).map(|i| PsStr::from(format!("Item{i}"))).chain(length).collect()
    }

    fn invoke(&self, name: &str, _: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("ToString").then(|| {
            let parts = self.items.iter().map(|i| text::to_text(i, cx).to_string()).collect::<Vec<_>>();
            Ok(Value::from(format!("({})", parts.join(", "))))
        })
    }

    fn key_text(&self) -> Option<String> {
        Some(format!("{:?}", self.items.iter().map(|i| Key::new(i, false)).collect::<Vec<_>>()))
    }
}

pub static TUPLE: TypeImpl = TypeImpl { static_methods: &[("Create", |args, _| Ok(tuple(args.to_vec())))], ..TypeImpl::of("System.Tuple") };

macro_rules! tuples {
    ($($id:ident = $name:literal;)*) => {
        $(pub static $id: TypeImpl = TypeImpl {
            typed_constructor: Some(|type_ref, args, _| Ok(Value::object(Tuple { type_ref, items: args.to_vec() }))),
            ..TypeImpl::of($name)
        };)*
    };
}
tuples! {
    TUPLE1 = "System.Tuple`1";
    TUPLE2 = "System.Tuple`2";
    TUPLE3 = "System.Tuple`3";
    TUPLE4 = "System.Tuple`4";
}
