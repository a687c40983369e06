//! emsh: an Exchange Management Shell that runs anywhere.
//!
//! Text comes in at the top of this list and leaves as lines at its bottom; no module imports one above it:
//! `cli`, `repl`, `doccheck`, `exchange`, `cmdlets`, `format`, `engine`, `value`, `store`, `syntax`.
//!
//! `Shell` is where engine, cmdlets, Exchange, formatting and the store meet.

#![forbid(unsafe_code)]

pub mod cli;
pub mod cmdlets;
pub mod doccheck;
pub mod engine;
pub mod exchange;
pub mod format;
pub mod repl;
mod shell;
pub mod store;
pub mod syntax;
pub mod value;

pub use shell::{DEMO_ORGANIZATION, Shell};
