//! A command's syntax as `Get-Command -Syntax` prints it: one line a parameter set.

use crate::engine::binder::is_common;
use crate::engine::{Parameter, SetMembership, Signature};
use crate::value::{PsStr, TypeKind, known, types};

/// One line a set, the default set first as declared.
pub fn lines(name: &str, signature: &Signature) -> Vec<String> {
    set_names(signature).iter().map(|set| line(name, signature, set.as_deref())).collect()
}

/// The sets to show: `None` where there is only the one of all parameters.
pub fn set_names(signature: &Signature) -> Vec<Option<PsStr>> {
    let names = signature.set_names();
    if names.is_empty() { vec![None] } else { names.into_iter().map(Some).collect() }
}

fn line(name: &str, signature: &Signature, set: Option<&str>) -> String {
    let mut text = name.to_owned();
    for part in parts(signature, set) {
        text.push(' ');
        text.push_str(&part);
    }
    if signature.cmdlet_binding {
        text.push_str(" [<CommonParameters>]");
    }
    text
}

/// The parameters of a set in the order of display: by position, then mandatory ones, then the others.
pub fn in_order<'a>(signature: &'a Signature, set: Option<&str>) -> Vec<(&'a Parameter, &'a SetMembership)> {
    let mut members: Vec<(&Parameter, &SetMembership)> =
        signature.parameters.iter().filter(|p| !p.hidden).filter_map(|p| Some((p, p.membership(set)?))).collect();
    members.sort_by_key(|(_, m)| match m.position {
        Some(position) => (0, position, m.order),
        None if m.mandatory => (1, 0, m.order),
        None => (2, 0, m.order),
    });
    members
}

/// Each parameter of a set as it is shown.
pub fn parts(signature: &Signature, set: Option<&str>) -> Vec<String> {
    let mut members = in_order(signature, set);
    members.retain(|(p, _)| !is_common(&p.name));
    let added = if signature.supports_should_process {
        ["WhatIf", "Confirm"].map(|n| signature.parameter(n).is_none().then(|| format!("[-{n}]")))
    } else {
        [None, None]
    };
    let mut shown: Vec<String> = members.iter().map(|(p, m)| part(p, m)).collect();
    shown.extend(added.into_iter().flatten());
    shown
}

fn part(parameter: &Parameter, member: &SetMembership) -> String {
    let name = &parameter.name;
    let name: &str = name;
    if parameter.is_switch {
        return if member.mandatory { format!("-{name}") } else { format!("[-{name}]") };
    }
    let named = if member.position.is_some() { format!("[-{name}]") } else { format!("-{name}") };
    let value = format!("{named} <{}>", type_text(parameter));
    if member.mandatory { value } else { format!("[{value}]") }
}

/// A type as syntax shows it: PowerShell's short name, or the last part of its own.
pub fn type_text(parameter: &Parameter) -> String {
    short_type(parameter.type_ref.map(types::display_name).as_deref().unwrap_or(&parameter.type_name), parameter)
}

fn short_type(name: &str, parameter: &Parameter) -> String {
    let full = &*parameter.type_name;
    let name = if full.starts_with("System.Nullable`1") || parameter.type_ref.is_none() { full } else { name };
    let shown = type_name_text(name);
    let is_enum = parameter.type_ref.is_some_and(|ty| ty.kind == TypeKind::Enum && ty.base == Some(known::ENUM));
    if is_enum { shown.rsplit('.').next().unwrap_or(&shown).to_owned() } else { shown }
}

/// The short form of a type's name, with its arguments and brackets.
fn type_name_text(name: &str) -> String {
    if let Some(element) = name.strip_suffix("[]") {
        return format!("{}[]", type_name_text(element));
    }
    if let Some(inner) = name.strip_prefix("System.Nullable`1[").and_then(|n| n.strip_suffix(']')) {
        return type_name_text(inner);
    }
    if let Some((generic, arguments)) = name.split_once("`1[")
        && let Some(argument) = arguments.strip_suffix(']')
    {
        return format!("{}[{}]", last_part(generic), type_name_text(argument));
    }
    let found = types::by_full_name(&name.to_ascii_lowercase()).map(types::display_name);
    last_part(found.as_deref().unwrap_or(name)).to_owned()
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
