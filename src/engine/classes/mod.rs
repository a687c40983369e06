//! Classes and enums that scripts declare: what each declares, and the types they make.
//!
//! Types are made before the first statement of the body that declares them. Instances live in `instance`, calls in `call`.

mod call;
mod define;
mod instance;
mod listing;

use super::lower::Body;
use super::scope::Scope;
use super::{Engine, Run};
use crate::syntax::Source;
use crate::syntax::ast;
use crate::value::{PsStr, TypeRef, Value};
use indexmap::IndexMap;
use std::cell::RefCell;
use std::rc::Rc;

/// A class a script declared.
pub struct Class {
    pub type_ref: TypeRef,
    /// The base, where it is a script's class too.
    pub base: Option<Rc<Class>>,
    /// The base, where it is .NET's.
    pub net_base: Option<TypeRef>,
    pub properties: Vec<Property>,
    pub methods: Vec<Method>,
    pub constructors: Vec<Method>,
    pub statics: RefCell<IndexMap<String, Value>>,
    /// Where it was declared: the scope its methods run under, and the text.
    pub scope: Rc<Scope>,
    pub source: Rc<Source>,
    pub definition: Rc<ast::TypeDefinition>,
}

pub struct Property {
    pub name: PsStr,
    pub type_ref: Option<TypeRef>,
    pub is_static: bool,
    pub is_hidden: bool,
    pub initial: Option<ast::Expr>,
    pub attributes: Vec<Rc<ast::Attribute>>,
}

pub struct Method {
    pub name: PsStr,
    pub parameters: Vec<Option<TypeRef>>,
    /// `None`: whatever comes.
    pub return_type: Option<TypeRef>,
    pub is_static: bool,
    pub body: Rc<Body>,
}

impl Class {
    /// The class and its bases, nearest first.
    pub fn line(self: &Rc<Class>) -> Vec<Rc<Class>> {
        let mut line = Vec::new();
        let mut here = Some(self.clone());
        while let Some(class) = here {
            here = class.base.clone();
            line.push(class);
        }
        line
    }

    /// A property that instances have, own or inherited.
    pub fn property(&self, name: &str) -> Option<&Property> {
        let own = self.properties.iter().find(|p| !p.is_static && crate::value::same_name(&p.name, name));
        own.or_else(|| self.base.as_ref().and_then(|base| base.property(name)))
    }
}

impl Engine {
    pub(super) fn class_of(&self, ty: TypeRef) -> Option<Rc<Class>> {
        self.classes.get(&ty.address()).cloned()
    }

    /// The class, own or base, that holds a static property of that name.
    fn static_holder(&self, ty: TypeRef, name: &str) -> Option<Rc<Class>> {
        let class = self.class_of(ty)?;
        let key = name.to_lowercase();
        class.line().into_iter().find(|class| class.statics.borrow().contains_key(&key))
    }

    pub(super) fn static_field(&mut self, ty: TypeRef, name: &str) -> Run<Option<Value>> {
        if !ty.from_script {
            return Ok(None);
        }
        let Some(class) = self.static_holder(ty, name) else { return Ok(None) };
        let value = class.statics.borrow().get(&name.to_lowercase()).cloned();
        Ok(value)
    }

    pub(super) fn set_static_field(&mut self, ty: TypeRef, name: &str, value: &Value) -> Run<bool> {
        if !ty.from_script {
            return Ok(false);
        }
        let Some(class) = self.static_holder(ty, name) else { return Ok(false) };
        let declared = class.properties.iter().find(|p| p.is_static && crate::value::same_name(&p.name, name));
        let value = match declared {
            Some(property) => self.property_value(property, value).map_err(|raise| instance::setting(&property.name, raise))?,
            None => value.clone(),
        };
        class.statics.borrow_mut().insert(name.to_lowercase(), value);
        Ok(true)
    }
}
