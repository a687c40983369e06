//! The syntax tree of a pattern.

use super::class::Class;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub enum Node {
    Empty,
    /// One UTF-16 unit; without case where the flag is set.
    Char {
        unit: u16,
        ignore_case: bool,
    },
    Class(Rc<Class>),
    Anchor(Anchor),
    Concat(Vec<Node>),
    Alternate(Vec<Node>),
    Loop {
        body: Box<Node>,
        min: u32,
        max: u32,
        lazy: bool,
    },
    /// `(...)`, `(?<name>...)`, `(?<name-other>...)`: slots.
    Capture {
        body: Box<Node>,
        slot: Option<usize>,
        balance: Option<usize>,
    },
    Look {
        body: Box<Node>,
        negate: bool,
    },
    Atomic(Box<Node>),
    Backreference {
        slot: usize,
        ignore_case: bool,
    },
    /// `(?(name)yes|no)`.
    IfGroup {
        slot: usize,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// `(?(test)yes|no)`.
    IfMatch {
        test: Box<Node>,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// The part is matched from right to left: a lookbehind's body.
    Backward(Box<Node>),
    /// The part is matched from left to right: a lookahead inside a lookbehind.
    Forward(Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// `^` with Multiline.
    LineStart,
    /// `$` with Multiline.
    LineEnd,
    /// `\A`, and `^` without Multiline.
    Start,
    /// `\G`.
    Previous,
    /// `\Z`, and `$` without Multiline.
    EndBeforeNewline,
    /// `\z`.
    End,
    Boundary,
    NotBoundary,
}
