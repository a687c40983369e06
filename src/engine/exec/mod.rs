//! Statements: each writes what it gives to a sink. A failing statement ends itself; what follows decides `errors`.

pub(super) mod loops;
mod switch;
mod trying;

use super::expr::{collapse, null_for_void};
use super::lower::{Block, Expr, Statement, StatementKind};
use super::{Collect, Discard, Engine, Interrupt, Run, Sink};
use crate::syntax::ast::ChainOperator;
use crate::value::{Value, convert};
use std::rc::Rc;

pub(super) use loops::remaining;

impl Engine {
    pub(super) fn exec_block(&mut self, block: &Block, out: &mut dyn Sink) -> Run {
        if !block.traps.is_empty() {
            return self.exec_trapped(block, out);
        }
        for statement in &block.statements {
            if let Err(interrupt) = self.exec(statement, out) {
                self.after_failure(interrupt)?;
            }
        }
        Ok(())
    }

    /// Run a statement. An error gets its place here: PowerShell reports the statement, not the expression.
    pub(super) fn exec(&mut self, statement: &Statement, out: &mut dyn Sink) -> Run {
        let result = self.exec_kind(statement, out);
        if let Err(Interrupt::Error(raise)) = &result {
            self.locate(raise);
        }
        result
    }

    fn exec_kind(&mut self, statement: &Statement, out: &mut dyn Sink) -> Run {
        match &statement.kind {
            StatementKind::Expr(expr) => {
                self.position = statement.span;
                let result = self.exec_expr(expr, out);
                self.last_ok = result.is_ok();
                result
            }
            StatementKind::Assign { target, operator, value } => {
                self.position = statement.span;
                let ok = self.assign_statement(target, *operator, value, statement.span);
                if ok.is_err() {
                    self.last_ok = false;
                }
                ok.map(drop)
            }
            StatementKind::Pipeline(code) => {
                self.position = statement.span;
                self.run_pipeline(code, out)
            }
            StatementKind::If { clauses, otherwise } => {
                for (condition, body) in clauses {
                    if self.condition(condition)? {
                        return self.exec_block(body, out);
                    }
                }
                otherwise.as_ref().map_or(Ok(()), |body| self.exec_block(body, out))
            }
            StatementKind::Loop { label, kind, condition, body } => self.condition_loop(label, *kind, condition, body, out),
            StatementKind::For { label, initializer, condition, iterator, body } => {
                self.for_loop(label, initializer.as_deref(), condition.as_deref(), iterator.as_deref(), body, out)
            }
            StatementKind::ForEach { label, variable, collection, body, wants_enumerator } => {
                self.for_each(label, variable, collection, body, *wants_enumerator, out)
            }
            StatementKind::Chain { first, rest } => self.chain(first, rest, out),
            StatementKind::Switch(code) => self.switch(code, out),
            StatementKind::Try { body, catches, finally } => self.try_statement(body, catches, finally.as_ref(), out),
            StatementKind::Throw(value) => {
                self.position = statement.span;
                self.throw(value.as_deref())
            }
            StatementKind::Return(value) => {
                self.position = statement.span;
                if self.in_method {
                    self.returned = match value {
                        Some(value) => null_for_void(self.eval_statement(value)?),
                        None => Value::Void,
                    };
                } else if let Some(value) = value {
                    self.exec(value, out)?;
                }
                Err(Interrupt::Return)
            }
            StatementKind::Exit(value) => self.exit(value.as_deref()),
            StatementKind::Break(label) => Err(Interrupt::Break(self.label(label.as_ref())?)),
            StatementKind::Continue(label) => Err(Interrupt::Continue(self.label(label.as_ref())?)),
            StatementKind::Function(code) => {
                self.position = statement.span;
                self.define_function(code)
            }
            // Types are made before the first statement runs.
            StatementKind::Type(_) => Ok(()),
            StatementKind::Data { name, body } => self.data(*name, body, out),
            StatementKind::Block(body) => self.exec_block(body, out),
            StatementKind::Using(_) => Ok(()),
        }
    }

    fn exec_expr(&mut self, expr: &Expr, out: &mut dyn Sink) -> Run {
        match expr {
            // As a statement, `$i++` writes nothing.
            Expr::Step { .. } => self.eval(expr).map(drop),
            Expr::SubExpression(block) => self.exec_block(block, out),
            Expr::Binary(crate::syntax::ast::BinaryOperator::Range, _) => self.push_expr(expr, out),
            _ => {
                let value = self.eval(expr)?;
                self.push_value(value, out)
            }
        }
    }

    /// Write a value to a sink, item by item where PowerShell enumerates it.
    pub(super) fn push_value(&mut self, value: Value, out: &mut dyn Sink) -> Run {
        match &value {
            Value::Void => Ok(()),
            Value::Array(array) => {
                let mut at = 0;
                loop {
                    let item = array.items.borrow().get(at).cloned();
                    let Some(item) = item else { return Ok(()) };
                    out.push(self, item)?;
                    at += 1;
                }
            }
            Value::List(list) => {
                let items = list.items.borrow().clone();
                items.into_iter().try_for_each(|item| out.push(self, item))
            }
            Value::Object(_) | Value::PsObject(_) => match self.enumerate_value(&value)? {
                Some(items) => items.into_iter().try_for_each(|item| out.push(self, item)),
                None => out.push(self, value),
            },
            _ => out.push(self, value),
        }
    }

    /// Write an expression's value; a range of whole numbers is never built.
    pub(super) fn push_expr(&mut self, expr: &Expr, out: &mut dyn Sink) -> Run {
        if let Some(mut range) = self.whole_range(expr)? {
            return range.try_for_each(|number| {
                self.tick()?;
                out.push(self, Value::Int32(number))
            });
        }
        let value = self.eval(expr)?;
        self.push_value(value, out)
    }

    /// `a..b` of whole numbers, as an iterator.
    pub(super) fn whole_range(&mut self, expr: &Expr) -> Run<Option<Box<dyn Iterator<Item = i32>>>> {
        let Expr::Binary(crate::syntax::ast::BinaryOperator::Range, sides) = expr else { return Ok(None) };
        let (left, right) = (self.eval(&sides.0)?, self.eval(&sides.1)?);
        Ok(match (left, right) {
            (Value::Int32(a), Value::Int32(b)) if a <= b => Some(Box::new(a..=b)),
            (Value::Int32(a), Value::Int32(b)) => Some(Box::new((b..=a).rev())),
            (left, right) => {
                let Value::Array(array) = crate::value::arithmetic::range(&left, &right, self)? else { return Ok(None) };
                let numbers: Option<Vec<i32>> = array.items.borrow().iter().map(|v| if let Value::Int32(n) = v { Some(*n) } else { None }).collect();
                numbers.map(|n| Box::new(n.into_iter()) as Box<dyn Iterator<Item = i32>>)
            }
        })
    }

    /// A statement for its value: a condition, the right side of an assignment, the inside of round brackets.
    pub(super) fn eval_statement(&mut self, statement: &Statement) -> Run<Value> {
        match &statement.kind {
            StatementKind::Expr(expr) => self.eval(expr),
            StatementKind::Assign { target, operator, value } => self.assign_statement(target, *operator, value, statement.span),
            _ => {
                let mut out = Collect::default();
                let position = self.position;
                self.exec(statement, &mut out)?;
                self.position = position;
                Ok(collapse(out.0))
            }
        }
    }

    /// A condition stands in the script as a place of its own.
    pub(super) fn condition(&mut self, statement: &Statement) -> Run<bool> {
        self.position = statement.span;
        let result = self.eval_statement(statement);
        if let Err(Interrupt::Error(raise)) = &result {
            self.locate(raise);
        }
        Ok(match result? {
            Value::Bool(value) => value,
            value => convert::to_bool(&value),
        })
    }

    fn chain(&mut self, first: &Statement, rest: &[(ChainOperator, Statement)], out: &mut dyn Sink) -> Run {
        self.chain_link(first, out)?;
        for (operator, statement) in rest {
            if self.last_ok == (*operator == ChainOperator::And) {
                self.chain_link(statement, out)?;
            }
        }
        Ok(())
    }

    fn chain_link(&mut self, statement: &Statement, out: &mut dyn Sink) -> Run {
        match self.exec(statement, out) {
            Ok(()) => Ok(()),
            Err(interrupt) => self.after_failure(interrupt),
        }
    }

    fn label(&mut self, label: Option<&Expr>) -> Run<Option<Rc<str>>> {
        match label {
            None => Ok(None),
            Some(expr) => Ok(Some(self.eval_text(expr)?.rc())),
        }
    }

    fn exit(&mut self, value: Option<&Statement>) -> Run {
        let code = match value {
            None => match self.lookup(self.names.last_exit_code) {
                Some(Value::Int32(code)) => code,
                _ => 0,
            },
            Some(statement) => {
                let value = null_for_void(self.eval_statement(statement)?);
                match convert::to(&value, crate::value::known::INT32, self) {
                    Ok(Value::Int32(code)) => code,
                    _ => 0,
                }
            }
        };
        Err(Interrupt::Exit(code))
    }

    fn data(&mut self, name: Option<super::symbol::Symbol>, body: &Block, out: &mut dyn Sink) -> Run {
        let Some(name) = name else { return self.exec_block(body, out) };
        let mut found = Collect::default();
        self.exec_block(body, &mut found)?;
        let scope = self.scope.clone();
        self.write_in(&scope, name, null_for_void(collapse(found.0)))
    }

    /// Every so many turns, ask whether somebody wants to stop.
    pub(super) fn tick(&mut self) -> Run {
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks & 0xfff == 0 && self.host.stop_requested() {
            return Err(Interrupt::Stopped);
        }
        Ok(())
    }

    /// Run a statement for what it does, not for what it gives.
    pub(super) fn exec_quiet(&mut self, statement: &Statement) -> Run {
        self.exec(statement, &mut Discard)
    }
}
