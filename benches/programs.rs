//! The programs of `benches/programs/`, each as a whole process: the shortest of several runs, beside pwsh 7.6.5's time on a
//! two-core machine and the aim. `cargo bench --bench programs`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Program, pwsh's seconds, the aim in seconds.
const PROGRAMS: [(&str, f64, f64); 7] =
    [("loop", 1.3, 0.15), ("pipe", 7.7, 0.6), ("pipesel", 5.2, 0.4), ("func", 2.7, 0.15), ("str", 2.3, 0.25), ("csv", 5.5, 0.3), ("fmt", 2.5, 0.15)];
const RUNS: usize = 3;

fn time(arguments: &[&str]) -> Duration {
    let run = || {
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_emsh")).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status();
        assert!(status.expect("the shell starts").success(), "{arguments:?} failed");
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

fn main() {
    println!("{:<10} {:>10} {:>10} {:>10} {:>8}", "program", "seconds", "pwsh", "aim", "faster");
    let row = |name: &str, spent: Duration, pwsh: f64, aim: f64| {
        let seconds = spent.as_secs_f64();
        println!("{name:<10} {seconds:>10.3} {pwsh:>10.2} {aim:>10.3} {:>7.0}x", pwsh / seconds);
    };
    row("start-up", time(&["--memory", "-c", "1"]), 0.23, 0.005);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    for (name, pwsh, aim) in PROGRAMS {
        let path = folder.join(format!("{name}.ps1"));
        row(name, time(&["--memory", path.to_str().expect("a path")]), pwsh, aim);
    }
}
