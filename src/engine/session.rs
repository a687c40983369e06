//! The session's own objects: `$Host`, `$ExecutionContext`, `$MyInvocation`, `$PSCmdlet`, the location.

use super::automatic::bag;
use super::pipeline::kind_name;
use super::scope::Scope;
use super::{Command, CommandKind, Engine, Run};
use crate::value::{InvocationInfo, Object, PsStr, Raise, Record, Res, Runtime, TypeRef, Value, types};
use std::path::{Path, PathBuf};
use std::rc::Rc;

impl Engine {
    /// A path as the file system takes it: absolute, from the current location.
    pub fn resolve_path(&self, path: &str) -> PathBuf {
        let path = path.strip_prefix("FileSystem::").unwrap_or(path);
        if let Some((drive, rest)) = path.split_once(':')
            && let Some((_, root)) = self.drives.iter().find(|(name, _)| name.eq_ignore_ascii_case(drive))
        {
            return normal(&root.join(rest.replace('\\', "/").trim_start_matches('/')));
        }
        if let Some(rest) = path.strip_prefix("~")
            && (rest.is_empty() || rest.starts_with(['/', '\\']))
        {
            let home = self.environment.iter().find(|(key, _)| key == "HOME").map_or("/root", |(_, value)| value.as_str()).to_owned();
            return normal(Path::new(&format!("{home}{rest}")));
        }
        normal(&self.location.join(path.replace('\\', "/")))
    }

    pub(super) fn location_value(&mut self) -> Value {
        let path = Value::from(self.location.to_string_lossy().into_owned());
        let provider = Value::str("Microsoft.PowerShell.Core\\FileSystem");
        let fields = [("Drive", Value::str("/")), ("Provider", provider), ("ProviderPath", path.clone()), ("Path", path.clone())];
        let text = self.to_text(&path);
        Value::object(Record::new("System.Management.Automation.PathInfo", fields).with_text(text))
    }

    pub(super) fn host_value(&mut self) -> Value {
        bag(
            "System.Management.Automation.Internal.Host.InternalHost",
            vec![
                ("Name", Value::str("ConsoleHost")),
                ("Version", Value::str("7.6.5")),
                ("CurrentCulture", Value::str("en-US")),
                ("CurrentUICulture", Value::str("en-US")),
            ],
        )
    }

    pub(super) fn execution_context(&mut self) -> Value {
        Value::object(ExecutionContext)
    }

    /// `$MyInvocation` of the nearest call.
    pub(super) fn invocation_value(&mut self, scope: &Rc<Scope>) -> Value {
        match scope.call.as_ref().and_then(|call| call.invocation.borrow().clone()) {
            Some(value) => value,
            None => {
                let name = self.frames.last().map(|f| f.name.clone()).unwrap_or_default();
                let kind = self.frames.last().map_or(CommandKind::Script, |f| f.kind);
                let position = self.frames.last().map(|f| super::errors::position(&f.source, f.position));
                let info = InvocationInfo { command: name.clone(), command_type: kind_name(kind), invocation_name: name, position, bound: Vec::new() };
                invocation_object(&Rc::new(info), kind)
            }
        }
    }
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                parts.pop();
            }
            std::path::Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}

/// `InvocationInfo` as an object.
pub fn invocation_object(info: &Rc<InvocationInfo>, kind: CommandKind) -> Value {
    let position = info.position.clone().unwrap_or_default();
    let number = |n: u32| Value::Int32(n as i32);
    let file = position.file.as_deref().unwrap_or("");
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let command = bag(
        match kind {
            CommandKind::Cmdlet => "System.Management.Automation.CmdletInfo",
            CommandKind::ExternalScript => "System.Management.Automation.ExternalScriptInfo",
            CommandKind::Script => "System.Management.Automation.ScriptInfo",
            _ => "System.Management.Automation.FunctionInfo",
        },
        vec![
            ("Name", Value::String(info.command.clone())),
            ("CommandType", super::automatic::enum_value("System.Management.Automation.CommandTypes", kind_name(kind))),
        ],
    );
    bag(
        "System.Management.Automation.InvocationInfo",
        vec![
            ("MyCommand", command),
            ("ScriptLineNumber", number(position.line)),
            ("OffsetInLine", number(position.column)),
            ("ScriptName", Value::str(file)),
            ("Line", Value::str(&position.line_text)),
            ("Statement", Value::str(&position.text)),
            ("PositionMessage", Value::str("")),
            ("PSScriptRoot", Value::str(folder)),
            ("PSCommandPath", Value::str(file)),
            ("InvocationName", Value::String(info.invocation_name.clone())),
            ("PipelineLength", Value::Int32(1)),
            ("PipelinePosition", Value::Int32(1)),
            ("ExpectingInput", Value::Bool(false)),
        ],
    )
}

/// `$PSCmdlet` of an advanced function.
struct ScriptCmdlet {
    info: Rc<InvocationInfo>,
    command: Rc<dyn Command>,
    args: super::Args,
}

/// Make `$PSCmdlet`.
pub fn cmdlet_object(info: &Rc<InvocationInfo>, command: &Rc<dyn Command>, args: &super::Args) -> Value {
    Value::object(ScriptCmdlet { info: info.clone(), command: command.clone(), args: args.clone() })
}

impl Object for ScriptCmdlet {
    fn type_ref(&self) -> TypeRef {
        types::find("System.Management.Automation.PSScriptCmdlet").unwrap_or(crate::value::known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "parametersetname" => Value::String(self.args.set.0.clone()),
            "myinvocation" => invocation_object(&self.info, self.command.kind()),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["ParameterSetName", "MyInvocation"].map(PsStr::from).to_vec()
    }
}

/// A method of `$PSCmdlet`; `None` where the target is none, or has no such method.
pub fn cmdlet_method(engine: &mut Engine, target: &Value, name: &str, args: &[Value]) -> Option<Run<Value>> {
    let cmdlet = target.downcast::<ScriptCmdlet>()?;
    let text = |engine: &mut Engine, at: usize| args.get(at).map(|v| engine.to_text(v)).unwrap_or_default();
    let record = args.first().and_then(|v| v.downcast::<Raise>()).cloned();
    let done = |run: Run| run.map(|()| Value::Void);
    Some(match name.to_ascii_lowercase().as_str() {
        // The statement that calls it writes what it gives.
        "writeobject" => Ok(args.first().cloned().unwrap_or(Value::Null)),
        "writeerror" => done(engine.write_error(record?, &cmdlet.info, &cmdlet.command)),
        "throwterminatingerror" => {
            let record = record?;
            *record.invocation.borrow_mut() = None;
            engine.adopt_error(&record, &cmdlet.info, &cmdlet.command);
            Err(super::Interrupt::Error(record))
        }
        "writewarning" => {
            let text = text(engine, 0);
            done(engine.write_warning(&text))
        }
        "writeverbose" => {
            let text = text(engine, 0);
            done(engine.write_verbose(&text))
        }
        "writedebug" => {
            let text = text(engine, 0);
            done(engine.write_debug(&text))
        }
        "writeinformation" => done(engine.write_information(args.first().cloned().unwrap_or_default())),
        "shouldprocess" => {
            let (target, action) = (text(engine, 0), if args.len() > 1 { text(engine, 1) } else { cmdlet.info.command.clone() });
            engine.should_process(&target, &action, &cmdlet.args, &cmdlet.command).map(Value::Bool)
        }
        "shouldcontinue" => Ok(Value::Bool(true)),
        _ => return None,
    })
}

/// `$ExecutionContext`.
struct ExecutionContext;

impl Object for ExecutionContext {
    fn type_ref(&self) -> TypeRef {
        types::find("System.Management.Automation.EngineIntrinsics").unwrap_or(crate::value::known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "invokecommand" => Value::object(InvokeCommand),
            "sessionstate" => Value::object(SessionState),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Host", "Events", "InvokeProvider", "SessionState", "InvokeCommand"].map(PsStr::from).to_vec()
    }
}

/// `$ExecutionContext.InvokeCommand`.
struct InvokeCommand;

impl Object for InvokeCommand {
    fn type_ref(&self) -> TypeRef {
        types::find("System.Management.Automation.CommandInvocationIntrinsics").unwrap_or(crate::value::known::OBJECT)
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let engine = cx.as_any().downcast_mut::<Engine>()?;
        let text = args.first().map(|v| engine.to_text(v)).unwrap_or_default();
        let plain = |run: super::Run<Value>| match run {
            Ok(value) => Ok(value),
            Err(super::Interrupt::Error(raise)) => Err(raise),
            Err(_) => Ok(Value::Null),
        };
        Some(match name.to_ascii_lowercase().as_str() {
            "expandstring" => plain(engine.expand_string(&text)),
            "newscriptblock" => plain(engine.script_block_from_text(&text).map(Value::ScriptBlock)),
            "invokescript" => plain(engine.invoke_text(&text).map(super::expr::collapse)),
            _ => return None,
        })
    }
}

/// `$ExecutionContext.SessionState`.
struct SessionState;

impl Object for SessionState {
    fn type_ref(&self) -> TypeRef {
        types::find("System.Management.Automation.SessionState").unwrap_or(crate::value::known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "psvariable" => Value::object(VariableIntrinsics),
            _ => return None,
        }))
    }
}

/// `$ExecutionContext.SessionState.PSVariable`.
struct VariableIntrinsics;

impl Object for VariableIntrinsics {
    fn type_ref(&self) -> TypeRef {
        types::find("System.Management.Automation.PSVariableIntrinsics").unwrap_or(crate::value::known::OBJECT)
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let engine = cx.as_any().downcast_mut::<Engine>()?;
        let path = args.first().map(|v| engine.to_text(v)).unwrap_or_default();
        Some(match name.to_ascii_lowercase().as_str() {
            "getvalue" => Ok(engine.variable(&path).or_else(|| args.get(1).cloned()).unwrap_or_default()),
            "set" => match engine.set_variable(&path, args.get(1).cloned().unwrap_or_default()) {
                Err(super::Interrupt::Error(raise)) => Err(raise),
                _ => Ok(Value::Void),
            },
            _ => return None,
        })
    }
}
