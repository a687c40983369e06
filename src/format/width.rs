//! How wide text is on a screen, and how it is cut and wrapped: PowerShell counts UTF-16 units, two cells for an East Asian one.
//!
//! Escape sequences (colours, links) take no room.

pub const ELLIPSIS: char = '…';

/// The cells a text takes.
pub fn cells(text: &str) -> usize {
    if text.bytes().all(|b| b.is_ascii() && b != 0x1b) {
        return text.len();
    }
    if text.contains('\x1b') { strip_escapes(text).chars().map(char_cells).sum() } else { text.chars().map(char_cells).sum() }
}

/// The cells of one character; one outside the first plane is two units of one cell each.
pub fn char_cells(c: char) -> usize {
    let wide = matches!(c as u32,
        0x1100..=0x115f | 0x2329 | 0x232a | 0x2e80..=0x303e | 0x3040..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe10..=0xfe19 | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6);
    if wide { 2 } else { c.len_utf16() }
}

/// The longest head that fits.
pub fn head(text: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += char_cells(c);
        if used > room {
            return &text[..at];
        }
    }
    text
}

/// The longest tail that fits.
pub fn tail(text: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices().rev() {
        used += char_cells(c);
        if used > room {
            return &text[at + c.len_utf8()..];
        }
    }
    text
}

/// The text without its escape sequences.
pub fn strip_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\x1b' {
            out.push(c);
            continue;
        }
        match chars.peek() {
            Some('[') => {
                chars.next();
                while chars.next().is_some_and(|c| !('\x40'..='\x7e').contains(&c)) {}
            }
            Some(']') => {
                let mut last = ' ';
                for c in chars.by_ref() {
                    if c == '\x07' || (c == '\\' && last == '\x1b') {
                        break;
                    }
                    last = c;
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// Lines of a text, broken at its own line ends.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// Break a text into lines at most `first` and then `rest` cells wide, at blanks where there are some.
pub fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in lines(text) {
        if cells(line) <= first {
            out.push(line.to_owned());
        } else {
            wrap_line(line, first, rest, &mut out);
        }
    }
    out
}

fn wrap_line(line: &str, first: usize, rest: usize, out: &mut Vec<String>) {
    let (mut room, mut left) = (first, first);
    let mut current = String::new();
    let mut next_line = |current: &mut String, room: &mut usize| {
        out.push(std::mem::take(current));
        *room = rest;
    };
    for word in line.split_inclusive([' ', '\t']) {
        let width = cells(word);
        if width <= room {
            if width > left {
                next_line(&mut current, &mut room);
                left = room;
            }
            current.push_str(word);
            left = left.saturating_sub(width);
            continue;
        }
        for c in word.chars() {
            let (c, width) = if char_cells(c) > room.max(1) { ('?', 1) } else { (c, char_cells(c)) };
            if width > left {
                next_line(&mut current, &mut room);
                left = room;
            }
            current.push(c);
            left = left.saturating_sub(width);
        }
    }
    out.push(current);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells() {
        assert_eq!(cells("日本"), 4);
        assert_eq!(cells("é😀"), 3);
        assert_eq!(cells("\x1b[31mred\x1b[0m"), 3);
        assert_eq!(head("日本x", 3), "日");
        assert_eq!(tail("x日本", 3), "本");
    }

    #[test]
    fn lines_break_at_blanks_and_inside_long_words() {
        assert_eq!(wrap("the quick brown fox", 10, 10), ["the quick ", "brown fox"]);
        assert_eq!(wrap("abcdefgh", 3, 5), ["abc", "defgh"]);
        assert_eq!(wrap("a\r\nb", 10, 10), ["a", "b"]);
    }
}
