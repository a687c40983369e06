//! Script functions, script blocks and script files as commands: the scope of a call, its parameters and its blocks.

use super::binder::CommonParameters;
use super::commands::Found;
use super::lower::{self, Block, Body, FunctionCode, ParameterCode};
use super::modules::Module;
use super::scope::{CallFrame, Scope, Slot, promote};
use super::{Args, Argument, Call, Command, CommandKind, Engine, Interrupt, Run, Signature, Sink, Stage};
use crate::syntax::Source;
use crate::syntax::ast::Span;
use crate::value::{Dictionary, ErrorCategory, ErrorRecord, PsStr, ScriptBlock, Value, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// What a `ScriptBlock` value holds for the engine.
pub struct BlockCode {
    pub body: Rc<Body>,
    pub module: Option<Rc<Module>>,
    pub is_filter: bool,
}

/// A function, or a script block or file on its way to run as one.
#[derive(Clone)]
pub struct Function {
    pub name: PsStr,
    pub kind: CommandKind,
    pub body: Rc<Body>,
    pub block: Rc<ScriptBlock>,
    pub module: Option<Rc<Module>>,
    pub is_filter: bool,
}

/// One entry of the call stack: who is running, and where the caller stands.
#[derive(Clone)]
pub struct Frame {
    pub name: PsStr,
    pub source: Rc<Source>,
    pub position: Span,
    pub kind: CommandKind,
    pub arguments: PsStr,
}

/// The deepest nesting of calls; beyond it the script gets `CallDepthOverflow`.
pub const CALL_DEPTH: usize = 1000;

impl Command for Function {
    fn name(&self) -> PsStr {
        self.name.clone()
    }
    fn kind(&self) -> CommandKind {
        self.kind
    }
    fn module(&self) -> PsStr {
        self.module.as_ref().map_or_else(|| "".into(), |m| m.name.clone())
    }
    fn error_class(&self) -> PsStr {
        self.name.clone()
    }
    fn signature(&self) -> Rc<Signature> {
        super::attributes::signature_of(&self.body)
    }
    fn start(&self) -> Box<dyn Stage> {
        Box::new(FunctionRun::new(Rc::new(self.clone()), Vec::new(), false, Rc::default()))
    }
}

/// The engine's part of a script block value.
pub fn block_code(block: &ScriptBlock) -> Option<&BlockCode> {
    block.body.downcast_ref::<BlockCode>()
}

impl Engine {
    pub(super) fn make_block(&mut self, body: &Rc<Body>) -> Rc<ScriptBlock> {
        let code = BlockCode { body: body.clone(), module: self.scope.module.clone(), is_filter: false };
        Rc::new(ScriptBlock { text: body.text.clone(), body: Rc::new(code) })
    }

    pub(super) fn function_of_code(&mut self, name: &str, code: &Rc<FunctionCode>) -> Function {
        let module = self.scope.module.clone();
        let held = BlockCode { body: code.body.clone(), module: module.clone(), is_filter: code.is_filter };
        let block = Rc::new(ScriptBlock { text: code.body.text.clone(), body: Rc::new(held) });
        let kind = if code.is_filter { CommandKind::Filter } else { CommandKind::Function };
        Function { name: name.into(), kind, body: code.body.clone(), block, module, is_filter: code.is_filter }
    }

    pub(super) fn function_of_block(&mut self, name: &str, block: &Rc<ScriptBlock>) -> Function {
        let (body, module, is_filter) = match block_code(block) {
            Some(code) => (code.body.clone(), code.module.clone(), code.is_filter),
            None => (lower::script(&Source::new("", None), &Rc::default()), None, false),
        };
        Function { name: name.into(), kind: CommandKind::Function, body, block: block.clone(), module, is_filter }
    }

    /// A script block as the command of `& { }`.
    pub(super) fn block_command(&mut self, block: &Rc<ScriptBlock>) -> Found {
        let function = Function { kind: CommandKind::Script, ..self.function_of_block("", block) };
        Found::Function(Rc::new(function))
    }

    pub(super) fn child_scope(&self) -> Rc<Scope> {
        Rc::new(Scope::new(Some(self.scope.clone()), Rc::default()))
    }

    /// The scope a function's call runs in: under its module's, where that is another than the caller's.
    fn call_scope(&self, function: &Function, arguments: Vec<Value>) -> Scope {
        let parent = match &function.module {
            Some(module) if !self.scope.module.as_ref().is_some_and(|own| Rc::ptr_eq(own, module)) => module.scope(),
            Some(_) => self.scope.clone(),
            // A function of the session called from a module sees the session, not the module.
            None if self.scope.module.is_some() => self.session_scope(),
            None => self.scope.clone(),
        };
        let mut scope = Scope::new(Some(parent), function.body.layout.clone());
        scope.call = Some(CallFrame { arguments: RefCell::new(arguments), ..CallFrame::default() });
        scope.is_script = function.kind == CommandKind::ExternalScript;
        scope
    }

    pub(super) fn enter(&mut self, name: PsStr, kind: CommandKind) -> Run {
        if self.frames.len() >= CALL_DEPTH {
            let raise = ErrorRecord::raise(
                "System.Management.Automation.ScriptCallDepthException",
                "The script failed due to call depth overflow.",
                "CallDepthOverflow",
                ErrorCategory::InvalidOperation,
            );
            return Err(raise.into());
        }
        self.frames.push(Frame { name, source: self.source.clone(), position: self.position, kind, arguments: PsStr::default() });
        Ok(())
    }

    /// Run one block of a body in the scope that is current.
    pub(super) fn run_part(&mut self, body: &Body, block: &Block, out: &mut dyn Sink) -> Run {
        let direct = std::mem::replace(&mut self.direct, Rc::ptr_eq(&body.layout, &self.scope.layout));
        let source = std::mem::replace(&mut self.source, body.source.clone());
        let position = self.position;
        if !body.types.is_empty()
            && let Err(interrupt) = self.define_types(&body.types)
        {
            self.direct = direct;
            self.source = source;
            return Err(interrupt);
        }
        let in_method = std::mem::replace(&mut self.in_method, body.is_method);
        let result = self.exec_block(block, out);
        self.in_method = in_method;
        self.direct = direct;
        self.source = source;
        self.position = position;
        match result {
            Err(Interrupt::Return) => Ok(()),
            other => other,
        }
    }

    /// A plain call of a function with values by position only: no binder, no pipeline.
    pub(super) fn call_simple(&mut self, function: &Rc<Function>, mut arguments: Vec<Value>, out: &mut dyn Sink) -> Run {
        let body = &function.body;
        let count = body.parameters.len();
        let rest = if arguments.len() > count { arguments.split_off(count) } else { Vec::new() };
        let scope = Rc::new(self.call_scope(function, rest));
        self.enter(function.name.clone(), function.kind)?;
        let result = self.call_in(scope, body, arguments, out);
        self.frames.pop();
        result
    }

    fn call_in(&mut self, scope: Rc<Scope>, body: &Rc<Body>, arguments: Vec<Value>, out: &mut dyn Sink) -> Run {
        let given = arguments.len();
        for (parameter, value) in body.parameters.iter().zip(arguments) {
            let slot = match &parameter.type_name {
                None => Slot::Plain(value),
                Some(spec) => {
                    let ty = self.resolve_type(spec)?;
                    let value = if value.type_ref() == Some(ty) { value } else { self.convert_argument(&parameter.name, &value, ty)? };
                    Slot::Typed(ty, value)
                }
            };
            scope.slots.borrow_mut()[parameter.slot as usize] = slot;
        }
        let outer = std::mem::replace(&mut self.scope, scope);
        let underscore = self.underscore.clone();
        let result = self.fill_defaults(body, |at| at < given).and_then(|()| match &body.end {
            Some(end) => self.run_part(body, end, out),
            None => Ok(()),
        });
        self.underscore = underscore;
        self.scope = outer;
        result
    }

    fn convert_argument(&mut self, name: &str, value: &Value, ty: crate::value::TypeRef) -> Run<Value> {
        convert::to(value, ty, self).map_err(|raise| super::errors::argument_transformation(name, raise).into())
    }

    /// Give parameters that were not bound their defaults, in order.
    pub(super) fn fill_defaults(&mut self, body: &Rc<Body>, bound: impl Fn(usize) -> bool) -> Run {
        for (at, parameter) in body.parameters.iter().enumerate() {
            if !bound(at) {
                self.fill_default(body, parameter)?;
            }
        }
        Ok(())
    }

    fn fill_default(&mut self, body: &Rc<Body>, parameter: &ParameterCode) -> Run {
        let ty = match &parameter.type_name {
            Some(spec) => Some(self.resolve_type(spec)?),
            None => None,
        };
        let value = match &parameter.default {
            Some(default) => {
                let direct = std::mem::replace(&mut self.direct, Rc::ptr_eq(&body.layout, &self.scope.layout));
                let value = self.eval(default);
                self.direct = direct;
                let value = super::expr::null_for_void(value?);
                match ty {
                    Some(ty) => convert::to(&value, ty, self).map_err(super::errors::metadata_conversion)?,
                    None => value,
                }
            }
            None => match ty {
                Some(ty) => self.empty_of(ty),
                None => Value::Null,
            },
        };
        let slot = match ty {
            Some(ty) => Slot::Typed(ty, value),
            None => Slot::Plain(value),
        };
        self.scope.clone().with_slot(parameter.symbol, |place| *place = slot);
        Ok(())
    }

    /// What a typed parameter that was not given holds: 0, false, empty text, or nothing.
    fn empty_of(&mut self, ty: crate::value::TypeRef) -> Value {
        use crate::value::{TypeKind, known};
        if ty == known::STRING {
            return Value::str("");
        }
        if ty == known::SWITCH_PARAMETER {
            return Value::Switch(false);
        }
        if ty == known::BOOLEAN {
            return Value::Bool(false);
        }
        if ty.kind == TypeKind::Struct {
            return convert::to(&Value::Int32(0), ty, self).unwrap_or_default();
        }
        Value::Null
    }

    /// Run a script block with `$_`, writing to a sink, in a new scope (`&`) or in the caller's (`.`, as `ForEach-Object` does).
    pub fn run_block(&mut self, block: &Rc<ScriptBlock>, underscore: Option<Value>, args: &[Value], in_place: bool, out: &mut dyn Sink) -> Run {
        let Some(code) = block_code(block) else { return Ok(()) };
        let plain = code.body.parameters.is_empty() && code.body.begin.is_none() && code.body.process.is_none();
        if !in_place || !plain {
            return self.run_block_scoped(block, code, underscore, args, in_place, out);
        }
        let Some(end) = &code.body.end else { return Ok(()) };
        self.tick()?;
        let outer = underscore.map(|value| std::mem::replace(&mut self.underscore, value));
        let foreign = code.module.as_ref().filter(|module| !self.scope.module.as_ref().is_some_and(|own| Rc::ptr_eq(own, module))).map(|m| m.scope());
        let saved = foreign.map(|scope| std::mem::replace(&mut self.scope, scope));
        let result = self.run_part(&code.body, end, out);
        if let Some(scope) = saved {
            self.scope = scope;
        }
        if let Some(outer) = outer {
            self.underscore = outer;
        }
        result
    }

    /// The general way: parameters are bound, blocks run in turn.
    fn run_block_scoped(
        &mut self,
        block: &Rc<ScriptBlock>,
        code: &BlockCode,
        underscore: Option<Value>,
        args: &[Value],
        in_place: bool,
        out: &mut dyn Sink,
    ) -> Run {
        let function = Rc::new(Function {
            name: "".into(),
            kind: CommandKind::Script,
            body: code.body.clone(),
            block: block.clone(),
            module: code.module.clone(),
            is_filter: code.is_filter,
        });
        let body = &code.body;
        let simple = body.simple && body.begin.is_none() && body.process.is_none() && !in_place;
        let outer = underscore.clone().map(|value| std::mem::replace(&mut self.underscore, value));
        let result = if simple {
            self.call_simple(&function, args.to_vec(), out)
        } else {
            let arguments = args.iter().map(|value| Argument::Value { value: value.clone(), span: Span::default(), splatted: false }).collect();
            self.run_function(Found::Function(function), arguments, underscore, in_place, out)
        };
        if let Some(outer) = outer {
            self.underscore = outer;
        }
        result
    }

    /// A function from the text of a script file.
    pub(super) fn script_file(&mut self, source: Rc<Source>) -> Run<Function> {
        let body = self.compile(source.clone())?;
        let name = source.file.as_ref().map_or_else(PsStr::default, |f| PsStr::from(f.rsplit('/').next().unwrap_or(f)));
        super::requires::check(&name, &body)?;
        let held = BlockCode { body: body.clone(), module: None, is_filter: false };
        let block = Rc::new(ScriptBlock { text: body.text.clone(), body: Rc::new(held) });
        Ok(Function { name, kind: CommandKind::ExternalScript, body, block, module: None, is_filter: false })
    }
}

/// A running function as a stage of a pipeline.
pub struct FunctionRun {
    function: Rc<Function>,
    rest: Vec<Value>,
    dotted: bool,
    scope: Option<Rc<Scope>>,
    input: Vec<Value>,
    /// Parameters that came on the command line, not from the pipeline.
    given: Vec<PsStr>,
    /// The common parameters of the call: inside, they are preference variables.
    common: Rc<CommonParameters>,
}

impl FunctionRun {
    pub fn new(function: Rc<Function>, rest: Vec<Value>, dotted: bool, common: Rc<CommonParameters>) -> Self {
        FunctionRun { function, rest, dotted, scope: None, input: Vec::new(), given: Vec::new(), common }
    }

    /// Work in the function's scope.
    fn inside(&mut self, engine: &mut Engine, work: impl FnOnce(&mut Self, &mut Engine) -> Run) -> Run {
        let Some(scope) = self.scope.clone() else { return Ok(()) };
        engine.enter(self.function.name.clone(), self.function.kind)?;
        let outer = std::mem::replace(&mut engine.scope, scope);
        let common = std::mem::take(&mut engine.common);
        let mut result = work(self, engine);
        engine.common = common;
        // `exit` ends the script it stands in; the session ends with the outermost only.
        if let Err(Interrupt::Exit(code)) = result
            && self.function.kind == CommandKind::ExternalScript
            && engine.frames.len() > 1
        {
            let symbol = engine.names.last_exit_code;
            engine.global.set(symbol, Value::Int32(code));
            result = Ok(());
        }
        engine.scope = outer;
        engine.frames.pop();
        result
    }

    fn bind(&mut self, engine: &mut Engine, args: &Args, all: bool) -> Run {
        let Some(scope) = self.scope.clone() else { return Ok(()) };
        let body = self.function.body.clone();
        for parameter in &body.parameters {
            match args.get(&parameter.name) {
                Some(value) => {
                    let ty = match &parameter.type_name {
                        Some(spec) => Some(engine.resolve_type(spec)?),
                        None => None,
                    };
                    let slot = match ty {
                        Some(ty) if ty != crate::value::known::OBJECT => Slot::Typed(ty, value.clone()),
                        _ => Slot::Plain(value.clone()),
                    };
                    scope.with_slot(parameter.symbol, |place| *place = slot);
                    if !parameter.attributes.is_empty() {
                        let variable = scope.with_slot(parameter.symbol, |slot| promote(slot, parameter.symbol));
                        *variable.attributes.borrow_mut() = parameter.attributes.iter().map(|a| Rc::new(a.clone())).collect();
                    }
                }
                None if all => engine.fill_default(&body, parameter)?,
                None => {}
            }
        }
        let table = Dictionary::hashtable();
        for (name, value) in &args.bound {
            table.insert(Value::String(name.0.clone()), value.clone());
        }
        if let Some(call) = &scope.call {
            *call.bound.borrow_mut() = Some(Value::Dictionary(Rc::new(table)));
        }
        Ok(())
    }

    fn run_block(&mut self, engine: &mut Engine, block: &Block, out: &mut dyn Sink) -> Run {
        let body = self.function.body.clone();
        engine.run_part(&body, block, out)
    }

    /// Set `$input` for the block that runs.
    fn offer_input(&self, items: Vec<Value>) {
        if let Some(call) = self.scope.as_ref().and_then(|s| s.call.as_ref()) {
            *call.input.borrow_mut() = Some(Value::object(InputItems(RefCell::new(items))));
        }
    }
}

/// `$input`: what came down the pipeline so far; reading it takes it.
struct InputItems(RefCell<Vec<Value>>);

impl crate::value::Object for InputItems {
    fn type_ref(&self) -> crate::value::TypeRef {
        crate::value::types::find("System.Collections.ArrayList+ArrayListEnumeratorSimple").unwrap_or(crate::value::known::OBJECT)
    }
    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(std::mem::take(&mut *self.0.borrow_mut()))
    }
}

impl Stage for FunctionRun {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        let engine = &mut *call.engine;
        let rest = std::mem::take(&mut self.rest);
        let scope = if self.dotted {
            if let Some(frame) = &engine.scope.call {
                *frame.arguments.borrow_mut() = rest;
            }
            engine.scope.clone()
        } else {
            Rc::new(engine.call_scope(&self.function, rest))
        };
        if let Some(frame) = &scope.call
            && !self.dotted
        {
            *frame.invocation.borrow_mut() = Some(super::session::invocation_object(call.info, self.function.kind));
            if self.function.body.advanced {
                *frame.cmdlet.borrow_mut() = Some(super::session::cmdlet_object(call.info, call.command, call.args));
            }
        }
        prefer(engine, &scope, &self.common);
        self.scope = Some(scope);
        self.given = call.args.bound.keys().map(|name| name.0.clone()).collect();
        let args = call.args;
        self.inside(engine, |run, engine| run.bind(engine, args, true))?;
        let body = self.function.body.clone();
        match &body.begin {
            Some(begin) => {
                let out = &mut *call.out;
                self.inside(call.engine, |run, engine| run.run_block(engine, begin, out))
            }
            None => Ok(()),
        }
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let body = self.function.body.clone();
        let args = call.args;
        let has_pipeline_parameters = args.bound.len() != self.given.len();
        let out = &mut *call.out;
        let input = call.input.cloned();
        let Some(process) = &body.process else {
            if let Some(input) = input {
                if has_pipeline_parameters {
                    self.inside(call.engine, |run, engine| run.bind(engine, args, false))?;
                }
                self.input.push(input);
            }
            return Ok(());
        };
        self.inside(call.engine, |run, engine| {
            if has_pipeline_parameters {
                run.bind(engine, args, false)?;
            }
            let outer = engine.underscore.clone();
            if let Some(input) = input {
                run.offer_input(vec![input.clone()]);
                engine.underscore = input;
            }
            let result = run.run_block(engine, process, out);
            engine.underscore = outer;
            result
        })
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let body = self.function.body.clone();
        let Some(end) = &body.end else { return Ok(()) };
        let out = &mut *call.out;
        let items = std::mem::take(&mut self.input);
        let piped = call.piped;
        self.inside(call.engine, |run, engine| {
            let outer = engine.underscore.clone();
            if piped {
                run.offer_input(items);
            }
            let result = run.run_block(engine, end, out);
            engine.underscore = outer;
            result
        })
    }

    fn clean(&mut self, call: &mut Call<'_>) -> Run {
        let body = self.function.body.clone();
        let Some(clean) = &body.clean else { return Ok(()) };
        let mut out = super::Discard;
        self.inside(call.engine, |run, engine| run.run_block(engine, clean, &mut out))
    }
}

/// `-ErrorAction` and its kin become preference variables of the function's scope.
fn prefer(engine: &Engine, scope: &Scope, common: &CommonParameters) {
    use super::binder::ActionPreference as A;
    let names = engine.names;
    let switch = |on: bool| if on { A::Continue } else { A::SilentlyContinue };
    let all = [
        (names.error_preference, common.error_action),
        (names.warning_preference, common.warning_action),
        (names.information_preference, common.information_action),
        (names.progress_preference, common.progress_action),
        (names.verbose_preference, common.verbose.map(switch)),
        (names.debug_preference, common.debug.map(switch)),
    ];
    for (symbol, action) in all {
        if let Some(action) = action {
            scope.set(symbol, super::automatic::enum_value("System.Management.Automation.ActionPreference", &format!("{action:?}")));
        }
    }
    if let Some(on) = common.what_if {
        scope.set(names.what_if_preference, Value::Bool(on));
    }
    if let Some(on) = common.confirm {
        let level = if on { "Low" } else { "None" };
        scope.set(names.confirm_preference, super::automatic::enum_value("System.Management.Automation.ConfirmImpact", level));
    }
}
