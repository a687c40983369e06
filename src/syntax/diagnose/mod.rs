//! The second look at a text: what is wrong with it, as PowerShell's parser says it.
//!
//! `diagnose` reads a whole text with a tokenizer and a recursive-descent parser that go on after an error where
//! PowerShell goes on, so that the errors that follow from the first are PowerShell's too. `check` finds what is wrong
//! in a text whose grammar is right.

mod blocks;
mod chars;
mod checks;
mod classes;
mod commands;
mod errors;
mod expressions;
mod flow;
mod functions;
mod messages;
mod numbers;
mod parser;
mod statements;
mod strings;
mod text;
mod tokenizer;
mod tokens;
mod types;
mod words;

use super::ast::ScriptBlock;
use super::error::ParseError;

pub use checks::definition_errors;

/// All errors of a text, in the order PowerShell gives them.
pub fn diagnose(text: &str) -> Vec<ParseError> {
    let mut parser = parser::Parser::new(text);
    let tree = parser.script_block(None);
    checks::check(&tree, text, parser.lexer.errors)
}

/// The errors in the meaning of a text whose grammar is right.
pub fn check(tree: &ScriptBlock, text: &str) -> Vec<ParseError> {
    checks::check(tree, text, errors::Errors::default())
}
