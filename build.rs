//! Build script: turns the committed RON data into compact blobs that start-up does not parse.

#[path = "build/types.rs"]
mod types;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    types::build();
}

/// Read a data file of the repository, which rebuilds when it changes.
fn read_ron<T: DeserializeOwned>(path: &str) -> T {
    println!("cargo:rerun-if-changed={path}");
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    ron::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn write_blob<T: Serialize>(name: &str, value: &T) {
    let folder = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let bytes = postcard::to_allocvec(value).unwrap_or_else(|e| panic!("{name}: {e}"));
    std::fs::write(Path::new(&folder).join(name), bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
}
