//! `switch`: by equality, wildcard, regular expression or script block, over each item of the condition or the lines of a file.

use super::super::lower::{Block, Expr, SwitchCode};
use super::super::{Collect, Engine, Run, Sink};
use super::loops::{Enumerator, Turn, turn};
use crate::value::{Value, compare, convert, strings};
use std::rc::Rc;

impl Engine {
    pub(super) fn switch(&mut self, code: &SwitchCode, out: &mut dyn Sink) -> Run {
        self.position = code.condition.span;
        let value = self.eval_statement(&code.condition)?;
        let items = if code.flags.file { self.switch_lines(&value)? } else { self.switch_items(value)? };
        let enumerator = Rc::new(Enumerator::new(items));
        let outer = std::mem::take(&mut self.underscore);
        let symbol = self.names.switch;
        let old = if code.wants_enumerator { self.scope.own(symbol) } else { None };
        if code.wants_enumerator {
            self.scope.set(symbol, Value::Object(enumerator.clone()));
        }
        self.loops += 1;
        let result = self.switch_turns(code, &enumerator, out);
        self.loops -= 1;
        if code.wants_enumerator {
            match old {
                Some(old) => self.scope.set(symbol, old),
                None => self.scope.remove(symbol),
            }
        }
        self.underscore = outer;
        result
    }

    fn switch_items(&mut self, value: Value) -> Run<Vec<Value>> {
        Ok(match self.enumerate_value(&value)? {
            Some(items) => items,
            None if matches!(value, Value::Void) => vec![Value::Null],
            None => vec![value],
        })
    }

    fn switch_lines(&mut self, path: &Value) -> Run<Vec<Value>> {
        let path = self.to_text(path);
        let resolved = self.resolve_path(&path);
        match self.host.read(&resolved) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Ok(text.trim_start_matches('\u{feff}').lines().map(Value::str).collect())
            }
            Err(_) => {
                let message = format!("Could not find file '{}'.", resolved.display());
                Err(super::super::expr::failure("System.IO.FileNotFoundException", &message, "FileReadError"))
            }
        }
    }

    fn switch_turns(&mut self, code: &SwitchCode, enumerator: &Enumerator, out: &mut dyn Sink) -> Run {
        while enumerator.move_next() {
            self.tick()?;
            let result = self.switch_item(code, enumerator.current(), out);
            if turn(result, &code.label)? == Turn::Done {
                break;
            }
        }
        Ok(())
    }

    fn switch_item(&mut self, code: &SwitchCode, item: Value, out: &mut dyn Sink) -> Run {
        let mut matched = false;
        for (test, body) in &code.clauses {
            self.underscore = item.clone();
            if self.switch_matches(code, test, &item)? {
                matched = true;
                self.underscore = item.clone();
                self.exec_block(body, out)?;
            }
        }
        match &code.default {
            Some(body) if !matched => self.switch_default(body, item, out),
            _ => Ok(()),
        }
    }

    fn switch_default(&mut self, body: &Block, item: Value, out: &mut dyn Sink) -> Run {
        self.underscore = item;
        self.exec_block(body, out)
    }

    fn switch_matches(&mut self, code: &SwitchCode, test: &Expr, item: &Value) -> Run<bool> {
        let test = self.eval(test)?;
        if let Value::ScriptBlock(block) = test.base() {
            let mut found = Collect::default();
            self.run_block(block, Some(item.clone()), &[], true, &mut found)?;
            return Ok(convert::to_bool(&super::collapse(found.0)));
        }
        let ignore_case = !code.flags.case_sensitive;
        if code.flags.regex {
            let text = Value::String(self.to_text(item));
            let pattern = if crate::value::types::find("regex") == test.type_ref() { test } else { Value::String(self.to_text(&test)) };
            let (value, groups) = strings::matches(&text, &pattern, ignore_case, false, self)?;
            if let Some(groups) = groups {
                self.scope.set(self.names.matches, groups);
            }
            return Ok(convert::to_bool(&value));
        }
        if code.flags.wildcard {
            let text = Value::String(self.to_text(item));
            let pattern = Value::String(self.to_text(&test));
            return Ok(convert::to_bool(&strings::like(&text, &pattern, ignore_case, false, self)?));
        }
        Ok(compare::equals(item, &test, ignore_case, self))
    }
}
