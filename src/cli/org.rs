//! `emsh org`: look after the organization's file.

use super::arguments::OrgAction;
use crate::store::{Store, StoreError};
use std::path::{Path, PathBuf};

pub fn main(action: &OrgAction, path: Option<PathBuf>) -> i32 {
    let path = match path.map_or_else(super::run::default_path, Ok) {
        Ok(path) => path,
        Err(message) => {
            eprintln!("emsh: {message}");
            return 71;
        }
    };
    match act(action, &path) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("emsh: {error}");
            1
        }
    }
}

fn act(action: &OrgAction, path: &Path) -> Result<i32, StoreError> {
    if !path.exists() {
        println!("{}: no organization yet; the first Exchange cmdlet makes one", path.display());
        return Ok(0);
    }
    let (mut store, _) = Store::open(path)?;
    match action {
        OrgAction::Info => {
            let (snapshot, journal) = store.size();
            println!("{}\n{} objects; snapshot {snapshot} bytes, journal {journal} bytes", path.display(), store.records().len());
        }
        OrgAction::Verify => println!("{}: {} objects, no fault found", path.display(), store.records().len()),
        OrgAction::Compact => {
            store.compact()?;
            println!("{}: {} bytes", path.display(), store.size().0);
        }
        OrgAction::Reset { force: false } => {
            eprintln!("emsh: this takes all {} objects away; say --force to do it", store.records().len());
            return Ok(1);
        }
        OrgAction::Reset { force: true } => {
            store.clear();
            store.compact()?;
            println!("{}: empty; the next Exchange cmdlet makes the demo organization", path.display());
        }
    }
    Ok(0)
}
