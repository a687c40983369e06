//! Which properties of an object are shown where no view says it: its own `PSStandardMembers`, its type's default set, or all.

use super::view;
use crate::value::{Member, PsStr, Runtime, Value, members, same_name};
use std::cell::RefCell;
use std::collections::HashMap;

/// What `Update-TypeData` said of a type.
#[derive(Clone, Default)]
pub struct TypeDefaults {
    pub properties: Vec<PsStr>,
    pub display_property: Option<PsStr>,
    /// Properties PowerShell adds to the type's own.
    pub added: Vec<PsStr>,
}

thread_local!(static ADDED: RefCell<HashMap<String, TypeDefaults>> = RefCell::default());

/// Set the default properties of a type by name: `Update-TypeData -DefaultDisplayPropertySet`.
pub fn set(type_name: &str, defaults: TypeDefaults) {
    ADDED.with_borrow_mut(|added| added.insert(type_name.to_ascii_lowercase(), defaults));
}

/// Forget what was set: `Remove-TypeData`.
pub fn remove(type_name: &str) {
    ADDED.with_borrow_mut(|added| added.remove(&type_name.to_ascii_lowercase()));
}

/// `DefaultDisplayPropertySet`, where the object or its type has one.
pub fn property_set(target: &Value) -> Vec<PsStr> {
    if let Some(names) = standard_members(target, "DefaultDisplayPropertySet") {
        return names;
    }
    by_type(target, |defaults| (!defaults.properties.is_empty()).then(|| defaults.properties.clone())).unwrap_or_default()
}

/// `DefaultDisplayProperty`.
pub fn display_property(target: &Value) -> Option<PsStr> {
    standard_members(target, "DefaultDisplayProperty").and_then(|names| names.into_iter().next()).or_else(|| by_type(target, |d| d.display_property.clone()))
}

fn standard_members(target: &Value, set: &str) -> Option<Vec<PsStr>> {
    let Value::PsObject(object) = target else { return None };
    let Some(Member::MemberSet(standard)) = object.member("PSStandardMembers") else { return None };
    match standard.borrow().get(&crate::value::NameRef(set)) {
        Some(Member::PropertySet(names)) => Some(names.clone()),
        Some(Member::Note(Value::String(name))) => Some(vec![name.clone()]),
        _ => None,
    }
}

fn by_type<T>(target: &Value, pick: impl Fn(&TypeDefaults) -> Option<T>) -> Option<T> {
    if is_plain(target) && ADDED.with_borrow(|added| added.is_empty()) {
        return None;
    }
    members::type_names(target).iter().find_map(|name| {
        let lower = name.to_ascii_lowercase();
        ADDED.with_borrow(|added| added.get(&lower).and_then(&pick)).or_else(|| view::type_defaults(&lower, &pick))
    })
}

/// A custom object whose type names nobody changed: no table knows anything of it.
pub fn is_plain(target: &Value) -> bool {
    matches!(target, Value::PsObject(object) if object.base.is_none() && object.type_names.borrow().is_none())
}

/// All properties in the order of a list: those of the type first, then those added by PowerShell or a script.
pub fn all_properties(target: &Value, cx: &mut dyn Runtime) -> Vec<PsStr> {
    let names = members::property_names(target, cx);
    if matches!(target, Value::PsObject(object) if object.base.is_none()) {
        return names;
    }
    let notes: Vec<PsStr> = match target {
        Value::PsObject(object) => object.members.borrow().keys().map(|name| name.0.clone()).collect(),
        _ => Vec::new(),
    };
    let of_types: Vec<PsStr> = members::type_names(target).iter().flat_map(|name| added_to(name)).collect();
    let added = |name: &PsStr| notes.iter().chain(&of_types).any(|other| same_name(other, name));
    let (added, own): (Vec<PsStr>, Vec<PsStr>) = names.into_iter().partition(added);
    own.into_iter().chain(added).collect()
}

fn added_to(type_name: &str) -> Vec<PsStr> {
    view::type_defaults(&type_name.to_ascii_lowercase(), |defaults| Some(defaults.added.clone())).unwrap_or_default()
}
