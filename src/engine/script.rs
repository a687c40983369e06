//! Text to running code: whole scripts, `Invoke-Expression`, `[scriptblock]::Create`, expandable strings; and how a run ends.

use super::console::ConsoleSink;
use super::function::BlockCode;
use super::lower::{self, Body};
use super::scope::Scope;
use super::{Collect, Engine, Interrupt, Run, Sink};
use crate::syntax::{self, Source};
use crate::value::{ErrorCategory, ErrorRecord, Exception, InvocationInfo, PsStr, Raise, ScriptBlock, Value};
use std::rc::Rc;

impl Engine {
    /// Parse and lower a text; the first parse error is the error.
    pub fn compile(&mut self, source: Rc<Source>) -> Run<Rc<Body>> {
        let mut parsed = syntax::parse_with(source, &|name| self.has_type(name));
        parsed.errors.extend(syntax::diagnose::definition_errors(&parsed.tree));
        if !parsed.errors.is_empty() {
            return Err(parse_error(&parsed).into());
        }
        Ok(lower::script(&parsed.source, &parsed.tree))
    }

    /// `[scriptblock]::Create(text)`.
    pub fn script_block_from_text(&mut self, text: &str) -> Run<Rc<ScriptBlock>> {
        let body = self.compile(Source::new(text, None))?;
        let code = BlockCode { body: body.clone(), module: self.scope.module.clone(), is_filter: false };
        Ok(Rc::new(ScriptBlock { text: body.text.clone(), body: Rc::new(code) }))
    }

    /// The same for `[scriptblock]::Create`, whose error tells of every mistake and its place.
    pub(super) fn create_block(&mut self, text: &str) -> Run<Rc<ScriptBlock>> {
        let parsed = syntax::parse(Source::new(text, None));
        if parsed.errors.is_empty() {
            return self.script_block_from_text(text);
        }
        let told = parsed.errors.iter().map(|error| {
            let place = super::errors::position(&parsed.source, error.span);
            format!("{}\n{}", crate::value::position::message(&place), error.message)
        });
        let message = told.collect::<Vec<_>>().join("\n\n");
        let exception = Exception::named("System.Management.Automation.ParseException", message);
        Err(Rc::new(ErrorRecord::new(exception, PsStr::from(parsed.errors[0].id), ErrorCategory::ParserError, Value::Null)).into())
    }

    /// Run a text in the current scope, as `Invoke-Expression` does.
    pub fn run_in_place(&mut self, text: &str, out: &mut dyn Sink) -> Run {
        let parsed = syntax::parse(Source::new(text, None));
        if let Some(first) = parsed.errors.first() {
            // The error is the command's that was given the text.
            let exception = Exception::named("System.Management.Automation.ParseException", first.message.clone());
            return Err(Rc::new(ErrorRecord::new(exception, PsStr::from(first.id), ErrorCategory::ParserError, Value::Null)).into());
        }
        let body = lower::script(&parsed.source, &parsed.tree);
        self.run_body_in_place(body, out)
    }

    fn run_body_in_place(&mut self, body: Rc<Body>, out: &mut dyn Sink) -> Run {
        let code = BlockCode { body: body.clone(), module: self.scope.module.clone(), is_filter: false };
        let block = Rc::new(ScriptBlock { text: body.text.clone(), body: Rc::new(code) });
        self.run_block(&block, None, &[], true, out)
    }

    pub(super) fn invoke_text(&mut self, text: &str) -> Run<Vec<Value>> {
        let mut out = Collect::default();
        self.run_in_place(text, &mut out)?;
        Ok(out.0)
    }

    /// Expand a text as the inside of a double-quoted string.
    pub(super) fn expand_string(&mut self, text: &str) -> Run<Value> {
        let quoted = format!("@\"\n{text}\n\"@");
        Ok(super::expr::collapse(self.invoke_text(&quoted)?))
    }

    /// Run a script file's text in a scope of its own, its output to the console. The exit code comes back.
    pub fn run_script(&mut self, source: Rc<Source>, arguments: Vec<super::Argument>) -> i32 {
        let opened = self.open_console();
        let result = opened.and_then(|()| {
            let function = self.script_file(source)?;
            self.run_as_global(function, arguments)
        });
        let code = self.finish(result);
        let closed = self.close_console();
        self.finish(closed).max(code)
    }

    /// As pwsh -File does, the script runs in the global scope: one with slots for its variables stands in for it meanwhile.
    fn run_as_global(&mut self, function: super::Function, arguments: Vec<super::Argument>) -> Run {
        let mut scope = Scope::new(Some(self.global.clone()), function.body.layout.clone());
        scope.is_script = true;
        scope.call = Some(super::scope::CallFrame::default());
        let scope = Rc::new(scope);
        let outer = std::mem::replace(&mut self.global, scope.clone());
        let caller = std::mem::replace(&mut self.scope, scope.clone());
        let found = super::commands::Found::Function(Rc::new(function));
        let result = self.run_function(found, arguments, None, true, &mut ConsoleSink);
        self.scope = caller;
        self.global = outer.clone();
        // What the script leaves behind is there for the lines that follow it.
        for symbol in scope.names() {
            if let Some(variable) = scope.full(symbol) {
                outer.with_slot(symbol, |slot| *slot = super::scope::Slot::Full(variable));
            }
        }
        if let Some(tables) = scope.tables.borrow_mut().take() {
            outer.with_tables(|own| {
                own.functions.extend(tables.functions);
                own.aliases.extend(tables.aliases);
            });
            self.note_functions(&outer);
        }
        result
    }

    /// Run a text in the global scope, its output to the console: a line of the shell, or `-Command`. The exit code comes back.
    pub fn run_text(&mut self, text: &str) -> i32 {
        let opened = self.open_console();
        let result = opened.and_then(|()| {
            let body = self.compile(Source::new(text, None))?;
            self.run_body_in_place(body, &mut ConsoleSink)
        });
        let code = self.finish(result);
        let closed = self.close_console();
        self.finish(closed).max(code)
    }

    /// Report how a run ended.
    fn finish(&mut self, result: Run) -> i32 {
        match result {
            Ok(()) | Err(Interrupt::Return | Interrupt::Break(_) | Interrupt::Continue(_) | Interrupt::StopUpstream(_)) => 0,
            Err(Interrupt::Exit(code)) => {
                self.exit_requested = Some(code);
                code
            }
            Err(Interrupt::Stopped) => 1,
            Err(Interrupt::Error(raise)) => {
                self.locate(&raise);
                self.log_error(&raise);
                let _ = self.show_error(&raise);
                self.last_ok = false;
                1
            }
        }
    }

    /// A fresh scope under the current one that a body's variables fit into.
    pub(super) fn scope_for(&self, body: &Body) -> Rc<Scope> {
        Rc::new(Scope::new(Some(self.scope.clone()), body.layout.clone()))
    }
}

/// The error of a text that does not parse.
pub fn parse_error(parsed: &syntax::Parsed) -> Raise {
    let first = &parsed.errors[0];
    let exception = Exception::named("System.Management.Automation.ParseException", first.message.clone());
    let record = ErrorRecord::new(exception, PsStr::from(first.id), ErrorCategory::ParserError, Value::Null);
    let position = Some(super::errors::position(&parsed.source, first.span));
    *record.invocation.borrow_mut() = Some(Rc::new(InvocationInfo { position, ..InvocationInfo::default() }));
    record.halting.set(true);
    Rc::new(record)
}
