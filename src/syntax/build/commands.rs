//! Pipelines, chains, assignments, commands with their arguments, and redirections.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::statements::{bare_string, is_dash};
use super::{Builder, Built, Node, Nodes, Refusal, children, next, peek, span, take};
use std::rc::Rc;

impl<'i> Builder<'i> {
    /// A pipeline, a chain of them, or an assignment.
    pub fn pipeline(&mut self, node: Node<'i>) -> Built<Statement> {
        let extent = span(&node);
        self.deeper(|b| b.pipeline_in(extent, children(node)))
    }

    fn pipeline_in(&mut self, extent: Span, mut nodes: Nodes<'i>) -> Built<Statement> {
        let nodes = &mut nodes;
        if peek(nodes) == Some(Rule::expression) {
            let left = self.expression(next(nodes)?)?;
            if let Some(operator) = take(nodes, Rule::assignment_operator) {
                return self.assignment(extent, left, operator, nodes);
            }
            let element = self.expression_element(left, nodes)?;
            return self.chain(extent, element, nodes);
        }
        let element = self.command_element(nodes)?;
        self.chain(extent, element, nodes)
    }

    fn assignment(&mut self, extent: Span, left: Expr, operator: Node<'i>, nodes: &mut Nodes<'i>) -> Built<Statement> {
        let operator_span = span(&operator);
        let operator = match operator.as_str() {
            "=" => AssignmentOperator::Assign,
            "+=" => AssignmentOperator::Add,
            "*=" => AssignmentOperator::Multiply,
            "/=" => AssignmentOperator::Divide,
            "%=" => AssignmentOperator::Remainder,
            "??=" => AssignmentOperator::Coalesce,
            _ => AssignmentOperator::Subtract,
        };
        let right = Box::new(self.statement(nodes)?);
        Ok(Statement { span: extent, kind: StatementKind::Assignment { left, operator, operator_span, right } })
    }

    /// The rest of a pipeline after its first element, and further pipelines chained to it.
    fn chain(&mut self, extent: Span, element: PipelineElement, nodes: &mut Nodes<'i>) -> Built<Statement> {
        let first = self.pipeline_of(element, nodes)?;
        let mut rest = Vec::new();
        while let Some(operator) = take(nodes, Rule::chain_operator) {
            let kind = if operator.as_str() == "&&" { ChainOperator::And } else { ChainOperator::Or };
            let element = if peek(nodes) == Some(Rule::expression) {
                let expr = self.expression(next(nodes)?)?;
                self.expression_element(expr, nodes)?
            } else {
                self.command_element(nodes)?
            };
            rest.push((kind, span(&operator), self.pipeline_of(element, nodes)?));
        }
        let background = take(nodes, Rule::background).is_some();
        let kind = if rest.is_empty() {
            StatementKind::Pipeline(Pipeline { span: extent, background, ..first })
        } else {
            StatementKind::Chain { first, rest, background }
        };
        Ok(Statement { span: extent, kind })
    }

    fn pipeline_of(&mut self, element: PipelineElement, nodes: &mut Nodes<'i>) -> Built<Pipeline> {
        let mut extent = element_span(&element);
        let mut elements = vec![element];
        while peek(nodes) == Some(Rule::command) {
            let element = self.command_element(nodes)?;
            extent = extent.to(element_span(&element));
            elements.push(element);
        }
        Ok(Pipeline { span: extent, elements, background: false })
    }

    fn expression_element(&mut self, expr: Expr, nodes: &mut Nodes<'i>) -> Built<PipelineElement> {
        let mut extent = expr.span;
        let mut redirections = Vec::new();
        while let Some(node) = take(nodes, Rule::redirection) {
            let redirection = self.redirection(node)?;
            extent = extent.to(redirection.span);
            redirections.push(redirection);
        }
        Ok(PipelineElement::Expression { span: extent, expr, redirections })
    }

    fn command_element(&mut self, nodes: &mut Nodes<'i>) -> Built<PipelineElement> {
        let node = next(nodes)?;
        if node.as_rule() != Rule::command {
            return Err(Refusal::Syntax);
        }
        let mut command = Command { span: span(&node), invocation: InvocationOperator::None, elements: Vec::new(), redirections: Vec::new() };
        let mut nodes = children(node);
        let nodes = &mut nodes;
        if let Some(operator) = take(nodes, Rule::invocation) {
            command.invocation = if operator.as_str() == "&" { InvocationOperator::Call } else { InvocationOperator::Dot };
            command.elements.push(CommandElement::Argument(self.value(nodes)?));
        } else if peek(nodes) != Some(Rule::redirection) {
            command.elements.push(CommandElement::Argument(self.command_name(nodes)?));
        }
        while let Some(rule) = peek(nodes) {
            match rule {
                Rule::redirection => {
                    let node = next(nodes)?;
                    command.redirections.push(self.redirection(node)?);
                }
                Rule::parameter_argument => {
                    let node = next(nodes)?;
                    command.elements.push(self.parameter_argument(node)?);
                }
                Rule::double_dash => {
                    let extent = span(&next(nodes)?);
                    command.elements.push(CommandElement::Parameter { span: extent, name: Rc::from("-"), argument: None });
                }
                Rule::verbatim_mark | Rule::verbatim_text => {
                    let node = next(nodes)?;
                    command.elements.push(CommandElement::Argument(bare_string(node.as_str(), span(&node))));
                }
                _ => command.elements.push(CommandElement::Argument(self.argument(nodes)?)),
            }
        }
        Ok(PipelineElement::Command(command))
    }

    /// A name without an invocation operator is never expanded.
    fn command_name(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        let text = nodes.peek().map_or("", |node| node.as_str());
        let name = self.value(nodes)?;
        Ok(match name.kind {
            ExprKind::Expandable { .. } => bare_string(text, name.span),
            _ => name,
        })
    }

    fn parameter_argument(&mut self, node: Node<'i>) -> Built<CommandElement> {
        let extent = span(&node);
        let mut nodes = children(node);
        let name: Rc<str> = Rc::from(next(&mut nodes)?.as_str().trim_start_matches(is_dash));
        let argument = match take(&mut nodes, Rule::parameter_colon) {
            Some(_) => Some(self.argument(&mut nodes)?),
            None => None,
        };
        Ok(CommandElement::Parameter { span: extent, name, argument })
    }

    /// A value, or values with commas between them as an array.
    pub fn argument(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        let first = self.value(nodes)?;
        if peek(nodes) != Some(Rule::comma) {
            return Ok(first);
        }
        let mut extent = first.span;
        let mut items = vec![first];
        while take(nodes, Rule::comma).is_some() {
            let item = self.value(nodes)?;
            extent = extent.to(item.span);
            items.push(item);
        }
        Ok(Expr { span: extent, kind: ExprKind::ArrayLiteral(items) })
    }

    /// One value in argument mode.
    pub fn value(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        match peek(nodes) {
            Some(Rule::bareword | Rule::less_than) => {
                let node = next(nodes)?;
                Ok(bare_string(node.as_str(), span(&node)))
            }
            Some(Rule::generic) => {
                let node = next(nodes)?;
                self.expandable(node, Quotes::Bare)
            }
            _ => self.primary(nodes),
        }
    }

    fn redirection(&mut self, node: Node<'i>) -> Built<Redirection> {
        let extent = span(&node);
        let mut nodes = children(node);
        let operator = next(&mut nodes)?;
        let text = operator.as_str();
        let from = match text.as_bytes().first() {
            Some(b'*') => 0,
            Some(digit @ b'1'..=b'6') => digit - b'0',
            _ => 1,
        };
        let to = if operator.as_rule() == Rule::merging_redirection {
            RedirectionTarget::Stream(if text.ends_with('2') { 2 } else { 1 })
        } else {
            RedirectionTarget::File { append: text.ends_with(">>"), target: self.value(&mut nodes)? }
        };
        Ok(Redirection { span: extent, from, to })
    }
}

fn element_span(element: &PipelineElement) -> Span {
    match element {
        PipelineElement::Command(command) => command.span,
        PipelineElement::Expression { span, .. } => *span,
    }
}
