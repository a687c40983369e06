//! Statements and pipelines of the syntax tree to the lowered ones.

use super::*;
use crate::syntax::ast::{PipelineElement, StatementKind as S};

impl Lowering {
    pub(super) fn statements(&mut self, statements: &[ast::Statement]) -> Vec<Statement> {
        statements.iter().map(|s| self.statement(s)).collect()
    }

    pub(super) fn statement(&mut self, statement: &ast::Statement) -> Statement {
        let kind = self.statement_kind(statement);
        let span = match &statement.kind {
            S::Pipeline(pipeline) => pipeline.span,
            _ => statement.span,
        };
        Statement { span, kind }
    }

    fn statement_kind(&mut self, statement: &ast::Statement) -> StatementKind {
        match &statement.kind {
            S::Pipeline(pipeline) => self.pipeline(pipeline),
            S::Chain { first, rest, .. } => {
                let first = Box::new(self.pipeline_statement(first));
                let rest = rest.iter().map(|(operator, _, p)| (*operator, self.pipeline_statement(p))).collect();
                StatementKind::Chain { first, rest }
            }
            S::Assignment { left, operator, right, .. } => {
                let value = Box::new(self.statement(right));
                StatementKind::Assign { target: self.target(left), operator: *operator, value }
            }
            S::If { clauses, otherwise } => StatementKind::If {
                clauses: clauses.iter().map(|(c, b)| (self.statement(c), self.block(b))).collect(),
                otherwise: otherwise.as_ref().map(|b| self.block(b)),
            },
            S::While { label, condition, body } => self.condition_loop(label, LoopKind::While, condition, body),
            S::DoWhile { label, body, condition } => self.condition_loop(label, LoopKind::DoWhile, condition, body),
            S::DoUntil { label, body, condition } => self.condition_loop(label, LoopKind::DoUntil, condition, body),
            S::For { label, initializer, condition, iterator, body } => StatementKind::For {
                label: label.clone(),
                initializer: initializer.as_ref().map(|s| Box::new(self.statement(s))),
                condition: condition.as_ref().map(|s| Box::new(self.statement(s))),
                iterator: iterator.as_ref().map(|s| Box::new(self.statement(s))),
                body: self.block(body),
            },
            S::ForEach { label, variable, collection, body, .. } => self.for_each(label, variable, collection, body),
            S::Switch(switch) => self.switch(switch),
            S::Try { body, catches, finally } => StatementKind::Try {
                body: self.block(body),
                catches: catches.iter().map(|c| self.catch(c)).collect(),
                finally: finally.as_ref().map(|b| self.block(b)),
            },
            S::Throw(value) => StatementKind::Throw(self.optional(value)),
            S::Return(value) => StatementKind::Return(self.optional(value)),
            S::Exit(value) => StatementKind::Exit(self.optional(value)),
            S::Break(label) => StatementKind::Break(label.as_ref().map(|l| self.expr(l))),
            S::Continue(label) => StatementKind::Continue(label.as_ref().map(|l| self.expr(l))),
            S::Data { name, body, .. } => {
                let name = name.as_ref().map(|n| Symbol::new(n));
                StatementKind::Data { name, body: self.block(body) }
            }
            S::Block { body, .. } => StatementKind::Block(self.block(body)),
            S::Function(definition) => {
                let code = FunctionCode {
                    name: definition.name.clone(),
                    is_filter: definition.is_filter,
                    body: function(&self.source, definition),
                    span: definition.span,
                };
                StatementKind::Function(Rc::new(code))
            }
            S::Type(definition) => {
                self.types.push(definition.clone());
                StatementKind::Type(definition.clone())
            }
            S::Using(using) => StatementKind::Using(Rc::new(using.clone())),
        }
    }

    fn optional(&mut self, value: &Option<Box<ast::Statement>>) -> Option<Box<Statement>> {
        value.as_ref().map(|s| Box::new(self.statement(s)))
    }

    fn condition_loop(&mut self, label: &Label, kind: LoopKind, condition: &ast::Statement, body: &ast::StatementBlock) -> StatementKind {
        let condition = Box::new(self.statement(condition));
        StatementKind::Loop { label: label.clone(), kind, condition, body: self.block(body) }
    }

    fn for_each(&mut self, label: &Label, variable: &ast::Variable, collection: &ast::Statement, body: &ast::StatementBlock) -> StatementKind {
        let collection = Box::new(self.statement(collection));
        let outer = std::mem::replace(&mut self.wants_enumerator, false);
        let variable = Target::Variable(self.variable(&variable.path));
        let body = self.block(body);
        let wants_enumerator = std::mem::replace(&mut self.wants_enumerator, outer);
        StatementKind::ForEach { label: label.clone(), variable, collection, body, wants_enumerator }
    }

    fn switch(&mut self, switch: &ast::SwitchStatement) -> StatementKind {
        let condition = self.statement(&switch.condition);
        let outer = std::mem::replace(&mut self.wants_enumerator, false);
        let clauses = switch.clauses.iter().map(|(test, body)| (self.expr(test), self.block(body))).collect();
        let default = switch.default.as_ref().map(|b| self.block(b));
        let wants_enumerator = std::mem::replace(&mut self.wants_enumerator, outer);
        StatementKind::Switch(Box::new(SwitchCode { label: switch.label.clone(), flags: switch.flags.clone(), condition, clauses, default, wants_enumerator }))
    }

    fn catch(&mut self, catch: &ast::CatchClause) -> CatchCode {
        CatchCode { types: catch.types.iter().map(|(_, name)| self.type_spec(name)).collect(), body: self.block(&catch.body) }
    }

    pub(super) fn pipeline_statement(&mut self, pipeline: &ast::Pipeline) -> Statement {
        Statement { span: pipeline.span, kind: self.pipeline(pipeline) }
    }

    fn pipeline(&mut self, pipeline: &ast::Pipeline) -> StatementKind {
        if let [PipelineElement::Expression { expr, redirections, .. }] = &pipeline.elements[..]
            && redirections.is_empty()
            && !pipeline.background
        {
            return StatementKind::Expr(self.expr(expr));
        }
        let mut source = None;
        let mut commands = Vec::new();
        for element in &pipeline.elements {
            match element {
                PipelineElement::Expression { span, expr, redirections } => {
                    source = Some(SourceCode { expr: self.expr(expr), span: *span, redirections: self.redirections(redirections) });
                }
                PipelineElement::Command(command) => commands.push(self.command(command)),
            }
        }
        StatementKind::Pipeline(PipelineCode { span: pipeline.span, source, commands, background: pipeline.background })
    }
}
