//! Attributes in a script: a function's signature from its `param` block, and validation on variables.

use super::function::Function;
use super::function_signature::{AttributeReader, signature};
use super::{Engine, Interrupt, Run, Signature, binder, lower};
use crate::syntax::Source;
use crate::syntax::ast::{self, Attribute, AttributeBase, Expr, Span, TypeName};
use crate::value::{ErrorCategory, ErrorRecord, Exception, TypeRef, Value};
use std::rc::Rc;

/// Reads attributes for the maker of signatures.
struct Reader<'a> {
    engine: &'a mut Engine,
    source: Rc<Source>,
}

impl AttributeReader for Reader<'_> {
    fn evaluate(&mut self, expr: &Expr) -> Run<Value> {
        self.engine.eval_ast(&self.source, expr)
    }

    fn resolve(&mut self, name: &TypeName) -> Run<TypeRef> {
        let spec = lower::type_spec(name);
        self.engine.resolve_type(&spec)
    }

    fn custom(&mut self, attribute: &Attribute) -> Run<Option<Value>> {
        let name = lower::type_text(&attribute.type_name);
        let found = [name.clone(), format!("{name}Attribute")].into_iter().find_map(|n| self.engine.script_types.get(&n.to_ascii_lowercase()).copied());
        let Some(ty) = found else { return Ok(None) };
        let mut arguments = Vec::new();
        for expr in &attribute.positional {
            arguments.push(self.evaluate(expr)?);
        }
        match self.engine.construct_script_class(ty, &arguments) {
            Some(made) => made.map(Some),
            None => Ok(None),
        }
    }
}

impl Engine {
    /// Evaluate an expression of the syntax tree in a scope of its own.
    pub(super) fn eval_ast(&mut self, source: &Rc<Source>, expr: &Expr) -> Run<Value> {
        let body = lower::expression(source, expr);
        let scope = self.scope_for(&body);
        let outer = std::mem::replace(&mut self.scope, scope);
        let direct = std::mem::replace(&mut self.direct, true);
        let result = match body.end.as_ref().and_then(|end| end.statements.first()) {
            Some(statement) => self.eval_statement(statement),
            None => Ok(Value::Null),
        };
        self.direct = direct;
        self.scope = outer;
        result
    }

    /// Make a function's signature, if that was not done yet.
    pub fn ensure_signature(&mut self, function: &Function) -> Run {
        let body = &function.body;
        if body.signature.get().is_some() {
            return Ok(());
        }
        let none = Vec::new();
        let param = body.ast.param.as_ref();
        let attributes = param.map_or(&none, |p| &p.attributes);
        let in_brackets = body.function.as_ref().and_then(|f| f.parameters.as_ref());
        let parameters: &[ast::Parameter] = match in_brackets {
            Some(parameters) => parameters,
            None => param.map_or(&[][..], |p| &p.parameters),
        };
        let mut reader = Reader { engine: self, source: body.source.clone() };
        let made = signature(attributes, parameters, &mut reader)?;
        let _ = body.signature.set(Rc::new(made));
        Ok(())
    }

    /// The exception of the first validation attribute that refuses a value, if one does.
    pub(super) fn refusal(&mut self, name: &str, attributes: &[Rc<Attribute>], value: &Value) -> Run<Option<Value>> {
        let span = Span::default();
        let variable = ast::Variable { span, path: Rc::from(name), splatted: false, braced: false };
        let bases = attributes.iter().map(|a| AttributeBase::Attribute(Attribute::clone(a))).collect();
        let parameter = ast::Parameter { span, attributes: bases, name: variable, default: None };
        let source = self.source.clone();
        let mut reader = Reader { engine: self, source };
        let made = signature(&[], &[parameter], &mut reader)?;
        match made.parameters.first() {
            Some(parameter) => binder::refuse(self, parameter, value),
            None => Ok(None),
        }
    }

    /// Validate a value as attributes on a variable ask.
    pub(super) fn check_attributes(&mut self, name: &str, attributes: &[Rc<Attribute>], value: Value) -> Run<Value> {
        if self.refusal(name, attributes, &value)?.is_none() {
            return Ok(value);
        }
        let shown = self.to_text(&value);
        let message = format!("The variable cannot be validated because the value {shown} is not a valid value for the {name} variable.");
        let exception = Exception::named("System.Management.Automation.ValidationMetadataException", message);
        Err(Interrupt::Error(Rc::new(ErrorRecord::new(exception, "ValidateSetFailure", ErrorCategory::MetadataError, Value::Null))))
    }
}

/// The signature of a body: empty where it was not made yet.
pub fn signature_of(body: &lower::Body) -> Rc<Signature> {
    body.signature.get().cloned().unwrap_or_default()
}
