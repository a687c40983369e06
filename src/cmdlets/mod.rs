//! The shell's own cmdlets, one file a family. A cmdlet says what it does; what it takes is data (`data/`).

pub mod object;
mod selector;
