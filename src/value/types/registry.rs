//! Types by name: accelerators, full names, names without `System.`, arrays, generics. Each type is made once.
//!
//! Also the ways a type's name is written: .NET's `FullName` and `ToString()`, and PowerShell's own (`List[int]`).

use super::facts::{self, Kind};
use crate::value::{TypeInfo, TypeKind, TypeRef, known};
use std::cell::RefCell;
use std::collections::HashMap;

const SUFFIX: &str = "Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e";

/// A type by any name PowerShell takes. Script classes and `using namespace` are the engine's.
pub fn find(name: &str) -> Option<TypeRef> {
    thread_local!(static FOUND: RefCell<HashMap<String, TypeRef>> = RefCell::default());
    let name = name.trim();
    if let Some(ty) = FOUND.with_borrow(|found| found.get(name).copied()) {
        return Some(ty);
    }
    let ty = parse(name)?;
    FOUND.with_borrow_mut(|found| found.insert(name.to_owned(), ty));
    Some(ty)
}

fn parse(name: &str) -> Option<TypeRef> {
    if let Some(open) = name.find('[') {
        let close = closing(name, open)?;
        let head = &name[..open];
        let inner = &name[open + 1..close];
        let mut ty = match inner.trim().chars().all(|c| c == ',' || c == ' ') {
            true => TypeRef::array_of(find(head)?, 1 + inner.matches(',').count()),
            false => generic(head, arguments(inner).into_iter().map(|a| find(&a)).collect::<Option<Vec<_>>>()?)?,
        };
        let mut rest = name[close + 1..].trim();
        while rest.starts_with('[') {
            let end = rest.find(']')?;
            ty = TypeRef::array_of(ty, 1 + rest[1..end].matches(',').count());
            rest = rest[end + 1..].trim();
        }
        // An assembly after a comma is read and dropped.
        return (rest.is_empty() || rest.starts_with(',')).then_some(ty);
    }
    let name = name.split(',').next().unwrap_or(name).trim();
    let lower = name.to_ascii_lowercase();
    if let Some(full) = facts::accelerator(&lower) {
        return by_full_name(&full.to_ascii_lowercase());
    }
    by_full_name(&lower).or_else(|| by_full_name(&format!("system.{lower}")))
}

fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Split at top-level commas; `[System.Int32, assembly]` is an argument with its assembly.
fn arguments(inner: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut depth = 0;
    let mut part = String::new();
    for c in inner.chars() {
        match c {
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {
                depth += (c == '[') as i32 - (c == ']') as i32;
                part.push(c);
            }
        }
    }
    parts.push(part);
    for part in &mut parts {
        let trimmed = part.trim();
        *part = match trimmed.strip_prefix('[').and_then(|p| p.strip_suffix(']')) {
            Some(bare) => bare.to_owned(),
            None => trimmed.to_owned(),
        };
    }
    parts
}

/// A generic type with arguments, from the definition's name with or without its count.
fn generic(head: &str, arguments: Vec<TypeRef>) -> Option<TypeRef> {
    let head = head.trim();
    if head.eq_ignore_ascii_case("nullable") || head.eq_ignore_ascii_case("system.nullable") || head.eq_ignore_ascii_case("system.nullable`1") {
        return Some(make_generic(by_full_name("system.nullable`1")?, arguments));
    }
    let lower = head.to_ascii_lowercase();
    let lower = if lower.contains('`') { lower } else { format!("{lower}`{}", arguments.len()) };
    let definition = by_full_name(&lower).or_else(|| by_full_name(&format!("system.{lower}")))?;
    Some(make_generic(definition, arguments))
}

/// `List`1` and `int` make `List[int]`.
pub fn make_generic(definition: TypeRef, arguments: Vec<TypeRef>) -> TypeRef {
    thread_local!(static MADE: RefCell<HashMap<(usize, Vec<TypeRef>), TypeRef>> = RefCell::default());
    let key = (definition.address(), arguments.clone());
    if let Some(ty) = MADE.with_borrow(|made| made.get(&key).copied()) {
        return ty;
    }
    let full = arguments.iter().map(|a| format!("[{}, {}]", a.full_name, assembly(*a))).collect::<Vec<_>>().join(",");
    let ty = TypeRef::leak(TypeInfo {
        full_name: leak(format!("{}[{full}]", definition.full_name)),
        kind: if definition.kind == TypeKind::GenericDefinition { underlying_kind(definition) } else { definition.kind },
        generic: Some((definition.full_name, arguments.leak())),
        ..copy(definition)
    });
    MADE.with_borrow_mut(|made| made.insert(key, ty));
    ty
}

fn underlying_kind(definition: TypeRef) -> TypeKind {
    match facts::name(&definition.full_name.to_ascii_lowercase()).map(|fact| fact.kind) {
        Some(Kind::Struct) => TypeKind::Struct,
        Some(Kind::Interface) => TypeKind::Interface,
        _ => TypeKind::Class,
    }
}

fn copy(ty: TypeRef) -> TypeInfo {
    TypeInfo {
        full_name: ty.full_name,
        name: ty.name,
        kind: ty.kind,
        base: ty.base,
        element: ty.element,
        rank: ty.rank,
        generic: ty.generic,
        interfaces: ty.interfaces,
        values: ty.values,
        flags: ty.flags,
        underlying: ty.underlying,
        from_script: ty.from_script,
    }
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// A type by its full name in lower case: those the engine names, enumerations, and the table of names.
pub fn by_full_name(lower: &str) -> Option<TypeRef> {
    thread_local!(static MADE: RefCell<HashMap<String, TypeRef>> =
        RefCell::new(known::ALL.iter().map(|ty| (ty.full_name.to_ascii_lowercase(), *ty)).collect()));
    if let Some(ty) = MADE.with_borrow(|made| made.get(lower).copied()) {
        return Some(ty);
    }
    let ty = from_enum(lower).or_else(|| from_name(lower))?;
    MADE.with_borrow_mut(|made| made.insert(lower.to_owned(), ty));
    Some(ty)
}

fn from_enum(lower: &str) -> Option<TypeRef> {
    let fact = facts::enumeration(lower)?;
    Some(TypeRef::leak(TypeInfo {
        full_name: fact.name,
        name: last_part(fact.name),
        kind: TypeKind::Enum,
        base: Some(known::ENUM),
        values: fact.values,
        flags: fact.flags,
        ..copy(known::OBJECT)
    }))
}

fn from_name(lower: &str) -> Option<TypeRef> {
    let fact = facts::name(lower)?;
    let base = (!fact.base.is_empty()).then(|| by_full_name(&fact.base.to_ascii_lowercase())).flatten();
    let kind = match fact.kind {
        _ if fact.name.contains('`') => TypeKind::GenericDefinition,
        Kind::Class => TypeKind::Class,
        Kind::Struct => TypeKind::Struct,
        Kind::Interface => TypeKind::Interface,
    };
    Some(TypeRef::leak(TypeInfo {
        full_name: fact.name,
        name: last_part(fact.name),
        kind,
        base: base.or((kind != TypeKind::Interface).then_some(known::OBJECT)),
        interfaces: fact.interfaces,
        ..copy(known::OBJECT)
    }))
}

fn last_part(full_name: &'static str) -> &'static str {
    full_name.rsplit(['.', '+']).next().unwrap_or(full_name)
}

/// The name PowerShell shows for a type in signatures and errors: `string`, `int[]`, `System.Collections.Generic.List[int]`.
pub fn display_name(ty: TypeRef) -> String {
    if let Some(element) = ty.element {
        return format!("{}[{}]", display_name(element), ",".repeat(ty.rank.max(1) - 1));
    }
    if let Some((definition, arguments)) = ty.generic {
        let arguments = arguments.iter().map(|a| display_name(*a)).collect::<Vec<_>>().join(",");
        return format!("{}[{arguments}]", strip_count(definition));
    }
    facts::short_name(ty.full_name).unwrap_or(ty.full_name).to_owned()
}

/// `System.Collections.Generic.List`1` without the count; a nested type keeps what follows (`List`1+Enumerator`).
fn strip_count(definition: &str) -> &str {
    match definition.rfind('`') {
        Some(at) if definition[at + 1..].chars().all(|c| c.is_ascii_digit()) => &definition[..at],
        _ => definition,
    }
}

/// `Type.ToString()` in .NET: `System.Collections.Generic.List`1[System.Int32]`.
pub fn net_name(ty: TypeRef) -> String {
    if let Some(element) = ty.element {
        return format!("{}[{}]", net_name(element), ",".repeat(ty.rank.max(1) - 1));
    }
    match ty.generic {
        Some((definition, arguments)) => format!("{definition}[{}]", arguments.iter().map(|a| net_name(*a)).collect::<Vec<_>>().join(",")),
        None => ty.full_name.to_owned(),
    }
}

/// The assembly a type is in, with its version, as `AssemblyQualifiedName` ends.
pub fn assembly(ty: TypeRef) -> String {
    let name = assembly_name(ty);
    match name {
        "System.Management.Automation" | "Microsoft.PowerShell.Commands.Utility" | "Microsoft.PowerShell.Commands.Management" => {
            format!("{name}, Version=7.6.5.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35")
        }
        "PowerShell Class Assembly" => format!("{name}, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null"),
        "System.Private.CoreLib" => format!("{name}, {SUFFIX}"),
        _ => format!("{name}, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"),
    }
}

pub fn assembly_name(ty: TypeRef) -> &'static str {
    if let Some(element) = ty.element {
        return assembly_name(element);
    }
    let name = ty.generic.map_or(ty.full_name, |(definition, _)| definition);
    if ty.from_script {
        return "PowerShell Class Assembly";
    }
    if name.starts_with("System.Management.Automation.") {
        return "System.Management.Automation";
    }
    if name.starts_with("Microsoft.PowerShell.") {
        return "Microsoft.PowerShell.Commands.Utility";
    }
    const ELSEWHERE: &[(&str, &str)] = &[
        ("System.Collections.Specialized.", "System.Collections.Specialized"),
        ("System.Collections.Concurrent.", "System.Collections.Concurrent"),
        ("System.Collections.Generic.Sorted", "System.Collections"),
        ("System.Collections.Generic.Stack`1", "System.Collections"),
        ("System.Collections.Generic.LinkedList", "System.Collections"),
        ("System.Collections.Generic.PriorityQueue", "System.Collections"),
        ("System.Collections.Stack", "System.Collections.NonGeneric"),
        ("System.Collections.Queue", "System.Collections.NonGeneric"),
        ("System.Collections.SortedList", "System.Collections.NonGeneric"),
        ("System.Text.RegularExpressions.", "System.Text.RegularExpressions"),
        ("System.Text.Json.", "System.Text.Json"),
        ("System.Numerics.", "System.Runtime.Numerics"),
        ("System.Linq.", "System.Linq"),
        ("System.Net.Mail.", "System.Net.Mail"),
        ("System.Net.", "System.Net.Primitives"),
        ("System.Xml.", "System.Private.Xml"),
        ("System.Uri", "System.Private.Uri"),
        ("System.Console", "System.Console"),
        ("System.Security.Cryptography.", "System.Security.Cryptography"),
    ];
    ELSEWHERE.iter().find(|(prefix, _)| name.starts_with(prefix)).map_or("System.Private.CoreLib", |(_, assembly)| assembly)
}
