//! The signature of a command: its parameters, parameter sets and rules. Built-in cmdlets, catalogue cmdlets and script
//! functions all have one of these; one binder binds them, and help, completion and the checker read the same.

use super::binder::PlanCell;
use crate::value::{Name, PsStr, ScriptBlock, TypeRef, Value};
use std::rc::Rc;

#[derive(Clone, Debug, Default)]
pub struct Signature {
    pub parameters: Vec<Parameter>,
    /// The sets' names where they are declared; others follow from the parameters.
    pub sets: Vec<PsStr>,
    /// `DefaultParameterSetName`.
    pub default_set: Option<PsStr>,
    /// Parameters without a position bind by position in the order of declaration (functions; cmdlets say their positions).
    pub positional_binding: bool,
    /// An advanced function or a cmdlet: unknown parameters are errors, common parameters are there.
    pub cmdlet_binding: bool,
    pub supports_should_process: bool,
    /// 0 none, 1 low, 2 medium, 3 high.
    pub confirm_impact: u8,
    pub supports_paging: bool,
    pub output_types: Vec<PsStr>,
    pub help_uri: Option<PsStr>,
    /// What the binder worked out for it.
    pub plan: PlanCell,
}

#[derive(Clone, Debug, Default)]
pub struct Parameter {
    pub name: Name,
    pub aliases: Vec<PsStr>,
    /// The type's full name as shown in errors and syntax (`System.String[]`, `Microsoft.Exchange.Data.Unlimited...`).
    pub type_name: PsStr,
    /// The type arguments are converted to; `None`: taken as they come, or converted by the command (`Command::convert`).
    pub type_ref: Option<TypeRef>,
    pub is_switch: bool,
    /// One entry for each set it belongs to; a `set` of `None` means all sets.
    pub sets: Vec<SetMembership>,
    pub rules: Vec<Rule>,
    /// Values it is known to take, for completion; no rule.
    pub values: Vec<PsStr>,
    /// Added by a provider or a `dynamicparam` block.
    pub dynamic: bool,
    pub hidden: bool,
    /// `[ArgumentCompleter({ })]`.
    pub completer: Option<Rc<ScriptBlock>>,
    pub help: Option<PsStr>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetMembership {
    pub set: Option<PsStr>,
    pub mandatory: bool,
    pub position: Option<u32>,
    pub by_value: bool,
    pub by_property_name: bool,
    pub remaining: bool,
    /// Its place among the set's parameters, where the order differs from the declaration's.
    pub order: u16,
}

/// Validation and transformation attributes, in order of declaration.
#[derive(Clone, Debug)]
pub enum Rule {
    NotNull,
    NotNullOrEmpty,
    NotNullOrWhiteSpace,
    AllowNull,
    AllowEmptyString,
    AllowEmptyCollection,
    Count {
        min: u64,
        max: u64,
    },
    Length {
        min: u64,
        max: u64,
    },
    Pattern {
        pattern: PsStr,
        ignore_case: bool,
        message: Option<PsStr>,
    },
    Range {
        min: Value,
        max: Value,
    },
    /// `Positive`, `Negative`, `NonPositive`, `NonNegative`.
    RangeKind(PsStr),
    Script {
        block: Rc<ScriptBlock>,
        message: Option<PsStr>,
    },
    Set {
        values: Vec<PsStr>,
        ignore_case: bool,
        message: Option<PsStr>,
    },
    Drive(Vec<PsStr>),
    UserDrive,
    TrustedData,
    /// `[Credential()]`.
    Credential,
    /// `[PSTypeName('X')]`.
    TypeName(PsStr),
    /// A script's own subclass of a validation or transformation attribute.
    Custom(Value),
}

impl Signature {
    /// The names of the parameter sets, in order of first mention; empty where there is only the one of all parameters.
    pub fn set_names(&self) -> Vec<PsStr> {
        let mut names: Vec<PsStr> = self.sets.clone();
        for set in self.parameters.iter().flat_map(|p| &p.sets).filter_map(|m| m.set.as_ref()) {
            if !names.iter().any(|n| n.eq_ignore_ascii_case(set)) {
                names.push(set.clone());
            }
        }
        names
    }

    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| crate::value::same_name(&p.name, name))
    }
}

impl Parameter {
    /// How it takes part in a set (`None`: in no named set), if it does.
    pub fn membership(&self, set: Option<&str>) -> Option<&SetMembership> {
        self.sets.iter().find(|m| match (&m.set, set) {
            (None, _) => true,
            (Some(own), Some(set)) => own.eq_ignore_ascii_case(set),
            (Some(_), None) => false,
        })
    }
}
