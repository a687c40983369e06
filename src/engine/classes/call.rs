//! Calling methods of script classes: which overload, its arguments, its scope with `$this`, its return value.

use super::super::lower;
use super::super::runtime::only_error;
use super::super::scope::{CallFrame, Scope, Slot};
use super::super::{CommandKind, Discard, Engine, Run};
use super::{Class, Method};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Raise, Res, TypeRef, Value, convert, known, same_name, types};
use std::rc::Rc;

impl Engine {
    /// Call a method of the class of `ty` or of its bases on an instance; `None` where there is none of that name.
    pub(in crate::engine) fn invoke_class_as(&mut self, this: &Value, ty: TypeRef, name: &str, arguments: &[Value]) -> Option<Res<Value>> {
        let class = self.class_of(ty)?;
        let (class, at) = match self.find_method(&class, name, arguments, false)? {
            Ok(found) => found,
            Err(raise) => return Some(Err(raise)),
        };
        let run = self.call_method(&class, &class.methods[at], Some(this), arguments);
        Some(only_error(run))
    }

    pub(in crate::engine) fn invoke_static_class(&mut self, ty: TypeRef, name: &str, arguments: &[Value]) -> Option<Res<Value>> {
        if !ty.from_script {
            return None;
        }
        let class = self.class_of(ty)?;
        let (class, at) = match self.find_method(&class, name, arguments, true)? {
            Ok(found) => found,
            Err(raise) => return Some(Err(raise)),
        };
        let run = self.call_method(&class, &class.methods[at], None, arguments);
        Some(only_error(run))
    }

    /// The nearest class of the line with a fitting method; an error where the name is there but no overload takes the arguments.
    fn find_method(&mut self, class: &Rc<Class>, name: &str, arguments: &[Value], is_static: bool) -> Option<Result<(Rc<Class>, usize), Raise>> {
        let mut named = false;
        for class in class.line() {
            let places: Vec<usize> =
                (0..class.methods.len()).filter(|&at| class.methods[at].is_static == is_static && same_name(&class.methods[at].name, name)).collect();
            if places.is_empty() {
                continue;
            }
            named = true;
            let candidates: Vec<&Method> = places.iter().map(|&at| &class.methods[at]).collect();
            if let Some(chosen) = self.choose(&candidates, arguments) {
                return Some(Ok((class, places[chosen])));
            }
        }
        named.then(|| Err(no_overload(name, arguments.len())))
    }

    /// The overload that takes the arguments at the least cost.
    pub(super) fn choose(&mut self, candidates: &[&Method], arguments: &[Value]) -> Option<usize> {
        let fitting: Vec<usize> = (0..candidates.len()).filter(|&at| candidates[at].parameters.len() == arguments.len()).collect();
        if let [only] = fitting[..] {
            return Some(only);
        }
        let mut best: Option<(usize, Vec<u8>)> = None;
        for at in fitting {
            let ranks: Vec<u8> =
                candidates[at].parameters.iter().zip(arguments).map(|(ty, value)| types::rank(value, ty.unwrap_or(known::OBJECT), self)).collect();
            if ranks.contains(&0) {
                continue;
            }
            let total = |ranks: &[u8]| ranks.iter().map(|r| u32::from(*r)).sum::<u32>();
            if best.as_ref().is_none_or(|(_, known)| total(&ranks) > total(known)) {
                best = Some((at, ranks));
            }
        }
        best.map(|(at, _)| at)
    }

    fn call_method(&mut self, class: &Rc<Class>, method: &Method, this: Option<&Value>, arguments: &[Value]) -> Run<Value> {
        let values = self.method_arguments(method, arguments)?;
        self.run_method(class, method, this, values)
    }

    /// Arguments converted to a method's parameter types.
    pub(super) fn method_arguments(&mut self, method: &Method, arguments: &[Value]) -> Run<Vec<Value>> {
        let mut values = Vec::with_capacity(arguments.len());
        for ((ty, value), parameter) in method.parameters.iter().zip(arguments).zip(&method.body.parameters) {
            values.push(match ty {
                None => value.clone(),
                Some(ty) => match convert::to(value, *ty, self) {
                    Ok(value) => value,
                    Err(raise) => {
                        let shown = self.to_text(value);
                        let message = format!(
                            "Cannot convert argument \"{}\", with value: \"{shown}\", for \"{}\" to type \"{}\": \"{}\"",
                            parameter.name,
                            method.name,
                            ty.full_name,
                            raise.message()
                        );
                        let exception = Exception::named("System.Management.Automation.MethodException", message).with_inner(raise.exception.clone());
                        let id = "MethodArgumentConversionInvalidCastArgument";
                        return Err(Rc::new(ErrorRecord::new(exception, id, ErrorCategory::NotSpecified, Value::Null)).into());
                    }
                },
            });
        }
        Ok(values)
    }

    /// A method's scope stands under the one its class was declared in.
    pub(super) fn method_scope(&self, class: &Rc<Class>, method: &Method, values: Vec<Value>) -> Rc<Scope> {
        let mut scope = Scope::new(Some(class.scope.clone()), method.body.layout.clone());
        scope.call = Some(CallFrame::default());
        for ((parameter, ty), value) in method.body.parameters.iter().zip(&method.parameters).zip(values) {
            let slot = match ty {
                Some(ty) => Slot::Typed(*ty, value),
                None => Slot::Plain(value),
            };
            scope.slots.borrow_mut()[parameter.slot as usize] = slot;
        }
        Rc::new(scope)
    }

    /// The arguments of `: base(...)`, seen from the constructor's scope.
    pub(super) fn base_arguments(&mut self, method: &Method, scope: &Rc<Scope>) -> Run<Vec<Value>> {
        let outer = std::mem::replace(&mut self.scope, scope.clone());
        let direct = std::mem::replace(&mut self.direct, true);
        let mut values = Vec::new();
        let mut failed = None;
        for expr in &method.body.base_arguments {
            match self.eval(expr) {
                Ok(value) => values.push(super::super::expr::null_for_void(value)),
                Err(interrupt) => {
                    failed = Some(interrupt);
                    break;
                }
            }
        }
        self.scope = outer;
        self.direct = direct;
        failed.map_or(Ok(values), Err)
    }

    pub(super) fn run_method(&mut self, class: &Rc<Class>, method: &Method, this: Option<&Value>, values: Vec<Value>) -> Run<Value> {
        let scope = self.method_scope(class, method, values);
        let value = self.run_in_scope(method, scope, this)?;
        match method.return_type {
            Some(ty) if ty == known::VOID => Ok(Value::Void),
            Some(ty) => Ok(convert::to(&value, ty, self)?),
            None if value.is_null() => Ok(Value::Void),
            None => Ok(value),
        }
    }

    /// Run a method's body; what `return` gave comes back.
    pub(super) fn run_in_scope(&mut self, method: &Method, scope: Rc<Scope>, this: Option<&Value>) -> Run<Value> {
        if let Some(this) = this {
            scope.set(self.names.this, this.clone());
        }
        let Some(end) = &method.body.end else { return Ok(Value::Void) };
        self.enter(method.name.clone(), CommandKind::Function)?;
        let outer = std::mem::replace(&mut self.scope, scope);
        let returned = std::mem::replace(&mut self.returned, Value::Void);
        let body: Rc<lower::Body> = method.body.clone();
        let run = self.run_part(&body, end, &mut Discard);
        let value = std::mem::replace(&mut self.returned, returned);
        self.scope = outer;
        self.frames.pop();
        run.map(|()| value)
    }
}

pub(super) fn no_overload(name: &str, count: usize) -> Raise {
    let message = format!("Cannot find an overload for \"{name}\" and the argument count: \"{count}\".");
    let exception = Exception::named("System.Management.Automation.MethodException", message);
    Rc::new(ErrorRecord::new(exception, "MethodCountCouldNotFindBest", ErrorCategory::NotSpecified, Value::Null))
}
