//! What is wrong with a text, as PowerShell's parser says it.
//!
//! A tokenizer and a recursive-descent parser read the whole text and go on after an error where PowerShell goes on, so
//! that the errors that follow from the first are PowerShell's too. They sketch a tree; the checks then find what is wrong
//! in its meaning.

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
mod requires;
mod statements;
mod strings;
mod text;
mod tokenizer;
mod tokens;
mod types;
mod words;

use super::error::ParseError;

pub use checks::definition_errors;

/// All errors of a text, in the order PowerShell gives them.
pub fn diagnose(text: &str) -> Vec<ParseError> {
    let mut parser = parser::Parser::new(text);
    let tree = parser.script_block(None);
    parser.requirements();
    checks::check(&tree, parser.lexer.errors)
}
