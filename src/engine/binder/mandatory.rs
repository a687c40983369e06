//! Mandatory parameters without a value: asked for where somebody can answer, otherwise an error.

use super::fault::{self, Bind};
use super::plan::Sets;
use super::state::Binder;
use crate::engine::Engine;
use crate::value::{PsStr, Value};

impl Binder<'_> {
    /// Choose the set whose mandatory parameters are met or will be asked for, and ask.
    pub fn require_mandatory(&mut self, engine: &mut Engine) -> Bind {
        if self.piped {
            self.keep_sets_for_input();
        }
        let Some((sets, missing)) = self.missing_mandatory()? else { return Ok(()) };
        if missing.is_empty() {
            return Ok(());
        }
        self.possible &= sets;
        self.ask(engine, &missing)
    }

    /// Where input comes, sets that take none (any more) are out, if others are left.
    fn keep_sets_for_input(&mut self) {
        let known = self.possible & self.plan.known();
        if known.count_ones() < 2 {
            return;
        }
        let taking: Sets = self.plan.each(self.possible).filter(|set| self.awaits_input(*set)).fold(0, |all, set| all | set);
        if taking != 0 {
            self.possible &= taking;
        }
    }

    /// The set the call ends up with and what it misses. Sets that miss nothing win, the default first.
    fn missing_mandatory(&mut self) -> Bind<Option<(Sets, Vec<usize>)>> {
        let plan = self.plan.clone();
        let missing_of = |set: Sets| -> Vec<usize> {
            self.free().filter(|slot| plan.slots[*slot].mandatory(set) && !(self.piped && plan.slots[*slot].takes_pipeline(set))).collect()
        };
        let default = plan.default & self.possible;
        if default != 0 && !self.piped {
            // A default set that can be meant is the one that is meant.
            return Ok(Some((default, missing_of(default))));
        }
        let lacks: Vec<(Sets, Vec<usize>)> = plan.each(self.possible).map(|set| (set, missing_of(set))).collect();
        let taking = plan.each(self.possible).filter(|set| self.awaits_input(*set)).count();
        if self.piped && plan.default != 0 && default == 0 && taking > 1 && lacks.iter().any(|(_, missing)| !missing.is_empty()) {
            return Err(fault::ambiguous_set());
        }
        let complete: Sets = lacks.iter().filter(|(_, missing)| missing.is_empty()).fold(0, |all, (set, _)| all | set);
        if complete != 0 {
            let narrowed = self.possible & complete;
            if !plan.sets.is_empty() && narrowed & plan.known() != self.possible & plan.known() {
                self.possible = narrowed;
            }
            return Ok(None);
        }
        let chosen = lacks.iter().position(|(set, _)| set & default != 0).unwrap_or(0);
        Ok(lacks.into_iter().nth(chosen).map(|(set, missing)| (if plan.sets.is_empty() { super::plan::ALL } else { set }, missing)))
    }

    /// What is still open after an object was bound: the mandatory parameters of the set that comes closest.
    pub fn lacks(&self) -> Vec<PsStr> {
        let missing_of = |set: Sets| self.free().filter(|slot| self.plan.slots[*slot].mandatory(set)).collect::<Vec<_>>();
        let default = self.plan.default & self.possible;
        let best = self.plan.each(self.possible).map(missing_of).min_by_key(Vec::len).unwrap_or_default();
        let missing = if default != 0 && !best.is_empty() { missing_of(default) } else { best };
        missing.into_iter().map(|slot| self.parameter(slot).name.0.clone()).collect()
    }

    fn ask(&mut self, engine: &mut Engine, missing: &[usize]) -> Bind {
        let names: Vec<PsStr> = missing.iter().map(|slot| self.parameter(*slot).name.0.clone()).collect();
        if !engine.host.interactive() {
            return Err(fault::missing_mandatory(&names));
        }
        let mut headed = false;
        for slot in missing {
            let (name, type_name) = (self.parameter(*slot).name.0.clone(), self.parameter(*slot).type_name.clone());
            if !std::mem::replace(&mut headed, true) {
                let command = self.command.name();
                engine.host.write(&format!("\ncmdlet {command} at command pipeline position 1\nSupply values for the following parameters:\n"));
            }
            let answer = self.prompt(engine, &name, &type_name).ok_or_else(|| fault::missing_mandatory(&names))?;
            self.bind_slot(engine, *slot, answer, None, true)?;
        }
        Ok(())
    }

    /// Ask for one value, or for the items of a list until an empty line.
    fn prompt(&self, engine: &mut Engine, name: &str, type_name: &str) -> Option<Value> {
        let secret = type_name.ends_with("SecureString");
        if !type_name.ends_with("[]") {
            return engine.host.read_line(&format!("{name}: "), secret).map(Value::from);
        }
        let mut items = Vec::new();
        loop {
            let line = engine.host.read_line(&format!("{name}[{}]: ", items.len()), secret)?;
            if line.is_empty() {
                return Some(Value::array(items));
            }
            items.push(Value::from(line));
        }
    }
}
