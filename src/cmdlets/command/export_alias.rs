//! `Export-Alias`: the session's aliases as a file, one a line, or as a script that sets them.

use crate::engine::scope::{Alias, Options};
use crate::engine::{Call, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value, wildcard};

pub struct ExportAlias;

impl Stage for ExportAlias {
    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let names = if call.args.has("Name") { call.texts("Name") } else { vec![PsStr::from("*")] };
        let Some(path) = call.text("Path").or_else(|| call.text("LiteralPath")) else { return Ok(()) };
        let script = call.text("As").is_some_and(|form| form.eq_ignore_ascii_case("Script"));
        let mut text = String::from("# Alias File\n# Exported by : emsh\n");
        for alias in call.engine.aliases() {
            if names.iter().any(|n| wildcard::matches(n, &alias.name, true)) {
                text.push_str(&line(&alias, script));
            }
        }
        let full = call.engine.resolve_path(&path);
        if let Err(error) = call.engine.host.write_file(&full, text.as_bytes(), call.switch("Append")) {
            let exception = Exception::named("System.IO.IOException", error.to_string());
            return call.fail(ErrorRecord::new(exception, "FileOpenFailure", ErrorCategory::OpenError, Value::String(path)));
        }
        Ok(())
    }
}

fn line(alias: &Alias, script: bool) -> String {
    let (name, definition, description) = (&alias.name, &alias.definition, &alias.description);
    let options = options_text(alias.options);
    match script {
        true => format!("set-alias -Name:\"{name}\" -Value:\"{definition}\" -Description:\"{description}\" -Option:\"{options}\"\n"),
        false => format!("\"{name}\",\"{definition}\",\"{description}\",\"{options}\"\n"),
    }
}

/// The options' names, as the enumeration prints them.
pub fn options_text(options: Options) -> String {
    let names = [(Options::READ_ONLY, "ReadOnly"), (Options::CONSTANT, "Constant"), (Options::PRIVATE, "Private"), (Options::ALL_SCOPE, "AllScope")];
    let set: Vec<&str> = names.iter().filter(|(flag, _)| options.has(*flag)).map(|(_, name)| *name).collect();
    if set.is_empty() { "None".to_owned() } else { set.join(", ") }
}
