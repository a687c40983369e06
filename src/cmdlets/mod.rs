//! The shell's own cmdlets, one file a family. A family is a table of names and of how each starts; what a cmdlet takes is data.
//!
//! To add a family: write the file with its `pub static CMDLETS: Table`, and name it in `FAMILIES`.

pub mod catalogue;
pub mod command;
pub mod completion;
pub mod files;
pub mod modules;
pub mod object;
mod selector;
pub mod text;
pub mod utility;
pub mod variables;
pub mod write;

use crate::engine::{Command, CommandSource, Engine, Stage};
use crate::value::{Name, NameRef, PsStr};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::rc::Rc;

/// Starts a run of a cmdlet.
pub type Start = fn() -> Box<dyn Stage>;
/// A family: each cmdlet's name and its start.
pub type Table = &'static [(&'static str, Start)];

/// All families.
pub static FAMILIES: &[Table] = &[
    command::CMDLETS,
    crate::format::CMDLETS,
    files::CMDLETS,
    modules::CMDLETS,
    object::CMDLETS,
    text::CMDLETS,
    utility::CMDLETS,
    variables::CMDLETS,
    write::CMDLETS,
];

/// Register the shell's cmdlets with an engine.
pub fn register(engine: &mut Engine) {
    let cmdlets = Rc::new(Cmdlets::default());
    if let Some(output) = cmdlets.find("Out-Default") {
        engine.set_default_output(output);
    }
    engine.register(cmdlets);
    engine.register(Rc::new(completion::Source));
    command::define_aliases(engine);
}

/// The cmdlets as a source of commands; each is made once, when first asked for.
#[derive(Default)]
struct Cmdlets {
    made: RefCell<IndexMap<Name, Rc<dyn Command>, FxBuildHasher>>,
}

impl CommandSource for Cmdlets {
    fn find(&self, name: &str) -> Option<Rc<dyn Command>> {
        if let Some(command) = self.made.borrow().get(&NameRef(name)) {
            return Some(command.clone());
        }
        let start = FAMILIES.iter().copied().flatten().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, start)| *start);
        let command: Rc<dyn Command> = Rc::new(catalogue::cmdlet(name, start)?);
        self.made.borrow_mut().insert(Name(command.name()), command.clone());
        Some(command)
    }

    fn names(&self) -> Vec<PsStr> {
        catalogue::names().map(PsStr::from).collect()
    }
}
