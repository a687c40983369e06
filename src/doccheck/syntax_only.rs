//! `check --syntax`: parse every block, run nothing; files are spread over the machine's cores.

use super::page::judge_syntax;
use super::verdict::Judged;
use super::{blocks_of, read};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Room for deeply nested text on each thread.
const STACK: usize = 256 << 20;

pub fn check(files: &[PathBuf]) -> Result<Vec<Judged>, String> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<Vec<Judged>, String>)>> = Mutex::default();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len().max(1));
    std::thread::scope(|scope| {
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(index) else { break };
                let judged = read(file).map(|text| judge_syntax(&file.display().to_string(), &text, &blocks_of(file, &text)));
                if let Ok(mut results) = results.lock() {
                    results.push((index, judged));
                }
            }
        };
        for _ in 0..threads {
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
    });
    let mut results = results.into_inner().map_err(|_| "a thread of the check failed".to_owned())?;
    results.sort_by_key(|(index, _)| *index);
    let lists = results.into_iter().map(|(_, judged)| judged).collect::<Result<Vec<_>, _>>()?;
    Ok(lists.into_iter().flatten().collect())
}
