//! The machine as values see it: files, environment variables, the console, chance. The engine answers for its host.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a folder entry or file is.
#[derive(Clone, Debug)]
pub struct FileStatus {
    pub path: PathBuf,
    pub is_directory: bool,
    pub length: u64,
    pub read_only: bool,
    pub is_link: bool,
    /// Times in 100-nanosecond ticks since 0001-01-01, UTC.
    pub created: i64,
    pub modified: i64,
    pub accessed: i64,
    /// Permission bits on Unix.
    pub mode: u32,
}

/// Without an answer of its own a machine has no files, no variables and no console.
pub trait Machine {
    /// A path as a script writes it, from the current location, without `.` and `..`.
    fn resolve(&mut self, path: &str) -> PathBuf {
        PathBuf::from(path)
    }
    fn location(&mut self) -> PathBuf {
        PathBuf::from("/")
    }
    fn set_location(&mut self, _path: PathBuf) {}

    fn status(&mut self, _path: &Path) -> io::Result<FileStatus> {
        Err(io::ErrorKind::NotFound.into())
    }
    fn list(&mut self, _folder: &Path) -> io::Result<Vec<FileStatus>> {
        Err(io::ErrorKind::NotFound.into())
    }
    fn read(&mut self, _path: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
    fn write(&mut self, _path: &Path, _bytes: &[u8], _append: bool) -> io::Result<()> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
    fn create_folder(&mut self, _path: &Path) -> io::Result<()> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
    fn remove(&mut self, _path: &Path, _recurse: bool) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
    fn rename(&mut self, _from: &Path, _to: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
    fn copy(&mut self, _from: &Path, _to: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
    fn set_modified(&mut self, _path: &Path, _ticks: i64) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn environment(&mut self) -> Vec<(String, String)> {
        Vec::new()
    }
    /// Set a variable of this process, or remove it.
    fn set_environment(&mut self, _name: &str, _value: Option<&str>) {}

    fn write_out(&mut self, _text: &str) {}
    fn write_error(&mut self, _text: &str) {}
    fn read_line(&mut self) -> Option<String> {
        None
    }
    /// Columns and lines of the console.
    fn console_size(&mut self) -> (usize, usize) {
        (80, 24)
    }
    fn clear_screen(&mut self) {}

    fn random(&mut self) -> u64 {
        0
    }
    fn sleep(&mut self, _time: Duration) {}
}
