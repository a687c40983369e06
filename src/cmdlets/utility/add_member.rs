//! `Add-Member`: give one object members of its own.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::members::MemberObject;
use crate::value::{ErrorCategory, ErrorRecord, Exception, Member, Members, Name, PsObject, PsStr, ScriptBlock, Value};
use std::cell::RefCell;
use std::rc::Rc;

pub struct AddMember;

impl Stage for AddMember {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        let object = match &input {
            Value::PsObject(object) => object.clone(),
            _ => Rc::new(PsObject::around(input.clone())),
        };
        for (name, member) in wanted(call)? {
            if object.member(&name).is_some() && !call.switch("Force") {
                let message = format!(
                    "Cannot add a member with the name \"{name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command."
                );
                let exception = Exception::named("System.InvalidOperationException", message);
                call.error(ErrorRecord::new(exception, "MemberAlreadyExists", ErrorCategory::InvalidOperation, input.clone()))?;
                continue;
            }
            object.members.borrow_mut().insert(Name::new(name), member);
        }
        if let Some(name) = call.text("TypeName") {
            let old = crate::value::members::type_names(&Value::PsObject(object.clone()));
            let names = std::iter::once(name).chain(old).collect();
            *object.type_names.borrow_mut() = Some(names);
        }
        if call.switch("PassThru") { call.write(Value::PsObject(object)) } else { Ok(()) }
    }
}

/// The members that the arguments describe.
fn wanted(call: &mut Call<'_>) -> Run<Vec<(PsStr, Member)>> {
    let notes = call.arg("NotePropertyMembers").cloned();
    if let Some(Value::Dictionary(notes)) = notes.as_ref().map(Value::base) {
        let entries: Vec<(Value, Value)> = notes.entries.borrow().values().cloned().collect();
        return Ok(entries.into_iter().map(|(key, value)| (call.engine.to_text(&key), Member::Note(value))).collect());
    }
    if let Some(name) = call.text("NotePropertyName") {
        return Ok(vec![(name, Member::Note(call.arg("NotePropertyValue").cloned().unwrap_or_default()))]);
    }
    let Some(name) = call.text("Name") else { return Ok(Vec::new()) };
    let kind = match call.arg("MemberType").cloned() {
        Some(value) => call.engine.to_text(&value).to_ascii_lowercase(),
        None => "noteproperty".to_owned(),
    };
    let value = call.arg("Value").cloned().unwrap_or_default();
    let second = call.arg("SecondValue").cloned();
    let member = match kind.as_str() {
        "scriptproperty" => Member::ScriptProperty { get: block(&value), set: second.as_ref().and_then(block) },
        "scriptmethod" => match block(&value) {
            Some(block) => Member::ScriptMethod(block),
            None => return Ok(Vec::new()),
        },
        "aliasproperty" => Member::Alias(call.engine.to_text(&value)),
        "propertyset" => {
            let items = Engine::enumerate(&value).unwrap_or_else(|| vec![value.clone()]);
            Member::PropertySet(items.iter().map(|item| call.engine.to_text(item)).collect())
        }
        "memberset" => Member::MemberSet(member_set(&value)),
        _ => Member::Note(value),
    };
    Ok(vec![(name, member)])
}

fn block(value: &Value) -> Option<Rc<ScriptBlock>> {
    match value.base() {
        Value::ScriptBlock(block) => Some(block.clone()),
        _ => None,
    }
}

/// Member objects (`PSPropertySet`, ...) under their names, as `PSStandardMembers` holds them.
fn member_set(value: &Value) -> Rc<RefCell<Members>> {
    let items = Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()]);
    let members = items.iter().filter_map(|item| {
        let object = item.downcast::<MemberObject>()?;
        Some((Name::new(object.name.clone()), object.member.borrow().clone()?))
    });
    Rc::new(RefCell::new(members.collect()))
}
