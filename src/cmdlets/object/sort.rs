//! `Sort-Object`: order by the objects themselves, by properties, or by what script blocks give.

use crate::cmdlets::selector::Selector;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{Value, compare, convert};
use std::cmp::Ordering;

#[derive(Default)]
pub struct SortObject {
    objects: Vec<Value>,
}

/// A key to sort by: where it comes from and which way.
pub struct SortKey {
    selector: Option<Selector>,
    descending: bool,
}

impl Stage for SortObject {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        match (call.input, call.arg("InputObject")) {
            (Some(input), _) => self.objects.push(input.clone()),
            (None, Some(value)) => self.objects.extend(Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()])),
            (None, None) => {}
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let keys = sort_keys(call)?;
        let ignore_case = !call.switch("CaseSensitive");
        let mut rows = Vec::with_capacity(self.objects.len());
        for object in self.objects.drain(..).filter(|object| !object.is_null()) {
            let mut values = Vec::with_capacity(keys.len());
            for key in &keys {
                values.push(match &key.selector {
                    Some(selector) => selector.value(call.engine, &object)?,
                    None => Some(object.clone()),
                });
            }
            rows.push((values, object));
        }
        let order = |a: &[Option<Value>], b: &[Option<Value>], engine: &mut Engine| {
            keys.iter()
                .zip(a.iter().zip(b))
                .map(|(key, (a, b))| key_order(a, b, key.descending, ignore_case, engine))
                .find(|o| o.is_ne())
                .unwrap_or(Ordering::Equal)
        };
        rows.sort_by(|a, b| order(&a.0, &b.0, call.engine));
        if call.switch("Unique") {
            rows.dedup_by(|b, a| order(&a.0, &b.0, call.engine).is_eq());
        }
        let count = |name: &str| call.arg(name).and_then(|v| if let Value::Int32(n) = v.base() { Some(*n as usize) } else { None });
        let total = rows.len();
        let (from, to) = match (count("Top"), count("Bottom")) {
            (Some(top), _) => (0, top.min(total)),
            (None, Some(bottom)) => (total.saturating_sub(bottom), total),
            (None, None) => (0, total),
        };
        for (_, object) in rows.drain(from..to) {
            call.write(object)?;
        }
        Ok(())
    }
}

/// `-Property` with its directions; without it, the object itself.
fn sort_keys(call: &mut Call<'_>) -> Run<Vec<SortKey>> {
    let all_descending = call.switch("Descending");
    let items = call.arg("Property").map(|v| Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).unwrap_or_default();
    let mut keys = Vec::new();
    for item in items {
        let selector = match Selector::parse(call.engine, &item, &["Expression", "Ascending", "Descending"]) {
            Ok(selector) => selector,
            Err(record) => return call.fail(record),
        };
        let descending = match (selector.option("Descending"), selector.option("Ascending")) {
            (Some(value), _) => convert::to_bool(value),
            (None, Some(value)) => !convert::to_bool(value),
            (None, None) => all_descending,
        };
        keys.push(SortKey { selector: Some(selector), descending });
    }
    if keys.is_empty() {
        keys.push(SortKey { selector: None, descending: all_descending });
    }
    Ok(keys)
}

/// Objects without the property come last whichever way; `$null` values count as least.
fn key_order(a: &Option<Value>, b: &Option<Value>, descending: bool, ignore_case: bool, engine: &mut Engine) -> Ordering {
    let order = match (a, b) {
        (Some(a), Some(b)) => value_order(a, b, ignore_case, engine),
        (None, None) => Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
    };
    if descending { order.reverse() } else { order }
}

/// The order of two values; what has none is compared as text.
pub fn value_order(a: &Value, b: &Value, ignore_case: bool, engine: &mut Engine) -> Ordering {
    match (a.is_null(), b.is_null()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        (false, false) => {}
    }
    match compare::compare(a, b, ignore_case, engine) {
        Ok(order) => order,
        Err(_) => compare::compare_text(&engine.to_text(a), &engine.to_text(b), ignore_case),
    }
}
