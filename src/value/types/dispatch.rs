//! From a type and a name to what runs: the tables say what a member does, the facts what it takes.
//!
//! A type inherits the tables and facts of its bases. What was found is kept per type and name, so that a second call of the
//! same method costs one look-up.

use super::facts;
use super::overloads::{Choice, choose, plain_interface};
use super::signatures::{Overload, ParamType, parse, sequence_element};
use super::{FAMILIES, TypeImpl};
use crate::value::{Name, NameRef, Res, Runtime, TypeRef, Value, convert, known};
use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

pub type InstanceFn = fn(&Value, &[Value], &mut dyn Runtime) -> Res<Value>;
pub type StaticFn = fn(&[Value], &mut dyn Runtime) -> Res<Value>;

#[derive(Clone, Copy)]
pub enum Body {
    Instance(InstanceFn),
    Static(StaticFn),
}

/// All overloads of one name. Without overloads the arguments go through as they are.
pub struct MethodGroup {
    pub name: &'static str,
    pub overloads: Vec<Overload>,
    pub body: Body,
    /// Which overload earlier calls chose, by the types of their arguments: for scalars the types decide alone.
    chosen: RefCell<Vec<(ArgumentTypes, Choice)>>,
}

type ArgumentTypes = smallvec::SmallVec<[usize; 4]>;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Instance,
    Static,
}

/// The tables of a type by its full name.
pub fn tables(full_name: &str) -> &'static [&'static TypeImpl] {
    thread_local!(static INDEX: HashMap<&'static str, &'static [&'static TypeImpl]> = {
        let mut index: HashMap<&'static str, Vec<&'static TypeImpl>> = HashMap::new();
        for table in FAMILIES.iter().copied().flatten() {
            index.entry(table.name).or_default().push(table);
        }
        index.into_iter().map(|(name, tables)| (name, &*tables.leak())).collect()
    });
    INDEX.with(|index| index.get(full_name).copied().unwrap_or_default())
}

/// The name under which a type stands in tables and facts: the definition's for a generic type.
pub fn table_name(ty: TypeRef) -> &'static str {
    ty.generic.map_or(ty.full_name, |(definition, _)| definition)
}

/// A type and its bases, most derived first.
pub fn line(ty: TypeRef) -> impl Iterator<Item = TypeRef> {
    std::iter::successors(Some(ty), |t| t.base)
}

/// A method of an instance.
pub fn method(ty: TypeRef, name: &str) -> Option<Rc<MethodGroup>> {
    cached(ty, name, Side::Instance)
}

/// A static method.
pub fn static_method(ty: TypeRef, name: &str) -> Option<Rc<MethodGroup>> {
    cached(ty, name, Side::Static)
}

type Cache = FxHashMap<(usize, bool), IndexMap<Name, Option<Rc<MethodGroup>>, rustc_hash::FxBuildHasher>>;

fn cached(ty: TypeRef, name: &str, side: Side) -> Option<Rc<MethodGroup>> {
    thread_local!(static CACHE: RefCell<Cache> = RefCell::default());
    let key = (ty.address(), side == Side::Static);
    if let Some(found) = CACHE.with_borrow(|cache| cache.get(&key).and_then(|names| names.get(&NameRef(name)).cloned())) {
        return found;
    }
    let made = build(ty, name, side).map(Rc::new);
    CACHE.with_borrow_mut(|cache| cache.entry(key).or_default().insert(Name::from(name), made.clone()));
    made
}

fn build(ty: TypeRef, name: &str, side: Side) -> Option<MethodGroup> {
    let (canonical, body) = line(ty).flat_map(|t| tables(table_name(t))).find_map(|table| match side {
        Side::Instance => table.methods.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(n, f)| (*n, Body::Instance(*f))),
        Side::Static => table.static_methods.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(n, f)| (*n, Body::Static(*f))),
    })?;
    let overloads = signatures(ty, name, side == Side::Static);
    Some(MethodGroup { name: canonical, overloads, body, chosen: RefCell::default() })
}

/// The overloads that the facts list for a method, whether or not it can run here.
pub fn signatures(ty: TypeRef, name: &str, is_static: bool) -> Vec<Overload> {
    for t in line(ty) {
        let Some(fact) = facts::members(table_name(t)) else { continue };
        let methods = if is_static { &fact.static_methods } else { &fact.methods };
        if let Some((canonical, list)) = methods.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)) {
            return list.iter().map(|signature| parse(canonical, signature, t)).collect();
        }
    }
    Vec::new()
}

/// A type's constructors.
pub fn constructors(ty: TypeRef) -> Vec<Overload> {
    facts::members(table_name(ty)).map_or_else(Vec::new, |fact| fact.constructors.iter().map(|signature| parse("new", signature, ty)).collect())
}

/// The function that constructs a type.
pub fn constructor(ty: TypeRef) -> Option<StaticFn> {
    tables(table_name(ty)).iter().find_map(|table| table.constructor)
}

/// The function that constructs a type and is told which: of a generic type, or of a family such as the exceptions.
pub fn typed_constructor(ty: TypeRef) -> Option<fn(TypeRef, &[Value], &mut dyn Runtime) -> Res<Value>> {
    tables(table_name(ty)).iter().find_map(|table| table.typed_constructor)
}

pub fn getter(ty: TypeRef, name: &str) -> Option<fn(&Value, &mut dyn Runtime) -> Res<Value>> {
    line(ty).flat_map(|t| tables(table_name(t))).find_map(|table| table.properties.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, f)| *f))
}

pub fn setter(ty: TypeRef, name: &str) -> Option<fn(&Value, &Value, &mut dyn Runtime) -> Res<()>> {
    line(ty).flat_map(|t| tables(table_name(t))).find_map(|table| table.setters.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, f)| *f))
}

pub fn static_getter(ty: TypeRef, name: &str) -> Option<fn(&mut dyn Runtime) -> Res<Value>> {
    line(ty).flat_map(|t| tables(table_name(t))).find_map(|table| table.static_properties.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, f)| *f))
}

/// Why a call could not be made.
pub enum CallError {
    /// No overload takes these arguments.
    NoOverload,
    /// An argument does not convert: the parameter's name, the value, the type, and the conversion's error.
    Argument { parameter: String, value: Value, to: TypeRef, error: crate::value::Raise },
}

/// Choose an overload and convert the arguments to its parameters.
pub fn bind(overloads: &[Overload], args: &[Value], cx: &mut dyn Runtime) -> Result<Vec<Value>, CallError> {
    if overloads.is_empty() {
        return Ok(args.to_vec());
    }
    let choice = choose(overloads, args, cx).ok_or(CallError::NoOverload)?;
    convert_all(&overloads[choice.index], &choice, args, cx)
}

/// The same for a method, remembering what was chosen for arguments of these types.
pub fn bind_method(group: &MethodGroup, args: &[Value], cx: &mut dyn Runtime) -> Result<Vec<Value>, CallError> {
    let Some(types) = scalar_types(args).filter(|_| group.overloads.len() > 1) else { return bind(&group.overloads, args, cx) };
    let known = group.chosen.borrow().iter().find(|(t, _)| *t == types).map(|(_, choice)| *choice);
    let choice = match known {
        Some(choice) => choice,
        None => {
            let choice = choose(&group.overloads, args, cx).ok_or(CallError::NoOverload)?;
            group.chosen.borrow_mut().push((types, choice));
            choice
        }
    };
    convert_all(&group.overloads[choice.index], &choice, args, cx)
}

/// The addresses of the arguments' types, where all are texts, numbers and the like.
fn scalar_types(args: &[Value]) -> Option<ArgumentTypes> {
    let scalar = |value: &Value| {
        let plain = !matches!(
            value,
            Value::Null | Value::Void | Value::Array(_) | Value::List(_) | Value::Dictionary(_) | Value::PsObject(_) | Value::ScriptBlock(_) | Value::Object(_)
        );
        plain.then(|| value.type_ref().map(TypeRef::address)).flatten()
    };
    args.iter().map(scalar).collect()
}

fn convert_all(overload: &Overload, choice: &Choice, args: &[Value], cx: &mut dyn Runtime) -> Result<Vec<Value>, CallError> {
    let mut out = Vec::with_capacity(overload.params.len());
    for (i, param) in overload.params.iter().enumerate() {
        if choice.expanded && i + 1 == overload.params.len() {
            let element = match param.ty {
                ParamType::Known(ty) => ty.element.unwrap_or(known::OBJECT),
                _ => known::OBJECT,
            };
            let rest = args[i.min(args.len())..].iter().map(|arg| convert_one(arg, element, param.name, cx)).collect::<Result<Vec<_>, _>>()?;
            out.push(Value::array_of(element, rest));
            break;
        }
        let Some(arg) = args.get(i) else { break };
        out.push(match param.ty {
            _ if param.by_ref => arg.clone(),
            ParamType::Known(ty) => convert_one(arg, ty, param.name, cx)?,
            _ => arg.clone(),
        });
    }
    Ok(out)
}

fn convert_one(arg: &Value, to: TypeRef, parameter: &str, cx: &mut dyn Runtime) -> Result<Value, CallError> {
    let arg = if matches!(arg, Value::Void) { &Value::Null } else { arg };
    if to == known::OBJECT || to == known::PS_OBJECT {
        return Ok(arg.clone());
    }
    if let Some(from) = arg.type_ref() {
        if from.is_a(to) || plain_interface(to).is_some_and(|interface| from.implements(interface)) {
            return Ok(arg.base().clone());
        }
        if let Some(element) = sequence_element(to) {
            return convert_sequence(arg.base(), element, parameter, cx);
        }
    } else if to != known::STRING && to.kind != crate::value::TypeKind::Struct && to.kind != crate::value::TypeKind::Enum {
        return Ok(Value::Null);
    }
    // A method's text parameter takes `$null` as the empty string, as a cast would give.
    convert::to(arg, to, cx).map_err(|error| CallError::Argument { parameter: parameter.to_owned(), value: arg.clone(), to, error })
}

/// `IEnumerable<T>`: a sequence that already holds T as it is, another as an array of T.
fn convert_sequence(arg: &Value, element: TypeRef, parameter: &str, cx: &mut dyn Runtime) -> Result<Value, CallError> {
    match arg {
        Value::Array(array) if array.element.is_a(element) => return Ok(arg.clone()),
        Value::List(list) if list.element.is_a(element) => return Ok(arg.clone()),
        Value::String(_) if element == known::CHAR => return convert_one(arg, TypeRef::array_of(known::CHAR, 1), parameter, cx),
        _ => {}
    }
    let items = items(arg).unwrap_or_else(|| vec![arg.clone()]);
    let converted = items.iter().map(|item| convert_one(item, element, parameter, cx)).collect::<Result<Vec<_>, _>>()?;
    Ok(Value::array_of(element, converted))
}

/// The items of a collection; `None` of what is none.
pub fn items(value: &Value) -> Option<Vec<Value>> {
    match value.base() {
        Value::Array(array) => Some(array.items.borrow().clone()),
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Object(object) => object.enumerate(),
        _ => None,
    }
}
