//! What can go wrong with a store, and its words: one place.

use std::fmt;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub enum StoreError {
    Io {
        path: PathBuf,
        error: std::io::Error,
    },
    /// Another process writes to it.
    Locked {
        path: PathBuf,
    },
    /// The text is no RON, or not what a store holds; line and column count from 1.
    Corrupt {
        path: PathBuf,
        line: usize,
        column: usize,
        line_text: String,
        problem: String,
    },
    /// Written by a newer version of this program.
    Version {
        path: PathBuf,
        version: u32,
    },
}

impl StoreError {
    pub fn io(path: &Path, error: std::io::Error) -> StoreError {
        StoreError::Io { path: path.to_owned(), error }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Io { path, error } => write!(f, "{}: {error}", path.display()),
            StoreError::Locked { path } => {
                write!(f, "{}: another emsh has this organization open. Close it, choose another file with --org, or use --memory.", path.display())
            }
            StoreError::Corrupt { path, line, column, line_text, problem } => {
                let shown: String = line_text.chars().skip(column.saturating_sub(40)).take(100).collect();
                let caret = " ".repeat(column.saturating_sub(1).min(39));
                write!(f, "{}:{line}:{column}: {problem}\n  {shown}\n  {caret}^\nThe file was left as it is.", path.display())
            }
            StoreError::Version { path, version } => {
                write!(f, "{}: written in format {version}, which this version does not know. The file was left as it is.", path.display())
            }
        }
    }
}

impl std::error::Error for StoreError {}
