//! Members by name: properties, methods, static members, constructors, for every kind of value. What PowerShell's adapter
//! finds: members added to the object, then the object's own, then its type's table, then the intrinsic ones.

use super::{PsStr, Res, Runtime, TypeRef, Value};

/// One line of `Get-Member`.
pub struct MemberInfo {
    pub name: PsStr,
    /// `Property`, `NoteProperty`, `ScriptProperty`, `AliasProperty`, `Method`, `ParameterizedProperty`, ...
    pub kind: &'static str,
    pub definition: PsStr,
}

/// Read a property. `None`: there is none of that name (the caller says what that means: `$null`, an enumeration, an error).
pub fn get(_value: &Value, _name: &str, _cx: &mut dyn Runtime) -> Res<Option<Value>> {
    Ok(None)
}

/// Write a property. False: there is none of that name.
pub fn set(_value: &Value, _name: &str, _new: &Value, _cx: &mut dyn Runtime) -> Res<bool> {
    Ok(false)
}

/// Call a method; the error says why where it cannot be called.
pub fn invoke(_value: &Value, _name: &str, _args: &[Value], _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Null)
}

pub fn static_get(_ty: TypeRef, _name: &str, _cx: &mut dyn Runtime) -> Res<Option<Value>> {
    Ok(None)
}

pub fn static_set(_ty: TypeRef, _name: &str, _new: &Value, _cx: &mut dyn Runtime) -> Res<bool> {
    Ok(false)
}

pub fn static_invoke(_ty: TypeRef, _name: &str, _args: &[Value], _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Null)
}

/// `[type]::new(...)` and `New-Object`.
pub fn construct(_ty: TypeRef, _args: &[Value], _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Null)
}

/// The names of the properties in display order (as `Format-List *` and `Select-Object *` take them).
pub fn property_names(_value: &Value, _cx: &mut dyn Runtime) -> Vec<PsStr> {
    Vec::new()
}

/// `PSTypeNames`: most derived first.
pub fn type_names(_value: &Value) -> Vec<PsStr> {
    Vec::new()
}

/// All members, as `Get-Member` lists them (unsorted).
pub fn list(_value: &Value, _cx: &mut dyn Runtime) -> Vec<MemberInfo> {
    Vec::new()
}

/// Static members, as `Get-Member -Static` lists them.
pub fn list_static(_ty: TypeRef) -> Vec<MemberInfo> {
    Vec::new()
}
