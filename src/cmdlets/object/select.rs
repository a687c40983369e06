//! `Select-Object`: properties of objects, and objects by their place in the pipeline.

use super::sort::value_order;
use crate::cmdlets::selector::{Selected, Selector, Source};
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Member, PsObject, PsStr, Value, members, same_name};
use std::collections::VecDeque;
use std::rc::Rc;

#[derive(Default)]
pub struct SelectObject {
    properties: Vec<Selector>,
    exclude: Vec<PsStr>,
    expand: Option<Selector>,
    unique: Option<Vec<Value>>,
    ignore_case: bool,
    place: Place,
    seen: usize,
}

/// Which objects, by place.
#[derive(Default)]
struct Place {
    first: Option<usize>,
    last: Option<usize>,
    skip: usize,
    skip_last: usize,
    indexes: Option<Vec<usize>>,
    skip_indexes: Option<Vec<usize>>,
    /// The last ones, held back until it is known whether they count.
    held: VecDeque<Value>,
    wait: bool,
}

impl Stage for SelectObject {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        self.exclude = call.texts("ExcludeProperty");
        for item in call.arg("Property").map(items).unwrap_or_default() {
            match Selector::parse(call.engine, &item, &["Expression", "Name", "Label"]) {
                Ok(selector) => self.properties.push(selector),
                Err(record) => return call.fail(record),
            }
        }
        if self.properties.is_empty() && !self.exclude.is_empty() {
            self.properties.push(Selector::name("*".into()));
        }
        self.expand = call.text("ExpandProperty").map(Selector::name);
        self.unique = call.switch("Unique").then(Vec::new);
        self.ignore_case = call.switch("CaseInsensitive");
        self.place = Place {
            first: number(call, "First"),
            last: number(call, "Last"),
            skip: number(call, "Skip").unwrap_or(0),
            skip_last: number(call, "SkipLast").unwrap_or(0),
            indexes: numbers(call, "Index"),
            skip_indexes: numbers(call, "SkipIndex"),
            held: VecDeque::new(),
            wait: call.switch("Wait"),
        };
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        let index = self.seen;
        self.seen += 1;
        if let Some(indexes) = &self.place.indexes {
            let (wanted, done) = (indexes.contains(&index), !self.place.wait && indexes.iter().all(|&i| i <= index));
            if wanted {
                self.emit(call, input)?;
            }
            return if done { call.stop_upstream() } else { Ok(()) };
        }
        if let Some(indexes) = &self.place.skip_indexes {
            return if indexes.contains(&index) { Ok(()) } else { self.emit(call, input) };
        }
        self.by_place(call, index, input)
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if self.place.last.is_none() {
            return Ok(());
        }
        for _ in 0..self.place.skip {
            self.place.held.pop_back();
        }
        while let Some(object) = self.place.held.pop_front() {
            self.emit(call, object)?;
        }
        Ok(())
    }
}

impl SelectObject {
    fn by_place(&mut self, call: &mut Call<'_>, index: usize, input: Value) -> Run {
        let place = &mut self.place;
        if let Some(last) = place.last {
            if place.first.is_some_and(|first| index < first) {
                return self.emit(call, input);
            }
            place.held.push_back(input);
            if place.held.len() > last + place.skip {
                place.held.pop_front();
            }
            return Ok(());
        }
        if index < place.skip {
            return Ok(());
        }
        if place.skip_last > 0 {
            place.held.push_back(input);
            return match place.held.len() > place.skip_last {
                true => {
                    let object = place.held.pop_front().unwrap_or_default();
                    self.emit(call, object)
                }
                false => Ok(()),
            };
        }
        let Some(first) = place.first else { return self.emit(call, input) };
        if index < place.skip + first {
            self.emit(call, input)?;
        }
        if index + 1 >= self.place.skip + first && !self.place.wait { call.stop_upstream() } else { Ok(()) }
    }

    /// Write what is wanted of one object.
    fn emit(&mut self, call: &mut Call<'_>, input: Value) -> Run {
        if self.properties.is_empty() && self.expand.is_none() {
            return self.write(call, input);
        }
        let mut selected = Vec::new();
        for selector in &self.properties {
            let found = selector.select(call.engine, &input)?;
            if found.is_empty() && !matches!(selector.source, Source::Pattern(_)) {
                selected.push(Selected { name: selector.display_name(), value: Ok(Value::Null) });
            }
            selected.extend(found);
        }
        selected.retain(|s| !self.exclude.iter().any(|pattern| crate::value::wildcard::matches(pattern, &s.name, true)));
        // `$null` has nothing that a pattern could match.
        if input.is_null() && selected.is_empty() {
            return Ok(());
        }
        match self.expand.clone() {
            Some(expand) => self.expand(call, &input, &expand, selected),
            None => {
                let object = self.build(call, &input, selected)?;
                self.write(call, object)
            }
        }
    }

    /// A new custom object with the selected properties, known as `Selected.` its origin.
    fn build(&self, call: &mut Call<'_>, input: &Value, selected: Vec<Selected>) -> Run<Value> {
        let object = PsObject::default();
        for Selected { name, value } in selected {
            if object.member(&name).is_some() {
                let exception = Exception::named(
                    "System.Management.Automation.PSArgumentException",
                    format!("The property cannot be processed because the property \"{name}\" already exists."),
                );
                call.error(ErrorRecord::new(exception, "AlreadyExistingUserSpecifiedPropertyNoExpand", ErrorCategory::InvalidOperation, input.clone()))?;
                continue;
            }
            object.set_note(name, value.unwrap_or_default());
        }
        let origin = members::type_names(input).first().cloned().unwrap_or_else(|| "System.Object".into());
        let own = ["System.Management.Automation.PSCustomObject", "System.Object"].map(PsStr::from);
        let mut names = vec![if origin.starts_with("Selected.") { origin } else { PsStr::from(format!("Selected.{origin}")) }];
        names.extend(own);
        *object.type_names.borrow_mut() = Some(names);
        Ok(object.into())
    }

    fn expand(&mut self, call: &mut Call<'_>, input: &Value, expand: &Selector, selected: Vec<Selected>) -> Run {
        let name = expand.display_name();
        let found = expand.select(call.engine, input)?;
        let [Selected { value, .. }] = &found[..] else {
            let (message, id) = if found.is_empty() {
                (format!("Property \"{name}\" cannot be found."), "ExpandPropertyNotFound")
            } else {
                (format!("Cannot expand property \"{name}\" because more than one property matches."), "MutlipleExpandProperties")
            };
            let exception = Exception::named("System.Management.Automation.PSArgumentException", message);
            return call.error(ErrorRecord::new(exception, id, ErrorCategory::InvalidArgument, input.clone()));
        };
        let value = match value {
            Ok(value) => value.clone(),
            Err(raise) => return Err(raise.clone().into()),
        };
        for item in items(&value) {
            let item = if selected.is_empty() { item } else { with_notes(item, &selected) };
            self.write(call, item)?;
        }
        Ok(())
    }

    fn write(&mut self, call: &mut Call<'_>, object: Value) -> Run {
        if let Some(unique) = &mut self.unique {
            if unique.iter().any(|old| same_object(old, &object, self.ignore_case, call.engine)) {
                return Ok(());
            }
            unique.push(object.clone());
        }
        call.write(object)
    }
}

/// Equal as `-Unique` sees it: custom objects by all their properties, others by their order.
fn same_object(a: &Value, b: &Value, ignore_case: bool, engine: &mut Engine) -> bool {
    let (Value::PsObject(a_bag), Value::PsObject(b_bag)) = (a, b) else {
        return a.type_ref() == b.type_ref() && value_order(a, b, ignore_case, engine).is_eq();
    };
    let notes = |bag: &PsObject| -> Vec<(PsStr, Value)> {
        bag.members.borrow().iter().filter_map(|(name, m)| if let Member::Note(v) = m { Some((name.0.clone(), v.clone())) } else { None }).collect()
    };
    let (a, b) = (notes(a_bag), notes(b_bag));
    a.len() == b.len() && a.iter().zip(&b).all(|((an, av), (bn, bv))| same_name(an, bn) && value_order(av, bv, ignore_case, engine).is_eq())
}

/// The expanded value with the other selected properties added to it.
fn with_notes(item: Value, selected: &[Selected]) -> Value {
    let object = match &item {
        Value::PsObject(old) => PsObject { base: old.base.clone(), members: old.members.clone(), type_names: old.type_names.clone(), ..Default::default() },
        _ => PsObject::around(item),
    };
    for Selected { name, value } in selected {
        object.set_note(name.clone(), value.clone().unwrap_or_default());
    }
    Value::PsObject(Rc::new(object))
}

fn items(value: &Value) -> Vec<Value> {
    Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()])
}

fn number(call: &Call<'_>, name: &str) -> Option<usize> {
    match call.arg(name)?.base() {
        Value::Int32(n) => Some((*n).max(0) as usize),
        _ => None,
    }
}

fn numbers(call: &Call<'_>, name: &str) -> Option<Vec<usize>> {
    Some(items(call.arg(name)?).iter().filter_map(|v| if let Value::Int32(n) = v.base() { Some(*n as usize) } else { None }).collect())
}
