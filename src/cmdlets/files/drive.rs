//! The drives that are no file system: `Env:`, `Variable:`, `Function:`, `Alias:`.

use crate::engine::Call;
use crate::value::{Record, Value, wildcard};

/// A drive and the name on it, where a path names one of these drives.
pub fn split(path: &str) -> Option<(&'static str, &str)> {
    let (drive, name) = path.split_once(':')?;
    let drive = ["env", "variable", "function", "alias"].into_iter().find(|known| known.eq_ignore_ascii_case(drive))?;
    Some((drive, name.trim_start_matches(['/', '\\'])))
}

/// The item of a name.
pub fn get(call: &mut Call<'_>, drive: &'static str, name: &str) -> Option<Value> {
    if name.is_empty() {
        return Some(Value::str(drive));
    }
    match drive {
        "env" => {
            let value = call.engine.variable(&format!("env:{name}")).filter(|value| !value.is_null())?;
            let fields = [("Name", Value::str(name)), ("Value", value.clone()), ("Key", Value::str(name))];
            Some(Value::object(Record::new("System.Collections.DictionaryEntry", fields)))
        }
        "variable" => {
            let variable = call.engine.holder_of(name).and_then(|scope| scope.full_if_any(name))?;
            Some(Value::object(crate::cmdlets::variables::VariableObject(variable)))
        }
        _ => {
            let kind = if drive == "alias" { "Alias" } else { "Function" };
            let parameters = [("Name", Value::str(name)), ("CommandType", Value::str(kind)), ("ErrorAction", Value::str("Ignore"))];
            call.engine.invoke_command("Get-Command", &parameters, Vec::new()).ok()?.into_iter().next()
        }
    }
}

/// All items of a drive whose names match.
pub fn list(call: &mut Call<'_>, drive: &'static str, pattern: &str) -> Vec<Value> {
    let pattern = if pattern.is_empty() { "*" } else { pattern };
    match drive {
        "env" => {
            let mut names: Vec<String> =
                call.engine.environment().iter().map(|(name, _)| name.clone()).filter(|name| wildcard::matches(pattern, name, true)).collect();
            names.sort_by_key(|name| name.to_lowercase());
            names.iter().filter_map(|name| get(call, drive, name)).collect()
        }
        "variable" => call.engine.invoke_command("Get-Variable", &[("Name", Value::str(pattern))], Vec::new()).unwrap_or_default(),
        _ => {
            let kind = if drive == "alias" { "Alias" } else { "Function" };
            let parameters = [("Name", Value::str(pattern)), ("CommandType", Value::str(kind)), ("ErrorAction", Value::str("Ignore"))];
            call.engine.invoke_command("Get-Command", &parameters, Vec::new()).unwrap_or_default()
        }
    }
}

/// Give the name a value; `$null` takes it away.
pub fn set(call: &mut Call<'_>, drive: &str, name: &str, value: Value) -> crate::engine::Run {
    match drive {
        "variable" if value.is_null() => call.engine.invoke_command("Remove-Variable", &[("Name", Value::str(name))], Vec::new()).map(|_| ()),
        "variable" => call.engine.set_variable(name, value),
        "alias" if value.is_null() => {
            call.engine.remove_alias(name);
            Ok(())
        }
        _ => call.engine.set_variable(&format!("{drive}:{name}"), value),
    }
}
