//! Script blocks, their named blocks, and parameters.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::{Builder, Built, Node, Nodes, Refusal, children, next, peek, span, take};

/// Statements of a block, with traps apart, and the extent from the first to the last.
#[derive(Default)]
pub struct StatementList {
    pub extent: Option<Span>,
    pub traps: Vec<TrapStatement>,
    pub statements: Vec<Statement>,
}

impl<'i> Builder<'i> {
    pub fn script(&mut self, node: Node<'i>) -> Built<ScriptBlock> {
        let whole = Span::new(0, self.text.len());
        let mut nodes = children(node);
        let start = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        self.body(&mut nodes, whole, Span::new(start, start), false)
    }

    /// `{ ... }` as a script block; a filter's plain body is its `process` block.
    pub fn script_block(&mut self, node: Node<'i>, is_filter: bool) -> Built<ScriptBlock> {
        let whole = span(&node);
        let inside = Span { start: whole.start + 1, end: whole.start + 1 };
        self.deeper(|b| b.body(&mut children(node), whole, inside, is_filter))
    }

    fn body(&mut self, nodes: &mut Nodes<'i>, whole: Span, empty: Span, is_filter: bool) -> Built<ScriptBlock> {
        let mut block = ScriptBlock { span: whole, ..ScriptBlock::default() };
        while let Some(node) = take(nodes, Rule::using_statement) {
            block.using.push(self.using_statement(node)?);
        }
        if let Some(node) = take(nodes, Rule::param_block) {
            block.param = Some(self.param_block(node)?);
        }
        if peek(nodes) == Some(Rule::named_block) {
            while let Some(node) = take(nodes, Rule::named_block) {
                self.named_block(&mut block, node)?;
            }
            return Ok(block);
        }
        let list = self.statements(nodes)?;
        let extent = match (block.param.as_ref(), list.extent) {
            (Some(param), Some(extent)) => param.span.to(extent),
            (Some(param), None) => param.span,
            (None, Some(extent)) => extent,
            (None, None) => empty,
        };
        let unnamed = NamedBlock { span: extent, unnamed: true, traps: list.traps, statements: list.statements };
        *if is_filter { &mut block.process } else { &mut block.end } = Some(unnamed);
        Ok(block)
    }

    fn named_block(&mut self, block: &mut ScriptBlock, node: Node<'i>) -> Built<()> {
        let extent = span(&node);
        let mut nodes = children(node);
        let name = next(&mut nodes)?.as_str().to_ascii_lowercase();
        let body = self.block(next(&mut nodes)?)?;
        let place = match name.as_str() {
            "begin" => &mut block.begin,
            "process" => &mut block.process,
            "end" => &mut block.end,
            "clean" => &mut block.clean,
            _ => &mut block.dynamic_param,
        };
        if place.is_some() {
            return Err(Refusal::Syntax);
        }
        *place = Some(NamedBlock { span: extent, unnamed: false, traps: body.traps, statements: body.statements });
        Ok(())
    }

    /// The statements up to the end of the list.
    pub fn statements(&mut self, nodes: &mut Nodes<'i>) -> Built<StatementList> {
        let mut list = StatementList::default();
        while peek(nodes).is_some_and(|rule| rule != Rule::EOI) {
            let extent;
            if let Some(node) = take(nodes, Rule::trap_statement) {
                let trap = self.trap(node)?;
                extent = trap.span;
                list.traps.push(trap);
            } else {
                let statement = self.statement(nodes)?;
                extent = statement.span;
                list.statements.push(statement);
            }
            list.extent = Some(list.extent.map_or(extent, |first| first.to(extent)));
        }
        Ok(list)
    }

    /// `{ ... }` of a statement.
    pub fn block(&mut self, node: Node<'i>) -> Built<StatementBlock> {
        let extent = span(&node);
        let list = self.deeper(|b| b.statements(&mut children(node)))?;
        Ok(StatementBlock { span: extent, traps: list.traps, statements: list.statements })
    }

    /// The inside of `$( )` and `@( )`: its span has no brackets, and an empty one has none.
    pub fn inner_block(&mut self, node: Node<'i>) -> Built<StatementBlock> {
        let list = self.deeper(|b| b.statements(&mut children(node)))?;
        Ok(StatementBlock { span: list.extent.unwrap_or_default(), traps: list.traps, statements: list.statements })
    }

    fn param_block(&mut self, node: Node<'i>) -> Built<ParamBlock> {
        let end = span(&node).end;
        let mut block = ParamBlock::default();
        for node in node.into_inner() {
            match node.as_rule() {
                Rule::attribute => {
                    if let AttributeBase::Attribute(attribute) = self.attribute(node)? {
                        block.attributes.push(attribute);
                    }
                }
                Rule::kw_param => block.span = Span { start: span(&node).start, end },
                _ => block.parameters = self.parameters(node)?,
            }
        }
        Ok(block)
    }

    pub fn parameters(&mut self, node: Node<'i>) -> Built<Vec<Parameter>> {
        node.into_inner().map(|node| self.parameter(node)).collect()
    }

    fn parameter(&mut self, node: Node<'i>) -> Built<Parameter> {
        let extent = span(&node);
        let mut nodes = children(node);
        let mut attributes = Vec::new();
        while let Some(node) = take(&mut nodes, Rule::attribute) {
            attributes.push(self.attribute(node)?);
        }
        let name = self.variable(&next(&mut nodes)?);
        let default = nodes.next().map(|node| self.expression(node)).transpose()?;
        Ok(Parameter { span: extent, attributes, name, default })
    }
}
