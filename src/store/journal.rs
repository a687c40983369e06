//! The journal: one transaction a line, in RON, appended and synced before a command returns.
//!
//! Its first line names the snapshot it continues; one that names an older snapshot is already part of the newer. A last line
//! without its line end was cut off by a crash before its command returned: it is taken away.

use super::snapshot::{corrupt, not_utf8, parse_line, to_line};
use super::{Change, StoreError, with_suffix};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

#[derive(Serialize, Deserialize)]
struct Heading {
    continues: u64,
}

pub struct Journal {
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl Journal {
    /// Open the journal beside a snapshot and hand each transaction of it to `apply`.
    pub fn open(store: &Path, generation: u64, mut apply: impl FnMut(Vec<Change>)) -> Result<Journal, StoreError> {
        let path = with_suffix(store, "journal");
        let io = |error| StoreError::io(&path, error);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(io(error)),
        };
        let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(&bytes[..whole]).map_err(|error| not_utf8(&path, &bytes, error.valid_up_to()))?;
        let mut lines = text.lines().enumerate();
        let current = match lines.next() {
            None => false,
            Some((_, first)) => {
                let heading: Heading = parse_line(&path, 1, first)?;
                if heading.continues > generation {
                    let problem = format!("continues snapshot {}, but the snapshot is {generation}", heading.continues);
                    return Err(corrupt(&path, 1, 1, first, problem));
                }
                heading.continues == generation
            }
        };
        let file = File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(io)?;
        let mut journal = Journal { path: path.clone(), file, bytes: whole as u64 };
        if !current {
            journal.restart(generation)?;
            return Ok(journal);
        }
        for (index, line) in lines {
            apply(parse_line(&path, index + 1, line)?);
        }
        journal.file.set_len(journal.bytes).map_err(io)?;
        journal.file.seek(SeekFrom::End(0)).map_err(io)?;
        Ok(journal)
    }

    /// Append a transaction; it is on disk when this returns. A failed write is taken back.
    pub fn append(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let mut line = to_line(&changes);
        line.push('\n');
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.bytes += line.len() as u64;
                Ok(())
            }
            Err(error) => {
                let _ = self.file.set_len(self.bytes).and_then(|()| self.file.seek(SeekFrom::End(0)).map(|_| ()));
                Err(StoreError::io(&self.path, error))
            }
        }
    }

    /// Begin anew, continuing a snapshot.
    pub fn restart(&mut self, generation: u64) -> Result<(), StoreError> {
        let line = format!("{}\n", to_line(&Heading { continues: generation }));
        let rewrite = |file: &mut File| {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(line.as_bytes())?;
            file.sync_data()
        };
        rewrite(&mut self.file).map_err(|error| StoreError::io(&self.path, error))?;
        self.bytes = line.len() as u64;
        Ok(())
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}
