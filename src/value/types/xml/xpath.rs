//! The XPath that scripts write: steps with `/` and `//`, names, `*`, `@attribute`, `text()`, `.` and `..`, and predicates with
//! positions, comparisons, `and`, `or`, `not()`, `contains()`, `starts-with()`, `last()`, `position()`, `count()`.

use super::node::{Kind, Node};
use crate::value::members::errors::net;
use crate::value::types::object::text_arg;
use crate::value::{Object, Raise, Res, Runtime, TypeRef, Value, exception_type};
use std::cell::RefCell;
use std::rc::Rc;

/// Prefixes for expressions.
#[derive(Default)]
pub struct Namespaces {
    prefixes: RefCell<Vec<(String, String)>>,
}

impl Object for Namespaces {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Xml.XmlNamespaceManager")
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "addnamespace" => {
                let pair = (text_arg(args, 0, cx).to_string(), text_arg(args, 1, cx).to_string());
                self.prefixes.borrow_mut().push(pair);
                Some(Ok(Value::Void))
            }
            "lookupnamespace" => {
                let prefix = text_arg(args, 0, cx);
                let found = self.prefixes.borrow().iter().rev().find(|(p, _)| *p == *prefix).map(|(_, uri)| Value::str(uri));
                Some(Ok(found.unwrap_or_default()))
            }
            "hasnamespace" => {
                let prefix = text_arg(args, 0, cx);
                Some(Ok(Value::Bool(self.prefixes.borrow().iter().any(|(p, _)| *p == *prefix))))
            }
            _ => None,
        }
    }
}

impl Namespaces {
    fn uri(&self, prefix: &str) -> Option<String> {
        self.prefixes.borrow().iter().rev().find(|(p, _)| p == prefix).map(|(_, uri)| uri.clone())
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Slash,
    DoubleSlash,
    Name(String),
    Text(String),
    Number(f64),
    /// Everything else: `[`, `]`, `(`, `@`, `=`, `!=`, `<=`, `..`, `::`, ...
    Sign(&'static str),
}

const SIGNS: &[&str] = &["!=", "<=", ">=", "..", "::", "[", "]", "(", ")", "@", "=", "<", ">", ".", ",", "|", "*", "+", "-"];

fn invalid(expression: &str) -> Raise {
    net("System.Xml.XPath.XPathException", format!("'{expression}' has an invalid token."))
}

fn tokens(expression: &str) -> Result<Vec<Token>, Raise> {
    let mut out = Vec::new();
    let mut rest = expression.trim_start();
    while let Some(c) = rest.chars().next() {
        let taken = if let Some(tail) = rest.strip_prefix("//") {
            out.push(Token::DoubleSlash);
            rest.len() - tail.len()
        } else if c == '/' {
            out.push(Token::Slash);
            1
        } else if c == '\'' || c == '"' {
            let end = rest[1..].find(c).ok_or_else(|| net("System.Xml.XPath.XPathException", "This is an unclosed string."))?;
            out.push(Token::Text(rest[1..=end].to_owned()));
            end + 2
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            out.push(Token::Number(rest[..end].parse().unwrap_or(f64::NAN)));
            end
        } else if c.is_alphabetic() || c == '_' {
            let mut end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))).unwrap_or(rest.len());
            // An axis ends before its two colons.
            if let Some(at) = rest[..end].find("::") {
                end = at;
            }
            out.push(Token::Name(rest[..end].to_owned()));
            end
        } else {
            let sign = SIGNS.iter().find(|s| rest.starts_with(**s)).ok_or_else(|| invalid(expression))?;
            out.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest[taken..].trim_start();
    }
    Ok(out)
}

/// What an expression gives.
#[derive(Clone)]
pub enum Found {
    Nodes(Vec<Rc<Node>>),
    Text(String),
    Number(f64),
    Bool(bool),
}

impl Found {
    fn truth(&self) -> bool {
        match self {
            Found::Nodes(nodes) => !nodes.is_empty(),
            Found::Text(text) => !text.is_empty(),
            Found::Number(number) => *number != 0.0 && !number.is_nan(),
            Found::Bool(truth) => *truth,
        }
    }

    fn text(&self) -> String {
        match self {
            Found::Nodes(nodes) => nodes.first().map_or_else(String::new, |n| n.inner_text()),
            Found::Text(text) => text.clone(),
            Found::Number(number) => number.to_string(),
            Found::Bool(truth) => truth.to_string(),
        }
    }

    fn number(&self) -> f64 {
        match self {
            Found::Number(number) => *number,
            Found::Bool(truth) => *truth as i32 as f64,
            other => other.text().trim().parse().unwrap_or(f64::NAN),
        }
    }
}

/// Where a predicate stands: the node, its place among its fellows, and how many they are.
struct Context<'a> {
    node: Rc<Node>,
    position: usize,
    last: usize,
    namespaces: Option<&'a Namespaces>,
}

struct Parser<'a> {
    expression: &'a str,
    tokens: &'a [Token],
    at: usize,
}

/// The nodes an expression selects from a node.
pub fn select(node: &Rc<Node>, expression: &str, namespaces: Option<&Namespaces>) -> Result<Vec<Rc<Node>>, Raise> {
    let tokens = tokens(expression)?;
    let mut parser = Parser { expression, tokens: &tokens, at: 0 };
    let context = Context { node: node.clone(), position: 1, last: 1, namespaces };
    let found = parser.union(&context)?;
    if parser.at < tokens.len() {
        return Err(invalid(expression));
    }
    match found {
        Found::Nodes(nodes) => Ok(nodes),
        _ => Err(net("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.")),
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += found as usize;
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(n)) if n == word);
        self.at += found as usize;
        found
    }

    fn fail<T>(&self) -> Result<T, Raise> {
        Err(invalid(self.expression))
    }

    fn or(&mut self, context: &Context) -> Result<Found, Raise> {
        let mut left = self.and(context)?;
        while self.word("or") {
            let right = self.and(context)?;
            left = Found::Bool(left.truth() || right.truth());
        }
        Ok(left)
    }

    fn and(&mut self, context: &Context) -> Result<Found, Raise> {
        let mut left = self.comparison(context)?;
        while self.word("and") {
            let right = self.comparison(context)?;
            left = Found::Bool(left.truth() && right.truth());
        }
        Ok(left)
    }

    fn comparison(&mut self, context: &Context) -> Result<Found, Raise> {
        let left = self.union(context)?;
        for sign in ["=", "!=", "<=", ">=", "<", ">"] {
            if self.sign(sign) {
                let right = self.union(context)?;
                return Ok(Found::Bool(compare(&left, sign, &right)));
            }
        }
        Ok(left)
    }

    fn union(&mut self, context: &Context) -> Result<Found, Raise> {
        let mut left = self.sum(context)?;
        while self.sign("|") {
            let right = self.sum(context)?;
            if let (Found::Nodes(a), Found::Nodes(b)) = (&mut left, right) {
                for node in b {
                    push(a, node);
                }
            }
        }
        Ok(left)
    }

    fn sum(&mut self, context: &Context) -> Result<Found, Raise> {
        let mut left = self.value(context)?;
        loop {
            if self.sign("+") {
                left = Found::Number(left.number() + self.value(context)?.number());
            } else if self.sign("-") {
                left = Found::Number(left.number() - self.value(context)?.number());
            } else {
                return Ok(left);
            }
        }
    }

    fn value(&mut self, context: &Context) -> Result<Found, Raise> {
        match self.peek().cloned() {
            Some(Token::Text(text)) => {
                self.at += 1;
                Ok(Found::Text(text))
            }
            Some(Token::Number(number)) => {
                self.at += 1;
                Ok(Found::Number(number))
            }
            Some(Token::Sign("(")) => {
                self.at += 1;
                let inner = self.or(context)?;
                if !self.sign(")") {
                    return self.fail();
                }
                match inner {
                    Found::Nodes(nodes) => self.steps_after(nodes, context).map(Found::Nodes),
                    other => Ok(other),
                }
            }
            Some(Token::Name(name)) if self.tokens.get(self.at + 1) == Some(&Token::Sign("(")) && !is_node_test(&name) => self.function(&name, context),
            _ => self.path(context).map(Found::Nodes),
        }
    }

    fn function(&mut self, name: &str, context: &Context) -> Result<Found, Raise> {
        self.at += 2;
        let mut args = Vec::new();
        while !self.sign(")") {
            args.push(self.or(context)?);
            if !self.sign(",") && self.peek() != Some(&Token::Sign(")")) {
                return self.fail();
            }
        }
        let text = |at: usize| args.get(at).map_or_else(|| context.node.inner_text(), Found::text);
        let node = || match args.first() {
            Some(Found::Nodes(nodes)) => nodes.first().cloned(),
            _ => Some(context.node.clone()),
        };
        Ok(match name {
            "position" => Found::Number(context.position as f64),
            "last" => Found::Number(context.last as f64),
            "count" => Found::Number(if let Some(Found::Nodes(nodes)) = args.first() { nodes.len() as f64 } else { f64::NAN }),
            "not" => Found::Bool(!args.first().is_some_and(Found::truth)),
            "true" => Found::Bool(true),
            "false" => Found::Bool(false),
            "contains" => Found::Bool(text(0).contains(&text(1))),
            "starts-with" => Found::Bool(text(0).starts_with(&text(1))),
            "string" => Found::Text(text(0)),
            "number" => Found::Number(text(0).trim().parse().unwrap_or(f64::NAN)),
            "string-length" => Found::Number(text(0).chars().count() as f64),
            "normalize-space" => Found::Text(text(0).split_whitespace().collect::<Vec<_>>().join(" ")),
            "concat" => Found::Text(args.iter().map(Found::text).collect()),
            "translate" => Found::Text(translate(&text(0), &text(1), &text(2))),
            "substring" => {
                let start = args.get(1).map_or(1.0, Found::number).round() as i64 - 1;
                let count = args.get(2).map_or(i64::MAX, |n| n.number().round() as i64);
                let skip = start.max(0) as usize;
                Found::Text(text(0).chars().skip(skip).take(count.saturating_add(start.min(0)).max(0) as usize).collect())
            }
            "name" => Found::Text(node().map_or_else(String::new, |n| n.name.clone())),
            "local-name" => Found::Text(node().map_or_else(String::new, |n| n.local_name().to_owned())),
            "sum" => Found::Number(if let Some(Found::Nodes(nodes)) = args.first() {
                nodes.iter().map(|n| n.inner_text().trim().parse().unwrap_or(f64::NAN)).sum()
            } else {
                f64::NAN
            }),
            _ => return self.fail(),
        })
    }

    fn path(&mut self, context: &Context) -> Result<Vec<Rc<Node>>, Raise> {
        let mut here = vec![context.node.clone()];
        match self.peek() {
            Some(Token::Slash) => {
                self.at += 1;
                here = vec![context.node.root()];
                if !self.starts_step() {
                    return Ok(here);
                }
            }
            Some(Token::DoubleSlash) => {
                self.at += 1;
                here = with_descendants(&[context.node.root()]);
            }
            _ if self.starts_step() => {}
            _ => return self.fail(),
        }
        here = self.step(&here, context)?;
        self.steps_after(here, context)
    }

    fn steps_after(&mut self, mut here: Vec<Rc<Node>>, context: &Context) -> Result<Vec<Rc<Node>>, Raise> {
        here = self.predicates(here, context)?;
        loop {
            match self.peek() {
                Some(Token::Slash) => self.at += 1,
                Some(Token::DoubleSlash) => {
                    self.at += 1;
                    here = with_descendants(&here);
                }
                _ => return Ok(here),
            }
            here = self.step(&here, context)?;
        }
    }

    fn starts_step(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(_) | Token::Sign("*" | "@" | "." | "..")))
    }

    /// One step from each node, with its predicates applied node by node.
    fn step(&mut self, from: &[Rc<Node>], context: &Context) -> Result<Vec<Rc<Node>>, Raise> {
        if self.sign("..") {
            let mut out = Vec::new();
            from.iter().filter_map(|n| n.parent()).for_each(|p| push(&mut out, p));
            return Ok(out);
        }
        if self.sign(".") {
            return self.predicates(from.to_vec(), context);
        }
        let mut axis = if self.sign("@") { "attribute".to_owned() } else { "child".to_owned() };
        if let (Some(Token::Name(name)), Some(Token::Sign("::"))) = (self.peek(), self.tokens.get(self.at + 1)) {
            axis = name.clone();
            self.at += 2;
        }
        let test = match self.peek().cloned() {
            Some(Token::Sign("*")) => "*".to_owned(),
            Some(Token::Name(name)) => name,
            _ => return self.fail(),
        };
        self.at += 1;
        let is_call = self.sign("(");
        if is_call && !self.sign(")") {
            return self.fail();
        }
        let start = self.at;
        let mut out = Vec::new();
        for node in from {
            let fitting: Vec<Rc<Node>> = along(node, &axis).into_iter().filter(|n| fits(n, &test, is_call, &axis, context)).collect();
            self.at = start;
            for found in self.predicates(fitting, context)? {
                push(&mut out, found);
            }
        }
        if from.is_empty() {
            self.at = start;
            self.predicates(Vec::new(), context)?;
        }
        Ok(out)
    }

    fn predicates(&mut self, mut nodes: Vec<Rc<Node>>, context: &Context) -> Result<Vec<Rc<Node>>, Raise> {
        while self.sign("[") {
            let start = self.at;
            let mut kept = Vec::new();
            let last = nodes.len();
            for (i, node) in nodes.iter().enumerate() {
                self.at = start;
                let inner = Context { node: node.clone(), position: i + 1, last, namespaces: context.namespaces };
                let keep = match self.or(&inner)? {
                    Found::Number(number) => number == (i + 1) as f64,
                    other => other.truth(),
                };
                if keep {
                    kept.push(node.clone());
                }
            }
            if nodes.is_empty() {
                // Read past what nothing is asked of.
                let inner = Context { node: context.node.clone(), position: 0, last: 0, namespaces: context.namespaces };
                self.or(&inner)?;
            }
            if !self.sign("]") {
                return self.fail();
            }
            nodes = kept;
        }
        Ok(nodes)
    }
}

fn is_node_test(name: &str) -> bool {
    matches!(name, "text" | "node" | "comment" | "processing-instruction")
}

fn push(out: &mut Vec<Rc<Node>>, node: Rc<Node>) {
    if !out.iter().any(|n| Rc::ptr_eq(n, &node)) {
        out.push(node);
    }
}

fn with_descendants(from: &[Rc<Node>]) -> Vec<Rc<Node>> {
    let mut out = Vec::new();
    for node in from {
        out.push(node.clone());
        node.descendants(&mut out);
    }
    out
}

fn along(node: &Rc<Node>, axis: &str) -> Vec<Rc<Node>> {
    let ancestors = || std::iter::successors(node.parent(), |n| n.parent()).collect::<Vec<_>>();
    let siblings = |step: isize| std::iter::successors(node.sibling(step), move |n| n.sibling(step)).collect::<Vec<_>>();
    match axis {
        "attribute" => node.attributes.borrow().clone(),
        "self" => vec![node.clone()],
        "parent" => node.parent().into_iter().collect(),
        "ancestor" => ancestors(),
        "ancestor-or-self" => std::iter::once(node.clone()).chain(ancestors()).collect(),
        "descendant" => with_descendants(std::slice::from_ref(node))[1..].to_vec(),
        "descendant-or-self" => with_descendants(std::slice::from_ref(node)),
        "following-sibling" => siblings(1),
        "preceding-sibling" => siblings(-1),
        _ => node.children.borrow().clone(),
    }
}

fn fits(node: &Node, test: &str, is_call: bool, axis: &str, context: &Context) -> bool {
    if is_call {
        return match test {
            "text" => node.kind.is_text(),
            "comment" => node.kind == Kind::Comment,
            "processing-instruction" => node.kind == Kind::Instruction,
            _ => true,
        };
    }
    let kind = if axis == "attribute" { Kind::Attribute } else { Kind::Element };
    if node.kind != kind {
        return false;
    }
    match (test.split_once(':'), context.namespaces) {
        _ if test == "*" => true,
        (Some((prefix, local)), Some(namespaces)) => {
            (local == "*" || node.local_name() == local) && namespaces.uri(prefix).is_some_and(|uri| node.namespace() == uri)
        }
        (Some(_), None) => node.name == test,
        // A bare name means no namespace.
        (None, _) => node.local_name() == test && node.namespace().is_empty(),
    }
}

fn compare(left: &Found, sign: &str, right: &Found) -> bool {
    // A set of nodes compares where any of its nodes does.
    match (left, right) {
        (Found::Nodes(nodes), other) if !matches!(other, Found::Bool(_)) => nodes.iter().any(|n| compare(&Found::Text(n.inner_text()), sign, other)),
        (other, Found::Nodes(nodes)) if !matches!(other, Found::Bool(_)) => nodes.iter().any(|n| compare(other, sign, &Found::Text(n.inner_text()))),
        _ => match sign {
            "=" | "!=" => {
                let same = match (left, right) {
                    (Found::Bool(_), _) | (_, Found::Bool(_)) => left.truth() == right.truth(),
                    (Found::Number(_), _) | (_, Found::Number(_)) => left.number() == right.number(),
                    _ => left.text() == right.text(),
                };
                same == (sign == "=")
            }
            "<" => left.number() < right.number(),
            "<=" => left.number() <= right.number(),
            ">" => left.number() > right.number(),
            _ => left.number() >= right.number(),
        },
    }
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let map = |c: char| match from.iter().position(|f| *f == c) {
        Some(at) => to.get(at).copied(),
        None => Some(c),
    };
    text.chars().filter_map(map).collect()
}
