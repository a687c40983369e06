//! Arguments by name: `-Name value`, `-Name:value`, switches; and what nothing took.

use super::fault::{self, Bind};
use super::plan::Lookup;
use super::state::Binder;
use crate::engine::{Argument, Engine};
use crate::syntax::ast::Span;
use crate::value::{List, PsStr, Value, known, types};
use std::cell::RefCell;
use std::rc::Rc;

/// A name that met its value.
struct Named {
    slot: usize,
    value: Value,
    /// Where the name stands and where the value does.
    span: Span,
    value_span: Span,
    splatted: bool,
}

impl Binder<'_> {
    /// Bind what is named, in order; give back the rest.
    pub fn bind_named(&mut self, engine: &mut Engine, arguments: Vec<Argument>) -> Bind<Vec<Argument>> {
        let (named, rest) = self.pair(arguments)?;
        let written: Vec<usize> = named.iter().filter(|n| !n.splatted).map(|n| n.slot).collect();
        for item in named {
            if item.splatted && written.contains(&item.slot) {
                continue;
            }
            if self.bound[item.slot] {
                return Err(fault::already_bound(&self.parameter(item.slot).name, item.span));
            }
            let sets = self.plan.slots[item.slot].sets;
            if sets & self.possible == 0 {
                return Err(fault::ambiguous_set());
            }
            self.bind_slot(engine, item.slot, item.value, Some(item.value_span), true)?;
        }
        Ok(rest)
    }

    /// Join names with the values after them.
    fn pair(&self, arguments: Vec<Argument>) -> Bind<(Vec<Named>, Vec<Argument>)> {
        let (mut named, mut rest) = (Vec::new(), Vec::new());
        let mut arguments = arguments.into_iter().peekable();
        while let Some(argument) = arguments.next() {
            let Argument::Named { name, text, value, colon, span, value_span, splatted } = argument else {
                rest.push(argument);
                continue;
            };
            let Some(slot) = self.lookup(&name, span)? else {
                rest.push(Argument::Named { name, text, value, colon, span, value_span, splatted });
                continue;
            };
            let is_switch = self.parameter(slot).is_switch;
            let (value, value_span) = match value {
                Some(value) => (value, value_span),
                None if is_switch => (Value::Switch(true), span),
                None => match arguments.peek() {
                    Some(Argument::Value { splatted: false, .. }) => match arguments.next() {
                        Some(Argument::Value { value, span, .. }) => (value, span),
                        _ => return Err(fault::missing_argument(self.parameter(slot), span)),
                    },
                    Some(Argument::Named { name: next, text, value: None, span: at, .. }) if self.lookup(next, *at)?.is_none() => {
                        let taken = (Value::String(text.clone()), *at);
                        arguments.next();
                        taken
                    }
                    _ => return Err(fault::missing_argument(self.parameter(slot), span)),
                },
            };
            named.push(Named { slot, value, span, value_span, splatted });
        }
        Ok((named, rest))
    }

    fn lookup(&self, name: &str, span: Span) -> Bind<Option<usize>> {
        match self.plan.find(&self.signature, name) {
            Lookup::Found(slot) => Ok(Some(slot)),
            Lookup::Absent => Ok(None),
            Lookup::Ambiguous(slots) => {
                let names: Vec<PsStr> = slots.iter().map(|s| self.parameter(*s).name.0.clone()).collect();
                Err(fault::ambiguous(name, &names, span))
            }
        }
    }

    /// A parameter with `ValueFromRemainingArguments` takes what is left, names and all.
    pub fn bind_remaining(&mut self, engine: &mut Engine, rest: Vec<Argument>) -> Bind<Vec<Argument>> {
        if rest.is_empty() {
            return Ok(rest);
        }
        let slots = &self.plan.slots;
        let Some(slot) = (0..slots.len()).find(|s| !self.bound[*s] && slots[*s].remaining(self.possible)) else { return Ok(rest) };
        let span = match (spans(rest.first()), spans(rest.last())) {
            (Some(first), Some(last)) => Some(first.to(last)),
            _ => None,
        };
        let mut values: Vec<Value> = rest.into_iter().flat_map(|argument| loose(argument, false)).collect();
        let value = match values.len() {
            1 if super::transform::is_list(&values[0]) => values.remove(0),
            _ => list_of_objects(values),
        };
        self.bind_slot(engine, slot, value, span, true)?;
        Ok(Vec::new())
    }

    /// What nothing took: `$args` of a simple function, an error of any other command.
    pub fn check_rest(&mut self, engine: &mut Engine, rest: Vec<Argument>) -> Bind<Vec<Value>> {
        if !self.signature.cmdlet_binding {
            return Ok(rest.into_iter().flat_map(|argument| loose(argument, true)).collect());
        }
        match rest.into_iter().next() {
            None => Ok(Vec::new()),
            Some(Argument::Named { name, span, .. }) => Err(fault::not_found(&name, span)),
            Some(Argument::Value { value, .. }) => Err(fault::positional_not_found(&engine.to_text(&value))),
        }
    }
}

fn spans(argument: Option<&Argument>) -> Option<Span> {
    match argument? {
        Argument::Named { span, .. } | Argument::Value { span, .. } => Some(*span),
    }
}

/// An argument as values: a name is its text. `marked`: the text remembers that it was a parameter name, for `@args`.
pub fn loose(argument: Argument, marked: bool) -> Vec<Value> {
    match argument {
        Argument::Value { value, .. } => vec![value],
        Argument::Named { name, text, value, .. } => {
            let written = Value::String(text);
            let first = if marked { super::splat::mark(written, &name) } else { written };
            std::iter::once(first).chain(value).collect()
        }
    }
}

fn list_of_objects(values: Vec<Value>) -> Value {
    match types::find("System.Collections.Generic.List[object]") {
        Some(type_ref) => Value::List(Rc::new(List { type_ref, element: known::OBJECT, items: RefCell::new(values) })),
        None => Value::array(values),
    }
}
