//! Classes and enums that scripts declare.

use super::{Engine, Run};
use crate::syntax::ast;
use crate::value::{Res, TypeRef, Value};
use std::rc::Rc;

impl Engine {
    pub(super) fn define_types(&mut self, _types: &[Rc<ast::TypeDefinition>]) -> Run {
        Ok(())
    }

    pub(super) fn static_field(&mut self, _ty: TypeRef, _name: &str) -> Run<Option<Value>> {
        Ok(None)
    }

    pub(super) fn set_static_field(&mut self, _ty: TypeRef, _name: &str, _value: &Value) -> Run<bool> {
        Ok(false)
    }

    pub(super) fn construct_script_class(&mut self, _ty: TypeRef, _arguments: &[Value]) -> Option<Run<Value>> {
        None
    }

    pub(super) fn invoke_static_class(&mut self, _ty: TypeRef, _name: &str, _arguments: &[Value]) -> Option<Res<Value>> {
        None
    }

    pub(super) fn invoke_class_as(&mut self, _this: &Value, _ty: TypeRef, _name: &str, _arguments: &[Value]) -> Option<Res<Value>> {
        None
    }
}
