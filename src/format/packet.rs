//! What a `Format-` cmdlet writes and an `Out-` cmdlet reads: a document of groups of entries, ready to be laid out.

use crate::engine::{Engine, Run};
use crate::value::{Object, PsStr, Runtime, TypeRef, Value, known, named_type};
use std::rc::Rc;

/// One step of a formatted document, in the order start, (group start, entries, group end)*, end.
#[derive(Clone)]
pub enum Packet {
    FormatStart(Rc<Header>),
    /// The group's label, if groups have one.
    GroupStart(Option<Rc<[Piece]>>),
    Entry(Rc<Entry>),
    GroupEnd,
    FormatEnd,
}

/// What all entries of a document share.
pub struct Header {
    pub shape: HeaderShape,
    /// Widths by content: the whole group is read before its first line is written.
    pub autosize: bool,
}

pub enum HeaderShape {
    Table {
        columns: Vec<ColumnHeader>,
        hide: bool,
    },
    List,
    /// How many columns; 0: by content.
    Wide {
        columns: usize,
    },
    Custom,
}

pub struct ColumnHeader {
    pub label: PsStr,
    /// 0: what is left.
    pub width: usize,
    pub alignment: Alignment,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize)]
pub enum Alignment {
    #[default]
    Undefined,
    Left,
    Center,
    Right,
}

/// Which of the host's streams an entry belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StreamKind {
    #[default]
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
}

pub struct Entry {
    /// Stands between the rows of whatever document is open: scalars, errors, objects of another type.
    pub out_of_band: bool,
    pub stream: StreamKind,
    pub body: EntryBody,
}

pub enum EntryBody {
    Row { cells: Vec<PsStr>, wrap: bool },
    List(Vec<(PsStr, PsStr)>),
    Wide(PsStr),
    Complex(Vec<Piece>),
    Raw(PsStr),
}

/// Running text with indented frames: custom views and group labels.
#[derive(Clone)]
pub enum Piece {
    Text(PsStr),
    NewLine,
    Frame(Vec<Piece>),
}

impl Piece {
    pub fn text(text: impl Into<PsStr>) -> Piece {
        Piece::Text(text.into())
    }
}

/// Takes a document's steps.
pub trait PacketSink {
    fn packet(&mut self, engine: &mut Engine, packet: Packet) -> Run;
}

/// A step as an object in the pipeline: `Microsoft.PowerShell.Commands.Internal.Format.FormatStartData` and its kin.
pub struct FormatData(pub Packet);

impl FormatData {
    fn type_name(&self) -> &'static str {
        match self.0 {
            Packet::FormatStart(_) => "Microsoft.PowerShell.Commands.Internal.Format.FormatStartData",
            Packet::GroupStart(_) => "Microsoft.PowerShell.Commands.Internal.Format.GroupStartData",
            Packet::Entry(_) => "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData",
            Packet::GroupEnd => "Microsoft.PowerShell.Commands.Internal.Format.GroupEndData",
            Packet::FormatEnd => "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData",
        }
    }
}

impl Object for FormatData {
    fn type_ref(&self) -> TypeRef {
        named_type(self.type_name(), known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<crate::value::Res<Value>> {
        name.eq_ignore_ascii_case("ClassId2e4f51ef21dd47e99d3c952918aff9cd").then(|| Ok(Value::str(self.class_id())))
    }

    fn property_names(&self) -> Vec<PsStr> {
        vec!["ClassId2e4f51ef21dd47e99d3c952918aff9cd".into()]
    }
}

impl FormatData {
    fn class_id(&self) -> &'static str {
        match self.0 {
            Packet::FormatStart(_) => "033ecb2bc07a4d43b5ef94ed5a35d280",
            Packet::GroupStart(_) => "9e210fe47d09416682b841769c78b8a3",
            Packet::Entry(_) => "27c87ef9bbda4f709f6b4002fa4af63c",
            Packet::GroupEnd => "4ec4f0187cb04f4cb6973460dfe252df",
            Packet::FormatEnd => "cf522b78d86c486691226b40aa69e95c",
        }
    }
}
