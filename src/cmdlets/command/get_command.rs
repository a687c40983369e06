//! `Get-Command`: commands by name, verb, noun, module and type.

use super::info::{self, kind_name};
use super::syntax;
use crate::engine::scope::Alias;
use crate::engine::{Call, Command, CommandKind, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value, same_name, wildcard};
use std::rc::Rc;

pub struct GetCommand;

/// What was found: a command, or an alias.
enum Found {
    Command(Rc<dyn Command>),
    Alias(Alias),
}

impl Found {
    fn name(&self) -> PsStr {
        match self {
            Found::Command(command) => command.name(),
            Found::Alias(alias) => alias.name.clone(),
        }
    }

    fn kind(&self) -> CommandKind {
        match self {
            Found::Command(command) => command.kind(),
            Found::Alias(_) => CommandKind::Alias,
        }
    }

    fn module(&self) -> PsStr {
        match self {
            Found::Command(command) => command.module(),
            Found::Alias(_) => "".into(),
        }
    }
}

impl Stage for GetCommand {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let names = call.texts("Name");
        let mut found = Vec::new();
        if names.is_empty() {
            found = all(call, "*");
            if !call.args.has("CommandType") && (call.args.has("Verb") || call.args.has("Noun")) {
                found.retain(|f| f.kind() != CommandKind::Alias);
            }
        }
        for name in &names {
            let matching = if name.contains(['*', '?', '[']) { all(call, name) } else { exact(call, name) };
            let matching: Vec<Found> = matching.into_iter().filter(|f| self.wanted(call, f)).collect();
            if matching.is_empty() && !name.contains(['*', '?', '[']) {
                call.error(unknown(name))?;
            }
            found.extend(matching);
        }
        found.retain(|f| self.wanted(call, f));
        if let Some(count) = call.arg("TotalCount")
            && let Value::Int32(count) = count
            && let Ok(count) = usize::try_from(*count)
        {
            found.truncate(count);
        }
        self.write(call, found)
    }
}

impl GetCommand {
    fn wanted(&self, call: &mut Call<'_>, found: &Found) -> bool {
        let any = |patterns: &[PsStr], text: &str| patterns.is_empty() || patterns.iter().any(|p| wildcard::matches(p, text, true));
        let name = found.name();
        let (verb, noun) = name.split_once('-').unwrap_or(("", ""));
        let types = call.texts("CommandType").iter().flat_map(|t| t.split(',').map(|t| PsStr::from(t.trim())).collect::<Vec<_>>()).collect::<Vec<_>>();
        let kind = kind_name(found.kind());
        let of_type = types.is_empty() || types.iter().any(|t| t.eq_ignore_ascii_case(kind) || t.eq_ignore_ascii_case("All"));
        let of_parameter = match (call.texts("ParameterName"), found) {
            (names, _) if names.is_empty() => true,
            (names, Found::Command(command)) => {
                let signature = command.signature();
                signature.parameters.iter().any(|p| any(&names, &p.name) || p.aliases.iter().any(|a| any(&names, a)))
            }
            _ => false,
        };
        of_type && of_parameter && any(&call.texts("Verb"), verb) && any(&call.texts("Noun"), noun) && any(&call.texts("Module"), &found.module())
    }

    fn write(&self, call: &mut Call<'_>, found: Vec<Found>) -> Run {
        for item in found {
            if call.switch("Syntax") {
                let command = match &item {
                    Found::Command(command) => Some(command.clone()),
                    Found::Alias(alias) => call.engine.find_command(&alias.definition).map(|f| f.command()),
                };
                if let Some(command) = command {
                    let name = command.name();
                    let lines = syntax::lines(&name, &command.signature());
                    call.write(Value::from(format!("\n{}\n", lines.join("\n\n"))))?;
                }
                continue;
            }
            let value = match item {
                Found::Command(command) => info::command(command),
                Found::Alias(alias) => info::alias(call.engine, alias),
            };
            call.write(value)?;
        }
        Ok(())
    }
}

/// The command of a name as a call would find it: its alias first.
fn exact(call: &mut Call<'_>, name: &str) -> Vec<Found> {
    let plain = name.rsplit_once('\\').map_or(name, |(_, plain)| plain);
    let mut found = Vec::new();
    if let Some(alias) = call.engine.find_alias(name) {
        found.push(Found::Alias(alias));
    }
    let every = call.switch("All") || call.args.has("CommandType");
    if (found.is_empty() || every)
        && let Some(command) = call.engine.find_plain(plain)
    {
        found.push(Found::Command(command));
    }
    found
}

/// Every command whose name fits: aliases, functions, cmdlets, each in order of their names.
fn all(call: &mut Call<'_>, pattern: &str) -> Vec<Found> {
    let fits = |name: &str| wildcard::matches(pattern, name, true);
    let engine = &mut *call.engine;
    let mut found: Vec<Found> = engine.aliases().into_iter().filter(|a| fits(&a.name)).map(Found::Alias).collect();
    let mut commands: Vec<Rc<dyn Command>> = Vec::new();
    for function in engine.functions() {
        if fits(&function.name)
            && let Some(command) = engine.find_plain(&function.name)
        {
            commands.push(command);
        }
    }
    for name in engine.source_names() {
        let known = |c: &Rc<dyn Command>| same_name(&c.name(), &name);
        if fits(&name)
            && !commands.iter().any(known)
            && let Some(command) = engine.find_plain(&name)
        {
            commands.push(command);
        }
    }
    commands.sort_by_key(|c| (c.kind() == CommandKind::Cmdlet, c.name().to_ascii_lowercase()));
    found.extend(commands.into_iter().map(Found::Command));
    found
}

fn unknown(name: &PsStr) -> ErrorRecord {
    let message = format!(
        "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
    );
    let exception = Exception::named("System.Management.Automation.CommandNotFoundException", message);
    exception.extra.borrow_mut().push(("CommandName".into(), Value::String(name.clone())));
    ErrorRecord::new(exception, "CommandNotFoundException", ErrorCategory::ObjectNotFound, Value::String(name.clone()))
}
