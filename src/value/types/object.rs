//! `System.Object`: what every value can do. Also `Enum`, `SwitchParameter` and the values that stand for nothing set.

use super::{TypeImpl, by_full_name};
use crate::value::members::errors::net;
use crate::value::{DateTime, DateTimeKind, Key, PsStr, Res, Runtime, TimeSpan, TypeKind, TypeRef, Value, compare, convert, known, text};
use num_bigint::BigInt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// An argument that may be missing.
pub fn arg(args: &[Value], at: usize) -> &Value {
    args.get(at).unwrap_or(&Value::Null)
}

/// .NET's `Equals`: the same type and value, or the same object.
pub fn same(a: &Value, b: &Value) -> bool {
    Key::new(a, false) == Key::new(b, false)
}

pub fn text_arg(args: &[Value], at: usize, cx: &mut dyn Runtime) -> PsStr {
    match args.get(at) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => text::to_text(value, cx),
        None => PsStr::default(),
    }
}

/// A whole number out of a converted argument.
pub fn int_arg(args: &[Value], at: usize) -> i64 {
    match args.get(at).map(Value::base) {
        Some(Value::Int32(v)) => *v as i64,
        Some(Value::Int64(v)) => *v,
        Some(Value::Byte(v)) => *v as i64,
        Some(Value::Enum(_, v)) => *v,
        Some(Value::Char(v)) => *v as i64,
        Some(Value::Bool(v)) => *v as i64,
        Some(Value::Int16(v)) => *v as i64,
        Some(Value::UInt32(v)) => *v as i64,
        Some(Value::Double(v)) => *v as i64,
        _ => 0,
    }
}

/// A value of an enumeration by names.
pub fn enum_value(type_name: &str, name: &str) -> Value {
    match by_full_name(&type_name.to_ascii_lowercase()) {
        Some(ty) => ty.values.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map_or_else(|| Value::str(name), |(_, v)| Value::Enum(ty, *v)),
        None => Value::str(name),
    }
}

/// `default(T)`.
pub fn default_value(ty: TypeRef) -> Value {
    if ty.kind == TypeKind::Enum {
        return Value::Enum(ty, 0);
    }
    let zeros = [
        (known::BOOLEAN, Value::Bool(false)),
        (known::SWITCH_PARAMETER, Value::Switch(false)),
        (known::CHAR, Value::Char(0)),
        (known::SBYTE, Value::SByte(0)),
        (known::BYTE, Value::Byte(0)),
        (known::INT16, Value::Int16(0)),
        (known::UINT16, Value::UInt16(0)),
        (known::INT32, Value::Int32(0)),
        (known::UINT32, Value::UInt32(0)),
        (known::INT64, Value::Int64(0)),
        (known::UINT64, Value::UInt64(0)),
        (known::SINGLE, Value::Single(0.0)),
        (known::DOUBLE, Value::Double(0.0)),
        (known::DECIMAL, Value::Decimal(rust_decimal::Decimal::ZERO)),
        (known::DATE_TIME, Value::DateTime(DateTime { ticks: 0, kind: DateTimeKind::Unspecified })),
        (known::TIME_SPAN, Value::TimeSpan(TimeSpan { ticks: 0 })),
        (known::GUID, Value::Guid(uuid::Uuid::nil())),
    ];
    if ty == known::BIG_INTEGER {
        return Value::BigInteger(Rc::new(BigInt::ZERO));
    }
    zeros.into_iter().find(|(t, _)| *t == ty).map_or(Value::Null, |(_, zero)| zero)
}

fn get_type(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(this.type_ref().map_or(Value::Null, Value::Type))
}

fn to_string(this: &Value, _: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::String(match this.base() {
        // A collection's own `ToString` names its type; only a string that contains it joins the items.
        Value::Array(_) | Value::List(_) | Value::Dictionary(_) => PsStr::from(super::net_name(this.type_ref().unwrap_or(known::OBJECT))),
        Value::Object(object) => object.text().unwrap_or_else(|| PsStr::from(super::net_name(object.type_ref()))),
        Value::Type(ty) => PsStr::from(super::net_name(*ty)),
        _ => text::to_text(this, cx),
    }))
}

fn equals(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Bool(same(this, arg(args, 0))))
}

fn get_hash_code(this: &Value, _: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Int32(match this.base() {
        Value::Int32(v) => *v,
        Value::Bool(v) => *v as i32,
        Value::Char(v) => *v as i32 | (*v as i32) << 16,
        Value::Byte(v) => *v as i32,
        Value::Enum(_, v) => *v as i32,
        other => {
            let mut hasher = rustc_hash::FxHasher::default();
            Key::new(other, false).hash(&mut hasher);
            hasher.finish() as u32 as i32
        }
    }))
}

fn compare_to(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let other = arg(args, 0);
    if other.is_null() {
        return Ok(Value::Int32(1));
    }
    Ok(Value::Int32(compare::compare(this, other, false, cx)? as i32))
}

pub static OBJECT: TypeImpl = TypeImpl {
    methods: &[("Equals", equals), ("GetHashCode", get_hash_code), ("GetType", get_type), ("ToString", to_string)],
    static_methods: &[
        ("Equals", |args, _| Ok(Value::Bool(same(arg(args, 0), arg(args, 1))))),
        ("ReferenceEquals", |args, _| Ok(Value::Bool(reference_equals(arg(args, 0), arg(args, 1))))),
    ],
    constructor: Some(|_, _| Ok(Value::PsObject(Rc::default()))),
    ..TypeImpl::of("System.Object")
};

fn reference_equals(a: &Value, b: &Value) -> bool {
    match (a.base(), b.base()) {
        (Value::Null | Value::Void, Value::Null | Value::Void) => true,
        (Value::String(a), Value::String(b)) => Rc::ptr_eq(&a.rc(), &b.rc()),
        (Value::Type(a), Value::Type(b)) => a == b,
        (a, b) => match (Key::new(a, false), Key::new(b, false)) {
            (Key::Identity(a), Key::Identity(b)) => a == b,
            _ => false,
        },
    }
}

/// Numbers, dates and the like compare with their own kind.
pub static VALUE_TYPE: TypeImpl = TypeImpl { methods: &[("CompareTo", compare_to)], ..TypeImpl::of("System.ValueType") };

/// The names of a value of a flags enumeration, or the number where names do not make it up.
pub fn enum_text(ty: TypeRef, number: i64) -> String {
    if let Some((name, _)) = ty.values.iter().find(|(_, v)| *v == number) {
        return (*name).to_owned();
    }
    if !ty.flags {
        return number.to_string();
    }
    let mut rest = number;
    let mut names = Vec::new();
    let mut values: Vec<_> = ty.values.iter().filter(|(_, v)| *v != 0).collect();
    values.sort_by_key(|(_, v)| std::cmp::Reverse(*v as u64));
    for (name, value) in values {
        if rest & value == *value {
            rest &= !value;
            names.push(*name);
        }
    }
    if rest != 0 || names.is_empty() {
        return number.to_string();
    }
    names.reverse();
    names.join(", ")
}

fn enum_to_string(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let Value::Enum(ty, number) = this.base() else { return to_string(this, args, cx) };
    let format = text_arg(args, 0, cx);
    Ok(Value::from(match format.to_ascii_lowercase().as_str() {
        "d" => number.to_string(),
        "x" => format!("{number:08X}"),
        _ => enum_text(*ty, *number),
    }))
}

fn has_flag(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let Value::Enum(ty, number) = this.base() else { return Ok(Value::Bool(false)) };
    let flag = match arg(args, 0).base() {
        Value::Enum(_, flag) => *flag,
        other => match convert::to(other, *ty, cx)? {
            Value::Enum(_, flag) => flag,
            _ => 0,
        },
    };
    Ok(Value::Bool(number & flag == flag))
}

fn enum_type(args: &[Value], cx: &mut dyn Runtime) -> Res<TypeRef> {
    let ty = match arg(args, 0).base() {
        Value::Type(ty) => *ty,
        Value::String(name) => cx.find_type(name).unwrap_or(known::OBJECT),
        _ => known::OBJECT,
    };
    if ty.kind == TypeKind::Enum { Ok(ty) } else { Err(net("System.ArgumentException", "Type provided must be an Enum. (Parameter 'enumType')")) }
}

/// The values by their unsigned order, as `GetNames` and `GetValues` give them.
fn in_order(ty: TypeRef) -> Vec<(&'static str, i64)> {
    let mut values = ty.values.to_vec();
    values.sort_by_key(|(_, v)| *v as u64);
    values
}

/// A number or a name that is one of the enumeration's.
fn enum_number(ty: TypeRef, value: &Value, cx: &mut dyn Runtime) -> Option<i64> {
    match value.base() {
        Value::String(name) => ty.values.iter().find(|(n, _)| *n == &**name).map(|(_, v)| *v),
        Value::Enum(_, v) => Some(*v),
        other => match convert::to(other, known::INT64, cx) {
            Ok(Value::Int64(v)) => Some(v),
            _ => None,
        },
    }
}

fn is_defined(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let ty = enum_type(args, cx)?;
    let number = enum_number(ty, arg(args, 1), cx);
    Ok(Value::Bool(number.is_some_and(|n| ty.values.iter().any(|(_, v)| *v == n))))
}

/// Names, numbers and lists of them, as `Enum.Parse` reads them.
pub fn parse_enum(ty: TypeRef, text: &str, ignore_case: bool) -> Option<i64> {
    let mut number = 0;
    for part in text.split(',').map(str::trim) {
        let found = ty.values.iter().find(|(n, _)| if ignore_case { n.eq_ignore_ascii_case(part) } else { *n == part });
        number |= found.map(|(_, v)| *v).or_else(|| part.parse().ok())?;
    }
    Some(number)
}

fn parse(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let ty = enum_type(args, cx)?;
    let text = text_arg(args, 1, cx);
    if text.trim().is_empty() {
        return Err(net("System.ArgumentException", "Must specify valid information for parsing in the string. (Parameter 'value')"));
    }
    match parse_enum(ty, &text, int_arg(args, 2) != 0) {
        Some(number) => Ok(Value::Enum(ty, number)),
        None => Err(net("System.ArgumentException", format!("Requested value '{text}' was not found."))),
    }
}

/// `TryParse(type, text, [ref])` and `TryParse(text, ignoreCase, [ref])`: in the second the reference's value says the type.
fn try_parse(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let Some(reference) = args.last().and_then(Value::downcast::<crate::value::Reference>) else { return Ok(Value::Bool(false)) };
    let typed = matches!(arg(args, 0).base(), Value::Type(_));
    let ty = match (arg(args, 0).base(), reference.get().base()) {
        (Value::Type(ty), _) => *ty,
        (_, Value::Enum(ty, _)) => *ty,
        _ => return Ok(Value::Bool(false)),
    };
    let text = text_arg(args, typed as usize, cx);
    let flag = 1 + typed as usize;
    let found = parse_enum(ty, &text, flag + 1 < args.len() && int_arg(args, flag) != 0);
    reference.set(Value::Enum(ty, found.unwrap_or(0)));
    Ok(Value::Bool(found.is_some()))
}

pub static ENUM: TypeImpl = TypeImpl {
    methods: &[
        ("ToString", enum_to_string),
        ("HasFlag", has_flag),
        ("CompareTo", |this, args, _| {
            let (Value::Enum(_, a), Value::Enum(_, b)) = (this.base(), arg(args, 0).base()) else { return Ok(Value::Int32(1)) };
            Ok(Value::Int32(a.cmp(b) as i32))
        }),
        ("GetTypeCode", |_, _, _| Ok(enum_value("System.TypeCode", "Int32"))),
    ],
    static_methods: &[
        ("GetNames", |args, cx| {
            let ty = enum_type(args, cx)?;
            Ok(Value::array_of(known::STRING, in_order(ty).into_iter().map(|(n, _)| Value::str(n)).collect()))
        }),
        ("GetValues", |args, cx| {
            let ty = enum_type(args, cx)?;
            Ok(Value::array_of(ty, in_order(ty).into_iter().map(|(_, v)| Value::Enum(ty, v)).collect()))
        }),
        ("GetName", |args, cx| {
            let ty = enum_type(args, cx)?;
            let number = enum_number(ty, arg(args, 1), cx);
            Ok(ty.values.iter().find(|(_, v)| Some(*v) == number).map_or(Value::Null, |(n, _)| Value::str(n)))
        }),
        ("IsDefined", is_defined),
        ("Parse", parse),
        ("TryParse", try_parse),
        ("GetUnderlyingType", |args, cx| enum_type(args, cx).map(|ty| Value::Type(ty.underlying.unwrap_or(known::INT32)))),
        ("ToObject", |args, cx| {
            let ty = enum_type(args, cx)?;
            Ok(Value::Enum(ty, enum_number(ty, arg(args, 1), cx).unwrap_or(0)))
        }),
        ("Format", |args, cx| {
            let ty = enum_type(args, cx)?;
            let number = enum_number(ty, arg(args, 1), cx).unwrap_or(0);
            enum_to_string(&Value::Enum(ty, number), &args[2.min(args.len())..], cx)
        }),
    ],
    ..TypeImpl::of("System.Enum")
};

pub static SWITCH: TypeImpl = TypeImpl {
    properties: &[("IsPresent", |this, _| Ok(Value::Bool(matches!(this.base(), Value::Switch(true)))))],
    methods: &[
        ("ToBool", |this, _, _| Ok(Value::Bool(matches!(this.base(), Value::Switch(true))))),
        ("ToString", |this, _, _| Ok(Value::str(if matches!(this.base(), Value::Switch(true)) { "True" } else { "False" }))),
    ],
    static_properties: &[("Present", |_| Ok(Value::Switch(true)))],
    constructor: Some(|args, _| Ok(Value::Switch(int_arg(args, 0) != 0))),
    ..TypeImpl::of("System.Management.Automation.SwitchParameter")
};

/// `[type]` values: what reflection scripts ask for.
pub static TYPE: TypeImpl = TypeImpl {
    properties: &[
        ("IsPublic", |_, _| Ok(Value::Bool(true))),
        ("IsSerializable", |this, _| Ok(Value::Bool(of(this).kind != TypeKind::Interface && !of(this).from_script))),
        ("Name", |this, _| Ok(Value::str(of(this).name))),
        ("BaseType", |this, _| Ok(of(this).base.map_or(Value::Null, Value::Type))),
        ("FullName", |this, _| Ok(Value::str(of(this).full_name))),
        ("Namespace", |this, _| Ok(namespace(of(this)))),
        ("AssemblyQualifiedName", |this, _| Ok(Value::from(format!("{}, {}", of(this).full_name, super::assembly(of(this)))))),
        ("Assembly", |this, _| Ok(assembly_of(of(this)))),
        ("Module", |this, _| Ok(Value::from(format!("{}.dll", super::assembly_name(of(this)))))),
        ("IsArray", |this, _| Ok(Value::Bool(of(this).kind == TypeKind::Array))),
        ("IsEnum", |this, _| Ok(Value::Bool(of(this).kind == TypeKind::Enum))),
        ("IsInterface", |this, _| Ok(Value::Bool(of(this).kind == TypeKind::Interface))),
        ("IsClass", |this, _| Ok(Value::Bool(!is_value_type(of(this)) && of(this).kind != TypeKind::Interface))),
        ("IsValueType", |this, _| Ok(Value::Bool(is_value_type(of(this))))),
        ("IsPrimitive", |this, _| Ok(Value::Bool(is_primitive(of(this))))),
        ("IsGenericType", |this, _| Ok(Value::Bool(of(this).generic.is_some() || of(this).kind == TypeKind::GenericDefinition))),
        ("IsGenericTypeDefinition", |this, _| Ok(Value::Bool(of(this).kind == TypeKind::GenericDefinition))),
        ("IsAbstract", |this, _| Ok(Value::Bool(of(this).kind == TypeKind::Interface || is_static(of(this))))),
        ("IsSealed", |this, _| Ok(Value::Bool(is_value_type(of(this)) || of(this) == known::STRING || is_static(of(this))))),
        ("IsNested", |this, _| Ok(Value::Bool(of(this).full_name.contains('+')))),
        ("HasElementType", |this, _| Ok(Value::Bool(of(this).element.is_some()))),
        ("GenericTypeArguments", |this, _| Ok(generic_arguments(of(this)))),
        ("UnderlyingSystemType", |this, _| Ok(this.clone())),
        ("ImplementedInterfaces", |this, _| Ok(interfaces(of(this)))),
        ("GUID", |_, _| Ok(Value::Guid(uuid::Uuid::nil()))),
        ("MemberType", |_, _| Ok(enum_value("System.Reflection.MemberTypes", "TypeInfo"))),
        ("DeclaringType", |_, _| Ok(Value::Null)),
    ],
    methods: &[
        ("ToString", |this, _, _| Ok(Value::from(super::net_name(of(this))))),
        ("IsAssignableFrom", |this, args, _| Ok(Value::Bool(matches!(arg(args, 0).base(), Value::Type(other) if assignable(*other, of(this)))))),
        ("IsAssignableTo", |this, args, _| Ok(Value::Bool(matches!(arg(args, 0).base(), Value::Type(other) if assignable(of(this), *other))))),
        ("IsSubclassOf", |this, args, _| {
            Ok(Value::Bool(matches!(arg(args, 0).base(), Value::Type(other) if of(this) != *other && super::line(of(this)).any(|t| t == *other))))
        }),
        ("IsInstanceOfType", |this, args, _| Ok(Value::Bool(arg(args, 0).type_ref().is_some_and(|ty| assignable(ty, of(this)))))),
        ("GetElementType", |this, _, _| Ok(of(this).element.map_or(Value::Null, Value::Type))),
        ("GetGenericArguments", |this, _, _| Ok(generic_arguments(of(this)))),
        ("GetGenericTypeDefinition", |this, _, _| {
            let definition = of(this).generic.and_then(|(name, _)| by_full_name(&name.to_ascii_lowercase()));
            Ok(definition.map_or(Value::Null, Value::Type))
        }),
        ("MakeGenericType", make_generic_type),
        ("MakeArrayType", |this, _, _| Ok(Value::Type(TypeRef::array_of(of(this), 1)))),
        ("GetArrayRank", |this, _, _| Ok(Value::Int32(of(this).rank as i32))),
        ("GetInterfaces", |this, _, _| Ok(interfaces(of(this)))),
        ("GetInterface", |this, args, cx| {
            let name = text_arg(args, 0, cx);
            let found = all_interfaces(of(this)).into_iter().find(|i| *i == &*name || i.rsplit('.').next() == Some(&*name));
            Ok(found.and_then(|i| by_full_name(&i.to_ascii_lowercase())).map_or(Value::Null, Value::Type))
        }),
        ("GetMethods", |this, _, _| Ok(infos(of(this), "System.Reflection.MethodInfo", "Method"))),
        ("GetProperties", |this, _, _| Ok(infos(of(this), "System.Reflection.PropertyInfo", "Property"))),
        ("GetFields", |this, _, _| Ok(fields(of(this)))),
        ("GetMembers", |this, _, _| Ok(infos(of(this), "System.Reflection.MemberInfo", ""))),
        ("GetConstructors", |this, _, _| Ok(constructors(of(this)))),
        ("GetMethod", |this, args, cx| Ok(info_named(infos(of(this), "System.Reflection.MethodInfo", "Method"), &text_arg(args, 0, cx)))),
        ("GetProperty", |this, args, cx| Ok(info_named(infos(of(this), "System.Reflection.PropertyInfo", "Property"), &text_arg(args, 0, cx)))),
        ("GetField", |this, args, cx| Ok(info_named(fields(of(this)), &text_arg(args, 0, cx)))),
        ("GetEnumNames", |this, _, _| Ok(Value::array_of(known::STRING, in_order(of(this)).into_iter().map(|(n, _)| Value::str(n)).collect()))),
        ("GetEnumValues", |this, _, _| {
            let ty = of(this);
            Ok(Value::array_of(ty, in_order(ty).into_iter().map(|(_, v)| Value::Enum(ty, v)).collect()))
        }),
        ("GetEnumUnderlyingType", |this, _, _| Ok(Value::Type(of(this).underlying.unwrap_or(known::INT32)))),
        ("GetCustomAttributes", |_, _, _| Ok(Value::array(Vec::new()))),
    ],
    static_methods: &[
        ("GetType", |args, cx| {
            let name = text_arg(args, 0, cx);
            let found = name.contains('.').then(|| super::find(&name)).flatten();
            match found {
                None if matches!(args.get(1), Some(Value::Bool(true))) => {
                    Err(net("System.TypeLoadException", format!("Could not load type '{name}' from assembly 'System.Management.Automation'.")))
                }
                found => Ok(found.map_or(Value::Null, Value::Type)),
            }
        }),
        ("GetTypeCode", |args, _| {
            let name = match arg(args, 0).base() {
                Value::Type(ty) if ty.kind == TypeKind::Enum => "Int32",
                Value::Type(ty) => ty.name,
                _ => "Empty",
            };
            let code = enum_value("System.TypeCode", name);
            Ok(if matches!(code, Value::Enum(..)) { code } else { enum_value("System.TypeCode", "Object") })
        }),
        ("GetTypeArray", |args, _| Ok(Value::array(args.iter().filter_map(|a| a.type_ref().map(Value::Type)).collect()))),
    ],
    static_properties: &[("EmptyTypes", |_| Ok(Value::array_of(known::TYPE, Vec::new())))],
    ..TypeImpl::of("System.Type")
};

fn of(this: &Value) -> TypeRef {
    match this.base() {
        Value::Type(ty) => *ty,
        _ => known::OBJECT,
    }
}

pub fn is_value_type(ty: TypeRef) -> bool {
    ty.kind == TypeKind::Enum
        || ty.kind == TypeKind::Struct
        || (ty != known::VALUE_TYPE && ty != known::ENUM && super::line(ty).any(|t| t == known::VALUE_TYPE))
}

fn is_primitive(ty: TypeRef) -> bool {
    let names = ["Boolean", "Char", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "IntPtr", "UIntPtr"];
    ty.full_name.strip_prefix("System.").is_some_and(|name| names.contains(&name))
}

fn is_static(ty: TypeRef) -> bool {
    ["System.Math", "System.Convert", "System.Environment", "System.Console", "System.IO.Path", "System.IO.File", "System.IO.Directory", "System.GC"]
        .contains(&ty.full_name)
}

fn namespace(ty: TypeRef) -> Value {
    let name = ty.generic.map_or(ty.full_name, |(definition, _)| definition);
    name.rsplit_once('.').map_or(Value::Null, |(namespace, _)| Value::str(namespace))
}

fn assembly_of(ty: TypeRef) -> Value {
    let full = super::assembly(ty);
    let fields = [
        ("FullName", Value::str(&full)),
        ("Location", Value::str("")),
        ("GlobalAssemblyCache", Value::Bool(false)),
        ("ImageRuntimeVersion", Value::str("v4.0.30319")),
    ];
    Value::object(crate::value::Record::new("System.Reflection.RuntimeAssembly", fields).with_text(full.as_str()))
}

fn generic_arguments(ty: TypeRef) -> Value {
    let arguments = ty.generic.map_or(&[][..], |(_, arguments)| arguments);
    Value::array_of(known::TYPE, arguments.iter().map(|a| Value::Type(*a)).collect())
}

fn make_generic_type(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let items = super::items(arg(args, 0)).unwrap_or_else(|| args.to_vec());
    let arguments = items.iter().filter_map(|a| if let Value::Type(ty) = a.base() { Some(*ty) } else { None }).collect();
    Ok(Value::Type(super::make_generic(of(this), arguments)))
}

/// Whether a value of one type can stand where the other is asked for.
pub fn assignable(from: TypeRef, to: TypeRef) -> bool {
    from.is_a(to) || matches!((from.element, to.element), (Some(a), Some(b)) if !is_value_type(a) && assignable(a, b))
}

fn all_interfaces(ty: TypeRef) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for t in super::line(ty) {
        for interface in t.interfaces {
            if !out.contains(interface) {
                out.push(interface);
            }
        }
    }
    out
}

fn interfaces(ty: TypeRef) -> Value {
    let found = all_interfaces(ty).into_iter().filter_map(|name| by_full_name(&name.to_ascii_lowercase())).map(Value::Type);
    Value::array_of(known::TYPE, found.collect())
}

/// Reflection's view of members: their names, and what they give.
fn infos(ty: TypeRef, info: &str, kind: &str) -> Value {
    let Some(fact) = super::line(ty).find_map(|t| super::facts::members(super::table_name(t))) else { return Value::array(Vec::new()) };
    let mut out = Vec::new();
    let mut push = |name: &str, member: &str, declared: &str| {
        let result = super::find(declared).map_or(Value::Null, Value::Type);
        let returned = if member == "Method" { "ReturnType" } else { "PropertyType" };
        let fields = [
            ("Name", Value::str(name)),
            ("MemberType", enum_value("System.Reflection.MemberTypes", member)),
            (returned, result),
            ("DeclaringType", Value::Type(ty)),
        ];
        out.push(Value::object(crate::value::Record::new(info, fields).with_text(format!("{declared} {name}"))));
    };
    if kind != "Method" {
        fact.properties.iter().for_each(|(name, declared)| push(name, "Property", declared.split(' ').next().unwrap_or("")));
    }
    if kind != "Property" {
        for (name, list) in fact.methods.iter().chain(&fact.static_methods) {
            list.iter().for_each(|signature| push(name, "Method", signature.split(" (").next().unwrap_or("")));
        }
    }
    let element = super::by_full_name(&info.to_ascii_lowercase()).unwrap_or(known::OBJECT);
    Value::array_of(element, out)
}

fn info_named(infos: Value, name: &str) -> Value {
    let found = super::items(&infos)
        .unwrap_or_default()
        .into_iter()
        .find(|info| info.downcast::<crate::value::Record>().and_then(|r| r.field("Name")).is_some_and(|n| matches!(n, Value::String(n) if *n == *name)));
    found.unwrap_or_default()
}

fn fields(ty: TypeRef) -> Value {
    let field = |name: &str| {
        let fields = [("Name", Value::str(name)), ("FieldType", Value::Type(ty)), ("DeclaringType", Value::Type(ty)), ("IsStatic", Value::Bool(true))];
        Value::object(crate::value::Record::new("System.Reflection.FieldInfo", fields).with_text(format!("{} {name}", ty.full_name)))
    };
    Value::array(ty.values.iter().map(|(name, _)| field(name)).collect())
}

fn constructors(ty: TypeRef) -> Value {
    let made = super::constructors(ty).into_iter().map(|c| {
        let shown = c.params.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join(", ");
        let fields = [("Name", Value::str(".ctor")), ("DeclaringType", Value::Type(ty))];
        Value::object(crate::value::Record::new("System.Reflection.ConstructorInfo", fields).with_text(format!("Void .ctor({shown})")))
    });
    Value::array(made.collect())
}

/// `[Nullable[int]]` as PowerShell names it in `HasValue`.
pub static NULLABLE: TypeImpl = TypeImpl {
    typed_constructor: Some(|ty, args, cx| match ty.generic {
        Some((_, [inner])) => convert::to(arg(args, 0), *inner, cx),
        _ => Ok(arg(args, 0).clone()),
    }),
    static_methods: &[("GetUnderlyingType", |args, _| match arg(args, 0).base() {
        Value::Type(ty) if ty.full_name.starts_with("System.Nullable`1") => Ok(ty.generic.map_or(Value::Null, |(_, a)| Value::Type(a[0]))),
        _ => Ok(Value::Null),
    })],
    ..TypeImpl::of("System.Nullable`1")
};

/// The non-generic helper beside it.
pub static NULLABLE_STATICS: TypeImpl = TypeImpl { static_methods: NULLABLE.static_methods, ..TypeImpl::of("System.Nullable") };

/// `Activator.CreateInstance(type, arguments)`.
pub static ACTIVATOR: TypeImpl = TypeImpl {
    static_methods: &[("CreateInstance", |args, cx| {
        let Value::Type(ty) = arg(args, 0).base() else {
            return Err(net("System.ArgumentNullException", "Value cannot be null. (Parameter 'type')"));
        };
        let rest = match args.get(1).and_then(super::items) {
            Some(items) => items,
            None => args.get(1..).unwrap_or_default().to_vec(),
        };
        crate::value::members::construct(*ty, &rest, cx)
    })],
    ..TypeImpl::of("System.Activator")
};
