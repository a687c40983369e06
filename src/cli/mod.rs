//! The command line: what each invocation of the program does, and its exit code.
