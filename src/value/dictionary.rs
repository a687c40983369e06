//! Dictionaries: `Hashtable`, `OrderedDictionary`, `Dictionary<K, V>` and their relatives. All keep insertion order.

use super::{PsStr, TypeRef, Value, known};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};

/// What a dictionary is to .NET. Sorted kinds keep their entries sorted by key at insertion.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DictionaryKind {
    Hashtable,
    /// `System.Collections.Specialized.OrderedDictionary`, of `[ordered]@{}`.
    Ordered,
    /// `System.Management.Automation.OrderedHashtable`, or another type given whole, such as `Dictionary<string, int>`.
    Other(TypeRef),
}

/// Key to (key as given, value).
pub type Entries = IndexMap<Key, (Value, Value), FxBuildHasher>;

pub struct Dictionary {
    pub kind: DictionaryKind,
    /// `@{}` and `[ordered]@{}` find text keys without case; `[hashtable]::new()` with.
    pub ignore_case: bool,
    pub entries: RefCell<Entries>,
    /// Counts changes, so that a walk over the entries notices one.
    pub version: Cell<u32>,
}

impl Dictionary {
    pub fn new(kind: DictionaryKind, ignore_case: bool) -> Self {
        Dictionary { kind, ignore_case, entries: RefCell::default(), version: Cell::new(0) }
    }

    /// An empty `@{}`.
    pub fn hashtable() -> Self {
        Self::new(DictionaryKind::Hashtable, true)
    }

    pub fn type_ref(&self) -> TypeRef {
        match self.kind {
            DictionaryKind::Hashtable => known::HASHTABLE,
            DictionaryKind::Ordered => known::ORDERED_DICTIONARY,
            DictionaryKind::Other(ty) => ty,
        }
    }

    pub fn key(&self, key: &Value) -> Key {
        Key::new(key, self.ignore_case)
    }

    pub fn get(&self, key: &Value) -> Option<Value> {
        self.entries.borrow().get(&self.key(key)).map(|(_, value)| value.clone())
    }

    pub fn get_str(&self, key: &str) -> Option<Value> {
        if self.ignore_case && key.bytes().any(|b| b.is_ascii_lowercase()) && key.is_ascii() {
            let mut folded = smallvec::SmallVec::<[u8; 48]>::from_slice(key.as_bytes());
            folded.make_ascii_uppercase();
            return self.find_text(std::str::from_utf8(&folded).unwrap_or_default());
        }
        if self.ignore_case && !key.is_ascii() {
            return self.get(&Value::str(key));
        }
        self.find_text(key)
    }

    /// By a key already folded.
    fn find_text(&self, key: &str) -> Option<Value> {
        self.entries.borrow().get(&TextKey(key)).map(|(_, value)| value.clone())
    }

    /// The entries changed by other means than `insert`.
    pub fn touch(&self) {
        self.version.set(self.version.get().wrapping_add(1));
    }

    /// Add or replace; a replaced entry keeps its place and its key's writing.
    pub fn insert(&self, key: Value, value: Value) {
        self.touch();
        let hashed = self.key(&key);
        let mut entries = self.entries.borrow_mut();
        match entries.get_mut(&hashed) {
            Some(entry) => entry.1 = value,
            None if self.is_sorted() => {
                let at = entries.values().position(|(other, _)| order(&key, other).is_lt()).unwrap_or(entries.len());
                entries.shift_insert(at, hashed, (key, value));
            }
            None => {
                entries.insert(hashed, (key, value));
            }
        }
    }

    fn is_sorted(&self) -> bool {
        matches!(self.kind, DictionaryKind::Other(ty) if ty.name.starts_with("Sorted"))
    }

    pub fn len(&self) -> usize {
        self.entries.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The order of two keys of a sorted dictionary: keys of one type, as .NET's default comparer has them.
fn order(a: &Value, b: &Value) -> std::cmp::Ordering {
    let number = |value: &Value| match value {
        Value::Int32(v) => Some(*v as f64),
        Value::Int64(v) => Some(*v as f64),
        Value::Double(v) => Some(*v),
        Value::Byte(v) => Some(*v as f64),
        Value::Char(v) => Some(*v as f64),
        Value::DateTime(v) => Some(v.ticks as f64),
        Value::TimeSpan(v) => Some(v.ticks as f64),
        Value::Enum(_, v) => Some(*v as f64),
        _ => None,
    };
    match (a.base(), b.base()) {
        (Value::String(a), Value::String(b)) => super::compare::compare_text(a, b, false),
        (a, b) => match (number(a), number(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => std::cmp::Ordering::Equal,
        },
    }
}

/// A text key that is borrowed, to look one up without making it.
struct TextKey<'a>(&'a str);

impl Hash for TextKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl indexmap::Equivalent<Key> for TextKey<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(key, Key::Text(text) if **text == *self.0)
    }
}

/// A key as the dictionary's comparer sees it: equal keys are equal, and hash alike. Numbers of different types differ, as in .NET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Text, folded to upper case where case does not count.
    Text(PsStr),
    /// A scalar: its type's address and its bits.
    Scalar(usize, u128),
    /// An object known by its identity.
    Identity(usize),
}

impl Key {
    pub fn new(value: &Value, ignore_case: bool) -> Key {
        let scalar = |bits: u128| Key::Scalar(value.type_ref().map_or(0, TypeRef::address), bits);
        match value.base() {
            Value::String(text) if ignore_case => Key::Text(fold(text)),
            Value::String(text) => Key::Text(text.clone()),
            Value::Null | Value::Void => scalar(0),
            Value::Bool(v) | Value::Switch(v) => scalar(*v as u128),
            Value::Char(v) => scalar(*v as u128),
            Value::SByte(v) => scalar(*v as u8 as u128),
            Value::Byte(v) => scalar(*v as u128),
            Value::Int16(v) => scalar(*v as u16 as u128),
            Value::UInt16(v) => scalar(*v as u128),
            Value::Int32(v) => scalar(*v as u32 as u128),
            Value::UInt32(v) => scalar(*v as u128),
            Value::Int64(v) => scalar(*v as u64 as u128),
            Value::UInt64(v) => scalar(*v as u128),
            Value::Single(v) => scalar((*v + 0.0).to_bits() as u128),
            Value::Double(v) => scalar((*v + 0.0).to_bits() as u128),
            Value::Decimal(v) => scalar(u128::from_le_bytes(v.normalize().serialize())),
            Value::DateTime(v) => scalar(v.ticks as u64 as u128),
            Value::TimeSpan(v) => scalar(v.ticks as u64 as u128),
            Value::Guid(v) => scalar(v.as_u128()),
            Value::Enum(_, v) => scalar(*v as u64 as u128),
            Value::Type(ty) => Key::Scalar(1, ty.address() as u128),
            Value::BigInteger(v) => Key::Text(PsStr::from(v.to_string())),
            Value::Array(v) => Key::Identity(std::rc::Rc::as_ptr(v) as usize),
            Value::List(v) => Key::Identity(std::rc::Rc::as_ptr(v) as usize),
            Value::Dictionary(v) => Key::Identity(std::rc::Rc::as_ptr(v) as usize),
            Value::PsObject(v) => Key::Identity(std::rc::Rc::as_ptr(v) as usize),
            Value::ScriptBlock(v) => Key::Identity(std::rc::Rc::as_ptr(v) as usize),
            Value::Object(v) => match v.key_text() {
                Some(text) => Key::Text(PsStr::from(format!("\u{1}{}\u{1}{text}", v.type_ref().full_name))),
                None => Key::Identity(std::rc::Rc::as_ptr(v) as *const () as usize),
            },
        }
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Key::Text(text) => text.hash(state),
            Key::Scalar(ty, bits) => {
                ty.hash(state);
                bits.hash(state);
            }
            Key::Identity(address) => address.hash(state),
        }
    }
}

fn fold(text: &PsStr) -> PsStr {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_lowercase()) { text.clone() } else { PsStr::from(text.to_uppercase()) }
}
