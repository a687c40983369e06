//! `$x[...]`: arrays, lists, text, dictionaries, slices and negative positions.

use super::super::lower::Expr;
use super::super::{Engine, Interrupt, Run};
use super::null_for_void;
use crate::value::{Dictionary, DictionaryKind, ErrorCategory, ErrorRecord, Exception, Value, convert, known, members};
use std::rc::Rc;

impl Engine {
    pub(super) fn index(&mut self, target: &Expr, index: &Expr, null_conditional: bool) -> Run<Value> {
        let target = self.eval(target)?;
        if null_conditional && target.is_null() {
            return Ok(Value::Null);
        }
        let index = null_for_void(self.eval(index)?);
        self.get_index(&target, &index)
    }

    pub(in crate::engine) fn get_index(&mut self, target: &Value, index: &Value) -> Run<Value> {
        match target.base() {
            Value::Null | Value::Void => Err(failure("System.Management.Automation.RuntimeException", "Cannot index into a null array.", "NullArray")),
            Value::Dictionary(dictionary) => self.index_dictionary(dictionary, index),
            Value::Array(array) if array.dimensions.is_some() => self.index_dimensions(array, index),
            Value::Array(array) => {
                let length = array.len();
                self.index_positions(length, index, |at| array.items.borrow()[at].clone())
            }
            Value::List(list) => {
                let length = list.items.borrow().len();
                self.index_positions(length, index, |at| list.items.borrow()[at].clone())
            }
            Value::String(text) => {
                if text.is_ascii() {
                    let bytes = text.as_bytes();
                    return self.index_positions(bytes.len(), index, |at| Value::Char(u16::from(bytes[at])));
                }
                let units: Vec<u16> = text.encode_utf16().collect();
                self.index_positions(units.len(), index, |at| Value::Char(units[at]))
            }
            _ => self.index_other(target, index),
        }
    }

    /// One position, or an array for an array of positions.
    fn index_positions(&mut self, length: usize, index: &Value, item: impl Fn(usize) -> Value) -> Run<Value> {
        if let Value::Int32(at) = index {
            return match position(i64::from(*at), length) {
                Some(at) => Ok(item(at)),
                None => self.out_of_range(),
            };
        }
        if let Some(indices) = Engine::enumerate(index) {
            let mut found = Vec::with_capacity(indices.len());
            for index in &indices {
                match self.read_index(index)?.and_then(|at| position(at, length)) {
                    Some(at) => found.push(item(at)),
                    None if self.strict_level() >= 3 => return self.out_of_range(),
                    None => {}
                }
            }
            return Ok(Value::array(found));
        }
        match self.read_index(index)?.and_then(|at| position(at, length)) {
            Some(at) => Ok(item(at)),
            None => self.out_of_range(),
        }
    }

    /// A position to read from; what is no number is no position.
    fn read_index(&mut self, index: &Value) -> Run<Option<i64>> {
        match self.whole_index(index) {
            Ok(at) => Ok(Some(at)),
            Err(Interrupt::Error(raise)) if !index.is_null() && &*raise.id != "NullArrayIndex" => Ok(None),
            Err(other) => Err(other),
        }
    }

    pub(in crate::engine) fn whole_index(&mut self, index: &Value) -> Run<i64> {
        if index.is_null() {
            return Err(failure(
                "System.Management.Automation.RuntimeException",
                "Index operation failed; the array index evaluated to null.",
                "NullArrayIndex",
            ));
        }
        match convert::to(index, known::INT32, self)? {
            Value::Int32(at) => Ok(i64::from(at)),
            _ => Ok(0),
        }
    }

    fn out_of_range(&self) -> Run<Value> {
        if self.strict_level() >= 3 {
            return Err(failure("System.IndexOutOfRangeException", "Index was outside the bounds of the array.", "System.IndexOutOfRangeException"));
        }
        Ok(Value::Null)
    }

    fn index_dictionary(&mut self, dictionary: &Dictionary, index: &Value) -> Run<Value> {
        if index.is_null() {
            return Err(failure(
                "System.Management.Automation.RuntimeException",
                "Index operation failed; the array index evaluated to null.",
                "NullArrayIndex",
            ));
        }
        if let Some(value) = dictionary.get(index) {
            return Ok(value);
        }
        if let (DictionaryKind::Ordered, Value::Int32(at)) = (&dictionary.kind, index) {
            let entries = dictionary.entries.borrow();
            return Ok(usize::try_from(*at).ok().and_then(|at| entries.get_index(at)).map(|(_, (_, value))| value.clone()).unwrap_or_default());
        }
        if let Some(keys) = Engine::enumerate(index) {
            return Ok(Value::array(keys.iter().map(|key| dictionary.get(key).unwrap_or_default()).collect()));
        }
        Ok(Value::Null)
    }

    fn index_dimensions(&mut self, array: &crate::value::Array, index: &Value) -> Run<Value> {
        match self.flat_position(array, index)? {
            Some(at) => Ok(array.items.borrow()[at].clone()),
            None => Ok(Value::Null),
        }
    }

    /// The place in the row-by-row storage of an element of a multi-dimensional array.
    pub(in crate::engine) fn flat_position(&mut self, array: &crate::value::Array, index: &Value) -> Run<Option<usize>> {
        let Some(dimensions) = &array.dimensions else { return Ok(None) };
        let indices = Engine::enumerate(index).unwrap_or_else(|| vec![index.clone()]);
        if indices.len() != dimensions.len() {
            let shown: Vec<String> = indices.iter().map(|i| self.to_text(i).to_string()).collect();
            let message = format!("Cannot index into a {} dimensional array with index [{}].", dimensions.len(), shown.join(","));
            return Err(failure("System.Management.Automation.RuntimeException", &message, "NeedMultidimensionalIndex"));
        }
        let mut flat = 0;
        for (index, &length) in indices.iter().zip(dimensions.iter()) {
            match position(self.whole_index(index)?, length) {
                Some(at) => flat = flat * length + at,
                None => return Ok(None),
            }
        }
        Ok(Some(flat))
    }

    fn index_other(&mut self, target: &Value, index: &Value) -> Run<Value> {
        let arguments = match index {
            Value::Array(_) => Engine::enumerate(index).unwrap_or_default(),
            other => vec![other.clone()],
        };
        match members::invoke(target, "get_Item", &arguments, self) {
            Ok(value) => return Ok(value),
            Err(raise) if &*raise.id != "MethodNotFound" => return Err(raise.into()),
            Err(_) => {}
        }
        if let Some(items) = Engine::enumerate(target) {
            return self.index_positions(items.len(), index, |at| items[at].clone());
        }
        // A scalar is a collection of one.
        if let Ok(Value::Int32(at)) = convert::to(index, known::INT32, self) {
            return match position(i64::from(at), 1) {
                Some(_) => Ok(target.clone()),
                None => self.out_of_range(),
            };
        }
        let name = target.type_ref().map_or("", |ty| ty.full_name);
        let message = format!("Unable to index into an object of type \"{name}\".");
        let exception = Exception::named("System.Management.Automation.RuntimeException", message);
        Err(Rc::new(ErrorRecord::new(exception, "CannotIndex", ErrorCategory::InvalidOperation, index.clone())).into())
    }
}

/// A position counted from the end where it is negative.
pub(in crate::engine) fn position(at: i64, length: usize) -> Option<usize> {
    let at = if at < 0 { at + length as i64 } else { at };
    usize::try_from(at).ok().filter(|&at| at < length)
}

pub(in crate::engine) fn failure(type_name: &str, message: &str, id: &str) -> Interrupt {
    let category = if type_name == "System.IndexOutOfRangeException" { ErrorCategory::OperationStopped } else { ErrorCategory::InvalidOperation };
    ErrorRecord::raise(type_name, message, id, category).into()
}
