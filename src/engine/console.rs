//! What nobody takes: the end of the pipeline. `Out-Default`, where the composition root registered one, or plain text lines.

use super::pipeline::Running;
use super::{Command, Engine, Run, Sink};
use crate::value::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// The sink at the end of everything.
pub struct ConsoleSink;

impl Sink for ConsoleSink {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Run {
        engine.console_push(value)
    }
}

impl Engine {
    /// The command that objects nobody takes go to (`Out-Default`).
    pub fn set_default_output(&mut self, command: Rc<dyn Command>) {
        self.default_output = Some(command);
    }

    /// Start a run whose output goes to the console.
    pub(super) fn open_console(&mut self) -> Run {
        let Some(command) = self.default_output.clone() else { return Ok(()) };
        let mut running = Running::bare(self, command);
        running.begin(self, &mut super::Discard)?;
        self.console = Some(Rc::new(RefCell::new(running)));
        Ok(())
    }

    /// End it: what was held back is written.
    pub(super) fn close_console(&mut self) -> Run {
        let Some(console) = self.console.take() else { return Ok(()) };
        let Ok(mut running) = console.try_borrow_mut() else { return Ok(()) };
        running.end(self, &mut super::Discard)
    }

    /// Write what the console holds back, before something else is written past it.
    pub fn flush_console(&mut self) {}

    pub(super) fn console_push(&mut self, value: Value) -> Run {
        if let Some(console) = self.console.clone()
            && let Ok(mut running) = console.try_borrow_mut()
        {
            return running.push(self, value, &mut super::Discard);
        }
        if !value.is_null() {
            let text = self.to_text(&value);
            self.host.write(&format!("{text}\n"));
        }
        Ok(())
    }

    /// An error on its way to the console: `Out-Default` shows it, on standard error.
    pub(super) fn console_error(&mut self, record: Value) -> Run {
        if let Some(console) = self.console.clone()
            && let Ok(mut running) = console.try_borrow_mut()
        {
            return running.push(self, super::streams::error_stream_object(record), &mut super::Discard);
        }
        let text = self.to_text(&record);
        self.host.write_error(&format!("{text}\n"));
        Ok(())
    }
}
