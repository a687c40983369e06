//! `Get-Alias`, `Set-Alias`, `New-Alias`, `Remove-Alias`.

use super::info;
use crate::engine::scope::{Alias, Options, Scope};
use crate::engine::{Call, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value, same_name, wildcard};
use std::rc::Rc;

pub struct GetAlias;

impl Stage for GetAlias {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let excluded = call.texts("Exclude");
        if call.args.has("Definition") {
            for definition in call.texts("Definition") {
                self.write(call, &definition, &excluded, |alias, pattern| wildcard::matches(pattern, &alias.definition, true), "definition")?;
            }
            return Ok(());
        }
        let names = if call.args.has("Name") { call.texts("Name") } else { vec!["*".into()] };
        for name in names {
            self.write(call, &name, &excluded, |alias, pattern| wildcard::matches(pattern, &alias.name, true), "name")?;
        }
        Ok(())
    }
}

impl GetAlias {
    fn write(&self, call: &mut Call<'_>, pattern: &PsStr, excluded: &[PsStr], fits: fn(&Alias, &str) -> bool, by: &str) -> Run {
        let mut any = false;
        for alias in call.engine.aliases() {
            if fits(&alias, pattern) && !excluded.iter().any(|e| wildcard::matches(e, &alias.name, true)) {
                any = true;
                let info = info::alias(call.engine, alias);
                call.write(info)?;
            }
        }
        if any || pattern.contains(['*', '?', '[']) {
            return Ok(());
        }
        let message = match by {
            "name" => format!("This command cannot find a matching alias because an alias with the name '{pattern}' does not exist."),
            _ => format!("This command cannot find a matching alias because an alias with definition '{pattern}' does not exist."),
        };
        call.error(missing(message, pattern))
    }
}

fn missing(message: String, name: &PsStr) -> ErrorRecord {
    let exception = Exception::named("System.Management.Automation.ItemNotFoundException", message);
    ErrorRecord::new(exception, "ItemNotFoundException", ErrorCategory::ObjectNotFound, Value::String(name.clone()))
}

/// `Set-Alias`, and `New-Alias`, which takes no name that is taken.
pub struct SetAlias;

impl Stage for SetAlias {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let (Some(name), Some(definition)) = (call.text("Name"), call.text("Value")) else { return Ok(()) };
        let is_new = same_name(&call.command.name(), "New-Alias");
        let force = call.switch("Force");
        if let Some(old) = call.engine.find_alias(&name) {
            if is_new && !force {
                let message = format!("The alias is not allowed, because an alias with the name '{name}' already exists.");
                return call.error(refused(message, "AliasAlreadyExists", ErrorCategory::ResourceExists, &name));
            }
            let locked = old.options.has(Options::CONSTANT) || old.options.has(Options::READ_ONLY) && !force;
            if locked {
                let message = format!("Alias is not writeable because alias {name} is read-only or constant and cannot be written to.");
                return call.error(refused(message, "AliasNotWritable", ErrorCategory::WriteError, &name));
            }
        }
        let target = format!("Name: {name} Value: {definition}");
        let action = if is_new { "New Alias" } else { "Set Alias" };
        if !call.should_process(&target, action)? {
            return Ok(());
        }
        let options = read_options(&call.texts("Option"));
        let description = call.text("Description").unwrap_or_default();
        let scope = scope_of(call);
        call.engine.set_alias_in(&scope, &name, &definition, options);
        if !description.is_empty() {
            call.engine.describe_alias(&scope, &name, description);
        }
        if call.switch("PassThru")
            && let Some(alias) = call.engine.find_alias(&name)
        {
            let info = info::alias(call.engine, alias);
            return call.write(info);
        }
        Ok(())
    }
}

fn refused(message: String, id: &str, category: ErrorCategory, name: &PsStr) -> ErrorRecord {
    let exception = Exception::named("System.Management.Automation.SessionStateException", message);
    ErrorRecord::new(exception, id, category, Value::String(name.clone()))
}

/// `-Scope`: `Global`, `Local`, `Script`, or a number of scopes up; the caller's where it is not said.
fn scope_of(call: &mut Call<'_>) -> Rc<Scope> {
    let scope = call.engine.current_scope();
    match call.text("Scope").as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("global") => call.engine.global_scope(),
        Some("script") => std::iter::successors(Some(scope.clone()), |s| s.parent.clone()).find(|s| s.is_script).unwrap_or(scope),
        Some(number) => match number.parse::<usize>() {
            Ok(steps) => std::iter::successors(Some(scope.clone()), |s| s.parent.clone()).nth(steps).unwrap_or(scope),
            Err(_) => scope,
        },
        None => scope,
    }
}

fn read_options(words: &[PsStr]) -> Options {
    let flag = |word: &str| match word.trim().to_ascii_lowercase().as_str() {
        "readonly" => Options::READ_ONLY,
        "constant" => Options::CONSTANT,
        "private" => Options::PRIVATE,
        "allscope" => Options::ALL_SCOPE,
        _ => 0,
    };
    Options(words.iter().flat_map(|w| w.split(',')).map(flag).fold(0, |all, flag| all | flag))
}

pub struct RemoveAlias;

impl Stage for RemoveAlias {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for name in call.texts("Name") {
            let Some(alias) = call.engine.find_alias(&name) else {
                let message = format!("This command cannot find a matching alias because an alias with the name '{name}' does not exist.");
                call.error(missing(message, &name))?;
                continue;
            };
            let locked = alias.options.has(Options::CONSTANT) || alias.options.has(Options::READ_ONLY) && !call.switch("Force");
            if locked {
                let message = format!("Alias was not removed because alias {} is constant or read-only.", alias.name);
                call.error(refused(message, "AliasNotRemovable", ErrorCategory::WriteError, &alias.name))?;
                continue;
            }
            call.engine.remove_alias(&name);
        }
        Ok(())
    }
}
