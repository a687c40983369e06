//! `PSObject`: a bag of members of its own (`[pscustomobject]`), or another value with members added to it.

use super::{Name, NameRef, PsStr, ScriptBlock, Value};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::rc::Rc;

pub type Members = IndexMap<Name, Member, FxBuildHasher>;

/// A member that belongs to one object rather than to its type.
#[derive(Clone)]
pub enum Member {
    Note(Value),
    Alias(PsStr),
    ScriptProperty {
        get: Option<Rc<ScriptBlock>>,
        set: Option<Rc<ScriptBlock>>,
    },
    ScriptMethod(Rc<ScriptBlock>),
    /// Names of members: `DefaultDisplayPropertySet` and its kin stand inside `PSStandardMembers`.
    PropertySet(Vec<PsStr>),
    MemberSet(Rc<RefCell<Members>>),
}

#[derive(Default)]
pub struct PsObject {
    /// The value the members were added to; `None`: a `PSCustomObject`.
    pub base: Option<Value>,
    pub members: RefCell<Members>,
    /// `PSTypeNames`, most derived first, where they were changed.
    pub type_names: RefCell<Option<Vec<PsStr>>>,
    /// What `ToString()` gives in place of the base's: a number keeps the writing it had as an argument (`1.50`, `0x10`).
    pub text: Option<PsStr>,
}

impl PsObject {
    /// A `[pscustomobject]` with note properties, in order.
    pub fn custom<N: Into<PsStr>>(properties: impl IntoIterator<Item = (N, Value)>) -> Self {
        let members = properties.into_iter().map(|(name, value)| (Name(name.into()), Member::Note(value))).collect();
        PsObject { base: None, members: RefCell::new(members), ..Default::default() }
    }

    /// The same, under a type name of its own (the first of `PSTypeNames`).
    pub fn named<N: Into<PsStr>>(type_name: &str, properties: impl IntoIterator<Item = (N, Value)>) -> Self {
        let object = Self::custom(properties);
        let names = [type_name, "System.Management.Automation.PSCustomObject", "System.Object"];
        *object.type_names.borrow_mut() = Some(names.map(PsStr::from).to_vec());
        object
    }

    /// Wrap a value so that members can be added to it.
    pub fn around(base: Value) -> Self {
        PsObject { base: Some(base), ..Default::default() }
    }

    pub fn member(&self, name: &str) -> Option<Member> {
        self.members.borrow().get(&NameRef(name)).cloned()
    }

    /// A note property's value.
    pub fn note(&self, name: &str) -> Option<Value> {
        match self.members.borrow().get(&NameRef(name)) {
            Some(Member::Note(value)) => Some(value.clone()),
            _ => None,
        }
    }

    pub fn set_note(&self, name: impl Into<PsStr>, value: Value) {
        self.members.borrow_mut().insert(Name(name.into()), Member::Note(value));
    }
}

impl From<PsObject> for Value {
    fn from(object: PsObject) -> Value {
        Value::PsObject(Rc::new(object))
    }
}
