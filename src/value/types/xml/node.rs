//! The tree: nodes shared by reference, each knowing its parent weakly.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Document,
    Declaration,
    DocumentType,
    Element,
    Attribute,
    Text,
    CData,
    Comment,
    Instruction,
    Whitespace,
    Fragment,
}

impl Kind {
    /// `NodeType`'s name, and the .NET type's.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Document => ("Document", "System.Xml.XmlDocument"),
            Kind::Declaration => ("XmlDeclaration", "System.Xml.XmlDeclaration"),
            Kind::DocumentType => ("DocumentType", "System.Xml.XmlDocumentType"),
            Kind::Element => ("Element", "System.Xml.XmlElement"),
            Kind::Attribute => ("Attribute", "System.Xml.XmlAttribute"),
            Kind::Text => ("Text", "System.Xml.XmlText"),
            Kind::CData => ("CDATA", "System.Xml.XmlCDataSection"),
            Kind::Comment => ("Comment", "System.Xml.XmlComment"),
            Kind::Instruction => ("ProcessingInstruction", "System.Xml.XmlProcessingInstruction"),
            Kind::Whitespace => ("Whitespace", "System.Xml.XmlWhitespace"),
            Kind::Fragment => ("DocumentFragment", "System.Xml.XmlDocumentFragment"),
        }
    }

    pub fn is_text(self) -> bool {
        matches!(self, Kind::Text | Kind::CData | Kind::Whitespace)
    }
}

pub struct Node {
    pub kind: Kind,
    /// With its prefix: `a:b`, `#text`.
    pub name: String,
    pub value: RefCell<String>,
    pub attributes: RefCell<Vec<Rc<Node>>>,
    pub children: RefCell<Vec<Rc<Node>>>,
    pub parent: RefCell<Weak<Node>>,
    /// Written as `<a></a>` rather than `<a />`.
    pub open_close: std::cell::Cell<bool>,
}

impl Node {
    pub fn new(kind: Kind, name: &str, value: &str) -> Rc<Node> {
        Rc::new(Node {
            kind,
            name: name.to_owned(),
            value: RefCell::new(value.to_owned()),
            attributes: RefCell::default(),
            children: RefCell::default(),
            parent: RefCell::default(),
            open_close: std::cell::Cell::new(false),
        })
    }

    pub fn parent(&self) -> Option<Rc<Node>> {
        self.parent.borrow().upgrade()
    }

    /// Put a node at the end of this one's children, taking it from where it was.
    pub fn append(self: &Rc<Node>, child: &Rc<Node>) {
        let end = self.children.borrow().len();
        self.insert(child, end);
    }

    pub fn insert(self: &Rc<Node>, child: &Rc<Node>, at: usize) {
        if child.kind == Kind::Fragment {
            let parts = child.children.take();
            for (i, part) in parts.iter().enumerate() {
                self.insert(part, at + i);
            }
            return;
        }
        let at = match self.children.borrow().iter().position(|c| Rc::ptr_eq(c, child)) {
            // Taken out first, it no longer counts among those before its new place.
            Some(old) if old < at => at - 1,
            _ => at,
        };
        child.detach();
        *child.parent.borrow_mut() = Rc::downgrade(self);
        let mut children = self.children.borrow_mut();
        let at = at.min(children.len());
        children.insert(at, child.clone());
    }

    pub fn detach(self: &Rc<Node>) {
        if let Some(parent) = self.parent() {
            parent.children.borrow_mut().retain(|c| !Rc::ptr_eq(c, self));
            parent.attributes.borrow_mut().retain(|c| !Rc::ptr_eq(c, self));
        }
        *self.parent.borrow_mut() = Weak::new();
    }

    pub fn attribute(&self, name: &str) -> Option<Rc<Node>> {
        self.attributes.borrow().iter().find(|a| a.name == name).cloned()
    }

    pub fn set_attribute(self: &Rc<Node>, name: &str, value: &str) {
        if let Some(attribute) = self.attribute(name) {
            *attribute.value.borrow_mut() = value.to_owned();
            return;
        }
        let attribute = Node::new(Kind::Attribute, name, value);
        *attribute.parent.borrow_mut() = Rc::downgrade(self);
        self.attributes.borrow_mut().push(attribute);
    }

    pub fn elements(&self) -> Vec<Rc<Node>> {
        self.children.borrow().iter().filter(|c| c.kind == Kind::Element).cloned().collect()
    }

    /// The text of this node and all below it.
    pub fn inner_text(&self) -> String {
        match self.kind {
            Kind::Element | Kind::Document | Kind::Fragment => {
                let children = self.children.borrow();
                children.iter().filter(|c| c.kind.is_text() || c.kind == Kind::Element).map(|c| c.inner_text()).collect()
            }
            _ => self.value.borrow().clone(),
        }
    }

    /// Replace what the node holds by text.
    pub fn set_inner_text(self: &Rc<Node>, text: &str) {
        match self.kind {
            Kind::Element | Kind::Document | Kind::Fragment => {
                self.children.borrow_mut().clear();
                if !text.is_empty() {
                    self.append(&Node::new(Kind::Text, "#text", text));
                }
            }
            _ => *self.value.borrow_mut() = text.to_owned(),
        }
    }

    pub fn local_name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    pub fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The namespace that a prefix stands for here.
    pub fn namespace_of(&self, prefix: &str) -> String {
        let declaration = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        let own = self.attribute(&declaration).map(|a| a.value.borrow().clone());
        own.or_else(|| self.parent().map(|parent| parent.namespace_of(prefix))).unwrap_or_default()
    }

    pub fn namespace(&self) -> String {
        match self.kind {
            Kind::Element => self.namespace_of(self.prefix()),
            Kind::Attribute if self.name == "xmlns" || self.prefix() == "xmlns" => "http://www.w3.org/2000/xmlns/".to_owned(),
            Kind::Attribute if !self.prefix().is_empty() => self.parent().map_or_else(String::new, |p| p.namespace_of(self.prefix())),
            _ => String::new(),
        }
    }

    /// Beside this one: the next, or the one before.
    pub fn sibling(self: &Rc<Node>, step: isize) -> Option<Rc<Node>> {
        let parent = self.parent()?;
        let siblings = parent.children.borrow();
        let at = siblings.iter().position(|c| Rc::ptr_eq(c, self))?;
        siblings.get(at.checked_add_signed(step)?).cloned()
    }

    /// This node and its attributes; with everything below it where asked.
    pub fn copy(self: &Rc<Node>, deep: bool) -> Rc<Node> {
        let copy = Node::new(self.kind, &self.name, &self.value.borrow());
        copy.open_close.set(self.open_close.get());
        for attribute in self.attributes.borrow().iter() {
            copy.set_attribute(&attribute.name, &attribute.value.borrow());
        }
        if deep {
            for child in self.children.borrow().iter() {
                copy.append(&child.copy(true));
            }
        }
        copy
    }

    pub fn root(self: &Rc<Node>) -> Rc<Node> {
        let mut here = self.clone();
        while let Some(parent) = here.parent() {
            here = parent;
        }
        here
    }

    /// All elements below, in document order.
    pub fn descendants(self: &Rc<Node>, out: &mut Vec<Rc<Node>>) {
        for child in self.children.borrow().iter() {
            out.push(child.clone());
            child.descendants(out);
        }
    }
}
