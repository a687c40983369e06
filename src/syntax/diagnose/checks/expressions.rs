//! Expressions that mean nothing: targets that cannot be assigned, keys twice, casts in the wrong place.

use super::super::messages::{self as msg, Message};
use super::super::types::type_text;
use super::Checker;
use crate::syntax::ast::*;
use std::collections::HashSet;

const REFERENCE: [&str; 3] = ["ref", "psreference", "System.Management.Automation.PSReference"];

/// A simple type name that is one of these, whatever the case.
pub fn names_type(name: &TypeName, names: &[&str]) -> bool {
    matches!(&name.kind, TypeNameKind::Simple { name, .. } if names.iter().any(|other| other.eq_ignore_ascii_case(name)))
}

impl Checker {
    pub fn check_expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Hashtable(pairs) => self.keys(pairs),
            ExprKind::Unary { operator, operand } => {
                let text = match operator {
                    UnaryOperator::PreIncrement | UnaryOperator::PostIncrement => "++",
                    UnaryOperator::PreDecrement | UnaryOperator::PostDecrement => "--",
                    _ => return,
                };
                self.target(operand, false, &msg::OPERATOR_REQUIRES_VARIABLE_OR_PROPERTY, &[text]);
            }
            ExprKind::Convert { type_name, type_span, operand } => self.convert(expr.span, type_name, *type_span, operand),
            ExprKind::Attributed { attribute, operand } => self.attributed(attribute, operand),
            _ => {}
        }
    }

    /// What `=` and `++` change must be able to take a value.
    pub fn target(&mut self, expr: &Expr, simple: bool, message: &'static Message, args: &[&str]) {
        match &expr.kind {
            ExprKind::ArrayLiteral(items) if simple && !items.is_empty() => {
                items.iter().for_each(|item| self.target(item, true, message, args));
            }
            ExprKind::Paren(inner) => match pure(inner) {
                Some(inner) => self.target(inner, simple, message, args),
                None => self.report(message, inner.span, args),
            },
            ExprKind::Member { null_conditional: false, .. }
            | ExprKind::Invoke { null_conditional: false, .. }
            | ExprKind::Index { null_conditional: false, .. }
            | ExprKind::Variable(_)
            | ExprKind::Using(_) => {}
            ExprKind::Convert { type_name, type_span, operand } => {
                if names_type(type_name, &["void", "System.Void"]) {
                    self.report(&msg::VOID_TYPE_CONSTRAINT_NOT_ALLOWED, *type_span, &[]);
                }
                self.constrained_reference(expr);
                self.target(operand, simple, message, args);
            }
            ExprKind::Attributed { operand, .. } => self.target(operand, simple, message, args),
            _ => self.report(message, expr.span, args),
        }
    }

    /// `[ref]` among several types of a variable.
    fn constrained_reference(&mut self, expr: &Expr) {
        let ExprKind::Convert { type_name, operand, type_span } = &expr.kind else { return };
        if let ExprKind::Convert { type_name: inner, .. } = &operand.kind
            && (names_type(type_name, &REFERENCE) || names_type(inner, &REFERENCE))
        {
            self.report(&msg::REFERENCE_NEEDS_TO_BE_BY_ITSELF_IN_TYPE_CONSTRAINT, *type_span, &[]);
        }
    }

    fn keys(&mut self, pairs: &[(Expr, Statement)]) {
        let mut seen = HashSet::new();
        for (key, _) in pairs {
            let text = match &key.kind {
                ExprKind::Number(number) => number_text(number),
                ExprKind::String { value, .. } => value.to_string(),
                _ => continue,
            };
            if !seen.insert(text.to_lowercase()) {
                self.report(&msg::DUPLICATE_KEY_IN_HASH_LITERAL, key.span, &[&text]);
            }
        }
    }

    fn convert(&mut self, span: Span, type_name: &TypeName, type_span: Span, operand: &Expr) {
        if names_type(type_name, &["ordered"]) && !matches!(operand.kind, ExprKind::Hashtable(_)) {
            self.report(&msg::ORDERED_ATTRIBUTE_ONLY_ON_HASH_LITERAL_NODE, span, &[]);
        }
        let ExprKind::Convert { type_name: inner, type_span: inner_span, .. } = &operand.kind else { return };
        if !names_type(inner, &REFERENCE) {
            return;
        }
        if names_type(type_name, &REFERENCE) {
            self.report(&msg::REFERENCE_NEEDS_TO_BE_BY_ITSELF_IN_TYPE_SEQUENCE, *inner_span, &[]);
        } else if type_span.end <= inner_span.start {
            self.report(&msg::REFERENCE_NEEDS_TO_BE_LAST_TYPE_IN_TYPE_CONVERSION, *inner_span, &[]);
        }
    }

    /// Attributes stand before variables only.
    fn attributed(&mut self, attribute: &Attribute, operand: &Expr) {
        let mut inner = operand;
        loop {
            match &inner.kind {
                ExprKind::Variable(_) => return,
                ExprKind::Attributed { operand, .. } | ExprKind::Convert { operand, .. } => inner = operand,
                _ => break,
            }
        }
        self.report(&msg::UNEXPECTED_ATTRIBUTE, attribute.span, &[&type_text(&attribute.type_name)]);
    }

    /// In a method, a variable must be assigned there, or be one that PowerShell provides.
    pub fn local(&mut self, variable: &Variable) {
        let Some(method) = &self.method else { return };
        let path = variable.path.to_lowercase();
        let name = match path.split_once(':') {
            Some(("local" | "private" | "variable", name)) => name,
            Some(_) => return,
            None => &path,
        };
        if name == "this" && method.is_static {
            return self.report(&msg::NON_STATIC_MEMBER_ACCESS_IN_STATIC_MEMBER, variable.span, &[&variable.path]);
        }
        if !PROVIDED.contains(&name) && !method.locals.contains(name) {
            self.report(&msg::VARIABLE_NOT_LOCAL, variable.span, &[]);
        }
    }
}

const PROVIDED: [&str; 49] = [
    "null",
    "true",
    "false",
    "_",
    "psitem",
    "this",
    "args",
    "input",
    "pscmdlet",
    "psboundparameters",
    "myinvocation",
    "psscriptroot",
    "pscommandpath",
    "debugpreference",
    "verbosepreference",
    "erroractionpreference",
    "whatifpreference",
    "warningpreference",
    "informationpreference",
    "confirmpreference",
    "progresspreference",
    "lastexitcode",
    "error",
    "stacktrace",
    "outputencoding",
    "nestedpromptlevel",
    "pwd",
    "matches",
    "?",
    "executioncontext",
    "home",
    "host",
    "pid",
    "psculture",
    "pshome",
    "psuiculture",
    "psversiontable",
    "psedition",
    "shellid",
    "islinux",
    "ismacos",
    "iswindows",
    "iscoreclr",
    "enabledexperimentalfeatures",
    "foreach",
    "switch",
    "ofs",
    "consolefilename",
    "psdefaultparametervalues",
];

/// The expression of a statement that is nothing else.
fn pure(statement: &Statement) -> Option<&Expr> {
    let StatementKind::Pipeline(pipeline) = &statement.kind else { return None };
    match pipeline.elements.as_slice() {
        [PipelineElement::Expression { expr, redirections, .. }] if redirections.is_empty() && !pipeline.background => Some(expr),
        _ => None,
    }
}

/// A number as a key's text.
fn number_text(number: &Number) -> String {
    match number {
        Number::SByte(n) => n.to_string(),
        Number::Byte(n) => n.to_string(),
        Number::Int16(n) => n.to_string(),
        Number::UInt16(n) => n.to_string(),
        Number::Int32(n) => n.to_string(),
        Number::UInt32(n) => n.to_string(),
        Number::Int64(n) => n.to_string(),
        Number::UInt64(n) => n.to_string(),
        Number::Double(n) => n.to_string(),
        Number::Decimal(n) => n.to_string(),
        Number::BigInteger(n) => n.to_string(),
    }
}
