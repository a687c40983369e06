//! The catalogue of the shell's cmdlets: signature, module and class of each, from data compiled into the binary.

use super::Start;
use crate::engine::{Command, Signature, Stage};
use crate::value::PsStr;
use std::rc::Rc;

/// A cmdlet: its record in the catalogue, and the Rust that serves it.
pub struct Cmdlet {
    name: PsStr,
    start: Option<Start>,
}

/// A cmdlet of the catalogue by name; `start` is absent where nothing serves it yet.
pub fn cmdlet(name: &str, start: Option<Start>) -> Option<Cmdlet> {
    start.map(|start| Cmdlet { name: name.into(), start: Some(start) })
}

pub fn names() -> Vec<PsStr> {
    Vec::new()
}

impl Command for Cmdlet {
    fn name(&self) -> PsStr {
        self.name.clone()
    }

    fn signature(&self) -> Rc<Signature> {
        Rc::default()
    }

    fn start(&self) -> Box<dyn Stage> {
        match self.start {
            Some(start) => start(),
            None => Box::new(Unserved),
        }
    }
}

/// A cmdlet that PowerShell has and nothing serves here.
struct Unserved;
impl Stage for Unserved {}
