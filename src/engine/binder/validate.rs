//! Validation attributes: what each refuses, and in which words.

use crate::engine::{Engine, Interrupt, Parameter, Rule, Run};
use crate::value::compare::Comparison;
use crate::value::{Exception, PsStr, Value, compare, known, strings, text};

const ERROR: &str = "System.Management.Automation.ValidationMetadataException";

/// The exception of the first rule that refuses a value, if one does.
pub fn refuse(engine: &mut Engine, parameter: &Parameter, value: &Value) -> Run<Option<Value>> {
    for rule in &parameter.rules {
        if let Some(message) = check(engine, rule, value)? {
            return Ok(Some(Value::object(Exception::named(ERROR, message))));
        }
    }
    Ok(None)
}

type Verdict = Run<Option<String>>;

fn check(engine: &mut Engine, rule: &Rule, value: &Value) -> Verdict {
    match rule {
        Rule::NotNull => Ok(not_null(value)),
        Rule::NotNullOrEmpty => Ok(not_null_or_empty(value, false)),
        Rule::NotNullOrWhiteSpace => Ok(not_null_or_empty(value, true)),
        Rule::Count { min, max } => Ok(count(value, *min, *max)),
        Rule::Length { min, max } => each(engine, value, |_, item| Ok(length(item, *min, *max))),
        Rule::Pattern { pattern, ignore_case, message } => each(engine, value, |e, item| self::pattern(e, item, pattern, *ignore_case, message.as_ref())),
        Rule::Range { min, max } => each(engine, value, |e, item| range(e, item, min, max)),
        Rule::RangeKind(kind) => each(engine, value, |e, item| range_kind(e, item, kind)),
        Rule::Script { block, message } => each(engine, value, |engine, item| {
            let found = crate::value::Runtime::invoke_block(engine, block, Some(item.clone()), std::slice::from_ref(item)).map_err(Interrupt::Error)?;
            let truth = match &found[..] {
                [one] => crate::value::convert::to_bool(one),
                many => crate::value::convert::to_bool(&Value::array(many.to_vec())),
            };
            if truth {
                return Ok(None);
            }
            let shown = engine.to_text(item);
            Ok(Some(match message {
                Some(own) => own.replace("{0}", &shown).replace("{1}", &block.text),
                None => format!(
                    "The \"{}\" validation script for the argument with value \"{shown}\" did not return a result of True. Determine why the validation script failed, and then try the command again.",
                    block.text
                ),
            }))
        }),
        Rule::Set { values, ignore_case, message } => each(engine, value, |e, item| Ok(set(e, item, values, *ignore_case, message.as_ref()))),
        Rule::Drive(drives) => each(engine, value, |e, item| Ok(drive(e, item, drives))),
        Rule::UserDrive => each(engine, value, |e, item| Ok(drive(e, item, &["User".into()]))),
        Rule::AllowNull | Rule::AllowEmptyString | Rule::AllowEmptyCollection | Rule::TrustedData | Rule::Credential | Rule::TypeName(_) | Rule::Custom(_) => {
            Ok(None)
        }
    }
}

/// An attribute over elements: each item of a list, or the value.
fn each(engine: &mut Engine, value: &Value, mut one: impl FnMut(&mut Engine, &Value) -> Verdict) -> Verdict {
    match Engine::enumerate(value) {
        Some(items) if items.is_empty() => {
            Ok(Some("The argument is null. Provide a valid value for the argument, and then try running the command again.".into()))
        }
        Some(items) => {
            for item in &items {
                if let Some(message) = one(engine, item)? {
                    return Ok(Some(message));
                }
            }
            Ok(None)
        }
        None if value.is_null() => Ok(Some("The argument is null. Provide a valid value for the argument, and then try running the command again.".into())),
        None => one(engine, value),
    }
}

fn not_null(value: &Value) -> Option<String> {
    if value.is_null() {
        return Some("The argument is null. Provide a valid value for the argument, and then try running the command again.".into());
    }
    match Engine::enumerate(value) {
        Some(items) if items.iter().any(Value::is_null) => Some("The argument is null, or an element of the argument collection contains a null value.".into()),
        _ => None,
    }
}

fn not_null_or_empty(value: &Value, blank: bool) -> Option<String> {
    let single = match blank {
        true => {
            "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again."
        }
        false => "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.",
    };
    let bare = |text: &str| if blank { text.trim().is_empty() } else { text.is_empty() };
    match value.base() {
        Value::Null | Value::Void => return Some(single.into()),
        Value::String(text) => return bare(text).then(|| single.into()),
        Value::Dictionary(dictionary) => return dictionary.is_empty().then(|| single.into()),
        _ => {}
    }
    let items = Engine::enumerate(value)?;
    if items.is_empty() {
        return Some("The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.".into());
    }
    for item in &items {
        match item.base() {
            Value::Null | Value::Void => return Some("The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.".into()),
            Value::String(text) if bare(text) => return Some(single.into()),
            _ => {}
        }
    }
    None
}

fn count(value: &Value, min: u64, max: u64) -> Option<String> {
    let len = match value.base() {
        Value::Null | Value::Void => 0,
        Value::Dictionary(dictionary) => dictionary.len() as u64,
        _ => match Engine::enumerate(value) {
            Some(items) => items.len() as u64,
            None => return Some("The ValidateCount attribute cannot be applied to a parameter that is not an array. Either remove the attribute from the parameter or make the parameter an array parameter.".into()),
        },
    };
    if (min..=max).contains(&len) {
        None
    } else if min == max {
        Some(format!("The parameter requires exactly {max} value(s) - {len} value(s) were provided."))
    } else {
        Some(format!("The parameter requires at least {min} value(s) and no more than {max} value(s) - {len} value(s) were provided."))
    }
}

fn length(item: &Value, min: u64, max: u64) -> Option<String> {
    let Value::String(text) = item.base() else {
        return Some("The ValidateLength attribute cannot be applied to a parameter that is not of type string or string[]. Make the parameter a string or string[] parameter.".into());
    };
    let len = text.utf16_len() as u64;
    if len < min {
        Some(format!(
            "The character length ({len}) of the argument is too short. Specify an argument with a length that is greater than or equal to \"{min}\", and then try the command again."
        ))
    } else if len > max {
        Some(format!(
            "The character length of the {len} argument is too long. Shorten the character length of the argument so it is fewer than or equal to \"{max}\" characters, and then try the command again."
        ))
    } else {
        None
    }
}

fn pattern(engine: &mut Engine, item: &Value, pattern: &PsStr, ignore_case: bool, message: Option<&PsStr>) -> Verdict {
    let shown = text::to_text(item, engine);
    let (found, _) = strings::matches(&Value::String(shown.clone()), &Value::String(pattern.clone()), ignore_case, false, engine)?;
    if matches!(found, Value::Bool(true)) {
        return Ok(None);
    }
    Ok(Some(match message {
        Some(own) => own.replace("{0}", &shown).replace("{1}", pattern),
        None => format!(
            "The argument \"{shown}\" does not match the \"{pattern}\" pattern. Supply an argument that matches \"{pattern}\" and try the command again."
        ),
    }))
}

fn range(engine: &mut Engine, item: &Value, min: &Value, max: &Value) -> Verdict {
    if item.type_ref() != min.type_ref() && !is_number(item) {
        return Ok(Some("The argument cannot be validated because its type is not the same type as the minimum and maximum limits of the parameter. Make sure the argument is of the correct type and then try the command again.".into()));
    }
    let below = matches!(compare::operator(Comparison::Lt, item, min, true, engine)?, Value::Bool(true));
    let above = matches!(compare::operator(Comparison::Gt, item, max, true, engine)?, Value::Bool(true));
    let shown = text::to_text(item, engine);
    Ok(if below {
        let limit = text::to_text(min, engine);
        Some(format!(
            "The {shown} argument is less than the minimum allowed range of {limit}. Supply an argument that is greater than or equal to {limit} and then try the command again."
        ))
    } else if above {
        let limit = text::to_text(max, engine);
        Some(format!(
            "The {shown} argument is greater than the maximum allowed range of {limit}. Supply an argument that is less than or equal to {limit} and then try the command again."
        ))
    } else {
        None
    })
}

fn range_kind(engine: &mut Engine, item: &Value, kind: &str) -> Verdict {
    let (operator, words) = match kind.to_ascii_lowercase().as_str() {
        "positive" => (Comparison::Gt, "greater than zero"),
        "nonnegative" => (Comparison::Ge, "greater than or equal to zero"),
        "negative" => (Comparison::Lt, "less than zero"),
        _ => (Comparison::Le, "less than or equal to zero"),
    };
    if matches!(compare::operator(operator, item, &Value::Int32(0), true, engine)?, Value::Bool(true)) {
        return Ok(None);
    }
    let shown = text::to_text(item, engine);
    Ok(Some(format!("The argument \"{shown}\" cannot be validated because its value is not {words}.")))
}

fn is_number(value: &Value) -> bool {
    value.type_ref().is_some_and(|ty| ty.base == Some(known::VALUE_TYPE) && ty.implements("System.IFormattable"))
}

fn set(engine: &mut Engine, item: &Value, values: &[PsStr], ignore_case: bool, message: Option<&PsStr>) -> Option<String> {
    let shown = engine.to_text(item);
    let same = |v: &PsStr| if ignore_case { crate::value::same_name(v, &shown) } else { **v == *shown };
    if values.iter().any(same) {
        return None;
    }
    let list = values.iter().map(|v| &**v).collect::<Vec<_>>().join(",");
    Some(match message {
        Some(own) => own.replace("{0}", &shown).replace("{1}", &list),
        None => format!(
            "The argument \"{shown}\" does not belong to the set \"{list}\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again."
        ),
    })
}

fn drive(engine: &mut Engine, item: &Value, drives: &[PsStr]) -> Option<String> {
    let path = engine.to_text(item);
    let (root, _) = path.split_once(':')?;
    if drives.iter().any(|d| d.eq_ignore_ascii_case(root)) {
        return None;
    }
    let list = drives.iter().map(|v| &**v).collect::<Vec<_>>().join(",");
    Some(format!("The drive \"{root}\" of the path does not belong to the set of approved drives: {list}. Provide a path argument from approved drives."))
}
