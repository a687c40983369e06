//! How the documentation's examples bind to Exchange's signatures: parameter sets, parameters and errors, against PowerShell's
//! real binder (`exchange/bindings.json` over `exchange/examples`).
//!
//! A block is `Page.N`, N counting the page's examples from 1. `pending-*.txt` name the blocks that do not agree yet.

mod support;

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use support::{Room, check_against_pending, data, read};

#[derive(Deserialize)]
struct Truth {
    bindings: Vec<String>,
    errors: Vec<Failure>,
}

#[derive(Deserialize)]
struct Failure {
    id: String,
}

#[derive(Deserialize)]
struct Report {
    statements: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    file: String,
    block: usize,
    error_id: Option<String>,
    #[serde(default)]
    commands: Vec<Bound>,
}

#[derive(Deserialize)]
struct Bound {
    name: String,
    set: String,
    bound: BTreeMap<String, String>,
}

/// What the binder itself can refuse; other errors come from the machine that ran the examples.
const BINDER: [&str; 10] = [
    "MissingMandatoryParameter",
    "NamedParameterNotFound",
    "PositionalParameterNotFound",
    "AmbiguousParameterSet",
    "AmbiguousParameter",
    "ParameterArgumentTransformationError",
    "ParameterArgumentValidationError",
    "MissingArgument",
    "ParameterAlreadyBound",
    "CommandNotFoundException",
];

/// A bound command on one line, its parameters sorted by name.
fn line(command: &Bound) -> String {
    let mut pairs: Vec<String> = command.bound.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.sort_by_key(|pair| pair.to_lowercase());
    format!("{} [{}] {}", command.name, command.set, pairs.join("; ")).to_lowercase()
}

/// Of each block, the commands it bound and its first error from the binder.
fn here() -> BTreeMap<String, (BTreeSet<String>, Option<String>)> {
    let room = Room::new();
    let output = room.run(&["check", "--format", "json", data("exchange/examples").to_str().expect("a path in UTF-8")]);
    let text = String::from_utf8_lossy(&output.stdout);
    let json = &text[text.find('{').expect("a report")..];
    let report: Report = serde_json::from_str(json).expect("the report's form");
    let mut blocks: BTreeMap<String, (BTreeSet<String>, Option<String>)> = BTreeMap::new();
    for statement in report.statements {
        let page = statement.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
        let (bound, error) = blocks.entry(format!("{page}.{}", statement.block)).or_default();
        bound.extend(statement.commands.iter().map(line));
        let id = statement.error_id.as_deref().and_then(|id| id.split(',').next()).filter(|id| BINDER.contains(id));
        *error = error.take().or(id.map(str::to_owned));
    }
    blocks
}

#[test]
fn examples_bind_as_in_powershell() {
    let truth: BTreeMap<String, Truth> = serde_json::from_str(&read("exchange/bindings.json")).expect("the truth's form");
    let here = here();
    let (mut verdicts, mut bindings) = (Vec::new(), Vec::new());
    for (block, want) in truth {
        let (bound, error) = here.get(&block).cloned().unwrap_or_default();
        let refused = want.errors.iter().map(|e| &e.id).find(|id| BINDER.contains(&id.as_str())).cloned();
        let stopped_elsewhere = refused.is_none() && !want.errors.is_empty();
        verdicts.push((block.clone(), error == refused));
        if !stopped_elsewhere {
            bindings.push((block, bound == want.bindings.iter().map(|line| line.to_lowercase()).collect()));
        }
    }
    check_against_pending("exchange/pending-verdicts.txt", &verdicts);
    check_against_pending("exchange/pending-bindings.txt", &bindings);
}
