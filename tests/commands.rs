//! The syntax of the shell's own cmdlets, as `Get-Command -Syntax` prints it, against PowerShell's (`commands/syntax.json`).

mod support;

use std::collections::BTreeMap;
use support::{Room, read};

#[test]
fn every_cmdlet_has_powershells_syntax() {
    let truth: BTreeMap<String, Vec<String>> = serde_json::from_str(&read("commands/syntax.json")).expect("names and lines");
    let room = Room::new();
    let script: String = truth.keys().map(|name| format!("'#### {name}'; Get-Command {name} -Syntax\n")).collect();
    std::fs::write(room.0.join("syntax.ps1"), script).expect("a script in a fresh folder");
    let output = room.run(&[room.0.join("syntax.ps1").to_str().expect("the path is ASCII")]);
    let text = String::from_utf8_lossy(&output.stdout);
    let mut printed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("#### ") {
            Some(next) => name = next,
            None => printed.entry(name).or_default().push(line),
        }
    }
    for (name, lines) in &truth {
        assert_eq!(printed.get(name.as_str()).map_or(&[][..], |l| l), lines, "{name}");
    }
    assert!(truth.len() > 200);
}
