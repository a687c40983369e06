//! No module imports one that stands above it: the `use crate::` lines of every file, held against the order of the layers.

use std::path::Path;

/// From the top to the bottom. A module may import what stands below it, and `shell` what it composes.
const LAYERS: [&str; 11] = ["cli", "repl", "doccheck", "shell", "exchange", "cmdlets", "format", "engine", "value", "store", "syntax"];
/// These know nothing of each other.
const APART: [&str; 3] = ["value", "store", "syntax"];

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|own| *own == layer)
}

fn walk(folder: &Path, layer: &str, faults: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, layer, faults);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            check(&path, layer, faults);
        }
    }
}

fn check(path: &Path, layer: &str, faults: &mut Vec<String>) {
    let text = std::fs::read_to_string(path).expect("a source file");
    for (number, line) in text.lines().enumerate() {
        let Some(rest) = line.trim().strip_prefix("use crate::") else { continue };
        let target: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let (Some(own), Some(other)) = (rank(layer), rank(&target)) else { continue };
        let climbs = other < own || (own != other && APART.contains(&layer) && APART.contains(&target.as_str()));
        if climbs {
            faults.push(format!("{}:{}: {layer} imports {target}", path.display(), number + 1));
        }
    }
}

#[test]
fn no_module_imports_one_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for layer in LAYERS {
        let folder = src.join(layer);
        if folder.is_dir() {
            walk(&folder, layer, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
