//! Reading members: properties, static members, and the members of a collection's items.

use super::super::lower::{Expr, MemberName};
use super::super::{Engine, Run};
use super::null_for_void;
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Raise, Value, members};
use std::rc::Rc;

impl Engine {
    pub(in crate::engine) fn member_text(&mut self, name: &MemberName) -> Run<PsStr> {
        match name {
            MemberName::Const(text) => Ok(text.clone()),
            MemberName::Expr(expr) => self.eval_text(expr),
        }
    }

    pub(super) fn member(&mut self, target: &Expr, name: &MemberName, null_conditional: bool) -> Run<Value> {
        let target = self.eval(target)?;
        if null_conditional && target.is_null() {
            return Ok(Value::Null);
        }
        if let MemberName::Const(name) = name {
            return self.get_member(&target, name);
        }
        let name = self.member_text(name)?;
        self.get_member(&target, &name)
    }

    /// The value of a property as `.` gives it: items' properties of a collection, `$null` for none.
    pub(in crate::engine) fn get_member(&mut self, target: &Value, name: &str) -> Run<Value> {
        if let Some(value) = self.find_member(target, name)? {
            return Ok(null_for_void(value));
        }
        if self.strict_level() >= 2 {
            return Err(property_not_found(name));
        }
        Ok(Value::Null)
    }

    fn find_member(&mut self, target: &Value, name: &str) -> Run<Option<Value>> {
        match target {
            Value::Null | Value::Void => return Ok(self.intrinsic(target, name)),
            Value::Dictionary(dictionary) => {
                if let Some(value) = dictionary.get_str(name) {
                    return Ok(Some(value));
                }
            }
            Value::Array(array) if name.eq_ignore_ascii_case("Length") || name.eq_ignore_ascii_case("Count") => {
                return Ok(Some(Value::Int32(array.len() as i32)));
            }
            _ => {}
        }
        if let Some(value) = members::get(target, name, self)? {
            return Ok(Some(value));
        }
        if let Some(items) = Engine::enumerate(target)
            && let Some(value) = self.member_of_items(&items, name)?
        {
            return Ok(Some(value));
        }
        Ok(self.intrinsic(target, name))
    }

    /// The property of each item that has it; what is itself a collection is spread.
    fn member_of_items(&mut self, items: &[Value], name: &str) -> Run<Option<Value>> {
        let mut found = Vec::new();
        let mut any = false;
        for item in items {
            let value = match item {
                Value::Null | Value::Void => None,
                Value::Dictionary(dictionary) if dictionary.get_str(name).is_some() => dictionary.get_str(name),
                _ => match members::get(item, name, self)? {
                    Some(value) => Some(value),
                    None => match Engine::enumerate(item) {
                        Some(inner) => self.member_of_items(&inner, name)?,
                        None => None,
                    },
                },
            };
            if let Some(value) = value {
                any = true;
                match Engine::enumerate(&value) {
                    Some(inner) => found.extend(inner),
                    None => found.push(null_for_void(value)),
                }
            }
        }
        if !any {
            return Ok(None);
        }
        Ok(Some(super::collapse(found)))
    }

    /// `Count` and `Length` of what is no collection.
    fn intrinsic(&self, target: &Value, name: &str) -> Option<Value> {
        if name.eq_ignore_ascii_case("Count") || name.eq_ignore_ascii_case("Length") {
            if self.strict_level() >= 2 && target.is_null() {
                return None;
            }
            return Some(Value::Int32(i32::from(!target.is_null())));
        }
        None
    }

    pub(super) fn static_member(&mut self, target: &Expr, name: &MemberName) -> Run<Value> {
        let target = self.eval(target)?;
        let name = self.member_text(name)?;
        let ty = match &target {
            Value::Type(ty) => *ty,
            Value::Null | Value::Void => return Ok(Value::Null),
            other => match other.type_ref() {
                Some(ty) => ty,
                None => return Ok(Value::Null),
            },
        };
        if let Some(value) = self.static_field(ty, &name)? {
            return Ok(value);
        }
        match members::static_get(ty, &name, self)? {
            Some(value) => Ok(null_for_void(value)),
            None if self.strict_level() >= 2 => Err(property_not_found(&name)),
            None => Ok(Value::Null),
        }
    }
}

pub(in crate::engine) fn property_not_found(name: &str) -> super::super::Interrupt {
    let message = format!("The property '{name}' cannot be found on this object. Verify that the property exists.");
    let exception = Exception::named("System.Management.Automation.PropertyNotFoundException", message);
    let record: Raise = Rc::new(ErrorRecord::new(exception, "PropertyNotFoundStrict", ErrorCategory::NotSpecified, Value::Null));
    record.into()
}
