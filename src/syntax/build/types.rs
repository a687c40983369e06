//! Type names, attributes, classes and enums.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::{Builder, Built, Node, Nodes, Refusal, children, next, peek, span, take};
use std::rc::Rc;

impl<'i> Builder<'i> {
    pub fn type_name(&mut self, node: Node<'i>) -> Built<TypeName> {
        let mut nodes = children(node);
        let ident = next(&mut nodes)?;
        let mut extent = span(&ident);
        let simple = |assembly: Option<Rc<str>>| TypeNameKind::Simple { name: Rc::from(ident.as_str()), assembly };
        let mut built = TypeName { span: extent, kind: simple(None) };
        while let Some(node) = nodes.next() {
            let end = span(&node).end;
            match node.as_rule() {
                Rule::array_rank => {
                    let rank = node.as_str().bytes().filter(|&b| b == b',').count() as u32 + 1;
                    extent.end = end;
                    built = TypeName { span: extent, kind: TypeNameKind::Array { element: Box::new(built), rank } };
                }
                Rule::type_assembly => {
                    let assembly: Rc<str> = Rc::from(node.as_str().trim());
                    extent.end = end;
                    built = match built.kind {
                        TypeNameKind::Simple { .. } => TypeName { span: extent, kind: simple(Some(assembly)) },
                        _ => built,
                    };
                }
                _ => {
                    let mut arguments = vec![self.deeper(|b| b.type_name(node))?];
                    while matches!(peek(&mut nodes), Some(Rule::inner_type | Rule::type_name)) {
                        let node = next(&mut nodes)?;
                        arguments.push(self.deeper(|b| b.type_name(node))?);
                    }
                    extent.end = self.after_bracket(arguments.last().map_or(end, |last| last.span.end));
                    built = TypeName { span: extent, kind: TypeNameKind::Generic { generic: Box::new(built), arguments } };
                }
            }
        }
        Ok(built)
    }

    /// The offset after the next `]`.
    fn after_bracket(&self, from: u32) -> u32 {
        self.text.get(from as usize..).and_then(|rest| rest.find(']')).map_or(from, |at| from + at as u32 + 1)
    }

    pub fn attribute(&mut self, node: Node<'i>) -> Built<AttributeBase> {
        let extent = span(&node);
        let mut nodes = children(node);
        let type_name = self.type_name(next(&mut nodes)?)?;
        match nodes.next() {
            Some(arguments) => Ok(AttributeBase::Attribute(self.attribute_with(extent, type_name, arguments)?)),
            None => Ok(AttributeBase::TypeConstraint { span: extent, type_name }),
        }
    }

    pub fn attribute_with(&mut self, span_all: Span, type_name: TypeName, arguments: Node<'i>) -> Built<Attribute> {
        let mut attribute = Attribute { span: span_all, type_name, positional: Vec::new(), named: Vec::new() };
        for argument in arguments.into_inner() {
            let extent = span(&argument);
            let mut nodes = children(argument);
            let first = next(&mut nodes)?;
            if first.as_rule() == Rule::argument_name {
                let value = nodes.next().map(|node| self.expression(node)).transpose()?;
                attribute.named.push(NamedArgument { span: extent, name: Rc::from(first.as_str()), value });
            } else {
                attribute.positional.push(self.expression(first)?);
            }
        }
        Ok(attribute)
    }

    /// `[type]` where only a type may stand.
    pub fn type_constraint(&mut self, node: Node<'i>) -> Built<(Span, TypeName)> {
        match self.attribute(node)? {
            AttributeBase::TypeConstraint { span, type_name } => Ok((span, type_name)),
            AttributeBase::Attribute(_) => Err(Refusal::Syntax),
        }
    }

    pub fn type_definition(&mut self, nodes: &mut Nodes<'i>, extent: Span) -> Built<TypeDefinition> {
        let mut attributes = Vec::new();
        while let Some(node) = take(nodes, Rule::attribute) {
            if let AttributeBase::Attribute(attribute) = self.attribute(node)? {
                attributes.push(attribute);
            }
        }
        let kind = if next(nodes)?.as_rule() == Rule::enum_word { TypeKind::Enum } else { TypeKind::Class };
        let name: Rc<str> = Rc::from(next(nodes)?.as_str());
        let mut bases = Vec::new();
        if let Some(node) = take(nodes, Rule::type_bases) {
            for base in node.into_inner() {
                let extent = span(&base);
                bases.push((extent, self.type_name(next(&mut children(base))?)?));
            }
        }
        let mut members = Vec::new();
        for node in nodes {
            members.push(match node.as_rule() {
                Rule::enum_member => self.enum_member(node)?,
                _ => self.member(node, &name)?,
            });
        }
        Ok(TypeDefinition { span: extent, kind, name, attributes, bases, members })
    }

    fn enum_member(&mut self, node: Node<'i>) -> Built<TypeMember> {
        let extent = span(&node);
        let mut nodes = children(node);
        let name = Rc::from(next(&mut nodes)?.as_str());
        let initial = nodes.next().map(|node| self.expression(node)).transpose()?;
        Ok(TypeMember::Property { span: extent, attributes: Vec::new(), type_name: None, name, is_static: true, is_hidden: false, initial })
    }

    fn member(&mut self, node: Node<'i>, class: &str) -> Built<TypeMember> {
        let extent = span(&node);
        let (mut attributes, mut type_name, mut is_static, mut is_hidden) = (Vec::new(), None, false, false);
        let mut nodes = children(node);
        loop {
            let node = next(&mut nodes)?;
            match node.as_rule() {
                Rule::modifier if node.as_str().eq_ignore_ascii_case("static") => is_static = true,
                Rule::modifier => is_hidden = true,
                Rule::attribute => match self.attribute(node)? {
                    AttributeBase::Attribute(attribute) => attributes.push(attribute),
                    AttributeBase::TypeConstraint { span, type_name: name } => type_name = Some((span, name)),
                },
                Rule::property => {
                    let mut inner = children(node);
                    let name = Rc::clone(&self.variable(&next(&mut inner)?).path);
                    let initial = inner.next().map(|node| self.expression(node)).transpose()?;
                    return Ok(TypeMember::Property { span: extent, attributes, type_name, name, is_static, is_hidden, initial });
                }
                _ => {
                    let (function, base_call) = self.deeper(|b| b.method(node))?;
                    let is_constructor = function.name.eq_ignore_ascii_case(class);
                    let function = Rc::new(function);
                    return Ok(TypeMember::Method {
                        span: extent,
                        attributes,
                        return_type: type_name,
                        is_static,
                        is_hidden,
                        is_constructor,
                        base_call,
                        function,
                    });
                }
            }
        }
    }

    fn method(&mut self, node: Node<'i>) -> Built<(FunctionDefinition, Option<BaseCall>)> {
        let extent = span(&node);
        let mut nodes = children(node);
        let name = next(&mut nodes)?;
        let parameters = Some(self.parameters(next(&mut nodes)?)?);
        let mut base_call = None;
        if let Some(word) = take(&mut nodes, Rule::base_word) {
            let arguments = next(&mut nodes)?;
            base_call = Some(BaseCall { span: span(&word).to(span(&arguments)), arguments: self.arguments(arguments)? });
        }
        let body = Rc::new(self.script_block(next(&mut nodes)?, false)?);
        let name_span = span(&name);
        let function = FunctionDefinition { span: extent, name: Rc::from(name.as_str()), name_span, is_filter: false, is_workflow: false, parameters, body };
        Ok((function, base_call))
    }
}
