//! `++` and `--`, before and after.

use super::super::lower::{Target, Variable};
use super::super::scope::Slot;
use super::super::{Engine, Run};
use crate::value::{ErrorCategory, ErrorRecord, Value, arithmetic};

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
        if !is_number(&old) {
            let operator = if by > 0 { "++" } else { "--" };
            let ty = old.type_ref().map_or("", |ty| ty.full_name);
            let message = format!("The '{operator}' operator works only on numbers. The operand is a '{}'.", ty);
            let raise = ErrorRecord::raise("System.Management.Automation.RuntimeException", message, "OperatorRequiresNumber", ErrorCategory::InvalidOperation);
            return Err(raise.into());
        }
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

fn is_number(value: &Value) -> bool {
    use Value as V;
    matches!(
        value.base(),
        V::Null
            | V::Void
            | V::SByte(_)
            | V::Byte(_)
            | V::Int16(_)
            | V::UInt16(_)
            | V::Int32(_)
            | V::UInt32(_)
            | V::Int64(_)
            | V::UInt64(_)
            | V::Single(_)
            | V::Double(_)
            | V::Decimal(_)
            | V::BigInteger(_)
            | V::Char(_)
    )
}
