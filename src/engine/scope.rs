//! Scopes: slots for the variables a body mentions, a map for the others, and the functions and aliases defined here.
//!
//! A scope knows its parent (dynamic scoping: the caller's). The rules of reading and writing stand in `variables`.

use super::lower::Layout;
use super::symbol::Symbol;
use crate::syntax::ast;
use crate::value::{PsStr, TypeRef, Value};
pub use options::Options;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A place for a variable.
#[derive(Clone, Default)]
pub enum Slot {
    #[default]
    Unset,
    Plain(Value),
    /// `[int]$x`: what is assigned is converted.
    Typed(TypeRef, Value),
    /// With options, attributes or somebody who holds on to it.
    Full(Rc<Variable>),
}

/// A variable with everything that can be said of one: what `Get-Variable` gives.
pub struct Variable {
    pub name: Rc<str>,
    pub value: RefCell<Value>,
    pub type_ref: Cell<Option<TypeRef>>,
    pub attributes: RefCell<Vec<Rc<ast::Attribute>>>,
    pub options: Cell<Options>,
    pub description: RefCell<PsStr>,
}

/// The options of a variable or an alias: ReadOnly 1, Constant 2, Private 4, AllScope 8.
mod options {
    #[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
    pub struct Options(pub u8);

    impl Options {
        pub const READ_ONLY: u8 = 1;
        pub const CONSTANT: u8 = 2;
        pub const PRIVATE: u8 = 4;
        pub const ALL_SCOPE: u8 = 8;

        pub fn has(self, flag: u8) -> bool {
            self.0 & flag != 0
        }
    }
}

impl Slot {
    pub fn value(&self) -> Option<Value> {
        match self {
            Slot::Unset => None,
            Slot::Plain(value) | Slot::Typed(_, value) => Some(value.clone()),
            Slot::Full(variable) => Some(variable.value.borrow().clone()),
        }
    }

    pub fn is_set(&self) -> bool {
        !matches!(self, Slot::Unset)
    }

    fn is_private(&self) -> bool {
        matches!(self, Slot::Full(variable) if variable.options.get().has(Options::PRIVATE))
    }
}

/// What belongs to a call rather than to a variable: `$args`, `$input`, `$PSBoundParameters`, ...
#[derive(Default)]
pub struct CallFrame {
    pub arguments: RefCell<Vec<Value>>,
    pub input: RefCell<Option<Value>>,
    pub bound: RefCell<Option<Value>>,
    pub invocation: RefCell<Option<Value>>,
    pub cmdlet: RefCell<Option<Value>>,
}

/// An alias: what it stands for, with its options.
#[derive(Clone)]
pub struct Alias {
    pub name: PsStr,
    pub definition: PsStr,
    pub options: Options,
    pub description: PsStr,
}

/// Functions and aliases of a scope: most scopes have none.
#[derive(Default)]
pub struct Tables {
    pub functions: FxHashMap<Rc<str>, Rc<super::function::Function>>,
    pub aliases: FxHashMap<Rc<str>, Alias>,
}

pub struct Scope {
    pub parent: Option<Rc<Scope>>,
    pub layout: Rc<Layout>,
    pub slots: RefCell<Vec<Slot>>,
    pub extra: RefCell<FxHashMap<Symbol, Slot>>,
    pub tables: RefCell<Option<Box<Tables>>>,
    /// The scope `$script:` means, seen from inside: a script file's, a module's, or the global one.
    pub is_script: bool,
    pub call: Option<CallFrame>,
    /// Names the nearest scope with functions of its own: part of the command cache's key.
    pub functions_id: Cell<u64>,
    pub strict: Cell<Option<u8>>,
    /// The module whose session state this is, where it is one's.
    pub module: Option<Rc<super::modules::Module>>,
}

impl Scope {
    pub fn new(parent: Option<Rc<Scope>>, layout: Rc<Layout>) -> Scope {
        let slots = RefCell::new(vec![Slot::Unset; layout.symbols.len()]);
        let functions_id = Cell::new(parent.as_ref().map_or(0, |p| p.functions_id.get()));
        let strict = Cell::new(None);
        let module = parent.as_ref().and_then(|p| p.module.clone());
        Scope { parent, layout, slots, extra: RefCell::default(), tables: RefCell::default(), is_script: false, call: None, functions_id, strict, module }
    }

    /// The value a name has in this very scope.
    pub fn own(&self, symbol: Symbol) -> Option<Value> {
        self.own_slot(symbol, |slot| slot.value())
    }

    fn own_slot<T>(&self, symbol: Symbol, read: impl FnOnce(&Slot) -> Option<T>) -> Option<T> {
        if let Some(at) = self.layout.find(symbol) {
            return read(&self.slots.borrow()[at]);
        }
        let extra = self.extra.borrow();
        if extra.is_empty() { None } else { extra.get(&symbol).and_then(read) }
    }

    /// The same, as a child scope sees it: private variables are hidden.
    fn visible(&self, symbol: Symbol) -> Option<Value> {
        self.own_slot(symbol, |slot| if slot.is_private() { None } else { slot.value() })
    }

    pub fn has(&self, symbol: Symbol) -> bool {
        self.own_slot(symbol, |slot| slot.is_set().then_some(())).is_some()
    }

    /// Work on the place of a name in this very scope; it is made where there is none.
    pub fn with_slot<T>(&self, symbol: Symbol, work: impl FnOnce(&mut Slot) -> T) -> T {
        match self.layout.find(symbol) {
            Some(at) => work(&mut self.slots.borrow_mut()[at]),
            None => work(self.extra.borrow_mut().entry(symbol).or_default()),
        }
    }

    pub fn set(&self, symbol: Symbol, value: Value) {
        self.with_slot(symbol, |slot| *slot = Slot::Plain(value));
    }

    pub fn remove(&self, symbol: Symbol) {
        match self.layout.find(symbol) {
            Some(at) => self.slots.borrow_mut()[at] = Slot::Unset,
            None => {
                self.extra.borrow_mut().remove(&symbol);
            }
        }
    }

    /// The variable itself, with everything: a plain slot is made a full one.
    pub fn full(&self, symbol: Symbol) -> Option<Rc<Variable>> {
        if !self.has(symbol) {
            return None;
        }
        Some(self.with_slot(symbol, |slot| promote(slot, symbol)))
    }

    /// Every name set in this very scope.
    pub fn names(&self) -> Vec<Symbol> {
        let slots = self.slots.borrow();
        let in_slots = self.layout.symbols.iter().zip(slots.iter()).filter(|(_, s)| s.is_set()).map(|(n, _)| *n);
        let extra = self.extra.borrow();
        in_slots.chain(extra.iter().filter(|(_, s)| s.is_set()).map(|(n, _)| *n)).collect()
    }

    pub fn with_tables<T>(&self, work: impl FnOnce(&mut Tables) -> T) -> T {
        work(self.tables.borrow_mut().get_or_insert_default())
    }
}

/// Make a place a full variable, keeping its value.
pub fn promote(slot: &mut Slot, symbol: Symbol) -> Rc<Variable> {
    if let Slot::Full(variable) = slot {
        return variable.clone();
    }
    let type_ref = if let Slot::Typed(ty, _) = slot { Some(*ty) } else { None };
    let variable = Rc::new(Variable {
        name: symbol.name(),
        value: RefCell::new(slot.value().unwrap_or_default()),
        type_ref: Cell::new(type_ref),
        attributes: RefCell::default(),
        options: Cell::default(),
        description: RefCell::default(),
    });
    *slot = Slot::Full(variable.clone());
    variable
}

/// Find a name from a scope upwards.
pub fn find(scope: &Rc<Scope>, symbol: Symbol) -> Option<Value> {
    if let Some(value) = scope.own(symbol) {
        return Some(value);
    }
    let mut here = scope.parent.as_ref();
    while let Some(scope) = here {
        if let Some(value) = scope.visible(symbol) {
            return Some(value);
        }
        here = scope.parent.as_ref();
    }
    None
}

/// The scope that holds a name, seen from another.
pub fn holder(scope: &Rc<Scope>, symbol: Symbol) -> Option<Rc<Scope>> {
    if scope.has(symbol) {
        return Some(scope.clone());
    }
    let mut here = scope.parent.as_ref();
    while let Some(scope) = here {
        if scope.visible(symbol).is_some() {
            return Some(scope.clone());
        }
        here = scope.parent.as_ref();
    }
    None
}
