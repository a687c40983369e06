//! The object model: what a variable, a property or a pipeline object can be.
//!
//! `Value` is small and cheap to clone: scalars stand in it, everything else is shared. The rules over values live in the
//! files beside this one (conversion, comparison, arithmetic, text, members), one subject a file. Nothing here knows the
//! engine: where a rule has to run a script block it asks the `Runtime` it is given.

pub mod arithmetic;
mod array;
pub mod base64;
pub mod bitwise;
pub mod calendar;
pub mod compare;
pub mod convert;
pub mod culture;
mod datetime;
pub mod datetime_text;
mod dictionary;
mod error;
mod exception_members;
mod machine;
pub mod members;
pub mod number_text;
mod object;
pub mod position;
mod psobject;
mod record;
mod reference;
pub mod regex;
mod runtime;
mod scriptblock;
mod string;
pub mod string_case;
pub mod strings;
pub mod text;
pub mod timespan_text;
mod typeinfo;
pub mod types;
pub mod wildcard;

pub use array::{Array, List};
pub use datetime::{DateTime, DateTimeKind, TimeSpan};
pub use dictionary::{Dictionary, DictionaryKind, Key};
pub use error::{ErrorCategory, ErrorRecord, Exception, InvocationInfo, Position, Raise, Res};
pub use exception_members::{
    InvocationView, category_from, error_details, exception_message, exception_property, exception_property_names, exception_type, record_property,
    set_record_property,
};
pub use machine::{FileStatus, Machine};
pub use object::Object;
pub use psobject::{Member, Members, PsObject};
pub use record::{Record, named_type};
pub use reference::Reference;
pub use runtime::Runtime;
pub use scriptblock::ScriptBlock;
pub use string::{Name, NameRef, PsStr, same_name};
pub use typeinfo::{TypeInfo, TypeKind, TypeRef, known};

use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::rc::Rc;
use uuid::Uuid;

/// Any PowerShell value. Equality of two `Value`s is a rule of the language (`value::compare`), so there is no `PartialEq`.
#[derive(Clone, Default)]
pub enum Value {
    /// `$null`.
    #[default]
    Null,
    /// `AutomationNull`: what a command that wrote nothing leaves. Equals `$null` in expressions; a pipeline passes none of it on.
    Void,
    Bool(bool),
    /// `SwitchParameter`: a bound switch; true and false like a Boolean, but of its own type.
    Switch(bool),
    /// A UTF-16 unit, as .NET's `Char`.
    Char(u16),
    SByte(i8),
    Byte(u8),
    Int16(i16),
    UInt16(u16),
    Int32(i32),
    UInt32(u32),
    Int64(i64),
    UInt64(u64),
    Single(f32),
    Double(f64),
    Decimal(Decimal),
    BigInteger(Rc<BigInt>),
    DateTime(DateTime),
    TimeSpan(TimeSpan),
    Guid(Uuid),
    String(PsStr),
    /// A value of an enumeration: its type and its number.
    Enum(TypeRef, i64),
    /// A type itself: `[int]`, of type `System.RuntimeType`.
    Type(TypeRef),
    /// `T[]`, one-dimensional or not.
    Array(Rc<Array>),
    /// `ArrayList`, `List<T>`, `Collection<T>`.
    List(Rc<List>),
    /// `Hashtable`, `OrderedDictionary`, `Dictionary<K, V>`, `SortedList`, ...
    Dictionary(Rc<Dictionary>),
    /// A `PSCustomObject`, or another value with members added to it.
    PsObject(Rc<PsObject>),
    ScriptBlock(Rc<ScriptBlock>),
    /// Anything else: an error record, an exception, a regex match, a mailbox, an instance of a script's class.
    Object(Rc<dyn Object>),
}

impl Value {
    pub fn str(text: &str) -> Value {
        Value::String(PsStr::from(text))
    }

    /// An `Object[]`.
    pub fn array(items: Vec<Value>) -> Value {
        Value::Array(Rc::new(Array::new(known::OBJECT, items)))
    }

    /// A typed array such as `String[]`; the items are already of the type.
    pub fn array_of(element: TypeRef, items: Vec<Value>) -> Value {
        Value::Array(Rc::new(Array::new(element, items)))
    }

    pub fn object(object: impl Object) -> Value {
        Value::Object(Rc::new(object))
    }

    /// `$null` or `AutomationNull`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null | Value::Void)
    }

    /// The value without the members added to it: what `.psobject.BaseObject` gives. A `PSCustomObject` is its own base.
    pub fn base(&self) -> &Value {
        match self {
            Value::PsObject(object) => object.base.as_ref().unwrap_or(self),
            other => other,
        }
    }

    /// The object behind a `Value::Object` (or behind added members), if it is a `T`.
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        match self.base() {
            Value::Object(object) => (object.as_ref() as &dyn std::any::Any).downcast_ref::<T>(),
            _ => None,
        }
    }

    /// The .NET type, as `GetType()` gives it. `None` of `$null`.
    pub fn type_ref(&self) -> Option<TypeRef> {
        Some(match self {
            Value::Null | Value::Void => return None,
            Value::Bool(_) => known::BOOLEAN,
            Value::Switch(_) => known::SWITCH_PARAMETER,
            Value::Char(_) => known::CHAR,
            Value::SByte(_) => known::SBYTE,
            Value::Byte(_) => known::BYTE,
            Value::Int16(_) => known::INT16,
            Value::UInt16(_) => known::UINT16,
            Value::Int32(_) => known::INT32,
            Value::UInt32(_) => known::UINT32,
            Value::Int64(_) => known::INT64,
            Value::UInt64(_) => known::UINT64,
            Value::Single(_) => known::SINGLE,
            Value::Double(_) => known::DOUBLE,
            Value::Decimal(_) => known::DECIMAL,
            Value::BigInteger(_) => known::BIG_INTEGER,
            Value::DateTime(_) => known::DATE_TIME,
            Value::TimeSpan(_) => known::TIME_SPAN,
            Value::Guid(_) => known::GUID,
            Value::String(_) => known::STRING,
            Value::Enum(ty, _) => *ty,
            Value::Type(_) => known::RUNTIME_TYPE,
            Value::Array(array) => array.type_ref(),
            Value::List(list) => list.type_ref,
            Value::Dictionary(dictionary) => dictionary.type_ref(),
            Value::PsObject(object) => return object.base.as_ref().map_or(Some(known::PS_CUSTOM_OBJECT), Value::type_ref),
            Value::ScriptBlock(_) => known::SCRIPT_BLOCK,
            Value::Object(object) => object.type_ref(),
        })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::str(text)
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(PsStr::from(text))
    }
}
impl From<PsStr> for Value {
    fn from(text: PsStr) -> Self {
        Value::String(text)
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}
impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Int32(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int64(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Double(value)
    }
}
impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::array(items)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(v) => write!(f, "{v:?}"),
            Value::Int32(v) => write!(f, "{v:?}"),
            Value::Int64(v) => write!(f, "{v:?}L"),
            Value::Double(v) => write!(f, "{v:?}"),
            Value::String(v) => write!(f, "{v:?}"),
            Value::Array(v) => f.debug_list().entries(v.items.borrow().iter()).finish(),
            other => write!(f, "<{}>", other.type_ref().map_or("void", |ty| ty.full_name)),
        }
    }
}
