//! The command line: the program's own options, and pwsh's switches under pwsh's names, in any case and abbreviated.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// An Exchange Management Shell that runs anywhere.
#[derive(Parser, Debug, Default)]
#[command(name = "emsh", version, about, disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Run this text (pwsh: -Command); `-` reads it from standard input
    #[arg(short, long, value_name = "TEXT", num_args = 1.., allow_hyphen_values = true)]
    pub command: Option<Vec<String>>,

    /// A script to run, and its arguments (pwsh: -File)
    #[arg(value_name = "SCRIPT", trailing_var_arg = true, allow_hyphen_values = true)]
    pub script: Vec<String>,

    /// The organization's file
    #[arg(long, value_name = "FILE", env = "EMSH_ORG")]
    pub org: Option<PathBuf>,

    /// A throwaway organization: nothing is read from or written to disk
    #[arg(long)]
    pub memory: bool,

    /// Let scripts start programs of this machine
    #[arg(long)]
    pub allow_run: bool,

    /// Never ask; a missing mandatory parameter is an error
    #[arg(long)]
    pub non_interactive: bool,

    /// Stay in the shell after the script or command
    #[arg(long)]
    pub no_exit: bool,

    #[command(subcommand)]
    pub action: Option<Action>,
}

#[derive(Subcommand, Debug)]
pub enum Action {
    /// Check documentation and scripts: a verdict for every statement
    Check(CheckArguments),
    /// Look after the organization's file
    Org {
        #[command(subcommand)]
        action: OrgAction,
        #[arg(long, value_name = "FILE", env = "EMSH_ORG")]
        org: Option<PathBuf>,
    },
}

#[derive(Parser, Debug)]
pub struct CheckArguments {
    /// Markdown pages, PowerShell scripts, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Only parse; run nothing
    #[arg(long)]
    pub syntax: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Do not create what a page takes for granted
    #[arg(long)]
    pub no_provision: bool,
    /// Create what a page takes for granted on first mention (the default)
    #[arg(long, overrides_with = "no_provision")]
    pub provision: bool,
    /// Seconds a statement may run
    #[arg(long, default_value_t = 10)]
    pub deadline: u64,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Junit,
    Sarif,
}

#[derive(Subcommand, Debug)]
pub enum OrgAction {
    /// Where the organization is kept, and how large it is
    Info,
    /// Read the whole file and say what is wrong with it
    Verify,
    /// Fold the journal into the snapshot
    Compact,
    /// Replace the organization by the demo organization
    Reset {
        /// Really
        #[arg(long)]
        force: bool,
    },
}

/// pwsh's switches: name, shortest abbreviation, what they are here, and whether a value follows.
const SWITCHES: &[(&str, usize, &str, bool)] = &[
    ("command", 1, "--command", true),
    ("file", 1, "--", true),
    ("help", 1, "--help", false),
    ("interactive", 1, "", false),
    ("login", 1, "", false),
    ("mta", 3, "", false),
    ("noexit", 3, "--no-exit", false),
    ("nologo", 3, "", false),
    ("noninteractive", 4, "--non-interactive", false),
    ("noprofile", 3, "", false),
    ("noprofileloadtime", 10, "", false),
    ("sta", 3, "", false),
    ("version", 1, "--version", false),
];

/// pwsh's switches that take a value which means nothing here.
const IGNORED_WITH_VALUE: &[&str] = &[
    "executionpolicy",
    "ex",
    "ep",
    "inputformat",
    "inp",
    "if",
    "outputformat",
    "o",
    "of",
    "windowstyle",
    "w",
    "workingdirectory",
    "wd",
    "wo",
    "configurationname",
    "custompipename",
    "settingsfile",
];

/// Put pwsh's switches into this program's own words. What follows `-Command` or a script is the script's.
pub fn normalize(arguments: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut rest = arguments.into_iter().peekable();
    let mut out: Vec<String> = rest.next().into_iter().collect();
    while let Some(argument) = rest.next() {
        let name = argument.strip_prefix('-').filter(|name| !name.starts_with('-')).map(str::to_ascii_lowercase);
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            out.push(argument.clone());
            if argument == "--org" {
                out.extend(rest.next());
                continue;
            }
            if !argument.starts_with("--") {
                out.extend(rest);
                break;
            }
            continue;
        };
        if IGNORED_WITH_VALUE.contains(&name.as_str()) {
            rest.next();
            continue;
        }
        match SWITCHES.iter().find(|(full, least, _, _)| name.len() >= *least && full.starts_with(&name)) {
            Some((_, _, "", _)) => {}
            Some((_, _, "--command", _)) => {
                out.push("--command".to_owned());
                out.extend(rest);
                break;
            }
            Some((_, _, own, true)) => {
                out.push((*own).to_owned());
                out.extend(rest);
                break;
            }
            Some((_, _, own, false)) => out.push((*own).to_owned()),
            None => out.push(argument),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normalize;

    fn words(text: &str) -> Vec<String> {
        normalize(text.split(' ').map(str::to_owned))
    }

    #[test]
    fn pwsh_switches_become_our_own_in_any_case() {
        assert_eq!(words("emsh -NoProfile -NOLOGO -c Get-Date -Format o"), ["emsh", "--command", "Get-Date", "-Format", "o"]);
        assert_eq!(words("emsh -ExecutionPolicy Bypass -File a.ps1 -x"), ["emsh", "--", "a.ps1", "-x"]);
        assert_eq!(words("emsh --memory a.ps1 -Version 2"), ["emsh", "--memory", "a.ps1", "-Version", "2"]);
    }
}
