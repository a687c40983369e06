//! Paths with wildcards: the files a pattern stands for.

use super::Engine;
use crate::value::wildcard;
use std::path::{Component, Path, PathBuf};

impl Engine {
    /// The paths a text stands for: itself, or with wildcards the entries that match, sorted. None match: an empty list.
    pub fn expand_path(&self, path: &str) -> Vec<PathBuf> {
        let full = self.resolve_path(path);
        if !has_wildcards(path) {
            return vec![full];
        }
        let mut found = vec![PathBuf::new()];
        for part in full.components() {
            match part {
                Component::Normal(name) if has_wildcards(&name.to_string_lossy()) => {
                    let pattern = name.to_string_lossy().into_owned();
                    found = found.iter().flat_map(|folder| self.entries_like(folder, &pattern)).collect();
                }
                other => found.iter_mut().for_each(|path| path.push(other)),
            }
        }
        found.retain(|path| self.host.status(path).is_ok());
        found
    }

    /// Give a folder a drive's name.
    pub fn add_drive(&mut self, name: &str, root: PathBuf) {
        self.drives.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self.drives.push((name.to_owned(), root));
    }

    /// The environment's variables.
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    fn entries_like(&self, folder: &Path, pattern: &str) -> Vec<PathBuf> {
        let entries = self.host.list(folder).unwrap_or_default();
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut matching: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path).filter(|path| wildcard::matches(pattern, &name(path), true)).collect();
        matching.sort_by_key(|path| name(path).to_lowercase());
        matching
    }
}

pub fn has_wildcards(text: &str) -> bool {
    text.contains(['*', '?', '['])
}
