//! Methods of classes: what they may hold, whether every way through them returns, and what they assign.

use super::super::messages as msg;
use super::walk::{self, Visitor};
use super::{Around, Checker, Method, expressions};
use crate::syntax::ast::*;
use crate::syntax::diagnose::errors::Errors;
use crate::syntax::diagnose::types::type_text;
use crate::syntax::error::ParseError;
use std::collections::HashSet;

impl Checker {
    pub fn check_method(&mut self, member: &TypeMember) {
        let TypeMember::Method { return_type, is_static, is_constructor, function, base_call, attributes, .. } = member else { return };
        let is_void = return_type.as_ref().is_none_or(|(_, name)| expressions::names_type(name, &["void", "System.Void"]));
        self.forbidden_parts(&function.body);
        if let (true, Some((span, _))) = (is_constructor, return_type) {
            self.report(&msg::CONSTRUCTOR_CANT_HAVE_RETURN_TYPE, *span, &[]);
        }
        let end = function.body.end.as_ref();
        if !is_void && end.is_none_or(|end| goes_through(&end.statements)) {
            self.report(&msg::METHOD_HAS_CODE_PATH_NOT_RETURN, function.name_span, &[]);
        }
        let parameters = function.parameters.as_deref().unwrap_or_default();
        if let (true, true, Some(first), Some(last)) = (is_constructor, is_static, parameters.first(), parameters.last()) {
            self.report(&msg::STATIC_CONSTRUCTOR_CANT_HAVE_PARAMETERS, first.span.to(last.span), &[]);
        }
        attributes.iter().for_each(|attribute| self.attribute(attribute));
        self.parameters(parameters);
        let method = Method { is_static: *is_static, is_void, locals: locals(function) };
        let outer = self.method.replace(method);
        self.within(Around::Method, |checker| {
            parameters.iter().for_each(|parameter| checker.parameter(parameter));
            base_call.iter().flat_map(|call| &call.arguments).for_each(|argument| checker.expr(argument));
            walk::walk_script_block(checker, &function.body);
        });
        self.method = outer;
    }

    fn forbidden_parts(&mut self, body: &ScriptBlock) {
        if let Some(param) = &body.param {
            self.report(&msg::PARAM_BLOCK_NOT_ALLOWED_IN_METHOD, param.span, &[]);
        }
        let named = [&body.dynamic_param, &body.begin, &body.process, &body.end];
        if let Some(block) = named.into_iter().flatten().find(|block| !block.unnamed) {
            self.report(&msg::NAMED_BLOCK_NOT_ALLOWED_IN_METHOD, block.span, &[]);
        }
    }
}

/// Whether the end of these statements can be reached.
fn goes_through(statements: &[Statement]) -> bool {
    statements.iter().all(passes)
}

fn passes(statement: &Statement) -> bool {
    use StatementKind::*;
    match &statement.kind {
        Return(_) | Throw(_) | Exit(_) | Break(_) | Continue(_) => false,
        If { clauses, otherwise } => {
            clauses.iter().any(|(_, body)| goes_through(&body.statements)) || otherwise.as_ref().is_none_or(|body| goes_through(&body.statements))
        }
        DoWhile { body, .. } | DoUntil { body, .. } => goes_through(&body.statements) || leaves(&body.statements),
        Try { body, catches, finally } => {
            let through = goes_through(&body.statements) || catches.iter().any(|catch| goes_through(&catch.body.statements));
            through && finally.as_ref().is_none_or(|finally| goes_through(&finally.statements))
        }
        Block { body, .. } => goes_through(&body.statements),
        _ => true,
    }
}

/// A `break` somewhere in a loop's body ends the loop.
fn leaves(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match &statement.kind {
        StatementKind::Break(_) | StatementKind::Continue(_) => true,
        StatementKind::If { clauses, otherwise } => {
            clauses.iter().any(|(_, body)| leaves(&body.statements)) || otherwise.as_ref().is_some_and(|body| leaves(&body.statements))
        }
        StatementKind::Try { body, catches, .. } => leaves(&body.statements) || catches.iter().any(|catch| leaves(&catch.body.statements)),
        _ => false,
    })
}

/// The lower-case names of the variables that a method assigns, its parameters among them.
fn locals(function: &FunctionDefinition) -> HashSet<String> {
    let mut found = Locals(HashSet::new());
    for parameter in function.parameters.iter().flatten() {
        found.add(&parameter.name);
    }
    walk::walk_script_block(&mut found, &function.body);
    found.0
}

struct Locals(HashSet<String>);

impl Locals {
    fn add(&mut self, variable: &Variable) {
        let path = variable.path.to_lowercase();
        let name = path.rsplit(':').next().unwrap_or(&path);
        self.0.insert(name.to_owned());
    }

    fn target(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Variable(variable) => self.add(variable),
            ExprKind::Convert { operand, .. } | ExprKind::Attributed { operand, .. } => self.target(operand),
            ExprKind::ArrayLiteral(items) => items.iter().for_each(|item| self.target(item)),
            ExprKind::Paren(inner) => {
                if let StatementKind::Pipeline(pipeline) = &inner.kind
                    && let [PipelineElement::Expression { expr, .. }] = pipeline.elements.as_slice()
                {
                    self.target(expr);
                }
            }
            _ => {}
        }
    }
}

impl Visitor for Locals {
    /// A block inside has variables of its own.
    fn script_block(&mut self, _block: &ScriptBlock) {}

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Assignment { left, .. } => self.target(left),
            StatementKind::ForEach { variable, .. } => self.add(variable),
            StatementKind::Data { name: Some(name), .. } => {
                self.0.insert(name.to_lowercase());
            }
            _ => {}
        }
        walk::walk_statement(self, statement);
    }

    fn expr(&mut self, expr: &Expr) {
        if let ExprKind::Unary { operator, operand } = &expr.kind
            && matches!(operator, UnaryOperator::PreIncrement | UnaryOperator::PreDecrement | UnaryOperator::PostIncrement | UnaryOperator::PostDecrement)
        {
            self.target(operand);
        }
        walk::walk_expr(self, expr);
    }
}

/// What is found wrong only when the types of a text are made, before it runs: members of one name.
pub fn definition_errors(tree: &ScriptBlock) -> Vec<ParseError> {
    let mut found = Definitions(Errors::default());
    found.script_block(tree);
    found.0.into_list()
}

struct Definitions(Errors);

impl Visitor for Definitions {
    fn class(&mut self, class: &TypeDefinition) {
        let mut seen = HashSet::new();
        for member in &class.members {
            let (key, span, name) = match member {
                TypeMember::Property { span, name, .. } => (name.to_lowercase(), *span, name),
                TypeMember::Method { function, .. } => (signature(function), function.name_span, &function.name),
            };
            if !seen.insert(key) {
                self.0.add(&msg::MEMBER_ALREADY_DEFINED, span, &[name], false);
            }
        }
        walk::walk_class(self, class);
    }
}

fn signature(function: &FunctionDefinition) -> String {
    let mut text = format!("{}(", function.name.to_lowercase());
    for parameter in function.parameters.iter().flatten() {
        let mut types = parameter.attributes.iter().filter_map(|base| match base {
            AttributeBase::TypeConstraint { type_name, .. } => Some(type_text(type_name).to_lowercase()),
            AttributeBase::Attribute(_) => None,
        });
        text.push_str(&types.next_back().unwrap_or_else(|| "object".to_owned()));
        text.push(',');
    }
    text
}
