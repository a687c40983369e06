//! OPATH: the filters of `-Filter` and `-RecipientFilter`, read and applied to records.

use super::organization::Organization;
use super::schema::ObjectType;
use super::values::plain_text;
use super::view::property_value;
use crate::store::Record;
use crate::value::{Value, same_name, wildcard};
use std::cmp::Ordering;

/// A filter, read.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    /// Property, operator (lower case, without the dash), value; `None` is `$null`.
    Compare {
        property: String,
        operator: String,
        value: Option<String>,
    },
}

/// What is wrong with a filter's text, and the character (from 1) where.
#[derive(Debug, PartialEq)]
pub struct FilterError {
    pub problem: String,
    pub position: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    Dash(String),
    /// A word, or a quoted text (true).
    Text(String, bool),
}

impl Filter {
    /// `{Property -op 'value' -and ...}`, the braces optional.
    pub fn parse(text: &str) -> Result<Filter, FilterError> {
        let inner = text.trim();
        let inner = inner.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(inner);
        let tokens = tokens(inner)?;
        let mut parser = Parser { tokens: &tokens, at: 0, end: inner.chars().count() };
        let filter = parser.or()?;
        match parser.tokens.get(parser.at) {
            None => Ok(filter),
            Some((position, _)) => Err(FilterError { problem: "more text after the filter".to_owned(), position: *position }),
        }
    }

    /// The properties the filter names.
    pub fn properties(&self) -> Vec<&str> {
        match self {
            Filter::And(a, b) | Filter::Or(a, b) => [a.properties(), b.properties()].concat(),
            Filter::Not(inner) => inner.properties(),
            Filter::Compare { property, .. } => vec![property],
        }
    }

    pub fn matches(&self, org: &Organization, record: &Record, ty: &ObjectType) -> bool {
        match self {
            Filter::And(a, b) => a.matches(org, record, ty) && b.matches(org, record, ty),
            Filter::Or(a, b) => a.matches(org, record, ty) || b.matches(org, record, ty),
            Filter::Not(inner) => !inner.matches(org, record, ty),
            Filter::Compare { property, operator, value } => {
                let left = match ty.property(property) {
                    Some(property) => property_value(org, record, property),
                    None => super::view::stored(record, property).map_or(Value::Null, |data| super::values::from_data(data, "String")),
                };
                compare(&left, operator, value.as_deref())
            }
        }
    }
}

/// A property with several values agrees if one of them does.
fn compare(left: &Value, operator: &str, right: Option<&str>) -> bool {
    if let Some(items) = crate::engine::Engine::enumerate(left) {
        return match (operator, right) {
            ("eq", None) => items.is_empty(),
            ("ne", None) => !items.is_empty(),
            ("ne" | "notlike", _) => items.iter().all(|item| compare(item, operator, right)),
            _ => items.iter().any(|item| compare(item, operator, right)),
        };
    }
    let text = plain_text(left);
    let empty = left.is_null() || text.is_empty();
    let Some(right) = right else {
        return match operator {
            "eq" => empty,
            "ne" => !empty,
            _ => false,
        };
    };
    let order = || order(left, &text, right);
    match operator {
        "eq" => !left.is_null() && (same_name(&text, right) || order() == Some(Ordering::Equal)),
        "ne" => left.is_null() || !(same_name(&text, right) || order() == Some(Ordering::Equal)),
        "like" => !empty && wildcard::matches(right, &text, true),
        "notlike" => empty || !wildcard::matches(right, &text, true),
        "gt" => order() == Some(Ordering::Greater),
        "ge" => order().is_some_and(Ordering::is_ge),
        "lt" => order() == Some(Ordering::Less),
        "le" => order().is_some_and(Ordering::is_le),
        _ => false,
    }
}

fn order(left: &Value, text: &str, right: &str) -> Option<Ordering> {
    if left.is_null() {
        return None;
    }
    if let Value::DateTime(at) = left {
        let right = crate::value::datetime_text::parse(right, &crate::value::culture::INVARIANT, 0)?;
        return Some(at.ticks.cmp(&right.ticks));
    }
    let size = |text: &str| super::values::ByteSize::parse(text).map(|size| size.0);
    match (text.parse::<f64>(), right.parse::<f64>(), size(text), size(right)) {
        (Ok(a), Ok(b), ..) => a.partial_cmp(&b),
        (_, _, Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => Some(text.to_lowercase().cmp(&right.to_lowercase())),
    }
}

struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    at: usize,
    end: usize,
}

impl Parser<'_> {
    fn or(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.and()?;
        while self.accept("or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.not()?;
        while self.accept("and") {
            left = Filter::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Filter, FilterError> {
        if self.accept("not") {
            return Ok(Filter::Not(Box::new(self.not()?)));
        }
        if let Some((_, Token::Open)) = self.tokens.get(self.at) {
            self.at += 1;
            let inner = self.or()?;
            return match self.tokens.get(self.at) {
                Some((_, Token::Close)) => {
                    self.at += 1;
                    Ok(inner)
                }
                _ => Err(self.expected("a closing bracket")),
            };
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Filter, FilterError> {
        const OPERATORS: [&str; 8] = ["eq", "ne", "like", "notlike", "gt", "ge", "lt", "le"];
        let Some((_, Token::Text(property, _))) = self.tokens.get(self.at) else { return Err(self.expected("a property's name")) };
        self.at += 1;
        let operator = match self.tokens.get(self.at) {
            Some((_, Token::Dash(name))) if OPERATORS.contains(&name.as_str()) => name.clone(),
            _ => return Err(self.expected("an operator such as -eq or -like")),
        };
        self.at += 1;
        let Some((_, Token::Text(value, quoted))) = self.tokens.get(self.at) else { return Err(self.expected("a value")) };
        self.at += 1;
        let value = match value.to_ascii_lowercase().as_str() {
            "$null" if !quoted => None,
            "$true" if !quoted => Some("True".to_owned()),
            "$false" if !quoted => Some("False".to_owned()),
            _ => Some(value.clone()),
        };
        Ok(Filter::Compare { property: property.clone(), operator, value })
    }

    fn accept(&mut self, word: &str) -> bool {
        let yes = matches!(self.tokens.get(self.at), Some((_, Token::Dash(name))) if name == word);
        self.at += usize::from(yes);
        yes
    }

    fn expected(&self, what: &str) -> FilterError {
        let position = self.tokens.get(self.at).map_or(self.end + 1, |(position, _)| *position);
        FilterError { problem: format!("{what} is expected"), position }
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FilterError> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let position = at + 1;
        match chars[at] {
            c if c.is_whitespace() => at += 1,
            '(' => {
                out.push((position, Token::Open));
                at += 1;
            }
            ')' => {
                out.push((position, Token::Close));
                at += 1;
            }
            quote @ ('\'' | '"') => {
                let (value, next) = quoted(&chars, at, quote).ok_or(FilterError { problem: "the quotation mark is not closed".to_owned(), position })?;
                out.push((position, Token::Text(value, true)));
                at = next;
            }
            '-' | '!' if chars[at] == '!' || chars.get(at + 1).is_some_and(|c| c.is_alphabetic()) => {
                let word: String = chars[at + 1..].iter().take_while(|c| c.is_alphabetic()).collect();
                let bang = chars[at] == '!';
                at += if bang { 1 } else { 1 + word.chars().count() };
                out.push((position, Token::Dash(if bang { "not".to_owned() } else { word.to_ascii_lowercase() })));
            }
            _ => {
                let word: String = chars[at..].iter().take_while(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '\'' | '"')).collect();
                at += word.chars().count();
                out.push((position, Token::Text(word, false)));
            }
        }
    }
    Ok(out)
}

/// A quoted text from its opening mark: what is inside, and where it goes on. A doubled mark is one.
fn quoted(chars: &[char], open: usize, quote: char) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut at = open + 1;
    loop {
        match chars.get(at)? {
            c if *c == quote && chars.get(at + 1) == Some(&quote) => {
                value.push(quote);
                at += 2;
            }
            c if *c == quote => return Some((value, at + 1)),
            c => {
                value.push(*c);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(property: &str, operator: &str, value: Option<&str>) -> Box<Filter> {
        Box::new(Filter::Compare { property: property.to_owned(), operator: operator.to_owned(), value: value.map(str::to_owned) })
    }

    #[test]
    fn filters_are_read() {
        let read = Filter::parse("{Alias -like 'k*' -and (Office -eq $null -or -not City -eq \"O'Hare\")}").expect("a filter");
        let right = Filter::Or(compare("Office", "eq", None), Box::new(Filter::Not(compare("City", "eq", Some("O'Hare")))));
        assert_eq!(read, Filter::And(compare("Alias", "like", Some("k*")), Box::new(right)));
        assert_eq!(Filter::parse("Alias -foo 'x'").map_err(|e| e.position), Err(7));
        assert_eq!(Filter::parse("Alias -eq 'x").map_err(|e| e.position), Err(11));
    }
}
