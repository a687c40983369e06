//! The streams beside success: error, warning, verbose, debug, information; where each goes, and the preferences over them.

use super::binder::ActionPreference;
use super::pipeline::Running;
use super::symbol::Symbol;
use super::{Engine, Interrupt, Run, Sink};
use crate::value::{ErrorCategory, ErrorRecord, List, PsObject, PsStr, Record, Value, convert};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Objects of another stream on their way into the success stream.
pub type Queue = Rc<RefCell<VecDeque<Value>>>;

/// Where a stream goes.
#[derive(Clone, Default)]
pub enum Target {
    #[default]
    Console,
    Null,
    Queue(Queue),
    File(Rc<RefCell<FileOut>>),
}

/// The targets in force, and the lists of `-ErrorVariable` and its kin that fill up.
#[derive(Clone, Default)]
pub struct Streams {
    pub error: Target,
    pub warning: Target,
    pub verbose: Target,
    pub debug: Target,
    pub information: Target,
    /// Where `Write-Host` and the console's own output go when success itself is redirected.
    pub error_lists: Vec<Rc<List>>,
    pub warning_lists: Vec<Rc<List>>,
    pub information_lists: Vec<Rc<List>>,
}

impl Streams {
    pub fn target_mut(&mut self, stream: u8) -> Option<&mut Target> {
        Some(match stream {
            2 => &mut self.error,
            3 => &mut self.warning,
            4 => &mut self.verbose,
            5 => &mut self.debug,
            6 => &mut self.information,
            _ => return None,
        })
    }
}

/// An open file that a stream is written to, as `Out-File` writes it.
pub struct FileOut {
    pub running: Option<Running>,
    pub path: std::path::PathBuf,
}

impl Engine {
    /// An action preference variable's value.
    pub(super) fn action(&mut self, symbol: Symbol, default: ActionPreference) -> ActionPreference {
        match self.preference(symbol) {
            Some(Value::Enum(_, number)) => action_of_number(number).unwrap_or(default),
            Some(Value::Null | Value::Void) | None => default,
            Some(Value::Int32(number)) => action_of_number(i64::from(number)).unwrap_or(default),
            Some(value) => action_of_name(&self.to_text(&value)).unwrap_or(default),
        }
    }

    /// Send an object to where a redirected stream goes.
    pub(super) fn send(&mut self, target: &Target, value: Value) -> Run {
        match target {
            Target::Console => self.console_push(value),
            Target::Null => Ok(()),
            Target::Queue(queue) => {
                queue.borrow_mut().push_back(value);
                Ok(())
            }
            Target::File(file) => self.write_to_file(file, value),
        }
    }

    pub fn write_warning(&mut self, text: &str) -> Run {
        let action = match self.common.warning_action {
            Some(action) => action,
            None => self.action(self.names.warning_preference, ActionPreference::Continue),
        };
        let record = message_record("System.Management.Automation.WarningRecord", text);
        if action != ActionPreference::Ignore {
            for list in &self.streams.warning_lists {
                list.items.borrow_mut().push(record.clone());
            }
        }
        let target = self.streams.warning.clone();
        self.message(action, &target, "WARNING", text, record, "WarningPreference")
    }

    pub fn write_verbose(&mut self, text: &str) -> Run {
        let action = match self.common.verbose {
            Some(true) => ActionPreference::Continue,
            Some(false) => ActionPreference::SilentlyContinue,
            None => self.action(self.names.verbose_preference, ActionPreference::SilentlyContinue),
        };
        let target = self.streams.verbose.clone();
        self.message(action, &target, "VERBOSE", text, message_record("System.Management.Automation.VerboseRecord", text), "VerbosePreference")
    }

    pub fn write_debug(&mut self, text: &str) -> Run {
        let action = match self.common.debug {
            Some(true) => ActionPreference::Continue,
            Some(false) => ActionPreference::SilentlyContinue,
            None => self.action(self.names.debug_preference, ActionPreference::SilentlyContinue),
        };
        let target = self.streams.debug.clone();
        self.message(action, &target, "DEBUG", text, message_record("System.Management.Automation.DebugRecord", text), "DebugPreference")
    }

    fn message(&mut self, action: ActionPreference, target: &Target, label: &str, text: &str, record: Value, preference: &str) -> Run {
        match action {
            ActionPreference::SilentlyContinue | ActionPreference::Ignore => return Ok(()),
            ActionPreference::Stop => {
                self.show_message(target, label, text, record)?;
                let message =
                    format!("The running command stopped because the preference variable \"{preference}\" or common parameter is set to Stop: {text}");
                let raise = ErrorRecord::raise(
                    "System.Management.Automation.ActionPreferenceStopException",
                    message,
                    "ActionPreferenceStop",
                    ErrorCategory::OperationStopped,
                );
                raise.halting.set(true);
                return Err(Interrupt::Error(raise));
            }
            _ => {}
        }
        self.show_message(target, label, text, record)
    }

    fn show_message(&mut self, target: &Target, label: &str, text: &str, record: Value) -> Run {
        match target {
            Target::Console => {
                self.flush_console();
                self.host.write(&format!("{label}: {text}\n"));
                Ok(())
            }
            other => self.send(&other.clone(), record),
        }
    }

    /// The information stream. Records that `Write-Host` made are shown whatever the preference says.
    pub fn write_information(&mut self, record: Value) -> Run {
        let from_host = self.is_host_record(&record);
        let action = match self.common.information_action {
            Some(action) => action,
            None => self.action(self.names.information_preference, ActionPreference::SilentlyContinue),
        };
        if action != ActionPreference::Ignore {
            for list in &self.streams.information_lists {
                list.items.borrow_mut().push(record.clone());
            }
        }
        match (self.streams.information.clone(), action) {
            (_, ActionPreference::Ignore) => Ok(()),
            (Target::Console, action) => {
                let shown = from_host && self.common.information_action != Some(ActionPreference::SilentlyContinue);
                if shown || !matches!(action, ActionPreference::SilentlyContinue) {
                    self.show_information(&record, from_host)?;
                }
                if action == ActionPreference::Stop {
                    let text = self.to_text(&record);
                    let message = format!(
                        "The running command stopped because the preference variable \"InformationPreference\" or common parameter is set to Stop: {text}"
                    );
                    let ty = "System.Management.Automation.ActionPreferenceStopException";
                    let raise = ErrorRecord::raise(ty, message, "ActionPreferenceStop", ErrorCategory::OperationStopped);
                    raise.halting.set(true);
                    return Err(Interrupt::Error(raise));
                }
                Ok(())
            }
            (target, _) => self.send(&target, record),
        }
    }

    fn show_information(&mut self, record: &Value, from_host: bool) -> Run {
        let data = self.get_member(record, "MessageData")?;
        self.flush_console();
        if from_host {
            let text = self.get_member(&data, "Message")?;
            let text = self.to_text(&text);
            let bare = self.get_member(&data, "NoNewLine")?;
            let end = if convert::to_bool(&bare) { "" } else { "\n" };
            self.host.write(&format!("{text}{end}"));
            return Ok(());
        }
        let text = self.to_text(&data);
        self.host.write(&format!("{text}\n"));
        Ok(())
    }

    /// Whether `Write-Host` made the record: it has the tag `PSHOST`.
    fn is_host_record(&mut self, record: &Value) -> bool {
        let Ok(tags) = self.get_member(record, "Tags") else { return false };
        let tags = Engine::enumerate(&tags).unwrap_or_else(|| vec![tags]);
        tags.iter().any(|tag| &*self.to_text(tag) == "PSHOST")
    }
}

/// A record of the warning, verbose or debug stream.
fn message_record(type_name: &str, text: &str) -> Value {
    let fields = [("Message", Value::str(text)), ("InvocationInfo", Value::Null), ("PipelineIterationInfo", Value::Null)];
    Value::object(Record::new(type_name, fields).with_text(text))
}

fn action_of_number(number: i64) -> Option<ActionPreference> {
    use ActionPreference as A;
    [A::SilentlyContinue, A::Stop, A::Continue, A::Inquire, A::Ignore, A::Suspend, A::Break].get(usize::try_from(number).ok()?).copied()
}

fn action_of_name(name: &str) -> Option<ActionPreference> {
    let names = ["SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break"];
    names.iter().position(|n| n.eq_ignore_ascii_case(name)).and_then(|at| action_of_number(at as i64))
}

/// A sink that lets another stream's objects in between, in order.
pub(super) struct Merging<'a> {
    pub queue: Queue,
    pub inner: &'a mut dyn Sink,
}

impl Merging<'_> {
    pub fn drain(&mut self, engine: &mut Engine) -> Run {
        loop {
            let next = self.queue.borrow_mut().pop_front();
            match next {
                Some(value) => self.inner.push(engine, value)?,
                None => return Ok(()),
            }
        }
    }
}

impl Sink for Merging<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Run {
        self.drain(engine)?;
        self.inner.push(engine, value)
    }
}

/// The list that `-OutVariable name` or `-ErrorVariable +name` fills.
pub(super) fn variable_list(engine: &mut Engine, name: &PsStr) -> Run<Rc<List>> {
    let (append, plain) = match name.strip_prefix('+') {
        Some(plain) => (true, plain),
        None => (false, &**name),
    };
    let old = if append { engine.variable(plain) } else { None };
    let items = match old {
        Some(Value::List(list)) => return Ok(list),
        Some(value) if !value.is_null() => Engine::enumerate(&value).unwrap_or_else(|| vec![value]),
        _ => Vec::new(),
    };
    let list = Rc::new(List { type_ref: crate::value::known::ARRAY_LIST, element: crate::value::known::OBJECT, items: RefCell::new(items) });
    engine.set_variable(plain, Value::List(list.clone()))?;
    Ok(list)
}

/// A record of the error stream carries a mark, by which `Out-Default` knows it from a record that was written as an object.
pub(super) fn error_stream_object(record: Value) -> Value {
    let object = PsObject::around(record);
    object.set_note("writeErrorStream", Value::Bool(true));
    object.into()
}
