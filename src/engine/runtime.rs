//! The engine as values see it: `value::Runtime`.

use super::{Collect, Engine, Interrupt};
use crate::value::{ErrorCategory, ErrorRecord, Res, Runtime, ScriptBlock, TypeRef, Value, types};
use std::rc::Rc;

impl Runtime for Engine {
    fn invoke_block(&mut self, block: &Rc<ScriptBlock>, underscore: Option<Value>, args: &[Value]) -> Res<Vec<Value>> {
        let mut out = Collect::default();
        match self.run_block(block, underscore, args, false, &mut out) {
            Ok(()) | Err(Interrupt::Return) => Ok(out.0),
            Err(Interrupt::Error(raise)) => Err(raise),
            Err(_) => Err(ErrorRecord::raise(
                "System.Management.Automation.PipelineStoppedException",
                "The pipeline has been stopped.",
                "PipelineStopped",
                ErrorCategory::OperationStopped,
            )),
        }
    }

    fn invoke_with_this(&mut self, _block: &Rc<ScriptBlock>, _this: &Value, _args: &[Value]) -> Res<Value> {
        Ok(Value::Null)
    }

    fn output_field_separator(&mut self) -> String {
        " ".to_owned()
    }

    fn find_type(&mut self, name: &str) -> Option<TypeRef> {
        types::find(name)
    }

    fn class_property(&mut self, _this: &Value, _name: &str) -> Option<Res<Value>> {
        None
    }

    fn class_new(&mut self, _ty: TypeRef, _args: &[Value]) -> Option<Res<Value>> {
        None
    }

    fn class_invoke(&mut self, _this: &Value, _name: &str, _args: &[Value]) -> Option<Res<Value>> {
        None
    }

    fn now_ticks(&mut self) -> i64 {
        self.host.now()
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
