//! Records of the catalogues as they stand in the binary. The build script writes them from RON, the shell reads them back.
//!
//! `S` is a text: `String` where a record is written, a number in the blob's table of texts where it is kept.

use serde::{Deserialize, Serialize};

/// One command of a catalogue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommandRecord<S> {
    pub name: S,
    pub module: S,
    /// The .NET class, where verb and noun do not give it.
    pub class: Option<S>,
    pub default_set: Option<S>,
    pub should_process: bool,
    /// 0 none, 1 low, 2 medium, 3 high.
    pub confirm_impact: u8,
    pub outputs: Vec<S>,
    /// Exchange's editions that have it, one bit each.
    pub editions: u16,
    pub parameters: Vec<ParameterRecord<S>>,
    pub sets: Vec<SetRecord<S>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ParameterRecord<S> {
    pub name: S,
    pub type_name: S,
    pub aliases: Vec<S>,
    pub rules: Vec<RuleRecord<S>>,
    /// The values it takes, where they are known and not a rule.
    pub values: Vec<S>,
    pub dynamic: bool,
    pub wildcards: bool,
    /// Editions that have it; 0: all of the command's.
    pub editions: u16,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RuleRecord<S> {
    NotNull,
    NotNullOrEmpty,
    NotNullOrWhiteSpace,
    AllowNull,
    AllowEmptyString,
    AllowEmptyCollection,
    Credential,
    Count(u64, u64),
    Range(S, S),
    Kind(S),
    Pattern(S),
    Set(Vec<S>),
}

/// A parameter set: its parameters in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetRecord<S> {
    pub name: S,
    pub members: Vec<MemberRecord>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct MemberRecord {
    /// The parameter's place in the command's list.
    pub parameter: u16,
    pub mandatory: bool,
    pub position: Option<u8>,
    pub by_value: bool,
    pub by_property_name: bool,
    pub remaining: bool,
}

/// The names of Exchange's editions, in the order of their bits.
pub const EDITIONS: [&str; 8] = ["2010", "2013", "2016", "2019", "SE", "EXO", "EOP", "SCC"];

impl<S> CommandRecord<S> {
    /// The same record over another kind of text.
    pub fn map<T>(self, text: &mut impl FnMut(S) -> T) -> CommandRecord<T> {
        CommandRecord {
            name: text(self.name),
            module: text(self.module),
            class: self.class.map(&mut *text),
            default_set: self.default_set.map(&mut *text),
            should_process: self.should_process,
            confirm_impact: self.confirm_impact,
            outputs: self.outputs.into_iter().map(&mut *text).collect(),
            editions: self.editions,
            parameters: self.parameters.into_iter().map(|p| p.map(text)).collect(),
            sets: self.sets.into_iter().map(|s| SetRecord { name: text(s.name), members: s.members }).collect(),
        }
    }
}

impl<S> ParameterRecord<S> {
    fn map<T>(self, text: &mut impl FnMut(S) -> T) -> ParameterRecord<T> {
        ParameterRecord {
            name: text(self.name),
            type_name: text(self.type_name),
            aliases: self.aliases.into_iter().map(&mut *text).collect(),
            rules: self.rules.into_iter().map(|r| r.map(text)).collect(),
            values: self.values.into_iter().map(&mut *text).collect(),
            dynamic: self.dynamic,
            wildcards: self.wildcards,
            editions: self.editions,
        }
    }
}

impl<S> RuleRecord<S> {
    fn map<T>(self, text: &mut impl FnMut(S) -> T) -> RuleRecord<T> {
        match self {
            RuleRecord::NotNull => RuleRecord::NotNull,
            RuleRecord::NotNullOrEmpty => RuleRecord::NotNullOrEmpty,
            RuleRecord::NotNullOrWhiteSpace => RuleRecord::NotNullOrWhiteSpace,
            RuleRecord::AllowNull => RuleRecord::AllowNull,
            RuleRecord::AllowEmptyString => RuleRecord::AllowEmptyString,
            RuleRecord::AllowEmptyCollection => RuleRecord::AllowEmptyCollection,
            RuleRecord::Credential => RuleRecord::Credential,
            RuleRecord::Count(min, max) => RuleRecord::Count(min, max),
            RuleRecord::Range(min, max) => RuleRecord::Range(text(min), text(max)),
            RuleRecord::Kind(kind) => RuleRecord::Kind(text(kind)),
            RuleRecord::Pattern(pattern) => RuleRecord::Pattern(text(pattern)),
            RuleRecord::Set(values) => RuleRecord::Set(values.into_iter().map(text).collect()),
        }
    }
}
