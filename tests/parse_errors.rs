//! The parser's errors against PowerShell's, text by text: id, line, column, and whether more input could help.
//!
//! `tests/conformance/pending-parse-errors.txt` lists the texts whose errors differ still. `EMSH_BLESS=1` rewrites it.

use emsh::syntax::{ParseError, Source, diagnose::diagnose, parse};
use serde_json::Value;
use std::collections::BTreeSet;

const TEXTS: &str = "tests/conformance/parse-errors.json";
const TREES: &str = "tests/conformance/trees.json";
const CASES: &str = "tests/conformance/cases";
const STACK: usize = 256 << 20;
const PENDING: &str = "tests/conformance/pending-parse-errors.txt";

#[derive(Default)]
struct Score {
    verdict: usize,
    incomplete: usize,
    first: usize,
    all: usize,
}

struct Case {
    name: String,
    text: String,
    incomplete: bool,
    errors: Vec<String>,
}

fn read(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect(path);
    serde_json::from_str(&text).expect(path)
}

fn cases() -> Vec<Case> {
    let case = |value: &Value| Case {
        name: value["name"].as_str().unwrap_or_default().to_owned(),
        text: value["text"].as_str().unwrap_or_default().to_owned(),
        incomplete: value["incomplete"] == true,
        errors: value["errors"].as_array().into_iter().flatten().map(expected).collect(),
    };
    read(TEXTS).iter().map(case).collect()
}

fn expected(error: &Value) -> String {
    format!("{} {} {} {}", error["id"].as_str().unwrap_or_default(), error["line"], error["column"], error["message"].as_str().unwrap_or_default())
}

fn found(source: &Source, error: &ParseError) -> String {
    let place = source.place(error.span.start);
    format!("{} {} {} {}", error.id, place.line, place.column, error.message)
}

fn compare(case: &Case, score: &mut Score) -> bool {
    let source = Source::new(case.text.as_str(), None);
    let errors = diagnose(&case.text);
    let incomplete = errors.iter().any(|error| error.incomplete);
    let found: Vec<String> = errors.iter().map(|error| found(&source, error)).collect();
    let right = [found.is_empty() == case.errors.is_empty(), incomplete == case.incomplete, found.first() == case.errors.first(), found == case.errors];
    score.verdict += usize::from(right[0]);
    score.incomplete += usize::from(right[1]);
    score.first += usize::from(right[2]);
    score.all += usize::from(right[3]);
    let passed = right.iter().all(|&right| right);
    if !passed && std::env::var("EMSH_SHOW").is_ok() {
        println!("--- {}\n{:?}\nexpected {} {:#?}\nfound    {} {:#?}", case.name, case.text, case.incomplete, case.errors, incomplete, found);
    }
    passed
}

#[test]
fn errors_are_powershells() {
    let cases = cases();
    let mut score = Score::default();
    let failed: BTreeSet<&str> = cases.iter().filter(|case| !compare(case, &mut score)).map(|case| case.name.as_str()).collect();
    let percent = |n: usize| 100.0 * n as f64 / cases.len() as f64;
    println!(
        "verdict {:.2} %, incomplete {:.2} %, first error {:.2} %, all errors {:.2} %",
        percent(score.verdict),
        percent(score.incomplete),
        percent(score.first),
        percent(score.all)
    );
    if std::env::var("EMSH_BLESS").is_ok() {
        let list: String = failed.iter().map(|name| format!("{name}\n")).collect();
        std::fs::write(PENDING, list).expect(PENDING);
        return;
    }
    let text = std::fs::read_to_string(PENDING).expect(PENDING);
    let pending: BTreeSet<&str> = text.lines().collect();
    let broken: Vec<_> = failed.difference(&pending).collect();
    let passing: Vec<_> = pending.difference(&failed).collect();
    assert!(broken.is_empty() && passing.is_empty(), "not listed but wrong: {broken:?}; listed but right: {passing:?}");
}

/// The recorded scripts that PowerShell refuses to run.
fn refused() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(CASES).expect(CASES) {
        let text = std::fs::read_to_string(file.expect(CASES).path()).expect(CASES);
        for case in text.split("#### case ").skip(1) {
            if case.contains("\nParserError: <dir>/case.ps1") {
                names.extend(case.lines().next().map(str::to_owned));
            }
        }
    }
    names
}

#[test]
fn valid_texts_have_no_errors() {
    let mut wrong = Vec::new();
    let refused = refused();
    for case in read(TREES) {
        let text = case["text"].as_str().unwrap_or_default();
        if refused.contains(case["name"].as_str().unwrap_or_default()) {
            continue;
        }
        if let Some(first) = diagnose(text).first() {
            wrong.push(format!("{}: {first:?}\n{text}", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{} texts\n{}", wrong.len(), wrong.join("\n\n"));
}

/// The grammar and the second look refuse the same texts, with the same errors.
#[test]
fn the_grammar_agrees() {
    let recorded = read(TREES).into_iter().chain(read(TEXTS));
    let texts: Vec<String> = recorded.map(|case| case["text"].as_str().unwrap_or_default().to_owned()).collect();
    let check = move || {
        let mut wrong = Vec::new();
        for text in &texts {
            let parsed = parse(Source::new(text.as_str(), None)).errors;
            let found = diagnose(text);
            if parsed != found {
                wrong.push(format!("{text:?}\n  parse    {parsed:?}\n  diagnose {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{} texts\n{}", wrong.len(), wrong.join("\n"));
    };
    std::thread::Builder::new().stack_size(STACK).spawn(check).expect("a thread").join().expect("agreement");
}

/// Texts that go very deep or on and on: an answer, soon, on a stack like the shell's.
#[test]
fn no_text_is_too_much() {
    let units = [
        "(",
        "{",
        "[",
        "@(",
        "@{a=",
        "$(",
        "[x(",
        "\"$(",
        "if(",
        "!",
        "-",
        "$a.",
        "$a=",
        "[a[",
        "a|",
        "{[x({",
        "[x({[y({",
        "class a{[x()]",
        "&",
        ",",
        "1,",
        "1+",
        "\n",
        "a ",
        "$a?",
        "${",
        "\u{1F30D}",
        "\0",
        "`",
        "'",
        "@'\n",
        "}",
        ")",
        "switch(1){a",
        "try{",
        "begin{",
        "param(",
        "function f(",
        "a[1].b(",
    ];
    let check = move || {
        for unit in units {
            let text = unit.repeat(10_000);
            let start = std::time::Instant::now();
            diagnose(&text);
            assert!(start.elapsed().as_secs() < 20, "{unit:?} takes {:?}", start.elapsed());
        }
    };
    std::thread::Builder::new().stack_size(STACK).spawn(check).expect("a thread").join().expect("no panic");
}
