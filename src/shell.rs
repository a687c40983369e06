//! The composition root: an engine with every family of commands, over an organization, in a world.

use crate::engine::{Argument, Engine, Host};
use crate::exchange::Organization;
use crate::syntax::Source;
use crate::syntax::ast::Span;
use crate::value::{PsStr, Value};
use std::rc::Rc;

/// The script that makes the organization a first use finds.
pub const DEMO_ORGANIZATION: &str = include_str!("../scripts/demo-organization.ps1");

/// A shell ready to run text.
pub struct Shell {
    pub engine: Engine,
    pub organization: Rc<Organization>,
}

impl Shell {
    pub fn new(host: Box<dyn Host>, organization: Rc<Organization>) -> Shell {
        let mut engine = Engine::new(host);
        crate::cmdlets::register(&mut engine);
        if let Some(found) = engine.find_command("Out-Default") {
            engine.set_default_output(found.command());
        }
        crate::exchange::register(&mut engine, &organization);
        Shell { engine, organization }
    }

    /// Run a script's text under its file's name, with arguments as a command line gives them. The exit code comes back.
    pub fn run_file(&mut self, path: &str, text: &str, arguments: &[String]) -> i32 {
        let source = Source::new(text, Some(Rc::from(path)));
        let code = self.engine.run_script(source, arguments.iter().map(|text| argument(text)).collect());
        self.engine.host.flush();
        code
    }

    /// Run text as `-Command` does. The exit code comes back.
    pub fn run_text(&mut self, text: &str) -> i32 {
        let code = self.engine.run_text(text);
        self.engine.host.flush();
        code
    }
}

/// An argument of a command line: `-Name`, `-Name:value`, or a value.
fn argument(text: &str) -> Argument {
    let span = Span::default();
    let name = text.strip_prefix('-').filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    let Some(name) = name else { return Argument::Value { value: Value::str(text), span, splatted: false } };
    let (name, value) = match name.split_once(':') {
        Some((name, value)) => (name, Some(constant(value))),
        None => (name, None),
    };
    let colon = value.is_some();
    Argument::Named { name: name.into(), text: PsStr::from(format!("-{name}")), value, colon, span, value_span: span, splatted: false }
}

/// `$true`, `$false` and `$null` after a colon are what they say; all else is text.
fn constant(text: &str) -> Value {
    match text.to_ascii_lowercase().as_str() {
        "$true" => Value::Bool(true),
        "$false" => Value::Bool(false),
        "$null" => Value::Null,
        _ => Value::str(text),
    }
}
