//! All commands by name, for completion.

use super::commands::Found;
use super::{Engine, Run};
use crate::value::PsStr;

impl Engine {
    /// Every alias, function and cmdlet that can be called here.
    pub fn command_names(&self) -> Vec<PsStr> {
        let mut names: Vec<PsStr> = self.aliases().into_iter().map(|alias| alias.name).collect();
        names.extend(self.functions().iter().map(|function| super::Command::name(&**function)));
        names.extend(self.sources.iter().flat_map(|source| source.names()));
        names
    }

    /// Have a function's signature ready to be read.
    pub fn complete_signature(&mut self, found: &Found) -> Run {
        match found {
            Found::Function(function) => self.ensure_signature(function),
            Found::Command(_) => Ok(()),
        }
    }
}
