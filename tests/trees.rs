//! The syntax trees of tests/conformance/trees.json: kinds and extents of all nodes, against PowerShell's.
//!
//! `pending-trees.txt` names the texts that do not agree yet; it can only shrink. `EMSH_BLESS=1` writes it anew.

use emsh::syntax::{Source, nodes::nodes, parse};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    nodes: String,
}

#[derive(Deserialize)]
struct Verdict {
    name: String,
    text: String,
    errors: Vec<serde_json::Value>,
}

fn conformance(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(name)
}

fn read<T: for<'a> Deserialize<'a>>(name: &str) -> Vec<T> {
    serde_json::from_str(&std::fs::read_to_string(conformance(name)).unwrap()).unwrap()
}

/// The tree as `Kind start-end, ...` with offsets in UTF-16 units.
fn rendered(text: &str) -> String {
    let source = Source::new(text, None);
    let parsed = parse(source);
    let mut offsets = vec![0u32; text.len() + 1];
    let mut units = 0;
    for (at, c) in text.char_indices() {
        offsets[at] = units;
        units += c.len_utf16() as u32;
    }
    offsets[text.len()] = units;
    let mut line = String::new();
    for node in nodes(&parsed.tree) {
        let comma = if line.is_empty() { "" } else { ", " };
        let kind = node.kind.trim_end_matches("Ast");
        write!(line, "{comma}{kind} {}-{}", offsets[node.span.start as usize], offsets[node.span.end as usize]).unwrap();
    }
    line
}

/// Compare with the list of pending names, or write it anew.
fn settle(list: &str, failed: BTreeSet<String>) {
    let path = conformance(list);
    if std::env::var_os("EMSH_BLESS").is_some() {
        let lines: String = failed.iter().map(|name| format!("{name}\n")).collect();
        std::fs::write(path, lines).unwrap();
        return;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let pending: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let fresh: Vec<_> = failed.difference(&pending).collect();
    let healed: Vec<_> = pending.difference(&failed).collect();
    assert!(fresh.is_empty(), "{} texts disagree: {fresh:?}", fresh.len());
    assert!(healed.is_empty(), "these agree now; take them off {list}: {healed:?}");
}

#[test]
fn trees_agree_with_powershell() {
    let failed = read::<Case>("trees.json").into_iter().filter(|case| rendered(&case.text) != case.nodes).map(|case| case.name).collect();
    settle("pending-trees.txt", failed);
}

#[test]
fn right_texts_are_taken_and_wrong_ones_refused() {
    let verdicts = read::<Verdict>("parse-errors.json");
    let wrong = |case: &Verdict| parse(Source::new(case.text.as_str(), None)).errors.is_empty() != case.errors.is_empty();
    let failed = verdicts.into_iter().filter(wrong).map(|case| case.name).collect();
    settle("pending-verdicts.txt", failed);
}
