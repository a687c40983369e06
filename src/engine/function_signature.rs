//! The signature of a script function: its `param` block, the attributes on it and on each parameter.
//!
//! What an attribute's argument is worth, and what a type's name means, the evaluator says (`AttributeReader`).

use super::{Parameter, Rule, Run, SetMembership, Signature};
use crate::syntax::ast::{self, Attribute, AttributeBase, Expr, ExprKind, TypeName, TypeNameKind};
use crate::value::{Name, PsStr, ScriptBlock, TypeRef, Value, known};
use std::rc::Rc;

/// What the evaluator answers about attributes.
pub trait AttributeReader {
    /// An attribute's argument. Constants, arrays, types and script blocks are all it can be.
    fn evaluate(&mut self, expr: &Expr) -> Run<Value>;
    /// A type constraint's type, or the error that it cannot be found.
    fn resolve(&mut self, name: &TypeName) -> Run<TypeRef>;
    /// An attribute that is a script's own class, made: validation or transformation.
    fn custom(&mut self, attribute: &Attribute) -> Run<Option<Value>>;
}

/// The signature of a function, a script or a script block. `attributes` stand before `param`.
pub fn signature(attributes: &[Attribute], parameters: &[ast::Parameter], reader: &mut dyn AttributeReader) -> Run<Signature> {
    let mut signature = Signature { positional_binding: true, confirm_impact: 2, ..Signature::default() };
    for attribute in attributes {
        read_command_attribute(attribute, &mut signature, reader)?;
    }
    let mut automatic = true;
    for parameter in parameters {
        let read = read_parameter(parameter, reader)?;
        signature.cmdlet_binding |= read.has_attribute;
        automatic &= !read.places_itself;
        signature.parameters.push(read.parameter);
    }
    if automatic && signature.positional_binding {
        place_in_order(&mut signature.parameters);
    }
    Ok(signature)
}

/// Positions in the order of declaration; switches have none.
fn place_in_order(parameters: &mut [Parameter]) {
    let takers = parameters.iter_mut().filter(|p| !p.is_switch);
    for (position, parameter) in (0..).zip(takers) {
        if let Some(first) = parameter.sets.first_mut() {
            first.position = Some(position);
        }
    }
}

fn read_command_attribute(attribute: &Attribute, signature: &mut Signature, reader: &mut dyn AttributeReader) -> Run {
    match attribute_name(&attribute.type_name).as_str() {
        "cmdletbinding" => {
            signature.cmdlet_binding = true;
            for argument in &attribute.named {
                let value = named_value(argument, reader)?;
                match argument.name.to_ascii_lowercase().as_str() {
                    "defaultparametersetname" => signature.default_set = Some(text(&value)),
                    "supportsshouldprocess" => signature.supports_should_process = truth(&value),
                    "supportspaging" => signature.supports_paging = truth(&value),
                    "positionalbinding" => signature.positional_binding = truth(&value),
                    "confirmimpact" => signature.confirm_impact = confirm_impact(&value),
                    "helpuri" => signature.help_uri = Some(text(&value)),
                    _ => {}
                }
            }
        }
        "outputtype" => {
            for argument in &attribute.positional {
                let value = reader.evaluate(argument)?;
                signature.output_types.push(match &value {
                    Value::Type(ty) => ty.full_name.into(),
                    other => text(other),
                });
            }
        }
        _ => {}
    }
    Ok(())
}

fn confirm_impact(value: &Value) -> u8 {
    match value {
        Value::Enum(_, number) => *number as u8,
        Value::Int32(number) => *number as u8,
        other => ["none", "low", "medium", "high"].iter().position(|n| n.eq_ignore_ascii_case(&text(other))).unwrap_or(2) as u8,
    }
}

struct Read {
    parameter: Parameter,
    /// It carries `[Parameter()]`, which makes the function an advanced one.
    has_attribute: bool,
    /// It names a position or a parameter set, so that no positions are given out in order.
    places_itself: bool,
}

fn read_parameter(declared: &ast::Parameter, reader: &mut dyn AttributeReader) -> Run<Read> {
    let mut parameter = Parameter::untyped(&declared.name.path);
    let mut sets = Vec::new();
    let mut places_itself = false;
    for attribute in &declared.attributes {
        match attribute {
            AttributeBase::TypeConstraint { type_name, .. } => {
                let ty = reader.resolve(type_name)?;
                if parameter.type_ref.is_none() {
                    parameter.type_ref = Some(ty);
                    parameter.type_name = ty.full_name.into();
                    parameter.is_switch = ty == known::SWITCH_PARAMETER;
                }
            }
            AttributeBase::Attribute(attribute) if attribute_name(&attribute.type_name) == "parameter" => {
                let membership = read_membership(attribute, &mut parameter, reader)?;
                places_itself |= membership.position.is_some() || membership.set.is_some();
                sets.push(membership);
            }
            AttributeBase::Attribute(attribute) => read_rule(attribute, &mut parameter, reader)?,
        }
    }
    let has_attribute = !sets.is_empty();
    if has_attribute {
        parameter.sets = sets;
    }
    Ok(Read { parameter, has_attribute, places_itself })
}

fn read_membership(attribute: &Attribute, parameter: &mut Parameter, reader: &mut dyn AttributeReader) -> Run<SetMembership> {
    let mut membership = SetMembership::default();
    for argument in &attribute.named {
        let value = named_value(argument, reader)?;
        match argument.name.to_ascii_lowercase().as_str() {
            "mandatory" => membership.mandatory = truth(&value),
            "position" => membership.position = number(&value).and_then(|n| u32::try_from(n).ok()),
            "parametersetname" => membership.set = Some(text(&value)).filter(|n| !n.eq_ignore_ascii_case("__AllParameterSets")),
            "valuefrompipeline" => membership.by_value = truth(&value),
            "valuefrompipelinebypropertyname" => membership.by_property_name = truth(&value),
            "valuefromremainingarguments" => membership.remaining = truth(&value),
            "helpmessage" => parameter.help = Some(text(&value)),
            "dontshow" => parameter.hidden = truth(&value),
            _ => {}
        }
    }
    Ok(membership)
}

fn read_rule(attribute: &Attribute, parameter: &mut Parameter, reader: &mut dyn AttributeReader) -> Run {
    let mut values = Vec::with_capacity(attribute.positional.len());
    for argument in &attribute.positional {
        values.push(reader.evaluate(argument)?);
    }
    let mut ignore_case = true;
    let mut message = None;
    for argument in &attribute.named {
        let value = named_value(argument, reader)?;
        match argument.name.to_ascii_lowercase().as_str() {
            "ignorecase" => ignore_case = truth(&value),
            "errormessage" => message = Some(text(&value)),
            "options" => ignore_case = text(&value).to_ascii_lowercase().contains("ignorecase"),
            _ => {}
        }
    }
    let size = |index: usize| values.get(index).and_then(number).unwrap_or(0).max(0) as u64;
    let rule = match attribute_name(&attribute.type_name).as_str() {
        "alias" => {
            parameter.aliases.extend(flat_texts(&values));
            return Ok(());
        }
        "argumentcompleter" => {
            parameter.completer = values.first().and_then(block);
            return Ok(());
        }
        "validatenotnull" => Rule::NotNull,
        "validatenotnullorempty" => Rule::NotNullOrEmpty,
        "validatenotnullorwhitespace" => Rule::NotNullOrWhiteSpace,
        "allownull" => Rule::AllowNull,
        "allowemptystring" => Rule::AllowEmptyString,
        "allowemptycollection" => Rule::AllowEmptyCollection,
        "validatecount" => Rule::Count { min: size(0), max: size(1) },
        "validatelength" => Rule::Length { min: size(0), max: size(1) },
        "validatepattern" => Rule::Pattern { pattern: values.first().map(text).unwrap_or_default(), ignore_case, message },
        "validaterange" => match &values[..] {
            [min, max] => Rule::Range { min: min.clone(), max: max.clone() },
            [kind] => Rule::RangeKind(text(kind)),
            _ => return Ok(()),
        },
        "validatescript" => match values.first().and_then(block) {
            Some(block) => Rule::Script { block, message },
            None => return Ok(()),
        },
        "validateset" => Rule::Set { values: flat_texts(&values), ignore_case, message },
        "validatedrive" => Rule::Drive(flat_texts(&values)),
        "validateuserdrive" => Rule::UserDrive,
        "validatetrusteddata" => Rule::TrustedData,
        "credential" => Rule::Credential,
        "pstypename" => Rule::TypeName(values.first().map(text).unwrap_or_default()),
        _ => match reader.custom(attribute)? {
            Some(made) => Rule::Custom(made),
            None => return Ok(()),
        },
    };
    parameter.rules.push(rule);
    Ok(())
}

fn named_value(argument: &ast::NamedArgument, reader: &mut dyn AttributeReader) -> Run<Value> {
    match &argument.value {
        None => Ok(Value::Bool(true)),
        Some(Expr { kind: ExprKind::String { value, .. }, .. }) => Ok(Value::str(value)),
        Some(expr) => reader.evaluate(expr),
    }
}

/// An attribute's name in lower case, without namespace and without `Attribute` at its end.
pub fn attribute_name(type_name: &TypeName) -> String {
    let TypeNameKind::Simple { name, .. } = &type_name.kind else { return String::new() };
    let short = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    match short.strip_suffix("attribute") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => short,
    }
}

fn text(value: &Value) -> PsStr {
    match value.base() {
        Value::String(text) => text.clone(),
        Value::Enum(ty, number) => ty.values.iter().find(|(_, n)| n == number).map_or_else(PsStr::default, |(name, _)| (*name).into()),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Type(ty) => ty.full_name.into(),
        other => number(other).map_or_else(PsStr::default, |n| n.to_string().into()),
    }
}

fn truth(value: &Value) -> bool {
    match value.base() {
        Value::Bool(on) | Value::Switch(on) => *on,
        Value::String(text) => !text.is_empty(),
        other => number(other).is_some_and(|n| n != 0),
    }
}

fn number(value: &Value) -> Option<i64> {
    match value.base() {
        Value::Int32(n) => Some(i64::from(*n)),
        Value::Int64(n) => Some(*n),
        Value::Double(n) => Some(*n as i64),
        Value::String(text) => text.trim().parse().ok(),
        Value::Enum(_, n) => Some(*n),
        _ => None,
    }
}

fn block(value: &Value) -> Option<Rc<ScriptBlock>> {
    match value.base() {
        Value::ScriptBlock(block) => Some(block.clone()),
        _ => None,
    }
}

fn flat_texts(values: &[Value]) -> Vec<PsStr> {
    values.iter().flat_map(|v| super::Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).map(|v| text(&v)).collect()
}

impl Parameter {
    /// A parameter of any type in all sets, without position.
    pub fn untyped(name: &str) -> Parameter {
        Parameter {
            name: Name::from(name),
            aliases: Vec::new(),
            type_name: "System.Object".into(),
            type_ref: None,
            is_switch: false,
            sets: vec![SetMembership::default()],
            rules: Vec::new(),
            values: Vec::new(),
            dynamic: false,
            hidden: false,
            completer: None,
            help: None,
        }
    }
}
