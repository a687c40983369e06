//! The parameter binder: arguments as written meet a signature and become bound parameters.
//!
//! `bind` runs once a call, before the command starts; `Bound::bind_input` once for each object from the pipeline. The rules are
//! PowerShell's: names and prefixes, then positions, then what remains, then the parameter set, then what is mandatory.

mod common;

pub use common::{ActionPreference, CommonParameters};

use super::{Args, Argument, Command, Engine, Run};
use crate::syntax::ast::Span;
use crate::value::{InvocationInfo, Position, Value};
use std::rc::Rc;

/// Where a call stands: the command's own invocation, and how to find the place of one of its arguments.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub info: &'a Rc<InvocationInfo>,
    pub locate: &'a dyn Fn(Span) -> Rc<Position>,
}

/// A bound call.
#[derive(Default)]
pub struct Bound {
    pub args: Args,
    pub common: CommonParameters,
    /// What a simple function finds in `$args`.
    pub rest: Vec<Value>,
}

/// Bind the arguments of a call. `piped`: the command stands after a `|`.
pub fn bind(_engine: &mut Engine, _command: &Rc<dyn Command>, _arguments: Vec<Argument>, _piped: bool, _site: Site<'_>) -> Run<Bound> {
    Ok(Bound::default())
}

impl Bound {
    /// Bind one object from the pipeline; what the object before it bound is let go first.
    /// False: it could not be bound, the error is written, and the object is to be skipped.
    pub fn bind_input(&mut self, _engine: &mut Engine, _input: &Value, _site: Site<'_>) -> Run<bool> {
        Ok(true)
    }
}
