//! Paths as text: join, split, test, resolve.

use super::{drive, missing};
use crate::engine::{Call, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Record, Value};

pub struct JoinPath;

impl Stage for JoinPath {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let children = [call.texts("ChildPath"), call.texts("AdditionalChildPath")].concat();
        for base in call.texts("Path") {
            let joined = children.iter().fold(base.to_string(), |path, child| join(&path, child));
            if call.switch("Resolve") {
                for full in call.engine.expand_path(&joined) {
                    call.write(full.to_string_lossy().into_owned())?;
                }
            } else {
                call.write(joined)?;
            }
        }
        Ok(())
    }
}

/// One separator between, whichever the parts bring.
fn join(base: &str, child: &str) -> String {
    let base = base.replace('\\', "/");
    let child = child.replace('\\', "/");
    if base.is_empty() {
        return format!("/{}", child.trim_start_matches('/'));
    }
    format!("{}/{}", base.trim_end_matches('/'), child.trim_start_matches('/'))
}

pub struct SplitPath;

impl Stage for SplitPath {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for path in [call.texts("Path"), call.texts("LiteralPath")].concat() {
            let normal = path.replace('\\', "/");
            let trimmed = if normal.len() > 1 { normal.trim_end_matches('/') } else { &normal };
            let leaf = trimmed.rsplit('/').next().unwrap_or(trimmed);
            let dot = leaf.rfind('.');
            let text = if call.switch("Leaf") {
                leaf.to_owned()
            } else if call.switch("LeafBase") {
                leaf[..dot.unwrap_or(leaf.len())].to_owned()
            } else if call.switch("Extension") {
                dot.map_or_else(String::new, |at| leaf[at..].to_owned())
            } else if call.switch("IsAbsolute") {
                call.write(Value::Bool(normal.starts_with('/') || drive::split(&normal).is_some()))?;
                continue;
            } else if call.switch("Qualifier") {
                match normal.split_once(':') {
                    Some((qualifier, _)) => format!("{qualifier}:"),
                    None => {
                        let exception =
                            Exception::named("System.FormatException", format!("Cannot parse path because path '{path}' does not have a qualifier specified."));
                        call.error(ErrorRecord::new(exception, "ParsePathFormatError", ErrorCategory::InvalidArgument, Value::String(path)))?;
                        continue;
                    }
                }
            } else if call.switch("NoQualifier") {
                normal.split_once(':').map_or_else(|| normal.clone(), |(_, rest)| rest.to_owned())
            } else {
                parent(trimmed)
            };
            call.write(text)?;
        }
        Ok(())
    }
}

fn parent(path: &str) -> String {
    match path.rfind('/') {
        Some(0) if path.len() > 1 => "/".to_owned(),
        Some(at) => path[..at].to_owned(),
        None => String::new(),
    }
}

pub struct TestPath;

impl Stage for TestPath {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if call.arg("Path").is_some_and(Value::is_null) {
            let message = "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')";
            let exception = Exception::named("System.ArgumentNullException", message);
            return call.error(ErrorRecord::new(exception, "NullPathNotPermitted", ErrorCategory::InvalidArgument, Value::Null));
        }
        let literal = call.texts("LiteralPath").into_iter().map(|path| (path, true));
        let patterns: Vec<(PsStr, bool)> = call.texts("Path").into_iter().map(|path| (path, false)).chain(literal).collect();
        for (path, literal) in patterns {
            let there = self.test(call, &path, literal);
            call.write(Value::Bool(there))?;
        }
        Ok(())
    }
}

impl TestPath {
    fn test(&self, call: &mut Call<'_>, path: &str, literal: bool) -> bool {
        if path.trim().is_empty() {
            return false;
        }
        if call.switch("IsValid") {
            return !path.contains('\0');
        }
        if let Some((drive, name)) = drive::split(path) {
            return drive::get(call, drive, name).is_some();
        }
        let found = if literal { vec![call.engine.resolve_path(path)] } else { call.engine.expand_path(path) };
        let kind = call.text("PathType").unwrap_or_default().to_ascii_lowercase();
        let wanted = |path: &std::path::PathBuf| match (call.engine.host.status(path), kind.as_str()) {
            (Ok(status), "container") => status.is_directory,
            (Ok(status), "leaf") => !status.is_directory,
            (Ok(_), _) => true,
            (Err(_), _) => false,
        };
        found.iter().any(wanted)
    }
}

pub struct ResolvePath {
    pub text_only: bool,
}

impl Stage for ResolvePath {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for path in [call.texts("Path"), call.texts("LiteralPath")].concat() {
            let found = call.engine.expand_path(&path);
            for full in &found {
                if call.engine.host.status(full).is_err() {
                    call.error(missing(full))?;
                    continue;
                }
                let text = full.to_string_lossy().into_owned();
                if call.switch("Relative") {
                    let here = call.engine.location.to_string_lossy().into_owned();
                    let relative = text.strip_prefix(&here).map_or(text.clone(), |rest| format!(".{rest}"));
                    call.write(relative)?;
                } else if self.text_only {
                    call.write(text)?;
                } else {
                    call.write(path_info(&text))?;
                }
            }
        }
        Ok(())
    }
}

pub fn path_info(path: &str) -> Value {
    let fields = [
        ("Drive", Value::str("/")),
        ("Provider", Value::str("Microsoft.PowerShell.Core\\FileSystem")),
        ("ProviderPath", Value::str(path)),
        ("Path", Value::str(path)),
    ];
    Value::object(Record::new("System.Management.Automation.PathInfo", fields).with_text(path))
}
