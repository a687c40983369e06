//! `$PSDefaultParameterValues`: values for parameters that a call leaves out.

use super::fault::Bind;
use super::plan::Lookup;
use super::state::Binder;
use crate::engine::Engine;
use crate::value::{Dictionary, Runtime, Value, convert, wildcard};

impl Binder<'_> {
    pub fn bind_defaults(&mut self, engine: &mut Engine) -> Bind {
        if !self.signature.cmdlet_binding {
            return Ok(());
        }
        let Some(Value::Dictionary(table)) = engine.variable("PSDefaultParameterValues") else { return Ok(()) };
        if table.is_empty() || table.get_str("Disabled").is_some_and(|v| convert::to_bool(&v)) {
            return Ok(());
        }
        for (name, value) in self.entries_for_me(&table) {
            let Lookup::Found(slot) = self.plan.find(&self.signature, &name) else { continue };
            if self.bound[slot] || self.plan.slots[slot].sets & self.possible == 0 {
                continue;
            }
            let value = match &value {
                Value::ScriptBlock(block) => match &engine.invoke_block(block, None, &[]).map_err(crate::engine::Interrupt::Error)?[..] {
                    [one] => one.clone(),
                    many => Value::array(many.to_vec()),
                },
                other => other.clone(),
            };
            self.bind_slot(engine, slot, value, None, true)?;
        }
        Ok(())
    }

    /// Parameter names and values of the keys `Command:Parameter` that mean this command; exact command names come first.
    fn entries_for_me(&self, table: &Dictionary) -> Vec<(String, Value)> {
        let command = self.command.name();
        let mut found: Vec<(bool, String, Value)> = Vec::new();
        for (key, value) in table.entries.borrow().values() {
            let Value::String(key) = key.base() else { continue };
            let Some((pattern, parameter)) = key.split_once(':') else { continue };
            let (pattern, parameter) = (pattern.trim_matches(['\'', '"']), parameter.trim_matches(['\'', '"']));
            if wildcard::matches(pattern, &command, true) {
                found.push((pattern.contains('*'), parameter.to_owned(), value.clone()));
            }
        }
        found.sort_by_key(|(by_pattern, ..)| *by_pattern);
        found.into_iter().map(|(_, name, value)| (name, value)).collect()
    }
}
