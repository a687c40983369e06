//! Modules: a session state of their own, and what they export.

use super::function::{BlockCode, Function, block_code};
use super::scope::{Scope, Slot};
use super::{Engine, Run, Sink};
use crate::syntax::Source;
use crate::value::{PsStr, ScriptBlock, Value, wildcard};
use std::cell::RefCell;
use std::rc::Rc;

pub struct Module {
    pub name: PsStr,
    pub path: PsStr,
    pub version: PsStr,
    scope: RefCell<Option<Rc<Scope>>>,
    pub exports: RefCell<Option<Exports>>,
    /// Made by `GetNewClosure`: not a module anybody lists.
    pub dynamic: bool,
    pub private_data: RefCell<Value>,
}

/// What `Export-ModuleMember` named: wildcards for functions, variables and aliases.
#[derive(Clone, Default)]
pub struct Exports {
    pub functions: Vec<PsStr>,
    pub variables: Vec<PsStr>,
    pub aliases: Vec<PsStr>,
}

impl Module {
    pub fn scope(&self) -> Rc<Scope> {
        self.scope.borrow().clone().unwrap_or_else(super::automatic::global_scope)
    }
}

impl Engine {
    /// A module with a fresh scope under the global one.
    pub(super) fn new_module(&mut self, name: &str, path: &str, dynamic: bool) -> Rc<Module> {
        let module = Rc::new(Module {
            name: name.into(),
            path: path.into(),
            version: "0.0".into(),
            scope: RefCell::new(None),
            exports: RefCell::new(None),
            dynamic,
            private_data: RefCell::default(),
        });
        let mut scope = Scope::new(Some(self.global.clone()), Rc::default());
        scope.is_script = true;
        scope.module = Some(module.clone());
        *module.scope.borrow_mut() = Some(Rc::new(scope));
        module
    }

    /// Run a block as a module's own code.
    pub fn fill_module(&mut self, module: &Rc<Module>, block: &Rc<ScriptBlock>, args: &[Value], out: &mut dyn Sink) -> Run {
        let Some(code) = block_code(block) else { return Ok(()) };
        let code = BlockCode { body: code.body.clone(), module: Some(module.clone()), is_filter: false };
        let block = Rc::new(ScriptBlock { text: block.text.clone(), body: Rc::new(code) });
        let outer = std::mem::replace(&mut self.scope, module.scope());
        let direct = std::mem::replace(&mut self.direct, false);
        let result = self.run_block(&block, None, args, true, out);
        self.scope = outer;
        self.direct = direct;
        result
    }

    /// A module from a file: a script's text run as the module's own code.
    pub fn module_from_file(&mut self, name: &str, source: Rc<Source>) -> Run<Rc<Module>> {
        let path = source.file.clone().unwrap_or_default();
        let body = self.compile(source)?;
        let block = Rc::new(ScriptBlock { text: body.text.clone(), body: Rc::new(BlockCode { body, module: None, is_filter: false }) });
        let module = self.make_module(name, &path);
        self.fill_module(&module, &block, &[], &mut super::Discard)?;
        Ok(module)
    }

    pub fn make_module(&mut self, name: &str, path: &str) -> Rc<Module> {
        self.new_module(name, path, false)
    }

    /// The module whose code is running.
    pub fn running_module(&self) -> Option<Rc<Module>> {
        self.scope.module.clone()
    }

    /// Bring what a module exports into the session; its names come back: functions, variables, aliases.
    pub fn import_module(&mut self, module: &Rc<Module>, prefix: &str) -> Run<[Vec<PsStr>; 3]> {
        let exports = module.exports.borrow().clone();
        let source = module.scope();
        let target = self.session_scope();
        let wanted = |list: Option<&Vec<PsStr>>, name: &str| list.is_some_and(|list| list.iter().any(|p| wildcard::matches(p, name, true)));
        let (mut functions, mut variables, mut aliases) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(tables) = &*source.tables.borrow() {
            for function in tables.functions.values() {
                if exports.is_none() || wanted(exports.as_ref().map(|e| &e.functions), &function.name) {
                    functions.push(function.clone());
                }
            }
            for alias in tables.aliases.values() {
                if wanted(exports.as_ref().map(|e| &e.aliases), &alias.name) {
                    aliases.push(alias.clone());
                }
            }
        }
        for symbol in source.names() {
            if wanted(exports.as_ref().map(|e| &e.variables), &symbol.name())
                && let Some(variable) = source.full(symbol)
            {
                variables.push(PsStr::from(symbol.name()));
                target.with_slot(symbol, |slot| *slot = Slot::Full(variable));
            }
        }
        let mut named = Vec::new();
        for function in functions {
            let name = prefixed(&function.name, prefix);
            named.push(name.clone());
            target.with_tables(|tables| tables.functions.insert(super::commands::key(&name), Rc::new(Function { name: name.clone(), ..(*function).clone() })));
        }
        let alias_names = aliases.iter().map(|a| a.name.clone()).collect();
        for alias in aliases {
            target.with_tables(|tables| tables.aliases.insert(super::commands::key(&alias.name), alias));
        }
        self.note_functions(&target);
        if !self.modules.iter().any(|m| Rc::ptr_eq(m, module)) {
            self.modules.push(module.clone());
        }
        named.sort_by_key(|name| name.to_lowercase());
        Ok([named, variables, alias_names])
    }

    /// The modules that were imported.
    pub fn imported_modules(&self) -> &[Rc<Module>] {
        &self.modules
    }

    /// Take a module's functions out of the session.
    pub fn forget_module(&mut self, module: &Rc<Module>) {
        let target = self.session_scope();
        target.with_tables(|tables| tables.functions.retain(|_, f| !f.module.as_ref().is_some_and(|own| Rc::ptr_eq(own, module))));
        self.modules.retain(|m| !Rc::ptr_eq(m, module));
        self.note_functions(&target);
    }

    /// `GetNewClosure()`: a module that holds the values the variables have now.
    pub(super) fn new_closure(&mut self, block: &Rc<ScriptBlock>) -> Rc<ScriptBlock> {
        let Some(code) = block_code(block) else { return block.clone() };
        let module = self.new_module("__DynamicModule", "", true);
        let target = module.scope();
        let mut here = Some(self.scope.clone());
        // The variables of the current scope, and what the block can see above it short of the global ones.
        while let Some(scope) = here {
            if Rc::ptr_eq(&scope, &self.base) {
                break;
            }
            for symbol in scope.names() {
                if !target.has(symbol)
                    && let Some(value) = scope.own(symbol)
                {
                    target.set(symbol, value);
                }
            }
            here = scope.parent.clone();
        }
        let code = BlockCode { body: code.body.clone(), module: Some(module), is_filter: code.is_filter };
        Rc::new(ScriptBlock { text: block.text.clone(), body: Rc::new(code) })
    }

    /// The scope of the session that called into a module: the nearest one outside every module.
    pub(super) fn session_scope(&self) -> Rc<Scope> {
        self.global.clone()
    }
}

/// `Get-Thing` with the prefix `My` is `Get-MyThing`.
fn prefixed(name: &PsStr, prefix: &str) -> PsStr {
    match name.split_once('-') {
        Some((verb, noun)) if !prefix.is_empty() => PsStr::from(format!("{verb}-{prefix}{noun}")),
        _ => PsStr::from(format!("{}{name}", if name.contains('-') { "" } else { prefix })),
    }
}
