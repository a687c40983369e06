//! `WildcardPattern`.

use super::TypeImpl;
use super::arguments::{class, text};
use crate::value::wildcard::{self, Wildcard};
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value};

struct WildcardPattern {
    pattern: PsStr,
    wildcard: Wildcard,
}

impl Object for WildcardPattern {
    fn type_ref(&self) -> TypeRef {
        class("System.Management.Automation.WildcardPattern")
    }
}

/// `WildcardOptions`: 2 ignores case.
fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let ignore_case = super::arguments::enumeration(args, 1).unwrap_or(0) & 2 != 0;
    let pattern = text(args, 0);
    Ok(Value::object(WildcardPattern { wildcard: Wildcard::new(&pattern, ignore_case)?, pattern }))
}

/// The pattern as WQL's `LIKE` writes it.
fn to_wql(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' => out.push('%'),
            '?' => out.push('_'),
            '%' => out.push_str("[%]"),
            '_' => out.push_str("[_]"),
            '\'' => out.push_str("''"),
            '`' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

pub static WILDCARD_PATTERN: TypeImpl = TypeImpl {
    constructor: Some(construct),
    static_methods: &[
        ("ContainsWildcardCharacters", |args, _| Ok(Value::Bool(wildcard::has_wildcards(&text(args, 0))))),
        ("Escape", |args, _| Ok(Value::from(wildcard::escape(&text(args, 0))))),
        ("Unescape", |args, _| Ok(Value::from(wildcard::unescape(&text(args, 0))))),
        ("Get", construct),
    ],
    methods: &[
        ("IsMatch", |this, args, _| Ok(Value::Bool(this.downcast::<WildcardPattern>().is_some_and(|p| p.wildcard.is_match(&text(args, 0)))))),
        ("ToWql", |this, _, _| Ok(Value::from(this.downcast::<WildcardPattern>().map(|p| to_wql(&p.pattern)).unwrap_or_default()))),
    ],
    ..TypeImpl::of("System.Management.Automation.WildcardPattern")
};
