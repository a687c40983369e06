//! The evaluator: scopes, statements, expressions, functions, pipelines, the binder and the streams.
//!
//! The engine knows text trees (`syntax`) and values, and the commands registered with it; it names none of them.

mod argument;
mod assign;
mod attributes;
mod automatic;
pub mod binder;
mod blob;
mod chance;
mod classes;
mod command;
mod command_names;
pub mod commands;
mod console;
mod errors;
mod exec;
mod expr;
mod function;
pub mod function_signature;
mod host;
mod interrupt;
mod language;
pub mod lower;
mod machine;
pub mod modules;
mod named_scope;
mod paths;
mod pipeline;
pub mod record;
mod recorded_signature;
mod redirect;
mod requires;
mod runtime;
pub mod scope;
mod script;
mod session;
mod signature;
mod streams;
mod symbol;
mod variables;
mod watch;

pub use argument::Argument;
pub use automatic::enum_value;
pub use blob::Blob;
pub use command::{Args, Call, Collect, Command, CommandKind, CommandSource, Discard, SetName, Sink, Stage};
pub use errors::position;
pub use function::{BlockCode, Frame, Function, block_code};
pub use host::{ConsoleHost, FileStatus, Host, INTERRUPTED, SandboxHost, Transcript, UNIX_EPOCH_TICKS};
pub use interrupt::{Interrupt, Run};
pub use script::parse_error;
pub use signature::{Parameter, Rule, SetMembership, Signature};
pub use symbol::Symbol;
pub use watch::Watcher;

use crate::syntax::Source;
use crate::syntax::ast::Span;
use crate::value::{List, PsStr, Raise, TypeRef, Value, convert, text};
use binder::CommonParameters;
use scope::Scope;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

/// A running shell: its scopes, its commands, its streams and the world it runs in.
pub struct Engine {
    pub host: Box<dyn Host>,
    sources: Vec<Rc<dyn CommandSource>>,
    /// The current location of the file system.
    pub location: PathBuf,
    /// What `Push-Location` keeps.
    pub location_stack: Vec<PathBuf>,
    /// Drives of the script's own: folders by a name.
    drives: Vec<(String, PathBuf)>,
    /// Programs of this machine may be started.
    pub allow_run: bool,
    watcher: Option<Watcher>,
    /// A generator with a seed, after `Get-Random -SetSeed`.
    random: Option<Value>,
    /// Set by `exit`: the shell that reads lines ends.
    pub exit_requested: Option<i32>,
    /// Environment variables, as the session changed them.
    pub environment: Vec<(String, String)>,
    names: symbol::WellKnown,
    global: Rc<Scope>,
    /// The global scope the session started with: the shell's own variables stand there.
    base: Rc<Scope>,
    scope: Rc<Scope>,
    /// The running body's slots are those of the current scope.
    direct: bool,
    /// `$_`.
    underscore: Value,
    source: Rc<Source>,
    /// The running statement, for the position of errors.
    position: Span,
    frames: Vec<Frame>,
    /// How many `try` blocks with a `catch`, or blocks with a `trap`, are running.
    handlers: usize,
    /// How many loops are running.
    loops: usize,
    /// The record of the running `catch`.
    caught: Option<Raise>,
    errors: Rc<List>,
    /// `$?`
    last_ok: bool,
    /// The running command wrote an error.
    failed: bool,
    common: Rc<CommonParameters>,
    streams: Rc<streams::Streams>,
    console: Option<Rc<RefCell<pipeline::Running>>>,
    default_output: Option<Rc<dyn Command>>,
    /// An error on its way up past the stages above the one it came from.
    pending: Option<(u64, Raise)>,
    /// The stage that asked the stages above to end: the pipeline, and how many stages stand below it.
    stopper: Option<(u64, usize)>,
    /// Counts definitions of commands: what call sites remember is good for one generation.
    generation: u64,
    next_id: u64,
    type_generation: u32,
    script_types: HashMap<String, TypeRef>,
    classes: HashMap<usize, Rc<classes::Class>>,
    enums: HashMap<usize, Rc<crate::syntax::ast::TypeDefinition>>,
    /// A class's method is running: what it writes is dropped, what it returns is kept here.
    in_method: bool,
    returned: Value,
    namespaces: Vec<String>,
    modules: Vec<Rc<modules::Module>>,
    ticks: u32,
}

impl Engine {
    pub fn new(host: Box<dyn Host>) -> Self {
        let global = automatic::global_scope();
        let environment = host.environment();
        let mut engine = Engine {
            host,
            environment,
            sources: Vec::new(),
            location_stack: Vec::new(),
            drives: Vec::new(),
            location: std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
            allow_run: false,
            watcher: None,
            random: None,
            exit_requested: None,
            names: symbol::WellKnown::new(),
            base: global.clone(),
            scope: global.clone(),
            global,
            direct: false,
            underscore: Value::Null,
            source: Source::new("", None),
            position: Span::default(),
            frames: Vec::new(),
            handlers: 0,
            loops: 0,
            caught: None,
            errors: automatic::error_list(),
            last_ok: true,
            failed: false,
            common: Rc::default(),
            streams: Rc::default(),
            console: None,
            default_output: None,
            pending: None,
            stopper: None,
            generation: 0,
            next_id: 0,
            type_generation: 0,
            script_types: HashMap::new(),
            classes: HashMap::new(),
            enums: HashMap::new(),
            in_method: false,
            returned: Value::Void,
            namespaces: Vec::new(),
            modules: Vec::new(),
            ticks: 0,
        };
        engine.define_automatic();
        engine
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

    /// The same, with what only the engine can enumerate: a script's class that is an enumerator.
    fn enumerate_value(&mut self, value: &Value) -> Run<Option<Vec<Value>>> {
        if let Some(left) = exec::remaining(value) {
            return Ok(Some(left));
        }
        Ok(Engine::enumerate(value))
    }

    /// A value's text, as in an expandable string.
    pub fn to_text(&mut self, value: &Value) -> PsStr {
        match value {
            Value::String(text) => text.clone(),
            other => text::to_text(other, self),
        }
    }

    /// `Set-StrictMode` of any version is on here.
    pub fn strict(&self) -> bool {
        self.strict_level() > 0
    }

    /// `Set-StrictMode`: the version in force in the current scope and below.
    pub fn set_strict(&mut self, level: u8) {
        self.scope.strict.set(Some(level));
    }

    /// `$Error`'s records, newest first.
    pub fn error_records(&self) -> Rc<List> {
        self.errors.clone()
    }

    /// The call stack, innermost last, and where the innermost stands.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    pub fn current_scope(&self) -> Rc<Scope> {
        self.scope.clone()
    }

    pub fn global_scope(&self) -> Rc<Scope> {
        self.global.clone()
    }

    pub fn should_process(&mut self, target: &str, action: &str, args: &Args, command: &Rc<dyn Command>) -> Run<bool> {
        let _ = (args, command);
        let what_if = match self.common.what_if {
            Some(on) => on,
            None => self.preference(self.names.what_if_preference).is_some_and(|v| convert::to_bool(&v)),
        };
        if what_if {
            self.flush_console();
            self.host.write(&format!("What if: Performing the operation \"{action}\" on target \"{target}\".\n"));
            return Ok(false);
        }
        Ok(true)
    }
}
