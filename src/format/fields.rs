//! The lines of a list entry: labels in a column, values beside them, wrapped and indented.

use super::width::{cells, head, lines, wrap};
use crate::value::PsStr;

const SEPARATOR: &str = " : ";

/// Draw labels and values on a screen; `accent` colours the labels.
pub fn draw(list: &[(PsStr, PsStr)], screen: usize, accent: bool, out: &mut Vec<String>) {
    let Some(most) = screen.checked_sub(SEPARATOR.len() + 1).filter(|most| *most > 0) else { return };
    let column = list.iter().map(|(label, _)| cells(label)).max().unwrap_or(0).min(most);
    let indent = " ".repeat(column + SEPARATOR.len());
    let room = screen - indent.len();
    for (label, value) in list {
        let label = head(label, column);
        let label = format!("{label}{}{SEPARATOR}", " ".repeat(column.saturating_sub(cells(label))));
        let label = if accent { format!("\x1b[32;1m{label}\x1b[0m") } else { label };
        let pieces = lines(value).flat_map(|line| wrap(line, room, room));
        for (index, piece) in pieces.enumerate() {
            out.push(format!("{}{piece}", if index == 0 { &label } else { &indent }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_wrap_under_themselves() {
        let mut out = Vec::new();
        draw(&[("A".into(), "one two three".into()), ("Bcd".into(), "x\ny".into())], 14, false, &mut out);
        assert_eq!(out, ["A   : one two ", "      three", "Bcd : x", "      y"]);
    }
}
