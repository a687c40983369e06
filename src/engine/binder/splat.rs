//! Splatting: `@name` becomes arguments. A dictionary's keys are names; a list's items are positions, but a text that was a
//! parameter name in `$args` is one again.

use crate::engine::Argument;
use crate::syntax::ast::Span;
use crate::value::{PsObject, PsStr, Value};

/// The note that marks a text in `$args` as a parameter's name.
const MARK: &str = "<CommandParameterName>";

/// The arguments that a splatted value stands for.
pub fn splat(value: &Value, span: Span) -> Vec<Argument> {
    match value.base() {
        Value::Dictionary(dictionary) => {
            let entries = dictionary.entries.borrow();
            entries.values().map(|(key, value)| named(&key_text(key), value.clone(), span)).collect()
        }
        Value::Array(_) | Value::List(_) => items(crate::engine::Engine::enumerate(value).unwrap_or_default(), span),
        Value::Null | Value::Void => Vec::new(),
        _ => vec![Argument::Value { value: value.clone(), span, splatted: false }],
    }
}

fn items(items: Vec<Value>, span: Span) -> Vec<Argument> {
    let mut arguments = Vec::with_capacity(items.len());
    for item in items {
        let name = match &item {
            Value::PsObject(object) => object.note(MARK),
            _ => None,
        };
        arguments.push(match name {
            Some(Value::String(name)) => {
                let text = match item.base() {
                    Value::String(text) => text.clone(),
                    _ => PsStr::from(format!("-{name}")),
                };
                let colon = text.ends_with(':');
                Argument::Named { name, text, value: None, colon, span, value_span: span, splatted: false }
            }
            _ => Argument::Value { value: item, span, splatted: false },
        });
    }
    join_colons(arguments)
}

/// `-x:` and the item after it belong together.
fn join_colons(arguments: Vec<Argument>) -> Vec<Argument> {
    let mut joined: Vec<Argument> = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match (joined.last_mut(), argument) {
            (Some(Argument::Named { value: slot @ None, colon: true, .. }), Argument::Value { value, .. }) => *slot = Some(value),
            (_, argument) => joined.push(argument),
        }
    }
    joined
}

fn named(name: &str, value: Value, span: Span) -> Argument {
    Argument::Named { name: name.into(), text: format!("-{name}").into(), value: Some(value), colon: true, span, value_span: span, splatted: true }
}

fn key_text(key: &Value) -> String {
    match key.base() {
        Value::String(text) => text.to_string(),
        other => format!("{other:?}"),
    }
}

/// A parameter's text that remembers its name.
pub fn mark(text: Value, name: &str) -> Value {
    let object = PsObject::around(text);
    object.set_note(MARK, Value::str(name));
    object.into()
}
