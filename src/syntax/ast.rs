//! The syntax tree: PowerShell's node types by name, as plain data with spans.
//!
//! Every node carries the half-open byte range it covers in the source text. Literals are plain Rust values, so nothing
//! here depends on the object model. Lists are in source order.

use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::rc::Rc;

/// A half-open range of byte offsets into the source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub fn text(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// `ScriptBlockAst`: a whole script, or the inside of `{ ... }` that is a value, or a function's body.
#[derive(Clone, Debug, Default)]
pub struct ScriptBlock {
    pub span: Span,
    pub using: Vec<UsingStatement>,
    /// Attributes before `param`, such as `[CmdletBinding()]` (they belong to the `ParamBlock` in the tree).
    pub param: Option<ParamBlock>,
    pub dynamic_param: Option<NamedBlock>,
    pub begin: Option<NamedBlock>,
    pub process: Option<NamedBlock>,
    pub end: Option<NamedBlock>,
    pub clean: Option<NamedBlock>,
    /// `#requires` comments, in order.
    pub requires: Vec<Requires>,
    /// Text of the comment-based help that belongs to this block, if any (the comment tokens joined by line feeds).
    pub help: Option<Rc<str>>,
}

/// One `#requires` line: its whole text and where it stands.
#[derive(Clone, Debug)]
pub struct Requires {
    pub span: Span,
    pub text: Rc<str>,
}

/// `NamedBlockAst`: `begin { }`, `process { }`, ... or the unnamed block that a plain body makes (`end`; `process` in a filter).
#[derive(Clone, Debug, Default)]
pub struct NamedBlock {
    pub span: Span,
    /// True where the source has no block keyword.
    pub unnamed: bool,
    pub traps: Vec<TrapStatement>,
    pub statements: Vec<Statement>,
}

/// `StatementBlockAst`: the braces of `if`, `while`, `try`, ...; also the inside of `$( )` and `@( )` (span without the brackets).
#[derive(Clone, Debug, Default)]
pub struct StatementBlock {
    pub span: Span,
    pub traps: Vec<TrapStatement>,
    pub statements: Vec<Statement>,
}

/// `ParamBlockAst`.
#[derive(Clone, Debug, Default)]
pub struct ParamBlock {
    pub span: Span,
    pub attributes: Vec<Attribute>,
    pub parameters: Vec<Parameter>,
}

/// `ParameterAst`: `[Attr()] [type] $name = default`.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub span: Span,
    pub attributes: Vec<AttributeBase>,
    pub name: Variable,
    pub default: Option<Expr>,
}

/// An attribute or a type constraint before a parameter, a property or an expression.
#[derive(Clone, Debug)]
pub enum AttributeBase {
    Attribute(Attribute),
    /// `TypeConstraintAst`; the span includes the brackets.
    TypeConstraint {
        span: Span,
        type_name: TypeName,
    },
}

/// `AttributeAst`: `[Name(positional, Named = value)]`.
#[derive(Clone, Debug)]
pub struct Attribute {
    pub span: Span,
    pub type_name: TypeName,
    pub positional: Vec<Expr>,
    pub named: Vec<NamedArgument>,
}

/// `NamedAttributeArgumentAst`; `value` is `None` where it was left out (meaning true).
#[derive(Clone, Debug)]
pub struct NamedArgument {
    pub span: Span,
    pub name: Rc<str>,
    pub value: Option<Expr>,
}

/// A type's name as written, without the outer brackets.
#[derive(Clone, Debug)]
pub struct TypeName {
    pub span: Span,
    pub kind: TypeNameKind,
}

#[derive(Clone, Debug)]
pub enum TypeNameKind {
    /// `System.String`, or `Name, Assembly` (the assembly part kept apart).
    Simple { name: Rc<str>, assembly: Option<Rc<str>> },
    /// `Dictionary[string, int]`.
    Generic { generic: Box<TypeName>, arguments: Vec<TypeName> },
    /// `int[]`, `int[,]` (rank 2).
    Array { element: Box<TypeName>, rank: u32 },
}

/// A statement with its span. A label is the name after the colon of `:label while ...`.
#[derive(Clone, Debug)]
pub struct Statement {
    pub span: Span,
    pub kind: StatementKind,
}

#[derive(Clone, Debug)]
pub enum StatementKind {
    Pipeline(Pipeline),
    /// `a && b || c`: the first pipeline, then operator and pipeline. `background` for a trailing `&`.
    Chain {
        first: Pipeline,
        rest: Vec<(ChainOperator, Span, Pipeline)>,
        background: bool,
    },
    /// `left op right`; right is a statement (a pipeline, `if`, `foreach`, another assignment, ...).
    Assignment {
        left: Expr,
        operator: AssignmentOperator,
        operator_span: Span,
        right: Box<Statement>,
    },
    If {
        clauses: Vec<(Condition, StatementBlock)>,
        otherwise: Option<StatementBlock>,
    },
    While {
        label: Option<Rc<str>>,
        condition: Condition,
        body: StatementBlock,
    },
    DoWhile {
        label: Option<Rc<str>>,
        body: StatementBlock,
        condition: Condition,
    },
    DoUntil {
        label: Option<Rc<str>>,
        body: StatementBlock,
        condition: Condition,
    },
    For {
        label: Option<Rc<str>>,
        initializer: Option<Condition>,
        condition: Option<Condition>,
        iterator: Option<Condition>,
        body: StatementBlock,
    },
    ForEach {
        label: Option<Rc<str>>,
        parallel: bool,
        throttle: Option<Expr>,
        variable: Variable,
        collection: Condition,
        body: StatementBlock,
    },
    Switch(Box<SwitchStatement>),
    Try {
        body: StatementBlock,
        catches: Vec<CatchClause>,
        finally: Option<StatementBlock>,
    },
    Throw(Option<Box<Statement>>),
    Return(Option<Box<Statement>>),
    Exit(Option<Box<Statement>>),
    /// The label is an expression: a bare word, a string or a variable.
    Break(Option<Expr>),
    Continue(Option<Expr>),
    Data {
        name: Option<Rc<str>>,
        commands: Vec<Expr>,
        body: StatementBlock,
    },
    /// `parallel`/`sequence` blocks and `{ }` statements of workflows; kept for the tree.
    Block {
        keyword: Rc<str>,
        body: StatementBlock,
    },
    Function(Rc<FunctionDefinition>),
    Type(Rc<TypeDefinition>),
    /// An empty statement is never in the tree.
    Using(UsingStatement),
}

/// A condition or initializer is a whole statement in the tree: a pipeline, an assignment or a chain.
pub type Condition = Box<Statement>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainOperator {
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignmentOperator {
    Assign,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    /// `??=`
    Coalesce,
}

#[derive(Clone, Debug, Default)]
pub struct SwitchFlags {
    pub regex: bool,
    pub wildcard: bool,
    pub exact: bool,
    pub case_sensitive: bool,
    pub file: bool,
    pub parallel: bool,
}

#[derive(Clone, Debug)]
pub struct SwitchStatement {
    pub label: Option<Rc<str>>,
    pub flags: SwitchFlags,
    /// The pipeline in brackets, or the file's name as a pipeline.
    pub condition: Condition,
    pub clauses: Vec<(Expr, StatementBlock)>,
    pub default: Option<StatementBlock>,
}

/// `CatchClauseAst`; no types: catch all.
#[derive(Clone, Debug)]
pub struct CatchClause {
    pub span: Span,
    /// Each a `TypeConstraintAst`: span with brackets, and the name.
    pub types: Vec<(Span, TypeName)>,
    pub body: StatementBlock,
}

/// `TrapStatementAst`.
#[derive(Clone, Debug)]
pub struct TrapStatement {
    pub span: Span,
    pub type_name: Option<(Span, TypeName)>,
    pub body: StatementBlock,
}

/// `FunctionDefinitionAst`: `function`, `filter` or `workflow`.
#[derive(Clone, Debug)]
pub struct FunctionDefinition {
    pub span: Span,
    pub name: Rc<str>,
    pub name_span: Span,
    pub is_filter: bool,
    pub is_workflow: bool,
    /// Parameters in round brackets after the name.
    pub parameters: Option<Vec<Parameter>>,
    pub body: Rc<ScriptBlock>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    Class,
    Enum,
    Interface,
}

/// `TypeDefinitionAst`: a class or an enum.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    pub span: Span,
    pub kind: TypeKind,
    pub name: Rc<str>,
    pub attributes: Vec<Attribute>,
    /// Base class and interfaces, or an enum's underlying type; each a `TypeConstraintAst` with its span.
    pub bases: Vec<(Span, TypeName)>,
    pub members: Vec<TypeMember>,
}

#[derive(Clone, Debug)]
pub enum TypeMember {
    /// `PropertyMemberAst`; an enum's values too (`initial` is then the explicit value).
    Property {
        span: Span,
        attributes: Vec<Attribute>,
        type_name: Option<(Span, TypeName)>,
        name: Rc<str>,
        is_static: bool,
        is_hidden: bool,
        initial: Option<Expr>,
    },
    /// `FunctionMemberAst` around a function; a constructor has the class's name and no return type.
    Method {
        span: Span,
        attributes: Vec<Attribute>,
        return_type: Option<(Span, TypeName)>,
        is_static: bool,
        is_hidden: bool,
        is_constructor: bool,
        /// The arguments of `: base(...)`, where written.
        base_call: Option<BaseCall>,
        function: Rc<FunctionDefinition>,
    },
}

/// `BaseCtorInvokeMemberExpressionAst`.
#[derive(Clone, Debug)]
pub struct BaseCall {
    pub span: Span,
    pub arguments: Vec<Expr>,
}

/// `UsingStatementAst`.
#[derive(Clone, Debug)]
pub struct UsingStatement {
    pub span: Span,
    pub kind: UsingKind,
    pub name: Option<Rc<str>>,
    pub name_span: Span,
    pub alias: Option<Rc<str>>,
    pub alias_span: Span,
    /// `using module @{ ... }`.
    pub specification: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsingKind {
    Assembly,
    Command,
    Module,
    Namespace,
    Type,
}

/// `PipelineAst`.
#[derive(Clone, Debug)]
pub struct Pipeline {
    pub span: Span,
    pub elements: Vec<PipelineElement>,
    /// A trailing `&`.
    pub background: bool,
}

#[derive(Clone, Debug)]
pub enum PipelineElement {
    Command(Command),
    /// `CommandExpressionAst`; its span covers the redirections too.
    Expression {
        span: Span,
        expr: Expr,
        redirections: Vec<Redirection>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvocationOperator {
    None,
    /// `& command`
    Call,
    /// `. command`
    Dot,
}

/// `CommandAst`: the elements start with the command's name.
#[derive(Clone, Debug)]
pub struct Command {
    pub span: Span,
    pub invocation: InvocationOperator,
    pub elements: Vec<CommandElement>,
    pub redirections: Vec<Redirection>,
}

#[derive(Clone, Debug)]
pub enum CommandElement {
    Argument(Expr),
    /// `CommandParameterAst`: `-Name` or `-Name:argument`; the name without the dash.
    Parameter {
        span: Span,
        name: Rc<str>,
        argument: Option<Expr>,
    },
}

/// A redirection: from a stream (1 to 6, 0 for all: `*>`) to a file or another stream.
#[derive(Clone, Debug)]
pub struct Redirection {
    pub span: Span,
    pub from: u8,
    pub to: RedirectionTarget,
}

#[derive(Clone, Debug)]
pub enum RedirectionTarget {
    File {
        append: bool,
        target: Expr,
    },
    /// `MergingRedirectionAst`: `2>&1`.
    Stream(u8),
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `ConstantExpressionAst`.
    Number(Number),
    /// `StringConstantExpressionAst`.
    String {
        value: Rc<str>,
        quotes: Quotes,
    },
    /// `ExpandableStringExpressionAst`: text and nested expressions in order; `format` is the raw inner text.
    Expandable {
        parts: Vec<StringPart>,
        quotes: Quotes,
    },
    Variable(Variable),
    /// `[type]` as a value.
    Type(TypeName),
    Binary {
        operator: BinaryOperator,
        operator_span: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Unary {
        operator: UnaryOperator,
        operand: Box<Expr>,
    },
    Ternary {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `ConvertExpressionAst`: `[type]expr`; `type_span` covers the brackets.
    Convert {
        type_name: TypeName,
        type_span: Span,
        operand: Box<Expr>,
    },
    /// `AttributedExpressionAst`: `[Attr()]$x`.
    Attributed {
        attribute: Attribute,
        operand: Box<Expr>,
    },
    /// `MemberExpressionAst`; the member is a string constant for a bare name.
    Member {
        target: Box<Expr>,
        member: Box<Expr>,
        is_static: bool,
        null_conditional: bool,
    },
    /// `InvokeMemberExpressionAst`.
    Invoke {
        target: Box<Expr>,
        member: Box<Expr>,
        arguments: Vec<Expr>,
        type_arguments: Vec<TypeName>,
        is_static: bool,
        null_conditional: bool,
    },
    /// `: base(...)` inside a constructor.
    BaseCall(BaseCall),
    Index {
        target: Box<Expr>,
        index: Box<Expr>,
        null_conditional: bool,
    },
    /// `ArrayLiteralAst`: `a, b`; a unary comma makes one with one element.
    ArrayLiteral(Vec<Expr>),
    /// `ArrayExpressionAst`: `@( )`.
    Array(StatementBlock),
    /// `SubExpressionAst`: `$( )`.
    SubExpression(StatementBlock),
    /// `ParenExpressionAst`: the statement inside (a pipeline, a chain or an assignment).
    Paren(Box<Statement>),
    /// `HashtableAst`: key and value statement.
    Hashtable(Vec<(Expr, Statement)>),
    /// `ScriptBlockExpressionAst`.
    ScriptBlock(Rc<ScriptBlock>),
    /// `UsingExpressionAst`: `$using:x`; the operand is a variable (or member access on it).
    Using(Box<Expr>),
}

#[derive(Clone, Debug)]
pub enum StringPart {
    Text(Rc<str>),
    Expr(Expr),
}

/// How a string was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    Bare,
    Single,
    Double,
    SingleHere,
    DoubleHere,
}

/// A number literal, with the type its suffix and size give it.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    SByte(i8),
    Byte(u8),
    Int16(i16),
    UInt16(u16),
    Int32(i32),
    UInt32(u32),
    Int64(i64),
    UInt64(u64),
    Double(f64),
    Decimal(Decimal),
    BigInteger(BigInt),
}

/// `VariableExpressionAst`: `$name`, `$scope:name`, `${any text}`, `@splatted`.
#[derive(Clone, Debug)]
pub struct Variable {
    pub span: Span,
    /// As written after the sigil, without braces and with escapes taken out, the scope or drive still on: `script:x`, `env:PATH`.
    pub path: Rc<str>,
    pub splatted: bool,
    /// Written with braces: `${name}`.
    pub braced: bool,
}

/// A binary operator; for comparisons `case_sensitive` is true of the `c` forms only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Format,
    Range,
    And,
    Or,
    Xor,
    BAnd,
    BOr,
    BXor,
    Shl,
    Shr,
    Is,
    IsNot,
    As,
    Join,
    /// `??`
    Coalesce,
    Eq {
        case_sensitive: bool,
    },
    Ne {
        case_sensitive: bool,
    },
    Lt {
        case_sensitive: bool,
    },
    Le {
        case_sensitive: bool,
    },
    Gt {
        case_sensitive: bool,
    },
    Ge {
        case_sensitive: bool,
    },
    Like {
        case_sensitive: bool,
    },
    NotLike {
        case_sensitive: bool,
    },
    Match {
        case_sensitive: bool,
    },
    NotMatch {
        case_sensitive: bool,
    },
    Contains {
        case_sensitive: bool,
    },
    NotContains {
        case_sensitive: bool,
    },
    In {
        case_sensitive: bool,
    },
    NotIn {
        case_sensitive: bool,
    },
    Replace {
        case_sensitive: bool,
    },
    Split {
        case_sensitive: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-not` and `!`
    Not,
    BNot,
    Plus,
    Minus,
    Join,
    Split {
        case_sensitive: bool,
    },
    PreIncrement,
    PreDecrement,
    PostIncrement,
    PostDecrement,
}
