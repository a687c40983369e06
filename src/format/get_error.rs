//! `Get-Error`: the newest errors of the session, or those given, to be shown with everything they say.

use super::stages::input;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{PsObject, PsStr, Value, members};

#[derive(Default)]
pub struct GetError {
    given: Vec<Value>,
}

impl Stage for GetError {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.given.extend(input(call));
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let mut errors = std::mem::take(&mut self.given);
        if errors.is_empty() {
            let newest = match call.arg("Newest") {
                Some(Value::Int32(count)) => usize::try_from(*count).unwrap_or(1),
                _ => 1,
            };
            let list = call.engine.variable("Error").unwrap_or_default();
            errors = Engine::enumerate(&list).unwrap_or_default();
            errors.truncate(newest);
        }
        let many = errors.len() > 1;
        for (index, error) in errors.into_iter().enumerate() {
            call.write(extended(error, many.then_some(index)))?;
        }
        Ok(())
    }
}

/// The error under the type name whose view shows it in full.
fn extended(error: Value, index: Option<usize>) -> Value {
    let mut names = members::type_names(&error);
    let name = names.first().map_or_else(PsStr::default, |name| format!("{name}#PSExtendedError").into());
    names.insert(0, name);
    let object = PsObject::around(error.base().clone());
    *object.type_names.borrow_mut() = Some(names);
    if let Some(index) = index {
        object.set_note("PSErrorIndex", Value::Int32(index as i32));
    }
    object.into()
}
