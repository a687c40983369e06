//! An organization at work: the store's records, the names they answer to, and the changes made to them.

use super::identity::Index;
use super::schema::Noun;
use crate::store::{Change, Data, Record, RecordId, Store, StoreError};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The names every object of an organization is under, until its records say otherwise.
pub const FOREST: &str = "contoso.com";
pub const SERVER: &str = "EXCH01";

pub struct Organization {
    store: RefCell<Store>,
    /// Where to open the store when it is first needed.
    unopened: RefCell<Option<PathBuf>>,
    /// The script that makes a first organization, until it has run.
    seed: Cell<Option<&'static str>>,
    index: RefCell<Option<Index>>,
    /// Create what is taken for granted on first mention (checks of documentation).
    pub provision: Cell<bool>,
    /// The host's clock and chance, handed in by each command: ticks of now, and random bits.
    pub now: Cell<i64>,
    pub chance: Cell<u64>,
}

impl Organization {
    /// An organization in memory; `seed`: the script that fills it when it is first needed.
    pub fn in_memory(seed: Option<&'static str>) -> Rc<Organization> {
        Self::new(None, seed)
    }

    /// An organization on disk, opened when it is first needed; `seed`: the script that fills a new one.
    pub fn at(path: &Path, seed: Option<&'static str>) -> Rc<Organization> {
        Self::new(Some(path.to_owned()), seed)
    }

    fn new(path: Option<PathBuf>, seed: Option<&'static str>) -> Rc<Organization> {
        Rc::new(Organization {
            store: RefCell::new(Store::memory()),
            unopened: RefCell::new(path),
            seed: Cell::new(seed),
            index: RefCell::default(),
            provision: Cell::new(false),
            now: Cell::new(0),
            chance: Cell::new(0x5eed),
        })
    }

    /// Open the store if it is not open yet. The seed script comes back where it has to run now.
    pub fn open(&self) -> Result<Option<&'static str>, StoreError> {
        let unopened = self.unopened.borrow().clone();
        if let Some(path) = unopened {
            let (store, existed) = Store::open(&path)?;
            *self.store.borrow_mut() = store;
            if existed {
                self.seed.set(None);
            }
            *self.unopened.borrow_mut() = None;
        }
        Ok(self.seed.take())
    }

    /// Fill a new organization: the changes of `fill` reach the disk together.
    pub fn fill<T>(&self, fill: impl FnOnce() -> T) -> Result<T, StoreError> {
        self.store.borrow_mut().begin_batch();
        let result = fill();
        self.store.borrow_mut().end_batch()?;
        Ok(result)
    }

    /// Where it is on disk.
    pub fn path(&self) -> Option<PathBuf> {
        self.store.borrow().path().map(Path::to_owned)
    }

    pub fn record(&self, id: RecordId) -> Option<Rc<Record>> {
        self.store.borrow().get(id).cloned()
    }

    /// The records a noun works on, in order of creation.
    pub fn records(&self, noun: &Noun) -> Vec<Rc<Record>> {
        self.store.borrow().records().values().filter(|record| covers(noun, record)).cloned().collect()
    }

    /// All records of a kind.
    pub fn of_kind(&self, kind: &str) -> Vec<Rc<Record>> {
        self.store.borrow().records().values().filter(|record| record.kind.eq_ignore_ascii_case(kind)).cloned().collect()
    }

    /// Every record.
    pub fn all(&self) -> Vec<Rc<Record>> {
        self.store.borrow().records().values().cloned().collect()
    }

    pub fn with_index<T>(&self, look: impl FnOnce(&Index) -> T) -> T {
        let mut index = self.index.borrow_mut();
        let index = index.get_or_insert_with(|| Index::of(self.store.borrow().records().values()));
        look(index)
    }

    pub fn create(&self, kind: &str, values: BTreeMap<String, Data>) -> Result<Rc<Record>, StoreError> {
        let id = self.store.borrow_mut().new_id();
        let record = Record { id, kind: Rc::from(kind), values };
        self.store.borrow_mut().commit(vec![Change::Put(record.clone())])?;
        let record = Rc::new(record);
        if let Some(index) = &mut *self.index.borrow_mut() {
            index.add(&record);
        }
        Ok(record)
    }

    /// Change values of a record; the index follows.
    pub fn update(&self, id: RecordId, values: BTreeMap<String, Data>, clear: Vec<String>) -> Result<(), StoreError> {
        let before = self.record(id);
        self.store.borrow_mut().commit(vec![Change::Set { id, values, clear }])?;
        if let Some(index) = &mut *self.index.borrow_mut() {
            before.iter().for_each(|record| index.remove(record));
            self.record(id).iter().for_each(|record| index.add(record));
        }
        Ok(())
    }

    /// Take a record away, and every mention of it in other records.
    pub fn remove(&self, id: RecordId) -> Result<(), StoreError> {
        let mut changes = vec![Change::Remove(id)];
        for record in self.all() {
            for (name, data) in &record.values {
                if let Data::List(items) = data
                    && items.iter().any(|item| reference(item) == Some(id))
                {
                    let kept = items.iter().filter(|item| reference(item) != Some(id)).cloned().collect();
                    changes.push(Change::Set { id: record.id, values: BTreeMap::from([(name.clone(), Data::List(kept))]), clear: Vec::new() });
                } else if reference(data) == Some(id) {
                    changes.push(Change::Set { id: record.id, values: BTreeMap::new(), clear: vec![name.clone()] });
                }
            }
        }
        let before = self.record(id);
        self.store.borrow_mut().commit(changes)?;
        if let (Some(index), Some(record)) = (&mut *self.index.borrow_mut(), before) {
            index.remove(&record);
        }
        Ok(())
    }

    /// The default accepted domain: where new recipients get their addresses.
    pub fn default_domain(&self) -> String {
        let domains = self.of_kind("AcceptedDomain");
        let default = domains.iter().find(|record| record.values.get("Default") == Some(&Data::Bool(true))).or(domains.first());
        default.and_then(|record| record.values.get("DomainName")?.as_text().map(str::to_owned)).unwrap_or_else(|| FOREST.to_owned())
    }

    /// A new Guid from the host's chance: a run under a host that repeats repeats it.
    pub fn new_guid(&self) -> uuid::Uuid {
        let next = || {
            let state = self.chance.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.chance.set(state);
            (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd)
        };
        let (high, low) = (next(), next());
        uuid::Builder::from_random_bytes(((u128::from(high) << 64) | u128::from(low)).to_le_bytes()).into_uuid()
    }

    pub fn compact(&self) -> Result<(), StoreError> {
        self.store.borrow_mut().compact()
    }

    pub fn size(&self) -> (u64, u64) {
        self.store.borrow().size()
    }

    pub fn count(&self) -> usize {
        self.store.borrow().records().len()
    }

    pub fn is_empty(&self) -> bool {
        self.store.borrow().records().is_empty()
    }
}

/// Whether a noun works on a record.
pub fn covers(noun: &Noun, record: &Record) -> bool {
    record.kind.eq_ignore_ascii_case(&noun.kind) && (noun.details.is_empty() || noun.details.iter().any(|details| Some(details.as_str()) == details_of(record)))
}

/// A recipient's `RecipientTypeDetails`.
pub fn details_of(record: &Record) -> Option<&str> {
    record.values.get("RecipientTypeDetails")?.as_text()
}

/// The record a value names.
pub fn reference(data: &Data) -> Option<RecordId> {
    match data {
        Data::Map(map) => match map.get("ref") {
            Some(Data::Int(id)) => u64::try_from(*id).ok().map(RecordId),
            _ => None,
        },
        _ => None,
    }
}

/// A value that names a record.
pub fn reference_to(id: RecordId) -> Data {
    Data::Map(BTreeMap::from([("ref".to_owned(), Data::Int(id.0 as i64))]))
}
