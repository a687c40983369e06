//! Text to syntax tree, with spans; errors with PowerShell's ids and texts.
//!
//! `parse` is the one way in. `diagnose` says first what is wrong, as PowerShell says it: it is quick, and knows of mistakes
//! that a grammar cannot. The grammar (`grammar/powershell.pest`) then reads text that is right. Nothing outside this
//! folder sees pest.

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
    parse_with(source, &|_| false)
}

/// Parse a whole text where a session knows types, by name, that the text uses and does not define.
pub fn parse_with(source: Rc<Source>, knows_type: &dyn Fn(&str) -> bool) -> Parsed {
    let mut errors = diagnose::diagnose(&source.text);
    errors.retain(|error| !(error.is_about_type() && knows_type(error.span.text(&source.text))));
    if errors.is_empty() {
        match build::script(&source.text) {
            Ok(tree) => return Parsed { tree: Rc::new(tree), source, errors },
            Err(_) => errors.push(unread(&source.text)),
        }
    }
    Parsed { source, tree: Rc::default(), errors }
}

/// The error of a text that nothing is wrong with, but that the grammar does not read.
fn unread(text: &str) -> ParseError {
    let message = "The text does not parse.".to_owned();
    ParseError { id: "UnexpectedToken", message, span: ast::Span::new(0, text.len()), incomplete: false }
}
