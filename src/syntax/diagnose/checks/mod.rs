//! What is wrong in a text whose grammar is right (or has come through the recovery): targets that cannot be assigned,
//! names twice, types that are not there, ways out of a `finally`, methods that do not return.

mod constants;
mod data;
mod exceptions;
mod expressions;
mod methods;
mod type_names;
mod walk;

use super::errors::Errors;
use super::messages::{self as msg, Message};
use super::parser::before;
use super::types::type_text;
use crate::syntax::ast::*;
use crate::syntax::error::ParseError;
use std::collections::HashSet;
use walk::Visitor;

pub use methods::definition_errors;

/// What surrounds the place being checked, up to the script block it is in.
#[derive(Clone, Debug)]
enum Around {
    Loop(Option<String>),
    Finally,
    /// A function, a script block or a trap: nothing leaves it by `break`.
    Body,
    /// The body of a method; labels must be found within.
    Method,
}

/// The method whose body is being checked.
#[derive(Clone, Default)]
struct Method {
    is_static: bool,
    is_void: bool,
    /// Lower-case names of what is assigned in it.
    locals: HashSet<String>,
}

pub struct Checker {
    errors: Errors,
    around: Vec<Around>,
    /// `None` inside a script block or function within a method.
    method: Option<Method>,
}

/// Add what is wrong in a tree to the errors found so far.
pub fn check(tree: &ScriptBlock, errors: Errors) -> Vec<ParseError> {
    let errors = type_names::check(tree, errors);
    let mut checker = Checker { errors, around: Vec::new(), method: None };
    checker.script_block(tree);
    checker.errors.into_list()
}

impl Checker {
    fn report(&mut self, message: &'static Message, span: Span, args: &[&str]) {
        self.errors.add(message, span, args, false);
    }

    fn within(&mut self, around: Around, body: impl FnOnce(&mut Self)) {
        self.around.push(around);
        body(self);
        self.around.pop();
    }

    fn looped(&mut self, label: &Option<std::rc::Rc<str>>, statement: &Statement) {
        let label = label.as_ref().map(|label| label.to_lowercase());
        self.within(Around::Loop(label), |checker| walk::walk_statement(checker, statement));
    }

    /// `break`, `continue` and `return` may not leave a `finally`; `None` is `return`, an empty label any loop.
    fn leaves_finally(&mut self, span: Span, label: Option<&str>) {
        for around in self.around.iter().rev() {
            match (around, label) {
                (Around::Body | Around::Method, _) => return,
                (Around::Loop(_), Some("")) => return,
                (Around::Loop(Some(own)), Some(label)) if own == label => return,
                (Around::Finally, _) => return self.report(&msg::CONTROL_LEAVING_FINALLY, span, &[]),
                _ => {}
            }
        }
    }

    /// In a method a label must be that of a loop around.
    fn label_exists(&mut self, span: Span, label: &str) {
        for around in self.around.iter().rev() {
            match around {
                Around::Loop(Some(own)) if *own == label.to_lowercase() => return,
                Around::Method => return self.report(&msg::LABEL_NOT_FOUND, span, &[label]),
                Around::Body => return,
                _ => {}
            }
        }
    }

    fn jump(&mut self, span: Span, label: Option<&Expr>) {
        match label.map(|label| &label.kind) {
            None => self.leaves_finally(span, Some("")),
            Some(ExprKind::String { value, .. }) => {
                self.leaves_finally(span, Some(&value.to_lowercase()));
                self.label_exists(span, value);
            }
            Some(_) => {}
        }
    }

    fn returns(&mut self, span: Span, has_value: bool) {
        self.leaves_finally(span, None);
        let Some(method) = &self.method else { return };
        match (method.is_void, has_value) {
            (true, true) => self.report(&msg::VOID_METHOD_HAS_RETURN, span, &[]),
            (false, false) => self.report(&msg::NON_VOID_METHOD_MISSING_RETURN_VALUE, span, &[]),
            _ => {}
        }
    }

    fn catches(&mut self, catches: &[CatchClause]) {
        for (at, first) in catches.iter().enumerate() {
            for second in &catches[at + 1..] {
                if first.types.is_empty() {
                    self.report(&msg::EMPTY_CATCH_NOT_LAST, before(second.span), &[]);
                    break;
                }
                for (_, earlier) in &first.types {
                    for (span, later) in &second.types {
                        if let Some(name) = exceptions::covered(&type_text(earlier), &type_text(later)) {
                            self.report(&msg::EXCEPTION_TYPE_ALREADY_CAUGHT, *span, &[name]);
                        }
                    }
                }
            }
        }
    }

    fn parameters(&mut self, parameters: &[Parameter]) {
        let mut seen = HashSet::new();
        for parameter in parameters {
            let name = &parameter.name;
            if !seen.insert(name.path.to_lowercase()) {
                self.report(&msg::DUPLICATE_FORMAL_PARAMETER, name.span, &[&name.path]);
            }
            for base in &parameter.attributes {
                if let AttributeBase::TypeConstraint { span, type_name } = base
                    && expressions::names_type(type_name, &["void", "System.Void"])
                {
                    self.report(&msg::VOID_TYPE_CONSTRAINT_NOT_ALLOWED, *span, &[]);
                }
            }
        }
    }
}

impl Visitor for Checker {
    fn script_block(&mut self, block: &ScriptBlock) {
        if let Some(param) = &block.param {
            self.parameters(&param.parameters);
        }
        let method = self.method.take();
        self.within(Around::Body, |checker| walk::walk_script_block(checker, block));
        self.method = method;
    }

    fn function(&mut self, function: &FunctionDefinition) {
        self.parameters(function.parameters.as_deref().unwrap_or_default());
        let method = self.method.take();
        walk::walk_function(self, function);
        self.method = method;
    }

    fn statement(&mut self, statement: &Statement) {
        use StatementKind::*;
        match &statement.kind {
            Assignment { left, operator, .. } => {
                self.target(left, *operator == AssignmentOperator::Assign, &msg::INVALID_LEFT_HAND_SIDE, &[]);
                walk::walk_statement(self, statement);
            }
            While { label, .. } | DoWhile { label, .. } | DoUntil { label, .. } | For { label, .. } | ForEach { label, .. } => {
                self.looped(label, statement);
            }
            Switch(switch) => self.looped(&switch.label, statement),
            Try { body, catches, finally } => {
                self.catches(catches);
                walk::walk_block(self, body);
                for catch in catches {
                    walk::walk_block(self, &catch.body);
                }
                if let Some(finally) = finally {
                    self.within(Around::Finally, |checker| walk::walk_block(checker, finally));
                }
            }
            Break(label) | Continue(label) => {
                self.jump(statement.span, label.as_ref());
                walk::walk_statement(self, statement);
            }
            Return(value) => {
                self.returns(statement.span, value.is_some());
                walk::walk_statement(self, statement);
            }
            Data { commands, body, .. } => {
                data::check(self, commands, body);
                walk::walk_statement(self, statement);
            }
            _ => walk::walk_statement(self, statement),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        self.check_expr(expr);
        walk::walk_expr(self, expr);
    }

    fn argument(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Variable(variable) if variable.splatted => self.local(variable),
            ExprKind::ArrayLiteral(items) => {
                for item in items {
                    match &item.kind {
                        ExprKind::Variable(variable) if variable.splatted => {
                            self.report(&msg::SPLATTING_NOT_PERMITTED_IN_ARGUMENT_LIST, item.span, &[&variable.path]);
                        }
                        _ => self.expr(item),
                    }
                }
            }
            ExprKind::Using(inner) => walk::walk_expr(self, inner),
            _ => self.expr(expr),
        }
    }

    fn variable(&mut self, variable: &Variable) {
        if variable.splatted {
            self.report(&msg::SPLATTING_NOT_PERMITTED, variable.span, &[&variable.path]);
        }
        self.local(variable);
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.attribute_arguments(attribute, false);
        walk::walk_attribute(self, attribute);
    }

    fn parameter(&mut self, parameter: &Parameter) {
        for base in &parameter.attributes {
            if let AttributeBase::TypeConstraint { span, type_name } = base
                && expressions::names_type(type_name, &["ordered"])
            {
                self.report(&msg::ORDERED_ATTRIBUTE_ONLY_ON_HASH_LITERAL_NODE, *span, &[]);
            }
        }
        walk::walk_parameter(self, parameter);
    }

    fn class(&mut self, class: &TypeDefinition) {
        let method = self.method.take();
        for attribute in &class.attributes {
            self.attribute_arguments(attribute, true);
        }
        class.members.iter().for_each(|member| self.member(member));
        self.method = method;
    }

    fn member(&mut self, member: &TypeMember) {
        match member {
            TypeMember::Property { .. } => walk::walk_member(self, member),
            TypeMember::Method { .. } => self.check_method(member),
        }
    }
}
