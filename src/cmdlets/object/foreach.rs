//! `ForEach-Object`: run script blocks, or read a member, for each object.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, ScriptBlock, Value, members};
use std::rc::Rc;

#[derive(Default)]
pub struct ForEachObject {
    begin: Option<Rc<ScriptBlock>>,
    process: Vec<Rc<ScriptBlock>>,
    end: Option<Rc<ScriptBlock>>,
    member: Option<PsStr>,
    arguments: Vec<Value>,
}

impl Stage for ForEachObject {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        self.member = call.text("MemberName");
        self.arguments = call.arg("ArgumentList").map(items).unwrap_or_default();
        self.read_blocks(call);
        if let Some(begin) = self.begin.take() {
            call.engine.run_block(&begin, None, &[], true, call.out)?;
        }
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let input = call.input.cloned().or_else(|| call.arg("InputObject").cloned());
        if input.is_none() && call.piped {
            return Ok(());
        }
        let input = input.unwrap_or_default();
        if let Some(member) = &self.member {
            return self.read_member(call, &input, member);
        }
        for block in &self.process {
            call.engine.run_block(block, Some(input.clone()), &[], true, call.out)?;
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        match self.end.take() {
            Some(end) => call.engine.run_block(&end, None, &[], true, call.out),
            None => Ok(()),
        }
    }
}

impl ForEachObject {
    /// Of several blocks in place, the first begins where `-Begin` is not said, and of three and more the last ends.
    fn read_blocks(&mut self, call: &Call<'_>) {
        let blocks = |name: &str| -> Vec<Rc<ScriptBlock>> {
            call.arg(name)
                .map(items)
                .unwrap_or_default()
                .iter()
                .filter_map(|v| if let Value::ScriptBlock(b) = v.base() { Some(b.clone()) } else { None })
                .collect()
        };
        self.begin = blocks("Begin").pop();
        self.end = blocks("End").pop();
        self.process = blocks("Process");
        self.process.extend(blocks("Parallel"));
        self.process.extend(blocks("RemainingScripts"));
        if !call.args.has("Begin") && self.process.len() > 1 {
            self.begin = Some(self.process.remove(0));
        }
        if !call.args.has("End") && self.process.len() > 1 {
            self.end = self.process.pop();
        }
    }

    fn read_member(&self, call: &mut Call<'_>, input: &Value, member: &PsStr) -> Run {
        if input.is_null() {
            let exception = Exception::named("System.Management.Automation.PSArgumentNullException", "Object reference not set to an instance of an object.");
            return call.error(ErrorRecord::new(exception, "InputObjectIsNull", ErrorCategory::InvalidArgument, Value::Null));
        }
        if !call.args.has("ArgumentList") {
            if let Some(value) = members::get(input, member, call.engine)? {
                return match value {
                    value if is_method(&value) => self.invoke(call, input, member),
                    value => call.write_each(value),
                };
            }
            if !has_method(input, member, call.engine) {
                return call.write(Value::Null);
            }
        }
        self.invoke(call, input, member)
    }

    fn invoke(&self, call: &mut Call<'_>, input: &Value, member: &PsStr) -> Run {
        match members::invoke(input, member, &self.arguments, call.engine) {
            Ok(value) => call.write_each(value),
            Err(raise) => {
                let record = ErrorRecord::around(raise.exception.clone(), "MethodInvocationException", ErrorCategory::InvalidOperation, input.clone());
                call.error(record)
            }
        }
    }
}

fn items(value: &Value) -> Vec<Value> {
    Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()])
}

/// What `members::get` gives for a method named without brackets.
fn is_method(value: &Value) -> bool {
    value.type_ref().is_some_and(|ty| matches!(ty.name, "PSMethod" | "PSScriptMethod" | "PSParameterizedProperty"))
}

fn has_method(input: &Value, member: &str, engine: &mut Engine) -> bool {
    members::list(input, engine).iter().any(|m| m.kind.ends_with("Method") && crate::value::same_name(&m.name, member))
}
