//! The lowered tree: what the evaluator runs. Names are symbols with slots, constants are values, commands keep a cache.
//!
//! Positions: statements and commands keep their spans (PowerShell reports errors by statement); expressions keep none.

use crate::engine::commands::CommandCache;
use crate::engine::symbol::Symbol;
use crate::syntax::Source;
use crate::syntax::ast::{self, AssignmentOperator, BinaryOperator, ChainOperator, Span};
use crate::value::{PsStr, TypeRef, Value};
use rustc_hash::FxHashMap;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// The variables of a body: which slot of its scope each name has.
#[derive(Debug, Default)]
pub struct Layout {
    pub symbols: Vec<Symbol>,
    index: FxHashMap<Symbol, u32>,
}

impl Layout {
    pub fn find(&self, symbol: Symbol) -> Option<usize> {
        if self.symbols.len() <= 8 { self.symbols.iter().position(|&s| s == symbol) } else { self.index.get(&symbol).map(|&slot| slot as usize) }
    }

    pub fn slot(&mut self, symbol: Symbol) -> u32 {
        *self.index.entry(symbol).or_insert_with(|| {
            self.symbols.push(symbol);
            self.symbols.len() as u32 - 1
        })
    }
}

/// The code of a script, a function or a script block.
pub struct Body {
    pub source: Rc<Source>,
    pub span: Span,
    /// What `ToString()` of the script block gives.
    pub text: PsStr,
    pub ast: Rc<ast::ScriptBlock>,
    /// Parameters in round brackets after a function's name, where they are there.
    pub function: Option<Rc<ast::FunctionDefinition>>,
    pub layout: Rc<Layout>,
    pub parameters: Vec<ParameterCode>,
    /// `[CmdletBinding()]`, or `[Parameter()]` on any parameter.
    pub advanced: bool,
    /// Every parameter is only a name, perhaps a type, perhaps a default: it can be bound without the binder.
    pub simple: bool,
    pub dynamic_param: Option<Block>,
    pub begin: Option<Block>,
    pub process: Option<Block>,
    pub end: Option<Block>,
    pub clean: Option<Block>,
    /// Classes and enums, which exist before the first statement runs.
    pub types: Vec<Rc<ast::TypeDefinition>>,
    pub signature: OnceCell<Rc<crate::engine::Signature>>,
    /// A class's method or constructor: only `return` gives a value.
    pub is_method: bool,
    /// The arguments of a constructor's `: base(...)`.
    pub base_arguments: Vec<Expr>,
}

pub struct ParameterCode {
    pub symbol: Symbol,
    pub slot: u32,
    pub name: Rc<str>,
    pub type_name: Option<TypeSpec>,
    pub is_switch: bool,
    pub default: Option<Expr>,
    /// Attributes other than `[Parameter()]` and `[Alias()]`: they stay on the variable.
    pub attributes: Vec<ast::Attribute>,
}

#[derive(Default)]
pub struct Block {
    pub traps: Vec<TrapCode>,
    pub statements: Vec<Statement>,
}

pub struct TrapCode {
    pub type_name: Option<TypeSpec>,
    pub body: Block,
}

pub struct Statement {
    pub span: Span,
    pub kind: StatementKind,
}

pub type Label = Option<Rc<str>>;

pub enum StatementKind {
    /// A pipeline that is one expression without redirections.
    Expr(Expr),
    Pipeline(PipelineCode),
    Chain {
        first: Box<Statement>,
        rest: Vec<(ChainOperator, Statement)>,
    },
    Assign {
        target: Target,
        operator: AssignmentOperator,
        value: Box<Statement>,
    },
    If {
        clauses: Vec<(Statement, Block)>,
        otherwise: Option<Block>,
    },
    /// `while` and both kinds of `do`.
    Loop {
        label: Label,
        kind: LoopKind,
        condition: Box<Statement>,
        body: Block,
    },
    For {
        label: Label,
        initializer: Option<Box<Statement>>,
        condition: Option<Box<Statement>>,
        iterator: Option<Box<Statement>>,
        body: Block,
    },
    ForEach {
        label: Label,
        variable: Target,
        collection: Box<Statement>,
        body: Block,
        /// The body mentions `$foreach`.
        wants_enumerator: bool,
    },
    Switch(Box<SwitchCode>),
    Try {
        body: Block,
        catches: Vec<CatchCode>,
        finally: Option<Block>,
    },
    Throw(Option<Box<Statement>>),
    Return(Option<Box<Statement>>),
    Exit(Option<Box<Statement>>),
    Break(Option<Expr>),
    Continue(Option<Expr>),
    Function(Rc<FunctionCode>),
    Type(Rc<ast::TypeDefinition>),
    Data {
        name: Option<Symbol>,
        body: Block,
    },
    Block(Block),
    Using(Rc<ast::UsingStatement>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LoopKind {
    While,
    DoWhile,
    DoUntil,
}

pub struct SwitchCode {
    pub label: Label,
    pub flags: ast::SwitchFlags,
    pub condition: Statement,
    pub clauses: Vec<(Expr, Block)>,
    pub default: Option<Block>,
    pub wants_enumerator: bool,
}

pub struct CatchCode {
    pub types: Vec<TypeSpec>,
    pub body: Block,
}

pub struct FunctionCode {
    pub name: Rc<str>,
    pub is_filter: bool,
    pub body: Rc<Body>,
    pub span: Span,
}

pub struct PipelineCode {
    pub span: Span,
    pub source: Option<SourceCode>,
    pub commands: Vec<CommandCode>,
    pub background: bool,
}

/// A pipeline's first element, where it is an expression.
pub struct SourceCode {
    pub expr: Expr,
    pub span: Span,
    pub redirections: Vec<RedirectionCode>,
}

pub struct CommandCode {
    pub span: Span,
    pub name: Expr,
    /// The name, where it is a bare word or a plain string.
    pub name_text: Option<PsStr>,
    pub name_span: Span,
    pub invocation: ast::InvocationOperator,
    pub arguments: Vec<ArgumentCode>,
    /// Nothing but values: no parameters, no splatting.
    pub positional_only: bool,
    pub redirections: Vec<RedirectionCode>,
    pub cache: CommandCache,
}

pub enum ArgumentCode {
    Value { expr: Expr, span: Span },
    Parameter { name: PsStr, text: PsStr, span: Span, value: Option<(Expr, Span)> },
    Splat { expr: Expr, span: Span },
}

pub struct RedirectionCode {
    pub span: Span,
    pub from: u8,
    pub to: RedirectionTarget,
}

pub enum RedirectionTarget {
    File { append: bool, target: Expr },
    Stream(u8),
}

/// A type by name, found when it is first needed.
pub struct TypeSpec {
    /// As written, without the brackets.
    pub name: PsStr,
    pub ast: ast::TypeName,
    pub cache: Cell<Option<(u32, TypeRef)>>,
}

/// What can be assigned to.
pub enum Target {
    Variable(Variable),
    Typed(TypeSpec, Box<Target>),
    Attributed(Box<ast::Attribute>, Box<Target>),
    Member {
        target: Expr,
        name: MemberName,
    },
    StaticMember {
        target: Expr,
        name: MemberName,
    },
    Index {
        target: Expr,
        index: Expr,
    },
    List(Vec<Target>),
    /// Not assignable: the parser reports it.
    Invalid,
}

pub enum Variable {
    Local {
        symbol: Symbol,
        slot: u32,
    },
    /// `$_` and `$PSItem`.
    Underscore,
    /// One that belongs to the call (`$args`, `$input`, ...): kept by the scope's call, not in slots.
    Automatic {
        symbol: Symbol,
    },
    Scoped {
        scope: ScopeName,
        symbol: Symbol,
        name: Rc<str>,
    },
    Drive {
        drive: Rc<str>,
        name: Rc<str>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeName {
    Global,
    Script,
    Local,
    Private,
    Using,
}

pub enum MemberName {
    Const(PsStr),
    Expr(Box<Expr>),
}

pub enum TextPart {
    Text(PsStr),
    Expr(Expr),
}

pub struct InvokeCode {
    pub target: Expr,
    pub name: MemberName,
    pub arguments: Vec<Expr>,
    pub type_arguments: Vec<TypeSpec>,
    pub is_static: bool,
    pub null_conditional: bool,
}

pub enum Expr {
    Const(Value),
    /// With its place: strict mode points at it.
    Variable(Variable, Span),
    Text(Vec<TextPart>),
    Type(TypeSpec),
    Binary(BinaryOperator, Box<(Expr, Expr)>),
    Not(Box<Expr>),
    BNot(Box<Expr>),
    Plus(Box<Expr>),
    Minus(Box<Expr>),
    UnaryJoin(Box<Expr>),
    UnarySplit(Box<Expr>),
    Step {
        target: Box<Target>,
        by: i32,
        prefix: bool,
    },
    Ternary(Box<(Expr, Expr, Expr)>),
    Convert(Box<TypeSpec>, Box<Expr>),
    /// `[ordered]@{ }` and `[pscustomobject]@{ }`.
    Ordered(Vec<(Expr, Statement)>),
    Custom(Vec<(Expr, Statement)>),
    /// `[ref]$x`: a reference to a variable.
    Reference(Box<Target>, Box<Expr>),
    Attributed(Box<ast::Attribute>, Box<Expr>),
    Member {
        target: Box<Expr>,
        name: MemberName,
        null_conditional: bool,
    },
    StaticMember {
        target: Box<Expr>,
        name: MemberName,
    },
    Invoke(Box<InvokeCode>),
    Index {
        target: Box<Expr>,
        index: Box<Expr>,
        null_conditional: bool,
    },
    List(Vec<Expr>),
    /// `@( )`
    Array(Block),
    /// `$( )`
    SubExpression(Block),
    Paren(Box<Statement>),
    Hashtable(Vec<(Expr, Statement)>),
    ScriptBlock(Rc<Body>),
}
