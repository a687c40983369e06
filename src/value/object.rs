//! The trait of every value that has no case of its own in `Value`.

use super::{PsStr, Res, Runtime, TypeRef, Value};
use std::any::Any;

/// An object: its type, its properties and what it can do. Names come without regard to case.
///
/// Members that a .NET type has by its table (`value/types/`) are found there by `type_ref`; what an object answers here comes
/// first. A view of a stored record answers `property` by computing it then.
pub trait Object: Any {
    fn type_ref(&self) -> TypeRef;

    /// `PSTypeNames`, most derived first, where they differ from the type's own line of bases.
    fn type_names(&self) -> Option<Vec<PsStr>> {
        None
    }

    /// The value of a property; `None` where the object has no such property.
    fn property(&self, _name: &str, _cx: &mut dyn Runtime) -> Option<Res<Value>> {
        None
    }

    /// Set a property; `None` where there is none of that name.
    fn set_property(&self, _name: &str, _value: &Value, _cx: &mut dyn Runtime) -> Option<Res<()>> {
        None
    }

    /// Properties in display order, as `Get-Member` and `Format-List *` list them.
    fn property_names(&self) -> Vec<PsStr> {
        Vec::new()
    }

    /// Call a method; `None` where there is none of that name.
    fn invoke(&self, _name: &str, _args: &[Value], _cx: &mut dyn Runtime) -> Option<Res<Value>> {
        None
    }

    /// The items, for what PowerShell enumerates in a pipeline.
    fn enumerate(&self) -> Option<Vec<Value>> {
        None
    }

    /// What changes when the items do: a walk over them that finds another number has to stop.
    fn version(&self) -> Option<u32> {
        None
    }

    /// `ToString()`; `None`: the type's full name.
    fn text(&self) -> Option<PsStr> {
        None
    }

    /// Text that is equal for equal objects, where the type compares by value.
    fn key_text(&self) -> Option<String> {
        None
    }
}
