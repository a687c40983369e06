//! Variables and strings: names without sigils, quotes taken off, escapes read, nested expressions kept.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::{Builder, Built, Node, Refusal, span};
use std::rc::Rc;

impl<'i> Builder<'i> {
    pub fn variable(&mut self, node: &Node<'i>) -> Variable {
        let text = node.as_str();
        let splatted = text.starts_with('@');
        let name = &text[1..];
        let (path, braced): (Rc<str>, bool) = match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(inside) => (unescape_name(inside), true),
            None => (Rc::from(name), false),
        };
        Variable { span: span(node), path, splatted, braced }
    }

    /// `'...'` and `@'...'@`.
    pub fn verbatim_string(&mut self, node: &Node<'i>) -> Expr {
        let text = node.as_str();
        let (value, quotes) =
            if node.as_rule() == Rule::here_single { (Rc::from(here_body(text)), Quotes::SingleHere) } else { (unquote(text), Quotes::Single) };
        Expr { span: span(node), kind: ExprKind::String { value, quotes } }
    }

    /// A string with escapes and perhaps nested expressions; a bare word too. Without expressions it is a constant.
    pub fn expandable(&mut self, node: Node<'i>, quotes: Quotes) -> Built<Expr> {
        let extent = span(&node);
        let mut text = String::new();
        let mut parts = Vec::new();
        self.deeper(|b| b.string_parts(node, &mut text, &mut parts))?;
        let kind = if parts.iter().all(|part| matches!(part, StringPart::Text(_))) {
            ExprKind::String { value: Rc::from(text), quotes }
        } else {
            flush(&mut text, &mut parts);
            ExprKind::Expandable { parts, quotes }
        };
        Ok(Expr { span: extent, kind })
    }

    fn string_parts(&mut self, node: Node<'i>, text: &mut String, parts: &mut Vec<StringPart>) -> Built<()> {
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::generic_text | Rule::here_text | Rule::lone_dollar => text.push_str(part.as_str()),
                Rule::double_text => push_undoubled(text, part.as_str(), is_double_quote),
                Rule::escape => text.push(escaped(part.as_str()).ok_or(Refusal::Syntax)?),
                Rule::single_quoted => text.push_str(&unquote(part.as_str())),
                Rule::double_quoted => self.string_parts(part, text, parts)?,
                Rule::variable => {
                    flush(text, parts);
                    parts.push(StringPart::Expr(self.plain_variable(&part)));
                }
                _ => {
                    flush(text, parts);
                    let extent = span(&part);
                    let block = self.inner_block(part)?;
                    parts.push(StringPart::Expr(Expr { span: extent, kind: ExprKind::SubExpression(block) }));
                }
            }
        }
        Ok(())
    }
}

fn flush(text: &mut String, parts: &mut Vec<StringPart>) {
    if !text.is_empty() {
        parts.push(StringPart::Text(Rc::from(text.as_str())));
        text.clear();
    }
}

fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201e}')
}

/// A single-quoted string's text: the quotes off, doubled ones single.
fn unquote(text: &str) -> Rc<str> {
    let mut chars = text.chars();
    chars.next();
    chars.next_back();
    let inside = chars.as_str();
    if !inside.contains(is_single_quote) {
        return Rc::from(inside);
    }
    let mut value = String::with_capacity(inside.len());
    push_undoubled(&mut value, inside, is_single_quote);
    Rc::from(value)
}

/// Append text in which each quote stands twice; the second one counts.
fn push_undoubled(value: &mut String, text: &str, is_quote: fn(char) -> bool) {
    if !text.contains(is_quote) {
        return value.push_str(text);
    }
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        value.push(if is_quote(c) { chars.next().unwrap_or(c) } else { c });
    }
}

/// The lines between a verbatim here-string's header and its footer.
fn here_body(text: &str) -> &str {
    let Some(start) = text.find(['\n', '\r']) else { return "" };
    let start = start + if text[start..].starts_with("\r\n") { 2 } else { 1 };
    let mut chars = text[start..].chars();
    chars.next_back();
    chars.next_back();
    let body = chars.as_str();
    body.strip_suffix("\r\n").or_else(|| body.strip_suffix(['\n', '\r'])).unwrap_or(body)
}

/// The character that a backtick and what follows stand for.
fn escaped(text: &str) -> Option<char> {
    let mut chars = text.chars().skip(1);
    Some(match chars.next().unwrap_or('`') {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'u' => char::from_u32(u32::from_str_radix(text.get(3..text.len() - 1)?, 16).ok()?)?,
        other => other,
    })
}

/// A braced name: a backtick keeps the next character.
fn unescape_name(text: &str) -> Rc<str> {
    if !text.contains('`') {
        return Rc::from(text);
    }
    let mut name = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '`' => name.extend(chars.next()),
            _ => name.push(c),
        }
    }
    Rc::from(name)
}
