//! The interactive shell: editor, completion, highlighting, history.

use crate::Shell;

/// Read lines and run them until `exit`; the exit code comes back.
pub fn main(_shell: &mut Shell) -> i32 {
    0
}

/// Pasted text without the prompts before its lines: `PS C:\>`, `[PS] C:\>`, `>>`.
pub fn without_prompts(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", strip_prompt(line))).collect()
}

/// A line without the prompt before it.
pub fn strip_prompt(line: &str) -> &str {
    let trimmed = line.trim_start();
    if let Some(rest) = trimmed.strip_prefix(">> ") {
        return rest;
    }
    let prompted = trimmed.starts_with("PS ") || trimmed.starts_with("[PS]");
    match trimmed.find('>') {
        Some(at) if prompted => trimmed[at + 1..].trim_start(),
        _ => line,
    }
}
