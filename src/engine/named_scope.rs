//! Scopes by the names that `-Scope` takes, and variables in a scope that was named.

use super::scope::{self, Scope, Variable};
use super::{Engine, Run, Symbol};
use crate::value::Value;
use std::rc::Rc;

impl Engine {
    /// `Local`, `Script`, `Global`, or a number of scopes up from here. `None`: there is no such scope.
    pub fn named_scope(&mut self, name: &str) -> Option<Rc<Scope>> {
        match name.to_ascii_lowercase().as_str() {
            "local" | "private" => Some(self.scope.clone()),
            "script" => Some(self.script_scope()),
            "global" => Some(self.global.clone()),
            number => (0..number.parse::<usize>().ok()?).try_fold(self.scope.clone(), |scope, _| scope.parent.clone()),
        }
    }

    /// The scope that holds a variable, seen from here.
    pub fn holder_of(&self, name: &str) -> Option<Rc<Scope>> {
        scope::holder(&self.scope, Symbol::new(name))
    }

    /// Assign to a variable of one scope.
    pub fn set_in_scope(&mut self, scope: &Rc<Scope>, name: &str, value: Value) -> Run {
        self.write_in(scope, Symbol::new(name), value)
    }
}

impl Scope {
    /// A variable of this very scope with all that can be said of it, where there is one.
    pub fn full_if_any(&self, name: &str) -> Option<Rc<Variable>> {
        self.full(Symbol::new(name))
    }
}
