//! Prompts that come along when a session is pasted: `PS C:\>`, `[PS] C:\>`, `>>`.

/// Pasted text without the prompts before its lines.
pub fn without_prompts(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(strip_prompt).collect();
    lines.join("\n")
}

/// A line without the prompt before it.
pub fn strip_prompt(line: &str) -> &str {
    let trimmed = line.trim_start();
    if let Some(rest) = trimmed.strip_prefix(">>").filter(|rest| rest.starts_with(' ') || rest.is_empty()) {
        return rest.strip_prefix(' ').unwrap_or(rest);
    }
    let prompted = trimmed == "PS>" || ["PS ", "PS>", "[PS] ", "[PS]>"].iter().any(|start| trimmed.starts_with(start));
    match trimmed.find('>') {
        Some(at) if prompted => trimmed[at + 1..].trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::strip_prompt;

    #[test]
    fn prompts_are_taken_off_and_operators_left() {
        for (line, rest) in [
            ("PS C:\\> Get-Mailbox", "Get-Mailbox"),
            ("[PS] C:\\Windows\\system32>Get-Mailbox", "Get-Mailbox"),
            ("PS> 1 -gt 2", "1 -gt 2"),
            (">> }", "}"),
            ("2 > out.txt", "2 > out.txt"),
            ("PSObject", "PSObject"),
        ] {
            assert_eq!(strip_prompt(line), rest);
        }
    }
}
