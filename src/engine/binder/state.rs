//! One call being bound: which parameters have a value, which parameter sets are still possible, in the order of PowerShell's steps.

use super::fault::{self, Bind};
use super::pipeline::{Bound, Pending};
use super::plan::{ALL, Plan, Sets};
use super::{common, transform, validate};
use crate::engine::{Args, Argument, Command, Engine, Parameter, Rule, SetName, Signature};
use crate::syntax::ast::Span;
use crate::value::{ScriptBlock, Value, known};
use std::rc::Rc;

pub struct Binder<'a> {
    pub command: &'a Rc<dyn Command>,
    pub signature: Rc<Signature>,
    pub plan: Rc<Plan>,
    /// The sets that are still possible.
    pub possible: Sets,
    pub bound: Vec<bool>,
    pub args: Args,
    /// Parameters whose argument is a script block to be run for each object.
    pub delayed: Vec<(usize, Rc<ScriptBlock>)>,
    /// A function or script: transformations are worded as such.
    pub script: bool,
    pub piped: bool,
}

impl<'a> Binder<'a> {
    pub fn new(command: &'a Rc<dyn Command>, signature: Rc<Signature>, plan: Rc<Plan>) -> Self {
        let bound = vec![false; plan.slots.len()];
        let script = super::is_script(command);
        Binder { command, signature, plan, possible: ALL, bound, args: Args::default(), delayed: Vec::new(), script, piped: false }
    }

    pub fn run(mut self, engine: &mut Engine, arguments: Vec<Argument>, piped: bool) -> Bind<Bound> {
        self.piped = piped;
        let rest = self.bind_named(engine, arguments)?;
        let rest = self.bind_positional(engine, rest)?;
        let rest = self.bind_dynamic(engine, rest)?;
        self.bind_defaults(engine)?;
        let rest = self.bind_remaining(engine, rest)?;
        self.settle_sets()?;
        let rest = self.check_rest(engine, rest)?;
        self.require_mandatory(engine)?;
        if let (false, Some((slot, _))) = (piped, self.delayed.first()) {
            return Err(fault::no_input_for_script_block(&self.parameter(*slot).name));
        }
        self.args.set = SetName(self.plan.set_name(self.possible));
        let common = common::CommonParameters::read(&self.args);
        let pending = piped.then(|| Box::new(Pending::of(&self)));
        Ok(Bound { args: self.args, common, rest, pending })
    }

    pub fn parameter(&self, slot: usize) -> &Parameter {
        self.plan.parameter(&self.signature, slot)
    }

    /// Parameters of a `dynamicparam` block or a provider join in, and what was left over has another chance.
    fn bind_dynamic(&mut self, engine: &mut Engine, rest: Vec<Argument>) -> Bind<Vec<Argument>> {
        let added = self.command.dynamic_parameters(engine, &self.args)?;
        if added.is_empty() {
            return Ok(rest);
        }
        let own = self.signature.parameters.len();
        let mut signature = Signature::clone(&self.signature);
        signature.parameters.extend(added);
        let grown = signature.parameters.len() - own;
        self.bound.splice(own..own, std::iter::repeat_n(false, grown));
        for (slot, _) in &mut self.delayed {
            if *slot >= own {
                *slot += grown;
            }
        }
        self.signature = Rc::new(signature);
        self.plan = Plan::of(&self.signature);
        let rest = self.bind_named(engine, rest)?;
        self.bind_positional(engine, rest)
    }

    /// Give a parameter its argument. False: the value needs a conversion and none was asked for.
    pub fn bind_slot(&mut self, engine: &mut Engine, slot: usize, value: Value, span: Option<Span>, coerce: bool) -> Bind<bool> {
        let plan = self.plan.clone();
        let sets = plan.slots[slot].sets;
        if let Some(block) = self.delay(slot, &value) {
            self.delayed.push((slot, block));
        } else {
            let signature = self.signature.clone();
            let parameter = plan.parameter(&signature, slot);
            let value = if coerce || transform::fits(&value, parameter) {
                transform::coerce(engine, self.command, parameter, value, self.script, span)?
            } else {
                return Ok(false);
            };
            self.check(engine, slot, &value, span)?;
            self.args.bound.insert(parameter.name.clone(), value);
        }
        self.bound[slot] = true;
        if sets != ALL {
            self.possible &= sets;
        }
        Ok(true)
    }

    /// Validation, then what a mandatory parameter does not take.
    fn check(&self, engine: &mut Engine, slot: usize, value: &Value, span: Option<Span>) -> Bind {
        let parameter = self.parameter(slot);
        transform::check_type_name(parameter, value, span)?;
        if let Some(inner) = validate::refuse(engine, parameter, value)? {
            return Err(fault::invalid(&parameter.name, &inner, span));
        }
        if self.plan.slots[slot].mandatory(self.possible) {
            refuse_empty(parameter, value, span)?;
        }
        Ok(())
    }

    /// A script block for a parameter from the pipeline that takes no script block runs later, for each object.
    fn delay(&self, slot: usize, value: &Value) -> Option<Rc<ScriptBlock>> {
        let Value::ScriptBlock(block) = value.base() else { return None };
        if !self.plan.slots[slot].takes_pipeline(self.possible) || self.script && !self.signature.cmdlet_binding {
            return None;
        }
        let takes_blocks = match self.parameter(slot).type_ref {
            None => self.parameter(slot).type_name.starts_with("System.Object") || self.parameter(slot).type_name.contains("ScriptBlock"),
            Some(ty) => {
                let ty = ty.element.unwrap_or(ty);
                ty == known::OBJECT || ty == known::PS_OBJECT || ty == known::SCRIPT_BLOCK
            }
        };
        (!takes_blocks).then(|| block.clone())
    }
}

/// What a mandatory parameter refuses unless an attribute allows it.
pub fn refuse_empty(parameter: &Parameter, value: &Value, span: Option<Span>) -> Bind {
    let allows = |wanted: fn(&Rule) -> bool| parameter.rules.iter().any(wanted);
    let null = allows(|r| matches!(r, Rule::AllowNull));
    let text = allows(|r| matches!(r, Rule::AllowEmptyString));
    let ty = parameter.type_ref;
    let textual = ty == Some(known::STRING);
    if value.is_null() && !null {
        return Err(fault::empty(&parameter.name, if textual && !text { fault::Empty::String } else { fault::Empty::Null }, span));
    }
    if textual && !text && matches!(value.base(), Value::String(t) if t.is_empty()) {
        return Err(fault::empty(&parameter.name, fault::Empty::String, span));
    }
    let Some(items) = transform::is_list(value).then(|| Engine::enumerate(value).unwrap_or_default()) else { return Ok(()) };
    if items.is_empty() && !allows(|r| matches!(r, Rule::AllowEmptyCollection)) {
        let what = if matches!(value.base(), Value::Array(_)) { fault::Empty::Array } else { fault::Empty::Collection };
        return Err(fault::empty(&parameter.name, what, span));
    }
    let text_items = ty.is_none_or(|ty| ty.element == Some(known::STRING));
    for item in &items {
        match item.base() {
            Value::Null | Value::Void if !null => return Err(fault::empty(&parameter.name, fault::Empty::Null, span)),
            Value::String(t) if t.is_empty() && text_items && !text => return Err(fault::empty(&parameter.name, fault::Empty::String, span)),
            _ => {}
        }
    }
    Ok(())
}
