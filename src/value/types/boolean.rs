//! `Boolean`.

use super::TypeImpl;
use super::arguments::text;
use super::numbers::attempt;
use super::object::enum_value;
use crate::value::members::errors::net;
use crate::value::{Res, Runtime, Value};

fn own(this: &Value) -> bool {
    matches!(this.base(), Value::Bool(true))
}

/// `True` or `False` in any case, with white space around.
pub fn parse_text(text: &str) -> Option<bool> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if trimmed.eq_ignore_ascii_case("true") { Some(true) } else { trimmed.eq_ignore_ascii_case("false").then_some(false) }
}

fn parse(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    parse_text(&text).map(Value::Bool).ok_or_else(|| net("System.FormatException", format!("String '{text}' was not recognized as a valid Boolean.")))
}

pub static BOOLEAN: TypeImpl = TypeImpl {
    static_properties: &[("TrueString", |_| Ok(Value::str("True"))), ("FalseString", |_| Ok(Value::str("False")))],
    static_methods: &[("Parse", parse), ("TryParse", |args, cx| attempt(args, cx, Value::Bool(false), parse))],
    methods: &[
        ("ToString", |this, _, _| Ok(Value::str(if own(this) { "True" } else { "False" }))),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            Some(Value::Bool(other)) => Ok(Value::Int32(own(this).cmp(other) as i32)),
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            _ => Err(net("System.ArgumentException", "Object must be of type Boolean.")),
        }),
        ("GetHashCode", |this, _, _| Ok(Value::Int32(i32::from(own(this))))),
        ("GetTypeCode", |_, _, _| Ok(enum_value("System.TypeCode", "Boolean"))),
    ],
    ..TypeImpl::of("System.Boolean")
};
