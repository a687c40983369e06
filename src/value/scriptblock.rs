//! A script block as a value. What it holds belongs to the engine: here it is text and an identity.

use super::PsStr;
use std::any::Any;
use std::rc::Rc;

pub struct ScriptBlock {
    /// The text between the braces: what `ToString()` gives.
    pub text: PsStr,
    /// The engine's own: compiled code, module, captured variables.
    pub body: Rc<dyn Any>,
}

impl std::fmt::Debug for ScriptBlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{{{}}}", self.text)
    }
}
