//! The short way for simple functions: no sets, nothing mandatory, nothing from the pipeline. Most calls in scripts are these.

use super::fault::{self, Bind};
use super::pipeline::Bound;
use super::plan::Plan;
use super::state::Binder;
use super::{transform, validate};
use crate::engine::{Argument, Command, Engine, Signature};
use std::rc::Rc;

pub fn bind(engine: &mut Engine, command: &Rc<dyn Command>, signature: &Rc<Signature>, plan: &Rc<Plan>, arguments: Vec<Argument>) -> Bind<Bound> {
    if arguments.iter().any(|a| matches!(a, Argument::Named { .. })) {
        return Binder::new(command, signature.clone(), plan.clone()).run(engine, arguments, false);
    }
    let mut bound = Bound::default();
    let mut order = plan.order.iter();
    for argument in arguments {
        let Argument::Value { value, span, .. } = argument else { continue };
        let Some(slot) = order.next() else {
            bound.rest.push(value);
            continue;
        };
        let parameter = &signature.parameters[*slot];
        let value = match parameter.type_ref {
            Some(ty) if !transform::is_already(&value, ty) => transform::coerce(engine, command, parameter, value, true, Some(span))?,
            _ => value,
        };
        if !parameter.rules.is_empty() {
            transform::check_type_name(parameter, &value, Some(span))?;
            if let Some(inner) = validate::refuse(engine, parameter, &value)? {
                return Err(fault::invalid(&parameter.name, &inner, Some(span)));
            }
        }
        bound.args.bound.insert(parameter.name.clone(), value);
    }
    Ok(bound)
}
