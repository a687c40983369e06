//! `System.IO.Directory`: folders and what is in them.

use super::file::{status, time};
use super::info::file_item;
use super::{io_error, path_arg};
use crate::value::members::errors::net;
use crate::value::types::TypeImpl;
use crate::value::types::object::{int_arg, text_arg};
use crate::value::{DateTimeKind, FileStatus, Res, Runtime, Value, known, wildcard};
use std::path::{Path, PathBuf};

/// What a listing wants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Files,
    Folders,
    Both,
}

/// The entries of a folder whose names fit a pattern; of all folders below it where asked.
pub fn entries(folder: &Path, pattern: &str, recurse: bool, want: Want, cx: &mut dyn Runtime) -> Res<Vec<FileStatus>> {
    let mut listed = cx
        .machine()
        .list(folder)
        .map_err(|_| net("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{}'.", folder.display())))?;
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    let mut out = Vec::new();
    let mut below = Vec::new();
    for entry in listed {
        let name = entry.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let wanted = match want {
            Want::Files => !entry.is_directory,
            Want::Folders => entry.is_directory,
            Want::Both => true,
        };
        if entry.is_directory && !entry.is_link {
            below.push(entry.path.clone());
        }
        if wanted && (pattern.is_empty() || pattern == "*" || wildcard::matches(pattern, &name, false)) {
            out.push(entry);
        }
    }
    if recurse {
        for folder in below {
            out.extend(entries(&folder, pattern, true, want, cx)?);
        }
    }
    Ok(out)
}

fn listing(args: &[Value], want: Want, cx: &mut dyn Runtime) -> Res<Value> {
    let given = text_arg(args, 0, cx);
    let folder = path_arg(args, 0, "path", cx)?;
    let pattern = text_arg(args, 1, cx);
    let found = entries(&folder, &pattern, int_arg(args, 2) == 1, want, cx)?;
    // The paths start as the folder was given.
    let name = |entry: &FileStatus| match entry.path.strip_prefix(&folder) {
        Ok(rest) => Value::from(format!("{}/{}", given.trim_end_matches('/'), rest.display())),
        Err(_) => Value::from(entry.path.display().to_string()),
    };
    Ok(Value::array_of(known::STRING, found.iter().map(name).collect()))
}

fn create(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    create_all(&path, cx)?;
    let made = cx.machine().status(&path).map_err(|error| io_error(&error, &path, cx))?;
    Ok(file_item(&made))
}

pub fn create_all(path: &Path, cx: &mut dyn Runtime) -> Res<()> {
    let missing: Vec<PathBuf> = path.ancestors().map(Path::to_path_buf).take_while(|p| cx.machine().status(p).is_err()).collect();
    for folder in missing.into_iter().rev() {
        cx.machine().create_folder(&folder).map_err(|error| io_error(&error, &folder, cx))?;
    }
    Ok(())
}

pub fn delete(path: &Path, recurse: bool, cx: &mut dyn Runtime) -> Res<Value> {
    if status(path, cx).is_none() {
        return Err(net("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{}'.", path.display())));
    }
    if !recurse && cx.machine().list(path).is_ok_and(|entries| !entries.is_empty()) {
        return Err(net("System.IO.IOException", format!("Directory not empty : '{}'", path.display())));
    }
    cx.machine().remove(path, recurse).map_err(|error| io_error(&error, path, cx))?;
    Ok(Value::Void)
}

pub static DIRECTORY: TypeImpl = TypeImpl {
    static_methods: &[
        ("CreateDirectory", create),
        ("Delete", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            delete(&path, int_arg(args, 1) != 0, cx)
        }),
        ("EnumerateDirectories", |args, cx| listing(args, Want::Folders, cx)),
        ("EnumerateFiles", |args, cx| listing(args, Want::Files, cx)),
        ("EnumerateFileSystemEntries", |args, cx| listing(args, Want::Both, cx)),
        ("Exists", |args, cx| {
            let text = text_arg(args, 0, cx);
            let path = cx.machine().resolve(&text);
            Ok(Value::Bool(!text.is_empty() && status(&path, cx).is_some_and(|s| s.is_directory)))
        }),
        ("GetCreationTime", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            Ok(time(status(&path, cx).as_ref(), |s| s.created, DateTimeKind::Local))
        }),
        ("GetLastWriteTime", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            Ok(time(status(&path, cx).as_ref(), |s| s.modified, DateTimeKind::Local))
        }),
        ("GetCurrentDirectory", |_, cx| Ok(Value::from(cx.machine().location().display().to_string()))),
        ("GetDirectories", |args, cx| listing(args, Want::Folders, cx)),
        ("GetDirectoryRoot", |_, _| Ok(Value::str("/"))),
        ("GetFiles", |args, cx| listing(args, Want::Files, cx)),
        ("GetFileSystemEntries", |args, cx| listing(args, Want::Both, cx)),
        ("GetLogicalDrives", |_, _| Ok(Value::array_of(known::STRING, vec![Value::str("/")]))),
        ("GetParent", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            Ok(path.parent().map_or(Value::Null, |parent| super::info::unread(parent.to_path_buf(), true)))
        }),
        ("Move", |args, cx| {
            let (from, to) = (path_arg(args, 0, "sourceDirName", cx)?, path_arg(args, 1, "destDirName", cx)?);
            cx.machine().rename(&from, &to).map_err(|error| io_error(&error, &from, cx))?;
            Ok(Value::Void)
        }),
        ("SetCurrentDirectory", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            if !status(&path, cx).is_some_and(|s| s.is_directory) {
                return Err(net("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{}'.", path.display())));
            }
            cx.machine().set_location(path);
            Ok(Value::Void)
        }),
        ("SetLastWriteTime", super::file::set_modified),
    ],
    ..TypeImpl::of("System.IO.Directory")
};
