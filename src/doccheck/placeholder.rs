//! Placeholders: `<identity>` and its kind, which a reader replaces before running a line.

/// The first placeholder of a text: its start and end.
pub fn find(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        let inner = &text[open + 1..];
        let length = inner.find(['<', '>', '\n']).unwrap_or(inner.len());
        if inner[length..].starts_with('>') && is_description(&inner[..length]) {
            return Some((open, open + length + 2));
        }
        from = open + 1;
    }
    None
}

/// Words as a reader would describe a value: they begin with a letter or a sigil, and hold no operator.
fn is_description(inner: &str) -> bool {
    let first = inner.trim_start().chars().next();
    first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '\'' | '"' | '*' | '@')) && !inner.contains(['{', '}', ';', '=']) && inner.len() < 200
}

/// What to write instead.
pub fn advice(text: &str, place: (usize, usize)) -> String {
    let placeholder = &text[place.0..place.1];
    let name = placeholder.trim_matches(['<', '>']);
    format!("{placeholder} stands for a value of yours: write the {name} itself, in quotation marks if it holds a blank, without the angle brackets.")
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn placeholders_are_told_from_operators() {
        assert_eq!(find("Get-CASMailbox <identity>"), Some((15, 25)));
        assert_eq!(find("Get-X -A <Server Name> -B <$true | $false>"), Some((9, 22)));
        assert_eq!(find("if ($a -lt 1) { $b > file }"), None);
        assert_eq!(find("$x < 3"), None);
    }
}
