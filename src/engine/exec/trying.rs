//! `try`/`catch`/`finally`, `trap` and `throw`.

use super::super::lower::{Block, CatchCode, Statement, TrapCode, TypeSpec};
use super::super::{Engine, Interrupt, Run, Sink};
use super::null_for_void;
use crate::value::{ErrorCategory, ErrorRecord, Exception, Raise, TypeRef, Value};
use std::rc::Rc;

impl Engine {
    pub(super) fn try_statement(&mut self, body: &Block, catches: &[CatchCode], finally: Option<&Block>, out: &mut dyn Sink) -> Run {
        let mut result = if catches.is_empty() { self.exec_block(body, out) } else { self.try_body(body, catches, out) };
        if let Some(finally) = finally {
            let stopped = matches!(result, Err(Interrupt::StopUpstream(_) | Interrupt::Stopped));
            let ended = if stopped { self.exec_block(finally, &mut super::super::Discard) } else { self.exec_block(finally, out) };
            if ended.is_err() {
                result = ended;
            }
        }
        result
    }

    fn try_body(&mut self, body: &Block, catches: &[CatchCode], out: &mut dyn Sink) -> Run {
        let depth = self.frames.len();
        self.handlers += 1;
        let result = self.exec_block(body, out);
        self.handlers -= 1;
        let raise = match result {
            Err(Interrupt::Error(raise)) => raise,
            other => return other,
        };
        self.frames.truncate(depth);
        match self.find_catch(&raise, catches)? {
            Some(catch) => {
                self.log_error(&raise);
                let seen = self.seen_by(&raise, &catch.types)?;
                self.run_handler(&catch.body, &seen, out)
            }
            None => Err(Interrupt::Error(raise)),
        }
    }

    /// The record a clause sees: where its type is that of an inner exception, the record of that one.
    fn seen_by(&mut self, raise: &Raise, types: &[TypeSpec]) -> Run<Raise> {
        let mut wanted = Vec::new();
        for spec in types {
            wanted.push(self.resolve_type(spec)?);
        }
        let fits = |value: &Value| value.type_ref().is_some_and(|own| wanted.iter().any(|ty| distance(own, *ty).is_some()));
        let mut here = Some(raise.exception.clone());
        while let Some(value) = here {
            if wanted.is_empty() || fits(&value) {
                let same = value.downcast::<Exception>().zip(raise.exception.downcast::<Exception>()).is_none_or(|(a, b)| std::ptr::eq(a, b));
                if same {
                    return Ok(raise.clone());
                }
                let record = ErrorRecord::around(value, raise.id.clone(), raise.category.get(), raise.target.clone());
                record.class.replace(raise.class.borrow().clone());
                record.invocation.replace(raise.invocation.borrow().clone());
                record.script_stack.replace(raise.script_stack.borrow().clone());
                record.logged.set(true);
                return Ok(Rc::new(record));
            }
            here = value.downcast::<Exception>().and_then(|e| e.inner.clone());
        }
        Ok(raise.clone())
    }

    /// Run the body of a `catch` or `trap` with the record in `$_`.
    fn run_handler(&mut self, body: &Block, raise: &Raise, out: &mut dyn Sink) -> Run {
        let outer = std::mem::replace(&mut self.underscore, Value::object(raise.clone()));
        let rethrow = self.caught.replace(raise.clone());
        let result = self.exec_block(body, out);
        self.caught = rethrow;
        self.underscore = outer;
        result
    }

    /// The first clause whose type is the exception's or a base of it; the nearest type wins over order, as in PowerShell.
    fn find_catch<'a>(&mut self, raise: &Raise, catches: &'a [CatchCode]) -> Run<Option<&'a CatchCode>> {
        let mut best: Option<(usize, &CatchCode)> = None;
        for catch in catches {
            let distance = if catch.types.is_empty() { Some(usize::MAX) } else { self.nearest(raise, &catch.types)? };
            if let Some(distance) = distance
                && best.is_none_or(|(known, _)| distance < known)
            {
                best = Some((distance, catch));
            }
        }
        Ok(best.map(|(_, catch)| catch))
    }

    fn nearest(&mut self, raise: &Raise, types: &[TypeSpec]) -> Run<Option<usize>> {
        let mut best = None;
        for spec in types {
            let ty = match self.resolve_type(spec) {
                Ok(ty) => ty,
                Err(interrupt) => {
                    let span = spec.ast.span;
                    self.position = crate::syntax::ast::Span { start: span.start.saturating_sub(1), end: span.end + 1 };
                    return Err(interrupt);
                }
            };
            let distance = exceptions_of(raise).iter().filter_map(|own| distance(*own, ty)).min();
            best = match (best, distance) {
                (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
                (a, b) => a.or(b),
            };
        }
        Ok(best)
    }

    pub(super) fn exec_trapped(&mut self, block: &Block, out: &mut dyn Sink) -> Run {
        for statement in &block.statements {
            self.handlers += 1;
            let result = self.exec(statement, out);
            self.handlers -= 1;
            match result {
                Ok(()) => {}
                Err(Interrupt::Error(raise)) => self.run_traps(&block.traps, raise, out)?,
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// After a trap's body: `continue` goes on silently, `break` raises again, otherwise the error is shown and all goes on.
    fn run_traps(&mut self, traps: &[TrapCode], raise: Raise, out: &mut dyn Sink) -> Run {
        self.last_ok = false;
        let Some(trap) = self.find_trap(&raise, traps)? else { return self.after_failure(Interrupt::Error(raise)) };
        self.log_error(&raise);
        match self.run_handler(&trap.body, &raise, out) {
            Ok(()) => {
                self.show_error(&raise)?;
                Ok(())
            }
            Err(Interrupt::Continue(None)) => Ok(()),
            Err(Interrupt::Break(None)) => Err(Interrupt::Error(raise)),
            Err(other) => Err(other),
        }
    }

    fn find_trap<'a>(&mut self, raise: &Raise, traps: &'a [TrapCode]) -> Run<Option<&'a TrapCode>> {
        let mut best: Option<(usize, &TrapCode)> = None;
        for trap in traps {
            let distance = match &trap.type_name {
                None => Some(usize::MAX),
                Some(spec) => self.nearest(raise, std::slice::from_ref(spec))?,
            };
            if let Some(distance) = distance
                && best.is_none_or(|(known, _)| distance < known)
            {
                best = Some((distance, trap));
            }
        }
        Ok(best.map(|(_, trap)| trap))
    }

    pub(super) fn throw(&mut self, value: Option<&Statement>) -> Run {
        let value = match value {
            None => match self.caught.clone() {
                Some(raise) => {
                    raise.thrown.set(true);
                    return Err(Interrupt::Error(raise));
                }
                None => Value::str("ScriptHalted"),
            },
            Some(statement) => null_for_void(self.eval_statement(statement)?),
        };
        let record = self.thrown_record(value);
        record.thrown.set(true);
        Err(Interrupt::Error(record))
    }

    /// The record of a thrown value: a record is itself, an exception is wrapped, anything else becomes a message.
    fn thrown_record(&mut self, value: Value) -> Raise {
        if let Some(record) = value.downcast::<Raise>() {
            return record.clone();
        }
        if let Some(exception) = value.downcast::<Exception>() {
            let id = exception.message.clone();
            if let Some((_, Value::Object(_))) = exception.extra.borrow().iter().find(|(name, _)| &**name == "ErrorRecord")
                && let Some((_, inner)) = exception.extra.borrow().iter().find(|(name, _)| &**name == "ErrorRecord")
                && let Some(record) = inner.downcast::<Raise>()
            {
                return record.clone();
            }
            return Rc::new(ErrorRecord::around(value.base().clone(), id, ErrorCategory::OperationStopped, Value::Null));
        }
        let text = match &value {
            Value::Null => crate::value::PsStr::from("ScriptHalted"),
            other => self.to_text(other),
        };
        let exception = Exception::named("System.Management.Automation.RuntimeException", text.clone());
        Rc::new(ErrorRecord::new(exception, text, ErrorCategory::OperationStopped, value))
    }
}

/// The exception's type and those of the exceptions it wraps: a catch clause may name an inner one.
fn exceptions_of(raise: &Raise) -> Vec<TypeRef> {
    let mut types = Vec::new();
    let mut here = Some(raise.exception.clone());
    while let Some(value) = here {
        let Some(exception) = value.downcast::<Exception>() else {
            types.extend(value.type_ref());
            break;
        };
        types.push(exception.type_ref);
        // What wraps an exception of .NET's is caught by the inner one's type too.
        let wrapper = exception.type_ref.full_name.starts_with("System.Management.Automation.");
        here = if wrapper { exception.inner.clone() } else { None };
    }
    types
}

/// How many steps up from a type another stands.
fn distance(from: TypeRef, to: TypeRef) -> Option<usize> {
    let mut here = Some(from);
    let mut steps = 0;
    while let Some(ty) = here {
        if ty == to || ty.full_name == to.full_name {
            return Some(steps);
        }
        here = ty.base;
        steps += 1;
    }
    (to == crate::value::known::EXCEPTION).then_some(steps)
}
