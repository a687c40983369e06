//! The current location, and the drives there are.

use super::{missing, paths::path_info};
use crate::engine::{Call, Run, Stage};
use crate::value::{Record, Value};

pub struct GetLocation;

impl Stage for GetLocation {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let text = call.engine.location.to_string_lossy().into_owned();
        call.write(path_info(&text))
    }
}

pub struct SetLocation {
    pub push: bool,
}

impl Stage for SetLocation {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(path) = call.text("Path").or_else(|| call.text("LiteralPath")) else { return Ok(()) };
        let full = call.engine.expand_path(&path).into_iter().next().unwrap_or_else(|| call.engine.resolve_path(&path));
        if !call.engine.host.status(&full).is_ok_and(|status| status.is_directory) {
            return call.error(missing(&full));
        }
        if self.push {
            let here = call.engine.location.clone();
            call.engine.location_stack.push(here);
        }
        call.engine.location = full;
        if call.switch("PassThru") {
            let text = call.engine.location.to_string_lossy().into_owned();
            call.write(path_info(&text))?;
        }
        Ok(())
    }
}

pub struct PopLocation;

impl Stage for PopLocation {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(path) = call.engine.location_stack.pop() {
            call.engine.location = path;
        }
        Ok(())
    }
}

pub struct GetDrive;

impl Stage for GetDrive {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let wanted = call.texts("Name");
        for (name, provider, root) in [
            ("/", "FileSystem", "/"),
            ("Alias", "Alias", ""),
            ("Env", "Environment", ""),
            ("Function", "Function", ""),
            ("Temp", "FileSystem", "/tmp/"),
            ("Variable", "Variable", ""),
        ] {
            if wanted.is_empty() || wanted.iter().any(|pattern| crate::value::wildcard::matches(pattern, name, true)) {
                let fields = [
                    ("Name", Value::str(name)),
                    ("Used", Value::Null),
                    ("Free", Value::Null),
                    ("Provider", Value::str(provider)),
                    ("Root", Value::str(root)),
                    ("CurrentLocation", Value::str("")),
                ];
                call.write(Value::object(Record::new("System.Management.Automation.PSDriveInfo", fields).with_text(name)))?;
            }
        }
        Ok(())
    }
}

/// A drive of one's own is a name for a folder.
pub struct NewDrive;

impl Stage for NewDrive {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let (name, root) = (call.text("Name").unwrap_or_default(), call.text("Root").unwrap_or_default());
        let full = call.engine.resolve_path(&root);
        call.engine.add_drive(&name, full);
        let fields = [("Name", Value::String(name.clone())), ("Provider", Value::str("FileSystem")), ("Root", Value::String(root))];
        call.write(Value::object(Record::new("System.Management.Automation.PSDriveInfo", fields).with_text(name)))
    }
}
