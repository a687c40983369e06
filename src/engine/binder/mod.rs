//! The parameter binder: arguments as written meet a signature and become bound parameters.
//!
//! `bind` runs once a call, before the command starts; `Bound::bind_input` once for each object from the pipeline. The rules are
//! PowerShell's: names and prefixes, then positions, then what remains, then the parameter set, then what is mandatory.

mod common;
mod defaults;
mod fault;
mod mandatory;
mod named;
mod pipeline;
mod plain;
mod plan;
mod positional;
mod sets;
mod splat;
mod state;
mod transform;
mod validate;

pub use common::{ActionPreference, CommonParameters, is_common, parameters as common_parameters};
pub use pipeline::Bound;
pub use plan::{Lookup, Plan, PlanCell};
pub use splat::splat;
pub use validate::refuse;

use super::{Argument, Command, CommandKind, Engine, Interrupt, Parameter, Run};
use crate::syntax::ast::Span;
use crate::value::{InvocationInfo, Position, Raise, Value};
use fault::{Bind, Fault};
use state::Binder;
use std::rc::Rc;

/// Where a call stands: the command's own invocation, and how to find the place of one of its arguments.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub info: &'a Rc<InvocationInfo>,
    pub locate: &'a dyn Fn(Span) -> Rc<Position>,
}

/// Bind the arguments of a call. `piped`: the command stands after a `|`.
pub fn bind(engine: &mut Engine, command: &Rc<dyn Command>, arguments: Vec<Argument>, piped: bool, site: Site<'_>) -> Run<Bound> {
    let signature = command.signature();
    let plan = Plan::of(&signature);
    let bound = if plan.plain {
        plain::bind(engine, command, &signature, &plan, arguments)
    } else {
        Binder::new(command, signature, plan).run(engine, arguments, piped)
    };
    bound.map_err(|fault| raise(engine, command, site, fault))
}

/// Turn a value into what a script's parameter takes and check it, as its argument would be: for values that come another way.
pub fn convert_for(engine: &mut Engine, command: &Rc<dyn Command>, parameter: &Parameter, value: Value, site: Site<'_>) -> Run<Value> {
    let script = is_script(command);
    transform::coerce(engine, command, parameter, value, script, None).map_err(|fault| raise(engine, command, site, fault))
}

fn is_script(command: &Rc<dyn Command>) -> bool {
    matches!(command.kind(), CommandKind::Function | CommandKind::Filter | CommandKind::Script | CommandKind::ExternalScript)
}

/// Point an error of the binder at its argument and give it the command's name.
fn raise(engine: &mut Engine, command: &Rc<dyn Command>, site: Site<'_>, fault: Fault) -> Interrupt {
    match fault {
        Fault::Interrupt(interrupt) => interrupt,
        Fault::Error { raise, span } => {
            let info = match span {
                Some(span) => point(&raise, site, span),
                None => site.info.clone(),
            };
            engine.adopt_error(&raise, &info, command);
            Interrupt::Error(raise)
        }
    }
}

fn point(raise: &Raise, site: Site<'_>, span: Span) -> Rc<InvocationInfo> {
    let info = Rc::new(InvocationInfo { position: Some((site.locate)(span)), ..InvocationInfo::clone(site.info) });
    *raise.invocation.borrow_mut() = Some(info.clone());
    info
}
