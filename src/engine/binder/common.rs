//! The common parameters: what every cmdlet and advanced function takes besides its own.

use crate::engine::{Args, Parameter, Rule, SetMembership, Signature};
use crate::value::{Name, PsStr, TypeRef, Value, known, types};
use std::rc::Rc;

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

impl ActionPreference {
    pub const TYPE: &str = "System.Management.Automation.ActionPreference";
    const NAMES: [(&str, ActionPreference); 7] = [
        ("SilentlyContinue", ActionPreference::SilentlyContinue),
        ("Stop", ActionPreference::Stop),
        ("Continue", ActionPreference::Continue),
        ("Inquire", ActionPreference::Inquire),
        ("Ignore", ActionPreference::Ignore),
        ("Suspend", ActionPreference::Suspend),
        ("Break", ActionPreference::Break),
    ];

    /// From a preference as a value: the enumeration, its number, or its name.
    pub fn from_value(value: &Value) -> Option<ActionPreference> {
        let number = |n: i64| Self::NAMES.get(usize::try_from(n).ok()?).map(|(_, p)| *p);
        match value.base() {
            Value::Enum(_, n) => number(*n),
            Value::Int32(n) => number(i64::from(*n)),
            Value::String(text) => Self::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, p)| *p),
            _ => None,
        }
    }
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

impl CommonParameters {
    /// Read them from what was bound.
    pub fn read(args: &Args) -> CommonParameters {
        let flag = |name| match args.get(name) {
            Some(Value::Switch(on) | Value::Bool(on)) => Some(*on),
            _ => None,
        };
        let action = |name| args.get(name).and_then(ActionPreference::from_value);
        let text = |name| match args.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        CommonParameters {
            verbose: flag("Verbose"),
            debug: flag("Debug"),
            error_action: action("ErrorAction"),
            warning_action: action("WarningAction"),
            information_action: action("InformationAction"),
            progress_action: action("ProgressAction"),
            error_variable: text("ErrorVariable"),
            warning_variable: text("WarningVariable"),
            information_variable: text("InformationVariable"),
            out_variable: text("OutVariable"),
            out_buffer: match args.get("OutBuffer") {
                Some(Value::Int32(n)) => Some(*n),
                _ => None,
            },
            pipeline_variable: text("PipelineVariable"),
            what_if: flag("WhatIf"),
            confirm: flag("Confirm"),
        }
    }
}

/// Name, alias and type of each, as `Get-Command` lists them.
const COMMON: [(&str, &str, Kind); 12] = [
    ("Verbose", "vb", Kind::Switch),
    ("Debug", "db", Kind::Switch),
    ("ErrorAction", "ea", Kind::Action),
    ("WarningAction", "wa", Kind::Action),
    ("InformationAction", "infa", Kind::Action),
    ("ProgressAction", "proga", Kind::Action),
    ("ErrorVariable", "ev", Kind::Variable),
    ("WarningVariable", "wv", Kind::Variable),
    ("InformationVariable", "iv", Kind::Variable),
    ("OutVariable", "ov", Kind::Variable),
    ("OutBuffer", "ob", Kind::Count),
    ("PipelineVariable", "pv", Kind::Variable),
];
const SHOULD_PROCESS: [(&str, &str, Kind); 2] = [("WhatIf", "wi", Kind::Switch), ("Confirm", "cf", Kind::Switch)];
const PAGING: [(&str, &str, Kind); 3] = [("IncludeTotalCount", "", Kind::Switch), ("Skip", "", Kind::Unsigned), ("First", "", Kind::Unsigned)];

#[derive(Clone, Copy)]
enum Kind {
    Switch,
    Action,
    Variable,
    Count,
    Unsigned,
}

/// Whether a name is one of the common parameters that every advanced command has.
pub fn is_common(name: &str) -> bool {
    COMMON.iter().any(|(own, ..)| own.eq_ignore_ascii_case(name))
}

/// The parameters a signature has without declaring them.
pub fn parameters(signature: &Signature) -> Rc<Vec<Parameter>> {
    thread_local!(static PLAIN: Rc<Vec<Parameter>> = Rc::new(COMMON.iter().map(declare).collect()));
    if !signature.cmdlet_binding {
        return Rc::default();
    }
    let undeclared = |(name, ..): &&(&str, &str, Kind)| signature.parameter(name).is_none();
    let mut added: Vec<Parameter> = Vec::new();
    if signature.supports_should_process {
        added.extend(SHOULD_PROCESS.iter().filter(undeclared).map(declare));
    }
    if signature.supports_paging {
        added.extend(PAGING.iter().filter(undeclared).map(declare));
    }
    PLAIN.with(|plain| if added.is_empty() { plain.clone() } else { Rc::new(plain.iter().cloned().chain(added).collect()) })
}

fn declare((name, alias, kind): &(&str, &str, Kind)) -> Parameter {
    let found = |name: &str, fallback: TypeRef| types::find(name).unwrap_or(fallback);
    let (type_ref, rules) = match kind {
        Kind::Switch => (known::SWITCH_PARAMETER, vec![]),
        Kind::Action => (found(ActionPreference::TYPE, known::OBJECT), vec![]),
        Kind::Variable => (known::STRING, vec![]),
        Kind::Count => (known::INT32, vec![Rule::Range { min: Value::Int32(0), max: Value::Int32(i32::MAX) }]),
        Kind::Unsigned => (known::UINT64, vec![]),
    };
    Parameter {
        name: Name::from(*name),
        aliases: if alias.is_empty() { vec![] } else { vec![PsStr::from(*alias)] },
        type_name: type_ref.full_name.into(),
        type_ref: Some(type_ref),
        is_switch: matches!(kind, Kind::Switch),
        sets: vec![SetMembership::default()],
        rules,
        values: Vec::new(),
        dynamic: false,
        hidden: false,
        completer: None,
        help: None,
    }
}
