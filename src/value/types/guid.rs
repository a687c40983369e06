//! `Guid`: its five ways to be written.

use super::TypeImpl;
use super::arguments::{byte_array, bytes, text};
use super::numbers::attempt;
use crate::value::members::errors::net;
use crate::value::strings::guid_text;
use crate::value::{Res, Runtime, Value};
use uuid::Uuid;

/// `Guid.Parse`: digits with dashes or without, in braces, in parentheses, or in groups.
pub fn parse_text(text: &str) -> Option<Uuid> {
    let text = text.trim();
    match (text.chars().next()?, text.chars().last()?) {
        ('{', '}') if text.contains("0x") => parse_groups(text),
        ('{', '}') | ('(', ')') => dashed(&text[1..text.len() - 1]),
        _ if text.contains('-') => dashed(text),
        _ => digits(text),
    }
}

fn dashed(text: &str) -> Option<Uuid> {
    let fits = text.len() == 36 && text.is_ascii() && [8, 13, 18, 23].iter().all(|at| text.as_bytes()[*at] == b'-');
    if fits { digits(&text.replace('-', "")) } else { None }
}

fn digits(text: &str) -> Option<Uuid> {
    let fits = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if fits { u128::from_str_radix(text, 16).ok().map(Uuid::from_u128) } else { None }
}

/// `{0x...,0x...,0x...,{0x..,...}}`.
fn parse_groups(text: &str) -> Option<Uuid> {
    let parts: Vec<u32> =
        text.split(['{', '}', ',', ' ']).filter(|p| !p.is_empty()).map(|p| u32::from_str_radix(p.strip_prefix("0x")?, 16).ok()).collect::<Option<_>>()?;
    let [a, b, c, rest @ ..] = parts.as_slice() else { return None };
    let rest: [u8; 8] = rest.iter().map(|p| u8::try_from(*p).ok()).collect::<Option<Vec<_>>>()?.try_into().ok()?;
    Some(Uuid::from_fields(*a, u16::try_from(*b).ok()?, u16::try_from(*c).ok()?, &rest))
}

fn own(this: &Value) -> Uuid {
    match this.base() {
        Value::Guid(guid) => *guid,
        _ => Uuid::nil(),
    }
}

fn parse(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    parse_text(&text(args, 0)).map(Value::Guid).ok_or_else(|| net("System.FormatException", "Unrecognized Guid format."))
}

fn construct(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match args.first().map(Value::base) {
        None => Ok(Value::Guid(Uuid::nil())),
        Some(Value::String(_)) => parse(args, cx),
        Some(value) => match <[u8; 16]>::try_from(bytes(value)) {
            Ok(raw) => Ok(Value::Guid(Uuid::from_bytes_le(raw))),
            Err(_) => Err(net("System.ArgumentException", "Byte array for Guid must be exactly 16 bytes long. (Parameter 'b')")),
        },
    }
}

pub static GUID: TypeImpl = TypeImpl {
    constructor: Some(construct),
    properties: &[
        // PowerShell's own; the others are .NET's.
        ("Guid", |this, _| Ok(Value::from(own(this).to_string()))),
        ("Variant", |this, _| Ok(Value::Int32((own(this).as_bytes()[8] >> 4).into()))),
        ("Version", |this, _| Ok(Value::Int32(own(this).get_version_num() as i32))),
    ],
    static_properties: &[("Empty", |_| Ok(Value::Guid(Uuid::nil()))), ("AllBitsSet", |_| Ok(Value::Guid(Uuid::max())))],
    static_methods: &[
        ("NewGuid", |_, _| Ok(Value::Guid(Uuid::new_v4()))),
        ("Parse", parse),
        ("ParseExact", |args, cx| parse(&args[..1], cx)),
        ("TryParse", |args, cx| attempt(args, cx, Value::Guid(Uuid::nil()), parse)),
    ],
    methods: &[
        ("ToString", |this, args, _| guid_text(&own(this), &text(args, 0)).map(Value::from)),
        ("ToByteArray", |this, _, _| Ok(byte_array(&own(this).to_bytes_le()))),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            Some(Value::Guid(other)) => Ok(Value::Int32(own(this).as_fields().cmp(&other.as_fields()) as i32)),
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            _ => Err(net("System.ArgumentException", "Object must be of type GUID. (Parameter 'value')")),
        }),
    ],
    ..TypeImpl::of("System.Guid")
};
