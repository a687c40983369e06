//! The lines of a table: how wide each column may be, and how cells are padded, cut and wrapped into it.

use super::packet::Alignment;
use super::width::{ELLIPSIS, cells, head, tail, wrap};
use crate::value::PsStr;

/// Columns with their widths on this screen; 0 is hidden.
pub struct TableLayout {
    columns: Vec<(usize, Alignment)>,
}

impl TableLayout {
    /// Fit columns (wanted width, or 0 for a share of what is left) into a screen. `None`: no column has room.
    pub fn fit(columns: impl IntoIterator<Item = (usize, Alignment)>, screen: usize) -> Option<TableLayout> {
        let (mut widths, alignments): (Vec<usize>, Vec<Alignment>) = columns.into_iter().unzip();
        if screen < 5 {
            return None;
        }
        assign(&mut widths, screen);
        trim(&mut widths, screen);
        let layout = TableLayout { columns: widths.into_iter().zip(alignments).collect() };
        layout.columns.iter().any(|c| c.0 > 0).then_some(layout)
    }

    /// The labels (wrapped where they are too long) and the hyphens under them.
    pub fn header(&self, labels: &[PsStr], out: &mut Vec<String>) {
        self.wrapped_row(labels, out);
        let rules: Vec<PsStr> = labels
            .iter()
            .zip(&self.columns)
            .map(|(label, (width, _))| {
                let count = if label.is_empty() { *width } else { cells(label).min(*width) };
                PsStr::from("-".repeat(count))
            })
            .collect();
        let mut line = String::new();
        self.row(&rules, &mut line);
        out.push(line);
    }

    /// One line; what does not fit is cut.
    pub fn row(&self, values: &[PsStr], line: &mut String) {
        let last = self.columns.len().saturating_sub(1);
        let mut first = true;
        for (k, (width, alignment)) in self.columns.iter().enumerate() {
            if *width == 0 {
                continue;
            }
            if !first {
                line.push(' ');
            }
            first = false;
            field(values.get(k).map_or("", |v| v), *width, *alignment, k != last, line);
        }
    }

    /// As many lines as the tallest cell needs.
    pub fn wrapped_row(&self, values: &[PsStr], out: &mut Vec<String>) {
        let visible: Vec<(usize, Alignment, &str)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, (width, _))| *width > 0)
            .map(|(k, (width, alignment))| (*width, *alignment, values.get(k).map_or("", |v| v as &str)))
            .collect();
        let cell_lines: Vec<Vec<String>> = visible.iter().map(|(width, _, text)| wrap(text, *width, *width)).collect();
        let height = cell_lines.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let mut line = String::new();
            for (k, ((width, alignment, _), lines)) in visible.iter().zip(&cell_lines).enumerate() {
                if k > 0 {
                    line.push(' ');
                }
                match lines.get(row) {
                    Some(text) => field(text, *width, *alignment, k + 1 != visible.len(), &mut line),
                    None => pad(&mut line, *width),
                }
            }
            if height > 1 {
                line.truncate(line.trim_end_matches(' ').len());
            }
            out.push(line);
        }
    }
}

/// Columns without a width share what the others leave, one cell at a time.
fn assign(widths: &mut [usize], screen: usize) {
    let open: Vec<usize> = (0..widths.len()).filter(|&k| widths[k] == 0).collect();
    if open.is_empty() {
        return;
    }
    open.iter().for_each(|&k| widths[k] = 1);
    let Some(free) = screen.checked_sub(total(widths)) else { return };
    for (at, &k) in open.iter().enumerate() {
        widths[k] += free / open.len() + usize::from(at < free % open.len());
    }
}

/// Cut the last visible column, or hide it, until the table fits.
fn trim(widths: &mut [usize], screen: usize) {
    loop {
        let excess = total(widths).saturating_sub(screen);
        let Some(last) = widths.iter().rposition(|&w| w > 0) else { return };
        if excess == 0 {
            return;
        }
        widths[last] = widths[last].saturating_sub(excess);
    }
}

fn total(widths: &[usize]) -> usize {
    let visible = widths.iter().filter(|&&w| w > 0);
    visible.clone().sum::<usize>() + visible.count().saturating_sub(1)
}

fn pad(line: &mut String, count: usize) {
    line.extend(std::iter::repeat_n(' ', count));
}

/// A cell: padded to its width, or cut with an ellipsis. A left-aligned last cell is not padded.
fn field(text: &str, width: usize, alignment: Alignment, padded: bool, line: &mut String) {
    let cut;
    let text = match text.find(['\n', '\r']) {
        Some(end) => {
            cut = format!("{}{ELLIPSIS}", &text[..end]);
            &cut
        }
        None => text,
    };
    let length = cells(text);
    let shown;
    let (text, length) = if length <= width {
        (text, length)
    } else {
        shown = match alignment {
            Alignment::Right => format!("{ELLIPSIS}{}", tail(text, width - 1)),
            _ => format!("{}{ELLIPSIS}", head(text, width - 1)),
        };
        (shown.as_str(), cells(&shown))
    };
    let free = width.saturating_sub(length);
    match alignment {
        Alignment::Right => {
            pad(line, free);
            line.push_str(text);
        }
        Alignment::Center => {
            pad(line, free / 2);
            line.push_str(text);
            if padded {
                pad(line, free - free / 2);
            }
        }
        Alignment::Left | Alignment::Undefined => {
            line.push_str(text);
            if padded {
                pad(line, free);
            }
        }
    }
}

/// How many items of this width a wide view puts in a line.
pub fn items_per_row(width: usize, screen: usize) -> usize {
    if width == 0 || width >= screen {
        return 1;
    }
    let mut items = 1;
    while width * (items + 1) + items < screen {
        items += 1;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[&str]) -> Vec<PsStr> {
        values.iter().map(|v| PsStr::from(*v)).collect()
    }

    #[test]
    fn columns_without_width_share_the_rest() {
        let layout = TableLayout::fit([(8, Alignment::Right), (0, Alignment::Right)], 79).unwrap();
        assert_eq!(layout.columns.iter().map(|c| c.0).collect::<Vec<_>>(), [8, 70]);
    }

    #[test]
    fn the_last_columns_are_cut_and_hidden() {
        let layout = TableLayout::fit([(10, Alignment::Left), (10, Alignment::Left), (10, Alignment::Left)], 20).unwrap();
        let mut out = Vec::new();
        layout.header(&texts(&["A", "B", "C"]), &mut out);
        assert_eq!(out, ["A          B", "-          -        "]);
        let mut line = String::new();
        layout.row(&texts(&["aaaaaaaaaa", "bbbbbbbbbb", "c"]), &mut line);
        assert_eq!(line, "aaaaaaaaaa bbbbbbbb…");
    }

    #[test]
    fn cells_show_their_first_line_and_keep_the_tail_of_numbers() {
        let mut line = String::new();
        field("one\ntwo", 6, Alignment::Left, true, &mut line);
        field("123456789", 6, Alignment::Right, true, &mut line);
        assert_eq!(line, "one…  …56789");
    }

    #[test]
    fn wide_items_leave_a_column_free() {
        assert_eq!(items_per_row(7, 79), 9);
        assert_eq!(items_per_row(1, 79), 39);
    }
}
