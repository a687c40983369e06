//! `#requires`: what a script asks for before it runs.

use super::lower::Body;
use super::{Interrupt, Run};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Value};
use std::rc::Rc;

/// The version of PowerShell this shell is.
const VERSION: (u32, u32) = (7, 6);

/// Refuse a script whose `#requires` lines ask for what is not here.
pub(super) fn check(name: &str, body: &Body) -> Run {
    for line in &body.ast.requires {
        let words: Vec<&str> = line.text.split([' ', ',', '\t']).filter(|w| !w.is_empty()).collect();
        let mut parameter = "";
        for word in words.iter().skip(1) {
            if let Some(name) = word.strip_prefix('-') {
                parameter = name;
                continue;
            }
            let value = word.trim_matches(['\'', '"']);
            match parameter.to_ascii_lowercase().as_str() {
                "version" => check_version(name, value)?,
                "psedition" if !value.eq_ignore_ascii_case("Core") => {
                    let message = format!(
                        "The script '{name}' cannot be run because it contained a \"#requires\" statement for PowerShell editions '{value}'. The edition of PowerShell that is required by the script does not match the currently running PowerShell Core edition."
                    );
                    return Err(refusal("ScriptRequiresUnmatchedPSEdition", message));
                }
                "modules" if !is_own_module(value) && !value.starts_with('@') => {
                    let message = format!(
                        "The script '{name}' cannot be run because the following modules that are specified by the \"#requires\" statements of the script are missing: The module '{value}' cannot be found.."
                    );
                    return Err(refusal("ScriptRequiresMissingModules", message));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn check_version(name: &str, wanted: &str) -> Run {
    let mut parts = wanted.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if version <= VERSION {
        return Ok(());
    }
    let message = format!(
        "The script '{name}' cannot be run because it contained a \"#requires\" statement for PowerShell {}.{}. The version of PowerShell that is required by the script does not match the currently running version of PowerShell 7.6.5.",
        version.0, version.1
    );
    Err(refusal("ScriptRequiresUnmatchedPSVersion", message))
}

/// Modules that are always here.
fn is_own_module(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("microsoft.powershell.") || lower.starts_with("exchange") || lower == "psreadline"
}

fn refusal(id: &str, message: String) -> Interrupt {
    let exception = Exception::named("System.Management.Automation.ScriptRequiresException", message);
    let record = ErrorRecord::new(exception, id, ErrorCategory::ResourceUnavailable, Value::Null);
    *record.invocation.borrow_mut() = Some(Rc::default());
    record.halting.set(true);
    Interrupt::Error(Rc::new(record))
}
