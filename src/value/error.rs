//! Errors: the exception, the record around it, and the place in a script where it came up.

use super::{Object, PsStr, Res as Result, Runtime, TypeRef, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What a rule gives, or the error it raises.
pub type Res<T> = std::result::Result<T, Raise>;

/// An error on its way up: the shared record of it.
pub type Raise = Rc<ErrorRecord>;

/// `System.Management.Automation.ErrorCategory`, in its numeric order from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ErrorCategory {
    #[default]
    NotSpecified,
    OpenError,
    CloseError,
    DeviceError,
    DeadlockDetected,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    InvalidType,
    MetadataError,
    NotImplemented,
    NotInstalled,
    ObjectNotFound,
    OperationStopped,
    OperationTimeout,
    SyntaxError,
    ParserError,
    PermissionDenied,
    ResourceBusy,
    ResourceExists,
    ResourceUnavailable,
    ReadError,
    WriteError,
    FromStdErr,
    SecurityError,
    ProtocolError,
    ConnectionError,
    AuthenticationError,
    LimitsExceeded,
    QuotaExceeded,
    NotEnabled,
}

/// A .NET exception: its type, its message, and the one inside it.
pub struct Exception {
    pub type_ref: TypeRef,
    pub message: PsStr,
    pub inner: Option<Value>,
    /// Properties beyond those of `System.Exception` (`ParamName`, `ItemName`, ...), and an instance of a script's class.
    pub extra: RefCell<Vec<(PsStr, Value)>>,
    /// `Data`, made when first asked for.
    pub data: RefCell<Option<Value>>,
}

impl Exception {
    pub fn new(type_ref: TypeRef, message: impl Into<PsStr>) -> Self {
        Exception { type_ref, message: message.into(), inner: None, extra: RefCell::default(), data: RefCell::default() }
    }

    /// By the type's full name, from the table of .NET types; an unknown name becomes a type under `System.Exception`.
    pub fn named(type_name: &str, message: impl Into<PsStr>) -> Self {
        Self::new(super::exception_type(type_name), message)
    }

    pub fn with_inner(mut self, inner: Value) -> Self {
        self.inner = Some(inner);
        self
    }
}

impl Object for Exception {
    fn type_ref(&self) -> TypeRef {
        self.type_ref
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Result<Value>> {
        super::exception_property(self, name, cx)
    }

    fn property_names(&self) -> Vec<PsStr> {
        super::exception_property_names(self)
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::from(super::types::exceptions::exception_text(self)))
    }
}

/// Where something stands in a script: the file, and the extent's text with PowerShell's lines and columns (from 1, UTF-16).
#[derive(Clone, Debug, Default)]
pub struct Position {
    pub file: Option<Rc<str>>,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub offset: u32,
    pub end_offset: u32,
    /// The whole line where it starts.
    pub line_text: Rc<str>,
    /// The extent's text.
    pub text: Rc<str>,
}

/// What `InvocationInfo` says of the command that wrote an error.
#[derive(Clone, Debug, Default)]
pub struct InvocationInfo {
    /// `MyCommand.Name`: the cmdlet, the function, or the script file's name; empty for none.
    pub command: PsStr,
    /// `Cmdlet`, `Function`, `ExternalScript`, ...: empty where there is no command.
    pub command_type: &'static str,
    pub invocation_name: PsStr,
    pub position: Option<Rc<Position>>,
    pub bound: Vec<(PsStr, ())>,
}

/// `System.Management.Automation.ErrorRecord`.
pub struct ErrorRecord {
    pub exception: Value,
    /// Without the command's class: `PathNotFound`. `FullyQualifiedErrorId` adds it after a comma where `class` is set.
    pub id: PsStr,
    /// The class or script that raised it, the part after the comma: `Microsoft.PowerShell.Commands.GetItemCommand`.
    pub class: RefCell<Option<PsStr>>,
    pub category: Cell<ErrorCategory>,
    pub activity: RefCell<Option<PsStr>>,
    pub reason: RefCell<Option<PsStr>>,
    pub target_name: RefCell<Option<PsStr>>,
    pub target_type: RefCell<Option<PsStr>>,
    pub target: Value,
    /// `ErrorDetails.Message`, shown instead of the exception's.
    pub details: RefCell<Option<PsStr>>,
    pub recommended_action: RefCell<Option<PsStr>>,
    pub invocation: RefCell<Option<Rc<InvocationInfo>>>,
    pub script_stack: RefCell<PsStr>,
    /// Raised by `throw`, which `$ErrorActionPreference` treats apart.
    pub thrown: Cell<bool>,
    /// An error action of Stop raised it: it ends the script, not only the statement.
    pub halting: Cell<bool>,
    /// Already written to `$Error`, so that a rethrow does not add it again.
    pub logged: Cell<bool>,
}

impl ErrorRecord {
    pub fn new(exception: Exception, id: impl Into<PsStr>, category: ErrorCategory, target: Value) -> Self {
        Self::around(Value::object(exception), id, category, target)
    }

    /// Around an exception that is already a value.
    pub fn around(exception: Value, id: impl Into<PsStr>, category: ErrorCategory, target: Value) -> Self {
        ErrorRecord {
            exception,
            id: id.into(),
            class: RefCell::default(),
            category: Cell::new(category),
            activity: RefCell::default(),
            reason: RefCell::default(),
            target_name: RefCell::default(),
            target_type: RefCell::default(),
            target,
            details: RefCell::default(),
            recommended_action: RefCell::default(),
            invocation: RefCell::default(),
            script_stack: RefCell::new(PsStr::from("")),
            thrown: Cell::new(false),
            halting: Cell::new(false),
            logged: Cell::new(false),
        }
    }

    /// An error by exception type name, message, id and category: the common case.
    pub fn raise(type_name: &str, message: impl Into<PsStr>, id: &str, category: ErrorCategory) -> Raise {
        Rc::new(Self::new(Exception::named(type_name, message), id, category, Value::Null))
    }

    /// The message shown: the details' where there are any, else the exception's.
    pub fn message(&self) -> PsStr {
        if let Some(details) = &*self.details.borrow() {
            return details.clone();
        }
        super::exception_message(&self.exception)
    }

    /// `FullyQualifiedErrorId`.
    pub fn full_id(&self) -> PsStr {
        match &*self.class.borrow() {
            Some(class) => PsStr::from(format!("{},{class}", self.id)),
            None => self.id.clone(),
        }
    }
}

impl Object for Rc<ErrorRecord> {
    fn type_ref(&self) -> TypeRef {
        super::known::ERROR_RECORD
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Result<Value>> {
        super::record_property(self, name, cx)
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Result<()>> {
        super::set_record_property(self, name, value, cx)
    }

    fn property_names(&self) -> Vec<PsStr> {
        [
            "PSMessageDetails",
            "Exception",
            "TargetObject",
            "CategoryInfo",
            "FullyQualifiedErrorId",
            "ErrorDetails",
            "InvocationInfo",
            "ScriptStackTrace",
            "PipelineIterationInfo",
        ]
        .map(PsStr::from)
        .to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.message())
    }
}
