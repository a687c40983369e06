//! An organization on disk: a RON snapshot, a RON journal beside it, and a lock that lets one process write.
//!
//! The store keeps records: a kind and named values, sparse. What they mean is the caller's. A transaction that returned is
//! on disk. A file that cannot be read is named with line and column, and left as it is.

mod data;
mod error;
mod journal;
mod snapshot;

pub use data::{Data, Record, RecordId};
pub use error::StoreError;

use indexmap::IndexMap;
use journal::Journal;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Past this many bytes a journal larger than its snapshot is folded into it when the store is opened or closed.
const COMPACT_FROM: u64 = 1 << 20;

/// One change of a transaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A new record, whole.
    Put(Record),
    /// New values for some names, and names that go back to their default.
    Set {
        id: RecordId,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        values: BTreeMap<String, Data>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clear: Vec<String>,
    },
    Remove(RecordId),
}

/// Records in order of creation.
pub type Records = IndexMap<RecordId, Rc<Record>, FxBuildHasher>;

/// An open organization: its records in memory and, unless it is a throwaway one, its files.
#[derive(Default)]
pub struct Store {
    records: Records,
    next_id: u64,
    disk: Option<Disk>,
}

struct Disk {
    path: PathBuf,
    journal: Journal,
    generation: u64,
    snapshot_bytes: u64,
    /// Changes are kept off the journal until `end_batch` writes them as a snapshot.
    batch: bool,
    /// Held as long as the store is open.
    _lock: File,
}

impl Store {
    /// A throwaway store: nothing is read or written.
    pub fn memory() -> Store {
        Store::default()
    }

    /// Open the store at a path, or begin one there. False in the second place: there was none.
    pub fn open(path: &Path) -> Result<(Store, bool), StoreError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
        }
        let lock = lock(path)?;
        let (snapshot, existed) = snapshot::read(path)?;
        let mut store = Store { next_id: snapshot.next_id, records: snapshot.records, disk: None };
        let journal = Journal::open(path, snapshot.generation, |changes| changes.into_iter().for_each(|change| store.apply(change)))?;
        let existed = existed || !store.records.is_empty();
        store.disk = Some(Disk { path: path.to_owned(), journal, generation: snapshot.generation, snapshot_bytes: snapshot.bytes, batch: false, _lock: lock });
        if store.worth_compacting() {
            store.compact()?;
        }
        Ok((store, existed))
    }

    pub fn path(&self) -> Option<&Path> {
        self.disk.as_ref().map(|disk| disk.path.as_path())
    }

    pub fn records(&self) -> &Records {
        &self.records
    }

    pub fn get(&self, id: RecordId) -> Option<&Rc<Record>> {
        self.records.get(&id)
    }

    /// A number no record has had.
    pub fn new_id(&mut self) -> RecordId {
        self.next_id += 1;
        RecordId(self.next_id)
    }

    /// Make the changes, all or none: first on disk, then in memory.
    pub fn commit(&mut self, changes: Vec<Change>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        if let Some(disk) = self.disk.as_mut().filter(|disk| !disk.batch) {
            disk.journal.append(&changes)?;
        }
        changes.into_iter().for_each(|change| self.apply(change));
        Ok(())
    }

    /// Many changes that are worth nothing alone (a first organization): they reach the disk together, at `end_batch`.
    pub fn begin_batch(&mut self) {
        if let Some(disk) = &mut self.disk {
            disk.batch = true;
        }
    }

    pub fn end_batch(&mut self) -> Result<(), StoreError> {
        if let Some(disk) = &mut self.disk {
            disk.batch = false;
        }
        self.compact()
    }

    /// Take every record away.
    pub fn clear(&mut self) {
        self.records.clear();
    }

    /// Write a new snapshot and begin the journal anew. A crash in between loses nothing: the old journal names the old snapshot.
    pub fn compact(&mut self) -> Result<(), StoreError> {
        let Some(disk) = &mut self.disk else { return Ok(()) };
        disk.snapshot_bytes = snapshot::write(&disk.path, disk.generation + 1, self.next_id, &self.records)?;
        disk.generation += 1;
        disk.journal.restart(disk.generation)
    }

    /// Bytes of snapshot and journal on disk.
    pub fn size(&self) -> (u64, u64) {
        self.disk.as_ref().map_or((0, 0), |disk| (disk.snapshot_bytes, disk.journal.bytes()))
    }

    fn worth_compacting(&self) -> bool {
        let (snapshot, journal) = self.size();
        journal > COMPACT_FROM.max(snapshot)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Put(record) => {
                self.next_id = self.next_id.max(record.id.0);
                self.records.insert(record.id, Rc::new(record));
            }
            Change::Set { id, values, clear } => {
                if let Some(record) = self.records.get_mut(&id) {
                    let record = Rc::make_mut(record);
                    record.values.extend(values);
                    clear.iter().for_each(|name| {
                        record.values.remove(name);
                    });
                }
            }
            Change::Remove(id) => {
                self.records.shift_remove(&id);
            }
        }
    }
}

/// One writer at a time: the lock is a file beside the store's, held until the process ends.
fn lock(path: &Path) -> Result<File, StoreError> {
    let beside = with_suffix(path, "lock");
    let file = File::options().create(true).truncate(false).write(true).open(&beside).map_err(|error| StoreError::io(&beside, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::Locked { path: path.to_owned() }),
        Err(std::fs::TryLockError::Error(error)) => Err(StoreError::io(&beside, error)),
    }
}

/// `org.ron` and `lock`: `org.ron.lock`.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}
