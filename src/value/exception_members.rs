//! Members of exceptions and error records, and exception types by name.

use super::{
    ErrorCategory, ErrorRecord, Exception, InvocationInfo, Object, Position, PsStr, Record, Res, Runtime, TypeInfo, TypeRef, Value, known, text, types,
};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The type of an exception by its full name.
pub fn exception_type(full_name: &str) -> TypeRef {
    thread_local!(static TYPES: RefCell<HashMap<String, TypeRef>> = RefCell::default());
    if let Some(ty) = TYPES.with_borrow(|types| types.get(full_name).copied()) {
        return ty;
    }
    let ty = types::by_full_name(&full_name.to_ascii_lowercase()).unwrap_or_else(|| {
        let name: &'static str = Box::leak(full_name.to_owned().into_boxed_str());
        TypeRef::leak(TypeInfo { full_name: name, name: name.rsplit('.').next().unwrap_or(name), base: Some(known::EXCEPTION), ..*known::EXCEPTION.0 })
    });
    TYPES.with_borrow_mut(|types| types.insert(full_name.to_owned(), ty));
    ty
}

/// The message of an exception value: of an instance of a script's exception class too.
pub fn exception_message(exception: &Value) -> PsStr {
    exception.downcast::<Exception>().map_or_else(|| PsStr::from(""), |e| e.message.clone())
}

pub fn exception_property(exception: &Exception, name: &str, _cx: &mut dyn Runtime) -> Option<Res<Value>> {
    if let Some((_, value)) = exception.extra.borrow().iter().find(|(n, _)| n.eq_ignore_ascii_case(name)) {
        return Some(Ok(value.clone()));
    }
    Some(Ok(match name.to_ascii_lowercase().as_str() {
        "message" => Value::String(exception.message.clone()),
        "innerexception" => exception.inner.clone().unwrap_or(Value::Null),
        "data" => types::exceptions::data(exception),
        "hresult" => Value::Int32(types::exceptions::h_result(exception.type_ref)),
        "stacktrace" | "targetsite" | "helplink" | "source" => Value::Null,
        "errorrecord" if is_runtime_exception(exception.type_ref) => types::exceptions::error_record(exception),
        "wasthrownfromthrowstatement" if is_runtime_exception(exception.type_ref) => Value::Bool(false),
        "paramname" if types::line(exception.type_ref).any(|t| t.full_name == "System.ArgumentException") => parameter_name(&exception.message),
        "innerexceptions" if exception.type_ref.full_name == "System.AggregateException" => Value::array(exception.inner.iter().cloned().collect()),
        _ => return None,
    }))
}

fn is_runtime_exception(ty: TypeRef) -> bool {
    types::line(ty).any(|t| t.full_name == "System.Management.Automation.RuntimeException")
}

/// The name that an argument exception's message ends with.
fn parameter_name(message: &str) -> Value {
    let name = message.rsplit_once("(Parameter '").and_then(|(_, rest)| rest.split_once("')")).map(|(name, _)| name);
    name.map_or(Value::Null, Value::str)
}

pub fn exception_property_names(exception: &Exception) -> Vec<PsStr> {
    let mut names: Vec<PsStr> = exception.extra.borrow().iter().map(|(name, _)| name.clone()).collect();
    let runtime = if is_runtime_exception(exception.type_ref) { &["ErrorRecord", "WasThrownFromThrowStatement"][..] } else { &[] };
    let common = ["TargetSite", "Message", "Data", "InnerException", "HelpLink", "Source", "HResult", "StackTrace"];
    for name in runtime.iter().chain(&common) {
        if !names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
            names.push(PsStr::from(*name));
        }
    }
    names
}

/// An error category by its number.
pub fn category_from(number: i64) -> ErrorCategory {
    use ErrorCategory::*;
    const ALL: [ErrorCategory; 32] = [
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
    ];
    usize::try_from(number).ok().and_then(|at| ALL.get(at)).copied().unwrap_or_default()
}

pub fn record_property(record: &Rc<ErrorRecord>, name: &str, _cx: &mut dyn Runtime) -> Option<Res<Value>> {
    Some(Ok(match name.to_ascii_lowercase().as_str() {
        "exception" => record.exception.clone(),
        "targetobject" => record.target.clone(),
        "fullyqualifiederrorid" => Value::String(record.full_id()),
        "categoryinfo" => Value::object(CategoryInfo(record.clone())),
        "errordetails" => record
            .details
            .borrow()
            .clone()
            .map_or(Value::Null, |message| error_details(message, record.recommended_action.borrow().clone().unwrap_or_default())),
        "invocationinfo" => record.invocation.borrow().clone().map_or(Value::Null, |info| Value::object(InvocationView(info))),
        "scriptstacktrace" => Value::String(record.script_stack.borrow().clone()),
        "pipelineiterationinfo" => Value::array_of(known::INT32, Vec::new()),
        "psmessagedetails" => Value::Null,
        _ => return None,
    }))
}

/// `$record.ErrorDetails = 'message'`, and the settable parts.
pub fn set_record_property(record: &Rc<ErrorRecord>, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
    if !name.eq_ignore_ascii_case("ErrorDetails") {
        return None;
    }
    let details = match value.downcast::<Record>().and_then(|details| details.field("Message")) {
        Some(message) => Some(text::to_text(&message, cx)),
        None if value.is_null() => None,
        None => Some(text::to_text(value, cx)),
    };
    *record.details.borrow_mut() = details;
    Some(Ok(()))
}

/// An `ErrorDetails` object.
pub fn error_details(message: PsStr, action: PsStr) -> Value {
    let fields = [("Message", Value::String(message.clone())), ("RecommendedAction", Value::String(action))];
    Value::object(Record::new("System.Management.Automation.ErrorDetails", fields).with_text(message))
}

impl ErrorRecord {
    /// `CategoryInfo.Reason`: what was set, else the exception's type.
    pub fn reason_text(&self) -> PsStr {
        let set = self.reason.borrow().clone();
        set.unwrap_or_else(|| self.exception.type_ref().map_or_else(PsStr::default, |ty| PsStr::from(ty.name)))
    }

    /// `CategoryInfo.TargetName`.
    pub fn target_name_text(&self) -> PsStr {
        if let Some(set) = &*self.target_name.borrow() {
            return set.clone();
        }
        match self.target.base() {
            Value::String(text) => text.clone(),
            Value::Null | Value::Void => PsStr::default(),
            Value::Type(ty) => PsStr::from(types::display_name(*ty)),
            Value::Int32(n) => PsStr::from(n.to_string()),
            Value::Int64(n) => PsStr::from(n.to_string()),
            Value::Bool(b) => PsStr::from(if *b { "True" } else { "False" }),
            Value::Enum(ty, n) => PsStr::from(types::enum_text(*ty, *n)),
            Value::ScriptBlock(block) => block.text.clone(),
            Value::Object(object) => object.text().unwrap_or_else(|| PsStr::from(object.type_ref().full_name)),
            other => other.type_ref().map_or_else(PsStr::default, |ty| PsStr::from(ty.full_name)),
        }
    }

    /// `CategoryInfo.TargetType`.
    pub fn target_type_text(&self) -> PsStr {
        let set = self.target_type.borrow().clone();
        set.unwrap_or_else(|| self.target.type_ref().map_or_else(PsStr::default, |ty| PsStr::from(ty.name)))
    }

    /// `CategoryInfo.GetMessage()`: `InvalidOperation: (Nope:String) [], RuntimeException`.
    pub fn category_message(&self) -> String {
        let activity = self.activity.borrow().clone().unwrap_or_default();
        format!("{:?}: ({}:{}) [{activity}], {}", self.category.get(), self.target_name_text(), self.target_type_text(), self.reason_text())
    }
}

/// `ErrorRecord.CategoryInfo`: a view of the record, whose parts can be set.
pub struct CategoryInfo(Rc<ErrorRecord>);

impl Object for CategoryInfo {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Management.Automation.ErrorCategoryInfo")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let record = &self.0;
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "category" => types::enum_value("System.Management.Automation.ErrorCategory", &format!("{:?}", record.category.get())),
            "activity" => Value::String(record.activity.borrow().clone().unwrap_or_default()),
            "reason" => Value::String(record.reason_text()),
            "targetname" => Value::String(record.target_name_text()),
            "targettype" => Value::String(record.target_type_text()),
            _ => return None,
        }))
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        let slot = match name.to_ascii_lowercase().as_str() {
            "activity" => &self.0.activity,
            "reason" => &self.0.reason,
            "targetname" => &self.0.target_name,
            "targettype" => &self.0.target_type,
            _ => return None,
        };
        *slot.borrow_mut() = Some(text::to_text(value, cx));
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Category", "Activity", "Reason", "TargetName", "TargetType"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, _: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("GetMessage").then(|| Ok(Value::from(self.0.category_message())))
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::from(self.0.category_message()))
    }
}

/// `InvocationInfo` of an error record.
pub struct InvocationView(pub Rc<InvocationInfo>);

impl InvocationView {
    fn position(&self) -> Option<&Position> {
        self.0.position.as_deref()
    }

    fn command(&self) -> Value {
        let info = &self.0;
        if info.command.is_empty() && info.command_type.is_empty() {
            return Value::Null;
        }
        let type_name = match info.command_type {
            "Function" => "System.Management.Automation.FunctionInfo",
            "Filter" => "System.Management.Automation.FilterInfo",
            "ExternalScript" => "System.Management.Automation.ExternalScriptInfo",
            "Script" => "System.Management.Automation.ScriptInfo",
            "Alias" => "System.Management.Automation.AliasInfo",
            _ => "System.Management.Automation.CmdletInfo",
        };
        let kind = types::enum_value("System.Management.Automation.CommandTypes", info.command_type);
        let fields = [("Name", Value::String(info.command.clone())), ("CommandType", kind), ("ModuleName", Value::str(""))];
        Value::object(Record::new(type_name, fields).with_text(info.command.clone()))
    }
}

impl Object for InvocationView {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Management.Automation.InvocationInfo")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let position = self.position();
        let file = || position.and_then(|p| p.file.clone());
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "mycommand" => self.command(),
            "boundparameters" => Value::Dictionary(Rc::new(super::Dictionary::hashtable())),
            "unboundarguments" => types::collections::list(types::list_of(known::OBJECT), Vec::new()),
            "scriptlinenumber" => Value::Int32(position.map_or(0, |p| p.line as i32)),
            "offsetinline" => Value::Int32(position.map_or(0, |p| p.column as i32)),
            "historyid" => Value::Int64(if position.is_some() { 1 } else { -1 }),
            "scriptname" | "pscommandpath" => Value::str(&file().unwrap_or_default()),
            "line" => Value::str(position.map_or("", |p| &p.line_text)),
            "statement" => Value::str(position.map_or("", |p| &p.text)),
            "positionmessage" => Value::from(position.map_or_else(String::new, super::position::message)),
            "psscriptroot" => Value::from(file().map_or_else(String::new, |f| f.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned()))),
            "invocationname" => Value::String(self.0.invocation_name.clone()),
            "pipelinelength" | "pipelineposition" => Value::Int32(0),
            "expectinginput" => Value::Bool(false),
            "commandorigin" => types::enum_value("System.Management.Automation.CommandOrigin", "Internal"),
            "displayscriptposition" => Value::Null,
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        [
            "MyCommand",
            "BoundParameters",
            "UnboundArguments",
            "ScriptLineNumber",
            "OffsetInLine",
            "HistoryId",
            "ScriptName",
            "Line",
            "Statement",
            "PositionMessage",
            "PSScriptRoot",
            "PSCommandPath",
            "InvocationName",
            "PipelineLength",
            "PipelinePosition",
            "ExpectingInput",
            "CommandOrigin",
            "DisplayScriptPosition",
        ]
        .map(PsStr::from)
        .to_vec()
    }
}
