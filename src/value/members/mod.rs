//! Members by name: properties, methods, static members, constructors, for every kind of value. What PowerShell's adapter
//! finds: members added to the object, then the object's own, then its type's table, then the intrinsic ones.

pub mod errors;
mod intrinsic;
mod listing;
mod method;
mod psobject;

pub use listing::{list, list_static, property_names};
pub use method::Method;
pub use psobject::{MemberObject, PsObjectView, member as psobject_member};

use super::types::{self, Body, MethodGroup};
use super::{Array, Member, PsObject, PsStr, Res, Runtime, TypeKind, TypeRef, Value, convert, known};
use std::rc::Rc;

/// One line of `Get-Member`.
pub struct MemberInfo {
    pub name: PsStr,
    /// `Property`, `NoteProperty`, `ScriptProperty`, `AliasProperty`, `Method`, `ParameterizedProperty`, ...
    pub kind: &'static str,
    pub definition: PsStr,
}

/// Read a property. `None`: there is none of that name (the caller says what that means: `$null`, an enumeration, an error).
pub fn get(value: &Value, name: &str, cx: &mut dyn Runtime) -> Res<Option<Value>> {
    match value {
        Value::PsObject(object) => {
            if let Some(found) = added(object, value, name, cx) {
                return found.map(Some);
            }
        }
        Value::Dictionary(dictionary) => {
            if let Some(found) = dictionary.get_str(name) {
                return Ok(Some(found));
            }
        }
        Value::Array(array) if name.eq_ignore_ascii_case("Length") || name.eq_ignore_ascii_case("Count") => {
            return Ok(Some(Value::Int32(array.len() as i32)));
        }
        Value::List(list) if name.eq_ignore_ascii_case("Count") => return Ok(Some(Value::Int32(list.items.borrow().len() as i32))),
        Value::String(text) if name.eq_ignore_ascii_case("Length") => return Ok(Some(Value::Int32(text.utf16_len() as i32))),
        Value::Null | Value::Void => return Ok(None),
        _ => {}
    }
    if let Some(found) = own(value, name, cx)? {
        return Ok(Some(found));
    }
    if let Some(found) = intrinsic::property(value, name) {
        return Ok(Some(found));
    }
    Ok(Method::of(value, name).map(Value::object))
}

/// A member that was added to the object.
fn added(object: &Rc<PsObject>, this: &Value, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
    if let Some(value) = object.note(name) {
        return Some(Ok(value));
    }
    match object.member(name)? {
        Member::Note(value) => Some(Ok(value)),
        Member::Alias(target) => Some(get(this, &target, cx).map(Option::unwrap_or_default)),
        Member::ScriptProperty { get: Some(block), .. } => Some(cx.invoke_with_this(&block, this, &[])),
        Member::ScriptProperty { get: None, .. } => Some(Ok(Value::Null)),
        Member::ScriptMethod(_) | Member::PropertySet(_) | Member::MemberSet(_) => psobject::member_info(this, name).map(Ok),
    }
}

/// What the value itself has of that name: a key, an object's own property, its type's.
fn own(value: &Value, name: &str, cx: &mut dyn Runtime) -> Res<Option<Value>> {
    let base = value.base();
    match base {
        Value::Dictionary(dictionary) => {
            if let Some(found) = dictionary.get_str(name) {
                return Ok(Some(found));
            }
        }
        Value::Object(object) => {
            if object.type_ref().from_script
                && let Some(found) = cx.class_property(base, name)
            {
                return found.map(Some);
            }
            if let Some(found) = object.property(name, cx) {
                return found.map(Some);
            }
        }
        Value::ScriptBlock(block) => {
            if let Some(found) = cx.block_property(block, name) {
                return found.map(Some);
            }
        }
        Value::Enum(ty, number) if name.eq_ignore_ascii_case("value__") => {
            let number = Value::Int64(*number);
            return convert::to(&number, ty.underlying.unwrap_or(known::INT32), cx).map(Some);
        }
        _ => {}
    }
    let Some(ty) = base.type_ref() else { return Ok(None) };
    match types::getter(ty, name) {
        Some(getter) => getter(base, cx).map(Some).map_err(|error| errors::getting(error, name)),
        None => Ok(None),
    }
}

/// Write a property. False: there is none of that name.
pub fn set(value: &Value, name: &str, new: &Value, cx: &mut dyn Runtime) -> Res<bool> {
    if let Value::PsObject(object) = value
        && let Some(member) = object.member(name)
    {
        return set_added(object, value, name, member, new, cx);
    }
    let base = value.base();
    match base {
        Value::Dictionary(dictionary) => {
            let new = convert_entry(dictionary.type_ref(), new, cx)?;
            dictionary.insert(Value::str(name), new);
            return Ok(true);
        }
        Value::Object(object) => {
            if let Some(done) = object.set_property(name, new, cx) {
                return done.map(|()| true).map_err(|error| errors::setting(error, name));
            }
        }
        _ => {}
    }
    let Some(ty) = base.type_ref() else { return Ok(false) };
    if let Some(setter) = types::setter(ty, name) {
        let new = match property_type(ty, name) {
            Some(to) => convert::to(new, to, cx).map_err(|error| errors::setting(error, name))?,
            None => new.clone(),
        };
        return setter(base, &new, cx).map(|()| true).map_err(|error| errors::setting(error, name));
    }
    if types::getter(ty, name).is_some() || (name.eq_ignore_ascii_case("Count") && types::items(base).is_some()) {
        return Err(errors::read_only(name));
    }
    Ok(false)
}

fn set_added(object: &Rc<PsObject>, this: &Value, name: &str, member: Member, new: &Value, cx: &mut dyn Runtime) -> Res<bool> {
    match member {
        Member::Note(_) => {
            if let Some(Member::Note(slot)) = object.members.borrow_mut().get_mut(&super::NameRef(name)) {
                *slot = new.clone();
            }
            Ok(true)
        }
        Member::Alias(target) => set(this, &target, new, cx),
        Member::ScriptProperty { set: Some(block), .. } => {
            cx.invoke_with_this(&block, this, std::slice::from_ref(new)).map_err(|error| errors::setting(error, name))?;
            Ok(true)
        }
        Member::ScriptProperty { set: None, .. } => Err(errors::read_only(name)),
        _ => Err(errors::read_only(name)),
    }
}

/// A dictionary's value as its type takes it.
fn convert_entry(ty: TypeRef, new: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    match ty.generic {
        Some((_, [_, value])) if *value != known::OBJECT => convert::to(new, *value, cx),
        _ => Ok(new.clone()),
    }
}

/// The declared type of a property, where the facts know it.
fn property_type(ty: TypeRef, name: &str) -> Option<TypeRef> {
    types::line(ty).find_map(|t| {
        let fact = types::facts::members(types::table_name(t))?;
        let (_, declared) = fact.properties.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
        types::find(declared.split(" {").next()?)
    })
}

/// Call a method; the error says why where it cannot be called.
pub fn invoke(value: &Value, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    if value.is_null() {
        return Err(errors::method_on_null());
    }
    if let Some(done) = try_invoke(value, name, args, cx) {
        return done;
    }
    if let Some(items) = types::items(value) {
        return invoke_each(value, items, name, args, cx);
    }
    Err(errors::method_not_found(value.type_ref().map_or("", |ty| ty.full_name), name))
}

/// Call a method that the value itself has; `None` where it has none of that name.
pub fn try_invoke(value: &Value, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
    if let Value::PsObject(object) = value {
        match object.member(name) {
            Some(Member::ScriptMethod(block)) => {
                return Some(cx.invoke_with_this(&block, value, args).map_err(|error| errors::invocation(error, name, args.len())));
            }
            Some(Member::Note(method)) if method.downcast::<Method>().is_some() => return Some(invoke(&method, "Invoke", args, cx)),
            _ => {}
        }
    }
    let base = value.base();
    match base {
        Value::ScriptBlock(block) => {
            if let Some(done) = cx.block_invoke(block, name, args) {
                return Some(done);
            }
        }
        Value::Object(object) => {
            if object.type_ref().from_script
                && let Some(done) = cx.class_invoke(base, name, args)
            {
                return Some(done);
            }
            if let Some(done) = object.invoke(name, args, cx) {
                return Some(done.map_err(|error| wrap_foreign(error, name, args.len())));
            }
        }
        _ => {}
    }
    let group = types::method(base.type_ref()?, name)?;
    // `ToString` and its kind of a `PSCustomObject` see the object with its members.
    Some(call(&group, Some(if matches!(base, Value::PsObject(_)) { value } else { base }), args, cx))
}

/// An object's own method may run script code, whose errors are not a .NET method's.
fn wrap_foreign(error: super::Raise, name: &str, count: usize) -> super::Raise {
    match error.exception.type_ref() {
        Some(ty) if ty.full_name.starts_with("System.Management.Automation.") => error,
        _ => errors::invocation(error, name, count),
    }
}

fn call(group: &MethodGroup, this: Option<&Value>, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let bound = match types::bind_method(group, args, cx) {
        Ok(bound) => bound,
        Err(error) => return Err(errors::call(error, group.name, args.len(), cx)),
    };
    let done = match (group.body, this) {
        (Body::Instance(body), Some(this)) => body(this, &bound, cx),
        (Body::Instance(body), None) => body(&Value::Null, &bound, cx),
        (Body::Static(body), _) => body(&bound, cx),
    };
    done.map_err(|error| match group.name {
        // A property that takes an argument is got, not called.
        "Chars" | "Item" => errors::getting(error, group.name),
        name => errors::invocation(error, name, args.len()),
    })
}

/// A method that the collection lacks is called on each of its items.
fn invoke_each(collection: &Value, items: Vec<Value>, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    if items.is_empty() {
        return Err(errors::method_not_found(collection.type_ref().map_or("", |ty| ty.full_name), name));
    }
    let mut out = Vec::new();
    for item in &items {
        match invoke(item, name, args, cx)? {
            Value::Void => {}
            result => match types::items(&result) {
                Some(many) => out.extend(many),
                None => out.push(result),
            },
        }
    }
    Ok(match out.len() {
        0 => Value::Void,
        1 => out.remove(0),
        _ => Value::array(out),
    })
}

pub fn static_get(ty: TypeRef, name: &str, cx: &mut dyn Runtime) -> Res<Option<Value>> {
    if ty.kind == TypeKind::Enum
        && let Some((_, number)) = ty.values.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))
    {
        return Ok(Some(Value::Enum(ty, *number)));
    }
    if let Some(getter) = types::static_getter(ty, name) {
        return getter(cx).map(Some).map_err(|error| errors::getting(error, name));
    }
    Ok(Method::of_type(ty, name).map(Value::object))
}

pub fn static_set(ty: TypeRef, name: &str, new: &Value, cx: &mut dyn Runtime) -> Res<bool> {
    if let Some(setter) = types::setter(ty, &format!("::{name}")) {
        return setter(&Value::Type(ty), new, cx).map(|()| true).map_err(|error| errors::setting(error, name));
    }
    if types::static_getter(ty, name).is_some() {
        return Err(errors::read_only(name));
    }
    Ok(false)
}

pub fn static_invoke(ty: TypeRef, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    if name.eq_ignore_ascii_case("new") {
        return construct(ty, args, cx);
    }
    match types::static_method(ty, name) {
        Some(group) => call(&group, None, args, cx),
        None => Err(errors::method_not_found(ty.full_name, name)),
    }
}

/// `[type]::new(...)` and `New-Object`.
pub fn construct(ty: TypeRef, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    if ty.from_script
        && let Some(made) = cx.class_new(ty, args)
    {
        return made;
    }
    if let Some(element) = ty.element {
        return construct_array(ty, element, args, cx);
    }
    if args.is_empty() && matches!(ty.kind, TypeKind::Struct | TypeKind::Enum) && types::constructors(ty).iter().all(|c| !c.params.is_empty()) {
        return Ok(types::default_value(ty));
    }
    if types::line(ty).any(|t| t == known::EXCEPTION) {
        return types::exceptions::construct(ty, args, cx).map_err(|error| errors::invocation(error, ".ctor", args.len()));
    }
    let overloads = types::constructors(ty);
    let typed = types::typed_constructor(ty);
    let plain = types::constructor(ty);
    if typed.is_none() && plain.is_none() {
        return Err(errors::no_overload("new", args.len()));
    }
    let bound = types::bind(&overloads, args, cx).map_err(|error| errors::call(error, "new", args.len(), cx))?;
    let made = match (typed, plain) {
        (Some(make), _) => make(ty, &bound, cx),
        (None, Some(make)) => make(&bound, cx),
        (None, None) => Ok(Value::Null),
    };
    made.map_err(|error| errors::invocation(error, ".ctor", args.len()))
}

/// `[int[]]::new(3)`, `[int[,]]::new(2, 3)`.
fn construct_array(ty: TypeRef, element: TypeRef, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    if args.len() != ty.rank.max(1) {
        return Err(errors::no_overload("new", args.len()));
    }
    let mut lengths = Vec::new();
    for length in args {
        match convert::to(length, known::INT32, cx)? {
            Value::Int32(length) if length >= 0 => lengths.push(length as usize),
            _ => {
                let overflow = errors::net("System.OverflowException", "Arithmetic operation resulted in an overflow.");
                return Err(errors::invocation(overflow, ".ctor", args.len()));
            }
        }
    }
    let total = types::collections::total_length(&lengths).map_err(|error| errors::invocation(error, ".ctor", args.len()))?;
    let items = vec![types::default_value(element); total];
    let dimensions = (lengths.len() > 1).then(|| lengths.into_boxed_slice());
    Ok(Value::Array(Rc::new(Array { element, items: std::cell::RefCell::new(items), dimensions })))
}

/// `PSTypeNames`: most derived first.
pub fn type_names(value: &Value) -> Vec<PsStr> {
    if let Value::PsObject(object) = value
        && let Some(names) = &*object.type_names.borrow()
    {
        return names.clone();
    }
    if let Value::Object(object) = value.base()
        && let Some(names) = object.type_names()
    {
        return names;
    }
    value.type_ref().map_or_else(Vec::new, |ty| types::line(ty).map(|t| PsStr::from(t.full_name)).collect())
}

/// The `ToString()` of a value that has members added: an added `ToString` method counts.
pub fn has_method(value: &Value, name: &str) -> bool {
    if let Value::PsObject(object) = value
        && matches!(object.member(name), Some(Member::ScriptMethod(_)))
    {
        return true;
    }
    value.base().type_ref().is_some_and(|ty| types::method(ty, name).is_some())
}
