//! Exchange's own value types: sizes, unlimited quotas, addresses, references to other objects; and stored data as values.

use crate::store::Data;
use crate::value::{List, Object, PsStr, Res, Runtime, TypeRef, Value, known, named_type};
use std::cell::RefCell;
use std::rc::Rc;

/// `ByteQuantifiedSize`: a number of bytes, shown as `99 GB (106,300,440,576 bytes)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByteSize(pub u64);

const UNITS: [(&str, u64); 5] = [("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("B", 1)];

impl ByteSize {
    /// `50GB`, `1.5 MB`, `1024`, or the whole text that is shown.
    pub fn parse(text: &str) -> Option<ByteSize> {
        let text = text.trim();
        if let Some((_, rest)) = text.split_once('(') {
            let digits: String = rest.chars().take_while(|c| *c != ' ').filter(|c| *c != ',').collect();
            return digits.parse().ok().map(ByteSize);
        }
        let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
        let (number, unit) = (text[..end].replace(',', ""), text[end..].trim());
        let factor = if unit.is_empty() { 1 } else { UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?.1 };
        match number.parse::<u64>() {
            Ok(whole) => whole.checked_mul(factor).map(ByteSize),
            Err(_) => number.parse::<f64>().ok().map(|n| ByteSize((n * factor as f64) as u64)),
        }
    }

    pub fn shown(self) -> String {
        let (unit, factor) = UNITS.iter().find(|(_, factor)| self.0 >= *factor).copied().unwrap_or(("B", 1));
        format!("{} {unit} ({} bytes)", significant(self.0 as f64 / factor as f64), thousands(self.0))
    }
}

/// Up to four significant digits, no zeros at the end.
fn significant(number: f64) -> String {
    let whole_digits = if number >= 1000.0 {
        4
    } else if number >= 100.0 {
        3
    } else if number >= 10.0 {
        2
    } else {
        1
    };
    let text = format!("{number:.*}", 4usize.saturating_sub(whole_digits));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Object for ByteSize {
    fn type_ref(&self) -> TypeRef {
        named_type("Microsoft.Exchange.Data.ByteQuantifiedSize", known::VALUE_TYPE)
    }

    fn invoke(&self, name: &str, _: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        let unit = name.to_ascii_uppercase();
        let factor = if unit == "TOBYTES" { 1 } else { UNITS.iter().find(|(u, _)| unit.strip_prefix("TO") == Some(u))?.1 };
        Some(Ok(Value::UInt64(self.0 / factor)))
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.shown().into())
    }

    fn key_text(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

/// `Unlimited<T>`: a value, or none at all.
pub struct Unlimited {
    pub inner: &'static str,
    pub value: Option<Value>,
}

impl Object for Unlimited {
    fn type_ref(&self) -> TypeRef {
        named_type(&format!("Microsoft.Exchange.Data.Unlimited[{}]", self.inner), known::VALUE_TYPE)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "isunlimited" => Some(Ok(Value::Bool(self.value.is_none()))),
            "value" => Some(Ok(self.value.clone().unwrap_or_default())),
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        vec!["IsUnlimited".into(), "Value".into()]
    }

    fn text(&self) -> Option<PsStr> {
        Some(match &self.value {
            None => "Unlimited".into(),
            Some(value) => plain_text(value),
        })
    }

    fn key_text(&self) -> Option<String> {
        self.text().map(|text| text.to_string())
    }
}

/// A text under an Exchange type's name, with the parts that scripts ask for: `SmtpAddress`, `ProxyAddress`, enumerations.
pub struct Named {
    pub type_name: &'static str,
    pub shown: PsStr,
    pub parts: Vec<(&'static str, Value)>,
}

impl Object for Named {
    fn type_ref(&self) -> TypeRef {
        named_type(self.type_name, known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        self.parts.iter().find(|(part, _)| part.eq_ignore_ascii_case(name)).map(|(_, value)| Ok(value.clone()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        self.parts.iter().map(|(name, _)| PsStr::from(*name)).collect()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.shown.clone())
    }

    fn key_text(&self) -> Option<String> {
        Some(self.shown.to_lowercase())
    }
}

/// An e-mail address, where it has the form of one.
pub fn smtp_address(text: &str) -> Option<Value> {
    let (local, domain) = text.rsplit_once('@')?;
    let good = |part: &str| !part.is_empty() && !part.contains([' ', '@', ',', ';', '<', '>', '"']) && !part.starts_with('.') && !part.ends_with('.');
    (good(local) && good(domain)).then(|| {
        let parts = vec![
            ("Local", Value::str(local)),
            ("Domain", Value::str(domain)),
            ("Address", Value::str(text)),
            ("Length", Value::Int32(text.len() as i32)),
            ("IsUTF8", Value::Bool(false)),
            ("IsValidAddress", Value::Bool(true)),
        ];
        Value::object(Named { type_name: "Microsoft.Exchange.Data.SmtpAddress", shown: text.into(), parts })
    })
}

/// `SMTP:primary@...`, `smtp:other@...`, `X500:...`; without a prefix it is a secondary SMTP address.
pub fn proxy_address(text: &str) -> Value {
    let (prefix, address) = text.split_once(':').unwrap_or(("smtp", text));
    let smtp = prefix.eq_ignore_ascii_case("smtp");
    let primary = prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let mut parts = vec![
        ("SmtpAddress", if smtp { Value::str(address) } else { Value::Null }),
        ("AddressString", Value::str(address)),
        ("ProxyAddressString", Value::from(format!("{prefix}:{address}"))),
        ("Prefix", Value::str(&prefix.to_ascii_uppercase())),
        ("IsPrimaryAddress", Value::Bool(primary)),
        ("PrefixString", Value::str(prefix)),
    ];
    if !smtp {
        parts.remove(0);
    }
    let type_name = if smtp { "Microsoft.Exchange.Data.SmtpProxyAddress" } else { "Microsoft.Exchange.Data.CustomProxyAddress" };
    Value::object(Named { type_name, shown: format!("{prefix}:{address}").into(), parts })
}

/// A reference to another object, shown by its name or canonical name.
pub fn object_id(name: &str, dn: &str, guid: Option<Value>, shown: &str) -> Value {
    let parent = dn.split_once(',').map_or("", |(_, parent)| parent);
    let parts = vec![
        ("Rdn", Value::from(format!("CN={name}"))),
        ("Parent", Value::str(parent)),
        ("Depth", Value::Int32(dn.matches(',').count() as i32)),
        ("DistinguishedName", Value::str(dn)),
        ("Name", Value::str(name)),
        ("ObjectGuid", guid.unwrap_or_default()),
    ];
    Value::object(Named { type_name: "Microsoft.Exchange.Data.Directory.ADObjectId", shown: shown.into(), parts })
}

/// A `MultiValuedProperty` of these items.
pub fn multi_valued(items: Vec<Value>) -> Value {
    let type_ref = named_type("Microsoft.Exchange.Data.MultiValuedProperty[string]", known::ARRAY_LIST);
    Value::List(Rc::new(List { type_ref, element: known::OBJECT, items: RefCell::new(items) }))
}

/// Whether a property of this type holds several values.
pub fn is_multi_valued(type_name: &str) -> bool {
    type_name.contains("MultiValuedProperty") || type_name.ends_with("[]") || type_name.starts_with("List[") || type_name == "ProxyAddressCollection"
}

/// Whether a property of this type names other objects.
pub fn is_reference(type_name: &str) -> bool {
    type_name.contains("ADObjectId")
}

/// The argument of `Nullable[...]`, `MultiValuedProperty[...]`, `ADMultiValuedProperty[...]`; `T` of `T[]`.
pub fn element_type(type_name: &str) -> &str {
    for wrapper in ["Nullable[", "ADMultiValuedProperty[", "MultiValuedProperty[", "List["] {
        if let Some(inner) = type_name.strip_prefix(wrapper).and_then(|rest| rest.strip_suffix(']')) {
            return element_type(inner);
        }
    }
    match type_name {
        "ProxyAddressCollection" => "ProxyAddress",
        _ if type_name.ends_with("MultiValuedProperty") => "String",
        _ => type_name.strip_suffix("[]").unwrap_or(type_name),
    }
}

/// A text as a value of a property's type; text that is none stays text.
pub fn from_text(text: &str, type_name: &str) -> Value {
    let element = element_type(type_name);
    if is_multi_valued(type_name) {
        let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
        let items = inner.split(", ").filter(|item| !item.is_empty()).map(|item| scalar(item, element).unwrap_or_else(|| Value::str(item))).collect();
        return multi_valued(items);
    }
    scalar(text, element).unwrap_or_else(|| Value::str(text))
}

fn scalar(text: &str, type_name: &str) -> Option<Value> {
    match type_name {
        "Boolean" | "System.Boolean" => text
            .parse::<bool>()
            .ok()
            .or_else(|| {
                if text.eq_ignore_ascii_case("true") {
                    Some(true)
                } else if text.eq_ignore_ascii_case("false") {
                    Some(false)
                } else {
                    None
                }
            })
            .map(Value::Bool),
        "Int32" | "Int16" | "Byte" => text.parse().ok().map(Value::Int32),
        "Int64" => text.parse().ok().map(Value::Int64),
        "UInt32" => text.parse().ok().map(Value::UInt32),
        "Double" => text.parse().ok().map(Value::Double),
        "Guid" => uuid::Uuid::parse_str(text).ok().map(Value::Guid),
        "DateTime" | "ExDateTime" => timestamp(text),
        "EnhancedTimeSpan" | "TimeSpan" => time_span(text),
        "ByteQuantifiedSize" => ByteSize::parse(text).map(Value::object),
        "SmtpAddress" => smtp_address(text),
        "ProxyAddress" => Some(proxy_address(text)),
        _ if type_name.starts_with("Unlimited") => {
            let inner = type_name.strip_prefix("Unlimited[").and_then(|rest| rest.strip_suffix(']')).unwrap_or("ByteQuantifiedSize");
            let inner: &'static str =
                ["ByteQuantifiedSize", "Int32", "EnhancedTimeSpan", "UInt32"].into_iter().find(|known| *known == inner).unwrap_or("ByteQuantifiedSize");
            let value = if text.eq_ignore_ascii_case("unlimited") { None } else { Some(scalar(text, inner)?) };
            Some(Value::object(Unlimited { inner, value }))
        }
        _ => None,
    }
}

/// An ISO 8601 time in UTC.
fn timestamp(text: &str) -> Option<Value> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(Value::DateTime(crate::value::DateTime {
        ticks: crate::engine::UNIX_EPOCH_TICKS + (at.as_nanosecond() / 100) as i64,
        kind: crate::value::DateTimeKind::Local,
    }))
}

/// Ticks as an ISO 8601 time in UTC, as the store keeps times.
pub fn time_text(ticks: i64) -> String {
    let nanoseconds = i128::from(ticks - crate::engine::UNIX_EPOCH_TICKS) * 100;
    jiff::Timestamp::from_nanosecond(nanoseconds).map(|at| at.to_string()).unwrap_or_default()
}

/// `[d.]hh:mm:ss[.fffffff]`.
fn time_span(text: &str) -> Option<Value> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (days, clock) = match text.split_once('.') {
        Some((days, rest)) if rest.contains(':') => (days.parse::<i64>().ok()?, rest),
        _ if !text.contains(':') => (text.parse::<i64>().ok()?, "0:0:0"),
        _ => (0, text),
    };
    let mut parts = clock.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let ticks = ((days * 24 + hours) * 60 + minutes) * 600_000_000 + (seconds * 1e7) as i64;
    Some(Value::TimeSpan(crate::value::TimeSpan { ticks: if negative { -ticks } else { ticks } }))
}

/// The text of a scalar without asking the engine; what a store keeps.
pub fn plain_text(value: &Value) -> PsStr {
    match value.base() {
        Value::String(text) => text.clone(),
        Value::Bool(v) | Value::Switch(v) => if *v { "True" } else { "False" }.into(),
        Value::Int32(v) => v.to_string().into(),
        Value::Int64(v) => v.to_string().into(),
        Value::UInt64(v) => v.to_string().into(),
        Value::Double(v) => v.to_string().into(),
        Value::Guid(v) => v.to_string().into(),
        Value::DateTime(v) => time_text(v.ticks).into(),
        Value::TimeSpan(v) => span_text(v.ticks).into(),
        Value::Enum(ty, number) => ty.values.iter().find(|(_, n)| n == number).map_or_else(|| number.to_string().into(), |(name, _)| PsStr::from(*name)),
        Value::Char(unit) => String::from_utf16_lossy(&[*unit]).into(),
        Value::Object(object) => object.text().unwrap_or_else(|| object.type_ref().full_name.into()),
        Value::Array(array) => array.items.borrow().iter().map(|item| plain_text(item).to_string()).collect::<Vec<_>>().join(",").into(),
        other => other.type_ref().map_or("", |ty| ty.full_name).into(),
    }
}

fn span_text(ticks: i64) -> String {
    let (sign, ticks) = (if ticks < 0 { "-" } else { "" }, ticks.unsigned_abs());
    let seconds = ticks / 10_000_000;
    let (days, rest, fraction) = (seconds / 86_400, seconds % 86_400, ticks % 10_000_000);
    let days = if days > 0 { format!("{days}.") } else { String::new() };
    let fraction = if fraction > 0 { format!(".{fraction:07}") } else { String::new() };
    format!("{sign}{days}{:02}:{:02}:{:02}{fraction}", rest / 3600, rest / 60 % 60, rest % 60)
}

/// A bound argument as the store keeps it.
pub fn to_data(value: &Value) -> Data {
    match value.base() {
        Value::Bool(v) | Value::Switch(v) => Data::Bool(*v),
        Value::Int32(v) => Data::Int((*v).into()),
        Value::Int64(v) => Data::Int(*v),
        Value::Double(v) => Data::Real(*v),
        Value::Array(array) => Data::List(array.items.borrow().iter().map(to_data).collect()),
        Value::List(list) => Data::List(list.items.borrow().iter().map(to_data).collect()),
        Value::Null | Value::Void => Data::text(""),
        other => Data::Text(plain_text(other).rc()),
    }
}

/// Stored data as a value of a property's type. References are resolved by the caller.
pub fn from_data(data: &Data, type_name: &str) -> Value {
    match data {
        Data::List(items) => multi_valued(items.iter().map(|item| from_data(item, element_type(type_name))).collect()),
        Data::Text(text) if is_multi_valued(type_name) => {
            multi_valued(if text.is_empty() { Vec::new() } else { vec![from_text(text, element_type(type_name))] })
        }
        Data::Text(text) => from_text(text, type_name),
        Data::Bool(v) => Value::Bool(*v),
        Data::Int(v) => match element_type(type_name) {
            "String" => Value::from(v.to_string()),
            "Int64" => Value::Int64(*v),
            other => scalar(&v.to_string(), other).unwrap_or_else(|| i32::try_from(*v).map_or(Value::Int64(*v), Value::Int32)),
        },
        Data::Real(v) => Value::Double(*v),
        Data::Map(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown_as_exchange_does() {
        for (text, bytes, shown) in [
            ("99GB", 106_300_440_576, "99 GB (106,300,440,576 bytes)"),
            ("1.899 GB (2,039,480,320 bytes)", 2_039_480_320, "1.899 GB (2,039,480,320 bytes)"),
            ("262144", 262_144, "256 KB (262,144 bytes)"),
            ("0", 0, "0 B (0 bytes)"),
        ] {
            let size = ByteSize::parse(text);
            assert_eq!(size, Some(ByteSize(bytes)), "{text}");
            assert_eq!(ByteSize(bytes).shown(), shown);
        }
        assert_eq!(ByteSize::parse("many"), None);
    }
}
