//! Dictionaries: `Hashtable`, `OrderedDictionary`, `Dictionary<K, V>`, `SortedDictionary`, `SortedList` and their kin.

use super::enumerator::{Entry, Enumerator};
use super::object::{arg, default_value, int_arg, same};
use super::{TypeImpl, by_full_name, make_generic};
use crate::value::members::errors::net;
use crate::value::{Dictionary, DictionaryKind, Object, PsStr, Raise, Reference, Res, Runtime, TypeRef, Value, convert, known, text};
use std::rc::Rc;

fn of(this: &Value) -> Rc<Dictionary> {
    match this.base() {
        Value::Dictionary(dictionary) => dictionary.clone(),
        _ => Rc::new(Dictionary::hashtable()),
    }
}

/// `K` and `V` of a generic dictionary.
fn arguments(ty: TypeRef) -> Option<(TypeRef, TypeRef)> {
    match ty.generic {
        Some((_, [key, value])) => Some((*key, *value)),
        _ => None,
    }
}

/// The entries as a pipeline sees them through `GetEnumerator()`.
pub fn entries(dictionary: &Dictionary) -> Vec<Value> {
    let ty = arguments(dictionary.type_ref()).and_then(|(key, value)| {
        let pair = by_full_name("system.collections.generic.keyvaluepair`2")?;
        Some(make_generic(pair, vec![key, value]))
    });
    let type_ref = ty.unwrap_or(known::DICTIONARY_ENTRY);
    let entries = dictionary.entries.borrow();
    entries.values().map(|(key, value)| Value::object(Entry { type_ref, key: key.clone(), value: value.clone() })).collect()
}

fn is_ordered(dictionary: &Dictionary) -> bool {
    dictionary.kind == DictionaryKind::Ordered
}

/// The collection of keys or of values, named as .NET names it; it goes on showing what the dictionary has.
fn part(dictionary: &Rc<Dictionary>, values: bool) -> Value {
    let suffix = if values { "ValueCollection" } else { "KeyCollection" };
    let ty = dictionary.type_ref();
    let found = match ty.generic {
        Some((definition, arguments)) => {
            let name = if definition.contains(".Sorted") { "SortedDictionary" } else { "Dictionary" };
            by_full_name(&format!("system.collections.generic.{name}`2+{suffix}").to_ascii_lowercase()).map(|d| make_generic(d, arguments.to_vec()))
        }
        None if is_ordered(dictionary) => by_full_name("system.collections.specialized.ordereddictionary+ordereddictionarykeyvaluecollection"),
        None => by_full_name(&format!("system.collections.hashtable+{suffix}").to_ascii_lowercase()),
    };
    Value::object(Part { type_ref: found.unwrap_or(known::OBJECT), dictionary: dictionary.clone(), values })
}

/// `KeyCollection` and `ValueCollection`.
struct Part {
    type_ref: TypeRef,
    dictionary: Rc<Dictionary>,
    values: bool,
}

impl Part {
    fn items(&self) -> Vec<Value> {
        let entries = self.dictionary.entries.borrow();
        entries.values().map(|(key, value)| if self.values { value.clone() } else { key.clone() }).collect()
    }
}

impl Object for Part {
    fn type_ref(&self) -> TypeRef {
        self.type_ref
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "count" => Some(Ok(Value::Int32(self.dictionary.len() as i32))),
            "issynchronized" => Some(Ok(Value::Bool(false))),
            "syncroot" => Some(Ok(Value::Dictionary(self.dictionary.clone()))),
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Count", "IsSynchronized", "SyncRoot"].map(PsStr::from).to_vec()
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items())
    }

    fn version(&self) -> Option<u32> {
        Some(self.dictionary.version.get())
    }

    fn invoke(&self, name: &str, args: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "contains" => Some(Ok(Value::Bool(self.items().iter().any(|item| same(item, arg(args, 0)))))),
            "copyto" => Some(super::collections::copy_into(&self.items(), arg(args, 0), int_arg(args, 1))),
            "getenumerator" => Some(Ok(Value::object(Enumerator::new("System.Collections.IEnumerator", self.items())))),
            // `GetKeyList()` and the keys of a sorted list know places.
            "item" | "get_item" if self.type_ref.full_name.contains("Sorted") => {
                Some(Ok(usize::try_from(int_arg(args, 0)).ok().and_then(|at| self.items().get(at).cloned()).unwrap_or_default()))
            }
            _ => None,
        }
    }
}

fn null_key() -> Raise {
    net("System.ArgumentNullException", "Value cannot be null. (Parameter 'key')")
}

fn duplicate(dictionary: &Dictionary, key: &Value, cx: &mut dyn Runtime) -> Raise {
    let shown = text::to_text(key, cx);
    let present = dictionary.entries.borrow().get(&dictionary.key(key)).map(|(present, _)| present.clone());
    let present = present.map_or_else(|| shown.clone(), |present| text::to_text(&present, cx));
    let message = match dictionary.kind {
        DictionaryKind::Ordered => format!("An item with the same key has already been added. Key: {shown}"),
        DictionaryKind::Other(ty) if ty.generic.is_some() => format!("An item with the same key has already been added. Key: {shown}"),
        _ => format!("Item has already been added. Key in dictionary: '{present}'  Key being added: '{shown}'"),
    };
    net("System.ArgumentException", message)
}

fn typed(dictionary: &Dictionary, key: &Value, value: &Value, cx: &mut dyn Runtime) -> Res<(Value, Value)> {
    let cast = |value: &Value, to: TypeRef, cx: &mut dyn Runtime| if to == known::OBJECT { Ok(value.clone()) } else { convert::to(value, to, cx) };
    match arguments(dictionary.type_ref()) {
        Some((k, v)) => Ok((cast(key, k, cx)?, cast(value, v, cx)?)),
        None => Ok((key.base().clone(), value.clone())),
    }
}

fn add(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    if arg(args, 0).is_null() {
        return Err(null_key());
    }
    let (key, value) = typed(&dictionary, arg(args, 0), arg(args, 1), cx)?;
    if dictionary.get(&key).is_some() {
        return Err(duplicate(&dictionary, &key, cx));
    }
    dictionary.insert(key, value);
    Ok(Value::Void)
}

fn try_add(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    let fresh = dictionary.get(arg(args, 0)).is_none();
    if fresh {
        dictionary.insert(arg(args, 0).clone(), arg(args, 1).clone());
    }
    Ok(Value::Bool(fresh))
}

fn contains_key(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if arg(args, 0).is_null() {
        return Err(null_key());
    }
    Ok(Value::Bool(of(this).get(arg(args, 0)).is_some()))
}

fn contains_value(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(of(this).entries.borrow().values().any(|(_, v)| same(v, arg(args, 0)))))
}

fn remove(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    if arg(args, 0).is_null() {
        return Err(null_key());
    }
    let key = dictionary.key(arg(args, 0));
    let removed = dictionary.entries.borrow_mut().shift_remove(&key);
    dictionary.touch();
    if let Some(reference) = args.get(1).and_then(Value::downcast::<Reference>) {
        reference.set(removed.as_ref().map_or(Value::Null, |(_, v)| v.clone()));
    }
    Ok(if dictionary.type_ref().generic.is_some() { Value::Bool(removed.is_some()) } else { Value::Void })
}

fn try_get_value(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    let found = dictionary.get(arg(args, 0));
    let none = arguments(dictionary.type_ref()).map_or(Value::Null, |(_, v)| default_value(v));
    let present = found.is_some();
    if let Some(reference) = args.get(1).and_then(Value::downcast::<Reference>) {
        reference.set(found.unwrap_or(none));
    }
    Ok(Value::Bool(present))
}

fn item(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    if is_ordered(&dictionary)
        && let Value::Int32(at) = arg(args, 0)
    {
        return Ok(dictionary.entries.borrow().get_index(usize::try_from(*at).unwrap_or(usize::MAX)).map_or(Value::Null, |(_, (_, v))| v.clone()));
    }
    match dictionary.get(arg(args, 0)) {
        None if dictionary.type_ref().generic.is_some() => {
            let shown = text::to_text(arg(args, 0), cx);
            Err(net("System.Collections.Generic.KeyNotFoundException", format!("The given key '{shown}' was not present in the dictionary.")))
        }
        found => Ok(found.unwrap_or_default()),
    }
}

fn set_item(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    let (key, value) = typed(&dictionary, arg(args, 0), arg(args, 1), cx)?;
    dictionary.insert(key, value);
    Ok(Value::Void)
}

fn clone(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    let copy = Dictionary { kind: dictionary.kind, ignore_case: dictionary.ignore_case, entries: dictionary.entries.clone(), version: Default::default() };
    Ok(Value::Dictionary(Rc::new(copy)))
}

fn get_enumerator(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let dictionary = of(this);
    Ok(Value::object(Enumerator::new("System.Collections.Hashtable+HashtableEnumerator", entries(&dictionary)).watching(&dictionary)))
}

fn copy_to(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    super::collections::copy_into(&entries(&of(this)), arg(args, 0), int_arg(args, 1))
}

fn count(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Int32(of(this).len() as i32))
}

fn no(_: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(false))
}

fn keys(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(part(&of(this), false))
}

fn values(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(part(&of(this), true))
}

/// The collection itself.
fn sync_root(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(this.clone())
}

fn at(this: &Value, args: &[Value]) -> Res<usize> {
    let length = of(this).len();
    usize::try_from(int_arg(args, 0)).ok().filter(|at| *at < length).ok_or_else(|| {
        net("System.ArgumentOutOfRangeException", "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')")
    })
}

/// Whether a comparer argument asks for text without case.
fn ignores_case(args: &[Value]) -> bool {
    args.iter().any(|a| match a.base() {
        Value::Object(object) => object.text().is_some_and(|t| t.ends_with("IgnoreCase")),
        _ => false,
    })
}

/// Any dictionary's constructor: from a capacity, from another dictionary, with a comparer.
fn construct(ty: TypeRef, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let kind = match ty {
        _ if ty == known::HASHTABLE => DictionaryKind::Hashtable,
        _ if ty == known::ORDERED_DICTIONARY => DictionaryKind::Ordered,
        _ => DictionaryKind::Other(ty),
    };
    let dictionary = Dictionary::new(kind, ignores_case(args));
    match args.first().map(Value::base) {
        Some(Value::Dictionary(source)) => {
            let entries: Vec<(Value, Value)> = source.entries.borrow().values().cloned().collect();
            for (key, value) in entries {
                let (key, value) = typed(&dictionary, &key, &value, cx)?;
                dictionary.insert(key, value);
            }
        }
        Some(Value::Int32(capacity)) if *capacity < 0 => {
            return Err(net("System.ArgumentOutOfRangeException", "Non-negative number required. (Parameter 'capacity')"));
        }
        _ => {}
    }
    Ok(Value::Dictionary(Rc::new(dictionary)))
}

type Methods = &'static [(&'static str, fn(&Value, &[Value], &mut dyn Runtime) -> Res<Value>)];

const METHODS: Methods = &[
    ("Add", add),
    ("AddOrUpdate", set_item),
    ("Clear", |this, _, _| {
        let dictionary = of(this);
        dictionary.entries.borrow_mut().clear();
        dictionary.touch();
        Ok(Value::Void)
    }),
    ("Clone", clone),
    ("Contains", contains_key),
    ("ContainsKey", contains_key),
    ("ContainsValue", contains_value),
    ("CopyTo", copy_to),
    ("EnsureCapacity", |_, args, _| Ok(arg(args, 0).clone())),
    ("GetEnumerator", get_enumerator),
    ("Item", item),
    ("get_Item", item),
    ("set_Item", set_item),
    ("Remove", remove),
    ("TrimExcess", |_, _, _| Ok(Value::Void)),
    ("TryAdd", try_add),
    ("TryGetValue", try_get_value),
    ("GetByIndex", |this, args, _| at(this, args).map(|i| of(this).entries.borrow()[i].1.clone())),
    ("GetKey", |this, args, _| at(this, args).map(|i| of(this).entries.borrow()[i].0.clone())),
    ("GetKeyList", |this, _, cx| keys(this, cx)),
    ("GetValueList", |this, _, cx| values(this, cx)),
    ("IndexOfKey", |this, args, _| {
        let dictionary = of(this);
        let key = dictionary.key(arg(args, 0));
        Ok(Value::Int32(dictionary.entries.borrow().get_index_of(&key).map_or(-1, |i| i as i32)))
    }),
    ("IndexOfValue", |this, args, _| Ok(Value::Int32(of(this).entries.borrow().values().position(|(_, v)| same(v, arg(args, 0))).map_or(-1, |i| i as i32)))),
    ("GetOrAdd", |this, args, _| {
        let dictionary = of(this);
        if let Some(found) = dictionary.get(arg(args, 0)) {
            return Ok(found);
        }
        dictionary.insert(arg(args, 0).clone(), arg(args, 1).clone());
        Ok(arg(args, 1).clone())
    }),
    ("TryRemove", |this, args, cx| {
        let present = of(this).get(arg(args, 0)).is_some();
        remove(this, args, cx)?;
        Ok(Value::Bool(present))
    }),
    ("RemoveAt", |this, args, _| {
        let at = at(this, args)?;
        let dictionary = of(this);
        dictionary.entries.borrow_mut().shift_remove_index(at);
        dictionary.touch();
        Ok(Value::Void)
    }),
    ("Insert", |this, args, cx| {
        let dictionary = of(this);
        if dictionary.get(arg(args, 1)).is_some() {
            return Err(duplicate(&dictionary, arg(args, 1), cx));
        }
        let length = dictionary.len();
        let Some(at) = usize::try_from(int_arg(args, 0)).ok().filter(|at| *at <= length) else {
            return Err(net("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'index')"));
        };
        let key = dictionary.key(arg(args, 1));
        dictionary.entries.borrow_mut().shift_insert(at, key, (arg(args, 1).clone(), arg(args, 2).clone()));
        dictionary.touch();
        Ok(Value::Void)
    }),
    ("AsReadOnly", |this, _, _| Ok(this.clone())),
];

const STATICS: &[(&str, fn(&[Value], &mut dyn Runtime) -> Res<Value>)] = &[("Synchronized", |args, _| Ok(arg(args, 0).clone()))];

macro_rules! dictionaries {
    ($($id:ident = $name:literal, [$($property:literal = $getter:ident),*];)*) => {
        $(pub static $id: TypeImpl = TypeImpl {
            properties: &[$(($property, $getter)),*],
            methods: METHODS,
            static_methods: STATICS,
            typed_constructor: Some(construct),
            ..TypeImpl::of($name)
        };)*
    };
}
dictionaries! {
    HASHTABLE = "System.Collections.Hashtable",
        ["IsReadOnly" = no, "IsFixedSize" = no, "IsSynchronized" = no, "Keys" = keys, "Values" = values, "SyncRoot" = sync_root, "Count" = count];
    ORDERED = "System.Collections.Specialized.OrderedDictionary",
        ["Count" = count, "IsReadOnly" = no, "Keys" = keys, "Values" = values, "IsFixedSize" = no, "SyncRoot" = sync_root, "IsSynchronized" = no];
    DICTIONARY = "System.Collections.Generic.Dictionary`2",
        ["Comparer" = comparer, "Count" = count, "Capacity" = count, "Keys" = keys, "Values" = values, "IsReadOnly" = no, "IsFixedSize" = no, "SyncRoot" = sync_root, "IsSynchronized" = no];
    SORTED_DICTIONARY = "System.Collections.Generic.SortedDictionary`2",
        ["Count" = count, "Comparer" = comparer, "Keys" = keys, "Values" = values];
    GENERIC_SORTED_LIST = "System.Collections.Generic.SortedList`2",
        ["Capacity" = count, "Comparer" = comparer, "Count" = count, "Keys" = keys, "Values" = values];
    GENERIC_ORDERED = "System.Collections.Generic.OrderedDictionary`2",
        ["Comparer" = comparer, "Count" = count, "Capacity" = count, "Keys" = keys, "Values" = values];
    SORTED_LIST = "System.Collections.SortedList",
        ["Capacity" = count, "Count" = count, "Keys" = keys, "Values" = values, "IsReadOnly" = no, "IsFixedSize" = no, "IsSynchronized" = no, "SyncRoot" = sync_root];
    CONCURRENT = "System.Collections.Concurrent.ConcurrentDictionary`2",
        ["Comparer" = comparer, "Count" = count, "IsEmpty" = is_empty, "Keys" = keys, "Values" = values];
    EXCEPTION_DATA = "System.Collections.ListDictionaryInternal",
        ["Count" = count, "Keys" = keys, "IsReadOnly" = no, "IsFixedSize" = no, "IsSynchronized" = no, "SyncRoot" = sync_root, "Values" = values];
    LIST_DICTIONARY = "System.Collections.Specialized.ListDictionary",
        ["Count" = count, "Keys" = keys, "IsReadOnly" = no, "IsFixedSize" = no, "IsSynchronized" = no, "SyncRoot" = sync_root, "Values" = values];
}

fn comparer(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(super::comparers::comparer(if of(this).ignore_case { "OrdinalIgnoreCase" } else { "Ordinal" }))
}

fn is_empty(this: &Value, _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(of(this).is_empty()))
}

pub static DICTIONARY_ENTRY: TypeImpl = TypeImpl {
    constructor: Some(|args, _| Ok(Value::object(Entry::new(arg(args, 0).clone(), arg(args, 1).clone())))),
    ..TypeImpl::of("System.Collections.DictionaryEntry")
};

pub static KEY_VALUE_PAIR: TypeImpl = TypeImpl {
    typed_constructor: Some(|type_ref, args, _| Ok(Value::object(Entry { type_ref, key: arg(args, 0).clone(), value: arg(args, 1).clone() }))),
    ..TypeImpl::of("System.Collections.Generic.KeyValuePair`2")
};
