//! What `GetEnumerator()` gives, and the entries that a dictionary's gives.

use super::by_full_name;
use crate::value::{Dictionary, Object, PsStr, Res, Runtime, TypeRef, Value, known, text};
use std::cell::Cell;
use std::rc::Rc;

/// A walk over a snapshot of items. A pipeline takes what is left of it.
pub struct Enumerator {
    type_name: &'static str,
    items: Vec<Value>,
    /// How many were taken: the current item is the last taken.
    taken: Cell<usize>,
    /// Whose entries these are: a change of it ends the walk.
    dictionary: Option<Rc<Dictionary>>,
}

impl Enumerator {
    pub fn new(type_name: &'static str, items: Vec<Value>) -> Self {
        Enumerator { type_name, items, taken: Cell::new(0), dictionary: None }
    }

    pub fn watching(mut self, dictionary: &Rc<Dictionary>) -> Self {
        self.dictionary = Some(dictionary.clone());
        self
    }

    fn current(&self) -> Option<&Value> {
        self.taken.get().checked_sub(1).and_then(|at| self.items.get(at))
    }
}

impl Object for Enumerator {
    fn type_ref(&self) -> TypeRef {
        by_full_name(&self.type_name.to_ascii_lowercase()).unwrap_or(known::OBJECT)
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let current = self.current().cloned().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "current" => Some(Ok(current)),
            "entry" => Some(Ok(current)),
            "key" | "value" | "name" => match current.downcast::<Entry>() {
                Some(entry) => entry.property(name, cx),
                None => None,
            },
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        match self.items.first().and_then(Value::downcast::<Entry>) {
            Some(_) => ["Name", "Key", "Value", "Current", "Entry"].map(PsStr::from).to_vec(),
            None => vec!["Current".into()],
        }
    }

    fn invoke(&self, name: &str, _: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "movenext" => {
                self.taken.set((self.taken.get() + 1).min(self.items.len() + 1));
                Some(Ok(Value::Bool(self.taken.get() <= self.items.len())))
            }
            "reset" => {
                self.taken.set(0);
                Some(Ok(Value::Void))
            }
            "dispose" => Some(Ok(Value::Void)),
            _ => None,
        }
    }

    fn version(&self) -> Option<u32> {
        self.dictionary.as_ref().map(|dictionary| dictionary.version.get())
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        let from = self.taken.get().min(self.items.len());
        self.taken.set(self.items.len() + 1);
        Some(self.items[from..].to_vec())
    }
}

/// `DictionaryEntry`, or `KeyValuePair<K, V>` of a generic dictionary.
pub struct Entry {
    pub type_ref: TypeRef,
    pub key: Value,
    pub value: Value,
}

impl Entry {
    pub fn new(key: Value, value: Value) -> Self {
        Entry { type_ref: known::DICTIONARY_ENTRY, key, value }
    }
}

impl Object for Entry {
    fn type_ref(&self) -> TypeRef {
        self.type_ref
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "key" => Some(Ok(self.key.clone())),
            "value" => Some(Ok(self.value.clone())),
            "name" if self.type_ref == known::DICTIONARY_ENTRY => Some(Ok(self.key.clone())),
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        match self.type_ref == known::DICTIONARY_ENTRY {
            true => ["Name", "Key", "Value"].map(PsStr::from).to_vec(),
            false => ["Key", "Value"].map(PsStr::from).to_vec(),
        }
    }

    fn invoke(&self, name: &str, _: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        if name.eq_ignore_ascii_case("ToString") && self.type_ref != known::DICTIONARY_ENTRY {
            let shown = format!("[{}, {}]", text::to_text(&self.key, cx), text::to_text(&self.value, cx));
            return Some(Ok(Value::from(shown)));
        }
        None
    }

    fn text(&self) -> Option<PsStr> {
        if self.type_ref == known::DICTIONARY_ENTRY {
            return None;
        }
        let part = |value: &Value| match value {
            Value::String(text) => text.to_string(),
            Value::Int32(n) => n.to_string(),
            other => format!("{other:?}"),
        };
        Some(PsStr::from(format!("[{}, {}]", part(&self.key), part(&self.value))))
    }
}

/// A text is walked by its characters.
pub static STRING: super::TypeImpl = super::TypeImpl {
    methods: &[("GetEnumerator", |this, _, _| {
        let Value::String(text) = this.base() else { return Ok(Value::Null) };
        Ok(Value::object(Enumerator::new("System.CharEnumerator", text.encode_utf16().map(Value::Char).collect())))
    })],
    ..super::TypeImpl::of("System.String")
};
