//! Arguments by position: at each position the default set has the first choice, and a value that needs no conversion goes first.

use super::fault::{Bind, Fault};
use super::plan::Sets;
use super::state::Binder;
use crate::engine::{Argument, Engine};
use crate::syntax::ast::Span;
use crate::value::Value;
use std::collections::VecDeque;

impl Binder<'_> {
    /// Bind values without a name to the positions that are free; give back the rest.
    pub fn bind_positional(&mut self, engine: &mut Engine, arguments: Vec<Argument>) -> Bind<Vec<Argument>> {
        let (mut values, mut rest) = (VecDeque::new(), Vec::new());
        // In a simple function, the value after a name that nothing knows belongs to that name: both go to `$args`.
        let mut after_name = false;
        for (index, argument) in arguments.into_iter().enumerate() {
            let is_open_name = matches!(argument, Argument::Named { value: None, .. });
            match argument {
                Argument::Value { value, span, .. } if !after_name => values.push_back((index, value, span)),
                other => rest.push((index, other)),
            }
            after_name = is_open_name && !self.signature.cmdlet_binding;
        }
        let mut last = None;
        while let Some(position) = self.next_position(last) {
            last = Some(position);
            let Some((index, value, span)) = values.pop_front() else { break };
            if !self.bind_at(engine, position, &value, span)? {
                rest.push((index, Argument::Value { value, span, splatted: false }));
            }
        }
        rest.extend(values.into_iter().map(|(index, value, span)| (index, Argument::Value { value, span, splatted: false })));
        rest.sort_by_key(|(index, _)| *index);
        Ok(rest.into_iter().map(|(_, argument)| argument).collect())
    }

    /// The first position after `last` that a free parameter has in a set still possible.
    fn next_position(&self, last: Option<u32>) -> Option<u32> {
        let free = (0..self.bound.len()).filter(|slot| !self.bound[*slot]);
        free.flat_map(|slot| self.plan.slots[slot].in_sets(self.possible))
            .filter(|u| !u.membership.remaining)
            .filter_map(|u| u.membership.position)
            .filter(|position| last.is_none_or(|last| *position > last))
            .min()
    }

    fn bind_at(&mut self, engine: &mut Engine, position: u32, value: &Value, span: Span) -> Bind<bool> {
        let default = self.plan.default;
        let mut refused = None;
        for (sets, coerce) in [(default, false), (self.possible, false), (default, true), (self.possible, true)] {
            if sets & self.possible == 0 {
                continue;
            }
            match self.bind_in_sets(engine, position, sets, value, span, coerce) {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(Fault::Error { raise, span }) => {
                    if !coerce || sets == default {
                        return Err(Fault::Error { raise, span });
                    }
                    refused.get_or_insert(Fault::Error { raise, span });
                }
                Err(interrupt) => return Err(interrupt),
            }
        }
        refused.map_or(Ok(false), Err)
    }

    fn bind_in_sets(&mut self, engine: &mut Engine, position: u32, sets: Sets, value: &Value, span: Span, coerce: bool) -> Bind<bool> {
        let plan = self.plan.clone();
        let mut refused = None;
        for slot in 0..plan.slots.len() {
            let here = |u: &super::plan::Use| u.membership.position == Some(position) && !u.membership.remaining;
            if self.bound[slot] || !plan.slots[slot].in_sets(sets & self.possible).any(here) {
                continue;
            }
            match self.bind_slot(engine, slot, value.clone(), Some(span), coerce) {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(Fault::Error { raise, span }) => {
                    refused.get_or_insert(Fault::Error { raise, span });
                }
                Err(interrupt) => return Err(interrupt),
            }
        }
        refused.map_or(Ok(false), Err)
    }
}
