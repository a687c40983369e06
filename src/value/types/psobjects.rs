//! Objects a script makes by their PowerShell type: `PSObject`, `PSNoteProperty` and its kin, `PSReference`, `ScriptBlock.Create`.

use super::TypeImpl;
use super::object::{arg, text_arg};
use crate::value::members::{PsObjectView, psobject_member};
use crate::value::{Member, PsObject, Reference, Res, Runtime, Value, convert};

fn as_ps_object(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let value = arg(args, 0);
    Ok(match value {
        Value::PsObject(_) => value.clone(),
        Value::Null | Value::Void | Value::Int32(_) if args.is_empty() => PsObject::default().into(),
        other => match other.downcast::<PsObjectView>() {
            Some(view) => view.value().clone(),
            None => PsObject::around(other.clone()).into(),
        },
    })
}

fn construct(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match args {
        [] => Ok(PsObject::default().into()),
        _ => as_ps_object(args, cx),
    }
}

pub static PS_OBJECT: TypeImpl =
    TypeImpl { static_methods: &[("AsPSObject", as_ps_object)], constructor: Some(construct), ..TypeImpl::of("System.Management.Automation.PSObject") };

pub static PS_CUSTOM_OBJECT: TypeImpl = TypeImpl { constructor: Some(construct), ..TypeImpl::of("System.Management.Automation.PSCustomObject") };

fn block(value: &Value) -> Option<std::rc::Rc<crate::value::ScriptBlock>> {
    match value.base() {
        Value::ScriptBlock(block) => Some(block.clone()),
        _ => None,
    }
}

pub static NOTE_PROPERTY: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| Ok(psobject_member(text_arg(args, 0, cx), Member::Note(arg(args, 1).clone())))),
    ..TypeImpl::of("System.Management.Automation.PSNoteProperty")
};

pub static ALIAS_PROPERTY: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let target = text_arg(args, 1, cx);
        Ok(psobject_member(text_arg(args, 0, cx), Member::Alias(target)))
    }),
    ..TypeImpl::of("System.Management.Automation.PSAliasProperty")
};

pub static SCRIPT_PROPERTY: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let member = Member::ScriptProperty { get: block(arg(args, 1)), set: block(arg(args, 2)) };
        Ok(psobject_member(text_arg(args, 0, cx), member))
    }),
    ..TypeImpl::of("System.Management.Automation.PSScriptProperty")
};

pub static SCRIPT_METHOD: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let name = text_arg(args, 0, cx);
        match block(arg(args, 1)) {
            Some(block) => Ok(psobject_member(name, Member::ScriptMethod(block))),
            None => Err(crate::value::members::errors::net("System.ArgumentNullException", "Value cannot be null. (Parameter 'script')")),
        }
    }),
    ..TypeImpl::of("System.Management.Automation.PSScriptMethod")
};

pub static REFERENCE: TypeImpl = TypeImpl {
    constructor: Some(|args, _| Ok(Value::object(Reference::to(arg(args, 0).clone())))),
    ..TypeImpl::of("System.Management.Automation.PSReference")
};

pub static SCRIPT_BLOCK: TypeImpl = TypeImpl {
    static_methods: &[("Create", |args, cx| {
        let script = text_arg(args, 0, cx);
        cx.block_create(&script)
    })],
    methods: &[("ToString", |this, _, _| match this.base() {
        Value::ScriptBlock(block) => Ok(Value::String(block.text.clone())),
        _ => Ok(Value::Null),
    })],
    ..TypeImpl::of("System.Management.Automation.ScriptBlock")
};

/// `[LanguagePrimitives]`: the conversions themselves, as some scripts call them.
pub static LANGUAGE_PRIMITIVES: TypeImpl = TypeImpl {
    static_methods: &[
        ("ConvertTo", |args, cx| match arg(args, 1).base() {
            Value::Type(ty) => convert::to(arg(args, 0), *ty, cx),
            _ => Ok(arg(args, 0).clone()),
        }),
        ("IsTrue", |args, _| Ok(Value::Bool(convert::to_bool(arg(args, 0))))),
        ("Equals", |args, cx| Ok(Value::Bool(crate::value::compare::equals(arg(args, 0), arg(args, 1), convert::to_bool(arg(args, 2)), cx)))),
        ("Compare", |args, cx| Ok(Value::Int32(crate::value::compare::compare(arg(args, 0), arg(args, 1), convert::to_bool(arg(args, 2)), cx)? as i32))),
        ("GetEnumerator", |args, _| {
            Ok(super::items(arg(args, 0))
                .map_or(Value::Null, |items| Value::object(super::enumerator::Enumerator::new("System.Collections.IEnumerator", items))))
        }),
    ],
    ..TypeImpl::of("System.Management.Automation.LanguagePrimitives")
};

/// `[NullString]::Value` and `[AutomationNull]::Value`.
pub static NULL_STRING: TypeImpl =
    TypeImpl { static_properties: &[("Value", |_| Ok(Value::Null))], ..TypeImpl::of("System.Management.Automation.Language.NullString") };
pub static AUTOMATION_NULL: TypeImpl =
    TypeImpl { static_properties: &[("Value", |_| Ok(Value::Void))], ..TypeImpl::of("System.Management.Automation.Internal.AutomationNull") };
pub static DB_NULL: TypeImpl = TypeImpl {
    static_properties: &[("Value", |_| Ok(Value::object(crate::value::Record::new("System.DBNull", Vec::<(&str, Value)>::new()).with_text(""))))],
    ..TypeImpl::of("System.DBNull")
};
