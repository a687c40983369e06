//! What a command is to the engine: a signature and a stage. Cmdlets, catalogue cmdlets and script functions all are one.

use super::{Engine, Interrupt, Run, Signature};
use crate::value::{ErrorRecord, InvocationInfo, Name, NameRef, PsStr, Raise, Res, Value};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandKind {
    Alias,
    Function,
    Filter,
    Cmdlet,
    ExternalScript,
    Application,
    Script,
}

/// A command that can be found by name and started.
pub trait Command: std::any::Any {
    fn name(&self) -> PsStr;
    fn kind(&self) -> CommandKind {
        CommandKind::Cmdlet
    }
    /// `Microsoft.PowerShell.Utility`, `ExchangePowerShell`, ...
    fn module(&self) -> PsStr {
        "".into()
    }
    /// What stands after the comma in an error id: `Microsoft.PowerShell.Commands.GetItemCommand`, or a function's name.
    fn error_class(&self) -> PsStr {
        self.name()
    }
    fn signature(&self) -> Rc<Signature>;
    /// A new run of the command.
    fn start(&self) -> Box<dyn Stage>;
    /// Convert an argument to a parameter type that only this command's family knows. `None`: the engine's rules.
    fn convert(&self, _parameter: &super::Parameter, _value: &Value) -> Option<Res<Value>> {
        None
    }
    /// Parameters that depend on what is bound so far: a `dynamicparam` block, a provider's.
    fn dynamic_parameters(&self, _engine: &mut Engine, _args: &Args) -> Run<Vec<super::Parameter>> {
        Ok(Vec::new())
    }
    /// One line for `Get-Help`.
    fn synopsis(&self) -> PsStr {
        "".into()
    }
}

/// A family of commands that are found by name when first asked for.
pub trait CommandSource {
    fn find(&self, name: &str) -> Option<Rc<dyn Command>>;
    /// All names, for completion, `Get-Command` and suggestions.
    fn names(&self) -> Vec<PsStr>;
}

/// A running command in a pipeline.
///
/// `begin` once; `process` once for each object that comes down the pipeline, or once where nothing is piped in; `end` once.
/// Parameters bound from the pipeline are in `call.args` during `process` only.
pub trait Stage {
    fn begin(&mut self, _call: &mut Call<'_>) -> Run {
        Ok(())
    }
    fn process(&mut self, _call: &mut Call<'_>) -> Run {
        Ok(())
    }
    fn end(&mut self, _call: &mut Call<'_>) -> Run {
        Ok(())
    }
    /// Always called, also after an error or a stop: `clean { }`, or letting go of a file.
    fn clean(&mut self, _call: &mut Call<'_>) -> Run {
        Ok(())
    }
}

/// Where objects go: the next stage, a variable, the host.
pub trait Sink {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Run;
}

/// Collects what is written.
#[derive(Default)]
pub struct Collect(pub Vec<Value>);

impl Sink for Collect {
    fn push(&mut self, _: &mut Engine, value: Value) -> Run {
        if !matches!(value, Value::Void) {
            self.0.push(value);
        }
        Ok(())
    }
}

/// Drops what is written: `$null = ...`, `| Out-Null`.
pub struct Discard;

impl Sink for Discard {
    fn push(&mut self, _: &mut Engine, _: Value) -> Run {
        Ok(())
    }
}

/// Bound parameters by name, in the order they were bound.
#[derive(Clone, Default, Debug)]
pub struct Args {
    pub bound: IndexMap<Name, Value, FxBuildHasher>,
    /// The parameter set in force: a name, or `__AllParameterSets`.
    pub set: SetName,
}

/// A set's name with the default `__AllParameterSets`.
#[derive(Clone, Debug)]
pub struct SetName(pub PsStr);

impl Default for SetName {
    fn default() -> Self {
        SetName("__AllParameterSets".into())
    }
}

impl Args {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.bound.get(&NameRef(name))
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// One call of a stage's method: what the command may see and do.
pub struct Call<'a> {
    pub engine: &'a mut Engine,
    pub args: &'a Args,
    /// The object from the pipeline, as it came, in `process`; `None` where nothing is piped in.
    pub input: Option<&'a Value>,
    /// Whether the command stands after a `|`.
    pub piped: bool,
    pub info: &'a Rc<InvocationInfo>,
    pub command: &'a Rc<dyn Command>,
    pub out: &'a mut dyn Sink,
    /// The number of the pipeline the command runs in, for `stop_upstream`.
    pub pipeline: u64,
}

impl Call<'_> {
    /// Write an object to the success stream. Arrays go as they are: see `write_each`.
    pub fn write(&mut self, value: impl Into<Value>) -> Run {
        self.out.push(self.engine, value.into())
    }

    /// Write each item of what PowerShell enumerates, or the value itself.
    pub fn write_each(&mut self, value: Value) -> Run {
        match Engine::enumerate(&value) {
            Some(items) => {
                for item in items {
                    self.write(item)?;
                }
                Ok(())
            }
            None => self.write(value),
        }
    }

    pub fn arg(&self, name: &str) -> Option<&Value> {
        self.args.get(name)
    }

    /// A bound switch that is on.
    pub fn switch(&self, name: &str) -> bool {
        matches!(self.args.get(name), Some(Value::Switch(true) | Value::Bool(true)))
    }

    /// A bound text.
    pub fn text(&self, name: &str) -> Option<PsStr> {
        self.args.get(name).map(|value| match value {
            Value::String(text) => text.clone(),
            other => bound_text(other),
        })
    }

    /// A bound list of texts; a single value counts as one.
    pub fn texts(&self, name: &str) -> Vec<PsStr> {
        match self.args.get(name) {
            None => Vec::new(),
            Some(value) => Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()]).iter().map(bound_text).collect(),
        }
    }

    /// End the stages above: nothing more is wanted.
    pub fn stop_upstream(&mut self) -> Run {
        Err(Interrupt::StopUpstream(self.pipeline))
    }

    /// Write a non-terminating error: it gets this command's name and class, and stops the script if the preference says so.
    pub fn error(&mut self, record: ErrorRecord) -> Run {
        self.engine.write_error(Rc::new(record), self.info, self.command)
    }

    /// Raise a terminating error of this command.
    pub fn fail<T>(&mut self, record: ErrorRecord) -> Run<T> {
        let raise = Rc::new(record);
        self.engine.adopt_error(&raise, self.info, self.command);
        Err(Interrupt::Error(raise))
    }

    pub fn warning(&mut self, text: &str) -> Run {
        self.engine.write_warning(text)
    }

    pub fn verbose(&mut self, text: &str) -> Run {
        self.engine.write_verbose(text)
    }

    /// `ShouldProcess`: false under `-WhatIf` (and says what would be done), or where the user declines.
    pub fn should_process(&mut self, target: &str, action: &str) -> Run<bool> {
        self.engine.should_process(target, action, self.args, self.command)
    }
}

/// Raise from a rule over values inside a stage.
impl From<Raise> for Interrupt {
    fn from(raise: Raise) -> Self {
        Interrupt::Error(raise)
    }
}

/// The text of a bound value: the binder has converted it, so that no script is needed to tell it.
fn bound_text(value: &Value) -> PsStr {
    crate::value::text::to_text(value, &mut super::runtime::Bare)
}
