//! What filters and property sets know, as it stands in RON, and how it becomes blobs: filterable properties, property sets.

use super::blob::BlobWriter;
use super::commands::Pairs;
use super::exchange_record::{FilterUse, FilterableRecord, PropertySetsRecord};
use super::{out_path, read_ron};
use serde::Deserialize;

pub fn build() {
    filterable();
    property_sets();
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilterableSource {
    #[serde(default)]
    ldap: Option<String>,
    #[serde(default)]
    filter: Option<FilterUseSource>,
    #[serde(default)]
    recipient_filter: Option<FilterUseSource>,
    #[serde(default)]
    cmdlets: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilterUseSource {
    kind: String,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    wildcards: bool,
    #[serde(default)]
    values: Vec<String>,
}

fn filterable() {
    let mut blob = BlobWriter::default();
    for (name, source) in read_ron::<Pairs<FilterableSource>>("src/exchange/data/filterable.ron").0 {
        let mut filter_use =
            |u: FilterUseSource| FilterUse { kind: blob.text(u.kind), nullable: u.nullable, wildcards: u.wildcards, values: blob.texts(u.values) };
        let (filter, recipient_filter) = (source.filter.map(&mut filter_use), source.recipient_filter.map(&mut filter_use));
        let record = FilterableRecord { ldap: source.ldap.map(|t| blob.text(t)), filter, recipient_filter, cmdlets: blob.texts(source.cmdlets) };
        blob.add(&name, &record);
    }
    blob.write(&out_path("exchange-filterable.blob"));
}

fn property_sets() {
    let mut blob = BlobWriter::default();
    for (name, sets) in read_ron::<Pairs<Pairs<Vec<String>>>>("src/exchange/data/property-sets.ron").0 {
        let record = PropertySetsRecord { sets: sets.0.into_iter().map(|(set, names)| (blob.text(set), blob.texts(names))).collect() };
        blob.add(&name, &record);
    }
    blob.write(&out_path("exchange-property-sets.blob"));
}
