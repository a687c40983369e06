//! Property expressions: a name, a name with wildcards, a script block, or a value the shell computes; and what they resolve to.

use super::computed::Computed;
use super::defaults;
use crate::engine::Engine;
use crate::value::{NameRef, PsStr, Res, Runtime, ScriptBlock, Value, members, same_name, wildcard};
use std::rc::Rc;

/// What was asked for.
#[derive(Clone)]
pub enum Expression {
    Name(PsStr),
    Script(Rc<ScriptBlock>),
    Computed(Computed),
}

impl Expression {
    pub fn has_wildcards(&self) -> bool {
        matches!(self, Expression::Name(name) if is_pattern(name))
    }

    /// The label a column gets from it.
    pub fn text(&self) -> PsStr {
        match self {
            Expression::Name(name) => name.clone(),
            Expression::Script(block) => block.text.clone(),
            Expression::Computed(_) => PsStr::default(),
        }
    }

    /// The properties of this object it means: none where a name is unknown.
    pub fn resolve(&self, target: &Value, cx: &mut dyn Runtime) -> Vec<Expression> {
        match self {
            Expression::Name(name) if is_pattern(name) => {
                let names = members::property_names(target, cx);
                names.into_iter().filter(|n| wildcard::matches(name, n, true)).map(Expression::Name).collect()
            }
            Expression::Name(name) => find_property(target, name, cx).map(Expression::Name).into_iter().collect(),
            other => vec![other.clone()],
        }
    }

    /// The value on an object; `None` where it has no such property.
    pub fn value(&self, target: &Value, engine: &mut Engine) -> Res<Option<Value>> {
        match self {
            Expression::Name(name) => property(target, name, engine),
            Expression::Script(block) => {
                let mut results = engine.invoke_block(block, Some(target.clone()), &[])?;
                Ok(Some(match results.len() {
                    0 => Value::Null,
                    1 => results.remove(0),
                    _ => Value::array(results),
                }))
            }
            Expression::Computed(computed) => computed.value(target, engine).map(Some),
        }
    }
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// A note of a custom object is read without asking the registry of types.
fn property(target: &Value, name: &str, cx: &mut dyn Runtime) -> Res<Option<Value>> {
    if let Value::PsObject(object) = target
        && let Some(value) = object.note(name)
    {
        return Ok(Some(value));
    }
    members::get(target, name, cx)
}

/// The name of a property as the object writes it.
fn find_property(target: &Value, name: &str, cx: &mut dyn Runtime) -> Option<PsStr> {
    if let Value::PsObject(object) = target {
        if let Some((own, _)) = object.members.borrow().get_key_value(&NameRef(name)) {
            return Some(own.0.clone());
        }
        object.base.as_ref()?;
    }
    members::property_names(target, cx).into_iter().find(|own| same_name(own, name))
}

/// The property that names an object: what a wide view shows, and an object without text of its own inside a list.
pub fn display_name(target: &Value, cx: &mut dyn Runtime) -> Option<PsStr> {
    if let Some(name) = defaults::display_property(target) {
        return Some(name);
    }
    let names = members::property_names(target, cx);
    ["name", "id", "key", "*key", "*name", "*id"].iter().find_map(|pattern| names.iter().find(|name| wildcard::matches(pattern, name, true)).cloned())
}
