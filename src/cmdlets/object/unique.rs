//! `Get-Unique`: drop an object that equals the one before it.

use crate::engine::{Call, Run, Stage};
use crate::value::Value;

#[derive(Default)]
pub struct GetUnique {
    last: Option<Value>,
}

impl Stage for GetUnique {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        let same = match &self.last {
            None => false,
            Some(last) if call.switch("OnType") => last.type_ref() == input.type_ref(),
            Some(last) if call.switch("AsString") => {
                let (a, b) = (call.engine.to_text(last), call.engine.to_text(&input));
                if call.switch("CaseInsensitive") { crate::value::same_name(&a, &b) } else { a == b }
            }
            Some(last) => super::sort::value_order(last, &input, call.switch("CaseInsensitive"), call.engine).is_eq(),
        };
        if same {
            return Ok(());
        }
        self.last = Some(input.clone());
        call.write(input)
    }
}
