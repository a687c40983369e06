//! Cmdlets over commands: what there is, how it is called, and other names for it.

mod alias;
mod default_aliases;
mod export_alias;
mod get_command;
mod help;
mod help_text;
mod info;
mod parameter_info;
pub mod syntax;

pub use default_aliases::define as define_aliases;

use super::Table;
use crate::value::{PsStr, Value};

pub static CMDLETS: Table = &[
    ("Export-Alias", || Box::new(export_alias::ExportAlias)),
    ("Get-Alias", || Box::new(alias::GetAlias)),
    ("Get-Command", || Box::new(get_command::GetCommand)),
    ("Get-Help", || Box::new(help::GetHelp)),
    ("New-Alias", || Box::new(alias::SetAlias)),
    ("Remove-Alias", || Box::new(alias::RemoveAlias)),
    ("Set-Alias", || Box::new(alias::SetAlias)),
];

/// The module and the version of a command's source, as its properties show them.
fn version_of(module: &str) -> Value {
    let text = match module {
        "" => return Value::Null,
        _ if module.starts_with("Microsoft.PowerShell") => "7.0.0.0",
        _ => "1.0",
    };
    crate::value::types::find("version")
        .and_then(|ty| crate::value::convert::plain(&Value::str(text), ty))
        .unwrap_or_else(|| Value::String(PsStr::from(text)))
}
