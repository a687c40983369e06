//! Reading the blobs that the build script makes: records by name, decoded one at a time when asked for.
//!
//! Layout, all numbers little-endian `u32`: how many texts, how many records; the end of each text; of each record its name (a
//! text's number) and its end; then the texts, then the records in postcard. Records are sorted by name in lower case.

use serde::de::DeserializeOwned;
use std::cmp::Ordering;

/// A blob compiled into the binary.
#[derive(Clone, Copy)]
pub struct Blob(pub &'static [u8]);

impl Blob {
    fn number(self, index: usize) -> usize {
        let bytes = self.0.get(index * 4..index * 4 + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    }

    fn text_count(self) -> usize {
        self.number(0)
    }

    /// How many records there are.
    pub fn len(self) -> usize {
        self.number(1)
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    fn texts_start(self) -> usize {
        (2 + self.text_count() + 2 * self.len()) * 4
    }

    /// A text by its number.
    pub fn text(self, id: u32) -> &'static str {
        let id = id as usize;
        let base = self.texts_start();
        let start = if id == 0 { 0 } else { self.number(1 + id) };
        self.0.get(base + start..base + self.number(2 + id)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    /// A record's name, by its place.
    pub fn name(self, index: usize) -> &'static str {
        self.text(self.number(2 + self.text_count() + 2 * index) as u32)
    }

    pub fn names(self) -> impl Iterator<Item = &'static str> {
        (0..self.len()).map(move |index| self.name(index))
    }

    /// Where a record stands among the names.
    pub fn position(self, name: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            match compare(self.name(middle), name) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Decode the record at a place.
    pub fn record<T: DeserializeOwned>(self, index: usize) -> Option<T> {
        let texts = self.text_count();
        let base = self.texts_start() + if texts == 0 { 0 } else { self.number(1 + texts) };
        let end = |index: usize| self.number(2 + texts + 2 * index + 1);
        let start = if index == 0 { 0 } else { end(index - 1) };
        postcard::from_bytes(self.0.get(base + start..base + end(index))?).ok()
    }

    /// Decode a record by name.
    pub fn find<T: DeserializeOwned>(self, name: &str) -> Option<T> {
        self.record(self.position(name)?)
    }
}

fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|c| c.to_ascii_lowercase()).cmp(b.bytes().map(|c| c.to_ascii_lowercase()))
}
