//! What the tokenizer finds: kinds of tokens, keywords and operators, and the token itself.

use super::text::Text;
use crate::syntax::ast::{AssignmentOperator, BinaryOperator, Number, Span, UnaryOperator};
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Unknown,
    Variable,
    Splatted,
    Parameter,
    Number,
    Label,
    Identifier,
    /// A bare word, perhaps with quoted parts and variables.
    Generic,
    NewLine,
    EndOfInput,
    StringLiteral,
    StringExpandable,
    HereLiteral,
    HereExpandable,
    LParen,
    RParen,
    LCurly,
    RCurly,
    LBracket,
    RBracket,
    AtParen,
    AtCurly,
    DollarParen,
    Semi,
    AndAnd,
    OrOr,
    Ampersand,
    Pipe,
    Comma,
    MinusMinus,
    PlusPlus,
    ColonColon,
    Colon,
    Dot,
    Exclaim,
    Plus,
    Minus,
    Assignment(AssignmentOperator),
    /// An operator between two operands only.
    Binary(BinaryOperator),
    /// `-not`, `-bnot`.
    Unary(UnaryOperator),
    /// `-join`, `-split` and its forms: before an operand, or between two.
    Either(BinaryOperator),
    Question,
    QuestionDot,
    QuestionBracket,
    /// To a file; the stream's number, 0 for all.
    Redirection(u8),
    /// From one stream to another.
    Merging(u8, u8),
    RedirectIn,
    Keyword(Keyword),
}

impl Kind {
    pub fn is_unary(self) -> bool {
        use Kind::*;
        matches!(self, Unary(_) | Either(_) | Comma | Exclaim | Plus | Minus | PlusPlus | MinusMinus)
    }

    pub fn binary(self) -> Option<BinaryOperator> {
        match self {
            Kind::Binary(op) | Kind::Either(op) => Some(op),
            Kind::Plus => Some(BinaryOperator::Add),
            Kind::Minus => Some(BinaryOperator::Subtract),
            _ => None,
        }
    }

    pub fn is_block_name(self) -> bool {
        use Keyword::*;
        matches!(self, Kind::Keyword(Begin | Process | End | Clean | Dynamicparam))
    }

    /// Read alike in a command and in an expression.
    pub fn is_same_in_all_modes(self) -> bool {
        use Kind::*;
        matches!(
            self,
            EndOfInput | NewLine | LParen | RParen | LCurly | RCurly | AtParen | AtCurly | DollarParen | Semi | AndAnd | OrOr | Ampersand | Pipe | Comma
        )
    }

    pub fn is_redirection(self) -> bool {
        matches!(self, Kind::Redirection(_) | Kind::Merging(..) | Kind::RedirectIn)
    }
}

macro_rules! keywords {
    ($($name:ident $text:literal),* $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Keyword { $($name),* }

        impl Keyword {
            pub fn find(lower: &str) -> Option<Keyword> {
                match lower {
                    $($text => Some(Keyword::$name),)*
                    _ => None,
                }
            }

            pub fn text(self) -> &'static str {
                match self {
                    $(Keyword::$name => $text,)*
                }
            }
        }
    };
}

keywords! {
    ElseIf "elseif", If "if", Else "else", Switch "switch", Foreach "foreach", From "from", In "in", For "for", While "while",
    Until "until", Do "do", Try "try", Catch "catch", Finally "finally", Trap "trap", Data "data", Return "return",
    Continue "continue", Break "break", Exit "exit", Throw "throw", Begin "begin", Process "process", End "end",
    Dynamicparam "dynamicparam", Function "function", Filter "filter", Param "param", Class "class", Define "define",
    Var "var", Using "using", Workflow "workflow", Parallel "parallel", Sequence "sequence", Configuration "configuration",
    Public "public", Private "private", Static "static", Interface "interface", Enum "enum", Namespace "namespace",
    Module "module", Type "type", Assembly "assembly", Command "command", Hidden "hidden", Base "base", Default "default",
    Clean "clean",
}

impl Keyword {
    /// Attributes before these say something is wrong; before any other word they belong to an expression.
    pub fn refuses_attributes(self) -> bool {
        use Keyword::*;
        matches!(
            self,
            If | Switch | Foreach | For | While | Do | Try | Trap | Data | Return | Continue | Break | Exit | Throw | Function | Filter | Workflow | Using
        )
    }
}

/// The operator that a word after a dash names.
pub fn dash_operator(lower: &str) -> Option<Kind> {
    use BinaryOperator::*;
    Some(match lower {
        "and" => Kind::Binary(And),
        "or" => Kind::Binary(Or),
        "xor" => Kind::Binary(Xor),
        "band" => Kind::Binary(BAnd),
        "bor" => Kind::Binary(BOr),
        "bxor" => Kind::Binary(BXor),
        "shl" => Kind::Binary(Shl),
        "shr" => Kind::Binary(Shr),
        "is" => Kind::Binary(Is),
        "isnot" => Kind::Binary(IsNot),
        "as" => Kind::Binary(As),
        "f" => Kind::Binary(Format),
        "not" => Kind::Unary(UnaryOperator::Not),
        "bnot" => Kind::Unary(UnaryOperator::BNot),
        "join" => Kind::Either(Join),
        _ => {
            if let Some(found) = comparison(lower, false) {
                return Some(found);
            }
            let case_sensitive = lower.starts_with('c');
            return lower.strip_prefix(['c', 'i']).and_then(|rest| comparison(rest, case_sensitive));
        }
    })
}

fn comparison(name: &str, case_sensitive: bool) -> Option<Kind> {
    use BinaryOperator::*;
    Some(Kind::Binary(match name {
        "eq" => Eq { case_sensitive },
        "ne" => Ne { case_sensitive },
        "lt" => Lt { case_sensitive },
        "le" => Le { case_sensitive },
        "gt" => Gt { case_sensitive },
        "ge" => Ge { case_sensitive },
        "like" => Like { case_sensitive },
        "notlike" => NotLike { case_sensitive },
        "match" => Match { case_sensitive },
        "notmatch" => NotMatch { case_sensitive },
        "contains" => Contains { case_sensitive },
        "notcontains" => NotContains { case_sensitive },
        "in" => In { case_sensitive },
        "notin" => NotIn { case_sensitive },
        "replace" => Replace { case_sensitive },
        "split" => return Some(Kind::Either(Split { case_sensitive })),
        _ => return None,
    }))
}

/// One token: where it is in the text being read (characters), and in the source (bytes).
#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    pub span: Span,
    pub payload: Payload,
}

#[derive(Clone, Debug)]
pub enum Payload {
    None,
    /// The value of a string or bare word, a name, a variable's path.
    Text(Rc<str>),
    /// A variable written with braces.
    Braced(Rc<str>),
    /// A parameter's name, and whether a colon follows it.
    Parameter(Rc<str>, bool),
    Number(Number),
    /// An expandable string or bare word: its value with nothing expanded, and what is to expand.
    Expandable(Rc<str>, Rc<[Nested]>),
}

/// What a string expands.
#[derive(Clone, Debug)]
pub enum Nested {
    Variable(Token),
    /// The text of `$( )`, still to be read.
    SubExpression(Rc<Text>),
}

impl Token {
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    /// The value of a string, or the name of what has one.
    pub fn value(&self) -> Rc<str> {
        match &self.payload {
            Payload::Text(text) | Payload::Braced(text) | Payload::Parameter(text, _) | Payload::Expandable(text, _) => text.clone(),
            _ => Rc::from(""),
        }
    }
}
