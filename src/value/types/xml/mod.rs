//! XML: `XmlDocument`, `XmlElement` and their kin, read by quick-xml into a tree of shared nodes.
//!
//! PowerShell shows a node's attributes and child elements as properties of their names; a .NET property of the same name is
//! then hidden by it.

mod members;
mod node;
mod read;
mod write;
mod xpath;

pub use members::XmlObject;
pub use read::{parse, parse_document};

use super::TypeImpl;
use crate::value::{Res, Runtime, Value};

fn new_document(_: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(XmlObject::value(&node::Node::new(node::Kind::Document, "#document", "")))
}

pub static DOCUMENT: TypeImpl = TypeImpl { constructor: Some(new_document), ..TypeImpl::of("System.Xml.XmlDocument") };

pub static NAMESPACES: TypeImpl =
    TypeImpl { constructor: Some(|_, _| Ok(Value::object(xpath::Namespaces::default()))), ..TypeImpl::of("System.Xml.XmlNamespaceManager") };

pub static ALL: &[&TypeImpl] = &[&DOCUMENT, &NAMESPACES];
