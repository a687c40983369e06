//! Modules: a session state of their own, and what they export.

use super::Engine;
use super::function::{BlockCode, block_code};
use super::scope::Scope;
use crate::value::{PsStr, ScriptBlock, Value};
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
