//! Text to tree. White space between elements is dropped, as `XmlDocument` drops it.

use super::members::XmlObject;
use super::node::{Kind, Node};
use crate::value::members::errors::net;
use crate::value::{Raise, Res, Value};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::rc::Rc;

/// An `XmlDocument` of text, or .NET's `XmlException`.
pub fn parse(text: &str) -> Res<Value> {
    Ok(XmlObject::value(&parse_document(text, false)?))
}

/// The line and the position in it of a byte, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

fn error(text: &str, at: usize, message: &str) -> Raise {
    let (line, column) = place(text, at);
    net("System.Xml.XmlException", format!("{message} Line {line}, position {column}."))
}

pub fn parse_document(text: &str, keep_space: bool) -> Result<Rc<Node>, Raise> {
    let document = Node::new(Kind::Document, "#document", "");
    parse_into(&document, text, keep_space)?;
    let roots = document.elements().len();
    match roots {
        0 => Err(net("System.Xml.XmlException", "Root element is missing.")),
        1 => Ok(document),
        _ => Err(error(text, text.len(), "There are multiple root elements.")),
    }
}

/// Read text as the content of a node.
pub fn parse_into(target: &Rc<Node>, text: &str, keep_space: bool) -> Result<(), Raise> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<(Rc<Node>, usize)> = vec![(target.clone(), 0)];
    let mut pending = String::new();
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|_| error(text, before, "Data at the root level is invalid."))?;
        let here = open.last().map_or_else(|| target.clone(), |(node, _)| node.clone());
        if !matches!(event, Event::Text(_) | Event::GeneralRef(_)) && !pending.is_empty() {
            add_text(&here, &std::mem::take(&mut pending), keep_space, text, before)?;
        }
        match event {
            Event::Start(start) => {
                let element = element(&start, text, before)?;
                element.open_close.set(true);
                here.append(&element);
                open.push((element, before));
            }
            Event::Empty(start) => here.append(&element(&start, text, before)?),
            Event::End(end) => {
                let name = String::from_utf8_lossy(end.name().as_ref()).into_owned();
                if open.len() < 2 {
                    return Err(error(text, before + 2, "Unexpected end tag."));
                }
                if let Some((node, start)) = open.pop()
                    && node.name != name
                {
                    let (line, column) = place(text, start + 1);
                    let message = format!("The '{}' start tag on line {line} position {column} does not match the end tag of '{name}'.", node.name);
                    return Err(error(text, before + 2, &message));
                }
            }
            Event::Text(part) => pending.push_str(&String::from_utf8_lossy(&part)),
            Event::GeneralRef(name) => {
                let name = String::from_utf8_lossy(&name).into_owned();
                let Some(resolved) = entity(&name) else {
                    return Err(error(text, before + 1, &format!("Reference to undeclared entity '{name}'.")));
                };
                pending.push_str(&resolved);
            }
            Event::CData(part) => here.append(&Node::new(Kind::CData, "#cdata-section", &String::from_utf8_lossy(&part))),
            Event::Comment(part) => here.append(&Node::new(Kind::Comment, "#comment", &String::from_utf8_lossy(&part))),
            Event::Decl(part) => {
                let content = String::from_utf8_lossy(&part).into_owned();
                here.append(&Node::new(Kind::Declaration, "xml", content.strip_prefix("xml").unwrap_or(&content).trim()));
            }
            Event::PI(part) => {
                let content = String::from_utf8_lossy(&part).into_owned();
                let (name, value) = content.split_once(char::is_whitespace).unwrap_or((&content, ""));
                here.append(&Node::new(Kind::Instruction, name, value.trim_start()));
            }
            Event::DocType(part) => {
                let content = String::from_utf8_lossy(&part).into_owned();
                let content = content.trim();
                let name = content.split_whitespace().next().unwrap_or("");
                here.append(&Node::new(Kind::DocumentType, name, content));
            }
            Event::Eof => break,
        }
    }
    match open.len() {
        1 => Ok(()),
        _ => {
            let names: Vec<String> = open[1..].iter().rev().map(|(node, _)| node.name.clone()).collect();
            let message = format!("Unexpected end of file has occurred. The following elements are not closed: {}.", names.join(", "));
            Err(error(text, text.len(), &message))
        }
    }
}

fn add_text(here: &Rc<Node>, content: &str, keep_space: bool, text: &str, at: usize) -> Result<(), Raise> {
    if content.trim().is_empty() {
        if keep_space && here.kind != Kind::Document {
            here.append(&Node::new(Kind::Whitespace, "#whitespace", content));
        }
        return Ok(());
    }
    if here.kind == Kind::Document {
        let start = at.saturating_sub(content.len()) + (content.len() - content.trim_start().len());
        return Err(error(text, start, "Data at the root level is invalid."));
    }
    here.append(&Node::new(Kind::Text, "#text", &content.replace("\r\n", "\n")));
    Ok(())
}

fn element(start: &BytesStart, text: &str, at: usize) -> Result<Rc<Node>, Raise> {
    let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == ':') {
        let first = name.chars().next().unwrap_or(' ');
        let message = format!("Name cannot begin with the '{first}' character, hexadecimal value 0x{:02X}.", first as u32);
        return Err(error(text, at + 1, &message));
    }
    let element = Node::new(Kind::Element, &name, "");
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| error(text, at + 1, &format!("'{name}' has an attribute that is not written as name=\"value\".")))?;
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        element.set_attribute(&key, &unescape(&String::from_utf8_lossy(&attribute.value)));
    }
    Ok(element)
}

/// The entities of XML itself, and characters by number.
fn entity(name: &str) -> Option<String> {
    Some(match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?.to_string()
        }
    })
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(';').map(|length| at + length);
        match end.and_then(|end| entity(&rest[at + 1..end]).map(|found| (found, end))) {
            Some((found, end)) => {
                out.push_str(&found);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}
