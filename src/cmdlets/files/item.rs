//! Items: get, make, set and remove them.

use super::{drive, failed, targets};
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::types::io::file_item;
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value};
use std::path::{Path, PathBuf};

/// The arguments that name items of other drives, taken out of the way of files.
fn drive_paths(call: &mut Call<'_>) -> Vec<(&'static str, String, PsStr)> {
    [call.texts("Path"), call.texts("LiteralPath")]
        .concat()
        .into_iter()
        .filter_map(|path| drive::split(&path).map(|(drive, name)| (drive, name.to_owned(), path.clone())))
        .collect()
}

fn no_such_item(path: &PsStr) -> ErrorRecord {
    let exception = Exception::named("System.Management.Automation.ItemNotFoundException", format!("Cannot find path '{path}' because it does not exist."));
    ErrorRecord::new(exception, "PathNotFound", ErrorCategory::ObjectNotFound, Value::String(path.clone()))
}

pub struct GetItem;

impl Stage for GetItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let on_drives = drive_paths(call);
        for (drive, name, path) in &on_drives {
            if name.contains(['*', '?']) {
                for item in drive::list(call, drive, name) {
                    call.write(item)?;
                }
                continue;
            }
            match drive::get(call, drive, name) {
                Some(item) => call.write(item)?,
                None => call.error(no_such_item(path))?,
            }
        }
        if !on_drives.is_empty() {
            return Ok(());
        }
        for path in targets(call)? {
            if let Ok(status) = call.engine.host.status(&path) {
                call.write(file_item(&status))?;
            }
        }
        Ok(())
    }
}

pub struct SetItem;

impl Stage for SetItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let value = call.arg("Value").cloned().unwrap_or_default();
        for (drive, name, _) in drive_paths(call) {
            drive::set(call, drive, &name, value.clone())?;
        }
        Ok(())
    }
}

pub struct NewItem;

impl Stage for NewItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let name = call.text("Name");
        let mut paths = call.texts("Path");
        if paths.is_empty() {
            paths.push(".".into());
        }
        for path in paths {
            let path = match &name {
                Some(name) if drive::split(&path).is_none() => PsStr::from(format!("{}/{name}", path.trim_end_matches('/'))),
                Some(name) => PsStr::from(format!("{path}{name}")),
                None => path,
            };
            if let Some((drive, name)) = drive::split(&path) {
                let value = call.arg("Value").cloned().unwrap_or_else(|| Value::str(""));
                drive::set(call, drive, name, value)?;
                if let Some(item) = drive::get(call, drive, name) {
                    call.write(item)?;
                }
                continue;
            }
            self.make(call, &path)?;
        }
        Ok(())
    }
}

impl NewItem {
    fn make(&self, call: &mut Call<'_>, path: &str) -> Run {
        let full = call.engine.resolve_path(path);
        let kind = call.text("ItemType").or_else(|| call.text("Type")).unwrap_or_else(|| "File".into()).to_ascii_lowercase();
        let folder = kind == "directory" || kind == "container";
        let action = if folder { "Create Directory" } else { "Create File" };
        if !call.should_process(&format!("Destination: {}", full.display()), action)? {
            return Ok(());
        }
        let force = call.switch("Force");
        let existing = call.engine.host.status(&full).ok();
        if let Some(existing) = existing
            && !(force && (folder || !existing.is_directory))
        {
            let what = if folder { "An item with the specified name" } else { "The file" };
            let (message, id) = if folder {
                (format!("{what} {} already exists.", full.display()), "DirectoryExist")
            } else {
                (format!("{what} '{}' already exists.", full.display()), "NewItemIOError")
            };
            let category = if folder { ErrorCategory::ResourceExists } else { ErrorCategory::WriteError };
            let exception = Exception::named("System.IO.IOException", message);
            return call.error(ErrorRecord::new(exception, id, category, Value::from(full.to_string_lossy().into_owned())));
        }
        let made = if folder { call.engine.host.create_folder(&full) } else { self.write_file(call, &full, force)? };
        match made.and_then(|()| call.engine.host.status(&full)) {
            Ok(status) => call.write(file_item(&status)),
            Err(error) => call.error(failed(&full, &error, if folder { "CreateDirectoryIOError" } else { "NewItemIOError" })),
        }
    }

    fn write_file(&self, call: &mut Call<'_>, full: &Path, force: bool) -> Run<std::io::Result<()>> {
        if force && let Some(parent) = full.parent() {
            let _ = call.engine.host.create_folder(parent);
        }
        let text = match call.arg("Value").cloned() {
            Some(value) => call.engine.to_text(&value).to_string(),
            None => String::new(),
        };
        Ok(call.engine.host.write_file(full, text.as_bytes(), false))
    }
}

pub struct NewTemporaryFile;

impl Stage for NewTemporaryFile {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let folder = call.engine.variable("env:TMPDIR").map_or_else(|| PathBuf::from("/tmp"), |value| PathBuf::from(call.engine.to_text(&value).to_string()));
        let path = folder.join(format!("tmp{:08x}.tmp", call.engine.host.random() as u32));
        match call.engine.host.write_file(&path, b"", false).and_then(|()| call.engine.host.status(&path)) {
            Ok(status) => call.write(file_item(&status)),
            Err(error) => call.error(failed(&path, &error, "NewTemporaryFileWriteError")),
        }
    }
}

pub struct RemoveItem;

impl Stage for RemoveItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let on_drives = drive_paths(call);
        for (drive, name, path) in &on_drives {
            match drive::get(call, drive, name) {
                Some(_) => drive::set(call, drive, name, Value::Null)?,
                None => call.error(no_such_item(path))?,
            }
        }
        if !on_drives.is_empty() {
            return Ok(());
        }
        for path in targets(call)? {
            self.remove(call, &path)?;
        }
        Ok(())
    }
}

impl RemoveItem {
    fn remove(&self, call: &mut Call<'_>, path: &Path) -> Run {
        let Ok(status) = call.engine.host.status(path) else { return Ok(()) };
        let action = if status.is_directory { "Remove Directory" } else { "Remove File" };
        if !call.should_process(&path.to_string_lossy(), action)? {
            return Ok(());
        }
        if status.is_directory && !call.switch("Recurse") && !call.engine.host.list(path).unwrap_or_default().is_empty() {
            let message = format!(
                "The item at {} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?",
                path.display()
            );
            let exception = Exception::named("System.Management.Automation.PSInvalidOperationException", message);
            return call.error(ErrorRecord::new(
                exception,
                "InvalidOperation",
                ErrorCategory::InvalidOperation,
                Value::from(path.to_string_lossy().into_owned()),
            ));
        }
        match call.engine.host.remove(path, status.is_directory) {
            Ok(()) => Ok(()),
            Err(error) => call.error(failed(path, &error, "RemoveFileSystemItemIOError")),
        }
    }
}

/// A value's items, or the value itself.
pub fn items(value: &Value) -> Vec<Value> {
    Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()])
}
