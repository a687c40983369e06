//! `New-Object`: an instance of a type by its name, with constructor arguments and properties.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Name, PsObject, Runtime, Value, members};

pub struct NewObject;

impl Stage for NewObject {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(name) = call.text("ComObject") {
            let exception = Exception::named(
                "System.Management.Automation.ParameterBindingException",
                "A parameter cannot be found that matches parameter name 'ComObject'.",
            );
            return call.fail(ErrorRecord::new(exception, "NamedParameterNotFound", ErrorCategory::InvalidArgument, Value::String(name)));
        }
        let name = call.text("TypeName").unwrap_or_default();
        let arguments = call.arg("ArgumentList").map(|v| Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).unwrap_or_default();
        let object = match name.to_ascii_lowercase().as_str() {
            "psobject"
            | "pscustomobject"
            | "management.automation.psobject"
            | "system.management.automation.psobject"
            | "system.management.automation.pscustomobject" => match arguments.into_iter().next() {
                Some(base) => Value::from(PsObject::around(base)),
                None => Value::from(PsObject::default()),
            },
            _ => {
                let Some(ty) = call.engine.find_type(&name) else {
                    let message = format!("Cannot find type [{name}]: verify that the assembly containing this type is loaded.");
                    let exception = Exception::named("System.Management.Automation.PSArgumentException", message);
                    return call.fail(ErrorRecord::new(exception, "TypeNotFound", ErrorCategory::InvalidType, Value::Null));
                };
                match members::construct(ty, &arguments, call.engine) {
                    Ok(object) => object,
                    Err(raise) if matches!(&*raise.id, "MethodCountCouldNotFindBest" | "MethodNotFound") => {
                        let message = format!("A constructor was not found. Cannot find an appropriate constructor for type {}.", ty.full_name);
                        let exception = Exception::named("System.Management.Automation.PSArgumentException", message);
                        return call.fail(ErrorRecord::new(exception, "CannotFindAppropriateCtor", ErrorCategory::ObjectNotFound, Value::Null));
                    }
                    Err(raise) => {
                        let record =
                            ErrorRecord::around(raise.exception.clone(), "ConstructorInvokedThrowException", ErrorCategory::InvalidOperation, Value::Null);
                        return call.fail(record);
                    }
                }
            }
        };
        if let Some(Value::Dictionary(properties)) = call.arg("Property").map(Value::base).cloned() {
            for (key, value) in properties.entries.borrow().values() {
                let key = call.engine.to_text(key);
                self.set(call, &object, &key, value)?;
            }
        }
        call.write(object)
    }
}

impl NewObject {
    fn set(&self, call: &mut Call<'_>, object: &Value, name: &str, value: &Value) -> Run {
        if let Value::PsObject(bag) = object {
            bag.members.borrow_mut().insert(Name::from(name), crate::value::Member::Note(value.clone()));
            return Ok(());
        }
        if members::set(object, name, value, call.engine)? {
            return Ok(());
        }
        let ty = object.type_ref().map_or("", |ty| ty.full_name);
        let message = format!("The member \"{name}\" was not found for the specified {ty} object.");
        let exception = Exception::named("System.InvalidOperationException", message);
        call.error(ErrorRecord::new(exception, "InvalidOperationException", ErrorCategory::InvalidOperation, Value::Null))
    }
}
