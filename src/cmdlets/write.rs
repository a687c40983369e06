//! Cmdlets that write to a stream: `Write-Output`, `Write-Host`, `Write-Error` and the rest; and `Read-Host`.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Raise, Record, Value, category_from, convert};
use std::rc::Rc;

pub static CMDLETS: super::Table = &[
    ("Read-Host", || Box::new(ReadHost)),
    ("Write-Debug", || Box::new(WriteMessage(|call, text| call.engine.write_debug(text)))),
    ("Write-Error", || Box::new(WriteError)),
    ("Write-Host", || Box::new(WriteHost)),
    ("Write-Information", || Box::new(WriteInformation)),
    ("Write-Output", || Box::new(WriteOutput)),
    ("Write-Progress", || Box::new(WriteProgress)),
    ("Write-Verbose", || Box::new(WriteMessage(|call, text| call.verbose(text)))),
    ("Write-Warning", || Box::new(WriteMessage(|call, text| call.warning(text)))),
];

struct WriteOutput;

impl Stage for WriteOutput {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(value) = call.arg("InputObject").cloned().or_else(|| call.input.cloned()) else { return Ok(()) };
        if call.switch("NoEnumerate") { call.write(value) } else { call.write_each(value) }
    }
}

/// `Write-Warning`, `Write-Verbose`, `Write-Debug`: one message.
struct WriteMessage(fn(&mut Call<'_>, &str) -> Run);

impl Stage for WriteMessage {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let text = call.text("Message").unwrap_or_default();
        self.0(call, &text)
    }
}

struct WriteHost;

impl Stage for WriteHost {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let separator = match call.arg("Separator").cloned() {
            Some(value) => call.engine.to_text(&value),
            None => " ".into(),
        };
        let object = call.arg("Object").cloned().unwrap_or_default();
        let message = joined(call.engine, &object, &separator);
        let data = Record::new(
            "System.Management.Automation.HostInformationMessage",
            [
                ("Message", Value::from(message.clone())),
                ("NoNewLine", Value::Bool(call.switch("NoNewline"))),
                ("ForegroundColor", call.arg("ForegroundColor").cloned().unwrap_or_default()),
                ("BackgroundColor", call.arg("BackgroundColor").cloned().unwrap_or_default()),
            ],
        )
        .with_text(message);
        let record = information_record(call, Value::object(data), vec![Value::str("PSHOST")]);
        call.engine.write_information(record)
    }
}

/// The items' texts, lists inside lists too.
fn joined(engine: &mut Engine, value: &Value, separator: &str) -> String {
    match Engine::enumerate(value) {
        Some(items) => items.iter().map(|item| joined(engine, item, separator)).collect::<Vec<_>>().join(separator),
        None => engine.to_text(value).to_string(),
    }
}

struct WriteInformation;

impl Stage for WriteInformation {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let data = call.arg("MessageData").cloned().unwrap_or_default();
        let tags = call.texts("Tags").into_iter().map(Value::String).collect();
        let record = information_record(call, data, tags);
        call.engine.write_information(record)
    }
}

fn information_record(call: &mut Call<'_>, data: Value, tags: Vec<Value>) -> Value {
    let text = call.engine.to_text(&data);
    let source = call.info.position.as_ref().and_then(|p| p.file.clone()).map_or(Value::Null, |file| Value::str(&file));
    let time = crate::value::DateTime { ticks: call.engine.host.now(), kind: crate::value::DateTimeKind::Local };
    let fields = [
        ("MessageData", data),
        ("Source", source),
        ("TimeGenerated", Value::DateTime(time)),
        ("Tags", Value::array(tags)),
        ("User", Value::str("")),
        ("Computer", Value::str("")),
        ("ProcessId", Value::UInt32(std::process::id())),
    ];
    Value::object(Record::new("System.Management.Automation.InformationRecord", fields).with_text(text))
}

/// Progress is for a person watching; nothing is shown.
struct WriteProgress;

impl Stage for WriteProgress {}

struct WriteError;

impl Stage for WriteError {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let given = call.arg("ErrorRecord").and_then(|value| value.downcast::<Raise>().cloned());
        let record = match given {
            Some(old) => copy_of(&old),
            None => new_record(call),
        };
        let reason = |call: &mut Call<'_>, name: &str| call.text(name);
        for (name, field) in [
            ("CategoryActivity", &record.activity),
            ("CategoryReason", &record.reason),
            ("CategoryTargetName", &record.target_name),
            ("CategoryTargetType", &record.target_type),
        ] {
            if let Some(text) = reason(call, name) {
                *field.borrow_mut() = Some(text);
            }
        }
        if let Some(action) = call.text("RecommendedAction") {
            let message = record.message();
            *record.details.borrow_mut() = Some(message);
            *record.recommended_action.borrow_mut() = Some(action);
        }
        let command = call.command.clone();
        call.engine.write_error_of_caller(Rc::new(record), &command)
    }
}

fn new_record(call: &mut Call<'_>) -> ErrorRecord {
    let message = call.text("Message");
    let exception = call.arg("Exception").cloned();
    let default_id = match exception.as_ref().and_then(Value::type_ref) {
        Some(ty) => ty.full_name,
        None => "Microsoft.PowerShell.Commands.WriteErrorException",
    };
    let id = call.text("ErrorId").unwrap_or_else(|| default_id.into());
    let category = match call.arg("Category") {
        Some(Value::Enum(_, number)) => category_from(*number),
        _ => ErrorCategory::NotSpecified,
    };
    let target = call.arg("TargetObject").cloned().unwrap_or_default();
    match exception {
        Some(exception) => {
            let record = ErrorRecord::around(exception, id, category, target);
            *record.details.borrow_mut() = message.filter(|text| !text.is_empty());
            record
        }
        None => ErrorRecord::new(Exception::named("Microsoft.PowerShell.Commands.WriteErrorException", message.unwrap_or_default()), id, category, target),
    }
}

fn copy_of(old: &Raise) -> ErrorRecord {
    let record = ErrorRecord::around(old.exception.clone(), old.id.clone(), old.category.get(), old.target.clone());
    for (new, old) in [
        (&record.class, &old.class),
        (&record.activity, &old.activity),
        (&record.reason, &old.reason),
        (&record.target_name, &old.target_name),
        (&record.target_type, &old.target_type),
        (&record.details, &old.details),
        (&record.recommended_action, &old.recommended_action),
    ] {
        new.borrow_mut().clone_from(&old.borrow());
    }
    record
}

struct ReadHost;

impl Stage for ReadHost {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let prompt: Option<PsStr> = call.text("Prompt");
        let secret = call.switch("AsSecureString") || call.switch("MaskInput");
        let shown = prompt.map_or_else(String::new, |prompt| format!("{prompt}: "));
        if !call.engine.host.interactive() {
            call.engine.host.write(&shown);
        }
        let Some(line) = call.engine.host.read_line(&shown, secret) else { return Ok(()) };
        if !call.switch("AsSecureString") {
            return call.write(line);
        }
        let ty = crate::value::types::find("System.Security.SecureString").unwrap_or(crate::value::known::STRING);
        let secure = convert::to(&Value::from(line), ty, call.engine)?;
        call.write(secure)
    }
}
