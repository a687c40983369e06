//! `Get-Member`: the members of each type of object that comes by.

use crate::engine::{Call, Run, Stage};
use crate::value::members::{self, MemberInfo};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Record, Value, wildcard};

#[derive(Default)]
pub struct GetMember {
    seen: Vec<PsStr>,
    any: bool,
}

impl Stage for GetMember {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        if input.is_null() {
            return Ok(());
        }
        self.any = true;
        let is_static = call.switch("Static");
        let type_name: PsStr = match (is_static, input.base()) {
            (true, Value::Type(ty)) => ty.full_name.into(),
            _ => members::type_names(&input).first().cloned().unwrap_or_default(),
        };
        if self.seen.contains(&type_name) {
            return Ok(());
        }
        self.seen.push(type_name.clone());
        let mut found = match (is_static, input.base()) {
            (true, Value::Type(ty)) => members::list_static(*ty),
            (true, _) => input.type_ref().map(members::list_static).unwrap_or_default(),
            _ => members::list(&input, call.engine),
        };
        self.choose(call, &mut found);
        found.sort_by(|a, b| rank(a.kind).cmp(&rank(b.kind)).then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase())));
        for member in found {
            let kind = crate::engine::enum_value("System.Management.Automation.PSMemberTypes", member.kind);
            let text = member.definition.clone();
            let fields = [
                ("TypeName", Value::String(type_name.clone())),
                ("Name", Value::String(member.name)),
                ("MemberType", kind),
                ("Definition", Value::String(member.definition)),
            ];
            call.write(Value::object(Record::new("Microsoft.PowerShell.Commands.MemberDefinition", fields).with_text(text)))?;
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if self.any {
            return Ok(());
        }
        let exception = Exception::named("System.InvalidOperationException", "You must specify an object for the Get-Member cmdlet.");
        call.error(ErrorRecord::new(exception, "NoObjectInGetMember", ErrorCategory::CloseError, Value::Null))
    }
}

impl GetMember {
    fn choose(&self, call: &mut Call<'_>, found: &mut Vec<MemberInfo>) {
        let names = call.texts("Name");
        if !names.is_empty() {
            found.retain(|member| names.iter().any(|pattern| wildcard::matches(pattern, &member.name, true)));
        }
        if let Some(kinds) = call.text("MemberType").map(|text| text.to_ascii_lowercase()) {
            found.retain(|member| kinds.split([',', ' ']).any(|kind| kind == "all" || is_of_kind(member.kind, kind)));
        }
        if !call.switch("Force") {
            found.retain(|member| {
                !["get_", "set_", "op_", "add_", "remove_"].iter().any(|prefix| member.name.starts_with(prefix)) && !member.name.starts_with("ps")
            });
        }
    }
}

fn is_of_kind(own: &str, asked: &str) -> bool {
    let own = own.to_ascii_lowercase();
    match asked {
        "properties" => own.ends_with("property"),
        "methods" => own.ends_with("method"),
        _ => own == asked,
    }
}

/// The order in which kinds are listed.
fn rank(kind: &str) -> usize {
    const ORDER: [&str; 10] = [
        "AliasProperty",
        "CodeProperty",
        "Method",
        "CodeMethod",
        "ScriptMethod",
        "NoteProperty",
        "ParameterizedProperty",
        "Property",
        "PropertySet",
        "ScriptProperty",
    ];
    ORDER.iter().position(|own| *own == kind).unwrap_or(ORDER.len())
}
