//! `StringComparer` and the default comparers: what dictionaries, sets and sorting take to compare by.

use super::TypeImpl;
use super::object::{arg, same};
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value, compare, exception_type, text};
use std::cmp::Ordering;

pub struct Comparer {
    kind: &'static str,
}

const KINDS: [&str; 6] = ["CurrentCulture", "CurrentCultureIgnoreCase", "InvariantCulture", "InvariantCultureIgnoreCase", "Ordinal", "OrdinalIgnoreCase"];

/// A `StringComparer` by its property's name; `Default` is the comparer of any values.
pub fn comparer(kind: &'static str) -> Value {
    Value::object(Comparer { kind })
}

impl Comparer {
    fn ignore_case(&self) -> bool {
        self.kind.ends_with("IgnoreCase")
    }

    fn order(&self, a: &Value, b: &Value, cx: &mut dyn Runtime) -> Res<Ordering> {
        if let (Value::String(a), Value::String(b)) = (a.base(), b.base()) {
            return Ok(match (self.kind, self.ignore_case()) {
                ("Ordinal", _) => a.encode_utf16().cmp(b.encode_utf16()),
                ("OrdinalIgnoreCase", _) => a.to_uppercase().encode_utf16().cmp(b.to_uppercase().encode_utf16()),
                (_, ignore_case) => compare::compare_text(a, b, ignore_case),
            });
        }
        compare::compare(a, b, false, cx)
    }
}

impl Object for Comparer {
    fn type_ref(&self) -> TypeRef {
        exception_type(match self.kind {
            "Default" => "System.Collections.Comparer",
            kind if kind.starts_with("Ordinal") => "System.OrdinalComparer",
            _ => "System.CultureAwareComparer",
        })
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let (a, b) = (arg(args, 0), arg(args, 1));
        match name.to_ascii_lowercase().as_str() {
            "compare" => Some(self.order(a, b, cx).map(|o| Value::Int32(o as i32))),
            "equals" if args.len() == 2 => Some(match (a, b) {
                (Value::String(_), Value::String(_)) => self.order(a, b, cx).map(|o| Value::Bool(o == Ordering::Equal)),
                _ => Ok(Value::Bool(same(a, b))),
            }),
            "gethashcode" if args.len() == 1 => {
                let shown = text::to_text(a, cx);
                let shown = if self.ignore_case() { shown.to_uppercase() } else { shown.to_string() };
                Some(Ok(Value::Int32(shown.encode_utf16().fold(5381i32, |hash, unit| hash.wrapping_mul(33) ^ unit as i32))))
            }
            _ => None,
        }
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::from(self.kind))
    }
}

pub static STRING_COMPARER: TypeImpl = TypeImpl {
    static_properties: &[
        (KINDS[0], |_| Ok(comparer(KINDS[0]))),
        (KINDS[1], |_| Ok(comparer(KINDS[1]))),
        (KINDS[2], |_| Ok(comparer(KINDS[2]))),
        (KINDS[3], |_| Ok(comparer(KINDS[3]))),
        (KINDS[4], |_| Ok(comparer(KINDS[4]))),
        (KINDS[5], |_| Ok(comparer(KINDS[5]))),
    ],
    ..TypeImpl::of("System.StringComparer")
};

pub static DEFAULT: TypeImpl = TypeImpl {
    static_properties: &[("Default", |_| Ok(comparer("Default"))), ("DefaultInvariant", |_| Ok(comparer("Default")))],
    ..TypeImpl::of("System.Collections.Comparer")
};

pub static GENERIC_DEFAULT: TypeImpl =
    TypeImpl { static_properties: &[("Default", |_| Ok(comparer("Default")))], ..TypeImpl::of("System.Collections.Generic.Comparer`1") };
