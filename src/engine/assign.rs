//! Assignment: to variables, typed variables, properties, elements and lists of targets; plain and compound.

use super::expr::null_for_void;
use super::lower::{Expr, Statement, StatementKind, Target, Variable};
use super::scope::{self, Slot};
use super::{Collect, Engine, Run};
use crate::syntax::ast::{AssignmentOperator as Op, BinaryOperator as B, Span};
use crate::value::{ErrorCategory, ErrorRecord, Exception, TypeRef, Value, convert, members};
use std::rc::Rc;

impl Engine {
    /// Run an assignment; its value is what round brackets around it give.
    pub(super) fn assign_statement(&mut self, target: &Target, operator: Op, value: &Statement, span: Span) -> Run<Value> {
        match operator {
            Op::Assign => {
                let value = null_for_void(self.right_side(value)?);
                self.position = span;
                self.assign_value(target, value.clone())?;
                Ok(value)
            }
            Op::Coalesce => {
                let old = self.read_target(target)?;
                if !old.is_null() {
                    return Ok(old);
                }
                let value = null_for_void(self.right_side(value)?);
                self.position = span;
                self.assign_value(target, value.clone())?;
                Ok(value)
            }
            _ => self.compound(target, operator, value, span),
        }
    }

    /// The right side: an expression as it is, a pipeline collected.
    fn right_side(&mut self, value: &Statement) -> Run<Value> {
        match &value.kind {
            StatementKind::Expr(Expr::Binary(B::Range, _)) | StatementKind::Expr(_) | StatementKind::Assign { .. } => self.eval_statement(value),
            StatementKind::Pipeline(code) if code.commands.is_empty() => {
                let mut out = Collect::default();
                self.run_pipeline(code, &mut out)?;
                Ok(super::expr::collapse(out.0))
            }
            _ => {
                let mut out = Collect::default();
                self.exec(value, &mut out)?;
                Ok(super::expr::collapse(out.0))
            }
        }
    }

    fn compound(&mut self, target: &Target, operator: Op, value: &Statement, span: Span) -> Run<Value> {
        let binary = match operator {
            Op::Subtract => B::Subtract,
            Op::Multiply => B::Multiply,
            Op::Divide => B::Divide,
            Op::Remainder => B::Remainder,
            _ => B::Add,
        };
        if let Target::Variable(Variable::Local { slot, .. }) = target
            && binary == B::Add
            && self.direct
        {
            let right = null_for_void(self.right_side(value)?);
            self.position = span;
            if let Some(done) = self.add_in_place(*slot as usize, &right) {
                return Ok(done);
            }
            let old = self.read_own(target, *slot)?;
            let new = self.apply(binary, old, right)?;
            self.assign_value(target, new.clone())?;
            return Ok(new);
        }
        // The object and the index are evaluated once.
        if let Target::Index { target: object, index } = target {
            let object = self.eval(object)?;
            let index = null_for_void(self.eval(index)?);
            let old = self.get_index(&object, &index)?;
            let right = null_for_void(self.right_side(value)?);
            self.position = span;
            let new = self.apply(binary, old, right)?;
            self.set_index(&object, &index, new.clone())?;
            return Ok(new);
        }
        if let Target::Member { target: object, name } = target {
            let object = self.eval(object)?;
            let name = self.member_text(name)?;
            let old = self.get_member(&object, &name)?;
            let right = null_for_void(self.right_side(value)?);
            self.position = span;
            let new = self.apply(binary, old, right)?;
            self.set_member(&object, &name, new.clone())?;
            return Ok(new);
        }
        let old = match target {
            Target::Variable(Variable::Local { slot, .. }) if self.direct => self.read_own(target, *slot)?,
            _ => self.read_target(target)?,
        };
        let right = null_for_void(self.right_side(value)?);
        self.position = span;
        let new = self.apply(binary, old, right)?;
        self.assign_value(target, new.clone())?;
        Ok(new)
    }

    /// The old value of `$x += ...`: the running scope's own `$x`, never its caller's.
    fn read_own(&mut self, target: &Target, slot: u32) -> Run<Value> {
        let own = self.scope.slots.borrow()[slot as usize].value();
        match own {
            Some(value) => Ok(value),
            None if self.strict_level() > 0 => self.read_target(target),
            None => Ok(Value::Null),
        }
    }

    /// `$sum += 1` and `$list += $item` without a copy of the old value.
    fn add_in_place(&mut self, slot: usize, right: &Value) -> Option<Value> {
        let mut slots = self.scope.slots.borrow_mut();
        match (&mut slots[slot], right) {
            (Slot::Plain(Value::Int32(old)), Value::Int32(right)) => {
                *old = old.checked_add(*right)?;
                Some(Value::Int32(*old))
            }
            (Slot::Plain(Value::Double(old)), Value::Int32(right)) => {
                *old += f64::from(*right);
                Some(Value::Double(*old))
            }
            (Slot::Plain(Value::Double(old)), Value::Double(right)) => {
                *old += *right;
                Some(Value::Double(*old))
            }
            // An array nobody else holds can grow where it is.
            (Slot::Plain(Value::Array(old)), right) if old.element == crate::value::known::OBJECT && old.dimensions.is_none() => {
                Rc::get_mut(old)?;
                match Engine::enumerate(right) {
                    Some(items) => old.items.borrow_mut().extend(items),
                    None if matches!(right, Value::Object(_) | Value::PsObject(_)) => return None,
                    None => old.items.borrow_mut().push(right.clone()),
                }
                Some(Value::Void)
            }
            _ => None,
        }
    }

    pub(super) fn read_target(&mut self, target: &Target) -> Run<Value> {
        match target {
            Target::Variable(variable) => self.read_value(variable),
            Target::Typed(_, inner) | Target::Attributed(_, inner) => self.read_target(inner),
            Target::Member { target, name } => {
                let object = self.eval(target)?;
                let name = self.member_text(name)?;
                self.get_member(&object, &name)
            }
            Target::StaticMember { target, name } => {
                let ty = self.eval(target)?;
                let name = self.member_text(name)?;
                match ty {
                    Value::Type(ty) => match self.static_field(ty, &name)? {
                        Some(value) => Ok(value),
                        None => Ok(members::static_get(ty, &name, self)?.unwrap_or_default()),
                    },
                    _ => Ok(Value::Null),
                }
            }
            Target::Index { target, index } => {
                let object = self.eval(target)?;
                let index = null_for_void(self.eval(index)?);
                self.get_index(&object, &index)
            }
            Target::List(targets) => {
                let mut values = Vec::with_capacity(targets.len());
                for target in targets {
                    values.push(self.read_target(target)?);
                }
                Ok(Value::array(values))
            }
            Target::Invalid => Ok(Value::Null),
        }
    }

    pub(super) fn assign_value(&mut self, target: &Target, value: Value) -> Run {
        match target {
            Target::Variable(variable) => self.write(variable, value),
            Target::Typed(..) | Target::Attributed(..) => self.assign_constrained(target, value),
            Target::Member { target, name } => {
                let object = self.eval(target)?;
                let name = self.member_text(name)?;
                self.set_member(&object, &name, value)
            }
            Target::StaticMember { target, name } => {
                let ty = self.eval(target)?;
                let name = self.member_text(name)?;
                self.set_static(&ty, &name, value)
            }
            Target::Index { target, index } => {
                let object = self.eval(target)?;
                let index = null_for_void(self.eval(index)?);
                self.set_index(&object, &index, value)
            }
            Target::List(targets) => self.assign_list(targets, value),
            Target::Invalid => Ok(()),
        }
    }

    /// `$a, $b = 1, 2, 3`: the last target takes what remains.
    fn assign_list(&mut self, targets: &[Target], value: Value) -> Run {
        let items = Engine::enumerate(&value).unwrap_or_else(|| vec![value]);
        for (at, target) in targets.iter().enumerate() {
            let last = at + 1 == targets.len();
            let value = match items.get(at) {
                None => Value::Null,
                Some(_) if last && items.len() > targets.len() => Value::array(items[at..].to_vec()),
                Some(item) => item.clone(),
            };
            self.assign_value(target, value)?;
        }
        Ok(())
    }

    /// `[int]$x = ...` and `[ValidateRange(1, 5)]$x = ...`: the variable keeps its constraint.
    fn assign_constrained(&mut self, target: &Target, value: Value) -> Run {
        let mut here = target;
        let mut types: Vec<TypeRef> = Vec::new();
        let mut attributes = Vec::new();
        let variable = loop {
            match here {
                Target::Typed(spec, inner) => {
                    types.push(self.resolve_type(spec)?);
                    here = inner;
                }
                Target::Attributed(attribute, inner) => {
                    attributes.push(Rc::new((**attribute).clone()));
                    here = inner;
                }
                Target::Variable(variable) => break variable,
                other => {
                    let mut value = value;
                    for ty in types.iter().rev() {
                        value = convert::to(&value, *ty, self)?;
                    }
                    return self.assign_value(other, value);
                }
            }
        };
        let mut value = value;
        for ty in types.iter().rev() {
            value = convert::to(&value, *ty, self).map_err(super::errors::metadata_conversion)?;
        }
        let (scope, symbol) = match variable {
            Variable::Local { symbol, .. } | Variable::Automatic { symbol } => (self.scope.clone(), *symbol),
            Variable::Scoped { scope, symbol, .. } => {
                let scope = match scope {
                    super::lower::ScopeName::Global => self.global.clone(),
                    super::lower::ScopeName::Script => self.script_scope(),
                    _ => self.scope.clone(),
                };
                (scope, *symbol)
            }
            other => return self.write(other, value),
        };
        let held = scope.with_slot(symbol, |slot| if let Slot::Full(variable) = slot { Some(variable.clone()) } else { None });
        if let Some(variable) = &held
            && variable.options.get().has(super::scope::Options::READ_ONLY | super::scope::Options::CONSTANT)
        {
            return Err(super::variables::not_writable(&variable.name).into());
        }
        if attributes.is_empty() && held.is_none() && types.len() == 1 {
            scope.with_slot(symbol, |slot| *slot = Slot::Typed(types[0], value));
            return Ok(());
        }
        let value = if attributes.is_empty() { value } else { self.check_attributes(&symbol.name(), &attributes, value)? };
        let variable = scope.with_slot(symbol, |slot| scope::promote(slot, symbol));
        if let Some(ty) = types.first() {
            variable.type_ref.set(Some(*ty));
        }
        if !attributes.is_empty() {
            *variable.attributes.borrow_mut() = attributes;
        }
        *variable.value.borrow_mut() = value;
        Ok(())
    }

    pub(super) fn set_member(&mut self, object: &Value, name: &str, value: Value) -> Run {
        if object.is_null() {
            return Err(property_missing(name));
        }
        if let Some(done) = self.set_exception_field(object, name, &value) {
            return done;
        }
        if members::set(object, name, &value, self)? {
            return Ok(());
        }
        if let Value::Dictionary(dictionary) = object.base() {
            dictionary.insert(Value::str(name), value);
            return Ok(());
        }
        Err(property_missing(name))
    }

    fn set_static(&mut self, ty: &Value, name: &str, value: Value) -> Run {
        let Value::Type(ty) = ty else { return Err(property_missing(name)) };
        if self.set_static_field(*ty, name, &value)? {
            return Ok(());
        }
        if members::static_set(*ty, name, &value, self)? { Ok(()) } else { Err(property_missing(name)) }
    }

    pub(super) fn set_index(&mut self, object: &Value, index: &Value, value: Value) -> Run {
        use super::expr::{failure, position};
        match object.base() {
            Value::Null | Value::Void => Err(failure("System.Management.Automation.RuntimeException", "Cannot index into a null array.", "NullArray")),
            Value::Dictionary(dictionary) => {
                if index.is_null() {
                    let message = "Index operation failed; the array index evaluated to null.";
                    return Err(failure("System.Management.Automation.RuntimeException", message, "NullArrayIndex"));
                }
                if let (crate::value::DictionaryKind::Ordered, Value::Int32(at)) = (&dictionary.kind, index) {
                    let mut entries = dictionary.entries.borrow_mut();
                    if let Some((_, entry)) = usize::try_from(*at).ok().and_then(|at| entries.get_index_mut(at)) {
                        entry.1 = value;
                        return Ok(());
                    }
                    let message = "Specified argument was out of the range of valid values. (Parameter 'index')";
                    return Err(failure("System.ArgumentOutOfRangeException", message, "System.ArgumentOutOfRangeException"));
                }
                let members_rule = matches!(dictionary.kind, crate::value::DictionaryKind::Other(_));
                if members_rule {
                    members::invoke(object, "set_Item", &[index.clone(), value], self)?;
                } else {
                    dictionary.insert(index.clone(), value);
                }
                Ok(())
            }
            Value::Array(array) if array.dimensions.is_some() => {
                let value = convert::to(&value, array.element, self)?;
                match self.flat_position(array, index)? {
                    Some(at) => {
                        array.items.borrow_mut()[at] = value;
                        Ok(())
                    }
                    None => Err(failure("System.IndexOutOfRangeException", "Index was outside the bounds of the array.", "System.IndexOutOfRangeException")),
                }
            }
            Value::Array(_) | Value::List(_) if matches!(index, Value::Array(_)) => {
                let indices = Engine::enumerate(index).unwrap_or_default();
                let shown: Vec<String> = indices.iter().map(|i| self.to_text(i).to_string()).collect();
                let message = format!("Array assignment to [{}] failed because assignment to slices is not supported.", shown.join(","));
                Err(failure("System.Management.Automation.RuntimeException", &message, "ArraySliceAssignmentFailed"))
            }
            Value::Array(array) => {
                let at = self.whole_index(index)?;
                let Some(at) = position(at, array.len()) else {
                    return Err(failure("System.IndexOutOfRangeException", "Index was outside the bounds of the array.", "System.IndexOutOfRangeException"));
                };
                let value = if array.element == crate::value::known::OBJECT { value } else { convert::to(&value, array.element, self)? };
                array.items.borrow_mut()[at] = value;
                Ok(())
            }
            Value::List(list) => {
                let at = self.whole_index(index)?;
                let length = list.items.borrow().len();
                let Some(at) = position(at, length) else {
                    let message = "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')";
                    return Err(failure("System.ArgumentOutOfRangeException", message, "System.ArgumentOutOfRangeException"));
                };
                let value = if list.element == crate::value::known::OBJECT { value } else { convert::to(&value, list.element, self)? };
                list.items.borrow_mut()[at] = value;
                Ok(())
            }
            _ => match members::invoke(object, "set_Item", &[index.clone(), value], self) {
                Ok(_) => Ok(()),
                Err(raise) if &*raise.id != "MethodNotFound" => Err(raise.into()),
                Err(_) => {
                    let name = object.type_ref().map_or("", |ty| ty.full_name);
                    Err(failure("System.Management.Automation.RuntimeException", &format!("Unable to index into an object of type {name}."), "CannotIndex"))
                }
            },
        }
    }
}

fn property_missing(name: &str) -> super::Interrupt {
    let message = format!("The property '{name}' cannot be found on this object. Verify that the property exists and can be set.");
    let exception = Exception::named("System.Management.Automation.RuntimeException", message);
    Rc::new(ErrorRecord::new(exception, "PropertyAssignmentException", ErrorCategory::InvalidOperation, Value::Null)).into()
}
