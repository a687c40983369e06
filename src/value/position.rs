//! Where an error came up, as PowerShell draws it: the line of the script and tildes under the part that failed.

use super::Position;

/// The longest piece of a line that is shown.
const LONGEST: usize = 69;

/// A line of a script and the tildes under it, both without a margin.
pub struct Snippet {
    pub line: String,
    /// Blanks, then tildes.
    pub marks: String,
}

impl Snippet {
    pub fn offset(&self) -> usize {
        self.marks.len() - self.marks.trim_start().len()
    }

    pub fn length(&self) -> usize {
        self.marks.trim_start().len()
    }
}

/// Cut a position's line around the part that failed. `None`: the line is blank.
pub fn snippet(position: &Position) -> Option<Snippet> {
    let line: Vec<u16> = position.line_text.trim_end().encode_utf16().collect();
    if line.is_empty() {
        return None;
    }
    let before = (position.column.saturating_sub(1) as usize).min(line.len());
    let on_this_line = position.line == position.end_line && position.end_column as usize <= line.len() + 1;
    let length = if on_this_line { position.end_column.saturating_sub(position.column) as usize } else { line.len() - before };
    let end = (before + length).min(line.len());
    let (head, error, rest) = (expand(&line[..before]), expand(&line[before..end]), expand(&line[end..]));
    let line: Vec<u16> = [&head[..], &error, &rest].concat();
    Some(cut(&line, head.len(), error.len()))
}

fn expand(part: &[u16]) -> Vec<u16> {
    part.iter().flat_map(|&unit| std::iter::repeat_n(if unit == 9 { 32 } else { unit }, if unit == 9 { 4 } else { 1 })).collect()
}

fn cut(line: &[u16], before: usize, error: usize) -> Snippet {
    if line.len() <= LONGEST {
        return draw(line, before, error, false, false);
    }
    let after = line.len() - error - before;
    let (mut head, mut tail, mut error) = (before.min(12), after.min(8), error);
    let mut cut_after = false;
    let wanted = head + error + tail;
    if wanted >= LONGEST {
        if head + error >= LONGEST {
            error = LONGEST - head;
            tail = 0;
            cut_after = true;
        } else {
            tail = LONGEST - head - error;
        }
    } else {
        head += (LONGEST - wanted).min(before - head);
        tail += (LONGEST - head - error - tail).min(after - tail);
    }
    cut_after |= after > tail;
    let start = before - head;
    let shown = &line[start..(start + head + error + tail).min(line.len())];
    draw(shown, head, error.min(LONGEST - head), before > head, cut_after)
}

fn draw(line: &[u16], before: usize, error: usize, cut_before: bool, cut_after: bool) -> Snippet {
    let text = String::from_utf16_lossy(line);
    let line = format!("{}{text}{}", if cut_before { "… " } else { "" }, if cut_after { " …" } else { "" });
    let marks = format!("{}{}", " ".repeat(before + if cut_before { 2 } else { 0 }), "~".repeat(error.max(1)));
    Snippet { line, marks }
}

/// `At file:line char:column` with the snippet below, each line of it after a plus sign.
pub fn message(position: &Position) -> String {
    let place = match &position.file {
        Some(file) => format!("At {file}:{} char:{}", position.line, position.column),
        None => format!("At line:{} char:{}", position.line, position.column),
    };
    match snippet(position) {
        Some(snippet) => format!("{place}\n+ {}\n+ {}", snippet.line, snippet.marks),
        None => format!("{place}\n+ "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &str, column: u32, end_column: u32) -> Position {
        Position { line: 1, end_line: 1, column, end_column, line_text: line.into(), ..Default::default() }
    }

    #[test]
    fn tabs_become_four_blanks() {
        let snippet = snippet(&at("\tx = 1/0", 6, 9)).unwrap();
        assert_eq!((snippet.line.as_str(), snippet.marks.as_str()), ("    x = 1/0", "        ~~~"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_error() {
        let line = "function F { trap { \"saw $($_.Exception.Message)\" } 1 / 0; 'still runs' }";
        let snippet = snippet(&at(line, 53, 58)).unwrap();
        assert_eq!(snippet.line, "function F { trap { \"saw $($_.Exception.Message)\" } 1 / 0; 'still run …");
        assert_eq!(snippet.offset(), 52);
        assert_eq!(snippet.length(), 5);
    }
}
