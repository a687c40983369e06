//! Reading and writing variables: slots, scope prefixes, drives, constraints and options.

use super::lower::{self, ScopeName, Variable as Code};
use super::scope::{self, Options, Scope, Slot, Variable};
use super::symbol::Symbol;
use super::{Engine, Run};
use crate::syntax::ast::Span;
use crate::value::{ErrorCategory, ErrorRecord, Raise, Res, TypeRef, Value, convert};
use std::rc::Rc;

impl Engine {
    /// Read a variable; `None`: not set anywhere.
    pub(super) fn read(&mut self, code: &Code) -> Res<Option<Value>> {
        match code {
            Code::Local { symbol, slot } => {
                if self.direct
                    && let Some(value) = self.scope.slots.borrow()[*slot as usize].value()
                {
                    return Ok(Some(value));
                }
                Ok(self.lookup(*symbol))
            }
            Code::Underscore => Ok(Some(self.underscore.clone())),
            Code::Automatic { symbol } => Ok(self.call_variable(*symbol)),
            Code::Scoped { scope, symbol, .. } => Ok(self.read_scoped(*scope, *symbol)),
            Code::Drive { drive, name } => self.read_drive(drive, name),
        }
    }

    /// The value for an expression: unset is `$null`, or an error in strict mode.
    pub(super) fn read_value(&mut self, code: &Code) -> Run<Value> {
        match self.read(code)? {
            Some(Value::Void) => Ok(Value::Null),
            Some(value) => Ok(value),
            None if self.strict_level() >= 1 => Err(self.undefined(code).into()),
            None => Ok(Value::Null),
        }
    }

    /// The same for a variable that stands somewhere: the error points at it.
    pub(super) fn read_at(&mut self, code: &Code, span: Span) -> Run<Value> {
        let result = self.read_value(code);
        if let Err(super::Interrupt::Error(raise)) = &result
            && &*raise.id == "VariableIsUndefined"
        {
            self.position = span;
        }
        result
    }

    fn undefined(&self, code: &Code) -> Raise {
        let name = match code {
            Code::Local { symbol, .. } | Code::Automatic { symbol } => symbol.name().to_string(),
            Code::Underscore => "_".to_owned(),
            Code::Scoped { scope, name, .. } => format!("{}:{name}", format!("{scope:?}").to_lowercase()),
            Code::Drive { drive, name } => format!("{drive}:{name}"),
        };
        let message = format!("The variable '${name}' cannot be retrieved because it has not been set.");
        let exception = crate::value::Exception::named("System.Management.Automation.RuntimeException", message);
        Rc::new(ErrorRecord::new(exception, "VariableIsUndefined", ErrorCategory::InvalidOperation, Value::str(&name)))
    }

    /// Find a name through the dynamic chain of scopes, then among the computed ones.
    pub(super) fn lookup(&mut self, symbol: Symbol) -> Option<Value> {
        scope::find(&self.scope, symbol).or_else(|| self.automatic(symbol))
    }

    fn read_scoped(&mut self, scope: ScopeName, symbol: Symbol) -> Option<Value> {
        match scope {
            ScopeName::Global => scope::find(&self.global, symbol).or_else(|| self.automatic(symbol)),
            ScopeName::Script => self.script_scope().own(symbol),
            ScopeName::Local | ScopeName::Private => self.scope.own(symbol),
            ScopeName::Using => self.lookup(symbol),
        }
    }

    /// The scope `$script:` means here.
    pub(super) fn script_scope(&self) -> Rc<Scope> {
        let mut here = &self.scope;
        while let Some(parent) = &here.parent {
            if here.is_script {
                return here.clone();
            }
            here = parent;
        }
        here.clone()
    }

    fn read_drive(&mut self, drive: &str, name: &str) -> Res<Option<Value>> {
        Ok(match drive.to_ascii_lowercase().as_str() {
            "env" => self.environment.iter().find(|(key, _)| key == name).map(|(_, value)| Value::str(value)),
            "function" => self.find_function(name).map(|f| Value::ScriptBlock(f.block.clone())),
            "alias" => self.find_alias(name).map(|a| Value::String(a.definition)),
            // A drive that is not there has no variables.
            _ => None,
        })
    }

    pub(super) fn write(&mut self, code: &Code, value: Value) -> Run {
        let value = if let Value::Void = value { Value::Null } else { value };
        match code {
            Code::Local { symbol, slot } => {
                if self.direct {
                    match &mut self.scope.slots.borrow_mut()[*slot as usize] {
                        Slot::Plain(old) => {
                            *old = value;
                            return Ok(());
                        }
                        Slot::Typed(ty, old) if value.type_ref() == Some(*ty) => {
                            *old = value;
                            return Ok(());
                        }
                        _ => {}
                    }
                }
                self.write_in(&self.scope.clone(), *symbol, value)
            }
            Code::Underscore => {
                self.underscore = value;
                Ok(())
            }
            Code::Automatic { symbol } => self.write_in(&self.scope.clone(), *symbol, value),
            Code::Scoped { scope, symbol, .. } => self.write_scoped(*scope, *symbol, value),
            Code::Drive { drive, name } => self.write_drive(drive, name, value),
        }
    }

    fn write_scoped(&mut self, scope: ScopeName, symbol: Symbol, value: Value) -> Run {
        match scope {
            ScopeName::Global => self.write_in(&self.global.clone(), symbol, value),
            ScopeName::Script => self.write_in(&self.script_scope(), symbol, value),
            ScopeName::Local | ScopeName::Using => self.write_in(&self.scope.clone(), symbol, value),
            ScopeName::Private => {
                let scope = self.scope.clone();
                let variable = scope.with_slot(symbol, |slot| scope::promote(slot, symbol));
                variable.options.set(Options(variable.options.get().0 | Options::PRIVATE));
                self.write_in(&scope, symbol, value)
            }
        }
    }

    fn write_drive(&mut self, drive: &str, name: &str, value: Value) -> Run {
        match drive.to_ascii_lowercase().as_str() {
            "env" => {
                let text = if value.is_null() { None } else { Some(self.to_text(&value)) };
                self.environment.retain(|(key, _)| key != name);
                if let Some(text) = text.filter(|t| !t.is_empty()) {
                    self.environment.push((name.to_owned(), text.to_string()));
                }
                Ok(())
            }
            "function" => match &value {
                Value::ScriptBlock(block) => self.define_function_block(name, block.clone()),
                Value::Null => self.remove_function(name),
                other => {
                    let text = self.to_text(other);
                    let block = self.script_block_from_text(&text)?;
                    self.define_function_block(name, block)
                }
            },
            "alias" => {
                let definition = self.to_text(&value);
                self.set_alias(name, &definition);
                Ok(())
            }
            _ => {
                let message = format!("Cannot find drive. A drive with the name '{drive}' does not exist.");
                let exception = crate::value::Exception::named("System.Management.Automation.DriveNotFoundException", message);
                Err(Rc::new(ErrorRecord::new(exception, "DriveNotFound", ErrorCategory::ObjectNotFound, Value::str(drive))).into())
            }
        }
    }

    /// Assign in one scope, minding what the variable's constraint, attributes and options say.
    pub(super) fn write_in(&mut self, scope: &Rc<Scope>, symbol: Symbol, value: Value) -> Run {
        if symbol == self.names.null {
            return Ok(());
        }
        enum Kind {
            Plain,
            Typed(TypeRef),
            Full(Rc<Variable>),
            Unset,
        }
        let kind = scope.with_slot(symbol, |slot| match slot {
            Slot::Unset => Kind::Unset,
            Slot::Plain(_) => Kind::Plain,
            Slot::Typed(ty, _) => Kind::Typed(*ty),
            Slot::Full(variable) => Kind::Full(variable.clone()),
        });
        match kind {
            Kind::Unset => {
                self.check_fixed(symbol)?;
                scope.set(symbol, value);
            }
            Kind::Plain => scope.set(symbol, value),
            Kind::Typed(ty) => {
                let value = self.constrain(&value, ty)?;
                scope.with_slot(symbol, |slot| *slot = Slot::Typed(ty, value));
            }
            Kind::Full(variable) => self.write_full(&variable, value)?,
        }
        Ok(())
    }

    /// Assign to a variable that is held as a whole.
    pub fn write_full(&mut self, variable: &Rc<Variable>, value: Value) -> Run {
        if variable.options.get().has(Options::READ_ONLY | Options::CONSTANT) {
            return Err(not_writable(&variable.name).into());
        }
        let value = match variable.type_ref.get() {
            Some(ty) => self.constrain(&value, ty)?,
            None => value,
        };
        let attributes = variable.attributes.borrow().clone();
        let value = if attributes.is_empty() { value } else { self.check_attributes(&variable.name, &attributes, value)? };
        *variable.value.borrow_mut() = value;
        Ok(())
    }

    /// Convert for a typed variable; the error is the one an assignment gives.
    fn constrain(&mut self, value: &Value, ty: TypeRef) -> Run<Value> {
        if value.type_ref() == Some(ty) {
            return Ok(value.clone());
        }
        convert::to(value, ty, self).map_err(|raise| super::errors::metadata_conversion(raise).into())
    }

    /// A name that exists everywhere and cannot be shadowed: `$true`, `$PID`, `$HOME`, ...
    fn check_fixed(&self, symbol: Symbol) -> Run {
        let fixed = self.base.with_slot(symbol, |slot| match slot {
            Slot::Full(v) => v.options.get().has(Options::ALL_SCOPE) && v.options.get().has(Options::READ_ONLY | Options::CONSTANT),
            _ => false,
        });
        if fixed { Err(not_writable(&symbol.name()).into()) } else { Ok(()) }
    }

    /// A variable, as a script would see it here; a scope prefix or drive counts.
    pub fn variable(&mut self, path: &str) -> Option<Value> {
        let code = lower::classify(path);
        let direct = std::mem::replace(&mut self.direct, false);
        let value = self.read(&code).ok().flatten();
        self.direct = direct;
        value
    }

    pub fn set_variable(&mut self, path: &str, value: Value) -> Run {
        let code = lower::classify(path);
        let direct = std::mem::replace(&mut self.direct, false);
        let result = self.write(&code, value);
        self.direct = direct;
        result
    }

    /// A preference variable, by its symbol.
    pub(super) fn preference(&mut self, symbol: Symbol) -> Option<Value> {
        scope::find(&self.scope, symbol)
    }

    /// The strict mode in force: 0 where it is off.
    pub(super) fn strict_level(&self) -> u8 {
        let mut here = Some(&self.scope);
        while let Some(scope) = here {
            if let Some(level) = scope.strict.get() {
                return level;
            }
            here = scope.parent.as_ref();
        }
        0
    }
}

pub(super) fn not_writable(name: &str) -> Raise {
    let message = format!("Cannot overwrite variable {name} because it is read-only or constant.");
    let exception = crate::value::Exception::named("System.Management.Automation.SessionStateUnauthorizedAccessException", message);
    Rc::new(ErrorRecord::new(exception, "VariableNotWritable", ErrorCategory::WriteError, Value::str(name)))
}
