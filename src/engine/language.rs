//! `System.Management.Automation.Language`: parsing as an object model. Trees, extents and parse errors as scripts see them.

use super::{Engine, Run};
use crate::syntax::ast::Span;
use crate::syntax::nodes::{Node, nodes};
use crate::syntax::{ParseError, Parsed, Source, parse};
use crate::value::{Object, PsStr, Reference, Res, Runtime, TypeRef, Value, convert, known, named_type};
use std::rc::Rc;

/// The types a script may name.
const KINDS: &[&str] = &[
    "Ast",
    "ArrayExpressionAst",
    "ArrayLiteralAst",
    "AssignmentStatementAst",
    "AttributeAst",
    "BinaryExpressionAst",
    "BlockStatementAst",
    "BreakStatementAst",
    "CatchClauseAst",
    "CommandAst",
    "CommandExpressionAst",
    "CommandParameterAst",
    "ConstantExpressionAst",
    "ContinueStatementAst",
    "ConvertExpressionAst",
    "DataStatementAst",
    "DoUntilStatementAst",
    "DoWhileStatementAst",
    "ExitStatementAst",
    "ExpandableStringExpressionAst",
    "ExpressionAst",
    "FileRedirectionAst",
    "ForEachStatementAst",
    "ForStatementAst",
    "FunctionDefinitionAst",
    "FunctionMemberAst",
    "HashtableAst",
    "IfStatementAst",
    "IndexExpressionAst",
    "InvokeMemberExpressionAst",
    "MemberExpressionAst",
    "MergingRedirectionAst",
    "NamedAttributeArgumentAst",
    "NamedBlockAst",
    "ParamBlockAst",
    "ParameterAst",
    "ParenExpressionAst",
    "ParseError",
    "Parser",
    "PipelineAst",
    "PipelineChainAst",
    "PropertyMemberAst",
    "ReturnStatementAst",
    "ScriptBlockAst",
    "ScriptBlockExpressionAst",
    "StatementAst",
    "StatementBlockAst",
    "StringConstantExpressionAst",
    "SubExpressionAst",
    "SwitchStatementAst",
    "TernaryExpressionAst",
    "ThrowStatementAst",
    "Token",
    "TrapStatementAst",
    "TryStatementAst",
    "TypeConstraintAst",
    "TypeDefinitionAst",
    "TypeExpressionAst",
    "UnaryExpressionAst",
    "UsingExpressionAst",
    "UsingStatementAst",
    "VariableExpressionAst",
    "WhileStatementAst",
];

const NAMESPACE: &str = "System.Management.Automation.Language";

/// The tree of one text.
struct Tree {
    source: Rc<Source>,
    nodes: Vec<Node>,
}

/// A node as a script sees it.
struct AstNode {
    tree: Rc<Tree>,
    at: usize,
}

/// `IScriptExtent`.
struct Extent {
    source: Rc<Source>,
    span: Span,
}

/// `ParseError`.
struct Problem {
    source: Rc<Source>,
    error: ParseError,
}

fn language_type(name: &str, base: TypeRef) -> TypeRef {
    named_type(&format!("{NAMESPACE}.{name}"), base)
}

fn extent(source: &Rc<Source>, span: Span) -> Value {
    Value::object(Extent { source: source.clone(), span })
}

impl Object for Extent {
    fn type_ref(&self) -> TypeRef {
        language_type("InternalScriptExtent", known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let number = |n: u32| Value::Int32(n as i32);
        let (start, end) = (self.source.place(self.span.start), self.source.place(self.span.end));
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "file" => self.source.file.as_ref().map_or(Value::Null, |file| Value::str(file)),
            "startlinenumber" => number(start.line),
            "startcolumnnumber" => number(start.column),
            "startoffset" => number(start.offset),
            "endlinenumber" => number(end.line),
            "endcolumnnumber" => number(end.column),
            "endoffset" => number(end.offset),
            "text" => Value::str(self.span.text(&self.source.text)),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        [
            "File",
            "StartScriptPosition",
            "EndScriptPosition",
            "StartLineNumber",
            "StartColumnNumber",
            "EndLineNumber",
            "EndColumnNumber",
            "Text",
            "StartOffset",
            "EndOffset",
        ]
        .map(PsStr::from)
        .to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.span.text(&self.source.text).into())
    }
}

impl Object for Problem {
    fn type_ref(&self) -> TypeRef {
        language_type("ParseError", known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "errorid" => Value::str(self.error.id),
            "message" => Value::str(&self.error.message),
            "incompleteinput" => Value::Bool(self.error.incomplete),
            "extent" => extent(&self.source, self.error.span),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Extent", "ErrorId", "Message", "IncompleteInput"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.error.message.clone().into())
    }
}

impl AstNode {
    fn node(&self) -> &Node {
        &self.tree.nodes[self.at]
    }

    fn other(&self, at: usize) -> Value {
        Value::object(AstNode { tree: self.tree.clone(), at })
    }

    fn source_text(&self) -> &str {
        self.node().span.text(&self.tree.source.text)
    }

    fn children(&self) -> Vec<usize> {
        (self.at + 1..self.tree.nodes.len()).filter(|&at| self.tree.nodes[at].parent == Some(self.at)).collect()
    }

    /// Whether a node stands below this one, and if so inside a script block of its own.
    fn below(&self, at: usize) -> Option<bool> {
        let mut nested = false;
        let mut here = Some(at);
        while let Some(place) = here {
            if place == self.at {
                return Some(nested);
            }
            let node = &self.tree.nodes[place];
            nested |= node.kind == "ScriptBlockAst" && node.parent.is_some();
            here = node.parent;
        }
        None
    }

    fn of_kinds(&self, kinds: &[&str]) -> Value {
        let found = self.children().into_iter().filter(|&at| kinds.iter().any(|k| self.tree.nodes[at].kind == *k));
        Value::array(found.map(|at| self.other(at)).collect())
    }

    /// What a few kinds of node say of themselves.
    fn detail(&self, name: &str) -> Option<Value> {
        let text = self.source_text();
        Some(match (self.node().kind, name) {
            ("StringConstantExpressionAst", "value") => Value::str(unquoted(text)),
            ("VariableExpressionAst", "variablepath") => {
                let path = text.trim_start_matches(['$', '@']).trim_start_matches('{').trim_end_matches('}');
                super::automatic::bag("System.Management.Automation.VariablePath", vec![("UserPath", Value::str(path))])
            }
            ("FunctionDefinitionAst", "name") => {
                let name = text.split_whitespace().nth(1).unwrap_or("");
                Value::str(name.split(['(', '{']).next().unwrap_or(""))
            }
            ("FunctionDefinitionAst", "isfilter") => Value::Bool(text.to_ascii_lowercase().starts_with("filter")),
            ("TypeDefinitionAst", "name") => Value::str(text.split_whitespace().nth(1).unwrap_or("").trim_end_matches(['{', ':'])),
            ("CommandParameterAst", "parametername") => Value::str(text.trim_start_matches('-').split(':').next().unwrap_or("")),
            ("CommandAst", "commandelements") => Value::array(self.children().into_iter().map(|at| self.other(at)).collect()),
            ("PipelineAst", "pipelineelements") => self.of_kinds(&["CommandAst", "CommandExpressionAst"]),
            ("ScriptBlockAst", "endblock") => self.of_kinds(&["NamedBlockAst"]),
            ("ScriptBlockAst", "paramblock") => self.of_kinds(&["ParamBlockAst"]),
            ("ParamBlockAst", "parameters") => self.of_kinds(&["ParameterAst"]),
            ("NamedBlockAst" | "StatementBlockAst", "statements") => Value::array(self.children().into_iter().map(|at| self.other(at)).collect()),
            ("AssignmentStatementAst", "left") => self.children().first().map(|&at| self.other(at))?,
            ("AssignmentStatementAst", "right") => self.children().get(1).map(|&at| self.other(at))?,
            ("FunctionDefinitionAst", "body") => {
                self.children().into_iter().find(|&at| self.tree.nodes[at].kind == "ScriptBlockAst").map(|at| self.other(at))?
            }
            _ => return None,
        })
    }
}

/// The text of a plain string constant, without its quotes.
fn unquoted(text: &str) -> &str {
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote)) {
            return inner;
        }
    }
    text
}

/// The bases of a node's type, for `-is`: `Ast`, and the class between.
fn base_of(kind: &str) -> TypeRef {
    let ast = language_type("Ast", known::OBJECT);
    let middle = if kind.ends_with("ExpressionAst") || matches!(kind, "HashtableAst" | "ArrayLiteralAst") {
        "ExpressionAst"
    } else if kind.ends_with("StatementAst") || matches!(kind, "PipelineAst" | "PipelineChainAst" | "FunctionDefinitionAst" | "TypeDefinitionAst") {
        "StatementAst"
    } else {
        return ast;
    };
    language_type(middle, ast)
}

impl Object for AstNode {
    fn type_ref(&self) -> TypeRef {
        let kind = self.node().kind;
        language_type(kind, base_of(kind))
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let name = name.to_ascii_lowercase();
        Some(Ok(match name.as_str() {
            "extent" => extent(&self.tree.source, self.node().span),
            "parent" => self.node().parent.map_or(Value::Null, |at| self.other(at)),
            _ => return self.detail(&name).map(Ok),
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Extent", "Parent"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "findall" => Some(self.find(args, false, cx).map(Value::array)),
            "find" => Some(self.find(args, true, cx).map(|found| found.into_iter().next().unwrap_or_default())),
            "getcommandname" => Some(Ok(match self.children().first() {
                Some(&at) if self.tree.nodes[at].kind == "StringConstantExpressionAst" => {
                    Value::str(unquoted(self.tree.nodes[at].span.text(&self.tree.source.text)))
                }
                _ => Value::Null,
            })),
            "tostring" => Some(Ok(Value::str(self.source_text()))),
            _ => None,
        }
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.source_text().into())
    }
}

impl AstNode {
    /// The nodes from here down that a script block says yes to.
    fn find(&self, args: &[Value], first: bool, cx: &mut dyn Runtime) -> Res<Vec<Value>> {
        let Some(Value::ScriptBlock(predicate)) = args.first().map(Value::base) else { return Ok(Vec::new()) };
        let nested = args.get(1).is_some_and(convert::to_bool);
        let mut found = Vec::new();
        for at in self.at..self.tree.nodes.len() {
            match self.below(at) {
                Some(false) => {}
                Some(true) if nested => {}
                _ => continue,
            }
            let node = self.other(at);
            let answer = cx.invoke_block(predicate, None, std::slice::from_ref(&node))?;
            let yes = match &answer[..] {
                [one] => convert::to_bool(one),
                many => !many.is_empty(),
            };
            if yes {
                found.push(node);
                if first {
                    break;
                }
            }
        }
        Ok(found)
    }
}

/// The script block node of a tree.
pub(super) fn tree_of(source: &Rc<Source>, tree: &crate::syntax::ast::ScriptBlock) -> Value {
    let tree = Tree { source: source.clone(), nodes: nodes(tree) };
    Value::object(AstNode { tree: Rc::new(tree), at: 0 })
}

/// A type of the namespace by name, where the tables of types have none.
pub(super) fn type_of(name: &str) -> Option<TypeRef> {
    let lower = name.to_ascii_lowercase();
    let lower = lower.strip_prefix("system.").unwrap_or(&lower);
    let short = lower.strip_prefix("management.automation.language.")?;
    let known = KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(short))?;
    Some(if known.ends_with("Ast") && *known != "Ast" { language_type(known, base_of(known)) } else { language_type(known, known::OBJECT) })
}

impl Engine {
    /// `[Parser]::ParseInput(text, [ref]tokens, [ref]errors)` and `ParseFile`; `None` where another type or method is meant.
    pub(super) fn parser_method(&mut self, ty: TypeRef, name: &str, args: &[Value]) -> Option<Run<Value>> {
        if ty.full_name != "System.Management.Automation.Language.Parser" {
            return None;
        }
        let text = args.first().map(|text| self.to_text(text)).unwrap_or_default();
        let source = match name.to_ascii_lowercase().as_str() {
            "parseinput" => Source::new(text.rc(), None),
            "parsefile" => {
                let path = self.resolve_path(&text);
                match self.host.read(&path) {
                    Ok(bytes) => Source::new(String::from_utf8_lossy(&bytes).into_owned(), Some(Rc::from(path.to_string_lossy().as_ref()))),
                    Err(_) => {
                        let message = format!("Could not find file '{}'.", path.display());
                        return Some(Err(super::expr::failure("System.IO.FileNotFoundException", &message, "FileNotFoundException")));
                    }
                }
            }
            _ => return None,
        };
        let parsed = parse(source);
        let problems = errors_of(&parsed);
        // The last reference takes the errors, the one before it the tokens.
        let mut references = args.iter().skip(1).rev().filter_map(|arg| arg.downcast::<Reference>());
        if let Some(errors) = references.next() {
            errors.set(problems);
        }
        if let Some(tokens) = references.next() {
            tokens.set(Value::array(Vec::new()));
        }
        Some(Ok(tree_of(&parsed.source, &parsed.tree)))
    }
}

fn errors_of(parsed: &Parsed) -> Value {
    let problem = |error: &ParseError| Value::object(Problem { source: parsed.source.clone(), error: error.clone() });
    Value::array_of(language_type("ParseError", known::OBJECT), parsed.errors.iter().map(problem).collect())
}
