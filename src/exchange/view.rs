//! A stored record as an object of an Exchange type. A property is computed when it is asked for; nothing is copied.

use super::organization::{Organization, reference};
use super::schema::{ObjectType, Property};
use super::{derived, values};
use crate::store::{Data, Record};
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value, known, named_type, same_name};
use std::cell::RefCell;
use std::rc::Rc;

pub struct RecordView {
    pub org: Rc<Organization>,
    pub record: Rc<Record>,
    pub ty: Rc<ObjectType>,
    /// Values set on the object by a script; the organization does not see them.
    changed: RefCell<Vec<(PsStr, Value)>>,
}

impl RecordView {
    pub fn new(org: &Rc<Organization>, record: Rc<Record>, ty: &Rc<ObjectType>) -> RecordView {
        RecordView { org: org.clone(), record, ty: ty.clone(), changed: RefCell::default() }
    }

    fn value(&self, property: &Property) -> Value {
        property_value(&self.org, &self.record, property)
    }
}

/// What a record has for a property: what is stored, what is computed, or the type's default.
pub fn property_value(org: &Organization, record: &Record, property: &Property) -> Value {
    if let Some(data) = stored(record, property.name()) {
        return data_value(org, data, property.type_name());
    }
    if let Some(value) = derived::property(org, record, property.name()) {
        return value;
    }
    match property.default() {
        Some(text) => values::from_text(text, property.type_name()),
        None if values::is_multi_valued(property.type_name()) => values::multi_valued(Vec::new()),
        None => Value::Null,
    }
}

/// A stored value under any writing of its name.
pub fn stored<'r>(record: &'r Record, name: &str) -> Option<&'r Data> {
    record.values.get(name).or_else(|| record.values.iter().find(|(key, _)| same_name(key, name)).map(|(_, data)| data))
}

fn data_value(org: &Organization, data: &Data, type_name: &str) -> Value {
    if let Some(id) = reference(data) {
        return org.record(id).map_or(Value::Null, |record| derived::reference(&record));
    }
    match data {
        Data::List(items) if items.iter().any(|item| reference(item).is_some()) => {
            values::multi_valued(items.iter().map(|item| data_value(org, item, values::element_type(type_name))).collect())
        }
        data => values::from_data(data, type_name),
    }
}

impl Object for RecordView {
    fn type_ref(&self) -> TypeRef {
        named_type(self.ty.full_name(), known::OBJECT)
    }

    fn type_names(&self) -> Option<Vec<PsStr>> {
        Some(self.ty.hierarchy.iter().map(|name| PsStr::from(name.as_str())).collect())
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        if let Some((_, value)) = self.changed.borrow().iter().find(|(n, _)| same_name(n, name)) {
            return Some(Ok(value.clone()));
        }
        self.ty.property(name).map(|property| Ok(self.value(property)))
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut dyn Runtime) -> Option<Res<()>> {
        let property = self.ty.property(name)?;
        let mut changed = self.changed.borrow_mut();
        changed.retain(|(n, _)| !same_name(n, name));
        changed.push((property.name().into(), value.clone()));
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        self.ty.properties.iter().filter(|p| p.3 != "exo").map(|p| PsStr::from(p.name())).collect()
    }

    fn text(&self) -> Option<PsStr> {
        Some(derived::canonical_name(&self.record).into())
    }

    fn key_text(&self) -> Option<String> {
        Some(self.record.id.0.to_string())
    }
}
