//! A world that cannot be hurt: files in memory, a clock that stands still, chance that repeats, output that is kept.
//!
//! Checks of documentation run here, and tests. A deadline stops loops; prompts get a stand-in answer where that is wanted.

use super::{FileStatus, Host, console, not_found};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// 2024-01-15T09:00:00 UTC.
const FIXED_NOW: i64 = 638_409_060_000_000_000;

enum Entry {
    Folder,
    File(Vec<u8>),
}

/// What was written, in order; shared, so that the owner can look while the engine holds the host.
#[derive(Clone, Default)]
pub struct Transcript(Rc<RefCell<String>>);

impl Transcript {
    /// What was written since the last time.
    pub fn take(&self) -> String {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

pub struct SandboxHost {
    files: BTreeMap<PathBuf, Entry>,
    environment: BTreeMap<String, String>,
    pub output: Transcript,
    pub errors: Transcript,
    /// Prompts for missing parameters get a stand-in.
    pub answers: bool,
    pub deadline: Rc<RefCell<Option<Instant>>>,
    waited: i64,
    seed: u64,
}

impl SandboxHost {
    pub fn new() -> Self {
        let files = ["/", "/home", "/home/user", "/tmp", "/sandbox"].map(|path| (PathBuf::from(path), Entry::Folder));
        let environment = [("HOME", "/home/user"), ("PATH", ""), ("TMPDIR", "/tmp"), ("USER", "user"), ("COMPUTERNAME", "SANDBOX"), ("USERNAME", "user")];
        SandboxHost {
            files: files.into_iter().collect(),
            environment: environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect(),
            output: Transcript::default(),
            errors: Transcript::default(),
            answers: false,
            deadline: Rc::default(),
            waited: 0,
            seed: 1,
        }
    }

    fn entry(&self, path: &Path) -> io::Result<&Entry> {
        self.files.get(&normal(path)).ok_or_else(|| not_found(path))
    }

    fn describe(path: &Path, entry: &Entry) -> FileStatus {
        let (is_directory, length) = match entry {
            Entry::Folder => (true, 0),
            Entry::File(bytes) => (false, bytes.len() as u64),
        };
        FileStatus {
            path: path.to_owned(),
            is_directory,
            length,
            read_only: false,
            is_link: false,
            created: FIXED_NOW,
            modified: FIXED_NOW,
            accessed: FIXED_NOW,
            mode: if is_directory { 0o40755 } else { 0o100644 },
        }
    }

    fn parent_exists(&self, path: &Path) -> io::Result<()> {
        match path.parent() {
            Some(parent) if !matches!(self.files.get(parent), Some(Entry::Folder)) => Err(not_found(path)),
            _ => Ok(()),
        }
    }
}

impl Default for SandboxHost {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for SandboxHost {
    fn write(&mut self, text: &str) {
        self.output.0.borrow_mut().push_str(text);
    }

    fn write_error(&mut self, text: &str) {
        self.errors.0.borrow_mut().push_str(text);
    }

    fn width(&self) -> usize {
        80
    }

    fn height(&self) -> usize {
        25
    }

    fn color(&self) -> bool {
        false
    }

    fn interactive(&self) -> bool {
        false
    }

    fn read_line(&mut self, _prompt: &str, _secret: bool) -> Option<String> {
        self.answers.then(|| "sample".to_owned())
    }

    fn now(&self) -> i64 {
        FIXED_NOW + self.waited
    }

    /// Time passes at once.
    fn sleep(&mut self, time: Duration) {
        self.waited += (time.as_nanos() / 100) as i64;
    }

    fn random(&mut self) -> u64 {
        console::split_mix(&mut self.seed)
    }

    fn stop_requested(&self) -> bool {
        self.deadline.borrow().is_some_and(|deadline| Instant::now() > deadline)
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.environment.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    fn status(&self, path: &Path) -> io::Result<FileStatus> {
        self.entry(path).map(|entry| Self::describe(&normal(path), entry))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FileStatus>> {
        let folder = normal(folder);
        self.entry(&folder)?;
        Ok(self.files.iter().filter(|(path, _)| path.parent() == Some(&folder)).map(|(path, entry)| Self::describe(path, entry)).collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.entry(path)? {
            Entry::File(bytes) => Ok(bytes.clone()),
            Entry::Folder => Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("Access to the path '{}' is denied.", path.display()))),
        }
    }

    fn write_file(&mut self, path: &Path, bytes: &[u8], append: bool) -> io::Result<()> {
        let path = normal(path);
        self.parent_exists(&path)?;
        match self.files.get_mut(&path) {
            Some(Entry::Folder) => Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("Access to the path '{}' is denied.", path.display()))),
            Some(Entry::File(old)) if append => {
                old.extend_from_slice(bytes);
                Ok(())
            }
            _ => {
                self.files.insert(path, Entry::File(bytes.to_vec()));
                Ok(())
            }
        }
    }

    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        for folder in normal(path).ancestors() {
            match self.files.get(folder) {
                Some(Entry::File(_)) => return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("The file '{}' already exists.", folder.display()))),
                Some(Entry::Folder) => {}
                None => {
                    self.files.insert(folder.to_owned(), Entry::Folder);
                }
            }
        }
        Ok(())
    }

    fn remove(&mut self, path: &Path, recurse: bool) -> io::Result<()> {
        let path = normal(path);
        self.entry(&path)?;
        if !recurse && self.files.keys().any(|other| other.parent() == Some(&path)) {
            return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, format!("Directory not empty : '{}'", path.display())));
        }
        self.files.retain(|other, _| !other.starts_with(&path));
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (normal(from), normal(to));
        self.entry(&from)?;
        self.parent_exists(&to)?;
        let moved: Vec<PathBuf> = self.files.keys().filter(|path| path.starts_with(&from)).cloned().collect();
        for path in moved {
            if let (Ok(rest), Some(entry)) = (path.strip_prefix(&from).map(Path::to_owned), self.files.remove(&path)) {
                let target = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
                self.files.insert(target, entry);
            }
        }
        Ok(())
    }

    fn copy(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let bytes = self.read(from)?;
        self.write_file(to, &bytes, false)
    }

    fn set_modified(&mut self, path: &Path, _ticks: i64) -> io::Result<()> {
        self.entry(path).map(|_| ())
    }
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
