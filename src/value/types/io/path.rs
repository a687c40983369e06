//! `System.IO.Path`, as it is on Linux.

use crate::value::members::errors::net;
use crate::value::types::TypeImpl;
use crate::value::types::items;
use crate::value::types::object::{arg, text_arg};
use crate::value::{PsStr, Res, Runtime, Value, known};

/// A path argument that may be `$null`, which most of these functions give back.
fn path(args: &[Value], at: usize, cx: &mut dyn Runtime) -> PsStr {
    text_arg(args, at, cx)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or("")
}

/// With its dot; empty where there is none.
fn extension(path: &str) -> &str {
    let name = file_name(path);
    match name.rfind('.') {
        Some(at) if at + 1 < name.len() => &name[at..],
        _ => "",
    }
}

fn without_extension(path: &str) -> &str {
    let name = file_name(path);
    name.rfind('.').map_or(name, |at| &name[..at])
}

/// The folder's name: nothing of a root, empty of a bare name.
fn directory_name(path: &str) -> Option<&str> {
    if path.is_empty() || path == "/" {
        return None;
    }
    Some(match path.rfind('/') {
        Some(0) => "/",
        Some(at) => path[..at].trim_end_matches('/'),
        None => "",
    })
}

/// `Combine` starts anew at an absolute part.
fn combine(parts: &[PsStr]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|p| !p.is_empty()) {
        if part.starts_with('/') || out.is_empty() {
            out = part.to_string();
        } else {
            if !out.ends_with('/') {
                out.push('/');
            }
            out.push_str(part);
        }
    }
    out
}

/// `Join` does not.
fn join(parts: &[PsStr]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|p| !p.is_empty()) {
        if !out.is_empty() && !out.ends_with('/') && !part.starts_with('/') {
            out.push('/');
        }
        out.push_str(part);
    }
    out
}

fn texts(args: &[Value], cx: &mut dyn Runtime) -> Res<Vec<PsStr>> {
    let all: Vec<Value> = match args {
        [one] => items(one).unwrap_or_else(|| vec![one.clone()]),
        many => many.to_vec(),
    };
    if let Some(at) = all.iter().position(Value::is_null) {
        return Err(net("System.ArgumentNullException", format!("Value cannot be null. (Parameter 'path{}')", at + 1)));
    }
    Ok(all.iter().map(|v| crate::value::text::to_text(v, cx)).collect())
}

fn change_extension(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let path = path(args, 0, cx);
    let end = path.len() - extension_with_dot(&path);
    let stem = &path[..end];
    if arg(args, 1).is_null() {
        return Ok(Value::str(stem));
    }
    let new = text_arg(args, 1, cx);
    let dot = if new.starts_with('.') { "" } else { "." };
    Ok(Value::from(format!("{stem}{dot}{new}")))
}

/// How long the extension is, a bare dot at the end counting as one.
fn extension_with_dot(path: &str) -> usize {
    let name = file_name(path);
    name.rfind('.').map_or(0, |at| name.len() - at)
}

fn relative(from: &str, to: &str) -> String {
    let split = |p: &str| p.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (from, to) = (split(from), split(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let parts: Vec<String> = up.chain(to[common..].iter().cloned()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

fn temp_folder(cx: &mut dyn Runtime) -> String {
    let set = cx.machine().environment().into_iter().find(|(name, _)| name == "TMPDIR").map(|(_, value)| value);
    let mut folder = set.filter(|v| !v.is_empty()).unwrap_or_else(|| "/tmp".to_owned());
    if !folder.ends_with('/') {
        folder.push('/');
    }
    folder
}

/// Letters and digits of a name that nobody has.
fn random_name(length: usize, cx: &mut dyn Runtime) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz012345";
    (0..length).map(|_| LETTERS[(cx.machine().random() % 32) as usize] as char).collect()
}

fn temp_file(_: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let name = format!("{}tmp{}.tmp", temp_folder(cx), random_name(6, cx));
    let file = std::path::PathBuf::from(&name);
    cx.machine().write(&file, b"", false).map_err(|error| super::io_error(&error, &file, cx))?;
    Ok(Value::from(name))
}

fn chars(text: &str) -> Value {
    Value::array_of(known::CHAR, text.encode_utf16().map(Value::Char).collect())
}

pub static PATH: TypeImpl = TypeImpl {
    static_properties: &[
        ("DirectorySeparatorChar", |_| Ok(Value::Char('/' as u16))),
        ("AltDirectorySeparatorChar", |_| Ok(Value::Char('/' as u16))),
        ("PathSeparator", |_| Ok(Value::Char(':' as u16))),
        ("VolumeSeparatorChar", |_| Ok(Value::Char('/' as u16))),
        ("InvalidPathChars", |_| Ok(chars("\0"))),
    ],
    static_methods: &[
        ("ChangeExtension", change_extension),
        ("Combine", |args, cx| Ok(Value::from(combine(&texts(args, cx)?)))),
        ("EndsInDirectorySeparator", |args, cx| Ok(Value::Bool(path(args, 0, cx).ends_with('/')))),
        ("Exists", |args, cx| {
            let text = path(args, 0, cx);
            let file = cx.machine().resolve(&text);
            Ok(Value::Bool(!text.is_empty() && cx.machine().status(&file).is_ok()))
        }),
        ("GetDirectoryName", |args, cx| Ok(directory_name(&path(args, 0, cx)).map_or(Value::Null, Value::str))),
        ("GetExtension", |args, cx| Ok(Value::str(extension(&path(args, 0, cx))))),
        ("GetFileName", |args, cx| Ok(Value::str(file_name(&path(args, 0, cx))))),
        ("GetFileNameWithoutExtension", |args, cx| Ok(Value::str(without_extension(&path(args, 0, cx))))),
        ("GetFullPath", |args, cx| {
            let text = path(args, 0, cx);
            if text.is_empty() {
                return Err(net("System.ArgumentException", "The value cannot be an empty string. (Parameter 'path')"));
            }
            let text = if args.len() > 1 { combine(&[path(args, 1, cx), text]) } else { text.to_string() };
            let mut full = cx.machine().resolve(&text).to_string_lossy().into_owned();
            if text.ends_with('/') && !full.ends_with('/') {
                full.push('/');
            }
            Ok(Value::from(full))
        }),
        ("GetInvalidFileNameChars", |_, _| Ok(chars("\0/"))),
        ("GetInvalidPathChars", |_, _| Ok(chars("\0"))),
        ("GetPathRoot", |args, cx| {
            let text = path(args, 0, cx);
            Ok(if text.is_empty() { Value::Null } else { Value::str(if text.starts_with('/') { "/" } else { "" }) })
        }),
        ("GetRandomFileName", |_, cx| Ok(Value::from(format!("{}.{}", random_name(8, cx), random_name(3, cx))))),
        ("GetRelativePath", |args, cx| {
            let (from, to) = (path(args, 0, cx), path(args, 1, cx));
            let machine = cx.machine();
            Ok(Value::from(relative(&machine.resolve(&from).to_string_lossy(), &machine.resolve(&to).to_string_lossy())))
        }),
        ("GetTempFileName", temp_file),
        ("GetTempPath", |_, cx| Ok(Value::from(temp_folder(cx)))),
        ("HasExtension", |args, cx| Ok(Value::Bool(!extension(&path(args, 0, cx)).is_empty()))),
        ("IsPathFullyQualified", |args, cx| Ok(Value::Bool(path(args, 0, cx).starts_with('/')))),
        ("IsPathRooted", |args, cx| Ok(Value::Bool(path(args, 0, cx).starts_with('/')))),
        ("Join", |args, cx| Ok(Value::from(join(&texts(args, cx)?)))),
        ("TrimEndingDirectorySeparator", |args, cx| {
            let text = path(args, 0, cx);
            Ok(Value::str(if text.len() > 1 { text.strip_suffix('/').unwrap_or(&text) } else { &text }))
        }),
    ],
    ..TypeImpl::of("System.IO.Path")
};
