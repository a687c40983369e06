//! Cmdlets over modules: `New-`, `Import-`, `Get-`, `Remove-Module`, `Export-ModuleMember`.

use crate::engine::modules::{Exports, Module};
use crate::engine::{Call, Engine, Run, Stage};
use crate::syntax::Source;
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Record, Value, wildcard};
use std::rc::Rc;

pub static CMDLETS: super::Table = &[
    ("Export-ModuleMember", || Box::new(ExportModuleMember)),
    ("Get-Module", || Box::new(GetModule)),
    ("Import-Module", || Box::new(ImportModule)),
    ("New-Module", || Box::new(NewModule)),
    ("Remove-Module", || Box::new(RemoveModule)),
];

struct ExportModuleMember;

impl Stage for ExportModuleMember {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let named = ["Function", "Variable", "Alias"].map(|name| call.texts(name));
        let Some(module) = call.engine.running_module() else {
            let message = "The Export-ModuleMember cmdlet can only be called from inside a module.";
            let exception = Exception::named("System.InvalidOperationException", message);
            return call.fail(ErrorRecord::new(
                exception,
                "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                ErrorCategory::PermissionDenied,
                Value::Null,
            ));
        };
        let mut exports = module.exports.borrow_mut();
        let exports = exports.get_or_insert_with(Exports::default);
        let [functions, variables, aliases] = named;
        exports.functions.extend(functions);
        exports.variables.extend(variables);
        exports.aliases.extend(aliases);
        Ok(())
    }
}

/// `PSModuleInfo`, with what was exported.
fn describe(module: &Module, exported: &[Vec<PsStr>; 3]) -> Value {
    let table = |names: &[PsStr]| {
        let table = crate::value::Dictionary::hashtable();
        for name in names {
            table.insert(Value::String(name.clone()), Value::String(name.clone()));
        }
        Value::Dictionary(Rc::new(table))
    };
    let commands: Vec<PsStr> = exported[0].iter().chain(&exported[2]).cloned().collect();
    let fields = [
        ("ModuleType", crate::engine::enum_value("System.Management.Automation.ModuleType", "Script")),
        ("Version", Value::String(module.version.clone())),
        ("PreRelease", Value::Null),
        ("Name", Value::String(module.name.clone())),
        ("Path", Value::String(module.path.clone())),
        ("ExportedCommands", table(&commands)),
        ("ExportedFunctions", table(&exported[0])),
        ("ExportedVariables", table(&exported[1])),
        ("ExportedAliases", table(&exported[2])),
    ];
    Value::object(Record::new("System.Management.Automation.PSModuleInfo", fields).with_text(module.name.clone()))
}

struct NewModule;

impl Stage for NewModule {
    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let Some(Value::ScriptBlock(block)) = call.arg("ScriptBlock").map(|v| v.base().clone()) else { return Ok(()) };
        let name = call.text("Name").unwrap_or_else(|| "__DynamicModule".into());
        let arguments = call.arg("ArgumentList").map(|v| Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).unwrap_or_default();
        let returns = call.switch("ReturnResult");
        let custom = call.switch("AsCustomObject");
        let module = call.engine.make_module(&name, "");
        if returns {
            return call.engine.fill_module(&module, &block, &arguments, call.out);
        }
        call.engine.fill_module(&module, &block, &arguments, &mut crate::engine::Discard)?;
        if custom {
            return custom_object(call, &module);
        }
        let functions = call.texts("Function");
        if !functions.is_empty() {
            module.exports.borrow_mut().get_or_insert_with(Exports::default).functions.extend(functions);
        }
        let exported = call.engine.import_module(&module, "")?;
        call.write(describe(&module, &exported))
    }
}

/// `-AsCustomObject`: functions become methods, exported variables properties.
fn custom_object(call: &mut Call<'_>, module: &Rc<Module>) -> Run {
    use crate::value::{Member, Name, PsObject};
    let object = PsObject::default();
    let scope = module.scope();
    if let Some(tables) = &*scope.tables.borrow() {
        for function in tables.functions.values() {
            object.members.borrow_mut().insert(Name(function.name.clone()), Member::ScriptMethod(function.block.clone()));
        }
    }
    let exports = module.exports.borrow().clone().unwrap_or_default();
    for symbol in scope.names() {
        let name = symbol.name();
        if exports.variables.iter().any(|p| wildcard::matches(p, &name, true))
            && let Some(value) = scope.own(symbol)
        {
            object.set_note(PsStr::from(name), value);
        }
    }
    call.write(Value::from(object))
}

struct ImportModule;

impl Stage for ImportModule {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let prefix = call.text("Prefix").unwrap_or_default();
        let passes = call.switch("PassThru");
        for name in call.texts("Name") {
            // A module of the shell itself is there already.
            if let Some(module) = load(call, &name)? {
                let exported = call.engine.import_module(&module, &prefix)?;
                if passes {
                    call.write(describe(&module, &exported))?;
                }
            }
        }
        Ok(())
    }
}

fn load(call: &mut Call<'_>, name: &PsStr) -> Run<Option<Rc<Module>>> {
    if let Some(known) = call.engine.imported_modules().iter().find(|m| m.name.eq_ignore_ascii_case(name)) {
        return Ok(Some(known.clone()));
    }
    let lower = name.to_ascii_lowercase();
    if ["microsoft.powershell.", "exchange", "psreadline"].iter().any(|own| lower.starts_with(own)) {
        return Ok(None);
    }
    let candidates = if [".psm1", ".psd1", ".ps1"].iter().any(|end| lower.ends_with(end)) {
        vec![name.to_string()]
    } else {
        let short = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        vec![format!("{name}/{short}.psd1"), format!("{name}/{short}.psm1"), format!("{name}.psm1")]
    };
    for candidate in candidates {
        let path = call.engine.resolve_path(&candidate);
        let Ok(bytes) = call.engine.host.read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
        let file: Rc<str> = Rc::from(path.to_string_lossy().as_ref());
        let stem = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        if candidate.to_ascii_lowercase().ends_with(".psd1") {
            return load_manifest(call, &stem, &text, &path.with_file_name("").to_string_lossy());
        }
        return call.engine.module_from_file(&stem, Source::new(text, Some(file))).map(Some);
    }
    let message = format!("The specified module '{name}' was not loaded because no valid module file was found in any module directory.");
    let exception = Exception::named("System.IO.FileNotFoundException", message);
    call.error(ErrorRecord::new(exception, "Modules_ModuleNotFound", ErrorCategory::ResourceUnavailable, Value::String(name.clone())))?;
    Ok(None)
}

/// A manifest names the module's file and what it exports.
fn load_manifest(call: &mut Call<'_>, stem: &str, text: &str, folder: &str) -> Run<Option<Rc<Module>>> {
    let mut found = crate::engine::Collect::default();
    call.engine.run_in_place(text, &mut found)?;
    let Some(Value::Dictionary(manifest)) = found.0.into_iter().next() else { return Ok(None) };
    let root = ["RootModule", "ModuleToProcess"].iter().find_map(|key| manifest.get_str(key)).filter(|v| !v.is_null());
    let Some(root) = root else { return Ok(Some(call.engine.make_module(stem, folder))) };
    let path = format!("{folder}{}", call.engine.to_text(&root));
    let resolved = call.engine.resolve_path(&path);
    let Ok(bytes) = call.engine.host.read(&resolved) else { return Ok(None) };
    let source = Source::new(String::from_utf8_lossy(&bytes).into_owned(), Some(Rc::from(resolved.to_string_lossy().as_ref())));
    let module = call.engine.module_from_file(stem, source)?;
    let mut list = |key: &str| -> Option<Vec<PsStr>> {
        let value = manifest.get_str(key)?;
        let items = Engine::enumerate(&value).unwrap_or_else(|| vec![value]);
        Some(items.iter().map(|item| call.engine.to_text(item)).collect())
    };
    let (functions, variables, aliases) = (list("FunctionsToExport"), list("VariablesToExport"), list("AliasesToExport"));
    if let Some(functions) = functions {
        let variables = variables.unwrap_or_default();
        let aliases = aliases.unwrap_or_default();
        *module.exports.borrow_mut() = Some(Exports { functions, variables, aliases });
    }
    Ok(Some(module))
}

struct GetModule;

impl Stage for GetModule {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let patterns = call.texts("Name");
        let modules = call.engine.imported_modules().to_vec();
        for module in modules {
            if patterns.is_empty() || patterns.iter().any(|p| wildcard::matches(p, &module.name, true)) {
                let mut functions: Vec<PsStr> =
                    module.scope().tables.borrow().as_ref().map(|t| t.functions.values().map(|f| f.name.clone()).collect()).unwrap_or_default();
                if let Some(exports) = &*module.exports.borrow() {
                    functions.retain(|name| exports.functions.iter().any(|p| wildcard::matches(p, name, true)));
                }
                call.write(describe(&module, &[functions, Vec::new(), Vec::new()]))?;
            }
        }
        Ok(())
    }
}

struct RemoveModule;

impl Stage for RemoveModule {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let names = call.texts("Name");
        let modules = call.engine.imported_modules().to_vec();
        for module in modules.iter().filter(|m| names.iter().any(|p| wildcard::matches(p, &m.name, true))) {
            call.engine.forget_module(module);
        }
        Ok(())
    }
}
