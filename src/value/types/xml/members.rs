//! XML nodes as objects: attributes and child elements as properties, and the members of .NET's node types.

use super::node::{Kind, Node};
use super::{read, write, xpath};
use crate::value::members::errors::net;
use crate::value::types::enum_value;
use crate::value::types::object::{arg, text_arg};
use crate::value::{Object, PsStr, Raise, Res, Runtime, TypeRef, Value, exception_type, text};
use std::rc::Rc;

pub struct XmlObject {
    pub node: Rc<Node>,
}

impl XmlObject {
    pub fn value(node: &Rc<Node>) -> Value {
        Value::object(XmlObject { node: node.clone() })
    }

    fn optional(node: Option<Rc<Node>>) -> Value {
        node.map_or(Value::Null, |n| XmlObject::value(&n))
    }
}

fn node_of(value: &Value) -> Option<Rc<Node>> {
    value.downcast::<XmlObject>().map(|o| o.node.clone())
}

/// What PowerShell shows a child as: the text of an element that has nothing else, else the element.
fn shown(node: &Rc<Node>) -> Value {
    match node.kind {
        Kind::Element => {
            let plain = node.attributes.borrow().is_empty() && node.children.borrow().iter().all(|c| c.kind.is_text());
            if plain { Value::from(node.inner_text()) } else { XmlObject::value(node) }
        }
        Kind::DocumentType => XmlObject::value(node),
        _ => Value::from(node.value.borrow().clone()),
    }
}

/// The attributes and children of a name, as a property.
fn adapted(node: &Rc<Node>, name: &str) -> Option<Value> {
    let mut found: Vec<Value> = Vec::new();
    found.extend(node.attributes.borrow().iter().filter(|a| a.name.eq_ignore_ascii_case(name)).map(shown));
    found.extend(node.children.borrow().iter().filter(|c| c.name.eq_ignore_ascii_case(name) || c.local_name().eq_ignore_ascii_case(name)).map(shown));
    match found.len() {
        0 => None,
        1 => found.pop(),
        _ => Some(Value::array(found)),
    }
}

fn list(type_name: &'static str, nodes: Vec<Rc<Node>>) -> Value {
    Value::object(NodeList { type_name, nodes })
}

fn property(node: &Rc<Node>, name: &str) -> Option<Value> {
    let container = matches!(node.kind, Kind::Element | Kind::Document | Kind::Fragment);
    Some(match name {
        "name" => Value::str(&node.name),
        "localname" => Value::str(node.local_name()),
        "prefix" => Value::str(node.prefix()),
        "namespaceuri" => Value::from(node.namespace()),
        "nodetype" => enum_value("System.Xml.XmlNodeType", node.kind.names().0),
        "value" | "data" | "target" if !container => match name {
            "target" => Value::str(&node.name),
            _ => Value::from(node.value.borrow().clone()),
        },
        "value" => Value::Null,
        "innertext" => Value::from(node.inner_text()),
        "innerxml" => Value::from(write::inner(node)),
        "outerxml" => Value::from(write::outer(node)),
        "#text" if container => return None,
        "childnodes" => list("System.Xml.XmlChildNodes", node.children.borrow().clone()),
        "attributes" if node.kind == Kind::Element => list("System.Xml.XmlAttributeCollection", node.attributes.borrow().clone()),
        "attributes" => Value::Null,
        "haschildnodes" => Value::Bool(!node.children.borrow().is_empty()),
        "hasattributes" if node.kind == Kind::Element => Value::Bool(!node.attributes.borrow().is_empty()),
        "isempty" if node.kind == Kind::Element => Value::Bool(node.children.borrow().is_empty() && !node.open_close.get()),
        "firstchild" => XmlObject::optional(node.children.borrow().first().cloned()),
        "lastchild" => XmlObject::optional(node.children.borrow().last().cloned()),
        "nextsibling" => XmlObject::optional(node.sibling(1)),
        "previoussibling" => XmlObject::optional(node.sibling(-1)),
        "parentnode" if node.kind == Kind::Attribute => Value::Null,
        "parentnode" => XmlObject::optional(node.parent()),
        "ownerelement" if node.kind == Kind::Attribute => XmlObject::optional(node.parent()),
        "ownerdocument" if node.kind == Kind::Document => Value::Null,
        "ownerdocument" => XmlObject::optional(Some(node.root()).filter(|root| root.kind == Kind::Document)),
        "documentelement" if node.kind == Kind::Document => XmlObject::optional(node.elements().first().cloned()),
        "preservewhitespace" if node.kind == Kind::Document => Value::Bool(node.open_close.get()),
        "specified" if node.kind == Kind::Attribute => Value::Bool(true),
        "isreadonly" => Value::Bool(false),
        "baseuri" => Value::str(""),
        "version" | "encoding" | "standalone" if node.kind == Kind::Declaration => declared(&node.value.borrow(), name),
        _ => return None,
    })
}

/// A part of `<?xml version="1.0" encoding="utf-8"?>`.
fn declared(declaration: &str, part: &str) -> Value {
    let found = declaration.split_once(&format!("{part}=")).and_then(|(_, rest)| {
        let quote = rest.chars().next()?;
        rest[quote.len_utf8()..].split(quote).next()
    });
    Value::str(found.unwrap_or(""))
}

impl Object for XmlObject {
    fn type_ref(&self) -> TypeRef {
        exception_type(self.node.kind.names().1)
    }

    fn type_names(&self) -> Option<Vec<PsStr>> {
        let ty = self.type_ref();
        let line = crate::value::types::line(ty).map(|t| PsStr::from(t.full_name));
        let own = (self.node.kind == Kind::Element).then(|| PsStr::from(format!("{}#{}#{}", ty.full_name, self.node.namespace(), self.node.local_name())));
        Some(own.into_iter().chain(line).collect())
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let found = adapted(&self.node, name).or_else(|| property(&self.node, &name.to_ascii_lowercase()));
        found.map(Ok)
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        let new = text::to_text(value, cx);
        let node = &self.node;
        if let Some(attribute) = node.attributes.borrow().iter().find(|a| a.name.eq_ignore_ascii_case(name)) {
            *attribute.value.borrow_mut() = new.to_string();
            return Some(Ok(()));
        }
        let children: Vec<Rc<Node>> = node.children.borrow().iter().filter(|c| c.name.eq_ignore_ascii_case(name)).cloned().collect();
        match children.as_slice() {
            [only] => {
                let text_only = only.children.borrow().iter().all(|c| c.kind.is_text()) && only.attributes.borrow().is_empty();
                if !text_only && only.kind == Kind::Element {
                    return Some(Err(cannot_set(name)));
                }
                only.set_inner_text(&new);
                return Some(Ok(()));
            }
            [_, _, ..] => return Some(Err(cannot_set(name))),
            [] => {}
        }
        match name.to_ascii_lowercase().as_str() {
            "innertext" => node.set_inner_text(&new),
            "value" | "data" => *node.value.borrow_mut() = new.to_string(),
            "innerxml" => {
                node.children.borrow_mut().clear();
                if let Err(error) = read::parse_into(node, &new, false) {
                    return Some(Err(error));
                }
            }
            "preservewhitespace" => node.open_close.set(crate::value::convert::to_bool(value)),
            "isempty" => node.open_close.set(!crate::value::convert::to_bool(value)),
            "encoding" if node.kind == Kind::Declaration => {
                let version = text::to_text(&declared(&node.value.borrow(), "version"), cx);
                *node.value.borrow_mut() = format!("version=\"{version}\" encoding=\"{new}\"");
            }
            _ => return None,
        }
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        let mut names: Vec<PsStr> = Vec::new();
        for node in self.node.attributes.borrow().iter().chain(self.node.children.borrow().iter()) {
            if !names.iter().any(|n| n.eq_ignore_ascii_case(&node.name)) {
                names.push(PsStr::from(node.name.as_str()));
            }
        }
        names
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let lower = name.to_ascii_lowercase();
        self.tree(&lower, args, cx).or_else(|| self.element(&lower, args, cx)).or_else(|| self.document(&lower, args, cx))
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::from(self.node.local_name()))
    }
}

fn cannot_set(name: &str) -> Raise {
    crate::value::ErrorRecord::raise(
        "System.Management.Automation.SetValueException",
        format!("Cannot set \"{name}\" because only strings can be used as values to set XmlNode properties."),
        "XmlNodeSetShouldBeAString",
        crate::value::ErrorCategory::NotSpecified,
    )
}

fn not_a_child() -> Raise {
    net("System.ArgumentException", "The reference node is not a child of this node.")
}

impl XmlObject {
    /// What every node can do: search, and change its children.
    fn tree(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let node = &self.node;
        let given = node_of(arg(args, 0));
        let place = |other: &Value| -> Option<usize> {
            let other = node_of(other)?;
            node.children.borrow().iter().position(|c| Rc::ptr_eq(c, &other))
        };
        Some(match (name, given) {
            ("selectnodes" | "selectsinglenode", _) => {
                let expression = text_arg(args, 0, cx);
                let namespaces = arg(args, 1).downcast::<xpath::Namespaces>();
                xpath::select(node, &expression, namespaces).map(|found| match name {
                    "selectnodes" => list("System.Xml.XPathNodeList", found),
                    _ => XmlObject::optional(found.first().cloned()),
                })
            }
            ("appendchild", Some(child)) => {
                node.append(&child);
                Ok(arg(args, 0).clone())
            }
            ("prependchild", Some(child)) => {
                node.insert(&child, 0);
                Ok(arg(args, 0).clone())
            }
            ("insertbefore", Some(child)) => match (arg(args, 1).is_null(), place(arg(args, 1))) {
                (true, _) => {
                    node.append(&child);
                    Ok(arg(args, 0).clone())
                }
                (false, Some(at)) => {
                    node.insert(&child, at);
                    Ok(arg(args, 0).clone())
                }
                _ => Err(not_a_child()),
            },
            ("insertafter", Some(child)) => match (arg(args, 1).is_null(), place(arg(args, 1))) {
                (true, _) => {
                    node.insert(&child, 0);
                    Ok(arg(args, 0).clone())
                }
                (false, Some(at)) => {
                    node.insert(&child, at + 1);
                    Ok(arg(args, 0).clone())
                }
                _ => Err(not_a_child()),
            },
            ("removechild", Some(child)) => match place(arg(args, 0)) {
                Some(_) => {
                    child.detach();
                    Ok(arg(args, 0).clone())
                }
                None => Err(net("System.ArgumentException", "The node to be removed is not a child of this node.")),
            },
            ("replacechild", Some(child)) => match place(arg(args, 1)) {
                Some(at) => {
                    if let Some(old) = node_of(arg(args, 1)) {
                        old.detach();
                    }
                    node.insert(&child, at);
                    Ok(arg(args, 1).clone())
                }
                None => Err(not_a_child()),
            },
            ("removeall", _) => {
                node.children.borrow_mut().clear();
                node.attributes.borrow_mut().clear();
                Ok(Value::Void)
            }
            ("clonenode", _) => Ok(XmlObject::value(&node.copy(crate::value::convert::to_bool(arg(args, 0))))),
            ("clone", _) => Ok(XmlObject::value(&node.copy(true))),
            ("getenumerator", _) => Ok(Value::object(crate::value::types::enumerator::Enumerator::new(
                "System.Collections.IEnumerator",
                node.children.borrow().iter().map(XmlObject::value).collect(),
            ))),
            ("getelementsbytagname", _) => {
                let wanted = text_arg(args, 0, cx);
                let mut all = Vec::new();
                node.descendants(&mut all);
                all.retain(|n| n.kind == Kind::Element && (&*wanted == "*" || *n.name == *wanted));
                Ok(list("System.Xml.XmlElementList", all))
            }
            ("normalize", _) => Ok(Value::Void),
            ("getnamespaceofprefix", _) => Ok(Value::from(node.namespace_of(&text_arg(args, 0, cx)))),
            ("tostring", _) => Ok(Value::str(node.local_name())),
            ("item" | "get_item", _) => {
                let wanted = text_arg(args, 0, cx);
                Ok(XmlObject::optional(node.elements().into_iter().find(|e| *e.name == *wanted)))
            }
            _ => return None,
        })
    }

    /// An element's attributes.
    fn element(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        if self.node.kind != Kind::Element {
            return None;
        }
        let node = &self.node;
        let key = text_arg(args, 0, cx);
        Some(Ok(match name {
            "getattribute" => Value::from(node.attribute(&key).map_or_else(String::new, |a| a.value.borrow().clone())),
            "getattributenode" => XmlObject::optional(node.attribute(&key)),
            "hasattribute" => Value::Bool(node.attribute(&key).is_some()),
            "setattribute" => {
                let value = text_arg(args, args.len().saturating_sub(1), cx);
                node.set_attribute(&key, &value);
                if args.len() > 2 { Value::String(value) } else { Value::Void }
            }
            "setattributenode" => {
                if let Some(attribute) = node_of(arg(args, 0)) {
                    node.set_attribute(&attribute.name, &attribute.value.borrow());
                }
                Value::Null
            }
            "removeattribute" => {
                node.attributes.borrow_mut().retain(|a| *a.name != *key);
                Value::Void
            }
            "removeallattributes" => {
                node.attributes.borrow_mut().clear();
                Value::Void
            }
            _ => return None,
        }))
    }

    /// A document's own: making nodes, loading and saving.
    fn document(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        if self.node.kind != Kind::Document {
            return None;
        }
        let first = text_arg(args, 0, cx);
        let make = |kind, name: &str, value: &str| Ok(XmlObject::value(&Node::new(kind, name, value)));
        Some(match name {
            "createelement" => self.create_element(args, cx),
            "createattribute" => make(Kind::Attribute, &first, ""),
            "createtextnode" => make(Kind::Text, "#text", &first),
            "createcdatasection" => make(Kind::CData, "#cdata-section", &first),
            "createcomment" => make(Kind::Comment, "#comment", &first),
            "createdocumentfragment" => make(Kind::Fragment, "#document-fragment", ""),
            "createprocessinginstruction" => {
                let value = text_arg(args, 1, cx);
                make(Kind::Instruction, &first, &value)
            }
            "createxmldeclaration" => {
                let parts = ["version", "encoding", "standalone"].iter().enumerate().filter_map(|(i, part)| {
                    let value = text_arg(args, i, cx);
                    (!value.is_empty()).then(|| format!("{part}=\"{value}\""))
                });
                let content = parts.collect::<Vec<_>>().join(" ");
                make(Kind::Declaration, "xml", &content)
            }
            "createnode" => {
                let name = text_arg(args, args.len().min(2).saturating_sub(1), cx);
                match first.to_ascii_lowercase().as_str() {
                    "attribute" => make(Kind::Attribute, &name, ""),
                    "text" => make(Kind::Text, "#text", ""),
                    "comment" => make(Kind::Comment, "#comment", ""),
                    _ => make(Kind::Element, &name, ""),
                }
            }
            "importnode" => match node_of(arg(args, 0)) {
                Some(node) => Ok(XmlObject::value(&node.copy(crate::value::convert::to_bool(arg(args, 1))))),
                None => Err(net("System.InvalidOperationException", "Cannot import a null node.")),
            },
            "loadxml" => self.load(&first),
            "load" => self.load_file(&first, cx),
            "save" => self.save(args, cx),
            _ => return None,
        })
    }

    fn create_element(&self, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
        let name = text_arg(args, 0, cx);
        let (name, uri) = match args.len() {
            3 => (format!("{}:{}", text_arg(args, 0, cx), text_arg(args, 1, cx)).trim_start_matches(':').to_owned(), text_arg(args, 2, cx)),
            _ => (name.to_string(), text_arg(args, 1, cx)),
        };
        let made = Node::new(Kind::Element, &name, "");
        if !uri.is_empty() && self.node.elements().first().is_none_or(|root| root.namespace_of(made.prefix()) != *uri) {
            let declaration = if made.prefix().is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", made.prefix()) };
            made.set_attribute(&declaration, &uri);
        }
        Ok(XmlObject::value(&made))
    }

    fn load(&self, content: &str) -> Res<Value> {
        let parsed = read::parse_document(content, self.node.open_close.get())?;
        self.node.children.borrow_mut().clear();
        let children = parsed.children.borrow().clone();
        children.iter().for_each(|child| self.node.append(child));
        Ok(Value::Void)
    }

    fn load_file(&self, path: &str, cx: &mut dyn Runtime) -> Res<Value> {
        let path = cx.machine().resolve(path);
        let bytes = cx.machine().read(&path).map_err(|error| super::super::io::io_error(&error, &path, cx))?;
        self.load(&String::from_utf8_lossy(&bytes))
    }

    /// To a file's name, or to a writer.
    fn save(&self, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
        let content = if self.node.open_close.get() { write::outer(&self.node) } else { write::indented(&self.node) };
        if let Value::Object(writer) = arg(args, 0).base() {
            return writer.invoke("Write", &[Value::from(content)], cx).unwrap_or(Ok(Value::Void));
        }
        let path = text_arg(args, 0, cx);
        let path = cx.machine().resolve(&path);
        cx.machine().write(&path, content.as_bytes(), false).map_err(|error| super::super::io::io_error(&error, &path, cx))?;
        Ok(Value::Void)
    }
}

/// `XmlNodeList`, `XmlAttributeCollection`: a snapshot of nodes.
struct NodeList {
    type_name: &'static str,
    nodes: Vec<Rc<Node>>,
}

impl Object for NodeList {
    fn type_ref(&self) -> TypeRef {
        exception_type(self.type_name)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        if name.eq_ignore_ascii_case("Count") {
            return Some(Ok(Value::Int32(self.nodes.len() as i32)));
        }
        // An attribute by its name.
        let attributes = self.type_name.ends_with("XmlAttributeCollection");
        self.nodes.iter().find(|n| attributes && n.name.eq_ignore_ascii_case(name)).map(|n| Ok(XmlObject::value(n)))
    }

    fn property_names(&self) -> Vec<PsStr> {
        vec!["Count".into()]
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.nodes.iter().map(XmlObject::value).collect())
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "item" | "get_item" | "itemof" | "getnameditem" => {
                let found = match arg(args, 0).base() {
                    Value::String(wanted) => self.nodes.iter().find(|n| n.name == **wanted),
                    _ => usize::try_from(crate::value::types::object::int_arg(args, 0)).ok().and_then(|at| self.nodes.get(at)),
                };
                Some(Ok(found.map_or(Value::Null, XmlObject::value)))
            }
            "getenumerator" => Some(Ok(Value::object(crate::value::types::enumerator::Enumerator::new(
                "System.Collections.IEnumerator",
                self.nodes.iter().map(XmlObject::value).collect(),
            )))),
            // Of an element's attributes: add one, take one away.
            "append" | "setnameditem" => {
                if let (Some(owner), Some(new)) = (self.nodes.first().and_then(|n| n.parent()), node_of(arg(args, 0))) {
                    owner.set_attribute(&new.name, &new.value.borrow());
                }
                Some(Ok(arg(args, 0).clone()))
            }
            "removenameditem" | "remove" => {
                let wanted = match node_of(arg(args, 0)) {
                    Some(node) => PsStr::from(node.name.as_str()),
                    None => text_arg(args, 0, cx),
                };
                if let Some(attribute) = self.nodes.iter().find(|n| *n.name == *wanted) {
                    attribute.detach();
                }
                Some(Ok(Value::Null))
            }
            _ => None,
        }
    }
}
