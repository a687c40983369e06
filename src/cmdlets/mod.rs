//! The shell's own cmdlets, one file a family. A cmdlet says what it does; what it takes is data (`data/`).
