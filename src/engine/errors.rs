//! Errors of a running script: where they came up, what the preference says of them, and the list in `$Error`.

use super::streams::Target;
use super::{Command, CommandKind, Engine, Interrupt, Run, binder::ActionPreference};
use crate::syntax::Source;
use crate::syntax::ast::Span;
use crate::value::{ErrorCategory, ErrorRecord, Exception, InvocationInfo, Position, PsStr, Raise, Value};
use std::rc::Rc;

/// `$Error` keeps this many records.
const KEPT: usize = 256;

/// A span of a text as a position.
pub fn position(source: &Source, span: Span) -> Rc<Position> {
    let (start, end) = (source.place(span.start), source.place(span.end));
    Rc::new(Position {
        file: source.file.clone(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        offset: start.offset,
        end_offset: end.offset,
        line_text: Rc::from(source.line(start.line)),
        text: Rc::from(span.text(&source.text)),
    })
}

impl Engine {
    /// Give an error the place of the running statement, if it has none yet.
    pub(super) fn locate(&mut self, raise: &Raise) {
        if raise.invocation.borrow().is_none() {
            let position = Some(position(&self.source, self.position));
            let info = InvocationInfo { position, ..InvocationInfo::default() };
            *raise.invocation.borrow_mut() = Some(Rc::new(info));
        }
        if raise.script_stack.borrow().is_empty() {
            *raise.script_stack.borrow_mut() = self.script_stack();
        }
    }

    /// `at <function>, <file>: line <number>` for each running call, innermost first.
    pub fn script_stack(&self) -> PsStr {
        let mut lines = Vec::new();
        let mut place = (&self.source, self.position);
        for frame in self.frames.iter().rev() {
            let is_function = !matches!(frame.kind, super::CommandKind::Script | super::CommandKind::ExternalScript);
            lines.push(stack_line(if is_function { &frame.name } else { "" }, place));
            place = (&frame.source, frame.position);
        }
        // Below the outermost call stands the host, which is no line of a script.
        if !place.0.text.is_empty() {
            lines.push(stack_line("", place));
        }
        PsStr::from(lines.join("\n"))
    }

    /// What follows a statement that failed: on to the next, or out.
    pub(super) fn after_failure(&mut self, interrupt: Interrupt) -> Run {
        let Interrupt::Error(raise) = interrupt else { return Err(interrupt) };
        self.last_ok = false;
        if self.handlers > 0 {
            return Err(Interrupt::Error(raise));
        }
        let action = self.error_preference();
        if raise.halting.get() {
            return Err(Interrupt::Error(raise));
        }
        if raise.thrown.get() && !matches!(action, ActionPreference::SilentlyContinue | ActionPreference::Ignore) {
            return Err(Interrupt::Error(raise));
        }
        match action {
            ActionPreference::Ignore => Ok(()),
            ActionPreference::SilentlyContinue => {
                self.log_error(&raise);
                Ok(())
            }
            ActionPreference::Stop => Err(Interrupt::Error(raise)),
            _ => {
                self.log_error(&raise);
                self.show_error(&raise)
            }
        }
    }

    /// `$ErrorActionPreference`, as it stands here.
    pub(super) fn error_preference(&mut self) -> ActionPreference {
        let symbol = self.names.error_preference;
        self.action(symbol, ActionPreference::Continue)
    }

    /// Put a record in front of `$Error`, once.
    pub fn log_error(&mut self, raise: &Raise) {
        for list in self.streams.error_lists.clone() {
            let known = list.items.borrow().iter().any(|v| v.downcast::<Raise>().is_some_and(|r| Rc::ptr_eq(r, raise)));
            if !known {
                list.items.borrow_mut().push(Value::object(raise.clone()));
            }
        }
        if raise.logged.replace(true) {
            return;
        }
        let mut items = self.errors.items.borrow_mut();
        items.insert(0, Value::object(raise.clone()));
        items.truncate(KEPT);
    }

    /// Send a record down the error stream.
    pub(super) fn show_error(&mut self, raise: &Raise) -> Run {
        let record = Value::object(raise.clone());
        match self.streams.error.clone() {
            Target::Console => self.console_error(record),
            target => self.send(&target, record),
        }
    }

    /// A non-terminating error of a command.
    pub fn write_error(&mut self, record: Raise, info: &Rc<InvocationInfo>, command: &Rc<dyn Command>) -> Run {
        self.adopt_error(&record, info, command);
        self.report_error(record)
    }

    /// What the error action says of a record that is complete.
    fn report_error(&mut self, record: Raise) -> Run {
        self.failed = true;
        let action = match self.common.error_action {
            Some(action) => action,
            None => self.error_preference(),
        };
        match action {
            ActionPreference::Ignore => Ok(()),
            ActionPreference::SilentlyContinue => {
                self.log_error(&record);
                Ok(())
            }
            ActionPreference::Stop => {
                record.halting.set(true);
                Err(Interrupt::Error(record))
            }
            _ => {
                self.log_error(&record);
                self.show_error(&record)
            }
        }
    }

    /// A non-terminating error in the name of the function or script that runs, as `Write-Error` writes it.
    pub fn write_error_of_caller(&mut self, record: Raise, command: &Rc<dyn Command>) -> Run {
        let caller = match self.frames.last() {
            Some(frame) if matches!(frame.kind, CommandKind::ExternalScript | CommandKind::Script) => {
                InvocationInfo { command: frame.name.clone(), command_type: "ExternalScript", ..InvocationInfo::default() }
            }
            Some(frame) => InvocationInfo {
                command: frame.name.clone(),
                command_type: "Function",
                invocation_name: frame.name.clone(),
                position: Some(position(&frame.source, frame.position)),
                bound: Vec::new(),
            },
            None => InvocationInfo::default(),
        };
        if record.class.borrow().is_none() && !caller.command.is_empty() {
            *record.class.borrow_mut() = Some(caller.command.clone());
        }
        if record.activity.borrow().is_none() {
            *record.activity.borrow_mut() = Some(command.name());
        }
        *record.invocation.borrow_mut() = Some(Rc::new(caller));
        *record.script_stack.borrow_mut() = self.script_stack();
        self.report_error(record)
    }

    /// Fill in what a record lacks: the command's class, the activity, the position, the stack.
    pub fn adopt_error(&mut self, record: &Raise, info: &Rc<InvocationInfo>, command: &Rc<dyn Command>) {
        if record.class.borrow().is_none() {
            let class = command.error_class();
            *record.class.borrow_mut() = (!class.is_empty()).then_some(class);
        }
        if record.activity.borrow().is_none() && !info.command.is_empty() {
            *record.activity.borrow_mut() = Some(info.command.clone());
        }
        if record.invocation.borrow().is_none() {
            *record.invocation.borrow_mut() = Some(info.clone());
        }
        if record.script_stack.borrow().is_empty() {
            *record.script_stack.borrow_mut() = self.script_stack();
        }
    }
}

fn stack_line(name: &str, (source, span): (&Rc<Source>, Span)) -> String {
    let name = if name.is_empty() { "<ScriptBlock>" } else { name };
    let file = source.file.as_deref().unwrap_or("<No file>");
    format!("at {name}, {file}: line {}", source.place(span.start).line)
}

/// The same error under another exception type, id and category, with its message in a frame of words.
fn reworded(raise: &Raise, type_name: &str, id: &str, category: ErrorCategory, message: String) -> Raise {
    let exception = Exception::named(type_name, message).with_inner(raise.exception.clone());
    Rc::new(ErrorRecord::new(exception, id, category, raise.target.clone()))
}

/// A value that a typed variable does not take.
pub fn metadata_conversion(raise: Raise) -> Raise {
    let message = raise.message().to_string();
    let id = raise.id.to_string();
    reworded(&raise, "System.Management.Automation.ArgumentTransformationMetadataException", &id, ErrorCategory::MetadataError, message)
}

/// A value that a parameter does not take, where no binder is at work.
pub fn argument_transformation(name: &str, raise: Raise) -> Raise {
    let message = format!("Cannot process argument transformation on parameter '{name}'. {}", raise.message());
    let ty = "System.Management.Automation.ParameterBindingArgumentTransformationException";
    reworded(&raise, ty, "ParameterArgumentTransformationError", ErrorCategory::InvalidData, message)
}
