//! `Get-Error`'s long form of an error: every property that says something, nested records and exceptions indented.

use super::packet::Piece;
use crate::engine::Engine;
use crate::value::{PsStr, Raise, Value, members, text};

/// Levels of nested exceptions and records that are followed.
const DEPTH: usize = 10;

/// The text of `$ErrorView = 'DetailedView'`.
pub fn text(record: &Raise, engine: &mut Engine) -> String {
    let mut out = vec![String::new()];
    describe(&Value::object(record.clone()), 0, &mut out, engine);
    out.push(String::new());
    out.join("\n")
}

/// The pieces of the view `GetErrorInstance`.
pub fn pieces(value: &Value, engine: &mut Engine) -> Vec<Piece> {
    let mut lines = Vec::new();
    describe(value, 0, &mut lines, engine);
    lines.into_iter().flat_map(|line| [Piece::text(line), Piece::NewLine]).collect()
}

fn describe(value: &Value, depth: usize, out: &mut Vec<String>, engine: &mut Engine) {
    let mut fields: Vec<(PsStr, Value)> = Vec::new();
    if is_exception(value) {
        let name = value.type_ref().map_or("", |ty| ty.full_name);
        fields.push(("Type".into(), Value::str(name)));
    }
    for name in members::property_names(value, engine) {
        if &*name == "PSErrorIndex" {
            continue;
        }
        match members::get(value, &name, engine) {
            Ok(Some(found)) if says_something(&found) => fields.push((name, found)),
            _ => {}
        }
    }
    let width = fields.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let indent = " ".repeat(depth * 4);
    for (name, field) in fields {
        let label = format!("{indent}{:width$} : ", &*name);
        if depth < DEPTH && is_nested(&field) {
            out.push(label);
            describe(&field, depth + 1, out, engine);
            continue;
        }
        let shown = text::display(&field, engine);
        let mut lines = shown.lines();
        out.push(format!("{label}{}", lines.next().unwrap_or("")));
        out.extend(lines.map(|line| format!("{}{line}", " ".repeat(label.chars().count()))));
    }
}

fn is_exception(value: &Value) -> bool {
    value.type_ref().is_some_and(|ty| std::iter::successors(Some(ty), |ty| ty.base).any(|ty| ty.full_name == "System.Exception"))
}

fn is_nested(value: &Value) -> bool {
    is_exception(value)
        || value.type_ref().is_some_and(|ty| matches!(ty.full_name, "System.Management.Automation.ErrorRecord" | "System.Management.Automation.InvocationInfo"))
}

fn says_something(value: &Value) -> bool {
    match value.base() {
        Value::Null | Value::Void => false,
        Value::String(text) => !text.is_empty(),
        Value::Dictionary(dictionary) => !dictionary.is_empty(),
        Value::Array(array) => !array.items.borrow().is_empty(),
        _ => true,
    }
}
