//! Writing a blob: texts kept once, records in postcard, sorted by name. `engine::blob` reads it and describes its layout.

use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;

#[derive(Default)]
pub struct BlobWriter {
    texts: Vec<String>,
    ids: HashMap<String, u32>,
    records: Vec<(String, Vec<u8>)>,
}

impl BlobWriter {
    /// The number of a text.
    pub fn text(&mut self, text: String) -> u32 {
        if let Some(id) = self.ids.get(&text) {
            return *id;
        }
        let id = self.texts.len() as u32;
        self.ids.insert(text.clone(), id);
        self.texts.push(text);
        id
    }

    pub fn texts(&mut self, texts: Vec<String>) -> Vec<u32> {
        texts.into_iter().map(|text| self.text(text)).collect()
    }

    pub fn add(&mut self, name: &str, record: &impl Serialize) {
        let bytes = postcard::to_stdvec(record).expect("a record that postcard can write");
        assert!(!self.records.iter().any(|(n, _)| n.eq_ignore_ascii_case(name)), "two records named {name}");
        self.records.push((name.to_owned(), bytes));
    }

    pub fn write(mut self, path: &Path) {
        self.records.sort_by_key(|(name, _)| name.to_ascii_lowercase());
        let names: Vec<u32> = self.records.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().into_iter().map(|n| self.text(n)).collect();
        let mut out = Vec::new();
        let mut number = |n: usize| out.extend((n as u32).to_le_bytes());
        number(self.texts.len());
        number(self.records.len());
        let mut end = 0;
        for text in &self.texts {
            end += text.len();
            number(end);
        }
        let mut end = 0;
        for (name, (_, bytes)) in names.iter().zip(&self.records) {
            end += bytes.len();
            number(*name as usize);
            number(end);
        }
        self.texts.iter().for_each(|text| out.extend(text.as_bytes()));
        self.records.iter().for_each(|(_, bytes)| out.extend(bytes));
        std::fs::write(path, out).expect("a writable build folder");
    }
}
