//! `System.IO.File`: whole files at once, and what a file is.

use super::{byte_array, bytes_of, decode, encode, encoding_arg, io_error, lines, path_arg};
use crate::value::members::errors::net;
use crate::value::types::object::{arg, int_arg, text_arg};
use crate::value::types::{TypeImpl, items};
use crate::value::{DateTime, DateTimeKind, FileStatus, Res, Runtime, Value, known, text};

pub fn read(path: &std::path::Path, cx: &mut dyn Runtime) -> Res<Vec<u8>> {
    cx.machine().read(path).map_err(|error| io_error(&error, path, cx))
}

pub fn write(path: &std::path::Path, bytes: &[u8], append: bool, cx: &mut dyn Runtime) -> Res<Value> {
    cx.machine().write(path, bytes, append).map_err(|error| io_error(&error, path, cx))?;
    Ok(Value::Void)
}

fn read_text(args: &[Value], cx: &mut dyn Runtime) -> Res<String> {
    let path = path_arg(args, 0, "path", cx)?;
    let bytes = read(&path, cx)?;
    decode(&bytes, &encoding_arg(args, 1), cx)
}

fn read_lines(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let text = read_text(args, cx)?;
    Ok(Value::array_of(known::STRING, lines(&text).into_iter().map(Value::str).collect()))
}

fn write_text(args: &[Value], append: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    let content = text_arg(args, 1, cx);
    let bytes = encode(&content, &encoding_arg(args, 2), !append, cx)?;
    write(&path, &bytes, append, cx)
}

fn write_lines(args: &[Value], append: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    let all = items(arg(args, 1)).unwrap_or_else(|| vec![arg(args, 1).clone()]);
    let content: String = all.iter().map(|line| format!("{}\n", text::to_text(line, cx))).collect();
    let bytes = encode(&content, &encoding_arg(args, 2), !append, cx)?;
    write(&path, &bytes, append, cx)
}

pub fn status(path: &std::path::Path, cx: &mut dyn Runtime) -> Option<FileStatus> {
    cx.machine().status(path).ok()
}

/// A file's time; .NET gives the year 1601 for one that does not exist.
pub fn time(status: Option<&FileStatus>, pick: fn(&FileStatus) -> i64, kind: DateTimeKind) -> Value {
    const NEVER: i64 = 504_911_232_000_000_000;
    Value::DateTime(DateTime { ticks: status.map_or(NEVER, pick), kind })
}

fn time_of(args: &[Value], pick: fn(&FileStatus) -> i64, kind: DateTimeKind, cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    Ok(time(status(&path, cx).as_ref(), pick, kind))
}

pub fn set_modified(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    if let Value::DateTime(time) = arg(args, 1) {
        let ticks = time.ticks;
        cx.machine().set_modified(&path, ticks).map_err(|error| io_error(&error, &path, cx))?;
    }
    Ok(Value::Void)
}

/// `FileAttributes` by its number: what Linux files have of them.
pub fn attributes(status: &FileStatus) -> i64 {
    let hidden = status.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let bits = status.read_only as i64 | (hidden as i64) << 1 | (status.is_directory as i64) << 4 | (status.is_link as i64) << 10;
    if bits == 0 { 128 } else { bits }
}

pub fn attributes_value(status: &FileStatus) -> Value {
    crate::value::types::by_full_name("system.io.fileattributes").map_or(Value::Null, |ty| Value::Enum(ty, attributes(status)))
}

fn copy(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let (from, to) = (path_arg(args, 0, "sourceFileName", cx)?, path_arg(args, 1, "destFileName", cx)?);
    if int_arg(args, 2) == 0 && status(&to, cx).is_some() {
        return Err(net("System.IO.IOException", format!("The file '{}' already exists.", to.display())));
    }
    cx.machine().copy(&from, &to).map_err(|error| io_error(&error, &from, cx))?;
    Ok(Value::Void)
}

fn rename(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let (from, to) = (path_arg(args, 0, "sourceFileName", cx)?, path_arg(args, 1, "destFileName", cx)?);
    if int_arg(args, 2) == 0 && status(&to, cx).is_some() {
        return Err(net("System.IO.IOException", format!("The file '{}' already exists.", to.display())));
    }
    cx.machine().rename(&from, &to).map_err(|error| io_error(&error, &from, cx))?;
    Ok(Value::Void)
}

/// A file that is not there is deleted already.
fn delete(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    match status(&path, cx) {
        Some(status) if status.is_directory => {
            return Err(net("System.UnauthorizedAccessException", format!("Access to the path '{}' is denied.", path.display())));
        }
        Some(_) => cx.machine().remove(&path, false).map_err(|error| io_error(&error, &path, cx))?,
        None => {
            if path.parent().is_some_and(|parent| cx.machine().status(parent).is_err()) {
                return Err(net("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{}'.", path.display())));
            }
        }
    }
    Ok(Value::Void)
}

fn exists(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let text = text_arg(args, 0, cx);
    let path = cx.machine().resolve(&text);
    Ok(Value::Bool(!text.is_empty() && !text.ends_with('/') && status(&path, cx).is_some_and(|s| !s.is_directory)))
}

const LOCAL: DateTimeKind = DateTimeKind::Local;
const UTC: DateTimeKind = DateTimeKind::Utc;

pub static FILE: TypeImpl = TypeImpl {
    static_methods: &[
        ("AppendAllLines", |args, cx| write_lines(args, true, cx)),
        ("AppendAllText", |args, cx| write_text(args, true, cx)),
        ("AppendAllBytes", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            write(&path, &bytes_of(arg(args, 1)), true, cx)
        }),
        ("AppendText", |args, cx| Ok(super::stream::writer(path_arg(args, 0, "path", cx)?, true))),
        ("Copy", copy),
        ("Create", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            write(&path, b"", false, cx)?;
            Ok(super::stream::file_stream(path, Vec::new()))
        }),
        ("CreateText", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            write(&path, b"", false, cx)?;
            Ok(super::stream::writer(path, true))
        }),
        ("Delete", delete),
        ("Exists", exists),
        ("GetAttributes", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            let found = cx.machine().status(&path).map_err(|error| io_error(&error, &path, cx))?;
            Ok(attributes_value(&found))
        }),
        ("GetCreationTime", |args, cx| time_of(args, |s| s.created, LOCAL, cx)),
        ("GetCreationTimeUtc", |args, cx| time_of(args, |s| s.created, UTC, cx)),
        ("GetLastAccessTime", |args, cx| time_of(args, |s| s.accessed, LOCAL, cx)),
        ("GetLastAccessTimeUtc", |args, cx| time_of(args, |s| s.accessed, UTC, cx)),
        ("GetLastWriteTime", |args, cx| time_of(args, |s| s.modified, LOCAL, cx)),
        ("GetLastWriteTimeUtc", |args, cx| time_of(args, |s| s.modified, UTC, cx)),
        ("Move", rename),
        ("OpenRead", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            let bytes = read(&path, cx)?;
            Ok(super::stream::file_stream(path, bytes))
        }),
        ("OpenText", |args, cx| Ok(super::stream::reader(&read_text(args, cx)?))),
        ("ReadAllBytes", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            Ok(byte_array(&read(&path, cx)?))
        }),
        ("ReadAllLines", read_lines),
        ("ReadAllText", |args, cx| Ok(Value::from(read_text(args, cx)?))),
        ("ReadLines", read_lines),
        ("SetAttributes", |_, _| Ok(Value::Void)),
        ("SetLastWriteTime", set_modified),
        ("SetLastWriteTimeUtc", set_modified),
        ("SetCreationTime", |_, _| Ok(Value::Void)),
        ("SetCreationTimeUtc", |_, _| Ok(Value::Void)),
        ("SetLastAccessTime", |_, _| Ok(Value::Void)),
        ("SetLastAccessTimeUtc", |_, _| Ok(Value::Void)),
        ("WriteAllBytes", |args, cx| {
            let path = path_arg(args, 0, "path", cx)?;
            write(&path, &bytes_of(arg(args, 1)), false, cx)
        }),
        ("WriteAllLines", |args, cx| write_lines(args, false, cx)),
        ("WriteAllText", |args, cx| write_text(args, false, cx)),
    ],
    ..TypeImpl::of("System.IO.File")
};
