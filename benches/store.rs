//! The store: opening 100,000 mailboxes, and one durable change in 10 and in 100,000.

use divan::Bencher;
use emsh::store::{Change, Data, Record, RecordId, Store};
use std::collections::BTreeMap;

fn main() {
    divan::main();
}

fn filled(path: &std::path::Path, count: u64) -> Store {
    let (mut store, _) = Store::open(path).expect("a new store");
    store.begin_batch();
    for number in 1..=count {
        let text = |text: String| Data::text(&text);
        let values = BTreeMap::from([
            ("Name".to_owned(), text(format!("User {number}"))),
            ("Alias".to_owned(), text(format!("user{number}"))),
            ("RecipientTypeDetails".to_owned(), text("UserMailbox".to_owned())),
            ("EmailAddresses".to_owned(), Data::List(vec![text(format!("SMTP:user{number}@contoso.com"))])),
        ]);
        store.commit(vec![Change::Put(Record { id: RecordId(number), kind: "Recipient".into(), values })]).expect("a commit");
    }
    store.end_batch().expect("a snapshot");
    store
}

#[divan::bench(sample_count = 5)]
fn open_100_000(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("org.ron");
    drop(filled(&path, 100_000));
    bencher.bench_local(|| Store::open(&path).expect("the store").0.records().len());
}

#[divan::bench(args = [10, 100_000], sample_count = 20)]
fn durable_set(bencher: Bencher<'_, '_>, count: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = filled(&folder.path().join("org.ron"), count);
    let mut on = false;
    bencher.bench_local(|| {
        on = !on;
        let values = BTreeMap::from([("MAPIEnabled".to_owned(), Data::Bool(on))]);
        store.commit(vec![Change::Set { id: RecordId(5), values, clear: Vec::new() }]).expect("a commit");
    });
}
