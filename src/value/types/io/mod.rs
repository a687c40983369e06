//! `System.IO`: paths, files, folders, readers and writers, over the machine that the engine answers for.

mod directory;
mod file;
mod info;
mod path;
mod stream;

pub use info::{FileItem, file_item};

use super::TypeImpl;
use super::object::arg;
use crate::value::members::errors::net;
use crate::value::{Raise, Res, Runtime, Value, members};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

pub static ALL: &[&TypeImpl] = &[
    &path::PATH,
    &file::FILE,
    &directory::DIRECTORY,
    &info::FILE_INFO,
    &info::DIRECTORY_INFO,
    &stream::STRING_READER,
    &stream::STRING_WRITER,
    &stream::STREAM_READER,
    &stream::STREAM_WRITER,
    &stream::MEMORY_STREAM,
];

/// A path argument, resolved; an empty one is .NET's error.
fn path_arg(args: &[Value], at: usize, parameter: &str, cx: &mut dyn Runtime) -> Res<PathBuf> {
    let text = super::object::text_arg(args, at, cx);
    if text.is_empty() {
        return Err(net("System.ArgumentException", format!("The value cannot be an empty string. (Parameter '{parameter}')")));
    }
    Ok(cx.machine().resolve(&text))
}

/// What the system said, as .NET's exception says it.
pub fn io_error(error: &Error, path: &Path, cx: &mut dyn Runtime) -> Raise {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => {
            let parent_missing = path.parent().is_some_and(|parent| cx.machine().status(parent).is_err());
            match parent_missing {
                true => net("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{shown}'.")),
                false => net("System.IO.FileNotFoundException", format!("Could not find file '{shown}'.")),
            }
        }
        ErrorKind::PermissionDenied | ErrorKind::IsADirectory => net("System.UnauthorizedAccessException", format!("Access to the path '{shown}' is denied.")),
        ErrorKind::AlreadyExists => net("System.IO.IOException", format!("The file '{shown}' already exists.")),
        ErrorKind::DirectoryNotEmpty => net("System.IO.IOException", format!("Directory not empty : '{shown}'")),
        ErrorKind::NotADirectory => net("System.IO.IOException", format!("Not a directory : '{shown}'")),
        _ => net("System.IO.IOException", format!("{error} : '{shown}'")),
    }
}

/// Text of bytes: by an encoding object, or by the mark they start with.
fn decode(bytes: &[u8], encoding: &Value, cx: &mut dyn Runtime) -> Res<String> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return Ok(String::from_utf8_lossy(rest).into_owned());
    }
    let wide = |rest: &[u8], order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return Ok(wide(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return Ok(wide(rest, u16::from_be_bytes));
    }
    if encoding.is_null() {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    let text = members::invoke(encoding, "GetString", &[byte_array(bytes)], cx)?;
    Ok(crate::value::text::to_text(&text, cx).to_string())
}

/// Bytes of text: by an encoding object with its mark, or UTF-8 without one.
fn encode(text: &str, encoding: &Value, with_mark: bool, cx: &mut dyn Runtime) -> Res<Vec<u8>> {
    if encoding.is_null() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::new();
    if with_mark {
        out.extend(bytes_of(&members::invoke(encoding, "GetPreamble", &[], cx)?));
    }
    out.extend(bytes_of(&members::invoke(encoding, "GetBytes", &[Value::str(text)], cx)?));
    Ok(out)
}

pub fn byte_array(bytes: &[u8]) -> Value {
    Value::array_of(crate::value::known::BYTE, bytes.iter().map(|b| Value::Byte(*b)).collect())
}

pub fn bytes_of(value: &Value) -> Vec<u8> {
    let items = super::items(value).unwrap_or_default();
    items.iter().map(|item| super::object::int_arg(std::slice::from_ref(item), 0) as u8).collect()
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    if out.last().is_some_and(|last| last.is_empty()) {
        out.pop();
    }
    out
}

fn encoding_arg(args: &[Value], at: usize) -> Value {
    arg(args, at).clone()
}
