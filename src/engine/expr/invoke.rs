//! Calling methods: of objects, of types, of each item of a collection.

use super::super::lower::{Expr, InvokeCode};
use super::super::{Engine, Run};
use super::null_for_void;
use crate::value::{ErrorCategory, ErrorRecord, Exception, TypeRef, Value, members};
use std::rc::Rc;

impl Engine {
    pub(super) fn invoke(&mut self, code: &InvokeCode) -> Run<Value> {
        let target = self.eval(&code.target)?;
        if code.null_conditional && target.is_null() {
            return Ok(Value::Null);
        }
        let name = self.member_text(&code.name)?;
        let mut arguments = Vec::with_capacity(code.arguments.len());
        for argument in &code.arguments {
            arguments.push(null_for_void(self.eval(argument)?));
        }
        if code.is_static {
            return self.invoke_static(&target, &name, &arguments);
        }
        if target.is_null() {
            return Err(null_method().into());
        }
        if let Some(base) = base_call_type(&code.target, self)?
            && let Some(result) = self.invoke_class_as(&target, base, &name, &arguments)
        {
            return Ok(result?);
        }
        self.invoke_member(&target, &name, &arguments)
    }

    pub(in crate::engine) fn invoke_member(&mut self, target: &Value, name: &str, arguments: &[Value]) -> Run<Value> {
        if let Some(result) = self.intrinsic_method(target, name, arguments) {
            return result;
        }
        Ok(members::invoke(target, name, arguments, self)?)
    }

    fn invoke_static(&mut self, target: &Value, name: &str, arguments: &[Value]) -> Run<Value> {
        let ty: TypeRef = match target {
            Value::Type(ty) => *ty,
            Value::Null | Value::Void => return Err(null_method().into()),
            other => match other.type_ref() {
                Some(ty) => ty,
                None => return Err(null_method().into()),
            },
        };
        if name.eq_ignore_ascii_case("new") {
            if let Some(result) = self.construct_script_class(ty, arguments) {
                return result;
            }
            return Ok(members::construct(ty, arguments, self)?);
        }
        if let Some(result) = self.invoke_static_class(ty, name, arguments) {
            return Ok(result?);
        }
        if let Some(result) = self.parser_method(ty, name, arguments) {
            return result;
        }
        Ok(members::static_invoke(ty, name, arguments, self)?)
    }
}

/// `([Base]$this).Method()`: the type named by the cast.
fn base_call_type(target: &Expr, engine: &mut Engine) -> Run<Option<TypeRef>> {
    use super::super::lower::StatementKind;
    let cast = match target {
        Expr::Paren(statement) => match &statement.kind {
            StatementKind::Expr(Expr::Convert(spec, _)) => spec,
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let ty = engine.resolve_type(cast)?;
    Ok(ty.from_script.then_some(ty))
}

fn null_method() -> Rc<ErrorRecord> {
    let exception = Exception::named("System.Management.Automation.RuntimeException", "You cannot call a method on a null-valued expression.");
    Rc::new(ErrorRecord::new(exception, "InvokeMethodOnNull", ErrorCategory::InvalidOperation, Value::Null))
}
