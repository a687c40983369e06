//! A signature from a record of a catalogue.

use super::blob::Blob;
use super::record::{CommandRecord, MemberRecord, ParameterRecord, RuleRecord};
use super::{Parameter, Rule, SetMembership, Signature};
use crate::value::{Name, PsStr, TypeRef, Value, known};

/// What a catalogue knows about its types: the type that arguments of a parameter are converted to.
pub type Resolve = fn(name: &str, values: &[&'static str]) -> Option<TypeRef>;

impl Signature {
    /// Make the signature that a record describes.
    pub fn from_record(record: &CommandRecord<u32>, blob: Blob, resolve: Resolve) -> Signature {
        let text = |id: u32| PsStr::from(blob.text(id));
        let single = matches!(&record.sets[..], [only] if blob.text(only.name) == "__AllParameterSets");
        let mut parameters: Vec<Parameter> = Vec::with_capacity(record.parameters.len());
        let mut order = Vec::with_capacity(record.parameters.len());
        for member in record.sets.iter().flat_map(|s| &s.members) {
            if !order.contains(&member.parameter) {
                order.push(member.parameter);
            }
        }
        for index in order {
            let Some(source) = record.parameters.get(usize::from(index)) else { continue };
            let memberships = record.sets.iter().filter_map(|set| {
                let order = set.members.iter().position(|m| m.parameter == index)?;
                Some(membership(&set.members[order], order, (!single).then(|| text(set.name))))
            });
            let sets = merge(memberships.collect(), record.sets.len());
            parameters.push(parameter(source, sets, blob, resolve));
        }
        Signature {
            parameters,
            sets: if single { Vec::new() } else { record.sets.iter().map(|s| text(s.name)).collect() },
            default_set: record.default_set.map(text),
            positional_binding: false,
            cmdlet_binding: true,
            supports_should_process: record.should_process,
            confirm_impact: record.confirm_impact,
            output_types: record.outputs.iter().map(|id| text(*id)).collect(),
            ..Signature::default()
        }
    }
}

fn membership(member: &MemberRecord, order: usize, set: Option<PsStr>) -> SetMembership {
    SetMembership {
        set,
        mandatory: member.mandatory,
        position: member.position.map(u32::from),
        by_value: member.by_value,
        by_property_name: member.by_property_name,
        remaining: member.remaining,
        order: order as u16,
    }
}

/// A parameter that takes part alike in every set belongs to all of them.
fn merge(memberships: Vec<SetMembership>, sets: usize) -> Vec<SetMembership> {
    let alike = |a: &SetMembership, b: &SetMembership| SetMembership { set: None, ..a.clone() } == SetMembership { set: None, ..b.clone() };
    match memberships.first() {
        Some(first) if memberships.len() == sets && sets > 1 && memberships.iter().all(|m| alike(first, m)) => {
            vec![SetMembership { set: None, ..first.clone() }]
        }
        _ => memberships,
    }
}

fn parameter(source: &ParameterRecord<u32>, sets: Vec<SetMembership>, blob: Blob, resolve: Resolve) -> Parameter {
    let text = |id: &u32| PsStr::from(blob.text(*id));
    let values: Vec<&'static str> = source.values.iter().map(|id| blob.text(*id)).collect();
    let type_name = blob.text(source.type_name);
    let type_ref = resolve(type_name, &values);
    Parameter {
        name: Name::new(blob.text(source.name)),
        aliases: source.aliases.iter().map(text).collect(),
        type_name: type_name.into(),
        type_ref,
        is_switch: type_ref == Some(known::SWITCH_PARAMETER),
        sets,
        rules: source.rules.iter().map(|r| rule(r, blob, type_ref)).collect(),
        values: values.into_iter().map(PsStr::from).collect(),
        dynamic: source.dynamic,
        hidden: false,
        completer: None,
        help: None,
    }
}

fn rule(record: &RuleRecord<u32>, blob: Blob, ty: Option<TypeRef>) -> Rule {
    let text = |id: &u32| PsStr::from(blob.text(*id));
    match record {
        RuleRecord::NotNull => Rule::NotNull,
        RuleRecord::NotNullOrEmpty => Rule::NotNullOrEmpty,
        RuleRecord::NotNullOrWhiteSpace => Rule::NotNullOrWhiteSpace,
        RuleRecord::AllowNull => Rule::AllowNull,
        RuleRecord::AllowEmptyString => Rule::AllowEmptyString,
        RuleRecord::AllowEmptyCollection => Rule::AllowEmptyCollection,
        RuleRecord::Credential => Rule::Credential,
        RuleRecord::Count(min, max) => Rule::Count { min: *min, max: *max },
        RuleRecord::Range(min, max) => Rule::Range { min: limit(blob.text(*min), ty), max: limit(blob.text(*max), ty) },
        RuleRecord::Kind(kind) => Rule::RangeKind(text(kind)),
        RuleRecord::Pattern(pattern) => Rule::Pattern { pattern: text(pattern), ignore_case: true, message: None },
        RuleRecord::Set(values) => Rule::Set { values: values.iter().map(text).collect(), ignore_case: true, message: None },
    }
}

/// A limit of a range, as a number of the parameter's type.
fn limit(text: &str, ty: Option<TypeRef>) -> Value {
    let ty = ty.map(|ty| ty.element.unwrap_or(ty));
    if ty == Some(known::DOUBLE) {
        return text.parse().map_or(Value::Null, Value::Double);
    }
    match text.parse::<i64>() {
        Ok(number) => i32::try_from(number).map_or(Value::Int64(number), Value::Int32),
        Err(_) => text.parse().map_or_else(|_| Value::str(text), Value::UInt64),
    }
}
