//! `Tee-Object`: pass objects on and keep them in a variable or a file too.

use crate::engine::{Call, Run, Stage};
use crate::value::Value;

#[derive(Default)]
pub struct TeeObject {
    seen: Vec<Value>,
}

impl Stage for TeeObject {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        self.seen.push(input.clone());
        call.write(input)
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let mut seen = std::mem::take(&mut self.seen);
        if let Some(name) = call.text("Variable") {
            let mut all = Vec::new();
            if call.switch("Append")
                && let Some(old) = call.engine.variable(&name)
            {
                all = crate::engine::Engine::enumerate(&old).unwrap_or_else(|| vec![old]);
            }
            all.append(&mut seen);
            let value = if all.len() == 1 { all.swap_remove(0) } else { Value::array(all) };
            return call.engine.set_variable(&name, value);
        }
        for name in ["FilePath", "LiteralPath"] {
            if let Some(path) = call.arg(name).cloned() {
                let append = Value::Switch(call.switch("Append"));
                call.engine.invoke_command("Out-File", &[(name, path), ("Append", append)], std::mem::take(&mut seen))?;
            }
        }
        Ok(())
    }
}
