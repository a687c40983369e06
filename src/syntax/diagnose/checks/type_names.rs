//! Type names inside classes: PowerShell looks them up when it reads the text, and refuses those it does not find.
//!
//! Only names without a namespace are judged: they must be accelerators, types of the namespace System, or the text's
//! own. What a session has defined before is not known here; its engine takes those errors back.

use super::super::errors::Errors;
use super::super::messages as msg;
use super::walk::{self, Visitor};
use crate::syntax::ast::*;
use std::collections::HashSet;

pub fn check(tree: &ScriptBlock, errors: Errors) -> Errors {
    let mut own = Own(HashSet::new());
    own.script_block(tree);
    if own.0.is_empty() {
        return errors;
    }
    let foreign = tree.using.iter().any(|using| using.kind != UsingKind::Namespace || !is_system(using));
    let mut names = Names { errors, own: own.0, foreign, inside: false };
    names.script_block(tree);
    names.errors
}

fn is_system(using: &UsingStatement) -> bool {
    using.name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("System"))
}

/// The classes and enums of the text.
struct Own(HashSet<String>);

impl Visitor for Own {
    fn class(&mut self, class: &TypeDefinition) {
        self.0.insert(class.name.to_lowercase());
        walk::walk_class(self, class);
    }
}

struct Names {
    errors: Errors,
    own: HashSet<String>,
    /// Other namespaces, modules or assemblies are in use: any name may be one of theirs.
    foreign: bool,
    inside: bool,
}

impl Names {
    fn known(&self, name: &str, attribute: bool) -> bool {
        let lower = name.to_lowercase();
        let found = |name: &str| self.own.contains(name) || ACCELERATORS.contains(&name) || SYSTEM.iter().any(|known| known.eq_ignore_ascii_case(name));
        self.foreign || lower.contains(['.', '`', '+']) || found(&lower) || (attribute && found(&format!("{lower}attribute")))
    }
}

impl Visitor for Names {
    fn class(&mut self, class: &TypeDefinition) {
        let outer = std::mem::replace(&mut self.inside, true);
        walk::walk_class(self, class);
        self.inside = outer;
    }

    fn attribute(&mut self, attribute: &Attribute) {
        if let TypeNameKind::Simple { name, .. } = &attribute.type_name.kind
            && self.inside
            && !self.known(name, true)
        {
            self.errors.add(&msg::CUSTOM_ATTRIBUTE_TYPE_NOT_FOUND, attribute.type_name.span, &[name], false);
        }
        walk::walk_attribute(self, attribute);
    }

    fn type_name(&mut self, name: &TypeName) {
        if !self.inside {
            return;
        }
        match &name.kind {
            TypeNameKind::Simple { name: written, assembly: None } => {
                if !self.known(written, false) {
                    self.errors.add(&msg::TYPE_NOT_FOUND, name.span, &[written], false);
                }
            }
            TypeNameKind::Simple { .. } => {}
            TypeNameKind::Generic { arguments, .. } => arguments.iter().for_each(|argument| self.type_name(argument)),
            TypeNameKind::Array { element, .. } => self.type_name(element),
        }
    }
}

const ACCELERATORS: &[&str] = &[
    "alias",
    "allowemptycollection",
    "allowemptystring",
    "allownull",
    "argumentcompleter",
    "argumentcompletions",
    "array",
    "bigint",
    "bool",
    "byte",
    "char",
    "cimclass",
    "cimconverter",
    "ciminstance",
    "cimsession",
    "cimtype",
    "cmdletbinding",
    "cultureinfo",
    "datetime",
    "decimal",
    "double",
    "dsclocalconfigurationmanager",
    "dscproperty",
    "dscresource",
    "experimentaction",
    "experimental",
    "experimentalfeature",
    "float",
    "guid",
    "hashtable",
    "initialsessionstate",
    "int",
    "int16",
    "int32",
    "int64",
    "ipaddress",
    "ipendpoint",
    "long",
    "mailaddress",
    "norunspaceaffinity",
    "nullstring",
    "object",
    "objectsecurity",
    "ordered",
    "outputtype",
    "parameter",
    "physicaladdress",
    "powershell",
    "psaliasproperty",
    "pscredential",
    "pscustomobject",
    "psdefaultvalue",
    "pslistmodifier",
    "psmoduleinfo",
    "psnoteproperty",
    "psobject",
    "psprimitivedictionary",
    "pspropertyexpression",
    "psscriptmethod",
    "psscriptproperty",
    "pstypenameattribute",
    "psvariable",
    "psvariableproperty",
    "ref",
    "regex",
    "runspace",
    "runspacefactory",
    "sbyte",
    "scriptblock",
    "securestring",
    "semver",
    "short",
    "single",
    "string",
    "supportswildcards",
    "switch",
    "timespan",
    "type",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "ulong",
    "uri",
    "ushort",
    "validatecount",
    "validatedrive",
    "validatelength",
    "validatenotnull",
    "validatenotnullorempty",
    "validatenotnullorwhitespace",
    "validatepattern",
    "validaterange",
    "validatescript",
    "validateset",
    "validatetrusteddata",
    "validateuserdrive",
    "version",
    "void",
    "wildcardpattern",
    "x500distinguishedname",
    "x509certificate",
    "xml",
];

/// The types of the namespace System that are there without `using`.
const SYSTEM: &[&str] = &[
    "AccessViolationException",
    "Action",
    "Activator",
    "AggregateException",
    "AppContext",
    "AppDomain",
    "AppDomainSetup",
    "ApplicationException",
    "ApplicationId",
    "ArgIterator",
    "ArgumentException",
    "ArgumentNullException",
    "ArgumentOutOfRangeException",
    "ArithmeticException",
    "Array",
    "ArraySegment",
    "ArrayTypeMismatchException",
    "AssemblyLoadEventArgs",
    "AssemblyLoadEventHandler",
    "AsyncCallback",
    "Attribute",
    "AttributeTargets",
    "AttributeUsageAttribute",
    "BadImageFormatException",
    "Base64FormattingOptions",
    "BitConverter",
    "Boolean",
    "Buffer",
    "Byte",
    "CLSCompliantAttribute",
    "CannotUnloadAppDomainException",
    "Char",
    "CharEnumerator",
    "Comparison",
    "Console",
    "ConsoleCancelEventArgs",
    "ConsoleCancelEventHandler",
    "ConsoleColor",
    "ConsoleKey",
    "ConsoleKeyInfo",
    "ConsoleModifiers",
    "ConsoleSpecialKey",
    "ContextBoundObject",
    "ContextMarshalException",
    "ContextStaticAttribute",
    "Convert",
    "Converter",
    "DBNull",
    "DataMisalignedException",
    "DateOnly",
    "DateTime",
    "DateTimeKind",
    "DateTimeOffset",
    "DayOfWeek",
    "Decimal",
    "Delegate",
    "DivideByZeroException",
    "DllNotFoundException",
    "Double",
    "DuplicateWaitObjectException",
    "EntryPointNotFoundException",
    "Enum",
    "Environment",
    "EnvironmentVariableTarget",
    "EventArgs",
    "EventHandler",
    "Exception",
    "ExecutionEngineException",
    "FieldAccessException",
    "FileStyleUriParser",
    "FlagsAttribute",
    "FormatException",
    "FormattableString",
    "FtpStyleUriParser",
    "Func",
    "GC",
    "GCCollectionMode",
    "GCGenerationInfo",
    "GCKind",
    "GCMemoryInfo",
    "GCNotificationStatus",
    "GenericUriParser",
    "GenericUriParserOptions",
    "GopherStyleUriParser",
    "Guid",
    "Half",
    "HashCode",
    "HttpStyleUriParser",
    "IAsyncDisposable",
    "IAsyncResult",
    "ICloneable",
    "IComparable",
    "IConvertible",
    "ICustomFormatter",
    "IDisposable",
    "IEquatable",
    "IFormatProvider",
    "IFormattable",
    "IObservable",
    "IObserver",
    "IParsable",
    "IProgress",
    "IServiceProvider",
    "ISpanFormattable",
    "Index",
    "IndexOutOfRangeException",
    "InsufficientExecutionStackException",
    "InsufficientMemoryException",
    "Int128",
    "Int16",
    "Int32",
    "Int64",
    "IntPtr",
    "InvalidCastException",
    "InvalidOperationException",
    "InvalidProgramException",
    "InvalidTimeZoneException",
    "Lazy",
    "LdapStyleUriParser",
    "LoaderOptimization",
    "LoaderOptimizationAttribute",
    "LocalDataStoreSlot",
    "MTAThreadAttribute",
    "MarshalByRefObject",
    "Math",
    "MathF",
    "MemberAccessException",
    "Memory",
    "MethodAccessException",
    "MidpointRounding",
    "MissingFieldException",
    "MissingMemberException",
    "MissingMethodException",
    "ModuleHandle",
    "MulticastDelegate",
    "MulticastNotSupportedException",
    "NetPipeStyleUriParser",
    "NetTcpStyleUriParser",
    "NewsStyleUriParser",
    "NonSerializedAttribute",
    "NotFiniteNumberException",
    "NotImplementedException",
    "NotSupportedException",
    "NullReferenceException",
    "Nullable",
    "Object",
    "ObjectDisposedException",
    "ObsoleteAttribute",
    "OperatingSystem",
    "OperationCanceledException",
    "OutOfMemoryException",
    "OverflowException",
    "ParamArrayAttribute",
    "PlatformID",
    "PlatformNotSupportedException",
    "Predicate",
    "Progress",
    "Random",
    "Range",
    "RankException",
    "ReadOnlyMemory",
    "ReadOnlySpan",
    "ResolveEventArgs",
    "ResolveEventHandler",
    "RuntimeArgumentHandle",
    "RuntimeFieldHandle",
    "RuntimeMethodHandle",
    "RuntimeTypeHandle",
    "SByte",
    "STAThreadAttribute",
    "SequencePosition",
    "SerializableAttribute",
    "Single",
    "Span",
    "StackOverflowException",
    "String",
    "StringComparer",
    "StringComparison",
    "StringNormalizationExtensions",
    "StringSplitOptions",
    "SystemException",
    "ThreadStaticAttribute",
    "TimeOnly",
    "TimeProvider",
    "TimeSpan",
    "TimeZone",
    "TimeZoneInfo",
    "TimeZoneNotFoundException",
    "TimeoutException",
    "Tuple",
    "TupleExtensions",
    "Type",
    "TypeAccessException",
    "TypeCode",
    "TypeInitializationException",
    "TypeLoadException",
    "TypeUnloadedException",
    "TypedReference",
    "UInt128",
    "UInt16",
    "UInt32",
    "UInt64",
    "UIntPtr",
    "UnauthorizedAccessException",
    "UnhandledExceptionEventArgs",
    "UnhandledExceptionEventHandler",
    "Uri",
    "UriBuilder",
    "UriComponents",
    "UriCreationOptions",
    "UriFormat",
    "UriFormatException",
    "UriHostNameType",
    "UriIdnScope",
    "UriKind",
    "UriParser",
    "UriPartial",
    "UriTypeConverter",
    "ValueTuple",
    "ValueType",
    "Version",
    "Void",
    "WeakReference",
];
