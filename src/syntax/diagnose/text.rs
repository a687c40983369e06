//! A text under the tokenizer: the source, or the inside of `$( )` in a string, with the way back to the source's bytes.

use crate::syntax::ast::Span;

#[derive(Debug, Default)]
pub struct Text {
    chars: Vec<char>,
    /// The byte offset in the source of every character, and of the end.
    offsets: Vec<u32>,
}

impl Text {
    pub fn new(source: &str) -> Self {
        let mut text = Text { chars: Vec::with_capacity(source.len()), offsets: Vec::with_capacity(source.len() + 1) };
        for (offset, c) in source.char_indices() {
            text.push(c, offset as u32);
        }
        text.offsets.push(source.len() as u32);
        text
    }

    /// An empty text, to be filled with `push` and closed with `close`.
    pub fn part() -> Self {
        Text::default()
    }

    pub fn push(&mut self, c: char, offset: u32) {
        self.chars.push(c);
        self.offsets.push(offset);
    }

    pub fn close(&mut self, offset: u32) {
        self.offsets.push(offset);
    }

    /// A stretch of this text as a text of its own.
    pub fn stretch(&self, start: usize, end: usize) -> Text {
        Text { chars: self.chars[start..end].to_vec(), offsets: self.offsets[start..=end].to_vec() }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; NUL past the end.
    pub fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    /// Where a place is in the source. Places past the end go on counting: the end of input stands one past the end.
    pub fn offset(&self, place: usize) -> u32 {
        match self.offsets.get(place) {
            Some(&offset) => offset,
            None => self.offsets.last().map_or(0, |&last| last + (place + 1 - self.offsets.len()) as u32),
        }
    }

    pub fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.offset(start), end: self.offset(end) }
    }

    pub fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        self.chars.get(start..end).map_or_else(String::new, |chars| chars.iter().collect())
    }

    /// The first place whose byte offset is at or after the given one.
    pub fn place_of(&self, offset: u32) -> usize {
        self.offsets.partition_point(|&o| o < offset)
    }
}
