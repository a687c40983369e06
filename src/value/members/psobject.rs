//! `.psobject` and what hangs on it: `Properties`, `Methods`, `Members`, `TypeNames`, and one member as an object
//! (`PSNoteProperty`, `PSScriptProperty`, ...).

use super::listing;
use crate::value::types;
use crate::value::{
    ErrorCategory, ErrorRecord, Member, Name, NameRef, Object, PsObject, PsStr, Res, Runtime, TypeRef, Value, exception_type, known, same_name, text,
};
use std::cell::RefCell;

const SMA: &str = "System.Management.Automation.";

fn sma(name: &str) -> TypeRef {
    exception_type(&format!("{SMA}{name}"))
}

fn ok(value: impl Into<Value>) -> Option<Res<Value>> {
    Some(Ok(value.into()))
}

/// What `.psobject` gives.
pub struct PsObjectView {
    value: Value,
}

impl PsObjectView {
    pub fn of(value: &Value) -> Self {
        PsObjectView { value: value.clone() }
    }

    /// The value it looks at.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

impl Object for PsObjectView {
    fn type_ref(&self) -> TypeRef {
        known::PS_OBJECT
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let collection = |part| Value::object(MemberCollection { owner: self.value.clone(), part });
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "properties" => collection(Part::Properties),
            "methods" => collection(Part::Methods),
            "members" => collection(Part::Members),
            "typenames" => type_names_list(&self.value),
            "baseobject" | "immediatebaseobject" => self.value.base().clone(),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Members", "Properties", "Methods", "ImmediateBaseObject", "BaseObject", "TypeNames"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, _: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "copy" => Some(Ok(copy(&self.value))),
            "tostring" => ok(text::to_text(&self.value, cx)),
            _ => None,
        }
    }
}

/// `PSObject.Copy()`: the members are copied, the values they hold are shared.
pub fn copy(value: &Value) -> Value {
    match value {
        Value::PsObject(object) => {
            let copy = PsObject { base: object.base.clone(), members: RefCell::new(object.members.borrow().clone()), ..Default::default() };
            copy.type_names.borrow_mut().clone_from(&object.type_names.borrow());
            copy.into()
        }
        other => other.clone(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Properties,
    Methods,
    Members,
}

/// `psobject.Properties` and its kin.
pub struct MemberCollection {
    owner: Value,
    part: Part,
}

impl MemberCollection {
    fn members(&self) -> Vec<MemberObject> {
        let mut out = Vec::new();
        if self.part != Part::Methods {
            out.extend(listing::names(&self.owner).into_iter().map(|name| MemberObject::of(&self.owner, name)));
        }
        if self.part != Part::Properties {
            out.extend(listing::method_names(&self.owner).into_iter().map(|name| MemberObject::of(&self.owner, name)));
        }
        out
    }

    fn find(&self, name: &str) -> Value {
        self.members().into_iter().find(|m| same_name(&m.name, name)).map_or(Value::Null, Value::object)
    }

    fn add(&self, member: &MemberObject) -> Res<Value> {
        let Value::PsObject(object) = &self.owner else { return Ok(Value::Void) };
        if object.member(&member.name).is_some() {
            return Err(ErrorRecord::raise(
                "System.Management.Automation.ExtendedTypeSystemException",
                format!("Cannot add a member with the name \"{}\" because a member with that name already exists.", member.name),
                "MemberAlreadyPresent",
                ErrorCategory::NotSpecified,
            ));
        }
        if let Some(made) = &*member.member.borrow() {
            object.members.borrow_mut().insert(Name(member.name.clone()), made.clone());
        }
        Ok(Value::Void)
    }
}

impl Object for MemberCollection {
    fn type_ref(&self) -> TypeRef {
        let element = match self.part {
            Part::Properties => sma("PSPropertyInfo"),
            Part::Methods => sma("PSMethodInfo"),
            Part::Members => sma("PSMemberInfo"),
        };
        match types::by_full_name("system.management.automation.psmemberinfointegratingcollection`1") {
            Some(definition) => types::make_generic(definition, vec![element]),
            None => known::OBJECT,
        }
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.members().into_iter().map(Value::object).collect())
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let arg = args.first();
        let key = |cx: &mut dyn Runtime| arg.map_or_else(PsStr::default, |a| text::to_text(a, cx));
        match name.to_ascii_lowercase().as_str() {
            "item" | "get_item" => {
                let key = key(cx);
                Some(Ok(self.find(&key)))
            }
            "add" => match arg.and_then(Value::downcast::<MemberObject>) {
                Some(member) => Some(self.add(member)),
                None => Some(Err(super::errors::no_overload("Add", args.len()))),
            },
            "remove" => {
                let key = key(cx);
                if let Value::PsObject(object) = &self.owner {
                    object.members.borrow_mut().shift_remove(&NameRef(&key));
                }
                Some(Ok(Value::Void))
            }
            "match" => {
                let pattern = key(cx).to_string();
                let members = self.members().into_iter().filter(|m| crate::value::wildcard::matches(&pattern, &m.name, true));
                Some(Ok(Value::array(members.map(Value::object).collect())))
            }
            _ => None,
        }
    }
}

/// One member as an object.
pub struct MemberObject {
    owner: Option<Value>,
    pub name: PsStr,
    kind: &'static str,
    /// What it adds to an object: its own where it stands alone, else a copy of the owner's.
    pub member: RefCell<Option<Member>>,
}

impl MemberObject {
    fn of(owner: &Value, name: PsStr) -> Self {
        let member = match owner {
            Value::PsObject(object) => object.member(&name),
            _ => None,
        };
        MemberObject { owner: Some(owner.clone()), kind: listing::kind(owner, &name), name, member: RefCell::new(member) }
    }

    /// A member that belongs to nothing yet: `[psnoteproperty]::new('a', 1)`.
    pub fn alone(name: PsStr, member: Member) -> Self {
        MemberObject { owner: None, kind: listing::member_kind(&member), name, member: RefCell::new(Some(member)) }
    }

    fn value(&self, cx: &mut dyn Runtime) -> Res<Value> {
        if let Some(owner) = &self.owner {
            return super::get(owner, &self.name, cx).map(Option::unwrap_or_default);
        }
        Ok(match &*self.member.borrow() {
            Some(Member::Note(value)) => value.clone(),
            Some(Member::ScriptProperty { get: Some(block), .. }) => Value::ScriptBlock(block.clone()),
            _ => Value::Null,
        })
    }
}

impl Object for MemberObject {
    fn type_ref(&self) -> TypeRef {
        sma(match self.kind {
            "NoteProperty" => "PSNoteProperty",
            "AliasProperty" => "PSAliasProperty",
            "ScriptProperty" => "PSScriptProperty",
            "ScriptMethod" => "PSScriptMethod",
            "Method" => "PSMethod",
            "ParameterizedProperty" => "PSParameterizedProperty",
            "PropertySet" => "PSPropertySet",
            "MemberSet" => "PSMemberSet",
            _ => "PSProperty",
        })
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(match name.to_ascii_lowercase().as_str() {
            "name" => Ok(Value::String(self.name.clone())),
            "value" => self.value(cx),
            "membertype" => Ok(types::enum_value("System.Management.Automation.PSMemberTypes", self.kind)),
            "typenameofvalue" => self.value(cx).map(|v| Value::str(v.type_ref().map_or("System.Object", |ty| ty.full_name))),
            "isinstance" => Ok(Value::Bool(matches!(self.kind, "NoteProperty" | "ScriptProperty" | "AliasProperty" | "ScriptMethod"))),
            "isgettable" => Ok(Value::Bool(true)),
            "issettable" => Ok(Value::Bool(self.settable())),
            "overloaddefinitions" => match &self.owner {
                Some(owner) => return super::Method::of(owner, &self.name)?.property(name, cx),
                None => Ok(Value::Null),
            },
            "referencedmembername" => match &*self.member.borrow() {
                Some(Member::Alias(target)) => Ok(Value::String(target.clone())),
                _ => return None,
            },
            "getterscript" => match &*self.member.borrow() {
                Some(Member::ScriptProperty { get: Some(block), .. }) => Ok(Value::ScriptBlock(block.clone())),
                _ => Ok(Value::Null),
            },
            "setterscript" => match &*self.member.borrow() {
                Some(Member::ScriptProperty { set: Some(block), .. }) => Ok(Value::ScriptBlock(block.clone())),
                _ => Ok(Value::Null),
            },
            "script" => match &*self.member.borrow() {
                Some(Member::ScriptMethod(block)) => Ok(Value::ScriptBlock(block.clone())),
                _ => return None,
            },
            _ => return None,
        })
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        if !name.eq_ignore_ascii_case("Value") {
            return None;
        }
        if let Some(owner) = &self.owner {
            return Some(super::set(owner, &self.name, value, cx).map(|_| ()));
        }
        *self.member.borrow_mut() = Some(Member::Note(value.clone()));
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        match self.kind {
            "Method" => vec!["OverloadDefinitions", "MemberType", "TypeNameOfValue", "Value", "Name", "IsInstance"],
            "AliasProperty" => {
                vec!["ReferencedMemberName", "ConversionType", "MemberType", "TypeNameOfValue", "IsSettable", "IsGettable", "Value", "Name", "IsInstance"]
            }
            "ScriptProperty" => {
                vec!["IsSettable", "IsGettable", "GetterScript", "SetterScript", "MemberType", "TypeNameOfValue", "Value", "Name", "IsInstance"]
            }
            _ => vec!["MemberType", "IsSettable", "IsGettable", "Value", "TypeNameOfValue", "Name", "IsInstance"],
        }
        .into_iter()
        .map(PsStr::from)
        .collect()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "invoke" => Some(match &self.owner {
                Some(owner) => super::invoke(owner, &self.name, args, cx),
                None => Err(super::errors::method_on_null()),
            }),
            "copy" => Some(Ok(Value::object(MemberObject {
                owner: self.owner.clone(),
                name: self.name.clone(),
                kind: self.kind,
                member: RefCell::new(self.member.borrow().clone()),
            }))),
            "tostring" => {
                let definition = match &self.owner {
                    Some(owner) => listing::definition(owner, &self.name, self.kind, cx),
                    None => format!("{}={}", self.name, self.value(cx).map_or_else(|_| PsStr::default(), |v| text::to_text(&v, cx))),
                };
                ok(definition)
            }
            _ => None,
        }
    }
}

impl MemberObject {
    fn settable(&self) -> bool {
        match (&*self.member.borrow(), &self.owner) {
            (Some(Member::Note(_) | Member::Alias(_)), _) => true,
            (Some(Member::ScriptProperty { set, .. }), _) => set.is_some(),
            (None, Some(owner)) => owner.base().type_ref().is_some_and(|ty| types::setter(ty, &self.name).is_some()),
            _ => false,
        }
    }
}

/// A member that was added to an object, as an object: what naming a script method without parentheses gives.
pub fn member_info(owner: &Value, name: &str) -> Option<Value> {
    match owner {
        Value::PsObject(object) => {
            let own = object.members.borrow().get_key_value(&NameRef(name)).map(|(n, _)| n.0.clone())?;
            match object.member(name)? {
                Member::ScriptMethod(_) => super::Method::of(owner, &own).map(Value::object),
                _ => Some(Value::object(MemberObject::of(owner, own))),
            }
        }
        _ => None,
    }
}

/// A member that belongs to nothing yet: `[psnoteproperty]::new('a', 1)`.
pub fn member(name: PsStr, member: Member) -> Value {
    Value::object(MemberObject::alone(name, member))
}

/// `PSTypeNames` as a list that writes back to the object.
pub fn type_names_list(value: &Value) -> Value {
    Value::object(TypeNames { owner: value.clone() })
}

struct TypeNames {
    owner: Value,
}

impl TypeNames {
    fn change(&self, change: impl FnOnce(&mut Vec<PsStr>)) -> Option<Res<Value>> {
        let mut names = super::type_names(&self.owner);
        change(&mut names);
        if let Value::PsObject(object) = &self.owner {
            *object.type_names.borrow_mut() = Some(names);
        }
        Some(Ok(Value::Void))
    }
}

impl Object for TypeNames {
    fn type_ref(&self) -> TypeRef {
        types::find("System.Collections.ObjectModel.Collection[string]").unwrap_or(known::ARRAY_LIST)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("Count").then(|| Ok(Value::Int32(super::type_names(&self.owner).len() as i32)))
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(super::type_names(&self.owner).into_iter().map(Value::String).collect())
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let texts: Vec<PsStr> = args.iter().map(|a| text::to_text(a, cx)).collect();
        let index = |at: usize| texts.get(at).and_then(|t| t.parse::<usize>().ok());
        match (name.to_ascii_lowercase().as_str(), texts.as_slice()) {
            ("add", [name]) => self.change(|names| names.push(name.clone())),
            ("insert", [_, name]) => self.change(|names| names.insert(index(0).unwrap_or(0).min(names.len()), name.clone())),
            ("clear", []) => self.change(Vec::clear),
            ("remove", [name]) => {
                let had = super::type_names(&self.owner).contains(name);
                self.change(|names| {
                    if let Some(at) = names.iter().position(|n| n == name) {
                        names.remove(at);
                    }
                });
                ok(had)
            }
            ("removeat", [_]) => self.change(|names| {
                if let Some(at) = index(0).filter(|at| *at < names.len()) {
                    names.remove(at);
                }
            }),
            ("contains", [name]) => ok(super::type_names(&self.owner).contains(name)),
            ("indexof", [name]) => ok(super::type_names(&self.owner).iter().position(|n| n == name).map_or(-1, |at| at as i32)),
            ("item" | "get_item", [_]) => Some(Ok(index(0).and_then(|at| super::type_names(&self.owner).get(at).cloned()).map_or(Value::Null, Value::String))),
            _ => None,
        }
    }
}
