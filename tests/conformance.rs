//! What PowerShell really printed, compared with what this shell prints: scripts, expressions, programs, completions.
//!
//! The data is in `tests/conformance/` (see its README); each part has a list of what does not pass yet, which only shrinks.

mod support;

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::{Room, check_against_pending, data, read};

struct Case {
    name: String,
    script: String,
    output: String,
    code: i32,
}

/// Read the cases of a file: `#### case NAME`, the script, `#### output CODE`, the output.
fn cases_of(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_output = false;
    for line in text.split('\n') {
        if let Some(name) = line.strip_prefix("#### case ") {
            cases.push(Case { name: name.to_owned(), script: String::new(), output: String::new(), code: 0 });
            in_output = false;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(code) = line.strip_prefix("#### output ") {
            case.code = code.trim().parse().expect("an exit code");
            in_output = true;
        } else if line == "#### no newline at end" {
            case.output.pop();
        } else {
            let target = if in_output { &mut case.output } else { &mut case.script };
            target.push_str(line);
            target.push('\n');
        }
    }
    if let Some(last) = cases.last_mut() {
        last.output.pop(); // the file's own last line end
    }
    cases
}

fn passes(case: &Case) -> bool {
    let room = Room::new();
    std::fs::write(room.0.join("case.ps1"), &case.script).expect("a script in a fresh folder");
    let home = room.0.to_str().expect("the path is ASCII").to_owned();
    let result = room.run(&[&format!("{home}/case.ps1")]);
    let output = String::from_utf8_lossy(&result.stdout).replace(&home, "<dir>");
    output == case.output && result.status.code() == Some(case.code)
}

#[test]
fn scripts_print_what_powershell_prints() {
    let mut files: Vec<_> = std::fs::read_dir(data("conformance/cases")).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let subject = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(&file).expect("a file of cases");
        cases.extend(cases_of(&text).into_iter().map(|case| Case { name: format!("{subject}/{}", case.name), ..case }));
    }
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ok = passes(case);
                    results.lock().expect("no test thread panicked").push((case.name.clone(), ok));
                }
            });
        }
    });
    check_against_pending("conformance/pending-cases.txt", &results.into_inner().expect("no test thread panicked"));
}

#[test]
fn expressions_give_what_powershell_gives() {
    let mut files: Vec<_> = std::fs::read_dir(data("conformance/expressions")).expect("the expressions").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut results = Vec::new();
    for file in files {
        let subject = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(&file).expect("a file of expressions");
        let rows: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
        let room = Room::new();
        let input = room.0.join("in.txt");
        std::fs::write(&input, rows.iter().map(|(expression, _)| format!("{expression}\n")).collect::<String>()).expect("a file of expressions");
        let script = data("conformance/expressions.ps1");
        let output = room.run(&[script.to_str().expect("a path"), input.to_str().expect("a path")]);
        let output = String::from_utf8_lossy(&output.stdout).into_owned();
        let got: HashMap<&str, &str> = output.lines().filter_map(|line| line.split_once('\t')).collect();
        results.extend(rows.iter().map(|(expression, want)| (format!("{subject}\t{expression}"), got.get(expression) == Some(want))));
    }
    check_against_pending("conformance/pending-expressions.txt", &results);
}

#[test]
fn programs_print_what_powershell_prints() {
    let room = Room::new();
    for file in ["minipester.ps1", "Sample.Tests.ps1"] {
        std::fs::copy(data("conformance/programs").join(file), room.0.join(file)).expect("the programs");
    }
    let path = |file: &str| room.0.join(file).to_str().expect("a path").to_owned();
    let output = room.run(&[&path("minipester.ps1"), &path("Sample.Tests.ps1")]);
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let want = read("conformance/programs/Sample.expected.txt");
    let results: Vec<_> = want.lines().filter(|line| !line.is_empty()).map(|line| (line.to_owned(), output.lines().any(|got| got == line))).collect();
    check_against_pending("conformance/pending-programs.txt", &results);
}

#[test]
fn completion_offers_what_powershell_offers() {
    let room = Room::new();
    let (script, file) = (data("conformance/completions.ps1"), data("conformance/completions.json"));
    let output = room.run(&[script.to_str().expect("a path"), file.to_str().expect("a path")]);
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let got: HashMap<String, serde_json::Value> = output
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|value| Some((value["input"].as_str()?.to_owned(), value)))
        .collect();
    let want: Vec<serde_json::Value> = serde_json::from_str(&read("conformance/completions.json")).expect("the completions");
    let results: Vec<_> = want
        .iter()
        .map(|want| {
            let input = want["input"].as_str().unwrap_or_default();
            let same = got.get(input).is_some_and(|got| ["start", "count", "matches"].iter().all(|key| got[key] == want[key]));
            (input.to_owned(), same)
        })
        .collect();
    check_against_pending("conformance/pending-completions.txt", &results);
}
