//! Statements: conditions, loops, `switch`, `try`, functions and the rest that starts with a keyword.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::{Builder, Built, Node, Nodes, Refusal, children, next, peek, span, take};
use std::rc::Rc;

impl<'i> Builder<'i> {
    /// The next statement; a label before it belongs to it.
    pub fn statement(&mut self, nodes: &mut Nodes<'i>) -> Built<Statement> {
        let label = take(nodes, Rule::label);
        let start = label.as_ref().map(|node| span(node).start);
        let label: Option<Rc<str>> = label.map(|node| Rc::from(&node.as_str()[1..]));
        let node = next(nodes)?;
        if node.as_rule() == Rule::pipeline {
            return self.pipeline(node);
        }
        let mut extent = span(&node);
        extent.start = start.unwrap_or(extent.start);
        let kind = self.deeper(|b| b.keyword_statement(node, label))?;
        Ok(Statement { span: extent, kind })
    }

    /// A condition, or what comes after `return`: one statement.
    fn condition(&mut self, nodes: &mut Nodes<'i>) -> Built<Condition> {
        Ok(Box::new(self.statement(nodes)?))
    }

    fn keyword_statement(&mut self, node: Node<'i>, label: Option<Rc<str>>) -> Built<StatementKind> {
        let rule = node.as_rule();
        let extent = span(&node);
        let mut nodes = children(node);
        let nodes = &mut nodes;
        Ok(match rule {
            Rule::if_statement => self.if_statement(nodes)?,
            Rule::while_statement => StatementKind::While { label, condition: self.condition(nodes)?, body: self.next_block(nodes)? },
            Rule::do_statement => self.do_statement(nodes, label)?,
            Rule::for_statement => self.for_statement(nodes, label)?,
            Rule::foreach_statement => self.foreach_statement(nodes, label)?,
            Rule::switch_statement => self.switch_statement(nodes, label)?,
            Rule::try_statement => self.try_statement(nodes)?,
            Rule::return_statement => StatementKind::Return(self.operand_statement(nodes)?),
            Rule::throw_statement => StatementKind::Throw(self.operand_statement(nodes)?),
            Rule::exit_statement => StatementKind::Exit(self.operand_statement(nodes)?),
            Rule::break_statement => self.break_statement(nodes)?,
            Rule::data_statement => self.data_statement(nodes)?,
            Rule::function_statement => StatementKind::Function(Rc::new(self.function(nodes, extent)?)),
            Rule::type_definition => StatementKind::Type(Rc::new(self.type_definition(nodes, extent)?)),
            _ => return Err(Refusal::Syntax),
        })
    }

    fn next_block(&mut self, nodes: &mut Nodes<'i>) -> Built<StatementBlock> {
        let node = next(nodes)?;
        self.block(node)
    }

    fn operand_statement(&mut self, nodes: &mut Nodes<'i>) -> Built<Option<Box<Statement>>> {
        if nodes.peek().is_none() {
            return Ok(None);
        }
        self.condition(nodes).map(Some)
    }

    fn if_statement(&mut self, nodes: &mut Nodes<'i>) -> Built<StatementKind> {
        let mut clauses = Vec::new();
        while peek(nodes).is_some_and(|rule| rule != Rule::else_block) {
            clauses.push((self.condition(nodes)?, self.next_block(nodes)?));
        }
        let otherwise = match nodes.next() {
            Some(node) => Some(self.next_block(&mut children(node))?),
            None => None,
        };
        Ok(StatementKind::If { clauses, otherwise })
    }

    fn do_statement(&mut self, nodes: &mut Nodes<'i>, label: Option<Rc<str>>) -> Built<StatementKind> {
        let body = self.next_block(nodes)?;
        let until = next(nodes)?.as_str().eq_ignore_ascii_case("until");
        let condition = self.condition(nodes)?;
        Ok(if until { StatementKind::DoUntil { label, body, condition } } else { StatementKind::DoWhile { label, body, condition } })
    }

    fn for_statement(&mut self, nodes: &mut Nodes<'i>, label: Option<Rc<str>>) -> Built<StatementKind> {
        let mut part = |rule| take(nodes, rule).map(|node| self.condition(&mut children(node))).transpose();
        let initializer = part(Rule::for_initializer)?;
        let condition = part(Rule::for_condition)?;
        let iterator = part(Rule::for_iterator)?;
        let body = self.next_block(nodes)?;
        Ok(StatementKind::For { label, initializer, condition, iterator, body })
    }

    fn foreach_statement(&mut self, nodes: &mut Nodes<'i>, label: Option<Rc<str>>) -> Built<StatementKind> {
        let (mut parallel, mut throttle) = (false, None);
        while let Some(flag) = take(nodes, Rule::foreach_flag) {
            let mut inner = children(flag);
            match next(&mut inner)?.as_rule() {
                Rule::parallel_word => parallel = true,
                _ => throttle = Some(self.expression(next(&mut inner)?)?),
            }
        }
        let variable = self.variable(&next(nodes)?);
        let collection = self.condition(nodes)?;
        let body = self.next_block(nodes)?;
        Ok(StatementKind::ForEach { label, parallel, throttle, variable, collection, body })
    }

    fn switch_statement(&mut self, nodes: &mut Nodes<'i>, label: Option<Rc<str>>) -> Built<StatementKind> {
        let mut flags = SwitchFlags::default();
        let mut condition = None;
        let (mut clauses, mut default) = (Vec::new(), None);
        while let Some(rule) = peek(nodes) {
            match rule {
                Rule::switch_flag => {
                    let node = next(nodes)?;
                    match node.as_str().trim_start_matches(is_dash).to_ascii_lowercase().get(..1) {
                        Some("r") => flags.regex = true,
                        Some("w") => flags.wildcard = true,
                        Some("e") => flags.exact = true,
                        Some("c") => flags.case_sensitive = true,
                        _ => flags.parallel = true,
                    }
                }
                Rule::switch_file => {
                    flags.file = true;
                    let mut inner = children(next(nodes)?);
                    next(&mut inner)?;
                    condition = Some(Box::new(expression_statement(self.value(&mut inner)?)));
                }
                Rule::switch_clause => {
                    let mut inner = children(next(nodes)?);
                    if take(&mut inner, Rule::default_word).is_some() {
                        default = Some(self.next_block(&mut inner)?);
                    } else {
                        clauses.push((self.value(&mut inner)?, self.next_block(&mut inner)?));
                    }
                }
                _ => condition = Some(self.condition(nodes)?),
            }
        }
        let condition = condition.ok_or(Refusal::Syntax)?;
        Ok(StatementKind::Switch(Box::new(SwitchStatement { label, flags, condition, clauses, default })))
    }

    fn try_statement(&mut self, nodes: &mut Nodes<'i>) -> Built<StatementKind> {
        let body = self.next_block(nodes)?;
        let mut catches = Vec::new();
        while let Some(node) = take(nodes, Rule::catch_clause) {
            let extent = span(&node);
            let mut inner = children(node);
            let mut types = Vec::new();
            while let Some(node) = take(&mut inner, Rule::attribute) {
                types.push(self.type_constraint(node)?);
            }
            catches.push(CatchClause { span: extent, types, body: self.next_block(&mut inner)? });
        }
        let finally = match nodes.next() {
            Some(node) => Some(self.next_block(&mut children(node))?),
            None => None,
        };
        Ok(StatementKind::Try { body, catches, finally })
    }

    pub fn trap(&mut self, node: Node<'i>) -> Built<TrapStatement> {
        let extent = span(&node);
        let mut nodes = children(node);
        let type_name = take(&mut nodes, Rule::attribute).map(|node| self.type_constraint(node)).transpose()?;
        Ok(TrapStatement { span: extent, type_name, body: self.next_block(&mut nodes)? })
    }

    fn break_statement(&mut self, nodes: &mut Nodes<'i>) -> Built<StatementKind> {
        let is_break = next(nodes)?.as_str().eq_ignore_ascii_case("break");
        let label = match peek(nodes) {
            None => None,
            Some(Rule::label_name) => {
                let node = next(nodes)?;
                Some(bare_string(node.as_str(), span(&node)))
            }
            Some(_) => Some(self.primary(nodes)?),
        };
        Ok(if is_break { StatementKind::Break(label) } else { StatementKind::Continue(label) })
    }

    fn data_statement(&mut self, nodes: &mut Nodes<'i>) -> Built<StatementKind> {
        let name = take(nodes, Rule::data_name).map(|node| Rc::from(node.as_str()));
        let mut commands = Vec::new();
        if take(nodes, Rule::data_flag).is_some() {
            commands = match self.argument(nodes)? {
                Expr { kind: ExprKind::ArrayLiteral(items), .. } => items,
                one => vec![one],
            };
        }
        Ok(StatementKind::Data { name, commands, body: self.next_block(nodes)? })
    }

    fn function(&mut self, nodes: &mut Nodes<'i>, extent: Span) -> Built<FunctionDefinition> {
        let word = next(nodes)?;
        let is_filter = word.as_str().eq_ignore_ascii_case("filter");
        let is_workflow = word.as_str().eq_ignore_ascii_case("workflow");
        let name = next(nodes)?;
        let parameters = take(nodes, Rule::parameters).map(|node| self.parameters(node)).transpose()?;
        let body = self.script_block(next(nodes)?, is_filter)?;
        Ok(FunctionDefinition { span: extent, name: Rc::from(name.as_str()), name_span: span(&name), is_filter, is_workflow, parameters, body: Rc::new(body) })
    }

    pub fn using_statement(&mut self, node: Node<'i>) -> Built<UsingStatement> {
        let extent = span(&node);
        let mut nodes = children(node);
        let kind = match next(&mut nodes)?.as_str().to_ascii_lowercase().as_str() {
            "assembly" => UsingKind::Assembly,
            "command" => UsingKind::Command,
            "module" => UsingKind::Module,
            "namespace" => UsingKind::Namespace,
            _ => UsingKind::Type,
        };
        let mut using =
            UsingStatement { span: extent, kind, name: None, name_span: Span::default(), alias: None, alias_span: Span::default(), specification: None };
        let mut names = Vec::new();
        for node in nodes.by_ref() {
            let extent = span(&node);
            if node.as_rule() == Rule::hashtable {
                using.specification = Some(Expr { span: extent, kind: ExprKind::Hashtable(self.hashtable(node)?) });
            } else if let ExprKind::String { value, .. } = self.value(&mut children(node))?.kind {
                names.push((value, extent));
            }
        }
        let mut names = names.into_iter();
        if let Some((name, extent)) = names.next() {
            (using.name, using.name_span) = (Some(name), extent);
        }
        if let Some((target, extent)) = names.next() {
            using.alias = using.name.replace(target);
            using.alias_span = std::mem::replace(&mut using.name_span, extent);
        }
        Ok(using)
    }
}

/// A bare word as a string constant.
pub fn bare_string(text: &str, span: Span) -> Expr {
    Expr { span, kind: ExprKind::String { value: Rc::from(text), quotes: Quotes::Bare } }
}

/// A statement that is one expression.
pub fn expression_statement(expr: Expr) -> Statement {
    let span = expr.span;
    let element = PipelineElement::Expression { span, expr, redirections: Vec::new() };
    Statement { span, kind: StatementKind::Pipeline(Pipeline { span, elements: vec![element], background: false }) }
}

pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2013}'..='\u{2015}')
}
