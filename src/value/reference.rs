//! `[ref]`: a place that a method or a function can write to.

use super::{Object, Res, Runtime, TypeRef, Value, known};
use std::rc::Rc;

/// `PSReference`: reads and writes a variable, an element or a value of its own through two closures.
pub struct Reference {
    get: Box<dyn Fn() -> Value>,
    set: Box<dyn Fn(Value)>,
}

impl Reference {
    pub fn new(get: impl Fn() -> Value + 'static, set: impl Fn(Value) + 'static) -> Self {
        Reference { get: Box::new(get), set: Box::new(set) }
    }

    /// A reference to a value that nothing else holds: `[ref]5`.
    pub fn to(value: Value) -> Self {
        let cell = Rc::new(std::cell::RefCell::new(value));
        let other = cell.clone();
        Self::new(move || cell.borrow().clone(), move |value| *other.borrow_mut() = value)
    }

    pub fn get(&self) -> Value {
        (self.get)()
    }

    pub fn set(&self, value: Value) {
        (self.set)(value)
    }
}

impl Object for Reference {
    fn type_ref(&self) -> TypeRef {
        known::PS_REFERENCE
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("Value").then(|| Ok(self.get()))
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut dyn Runtime) -> Option<Res<()>> {
        name.eq_ignore_ascii_case("Value").then(|| {
            self.set(value.clone());
            Ok(())
        })
    }

    fn property_names(&self) -> Vec<super::PsStr> {
        vec!["Value".into()]
    }
}
