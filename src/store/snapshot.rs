//! The snapshot: a heading, then one record a line, in RON.

use super::{Record, Records, StoreError, with_suffix};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::rc::Rc;

/// The format's version.
pub const VERSION: u32 = 1;

/// The first line.
#[derive(Serialize, Deserialize)]
struct Heading {
    emsh: u32,
    /// Counts snapshots: a journal names the one it continues.
    generation: u64,
    next_id: u64,
    records: usize,
}

#[derive(Default)]
pub struct Snapshot {
    pub generation: u64,
    pub next_id: u64,
    pub records: Records,
    pub bytes: u64,
}

/// Read the snapshot; an absent file is an empty one (and false).
pub fn read(path: &Path) -> Result<(Snapshot, bool), StoreError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Snapshot::default(), false)),
        Err(error) => return Err(StoreError::io(path, error)),
    };
    let text = std::str::from_utf8(&bytes).map_err(|error| not_utf8(path, &bytes, error.valid_up_to()))?;
    let mut lines = text.lines().enumerate();
    let Some((_, first)) = lines.next() else {
        return Err(corrupt(path, 1, 1, "", "the file is empty; a snapshot begins with its heading".to_owned()));
    };
    let heading: Heading = parse_line(path, 1, first)?;
    if heading.emsh != VERSION {
        return Err(StoreError::Version { path: path.to_owned(), version: heading.emsh });
    }
    let mut records = Records::with_capacity_and_hasher(heading.records, Default::default());
    let mut last = 1;
    for (index, line) in lines {
        last = index + 1;
        if !line.trim().is_empty() {
            let record: Record = parse_line(path, last, line)?;
            records.insert(record.id, Rc::new(record));
        }
    }
    if records.len() != heading.records {
        let problem = format!("{} records were announced, {} are there: the file is cut off", heading.records, records.len());
        return Err(corrupt(path, last + 1, 1, "", problem));
    }
    Ok((Snapshot { generation: heading.generation, next_id: heading.next_id, records, bytes: bytes.len() as u64 }, true))
}

/// Write a snapshot beside the old one and put it in its place. The number of bytes comes back.
pub fn write(path: &Path, generation: u64, next_id: u64, records: &Records) -> Result<u64, StoreError> {
    let beside = with_suffix(path, "new");
    let io = |error| StoreError::io(&beside, error);
    let mut file = BufWriter::new(File::create(&beside).map_err(io)?);
    let heading = Heading { emsh: VERSION, generation, next_id, records: records.len() };
    writeln!(file, "{}", to_line(&heading)).map_err(io)?;
    for record in records.values() {
        writeln!(file, "{}", to_line(&**record)).map_err(io)?;
    }
    let file = file.into_inner().map_err(|error| StoreError::io(&beside, error.into_error()))?;
    file.sync_all().map_err(io)?;
    let bytes = file.metadata().map_err(io)?.len();
    drop(file);
    std::fs::rename(&beside, path).map_err(|error| StoreError::io(path, error))?;
    sync_folder(path);
    Ok(bytes)
}

/// A rename is durable once its folder is, where the platform lets a folder be opened.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

/// RON on one line. Plain data always has a form.
pub fn to_line<T: Serialize>(value: &T) -> String {
    ron::to_string(value).unwrap_or_default()
}

pub fn parse_line<'a, T: Deserialize<'a>>(path: &Path, number: usize, line: &'a str) -> Result<T, StoreError> {
    ron::from_str(line).map_err(|error| corrupt(path, number, error.span.start.col, line, error.code.to_string()))
}

pub fn corrupt(path: &Path, line: usize, column: usize, line_text: &str, problem: String) -> StoreError {
    StoreError::Corrupt { path: path.to_owned(), line, column, line_text: line_text.to_owned(), problem }
}

pub fn not_utf8(path: &Path, bytes: &[u8], at: usize) -> StoreError {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| at + i);
    corrupt(path, line, at - start + 1, &String::from_utf8_lossy(&bytes[start..end]), "not UTF-8".to_owned())
}
