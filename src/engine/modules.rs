//! Modules: a session state of their own, and what they export.

use super::scope::Scope;
use super::Engine;
use crate::value::{PsStr, Value};
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

    /// The scope of the session that called into a module: the nearest one outside every module.
    pub(super) fn session_scope(&self) -> Rc<Scope> {
        self.global.clone()
    }
}
