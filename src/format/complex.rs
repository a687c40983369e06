//! The lines of running text with indented frames: custom views, labels of groups.

use super::packet::Piece;
use super::width::wrap;

/// Columns a frame is indented by.
const STEP: usize = 2;

/// Draw pieces on a screen; what is left at the end is a line too, be it empty.
pub fn draw(pieces: &[Piece], screen: usize, out: &mut Vec<String>) {
    let mut line = String::new();
    frame(pieces, 0, screen, &mut line, out);
    flush(&mut line, 0, screen, out);
}

fn frame(pieces: &[Piece], indent: usize, screen: usize, line: &mut String, out: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => line.push_str(text),
            Piece::NewLine => flush(line, indent, screen, out),
            Piece::Frame(inner) => frame(inner, indent + STEP, screen, line, out),
        }
    }
}

fn flush(line: &mut String, indent: usize, screen: usize, out: &mut Vec<String>) {
    let (indent, room) = if screen > indent { (indent, screen - indent) } else { (0, screen) };
    out.extend(wrap(line, room, room).into_iter().map(|text| format!("{}{text}", " ".repeat(indent))));
    line.clear();
}
