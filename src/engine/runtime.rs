//! The engine as values see it: `value::Runtime`.

use super::{Collect, Engine, Interrupt, Run};
use crate::value::members::MemberInfo;
use crate::value::{ErrorCategory, ErrorRecord, Machine, PsStr, Res, Runtime, ScriptBlock, TypeRef, Value};
use std::rc::Rc;

impl Runtime for Engine {
    fn invoke_block(&mut self, block: &Rc<ScriptBlock>, underscore: Option<Value>, args: &[Value]) -> Res<Vec<Value>> {
        let mut out = Collect::default();
        let run = self.run_block(block, underscore, args, false, &mut out);
        only_error(run)?;
        Ok(out.0)
    }

    fn invoke_with_this(&mut self, block: &Rc<ScriptBlock>, this: &Value, args: &[Value]) -> Res<Value> {
        let scope = self.child_scope();
        scope.set(self.names.this, this.clone());
        let outer = std::mem::replace(&mut self.scope, scope);
        let direct = std::mem::replace(&mut self.direct, false);
        let mut out = Collect::default();
        let run = self.run_block(block, None, args, false, &mut out);
        self.scope = outer;
        self.direct = direct;
        only_error(run)?;
        Ok(super::expr::null_for_void(super::expr::collapse(out.0)))
    }

    fn output_field_separator(&mut self) -> String {
        match self.lookup(self.names.ofs) {
            Some(Value::String(text)) => text.to_string(),
            Some(Value::Null) | None => " ".to_owned(),
            Some(other) => self.to_text(&other).to_string(),
        }
    }

    fn find_type(&mut self, name: &str) -> Option<TypeRef> {
        self.type_by_text(name)
    }

    fn class_property(&mut self, _this: &Value, _name: &str) -> Option<Res<Value>> {
        None
    }

    fn class_new(&mut self, ty: TypeRef, args: &[Value]) -> Option<Res<Value>> {
        self.construct_script_class(ty, args).map(only_error)
    }

    fn class_invoke_static(&mut self, ty: TypeRef, name: &str, args: &[Value]) -> Option<Res<Value>> {
        self.invoke_static_class(ty, name, args)
    }

    fn class_invoke(&mut self, this: &Value, name: &str, args: &[Value]) -> Option<Res<Value>> {
        let ty = this.type_ref()?;
        self.invoke_class_as(this, ty, name, args)
    }

    fn block_property(&mut self, block: &Rc<ScriptBlock>, name: &str) -> Option<Res<Value>> {
        let code = super::function::block_code(block)?;
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "file" => code.body.source.file.as_ref().map_or(Value::Null, |file| Value::str(file)),
            "ast" => super::language::tree_of(&code.body.source, &code.body.ast),
            "isfilter" => Value::Bool(code.is_filter),
            "isconfiguration" => Value::Bool(false),
            "module" => code.module.as_ref().map_or(Value::Null, |module| Value::String(module.name.clone())),
            "attributes" => Value::array(Vec::new()),
            _ => return None,
        }))
    }

    fn block_invoke(&mut self, block: &Rc<ScriptBlock>, name: &str, args: &[Value]) -> Option<Res<Value>> {
        self.block_method(block, name, args).map(only_error)
    }

    fn block_create(&mut self, text: &str) -> Res<Value> {
        only_error(self.create_block(text)).map(Value::ScriptBlock)
    }

    fn class_properties(&mut self, ty: TypeRef) -> Vec<(PsStr, TypeRef)> {
        self.settable_properties(ty)
    }

    fn class_members(&mut self, ty: TypeRef) -> Vec<MemberInfo> {
        self.members_of_class(ty)
    }

    fn now_ticks(&mut self) -> i64 {
        self.host.now()
    }

    fn machine(&mut self) -> &mut dyn Machine {
        self
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

/// What a rule over values can pass on of a run: its error. A stop becomes one.
pub(super) fn only_error<T>(run: Run<T>) -> Res<T> {
    run.map_err(|interrupt| match interrupt {
        Interrupt::Error(raise) => raise,
        _ => ErrorRecord::raise(
            "System.Management.Automation.PipelineStoppedException",
            "The pipeline has been stopped.",
            "PipelineStopped",
            ErrorCategory::OperationStopped,
        ),
    })
}

/// A runtime that runs nothing: for rules over values that need no script.
pub(super) struct Bare;

impl Machine for Bare {}

impl Runtime for Bare {
    fn invoke_block(&mut self, _: &Rc<ScriptBlock>, _: Option<Value>, _: &[Value]) -> Res<Vec<Value>> {
        Ok(Vec::new())
    }
    fn invoke_with_this(&mut self, _: &Rc<ScriptBlock>, _: &Value, _: &[Value]) -> Res<Value> {
        Ok(Value::Null)
    }
    fn output_field_separator(&mut self) -> String {
        " ".to_owned()
    }
    fn find_type(&mut self, name: &str) -> Option<TypeRef> {
        crate::value::types::find(name)
    }
    fn class_property(&mut self, _: &Value, _: &str) -> Option<Res<Value>> {
        None
    }
    fn class_new(&mut self, _: TypeRef, _: &[Value]) -> Option<Res<Value>> {
        None
    }
    fn class_invoke(&mut self, _: &Value, _: &str, _: &[Value]) -> Option<Res<Value>> {
        None
    }
    fn now_ticks(&mut self) -> i64 {
        0
    }
    fn machine(&mut self) -> &mut dyn Machine {
        self
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
