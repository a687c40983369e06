//! `Remove-`: an object, and every mention of it.

use super::Served;
use crate::engine::{Call, Run, Stage};
use crate::exchange::derived;
use crate::exchange::messages::Problem;
use crate::value::Value;

pub struct Remove {
    pub base: Served,
}

impl Stage for Remove {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        let Some(record) = self.base.identity(call)? else { return Ok(()) };
        if !call.should_process(&derived::canonical_name(&record), &self.base.command.clone())? {
            return Ok(());
        }
        match self.base.org.remove(record.id) {
            Ok(()) => Ok(()),
            Err(error) => call.fail(Problem::Store { message: error.to_string() }.record(Value::Null)),
        }
    }
}
