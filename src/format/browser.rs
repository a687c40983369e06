//! `Format-Custom` without a view: an object as a class with its properties, down to a depth.

use super::formatter::is_scalar;
use super::generator::expand;
use super::packet::Piece;
use super::parameters::Property;
use super::text::{self, Style, items};
use super::width::ELLIPSIS;
use crate::engine::Engine;
use crate::value::{Value, members};

/// Levels shown where nobody says how many.
const DEPTH: usize = 5;

#[derive(Clone, Copy)]
struct Level {
    at: usize,
    most: usize,
}

impl Level {
    fn deeper(self) -> Level {
        Level { at: self.at + 1, ..self }
    }

    fn is_leaf(self, value: &Value) -> bool {
        self.at >= self.most || value.is_null() || is_scalar(value.base())
    }
}

/// The whole text of an object.
pub fn object(value: &Value, properties: &[Property], depth: Option<usize>, style: Style, engine: &mut Engine) -> Vec<Piece> {
    let level = Level { at: 0, most: depth.unwrap_or(DEPTH) };
    let mut out = Vec::new();
    match items(value) {
        Some(items) => enumeration(&items, level, style, &mut out, engine),
        None => class(value, properties, level, style, &mut out, engine),
    }
    out
}

fn class(value: &Value, properties: &[Property], level: Level, style: Style, out: &mut Vec<Piece>, engine: &mut Engine) {
    let names = members::type_names(value);
    let name = names.first().map_or("PSObject", |name| name.rsplit('.').next().unwrap_or(name));
    out.extend([Piece::text(format!("class {name}")), Piece::NewLine, Piece::text("{"), Piece::NewLine]);
    let mut inner = Vec::new();
    for property in expand(value, properties, engine) {
        field(value, &property, level, style, &mut inner, engine);
    }
    out.extend([Piece::Frame(inner), Piece::text("}"), Piece::NewLine]);
}

fn field(target: &Value, property: &Property, level: Level, style: Style, out: &mut Vec<Piece>, engine: &mut Engine) {
    let label = property.label.clone().unwrap_or_else(|| property.expression.text());
    out.push(Piece::text(format!("{label} = ")));
    let value = property.expression.value(target, engine).ok().flatten().unwrap_or(Value::Null);
    let level = Level { most: property.depth.unwrap_or(level.most), ..level };
    match items(&value) {
        Some(items) => {
            out.push(Piece::NewLine);
            let mut inner = Vec::new();
            enumeration(&items, level.deeper(), style, &mut inner, engine);
            out.push(Piece::Frame(inner));
        }
        None if level.is_leaf(&value) => leaf(&value, style, out, engine),
        None => {
            out.push(Piece::NewLine);
            let mut inner = Vec::new();
            class(&value, &[], level.deeper(), style, &mut inner, engine);
            out.push(Piece::Frame(inner));
        }
    }
}

fn enumeration(items: &[Value], level: Level, style: Style, out: &mut Vec<Piece>, engine: &mut Engine) {
    out.extend([Piece::text("["), Piece::NewLine]);
    let mut inner = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if style.limit >= 0 && index as i64 == style.limit {
            inner.extend([Piece::text(ELLIPSIS.to_string()), Piece::NewLine]);
            break;
        }
        member(item, level, style, &mut inner, engine);
    }
    out.extend([Piece::Frame(inner), Piece::text("]"), Piece::NewLine, Piece::NewLine]);
}

fn member(item: &Value, level: Level, style: Style, out: &mut Vec<Piece>, engine: &mut Engine) {
    if level.is_leaf(item) {
        return leaf(item, style, out, engine);
    }
    match text::items(item) {
        Some(items) => {
            out.push(Piece::NewLine);
            let mut inner = Vec::new();
            enumeration(&items, level.deeper(), style, &mut inner, engine);
            out.push(Piece::Frame(inner));
        }
        None => class(item, &[], level.deeper(), style, out, engine),
    }
}

fn leaf(value: &Value, style: Style, out: &mut Vec<Piece>, engine: &mut Engine) {
    out.extend([Piece::Text(text::cell(value, style, engine)), Piece::NewLine]);
}
