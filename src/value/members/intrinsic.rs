//! Members that every value has: `psobject` and its kin.

use super::psobject::{PsObjectView, type_names_list};
use crate::value::{Dictionary, Object, PsStr, Res, Runtime, TypeRef, Value};
use std::rc::Rc;

pub fn property(value: &Value, name: &str) -> Option<Value> {
    if name.len() < 6 || !name.as_bytes()[..2].eq_ignore_ascii_case(b"ps") {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "psobject" => Some(Value::object(PsObjectView::of(value))),
        "pstypenames" => Some(type_names_list(value)),
        "psbase" | "psadapted" => Some(match value.base() {
            Value::Dictionary(dictionary) => Value::object(Base(dictionary.clone())),
            base => base.clone(),
        }),
        "psextended" => Some(value.clone()),
        _ => None,
    }
}

/// `psbase` of a dictionary: its own members, which its keys do not hide.
struct Base(Rc<Dictionary>);

impl Base {
    fn without_keys(&self) -> Value {
        Value::Dictionary(self.0.clone())
    }
}

impl Object for Base {
    fn type_ref(&self) -> TypeRef {
        self.0.type_ref()
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let getter = crate::value::types::getter(self.0.type_ref(), name)?;
        Some(getter(&self.without_keys(), cx))
    }

    fn property_names(&self) -> Vec<PsStr> {
        super::listing::names(&Value::Dictionary(Rc::new(Dictionary::new(self.0.kind, true))))
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        super::try_invoke(&self.without_keys(), name, args, cx)
    }
}
