//! The facts of .NET types, compiled into the program: short names, enumerations, lines of bases, and members with their
//! signatures. A blob is decoded when first asked for; a type's members only when that type is used.

use serde::Deserialize;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Class,
    Struct,
    Interface,
}

pub struct NameFact {
    pub name: &'static str,
    pub kind: Kind,
    pub base: &'static str,
    pub interfaces: &'static [&'static str],
}

pub struct EnumFact {
    pub name: &'static str,
    pub flags: bool,
    pub values: &'static [(&'static str, i64)],
}

/// What PowerShell lists of a type; a signature is `result (type name, type name)`.
#[derive(Deserialize, Default)]
pub struct MembersFact {
    pub name: &'static str,
    pub base: &'static str,
    pub interfaces: Vec<&'static str>,
    pub constructors: Vec<&'static str>,
    pub properties: Vec<(&'static str, &'static str)>,
    pub statics: Vec<(&'static str, &'static str)>,
    pub methods: Vec<(&'static str, Vec<&'static str>)>,
    pub static_methods: Vec<(&'static str, Vec<&'static str>)>,
}

macro_rules! blob {
    ($name:literal) => {{
        static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $name));
        postcard::from_bytes(BYTES).unwrap_or_default()
    }};
}

fn index<T>(items: Vec<T>, name: impl Fn(&T) -> &'static str) -> HashMap<String, T> {
    items.into_iter().map(|item| (name(&item).to_ascii_lowercase(), item)).collect()
}

/// The full name behind an accelerator: `int` is `System.Int32`. The name comes in lower case.
pub fn accelerator(lower: &str) -> Option<&'static str> {
    thread_local!(static ALL: HashMap<String, (&'static str, &'static str)> =
        index(blob!("type-accelerators.bin"), |pair: &(&'static str, &'static str)| pair.0));
    ALL.with(|all| all.get(lower).map(|pair| pair.1))
}

/// The accelerator that stands for a full name, as PowerShell shows types: `System.Int32` is `int`.
pub fn short_name(full_name: &str) -> Option<&'static str> {
    thread_local!(static ALL: HashMap<&'static str, &'static str> = {
        let pairs: Vec<(&'static str, &'static str)> = blob!("type-accelerators.bin");
        // Where two stand for one type, PowerShell shows the first.
        pairs.into_iter().rev().map(|(short, full)| (full, short)).collect()
    });
    ALL.with(|all| all.get(full_name).copied())
}

pub fn enumeration(lower: &str) -> Option<Rc<EnumFact>> {
    type Raw = (&'static str, bool, Vec<(&'static str, i64)>);
    thread_local!(static ALL: HashMap<String, Rc<EnumFact>> = {
        let all: Vec<Raw> = blob!("type-enums.bin");
        let facts = all.into_iter().map(|(name, flags, values)| Rc::new(EnumFact { name, flags, values: values.leak() }));
        index(facts.collect(), |fact| fact.name)
    });
    ALL.with(|all| all.get(lower).cloned())
}

pub fn name(lower: &str) -> Option<Rc<NameFact>> {
    type Raw = (&'static str, Kind, &'static str, Vec<&'static str>);
    thread_local!(static ALL: HashMap<String, Rc<NameFact>> = {
        let all: Vec<Raw> = blob!("type-names.bin");
        let facts = all.into_iter().map(|(name, kind, base, interfaces)| Rc::new(NameFact { name, kind, base, interfaces: interfaces.leak() }));
        index(facts.collect(), |fact| fact.name)
    });
    ALL.with(|all| all.get(lower).cloned())
}

/// The members of a type by its full name (`System.Collections.Generic.List`1` for any list).
pub fn members(full_name: &str) -> Option<Rc<MembersFact>> {
    thread_local! {
        static RAW: HashMap<&'static str, &'static [u8]> = {
            let all: Vec<(&'static str, &'static [u8])> = blob!("type-members.bin");
            all.into_iter().collect()
        };
        static DECODED: std::cell::RefCell<HashMap<&'static str, Rc<MembersFact>>> = std::cell::RefCell::default();
    }
    if let Some(fact) = DECODED.with_borrow(|decoded| decoded.get(full_name).cloned()) {
        return Some(fact);
    }
    let (name, bytes) = RAW.with(|raw| raw.get_key_value(full_name).map(|(name, bytes)| (*name, *bytes)))?;
    let fact = Rc::new(postcard::from_bytes::<MembersFact>(bytes).unwrap_or_default());
    DECODED.with_borrow_mut(|decoded| decoded.insert(name, fact.clone()));
    Some(fact)
}

/// The full names of all types of the facts.
pub fn all_names() -> Vec<&'static str> {
    let names: Vec<(&'static str, Kind, &'static str, Vec<&'static str>)> = blob!("type-names.bin");
    let enums: Vec<(&'static str, bool, Vec<(&'static str, i64)>)> = blob!("type-enums.bin");
    let mut all: Vec<&'static str> = names.iter().map(|fact| fact.0).chain(enums.iter().map(|fact| fact.0)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
