//! Which files a check reads: the paths given, and what is in folders.

use std::path::{Path, PathBuf};

/// Markdown pages and PowerShell scripts, in order of their paths.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut out = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut out).map_err(|error| format!("{}: {error}", path.display()))?;
        } else if path.is_file() {
            out.push(path.clone());
        } else {
            return Err(format!("{}: no such file or folder", path.display()));
        }
    }
    Ok(out)
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    for path in entries {
        let hidden = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('.'));
        if path.is_dir() {
            if !hidden && !path.is_symlink() {
                walk(&path, out)?;
            }
        } else if is_markdown(&path) || is_script(&path) {
            out.push(path);
        }
    }
    Ok(())
}

pub fn is_markdown(path: &Path) -> bool {
    has_extension(path, &["md", "markdown"])
}

fn is_script(path: &Path) -> bool {
    has_extension(path, &["ps1", "psm1"])
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|own| own.to_str()).is_some_and(|own| extensions.iter().any(|extension| own.eq_ignore_ascii_case(extension)))
}
