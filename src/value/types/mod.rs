//! .NET types by name and by table: one file a type, each a `TypeImpl` that says what its members do.
//!
//! What members a type has and what they take is data (the facts of .NET's types); a file here says only what they do.

use super::{Res, Runtime, TypeRef, Value};

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

/// A type by any name PowerShell takes: an accelerator (`int`), a full name, one without `System.`, arrays and generics
/// (`int[]`, `Collections.Generic.Dictionary[string, int]`). Script classes and `using namespace` are the engine's.
pub fn find(_name: &str) -> Option<TypeRef> {
    None
}

/// The name PowerShell shows for a type in signatures and errors: `string`, `int[]`, `System.Collections.Generic.List[int]`.
pub fn display_name(ty: TypeRef) -> String {
    ty.full_name.to_owned()
}
