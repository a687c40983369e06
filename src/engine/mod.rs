//! The evaluator: scopes, statements, expressions, functions, pipelines, the binder and the streams.
//!
//! The engine knows text trees (`syntax`) and values, and the commands registered with it; it names none of them.

mod argument;
pub mod binder;
mod blob;
mod command;
pub mod function_signature;
mod host;
mod interrupt;
pub mod record;
mod recorded_signature;
mod runtime;
mod signature;

pub use argument::Argument;
pub use blob::Blob;
pub use command::{Args, Call, Collect, Command, CommandKind, CommandSource, Discard, SetName, Sink, Stage};
pub use host::{ConsoleHost, FileStatus, Host, INTERRUPTED, SandboxHost, Transcript, UNIX_EPOCH_TICKS};
pub use interrupt::{Interrupt, Run};
pub use signature::{Parameter, Rule, SetMembership, Signature};

use crate::value::{InvocationInfo, PsStr, Raise, ScriptBlock, Value};
use std::rc::Rc;

/// A running shell: its scopes, its commands, its streams and the world it runs in.
pub struct Engine {
    pub host: Box<dyn Host>,
    sources: Vec<Rc<dyn CommandSource>>,
}

impl Engine {
    pub fn new(host: Box<dyn Host>) -> Self {
        Engine { host, sources: Vec::new() }
    }

    /// Add a family of commands; families asked first win.
    pub fn register(&mut self, source: Rc<dyn CommandSource>) {
        self.sources.push(source);
    }

    /// The items PowerShell enumerates in a pipeline: of arrays, lists, and other enumerable objects; not of text or dictionaries.
    pub fn enumerate(value: &Value) -> Option<Vec<Value>> {
        match value.base() {
            Value::Array(array) => Some(array.items.borrow().clone()),
            Value::List(list) => Some(list.items.borrow().clone()),
            Value::Object(object) => object.enumerate(),
            _ => None,
        }
    }

    /// A value's text, as in an expandable string.
    pub fn to_text(&self, _value: &Value) -> PsStr {
        PsStr::from("")
    }

    /// Run a script block with `$_`, writing to a sink, in a new scope (`&`) or in the caller's (`.`, as `ForEach-Object` does).
    pub fn run_block(&mut self, _block: &Rc<ScriptBlock>, _underscore: Option<Value>, _args: &[Value], _in_place: bool, _out: &mut dyn Sink) -> Run {
        Ok(())
    }

    /// A variable, as a script would see it here; a scope prefix or drive counts.
    pub fn variable(&self, _path: &str) -> Option<Value> {
        None
    }

    pub fn set_variable(&mut self, _path: &str, _value: Value) -> Run {
        Ok(())
    }

    pub fn write_error(&mut self, _record: Raise, _info: &Rc<InvocationInfo>, _command: &Rc<dyn Command>) -> Run {
        Ok(())
    }

    /// Fill in what a record lacks: the command's class, the activity, the position, the stack.
    pub fn adopt_error(&mut self, _record: &Raise, _info: &Rc<InvocationInfo>, _command: &Rc<dyn Command>) {}

    pub fn write_warning(&mut self, _text: &str) -> Run {
        Ok(())
    }

    pub fn write_verbose(&mut self, _text: &str) -> Run {
        Ok(())
    }

    pub fn write_debug(&mut self, _text: &str) -> Run {
        Ok(())
    }

    /// The information stream: a record, its tags, and whether the host shows it (`Write-Host`).
    pub fn write_information(&mut self, _record: Value) -> Run {
        Ok(())
    }

    /// `Set-StrictMode` of any version is on here.
    pub fn strict(&self) -> bool {
        false
    }

    /// Run a command by name with parameters and pipeline input, and collect what it writes.
    pub fn invoke_command(&mut self, _name: &str, _parameters: &[(&str, Value)], _input: Vec<Value>) -> Run<Vec<Value>> {
        Ok(Vec::new())
    }

    pub fn should_process(&mut self, _target: &str, _action: &str, _args: &Args, _command: &Rc<dyn Command>) -> Run<bool> {
        Ok(true)
    }
}
