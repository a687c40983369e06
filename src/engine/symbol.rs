//! Names of variables as small numbers: equal without regard to case, made once a spelling.
//!
//! Lowering interns the names it reads; scopes are keyed by the numbers. The first spelling seen is the one shown.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// An interned variable name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Symbol(pub u32);

#[derive(Default)]
struct Table {
    by_name: FxHashMap<Rc<str>, u32>,
    names: Vec<Rc<str>>,
}

thread_local!(static TABLE: RefCell<Table> = RefCell::default());

impl Symbol {
    pub fn new(name: &str) -> Symbol {
        TABLE.with_borrow_mut(|table| {
            if let Some(&number) = table.by_name.get(name) {
                return Symbol(number);
            }
            let folded = name.to_lowercase();
            let number = match table.by_name.get(folded.as_str()) {
                Some(&number) => number,
                None => {
                    let number = table.names.len() as u32;
                    table.names.push(Rc::from(name));
                    table.by_name.insert(Rc::from(folded), number);
                    number
                }
            };
            table.by_name.insert(Rc::from(name), number);
            Symbol(number)
        })
    }

    /// The name as it was first written.
    pub fn name(self) -> Rc<str> {
        TABLE.with_borrow(|table| table.names[self.0 as usize].clone())
    }
}

/// The symbols of variables that the engine itself reads and writes.
macro_rules! well_known {
    ($($id:ident = $name:literal),* $(,)?) => {
        /// Symbols the engine names; interned first, so that they are constants of the process.
        #[derive(Clone, Copy)]
        pub struct WellKnown { $(pub $id: Symbol),* }
        impl WellKnown {
            pub fn new() -> Self {
                WellKnown { $($id: Symbol::new($name)),* }
            }
        }
    };
}

well_known! {
    args = "args",
    input = "input",
    this = "this",
    matches = "Matches",
    foreach = "foreach",
    switch = "switch",
    bound_parameters = "PSBoundParameters",
    my_invocation = "MyInvocation",
    script_root = "PSScriptRoot",
    command_path = "PSCommandPath",
    last_exit_code = "LASTEXITCODE",
    ofs = "OFS",
    error_preference = "ErrorActionPreference",
    warning_preference = "WarningPreference",
    verbose_preference = "VerbosePreference",
    debug_preference = "DebugPreference",
    information_preference = "InformationPreference",
    progress_preference = "ProgressPreference",
    confirm_preference = "ConfirmPreference",
    what_if_preference = "WhatIfPreference",
    null = "null",
    success = "?",
}
