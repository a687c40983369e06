//! The facts of .NET types (`src/value/data/*.ron`) as postcard blobs. Members are kept one encoded record a type, so that a
//! type's are decoded only when it is asked for.

use super::{read_ron, write_blob};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
enum Kind {
    Class,
    Struct,
    Interface,
}

type Name = (String, Kind, String, Vec<String>);
type Enumeration = (String, bool, Vec<(String, i64)>);

/// Mirrors `MembersFact` in `src/value/types/facts.rs`.
#[derive(Deserialize, Serialize)]
struct Members {
    name: String,
    base: String,
    interfaces: Vec<String>,
    constructors: Vec<String>,
    properties: Vec<(String, String)>,
    statics: Vec<(String, String)>,
    methods: Vec<(String, Vec<String>)>,
    static_methods: Vec<(String, Vec<String>)>,
}

pub fn build() {
    let folder = "src/value/data";
    let accelerators: Vec<(String, String)> = read_ron(&format!("{folder}/accelerators.ron"));
    let enumerations: Vec<Enumeration> = read_ron(&format!("{folder}/enums.ron"));
    let mut names: Vec<Name> = read_ron(&format!("{folder}/names.ron"));
    let members: Vec<Members> = read_ron(&format!("{folder}/members.ron"));
    for record in &members {
        let kind = match record.base.as_str() {
            "System.ValueType" => Kind::Struct,
            _ => Kind::Class,
        };
        names.push((record.name.clone(), kind, record.base.clone(), record.interfaces.clone()));
    }
    let records: Vec<(String, Vec<u8>)> = members.into_iter().map(|m| (m.name.clone(), postcard::to_allocvec(&m).expect("a record encodes"))).collect();
    write_blob("type-accelerators.bin", &accelerators);
    write_blob("type-enums.bin", &enumerations);
    write_blob("type-names.bin", &names);
    write_blob("type-members.bin", &records);
}
