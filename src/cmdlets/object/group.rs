//! `Group-Object`: objects with equal keys together, in order of key.

use super::sort::value_order;
use crate::cmdlets::selector::Selector;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{Dictionary, DictionaryKind, List, PsStr, Record, Value, text, types};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Default)]
pub struct GroupObject {
    groups: Vec<Group>,
    /// Groups by the text of their keys, to find one without comparing all.
    by_text: HashMap<String, Vec<usize>>,
    selectors: Vec<Selector>,
}

struct Group {
    keys: Vec<Value>,
    members: Vec<Value>,
}

impl Stage for GroupObject {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        for item in call.arg("Property").map(|v| Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).unwrap_or_default() {
            match Selector::parse(call.engine, &item, &["Expression"]) {
                Ok(selector) => self.selectors.push(selector),
                Err(record) => return call.fail(record),
            }
        }
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        let mut keys = Vec::with_capacity(self.selectors.len().max(1));
        for selector in &self.selectors {
            keys.push(selector.value(call.engine, &input)?.unwrap_or(Value::Void));
        }
        if self.selectors.is_empty() {
            keys.push(input.clone());
        }
        self.add(call, keys, input);
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let ignore_case = !call.switch("CaseSensitive");
        let engine = &mut *call.engine;
        if self.has_one_type_a_key() {
            self.groups
                .sort_by(|a, b| a.keys.iter().zip(&b.keys).map(|(a, b)| key_order(a, b, ignore_case, engine)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal));
        }
        if call.switch("AsHashTable") {
            return self.write_table(call);
        }
        let bare = call.switch("NoElement");
        for group in self.groups.drain(..) {
            let record = group_info(call, group, bare);
            call.write(Value::object(record))?;
        }
        Ok(())
    }
}

impl GroupObject {
    fn add(&mut self, call: &mut Call<'_>, keys: Vec<Value>, input: Value) {
        let ignore_case = !call.switch("CaseSensitive");
        let mut text = keys.iter().map(|key| key_text(key, call.engine)).collect::<Vec<_>>().join("\u{0}");
        if ignore_case {
            text = text.to_lowercase();
        }
        let candidates = self.by_text.entry(text).or_default();
        for &index in candidates.iter() {
            let same = self.groups[index].keys.iter().zip(&keys).all(|(a, b)| same_key(a, b, ignore_case, call.engine));
            if same {
                self.groups[index].members.push(input);
                return;
            }
        }
        candidates.push(self.groups.len());
        self.groups.push(Group { keys, members: vec![input] });
    }

    /// Groups are put in order only where their keys have one type; keys of objects without the property aside.
    fn has_one_type_a_key(&self) -> bool {
        let count = self.groups.first().map_or(0, |group| group.keys.len());
        (0..count).all(|at| {
            let mut types = self.groups.iter().filter_map(|group| group.keys[at].type_ref());
            types.next().is_none_or(|first| types.all(|ty| ty == first))
        })
    }

    fn write_table(&mut self, call: &mut Call<'_>) -> Run {
        let table = Dictionary::new(DictionaryKind::Hashtable, !call.switch("CaseSensitive"));
        let as_string = call.switch("AsString");
        for group in self.groups.drain(..) {
            let key = if as_string || group.keys.len() > 1 { Value::String(name_of(call, &group.keys)) } else { group.keys[0].clone() };
            table.insert(key, collection(group.members));
        }
        call.write(Value::Dictionary(Rc::new(table)))
    }
}

/// A collection's items are named in braces.
fn name_of(call: &mut Call<'_>, keys: &[Value]) -> PsStr {
    let name = |key: &Value| match key.base() {
        Value::Array(_) | Value::List(_) | Value::Dictionary(_) => {
            let items = match key.base() {
                Value::Dictionary(dictionary) => types::dictionaries::entries(dictionary),
                _ => Engine::enumerate(key).unwrap_or_default(),
            };
            let items: Vec<String> = items.iter().map(|item| item_name(item, call.engine)).collect();
            format!("{{{}}}", items.join(", "))
        }
        _ => text::display(key, call.engine).to_string(),
    };
    keys.iter().map(name).collect::<Vec<_>>().join(", ").into()
}

fn item_name(item: &Value, engine: &mut Engine) -> String {
    match item.downcast::<types::enumerator::Entry>() {
        Some(entry) => format!("[{}, {}]", text::net_string(&entry.key, engine), text::net_string(&entry.value, engine)),
        None => text::display(item, engine).to_string(),
    }
}

/// Objects without the property stand last.
fn key_order(a: &Value, b: &Value, ignore_case: bool, engine: &mut Engine) -> Ordering {
    match (matches!(a, Value::Void), matches!(b, Value::Void)) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => value_order(a, b, ignore_case, engine),
    }
}

/// Two collections of a type are one key: they have no order, and .NET's text of both is their type.
fn same_key(a: &Value, b: &Value, ignore_case: bool, engine: &mut Engine) -> bool {
    if is_collection(a) && is_collection(b) { a.type_ref() == b.type_ref() } else { value_order(a, b, ignore_case, engine).is_eq() }
}

fn is_collection(key: &Value) -> bool {
    matches!(key.base(), Value::Array(_) | Value::List(_) | Value::Dictionary(_))
}

/// The text by which a key's group is looked up. A list of nothing is the empty text, as a comparison with text takes it.
fn key_text(key: &Value, engine: &mut Engine) -> String {
    let text = engine.to_text(key);
    match key.type_ref() {
        Some(ty) if is_collection(key) && !text.is_empty() => ty.full_name.to_owned(),
        _ => text.to_string(),
    }
}

fn group_info(call: &mut Call<'_>, group: Group, bare: bool) -> Record {
    let name = name_of(call, &group.keys);
    let type_name = if bare { "Microsoft.PowerShell.Commands.GroupInfoNoElement" } else { "Microsoft.PowerShell.Commands.GroupInfo" };
    let count = Value::Int32(group.members.len() as i32);
    let mut fields = vec![("Values", array_list(group.keys)), ("Count", count)];
    fields.push(("Group", if bare { Value::Null } else { collection(group.members) }));
    fields.push(("Name", Value::String(name)));
    Record::new(type_name, fields)
}

/// `Collection<PSObject>`, as `Group` is.
fn collection(items: Vec<Value>) -> Value {
    let name = "System.Collections.ObjectModel.Collection[psobject]";
    list_of(types::find(name).unwrap_or(crate::value::known::ARRAY_LIST), items)
}

fn array_list(items: Vec<Value>) -> Value {
    list_of(crate::value::known::ARRAY_LIST, items)
}

fn list_of(type_ref: crate::value::TypeRef, items: Vec<Value>) -> Value {
    Value::List(Rc::new(List { type_ref, element: crate::value::known::OBJECT, items: RefCell::new(items) }))
}
