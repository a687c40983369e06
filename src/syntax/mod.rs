//! Text to syntax tree, with spans; errors with PowerShell's ids and texts.
//!
//! `parse` is the one way in. The grammar (`grammar/powershell.pest`) reads text that is right; only where it refuses does
//! `diagnose` look again and say what is missing, as PowerShell says it. Nothing outside this folder sees pest.

pub mod ast;
mod build;
pub mod diagnose;
mod error;
mod grammar;
pub mod nodes;
mod source;

pub use error::ParseError;
pub use source::{Place, Source, utf16_len};

use std::rc::Rc;

/// What parsing gives: the tree of the whole text, and the errors, in the order of PowerShell's parser.
/// With errors the tree may be partial, or empty.
#[derive(Debug)]
pub struct Parsed {
    pub source: Rc<Source>,
    pub tree: Rc<ast::ScriptBlock>,
    pub errors: Vec<ParseError>,
}

/// Parse a whole text.
pub fn parse(source: Rc<Source>) -> Parsed {
    match build::script(&source.text) {
        Ok(tree) => Parsed { errors: diagnose::check(&tree, &source.text), tree: Rc::new(tree), source },
        Err(_) => {
            let mut errors = diagnose::diagnose(&source.text);
            if errors.is_empty() {
                let span = ast::Span::new(0, source.text.len());
                errors.push(ParseError { id: "UnexpectedToken", message: "The text does not parse.".into(), span, incomplete: false });
            }
            Parsed { source, tree: Rc::default(), errors }
        }
    }
}
