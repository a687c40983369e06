//! The store under faults: what was committed survives, what is damaged is named and left alone.

use emsh::store::{Change, Data, Record, RecordId, Store, StoreError};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn mailbox(store: &mut Store, name: &str) -> RecordId {
    let id = store.new_id();
    let values = BTreeMap::from([("DisplayName".to_owned(), Data::text(name)), ("MAPIEnabled".to_owned(), Data::Bool(true))]);
    store.commit(vec![Change::Put(Record { id, kind: "Recipient".into(), values })]).expect("a commit");
    id
}

fn set(store: &mut Store, id: RecordId, name: &str, value: Data) {
    store.commit(vec![Change::Set { id, values: BTreeMap::from([(name.to_owned(), value)]), clear: vec![] }]).expect("a commit");
}

fn name_of(store: &Store, id: RecordId) -> Option<&str> {
    store.get(id)?.values.get("DisplayName")?.as_text()
}

fn open(path: &Path) -> Store {
    Store::open(path).expect("the store opens").0
}

#[test]
fn a_change_is_there_again_after_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("org.ron");
    let mut store = open(&path);
    let id = mailbox(&mut store, "Ken Sanchez");
    set(&mut store, id, "MAPIEnabled", Data::Bool(false));
    drop(store);
    let mut store = open(&path);
    assert_eq!(store.get(id).and_then(|r| r.values.get("MAPIEnabled")), Some(&Data::Bool(false)));
    store.compact().expect("compaction");
    drop(store);
    let store = open(&path);
    assert_eq!(name_of(&store, id), Some("Ken Sanchez"));
    assert!(fs::read_to_string(&path).expect("the snapshot").lines().count() == 2);
}

#[test]
fn a_cut_off_last_transaction_never_happened() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("org.ron");
    let mut store = open(&path);
    let first = mailbox(&mut store, "Ken Sanchez");
    let second = mailbox(&mut store, "Esther Valle");
    drop(store);
    let journal = folder.path().join("org.ron.journal");
    let whole = fs::read(&journal).expect("the journal");
    let last_line = whole[..whole.len() - 1].iter().rposition(|&b| b == b'\n').expect("more than a line") + 1;
    for cut in last_line..whole.len() {
        fs::write(&journal, &whole[..cut]).expect("a cut journal");
        let store = open(&path);
        assert_eq!((name_of(&store, first), name_of(&store, second)), (Some("Ken Sanchez"), None), "cut at {cut}");
    }
}

#[test]
fn a_damaged_line_is_named_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("org.ron");
    let mut store = open(&path);
    mailbox(&mut store, "Ken Sanchez");
    mailbox(&mut store, "Esther Valle");
    store.compact().expect("compaction");
    drop(store);
    let damaged = fs::read_to_string(&path).expect("the snapshot").replace("\"Esther Valle\"", "Esther Valle");
    fs::write(&path, &damaged).expect("a damaged snapshot");
    match Store::open(&path) {
        Err(StoreError::Corrupt { line: 3, column, .. }) => assert!(column > 1),
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("the damage went unseen"),
    }
    assert_eq!(fs::read_to_string(&path).expect("the snapshot"), damaged);
}

#[test]
fn a_cut_off_snapshot_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("org.ron");
    let mut store = open(&path);
    mailbox(&mut store, "Ken Sanchez");
    mailbox(&mut store, "Esther Valle");
    store.compact().expect("compaction");
    drop(store);
    let whole = fs::read(&path).expect("the snapshot");
    for cut in 0..whole.len() - 1 {
        fs::write(&path, &whole[..cut]).expect("a cut snapshot");
        assert!(matches!(Store::open(&path), Err(StoreError::Corrupt { .. })), "cut at {cut}");
    }
}

#[test]
fn a_crash_between_snapshot_and_journal_loses_and_doubles_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, journal) = (folder.path().join("org.ron"), folder.path().join("org.ron.journal"));
    let mut store = open(&path);
    let id = mailbox(&mut store, "Ken Sanchez");
    let old_journal = fs::read(&journal).expect("the journal");
    set(&mut store, id, "DisplayName", Data::text("Ken J. Sanchez"));
    store.compact().expect("compaction");
    drop(store);
    fs::write(&journal, old_journal).expect("the journal as before the crash");
    assert_eq!(name_of(&open(&path), id), Some("Ken J. Sanchez"));
}

#[test]
fn a_second_writer_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("org.ron");
    let _first = open(&path);
    assert!(matches!(Store::open(&path), Err(StoreError::Locked { .. })));
}
