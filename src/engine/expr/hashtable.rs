//! `@{ }`, `[ordered]@{ }` and `[pscustomobject]@{ }`.

use super::super::lower::{Expr, Statement};
use super::super::{Engine, Run};
use super::null_for_void;
use crate::value::{Dictionary, DictionaryKind, ErrorCategory, ErrorRecord, Exception, PsObject, Value};
use std::rc::Rc;

impl Engine {
    pub(super) fn hashtable(&mut self, entries: &[(Expr, Statement)]) -> Run<Value> {
        let table = Dictionary::hashtable();
        self.fill(&table, entries)?;
        Ok(Value::Dictionary(Rc::new(table)))
    }

    pub(super) fn ordered(&mut self, entries: &[(Expr, Statement)]) -> Run<Value> {
        let table = Dictionary::new(DictionaryKind::Ordered, true);
        self.fill(&table, entries)?;
        Ok(Value::Dictionary(Rc::new(table)))
    }

    fn fill(&mut self, table: &Dictionary, entries: &[(Expr, Statement)]) -> Run {
        for (key, value) in entries {
            let key = null_for_void(self.eval(key)?);
            let value = null_for_void(self.eval_statement(value)?);
            if key.is_null() {
                let raise = ErrorRecord::raise(
                    "System.Management.Automation.RuntimeException",
                    "A null key is not allowed in a hash literal.",
                    "InvalidNullKey",
                    ErrorCategory::InvalidOperation,
                );
                return Err(raise.into());
            }
            if table.get(&key).is_some() {
                let text = self.to_text(&key);
                let message = format!("Item has already been added. Key in dictionary: '{text}'  Key being added: '{text}'");
                let exception = Exception::named("System.ArgumentException", message);
                return Err(Rc::new(ErrorRecord::new(exception, "System.ArgumentException", ErrorCategory::OperationStopped, Value::Null)).into());
            }
            table.insert(key, value);
        }
        Ok(())
    }

    /// A later property of the same name replaces the value of the earlier one.
    pub(super) fn custom_object(&mut self, entries: &[(Expr, Statement)]) -> Run<Value> {
        let table = Dictionary::new(DictionaryKind::Ordered, true);
        self.fill(&table, entries)?;
        Ok(self.custom_of(&table))
    }

    /// A custom object with the entries of a dictionary as its properties.
    pub(super) fn custom_of(&mut self, table: &Dictionary) -> Value {
        let object = PsObject::default();
        let entries: Vec<(Value, Value)> = table.entries.borrow().values().cloned().collect();
        for (key, value) in &entries {
            let name = self.to_text(key);
            if name.eq_ignore_ascii_case("PSTypeName") && matches!(value, Value::String(_)) {
                let names = [self.to_text(value), "System.Management.Automation.PSCustomObject".into(), "System.Object".into()];
                *object.type_names.borrow_mut() = Some(names.to_vec());
                continue;
            }
            object.set_note(name, value.clone());
        }
        object.into()
    }
}
