//! The real world: standard streams, the machine's files, clock and chance.

use super::{FileStatus, Host, UNIX_EPOCH_TICKS};
use std::io::{self, BufRead, BufWriter, IsTerminal, Stdout, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Set by Ctrl-C; the engine asks for it in loops, the host takes it back before the next line.
pub static INTERRUPTED: AtomicBool = AtomicBool::new(false);

pub struct ConsoleHost {
    out: BufWriter<Stdout>,
    terminal: bool,
    interactive: bool,
    color: bool,
    seed: u64,
    deadline: Option<Instant>,
}

impl ConsoleHost {
    /// `interactive`: prompts may be asked, where standard input is a terminal.
    pub fn new(interactive: bool) -> Self {
        let terminal = io::stdout().is_terminal();
        ConsoleHost {
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            terminal,
            interactive: interactive && io::stdin().is_terminal(),
            color: terminal && std::env::var_os("NO_COLOR").is_none(),
            seed: uuid::Uuid::new_v4().as_u64_pair().0,
            deadline: None,
        }
    }

    /// Stop loops after this time from now.
    pub fn set_deadline(&mut self, limit: Option<Duration>) {
        self.deadline = limit.map(|limit| Instant::now() + limit);
    }

    /// A closed pipe behind standard output is no error of the shell's.
    fn flush(&mut self) {
        let _ = self.out.flush();
    }
}

impl Drop for ConsoleHost {
    fn drop(&mut self) {
        self.flush();
    }
}

impl Host for ConsoleHost {
    fn write(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        if self.terminal {
            self.flush();
        }
    }

    fn write_error(&mut self, text: &str) {
        self.flush();
        let _ = io::stderr().write_all(text.as_bytes());
    }

    fn flush(&mut self) {
        ConsoleHost::flush(self);
    }

    fn width(&self) -> usize {
        console_size().0
    }

    fn height(&self) -> usize {
        console_size().1
    }

    fn color(&self) -> bool {
        self.color
    }

    fn interactive(&self) -> bool {
        self.interactive
    }

    fn read_line(&mut self, prompt: &str, _secret: bool) -> Option<String> {
        if self.interactive {
            self.write(prompt);
            self.flush();
        }
        let mut line = String::new();
        match io::stdin().lock().read_line(&mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
        }
    }

    fn clear_screen(&mut self) {
        if self.terminal {
            self.write("\x1b[H\x1b[2J\x1b[3J");
        }
    }

    fn now(&self) -> i64 {
        ticks(SystemTime::now())
    }

    fn sleep(&mut self, time: Duration) {
        self.flush();
        let end = Instant::now() + time;
        while !self.stop_requested() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            std::thread::sleep(left.min(Duration::from_millis(50)));
        }
    }

    fn random(&mut self) -> u64 {
        split_mix(&mut self.seed)
    }

    fn stop_requested(&self) -> bool {
        INTERRUPTED.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| Instant::now() > deadline)
    }

    fn environment(&self) -> Vec<(String, String)> {
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))).collect()
    }

    fn status(&self, path: &Path) -> io::Result<FileStatus> {
        status_of(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FileStatus>> {
        let mut entries: Vec<FileStatus> = std::fs::read_dir(folder)?.filter_map(|entry| status_of(&entry.ok()?.path()).ok()).collect();
        entries.sort_by(|a, b| a.path.file_name().cmp(&b.path.file_name()));
        Ok(entries)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn write_file(&mut self, path: &Path, bytes: &[u8], append: bool) -> io::Result<()> {
        if append {
            return std::fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(bytes);
        }
        std::fs::write(path, bytes)
    }

    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        std::fs::create_dir_all(path)
    }

    fn remove(&mut self, path: &Path, recurse: bool) -> io::Result<()> {
        let meta = std::fs::symlink_metadata(path)?;
        match (meta.is_dir(), recurse) {
            (true, true) => std::fs::remove_dir_all(path),
            (true, false) => std::fs::remove_dir(path),
            (false, _) => std::fs::remove_file(path),
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn copy(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::copy(from, to).map(|_| ())
    }

    fn set_modified(&mut self, path: &Path, ticks: i64) -> io::Result<()> {
        let since = Duration::from_nanos((ticks - UNIX_EPOCH_TICKS).max(0) as u64 * 100);
        std::fs::File::options().append(true).open(path)?.set_modified(UNIX_EPOCH + since)
    }
}

/// Columns and lines of the console: what the terminal says, else 80 by 25.
fn console_size() -> (usize, usize) {
    match terminal_size::terminal_size() {
        Some((terminal_size::Width(width), terminal_size::Height(height))) if io::stdout().is_terminal() && width > 0 => (width.into(), height.into()),
        _ => (80, 25),
    }
}

fn ticks(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => UNIX_EPOCH_TICKS + (after.as_nanos() / 100) as i64,
        Err(before) => UNIX_EPOCH_TICKS - (before.duration().as_nanos() / 100) as i64,
    }
}

fn status_of(path: &Path) -> io::Result<FileStatus> {
    let link = std::fs::symlink_metadata(path)?;
    let meta = if link.is_symlink() { std::fs::metadata(path).unwrap_or(link.clone()) } else { link.clone() };
    let time = |t: io::Result<SystemTime>| t.map(ticks).unwrap_or(UNIX_EPOCH_TICKS);
    let modified = time(meta.modified());
    Ok(FileStatus {
        path: path.to_owned(),
        is_directory: meta.is_dir(),
        length: meta.len(),
        read_only: meta.permissions().readonly(),
        is_link: link.is_symlink(),
        created: meta.created().map(ticks).unwrap_or(modified),
        modified,
        accessed: time(meta.accessed()),
        mode: mode_of(&meta),
    })
}

#[cfg(unix)]
fn mode_of(meta: &std::fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&meta.permissions())
}

#[cfg(not(unix))]
fn mode_of(meta: &std::fs::Metadata) -> u32 {
    if meta.permissions().readonly() { 0o444 } else { 0o644 }
}

/// SplitMix64: enough for values nobody must guess.
pub(super) fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
