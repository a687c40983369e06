//! Build script: turns the committed RON data into compact blobs that start-up does not parse.

#[path = "build/blob.rs"]
mod blob;
#[path = "build/commands.rs"]
mod commands;
#[path = "build/exchange_facts.rs"]
mod exchange_facts;
#[path = "build/exchange_objects.rs"]
mod exchange_objects;
#[path = "src/exchange/record.rs"]
mod exchange_record;
#[path = "src/engine/record.rs"]
mod record;
#[path = "build/types.rs"]
mod types;
#[path = "build/views.rs"]
mod views;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/engine/record.rs");
    exchange_objects::build();
    println!("cargo:rerun-if-changed=src/exchange/record.rs");
    types::build();
    commands::build("src/cmdlets/data", "cmdlets.blob");
    commands::build("src/exchange/data/cmdlets", "exchange-cmdlets.blob");
    views::build();
    exchange_facts::build();
}

/// Read a data file of the repository, which rebuilds when it changes.
fn read_ron<T: DeserializeOwned>(path: &str) -> T {
    println!("cargo:rerun-if-changed={path}");
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    ron::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The RON files of a folder, in order of their names.
fn ron_files(folder: &str) -> Vec<String> {
    println!("cargo:rerun-if-changed={folder}");
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let mut paths: Vec<String> = entries.flatten().map(|e| e.path().to_string_lossy().into_owned()).filter(|p| p.ends_with(".ron")).collect();
    paths.sort();
    paths
}

/// Where a file for `include_bytes!` goes.
fn out_path(name: &str) -> std::path::PathBuf {
    Path::new(&std::env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join(name)
}

fn write_blob<T: Serialize>(name: &str, value: &T) {
    let folder = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let bytes = postcard::to_allocvec(value).unwrap_or_else(|e| panic!("{name}: {e}"));
    std::fs::write(Path::new(&folder).join(name), bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
}
