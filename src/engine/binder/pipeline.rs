//! Binding one object from the pipeline: by value, then by property name, first without conversion and then with it, the default
//! set before the others.

use super::Site;
use super::common::CommonParameters;
use super::fault::{self, Fault};
use super::plan::{Plan, Sets};
use super::state::Binder;
use crate::engine::{Args, Command, Engine, Interrupt, Rule, Run, SetName, Signature};
use crate::value::{InvocationInfo, Raise, Runtime, ScriptBlock, Value, known, members};
use std::rc::Rc;

/// A bound call.
#[derive(Default)]
pub struct Bound {
    pub args: Args,
    pub common: CommonParameters,
    /// What a simple function finds in `$args`.
    pub rest: Vec<Value>,
    pub(super) pending: Option<Box<Pending>>,
}

/// What is needed to bind the objects that come down the pipeline.
pub(super) struct Pending {
    command: Rc<dyn Command>,
    signature: Rc<Signature>,
    plan: Rc<Plan>,
    possible: Sets,
    bound: Vec<bool>,
    delayed: Vec<(usize, Rc<ScriptBlock>)>,
    /// How many parameters the command line bound: what comes after them came from an object.
    own: usize,
    set: SetName,
    /// The one parameter that takes objects takes any, as they come: after the first, each only replaces the one before it.
    any: bool,
}

impl Pending {
    pub fn of(binder: &Binder<'_>) -> Pending {
        Pending {
            command: binder.command.clone(),
            signature: binder.signature.clone(),
            plan: binder.plan.clone(),
            possible: binder.possible,
            bound: binder.bound.clone(),
            delayed: binder.delayed.clone(),
            own: binder.args.bound.len(),
            set: binder.args.set.clone(),
            any: false,
        }
    }

    /// Whether the parameter that took an object would take every other alike.
    fn takes_any(&self, args: &Args) -> bool {
        let Some((name, _)) = args.bound.get_index(self.own).filter(|_| args.bound.len() == self.own + 1) else { return false };
        let mut takers = (0..self.bound.len()).filter(|&slot| !self.bound[slot] && self.plan.slots[slot].takes_pipeline(self.possible));
        let (Some(slot), None) = (takers.next(), takers.next()) else { return false };
        let parameter = self.plan.parameter(&self.signature, slot);
        let plain = parameter.type_ref.is_none_or(|ty| ty == known::OBJECT || ty == known::PS_OBJECT);
        let by_value = self.plan.slots[slot].in_sets(self.possible).all(|u| u.membership.by_value && !u.membership.by_property_name);
        self.delayed.is_empty() && plain && by_value && parameter.rules.iter().all(is_leave) && parameter.name == *name
    }

    fn takes_input(&self) -> bool {
        !self.delayed.is_empty() || (0..self.bound.len()).any(|slot| !self.bound[slot] && self.plan.slots[slot].takes_pipeline(self.possible))
    }
}

/// A rule that only permits.
fn is_leave(rule: &Rule) -> bool {
    matches!(rule, Rule::AllowNull | Rule::AllowEmptyString | Rule::AllowEmptyCollection)
}

/// How an object offers itself, in order.
const STATES: [(Way, bool); 4] = [(Way::Value, false), (Way::Property, false), (Way::Value, true), (Way::Property, true)];

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Value,
    Property,
}

impl Bound {
    /// Bind one object from the pipeline; what the object before it bound is let go first.
    /// False: it could not be bound, the error is written, and the object is to be skipped.
    pub fn bind_input(&mut self, engine: &mut Engine, input: &Value, site: Site<'_>) -> Run<bool> {
        let Some(pending) = &mut self.pending else { return Ok(true) };
        if pending.any
            && !input.is_null()
            && let Some((_, value)) = self.args.bound.get_index_mut(pending.own)
        {
            *value = input.clone();
            return Ok(true);
        }
        let simple = !pending.signature.cmdlet_binding;
        if !pending.takes_input() {
            if simple {
                return Ok(true);
            }
            let (command, raise) = (pending.command.clone(), fault::input_not_bound(input));
            return refuse(engine, &command, site.info, raise);
        }
        self.args.bound.truncate(pending.own);
        let mut binder = Binder {
            command: &pending.command,
            signature: pending.signature.clone(),
            plan: pending.plan.clone(),
            possible: pending.possible,
            bound: pending.bound.clone(),
            args: std::mem::take(&mut self.args),
            delayed: Vec::new(),
            script: super::is_script(&pending.command),
            piped: true,
        };
        let outcome = binder.bind_object(engine, input, &pending.delayed);
        let (possible, plan) = (binder.possible, binder.plan.clone());
        self.args = binder.args;
        self.args.set = if possible == pending.possible { pending.set.clone() } else { SetName(plan.set_name(possible)) };
        let command = pending.command.clone();
        match outcome {
            Ok(None) => {
                pending.any = pending.possible == possible && pending.takes_any(&self.args);
                Ok(true)
            }
            Ok(Some(raise)) => refuse(engine, &command, site.info, raise),
            Err(Fault::Interrupt(interrupt)) => Err(interrupt),
            Err(Fault::Error { raise, .. }) => refuse(engine, &command, site.info, raise),
        }
    }
}

fn refuse(engine: &mut Engine, command: &Rc<dyn Command>, info: &Rc<InvocationInfo>, raise: Raise) -> Run<bool> {
    engine.write_error(raise, info, command)?;
    Ok(false)
}

impl Binder<'_> {
    /// Bind an object; an error where it does not fit anywhere or leaves something mandatory open.
    fn bind_object(&mut self, engine: &mut Engine, input: &Value, delayed: &[(usize, Rc<ScriptBlock>)]) -> super::Bind<Option<Raise>> {
        let mut any = false;
        for (slot, block) in delayed {
            let value = self.run_delayed(engine, *slot, block, input)?;
            self.bind_slot(engine, *slot, value, None, true)?;
            any = true;
        }
        for (way, coerce) in STATES {
            let default = self.plan.default & self.possible;
            let in_default = default != 0 && self.offer(engine, input, way, coerce, default)?;
            any |= in_default || self.offer(engine, input, way, coerce, self.possible)?;
            if !self.plan.sets.is_empty() && self.possible & self.plan.known() == 0 {
                return Err(fault::ambiguous_set());
            }
        }
        if !any && self.awaits_input(self.possible) {
            return Ok(Some(fault::input_not_bound(input)));
        }
        let lacks = self.lacks();
        if !lacks.is_empty() {
            return Ok(Some(fault::input_lacks(&lacks, input)));
        }
        Ok(None)
    }

    fn run_delayed(&mut self, engine: &mut Engine, slot: usize, block: &Rc<ScriptBlock>, input: &Value) -> super::Bind<Value> {
        let name = self.parameter(slot).name.0.clone();
        let mut found = engine.invoke_block(block, Some(input.clone()), &[]).map_err(|raise| fault::script_block_failed(&name, &raise))?;
        match found.len() {
            0 => Err(fault::script_block_without_output(&name)),
            1 => Ok(found.remove(0)),
            _ => Ok(Value::array(found)),
        }
    }

    /// Offer the object to the free parameters of some sets in one way.
    fn offer(&mut self, engine: &mut Engine, input: &Value, way: Way, coerce: bool, sets: Sets) -> super::Bind<bool> {
        let sets = sets & self.possible;
        let plan = self.plan.clone();
        let mut any = false;
        for slot in 0..plan.slots.len() {
            let takes = |u: &super::plan::Use| if way == Way::Value { u.membership.by_value } else { u.membership.by_property_name };
            if self.bound[slot] || !plan.slots[slot].in_sets(sets).any(takes) {
                continue;
            }
            let value = match way {
                Way::Value => Some(input.clone()),
                Way::Property => self.property_for(engine, slot, input)?,
            };
            let Some(value) = value else { continue };
            match self.bind_slot(engine, slot, value, None, coerce) {
                Ok(bound) => any |= bound,
                Err(Fault::Error { raise, .. }) if is_conversion(&raise) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(any)
    }

    /// The property named like the parameter or one of its aliases.
    fn property_for(&self, engine: &mut Engine, slot: usize, input: &Value) -> super::Bind<Option<Value>> {
        let parameter = self.parameter(slot);
        for name in std::iter::once(&parameter.name.0).chain(&parameter.aliases) {
            if let Some(value) = members::get(input, name, engine).map_err(Interrupt::Error)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

/// An argument that cannot be converted only means that the object does not fit there.
fn is_conversion(raise: &Raise) -> bool {
    matches!(&*raise.id, "ParameterArgumentTransformationError" | "CannotConvertArgumentNoMessage" | "CannotConvertArgument")
}
