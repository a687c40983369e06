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
use crate::value::{Runtime, Value, convert, types};

pub static CMDLETS: Table = &[
    ("Export-Alias", || Box::new(export_alias::ExportAlias)),
    ("Get-Alias", || Box::new(alias::GetAlias)),
    ("Get-Command", || Box::new(get_command::GetCommand)),
    ("Get-Help", || Box::new(help::GetHelp)),
    ("New-Alias", || Box::new(alias::SetAlias)),
    ("Remove-Alias", || Box::new(alias::RemoveAlias)),
    ("Set-Alias", || Box::new(alias::SetAlias)),
];

/// The version of a command's module, as its property shows it.
fn version_of(module: &str, cx: &mut dyn Runtime) -> Value {
    let text = match module {
        "" => return Value::Null,
        _ if module.starts_with("Microsoft.PowerShell") => Value::str("7.0.0.0"),
        _ => Value::str("1.0"),
    };
    types::find("version").and_then(|ty| convert::to(&text, ty, cx).ok()).unwrap_or(text)
}
