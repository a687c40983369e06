//! From pest's pairs to the syntax tree. The grammar has done the reading; here precedence, spans and literals get their form.
//!
//! A builder fails only where a literal has no value (a number too large for its suffix) or nesting is too deep.

mod blocks;
mod commands;
mod expressions;
mod literals;
mod numbers;
mod statements;
mod types;

use super::ast::{ScriptBlock, Span};
use super::grammar::{Grammar, Rule};
use pest::Parser;
use pest::iterators::{Pair, Pairs};
use std::iter::Peekable;

type Node<'i> = Pair<'i, Rule>;
type Nodes<'i> = Peekable<Pairs<'i, Rule>>;

/// Why no tree could be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The grammar does not take the text, or a literal has no value.
    Syntax,
    /// Nested deeper than the parser follows.
    TooDeep,
}

type Built<T> = Result<T, Refusal>;

/// How deep constructs may nest before PowerShell's `ScriptTooComplicated` is the answer.
const DEPTH_LIMIT: u32 = 500;

/// Parse and build a whole script.
pub fn script(text: &str) -> Built<ScriptBlock> {
    let mut pairs = Grammar::parse(Rule::script, text).map_err(|_| Refusal::Syntax)?;
    let script = pairs.next().ok_or(Refusal::Syntax)?;
    Builder { text, depth: 0 }.script(script)
}

struct Builder<'i> {
    text: &'i str,
    depth: u32,
}

impl<'i> Builder<'i> {
    /// Run one level deeper, or refuse.
    fn deeper<T>(&mut self, build: impl FnOnce(&mut Self) -> Built<T>) -> Built<T> {
        if self.depth >= DEPTH_LIMIT {
            return Err(Refusal::TooDeep);
        }
        self.depth += 1;
        let built = build(self);
        self.depth -= 1;
        built
    }
}

fn span(node: &Node) -> Span {
    let span = node.as_span();
    Span::new(span.start(), span.end())
}

fn children<'i>(node: Node<'i>) -> Nodes<'i> {
    node.into_inner().peekable()
}

fn next<'i>(nodes: &mut Nodes<'i>) -> Built<Node<'i>> {
    nodes.next().ok_or(Refusal::Syntax)
}

fn peek(nodes: &mut Nodes) -> Option<Rule> {
    nodes.peek().map(|node| node.as_rule())
}

/// The next node if it is of this rule.
fn take<'i>(nodes: &mut Nodes<'i>, rule: Rule) -> Option<Node<'i>> {
    nodes.next_if(|node| node.as_rule() == rule)
}
