//! What `-Property` takes, everywhere: a name (perhaps with wildcards), a script block, or a hashtable that says both and more.

use crate::engine::{Collect, Engine, Interrupt, Run};
use crate::value::{DictionaryKind, ErrorCategory, ErrorRecord, PsStr, Raise, Res, ScriptBlock, Value, members, same_name};
use std::rc::Rc;

/// One item of a `-Property` list.
#[derive(Clone)]
pub struct Selector {
    pub source: Source,
    /// `Name` or `Label` of a calculated property.
    pub label: Option<PsStr>,
    /// The other keys of its hashtable.
    pub options: Vec<(PsStr, Value)>,
}

#[derive(Clone)]
pub enum Source {
    Name(PsStr),
    Pattern(PsStr),
    Block(Rc<ScriptBlock>),
}

/// A property that a selector found on an object: its name, and its value or why there is none.
pub struct Selected {
    pub name: PsStr,
    pub value: Result<Value, Raise>,
}

impl Selector {
    /// Read one item. `keys` are the hashtable keys the cmdlet knows, in full; they may be abbreviated.
    pub fn parse(engine: &mut Engine, item: &Value, keys: &[&str]) -> Result<Selector, ErrorRecord> {
        match item.base() {
            Value::ScriptBlock(block) => Ok(Selector::block(block.clone())),
            Value::Dictionary(dictionary) => Self::parse_dictionary(engine, dictionary, keys),
            other => Ok(Self::name(engine.to_text(other))),
        }
    }

    pub fn block(block: Rc<ScriptBlock>) -> Selector {
        Selector { source: Source::Block(block), label: None, options: Vec::new() }
    }

    pub fn name(text: PsStr) -> Selector {
        let source = if text.contains(['*', '?', '[']) { Source::Pattern(text) } else { Source::Name(text) };
        Selector { source, label: None, options: Vec::new() }
    }

    fn parse_dictionary(engine: &mut Engine, dictionary: &crate::value::Dictionary, keys: &[&str]) -> Result<Selector, ErrorRecord> {
        let (mut source, mut label, mut options) = (None, None, Vec::new());
        for (key, value) in dictionary.entries.borrow().values() {
            let written = engine.to_text(key);
            match full_key(&written, keys)? {
                "Expression" => source = Some(Self::parse(engine, value, keys)?.source),
                "Name" | "Label" => label = Some(engine.to_text(value)),
                full => options.push((PsStr::from(full), value.clone())),
            }
        }
        match (source, &label) {
            (Some(source), _) => Ok(Selector { source, label, options }),
            (None, Some(name)) if !keys.contains(&"Expression") => Ok(Selector { options, label: None, ..Self::name(name.clone()) }),
            (None, _) => Err(invalid("The Expression key is missing.".to_owned(), "DictionaryKeyMissing")),
        }
    }

    pub fn option(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|(key, _)| same_name(key, name)).map(|(_, value)| value)
    }

    /// The name the selected property gets.
    pub fn display_name(&self) -> PsStr {
        match (&self.label, &self.source) {
            (Some(label), _) => label.clone(),
            (None, Source::Name(name) | Source::Pattern(name)) => name.clone(),
            (None, Source::Block(block)) => block.text.clone(),
        }
    }

    /// The value on an object; `$null` where the property is absent or the block failed. A block's output is one value or an array.
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Run<Option<Value>> {
        match &self.source {
            Source::Name(name) | Source::Pattern(name) => Ok(property(object, name, engine).ok().flatten()),
            Source::Block(block) => match run(engine, block, object) {
                Ok(value) => Ok(Some(value)),
                Err(Interrupt::Error(_)) => Ok(None),
                Err(other) => Err(other),
            },
        }
    }

    /// Every property it stands for: several for a pattern, none where a name is absent.
    pub fn select(&self, engine: &mut Engine, object: &Value) -> Run<Vec<Selected>> {
        let name = self.display_name();
        Ok(match &self.source {
            Source::Name(written) => match property(object, written, engine) {
                Ok(Some(value)) => {
                    let name = if self.label.is_some() { name } else { written_name(object, written, engine) };
                    vec![Selected { name, value: Ok(value) }]
                }
                Ok(None) => Vec::new(),
                Err(raise) => vec![Selected { name, value: Err(raise) }],
            },
            Source::Pattern(pattern) => matching(object, pattern, engine)
                .into_iter()
                .map(|name| {
                    let value = members::get(object, &name, engine).map(Option::unwrap_or_default);
                    Selected { name, value }
                })
                .collect(),
            Source::Block(block) => {
                let value = match run(engine, block, object) {
                    Ok(value) => Ok(value),
                    Err(Interrupt::Error(raise)) => Err(raise),
                    Err(other) => return Err(other),
                };
                vec![Selected { name, value }]
            }
        })
    }
}

/// A property as a selector finds it: the keys of a `Hashtable` count as properties, those of other dictionaries do not.
fn property(object: &Value, name: &str, engine: &mut Engine) -> Res<Option<Value>> {
    if let Value::Dictionary(dictionary) = object.base()
        && dictionary.kind != DictionaryKind::Hashtable
        && !members::property_names(object, engine).iter().any(|own| same_name(own, name))
    {
        return Ok(None);
    }
    members::get(object, name, engine)
}

/// Names of an object's properties that match a wildcard pattern, in display order.
pub fn matching(object: &Value, pattern: &str, engine: &mut Engine) -> Vec<PsStr> {
    let names = match object.base() {
        Value::Dictionary(dictionary) if dictionary.kind == DictionaryKind::Hashtable => {
            let keys: Vec<Value> = dictionary.entries.borrow().values().map(|(key, _)| key.clone()).collect();
            keys.iter().map(|key| engine.to_text(key)).collect()
        }
        _ => members::property_names(object, engine),
    };
    names.into_iter().filter(|name| crate::value::wildcard::matches(pattern, name, true)).collect()
}

/// The property's name as its owner writes it.
fn written_name(object: &Value, property: &PsStr, engine: &mut Engine) -> PsStr {
    members::property_names(object, engine).into_iter().find(|name| same_name(name, property)).unwrap_or_else(|| property.clone())
}

/// A block's result for an object: nothing is `$null`, one object is itself, more are an array.
pub fn run(engine: &mut Engine, block: &Rc<ScriptBlock>, object: &Value) -> Run<Value> {
    let mut out = Collect::default();
    engine.run_block(block, Some(object.clone()), &[], true, &mut out)?;
    Ok(match out.0.len() {
        0 => Value::Null,
        1 => out.0.swap_remove(0),
        _ => Value::array(out.0),
    })
}

fn full_key(written: &str, keys: &[&str]) -> Result<&'static str, ErrorRecord> {
    const ALL: [&str; 8] = ["Expression", "Name", "Label", "Ascending", "Descending", "Width", "Alignment", "FormatString"];
    let known: Vec<&'static str> = ALL.into_iter().filter(|key| keys.contains(key)).collect();
    let starts = |key: &&&str| key.len() >= written.len() && key.is_char_boundary(written.len()) && same_name(&key[..written.len()], written);
    match known.iter().filter(starts).collect::<Vec<_>>()[..] {
        [one] if !written.is_empty() => Ok(one),
        [] | [_] => Err(invalid(format!("The key '{written}' is not valid."), "DictionaryKeyUnknown")),
        [..] => Err(invalid(format!("The {written} key is ambiguous."), "DictionaryKeyAmbiguous")),
    }
}

fn invalid(message: String, id: &str) -> ErrorRecord {
    let exception = crate::value::Exception::named("System.NotSupportedException", message);
    ErrorRecord::new(exception, id, ErrorCategory::InvalidArgument, Value::Null)
}
