//! An object of a named .NET type that is nothing but its properties: what many cmdlets write (`GroupInfo`, `MatchInfo`, ...).

use super::{Object, PsStr, Res, Runtime, TypeInfo, TypeRef, Value, known, same_name, types};
use std::cell::RefCell;
use std::collections::HashMap;

/// Properties in display order, under a .NET type's name.
pub struct Record {
    pub type_ref: TypeRef,
    pub fields: RefCell<Vec<(PsStr, Value)>>,
    pub text: Option<PsStr>,
}

impl Record {
    pub fn new<N: Into<PsStr>>(type_name: &str, fields: impl IntoIterator<Item = (N, Value)>) -> Self {
        Record {
            type_ref: named_type(type_name, known::OBJECT),
            fields: RefCell::new(fields.into_iter().map(|(name, value)| (name.into(), value)).collect()),
            text: None,
        }
    }

    pub fn with_text(mut self, text: impl Into<PsStr>) -> Self {
        self.text = Some(text.into());
        self
    }

    pub fn field(&self, name: &str) -> Option<Value> {
        self.fields.borrow().iter().find(|(n, _)| same_name(n, name)).map(|(_, value)| value.clone())
    }
}

impl Object for Record {
    fn type_ref(&self) -> TypeRef {
        self.type_ref
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        self.field(name).map(Ok)
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut dyn Runtime) -> Option<Res<()>> {
        let mut fields = self.fields.borrow_mut();
        let field = fields.iter_mut().find(|(n, _)| same_name(n, name))?;
        field.1 = value.clone();
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        self.fields.borrow().iter().map(|(name, _)| name.clone()).collect()
    }

    fn text(&self) -> Option<PsStr> {
        self.text.clone()
    }
}

/// A .NET type by its full name; one that the tables do not know is made under `base`.
pub fn named_type(full_name: &str, base: TypeRef) -> TypeRef {
    thread_local!(static TYPES: RefCell<HashMap<String, TypeRef>> = RefCell::default());
    if let Some(ty) = TYPES.with_borrow(|types| types.get(full_name).copied()) {
        return ty;
    }
    let ty = types::find(full_name).unwrap_or_else(|| {
        let full_name: &'static str = Box::leak(full_name.to_owned().into_boxed_str());
        let name = full_name.rsplit(['.', '+']).next().unwrap_or(full_name);
        TypeRef::leak(TypeInfo { full_name, name, base: Some(base), interfaces: &[], ..*known::EXCEPTION.0 })
    });
    TYPES.with_borrow_mut(|types| types.insert(full_name.to_owned(), ty));
    ty
}
