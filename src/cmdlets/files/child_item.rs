//! `Get-ChildItem`: what a folder holds.

use super::{drive, missing, name_of};
use crate::engine::{Call, FileStatus, Run, Stage};
use crate::value::types::io::file_item;
use crate::value::{PsStr, Value, wildcard};
use std::path::Path;

pub struct GetChildItem;

/// What of a folder is wanted.
struct Wanted {
    filter: Option<PsStr>,
    include: Vec<PsStr>,
    exclude: Vec<PsStr>,
    files_only: bool,
    folders_only: bool,
    hidden: bool,
    depth: usize,
    names: bool,
}

impl Stage for GetChildItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let recurse = call.switch("Recurse");
        let depth = match call.arg("Depth") {
            Some(Value::UInt32(depth)) => *depth as usize,
            Some(Value::Int32(depth)) => (*depth).max(0) as usize,
            _ if recurse => usize::MAX,
            _ => 0,
        };
        let wanted = Wanted {
            filter: call.text("Filter"),
            include: call.texts("Include"),
            exclude: call.texts("Exclude"),
            files_only: call.switch("File"),
            folders_only: call.switch("Directory"),
            hidden: call.switch("Force") || call.switch("Hidden"),
            depth,
            names: call.switch("Name"),
        };
        let mut paths = [call.texts("Path"), call.texts("LiteralPath")].concat();
        if paths.is_empty() {
            paths.push(".".into());
        }
        for path in paths {
            if let Some((drive, name)) = drive::split(&path) {
                for item in drive::list(call, drive, name) {
                    call.write(item)?;
                }
                continue;
            }
            let wild = path.contains(['*', '?', '[']);
            let mut found = call.engine.expand_path(&path);
            found.retain(|full| !wild || wanted.hidden || !name_of(full).starts_with('.'));
            for full in found {
                match call.engine.host.status(&full) {
                    Err(_) => call.error(missing(&full))?,
                    Ok(status) if !status.is_directory || (wild && !wanted.recursing()) => wanted.write(call, &status, &name_of(&full))?,
                    Ok(_) => wanted.folder(call, &full, "", 0)?,
                }
            }
        }
        Ok(())
    }
}

impl Wanted {
    fn recursing(&self) -> bool {
        self.depth > 0
    }

    /// The entries of a folder, files after folders' own entries as PowerShell lists them: by name, then what is below.
    fn folder(&self, call: &mut Call<'_>, folder: &Path, prefix: &str, level: usize) -> Run {
        let mut entries = call.engine.host.list(folder).unwrap_or_default();
        entries.retain(|entry| self.hidden || !name_of(&entry.path).starts_with('.'));
        entries.sort_by_key(|entry| (!entry.is_directory, name_of(&entry.path).to_lowercase()));
        for entry in &entries {
            let shown = format!("{prefix}{}", name_of(&entry.path));
            self.write(call, entry, &shown)?;
        }
        if level < self.depth {
            for entry in entries.iter().filter(|entry| entry.is_directory && !entry.is_link) {
                let prefix = format!("{prefix}{}/", name_of(&entry.path));
                self.folder(call, &entry.path, &prefix, level + 1)?;
            }
        }
        Ok(())
    }

    fn write(&self, call: &mut Call<'_>, status: &FileStatus, shown: &str) -> Run {
        let name = name_of(&status.path);
        let like = |patterns: &[PsStr]| patterns.iter().any(|pattern| wildcard::matches(pattern, &name, true));
        let keep = self.filter.as_ref().is_none_or(|filter| wildcard::matches(filter, &name, true))
            && (self.include.is_empty() || like(&self.include))
            && !like(&self.exclude)
            && !(self.files_only && status.is_directory)
            && (!self.folders_only || status.is_directory);
        match (keep, self.names) {
            (false, _) => Ok(()),
            (true, true) => call.write(Value::str(shown)),
            (true, false) => call.write(file_item(status)),
        }
    }
}
