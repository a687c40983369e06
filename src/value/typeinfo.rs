//! .NET types by name: a type is a reference to its one description, so that types compare by address.
//!
//! The types the engine itself speaks of stand in `known`. All others are made once when first asked for (`value::types`): from
//! the table of .NET types, from an element (`int[]`), from arguments (`List[int]`), or from a script's `class`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Deref;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeKind {
    Class,
    Struct,
    Enum,
    Interface,
    Array,
    /// A generic type without arguments: `List`1`.
    GenericDefinition,
}

#[derive(Debug)]
pub struct TypeInfo {
    /// `System.Collections.Generic.List`1[[System.Int32, ...]]` is written as PowerShell writes it: `System.Collections.Generic.List[int]` comes from `value::types`.
    pub full_name: &'static str,
    /// The last part: `Int32`, `Object[]`, `List`1`.
    pub name: &'static str,
    pub kind: TypeKind,
    pub base: Option<TypeRef>,
    /// Element of an array; rank beside it.
    pub element: Option<TypeRef>,
    pub rank: usize,
    /// The definition's full name and the arguments of a generic type.
    pub generic: Option<(&'static str, &'static [TypeRef])>,
    /// Full names of the interfaces, inherited ones too.
    pub interfaces: &'static [&'static str],
    /// Names and numbers of an enumeration, in order of declaration; flags; underlying type.
    pub values: &'static [(&'static str, i64)],
    pub flags: bool,
    /// The number behind an enumeration, where it is not `Int32`.
    pub underlying: Option<TypeRef>,
    /// Declared by a script (`class`, `enum`).
    pub from_script: bool,
}

/// A type. Copied freely; two are equal if they are the same description.
#[derive(Clone, Copy, Debug)]
pub struct TypeRef(pub &'static TypeInfo);

impl TypeRef {
    pub fn address(self) -> usize {
        self.0 as *const TypeInfo as usize
    }

    /// Make a type that lives as long as the process. One description a name: callers keep a registry.
    pub fn leak(info: TypeInfo) -> TypeRef {
        TypeRef(Box::leak(Box::new(info)))
    }

    /// `element[]`, or `element[,]` for rank 2.
    pub fn array_of(element: TypeRef, rank: usize) -> TypeRef {
        thread_local!(static ARRAYS: RefCell<HashMap<(usize, usize), TypeRef>> = RefCell::default());
        if rank == 1 && element == known::OBJECT {
            return known::OBJECT_ARRAY;
        }
        ARRAYS.with_borrow_mut(|arrays| {
            *arrays.entry((element.address(), rank)).or_insert_with(|| {
                let suffix = format!("[{}]", ",".repeat(rank - 1));
                let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
                TypeRef::leak(TypeInfo {
                    full_name: leak(format!("{}{suffix}", element.full_name)),
                    name: leak(format!("{}{suffix}", element.name)),
                    kind: TypeKind::Array,
                    base: Some(known::ARRAY),
                    element: Some(element),
                    rank,
                    ..plain("", "", None)
                })
            })
        })
    }

    /// Whether a value of this type is also one of `other`: the same, a base, or (by name) an interface.
    pub fn is_a(self, other: TypeRef) -> bool {
        let mut here = Some(self);
        while let Some(ty) = here {
            if ty == other {
                return true;
            }
            here = ty.base;
        }
        other == known::OBJECT || (other.kind == TypeKind::Interface && self.implements(other.full_name))
    }

    pub fn implements(self, interface: &str) -> bool {
        let mut here = Some(self);
        while let Some(ty) = here {
            if ty.interfaces.contains(&interface) {
                return true;
            }
            here = ty.base;
        }
        false
    }
}

impl Deref for TypeRef {
    type Target = TypeInfo;
    fn deref(&self) -> &TypeInfo {
        self.0
    }
}
impl PartialEq for TypeRef {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for TypeRef {}
impl std::hash::Hash for TypeRef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.address().hash(state);
    }
}

const fn plain(full_name: &'static str, name: &'static str, base: Option<TypeRef>) -> TypeInfo {
    TypeInfo {
        full_name,
        name,
        kind: TypeKind::Class,
        base,
        element: None,
        rank: 0,
        generic: None,
        interfaces: &[],
        values: &[],
        flags: false,
        underlying: None,
        from_script: false,
    }
}

/// The types that the engine names.
pub mod known {
    use super::{TypeInfo, TypeKind, TypeRef, plain};

    macro_rules! base {
        () => {
            None
        };
        ($base:ident) => {
            Some(super::$base)
        };
    }
    macro_rules! types {
        ($($id:ident = $namespace:literal $name:literal, $kind:ident, ($($base:ident)?), [$($interface:literal),*];)*) => {
            mod infos {
                use super::*;
                $(pub static $id: TypeInfo = TypeInfo {
                    kind: TypeKind::$kind, interfaces: &[$($interface),*],
                    ..plain(concat!($namespace, $name), $name, base!($($base)?))
                };)*
            }
            $(pub const $id: TypeRef = TypeRef(&infos::$id);)*
            /// All of them, to look one up by full name.
            pub static ALL: &[TypeRef] = &[$($id),*];
        };
    }

    types! {
        OBJECT = "System." "Object", Class, (), [];
        VALUE_TYPE = "System." "ValueType", Class, (OBJECT), [];
        ENUM = "System." "Enum", Class, (VALUE_TYPE), ["System.IComparable", "System.IFormattable", "System.IConvertible"];
        ARRAY = "System." "Array", Class, (OBJECT), ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"];
        STRING = "System." "String", Class, (OBJECT), ["System.IComparable", "System.IConvertible", "System.Collections.IEnumerable", "System.ICloneable"];
        BOOLEAN = "System." "Boolean", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible"];
        CHAR = "System." "Char", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        SBYTE = "System." "SByte", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        BYTE = "System." "Byte", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        INT16 = "System." "Int16", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        UINT16 = "System." "UInt16", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        INT32 = "System." "Int32", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        UINT32 = "System." "UInt32", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        INT64 = "System." "Int64", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        UINT64 = "System." "UInt64", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        SINGLE = "System." "Single", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        DOUBLE = "System." "Double", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        DECIMAL = "System." "Decimal", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        BIG_INTEGER = "System.Numerics." "BigInteger", Struct, (VALUE_TYPE), ["System.IComparable", "System.IFormattable"];
        DATE_TIME = "System." "DateTime", Struct, (VALUE_TYPE), ["System.IComparable", "System.IConvertible", "System.IFormattable"];
        TIME_SPAN = "System." "TimeSpan", Struct, (VALUE_TYPE), ["System.IComparable", "System.IFormattable"];
        GUID = "System." "Guid", Struct, (VALUE_TYPE), ["System.IComparable", "System.IFormattable"];
        TYPE = "System." "Type", Class, (OBJECT), [];
        RUNTIME_TYPE = "System." "RuntimeType", Class, (TYPE), [];
        VOID = "System." "Void", Struct, (VALUE_TYPE), [];
        ARRAY_LIST = "System.Collections." "ArrayList", Class, (OBJECT), ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"];
        HASHTABLE = "System.Collections." "Hashtable", Class, (OBJECT), ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"];
        ORDERED_DICTIONARY = "System.Collections.Specialized." "OrderedDictionary", Class, (OBJECT), ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"];
        DICTIONARY_ENTRY = "System.Collections." "DictionaryEntry", Struct, (VALUE_TYPE), [];
        EXCEPTION = "System." "Exception", Class, (OBJECT), [];
        PS_OBJECT = "System.Management.Automation." "PSObject", Class, (OBJECT), ["System.IFormattable", "System.IComparable"];
        PS_CUSTOM_OBJECT = "System.Management.Automation." "PSCustomObject", Class, (OBJECT), [];
        SCRIPT_BLOCK = "System.Management.Automation." "ScriptBlock", Class, (OBJECT), [];
        SWITCH_PARAMETER = "System.Management.Automation." "SwitchParameter", Struct, (VALUE_TYPE), [];
        ERROR_RECORD = "System.Management.Automation." "ErrorRecord", Class, (OBJECT), [];
        PS_REFERENCE = "System.Management.Automation." "PSReference", Class, (OBJECT), [];
    }

    static OBJECT_ARRAY_INFO: TypeInfo =
        TypeInfo { kind: TypeKind::Array, element: Some(OBJECT), rank: 1, ..plain("System.Object[]", "Object[]", Some(ARRAY)) };
    pub const OBJECT_ARRAY: TypeRef = TypeRef(&OBJECT_ARRAY_INFO);
}
