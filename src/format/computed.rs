//! Values, group labels and custom views that PowerShell's own views compute by scripts.

use super::error_details;
use super::packet::Piece;
use super::view::Found;
use crate::engine::Engine;
use crate::value::{PsStr, Res, Value, members, text};
use std::rc::Rc;

/// A column's or field's value that no property gives: by the type its view is for, and its label.
#[derive(Clone)]
pub struct Computed {
    type_name: PsStr,
    label: Rc<str>,
}

impl Computed {
    pub fn new(type_name: &str, label: &str) -> Computed {
        Computed { type_name: type_name.into(), label: label.into() }
    }

    pub fn value(&self, target: &Value, engine: &mut Engine) -> Res<Value> {
        match (last_part(&self.type_name), &*self.label) {
            ("FileInfo" | "DirectoryInfo", "LastWriteTime") => file_time(target, engine),
            ("PSDriveInfo", "Provider") => nested(target, &["Provider", "Name"], engine),
            ("PSDriveInfo", "Root") => drive_root(target, engine),
            ("PSDriveInfo", "Used (GB)") => gigabytes(target, "Used", engine),
            ("PSDriveInfo", "Free (GB)") => gigabytes(target, "Free", engine),
            ("PSMethod", _) => property(target, "OverloadDefinitions", engine),
            ("HistoryInfo", "Duration") => property(target, "Duration", engine),
            ("AliasInfo", "Name") => property(target, "DisplayName", engine),
            (_, "Name") => property(target, "Name", engine),
            (_, label) => property(target, label, engine),
        }
    }
}

fn last_part(type_name: &str) -> &str {
    type_name.rsplit('.').next().unwrap_or(type_name)
}

fn property(target: &Value, name: &str, engine: &mut Engine) -> Res<Value> {
    Ok(members::get(target, name, engine)?.unwrap_or(Value::Null))
}

fn nested(target: &Value, names: &[&str], engine: &mut Engine) -> Res<Value> {
    names.iter().try_fold(target.clone(), |value, name| property(&value, name, engine))
}

fn file_time(target: &Value, engine: &mut Engine) -> Res<Value> {
    let time = property(target, "LastWriteTime", engine)?;
    Ok(Value::String(text_of(&time, "{0:d} {0:HH}:{0:mm}", engine)?))
}

fn text_of(value: &Value, format: &str, engine: &mut Engine) -> Res<PsStr> {
    let result = crate::value::strings::format(&Value::str(format), &Value::array(vec![value.clone()]), engine)?;
    Ok(text::display(&result, engine))
}

fn drive_root(target: &Value, engine: &mut Engine) -> Res<Value> {
    let root = property(target, "Root", engine)?;
    match nested(target, &["Provider", "Name"], engine)? {
        Value::String(name) if &*name == "FileSystem" => Ok(root),
        _ => Ok(root),
    }
}

fn gigabytes(target: &Value, name: &str, engine: &mut Engine) -> Res<Value> {
    let bytes = match property(target, name, engine)? {
        Value::Int64(bytes) => bytes as f64,
        Value::UInt64(bytes) => bytes as f64,
        Value::Double(bytes) => bytes,
        _ => return Ok(Value::Null),
    };
    Ok(Value::String(text_of(&Value::Double(bytes / f64::from(1 << 30)), "{0:N2}", engine)?))
}

/// The value by which a view groups, where it is computed.
pub fn group(type_name: &str, view: &str) -> Option<Computed> {
    let _ = (type_name, view);
    None
}

/// The label of a group that a view words in its own way: `Directory: ...` for files. `None`: `Property: value`.
pub fn group_label(type_name: &str, key: &str, _: &Value, _: &mut Engine) -> Option<Vec<Piece>> {
    match last_part(type_name) {
        "FileInfo" | "DirectoryInfo" | "FileSystemSecurity" => {
            let path = key.rsplit_once("::").map_or(key, |(_, path)| path);
            Some(vec![Piece::text(format!("    Directory: {path}"))])
        }
        "ErrorRecord#PSExtendedError" | "Exception#PSExtendedError" => Some(vec![Piece::text(format!("   ErrorIndex: {key}"))]),
        _ => None,
    }
}

/// A custom view's text.
pub fn custom(found: &Found, value: &Value, engine: &mut Engine) -> Vec<Piece> {
    match last_part(&found.type_name) {
        "DateTime" => vec![Piece::Text(date(value, engine))],
        "MatchInfo" => vec![Piece::text(match_text(value, engine))],
        "ErrorRecord#PSExtendedError" | "Exception#PSExtendedError" => error_details::pieces(value, engine),
        _ => vec![Piece::Text(text::display(value, engine))],
    }
}

/// A date as `DisplayHint` wants it: the date, the time, or both.
fn date(value: &Value, engine: &mut Engine) -> PsStr {
    let hint = match value {
        Value::PsObject(object) => object.note("DisplayHint").map(|hint| engine.to_text(&hint).to_ascii_lowercase()),
        _ => None,
    };
    let format = match hint.as_deref() {
        Some("date") => "{0:D}",
        Some("time") => "{0:T}",
        _ => "{0:F}",
    };
    text_of(value.base(), format, engine).unwrap_or_else(|_| text::display(value, engine))
}

/// A match of `Select-String` with the lines around it; its file as seen from where the shell stands.
fn match_text(value: &Value, engine: &mut Engine) -> String {
    let mut get = |name: &str| members::get(value, name, engine).ok().flatten().unwrap_or(Value::Null);
    let (path, line, number, context) = (get("Path"), get("Line"), get("LineNumber"), get("Context"));
    let context_is_null = context.is_null();
    let mut context = |name: &str| match members::get(&context, name, engine) {
        Ok(Some(lines)) if !context_is_null => Engine::enumerate(&lines).unwrap_or_default(),
        _ => Vec::new(),
    };
    let (before, after) = (context("DisplayPreContext"), context("DisplayPostContext"));
    let has_context = !context_is_null;
    let place = match &path {
        Value::String(path) if &**path != "InputStream" => Some(relative(path, engine)),
        _ => None,
    };
    let Value::Int32(number) = number else { return text::display(&line, engine).to_string() };
    let lines = before.iter().chain([&line]).chain(&after);
    let first = number - before.len() as i32;
    lines
        .zip(first..)
        .map(|(text, at)| {
            let prefix = match (has_context, at == number) {
                (false, _) => "",
                (true, true) => "> ",
                (true, false) => "  ",
            };
            let text = text::display(text, engine);
            place.as_ref().map_or_else(|| format!("{prefix}{text}"), |place| format!("{prefix}{place}:{at}:{text}"))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn relative(path: &str, engine: &Engine) -> String {
    let below = engine.location.to_str().and_then(|here| path.strip_prefix(here));
    below.and_then(|rest| rest.strip_prefix('/')).unwrap_or(path).to_owned()
}
