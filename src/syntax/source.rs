//! A source text with its name, and the way from a byte offset to PowerShell's lines, columns and UTF-16 offsets.

use std::cell::OnceCell;
use std::rc::Rc;

/// A text that was parsed: a file, a `-c` argument, a line of the REPL, a block of a page.
#[derive(Debug)]
pub struct Source {
    /// The file's path, where there is one.
    pub file: Option<Rc<str>>,
    pub text: Rc<str>,
    line_starts: OnceCell<Vec<u32>>,
}

/// A place in a text, counted as PowerShell counts: lines and columns from 1, columns and the offset in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub offset: u32,
}

impl Source {
    pub fn new(text: impl Into<Rc<str>>, file: Option<Rc<str>>) -> Rc<Self> {
        Rc::new(Source { file, text: text.into(), line_starts: OnceCell::new() })
    }

    fn starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| line_starts(&self.text))
    }

    /// The end of input stands one past the end of the text: places there go on counting.
    pub fn place(&self, offset: u32) -> Place {
        let past = offset.saturating_sub(self.text.len() as u32);
        let offset = self.boundary(offset);
        let starts = self.starts();
        let line = starts.partition_point(|&s| s <= offset as u32);
        let start = starts[line - 1] as usize;
        let column = utf16_len(&self.text[start..offset]) + 1 + past;
        Place { line: line as u32, column, offset: utf16_len(&self.text[..offset]) + past }
    }

    /// The text of a line, counted from 1, without its line end.
    pub fn line(&self, line: u32) -> &str {
        let starts = self.starts();
        let Some(&start) = starts.get(line.saturating_sub(1) as usize) else { return "" };
        let end = starts.get(line as usize).map_or(self.text.len(), |&e| e as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    fn boundary(&self, offset: u32) -> usize {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The number of UTF-16 units of a text.
pub fn utf16_len(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.chars().map(|c| c.len_utf16() as u32).sum() }
}

/// A carriage return, a line feed or both end a line.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'\r' if bytes.get(i + 1) == Some(&b'\n') => {
                i += 2;
                starts.push(i as u32);
            }
            b'\r' | b'\n' => {
                i += 1;
                starts.push(i as u32);
            }
            _ => i += 1,
        }
    }
    starts
}
