//! A parse error: PowerShell's id, its text, and where it stands. The words are made in `syntax::diagnose`.

use super::ast::Span;

/// What `Parser.ParseInput` reports for one mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// PowerShell's error id, for example `MissingEndCurlyBrace`.
    pub id: &'static str,
    /// PowerShell's text, for example `Missing closing '}' in statement block or type definition.`
    pub message: String,
    pub span: Span,
    /// More input could still make the text valid: the REPL then asks for another line.
    pub incomplete: bool,
}

impl ParseError {
    /// A type was not found; the span is its name.
    pub fn is_about_type(&self) -> bool {
        matches!(self.id, "TypeNotFound" | "CustomAttributeTypeNotFound")
    }
}
