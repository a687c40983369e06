//! Pipelines: commands as running stages, each pushing objects into the next.

use super::binder::{self, Bound, CommonParameters, Site};
use super::commands::Found;
use super::function::{Function, FunctionRun};
use super::lower::{ArgumentCode, CommandCode, PipelineCode, SourceCode};
use super::scope::Scope;
use super::streams::{Merging, Queue, Streams, variable_list};
use super::symbol::Symbol;
use super::{Args, Argument, Call, Command, CommandKind, Engine, Interrupt, Run, Sink, Stage};
use crate::syntax::Source;
use crate::syntax::ast::{InvocationOperator, Span};
use crate::value::{ErrorCategory, ErrorRecord, Exception, InvocationInfo, List, PsStr, Raise, Value};
use std::rc::Rc;

/// A command in a pipeline that runs.
pub struct Running {
    stage: Box<dyn Stage>,
    command: Rc<dyn Command>,
    bound: Bound,
    common: Rc<CommonParameters>,
    info: Rc<InvocationInfo>,
    source: Rc<Source>,
    piped: bool,
    scope: Rc<Scope>,
    streams: Rc<Streams>,
    /// What other streams merged into success (`2>&1`).
    merged: Option<Queue>,
    out_list: Option<Rc<List>>,
    pipeline_variable: Option<Symbol>,
    success: Option<super::streams::Target>,
    pipeline: u64,
    failed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Begin,
    Process,
    End,
    Clean,
}

impl Running {
    /// A command started without arguments, outside any pipeline.
    pub fn bare(engine: &mut Engine, command: Rc<dyn Command>) -> Running {
        let info = Rc::new(InvocationInfo { command: command.name(), ..InvocationInfo::default() });
        Running {
            stage: command.start(),
            command,
            bound: Bound::default(),
            common: Rc::default(),
            info,
            source: engine.source.clone(),
            piped: true,
            scope: engine.scope.clone(),
            streams: engine.streams.clone(),
            merged: None,
            out_list: None,
            pipeline_variable: None,
            success: None,
            pipeline: 0,
            failed: false,
        }
    }

    /// The same with parameters that are already bound.
    pub fn with_args(engine: &mut Engine, command: Rc<dyn Command>, args: Args) -> Running {
        let mut running = Running::bare(engine, command);
        running.bound.args = args;
        running
    }

    pub fn begin(&mut self, engine: &mut Engine, out: &mut dyn Sink) -> Run {
        self.step(engine, Step::Begin, None, out)
    }

    pub fn end(&mut self, engine: &mut Engine, out: &mut dyn Sink) -> Run {
        let result = self.step(engine, Step::End, None, out);
        let cleaned = self.step(engine, Step::Clean, None, out);
        result.and(cleaned)
    }

    /// Give the command one object.
    pub fn push(&mut self, engine: &mut Engine, value: Value, out: &mut dyn Sink) -> Run {
        self.step(engine, Step::Process, Some(&value), out)
    }

    fn step(&mut self, engine: &mut Engine, step: Step, input: Option<&Value>, out: &mut dyn Sink) -> Run {
        std::mem::swap(&mut engine.scope, &mut self.scope);
        std::mem::swap(&mut engine.streams, &mut self.streams);
        let common = std::mem::replace(&mut engine.common, self.common.clone());
        let failed = std::mem::replace(&mut engine.failed, false);
        let result = self.step_merged(engine, step, input, out);
        self.failed |= engine.failed;
        engine.failed = failed;
        engine.common = common;
        std::mem::swap(&mut engine.streams, &mut self.streams);
        std::mem::swap(&mut engine.scope, &mut self.scope);
        result
    }

    /// The step with what other streams wrote let into success, in order.
    fn step_merged(&mut self, engine: &mut Engine, step: Step, input: Option<&Value>, out: &mut dyn Sink) -> Run {
        let Some(queue) = self.merged.clone() else { return self.step_noted(engine, step, input, out) };
        let mut merging = Merging { queue, inner: out };
        let result = self.step_noted(engine, step, input, &mut merging);
        let drained = merging.drain(engine);
        result.and(drained)
    }

    /// The step with `-OutVariable`, `-PipelineVariable` and redirected success minded.
    fn step_noted(&mut self, engine: &mut Engine, step: Step, input: Option<&Value>, out: &mut dyn Sink) -> Run {
        if self.out_list.is_none() && self.pipeline_variable.is_none() && self.success.is_none() {
            return self.step_plain(engine, step, input, out);
        }
        let mut noting = Noting { list: self.out_list.clone(), variable: self.pipeline_variable, success: self.success.clone(), inner: out };
        self.step_plain(engine, step, input, &mut noting)
    }

    fn step_plain(&mut self, engine: &mut Engine, step: Step, input: Option<&Value>, out: &mut dyn Sink) -> Run {
        if step == Step::Process
            && let Some(input) = input
            && !self.bind_input(engine, input)?
        {
            return Ok(());
        }
        let mut call =
            Call { engine, args: &self.bound.args, input, piped: self.piped, info: &self.info, command: &self.command, out, pipeline: self.pipeline };
        let result = match step {
            Step::Begin => self.stage.begin(&mut call),
            Step::Process => self.stage.process(&mut call),
            Step::End => self.stage.end(&mut call),
            Step::Clean => self.stage.clean(&mut call),
        };
        if let Err(Interrupt::Error(raise)) = &result {
            self.adopt(engine, raise);
        }
        result
    }

    fn bind_input(&mut self, engine: &mut Engine, input: &Value) -> Run<bool> {
        let source = self.source.clone();
        let locate = move |span: Span| super::errors::position(&source, span);
        self.bound.bind_input(engine, input, Site { info: &self.info, locate: &locate })
    }

    /// An error that a cmdlet raised through a rule over values gets the cmdlet's name.
    fn adopt(&self, engine: &mut Engine, raise: &Raise) {
        if self.command.kind() == CommandKind::Cmdlet && raise.invocation.borrow().is_none() {
            engine.adopt_error(raise, &self.info, &self.command);
        }
    }
}

/// Notes what a stage writes before it goes on.
struct Noting<'a> {
    list: Option<Rc<List>>,
    variable: Option<Symbol>,
    success: Option<super::streams::Target>,
    inner: &'a mut dyn Sink,
}

impl Sink for Noting<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Run {
        if let Some(list) = &self.list {
            list.items.borrow_mut().push(value.clone());
        }
        if let Some(symbol) = self.variable {
            engine.scope.set(symbol, value.clone());
        }
        match &self.success {
            Some(target) => engine.send(&target.clone(), value),
            None => self.inner.push(engine, value),
        }
    }
}

/// The stages below one, as a sink.
struct Chain<'a> {
    stages: &'a mut [Running],
    last: &'a mut dyn Sink,
    pipeline: u64,
}

impl Sink for Chain<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Run {
        let Some((first, rest)) = self.stages.split_first_mut() else { return self.last.push(engine, value) };
        if let Value::Void = value {
            return Ok(());
        }
        let left = rest.len();
        let mut below = Chain { stages: rest, last: &mut *self.last, pipeline: self.pipeline };
        match first.push(engine, value, &mut below) {
            Ok(()) => Ok(()),
            // An error below ends the pipeline; nothing above may catch it.
            Err(Interrupt::Error(raise)) => {
                engine.pending.get_or_insert((self.pipeline, raise));
                Err(Interrupt::StopUpstream(self.pipeline))
            }
            Err(Interrupt::StopUpstream(number)) => {
                if number == self.pipeline {
                    engine.stopper.get_or_insert((number, left));
                }
                Err(Interrupt::StopUpstream(number))
            }
            Err(other) => Err(other),
        }
    }
}

impl Engine {
    pub(super) fn run_pipeline(&mut self, code: &PipelineCode, out: &mut dyn Sink) -> Run {
        if let [command] = &code.commands[..]
            && code.source.is_none()
            && let Some(result) = self.run_simple(command, out)
        {
            return result;
        }
        self.next_id += 1;
        let number = self.next_id;
        let mut stages = Vec::with_capacity(code.commands.len());
        for (at, command) in code.commands.iter().enumerate() {
            let piped = at > 0 || code.source.is_some();
            match self.prepare(command, piped, number) {
                Ok(running) => stages.push(running),
                Err(interrupt) => {
                    if let Interrupt::Error(raise) = &interrupt {
                        self.locate_command(raise, command);
                    }
                    self.last_ok = false;
                    return Err(interrupt);
                }
            }
        }
        let result = self.run_stages(&mut stages, code.source.as_ref(), number, out);
        self.last_ok = result.is_ok() && !stages.iter().any(|s| s.failed);
        result
    }

    /// An error before the command ran stands at the command; that there is none of its name, at the name.
    fn locate_command(&mut self, raise: &Raise, command: &CommandCode) {
        let unknown = &*raise.id == "CommandNotFoundException";
        let bad = &*raise.id == "BadExpression";
        let outer = std::mem::replace(&mut self.position, if unknown || bad { command.name_span } else { command.span });
        if unknown && raise.invocation.borrow().is_none() {
            let position = Some(super::errors::position(&self.source, self.position));
            let name = match command.invocation {
                InvocationOperator::None => self.to_text(&raise.target.clone()),
                InvocationOperator::Call => "&".into(),
                InvocationOperator::Dot => ".".into(),
            };
            let info = InvocationInfo { invocation_name: name, position, ..InvocationInfo::default() };
            *raise.invocation.borrow_mut() = Some(Rc::new(info));
        }
        self.locate(raise);
        self.position = outer;
    }

    /// A lone call of a plain function with values only, the most frequent call of all.
    fn run_simple(&mut self, code: &CommandCode, out: &mut dyn Sink) -> Option<Run> {
        if !code.positional_only || !code.redirections.is_empty() || code.invocation != InvocationOperator::None {
            return None;
        }
        let name = code.name_text.as_ref()?;
        let Found::Function(function) = self.find_cached(name, &code.cache)? else { return None };
        if !is_plain(&function) || code.arguments.len() > function.body.parameters.len() {
            return None;
        }
        Some(self.call_plain(code, &function, out))
    }

    fn call_plain(&mut self, code: &CommandCode, function: &Rc<Function>, out: &mut dyn Sink) -> Run {
        let mut values = Vec::with_capacity(code.arguments.len());
        for argument in &code.arguments {
            if let ArgumentCode::Value { expr, .. } = argument {
                values.push(super::expr::null_for_void(self.eval(expr)?));
            }
        }
        for (parameter, value) in function.body.parameters.iter().zip(&values) {
            let fits = match &parameter.type_name {
                None => true,
                Some(spec) => {
                    let ty = self.resolve_type(spec)?;
                    ty == crate::value::known::OBJECT || value.type_ref() == Some(ty)
                }
            };
            if !fits {
                return self.call_bound(code, function, values, out);
            }
        }
        let result = self.call_simple(function, values, out);
        self.last_ok = result.is_ok();
        result
    }

    /// The same call through the binder: an argument has to be converted.
    fn call_bound(&mut self, code: &CommandCode, function: &Rc<Function>, values: Vec<Value>, out: &mut dyn Sink) -> Run {
        let spans = code.arguments.iter().map(|a| if let ArgumentCode::Value { span, .. } = a { *span } else { code.span });
        let arguments = values.into_iter().zip(spans).map(|(value, span)| Argument::Value { value, span, splatted: false }).collect();
        self.next_id += 1;
        let number = self.next_id;
        let found = Found::Function(function.clone());
        let result = self.start(found, arguments, false, false, code.span, &function.name.clone(), number);
        let mut stages = match result {
            Ok(running) => vec![running],
            Err(interrupt) => {
                self.last_ok = false;
                return Err(interrupt);
            }
        };
        let result = self.run_stages(&mut stages, None, number, out);
        self.last_ok = result.is_ok();
        result
    }

    /// Run a function with arguments outside a pipeline, perhaps with one object as its input.
    pub(super) fn run_function(&mut self, found: Found, arguments: Vec<Argument>, input: Option<Value>, dotted: bool, out: &mut dyn Sink) -> Run {
        self.next_id += 1;
        let number = self.next_id;
        let name = found.command().name();
        let running = self.start(found, arguments, input.is_some(), dotted, self.position, &name, number)?;
        let mut stages = vec![running];
        match input {
            None => self.run_stages(&mut stages, None, number, out),
            Some(value) => self.drive(&mut stages, number, out, |engine, chain| chain.push(engine, value)),
        }
    }

    /// Run a command by name with parameters and pipeline input, and collect what it writes.
    pub fn invoke_command(&mut self, name: &str, parameters: &[(&str, Value)], input: Vec<Value>) -> Run<Vec<Value>> {
        let Some(found) = self.find_command(name) else { return Err(self.command_not_found(name)) };
        let span = Span::default();
        let named = |(name, value): &(&str, Value)| Argument::Named {
            name: PsStr::from(*name),
            text: PsStr::from(format!("-{name}")),
            value: Some(value.clone()),
            colon: true,
            span,
            value_span: span,
            splatted: true,
        };
        let arguments = parameters.iter().map(named).collect();
        self.next_id += 1;
        let number = self.next_id;
        let running = self.start(found, arguments, !input.is_empty(), false, self.position, &PsStr::from(name), number)?;
        let mut out = super::Collect::default();
        let mut stages = vec![running];
        if input.is_empty() {
            self.run_stages(&mut stages, None, number, &mut out)?;
        } else {
            self.drive(&mut stages, number, &mut out, |engine, chain| input.into_iter().try_for_each(|value| chain.push(engine, value)))?;
        }
        Ok(out.0)
    }

    fn run_stages(&mut self, stages: &mut [Running], source: Option<&SourceCode>, number: u64, out: &mut dyn Sink) -> Run {
        match source {
            Some(source) => self.drive(stages, number, out, |engine, chain| engine.push_source(source, chain)),
            None => self.drive(stages, number, out, |engine, chain| {
                let Some((first, rest)) = chain.stages.split_first_mut() else { return Ok(()) };
                let mut below = Chain { stages: rest, last: &mut *chain.last, pipeline: number };
                first.step(engine, Step::Process, None, &mut below)
            }),
        }
    }

    fn push_source(&mut self, source: &SourceCode, chain: &mut dyn Sink) -> Run {
        if source.redirections.is_empty() {
            return self.push_expr(&source.expr, chain);
        }
        let (streams, merged, success) = self.redirected(&source.redirections)?;
        let outer = std::mem::replace(&mut self.streams, streams);
        let mut noting = Noting { list: None, variable: None, success: success.clone(), inner: chain };
        let result = match merged {
            Some(queue) => {
                let mut merging = Merging { queue, inner: &mut noting };
                let result = self.push_expr_streamed(&source.expr, &mut merging);
                result.and(merging.drain(self))
            }
            None => self.push_expr_streamed(&source.expr, &mut noting),
        };
        let streams = std::mem::replace(&mut self.streams, outer);
        self.close_files(&streams, success.as_ref())?;
        result
    }

    /// `$( )` and `@( )` write as they go, so that merged streams keep their order.
    fn push_expr_streamed(&mut self, expr: &super::lower::Expr, out: &mut dyn Sink) -> Run {
        match expr {
            super::lower::Expr::SubExpression(block) | super::lower::Expr::Array(block) => self.exec_block(block, out),
            super::lower::Expr::Paren(statement) if !matches!(statement.kind, super::lower::StatementKind::Expr(_)) => self.exec(statement, out),
            _ => self.push_expr(expr, out),
        }
    }

    /// Begin all stages, feed the first, end all from the first to the last, clean up whatever happened.
    fn drive(&mut self, stages: &mut [Running], number: u64, out: &mut dyn Sink, feed: impl FnOnce(&mut Engine, &mut Chain<'_>) -> Run) -> Run {
        let result = self.drive_steps(stages, number, out, feed);
        let result = match self.pending.take_if(|(pipeline, _)| *pipeline == number) {
            Some((_, raise)) => Err(Interrupt::Error(raise)),
            None => result,
        };
        let mut cleaned = Ok(());
        for stage in stages.iter_mut() {
            let ended = stage.step(self, Step::Clean, None, &mut super::Discard);
            let streams = stage.streams.clone();
            let success = stage.success.take();
            let closed = self.close_files(&streams, success.as_ref());
            cleaned = cleaned.and(ended).and(closed);
        }
        result.and(cleaned)
    }

    fn drive_steps(&mut self, stages: &mut [Running], number: u64, out: &mut dyn Sink, feed: impl FnOnce(&mut Engine, &mut Chain<'_>) -> Run) -> Run {
        let count = stages.len();
        if self.watched() {
            stages.iter().for_each(|stage| self.tell_watcher(&stage.info.command, stage.command.kind(), &stage.bound.args));
        }
        for at in 0..count {
            let (first, rest) = stages[at..].split_at_mut(1);
            let mut below = Chain { stages: rest, last: &mut *out, pipeline: number };
            let begun = first[0].step(self, Step::Begin, None, &mut below);
            if let Some(from) = self.stopped_at(begun, number, count)? {
                return self.end_stages(stages, from, number, out);
            }
        }
        let fed = feed(self, &mut Chain { stages: &mut *stages, last: &mut *out, pipeline: number });
        let from = self.stopped_at(fed, number, count)?.unwrap_or(0);
        self.end_stages(stages, from, number, out)
    }

    /// Where a stage said it had enough: its number. Errors from below come out here too.
    fn stopped_at(&mut self, result: Run, number: u64, count: usize) -> Run<Option<usize>> {
        match result {
            Ok(()) => Ok(None),
            Err(Interrupt::StopUpstream(n)) if n == number && self.pending.is_none() => {
                let left = self.stopper.take().map_or(0, |(_, left)| left);
                Ok(Some(count.saturating_sub(left + 1)))
            }
            Err(other) => Err(other),
        }
    }

    fn end_stages(&mut self, stages: &mut [Running], from: usize, number: u64, out: &mut dyn Sink) -> Run {
        let count = stages.len();
        let mut at = from;
        while at < count {
            let (first, rest) = stages[at..].split_at_mut(1);
            let mut below = Chain { stages: rest, last: &mut *out, pipeline: number };
            let ended = first[0].step(self, Step::End, None, &mut below);
            at = match self.stopped_at(ended, number, count)? {
                Some(stopper) => stopper.max(at + 1),
                None => at + 1,
            };
        }
        Ok(())
    }

    /// Resolve a command and bind its arguments.
    fn prepare(&mut self, code: &CommandCode, piped: bool, number: u64) -> Run<Running> {
        let (found, name) = self.resolve(code)?;
        let arguments = self.arguments(code)?;
        let dotted = code.invocation == InvocationOperator::Dot;
        let mut running = self.start(found, arguments, piped, dotted, code.span, &name, number)?;
        if !code.redirections.is_empty() {
            let inherited = std::mem::replace(&mut self.streams, running.streams.clone());
            let redirected = self.redirected(&code.redirections);
            self.streams = inherited;
            let (streams, merged, success) = redirected?;
            running.streams = streams;
            running.merged = merged;
            running.success = success;
        }
        Ok(running)
    }

    /// What a command's first element names.
    fn resolve(&mut self, code: &CommandCode) -> Run<(Found, PsStr)> {
        if let Some(name) = code.name_text.as_ref().filter(|name| !name.is_empty()) {
            if let Some(found) = self.find_cached(name, &code.cache) {
                return Ok((found, name.clone()));
            }
            return Err(self.command_not_found(name));
        }
        let value = self.eval(&code.name)?;
        match value.base() {
            Value::ScriptBlock(block) => Ok((self.block_command(block), PsStr::from(""))),
            Value::Null | Value::Void => Err(bad_command(
                "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.",
            )),
            _ => {
                if let Some(command) = self.command_of_value(&value) {
                    let name = command.command().name();
                    return Ok((command, name));
                }
                let name = self.to_text(&value);
                if name.is_empty() {
                    return Err(bad_command(
                        "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.",
                    ));
                }
                match self.find_command(&name) {
                    Some(found) => Ok((found, name)),
                    None => Err(self.command_not_found(&name)),
                }
            }
        }
    }

    /// A command that `Get-Command` gave.
    fn command_of_value(&mut self, value: &Value) -> Option<Found> {
        let ty = value.type_ref()?;
        if !ty.name.ends_with("Info") && !matches!(value, Value::PsObject(_)) {
            return None;
        }
        let block = crate::value::members::get(value, "ScriptBlock", self).ok().flatten();
        if let Some(Value::ScriptBlock(block)) = block {
            let name = self.get_member(value, "Name").ok()?;
            let name = self.to_text(&name);
            return Some(Found::Function(Rc::new(self.function_of_block(&name, &block))));
        }
        let name = crate::value::members::get(value, "Name", self).ok().flatten()?;
        let name = self.to_text(&name);
        self.find_command(&name)
    }

    /// Evaluate a command's arguments.
    fn arguments(&mut self, code: &CommandCode) -> Run<Vec<Argument>> {
        let mut arguments = Vec::with_capacity(code.arguments.len());
        for argument in &code.arguments {
            match argument {
                ArgumentCode::Value { expr, span } => {
                    let value = super::expr::null_for_void(self.eval(expr)?);
                    arguments.push(Argument::Value { value, span: *span, splatted: false });
                }
                ArgumentCode::Parameter { name, text, span, value } => {
                    let (value, value_span) = match value {
                        Some((expr, span)) => (Some(super::expr::null_for_void(self.eval(expr)?)), *span),
                        None => (None, *span),
                    };
                    let colon = value.is_some();
                    arguments.push(Argument::Named { name: name.clone(), text: text.clone(), value, colon, span: *span, value_span, splatted: false });
                }
                ArgumentCode::Splat { expr, span } => {
                    let value = self.eval(expr)?;
                    if value.is_null() {
                        arguments.push(Argument::Value { value: Value::Null, span: *span, splatted: false });
                    }
                    arguments.extend(binder::splat(&value, *span));
                }
            }
        }
        Ok(arguments)
    }

    /// Bind a command's arguments and make it ready to run.
    #[allow(clippy::too_many_arguments)]
    fn start(&mut self, found: Found, arguments: Vec<Argument>, piped: bool, dotted: bool, span: Span, name: &PsStr, pipeline: u64) -> Run<Running> {
        let command = found.command();
        if let Found::Function(function) = &found {
            self.ensure_signature(function)?;
        }
        let source = self.source.clone();
        let info = Rc::new(InvocationInfo {
            command: command.name(),
            command_type: kind_name(command.kind()),
            invocation_name: name.clone(),
            position: Some(super::errors::position(&source, span)),
            bound: Vec::new(),
        });
        let locating = source.clone();
        let locate = move |span: Span| super::errors::position(&locating, span);
        let mut bound = binder::bind(self, &command, arguments, piped, Site { info: &info, locate: &locate })?;
        let common = Rc::new(std::mem::take(&mut bound.common));
        let stage: Box<dyn Stage> = match &found {
            Found::Function(function) => Box::new(FunctionRun::new(function.clone(), std::mem::take(&mut bound.rest), dotted, common.clone())),
            Found::Command(command) => command.start(),
        };
        let out_list = match &common.out_variable {
            Some(name) => Some(variable_list(self, name)?),
            None => None,
        };
        let streams = self.streams_with_lists(&common)?;
        let pipeline_variable = common.pipeline_variable.as_ref().map(|name| Symbol::new(name));
        Ok(Running {
            stage,
            command,
            bound,
            common,
            info,
            source,
            piped,
            scope: self.scope.clone(),
            streams,
            merged: None,
            out_list,
            pipeline_variable,
            success: None,
            pipeline,
            failed: false,
        })
    }

    /// The streams with the lists of `-ErrorVariable` and its kin.
    fn streams_with_lists(&mut self, common: &CommonParameters) -> Run<Rc<Streams>> {
        if common.error_variable.is_none() && common.warning_variable.is_none() && common.information_variable.is_none() {
            return Ok(self.streams.clone());
        }
        let mut streams = Streams::clone(&self.streams);
        if let Some(name) = &common.error_variable {
            streams.error_lists.push(variable_list(self, name)?);
        }
        if let Some(name) = &common.warning_variable {
            streams.warning_lists.push(variable_list(self, name)?);
        }
        if let Some(name) = &common.information_variable {
            streams.information_lists.push(variable_list(self, name)?);
        }
        Ok(Rc::new(streams))
    }
}

fn is_plain(function: &Function) -> bool {
    let body = &function.body;
    body.simple && body.begin.is_none() && body.process.is_none() && body.clean.is_none() && body.dynamic_param.is_none()
}

pub fn kind_name(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::Alias => "Alias",
        CommandKind::Function => "Function",
        CommandKind::Filter => "Filter",
        CommandKind::Cmdlet => "Cmdlet",
        CommandKind::ExternalScript => "ExternalScript",
        CommandKind::Application => "Application",
        CommandKind::Script => "Script",
    }
}

fn bad_command(message: &str) -> Interrupt {
    let exception = Exception::named("System.Management.Automation.RuntimeException", message);
    let record: Raise = Rc::new(ErrorRecord::new(exception, "BadExpression", ErrorCategory::InvalidOperation, Value::Null));
    record.into()
}
