//! `Compare-Object`: what two sets of objects have apart, and in common.

use super::sort::value_order;
use crate::cmdlets::selector::Selector;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{PsObject, PsStr, Value};

#[derive(Default)]
pub struct CompareObject {
    difference: Vec<Value>,
}

/// An object and the values it is compared by.
struct Entry {
    object: Value,
    keys: Vec<(PsStr, Value)>,
}

impl Stage for CompareObject {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(value) = call.arg("DifferenceObject") {
            self.difference.extend(items(value));
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let mut selectors = Vec::new();
        for item in call.arg("Property").map(items).unwrap_or_default() {
            match Selector::parse(call.engine, &item, &["Expression"]) {
                Ok(selector) => selectors.push(selector),
                Err(record) => return call.fail(record),
            }
        }
        let reference = call.arg("ReferenceObject").map(items).unwrap_or_default();
        let mut left = entries(call.engine, reference, &selectors)?;
        let right = entries(call.engine, std::mem::take(&mut self.difference), &selectors)?;
        let ignore_case = !call.switch("CaseSensitive");
        let (mut equal, mut only_right) = (Vec::new(), Vec::new());
        for entry in right {
            match left.iter().position(|other| same(&entry, other, ignore_case, call.engine)) {
                Some(at) => equal.push(left.remove(at)),
                None => only_right.push(entry),
            }
        }
        if call.switch("IncludeEqual") || (call.switch("ExcludeDifferent") && !call.args.has("IncludeEqual")) {
            self.write(call, equal, "==")?;
        }
        if !call.switch("ExcludeDifferent") {
            self.write(call, only_right, "=>")?;
            self.write(call, left, "<=")?;
        }
        Ok(())
    }
}

impl CompareObject {
    fn write(&self, call: &mut Call<'_>, entries: Vec<Entry>, side: &str) -> Run {
        for entry in entries {
            if call.switch("PassThru") {
                let object = match entry.object {
                    Value::PsObject(object) => object,
                    other => std::rc::Rc::new(PsObject::around(other)),
                };
                object.set_note("SideIndicator", Value::str(side));
                call.write(Value::PsObject(object))?;
                continue;
            }
            let mut properties = if entry.keys.is_empty() { vec![("InputObject".into(), entry.object)] } else { entry.keys };
            properties.push(("SideIndicator".into(), Value::str(side)));
            call.write(Value::from(PsObject::custom(properties)))?;
        }
        Ok(())
    }
}

fn entries(engine: &mut Engine, objects: Vec<Value>, selectors: &[Selector]) -> Run<Vec<Entry>> {
    objects
        .into_iter()
        .map(|object| {
            let keys = selectors.iter().map(|s| Ok((s.display_name(), s.value(engine, &object)?.unwrap_or_default()))).collect::<Run<Vec<_>>>()?;
            Ok(Entry { object, keys })
        })
        .collect()
}

fn same(a: &Entry, b: &Entry, ignore_case: bool, engine: &mut Engine) -> bool {
    if a.keys.is_empty() {
        return value_order(&a.object, &b.object, ignore_case, engine).is_eq();
    }
    a.keys.iter().zip(&b.keys).all(|((_, a), (_, b))| value_order(a, b, ignore_case, engine).is_eq())
}

fn items(value: &Value) -> Vec<Value> {
    Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()])
}
