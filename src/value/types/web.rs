//! The escapes of the web: `WebUtility` and `HttpUtility`.

use super::TypeImpl;
use super::arguments::text;
use super::uri::{push_percent, unescape_data};
use crate::value::Value;

fn html_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '&' => out.push_str("&amp;"),
            '\u{a0}'..='\u{ff}' => out.push_str(&format!("&#{};", u32::from(c))),
            c if c.len_utf16() == 2 => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn html_decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find(';').and_then(|end| entity(&rest[1..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "copy" => '©',
        "reg" => '®',
        "euro" => '€',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        _ => return None,
    })
}

/// Form encoding: blanks become plus signs. `HttpUtility` writes small hexadecimal digits.
fn url_encode(text: &str, small: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' => out.push('+'),
            c if c.is_ascii_alphanumeric() || "-_.!*()".contains(c) => out.push(c),
            c => push_percent(&mut out, c, small),
        }
    }
    out
}

fn url_decode(text: &str) -> String {
    unescape_data(&text.replace('+', " "))
}

pub static WEB_UTILITY: TypeImpl = TypeImpl {
    static_methods: &[
        ("HtmlEncode", |args, _| Ok(Value::from(html_encode(&text(args, 0))))),
        ("HtmlDecode", |args, _| Ok(Value::from(html_decode(&text(args, 0))))),
        ("UrlEncode", |args, _| Ok(Value::from(url_encode(&text(args, 0), false)))),
        ("UrlDecode", |args, _| Ok(Value::from(url_decode(&text(args, 0))))),
    ],
    ..TypeImpl::of("System.Net.WebUtility")
};

pub static HTTP_UTILITY: TypeImpl = TypeImpl {
    static_methods: &[
        ("HtmlEncode", |args, _| Ok(Value::from(html_encode(&text(args, 0))))),
        ("HtmlDecode", |args, _| Ok(Value::from(html_decode(&text(args, 0))))),
        ("UrlEncode", |args, _| Ok(Value::from(url_encode(&text(args, 0), true)))),
        ("UrlDecode", |args, _| Ok(Value::from(url_decode(&text(args, 0))))),
        ("UrlPathEncode", |args, _| Ok(Value::from(text(args, 0).replace(' ', "%20")))),
    ],
    ..TypeImpl::of("System.Web.HttpUtility")
};
