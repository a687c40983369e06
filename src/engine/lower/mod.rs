//! From the syntax tree to the tree the evaluator runs: once a script, before it starts.
//!
//! A body (script, function, script block) gets a layout of slots for the variables it mentions; nested script blocks are
//! bodies of their own, since they may run in a scope of their own.

mod code;
mod command;
mod expression;
mod statement;
mod variable;

pub use code::*;
pub use variable::classify;

use super::symbol::Symbol;
use crate::syntax::Source;
use crate::syntax::ast::{self, AttributeBase, Span};
use crate::value::PsStr;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// Lowers one body; nested bodies get a lowering of their own.
pub(super) struct Lowering {
    source: Rc<Source>,
    layout: Layout,
    types: Vec<Rc<ast::TypeDefinition>>,
    /// `$foreach` / `$switch` was mentioned in this body.
    wants_enumerator: bool,
    is_method: bool,
    base: Vec<ast::Expr>,
}

/// Lower a whole script.
pub fn script(source: &Rc<Source>, tree: &Rc<ast::ScriptBlock>) -> Rc<Body> {
    let text = PsStr::from(source.text.clone());
    Lowering::new(source).body(tree, None, false, text)
}

/// Lower the body of `{ ... }`; the span has the braces.
pub fn script_block(source: &Rc<Source>, tree: &Rc<ast::ScriptBlock>) -> Rc<Body> {
    Lowering::new(source).body(tree, None, false, inner_text(source, tree.span))
}

pub fn function(source: &Rc<Source>, definition: &Rc<ast::FunctionDefinition>) -> Rc<Body> {
    let mut text = inner_text(source, definition.body.span);
    // Parameters in round brackets after the name are shown as a `param` block.
    if let Some((first, last)) = definition.parameters.as_ref().and_then(|p| Some((p.first()?, p.last()?))) {
        text = PsStr::from(format!("param({})\n{text}", first.span.to(last.span).text(&source.text)));
    }
    Lowering::new(source).body(&definition.body, Some(definition), definition.is_filter, text)
}

/// A method or constructor of a class, with the arguments for the base's constructor.
pub fn method(source: &Rc<Source>, definition: &Rc<ast::FunctionDefinition>, base: Option<&ast::BaseCall>) -> Rc<Body> {
    let mut lowering = Lowering::new(source);
    lowering.is_method = true;
    lowering.base = base.map(|b| b.arguments.clone()).unwrap_or_default();
    lowering.body(&definition.body, Some(definition), false, inner_text(source, definition.body.span))
}

/// An expression on its own, such as a property's default or an attribute's argument, in a body without parameters.
pub fn expression(source: &Rc<Source>, expr: &ast::Expr) -> Rc<Body> {
    let mut lowering = Lowering::new(source);
    let statement = Statement { span: expr.span, kind: StatementKind::Expr(lowering.expr(expr)) };
    let end = Block { traps: Vec::new(), statements: vec![statement] };
    let text = PsStr::from(expr.span.text(&source.text));
    Rc::new(Body { end: Some(end), ..lowering.empty_body(Rc::default(), expr.span, text) })
}

/// The text between the braces.
fn inner_text(source: &Source, span: Span) -> PsStr {
    let text = span.text(&source.text);
    let text = text.strip_prefix('{').unwrap_or(text);
    PsStr::from(text.strip_suffix('}').unwrap_or(text))
}

impl Lowering {
    fn new(source: &Rc<Source>) -> Self {
        Lowering { source: source.clone(), layout: Layout::default(), types: Vec::new(), wants_enumerator: false, is_method: false, base: Vec::new() }
    }

    fn empty_body(self, ast: Rc<ast::ScriptBlock>, span: Span, text: PsStr) -> Body {
        Body {
            source: self.source,
            span,
            text,
            ast,
            function: None,
            layout: Rc::new(self.layout),
            parameters: Vec::new(),
            advanced: false,
            simple: true,
            dynamic_param: None,
            begin: None,
            process: None,
            end: None,
            clean: None,
            types: self.types,
            signature: OnceCell::new(),
            is_method: false,
            base_arguments: Vec::new(),
        }
    }

    fn body(mut self, tree: &Rc<ast::ScriptBlock>, function: Option<&Rc<ast::FunctionDefinition>>, is_filter: bool, text: PsStr) -> Rc<Body> {
        let in_brackets = function.and_then(|f| f.parameters.as_ref());
        let declared: &[ast::Parameter] = match in_brackets {
            Some(parameters) => parameters,
            None => tree.param.as_ref().map_or(&[][..], |p| &p.parameters),
        };
        // Parameters come first, so that their slots are 0, 1, 2, ...
        for parameter in declared {
            self.layout.slot(Symbol::new(&parameter.name.path));
        }
        let parameters: Vec<ParameterCode> = declared.iter().map(|p| self.parameter(p)).collect();
        let binding = tree.param.as_ref().is_some_and(|p| p.attributes.iter().any(is_cmdlet_binding));
        let marked = declared.iter().any(|p| p.attributes.iter().any(|a| attribute_named(a, "Parameter")));
        let plain = |p: &ast::Parameter| p.attributes.iter().all(|a| matches!(a, AttributeBase::TypeConstraint { .. }));
        let simple = !binding && declared.iter().all(plain) && tree.dynamic_param.is_none();
        let mut blocks = [&tree.dynamic_param, &tree.begin, &tree.process, &tree.end, &tree.clean].map(|b| b.as_ref().map(|b| self.named_block(b)));
        if is_filter && blocks[2].is_none() {
            blocks.swap(2, 3);
        }
        let [dynamic_param, begin, process, end, clean] = blocks;
        let base = std::mem::take(&mut self.base);
        let base_arguments = base.iter().map(|e| self.expr(e)).collect();
        let is_method = self.is_method;
        let body = self.empty_body(tree.clone(), tree.span, text);
        Rc::new(Body {
            function: function.cloned(),
            parameters,
            advanced: binding || marked,
            simple,
            dynamic_param,
            begin,
            process,
            end,
            clean,
            is_method,
            base_arguments,
            ..body
        })
    }

    fn parameter(&mut self, parameter: &ast::Parameter) -> ParameterCode {
        let symbol = Symbol::new(&parameter.name.path);
        let mut types = parameter.attributes.iter().filter_map(|a| match a {
            AttributeBase::TypeConstraint { type_name, .. } => Some(self.type_spec(type_name)),
            AttributeBase::Attribute(_) => None,
        });
        let type_name = types.next();
        let is_switch = type_name.as_ref().is_some_and(|t| is_switch_name(&t.name));
        let kept = |a: &AttributeBase| match a {
            AttributeBase::Attribute(a) if !["parameter", "alias"].contains(&attribute_name(a).to_ascii_lowercase().as_str()) => Some(a.clone()),
            _ => None,
        };
        ParameterCode {
            symbol,
            slot: self.layout.slot(symbol),
            name: parameter.name.path.clone(),
            type_name,
            is_switch,
            default: parameter.default.as_ref().map(|d| self.expr(d)),
            attributes: parameter.attributes.iter().filter_map(kept).collect(),
        }
    }

    fn named_block(&mut self, block: &ast::NamedBlock) -> Block {
        Block { traps: block.traps.iter().map(|t| self.trap(t)).collect(), statements: self.statements(&block.statements) }
    }

    pub(super) fn block(&mut self, block: &ast::StatementBlock) -> Block {
        Block { traps: block.traps.iter().map(|t| self.trap(t)).collect(), statements: self.statements(&block.statements) }
    }

    fn trap(&mut self, trap: &ast::TrapStatement) -> TrapCode {
        TrapCode { type_name: trap.type_name.as_ref().map(|(_, name)| self.type_spec(name)), body: self.block(&trap.body) }
    }

    pub(super) fn type_spec(&self, name: &ast::TypeName) -> TypeSpec {
        type_spec(name)
    }
}

/// A lowered type name.
pub fn type_spec(name: &ast::TypeName) -> TypeSpec {
    TypeSpec { name: type_text(name).into(), ast: name.clone(), cache: Cell::new(None) }
}

/// A type name as written: `System.Collections.Generic.List[int]`.
pub fn type_text(name: &ast::TypeName) -> String {
    match &name.kind {
        ast::TypeNameKind::Simple { name, .. } => name.to_string(),
        ast::TypeNameKind::Generic { generic, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(type_text).collect();
            format!("{}[{}]", type_text(generic), arguments.join(","))
        }
        ast::TypeNameKind::Array { element, rank } => format!("{}[{}]", type_text(element), ",".repeat((*rank as usize).saturating_sub(1))),
    }
}

fn is_switch_name(name: &str) -> bool {
    ["switch", "switchparameter", "system.management.automation.switchparameter", "management.automation.switchparameter"]
        .contains(&name.to_ascii_lowercase().as_str())
}

/// The last part of an attribute's name, without `Attribute` at its end.
pub fn attribute_name(attribute: &ast::Attribute) -> String {
    let text = type_text(&attribute.type_name);
    let last = text.rsplit('.').next().unwrap_or(&text);
    let cut = last.len().saturating_sub("attribute".len());
    match last.get(cut..) {
        Some(end) if cut > 0 && end.eq_ignore_ascii_case("attribute") => last[..cut].to_owned(),
        _ => last.to_owned(),
    }
}

fn is_cmdlet_binding(attribute: &ast::Attribute) -> bool {
    attribute_name(attribute).eq_ignore_ascii_case("CmdletBinding")
}

fn attribute_named(attribute: &AttributeBase, name: &str) -> bool {
    matches!(attribute, AttributeBase::Attribute(a) if attribute_name(a).eq_ignore_ascii_case(name))
}
