//! Collections that are lists: arrays, `ArrayList`, `List<T>`, `Collection<T>`, `Queue`, `Stack`. A queue's and a stack's items
//! stand in the order they come out.

use super::object::{arg, default_value, int_arg, same};
use super::{TypeImpl, items, list_of};
use crate::value::members::errors::net;
use crate::value::{Array, List, Raise, Res, Runtime, TypeRef, Value, compare, convert, known};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

/// A list of a type, with the element type of its argument.
pub fn list(ty: TypeRef, values: Vec<Value>) -> Value {
    let element = ty.generic.and_then(|(_, arguments)| arguments.first().copied()).unwrap_or(known::OBJECT);
    Value::List(Rc::new(List { type_ref: ty, element, items: RefCell::new(values) }))
}

pub fn array_list(values: Vec<Value>) -> Value {
    list(known::ARRAY_LIST, values)
}

fn cells(this: &Value) -> &RefCell<Vec<Value>> {
    thread_local!(static NONE: &'static RefCell<Vec<Value>> = Box::leak(Box::default()));
    match this.base() {
        Value::List(list) => &list.items,
        Value::Array(array) => &array.items,
        _ => NONE.with(|none| *none),
    }
}

fn snapshot(this: &Value) -> Vec<Value> {
    cells(this).borrow().clone()
}

fn sequence(value: &Value) -> Vec<Value> {
    match value.base() {
        Value::Dictionary(dictionary) => super::dictionaries::entries(dictionary),
        _ if value.is_null() => Vec::new(),
        _ => items(value).unwrap_or_else(|| vec![value.clone()]),
    }
}

fn out_of_range(parameter: &str) -> Raise {
    net(
        "System.ArgumentOutOfRangeException",
        format!("Index was out of range. Must be non-negative and less than the size of the collection. (Parameter '{parameter}')"),
    )
}

fn bad_range() -> Raise {
    net(
        "System.ArgumentException",
        "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
    )
}

fn position(args: &[Value], at: usize, length: usize, parameter: &str) -> Res<usize> {
    usize::try_from(int_arg(args, at)).ok().filter(|i| *i <= length).ok_or_else(|| out_of_range(parameter))
}

fn range(args: &[Value], at: usize, length: usize) -> Res<std::ops::Range<usize>> {
    let (start, count) = (int_arg(args, at), int_arg(args, at + 1));
    if start < 0 || count < 0 {
        return Err(net(
            "System.ArgumentOutOfRangeException",
            format!("Non-negative number required. (Parameter '{}')", if start < 0 { "index" } else { "count" }),
        ));
    }
    match (start as usize).checked_add(count as usize) {
        Some(end) if end <= length => Ok(start as usize..end),
        _ => Err(bad_range()),
    }
}

/// Run a script block that stands for a delegate.
fn call(delegate: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match delegate.base() {
        Value::ScriptBlock(block) => Ok(super::linq::one(cx.invoke_block(block, args.first().cloned(), args)?)),
        _ => Ok(Value::Null),
    }
}

fn test(delegate: &Value, item: &Value, cx: &mut dyn Runtime) -> Res<bool> {
    Ok(convert::to_bool(&call(delegate, std::slice::from_ref(item), cx)?))
}

/// Sort by .NET's default comparer, or by a script block that compares two.
pub fn sort(values: &mut [Value], by: Option<&Value>, cx: &mut dyn Runtime) -> Res<()> {
    let mut failed = None;
    let mut order = |a: &Value, b: &Value| -> Ordering {
        if failed.is_some() {
            return Ordering::Equal;
        }
        let result = match by.map(Value::base) {
            Some(block @ Value::ScriptBlock(_)) => {
                call(block, &[a.clone(), b.clone()], cx).and_then(|v| convert::to(&v, known::INT32, cx)).map(|v| int_arg(&[v], 0).cmp(&0))
            }
            Some(Value::Object(comparer)) => match comparer.invoke("Compare", &[a.clone(), b.clone()], cx) {
                Some(result) => result.map(|v| int_arg(&[v], 0).cmp(&0)),
                None => default_order(a, b, cx),
            },
            _ => default_order(a, b, cx),
        };
        result.unwrap_or_else(|error| {
            failed = Some(error);
            Ordering::Equal
        })
    };
    merge_sort(values, &mut order);
    match failed {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Stable, and safe for a comparer that contradicts itself.
fn merge_sort(values: &mut [Value], order: &mut dyn FnMut(&Value, &Value) -> Ordering) {
    if values.len() < 2 {
        return;
    }
    let middle = values.len() / 2;
    merge_sort(&mut values[..middle], order);
    merge_sort(&mut values[middle..], order);
    let (left, right) = (values[..middle].to_vec(), values[middle..].to_vec());
    let (mut i, mut j) = (0, 0);
    for slot in values.iter_mut() {
        let take_right = i == left.len() || (j < right.len() && order(&right[j], &left[i]) == Ordering::Less);
        *slot = if take_right { right[j].clone() } else { left[i].clone() };
        if take_right { j += 1 } else { i += 1 }
    }
}

fn default_order(a: &Value, b: &Value, cx: &mut dyn Runtime) -> Res<Ordering> {
    match (a.is_null(), b.is_null()) {
        (true, true) => return Ok(Ordering::Equal),
        (true, false) => return Ok(Ordering::Less),
        (false, true) => return Ok(Ordering::Greater),
        _ => {}
    }
    let comparable = a.type_ref() == b.type_ref() && (is_comparable(a) || a.type_ref().is_some_and(|ty| super::method(ty, "CompareTo").is_some()));
    if !comparable {
        return Err(net("System.InvalidOperationException", "Failed to compare two elements in the array."));
    }
    compare::compare(a, b, false, cx)
}

fn is_comparable(value: &Value) -> bool {
    !matches!(value.base(), Value::Array(_) | Value::List(_) | Value::Dictionary(_) | Value::PsObject(_) | Value::ScriptBlock(_) | Value::Object(_))
}

fn index_of(values: &[Value], wanted: &Value, from: usize) -> i32 {
    values.iter().skip(from).position(|v| same(v, wanted)).map_or(-1, |at| (at + from) as i32)
}

fn last_index_of(values: &[Value], wanted: &Value) -> i32 {
    values.iter().rposition(|v| same(v, wanted)).map_or(-1, |at| at as i32)
}

/// What an item becomes in a list of this element type.
fn element_of(this: &Value) -> TypeRef {
    match this.base() {
        Value::List(list) => list.element,
        Value::Array(array) => array.element,
        _ => known::OBJECT,
    }
}

fn to_element(this: &Value, value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let element = element_of(this);
    if element == known::OBJECT || element == known::PS_OBJECT { Ok(value.clone()) } else { convert::to(value, element, cx) }
}

fn add(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let value = to_element(this, arg(args, 0), cx)?;
    cells(this).borrow_mut().push(value);
    Ok(Value::Void)
}

/// `ArrayList.Add` gives the index.
fn array_list_add(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut values = cells(this).borrow_mut();
    values.push(arg(args, 0).clone());
    Ok(Value::Int32(values.len() as i32 - 1))
}

fn add_range(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    if arg(args, 0).is_null() {
        return Err(net("System.ArgumentNullException", "Value cannot be null. (Parameter 'c')"));
    }
    let new = sequence(arg(args, 0)).iter().map(|v| to_element(this, v, cx)).collect::<Res<Vec<_>>>()?;
    cells(this).borrow_mut().extend(new);
    Ok(Value::Void)
}

fn insert(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let length = cells(this).borrow().len();
    let at = usize::try_from(int_arg(args, 0)).ok().filter(|i| *i <= length);
    let Some(at) = at else {
        return Err(net("System.ArgumentOutOfRangeException", "Index must be within the bounds of the List. (Parameter 'index')"));
    };
    let value = to_element(this, arg(args, 1), cx)?;
    cells(this).borrow_mut().insert(at, value);
    Ok(Value::Void)
}

fn insert_range(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let at = position(args, 0, cells(this).borrow().len(), "index")?;
    let new = sequence(arg(args, 1)).iter().map(|v| to_element(this, v, cx)).collect::<Res<Vec<_>>>()?;
    cells(this).borrow_mut().splice(at..at, new);
    Ok(Value::Void)
}

fn remove(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut values = cells(this).borrow_mut();
    let at = values.iter().position(|v| same(v, arg(args, 0)));
    if let Some(at) = at {
        values.remove(at);
    }
    let is_array_list = this.type_ref() == Some(known::ARRAY_LIST);
    Ok(if is_array_list { Value::Void } else { Value::Bool(at.is_some()) })
}

fn remove_at(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut values = cells(this).borrow_mut();
    match usize::try_from(int_arg(args, 0)).ok().filter(|i| *i < values.len()) {
        Some(at) => {
            values.remove(at);
            Ok(Value::Void)
        }
        None => Err(out_of_range("index")),
    }
}

fn remove_range(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut values = cells(this).borrow_mut();
    let range = range(args, 0, values.len())?;
    values.drain(range);
    Ok(Value::Void)
}

fn get_range(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let values = cells(this).borrow();
    let range = range(args, 0, values.len())?;
    Ok(list(this.type_ref().unwrap_or(known::ARRAY_LIST), values[range].to_vec()))
}

fn clear(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    cells(this).borrow_mut().clear();
    Ok(Value::Void)
}

fn contains(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(cells(this).borrow().iter().any(|v| same(v, arg(args, 0)))))
}

fn sort_list(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let mut values = snapshot(this);
    match args {
        [_, _, by] => {
            let range = range(args, 0, values.len())?;
            sort(&mut values[range], Some(by), cx)?;
        }
        _ => sort(&mut values, args.first(), cx)?,
    }
    *cells(this).borrow_mut() = values;
    Ok(Value::Void)
}

fn reverse(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut values = cells(this).borrow_mut();
    let range = if args.len() == 2 { range(args, 0, values.len())? } else { 0..values.len() };
    values[range].reverse();
    Ok(Value::Void)
}

fn to_array(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let element = match arg(args, 0).base() {
        Value::Type(ty) => *ty,
        _ => element_of(this),
    };
    Ok(Value::array_of(element, snapshot(this)))
}

fn clone(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(match this.base() {
        Value::Array(array) => Value::Array(Rc::new(Array { element: array.element, items: array.items.clone(), dimensions: array.dimensions.clone() })),
        _ => list(this.type_ref().unwrap_or(known::ARRAY_LIST), snapshot(this)),
    })
}

fn copy_to(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (target, at) = match args {
        [target] => (target, 0),
        [target, at] => (target, int_arg(std::slice::from_ref(at), 0)),
        [_, target, at, _] => (target, int_arg(std::slice::from_ref(at), 0)),
        _ => return Ok(Value::Void),
    };
    copy_into(&snapshot(this), target, at)
}

pub fn copy_into(values: &[Value], target: &Value, at: i64) -> Res<Value> {
    let Value::Array(target) = target.base() else { return Ok(Value::Void) };
    let mut slots = target.items.borrow_mut();
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    if at.checked_add(values.len()).is_none_or(|end| end > slots.len()) {
        return Err(net(
            "System.ArgumentException",
            "Destination array was not long enough. Check the destination index, length, and the array's lower bounds. (Parameter 'destinationArray')",
        ));
    }
    slots[at..at + values.len()].clone_from_slice(values);
    Ok(Value::Void)
}

fn get_enumerator(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::object(super::enumerator::Enumerator::new("System.Collections.IEnumerator", snapshot(this))))
}

fn find_where(this: &Value, args: &[Value], last: bool, cx: &mut dyn Runtime) -> Res<Option<(usize, Value)>> {
    let predicate = args.last().unwrap_or(&Value::Null);
    let values = snapshot(this);
    let from = if args.len() > 1 { int_arg(args, 0).max(0) as usize } else { 0 };
    let order: Box<dyn Iterator<Item = usize>> = if last { Box::new((0..values.len()).rev()) } else { Box::new(from..values.len()) };
    for at in order {
        if test(predicate, &values[at], cx)? {
            return Ok(Some((at, values[at].clone())));
        }
    }
    Ok(None)
}

fn find(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    Ok(find_where(this, args, false, cx)?.map_or_else(|| default_value(element_of(this)), |(_, v)| v))
}

fn find_all(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let mut out = Vec::new();
    for item in snapshot(this) {
        if test(arg(args, 0), &item, cx)? {
            out.push(item);
        }
    }
    Ok(list(list_of(element_of(this)), out))
}

fn remove_all(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let mut kept = Vec::new();
    let values = snapshot(this);
    let before = values.len();
    for item in values {
        if !test(arg(args, 0), &item, cx)? {
            kept.push(item);
        }
    }
    let removed = before - kept.len();
    *cells(this).borrow_mut() = kept;
    Ok(Value::Int32(removed as i32))
}

fn for_each(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    for item in snapshot(this) {
        call(arg(args, 0), &[item], cx)?;
    }
    Ok(Value::Void)
}

fn exists(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(find_where(this, args, false, cx)?.is_some()))
}

fn true_for_all(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    for item in snapshot(this) {
        if !test(arg(args, 0), &item, cx)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn convert_all(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let out = snapshot(this).into_iter().map(|item| call(arg(args, 0), &[item], cx)).collect::<Res<Vec<_>>>()?;
    Ok(list(list_of(known::OBJECT), out))
}

fn binary_search(values: &[Value], wanted: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let (mut low, mut high) = (0i64, values.len() as i64 - 1);
    while low <= high {
        let middle = (low + high) / 2;
        match default_order(&values[middle as usize], wanted, cx)? {
            Ordering::Equal => return Ok(Value::Int32(middle as i32)),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle - 1,
        }
    }
    Ok(Value::Int32(!(low as i32)))
}

fn item(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let values = cells(this).borrow();
    usize::try_from(int_arg(args, 0)).ok().and_then(|at| values.get(at).cloned()).ok_or_else(|| out_of_range("index"))
}

fn set_item(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let value = to_element(this, arg(args, 1), cx)?;
    let mut values = cells(this).borrow_mut();
    let slot = usize::try_from(int_arg(args, 0)).ok().and_then(|at| values.get_mut(at)).ok_or_else(|| out_of_range("index"))?;
    *slot = value;
    Ok(Value::Void)
}

fn count(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Int32(cells(this).borrow().len() as i32))
}

fn no(_: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(false))
}

fn this_itself(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(this.base().clone())
}

fn capacity(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    let length = cells(this).borrow().len();
    Ok(Value::Int32(if length == 0 { 0 } else { length.next_power_of_two().max(4) as i32 }))
}

type Methods = &'static [(&'static str, fn(&Value, &[Value], &mut dyn Runtime) -> Res<Value>)];

const LIST_METHODS: Methods = &[
    ("Add", add),
    ("AddRange", add_range),
    ("AsReadOnly", |this, _, _| {
        let ty = super::find(&format!("System.Collections.ObjectModel.ReadOnlyCollection[{}]", super::display_name(element_of(this))));
        Ok(list(ty.unwrap_or(known::ARRAY_LIST), snapshot(this)))
    }),
    ("BinarySearch", |this, args, cx| binary_search(&snapshot(this), arg(args, 0), cx)),
    ("Clear", clear),
    ("Clone", clone),
    ("Contains", contains),
    ("ConvertAll", convert_all),
    ("CopyTo", copy_to),
    ("EnsureCapacity", |_, args, _| Ok(arg(args, 0).clone())),
    ("Exists", exists),
    ("Find", find),
    ("FindAll", find_all),
    ("FindIndex", |this, args, cx| Ok(Value::Int32(find_where(this, args, false, cx)?.map_or(-1, |(at, _)| at as i32)))),
    ("FindLast", |this, args, cx| Ok(find_where(this, args, true, cx)?.map_or_else(|| default_value(element_of(this)), |(_, v)| v))),
    ("FindLastIndex", |this, args, cx| Ok(Value::Int32(find_where(this, args, true, cx)?.map_or(-1, |(at, _)| at as i32)))),
    ("ForEach", for_each),
    ("GetEnumerator", get_enumerator),
    ("GetRange", get_range),
    ("IndexOf", |this, args, _| Ok(Value::Int32(index_of(&cells(this).borrow(), arg(args, 0), int_arg(args, 1).max(0) as usize)))),
    ("Insert", insert),
    ("InsertRange", insert_range),
    ("Item", item),
    ("get_Item", item),
    ("set_Item", set_item),
    ("LastIndexOf", |this, args, _| Ok(Value::Int32(last_index_of(&cells(this).borrow(), arg(args, 0))))),
    ("Remove", remove),
    ("RemoveAll", remove_all),
    ("RemoveAt", remove_at),
    ("RemoveRange", remove_range),
    ("Reverse", reverse),
    ("Slice", get_range),
    ("Sort", sort_list),
    ("ToArray", to_array),
    ("TrimExcess", |_, _, _| Ok(Value::Void)),
    ("TrimToSize", |_, _, _| Ok(Value::Void)),
    ("TrueForAll", true_for_all),
];

fn construct(ty: TypeRef, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let made = list(ty, Vec::new());
    match arg(args, 0).base() {
        Value::Int32(capacity) if *capacity < 0 => {
            return Err(net("System.ArgumentOutOfRangeException", "Non-negative number required. (Parameter 'capacity')"));
        }
        Value::Int32(_) | Value::Null => {}
        source => {
            add_range(&made, std::slice::from_ref(source), cx)?;
        }
    }
    Ok(made)
}

pub static ARRAY_LIST: TypeImpl = TypeImpl {
    properties: &[("Capacity", capacity), ("Count", count), ("IsFixedSize", no), ("IsReadOnly", no), ("IsSynchronized", no), ("SyncRoot", this_itself)],
    setters: &[("Capacity", |_, _, _| Ok(()))],
    methods: LIST_METHODS,
    typed_constructor: Some(construct),
    static_methods: &[
        ("Adapter", |args, _| Ok(array_list(sequence(arg(args, 0))))),
        ("Synchronized", |args, _| Ok(arg(args, 0).clone())),
        ("Repeat", |args, _| {
            let count = total_length(&[int_arg(args, 1).max(0) as usize])?;
            Ok(array_list(vec![arg(args, 0).clone(); count]))
        }),
    ],
    ..TypeImpl::of("System.Collections.ArrayList")
};
/// `Add` that gives the index comes before the list's own.
pub static ARRAY_LIST_ADD: TypeImpl = TypeImpl { methods: &[("Add", array_list_add)], ..TypeImpl::of("System.Collections.ArrayList") };

pub static LIST: TypeImpl = TypeImpl {
    properties: &[("Capacity", capacity), ("Count", count)],
    setters: &[("Capacity", |_, _, _| Ok(()))],
    methods: LIST_METHODS,
    typed_constructor: Some(construct),
    ..TypeImpl::of("System.Collections.Generic.List`1")
};

const COLLECTION_METHODS: Methods = &[
    ("Add", add),
    ("Clear", clear),
    ("Contains", contains),
    ("CopyTo", copy_to),
    ("GetEnumerator", get_enumerator),
    ("IndexOf", |this, args, _| Ok(Value::Int32(index_of(&cells(this).borrow(), arg(args, 0), 0)))),
    ("Insert", insert),
    ("Item", item),
    ("get_Item", item),
    ("set_Item", set_item),
    ("Remove", remove),
    ("RemoveAt", remove_at),
];
pub static COLLECTION: TypeImpl = TypeImpl {
    properties: &[("Count", count)],
    methods: COLLECTION_METHODS,
    typed_constructor: Some(construct),
    ..TypeImpl::of("System.Collections.ObjectModel.Collection`1")
};
pub static OBSERVABLE_COLLECTION: TypeImpl = TypeImpl {
    properties: &[("Count", count)],
    methods: COLLECTION_METHODS,
    typed_constructor: Some(construct),
    ..TypeImpl::of("System.Collections.ObjectModel.ObservableCollection`1")
};
pub static STRING_COLLECTION: TypeImpl = TypeImpl {
    properties: &[("Count", count), ("IsReadOnly", no), ("IsSynchronized", no), ("SyncRoot", this_itself)],
    methods: LIST_METHODS,
    typed_constructor: Some(construct),
    ..TypeImpl::of("System.Collections.Specialized.StringCollection")
};
/// Also what `AsReadOnly` and the keys and values of a dictionary give.
pub static READ_ONLY_COLLECTION: TypeImpl = TypeImpl {
    properties: &[("Count", count)],
    methods: READ_METHODS,
    typed_constructor: Some(construct),
    ..TypeImpl::of("System.Collections.ObjectModel.ReadOnlyCollection`1")
};
const READ_METHODS: Methods = &[
    ("Contains", contains),
    ("CopyTo", copy_to),
    ("GetEnumerator", get_enumerator),
    ("IndexOf", |this, args, _| Ok(Value::Int32(index_of(&cells(this).borrow(), arg(args, 0), 0)))),
    ("Item", item),
    ("get_Item", item),
];

fn empty(what: &str) -> Raise {
    net("System.InvalidOperationException", format!("{what} empty."))
}

fn take_first(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut values = cells(this).borrow_mut();
    if values.is_empty() { Err(empty(kind_name(this))) } else { Ok(values.remove(0)) }
}

fn peek(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    cells(this).borrow().first().cloned().ok_or_else(|| empty(kind_name(this)))
}

fn kind_name(this: &Value) -> &'static str {
    if this.type_ref().is_some_and(|ty| ty.name.starts_with("Queue")) { "Queue" } else { "Stack" }
}

fn try_take(this: &Value, args: &[Value], keep: bool) -> Res<Value> {
    let found = cells(this).borrow().first().cloned();
    if found.is_some() && !keep {
        cells(this).borrow_mut().remove(0);
    }
    if let Some(reference) = args.first().and_then(Value::downcast::<crate::value::Reference>) {
        reference.set(found.clone().unwrap_or_default());
    }
    Ok(Value::Bool(found.is_some()))
}

fn push(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let value = to_element(this, arg(args, 0), cx)?;
    cells(this).borrow_mut().insert(0, value);
    Ok(Value::Void)
}

const QUEUE_METHODS: Methods = &[
    ("Enqueue", add),
    ("Dequeue", take_first),
    ("Peek", peek),
    ("TryDequeue", |this, args, _| try_take(this, args, false)),
    ("TryPeek", |this, args, _| try_take(this, args, true)),
    ("Clear", clear),
    ("Clone", clone),
    ("Contains", contains),
    ("CopyTo", copy_to),
    ("GetEnumerator", get_enumerator),
    ("ToArray", to_array),
    ("TrimExcess", |_, _, _| Ok(Value::Void)),
    ("TrimToSize", |_, _, _| Ok(Value::Void)),
];
const STACK_METHODS: Methods = &[
    ("Push", push),
    ("Pop", take_first),
    ("Peek", peek),
    ("TryPop", |this, args, _| try_take(this, args, false)),
    ("TryPeek", |this, args, _| try_take(this, args, true)),
    ("Clear", clear),
    ("Clone", clone),
    ("Contains", contains),
    ("CopyTo", copy_to),
    ("GetEnumerator", get_enumerator),
    ("ToArray", to_array),
    ("TrimExcess", |_, _, _| Ok(Value::Void)),
];

fn construct_stack(ty: TypeRef, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let made = construct(ty, args, cx)?;
    cells(&made).borrow_mut().reverse();
    Ok(made)
}

macro_rules! queues {
    ($($id:ident = $name:literal, $methods:ident, $make:ident;)*) => {
        $(pub static $id: TypeImpl = TypeImpl {
            properties: &[("Count", count), ("IsSynchronized", no), ("SyncRoot", this_itself)],
            methods: $methods,
            typed_constructor: Some($make),
            ..TypeImpl::of($name)
        };)*
    };
}
queues! {
    QUEUE = "System.Collections.Queue", QUEUE_METHODS, construct;
    STACK = "System.Collections.Stack", STACK_METHODS, construct_stack;
    CONCURRENT_QUEUE = "System.Collections.Concurrent.ConcurrentQueue`1", QUEUE_METHODS, construct;
    CONCURRENT_STACK = "System.Collections.Concurrent.ConcurrentStack`1", STACK_METHODS, construct_stack;
    CONCURRENT_BAG = "System.Collections.Concurrent.ConcurrentBag`1", LIST_METHODS, construct;
}
pub static GENERIC_QUEUE: TypeImpl = TypeImpl {
    properties: &[("Count", count)],
    methods: QUEUE_METHODS,
    typed_constructor: Some(construct),
    ..TypeImpl::of("System.Collections.Generic.Queue`1")
};
pub static GENERIC_STACK: TypeImpl = TypeImpl {
    properties: &[("Count", count)],
    methods: STACK_METHODS,
    typed_constructor: Some(construct_stack),
    ..TypeImpl::of("System.Collections.Generic.Stack`1")
};

/// The list's index arithmetic for arrays of any rank.
fn offset(array: &Array, args: &[Value]) -> Res<usize> {
    let indices: Vec<Value> = match args {
        [one] => items(one).unwrap_or_else(|| vec![one.clone()]),
        many => many.to_vec(),
    };
    let outside = || net("System.IndexOutOfRangeException", "Index was outside the bounds of the array.");
    let lengths: Vec<usize> = array.dimensions.as_ref().map_or_else(|| vec![array.len()], |d| d.to_vec());
    if indices.len() != lengths.len() {
        return Err(net("System.ArgumentException", "Array was not a one-dimensional array."));
    }
    let mut at = 0;
    for (i, length) in lengths.iter().enumerate() {
        let index = usize::try_from(int_arg(&indices, i)).ok().filter(|n| n < length).ok_or_else(outside)?;
        at = at * length + index;
    }
    Ok(at)
}

fn as_array(this: &Value) -> Option<&Rc<Array>> {
    match this.base() {
        Value::Array(array) => Some(array),
        _ => None,
    }
}

fn get_length(this: &Value, args: &[Value]) -> Res<i64> {
    let Some(array) = as_array(this) else { return Ok(0) };
    let lengths: Vec<usize> = array.dimensions.as_ref().map_or_else(|| vec![array.len()], |d| d.to_vec());
    let at = usize::try_from(int_arg(args, 0)).ok();
    at.and_then(|at| lengths.get(at)).map(|l| *l as i64).ok_or_else(|| net("System.IndexOutOfRangeException", "Index was outside the bounds of the array."))
}

fn fixed_size(_: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Err(net("System.NotSupportedException", "Collection was of a fixed size."))
}

fn length(this: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    count(this, cx)
}

/// How many items lengths make; more than a script can mean is .NET's lack of memory.
pub fn total_length(lengths: &[usize]) -> Res<usize> {
    const MOST: usize = 1 << 27;
    let total = lengths.iter().try_fold(1usize, |total, length| total.checked_mul(*length));
    total.filter(|total| *total <= MOST).ok_or_else(|| net("System.OutOfMemoryException", "Array dimensions exceeded supported range."))
}

fn create_instance(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let Value::Type(element) = arg(args, 0).base() else {
        return Err(net("System.ArgumentNullException", "Value cannot be null. (Parameter 'elementType')"));
    };
    let rest = args.get(1..).unwrap_or_default();
    let lengths: Vec<Value> = match rest {
        [one] => items(one).unwrap_or_else(|| vec![one.clone()]),
        many => many.to_vec(),
    };
    let lengths: Vec<usize> = (0..lengths.len()).map(|i| int_arg(&lengths, i).max(0) as usize).collect();
    let total = total_length(&lengths)?;
    let dimensions = (lengths.len() > 1).then(|| lengths.into_boxed_slice());
    Ok(Value::Array(Rc::new(Array { element: *element, items: RefCell::new(vec![default_value(*element); total]), dimensions })))
}

fn array_copy(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (source, from, target, to, count) = match args {
        [source, target, _] => (source, 0, target, 0, int_arg(args, 2)),
        [source, _, target, _, _] => (source, int_arg(args, 1), target, int_arg(args, 3), int_arg(args, 4)),
        _ => return Ok(Value::Void),
    };
    let values = snapshot(source);
    let (from, count) = (from.max(0) as usize, count.max(0) as usize);
    if from + count > values.len() {
        return Err(net(
            "System.ArgumentException",
            "Source array was not long enough. Check the source index, length, and the array's lower bounds. (Parameter 'sourceArray')",
        ));
    }
    copy_into(&values[from..from + count], target, to)
}

fn array_sort(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let target = arg(args, 0);
    let mut values = snapshot(target);
    match args {
        [_, keys] if as_array(keys).is_some() => {
            // The second array is sorted along with the first.
            let mut pairs: Vec<Value> = values.iter().zip(snapshot(keys)).map(|(k, v)| Value::array(vec![k.clone(), v])).collect();
            let mut order: Vec<usize> = (0..pairs.len()).collect();
            let keys_only: Vec<Value> = values.clone();
            let mut failed = None;
            order.sort_by(|a, b| {
                default_order(&keys_only[*a], &keys_only[*b], cx).unwrap_or_else(|e| {
                    failed = Some(e);
                    Ordering::Equal
                })
            });
            if let Some(error) = failed {
                return Err(error);
            }
            pairs = order.iter().map(|i| pairs[*i].clone()).collect();
            let split = |at: usize| pairs.iter().map(|p| snapshot(p)[at].clone()).collect::<Vec<_>>();
            *cells(target).borrow_mut() = split(0);
            *cells(keys).borrow_mut() = split(1);
            return Ok(Value::Void);
        }
        [_, _, _] | [_, _, _, _] if matches!(args[1].base(), Value::Int32(_)) => {
            let range = range(args, 1, values.len())?;
            sort(&mut values[range], args.get(3), cx)?;
        }
        _ => sort(&mut values, args.get(1), cx)?,
    }
    *cells(target).borrow_mut() = values;
    Ok(Value::Void)
}

fn array_resize(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Some(reference) = args.first().and_then(Value::downcast::<crate::value::Reference>) {
        let old = reference.get();
        let element = element_of(&old);
        let mut values = snapshot(&old);
        values.resize(total_length(&[int_arg(args, 1).max(0) as usize])?, default_value(element));
        reference.set(Value::array_of(element, values));
    }
    Ok(Value::Void)
}

fn array_find(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    find(arg(args, 0), args.get(1..).unwrap_or_default(), cx)
}

pub static ARRAY: TypeImpl = TypeImpl {
    properties: &[
        ("Length", length),
        ("LongLength", |this, _| Ok(Value::Int64(cells(this).borrow().len() as i64))),
        ("Rank", |this, _| Ok(Value::Int32(this.type_ref().map_or(1, |ty| ty.rank.max(1)) as i32))),
        ("SyncRoot", this_itself),
        ("IsReadOnly", no),
        ("IsFixedSize", |_, _| Ok(Value::Bool(true))),
        ("IsSynchronized", no),
        ("Count", length),
    ],
    methods: &[
        ("Clone", clone),
        ("CopyTo", copy_to),
        ("GetEnumerator", get_enumerator),
        ("GetLength", |this, args, _| Ok(Value::Int32(get_length(this, args)? as i32))),
        ("GetLongLength", |this, args, _| Ok(Value::Int64(get_length(this, args)?))),
        ("GetLowerBound", |this, args, _| get_length(this, args).map(|_| Value::Int32(0))),
        ("GetUpperBound", |this, args, _| Ok(Value::Int32(get_length(this, args)? as i32 - 1))),
        ("GetValue", |this, args, _| match as_array(this) {
            Some(array) => offset(array, args).map(|at| array.items.borrow()[at].clone()),
            None => Ok(Value::Null),
        }),
        ("SetValue", |this, args, cx| {
            let Some(array) = as_array(this) else { return Ok(Value::Void) };
            let at = offset(array, args.get(1..).unwrap_or_default())?;
            let value = to_element(this, arg(args, 0), cx)?;
            array.items.borrow_mut()[at] = value;
            Ok(Value::Void)
        }),
        ("Get", |this, args, _| match as_array(this) {
            Some(array) => offset(array, args).map(|at| array.items.borrow()[at].clone()),
            None => Ok(Value::Null),
        }),
        ("Set", |this, args, cx| {
            let Some((value, indices)) = args.split_last() else { return Ok(Value::Void) };
            let Some(array) = as_array(this) else { return Ok(Value::Void) };
            let at = offset(array, indices)?;
            let value = to_element(this, value, cx)?;
            array.items.borrow_mut()[at] = value;
            Ok(Value::Void)
        }),
        ("Initialize", |_, _, _| Ok(Value::Void)),
        ("Contains", contains),
        ("IndexOf", |this, args, _| Ok(Value::Int32(index_of(&cells(this).borrow(), arg(args, 0), 0)))),
        ("Add", fixed_size),
        ("Insert", fixed_size),
        ("Remove", fixed_size),
        ("RemoveAt", fixed_size),
        ("Clear", |this, _, _| {
            let element = element_of(this);
            cells(this).borrow_mut().fill(default_value(element));
            Ok(Value::Void)
        }),
        ("Item", item),
        ("get_Item", item),
        ("set_Item", set_item),
    ],
    static_methods: &[
        ("BinarySearch", |args, cx| binary_search(&snapshot(arg(args, 0)), args.last().unwrap_or(&Value::Null), cx)),
        ("Clear", |args, _| {
            let element = element_of(arg(args, 0));
            let mut values = cells(arg(args, 0)).borrow_mut();
            let range = if args.len() == 3 { range(args, 1, values.len())? } else { 0..values.len() };
            values[range].fill(default_value(element));
            Ok(Value::Void)
        }),
        ("ConstrainedCopy", array_copy),
        ("ConvertAll", |args, cx| {
            let converted = snapshot(arg(args, 0)).into_iter().map(|item| call(arg(args, 1), &[item], cx)).collect::<Res<Vec<_>>>()?;
            Ok(Value::array(converted))
        }),
        ("Copy", array_copy),
        ("CreateInstance", create_instance),
        ("Empty", |_, _| Ok(Value::array(Vec::new()))),
        ("Exists", |args, cx| exists(arg(args, 0), args.get(1..).unwrap_or_default(), cx)),
        ("Fill", |args, cx| {
            let value = to_element(arg(args, 0), arg(args, 1), cx)?;
            cells(arg(args, 0)).borrow_mut().fill(value);
            Ok(Value::Void)
        }),
        ("Find", array_find),
        ("FindAll", |args, cx| match find_all(arg(args, 0), args.get(1..).unwrap_or_default(), cx)? {
            found @ Value::List(_) => Ok(Value::array_of(element_of(arg(args, 0)), snapshot(&found))),
            other => Ok(other),
        }),
        ("FindIndex", |args, cx| Ok(Value::Int32(find_where(arg(args, 0), args.get(1..).unwrap_or_default(), false, cx)?.map_or(-1, |(at, _)| at as i32)))),
        ("FindLast", |args, cx| {
            let element = element_of(arg(args, 0));
            Ok(find_where(arg(args, 0), args.get(1..).unwrap_or_default(), true, cx)?.map_or_else(|| default_value(element), |(_, v)| v))
        }),
        ("FindLastIndex", |args, cx| Ok(Value::Int32(find_where(arg(args, 0), args.get(1..).unwrap_or_default(), true, cx)?.map_or(-1, |(at, _)| at as i32)))),
        ("ForEach", |args, cx| for_each(arg(args, 0), args.get(1..).unwrap_or_default(), cx)),
        ("IndexOf", |args, _| Ok(Value::Int32(index_of(&cells(arg(args, 0)).borrow(), arg(args, 1), int_arg(args, 2).max(0) as usize)))),
        ("LastIndexOf", |args, _| Ok(Value::Int32(last_index_of(&cells(arg(args, 0)).borrow(), arg(args, 1))))),
        ("Resize", array_resize),
        ("Reverse", |args, _| {
            let mut values = cells(arg(args, 0)).borrow_mut();
            let range = if args.len() == 3 { range(args, 1, values.len())? } else { 0..values.len() };
            values[range].reverse();
            Ok(Value::Void)
        }),
        ("Sort", array_sort),
        ("TrueForAll", |args, cx| true_for_all(arg(args, 0), args.get(1..).unwrap_or_default(), cx)),
        ("AsReadOnly", |args, _| {
            let ty = super::find("System.Collections.ObjectModel.ReadOnlyCollection[object]");
            Ok(list(ty.unwrap_or(known::ARRAY_LIST), snapshot(arg(args, 0))))
        }),
    ],
    static_properties: &[("MaxLength", |_| Ok(Value::Int32(0x7FFF_FFC7)))],
    ..TypeImpl::of("System.Array")
};
