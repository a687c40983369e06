//! `for`, `foreach`, `while`, `do`: with labels, and `$foreach` where the body asks for it.

use super::super::lower::{Block, Label, LoopKind, Statement, StatementKind, Target};
use super::super::{Engine, Interrupt, Run, Sink};
use crate::syntax::ast::Span;
use crate::value::{ErrorCategory, ErrorRecord, Object, PsStr, Res, Runtime, TypeRef, Value, known};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What a loop does after its body.
#[derive(PartialEq, Eq)]
pub(super) enum Turn {
    Next,
    Done,
}

/// Sort out how a loop's body ended.
pub(super) fn turn(result: Run, label: &Label) -> Run<Turn> {
    let mine = |wanted: &Option<Rc<str>>| match (wanted, label) {
        (None, _) => true,
        (Some(wanted), Some(own)) => wanted.eq_ignore_ascii_case(own),
        (Some(_), None) => false,
    };
    match result {
        Ok(()) => Ok(Turn::Next),
        Err(Interrupt::Break(wanted)) if mine(&wanted) => Ok(Turn::Done),
        Err(Interrupt::Continue(wanted)) if mine(&wanted) => Ok(Turn::Next),
        Err(other) => Err(other),
    }
}

impl Engine {
    pub(super) fn condition_loop(&mut self, label: &Label, kind: LoopKind, condition: &Statement, body: &Block, out: &mut dyn Sink) -> Run {
        self.loops += 1;
        let result = self.condition_turns(label, kind, condition, body, out);
        self.loops -= 1;
        result
    }

    fn condition_turns(&mut self, label: &Label, kind: LoopKind, condition: &Statement, body: &Block, out: &mut dyn Sink) -> Run {
        loop {
            self.tick()?;
            if kind == LoopKind::While && !self.condition(condition)? {
                return Ok(());
            }
            let result = self.exec_block(body, out);
            if turn(result, label)? == Turn::Done {
                return Ok(());
            }
            if kind != LoopKind::While && self.condition(condition)? != (kind == LoopKind::DoWhile) {
                return Ok(());
            }
        }
    }

    pub(super) fn for_loop(
        &mut self,
        label: &Label,
        initializer: Option<&Statement>,
        condition: Option<&Statement>,
        iterator: Option<&Statement>,
        body: &Block,
        out: &mut dyn Sink,
    ) -> Run {
        if let Some(initializer) = initializer {
            self.exec_quiet(initializer)?;
        }
        self.loops += 1;
        let result = self.for_turns(label, condition, iterator, body, out);
        self.loops -= 1;
        result
    }

    fn for_turns(&mut self, label: &Label, condition: Option<&Statement>, iterator: Option<&Statement>, body: &Block, out: &mut dyn Sink) -> Run {
        loop {
            self.tick()?;
            if let Some(condition) = condition
                && !self.condition(condition)?
            {
                return Ok(());
            }
            let result = self.exec_block(body, out);
            if turn(result, label)? == Turn::Done {
                return Ok(());
            }
            if let Some(iterator) = iterator {
                self.exec_quiet(iterator)?;
            }
        }
    }

    pub(super) fn for_each(
        &mut self,
        label: &Label,
        variable: &Target,
        collection: &Statement,
        body: &Block,
        wants_enumerator: bool,
        out: &mut dyn Sink,
    ) -> Run {
        self.position = collection.span;
        if let StatementKind::Expr(expr) = &collection.kind
            && !wants_enumerator
            && let Some(range) = self.whole_range(expr)?
        {
            self.loops += 1;
            let result = self.range_turns(label, variable, range, body, out);
            self.loops -= 1;
            return result;
        }
        let values = self.eval_statement(collection)?;
        let watch = Watch::over(&values).map(|watch| (watch, self.variable_before(collection.span)));
        let items = match self.enumerate_value(&values)? {
            Some(items) => items,
            None if values.is_null() => return Ok(()),
            None => vec![values],
        };
        self.loops += 1;
        let result =
            if wants_enumerator { self.enumerator_turns(label, variable, items, body, out) } else { self.item_turns(label, variable, items, body, watch, out) };
        self.loops -= 1;
        result
    }

    /// The loop's variable, written before `in` and the collection.
    fn variable_before(&self, collection: Span) -> Span {
        let before = self.source.text.get(..collection.start as usize).unwrap_or_default();
        let start = before.rfind('$').unwrap_or(before.len());
        let length = before[start..].find(char::is_whitespace).unwrap_or(before.len() - start);
        Span::new(start, start + length)
    }

    fn range_turns(&mut self, label: &Label, variable: &Target, range: Box<dyn Iterator<Item = i32>>, body: &Block, out: &mut dyn Sink) -> Run {
        for number in range {
            self.tick()?;
            self.assign_value(variable, Value::Int32(number))?;
            let result = self.exec_block(body, out);
            if turn(result, label)? == Turn::Done {
                break;
            }
        }
        Ok(())
    }

    fn item_turns(&mut self, label: &Label, variable: &Target, items: Vec<Value>, body: &Block, watch: Option<(Watch, Span)>, out: &mut dyn Sink) -> Run {
        for item in items {
            self.tick()?;
            self.assign_value(variable, item)?;
            let result = self.exec_block(body, out);
            if turn(result, label)? == Turn::Done {
                break;
            }
            if let Some((watch, span)) = &watch
                && watch.changed()
            {
                self.position = *span;
                return Err(modified());
            }
        }
        Ok(())
    }

    /// The same with `$foreach`, which the body may move on by itself.
    fn enumerator_turns(&mut self, label: &Label, variable: &Target, items: Vec<Value>, body: &Block, out: &mut dyn Sink) -> Run {
        let enumerator = Rc::new(Enumerator::new(items));
        let symbol = self.names.foreach;
        let old = self.scope.own(symbol);
        self.scope.set(symbol, Value::Object(enumerator.clone()));
        let result = self.enumerate_with(&enumerator, label, variable, body, out);
        match old {
            Some(old) => self.scope.set(symbol, old),
            None => self.scope.remove(symbol),
        }
        result
    }

    fn enumerate_with(&mut self, enumerator: &Enumerator, label: &Label, variable: &Target, body: &Block, out: &mut dyn Sink) -> Run {
        while enumerator.move_next() {
            self.tick()?;
            self.assign_value(variable, enumerator.current())?;
            let result = self.exec_block(body, out);
            if turn(result, label)? == Turn::Done {
                break;
            }
        }
        Ok(())
    }
}

/// A collection that must not change while a loop walks over it: lists that grow, and dictionaries through their keys, values
/// and entries.
struct Watch {
    collection: Value,
    version: u32,
}

impl Watch {
    fn over(collection: &Value) -> Option<Watch> {
        let collection = collection.base().clone();
        let version = Self::version(&collection)?;
        Some(Watch { collection, version })
    }

    fn version(collection: &Value) -> Option<u32> {
        match collection {
            Value::List(list) => Some(list.items.borrow().len() as u32),
            Value::Object(object) => object.version(),
            _ => None,
        }
    }

    fn changed(&self) -> bool {
        Self::version(&self.collection) != Some(self.version)
    }
}

fn modified() -> Interrupt {
    let message = "Collection was modified; enumeration operation may not execute.";
    ErrorRecord::raise("System.InvalidOperationException", message, "System.InvalidOperationException", ErrorCategory::OperationStopped).into()
}

/// `$foreach` and `$switch`: an `IEnumerator` over the items.
pub(in crate::engine) struct Enumerator {
    items: RefCell<Vec<Value>>,
    /// One past the current item; 0 before the first.
    at: Cell<usize>,
}

impl Enumerator {
    pub fn new(items: Vec<Value>) -> Self {
        Enumerator { items: RefCell::new(items), at: Cell::new(0) }
    }

    pub fn move_next(&self) -> bool {
        let at = self.at.get() + 1;
        let inside = at <= self.items.borrow().len();
        self.at.set(if inside { at } else { self.items.borrow().len() + 1 });
        inside
    }

    pub fn current(&self) -> Value {
        self.at.get().checked_sub(1).and_then(|at| self.items.borrow().get(at).cloned()).unwrap_or_default()
    }
}

impl Object for Enumerator {
    fn type_ref(&self) -> TypeRef {
        crate::value::types::find("System.Collections.IEnumerator").unwrap_or(known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("Current").then(|| Ok(self.current()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        vec!["Current".into()]
    }

    fn invoke(&self, name: &str, _args: &[Value], _cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "movenext" => Some(Ok(Value::Bool(self.move_next()))),
            "reset" => {
                self.at.set(0);
                Some(Ok(Value::Void))
            }
            _ => None,
        }
    }
}

/// An enumerator in a pipeline gives what it has left.
pub(in crate::engine) fn remaining(value: &Value) -> Option<Vec<Value>> {
    let enumerator = value.downcast::<Enumerator>()?;
    let mut left = Vec::new();
    while enumerator.move_next() {
        left.push(enumerator.current());
    }
    Some(left)
}
