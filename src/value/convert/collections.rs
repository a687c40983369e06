//! Arrays and lists: from lists item by item, from a scalar as the only item.

use super::errors::{because, no_conversion};
use super::{Conversion, Rank};
use crate::value::{Dictionary, DictionaryKind, List, Record, Res, Runtime, TypeRef, Value, known, text};
use std::cell::RefCell;
use std::rc::Rc;

/// The item type of a list type: `T` of `List[T]`, `Collection[T]` and the interfaces over them.
pub fn list_element(ty: TypeRef) -> Option<TypeRef> {
    if ty == known::ARRAY_LIST {
        return Some(known::OBJECT);
    }
    let (definition, arguments) = ty.generic?;
    let simple = definition.rsplit('.').next().unwrap_or(definition);
    let is_list = ["List`1", "Collection`1", "ObservableCollection`1", "IList`1", "ICollection`1", "IEnumerable`1", "IReadOnlyList`1", "IReadOnlyCollection`1"];
    (is_list.contains(&simple) && arguments.len() == 1).then(|| arguments[0])
}

pub(super) fn figure(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Option<(Conversion, Rank)> {
    if let Some(element) = ty.element {
        return to_array(base, element, cx);
    }
    if ty == known::ARRAY {
        return Some((if items_of(base).is_some() { Conversion::Array } else { Conversion::Wrap }, Rank::Language));
    }
    if ty == known::ARRAY_LIST {
        let source = items_of(base).is_some() || matches!(base, Value::Dictionary(_) | Value::Char(_));
        return source.then_some((Conversion::CopyList, Rank::Constructor));
    }
    let element = list_element(ty)?;
    if items_of(base).is_some() {
        return Some((Conversion::List, Rank::Constructor));
    }
    match base {
        // A Char is a number to a constructor: the capacity of an empty list.
        Value::Char(_) => Some((Conversion::CopyList, Rank::Constructor)),
        // .NET's own conversion comes first for these, and refuses.
        Value::Bool(_) | Value::DateTime(_) => None,
        Value::Dictionary(_) if super::figure(base, element, cx).is_none_or(|(_, rank)| rank < Rank::NumericExplicit) => None,
        _ => Some((Conversion::List, Rank::Constructor)),
    }
}

fn to_array(base: &Value, element: TypeRef, cx: &mut dyn Runtime) -> Option<(Conversion, Rank)> {
    if items_of(base).is_some() {
        return Some((Conversion::Array, Rank::UnrelatedArrays));
    }
    if element == known::CHAR && matches!(base, Value::String(_)) {
        return Some((Conversion::Array, Rank::Identity));
    }
    let (conversion, rank) = super::figure(base, element, cx)?;
    let willing = conversion != Conversion::Unwilling && !matches!((conversion, base), (Conversion::Number, Value::DateTime(_)));
    willing.then_some((Conversion::Wrap, rank))
}

pub(super) fn apply(conversion: Conversion, base: &Value, value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    match conversion {
        Conversion::Wrap => wrap(value, ty, cx),
        Conversion::Array => {
            let element = ty.element.unwrap_or(known::OBJECT);
            Ok(Value::array_of(element, convert_items(base, element, cx)?))
        }
        Conversion::CopyList if ty != known::ARRAY_LIST => Ok(list(ty, list_element(ty).unwrap_or(known::OBJECT), Vec::new())),
        Conversion::CopyList => Ok(list(ty, known::OBJECT, entries_or_items(base, cx))),
        _ => {
            let element = list_element(ty).unwrap_or(known::OBJECT);
            let items = match items_of(base) {
                Some(_) => convert_items(base, element, cx)?,
                None => vec![only_item(value, element, cx)?],
            };
            Ok(list(ty, element, items))
        }
    }
}

/// The only item of a new list. A number comes by way of its text, as all that only text leads to.
fn only_item(value: &Value, element: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    if value.type_ref().is_some_and(super::is_numeric) {
        let text = Value::String(text::to_text(value, cx));
        return super::to(&text, element, cx);
    }
    super::to(value, element, cx)
}

fn list(ty: TypeRef, element: TypeRef, items: Vec<Value>) -> Value {
    // An interface is served by the list type behind it.
    let type_ref = match ty.kind {
        crate::value::TypeKind::Interface => match crate::value::types::find("System.Collections.Generic.List`1") {
            Some(definition) => crate::value::types::make_generic(definition, vec![element]),
            None => ty,
        },
        _ => ty,
    };
    Value::List(Rc::new(List { type_ref, element, items: RefCell::new(items) }))
}

fn entries_or_items(base: &Value, cx: &mut dyn Runtime) -> Vec<Value> {
    match base {
        Value::Dictionary(dictionary) => entries(dictionary, cx),
        other => items_of(other).unwrap_or_default(),
    }
}

fn convert_items(base: &Value, element: TypeRef, cx: &mut dyn Runtime) -> Res<Vec<Value>> {
    if let (Value::String(text), true) = (base, element == known::CHAR) {
        return Ok(text.encode_utf16().map(Value::Char).collect());
    }
    let items = items_of(base).unwrap_or_default();
    if element == known::OBJECT {
        return Ok(items);
    }
    items.iter().map(|item| super::to(item, element, cx)).collect()
}

/// A scalar as the only item of an array.
fn wrap(value: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let element = ty.element.unwrap_or(known::OBJECT);
    if element == known::OBJECT {
        return Ok(Value::array(vec![value.clone()]));
    }
    match super::to(value, element, cx) {
        Ok(item) => Ok(Value::array_of(element, vec![item])),
        Err(error) if &*error.id == "ConvertToFinalInvalidCastException" => Err(no_conversion(value, ty, cx)),
        Err(error) => Err(because("InvalidCastExceptionScalarToArray", value, ty, &error.message(), cx)),
    }
}

/// `Hashtable` and `OrderedDictionary` from another dictionary: its entries.
pub fn copy_dictionary(source: &Dictionary, kind: DictionaryKind) -> Value {
    let copy = Dictionary::new(kind, source.ignore_case);
    for (key, value) in source.entries.borrow().values() {
        copy.insert(key.clone(), value.clone());
    }
    Value::Dictionary(Rc::new(copy))
}

/// The items of what PowerShell enumerates: arrays, lists, other sequences; not text, not dictionaries.
pub fn items_of(value: &Value) -> Option<Vec<Value>> {
    match value.base() {
        Value::Array(array) => Some(array.items.borrow().clone()),
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Object(object) => object.enumerate(),
        _ => None,
    }
}

/// A dictionary's entries as `DictionaryEntry` objects.
pub fn entries(dictionary: &Dictionary, cx: &mut dyn Runtime) -> Vec<Value> {
    let pairs: Vec<(Value, Value)> = dictionary.entries.borrow().values().cloned().collect();
    let entry = |(key, value): (Value, Value)| {
        let shown = format!("[{}, {}]", text::to_text(&key, cx), text::to_text(&value, cx));
        Value::object(Record::new("System.Collections.DictionaryEntry", [("Key", key), ("Value", value)]).with_text(shown))
    };
    pairs.into_iter().map(entry).collect()
}
