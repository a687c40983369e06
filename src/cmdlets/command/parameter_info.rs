//! `ParameterMetadata`, `CommandParameterSetInfo` and their kin: a signature as objects.

use super::syntax;
use crate::engine::{Parameter, Rule, SetMembership, Signature, binder};
use crate::value::{Dictionary, DictionaryKind, PsStr, Record, TypeRef, Value, known, named_type, types};
use std::rc::Rc;

/// The signature's own parameters and then the common ones.
pub fn all(signature: &Signature) -> Vec<Parameter> {
    signature.parameters.iter().cloned().chain(binder::common_parameters(signature).iter().cloned()).collect()
}

pub fn type_name(name: &str) -> Value {
    let ty = types::find(name);
    let record = Record::new("System.Management.Automation.PSTypeName", [("Name", Value::str(name)), ("Type", ty.map_or(Value::Null, Value::Type))]);
    Value::object(record.with_text(name))
}

fn type_of(parameter: &Parameter) -> TypeRef {
    parameter.type_ref.unwrap_or_else(|| named_type(&parameter.type_name, known::OBJECT))
}

fn strings(items: &[PsStr]) -> Value {
    Value::array_of(known::STRING, items.iter().cloned().map(Value::String).collect())
}

/// A parameter of `CommandInfo.Parameters`.
pub fn metadata(parameter: &Parameter) -> Value {
    let sets = Dictionary::new(DictionaryKind::Ordered, true);
    for member in &parameter.sets {
        sets.insert(Value::String(set_name(member)), set_metadata(member));
    }
    Value::object(Record::new(
        "System.Management.Automation.ParameterMetadata",
        [
            ("Name", Value::String(parameter.name.0.clone())),
            ("ParameterType", Value::Type(type_of(parameter))),
            ("ParameterSets", Value::Dictionary(Rc::new(sets))),
            ("IsDynamic", Value::Bool(parameter.dynamic)),
            ("Aliases", strings(&parameter.aliases)),
            ("Attributes", Value::array(attributes(parameter))),
            ("SwitchParameter", Value::Bool(parameter.is_switch)),
        ],
    ))
}

fn set_name(member: &SetMembership) -> PsStr {
    member.set.clone().unwrap_or_else(|| "__AllParameterSets".into())
}

fn position(member: &SetMembership) -> Value {
    Value::Int32(member.position.map_or(i32::MIN, |p| p as i32))
}

fn set_metadata(member: &SetMembership) -> Value {
    Value::object(Record::new(
        "System.Management.Automation.ParameterSetMetadata",
        [
            ("IsMandatory", Value::Bool(member.mandatory)),
            ("Position", position(member)),
            ("ValueFromPipeline", Value::Bool(member.by_value)),
            ("ValueFromPipelineByPropertyName", Value::Bool(member.by_property_name)),
            ("ValueFromRemainingArguments", Value::Bool(member.remaining)),
            ("HelpMessage", Value::Null),
            ("HelpMessageBaseName", Value::Null),
            ("HelpMessageResourceId", Value::Null),
        ],
    ))
}

/// The attributes of a parameter as objects.
fn attributes(parameter: &Parameter) -> Vec<Value> {
    let mut found: Vec<Value> = parameter.sets.iter().map(|member| parameter_attribute(parameter, member)).collect();
    if !parameter.aliases.is_empty() {
        found.push(attribute("Alias", vec![("AliasNames", strings(&parameter.aliases))]));
    }
    found.extend(parameter.rules.iter().filter_map(rule));
    found
}

fn attribute(name: &str, mut fields: Vec<(&'static str, Value)>) -> Value {
    let ty = named_type(&format!("System.Management.Automation.{name}Attribute"), known::OBJECT);
    fields.push(("TypeId", Value::Type(ty)));
    Value::object(Record::new(ty.full_name, fields))
}

fn parameter_attribute(parameter: &Parameter, member: &SetMembership) -> Value {
    attribute(
        "Parameter",
        vec![
            ("Position", position(member)),
            ("ParameterSetName", Value::String(set_name(member))),
            ("Mandatory", Value::Bool(member.mandatory)),
            ("ValueFromPipeline", Value::Bool(member.by_value)),
            ("ValueFromPipelineByPropertyName", Value::Bool(member.by_property_name)),
            ("ValueFromRemainingArguments", Value::Bool(member.remaining)),
            ("HelpMessage", parameter.help.clone().map_or(Value::Null, Value::String)),
            ("HelpMessageBaseName", Value::Null),
            ("HelpMessageResourceId", Value::Null),
            ("DontShow", Value::Bool(parameter.hidden)),
        ],
    )
}

fn rule(rule: &Rule) -> Option<Value> {
    let number = |n: u64| Value::Int32(n as i32);
    let message = |m: &Option<PsStr>| m.clone().map_or(Value::Null, Value::String);
    Some(match rule {
        Rule::NotNull => attribute("ValidateNotNull", vec![]),
        Rule::NotNullOrEmpty => attribute("ValidateNotNullOrEmpty", vec![]),
        Rule::NotNullOrWhiteSpace => attribute("ValidateNotNullOrWhiteSpace", vec![]),
        Rule::AllowNull => attribute("AllowNull", vec![]),
        Rule::AllowEmptyString => attribute("AllowEmptyString", vec![]),
        Rule::AllowEmptyCollection => attribute("AllowEmptyCollection", vec![]),
        Rule::Count { min, max } => attribute("ValidateCount", vec![("MinLength", number(*min)), ("MaxLength", number(*max))]),
        Rule::Length { min, max } => attribute("ValidateLength", vec![("MinLength", number(*min)), ("MaxLength", number(*max))]),
        Rule::Pattern { pattern, message: own, .. } => {
            attribute("ValidatePattern", vec![("RegexPattern", Value::String(pattern.clone())), ("ErrorMessage", message(own))])
        }
        Rule::Range { min, max } => attribute("ValidateRange", vec![("MinRange", min.clone()), ("MaxRange", max.clone())]),
        Rule::RangeKind(kind) => attribute("ValidateRange", vec![("RangeKind", Value::String(kind.clone()))]),
        Rule::Script { block, message: own } => {
            attribute("ValidateScript", vec![("ErrorMessage", message(own)), ("ScriptBlock", Value::ScriptBlock(block.clone()))])
        }
        Rule::Set { values, ignore_case, message: own } => {
            attribute("ValidateSet", vec![("ErrorMessage", message(own)), ("IgnoreCase", Value::Bool(*ignore_case)), ("ValidValues", strings(values))])
        }
        Rule::Drive(drives) => attribute("ValidateDrive", vec![("ValidRootDrives", strings(drives))]),
        Rule::Credential => attribute("Credential", vec![]),
        Rule::TypeName(name) => attribute("PSTypeName", vec![("PSTypeName", Value::String(name.clone()))]),
        Rule::UserDrive | Rule::TrustedData | Rule::Custom(_) => return None,
    })
}

/// `CommandInfo.ParameterSets`.
pub fn sets(signature: &Signature) -> Vec<Value> {
    let default = signature.default_set.as_deref();
    syntax::set_names(signature)
        .into_iter()
        .map(|set| {
            let is_default = match (&set, default) {
                (Some(own), Some(default)) => own.eq_ignore_ascii_case(default),
                _ => false,
            };
            let common = binder::common_parameters(signature);
            let own = syntax::in_order(signature, set.as_deref()).into_iter().map(|(p, m)| parameter_info(p, m));
            let added = common.iter().filter_map(|p| Some(parameter_info(p, p.sets.first()?)));
            let parameters: Vec<Value> = own.chain(added).collect();
            let mut text = syntax::parts(signature, set.as_deref()).join(" ");
            if signature.cmdlet_binding {
                text.push_str(" [<CommonParameters>]");
            }
            let name = set.unwrap_or_else(|| "__AllParameterSets".into());
            let fields = [("Name", Value::String(name)), ("IsDefault", Value::Bool(is_default)), ("Parameters", Value::array(parameters))];
            Value::object(Record::new("System.Management.Automation.CommandParameterSetInfo", fields).with_text(text.trim_start()))
        })
        .collect()
}

fn parameter_info(parameter: &Parameter, member: &SetMembership) -> Value {
    Value::object(Record::new(
        "System.Management.Automation.CommandParameterInfo",
        [
            ("Name", Value::String(parameter.name.0.clone())),
            ("ParameterType", Value::Type(type_of(parameter))),
            ("IsMandatory", Value::Bool(member.mandatory)),
            ("IsDynamic", Value::Bool(parameter.dynamic)),
            ("Position", position(member)),
            ("ValueFromPipeline", Value::Bool(member.by_value)),
            ("ValueFromPipelineByPropertyName", Value::Bool(member.by_property_name)),
            ("ValueFromRemainingArguments", Value::Bool(member.remaining)),
            ("HelpMessage", Value::String(parameter.help.clone().unwrap_or_default())),
            ("Aliases", strings(&parameter.aliases)),
            ("Attributes", Value::array(attributes(parameter))),
        ],
    ))
}
