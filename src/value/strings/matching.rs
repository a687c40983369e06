//! `-like`, `-match` and `-replace`.

use super::super::regex::{self, Options, PatternError, Regex, Replacement, utf16};
use super::super::types::regex::MatchObject;
use super::super::wildcard::Wildcard;
use super::super::{Dictionary, PsStr, Raise, Res, Runtime, Value, text};
use super::{items, operator_error};
use std::rc::Rc;

/// `-like` and `-notlike`; a collection on the left is filtered.
pub fn like(left: &Value, right: &Value, ignore_case: bool, negate: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let pattern = text::to_text(right, cx);
    let wildcard = Wildcard::new(&pattern, ignore_case)?;
    let Some(all) = items(left) else {
        let text = text::to_text(left, cx);
        return Ok(Value::Bool(wildcard.is_match(&text) != negate));
    };
    // What is kept of a collection is the text that matched.
    let texts = all.iter().map(|item| text::to_text(item, cx)).filter(|text| wildcard.is_match(text) != negate);
    Ok(Value::array(texts.map(Value::String).collect()))
}

/// `-match` and `-notmatch`. The second is what `$Matches` becomes, where a scalar on the left matched.
pub fn matches(left: &Value, right: &Value, ignore_case: bool, negate: bool, cx: &mut dyn Runtime) -> Res<(Value, Option<Value>)> {
    let regex = pattern(right, ignore_case, cx).map_err(|error| error.raise("System.Text.RegularExpressions.RegexParseException"))?;
    if let Some(all) = items(left) {
        let kept = all.into_iter().filter(|item| regex.is_match(&text::to_text(item, cx)) != negate).collect();
        return Ok((Value::array(kept), None));
    }
    let units = utf16(&text::to_text(left, cx));
    let Some(found) = regex.find(&units) else { return Ok((Value::Bool(negate), None)) };
    let table = Dictionary::hashtable();
    for (slot, name) in regex.group_names().iter().enumerate() {
        if let Some((start, length)) = found.groups[slot].last() {
            let key = name.parse::<i32>().map_or_else(|_| Value::String(name.clone()), Value::Int32);
            let value = Value::from(regex::from_utf16(&units[*start..start + length]));
            table.insert(key, value);
        }
    }
    Ok((Value::Bool(!negate), Some(Value::Dictionary(Rc::new(table)))))
}

/// The regex an operator's right side stands for: a `[regex]` as it is, a text with the operator's case.
fn pattern(value: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Result<Rc<Regex>, PatternError> {
    if let Some(regex) = regex::of_value(value) {
        return Ok(regex);
    }
    let text = text::to_text(value, cx);
    Regex::get(&text, Options(if ignore_case { Options::IGNORE_CASE } else { 0 }))
}

/// `-replace`: `pattern`, or `pattern, replacement` where the replacement may be a script block.
pub fn replace(left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<Value> {
    let arguments = items(right).unwrap_or_else(|| vec![right.clone()]);
    if arguments.len() > 2 {
        let name = if ignore_case { "-replace" } else { "-creplace" };
        let message = format!("The {name} operator allows only two elements to follow it, not {}.", arguments.len());
        return Err(operator_error(message, "BadReplaceArgument"));
    }
    let first = arguments.first().cloned().unwrap_or_default();
    let regex = pattern(&first, ignore_case, cx).map_err(|_| {
        let message = format!("The regular expression pattern {} is not valid.", text::to_text(&first, cx));
        operator_error(message, "InvalidRegularExpression")
    })?;
    let with = match arguments.get(1).map(Value::base) {
        Some(Value::ScriptBlock(block)) => With::Block(block.clone()),
        Some(value) => With::Pattern(Replacement::new(&text::to_text(value, cx), &regex)),
        None => With::Pattern(Replacement::new("", &regex)),
    };
    match items(left) {
        None => replace_one(left, &regex, &with, cx).map(Value::String),
        Some(all) => Ok(Value::array(all.iter().map(|item| replace_one(item, &regex, &with, cx).map(Value::String)).collect::<Res<_>>()?)),
    }
}

enum With {
    Pattern(Replacement),
    Block(Rc<super::super::ScriptBlock>),
}

fn replace_one(value: &Value, regex: &Rc<Regex>, with: &With, cx: &mut dyn Runtime) -> Res<PsStr> {
    let text = text::to_text(value, cx);
    let units = Rc::new(utf16(&text));
    let start = if regex.right_to_left() { units.len() } else { 0 };
    let replaced = regex.replace_with(&units, usize::MAX, start, |found| match with {
        With::Pattern(replacement) => Ok::<_, Raise>(replacement.expand(&units, found)),
        With::Block(block) => {
            let found = Value::object(MatchObject::new(regex.clone(), units.clone(), Some(found.clone())));
            let written = cx.invoke_block(block, Some(found), &[])?;
            Ok(block_text(written, cx))
        }
    })?;
    Ok(replaced.map_or(text, PsStr::from))
}

/// What a block wrote, as one text.
pub fn block_text(mut written: Vec<Value>, cx: &mut dyn Runtime) -> String {
    let value = if written.len() == 1 { written.remove(0) } else { Value::array(written) };
    text::to_text(&value, cx).to_string()
}

/// A match as a value, for what shows matches (`Select-String`, `[regex]::Match`).
pub fn match_object(regex: &Rc<Regex>, text: Rc<Vec<u16>>, found: Option<regex::Found>) -> Value {
    Value::object(MatchObject::new(regex.clone(), text, found))
}
