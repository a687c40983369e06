//! The classes of characters that PowerShell's tokens are made of.
//!
//! Typographic quotes and dashes count as their plain forms everywhere.

pub fn is_whitespace(c: char) -> bool {
    match c {
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{85}' => true,
        _ if c <= '\u{100}' => false,
        // The space, line and paragraph separators.
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => true,
        _ => false,
    }
}

pub fn is_newline(c: char) -> bool {
    matches!(c, '\r' | '\n')
}

pub fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201e}')
}

pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2013}'..='\u{2015}')
}

/// What ends any token; the end of the text is a NUL.
pub fn starts_token(c: char) -> bool {
    matches!(c, '\0' | '\r' | '\n' | '&' | '(' | ')' | ',' | ';' | '{' | '|' | '}') || is_whitespace(c)
}

/// What ends a number in an expression, besides what ends any token.
pub fn starts_token_after_number(c: char, ternary: bool) -> bool {
    match c {
        '?' | ':' => ternary,
        '!' | '#' | '%' | '*' | '+' | '-' | '.' | '/' | '<' | '=' | '>' | ']' => true,
        _ => is_dash(c),
    }
}

pub fn is_identifier_start(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())
}

pub fn is_identifier_follow(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric())
}

/// What may follow the `$` of a variable.
pub fn is_variable_start(c: char) -> bool {
    matches!(c, '$' | '?' | '^' | ':') || is_identifier_follow(c)
}

pub fn is_type_name_follow(c: char) -> bool {
    matches!(c, '.' | '`' | '_' | '+' | '#' | '\\') || c.is_alphanumeric()
}
