//! The command line: what each invocation of the program does, and its exit code.

mod arguments;
mod org;
mod run;

use arguments::{Action, Arguments};
use clap::Parser;
use std::process::ExitCode;

/// Scripts may call deep: the shell has a thread with room. The system gives memory for what is used only.
const STACK: usize = 1 << 30;

/// Run the program with its arguments, the first being its name.
pub fn main(arguments: impl Iterator<Item = String>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments::normalize(arguments)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 64 } else { 0 });
        }
    };
    let shell = std::thread::Builder::new().name("shell".to_owned()).stack_size(STACK).spawn(move || dispatch(arguments));
    match shell.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code as u8),
        Ok(Err(_)) => ExitCode::from(70),
        Err(error) => {
            eprintln!("emsh: no thread to run in: {error}");
            ExitCode::from(71)
        }
    }
}

fn dispatch(arguments: Arguments) -> i32 {
    match arguments.action {
        Some(Action::Check(check)) => crate::doccheck::main(&check.paths, &check_options(&check)),
        Some(Action::Org { action, org }) => org::main(&action, org),
        None => run::main(arguments),
    }
}

fn check_options(check: &arguments::CheckArguments) -> crate::doccheck::Options {
    use crate::doccheck::ReportFormat;
    crate::doccheck::Options {
        syntax_only: check.syntax,
        provision: check.provision || !check.no_provision,
        deadline: std::time::Duration::from_secs(check.deadline),
        format: match check.format {
            arguments::Format::Text => ReportFormat::Text,
            arguments::Format::Json => ReportFormat::Json,
            arguments::Format::Junit => ReportFormat::Junit,
            arguments::Format::Sarif => ReportFormat::Sarif,
        },
    }
}
