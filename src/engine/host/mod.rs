//! The outside world behind one trait: console, files, clock, prompts, chance.
//!
//! `ConsoleHost` is the real one. `SandboxHost` keeps what is written, has files only in memory and a clock that stands still:
//! for checks and tests.

mod console;
mod sandbox;

pub use console::{ConsoleHost, INTERRUPTED};
pub use sandbox::{SandboxHost, Transcript};

pub use crate::value::FileStatus;

use std::io;
use std::path::Path;
use std::time::Duration;

/// The world a shell runs in. Paths are absolute and already resolved against the shell's location.
pub trait Host {
    /// Standard output, text as it is.
    fn write(&mut self, text: &str);
    /// Standard error.
    fn write_error(&mut self, text: &str);
    /// Hand on what is buffered.
    fn flush(&mut self) {}
    /// Columns of the console; 80 where there is none.
    fn width(&self) -> usize;
    fn height(&self) -> usize;
    /// Whether lines may be coloured.
    fn color(&self) -> bool;
    /// Whether somebody can answer a prompt.
    fn interactive(&self) -> bool;
    /// Ask for a line; `None` at the end of input, or where nobody answers.
    fn read_line(&mut self, prompt: &str, secret: bool) -> Option<String>;
    fn clear_screen(&mut self) {}

    /// Now, in ticks of 100 nanoseconds since 0001-01-01, UTC.
    fn now(&self) -> i64;
    fn sleep(&mut self, time: Duration);
    /// 64 random bits (an unseeded `Get-Random`, a new Guid).
    fn random(&mut self) -> u64;
    /// Whether Ctrl-C was pressed, or the deadline has passed. Loops ask now and then.
    fn stop_requested(&self) -> bool {
        false
    }

    /// The variables the shell starts with. Changes stay in the shell.
    fn environment(&self) -> Vec<(String, String)>;

    fn status(&self, path: &Path) -> io::Result<FileStatus>;
    fn list(&self, folder: &Path) -> io::Result<Vec<FileStatus>>;
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    fn write_file(&mut self, path: &Path, bytes: &[u8], append: bool) -> io::Result<()>;
    fn create_folder(&mut self, path: &Path) -> io::Result<()>;
    fn remove(&mut self, path: &Path, recurse: bool) -> io::Result<()>;
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    fn copy(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    fn set_modified(&mut self, path: &Path, ticks: i64) -> io::Result<()>;
}

/// 100-nanosecond ticks from 0001-01-01 to 1970-01-01.
pub const UNIX_EPOCH_TICKS: i64 = 621_355_968_000_000_000;

/// Why a path that is absent cannot be used.
fn not_found(path: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("Could not find '{}'.", path.display()))
}
