//! Objects from property bags: `[pscustomobject]@{}`, and instances whose properties a dictionary or an object names.

use super::invalid_cast;
use super::objects::facts_of;
use crate::value::{ErrorCategory, ErrorRecord, PsObject, PsStr, Res, Runtime, TypeKind, TypeRef, Value, members, text, types};

/// `[pscustomobject]` of a dictionary: a note property an entry, in order.
pub fn custom_object(base: &Value, cx: &mut dyn Runtime) -> Value {
    let Value::Dictionary(dictionary) = base else { return base.clone() };
    let entries: Vec<(Value, Value)> = dictionary.entries.borrow().values().cloned().collect();
    let object = PsObject::default();
    for (key, value) in entries {
        object.set_note(text::to_text(&key, cx), value);
    }
    object.into()
}

/// An instance with the properties a dictionary or a custom object names.
pub(super) fn with_properties(base: &Value, ty: TypeRef, cx: &mut dyn Runtime) -> Res<Value> {
    let entries: Vec<(PsStr, Value)> = match base {
        Value::Dictionary(dictionary) => {
            let pairs: Vec<(Value, Value)> = dictionary.entries.borrow().values().cloned().collect();
            pairs.into_iter().map(|(key, value)| (text::to_text(&key, cx), value)).collect()
        }
        other => {
            let names = members::property_names(other, cx);
            names.into_iter().map(|name| Ok((name.clone(), members::get(other, &name, cx)?.unwrap_or(Value::Null)))).collect::<Res<_>>()?
        }
    };
    let settable = if ty.kind == TypeKind::Enum { vec!["value__ <System.Int32>".to_owned()] } else { settable(ty, cx) };
    let fixed = matches!(ty.kind, TypeKind::Struct | TypeKind::Enum);
    if let (true, Some((name, _))) = (fixed, entries.first()) {
        return Err(creation_error(ty, name, &settable));
    }
    let instance = match cx.class_new(ty, &[]) {
        Some(instance) => instance?,
        None => members::construct(ty, &[], cx)?,
    };
    for (name, value) in entries {
        match members::set(&instance, &name, &value, cx) {
            Ok(true) => {}
            Ok(false) => return Err(creation_error(ty, &name, &settable)),
            Err(error) => {
                let message = format!("Cannot create object of type \"{}\". {}", types::net_name(ty), error.message());
                return Err(invalid_cast("ObjectCreationError", message));
            }
        }
    }
    Ok(instance)
}

/// `Name <System.String>` of each property that can be set.
fn settable(ty: TypeRef, cx: &mut dyn Runtime) -> Vec<String> {
    if ty.from_script {
        let shown = |kind: TypeRef| if kind.from_script { kind.full_name.to_owned() } else { types::net_name(kind) };
        return cx.class_properties(ty).into_iter().map(|(name, kind)| format!("{name} <{}>", shown(kind))).collect();
    }
    let Some(facts) = facts_of(ty) else { return Vec::new() };
    let mut all: Vec<String> = Vec::new();
    for (name, declaration) in &facts.properties {
        if let (true, Some(kind)) = (declaration.contains("set;") && *name != "Item", declaration.split_whitespace().next()) {
            all.push(format!("{name} <{}>", types::find(kind).map_or(kind.to_owned(), types::net_name)));
        }
    }
    all
}

fn creation_error(ty: TypeRef, name: &str, settable: &[String]) -> crate::value::Raise {
    let why = if settable.is_empty() {
        "There is no settable property available.".to_owned()
    } else {
        format!("The settable properties are: [{}].", settable.join("], ["))
    };
    let message =
        format!("Cannot create object of type \"{}\". The property '{name}' was not found for the '{}' object. {why}", types::net_name(ty), ty.full_name);
    ErrorRecord::raise("System.Management.Automation.RuntimeException", message, "ObjectCreationError", ErrorCategory::InvalidArgument)
}
