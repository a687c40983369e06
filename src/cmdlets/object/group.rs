//! `Group-Object`: objects with equal keys together, in order of key.

use super::sort::value_order;
use crate::cmdlets::selector::Selector;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{Dictionary, DictionaryKind, List, PsStr, Record, Value, types};
use std::cell::RefCell;
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
            keys.push(selector.value(call.engine, &input)?.unwrap_or_default());
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
        self.groups.sort_by(|a, b| {
            a.keys.iter().zip(&b.keys).map(|(a, b)| value_order(a, b, ignore_case, engine)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
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
        let mut text = keys.iter().map(|key| call.engine.to_text(key).to_string()).collect::<Vec<_>>().join("\u{0}");
        if ignore_case {
            text = text.to_lowercase();
        }
        let candidates = self.by_text.entry(text).or_default();
        for &index in candidates.iter() {
            let same = self.groups[index].keys.iter().zip(&keys).all(|(a, b)| value_order(a, b, ignore_case, call.engine).is_eq());
            if same {
                self.groups[index].members.push(input);
                return;
            }
        }
        candidates.push(self.groups.len());
        self.groups.push(Group { keys, members: vec![input] });
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

fn name_of(call: &mut Call<'_>, keys: &[Value]) -> PsStr {
    keys.iter().map(|key| call.engine.to_text(key).to_string()).collect::<Vec<_>>().join(", ").into()
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
