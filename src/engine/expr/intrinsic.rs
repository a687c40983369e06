//! Methods every object has (`.Where()`, `.ForEach()`), those of script blocks, and those that only the engine can serve.

use super::super::{Collect, Engine, Interrupt, Run};
use super::{collapse, null_for_void};
use crate::value::{ScriptBlock, Value, convert, known, members};
use std::rc::Rc;

impl Engine {
    pub(super) fn intrinsic_method(&mut self, target: &Value, name: &str, arguments: &[Value]) -> Option<Run<Value>> {
        if let Value::ScriptBlock(block) = target.base()
            && let Some(result) = self.block_method(block, name, arguments)
        {
            return Some(result);
        }
        if let Some(done) = super::super::session::cmdlet_method(self, target, name, arguments) {
            return Some(done);
        }
        if name.eq_ignore_ascii_case("Where") && !arguments.is_empty() && !has_own_method(target, name) {
            return Some(self.where_method(target, arguments));
        }
        if name.eq_ignore_ascii_case("ForEach") && !arguments.is_empty() && !has_own_method(target, name) {
            return Some(self.for_each_method(target, arguments));
        }
        None
    }

    fn where_method(&mut self, target: &Value, arguments: &[Value]) -> Run<Value> {
        let items = Engine::enumerate(target).unwrap_or_else(|| vec![target.clone()]);
        let Value::ScriptBlock(block) = arguments[0].base() else {
            let value = convert::to(&arguments[0], known::SCRIPT_BLOCK, self)?;
            return self.where_method(target, &[&[value], &arguments[1..]].concat());
        };
        let mode = match arguments.get(1) {
            Some(mode) => self.selection_mode(mode)?,
            None => "default",
        };
        let limit = match arguments.get(2) {
            Some(value) => match convert::to(value, known::INT32, self)? {
                Value::Int32(limit) => limit.max(0) as usize,
                _ => 0,
            },
            None => 0,
        };
        let mut yes = Vec::new();
        let mut no = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let mut out = Collect::default();
            // `Last` counts from the end: it has to see them all.
            let full = limit > 0 && yes.len() >= limit && mode != "last";
            if mode == "split" && full {
                no.push(item.clone());
                continue;
            }
            if full {
                break;
            }
            self.run_block(block, Some(item.clone()), std::slice::from_ref(item), true, &mut out)?;
            let held = convert::to_bool(&collapse(out.0));
            match (mode, held) {
                ("first", true) => {
                    yes.push(item.clone());
                    if limit == 0 {
                        break;
                    }
                }
                ("until", true) => break,
                ("until", false) => yes.push(item.clone()),
                ("skipuntil", true) => {
                    let rest = items[at..].iter().take(if limit == 0 { usize::MAX } else { limit });
                    yes.extend(rest.cloned());
                    break;
                }
                ("skipuntil", false) => {}
                ("last", true) => {
                    // The limit counts from the end.
                    yes.push(item.clone());
                    if yes.len() > limit.max(1) {
                        yes.remove(0);
                    }
                }
                (_, true) => yes.push(item.clone()),
                (_, false) => no.push(item.clone()),
            }
        }
        if mode == "split" {
            let parts = vec![self.collection(yes), self.collection(no)];
            return Ok(self.collection(parts));
        }
        Ok(self.collection(yes))
    }

    /// The mode by its name or number, as the enumeration has it.
    fn selection_mode(&mut self, mode: &Value) -> Run<&'static str> {
        const NAMES: [&str; 6] = ["default", "first", "last", "skipuntil", "until", "split"];
        let ty = crate::value::types::by_full_name("system.management.automation.whereoperatorselectionmode").unwrap_or(known::OBJECT);
        let number = match convert::to(mode, ty, self)? {
            Value::Enum(_, number) => number,
            _ => 0,
        };
        Ok(usize::try_from(number).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or("default"))
    }

    /// `Collection<PSObject>`, as the intrinsic methods give it.
    fn collection(&mut self, items: Vec<Value>) -> Value {
        let ty = crate::value::types::find("System.Collections.ObjectModel.Collection[psobject]").unwrap_or(known::ARRAY_LIST);
        Value::List(Rc::new(crate::value::List { type_ref: ty, element: known::OBJECT, items: std::cell::RefCell::new(items) }))
    }

    fn for_each_method(&mut self, target: &Value, arguments: &[Value]) -> Run<Value> {
        let items = Engine::enumerate(target).unwrap_or_else(|| vec![target.clone()]);
        let mut out = Collect::default();
        for item in &items {
            match arguments[0].base() {
                Value::ScriptBlock(block) => self.run_block(block, Some(item.clone()), &arguments[1..], true, &mut out)?,
                Value::Type(ty) => out.0.push(convert::to(item, *ty, self)?),
                other => {
                    let name = self.to_text(other);
                    let value = match arguments.len() {
                        1 => match members::get(item, &name, self)? {
                            Some(value) if !is_method(&value) => value,
                            _ => self.invoke_member(item, &name, &[])?,
                        },
                        _ => match members::get(item, &name, self)? {
                            Some(value) if !is_method(&value) => {
                                members::set(item, &name, &arguments[1], self)?;
                                continue;
                            }
                            _ => self.invoke_member(item, &name, &arguments[1..])?,
                        },
                    };
                    match Engine::enumerate(&value) {
                        Some(inner) => out.0.extend(inner),
                        None if matches!(value, Value::Void) => {}
                        None => out.0.push(value),
                    }
                }
            }
        }
        Ok(self.collection(out.0))
    }

    pub(in crate::engine) fn block_method(&mut self, block: &Rc<ScriptBlock>, name: &str, arguments: &[Value]) -> Option<Run<Value>> {
        Some(match name.to_ascii_lowercase().as_str() {
            "invoke" => match self.invoke_collected(block, arguments) {
                Ok(items) => Ok(self.collection(items)),
                // The block runs inside a .NET method, whose errors are wrapped.
                Err(Interrupt::Error(raise)) => Err(members::errors::invocation(raise, "Invoke", arguments.len()).into()),
                Err(other) => Err(other),
            },
            "invokereturnasis" => self.invoke_collected(block, arguments).map(|items| null_for_void(collapse(items))),
            "invokewithcontext" => self.invoke_with_context(block, arguments).map(|items| self.collection(items)),
            "getnewclosure" => Ok(Value::ScriptBlock(self.new_closure(block))),
            "tostring" => Ok(Value::String(block.text.clone())),
            _ => return None,
        })
    }

    fn invoke_collected(&mut self, block: &Rc<ScriptBlock>, arguments: &[Value]) -> Run<Vec<Value>> {
        let mut out = Collect::default();
        self.run_block(block, None, arguments, false, &mut out)?;
        Ok(out.0)
    }

    /// `InvokeWithContext(functions, variables, arguments)`.
    fn invoke_with_context(&mut self, block: &Rc<ScriptBlock>, arguments: &[Value]) -> Run<Vec<Value>> {
        let call: Vec<Value> = arguments.get(2).and_then(Engine::enumerate).unwrap_or_default();
        let mut out = Collect::default();
        let scope = self.child_scope();
        if let Some(Value::Dictionary(functions)) = arguments.first() {
            for (name, body) in functions.entries.borrow().values() {
                if let Value::ScriptBlock(body) = body {
                    let name = self.to_text(name);
                    let function = self.function_of_block(&name, body);
                    scope.with_tables(|t| t.functions.insert(super::super::commands::key(&name), Rc::new(function)));
                    self.note_functions(&scope);
                }
            }
        }
        let mut underscore = None;
        for variable in arguments.get(1).and_then(Engine::enumerate).unwrap_or_default() {
            let name = self.get_member(&variable, "Name")?;
            let value = self.get_member(&variable, "Value")?;
            let name = self.to_text(&name);
            if &*name == "_" {
                underscore = Some(value);
            } else {
                scope.set(super::super::symbol::Symbol::new(&name), value);
            }
        }
        let outer = std::mem::replace(&mut self.scope, scope);
        let direct = std::mem::replace(&mut self.direct, false);
        let result = self.run_block(block, underscore, &call, false, &mut out);
        self.scope = outer;
        self.direct = direct;
        result?;
        Ok(out.0)
    }
}

fn is_method(value: &Value) -> bool {
    value.type_ref().is_some_and(|ty| matches!(ty.name, "PSMethod" | "PSScriptMethod" | "PSParameterizedProperty"))
}

fn has_own_method(target: &Value, name: &str) -> bool {
    match target {
        Value::PsObject(object) => object.member(name).is_some(),
        _ => false,
    }
}
