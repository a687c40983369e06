//! The engine as the machine that values see: its host's files and console, its own location and environment.

use super::{Engine, FileStatus};
use crate::value::Machine;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Machine for Engine {
    fn resolve(&mut self, path: &str) -> PathBuf {
        self.resolve_path(path)
    }

    fn location(&mut self) -> PathBuf {
        self.location.clone()
    }

    fn set_location(&mut self, path: PathBuf) {
        self.location = path;
    }

    fn status(&mut self, path: &Path) -> io::Result<FileStatus> {
        self.host.status(path)
    }

    fn list(&mut self, folder: &Path) -> io::Result<Vec<FileStatus>> {
        self.host.list(folder)
    }

    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.host.read(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8], append: bool) -> io::Result<()> {
        self.host.write_file(path, bytes, append)
    }

    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        self.host.create_folder(path)
    }

    fn remove(&mut self, path: &Path, recurse: bool) -> io::Result<()> {
        self.host.remove(path, recurse)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.host.rename(from, to)
    }

    fn copy(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.host.copy(from, to)
    }

    fn set_modified(&mut self, path: &Path, ticks: i64) -> io::Result<()> {
        self.host.set_modified(path, ticks)
    }

    fn environment(&mut self) -> Vec<(String, String)> {
        self.environment.clone()
    }

    fn set_environment(&mut self, name: &str, value: Option<&str>) {
        let at = self.environment.iter().position(|(n, _)| n == name);
        match (at, value) {
            (Some(at), Some(value)) => self.environment[at].1 = value.to_owned(),
            (Some(at), None) => {
                self.environment.remove(at);
            }
            (None, Some(value)) => self.environment.push((name.to_owned(), value.to_owned())),
            (None, None) => {}
        }
    }

    fn write_out(&mut self, text: &str) {
        self.host.write(text);
    }

    fn write_error(&mut self, text: &str) {
        self.host.write_error(text);
    }

    fn read_line(&mut self) -> Option<String> {
        self.host.read_line("", false)
    }

    fn console_size(&mut self) -> (usize, usize) {
        (self.host.width(), self.host.height())
    }

    fn clear_screen(&mut self) {
        self.host.clear_screen();
    }

    fn random(&mut self) -> u64 {
        self.host.random()
    }

    fn sleep(&mut self, time: Duration) {
        self.host.sleep(time);
    }
}
