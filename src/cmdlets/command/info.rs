//! `CmdletInfo`, `FunctionInfo`, `AliasInfo`: a command as an object, its properties computed when they are asked for.

use super::{export_alias, parameter_info, syntax};
use crate::engine::scope::Alias;
use crate::engine::{Command, CommandKind, Engine, Function, enum_value};
use crate::value::{Dictionary, DictionaryKind, Object, PsStr, Res, Runtime, TypeRef, Value, convert, known, named_type, types};
use std::any::Any;
use std::rc::Rc;

/// A cmdlet, a function, a filter or a script as an object.
pub struct CommandInfo {
    pub command: Rc<dyn Command>,
}

/// An alias as an object, with the command it leads to, where there is one.
struct AliasInfo {
    alias: Alias,
    command: Option<Rc<dyn Command>>,
}

/// A command as `Get-Command` writes it.
pub fn command(command: Rc<dyn Command>) -> Value {
    Value::object(CommandInfo { command })
}

/// An alias as `Get-Alias` writes it.
pub fn alias(engine: &mut Engine, alias: Alias) -> Value {
    let command = engine.find_command(&alias.definition).map(|found| found.command());
    Value::object(AliasInfo { alias, command })
}

/// The name of a kind of command.
pub fn kind_name(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::Alias => "Alias",
        CommandKind::Function => "Function",
        CommandKind::Filter => "Filter",
        CommandKind::Cmdlet => "Cmdlet",
        CommandKind::ExternalScript => "ExternalScript",
        CommandKind::Application => "Application",
        CommandKind::Script => "Script",
    }
}

fn kind_value(kind: CommandKind) -> Value {
    enum_value("System.Management.Automation.CommandTypes", kind_name(kind))
}

const CMDLET: &[&str] = &[
    "HelpUri",
    "DLL",
    "Verb",
    "Noun",
    "HelpFile",
    "PSSnapIn",
    "Version",
    "ImplementingType",
    "Definition",
    "DefaultParameterSet",
    "OutputType",
    "Options",
    "Name",
    "CommandType",
    "Source",
    "Visibility",
    "ModuleName",
    "Module",
    "RemotingCapability",
    "Parameters",
    "ParameterSets",
];
const FUNCTION: &[&str] = &[
    "HelpUri",
    "ScriptBlock",
    "CmdletBinding",
    "DefaultParameterSet",
    "Definition",
    "Options",
    "Description",
    "Verb",
    "Noun",
    "HelpFile",
    "OutputType",
    "Name",
    "CommandType",
    "Source",
    "Version",
    "Visibility",
    "ModuleName",
    "Module",
    "RemotingCapability",
    "Parameters",
    "ParameterSets",
];
const ALIAS: &[&str] = &[
    "HelpUri",
    "DisplayName",
    "ReferencedCommand",
    "ResolvedCommand",
    "Definition",
    "Options",
    "Description",
    "OutputType",
    "Name",
    "CommandType",
    "Source",
    "Version",
    "Visibility",
    "ModuleName",
    "Module",
    "RemotingCapability",
    "Parameters",
    "ParameterSets",
];

fn text(value: impl Into<PsStr>) -> Value {
    Value::String(value.into())
}

impl CommandInfo {
    fn verb_and_noun(&self) -> (PsStr, PsStr) {
        let name = self.command.name();
        match name.split_once('-') {
            Some((verb, noun)) => (verb.into(), noun.into()),
            None => ("".into(), "".into()),
        }
    }

    fn block(&self) -> Value {
        let command: &dyn Any = &*self.command;
        command.downcast_ref::<Function>().map_or(Value::Null, |function| Value::ScriptBlock(function.block.clone()))
    }

    fn definition(&self) -> Value {
        match self.block() {
            Value::ScriptBlock(block) => Value::String(block.text.clone()),
            _ => text(format!("\n{}\n", syntax::lines(&self.command.name(), &self.command.signature()).join("\n\n"))),
        }
    }

    fn parameters(&self) -> Value {
        let signature = self.command.signature();
        let table = Dictionary::new(DictionaryKind::Ordered, true);
        for parameter in parameter_info::all(&signature) {
            table.insert(Value::String(parameter.name.0.clone()), parameter_info::metadata(&parameter));
        }
        Value::Dictionary(Rc::new(table))
    }
}

impl Object for CommandInfo {
    fn type_ref(&self) -> TypeRef {
        let base = named_type("System.Management.Automation.CommandInfo", known::OBJECT);
        let name = match self.command.kind() {
            CommandKind::Function => "System.Management.Automation.FunctionInfo",
            CommandKind::Filter => "System.Management.Automation.FilterInfo",
            CommandKind::ExternalScript => "System.Management.Automation.ExternalScriptInfo",
            CommandKind::Script => "System.Management.Automation.ScriptInfo",
            CommandKind::Application => "System.Management.Automation.ApplicationInfo",
            _ => "System.Management.Automation.CmdletInfo",
        };
        named_type(name, base)
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let command = &self.command;
        let signature = || command.signature();
        let is_cmdlet = command.kind() == CommandKind::Cmdlet;
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "name" => text(command.name()),
            "commandtype" => kind_value(command.kind()),
            "source" | "modulename" => text(command.module()),
            "module" => Value::Null,
            "version" => super::version_of(&command.module(), cx),
            "definition" => self.definition(),
            "scriptblock" if !is_cmdlet => self.block(),
            "cmdletbinding" if !is_cmdlet => Value::Bool(signature().cmdlet_binding),
            "defaultparameterset" => signature().default_set.clone().map_or(Value::Null, Value::String),
            "parameters" => self.parameters(),
            "parametersets" => Value::array(parameter_info::sets(&signature())),
            "outputtype" => Value::array(signature().output_types.iter().map(|name| parameter_info::type_name(name)).collect()),
            "verb" => text(self.verb_and_noun().0),
            "noun" => text(self.verb_and_noun().1),
            "options" => enum_value("System.Management.Automation.ScopedItemOptions", if is_cmdlet { "ReadOnly" } else { "None" }),
            "visibility" => text("Public"),
            "remotingcapability" => text("PowerShell"),
            "helpuri" => text(signature().help_uri.clone().unwrap_or_default()),
            "helpfile" => match is_cmdlet {
                true => text(format!("{}.dll-Help.xml", command.module())),
                false => text(""),
            },
            "implementingtype" if is_cmdlet => Value::Type(named_type(&command.error_class(), known::OBJECT)),
            "dll" | "pssnapin" if is_cmdlet => Value::Null,
            "description" => text(""),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        let names = if self.command.kind() == CommandKind::Cmdlet { CMDLET } else { FUNCTION };
        names.iter().map(|name| PsStr::from(*name)).collect()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        if !name.eq_ignore_ascii_case("ResolveParameter") {
            return None;
        }
        let wanted = args.first().map(|v| crate::value::text::to_text(v, cx)).unwrap_or_default();
        let signature = self.command.signature();
        let found = parameter_info::all(&signature).into_iter().find(|p| crate::value::same_name(&p.name, &wanted));
        Some(Ok(found.map_or(Value::Null, |p| parameter_info::metadata(&p))))
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.command.name())
    }
}

impl Object for AliasInfo {
    fn type_ref(&self) -> TypeRef {
        named_type("System.Management.Automation.AliasInfo", named_type("System.Management.Automation.CommandInfo", known::OBJECT))
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let target = || self.command.clone().map(|command| CommandInfo { command });
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "name" => Value::String(self.alias.name.clone()),
            "displayname" => match &self.command {
                Some(command) => text(format!("{} -> {}", self.alias.name, command.name())),
                None => Value::String(self.alias.name.clone()),
            },
            "commandtype" => kind_value(CommandKind::Alias),
            "definition" => match &self.command {
                Some(command) => Value::String(command.name()),
                None => Value::String(self.alias.definition.clone()),
            },
            "referencedcommand" | "resolvedcommand" => target().map_or(Value::Null, Value::object),
            "options" => {
                let name = export_alias::options_text(self.alias.options);
                let ty = types::find("System.Management.Automation.ScopedItemOptions");
                ty.and_then(|ty| convert::to(&Value::str(&name), ty, cx).ok()).unwrap_or_else(|| Value::from(name))
            }
            "description" => Value::String(self.alias.description.clone()),
            "source" | "modulename" => text(""),
            "version" | "module" => Value::Null,
            "visibility" => text("Public"),
            "parameters" | "parametersets" | "outputtype" | "helpuri" | "remotingcapability" => match target() {
                Some(command) => return command.property(name, cx),
                None => Value::Null,
            },
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ALIAS.iter().map(|name| PsStr::from(*name)).collect()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.alias.name.clone())
    }
}
