//! Cmdlets over variables: `Get-`, `Set-`, `New-`, `Clear-`, `Remove-Variable`.

use crate::engine::scope::{Options, Scope, Slot, Variable, promote};
use crate::engine::{Call, Engine, Run, Stage, Symbol};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Object, PsStr, Res, Runtime, TypeRef, Value, known, named_type, wildcard};
use std::rc::Rc;

pub static CMDLETS: super::Table = &[
    ("Clear-Variable", || Box::new(ClearVariable)),
    ("Get-Variable", || Box::new(GetVariable)),
    ("New-Variable", || Box::new(NewVariable)),
    ("Remove-Variable", || Box::new(RemoveVariable)),
    ("Set-Variable", || Box::<SetVariable>::default()),
];

/// `PSVariable`: the variable itself, so that setting its `Value` sets it.
pub struct VariableObject(pub Rc<Variable>);

impl Object for VariableObject {
    fn type_ref(&self) -> TypeRef {
        named_type("System.Management.Automation.PSVariable", known::OBJECT)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "name" => Value::str(&self.0.name),
            "value" => self.0.value.borrow().clone(),
            "description" => Value::String(self.0.description.borrow().clone()),
            "visibility" => crate::engine::enum_value("System.Management.Automation.SessionStateEntryVisibility", "Public"),
            "module" => Value::Null,
            "modulename" => Value::str(""),
            "options" => Value::from(options_text(self.0.options.get())),
            "attributes" => Value::array(Vec::new()),
            _ => return None,
        }))
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut dyn Runtime) -> Option<Res<()>> {
        match name.to_ascii_lowercase().as_str() {
            "value" => *self.0.value.borrow_mut() = value.clone(),
            "description" => {
                if let Value::String(text) = value {
                    *self.0.description.borrow_mut() = text.clone();
                }
            }
            _ => return None,
        }
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Name", "Description", "Value", "Visibility", "Module", "ModuleName", "Options", "Attributes"].map(PsStr::from).to_vec()
    }
}

fn options_text(options: Options) -> String {
    let names = [(Options::READ_ONLY, "ReadOnly"), (Options::CONSTANT, "Constant"), (Options::PRIVATE, "Private"), (Options::ALL_SCOPE, "AllScope")];
    let set: Vec<&str> = names.iter().filter(|(flag, _)| options.has(*flag)).map(|(_, name)| *name).collect();
    if set.is_empty() { "None".to_owned() } else { set.join(", ") }
}

/// `-Option`: names, a text of names, or the enumeration's number.
fn options_of(call: &mut Call<'_>) -> Option<Options> {
    let value = call.arg("Option").cloned()?;
    let text = call.engine.to_text(&value).to_lowercase();
    let names = [("readonly", Options::READ_ONLY), ("constant", Options::CONSTANT), ("private", Options::PRIVATE), ("allscope", Options::ALL_SCOPE)];
    Some(Options(names.iter().filter(|(name, _)| text.contains(name)).fold(0, |bits, (_, flag)| bits | flag)))
}

/// The scope `-Scope` names: `Local`, `Script`, `Global`, or a number of levels up.
fn scope_of(call: &mut Call<'_>) -> Run<Rc<Scope>> {
    let Some(name) = call.text("Scope") else { return Ok(call.engine.current_scope()) };
    if let Some(scope) = call.engine.named_scope(&name) {
        return Ok(scope);
    }
    let message = format!("The scope number '{name}' exceeds the number of active scopes.");
    let exception = Exception::named("System.Management.Automation.PSArgumentOutOfRangeException", message);
    call.fail(ErrorRecord::new(exception, "ScopeIDExceedsAvailableScopes", ErrorCategory::InvalidArgument, Value::String(name)))
}

fn not_found(name: &str) -> ErrorRecord {
    let exception = Exception::named("System.Management.Automation.ItemNotFoundException", format!("Cannot find a variable with the name '{name}'."));
    ErrorRecord::new(exception, "VariableNotFound", ErrorCategory::ObjectNotFound, Value::str(name))
}

fn not_writable(name: &str, what: &str, id: &str) -> ErrorRecord {
    let message = format!("Cannot {what} variable {name} because it is read-only or constant.");
    let exception = Exception::named("System.Management.Automation.SessionStateUnauthorizedAccessException", message);
    ErrorRecord::new(exception, id, ErrorCategory::WriteError, Value::str(name))
}

struct GetVariable;

impl Stage for GetVariable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let mut names = call.texts("Name");
        let all = names.is_empty();
        if all {
            names.push("*".into());
        }
        let given_scope = call.args.has("Scope");
        let scope = scope_of(call)?;
        for name in names {
            let found = find(call.engine, &scope, given_scope, &name);
            if found.is_empty() && !name.contains(['*', '?', '[']) {
                call.error(not_found(&name))?;
            }
            for variable in found {
                let object = if call.switch("ValueOnly") { variable.value.borrow().clone() } else { Value::object(VariableObject(variable)) };
                call.write(object)?;
            }
        }
        Ok(())
    }
}

/// Variables by name or pattern, sorted; of the scopes above too where no scope is said.
fn find(engine: &mut Engine, scope: &Rc<Scope>, only: bool, pattern: &str) -> Vec<Rc<Variable>> {
    let (prefix, name) = pattern.split_once(':').unwrap_or(("", pattern));
    let named = (!prefix.is_empty()).then(|| engine.named_scope(prefix)).flatten();
    let only = only || named.is_some();
    let start = named.unwrap_or_else(|| scope.clone());
    let wild = name.contains(['*', '?', '[']);
    let mut found: Vec<Rc<Variable>> = Vec::new();
    let mut here = Some(start);
    while let Some(scope) = here {
        let symbols = if wild { scope.names() } else { vec![Symbol::new(name)] };
        for symbol in symbols {
            let text = symbol.name();
            if (wild && !wildcard::matches(name, &text, true)) || found.iter().any(|v| v.name.eq_ignore_ascii_case(&text)) {
                continue;
            }
            if let Some(variable) = scope.full(symbol) {
                found.push(variable);
            }
        }
        here = if only { None } else { scope.parent.clone() };
    }
    if found.is_empty()
        && !wild
        && let Some(value) = engine.variable(name)
    {
        found.push(Rc::new(Variable {
            name: Rc::from(name),
            value: value.into(),
            type_ref: Default::default(),
            attributes: Default::default(),
            options: Default::default(),
            description: Default::default(),
        }));
    }
    found.sort_by_key(|variable| variable.name.to_lowercase());
    found
}

/// Objects from the pipeline are gathered; a value is set as it comes.
#[derive(Default)]
struct SetVariable {
    gathered: Vec<Value>,
}

impl Stage for SetVariable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        match call.input {
            Some(input) => self.gathered.push(input.clone()),
            None => {
                let value = call.arg("Value").cloned().unwrap_or_default();
                set(call, value)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if !call.piped {
            return Ok(());
        }
        let mut values = std::mem::take(&mut self.gathered);
        let value = if values.len() == 1 { values.swap_remove(0) } else { Value::array(values) };
        set(call, value)
    }
}

fn set(call: &mut Call<'_>, value: Value) -> Run {
    let scope = scope_of(call)?;
    let options = options_of(call);
    let plain = !call.args.has("Scope") && options.is_none() && !call.args.has("Description");
    for name in call.texts("Name") {
        let existing = if call.args.has("Scope") { scope.full_if_any(&name) } else { call.engine.holder_of(&name).and_then(|scope| scope.full_if_any(&name)) };
        if existing.as_ref().is_some_and(|v| v.options.get().has(Options::CONSTANT) || (v.options.get().has(Options::READ_ONLY) && !call.switch("Force"))) {
            call.error(not_writable(&name, "overwrite", "VariableNotWritable"))?;
            continue;
        }
        if plain && !name.contains(':') {
            call.engine.set_in_scope(&scope, &name, value.clone())?;
        } else if name.contains(':') {
            call.engine.set_variable(&name, value.clone())?;
        } else {
            let variable = scope.with_slot(Symbol::new(&name), |slot| promote(slot, Symbol::new(&name)));
            *variable.value.borrow_mut() = value.clone();
            describe(call, &variable, options);
        }
        if call.switch("PassThru") {
            let variable = scope.with_slot(Symbol::new(&name), |slot| promote(slot, Symbol::new(&name)));
            call.write(Value::object(VariableObject(variable)))?;
        }
    }
    Ok(())
}

fn describe(call: &mut Call<'_>, variable: &Rc<Variable>, options: Option<Options>) {
    if let Some(options) = options {
        variable.options.set(options);
    }
    if let Some(text) = call.text("Description") {
        *variable.description.borrow_mut() = text;
    }
}

struct NewVariable;

impl Stage for NewVariable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let scope = scope_of(call)?;
        let name = call.text("Name").unwrap_or_default();
        if scope.full_if_any(&name).is_some() && !call.switch("Force") {
            let exception = Exception::named("System.Management.Automation.SessionStateException", format!("A variable with name '{name}' already exists."));
            return call.error(ErrorRecord::new(exception, "VariableAlreadyExists", ErrorCategory::ResourceExists, Value::String(name)));
        }
        let options = options_of(call);
        let variable = scope.with_slot(Symbol::new(&name), |slot| {
            *slot = Slot::Unset;
            promote(slot, Symbol::new(&name))
        });
        *variable.value.borrow_mut() = call.arg("Value").cloned().unwrap_or_default();
        describe(call, &variable, options);
        if call.switch("PassThru") { call.write(Value::object(VariableObject(variable))) } else { Ok(()) }
    }
}

struct ClearVariable;

impl Stage for ClearVariable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let given = call.args.has("Scope");
        let scope = scope_of(call)?;
        for name in call.texts("Name") {
            let found = find(call.engine, &scope, given, &name);
            if found.is_empty() && !name.contains(['*', '?']) {
                call.error(not_found(&name))?;
            }
            for variable in found {
                if variable.options.get().has(Options::CONSTANT) || (variable.options.get().has(Options::READ_ONLY) && !call.switch("Force")) {
                    call.error(not_writable(&variable.name, "overwrite", "VariableNotWritable"))?;
                } else {
                    *variable.value.borrow_mut() = Value::Null;
                }
            }
        }
        Ok(())
    }
}

struct RemoveVariable;

impl Stage for RemoveVariable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let given = call.args.has("Scope");
        let scope = scope_of(call)?;
        for name in call.texts("Name") {
            let found = find(call.engine, &scope, given, &name);
            if found.is_empty() && !name.contains(['*', '?']) {
                call.error(not_found(&name))?;
            }
            for variable in found {
                if variable.options.get().has(Options::CONSTANT) || (variable.options.get().has(Options::READ_ONLY) && !call.switch("Force")) {
                    call.error(not_writable(&variable.name, "remove", "VariableNotRemovable"))?;
                    continue;
                }
                let plain = name.rsplit(':').next().unwrap_or(&name).to_owned();
                let holder = if given { Some(scope.clone()) } else { call.engine.holder_of(&plain) };
                if let Some(holder) = holder {
                    holder.remove(Symbol::new(&variable.name));
                }
            }
        }
        Ok(())
    }
}
