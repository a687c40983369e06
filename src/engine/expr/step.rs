//! `++` and `--`, before and after.

use super::super::lower::{Target, Variable};
use super::super::scope::Slot;
use super::super::{Engine, Run};
use crate::value::{Value, arithmetic};

impl Engine {
    pub(super) fn step(&mut self, target: &Target, by: i32, prefix: bool) -> Run<Value> {
        if let Target::Variable(Variable::Local { slot, .. }) = target
            && self.direct
            && let Slot::Plain(Value::Int32(number)) = &mut self.scope.slots.borrow_mut()[*slot as usize]
            && let Some(next) = number.checked_add(by)
        {
            let old = std::mem::replace(number, next);
            return Ok(Value::Int32(if prefix { next } else { old }));
        }
        let old = self.read_target(target)?;
        let new = arithmetic::increment(&old, by, self)?;
        self.assign_value(target, new.clone())?;
        Ok(if prefix {
            new
        } else if old.is_null() {
            Value::Int32(0)
        } else {
            old
        })
    }
}
