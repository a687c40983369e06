//! Files, folders and the other drives: items, their content, paths and the location.

mod child_item;
mod content;
mod drive;
mod item;
mod location;
mod paths;
mod transfer;

use crate::engine::Call;
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value};
use std::path::{Path, PathBuf};

pub static CMDLETS: super::Table = &[
    ("Add-Content", || Box::new(content::WriteContent::appending())),
    ("Clear-Content", || Box::new(content::ClearContent)),
    ("Convert-Path", || Box::new(paths::ResolvePath { text_only: true })),
    ("Copy-Item", || Box::new(transfer::CopyItem)),
    ("Get-ChildItem", || Box::new(child_item::GetChildItem)),
    ("Get-Content", || Box::new(content::GetContent)),
    ("Get-Item", || Box::new(item::GetItem)),
    ("Get-Location", || Box::new(location::GetLocation)),
    ("Get-PSDrive", || Box::new(location::GetDrive)),
    ("Join-Path", || Box::new(paths::JoinPath)),
    ("Move-Item", || Box::new(transfer::MoveItem)),
    ("New-Item", || Box::new(item::NewItem)),
    ("New-PSDrive", || Box::new(location::NewDrive)),
    ("New-TemporaryFile", || Box::new(item::NewTemporaryFile)),
    ("Pop-Location", || Box::new(location::PopLocation)),
    ("Push-Location", || Box::new(location::SetLocation { push: true })),
    ("Remove-Item", || Box::new(item::RemoveItem)),
    ("Rename-Item", || Box::new(transfer::RenameItem)),
    ("Resolve-Path", || Box::new(paths::ResolvePath { text_only: false })),
    ("Set-Content", || Box::<content::WriteContent>::default()),
    ("Set-Item", || Box::new(item::SetItem)),
    ("Set-Location", || Box::new(location::SetLocation { push: false })),
    ("Split-Path", || Box::new(paths::SplitPath)),
    ("Test-Path", || Box::new(paths::TestPath)),
];

/// The paths a command is to work on: `-Path` with wildcards, `-LiteralPath` as it is. A missing one is an error, written here.
fn targets(call: &mut Call<'_>) -> crate::engine::Run<Vec<PathBuf>> {
    let mut out = Vec::new();
    for path in call.texts("LiteralPath") {
        let full = call.engine.resolve_path(&path);
        if call.engine.host.status(&full).is_ok() { out.push(full) } else { call.error(missing(&full))? }
    }
    for path in call.texts("Path") {
        let found = call.engine.expand_path(&path);
        let wild = path.contains(['*', '?', '[']);
        if found.is_empty() && !wild {
            call.error(missing(&call.engine.resolve_path(&path)))?;
        }
        for full in found {
            if call.engine.host.status(&full).is_ok() { out.push(full) } else { call.error(missing(&full))? }
        }
    }
    let keep = |patterns: &[PsStr], path: &Path| patterns.iter().any(|pattern| crate::value::wildcard::matches(pattern, &name_of(path), true));
    let (include, exclude) = (call.texts("Include"), call.texts("Exclude"));
    out.retain(|path| (include.is_empty() || keep(&include, path)) && !keep(&exclude, path));
    Ok(out)
}

fn missing(path: &Path) -> ErrorRecord {
    let message = format!("Cannot find path '{}' because it does not exist.", path.display());
    let exception = Exception::named("System.Management.Automation.ItemNotFoundException", message);
    ErrorRecord::new(exception, "PathNotFound", ErrorCategory::ObjectNotFound, Value::from(path.to_string_lossy().into_owned()))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "/".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// A failed operation of the file system.
fn failed(path: &Path, error: &std::io::Error, id: &str) -> ErrorRecord {
    let shown = path.display();
    let (ty, message, category) = match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            ("System.UnauthorizedAccessException", format!("Access to the path '{shown}' is denied."), ErrorCategory::PermissionDenied)
        }
        std::io::ErrorKind::NotFound => {
            ("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{shown}'."), ErrorCategory::ObjectNotFound)
        }
        _ => ("System.IO.IOException", error.to_string(), ErrorCategory::WriteError),
    };
    ErrorRecord::new(Exception::named(ty, message), id, category, Value::from(shown.to_string()))
}
