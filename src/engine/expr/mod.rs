//! Expressions: each gives one value. Nothing is enumerated here; statements and pipelines do that.

mod binary;
mod hashtable;
mod index;
pub(super) use index::{failure, position};
mod intrinsic;
mod invoke;
mod member;
mod step;

use super::lower::{Expr, TextPart, TypeSpec};
use super::{Collect, Engine, Run};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Reference, TypeRef, Value, arithmetic, bitwise, convert, known, strings, types};
use std::rc::Rc;

impl Engine {
    pub(super) fn eval(&mut self, expr: &Expr) -> Run<Value> {
        match expr {
            Expr::Const(value) => Ok(value.clone()),
            Expr::Variable(variable, span) => self.read_at(variable, *span),
            Expr::Binary(operator, sides) => self.binary(*operator, &sides.0, &sides.1),
            Expr::Text(parts) => self.expand(parts),
            Expr::Paren(statement) => self.eval_statement(statement),
            Expr::Member { target, name, null_conditional } => self.member(target, name, *null_conditional),
            Expr::Invoke(code) => self.invoke(code),
            Expr::Index { target, index, null_conditional } => self.index(target, index, *null_conditional),
            Expr::List(items) => self.list(items),
            Expr::Array(block) => self.array_expression(block),
            Expr::SubExpression(block) => self.sub_expression(block),
            Expr::Hashtable(entries) => self.hashtable(entries),
            Expr::Ordered(entries) => self.ordered(entries),
            Expr::Custom(entries) => self.custom_object(entries),
            Expr::ScriptBlock(body) => Ok(Value::ScriptBlock(self.make_block(body))),
            Expr::Not(operand) => Ok(Value::Bool(!convert::to_bool(&self.eval(operand)?))),
            Expr::BNot(operand) => {
                let value = self.eval(operand)?;
                Ok(bitwise::not(&value, self)?)
            }
            Expr::Plus(operand) => {
                let value = self.eval(operand)?;
                Ok(arithmetic::plus(&value, self)?)
            }
            Expr::Minus(operand) => match self.eval(operand)? {
                Value::Int32(number) if number != i32::MIN => Ok(Value::Int32(-number)),
                value => Ok(arithmetic::negate(&value, self)?),
            },
            Expr::UnaryJoin(operand) => {
                let value = self.eval(operand)?;
                Ok(strings::join(&value, &Value::str(""), self)?)
            }
            Expr::UnarySplit(operand) => {
                let value = self.eval(operand)?;
                Ok(strings::split_words(&value, self)?)
            }
            Expr::Step { target, by, prefix } => self.step(target, *by, *prefix),
            Expr::Ternary(parts) => {
                let condition = self.eval(&parts.0)?;
                self.eval(if convert::to_bool(&condition) { &parts.1 } else { &parts.2 })
            }
            Expr::Type(spec) => Ok(Value::Type(self.resolve_type(spec)?)),
            Expr::Convert(spec, operand) => self.convert(spec, operand),
            Expr::Reference(target, operand) => self.reference(target, operand),
            Expr::Attributed(attribute, operand) => {
                let value = self.eval(operand)?;
                self.check_attributes("", &[Rc::new((**attribute).clone())], value)
            }
            Expr::StaticMember { target, name } => self.static_member(target, name),
        }
    }

    pub(super) fn eval_bool(&mut self, expr: &Expr) -> Run<bool> {
        Ok(match self.eval(expr)? {
            Value::Bool(value) => value,
            value => convert::to_bool(&value),
        })
    }

    fn expand(&mut self, parts: &[TextPart]) -> Run<Value> {
        let mut text = String::new();
        for part in parts {
            match part {
                TextPart::Text(literal) => text.push_str(literal),
                // Inside a string, an unset variable is no error before strict mode 2.
                TextPart::Expr(Expr::Variable(variable, _)) if self.strict_level() < 2 => {
                    let value = self.read(variable)?.unwrap_or_default();
                    text.push_str(&self.to_text(&value));
                }
                TextPart::Expr(expr) => match self.eval(expr)? {
                    Value::String(value) => text.push_str(&value),
                    Value::Int32(value) => {
                        use std::fmt::Write;
                        let _ = write!(text, "{value}");
                    }
                    value => text.push_str(&self.to_text(&value)),
                },
            }
        }
        Ok(Value::from(text))
    }

    fn list(&mut self, items: &[Expr]) -> Run<Value> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(null_for_void(self.eval(item)?));
        }
        Ok(Value::array(values))
    }

    /// `@( )`: always an array; an array that a single expression gives is taken as it is.
    fn array_expression(&mut self, block: &super::lower::Block) -> Run<Value> {
        let mut out = Collect::default();
        let position = self.position;
        self.exec_block(block, &mut out)?;
        self.position = position;
        Ok(Value::array(out.0))
    }

    fn sub_expression(&mut self, block: &super::lower::Block) -> Run<Value> {
        let mut out = Collect::default();
        let position = self.position;
        self.exec_block(block, &mut out)?;
        self.position = position;
        Ok(collapse(out.0))
    }

    fn convert(&mut self, spec: &TypeSpec, operand: &Expr) -> Run<Value> {
        let value = self.eval(operand)?;
        if spec.name.eq_ignore_ascii_case("void") {
            return Ok(Value::Void);
        }
        // The name stands for `PSObject`; only as a cast does it make an object of a dictionary.
        if spec.name.eq_ignore_ascii_case("pscustomobject") && matches!(value.base(), Value::Dictionary(_)) {
            return Ok(convert::to(&value, known::PS_CUSTOM_OBJECT, self)?);
        }
        let ty = match self.resolve_type(spec) {
            Ok(ty) => ty,
            Err(interrupt) => {
                self.position = spec.ast.span;
                return Err(interrupt);
            }
        };
        Ok(convert::to(&value, ty, self)?)
    }

    /// `[ref]$x` reads and writes the variable; `[ref]` of anything else holds its own value.
    fn reference(&mut self, target: &super::lower::Target, operand: &Expr) -> Run<Value> {
        use super::lower::{Target, Variable};
        let value = match operand {
            Expr::Variable(variable, _) => self.read(variable)?,
            _ => Some(self.eval(operand)?),
        };
        let symbol = match target {
            Target::Variable(Variable::Local { symbol, .. } | Variable::Scoped { symbol, .. }) => *symbol,
            _ => return Ok(Value::object(Reference::to(value.unwrap_or_default()))),
        };
        if value.is_none() {
            let name = symbol.name();
            let message = "[ref] cannot be applied to a variable that does not exist.";
            let exception = Exception::named("System.Management.Automation.RuntimeException", message);
            return Err(Rc::new(ErrorRecord::new(exception, "NonExistingVariableReference", ErrorCategory::InvalidOperation, Value::str(&name))).into());
        }
        let holder = super::scope::holder(&self.scope, symbol).unwrap_or_else(|| self.global.clone());
        let Some(variable) = holder.full(symbol) else { return Ok(Value::object(Reference::to(value.unwrap_or_default()))) };
        let writer = variable.clone();
        Ok(Value::object(Reference::new(move || variable.value.borrow().clone(), move |value| *writer.value.borrow_mut() = value)))
    }

    /// A type by the name in the script; the answer is kept.
    pub(super) fn resolve_type(&mut self, spec: &TypeSpec) -> Run<TypeRef> {
        if let Some((generation, ty)) = spec.cache.get()
            && generation == self.type_generation
        {
            return Ok(ty);
        }
        match self.type_of_name(&spec.ast) {
            Some(ty) => {
                spec.cache.set(Some((self.type_generation, ty)));
                Ok(ty)
            }
            None => {
                // The error stands at the type, with its brackets.
                let span = spec.ast.span;
                self.position = crate::syntax::ast::Span { start: span.start.saturating_sub(1), end: span.end + 1 };
                Err(type_not_found(&spec.name))
            }
        }
    }

    /// A type by its syntax: accelerators, `using namespace`, script classes.
    pub(super) fn type_of_name(&mut self, name: &crate::syntax::ast::TypeName) -> Option<TypeRef> {
        use crate::syntax::ast::TypeNameKind;
        match &name.kind {
            TypeNameKind::Simple { name, .. } => self.type_by_text(name),
            TypeNameKind::Array { element, rank } => Some(TypeRef::array_of(self.type_of_name(element)?, (*rank).max(1) as usize)),
            TypeNameKind::Generic { generic, arguments } => {
                let text = super::lower::type_text(name);
                types::find(&text).or_else(|| {
                    let arguments: Option<Vec<TypeRef>> = arguments.iter().map(|a| self.type_of_name(a)).collect();
                    let arguments = arguments?;
                    let definition = self.type_by_text(&format!("{}`{}", super::lower::type_text(generic), arguments.len()))?;
                    Some(types::make_generic(definition, arguments))
                })
            }
        }
    }

    /// Whether a name is that of a type here, as an attribute too.
    pub(super) fn has_type(&self, name: &str) -> bool {
        [name, &format!("{name}Attribute")].iter().any(|name| self.type_by_text(name).is_some())
    }

    /// A type by name: script classes first, then .NET's, then under each `using namespace`.
    pub(super) fn type_by_text(&self, name: &str) -> Option<TypeRef> {
        if let Some(ty) = self.script_types.get(&name.to_ascii_lowercase()) {
            return Some(*ty);
        }
        if let Some(ty) = types::find(name) {
            return Some(ty);
        }
        let spaced = self.namespaces.iter().find_map(|namespace| types::find(&format!("{namespace}.{name}")));
        spaced.or_else(|| super::language::type_of(name))
    }

    pub(super) fn eval_text(&mut self, expr: &Expr) -> Run<PsStr> {
        let value = self.eval(expr)?;
        Ok(self.to_text(&value))
    }
}

pub(super) fn type_not_found(name: &str) -> super::Interrupt {
    let message = format!("Unable to find type [{name}].");
    let exception = Exception::named("System.Management.Automation.RuntimeException", message);
    let record = ErrorRecord::new(exception, "TypeNotFound", ErrorCategory::InvalidOperation, Value::str(name));
    Rc::new(record).into()
}

/// What a pipeline wrote, as one value: nothing, the one object, or an array.
pub(super) fn collapse(mut items: Vec<Value>) -> Value {
    match items.len() {
        0 => Value::Void,
        1 => items.pop().unwrap_or_default(),
        _ => Value::array(items),
    }
}

pub(super) fn null_for_void(value: Value) -> Value {
    if let Value::Void = value { Value::Null } else { value }
}
