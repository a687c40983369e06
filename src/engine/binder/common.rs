//! The common parameters: what every cmdlet and advanced function takes besides its own.

use crate::value::PsStr;

/// `System.Management.Automation.ActionPreference`, by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionPreference {
    SilentlyContinue,
    Stop,
    Continue,
    Inquire,
    Ignore,
    Suspend,
    Break,
}

/// What a call said of the common parameters; `None` where it did not.
#[derive(Clone, Debug, Default)]
pub struct CommonParameters {
    pub verbose: Option<bool>,
    pub debug: Option<bool>,
    pub error_action: Option<ActionPreference>,
    pub warning_action: Option<ActionPreference>,
    pub information_action: Option<ActionPreference>,
    pub progress_action: Option<ActionPreference>,
    pub error_variable: Option<PsStr>,
    pub warning_variable: Option<PsStr>,
    pub information_variable: Option<PsStr>,
    pub out_variable: Option<PsStr>,
    pub out_buffer: Option<i32>,
    pub pipeline_variable: Option<PsStr>,
    pub what_if: Option<bool>,
    pub confirm: Option<bool>,
}
