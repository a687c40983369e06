//! The cmdlets: `Format-Table` and its kin write documents, `Out-Host` and its kin write lines.

use super::formatter::Formatter;
use super::lines::{HostLines, Lines, PipelineLines, TextLines};
use super::outputter::Outputter;
use super::packet::{FormatData, Packet, PacketSink};
use super::painter::UNLIMITED;
use super::parameters::Options;
use super::view::Shape;
use crate::engine::{Call, Engine, Run, Sink, Stage};
use crate::value::Value;

/// The object at hand: from the pipeline, or the argument of `-InputObject`.
pub fn input(call: &Call<'_>) -> Option<Value> {
    call.input.cloned().or_else(|| call.arg("InputObject").cloned())
}

/// `Format-Table`, `Format-List`, `Format-Wide`, `Format-Custom`.
pub struct Format {
    shape: Shape,
    formatter: Formatter,
}

impl Format {
    pub fn new(shape: Shape) -> Format {
        Format { shape, formatter: Formatter::default() }
    }
}

/// Steps of a document as objects in the pipeline.
struct ToPipeline<'a>(&'a mut dyn Sink);

impl PacketSink for ToPipeline<'_> {
    fn packet(&mut self, engine: &mut Engine, packet: Packet) -> Run {
        self.0.push(engine, Value::object(FormatData(packet)))
    }
}

impl Stage for Format {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        match Options::read(self.shape, call) {
            Ok(options) => {
                self.formatter = Formatter::new(options);
                Ok(())
            }
            Err(raise) => {
                call.engine.adopt_error(&raise, call.info, call.command);
                Err(raise.into())
            }
        }
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        match input(call) {
            Some(value) => self.formatter.process(call.engine, &value, &mut ToPipeline(call.out)),
            None => Ok(()),
        }
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        self.formatter.finish(call.engine, &mut ToPipeline(call.out))
    }
}

/// `Out-Host`, and `Out-Default`, which is also where a pipeline's output goes by default.
#[derive(Default)]
pub struct OutHost(Option<Outputter>);

impl OutHost {
    fn outputter(&mut self, engine: &Engine) -> &mut Outputter {
        self.0.get_or_insert_with(|| Outputter::new(engine.host.width().saturating_sub(1)))
    }
}

impl Stage for OutHost {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(value) = input(call) else { return Ok(()) };
        self.outputter(call.engine).object(call.engine, &value, &mut HostLines)
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        match self.0.take() {
            Some(mut outputter) => outputter.finish(call.engine, &mut HostLines),
            None => Ok(()),
        }
    }

    fn clean(&mut self, call: &mut Call<'_>) -> Run {
        self.end(call)
    }
}

/// `Out-String`.
#[derive(Default)]
pub struct OutString {
    outputter: Option<Outputter>,
    text: String,
    stream: bool,
    separator: &'static str,
}

impl OutString {
    fn with(&mut self, call: &mut Call<'_>, act: impl FnOnce(&mut Outputter, &mut Engine, &mut dyn Lines) -> Run) -> Run {
        let Some(outputter) = &mut self.outputter else { return Ok(()) };
        if self.stream {
            act(outputter, call.engine, &mut PipelineLines(call.out))
        } else {
            act(outputter, call.engine, &mut TextLines { text: &mut self.text, separator: self.separator })
        }
    }
}

/// `-Width`, if it was given.
pub fn width(call: &Call<'_>) -> Option<usize> {
    match call.arg("Width") {
        Some(Value::Int32(width)) => usize::try_from(*width).ok(),
        _ => None,
    }
}

impl Stage for OutString {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        self.outputter = Some(Outputter::new(width(call).unwrap_or(UNLIMITED)));
        self.stream = call.switch("Stream");
        self.separator = if call.switch("NoNewline") { "" } else { "\n" };
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(value) = input(call) else { return Ok(()) };
        self.with(call, |outputter, engine, lines| outputter.object(engine, &value, lines))
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        self.with(call, |outputter, engine, lines| outputter.finish(engine, lines))?;
        if self.stream {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        call.write(text)
    }
}

/// `Out-Null`.
pub struct OutNull;

impl Stage for OutNull {}
