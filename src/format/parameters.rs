//! The arguments of the `Format-` cmdlets: properties given by name, script block or hashtable, and the group to break at.

use super::expression::Expression;
use super::packet::Alignment;
use super::view::Shape;
use crate::engine::{Call, Engine};
use crate::value::{Dictionary, ErrorCategory, ErrorRecord, Exception, PsStr, Raise, Res, Value, convert, known};

/// One property asked for.
#[derive(Clone)]
pub struct Property {
    pub expression: Expression,
    pub label: Option<PsStr>,
    pub format: Option<PsStr>,
    pub width: Option<usize>,
    pub alignment: Option<Alignment>,
    pub depth: Option<usize>,
}

impl From<Expression> for Property {
    fn from(expression: Expression) -> Self {
        Property { expression, label: None, format: None, width: None, alignment: None, depth: None }
    }
}

/// `-Expand`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Expand {
    #[default]
    EnumOnly,
    CoreOnly,
    Both,
}

/// What a `Format-` cmdlet was asked for.
#[derive(Clone, Default)]
pub struct Options {
    /// `None`: by the first object.
    pub shape: Option<Shape>,
    pub properties: Vec<Property>,
    pub group_by: Option<Property>,
    pub view: Option<PsStr>,
    pub autosize: bool,
    pub wrap: bool,
    pub hide_headers: bool,
    /// `Format-Wide -Column`; 0: not given.
    pub columns: usize,
    /// `Format-Custom -Depth`.
    pub depth: Option<usize>,
    /// Scalars too are shown by their properties.
    pub force: bool,
    pub expand: Expand,
    /// A property that cannot be computed shows `#ERR`.
    pub display_error: bool,
}

impl Options {
    /// Read a call's arguments.
    pub fn read(shape: Shape, call: &mut Call<'_>) -> Res<Options> {
        let count = |name: &str| match call.arg(name) {
            Some(Value::Int32(number)) => usize::try_from(*number).ok(),
            _ => None,
        };
        let (columns, depth) = (count("Column").unwrap_or(0), count("Depth"));
        let expand = match call.text("Expand").as_deref() {
            Some(text) if text.eq_ignore_ascii_case("CoreOnly") => Expand::CoreOnly,
            Some(text) if text.eq_ignore_ascii_case("Both") => Expand::Both,
            _ => Expand::EnumOnly,
        };
        let mut properties = Vec::new();
        if let Some(value) = call.arg("Property").cloned() {
            for item in Engine::enumerate(&value).unwrap_or_else(|| vec![value]) {
                properties.push(property(&item, keys(shape), call.engine)?);
            }
        }
        let group_by = match call.arg("GroupBy").cloned() {
            Some(value) => Some(property(&value, GROUP_KEYS, call.engine)?),
            None => None,
        };
        Ok(Options {
            shape: Some(shape),
            properties,
            group_by,
            view: call.text("View"),
            autosize: call.switch("AutoSize"),
            wrap: call.switch("Wrap"),
            hide_headers: call.switch("HideTableHeaders"),
            columns,
            depth,
            force: call.switch("Force"),
            expand,
            display_error: call.switch("DisplayError"),
        })
    }
}

const GROUP_KEYS: &[&str] = &["expression", "label", "name", "formatstring"];

fn keys(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Table => &["expression", "formatstring", "width", "alignment", "label", "name"],
        Shape::List => &["expression", "formatstring", "label", "name"],
        Shape::Wide => &["expression", "formatstring"],
        Shape::Custom => &["expression", "depth"],
    }
}

fn property(value: &Value, keys: &[&'static str], engine: &mut Engine) -> Res<Property> {
    match value.base() {
        Value::Dictionary(dictionary) => from_hashtable(dictionary, keys, engine),
        Value::ScriptBlock(block) => Ok(Expression::Script(block.clone()).into()),
        other => {
            let name = engine.to_text(other);
            if name.is_empty() {
                return Err(error("The value of the parameter is an empty string.", "DictionaryKeyIllegalValue"));
            }
            Ok(Expression::Name(name).into())
        }
    }
}

fn from_hashtable(dictionary: &Dictionary, keys: &[&'static str], engine: &mut Engine) -> Res<Property> {
    let mut result = Property::from(Expression::Name(PsStr::default()));
    let mut expression = None;
    let entries: Vec<(Value, Value)> = dictionary.entries.borrow().values().cloned().collect();
    for (key, value) in entries {
        let Value::String(written) = key.base() else {
            return Err(error("A key in a hashtable of properties must be a string.", "DictionaryKeyIllegal"));
        };
        match find_key(written, keys)? {
            "expression" => expression = Some(property(&value, &[], engine)?.expression),
            "label" => result.label = Some(engine.to_text(&value)),
            "formatstring" => result.format = Some(engine.to_text(&value)),
            "width" => result.width = Some(integer(&value, "Width", engine)?),
            "depth" => result.depth = Some(integer(&value, "Depth", engine)?),
            _ => result.alignment = Some(alignment(&engine.to_text(&value), written)?),
        }
    }
    result.expression = expression.ok_or_else(|| error("The Expression key is missing. An Expression key is mandatory.", "DictionaryKeyMissing"))?;
    Ok(result)
}

/// A key may be cut short as long as it means one thing; `Name` is `Label`.
fn find_key(written: &str, keys: &[&'static str]) -> Res<&'static str> {
    let lower = written.to_ascii_lowercase();
    let mut found: Vec<&'static str> =
        keys.iter().copied().filter(|key| key.starts_with(&lower)).map(|key| if key == "name" { "label" } else { key }).collect();
    found.dedup();
    match found[..] {
        [key] => Ok(key),
        [] => Err(error(format!("The {written} key is not valid."), "DictionaryKeyUnknown")),
        _ => {
            let names = found.iter().map(|key| format!("\"{key}\"")).collect::<Vec<_>>().join(", ");
            Err(error(format!("The {written} key has more than one match: {names}."), "DictionaryKeyAmbiguous"))
        }
    }
}

fn integer(value: &Value, key: &str, engine: &mut Engine) -> Res<usize> {
    match convert::to(value, known::INT32, engine)? {
        Value::Int32(number) if number > 0 => Ok(number as usize),
        _ => Err(error(format!("The value for the {key} key must be greater than zero."), "DictionaryKeyIllegalValue")),
    }
}

fn alignment(text: &str, key: &str) -> Res<Alignment> {
    let names = [("left", Alignment::Left), ("center", Alignment::Center), ("right", Alignment::Right)];
    let lower = text.to_ascii_lowercase();
    let found: Vec<Alignment> = names.iter().filter(|(name, _)| !lower.is_empty() && name.starts_with(&lower)).map(|(_, a)| *a).collect();
    match found[..] {
        [alignment] => Ok(alignment),
        _ => Err(error(format!("The {key} key has a value, {text}, that is not valid. Valid values are: left, center, right."), "DictionaryKeyIllegalValue")),
    }
}

fn error(message: impl Into<PsStr>, id: &str) -> Raise {
    let exception = Exception::named("System.NotSupportedException", message);
    std::rc::Rc::new(ErrorRecord::new(exception, id, ErrorCategory::InvalidArgument, Value::Null))
}
