//! The program as a person starts it: text, scripts, standard input, checks, a store that lasts.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn emsh(arguments: &[&str], home: &Path) -> Output {
    command(arguments, home).stdin(Stdio::null()).output().expect("the shell starts")
}

fn command(arguments: &[&str], home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_emsh"));
    command.args(arguments).env("HOME", home).env("XDG_DATA_HOME", home.join("data")).env_remove("EMSH_ORG").env("NO_COLOR", "1");
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_change_lasts_from_one_start_to_the_next() {
    let home = tempfile::tempdir().expect("a folder");
    let first = emsh(&["-c", "Set-CASMailbox -Identity 'Ken Sanchez' -MAPIEnabled $false"], home.path());
    assert!(first.status.success());
    assert!(String::from_utf8_lossy(&first.stderr).contains("demo organization"), "the first use says what it made");
    let second = emsh(&["-c", "(Get-CASMailbox 'Ken Sanchez').MapiEnabled"], home.path());
    assert_eq!(text(&second), "False\n");
    let shown = text(&emsh(&["-c", "Get-CASMailbox 'Ken Sanchez'"], home.path()));
    assert!(shown.lines().any(|line| line.starts_with("MapiEnabled") && line.ends_with(": False")), "{shown}");
    let again = text(&emsh(&["-c", "Set-CASMailbox 'Ken Sanchez' -MAPIEnabled $false"], home.path()));
    assert!(again.contains("no settings of 'contoso.com/Users/Ken Sanchez' have been modified"), "{again}");
}

#[test]
fn an_unknown_identity_is_an_error_and_changes_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let output = emsh(&["--memory", "-c", "Get-Mailbox 'Nobody Here'"], home.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("'Nobody Here' couldn't be found"));
}

#[test]
fn pwsh_switches_scripts_and_standard_input_run() {
    let home = tempfile::tempdir().expect("a folder");
    let script = home.path().join("add.ps1");
    std::fs::write(&script, "param([int]$A, [int]$B) $A + $B").expect("a script");
    let path = script.to_str().expect("a path");
    assert_eq!(text(&emsh(&["-NoProfile", "-NONINTERACTIVE", "-File", path, "2", "-B", "40"], home.path())), "42\n");
    assert_eq!(text(&emsh(&["-NoLogo", "-Command", "'a' + 'b'"], home.path())), "ab\n");
    assert_eq!(emsh(&["-c", "exit 7"], home.path()).status.code(), Some(7));
    let mut child = command(&[], home.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the shell starts");
    child.stdin.take().expect("a pipe").write_all(b"PS C:\\> 6 * 7\n").expect("input is taken");
    assert_eq!(text(&child.wait_with_output().expect("an end")), "42\n");
}

#[test]
fn a_page_of_documentation_passes_with_its_placeholder() {
    let home = tempfile::tempdir().expect("a folder");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs/seed-fr.md");
    let output = emsh(&["check", "--format", "json", page.to_str().expect("a path")], home.path());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(report["totals"]["error"], 0, "{report}");
    assert_eq!(report["totals"]["ok"], 2);
    assert_eq!(report["totals"]["placeholder"], 1);
    assert!(output.status.success());
}

#[test]
fn bad_input_is_an_error_and_never_a_crash() {
    let home = tempfile::tempdir().expect("a folder");
    let inputs: Vec<Vec<u8>> = vec![
        "(".repeat(10_000).into_bytes(),
        "{".repeat(10_000).into_bytes(),
        b"\xff\xfe\xfd '".to_vec(),
        b"'a\0b'.Length; $(".to_vec(),
        "@{a=".repeat(5_000).into_bytes(),
    ];
    for (index, input) in inputs.iter().enumerate() {
        let script = home.path().join(format!("bad{index}.ps1"));
        std::fs::write(&script, input).expect("a script");
        let output = emsh(&["--memory", script.to_str().expect("a path")], home.path());
        assert_eq!(output.status.code(), Some(1), "input {index}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
