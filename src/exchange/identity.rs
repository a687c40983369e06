//! Identities: by which texts a record can be named, and which record a text names.

use super::derived;
use super::organization::Organization;
use super::schema::Noun;
use crate::store::{Data, Record, RecordId};
use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// Which records answer to a text: by the hash of the folded text, so that no text is stored twice.
#[derive(Default)]
pub struct Index(FxHashMap<u64, SmallVec<[RecordId; 2]>>);

impl Index {
    pub fn of<'a>(records: impl Iterator<Item = &'a Rc<Record>>) -> Index {
        let mut index = Index::default();
        records.for_each(|record| index.add(record));
        index
    }

    pub fn add(&mut self, record: &Record) {
        for_each_key(record, |key| {
            let ids = self.0.entry(hash(key)).or_default();
            if !ids.contains(&record.id) {
                ids.push(record.id);
            }
        });
    }

    pub fn remove(&mut self, record: &Record) {
        for_each_key(record, |key| {
            if let Some(ids) = self.0.get_mut(&hash(key)) {
                ids.retain(|id| *id != record.id);
            }
        });
    }

    fn candidates(&self, text: &str) -> SmallVec<[RecordId; 2]> {
        self.0.get(&hash(text)).cloned().unwrap_or_default()
    }
}

/// What a text names.
pub enum Found {
    One(Rc<Record>),
    None,
    Several,
}

/// Find the record of a noun that a text names. A name that is exactly one object's name wins over other keys.
pub fn resolve(org: &Organization, noun: &Noun, text: &str) -> Found {
    let text = text.trim();
    let mut found: Vec<Rc<Record>> = org
        .with_index(|index| index.candidates(text))
        .into_iter()
        .filter_map(|id| org.record(id))
        .filter(|record| super::organization::covers(noun, record) && answers(record, text))
        .collect();
    if found.len() > 1 {
        let named: Vec<_> = found.iter().filter(|record| unique_key(record, text)).cloned().collect();
        if named.len() == 1 {
            found = named;
        }
    }
    match found.len() {
        0 => Found::None,
        1 => Found::One(found.swap_remove(0)),
        _ => Found::Several,
    }
}

fn answers(record: &Record, text: &str) -> bool {
    let mut yes = false;
    for_each_key(record, |key| yes |= same(key, text));
    yes
}

/// Keys that only one object can have, unlike a display name.
fn unique_key(record: &Record, text: &str) -> bool {
    ["Name", "Alias", "SamAccountName", "UserPrincipalName", "Guid"]
        .iter()
        .any(|name| record.values.get(*name).and_then(Data::as_text).is_some_and(|key| same(key, text)))
}

/// Every text a record answers to.
fn for_each_key(record: &Record, mut each: impl FnMut(&str)) {
    for name in [
        "Name",
        "DisplayName",
        "Guid",
        "Alias",
        "SamAccountName",
        "UserPrincipalName",
        "ExchangeGuid",
        "LegacyExchangeDN",
        "DomainName",
        "ExternalDirectoryObjectId",
        "ExternalEmailAddress",
        "AdminDisplayName",
    ] {
        if let Some(text) = record.values.get(name).and_then(Data::as_text) {
            each(text.strip_prefix("SMTP:").unwrap_or(text));
        }
    }
    if let Some(Data::List(addresses)) = record.values.get("EmailAddresses") {
        for address in addresses.iter().filter_map(Data::as_text) {
            each(address);
            each(address.split_once(':').map_or(address, |(_, rest)| rest));
        }
    }
    if let Some(sam) = record.values.get("SamAccountName").and_then(Data::as_text) {
        each(&format!("CONTOSO\\{sam}"));
        each(&format!("{}\\{sam}", super::organization::FOREST));
    }
    if let Some(identity) = record.values.get("Identity").and_then(Data::as_text) {
        each(identity);
    }
    each(&derived::distinguished_name(record));
    each(&derived::canonical_name(record));
    if !record.kind.eq_ignore_ascii_case("Recipient") {
        each(&format!("\\{}", derived::name(record)));
    }
}

fn same(a: &str, b: &str) -> bool {
    crate::value::same_name(a, b)
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for c in text.chars().flat_map(char::to_lowercase) {
        (c as u32).hash(&mut hasher);
    }
    hasher.finish()
}
