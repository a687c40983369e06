//! Expressions: precedence over the grammar's flat lists, prefixes, casts, members, calls and indexes.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::statements::{bare_string, is_dash};
use super::{Builder, Built, Node, Nodes, Refusal, children, next, peek, span, take};
use std::rc::Rc;

/// What stands before a primary.
enum Prefix {
    Operator(Span, UnaryOperator),
    Comma(Span),
    Cast(Span, TypeName),
    Attribute(Attribute),
}

impl<'i> Builder<'i> {
    pub fn expression(&mut self, node: Node<'i>) -> Built<Expr> {
        self.deeper(|b| {
            let mut nodes = children(node);
            let condition = b.binary(&mut nodes, 0)?;
            match nodes.next() {
                Some(ternary) => b.ternary(condition, ternary),
                None => Ok(condition),
            }
        })
    }

    fn ternary(&mut self, condition: Expr, node: Node<'i>) -> Built<Expr> {
        let mut nodes = children(node);
        let then = Box::new(self.expression(next(&mut nodes)?)?);
        let otherwise = Box::new(self.expression(next(&mut nodes)?)?);
        Ok(Expr { span: condition.span.to(otherwise.span), kind: ExprKind::Ternary { condition: Box::new(condition), then, otherwise } })
    }

    /// Operators of at least this precedence; all of them group to the left.
    fn binary(&mut self, nodes: &mut Nodes<'i>, least: u8) -> Built<Expr> {
        let mut left = self.list(nodes)?;
        while peek(nodes) == Some(Rule::binary_operator) {
            let Some((operator, precedence)) = nodes.peek().and_then(|node| binary_operator(node.as_str())) else { return Err(Refusal::Syntax) };
            if precedence < least {
                break;
            }
            let operator_span = span(&next(nodes)?);
            let right = self.binary(nodes, precedence + 1)?;
            let extent = left.span.to(right.span);
            left = Expr { span: extent, kind: ExprKind::Binary { operator, operator_span, left: Box::new(left), right: Box::new(right) } };
        }
        Ok(left)
    }

    /// Operands with commas between them: an array.
    fn list(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        let first = self.operand(nodes)?;
        if peek(nodes) != Some(Rule::comma) {
            return Ok(first);
        }
        let mut extent = first.span;
        let mut items = vec![first];
        while take(nodes, Rule::comma).is_some() {
            let item = self.operand(nodes)?;
            extent = extent.to(item.span);
            items.push(item);
        }
        Ok(Expr { span: extent, kind: ExprKind::ArrayLiteral(items) })
    }

    pub fn operand(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        if !matches!(peek(nodes), Some(Rule::prefix | Rule::cast)) {
            return self.postfixed(nodes);
        }
        let mut prefixes = Vec::new();
        while let Some(node) = nodes.next_if(|node| matches!(node.as_rule(), Rule::prefix | Rule::cast)) {
            prefixes.push(self.prefix(node)?);
        }
        if prefixes.len() > super::DEPTH_LIMIT as usize {
            return Err(Refusal::TooDeep);
        }
        let operand = self.postfixed(nodes)?;
        Ok(prefixes.into_iter().rev().fold(operand, apply_prefix))
    }

    fn prefix(&mut self, node: Node<'i>) -> Built<Prefix> {
        let extent = span(&node);
        if node.as_rule() == Rule::prefix {
            return Ok(match node.as_str() {
                "," => Prefix::Comma(extent),
                text => Prefix::Operator(extent, unary_operator(text)),
            });
        }
        let mut nodes = children(node);
        let type_name = self.type_name(next(&mut nodes)?)?;
        Ok(match nodes.next() {
            Some(arguments) => Prefix::Attribute(self.attribute_with(extent, type_name, arguments)?),
            None => Prefix::Cast(extent, type_name),
        })
    }

    fn postfixed(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        let operand = self.primary(nodes)?;
        let Some(node) = take(nodes, Rule::postfix_operator) else { return Ok(operand) };
        let operator = if node.as_str() == "++" { UnaryOperator::PostIncrement } else { UnaryOperator::PostDecrement };
        Ok(Expr { span: operand.span.to(span(&node)), kind: ExprKind::Unary { operator, operand: Box::new(operand) } })
    }

    /// A primary with its members, calls and indexes.
    pub fn primary(&mut self, nodes: &mut Nodes<'i>) -> Built<Expr> {
        let mut expr = self.atom(next(nodes)?)?;
        let using = match &mut expr.kind {
            ExprKind::Variable(variable) => unscoped_using(&variable.path).map(|path| variable.path = path).is_some(),
            _ => false,
        };
        let mut depth = 0;
        while let Some(node) = nodes.next_if(|node| matches!(node.as_rule(), Rule::member_access | Rule::index)) {
            expr = if node.as_rule() == Rule::index { self.index(expr, node)? } else { self.member_access(expr, node)? };
            depth += 1;
            if depth > super::DEPTH_LIMIT {
                return Err(Refusal::TooDeep);
            }
        }
        Ok(if using { Expr { span: expr.span, kind: ExprKind::Using(Box::new(expr)) } } else { expr })
    }

    fn atom(&mut self, node: Node<'i>) -> Built<Expr> {
        let extent = span(&node);
        let kind = match node.as_rule() {
            Rule::variable | Rule::splatted => ExprKind::Variable(self.variable(&node)),
            Rule::number => ExprKind::Number(super::numbers::number(node.as_str()).ok_or(Refusal::Syntax)?),
            Rule::single_quoted | Rule::here_single => return Ok(self.verbatim_string(&node)),
            Rule::double_quoted => return self.expandable(node, Quotes::Double),
            Rule::here_double => return self.expandable(node, Quotes::DoubleHere),
            Rule::paren => ExprKind::Paren(Box::new(self.statement(&mut children(node))?)),
            Rule::type_literal => ExprKind::Type(self.type_name(next(&mut children(node))?)?),
            Rule::sub_expression => ExprKind::SubExpression(self.inner_block(node)?),
            Rule::array_expression => ExprKind::Array(self.inner_block(node)?),
            Rule::hashtable => ExprKind::Hashtable(self.hashtable(node)?),
            Rule::script_block_expression => ExprKind::ScriptBlock(Rc::new(self.script_block(next(&mut children(node))?, false)?)),
            Rule::simple_member => return Ok(bare_string(node.as_str(), extent)),
            _ => return Err(Refusal::Syntax),
        };
        Ok(Expr { span: extent, kind })
    }

    /// `$using:x` inside a string: a variable with no members after it.
    pub fn plain_variable(&mut self, node: &Node<'i>) -> Expr {
        let extent = span(node);
        let mut variable = self.variable(node);
        let using = unscoped_using(&variable.path);
        let is_using = using.is_some();
        if let Some(path) = using {
            variable.path = path;
        }
        let expr = Expr { span: extent, kind: ExprKind::Variable(variable) };
        if is_using { Expr { span: extent, kind: ExprKind::Using(Box::new(expr)) } } else { expr }
    }

    fn index(&mut self, target: Expr, node: Node<'i>) -> Built<Expr> {
        let extent = target.span.to(span(&node));
        let mut nodes = children(node);
        let null_conditional = next(&mut nodes)?.as_str().starts_with('?');
        let index = Box::new(self.expression(next(&mut nodes)?)?);
        Ok(Expr { span: extent, kind: ExprKind::Index { target: Box::new(target), index, null_conditional } })
    }

    fn member_access(&mut self, target: Expr, node: Node<'i>) -> Built<Expr> {
        let extent = target.span.to(span(&node));
        let mut nodes = children(node);
        let operator = next(&mut nodes)?;
        let (is_static, null_conditional) = (operator.as_str() == "::", operator.as_str() == "?.");
        let target = Box::new(target);
        let member = Box::new(self.atom(next(&mut nodes)?)?);
        let type_arguments = match take(&mut nodes, Rule::type_arguments) {
            Some(node) => node.into_inner().map(|node| self.type_name(node)).collect::<Built<_>>()?,
            None => Vec::new(),
        };
        let kind = match nodes.next() {
            Some(node) => {
                let arguments = self.arguments(node)?;
                ExprKind::Invoke { target, member, arguments, type_arguments, is_static, null_conditional }
            }
            None => ExprKind::Member { target, member, is_static, null_conditional },
        };
        Ok(Expr { span: extent, kind })
    }

    pub fn arguments(&mut self, node: Node<'i>) -> Built<Vec<Expr>> {
        node.into_inner().map(|node| self.expression(node)).collect()
    }

    pub fn hashtable(&mut self, node: Node<'i>) -> Built<Vec<(Expr, Statement)>> {
        node.into_inner()
            .map(|entry| {
                let mut nodes = children(entry);
                let key = match take(&mut nodes, Rule::hash_key) {
                    Some(node) => bare_string(node.as_str(), span(&node)),
                    None => self.operand(&mut nodes)?,
                };
                Ok((key, self.statement(&mut nodes)?))
            })
            .collect()
    }
}

/// The rest of a path after `using:`.
fn unscoped_using(path: &str) -> Option<Rc<str>> {
    let (scope, name) = path.split_once(':')?;
    (scope.eq_ignore_ascii_case("using") && !name.is_empty()).then(|| Rc::from(name))
}

fn apply_prefix(operand: Expr, prefix: Prefix) -> Expr {
    let inner = operand.span;
    let (start, kind) = match prefix {
        Prefix::Operator(start, operator) => (start, ExprKind::Unary { operator, operand: Box::new(operand) }),
        Prefix::Comma(start) => (start, ExprKind::ArrayLiteral(vec![operand])),
        Prefix::Cast(start, type_name) => (start, ExprKind::Convert { type_name, type_span: start, operand: Box::new(operand) }),
        Prefix::Attribute(attribute) => (attribute.span, ExprKind::Attributed { attribute, operand: Box::new(operand) }),
    };
    Expr { span: start.to(inner), kind }
}

fn unary_operator(text: &str) -> UnaryOperator {
    let word = text.trim_start_matches(is_dash).to_ascii_lowercase();
    match word.as_str() {
        "!" | "not" => UnaryOperator::Not,
        "bnot" => UnaryOperator::BNot,
        "join" => UnaryOperator::Join,
        "csplit" => UnaryOperator::Split { case_sensitive: true },
        "split" | "isplit" => UnaryOperator::Split { case_sensitive: false },
        "++" => UnaryOperator::PreIncrement,
        "+" => UnaryOperator::Plus,
        _ if text.chars().count() == 2 => UnaryOperator::PreDecrement,
        _ => UnaryOperator::Minus,
    }
}

/// An operator and its precedence, from loosest to tightest.
fn binary_operator(text: &str) -> Option<(BinaryOperator, u8)> {
    use BinaryOperator::*;
    const LOGICAL: u8 = 1;
    const BITWISE: u8 = 2;
    const COMPARISON: u8 = 3;
    const COALESCE: u8 = 4;
    const ADDITIVE: u8 = 5;
    const MULTIPLICATIVE: u8 = 6;
    const FORMAT: u8 = 7;
    const RANGE: u8 = 8;
    let mut buffer = [0u8; 16];
    let word = text.trim_start_matches(is_dash);
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let word = std::str::from_utf8(lower).ok()?;
    Some(match word {
        "" => (Subtract, ADDITIVE),
        "+" => (Add, ADDITIVE),
        "*" => (Multiply, MULTIPLICATIVE),
        "/" => (Divide, MULTIPLICATIVE),
        "%" => (Remainder, MULTIPLICATIVE),
        ".." => (Range, RANGE),
        "??" => (Coalesce, COALESCE),
        "f" => (Format, FORMAT),
        "and" => (And, LOGICAL),
        "or" => (Or, LOGICAL),
        "xor" => (Xor, LOGICAL),
        "band" => (BAnd, BITWISE),
        "bor" => (BOr, BITWISE),
        "bxor" => (BXor, BITWISE),
        "shl" => (Shl, COMPARISON),
        "shr" => (Shr, COMPARISON),
        "is" => (Is, COMPARISON),
        "isnot" => (IsNot, COMPARISON),
        "as" => (As, COMPARISON),
        "join" => (Join, COMPARISON),
        _ => (comparison(word)?, COMPARISON),
    })
}

/// A comparison, with `c` or `i` before its name or nothing.
fn comparison(word: &str) -> Option<BinaryOperator> {
    if let Some(operator) = named_comparison(word, false) {
        return Some(operator);
    }
    match word.as_bytes().first()? {
        b'c' => named_comparison(&word[1..], true),
        b'i' => named_comparison(&word[1..], false),
        _ => None,
    }
}

fn named_comparison(word: &str, case_sensitive: bool) -> Option<BinaryOperator> {
    use BinaryOperator::*;
    Some(match word {
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
        "split" => Split { case_sensitive },
        _ => return None,
    })
}
