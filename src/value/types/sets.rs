//! `HashSet<T>` and `SortedSet<T>`.

use super::object::arg;
use super::{TypeImpl, items};
use crate::value::{Key, Object, PsStr, Res, Runtime, TypeRef, Value, compare, convert, known};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;

pub struct Set {
    type_ref: TypeRef,
    element: TypeRef,
    ignore_case: bool,
    sorted: bool,
    entries: RefCell<IndexMap<Key, Value, FxBuildHasher>>,
}

impl Set {
    fn key(&self, value: &Value) -> Key {
        Key::new(value, self.ignore_case)
    }

    fn cast(&self, value: &Value, cx: &mut dyn Runtime) -> Res<Value> {
        if self.element == known::OBJECT { Ok(value.clone()) } else { convert::to(value, self.element, cx) }
    }

    fn add(&self, value: Value, cx: &mut dyn Runtime) -> Res<bool> {
        let key = self.key(&value);
        if self.entries.borrow().contains_key(&key) {
            return Ok(false);
        }
        let mut at = self.entries.borrow().len();
        if self.sorted {
            let present: Vec<Value> = self.entries.borrow().values().cloned().collect();
            for (i, other) in present.iter().enumerate() {
                if compare::compare(&value, other, self.ignore_case, cx)?.is_lt() {
                    at = i;
                    break;
                }
            }
        }
        self.entries.borrow_mut().shift_insert(at, key, value);
        Ok(true)
    }

    fn others(&self, args: &[Value], cx: &mut dyn Runtime) -> Res<IndexMap<Key, Value, FxBuildHasher>> {
        let values = items(arg(args, 0)).unwrap_or_else(|| vec![arg(args, 0).clone()]);
        let mut out = IndexMap::default();
        for value in values {
            let value = self.cast(&value, cx)?;
            out.insert(self.key(&value), value);
        }
        Ok(out)
    }

    /// `UnionWith` and its kin, and the questions about subsets.
    fn algebra(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Res<Option<Value>> {
        let others = self.others(args, cx)?;
        let mine = |key: &Key| self.entries.borrow().contains_key(key);
        let contained = || self.entries.borrow().keys().all(|k| others.contains_key(k));
        let contains = || others.keys().all(mine);
        let length = self.entries.borrow().len();
        Ok(Some(match name {
            "unionwith" => {
                for value in others.into_values() {
                    self.add(value, cx)?;
                }
                Value::Void
            }
            "intersectwith" => {
                self.entries.borrow_mut().retain(|k, _| others.contains_key(k));
                Value::Void
            }
            "exceptwith" => {
                self.entries.borrow_mut().retain(|k, _| !others.contains_key(k));
                Value::Void
            }
            "symmetricexceptwith" => {
                for (key, value) in others {
                    if self.entries.borrow_mut().shift_remove(&key).is_none() {
                        self.add(value, cx)?;
                    }
                }
                Value::Void
            }
            "issubsetof" => Value::Bool(contained()),
            "issupersetof" => Value::Bool(contains()),
            "ispropersubsetof" => Value::Bool(contained() && others.len() > length),
            "ispropersupersetof" => Value::Bool(contains() && others.len() < length),
            "overlaps" => Value::Bool(others.keys().any(mine)),
            "setequals" => Value::Bool(contained() && contains()),
            _ => return Ok(None),
        }))
    }

    fn values(&self) -> Vec<Value> {
        self.entries.borrow().values().cloned().collect()
    }

    fn remove_where(&self, predicate: &Value, cx: &mut dyn Runtime) -> Res<Value> {
        let Value::ScriptBlock(block) = predicate.base() else { return Ok(Value::Int32(0)) };
        let mut removed = 0;
        for value in self.values() {
            let answer = super::linq::one(cx.invoke_block(block, Some(value.clone()), std::slice::from_ref(&value))?);
            if convert::to_bool(&answer) {
                self.entries.borrow_mut().shift_remove(&self.key(&value));
                removed += 1;
            }
        }
        Ok(Value::Int32(removed))
    }

    fn call(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Res<Option<Value>> {
        Ok(Some(match name {
            "add" => {
                let value = self.cast(arg(args, 0), cx)?;
                Value::Bool(self.add(value, cx)?)
            }
            "contains" => {
                let value = self.cast(arg(args, 0), cx)?;
                Value::Bool(self.entries.borrow().contains_key(&self.key(&value)))
            }
            "remove" => {
                let value = self.cast(arg(args, 0), cx)?;
                Value::Bool(self.entries.borrow_mut().shift_remove(&self.key(&value)).is_some())
            }
            "removewhere" => self.remove_where(arg(args, 0), cx)?,
            "clear" => {
                self.entries.borrow_mut().clear();
                Value::Void
            }
            "trygetvalue" => {
                let found = self.entries.borrow().get(&self.key(arg(args, 0))).cloned();
                if let Some(reference) = args.get(1).and_then(Value::downcast::<crate::value::Reference>) {
                    reference.set(found.clone().unwrap_or_default());
                }
                Value::Bool(found.is_some())
            }
            "getenumerator" => Value::object(super::enumerator::Enumerator::new("System.Collections.IEnumerator", self.values())),
            "toarray" => Value::array_of(self.element, self.values()),
            "copyto" => super::collections::copy_into(&self.values(), arg(args, 0), super::object::int_arg(args, 1))?,
            "trimexcess" => Value::Void,
            "ensurecapacity" => arg(args, 0).clone(),
            "reverse" => Value::array_of(self.element, self.values().into_iter().rev().collect()),
            _ => return self.algebra(name, args, cx),
        }))
    }
}

impl Object for Set {
    fn type_ref(&self) -> TypeRef {
        self.type_ref
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "count" => Value::Int32(self.entries.borrow().len() as i32),
            "comparer" => super::comparers::comparer(if self.ignore_case { "OrdinalIgnoreCase" } else { "Ordinal" }),
            "min" if self.sorted => self.values().first().cloned().unwrap_or_default(),
            "max" if self.sorted => self.values().last().cloned().unwrap_or_default(),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        let names: &[&str] = if self.sorted { &["Count", "Comparer", "Min", "Max"] } else { &["Count", "Capacity", "Comparer"] };
        names.iter().map(|n| PsStr::from(*n)).collect()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        self.call(&name.to_ascii_lowercase(), args, cx).transpose()
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.values())
    }
}

fn construct(ty: TypeRef, args: &[Value], sorted: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let ignore_case = args.iter().any(|a| matches!(a.base(), Value::Object(o) if o.text().is_some_and(|t| t.ends_with("IgnoreCase"))));
    let element = ty.generic.and_then(|(_, a)| a.first().copied()).unwrap_or(known::OBJECT);
    let set = Set { type_ref: ty, element, ignore_case, sorted, entries: RefCell::default() };
    if let Some(values) = args.first().and_then(items) {
        for value in values {
            let value = set.cast(&value, cx)?;
            set.add(value, cx)?;
        }
    }
    Ok(Value::object(set))
}

pub static HASH_SET: TypeImpl =
    TypeImpl { typed_constructor: Some(|ty, args, cx| construct(ty, args, false, cx)), ..TypeImpl::of("System.Collections.Generic.HashSet`1") };

pub static SORTED_SET: TypeImpl =
    TypeImpl { typed_constructor: Some(|ty, args, cx| construct(ty, args, true, cx)), ..TypeImpl::of("System.Collections.Generic.SortedSet`1") };
