//! A formatted document to lines: blank lines around it, labels of groups, headers, rows.
//!
//! A table whose columns have no widths waits for the first rows (0.3 seconds of them, as PowerShell does) and is as wide as those.

use super::complex;
use super::fields;
use super::lines::Lines;
use super::packet::{Alignment, ColumnHeader, Entry, EntryBody, Header, HeaderShape, Packet, Piece, StreamKind};
use super::table::{TableLayout, items_per_row};
use super::width::cells;
use crate::engine::{Engine, Run};
use crate::value::{ErrorCategory, ErrorRecord, PsStr};
use std::rc::Rc;

/// The width of text and files where nobody says how wide: enough for anything a table holds.
pub const UNLIMITED: usize = 1 << 20;
/// What columns without a width of their own share there.
const SHARED: usize = 120;
/// How long rows are held back, in ticks.
const PATIENCE: i64 = 3_000_000;
/// And how many, where no clock runs.
const MOST_HELD: usize = 10_000;

/// What is open at the moment.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Closed,
    Document,
    Group,
}

/// Draws documents on a screen of some width.
pub struct Painter {
    width: usize,
    state: State,
    header: Option<Rc<Header>>,
    held: Option<Held>,
    group: Option<GroupLayout>,
    groups: usize,
    line: String,
}

/// Rows held back until their widths are known.
struct Held {
    packets: Vec<Packet>,
    since: i64,
}

/// The layout of the open group.
enum GroupLayout {
    Table(Option<TableLayout>),
    List,
    Wide { layout: Option<TableLayout>, per_row: usize, row: Vec<PsStr> },
    Custom,
}

impl Painter {
    pub fn new(width: usize) -> Painter {
        Painter { width, state: State::Closed, header: None, held: None, group: None, groups: 0, line: String::new() }
    }

    /// Take a document's next step.
    pub fn packet(&mut self, engine: &mut Engine, packet: Packet, lines: &mut dyn Lines) -> Run {
        self.check(&packet)?;
        match packet {
            Packet::FormatStart(header) => {
                if self.state == State::Group {
                    self.close(engine, lines)?;
                }
                self.state = State::Document;
                self.header = Some(header);
                self.groups = 0;
                lines.line(engine, "", StreamKind::Output)
            }
            Packet::GroupStart(_) if self.waits() => {
                self.state = State::Group;
                self.held = Some(Held { packets: vec![packet], since: engine.host.now() });
                Ok(())
            }
            packet => {
                match &packet {
                    Packet::GroupStart(_) => self.state = State::Group,
                    Packet::GroupEnd => self.state = State::Document,
                    Packet::FormatEnd => self.state = State::Closed,
                    _ => {}
                }
                let Some(held) = &mut self.held else { return self.draw(engine, &packet, lines) };
                let last = matches!(packet, Packet::GroupEnd | Packet::FormatEnd);
                held.packets.push(packet);
                if last || (held.packets.len() > MOST_HELD && !self.autosize()) || self.waited(engine) { self.release(engine, lines) } else { Ok(()) }
            }
        }
    }

    /// Draw what is held back and close what was left open.
    pub fn close(&mut self, engine: &mut Engine, lines: &mut dyn Lines) -> Run {
        if self.state == State::Group {
            self.packet(engine, Packet::GroupEnd, lines)?;
        }
        if self.state == State::Document {
            self.packet(engine, Packet::FormatEnd, lines)?;
        }
        Ok(())
    }

    fn autosize(&self) -> bool {
        self.header.as_ref().is_some_and(|h| h.autosize)
    }

    fn shared_width(&self) -> usize {
        if self.width == UNLIMITED { SHARED } else { self.width }
    }

    /// Whether the group's rows are needed before its first line.
    fn waits(&self) -> bool {
        let Some(header) = &self.header else { return false };
        header.autosize || matches!(&header.shape, HeaderShape::Table { columns, .. } if columns.first().is_some_and(|c| c.width == 0))
    }

    fn waited(&self, engine: &Engine) -> bool {
        let Some(held) = &self.held else { return false };
        !self.autosize() && engine.host.now() - held.since > PATIENCE
    }

    /// A step in its place: the user's `Format-` output may have been cut or mixed.
    fn check(&self, packet: &Packet) -> Run {
        let (name, fits) = match packet {
            Packet::FormatStart(_) => return Ok(()),
            Packet::GroupStart(_) => ("GroupStartData", self.state == State::Document),
            Packet::Entry(entry) => ("FormatEntryData", entry.out_of_band || self.state == State::Group),
            Packet::GroupEnd => ("GroupEndData", self.state == State::Group),
            Packet::FormatEnd => ("FormatEndData", self.state == State::Document),
        };
        if fits {
            return Ok(());
        }
        let message = format!(
            "The object of type \"Microsoft.PowerShell.Commands.Internal.Format.{name}\" is not valid or not in the correct sequence. This is likely caused by a user-specified \"format-*\" command which is conflicting with the default formatting."
        );
        Err(ErrorRecord::raise("System.InvalidOperationException", message, "ConsoleLineOutputOutOfSequencePacket", ErrorCategory::InvalidData).into())
    }

    fn release(&mut self, engine: &mut Engine, lines: &mut dyn Lines) -> Run {
        let Some(held) = self.held.take() else { return Ok(()) };
        self.group = self.layout(Some(&held.packets));
        held.packets.iter().try_for_each(|packet| self.draw(engine, packet, lines))
    }

    /// The layout of a group; by its content, where it was held back.
    fn layout(&self, held: Option<&[Packet]>) -> Option<GroupLayout> {
        Some(match &self.header.as_ref()?.shape {
            HeaderShape::List => GroupLayout::List,
            HeaderShape::Custom => GroupLayout::Custom,
            HeaderShape::Table { columns, .. } => {
                let widths = match held {
                    Some(packets) => content_widths(columns, packets),
                    None => columns.iter().map(|c| c.width).collect(),
                };
                // A last column on the left takes what it needs; others would be padded to the end of the screen.
                let last = columns.len().saturating_sub(1);
                let open = widths
                    .iter()
                    .zip(columns)
                    .enumerate()
                    .any(|(k, (w, c))| *w == 0 && (k != last || matches!(c.alignment, Alignment::Right | Alignment::Center)));
                let screen = if open { self.shared_width() } else { self.width };
                GroupLayout::Table(TableLayout::fit(widths.into_iter().zip(columns.iter().map(|c| c.alignment)), screen))
            }
            HeaderShape::Wide { columns } => {
                let widest = held.filter(|_| *columns == 0).map_or(0, widest_item);
                let per_row = match (widest, *columns) {
                    (0, 0) => 2,
                    (0, columns) => columns,
                    (widest, _) => items_per_row(widest, self.shared_width()),
                };
                let layout = TableLayout::fit(std::iter::repeat_n((0, Alignment::Left), per_row), self.shared_width());
                GroupLayout::Wide { layout, per_row, row: Vec::new() }
            }
        })
    }

    fn draw(&mut self, engine: &mut Engine, packet: &Packet, lines: &mut dyn Lines) -> Run {
        match packet {
            Packet::FormatStart(_) => Ok(()),
            Packet::GroupStart(label) => self.start_group(engine, label.as_deref(), lines),
            Packet::Entry(entry) if entry.out_of_band => self.apart(engine, entry, lines),
            Packet::Entry(entry) => self.entry(engine, entry, lines),
            Packet::GroupEnd => {
                self.flush_wide(engine, lines)?;
                self.group = None;
                Ok(())
            }
            Packet::FormatEnd => {
                let list = self.header.take().is_some_and(|h| matches!(h.shape, HeaderShape::List));
                if list { Ok(()) } else { lines.line(engine, "", StreamKind::Output) }
            }
        }
    }

    fn start_group(&mut self, engine: &mut Engine, label: Option<&[Piece]>, lines: &mut dyn Lines) -> Run {
        if self.group.is_none() {
            self.group = self.layout(None);
        }
        if self.groups > 0 {
            lines.line(engine, "", StreamKind::Output)?;
        }
        self.groups += 1;
        if let Some(pieces) = label {
            self.complex(engine, pieces, self.width, StreamKind::Output, lines)?;
            lines.line(engine, "", StreamKind::Output)?;
        }
        let (Some(GroupLayout::Table(Some(layout))), Some(header)) = (&self.group, &self.header) else { return Ok(()) };
        let HeaderShape::Table { columns, hide: false } = &header.shape else { return Ok(()) };
        let labels: Vec<PsStr> = columns.iter().map(|c| c.label.clone()).collect();
        let mut out = Vec::new();
        layout.header(&labels, &mut out);
        let accent = engine.host.color();
        out.iter().try_for_each(|line| lines.line(engine, &if accent { format!("\x1b[32;1m{line}\x1b[0m") } else { line.clone() }, StreamKind::Output))
    }

    fn entry(&mut self, engine: &mut Engine, entry: &Entry, lines: &mut dyn Lines) -> Run {
        match (&entry.body, &mut self.group) {
            (EntryBody::Row { cells, wrap }, Some(GroupLayout::Table(Some(layout)))) => {
                if *wrap {
                    let mut out = Vec::new();
                    layout.wrapped_row(cells, &mut out);
                    return out.iter().try_for_each(|line| lines.line(engine, line, entry.stream));
                }
                self.line.clear();
                layout.row(cells, &mut self.line);
                lines.line(engine, &self.line, entry.stream)
            }
            (EntryBody::List(list), _) => {
                self.list(engine, list, entry.stream, lines)?;
                lines.line(engine, "", entry.stream)
            }
            (EntryBody::Wide(text), Some(GroupLayout::Wide { per_row, row, .. })) => {
                row.push(text.clone());
                if row.len() == *per_row { self.flush_wide(engine, lines) } else { Ok(()) }
            }
            (EntryBody::Complex(pieces), _) => self.complex(engine, pieces, self.width, entry.stream, lines),
            (EntryBody::Raw(text), _) => lines.line(engine, text, entry.stream),
            _ => Ok(()),
        }
    }

    /// What stands between the entries.
    fn apart(&mut self, engine: &mut Engine, entry: &Entry, lines: &mut dyn Lines) -> Run {
        match &entry.body {
            EntryBody::Raw(text) => lines.line(engine, text, entry.stream),
            EntryBody::List(list) if !list.is_empty() => {
                lines.line(engine, "", entry.stream)?;
                self.list(engine, list, entry.stream, lines)?;
                lines.line(engine, "", entry.stream)
            }
            EntryBody::Complex(pieces) => self.complex(engine, pieces, usize::MAX, entry.stream, lines),
            _ => Ok(()),
        }
    }

    fn list(&self, engine: &mut Engine, list: &[(PsStr, PsStr)], stream: StreamKind, lines: &mut dyn Lines) -> Run {
        let accent = engine.host.color();
        let mut out = Vec::new();
        fields::draw(list, self.width, accent, &mut out);
        out.iter().try_for_each(|line| lines.line(engine, line, stream))
    }

    fn complex(&self, engine: &mut Engine, pieces: &[Piece], width: usize, stream: StreamKind, lines: &mut dyn Lines) -> Run {
        let mut out = Vec::new();
        complex::draw(pieces, width, &mut out);
        out.iter().try_for_each(|line| lines.line(engine, line, stream))
    }

    fn flush_wide(&mut self, engine: &mut Engine, lines: &mut dyn Lines) -> Run {
        let Some(GroupLayout::Wide { layout: Some(layout), row, .. }) = &mut self.group else { return Ok(()) };
        if row.is_empty() {
            return Ok(());
        }
        self.line.clear();
        layout.row(row, &mut self.line);
        row.clear();
        lines.line(engine, &self.line, StreamKind::Output)
    }
}

/// The widest of a column's label and cells.
fn content_widths(columns: &[ColumnHeader], packets: &[Packet]) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(|c| cells(&c.label)).collect();
    for packet in packets {
        if let Packet::Entry(entry) = packet
            && let EntryBody::Row { cells: row, .. } = &entry.body
        {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cells(cell));
            }
        }
    }
    widths
}

fn widest_item(packets: &[Packet]) -> usize {
    let width = |packet: &Packet| match packet {
        Packet::Entry(entry) => match &entry.body {
            EntryBody::Wide(text) => cells(text),
            _ => 0,
        },
        _ => 0,
    };
    packets.iter().map(width).max().unwrap_or(0)
}
