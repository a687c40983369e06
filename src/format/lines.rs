//! Where the lines of a formatted document go: the host, a text, a file's bytes, or the pipeline.

use super::packet::StreamKind;
use super::width::strip_escapes;
use crate::engine::{Engine, Run, Sink};
use crate::value::Value;

/// Takes finished lines, without their line ends.
pub trait Lines {
    fn line(&mut self, engine: &mut Engine, text: &str, stream: StreamKind) -> Run;
}

/// The host's console; without colours where it has none.
pub struct HostLines;

impl Lines for HostLines {
    fn line(&mut self, engine: &mut Engine, text: &str, stream: StreamKind) -> Run {
        let mut line = if text.contains('\x1b') && !engine.host.color() { strip_escapes(text) } else { text.to_owned() };
        line.push('\n');
        match stream {
            StreamKind::Error => engine.host.write_error(&line),
            _ => engine.host.write(&line),
        }
        Ok(())
    }
}

/// One text; `separator` after every line.
pub struct TextLines<'a> {
    pub text: &'a mut String,
    pub separator: &'static str,
}

impl Lines for TextLines<'_> {
    fn line(&mut self, _: &mut Engine, text: &str, _: StreamKind) -> Run {
        self.text.push_str(text);
        self.text.push_str(self.separator);
        Ok(())
    }
}

/// Every line an object in the pipeline: `Out-String -Stream`.
pub struct PipelineLines<'a>(pub &'a mut dyn Sink);

impl Lines for PipelineLines<'_> {
    fn line(&mut self, engine: &mut Engine, text: &str, _: StreamKind) -> Run {
        self.0.push(engine, Value::str(text))
    }
}
