//! Run a command, a script, standard input, or the interactive shell.

use super::arguments::Arguments;
use crate::engine::{ConsoleHost, INTERRUPTED};
use crate::exchange::Organization;
use crate::value::Value;
use crate::{DEMO_ORGANIZATION, Shell};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::Ordering;

pub fn main(arguments: Arguments) -> i32 {
    // Ctrl-C stops what runs, as loops and sleeps look for it; a second shell in the same process keeps the first's handler.
    let _ = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed));
    let host = ConsoleHost::new(!arguments.non_interactive);
    let organization = match organization(&arguments) {
        Ok(organization) => organization,
        Err(message) => return fail(&message, 71),
    };
    let mut shell = Shell::new(Box::new(host), organization);
    shell.engine.allow_run = arguments.allow_run;
    let code = match (&arguments.command, arguments.script.split_first()) {
        (Some(words), _) if words.len() == 1 && words[0] == "-" => standard_input(&mut shell),
        (Some(words), _) => command(&mut shell, &words.join(" ")),
        (None, Some((script, _))) if script == "-" => standard_input(&mut shell),
        (None, Some((script, rest))) => file(&mut shell, script, rest),
        (None, None) if std::io::stdin().is_terminal() => return crate::repl::main(shell),
        (None, None) => standard_input(&mut shell),
    };
    if arguments.no_exit && shell.engine.exit_requested.is_none() {
        return crate::repl::main(shell);
    }
    code
}

/// A text's exit code is 1 too where its last statement failed, as `-Command` has it.
fn command(shell: &mut Shell, text: &str) -> i32 {
    match shell.run_text(text) {
        0 if shell.engine.exit_requested.is_none() && matches!(shell.engine.variable("?"), Some(Value::Bool(false))) => 1,
        code => code,
    }
}

fn file(shell: &mut Shell, script: &str, rest: &[String]) -> i32 {
    let path = shell.engine.resolve_path(script);
    match shell.engine.host.read(&path) {
        Ok(bytes) => {
            let name = path.to_string_lossy().into_owned();
            shell.run_file(&name, &String::from_utf8_lossy(&bytes), rest)
        }
        Err(_) => {
            let message = format!(
                "The argument '{script}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
            );
            fail(&message, 64)
        }
    }
}

fn standard_input(shell: &mut Shell) -> i32 {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => shell.run_text(&crate::repl::without_prompts(&String::from_utf8_lossy(&bytes))),
        Err(error) => fail(&format!("standard input: {error}"), 74),
    }
}

fn fail(message: &str, code: i32) -> i32 {
    eprintln!("emsh: {message}");
    code
}

fn organization(arguments: &Arguments) -> Result<Rc<Organization>, String> {
    if arguments.memory {
        return Ok(Organization::in_memory(Some(DEMO_ORGANIZATION)));
    }
    let path = match &arguments.org {
        Some(path) => path.clone(),
        None => default_path()?,
    };
    Ok(Organization::at(&path, Some(DEMO_ORGANIZATION)))
}

/// `emsh/organization.ron` in the platform's folder for data.
pub fn default_path() -> Result<PathBuf, String> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().map_err(|error| format!("no folder for data: {error}; say --org FILE or --memory"))?;
    Ok(strategy.data_dir().join(Path::new("emsh")).join("organization.ron"))
}
