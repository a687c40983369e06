//! A property's value as a cell shows it: lists in braces, cut at `$FormatEnumerationLimit`; numbers of a table to three places.

use super::expression;
use super::width::ELLIPSIS;
use crate::engine::Engine;
use crate::value::types::{self, dictionaries, enumerator::Entry};
use crate::value::{PsStr, Res, Value, members, text};
use rust_decimal::{Decimal, RoundingStrategy};

/// How values become text in one document.
#[derive(Clone, Copy)]
pub struct Style {
    /// Items of a list that are shown; negative: all.
    pub limit: i64,
    /// In a table of properties: fractions have three places.
    pub table: bool,
}

impl Style {
    /// By the variables of the session.
    pub fn current(engine: &mut Engine, table: bool) -> Style {
        let limit = match session_variable(engine, "FormatEnumerationLimit") {
            Some(Value::Int32(limit)) => limit.into(),
            Some(Value::Int64(limit)) => limit,
            _ => 4,
        };
        Style { limit, table }
    }
}

/// A variable that guides output: the session's, else the nearest.
pub fn session_variable(engine: &mut Engine, name: &str) -> Option<Value> {
    engine.variable(&format!("global:{name}")).or_else(|| engine.variable(name))
}

/// A value's text in a cell.
pub fn cell(value: &Value, style: Style, engine: &mut Engine) -> PsStr {
    match value.base() {
        Value::Null | Value::Void => PsStr::default(),
        Value::String(text) => text.clone(),
        Value::Double(number) if style.table && number.is_finite() => fixed(*number).into(),
        Value::Single(number) if style.table && number.is_finite() => fixed((*number).into()).into(),
        Value::Decimal(number) if style.table => fixed_decimal(*number).into(),
        _ => match items(value) {
            Some(items) => list(&items, style.limit, engine),
            None => plain(value, engine),
        },
    }
}

/// A value's text where it is no list. A type has its full name here.
pub fn plain(value: &Value, engine: &mut Engine) -> PsStr {
    match value.base() {
        Value::Type(ty) => types::net_name(*ty).into(),
        _ => text::display(value, engine),
    }
}

/// What a cell enumerates: what a pipeline does, and the entries of a dictionary.
pub fn items(value: &Value) -> Option<Vec<Value>> {
    match value.base() {
        Value::Dictionary(dictionary) => Some(dictionaries::entries(dictionary)),
        _ => Engine::enumerate(value),
    }
}

fn list(items: &[Value], limit: i64, engine: &mut Engine) -> PsStr {
    let mut out = String::from("{");
    for (index, item) in items.iter().enumerate() {
        if limit >= 0 && index as i64 == limit {
            out.push(ELLIPSIS);
            break;
        }
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(&item_text(item, engine));
    }
    out.push('}');
    out.into()
}

/// An item inside braces: by its own text, else by the property that names it.
fn item_text(item: &Value, engine: &mut Engine) -> PsStr {
    match item {
        Value::Null | Value::Void => "$null".into(),
        Value::String(text) => text.clone(),
        Value::Object(_) if item.downcast::<Entry>().is_some() => entry_text(item, engine),
        Value::Object(object) if object.text().is_none() => match expression::display_name(item, engine) {
            Some(name) => match members::get(item, &name, engine) {
                Ok(Some(value)) => text::display(&value, engine),
                _ => text::display(item, engine),
            },
            None => text::display(item, engine),
        },
        _ => plain(item, engine),
    }
}

/// `[key, value]`, as .NET writes it: it never looks inside a collection.
fn entry_text(item: &Value, engine: &mut Engine) -> PsStr {
    let Some(entry) = item.downcast::<Entry>() else { return PsStr::default() };
    let mut part = |value: &Value| match value {
        Value::Array(_) | Value::List(_) | Value::Dictionary(_) => value.type_ref().map_or_else(PsStr::default, |ty| types::net_name(ty).into()),
        other => text::display(other, engine),
    };
    let key = part(&entry.key);
    format!("[{key}, {}]", part(&entry.value)).into()
}

/// A value under a format string: a composite format, or one for the value itself.
pub fn formatted(value: &Value, format: &str, engine: &mut Engine) -> Res<PsStr> {
    let format = if format.contains("{0") || format.contains('}') { format.to_owned() } else { format!("{{0:{format}}}") };
    let result = crate::value::strings::format(&Value::from(format), &Value::array(vec![value.clone()]), engine)?;
    Ok(text::display(&result, engine))
}

/// Three places, halves away from zero.
fn fixed(number: f64) -> String {
    // Only an odd number of sixteenths stands exactly between two thousandths.
    let sixteenths = number * 16.0;
    let tie = sixteenths.fract() == 0.0 && sixteenths % 2.0 != 0.0;
    if tie { format!("{:.3}", number + 0.0001_f64.copysign(number)) } else { format!("{number:.3}") }
}

fn fixed_decimal(number: Decimal) -> String {
    format!("{:.3}", number.round_dp_with_strategy(3, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_in_tables_have_three_places() {
        assert_eq!(fixed(33.3), "33.300");
        assert_eq!(fixed(0.0625), "0.063");
        assert_eq!(fixed(1e21), "1000000000000000000000.000");
        assert_eq!(fixed_decimal("2.5".parse().unwrap()), "2.500");
        assert_eq!(fixed_decimal("0.0625".parse().unwrap()), "0.063");
    }
}
