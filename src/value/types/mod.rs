//! .NET types by name and by table: one file a type, each a `TypeImpl` that says what its members do.
//!
//! What members a type has and what they take is data (the facts of .NET's types); a file here says only what they do.

pub mod arguments;
pub mod bigint;
pub mod boolean;
pub mod char;
pub mod collections;
pub mod comparers;
pub mod convert;
pub mod credentials;
pub mod culture;
pub mod date_only;
pub mod datetime;
pub mod datetimeoffset;
pub mod dictionaries;
mod dispatch;
pub mod encoding;
pub mod enumerator;
mod environment;
pub mod exceptions;
pub mod facts;
pub mod floats;
pub mod guid;
pub mod hashing;
pub mod io;
pub mod linq;
pub mod math;
pub mod network;
pub mod numbers;
pub mod object;
mod overloads;
mod psobjects;
pub mod random;
pub mod regex;
mod registry;
pub mod sets;
mod signatures;
pub mod stopwatch;
pub mod string;
pub mod string_builder;
pub mod string_statics;
pub mod timespan;
pub mod uri;
pub mod version;
pub mod web;
pub mod wildcard_pattern;
pub mod xml;

pub use dispatch::*;
pub use facts::all_names;
pub use object::{default_value, enum_text, enum_value};
pub use overloads::rank;
pub use registry::{assembly, assembly_name, by_full_name, display_name, find, make_generic, net_name};

pub use signatures::{Overload, Param, ParamType, list_of, sequence_element, substitute};

use super::{Res, Runtime, TypeRef, Value};

/// What a type's members do. The arguments of methods, static methods and constructors come converted to the chosen overload's
/// parameter types. An error raised inside is a .NET exception: the dispatcher wraps it as PowerShell does
/// (`Exception calling "Substring" with "2" argument(s): ...`).
pub struct TypeImpl {
    /// Full name: `System.String`.
    pub name: &'static str,
    pub properties: &'static [(&'static str, fn(&Value, &mut dyn Runtime) -> Res<Value>)],
    pub setters: &'static [(&'static str, fn(&Value, &Value, &mut dyn Runtime) -> Res<()>)],
    pub methods: &'static [(&'static str, fn(&Value, &[Value], &mut dyn Runtime) -> Res<Value>)],
    pub static_properties: &'static [(&'static str, fn(&mut dyn Runtime) -> Res<Value>)],
    pub static_methods: &'static [(&'static str, fn(&[Value], &mut dyn Runtime) -> Res<Value>)],
    pub constructor: Option<fn(&[Value], &mut dyn Runtime) -> Res<Value>>,
    /// The same, told the type: for generic types.
    pub typed_constructor: Option<fn(TypeRef, &[Value], &mut dyn Runtime) -> Res<Value>>,
}

impl TypeImpl {
    /// Nothing yet: `TypeImpl { methods: &[...], ..TypeImpl::of("System.String") }`.
    pub const fn of(name: &'static str) -> Self {
        TypeImpl { name, properties: &[], setters: &[], methods: &[], static_properties: &[], static_methods: &[], constructor: None, typed_constructor: None }
    }
}

/// Every table, found by the type's full name. A type may have more than one.
pub static ALL: &[&TypeImpl] = &[
    &collections::ARRAY_LIST_ADD,
    &collections::ARRAY_LIST,
    &collections::LIST,
    &collections::COLLECTION,
    &collections::OBSERVABLE_COLLECTION,
    &collections::STRING_COLLECTION,
    &collections::READ_ONLY_COLLECTION,
    &collections::GENERIC_QUEUE,
    &collections::GENERIC_STACK,
    &collections::ARRAY,
    &collections::QUEUE,
    &collections::STACK,
    &collections::CONCURRENT_QUEUE,
    &collections::CONCURRENT_STACK,
    &collections::CONCURRENT_BAG,
    &bigint::BIG_ARITHMETIC,
    &bigint::BIG_INTEGER,
    &boolean::BOOLEAN,
    &convert::BIT_CONVERTER,
    &convert::CONVERT,
    &encoding::ASCII_ENCODING,
    &encoding::ENCODING,
    &encoding::UNICODE_ENCODING,
    &encoding::UTF8_ENCODING,
    &floats::DECIMAL,
    &floats::DOUBLE,
    &floats::SINGLE,
    &guid::GUID,
    &math::MATH,
    &math::MATH_PLAIN,
    &network::IP_ADDRESS,
    &network::MAIL_ADDRESS,
    &numbers::BYTE,
    &numbers::INT16,
    &numbers::INT32,
    &numbers::INT64,
    &numbers::SBYTE,
    &numbers::UINT16,
    &numbers::UINT32,
    &numbers::UINT64,
    &random::RANDOM,
    &stopwatch::STOPWATCH,
    &string_builder::STRING_BUILDER,
    &web::HTTP_UTILITY,
    &uri::URI,
    &web::WEB_UTILITY,
    &version::SEMANTIC_VERSION,
    &version::VERSION,
    &wildcard_pattern::WILDCARD_PATTERN,
    &char::CHAR,
    &comparers::STRING_COMPARER,
    &comparers::DEFAULT,
    &comparers::GENERIC_DEFAULT,
    &culture::CULTURE_INFO,
    &culture::TEXT_INFO,
    &date_only::DATE_ONLY,
    &date_only::TIME_ONLY,
    &datetime::DATE_TIME,
    &datetimeoffset::DATE_TIME_OFFSET,
    &dictionaries::DICTIONARY_ENTRY,
    &dictionaries::KEY_VALUE_PAIR,
    &dictionaries::HASHTABLE,
    &dictionaries::ORDERED,
    &dictionaries::DICTIONARY,
    &dictionaries::SORTED_DICTIONARY,
    &dictionaries::GENERIC_SORTED_LIST,
    &dictionaries::GENERIC_ORDERED,
    &dictionaries::SORTED_LIST,
    &dictionaries::CONCURRENT,
    &dictionaries::EXCEPTION_DATA,
    &dictionaries::LIST_DICTIONARY,
    &enumerator::STRING,
    &exceptions::EXCEPTION,
    &exceptions::ERROR_RECORD,
    &exceptions::ERROR_DETAILS,
    &linq::ENUMERABLE,
    &linq::TUPLE,
    &linq::TUPLE1,
    &linq::TUPLE2,
    &linq::TUPLE3,
    &linq::TUPLE4,
    &object::OBJECT,
    &object::VALUE_TYPE,
    &object::ENUM,
    &object::SWITCH,
    &object::TYPE,
    &object::NULLABLE,
    &object::NULLABLE_STATICS,
    &object::ACTIVATOR,
    &psobjects::PS_OBJECT,
    &psobjects::PS_CUSTOM_OBJECT,
    &psobjects::NOTE_PROPERTY,
    &psobjects::ALIAS_PROPERTY,
    &psobjects::SCRIPT_PROPERTY,
    &psobjects::SCRIPT_METHOD,
    &psobjects::REFERENCE,
    &psobjects::SCRIPT_BLOCK,
    &psobjects::LANGUAGE_PRIMITIVES,
    &psobjects::NULL_STRING,
    &psobjects::AUTOMATION_NULL,
    &psobjects::DB_NULL,
    &regex::REGEX,
    &regex::MATCH,
    &sets::HASH_SET,
    &sets::SORTED_SET,
    &string::STRING,
    &string_statics::STRING_STATICS,
    &timespan::TIME_SPAN,
];

/// The tables of whole families, which list their own.
pub static FAMILIES: &[&[&TypeImpl]] = &[ALL, io::ALL, environment::ALL, credentials::ALL, hashing::ALL, xml::ALL];
