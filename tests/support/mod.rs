//! Shared by the data-driven tests: the lists of what does not pass yet, which only shrink, and a fresh folder to run in.
#![allow(dead_code)] // Each test binary uses a part of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

pub fn read(path: &str) -> String {
    let path = data(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compare what passed with the list of what does not pass yet (`tests/<list>`, a name a line).
///
/// A name that fails and is not listed fails the test; so does one that passes and is still listed. `EMSH_BLESS=1` writes
/// the list anew, but never lets it grow unless `EMSH_BLESS=grow`.
pub fn check_against_pending(list: &str, results: &[(String, bool)]) {
    let old: BTreeSet<String> = std::fs::read_to_string(data(list)).unwrap_or_default().lines().map(str::to_owned).collect();
    let failing: BTreeSet<String> = results.iter().filter(|(_, ok)| !ok).map(|(name, _)| name.replace('\n', "\\n")).collect();
    let passed = results.len() - failing.len();
    println!("{list}: {passed} of {} pass ({:.1} %)", results.len(), 100.0 * passed as f64 / results.len().max(1) as f64);
    assert!(!results.is_empty(), "{list}: nothing was tested");
    let broken: Vec<&String> = failing.difference(&old).collect();
    let mended: Vec<&String> = old.difference(&failing).collect();
    match std::env::var("EMSH_BLESS").as_deref() {
        Ok(mode) if broken.is_empty() || mode == "grow" || old.is_empty() => {
            let text: String = failing.iter().map(|name| format!("{name}\n")).collect();
            std::fs::write(data(list), text).expect("the list can be written");
        }
        _ => {
            assert!(broken.is_empty(), "{list}: these passed before and fail now:\n{}", sample(&broken));
            assert!(mended.is_empty(), "{list}: these pass now; take them off the list (EMSH_BLESS=1):\n{}", sample(&mended));
        }
    }
}

fn sample(names: &[&String]) -> String {
    let mut text: String = names.iter().take(30).map(|name| format!("  {name}\n")).collect();
    if names.len() > 30 {
        text.push_str(&format!("  ... {} more\n", names.len() - 30));
    }
    text
}

/// A fresh folder whose path is 18 characters long, as when the truth was recorded; taken away when dropped.
pub struct Room(pub PathBuf);

impl Room {
    pub fn new() -> Room {
        loop {
            let id = uuid::Uuid::new_v4().simple().to_string();
            let path = PathBuf::from(format!("/tmp/case-{}", &id[..8]));
            if std::fs::create_dir(&path).is_ok() {
                std::fs::create_dir(path.join("tmp")).expect("a folder in a fresh folder");
                return Room(path);
            }
        }
    }

    /// Run the shell here as the truth was recorded: no terminal, no input, UTC, en-US, standard error merged into the output.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let home = self.0.to_str().expect("the path is ASCII");
        let shell = env!("CARGO_BIN_EXE_emsh");
        let script = r#"exec "$0" "$@" 2>&1"#;
        Command::new("sh")
            .args(["-c", script, shell])
            .args(arguments)
            .current_dir(&self.0)
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("HOME", home), ("LANG", "en_US.UTF-8"), ("TZ", "UTC"), ("NO_COLOR", "1"), ("TERM", "dumb")])
            .env("TMPDIR", self.0.join("tmp"))
            .stdin(Stdio::null())
            .output()
            .expect("the shell starts")
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
