//! The list of errors: each once, in the order found.

use super::messages::Message;
use crate::syntax::ast::Span;
use crate::syntax::error::ParseError;
use std::collections::HashSet;

#[derive(Default)]
pub struct Errors {
    list: Vec<ParseError>,
    seen: HashSet<(&'static str, Span)>,
    /// The text is too complicated: nothing more is read or reported.
    pub stopped: bool,
}

impl Errors {
    pub fn add(&mut self, message: &'static Message, span: Span, args: &[&str], incomplete: bool) {
        if !self.stopped && self.seen.insert((message.id, span)) {
            self.list.push(ParseError { id: message.id, message: message.fill(args), span, incomplete });
        }
    }

    /// Report the last error there will be.
    pub fn stop(&mut self, message: &'static Message, span: Span) {
        self.add(message, span, &[], false);
        self.stopped = true;
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn into_list(self) -> Vec<ParseError> {
        self.list
    }
}
