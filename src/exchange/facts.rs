//! What filters and property sets know: the properties that `-Filter` takes, and the `-PropertySets` of the `Get-EXO*` cmdlets.

use crate::engine::Blob;
use crate::exchange::record::{FilterUse, FilterableRecord, PropertySetsRecord};

static FILTERABLE: Blob = Blob(include_bytes!(concat!(env!("OUT_DIR"), "/exchange-filterable.blob")));
static PROPERTY_SETS: Blob = Blob(include_bytes!(concat!(env!("OUT_DIR"), "/exchange-property-sets.blob")));

/// A property that `-Filter` or `-RecipientFilter` takes.
#[derive(Debug)]
pub struct Filterable {
    pub name: &'static str,
    pub ldap: Option<&'static str>,
    pub filter: Option<FilterRules>,
    pub recipient_filter: Option<FilterRules>,
    pub cmdlets: Vec<&'static str>,
}

#[derive(Debug)]
pub struct FilterRules {
    /// `string`, `bool`, `dn`, `enum`, `datetime`, `size`, `integer`, `guid`.
    pub kind: &'static str,
    pub nullable: bool,
    pub wildcards: bool,
    pub values: Vec<&'static str>,
}

pub fn filterable(property: &str) -> Option<Filterable> {
    let index = FILTERABLE.position(property)?;
    let record: FilterableRecord = FILTERABLE.record(index)?;
    let text = |id: u32| FILTERABLE.text(id);
    let rules =
        |u: FilterUse| FilterRules { kind: text(u.kind), nullable: u.nullable, wildcards: u.wildcards, values: u.values.into_iter().map(text).collect() };
    Some(Filterable {
        name: FILTERABLE.name(index),
        ldap: record.ldap.map(text),
        filter: record.filter.map(rules),
        recipient_filter: record.recipient_filter.map(rules),
        cmdlets: record.cmdlets.into_iter().map(text).collect(),
    })
}

pub fn filterable_names() -> impl Iterator<Item = &'static str> {
    FILTERABLE.names()
}

/// The property sets of a `Get-EXO*` cmdlet: name and properties of each.
pub fn property_sets(cmdlet: &str) -> Option<Vec<(&'static str, Vec<&'static str>)>> {
    let record: PropertySetsRecord = PROPERTY_SETS.find(cmdlet)?;
    let text = |id: u32| PROPERTY_SETS.text(id);
    Some(record.sets.into_iter().map(|(name, ids)| (text(name), ids.into_iter().map(text).collect())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_decodes() {
        assert!(filterable_names().all(|name| filterable(name).is_some_and(|f| f.filter.is_some() || f.recipient_filter.is_some())));
        assert!(PROPERTY_SETS.names().all(|name| property_sets(name).is_some_and(|sets| !sets.is_empty())));
    }
}
