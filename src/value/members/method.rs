//! `PSMethod`: what a method's name gives without parentheses. Its text is the list of overloads.

use super::errors;
use crate::value::types::{self, Overload};
use crate::value::{Member, Object, PsStr, Res, Runtime, TypeRef, Value};

pub struct Method {
    name: PsStr,
    /// The instance, or the type of a static method.
    target: Value,
    is_static: bool,
    definitions: Vec<String>,
}

impl Method {
    /// A method of a value by name.
    pub fn of(value: &Value, name: &str) -> Option<Method> {
        if let Value::PsObject(object) = value
            && let Some(Member::ScriptMethod(_)) = object.member(name)
        {
            let definitions = vec![format!("System.Object {name}();")];
            return Some(Method { name: PsStr::from(name), target: value.clone(), is_static: false, definitions });
        }
        let ty = value.base().type_ref()?;
        let group = types::method(ty, name);
        let overloads = group.as_ref().map_or_else(|| types::signatures(ty, name, false), |g| g.overloads.clone());
        let found = group.is_some() || !overloads.is_empty();
        let name = group.map_or(name, |g| g.name);
        found.then(|| Method { name: PsStr::from(name), target: value.clone(), is_static: false, definitions: definitions(&overloads, name, false) })
    }

    /// A static method of a type.
    pub fn of_type(ty: TypeRef, name: &str) -> Option<Method> {
        let (name, overloads) = match name.eq_ignore_ascii_case("new") {
            true => ("new", constructors(ty)),
            false => {
                let group = types::static_method(ty, name)?;
                (group.name, group.overloads.clone())
            }
        };
        if name == "new" && overloads.is_empty() {
            return None;
        }
        let definitions = definitions(&overloads, name, name != "new");
        Some(Method { name: PsStr::from(name), target: Value::Type(ty), is_static: true, definitions })
    }
}

/// Constructors as PowerShell lists them: each gives the type.
fn constructors(ty: TypeRef) -> Vec<Overload> {
    types::constructors(ty).into_iter().map(|c| Overload { result: types::display_name(ty), ..c }).collect()
}

fn definitions(overloads: &[Overload], name: &str, is_static: bool) -> Vec<String> {
    overloads.iter().map(|o| o.definition(name, is_static)).collect()
}

impl Object for Method {
    fn type_ref(&self) -> TypeRef {
        crate::value::exception_type("System.Management.Automation.PSMethod")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "overloaddefinitions" => Value::array_of(crate::value::known::STRING, self.definitions.iter().map(|d| Value::str(d)).collect()),
            "name" => Value::String(self.name.clone()),
            "membertype" => types::enum_value("System.Management.Automation.PSMemberTypes", "Method"),
            "typenameofvalue" => Value::str("System.Management.Automation.PSMethod"),
            "isinstance" => Value::Bool(!self.is_static),
            "value" => Value::str(&self.definitions.join(", ")),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["OverloadDefinitions", "MemberType", "TypeNameOfValue", "Value", "Name", "IsInstance"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        if !name.eq_ignore_ascii_case("Invoke") {
            return None;
        }
        Some(match &self.target {
            Value::Type(ty) if self.is_static => super::static_invoke(*ty, &self.name, args, cx),
            target if target.is_null() => Err(errors::method_on_null()),
            target => super::invoke(target, &self.name, args, cx),
        })
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::from(self.definitions.join(", ")))
    }
}
