//! What the evaluator hands to the binder: a command's arguments, evaluated, with where they stand.

use crate::syntax::ast::Span;
use crate::value::{PsStr, Value};

/// One argument as written: `-Name`, `-Name:value` or a value. The binder joins `-Name value` where the parameter takes one.
#[derive(Clone, Debug)]
pub enum Argument {
    /// `-Name` or `-Name:value`; `colon` where the value was given with a colon. `text` as written, with its dash.
    Named { name: PsStr, text: PsStr, value: Option<Value>, colon: bool, span: Span, value_span: Span, splatted: bool },
    /// A value by position.
    Value { value: Value, span: Span, splatted: bool },
}
