//! Instances of script classes: fields by name, over an object of .NET's where the class derives from one.

use super::super::runtime::only_error;
use super::super::{Engine, Run};
use super::{Class, Property};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Name, NameRef, Object, PsStr, Raise, Res, Runtime, TypeRef, Value, convert, members};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::rc::Rc;

pub struct Instance {
    pub class: Rc<Class>,
    pub fields: RefCell<IndexMap<Name, Value, FxBuildHasher>>,
    /// The object of the .NET type that the class derives from.
    pub net: Option<Value>,
}

impl Object for Instance {
    fn type_ref(&self) -> TypeRef {
        self.class.type_ref
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        if let Some(value) = self.fields.borrow().get(&NameRef(name)) {
            return Some(Ok(value.clone()));
        }
        let net = self.net.as_ref()?;
        members::get(net, name, cx).transpose()
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        let Some(property) = self.class.property(name) else {
            let net = self.net.as_ref()?;
            return match members::set(net, name, value, cx) {
                Ok(true) => Some(Ok(())),
                Ok(false) => None,
                Err(raise) => Some(Err(raise)),
            };
        };
        let engine = cx.as_any().downcast_mut::<Engine>()?;
        let value = match engine.property_value(property, value) {
            Ok(value) => value,
            Err(raise) => return Some(Err(raise)),
        };
        self.fields.borrow_mut().insert(Name(property.name.clone()), value);
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        let fields = self.fields.borrow();
        fields.keys().filter(|name| self.class.property(name).is_none_or(|p| !p.is_hidden)).map(|name| name.0.clone()).collect()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let net = self.net.as_ref()?;
        Some(members::invoke(net, name, args, cx))
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        self.net.as_ref().and_then(Engine::enumerate)
    }
}

/// The error of a property that does not take its value.
pub fn setting(name: &str, raise: Raise) -> Raise {
    let message = format!("Exception setting \"{name}\": \"{}\"", raise.message());
    let exception = Exception::named("System.Management.Automation.SetValueInvocationException", message).with_inner(raise.exception.clone());
    Rc::new(ErrorRecord::new(exception, "ExceptionWhenSetting", ErrorCategory::NotSpecified, Value::Null))
}

impl Engine {
    /// Convert and validate what is put into a property.
    pub(in crate::engine) fn property_value(&mut self, property: &Property, value: &Value) -> Res<Value> {
        let value = match property.type_ref {
            Some(ty) => convert::to(value, ty, self)?,
            None => value.clone(),
        };
        if property.attributes.is_empty() {
            return Ok(value);
        }
        match only_error(self.refusal(&property.name, &property.attributes, &value))? {
            None => Ok(value),
            Some(exception) => Err(Rc::new(ErrorRecord::around(exception, "ValidationMetadataException", ErrorCategory::InvalidData, Value::Null))),
        }
    }

    /// `[Class]::new(...)`; `None` where the type is no script's.
    pub(in crate::engine) fn construct_script_class(&mut self, ty: TypeRef, arguments: &[Value]) -> Option<Run<Value>> {
        if !ty.from_script {
            return None;
        }
        let class = self.class_of(ty)?;
        Some(self.construct(&class, &class.clone(), arguments))
    }

    /// Run the constructor of one class of the line: the base's first, then the properties' first values, then the body.
    fn construct(&mut self, class: &Rc<Class>, whole: &Rc<Class>, arguments: &[Value]) -> Run<Value> {
        let instance_constructors: Vec<usize> = (0..class.constructors.len()).filter(|&at| !class.constructors[at].is_static).collect();
        if instance_constructors.is_empty() {
            if !arguments.is_empty() {
                return Err(super::call::no_overload("new", arguments.len()).into());
            }
            let this = self.construct_base(class, whole, &[])?;
            self.start_fields(class, &this)?;
            return Ok(this);
        }
        let candidates: Vec<_> = instance_constructors.iter().map(|&at| &class.constructors[at]).collect();
        let Some(chosen) = self.choose(&candidates, arguments) else { return Err(super::call::no_overload("new", arguments.len()).into()) };
        let constructor = candidates[chosen];
        let values = self.method_arguments(constructor, arguments)?;
        let scope = self.method_scope(class, constructor, values);
        let base_arguments = self.base_arguments(constructor, &scope)?;
        let this = self.construct_base(class, whole, &base_arguments)?;
        self.start_fields(class, &this)?;
        self.run_in_scope(constructor, scope, Some(&this))?;
        Ok(this)
    }

    fn construct_base(&mut self, class: &Rc<Class>, whole: &Rc<Class>, arguments: &[Value]) -> Run<Value> {
        if let Some(base) = class.base.clone() {
            return self.construct(&base, whole, arguments);
        }
        let mut fields = IndexMap::default();
        for class in whole.line() {
            for property in class.properties.iter().filter(|p| !p.is_static) {
                fields.entry(Name(property.name.clone())).or_insert(Value::Null);
            }
        }
        let is_exception = class.net_base.is_some_and(|ty| ty.is_a(crate::value::known::EXCEPTION));
        if is_exception {
            let made = crate::value::types::exceptions::construct(whole.type_ref, arguments, self)?;
            if let Some(exception) = made.downcast::<Exception>() {
                exception.extra.borrow_mut().extend(fields.into_iter().map(|(name, value)| (name.0, value)));
            }
            return Ok(made);
        }
        let net = match class.net_base {
            Some(ty) => Some(members::construct(ty, arguments, self)?),
            None if !arguments.is_empty() => return Err(super::call::no_overload("new", arguments.len()).into()),
            None => None,
        };
        Ok(Value::object(Instance { class: whole.clone(), fields: RefCell::new(fields), net }))
    }

    /// The first values of the properties one class of the line declares.
    fn start_fields(&mut self, class: &Rc<Class>, this: &Value) -> Run {
        for property in class.properties.iter().filter(|p| !p.is_static) {
            let value = self.initial_value(class, property)?;
            self.put_field(this, &property.name, value);
        }
        Ok(())
    }

    fn put_field(&mut self, this: &Value, name: &PsStr, value: Value) {
        if let Some(instance) = this.downcast::<Instance>() {
            instance.fields.borrow_mut().insert(Name(name.clone()), value);
        } else if let Some(exception) = this.downcast::<Exception>() {
            let mut extra = exception.extra.borrow_mut();
            match extra.iter_mut().find(|(own, _)| crate::value::same_name(own, name)) {
                Some((_, old)) => *old = value,
                None => extra.push((name.clone(), value)),
            }
        }
    }

    /// Set a declared property of an exception class; `None` where it is none.
    pub(in crate::engine) fn set_exception_field(&mut self, this: &Value, name: &str, value: &Value) -> Option<Run> {
        let ty = this.downcast::<Exception>()?.type_ref;
        let class = self.class_of(ty)?;
        let property = class.property(name)?;
        Some(match self.property_value(property, value) {
            Ok(value) => {
                self.put_field(this, &property.name, value);
                Ok(())
            }
            Err(raise) => Err(setting(&property.name, raise).into()),
        })
    }
}
