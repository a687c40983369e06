//! Script blocks: `using`, `param`, named blocks, lists of statements, and the braces around them.

use super::messages as msg;
use super::parser::*;
use super::tokens::{Keyword, Kind, Token};
use crate::syntax::ast::*;

impl Parser {
    /// A whole text, or the inside of braces whose opening was read.
    pub fn script_block(&mut self, open: Option<&Token>) -> ScriptBlock {
        let mut block = ScriptBlock { span: open.map_or(Span::default(), |open| open.span), ..ScriptBlock::default() };
        if open.is_none() {
            block.using = self.using_statements();
        }
        block.param = self.param_block();
        self.skip_newlines_and_semis();
        if self.peek_kind().is_block_name() {
            if !self.named_blocks(open, &mut block) {
                return block;
            }
        } else {
            let list = self.statement_list();
            block.end = Some(NamedBlock { span: list.span, unnamed: true, traps: list.traps, statements: list.statements });
        }
        match open {
            Some(open) => self.close_block(open, &mut block),
            None => self.rest_of_text(&mut block),
        }
        block
    }

    fn close_block(&mut self, open: &Token, block: &mut ScriptBlock) {
        match self.take(Kind::RCurly) {
            Some(close) => block.span = open.span.to(close.span),
            None => {
                let found = self.peek();
                self.report_detected(&msg::MISSING_END_CURLY_BRACE, open.span, found.span, &[]);
                if let Some(end) = &block.end {
                    block.span = open.span.to(end.span);
                }
            }
        }
    }

    /// At the outermost level nothing closes: what stands in the way is unexpected, and reading goes on.
    fn rest_of_text(&mut self, block: &mut ScriptBlock) {
        while self.peek_kind() != Kind::EndOfInput {
            let token = self.next();
            self.unexpected(&token);
            let list = self.statement_list();
            match &mut block.end {
                Some(end) => {
                    end.statements.extend(list.statements);
                    end.traps.extend(list.traps);
                }
                None => block.end = Some(NamedBlock { span: list.span, unnamed: true, traps: list.traps, statements: list.statements }),
            }
        }
    }

    fn param_block(&mut self) -> Option<ParamBlock> {
        self.skip_newlines();
        let place = self.place();
        let candidates = self.attribute_list(false);
        let Some(param) = self.take_keyword(Keyword::Param) else {
            if candidates.is_some() {
                self.resync(place);
            }
            return None;
        };
        let mut block = ParamBlock { span: param.span, ..ParamBlock::default() };
        for candidate in candidates.unwrap_or_default() {
            match candidate {
                AttributeBase::Attribute(attribute) => block.attributes.push(attribute),
                AttributeBase::TypeConstraint { span, type_name } => {
                    let name = self.type_text(&type_name);
                    self.report(&msg::UNEXPECTED_ATTRIBUTE, span, &[&name]);
                }
            }
        }
        self.skip_newlines();
        let Some(open) = self.take(Kind::LParen) else {
            self.resync(place);
            return None;
        };
        block.parameters = self.parameter_list();
        self.skip_newlines();
        match self.take(Kind::RParen) {
            Some(close) => block.span = block.span.to(close.span),
            None => {
                let last = block.parameters.last().map_or(open.span, |last| last.span);
                self.report_incomplete(&msg::MISSING_END_PARENTHESIS_IN_FUNCTION_PARAMETER_LIST, after(last), &[]);
            }
        }
        Some(block)
    }

    /// False where something else follows: the block counts as closed there, and the outermost text as read.
    fn named_blocks(&mut self, open: Option<&Token>, block: &mut ScriptBlock) -> bool {
        loop {
            let token = self.next();
            let Kind::Keyword(keyword) = token.kind else {
                return self.end_of_named_blocks(open, token);
            };
            if !token.kind.is_block_name() {
                return self.end_of_named_blocks(open, token);
            }
            let body = self.statement_block().unwrap_or_else(|| {
                self.report_incomplete(&msg::MISSING_NAMED_STATEMENT_BLOCK, token.span, &[keyword.text()]);
                StatementBlock { span: token.span, ..StatementBlock::default() }
            });
            let span = token.span.to(body.span);
            let named = NamedBlock { span, unnamed: false, traps: body.traps, statements: body.statements };
            let slot = match keyword {
                Keyword::Begin => &mut block.begin,
                Keyword::Process => &mut block.process,
                Keyword::Clean => &mut block.clean,
                Keyword::Dynamicparam => &mut block.dynamic_param,
                _ => &mut block.end,
            };
            if slot.is_some() {
                self.report(&msg::DUPLICATE_SCRIPT_COMMAND_CLAUSE, span, &[keyword.text()]);
            } else {
                *slot = Some(named);
            }
            self.skip_newlines_and_semis();
        }
    }

    fn end_of_named_blocks(&mut self, open: Option<&Token>, token: Token) -> bool {
        if !matches!(token.kind, Kind::RCurly | Kind::EndOfInput) {
            let text = self.text(&token);
            self.report(&msg::MISSING_NAMED_BLOCKS, token.span, &[&text]);
            if open.is_some() {
                self.unget(token);
            }
            return false;
        }
        self.unget(token);
        true
    }

    pub fn statement_list(&mut self) -> StatementBlock {
        let mut list = StatementBlock::default();
        loop {
            self.skip_newlines_and_semis();
            let Some(statement) = self.statement(&mut list.traps) else { break };
            list.span = if list.statements.is_empty() { statement.span } else { list.span.to(statement.span) };
            list.statements.push(statement);
            if matches!(self.peek_kind(), Kind::RParen | Kind::RCurly) {
                break;
            }
        }
        list
    }

    /// `{ statements }`, if a brace stands next.
    pub fn statement_block(&mut self) -> Option<StatementBlock> {
        self.skip_newlines();
        let open = self.take(Kind::LCurly)?;
        let mut block = self.statement_list();
        match self.take(Kind::RCurly) {
            Some(close) => block.span = open.span.to(close.span),
            None => {
                let found = self.peek();
                self.report_detected(&msg::MISSING_END_CURLY_BRACE, open.span, found.span, &[]);
                block.span = if block.statements.is_empty() { open.span } else { open.span.to(block.span) };
            }
        }
        Some(block)
    }
}
