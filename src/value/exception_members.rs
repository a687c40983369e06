//! Members of exceptions and error records, and exception types by name.

use super::{ErrorRecord, Exception, PsStr, Res, Runtime, TypeInfo, TypeRef, Value, known, types};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The type of an exception by its full name.
pub fn exception_type(full_name: &str) -> TypeRef {
    thread_local!(static TYPES: RefCell<HashMap<String, TypeRef>> = RefCell::default());
    if let Some(ty) = types::by_full_name(&full_name.to_ascii_lowercase()) {
        return ty;
    }
    TYPES.with_borrow_mut(|types| {
        *types.entry(full_name.to_owned()).or_insert_with(|| {
            let name: &'static str = Box::leak(full_name.to_owned().into_boxed_str());
            TypeRef::leak(TypeInfo { full_name: name, name: name.rsplit('.').next().unwrap_or(name), base: Some(known::EXCEPTION), ..*known::EXCEPTION.0 })
        })
    })
}

/// The message of an exception value.
pub fn exception_message(exception: &Value) -> PsStr {
    exception.downcast::<Exception>().map_or_else(|| PsStr::from(""), |e| e.message.clone())
}

pub fn exception_property(exception: &Exception, name: &str, _cx: &mut dyn Runtime) -> Option<Res<Value>> {
    Some(Ok(match name.to_ascii_lowercase().as_str() {
        "message" => Value::String(exception.message.clone()),
        "innerexception" => exception.inner.clone().unwrap_or(Value::Null),
        _ => return exception.extra.borrow().iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| Ok(v.clone())),
    }))
}

pub fn exception_property_names(exception: &Exception) -> Vec<PsStr> {
    let own = exception.extra.borrow().iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    own.into_iter().chain(["TargetSite", "Message", "Data", "InnerException", "HelpLink", "Source", "HResult", "StackTrace"].map(PsStr::from)).collect()
}

pub fn record_property(record: &Rc<ErrorRecord>, name: &str, _cx: &mut dyn Runtime) -> Option<Res<Value>> {
    Some(Ok(match name.to_ascii_lowercase().as_str() {
        "exception" => record.exception.clone(),
        "targetobject" => record.target.clone(),
        "fullyqualifiederrorid" => Value::String(record.full_id()),
        _ => return None,
    }))
}
