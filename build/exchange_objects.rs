//! Exchange's object types and nouns (`src/exchange/data/{objects,nouns,messages}.ron`) as postcard blobs, a record a type.

use super::{read_ron, write_blob};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Mirrors `ObjectType` in `src/exchange/schema.rs`.
#[derive(Deserialize, Serialize)]
struct ObjectType {
    name: String,
    view: String,
    columns: Vec<String>,
    keys: Vec<String>,
    hierarchy: Vec<String>,
    enums: BTreeMap<String, Vec<String>>,
    properties: Vec<(String, String, Option<String>, String)>,
}

/// Mirrors `Noun` in `src/exchange/schema.rs`.
#[derive(Deserialize, Serialize)]
struct Noun {
    name: String,
    object: String,
    kind: String,
    details: Vec<String>,
    create: String,
    area: String,
}

pub fn build() {
    let folder = "src/exchange/data";
    let types: Vec<ObjectType> = read_ron(&format!("{folder}/objects.ron"));
    let nouns: Vec<Noun> = read_ron(&format!("{folder}/nouns.ron"));
    let encode = |ty: ObjectType| (ty.name.clone(), postcard::to_allocvec(&ty).expect("a record encodes"));
    write_blob("exchange-objects.bin", &types.into_iter().map(encode).collect::<Vec<(String, Vec<u8>)>>());
    write_blob("exchange-nouns.bin", &nouns);
}
