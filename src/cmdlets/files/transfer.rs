//! Copy, move and rename items.

use super::{failed, name_of, targets};
use crate::engine::{Call, Run, Stage};
use crate::value::types::io::file_item;
use crate::value::{ErrorCategory, ErrorRecord, Exception, Value};
use std::io;
use std::path::{Path, PathBuf};

/// Where an item goes: into the destination if that is a folder, else to it.
fn destination(call: &mut Call<'_>, from: &Path) -> PathBuf {
    let to = call.text("Destination").unwrap_or_else(|| ".".into());
    let full = call.engine.resolve_path(&to);
    let is_folder = call.engine.host.status(&full).is_ok_and(|status| status.is_directory);
    if is_folder { full.join(name_of(from)) } else { full }
}

fn pass(call: &mut Call<'_>, path: &Path) -> Run {
    match (call.switch("PassThru"), call.engine.host.status(path)) {
        (true, Ok(status)) => call.write(file_item(&status)),
        _ => Ok(()),
    }
}

pub struct CopyItem;

impl Stage for CopyItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for from in targets(call)? {
            let to = destination(call, &from);
            let is_folder = call.engine.host.status(&from).is_ok_and(|status| status.is_directory);
            let action = if is_folder { "Copy Directory" } else { "Copy File" };
            if !call.should_process(&format!("Item: {} Destination: {}", from.display(), to.display()), action)? {
                continue;
            }
            let copied = if is_folder { copy_folder(call, &from, &to, call.switch("Recurse")) } else { call.engine.host.copy(&from, &to) };
            match copied {
                Ok(()) => pass(call, &to)?,
                Err(error) => call.error(failed(&to, &error, "CopyError"))?,
            }
        }
        Ok(())
    }
}

fn copy_folder(call: &mut Call<'_>, from: &Path, to: &Path, recurse: bool) -> io::Result<()> {
    call.engine.host.create_folder(to)?;
    if !recurse {
        return Ok(());
    }
    for entry in call.engine.host.list(from)? {
        let target = to.join(name_of(&entry.path));
        if entry.is_directory {
            copy_folder(call, &entry.path, &target, true)?;
        } else {
            call.engine.host.copy(&entry.path, &target)?;
        }
    }
    Ok(())
}

pub struct MoveItem;

impl Stage for MoveItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for from in targets(call)? {
            let to = destination(call, &from);
            if call.should_process(&format!("Item: {} Destination: {}", from.display(), to.display()), "Move File")? {
                relocate(call, &from, &to, "MoveFileInfoItemIOError")?;
            }
        }
        Ok(())
    }
}

pub struct RenameItem;

impl Stage for RenameItem {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let name = call.text("NewName").unwrap_or_default();
        for from in targets(call)? {
            let to = from.parent().map_or_else(|| PathBuf::from(&*name), |parent| parent.join(&*name));
            if call.should_process(&format!("Item: {} Destination: {}", from.display(), to.display()), "Rename File")? {
                relocate(call, &from, &to, "RenameItemIOError")?;
            }
        }
        Ok(())
    }
}

fn relocate(call: &mut Call<'_>, from: &Path, to: &Path, id: &str) -> Run {
    if call.engine.host.status(to).is_ok() && !call.switch("Force") {
        let exception = Exception::named("System.IO.IOException", "Cannot create a file when that file already exists.");
        return call.error(ErrorRecord::new(exception, id, ErrorCategory::WriteError, Value::from(from.to_string_lossy().into_owned())));
    }
    match call.engine.host.rename(from, to) {
        Ok(()) => pass(call, to),
        Err(error) => call.error(failed(to, &error, id)),
    }
}
