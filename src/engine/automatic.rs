//! Automatic variables: those of the shell, set once, and those computed when they are asked for.

use super::Engine;
use super::lower::Layout;
use super::scope::{Options, Scope, Slot, promote};
use super::symbol::Symbol;
use crate::value::{Dictionary, List, PsObject, Value, known, types};
use std::cell::RefCell;
use std::rc::Rc;

impl Engine {
    /// The variables every session starts with.
    pub(super) fn define_automatic(&mut self) {
        let global = self.global.clone();
        let version_table = self.version_table();
        let fixed = |name: &str, value: Value, options: u8| {
            let symbol = Symbol::new(name);
            global.with_slot(symbol, |slot| {
                *slot = Slot::Plain(value);
                promote(slot, symbol).options.set(Options(options));
            });
        };
        let all = Options::ALL_SCOPE;
        fixed("true", Value::Bool(true), Options::CONSTANT | all);
        fixed("false", Value::Bool(false), Options::CONSTANT | all);
        fixed("PID", Value::Int32(std::process::id() as i32), Options::CONSTANT | all);
        fixed("Error", Value::List(self.errors.clone()), Options::CONSTANT);
        fixed("ShellId", Value::str("Microsoft.PowerShell"), Options::CONSTANT | all);
        fixed("PSVersionTable", version_table, Options::CONSTANT | all);
        fixed("PSEdition", Value::str("Core"), Options::CONSTANT | all);
        fixed("PSCulture", Value::str("en-US"), Options::READ_ONLY | all);
        fixed("PSUICulture", Value::str("en-US"), Options::READ_ONLY | all);
        fixed("EnabledExperimentalFeatures", Value::array(Vec::new()), Options::CONSTANT | all);
        for (name, value) in [("IsLinux", true), ("IsMacOS", false), ("IsWindows", false), ("IsCoreCLR", true)] {
            fixed(name, Value::Bool(value), Options::CONSTANT | all);
        }
        let home = self.environment.iter().find(|(key, _)| key == "HOME").map_or("/root", |(_, value)| value.as_str());
        fixed("HOME", Value::str(home), Options::READ_ONLY | all);
        fixed("PSHOME", Value::str("/opt/microsoft/powershell/7"), Options::CONSTANT | all);
        for (name, value) in [
            ("MaximumHistoryCount", Value::Int32(4096)),
            ("FormatEnumerationLimit", Value::Int32(4)),
            ("NestedPromptLevel", Value::Int32(0)),
            ("OutputEncoding", Value::Null),
            ("PSNativeCommandArgumentPassing", Value::str("Standard")),
            ("PSNativeCommandUseErrorActionPreference", Value::Bool(false)),
            ("PSDefaultParameterValues", Value::Dictionary(Rc::new(Dictionary::hashtable()))),
            ("PSSessionConfigurationName", Value::str("http://schemas.microsoft.com/powershell/Microsoft.PowerShell")),
            ("PROFILE", Value::str(&format!("{home}/.config/powershell/Microsoft.PowerShell_profile.ps1"))),
            ("WhatIfPreference", Value::Bool(false)),
            ("?", Value::Bool(true)),
        ] {
            global.set(Symbol::new(name), value);
        }
        for (name, value) in [
            ("ErrorActionPreference", "Continue"),
            ("WarningPreference", "Continue"),
            ("VerbosePreference", "SilentlyContinue"),
            ("DebugPreference", "SilentlyContinue"),
            ("InformationPreference", "SilentlyContinue"),
            ("ProgressPreference", "Continue"),
        ] {
            global.set(Symbol::new(name), enum_value("System.Management.Automation.ActionPreference", value));
        }
        global.set(Symbol::new("ConfirmPreference"), enum_value("System.Management.Automation.ConfirmImpact", "High"));
        global.set(Symbol::new("ErrorView"), enum_value("System.Management.Automation.ErrorView", "ConciseView"));
    }

    /// Variables that are computed when asked for and that no scope holds.
    pub(super) fn automatic(&mut self, symbol: Symbol) -> Option<Value> {
        match &*symbol.name().to_ascii_lowercase() {
            "pwd" => Some(self.location_value()),
            "host" => Some(self.host_value()),
            "executioncontext" => Some(self.execution_context()),
            "stacktrace" => Some(Value::str("")),
            _ => None,
        }
    }

    /// A variable of the nearest call: `$args`, `$input`, `$PSBoundParameters`, ...
    pub(super) fn call_variable(&mut self, symbol: Symbol) -> Option<Value> {
        if symbol == self.names.success {
            return Some(Value::Bool(self.last_ok));
        }
        if symbol == self.names.script_root || symbol == self.names.command_path {
            return Some(self.script_path(symbol == self.names.script_root));
        }
        let mut here = Some(self.scope.clone());
        while let Some(scope) = here {
            if let Some(value) = scope.own(symbol) {
                return Some(value);
            }
            if let Some(call) = &scope.call {
                return if symbol == self.names.args {
                    Some(Value::array(call.arguments.borrow().clone()))
                } else if symbol == self.names.input {
                    Some(call.input.borrow().clone().unwrap_or_else(|| Value::array(Vec::new())))
                } else if symbol == self.names.bound_parameters {
                    call.bound.borrow().clone()
                } else if symbol == self.names.my_invocation {
                    Some(self.invocation_value(&scope))
                } else {
                    let own = call.cmdlet.borrow().clone();
                    if own.is_some() {
                        return own;
                    }
                    here = scope.parent.clone();
                    continue;
                };
            }
            here = scope.parent.clone();
        }
        if symbol == self.names.args { Some(Value::array(Vec::new())) } else { None }
    }

    /// `$PSScriptRoot` and `$PSCommandPath`: of the file the running code stands in.
    fn script_path(&self, folder: bool) -> Value {
        let Some(file) = &self.source.file else { return Value::str("") };
        if !folder {
            return Value::str(file);
        }
        Value::str(file.rsplit_once('/').map_or("", |(folder, _)| folder))
    }
}

/// A value of an enumeration by name; plain text where the enumeration is not known.
pub fn enum_value(type_name: &str, value: &str) -> Value {
    let Some(ty) = types::find(type_name) else { return Value::str(value) };
    match ty.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(value)) {
        Some((_, number)) => Value::Enum(ty, *number),
        None => Value::str(value),
    }
}

impl Engine {
    fn version_table(&mut self) -> Value {
        let table = Dictionary::hashtable();
        table.insert(Value::str("PSVersion"), self.version("System.Management.Automation.SemanticVersion", "7.6.5"));
        for (key, value) in [("PSEdition", "Core"), ("GitCommitId", "7.6.5"), ("OS", "Linux"), ("Platform", "Unix")] {
            table.insert(Value::str(key), Value::str(value));
        }
        let compatible = ["1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "7.0"].map(|v| self.version("System.Version", v));
        table.insert(Value::str("PSCompatibleVersions"), Value::array(compatible.to_vec()));
        for (key, value) in [("PSRemotingProtocolVersion", "2.4"), ("SerializationVersion", "1.1.0.1"), ("WSManStackVersion", "3.0")] {
            let value = self.version("System.Version", value);
            table.insert(Value::str(key), value);
        }
        Value::Dictionary(Rc::new(table))
    }

    /// A version as a value; its text where the type is not known.
    fn version(&mut self, type_name: &str, text: &str) -> Value {
        let value = Value::str(text);
        match types::find(type_name) {
            Some(ty) => crate::value::convert::to(&value, ty, self).unwrap_or(value),
            None => value,
        }
    }
}

/// The scope everything else stands in.
pub(super) fn global_scope() -> Rc<Scope> {
    let mut scope = Scope::new(None, Rc::new(Layout::default()));
    scope.is_script = true;
    scope.call = Some(Default::default());
    Rc::new(scope)
}

/// The list behind `$Error`.
pub(super) fn error_list() -> Rc<List> {
    Rc::new(List { type_ref: known::ARRAY_LIST, element: known::OBJECT, items: RefCell::default() })
}

/// A bag of properties under a .NET type's name, for the shell's own objects.
pub(super) fn bag(type_name: &str, properties: Vec<(&str, Value)>) -> Value {
    PsObject::named(type_name, properties).into()
}
