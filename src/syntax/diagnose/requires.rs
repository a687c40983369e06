//! `#requires` comments: each is read as a command with parameters of its own.

use super::messages as msg;
use super::parser::Parser;
use super::tokenizer::Mode;
use crate::syntax::ast::*;
use std::rc::Rc;

const PARAMETERS: [&str; 6] = ["shellid", "version", "psedition", "pssnapin", "modules", "assembly"];
const ADMINISTRATOR: &str = "runasadministrator";

impl Parser {
    /// Say what is wrong in the `#requires` comments that were passed.
    pub fn requirements(&mut self) {
        for (start, end) in std::mem::take(&mut self.lexer.requires) {
            let text = Rc::new(self.lexer.text.stretch(start + 1, end));
            self.set_mode(Mode::Command);
            if let Some((PipelineElement::Command(command), _)) = self.inside(text, |parser| parser.command()) {
                self.requirement(&command.elements);
            }
        }
    }

    fn requirement(&mut self, elements: &[CommandElement]) {
        let mut rest = elements.iter().skip(1).peekable();
        while let Some(element) = rest.next() {
            let (span, name, argument) = match element {
                CommandElement::Argument(expr) => {
                    self.report(&msg::SCRIPT_REQUIRES_INVALID_FORMAT, expr.span, &[]);
                    continue;
                }
                CommandElement::Parameter { span, name, argument } => (*span, name, argument),
            };
            let lower = name.to_lowercase();
            if ADMINISTRATOR.starts_with(&lower) {
                continue;
            }
            if argument.is_none() && rest.next().is_none() {
                self.report(&msg::PARAMETER_REQUIRES_ARGUMENT, span, &[name]);
            } else if !PARAMETERS.iter().any(|known| known.starts_with(&lower)) {
                self.report(&msg::SCRIPT_REQUIRES_INVALID_FORMAT, span, &[]);
            }
        }
    }
}
