//! Objects to a formatted document: chooses a layout by the first object and turns every object into an entry.
//!
//! Scalars, errors and objects that the chosen view does not fit stand between the entries, as PowerShell shows them.

use super::computed;
use super::defaults;
use super::expression::Expression;
use super::generator::{Document, list_fields};
use super::packet::{Entry, EntryBody, FormatData, Packet, PacketSink, Piece, StreamKind};
use super::parameters::{Expand, Options};
use super::streams;
use super::text::{self, Style, items};
use super::view::{self, Found, Group, Shape};
use crate::engine::{Engine, Run};
use crate::value::{PsStr, Value, compare, members, text as value_text};
use std::rc::Rc;

/// A `Format-` cmdlet at work, or the formatting of default output.
#[derive(Default)]
pub struct Formatter {
    options: Options,
    document: Option<Document>,
    in_group: bool,
    grouping: Grouping,
}

/// The property at which a new group starts, and its value in the current group.
#[derive(Default)]
struct Grouping {
    expression: Option<Expression>,
    label: Option<PsStr>,
    /// The type whose view asked for the groups.
    of_view: Option<PsStr>,
    current: Option<Value>,
    resolved: PsStr,
}

impl Formatter {
    pub fn new(options: Options) -> Self {
        Formatter { options, ..Default::default() }
    }

    /// Take what came down the pipeline; what PowerShell enumerates is taken item by item.
    pub fn process(&mut self, engine: &mut Engine, value: &Value, sink: &mut dyn PacketSink) -> Run {
        if value.is_null() {
            return Ok(());
        }
        match items(value) {
            Some(_) if self.options.expand == Expand::CoreOnly => self.object(engine, value, sink),
            Some(items) => {
                if self.options.expand == Expand::Both {
                    self.object(engine, value, sink)?;
                }
                items.iter().filter(|item| !item.is_null()).try_for_each(|item| self.object(engine, item, sink))
            }
            None => self.object(engine, value, sink),
        }
    }

    /// Close what is open.
    pub fn finish(&mut self, engine: &mut Engine, sink: &mut dyn PacketSink) -> Run {
        if std::mem::take(&mut self.in_group) {
            sink.packet(engine, Packet::GroupEnd)?;
        }
        if self.document.take().is_some() {
            sink.packet(engine, Packet::FormatEnd)?;
        }
        self.grouping = Grouping::default();
        Ok(())
    }

    fn object(&mut self, engine: &mut Engine, value: &Value, sink: &mut dyn PacketSink) -> Run {
        if let Some(data) = value.downcast::<FormatData>() {
            return sink.packet(engine, data.0.clone());
        }
        if !self.options.force
            && let Some(entry) = out_of_band(value, engine)
        {
            return sink.packet(engine, Packet::Entry(Rc::new(entry)));
        }
        if self.document.is_none() {
            self.start(engine, value, sink)?;
        }
        if !self.options.force && !self.fits(value) {
            return match other_object(value, engine) {
                Some(entry) => sink.packet(engine, Packet::Entry(Rc::new(entry))),
                None => self.entry(engine, value, sink),
            };
        }
        if self.grouping.enters(value, engine) || !self.in_group {
            if self.in_group {
                sink.packet(engine, Packet::GroupEnd)?;
            }
            self.in_group = true;
            let label = self.grouping.label(value, engine);
            sink.packet(engine, Packet::GroupStart(label))?;
        }
        self.entry(engine, value, sink)
    }

    fn entry(&mut self, engine: &mut Engine, value: &Value, sink: &mut dyn PacketSink) -> Run {
        let Some(document) = &mut self.document else { return Ok(()) };
        let body = document.entry(value, &self.options, engine);
        sink.packet(engine, Packet::Entry(Rc::new(Entry { out_of_band: false, stream: StreamKind::Output, body })))
    }

    fn start(&mut self, engine: &mut Engine, value: &Value, sink: &mut dyn PacketSink) -> Run {
        let found = self.choose_view(value)?;
        self.grouping = Grouping::new(&self.options, found.as_ref());
        let style = Style::current(engine, false);
        let document = Document::new(value, found, &self.options, style, engine);
        let header = Rc::new(document.header(value, &self.options, engine));
        self.document = Some(document);
        sink.packet(engine, Packet::FormatStart(header))
    }

    /// The view for the first object; properties given by the user come before any.
    fn choose_view(&self, value: &Value) -> Run<Option<Found>> {
        let name = self.options.view.as_deref();
        if !self.options.properties.is_empty() || (name.is_none() && defaults::is_plain(value)) {
            return Ok(None);
        }
        let found = view::find(&members::type_names(value), self.options.shape, name);
        match (name, &found) {
            (Some(name), None) => Err(unknown_view(name).into()),
            _ => Ok(found),
        }
    }

    /// Whether the view of the document is meant for objects of this type.
    fn fits(&self, value: &Value) -> bool {
        let Some(Document { view: Some(found), .. }) = &self.document else { return true };
        members::type_names(value).iter().any(|name| name.eq_ignore_ascii_case(&found.type_name))
    }
}

fn unknown_view(name: &str) -> crate::value::Raise {
    crate::value::ErrorRecord::raise(
        "System.Management.Automation.PipelineStoppedException",
        format!("The view name {name} cannot be found."),
        "FormatViewNotFound",
        crate::value::ErrorCategory::ObjectNotFound,
    )
}

impl Grouping {
    fn new(options: &Options, found: Option<&Found>) -> Grouping {
        if let Some(group) = &options.group_by {
            return Grouping { expression: Some(group.expression.clone()), label: group.label.clone(), ..Default::default() };
        }
        let Some(found) = found else { return Grouping::default() };
        let expression = match &found.view.group_by {
            Group::None => return Grouping::default(),
            Group::Property(name) => Expression::Name(name.as_str().into()),
            Group::Script => match computed::group(&found.type_name, &found.view.name) {
                Some(computed) => Expression::Computed(computed),
                None => return Grouping::default(),
            },
        };
        Grouping { expression: Some(expression), of_view: Some(found.type_name.clone()), ..Default::default() }
    }

    /// Whether this object's value differs from the group's, which it then becomes. An object without the property stays in.
    fn enters(&mut self, value: &Value, engine: &mut Engine) -> bool {
        let Some(resolved) = self.expression.as_ref().and_then(|e| e.resolve(value, engine).into_iter().next()) else { return false };
        let Ok(Some(key)) = resolved.value(value, engine) else { return false };
        let same = |old: &Value, engine: &mut Engine| compare::equals(&key, old, true, engine) || compare::equals(old, &key, true, engine);
        let changed = !self.current.as_ref().is_some_and(|old| same(old, engine));
        if changed {
            self.resolved = resolved.text();
        }
        self.current = Some(key);
        changed
    }

    fn label(&self, value: &Value, engine: &mut Engine) -> Option<Rc<[Piece]>> {
        let style = Style::current(engine, false);
        let current = text::cell(self.current.as_ref()?, style, engine);
        if let Some(type_name) = &self.of_view
            && let Some(pieces) = computed::group_label(type_name, &current, value, engine)
        {
            return Some(pieces.into());
        }
        let label = self.label.as_ref().unwrap_or(&self.resolved);
        Some([Piece::text(format!("   {label}: ")), Piece::Text(current)].into())
    }
}

/// What stands by itself whatever is shown around it: scalars, records of the streams, script blocks, objects without properties.
fn out_of_band(value: &Value, engine: &mut Engine) -> Option<Entry> {
    if let Some(entry) = streams::record(value, engine) {
        return Some(entry);
    }
    let scalar = match value.base() {
        Value::ScriptBlock(block) => return Some(raw(block.text.clone())),
        base => is_scalar(base) || !has_properties(value, engine),
    };
    scalar.then(|| raw(value_text::display(value, engine)))
}

fn raw(text: PsStr) -> Entry {
    Entry { out_of_band: true, stream: StreamKind::Output, body: EntryBody::Raw(text) }
}

/// An object of another type than the document's view: as a list of its properties.
fn other_object(value: &Value, engine: &mut Engine) -> Option<Entry> {
    let fields = list_fields(value, &[], Style::current(engine, false), engine);
    (!fields.is_empty()).then_some(Entry { out_of_band: true, stream: StreamKind::Output, body: EntryBody::List(fields) })
}

/// The types PowerShell always shows by their text; a column of them is aligned to the right.
pub fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Bool(_) | Value::Char(_) | Value::String(_) | Value::Enum(..) => true,
        Value::SByte(_) | Value::Byte(_) | Value::Int16(_) | Value::UInt16(_) | Value::Int32(_) | Value::UInt32(_) => true,
        Value::Int64(_) | Value::UInt64(_) | Value::Single(_) | Value::Double(_) | Value::Decimal(_) | Value::BigInteger(_) => true,
        Value::Object(object) => matches!(object.type_ref().full_name, "System.Security.SecureString" | "System.IntPtr"),
        _ => false,
    }
}

fn has_properties(value: &Value, engine: &mut Engine) -> bool {
    match value {
        Value::PsObject(object) if object.base.is_none() => !object.members.borrow().is_empty(),
        _ => !members::property_names(value, engine).is_empty(),
    }
}

/// The generator for a shape, where no view says more.
pub fn shape_by_properties(value: &Value, engine: &mut Engine) -> Shape {
    let set = defaults::property_set(value);
    let count = if set.is_empty() { defaults::all_properties(value, engine).len() } else { set.len() };
    if count <= 4 { Shape::Table } else { Shape::List }
}
