//! `-is` and `-as`.

use crate::value::{ErrorCategory, ErrorRecord, Res, Runtime, TypeRef, Value, convert, known, text};

/// `value -is type` (a type, or its name).
pub fn is(value: &Value, ty: &Value, cx: &mut dyn Runtime) -> Res<bool> {
    let ty = named(ty, cx)?;
    let wrapped = matches!(value, Value::PsObject(_));
    if ty == known::PS_CUSTOM_OBJECT {
        return Ok(matches!(value, Value::PsObject(object) if object.base.is_none()));
    }
    if ty == known::PS_OBJECT {
        return Ok(wrapped);
    }
    Ok(value.base().type_ref().is_some_and(|own| own.is_a(ty)))
}

/// `value -as type`: `$null` where the value does not convert.
pub fn as_type(value: &Value, ty: &Value, cx: &mut dyn Runtime) -> Res<Value> {
    let ty = named(ty, cx)?;
    // Unlike a cast, `-as` writes text in the current culture.
    if ty == known::STRING && !value.is_null() && convert::items_of(value).is_none() {
        return Ok(Value::String(text::display(value, cx)));
    }
    Ok(convert::to(value, ty, cx).unwrap_or_default())
}

fn named(ty: &Value, cx: &mut dyn Runtime) -> Res<TypeRef> {
    if let Value::Type(ty) = ty.base() {
        return Ok(*ty);
    }
    let name = text::to_text(ty, cx);
    cx.find_type(&name).ok_or_else(|| {
        let from = ty.type_ref().map_or_else(String::new, crate::value::types::net_name);
        let message = format!("Cannot convert the \"{name}\" value of type \"{from}\" to type \"System.Type\".");
        ErrorRecord::raise("System.Management.Automation.RuntimeException", message, "RuntimeException", ErrorCategory::NotSpecified)
    })
}
