//! How a run of statements can end early.

use crate::value::Raise;
use std::rc::Rc;

/// The result of running something.
pub type Run<T = ()> = Result<T, Interrupt>;

/// Why statements stopped before their end. Only `Error` can be caught by a script.
pub enum Interrupt {
    Error(Raise),
    Break(Option<Rc<str>>),
    Continue(Option<Rc<str>>),
    Return,
    /// `exit`, with its code.
    Exit(i32),
    /// A stage downstream has enough (`Select-Object -First`): the stages above end, up to the pipeline with this number.
    StopUpstream(u64),
    /// Ctrl-C, or the host's deadline.
    Stopped,
}
