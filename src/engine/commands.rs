//! Finding commands by name: aliases, functions, cmdlets, script files; and the cache a call site keeps.

use super::function::Function;
use super::lower::FunctionCode;
use super::scope::{Alias, Options, Scope};
use super::{Command, Engine, Run};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, ScriptBlock, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// What a name led to.
#[derive(Clone)]
pub enum Found {
    Function(Rc<Function>),
    Command(Rc<dyn Command>),
}

/// What a call site found last time, and under which generation of definitions.
#[derive(Default)]
pub struct CommandCache(RefCell<Option<(u64, u64, Found)>>);

impl Found {
    pub fn command(&self) -> Rc<dyn Command> {
        match self {
            Found::Function(function) => function.clone(),
            Found::Command(command) => command.clone(),
        }
    }
}

/// Functions every session has: name and text.
const OWN_FUNCTIONS: &[(&str, &str)] = &[
    ("prompt", "\"PS $($PWD)$('>' * ($NestedPromptLevel + 1)) \""),
    ("cd..", "Set-Location .."),
    ("cd\\", "Set-Location \\"),
    ("Pause", "$null = Read-Host 'Press Enter to continue...'"),
];

/// The key of a function or an alias in its table.
pub fn key(name: &str) -> Rc<str> {
    Rc::from(name.to_lowercase())
}

impl Engine {
    /// Find a command for a call site.
    pub(super) fn find_cached(&mut self, name: &str, cache: &CommandCache) -> Option<Found> {
        let stamp = (self.generation, self.scope.functions_id.get());
        if let Some((generation, scope, found)) = &*cache.0.borrow()
            && (*generation, *scope) == stamp
        {
            return Some(found.clone());
        }
        let found = self.find_command(name)?;
        *cache.0.borrow_mut() = Some((stamp.0, stamp.1, found.clone()));
        Some(found)
    }

    /// Find a command by name: alias, function, cmdlet, script file, then with `Get-` before it.
    pub fn find_command(&mut self, name: &str) -> Option<Found> {
        self.find_exact(name).or_else(|| if name.contains(['-', '/', '\\', '.']) { None } else { self.find_exact(&format!("Get-{name}")) })
    }

    fn find_exact(&mut self, name: &str) -> Option<Found> {
        let mut name = PsStr::from(name);
        for _ in 0..16 {
            match self.find_alias(&name) {
                Some(alias) => name = alias.definition,
                None => break,
            }
        }
        if let Some(function) = self.find_function(&name) {
            return Some(Found::Function(function));
        }
        // `Module\Command` names the command of a module.
        let plain = name.rsplit_once('\\').map_or(&*name, |(_, plain)| plain);
        if plain.len() != name.len()
            && let Some(function) = self.find_function(plain)
        {
            return Some(Found::Function(function));
        }
        self.sources.iter().find_map(|source| source.find(plain)).map(Found::Command).or_else(|| self.find_script(&name))
    }

    /// A script file named by its path.
    fn find_script(&mut self, name: &str) -> Option<Found> {
        if !name.to_ascii_lowercase().ends_with(".ps1") {
            return None;
        }
        let path = self.resolve_path(name);
        let bytes = self.host.read(&path).ok()?;
        let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
        let path: Rc<str> = Rc::from(path.to_string_lossy().as_ref());
        let source = crate::syntax::Source::new(text, Some(path));
        let function = self.script_file(source).ok()?;
        Some(Found::Function(Rc::new(function)))
    }

    pub fn find_function(&self, name: &str) -> Option<Rc<Function>> {
        let (prefix, plain) = name.split_once(':').unwrap_or(("", name));
        let name = key(plain);
        let mut here = if prefix.eq_ignore_ascii_case("global") { Some(self.global.clone()) } else { Some(self.scope.clone()) };
        while let Some(scope) = here {
            if let Some(tables) = &*scope.tables.borrow()
                && let Some(function) = tables.functions.get(&name)
            {
                return Some(function.clone());
            }
            here = scope.parent.clone();
        }
        self.own_function(&name)
    }

    /// A function the shell itself comes with.
    fn own_function(&self, name: &str) -> Option<Rc<Function>> {
        let (name, text) = OWN_FUNCTIONS.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        let parsed = crate::syntax::parse(crate::syntax::Source::new(*text, None));
        let body = super::lower::script(&parsed.source, &parsed.tree);
        let held = super::function::BlockCode { body: body.clone(), module: None, is_filter: false };
        let block = Rc::new(ScriptBlock { text: body.text.clone(), body: Rc::new(held) });
        Some(Rc::new(Function { name: (*name).into(), kind: super::CommandKind::Function, body, block, module: None, is_filter: false }))
    }

    pub fn find_alias(&self, name: &str) -> Option<Alias> {
        let name = key(name);
        let mut here = Some(&self.scope);
        while let Some(scope) = here {
            if let Some(tables) = &*scope.tables.borrow()
                && let Some(alias) = tables.aliases.get(&name)
            {
                return Some(alias.clone());
            }
            here = scope.parent.as_ref();
        }
        None
    }

    pub fn set_alias(&mut self, name: &str, definition: &str) {
        let scope = self.scope.clone();
        self.set_alias_in(&scope, name, definition, Options::default());
    }

    pub fn set_alias_in(&mut self, scope: &Rc<Scope>, name: &str, definition: &str, options: Options) {
        let alias = Alias { name: name.into(), definition: definition.into(), options, description: "".into() };
        scope.with_tables(|tables| tables.aliases.insert(key(name), alias));
        self.note_functions(scope);
    }

    /// A function or a registered command by its own name; aliases do not count. Its signature is made.
    pub fn find_plain(&mut self, name: &str) -> Option<Rc<dyn Command>> {
        if let Some(function) = self.find_function(name) {
            // A type that cannot be found is the call's error: here the signature stays empty.
            let _ = self.ensure_signature(&function);
            return Some(function);
        }
        self.sources.iter().find_map(|source| source.find(name))
    }

    /// The names of all registered commands.
    pub fn source_names(&self) -> Vec<PsStr> {
        self.sources.iter().flat_map(|source| source.names()).collect()
    }

    /// Give an alias of a scope its description.
    pub fn describe_alias(&mut self, scope: &Rc<Scope>, name: &str, description: PsStr) {
        scope.with_tables(|tables| {
            if let Some(alias) = tables.aliases.get_mut(&key(name)) {
                alias.description = description;
            }
        });
    }

    /// Every function visible here, the nearest of a name only.
    pub fn functions(&self) -> Vec<Rc<Function>> {
        let mut found: Vec<Rc<Function>> = Vec::new();
        let mut here = Some(&self.scope);
        while let Some(scope) = here {
            if let Some(tables) = &*scope.tables.borrow() {
                for function in tables.functions.values() {
                    if !found.iter().any(|f| crate::value::same_name(&f.name, &function.name)) {
                        found.push(function.clone());
                    }
                }
            }
            here = scope.parent.as_ref();
        }
        found.sort_by_key(|item| item.name.to_lowercase());
        found
    }

    /// Every alias visible here.
    pub fn aliases(&self) -> Vec<Alias> {
        let mut found: Vec<Alias> = Vec::new();
        let mut here = Some(&self.scope);
        while let Some(scope) = here {
            if let Some(tables) = &*scope.tables.borrow() {
                for alias in tables.aliases.values() {
                    if !found.iter().any(|a| crate::value::same_name(&a.name, &alias.name)) {
                        found.push(alias.clone());
                    }
                }
            }
            here = scope.parent.as_ref();
        }
        found.sort_by_key(|item| item.name.to_lowercase());
        found
    }

    pub(super) fn define_function(&mut self, code: &Rc<FunctionCode>) -> Run {
        let (scope, name) = match code.name.split_once(':') {
            Some((prefix, name)) if prefix.eq_ignore_ascii_case("global") => (self.global.clone(), name),
            Some((prefix, name)) if prefix.eq_ignore_ascii_case("script") => (self.script_scope(), name),
            Some((prefix, name)) if ["local", "private"].contains(&prefix.to_ascii_lowercase().as_str()) => (self.scope.clone(), name),
            _ => (self.scope.clone(), &*code.name),
        };
        let function = self.function_of_code(name, code);
        // Who asks for the command sees its parameters; a type that is not there is the call's error, not the definition's.
        let position = self.position;
        let _ = self.ensure_signature(&function);
        self.position = position;
        scope.with_tables(|tables| tables.functions.insert(key(name), Rc::new(function)));
        self.note_functions(&scope);
        Ok(())
    }

    pub(super) fn define_function_block(&mut self, name: &str, block: Rc<ScriptBlock>) -> Run {
        let (scope, name) = match name.split_once(':') {
            Some((prefix, name)) if prefix.eq_ignore_ascii_case("global") => (self.global.clone(), name),
            Some((prefix, name)) if prefix.eq_ignore_ascii_case("script") => (self.script_scope(), name),
            _ => (self.scope.clone(), name),
        };
        let function = self.function_of_block(name, &block);
        scope.with_tables(|tables| tables.functions.insert(key(name), Rc::new(function)));
        self.note_functions(&scope);
        Ok(())
    }

    pub(super) fn remove_function(&mut self, name: &str) -> Run {
        let name = key(name);
        let mut here = Some(self.scope.clone());
        while let Some(scope) = here {
            let removed = scope.tables.borrow_mut().as_mut().and_then(|tables| tables.functions.remove(&name));
            if removed.is_some() {
                break;
            }
            here = scope.parent.clone();
        }
        self.generation += 1;
        Ok(())
    }

    pub fn remove_alias(&mut self, name: &str) -> bool {
        let name = key(name);
        let mut here = Some(self.scope.clone());
        while let Some(scope) = here {
            if scope.tables.borrow_mut().as_mut().and_then(|tables| tables.aliases.remove(&name)).is_some() {
                self.generation += 1;
                return true;
            }
            here = scope.parent.clone();
        }
        false
    }

    /// Definitions changed: what call sites remember is void.
    pub(super) fn note_functions(&mut self, scope: &Rc<Scope>) {
        self.generation += 1;
        self.next_id += 1;
        scope.functions_id.set(self.next_id);
    }

    pub(super) fn command_not_found(&mut self, name: &str) -> super::Interrupt {
        // An alias that leads nowhere is reported by what it stands for.
        let definition = self.find_alias(name).map(|alias| alias.definition);
        let name = definition.as_deref().unwrap_or(name);
        let message = format!(
            "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
        );
        let exception = Exception::named("System.Management.Automation.CommandNotFoundException", message);
        exception.extra.borrow_mut().push(("CommandName".into(), Value::str(name)));
        let record = ErrorRecord::new(exception, "CommandNotFoundException", ErrorCategory::ObjectNotFound, Value::str(name));
        Rc::new(record).into()
    }
}
