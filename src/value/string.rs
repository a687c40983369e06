//! Shared text. Stored as UTF-8, counted as .NET counts: in UTF-16 units. `Name` is text that compares without case.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

/// An immutable shared string; cloning copies a pointer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PsStr(Rc<str>);

impl PsStr {
    /// The number of UTF-16 units: .NET's `Length`.
    pub fn utf16_len(&self) -> usize {
        if self.0.is_ascii() { self.0.len() } else { self.0.encode_utf16().count() }
    }

    pub fn rc(&self) -> Rc<str> {
        self.0.clone()
    }
}

impl Default for PsStr {
    fn default() -> Self {
        PsStr::from("")
    }
}
impl Deref for PsStr {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl From<&str> for PsStr {
    fn from(text: &str) -> Self {
        PsStr(Rc::from(text))
    }
}
impl From<String> for PsStr {
    fn from(text: String) -> Self {
        PsStr(Rc::from(text))
    }
}
impl From<Rc<str>> for PsStr {
    fn from(text: Rc<str>) -> Self {
        PsStr(text)
    }
}
impl fmt::Display for PsStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for PsStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}
impl AsRef<str> for PsStr {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A name of a member, a variable or a parameter: keeps its writing, compares without case.
#[derive(Clone, Debug, Default)]
pub struct Name(pub PsStr);

impl Name {
    pub fn new(text: impl Into<PsStr>) -> Self {
        Name(text.into())
    }
}
impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Name(text.into())
    }
}
impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        same_name(&self.0, &other.0)
    }
}
impl Eq for Name {}
impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_name(&self.0, state);
    }
}

/// A borrowed name, to look one up without making it: `map.get(&NameRef(text))`.
#[derive(Clone, Copy)]
pub struct NameRef<'a>(pub &'a str);

impl Hash for NameRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_name(self.0, state);
    }
}
impl indexmap::Equivalent<Name> for NameRef<'_> {
    fn equivalent(&self, key: &Name) -> bool {
        same_name(self.0, &key.0)
    }
}

/// Ordinal comparison without case.
pub fn same_name(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase)) }
}

fn hash_name<H: Hasher>(text: &str, state: &mut H) {
    for c in text.chars() {
        if c.is_ascii() {
            state.write_u8(c.to_ascii_lowercase() as u8);
        } else {
            c.to_lowercase().for_each(|l| state.write_u32(l as u32));
        }
    }
}
