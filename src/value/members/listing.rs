//! What members a value has: names in display order for `Select-Object *`, and lines with definitions for `Get-Member`.

use super::{MemberInfo, Method};
use crate::value::types::{self, facts};
use crate::value::{Member, PsStr, Runtime, TypeKind, TypeRef, Value, known, same_name, text};

/// The names of the properties in display order (as `Format-List *` and `Select-Object *` take them).
pub fn property_names(value: &Value, _cx: &mut dyn Runtime) -> Vec<PsStr> {
    names(value)
}

pub fn names(value: &Value) -> Vec<PsStr> {
    let mut out = Vec::new();
    let base = value.base();
    if let Value::Object(object) = base {
        out.extend(object.property_names());
    }
    if let Some(ty) = base.type_ref() {
        for name in type_properties(ty) {
            if !out.iter().any(|n| same_name(n, name)) {
                out.push(PsStr::from(name));
            }
        }
    }
    if matches!(base, Value::Enum(..)) {
        out.push("value__".into());
    }
    if let Value::PsObject(object) = value {
        // Members added to an object come before its type's.
        let mut added = Vec::new();
        for (name, member) in object.members.borrow().iter() {
            if !matches!(member, Member::ScriptMethod(_) | Member::PropertySet(_) | Member::MemberSet(_)) {
                out.retain(|n| !same_name(n, name));
                added.push(name.0.clone());
            }
        }
        out.splice(0..0, added);
    }
    out
}

/// The properties of a type: as the tables list them, which is .NET's order; a type's own come before its bases'.
fn type_properties(ty: TypeRef) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for t in types::line(ty) {
        for (name, _) in types::tables(types::table_name(t)).iter().flat_map(|table| table.properties) {
            if !out.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                out.push(name);
            }
        }
    }
    if ty == known::STRING {
        out = vec!["Length"];
    }
    out
}

pub fn method_names(value: &Value) -> Vec<PsStr> {
    let mut out: Vec<PsStr> = Vec::new();
    if let Value::PsObject(object) = value {
        out.extend(object.members.borrow().iter().filter(|(_, m)| matches!(m, Member::ScriptMethod(_))).map(|(n, _)| n.0.clone()));
    }
    let Some(ty) = value.base().type_ref() else { return out };
    let mut push = |name: &'static str| {
        if !out.iter().any(|n| same_name(n, name)) {
            out.push(PsStr::from(name));
        }
    };
    for t in types::line(ty) {
        match facts::members(types::table_name(t)) {
            Some(fact) => {
                fact.methods.iter().for_each(|(name, _)| push(name));
                break;
            }
            None => types::tables(types::table_name(t)).iter().flat_map(|table| table.methods).for_each(|(name, _)| push(name)),
        }
    }
    out
}

pub fn member_kind(member: &Member) -> &'static str {
    match member {
        Member::Note(_) => "NoteProperty",
        Member::Alias(_) => "AliasProperty",
        Member::ScriptProperty { .. } => "ScriptProperty",
        Member::ScriptMethod(_) => "ScriptMethod",
        Member::PropertySet(_) => "PropertySet",
        Member::MemberSet(_) => "MemberSet",
    }
}

pub fn kind(value: &Value, name: &str) -> &'static str {
    if let Value::PsObject(object) = value
        && let Some(member) = object.member(name)
    {
        return member_kind(&member);
    }
    let base = value.base();
    let is_property = match base {
        Value::Object(object) => object.property_names().iter().any(|n| same_name(n, name)),
        _ => false,
    };
    match base.type_ref() {
        _ if is_property => "Property",
        Some(ty) if types::getter(ty, name).is_some() => type_member_kind(ty, name),
        Some(ty) if types::method(ty, name).is_some() || !types::signatures(ty, name, false).is_empty() => "Method",
        _ => "Property",
    }
}

/// Members that PowerShell's own type data adds to .NET types.
const TYPE_DATA: &[(&str, &str, &str)] = &[
    ("System.Array", "Count", "AliasProperty"),
    ("System.DateTime", "DateTime", "ScriptProperty"),
    ("System.Guid", "Guid", "ScriptProperty"),
    ("System.Net.IPAddress", "IPAddressToString", "ScriptProperty"),
    ("System.Collections.DictionaryEntry", "Name", "AliasProperty"),
    ("System.IO.FileInfo", "BaseName", "ScriptProperty"),
    ("System.IO.FileInfo", "VersionInfo", "ScriptProperty"),
    ("System.IO.FileSystemInfo", "BaseName", "ScriptProperty"),
    ("System.IO.FileSystemInfo", "UnixMode", "ScriptProperty"),
    ("System.IO.FileSystemInfo", "User", "ScriptProperty"),
    ("System.IO.FileSystemInfo", "Group", "ScriptProperty"),
    ("System.IO.FileSystemInfo", "Size", "ScriptProperty"),
    ("System.IO.FileSystemInfo", "Mode", "CodeProperty"),
    ("System.IO.FileSystemInfo", "LinkType", "CodeProperty"),
    ("System.IO.FileSystemInfo", "Target", "AliasProperty"),
    ("System.Management.Automation.ErrorRecord", "PSMessageDetails", "ScriptProperty"),
];

fn type_member_kind(ty: TypeRef, name: &str) -> &'static str {
    let found = TYPE_DATA.iter().find(|(owner, member, _)| member.eq_ignore_ascii_case(name) && types::line(ty).any(|t| t.full_name == *owner));
    found.map_or("Property", |(_, _, kind)| kind)
}

/// A type as a definition names it.
fn shown_type(value: &Value) -> String {
    value.type_ref().map_or_else(|| "object".to_owned(), types::display_name)
}

pub fn definition(value: &Value, name: &str, kind: &'static str, cx: &mut dyn Runtime) -> String {
    if let Value::PsObject(object) = value
        && let Some(member) = object.member(name)
    {
        return added_definition(name, &member, cx);
    }
    match kind {
        "Method" | "ScriptMethod" => Method::of(value, name).map_or_else(String::new, |m| crate::value::Object::text(&m).unwrap_or_default().to_string()),
        _ => property_definition(value, name, cx),
    }
}

fn added_definition(name: &str, member: &Member, cx: &mut dyn Runtime) -> String {
    match member {
        Member::Note(value) => {
            let shown = if value.is_null() { PsStr::from("null") } else { text::to_text(value, cx) };
            format!("{} {name}={shown}", shown_type(value))
        }
        Member::Alias(target) => format!("{name} = {target}"),
        Member::ScriptProperty { get, set } => {
            let get = get.as_ref().map_or_else(String::new, |b| format!("get={};", b.text));
            let set = set.as_ref().map_or_else(String::new, |b| format!("set={};", b.text));
            format!("System.Object {name} {{{get}{set}}}")
        }
        Member::ScriptMethod(_) => format!("System.Object {name}();"),
        Member::PropertySet(names) => format!("{name} {{{}}}", names.iter().map(|n| n.to_string()).collect::<Vec<_>>().join(", ")),
        Member::MemberSet(members) => {
            let names: Vec<String> = members.borrow().keys().map(|n| n.0.to_string()).collect();
            format!("{name} {{{}}}", names.join(", "))
        }
    }
}

fn property_definition(value: &Value, name: &str, cx: &mut dyn Runtime) -> String {
    let ty = value.base().type_ref();
    if let Some(declared) = ty.and_then(|ty| declared_property(ty, name)) {
        let (kind, access) = declared.split_once(' ').unwrap_or((&declared, "{get;}"));
        return format!("{kind} {name} {access}");
    }
    let now = super::get(value, name, cx).ok().flatten().unwrap_or_default();
    let settable = ty.is_some_and(|ty| types::setter(ty, name).is_some());
    format!("{} {name} {{get;{}}}", shown_type(&now), if settable { "set;" } else { "" })
}

/// `int {get;}`, with the type's own arguments in place.
fn declared_property(ty: TypeRef, name: &str) -> Option<String> {
    types::line(ty).find_map(|t| {
        let fact = facts::members(types::table_name(t))?;
        let (_, declared) = fact.properties.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
        let arguments = t.generic.map_or(&[][..], |(_, arguments)| arguments);
        Some(types::substitute(declared, arguments))
    })
}

/// All members, as `Get-Member` lists them (unsorted).
pub fn list(value: &Value, cx: &mut dyn Runtime) -> Vec<MemberInfo> {
    let mut out = match value.base().type_ref() {
        Some(ty) if ty.from_script => cx.class_members(ty),
        _ => Vec::new(),
    };
    for name in names(value) {
        if out.iter().any(|m| same_name(&m.name, &name)) {
            continue;
        }
        let kind = kind(value, &name);
        let definition = match type_data_definition(value, &name, kind) {
            Some(definition) => definition,
            None => definition(value, &name, kind, cx),
        };
        out.push(MemberInfo { definition: PsStr::from(definition), kind, name });
    }
    for name in method_names(value) {
        if out.iter().any(|m| same_name(&m.name, &name)) {
            continue;
        }
        let kind = match value {
            Value::PsObject(object) if matches!(object.member(&name), Some(Member::ScriptMethod(_))) => "ScriptMethod",
            _ => "Method",
        };
        let definition = definition(value, &name, kind, cx);
        out.push(MemberInfo { definition: PsStr::from(definition), kind, name });
    }
    if let Some(ty) = value.base().type_ref() {
        out.extend(parameterized(ty));
        out.extend(unread_properties(ty, &out));
    }
    out
}

/// Properties that the facts list but no table reads: `Get-Member` knows them all the same.
fn unread_properties(ty: TypeRef, have: &[MemberInfo]) -> Vec<MemberInfo> {
    let Some(fact) = types::line(ty).find_map(|t| facts::members(types::table_name(t))) else { return Vec::new() };
    let missing = fact.properties.iter().filter(|(name, _)| !matches!(*name, "Chars" | "Item") && !have.iter().any(|m| same_name(&m.name, name)));
    missing
        .filter_map(|(name, _)| {
            let declared = declared_property(ty, name)?;
            let (kind, access) = declared.split_once(' ')?;
            Some(MemberInfo { name: PsStr::from(*name), kind: "Property", definition: PsStr::from(format!("{kind} {name} {access}")) })
        })
        .collect()
}

/// What PowerShell's type data says of a member, where it is not a plain .NET property.
fn type_data_definition(value: &Value, name: &str, kind: &'static str) -> Option<String> {
    if matches!(value, Value::PsObject(object) if object.member(name).is_some()) {
        return None;
    }
    match kind {
        "AliasProperty" => {
            let target = match name.to_ascii_lowercase().as_str() {
                "count" => "Length",
                "target" => "LinkTarget",
                _ => "Key",
            };
            Some(format!("{name} = {target}"))
        }
        "ScriptProperty" => Some(format!("System.Object {name} {{get=$this.{name};}}")),
        "CodeProperty" => Some(format!("System.String {name}{{get={name};}}")),
        _ => None,
    }
}

/// `Chars` and `Item`: properties that take an argument.
fn parameterized(ty: TypeRef) -> Option<MemberInfo> {
    let (name, argument) = match () {
        _ if ty == known::STRING => ("Chars", "int index"),
        _ if ty.implements("System.Collections.IDictionary") => ("Item", "System.Object key"),
        _ if ty.kind != TypeKind::Array && ty.implements("System.Collections.IList") => ("Item", "int index"),
        _ => return None,
    };
    let declared = declared_property(ty, name)?;
    let (kind, access) = declared.split_once(' ')?;
    let argument = match ty.generic {
        Some((_, [key, _])) => format!("{} key", types::display_name(*key)),
        _ => argument.to_owned(),
    };
    Some(MemberInfo { name: PsStr::from(name), kind: "ParameterizedProperty", definition: PsStr::from(format!("{kind} {name}({argument}) {access}")) })
}

/// Static members, as `Get-Member -Static` lists them.
pub fn list_static(ty: TypeRef) -> Vec<MemberInfo> {
    let info = |name: &str, kind, definition: String| MemberInfo { name: PsStr::from(name), kind, definition: PsStr::from(definition) };
    let mut out = Vec::new();
    if let Some(fact) = facts::members(types::table_name(ty)) {
        for (name, _) in &fact.static_methods {
            let overloads = types::signatures(ty, name, true);
            let definition = overloads.iter().map(|o| o.definition(name, true)).collect::<Vec<_>>().join(", ");
            out.push(info(name, "Method", definition));
        }
        if !fact.constructors.is_empty() {
            let shown = types::display_name(ty);
            let list = types::constructors(ty).iter().map(|c| format!("{shown} {}", c.definition("new", false))).collect::<Vec<_>>();
            out.push(info("new", "Method", list.join(", ")));
        }
        for (name, declared) in &fact.statics {
            out.push(info(name, "Property", format!("static {declared} {name} {{get;}}")));
        }
    }
    for (name, _) in ty.values {
        out.push(info(name, "Property", format!("static {} {name} {{get;}}", types::display_name(ty))));
    }
    out
}
