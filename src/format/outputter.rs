//! What every `Out-` cmdlet does: format what is not formatted yet, and draw it.

use super::formatter::Formatter;
use super::lines::Lines;
use super::packet::{FormatData, Packet, PacketSink};
use super::painter::Painter;
use crate::engine::{Engine, Run};
use crate::value::Value;

pub struct Outputter {
    formatter: Formatter,
    painter: Painter,
}

/// Steps of a document to the painter.
struct ToPainter<'a> {
    painter: &'a mut Painter,
    lines: &'a mut dyn Lines,
}

impl PacketSink for ToPainter<'_> {
    fn packet(&mut self, engine: &mut Engine, packet: Packet) -> Run {
        self.painter.packet(engine, packet, self.lines)
    }
}

impl Outputter {
    /// For a screen of this many columns.
    pub fn new(width: usize) -> Outputter {
        Outputter { formatter: Formatter::default(), painter: Painter::new(width) }
    }

    pub fn object(&mut self, engine: &mut Engine, value: &Value, lines: &mut dyn Lines) -> Run {
        let mut sink = ToPainter { painter: &mut self.painter, lines };
        if let Some(data) = value.downcast::<FormatData>() {
            // A document of the user's own ends what the default formatting has open.
            if matches!(data.0, Packet::FormatStart(_)) {
                self.formatter.finish(engine, &mut sink)?;
            }
            return sink.packet(engine, data.0.clone());
        }
        self.formatter.process(engine, value, &mut sink)
    }

    pub fn finish(&mut self, engine: &mut Engine, lines: &mut dyn Lines) -> Run {
        self.formatter.finish(engine, &mut ToPainter { painter: &mut self.painter, lines })?;
        self.painter.close(engine, lines)
    }
}
