//! Documentation to verdicts: finds the blocks of a page, runs their statements in a world that cannot be hurt, reports.
//!
//! Each page has its own throwaway organization. Files are only read.

mod blocks;
mod files;
mod page;
mod placeholder;
mod report;
mod syntax_only;
mod verdict;

pub use placeholder::{advice, find as find_placeholder};
pub use verdict::{BoundCommand, Judged, Totals, Verdict};

use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    Text,
    Json,
    Junit,
    Sarif,
}

pub struct Options {
    /// Only parse.
    pub syntax_only: bool,
    /// Create what a page takes for granted.
    pub provision: bool,
    /// How long a statement may run.
    pub deadline: Duration,
    pub format: ReportFormat,
}

/// Check files and folders, print the report; the exit code is 1 where there are errors.
pub fn main(paths: &[PathBuf], options: &Options) -> i32 {
    match check(paths, options) {
        Ok(statements) => {
            print!("{}", report::render(&statements, options.format));
            i32::from(Totals::of(&statements).error > 0)
        }
        Err(message) => {
            eprintln!("emsh: {message}");
            66
        }
    }
}

/// Judge every statement of files and folders.
pub fn check(paths: &[PathBuf], options: &Options) -> Result<Vec<Judged>, String> {
    let files = files::find(paths)?;
    if options.syntax_only {
        return syntax_only::check(&files);
    }
    let mut out = Vec::new();
    for file in files {
        let text = read(&file)?;
        out.extend(page::check(&file.display().to_string(), &text, &blocks_of(&file, &text), options));
    }
    Ok(out)
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn blocks_of(path: &Path, text: &str) -> Vec<blocks::Block> {
    if files::is_markdown(path) { blocks::of_page(text) } else { vec![blocks::Block::whole(text)] }
}
