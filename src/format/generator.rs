//! One document's way of turning an object into an entry: a table's row, a list's fields, a wide item, a custom view's text.

use super::browser;
use super::computed::{self, Computed};
use super::defaults;
use super::expression::{self, Expression};
use super::formatter::{is_scalar, shape_by_properties};
use super::packet::{Alignment, ColumnHeader, EntryBody, Header, HeaderShape};
use super::parameters::{Options, Property};
use super::text::{self, Style};
use super::view::{Body, Found, Shape, Source, View};
use crate::engine::Engine;
use crate::value::{PsStr, Value};

/// Columns shown where nobody named any.
const MOST_COLUMNS: usize = 10;

/// The layout of a document.
pub enum Generator {
    Table(Vec<Property>),
    List,
    Wide,
    Custom,
}

/// A document in the making.
pub struct Document {
    pub view: Option<Found>,
    generator: Generator,
    style: Style,
}

impl Document {
    /// By a view, by the options, or by the first object's properties.
    pub fn new(value: &Value, view: Option<Found>, options: &Options, style: Style, engine: &mut Engine) -> Document {
        let shape = match &view {
            Some(found) => found.view.shape(),
            None => options.shape.unwrap_or_else(|| shape_by_properties(value, engine)),
        };
        let generator = match shape {
            Shape::Table => Generator::Table(match &view {
                Some(found) => view_columns(found),
                None => table_columns(value, options, engine),
            }),
            Shape::List => Generator::List,
            Shape::Wide => Generator::Wide,
            Shape::Custom => Generator::Custom,
        };
        let table = view.is_none() && shape == Shape::Table;
        Document { view, generator, style: Style { table, ..style } }
    }

    pub fn header(&self, value: &Value, options: &Options, engine: &mut Engine) -> Header {
        let view = self.view.as_ref().map(|found| &*found.view);
        let shape = match &self.generator {
            Generator::Table(columns) => HeaderShape::Table {
                columns: columns.iter().map(|column| self.column_header(column, value, engine)).collect(),
                hide: options.hide_headers || view.is_some_and(|v| v.hide_headers),
            },
            Generator::List => HeaderShape::List,
            Generator::Wide => HeaderShape::Wide { columns: options.columns },
            Generator::Custom => HeaderShape::Custom,
        };
        Header { shape, autosize: options.autosize || view.is_some_and(|v| v.autosize) }
    }

    fn column_header(&self, column: &Property, value: &Value, engine: &mut Engine) -> ColumnHeader {
        let label = column.label.clone().unwrap_or_else(|| column.expression.text());
        let alignment = match column.alignment {
            Some(alignment) => alignment,
            None if self.view.is_some() => Alignment::Undefined,
            None => match column.expression.value(value, engine) {
                Ok(Some(Value::String(_))) => Alignment::Left,
                Ok(Some(found)) if is_scalar(found.base()) && !matches!(found.base(), Value::String(_)) => Alignment::Right,
                _ => Alignment::Left,
            },
        };
        ColumnHeader { label, width: column.width.unwrap_or(0), alignment }
    }

    /// An object's entry.
    pub fn entry(&mut self, value: &Value, options: &Options, engine: &mut Engine) -> EntryBody {
        match &self.generator {
            Generator::Table(columns) => {
                EntryBody::Row { cells: columns.iter().map(|column| show(column, value, self.style, options, engine)).collect(), wrap: options.wrap }
            }
            Generator::List => EntryBody::List(match &self.view {
                Some(found) => view_fields(found, value, self.style, options, engine),
                None => list_fields_with(value, &options.properties, self.style, options, engine),
            }),
            Generator::Wide => EntryBody::Wide(match &self.view {
                Some(found) => wide_view_item(found, value, self.style, options, engine),
                None => wide_item(value, self.style, options, engine),
            }),
            Generator::Custom => EntryBody::Complex(match &self.view {
                Some(found) => computed::custom(found, value, engine),
                None => browser::object(value, &options.properties, options.depth, self.style, engine),
            }),
        }
    }
}

/// A property's text on an object; blank where it has none, or where it cannot be computed.
fn show(property: &Property, value: &Value, style: Style, options: &Options, engine: &mut Engine) -> PsStr {
    match property.expression.value(value, engine) {
        Ok(Some(found)) => match &property.format {
            Some(format) => text::formatted(&found, format, engine).unwrap_or_else(|_| text::cell(&found, style, engine)),
            None => text::cell(&found, style, engine),
        },
        Err(_) if options.display_error => "#ERR".into(),
        Ok(None) | Err(_) => PsStr::default(),
    }
}

/// Columns of a table without a view: as asked for, the type's default set, or the first properties of the object.
fn table_columns(value: &Value, options: &Options, engine: &mut Engine) -> Vec<Property> {
    if options.properties.is_empty() {
        return default_properties(value, engine).into_iter().take(MOST_COLUMNS).collect();
    }
    let mut columns = Vec::new();
    for property in &options.properties {
        let resolved = property.expression.resolve(value, engine);
        if resolved.is_empty() && !property.expression.has_wildcards() {
            columns.push(property.clone());
        }
        columns.extend(resolved.into_iter().map(|expression| Property { expression, ..property.clone() }));
    }
    columns
}

fn default_properties(value: &Value, engine: &mut Engine) -> Vec<Property> {
    let set = defaults::property_set(value);
    let names = if set.is_empty() { defaults::all_properties(value, engine) } else { set };
    names.into_iter().map(|name| Expression::Name(name).into()).collect()
}

fn source(source: &Source, found: &Found, label: Option<&String>) -> Expression {
    match source {
        Source::Property(name) => Expression::Name(name.as_str().into()),
        Source::Script => Expression::Computed(Computed::new(&found.type_name, label.map_or("", String::as_str))),
    }
}

fn view_columns(found: &Found) -> Vec<Property> {
    let Body::Table(columns) = &found.view.body else { return Vec::new() };
    columns
        .iter()
        .map(|(label, from, width, alignment)| Property {
            label: label.as_deref().map(PsStr::from),
            width: Some((*width).into()),
            alignment: Some(*alignment),
            ..Property::from(source(from, found, label.as_ref()))
        })
        .collect()
}

fn view_fields(found: &Found, value: &Value, style: Style, options: &Options, engine: &mut Engine) -> Vec<(PsStr, PsStr)> {
    let View { body: Body::List(items), .. } = &*found.view else { return Vec::new() };
    items
        .iter()
        .map(|(label, from)| {
            let property = Property::from(source(from, found, label.as_ref()));
            let label = label.as_deref().map_or_else(|| property.expression.text(), PsStr::from);
            (label, show(&property, value, style, options, engine))
        })
        .collect()
}

/// The fields of a list without a view: what the object has of what was asked for.
pub fn list_fields(value: &Value, properties: &[Property], style: Style, engine: &mut Engine) -> Vec<(PsStr, PsStr)> {
    list_fields_with(value, properties, style, &Options::default(), engine)
}

fn list_fields_with(value: &Value, properties: &[Property], style: Style, options: &Options, engine: &mut Engine) -> Vec<(PsStr, PsStr)> {
    expand(value, properties, engine)
        .iter()
        .map(|property| {
            let label = property.label.clone().unwrap_or_else(|| property.expression.text());
            (label, show(property, value, style, options, engine))
        })
        .collect()
}

/// The properties of an object that were asked for, or those shown by default.
pub fn expand(value: &Value, properties: &[Property], engine: &mut Engine) -> Vec<Property> {
    if properties.is_empty() {
        return default_properties(value, engine);
    }
    let mut out = Vec::new();
    for property in properties {
        let resolved = property.expression.resolve(value, engine);
        out.extend(resolved.into_iter().map(|expression| Property { expression, ..property.clone() }));
    }
    out
}

fn wide_view_item(found: &Found, value: &Value, style: Style, options: &Options, engine: &mut Engine) -> PsStr {
    let Body::Wide(from) = &found.view.body else { return PsStr::default() };
    show(&Property::from(source(from, found, None)), value, style, options, engine)
}

fn wide_item(value: &Value, style: Style, options: &Options, engine: &mut Engine) -> PsStr {
    let property = if options.properties.is_empty() {
        match expression::display_name(value, engine) {
            Some(name) => Some(Expression::Name(name).into()),
            None => default_properties(value, engine).into_iter().next(),
        }
    } else {
        expand(value, &options.properties, engine).into_iter().next()
    };
    property.map_or_else(PsStr::default, |property| show(&property, value, style, options, engine))
}
