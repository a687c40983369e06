//! Tree to text: `OuterXml` in one line, and the indented text that `Save` writes.

use super::node::{Kind, Node};
use std::rc::Rc;

fn escape(text: &str, in_attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' if in_attribute => out.push_str("&#xA;"),
            '\r' if in_attribute => out.push_str("&#xD;"),
            c => out.push(c),
        }
    }
    out
}

fn start(node: &Node, out: &mut String) {
    out.push('<');
    out.push_str(&node.name);
    for attribute in node.attributes.borrow().iter() {
        out.push_str(&format!(" {}=\"{}\"", attribute.name, escape(&attribute.value.borrow(), true)));
    }
}

/// `OuterXml`.
pub fn outer(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

/// `InnerXml`.
pub fn inner(node: &Node) -> String {
    match node.kind {
        Kind::Element | Kind::Document | Kind::Fragment => node.children.borrow().iter().map(|c| outer(c)).collect(),
        Kind::Attribute => escape(&node.value.borrow(), false),
        _ => String::new(),
    }
}

fn write(node: &Node, out: &mut String) {
    let value = node.value.borrow();
    match node.kind {
        Kind::Document | Kind::Fragment => node.children.borrow().iter().for_each(|c| write(c, out)),
        Kind::Element => {
            start(node, out);
            let children = node.children.borrow();
            if children.is_empty() && !node.open_close.get() {
                out.push_str(" />");
                return;
            }
            out.push('>');
            children.iter().for_each(|c| write(c, out));
            out.push_str(&format!("</{}>", node.name));
        }
        Kind::Attribute => out.push_str(&format!("{}=\"{}\"", node.name, escape(&value, true))),
        Kind::Text => out.push_str(&escape(&value, false)),
        Kind::Whitespace => out.push_str(&value),
        Kind::CData => out.push_str(&format!("<![CDATA[{value}]]>")),
        Kind::Comment => out.push_str(&format!("<!--{value}-->")),
        Kind::Declaration => out.push_str(&format!("<?xml {value}?>")),
        Kind::Instruction => out.push_str(&format!("<?{} {value}?>", node.name)),
        Kind::DocumentType => out.push_str(&format!("<!DOCTYPE {value}>")),
    }
}

/// Two blanks a level, as `Save` writes it; an element that holds text stays on one line.
pub fn indented(document: &Rc<Node>) -> String {
    let mut out = String::new();
    for (i, child) in document.children.borrow().iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        write_indented(child, 0, &mut out);
    }
    out
}

fn write_indented(node: &Node, depth: usize, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    let children = node.children.borrow();
    if node.kind != Kind::Element || children.is_empty() || children.iter().any(|c| c.kind.is_text()) {
        write(node, out);
        return;
    }
    start(node, out);
    out.push('>');
    for child in children.iter() {
        out.push('\n');
        write_indented(child, depth + 1, out);
    }
    out.push_str(&format!("\n{}</{}>", "  ".repeat(depth), node.name));
}
