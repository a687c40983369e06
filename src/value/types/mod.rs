//! .NET types by name and by table: one file a type, each a `TypeImpl` that says what its members do.
//!
//! What members a type has and what they take is data (the facts of .NET's types); a file here says only what they do.

pub mod facts;
mod registry;

pub use registry::{assembly, assembly_name, by_full_name, display_name, find, make_generic, net_name};

use super::{Res, Runtime, Value};

/// What a type's members do. The arguments of methods, static methods and constructors come converted to the chosen overload's
/// parameter types. An error raised inside is a .NET exception: the dispatcher wraps it as PowerShell does
/// (`Exception calling "Substring" with "2" argument(s): ...`).
pub struct TypeImpl {
    /// Full name: `System.String`.
    pub name: &'static str,
    pub properties: &'static [(&'static str, fn(&Value, &mut dyn Runtime) -> Res<Value>)],
    pub setters: &'static [(&'static str, fn(&Value, &Value, &mut dyn Runtime) -> Res<()>)],
    pub methods: &'static [(&'static str, fn(&Value, &[Value], &mut dyn Runtime) -> Res<Value>)],
    pub static_properties: &'static [(&'static str, fn(&mut dyn Runtime) -> Res<Value>)],
    pub static_methods: &'static [(&'static str, fn(&[Value], &mut dyn Runtime) -> Res<Value>)],
    pub constructor: Option<fn(&[Value], &mut dyn Runtime) -> Res<Value>>,
}

impl TypeImpl {
    /// Nothing yet: `TypeImpl { methods: &[...], ..TypeImpl::of("System.String") }`.
    pub const fn of(name: &'static str) -> Self {
        TypeImpl { name, properties: &[], setters: &[], methods: &[], static_properties: &[], static_methods: &[], constructor: None }
    }
}

/// Every table, found by the type's full name. A type may have more than one.
pub static ALL: &[&TypeImpl] = &[];
