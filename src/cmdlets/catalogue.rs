//! The catalogue of the shell's cmdlets: signature, module and class of each, from data compiled into the binary.

use super::Start;
use crate::engine::record::CommandRecord;
use crate::engine::{Blob, Call, Command, Run, Signature, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, TypeInfo, TypeKind, TypeRef, Value, known, types};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

static BLOB: Blob = Blob(include_bytes!(concat!(env!("OUT_DIR"), "/cmdlets.blob")));

/// The names of all cmdlets that PowerShell has.
pub fn names() -> impl Iterator<Item = &'static str> {
    BLOB.names()
}

/// A cmdlet's signature by name.
pub fn signature(name: &str) -> Option<Rc<Signature>> {
    Some(Rc::new(Signature::from_record(&BLOB.find::<CommandRecord<u32>>(name)?, BLOB, resolve)))
}

/// A cmdlet: its record in the catalogue, and the Rust that serves it.
pub struct Cmdlet {
    name: &'static str,
    index: usize,
    start: Option<Start>,
    record: OnceCell<Option<CommandRecord<u32>>>,
    signature: OnceCell<Rc<Signature>>,
}

/// A cmdlet of the catalogue by name; `start` is absent where nothing serves it.
pub fn cmdlet(name: &str, start: Option<Start>) -> Option<Cmdlet> {
    let index = BLOB.position(name)?;
    Some(Cmdlet { name: BLOB.name(index), index, start, record: OnceCell::new(), signature: OnceCell::new() })
}

impl Cmdlet {
    fn record(&self) -> Option<&CommandRecord<u32>> {
        self.record.get_or_init(|| BLOB.record(self.index)).as_ref()
    }
}

impl Command for Cmdlet {
    fn name(&self) -> PsStr {
        self.name.into()
    }

    fn module(&self) -> PsStr {
        self.record().map_or("", |r| BLOB.text(r.module)).into()
    }

    fn error_class(&self) -> PsStr {
        match self.record().and_then(|r| r.class) {
            Some(class) => BLOB.text(class).into(),
            None => format!("Microsoft.PowerShell.Commands.{}Command", self.name.replace('-', "")).into(),
        }
    }

    fn signature(&self) -> Rc<Signature> {
        self.signature.get_or_init(|| self.record().map_or_else(Rc::default, |r| Rc::new(Signature::from_record(r, BLOB, resolve)))).clone()
    }

    fn start(&self) -> Box<dyn Stage> {
        match self.start {
            Some(start) => start(),
            None => Box::new(Unserved),
        }
    }
}

/// A cmdlet that PowerShell has and nothing serves here.
struct Unserved;

impl Stage for Unserved {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        let message = format!("The cmdlet '{}' is not available in this shell.", call.command.name());
        let exception = Exception::named("System.NotSupportedException", message);
        call.fail(ErrorRecord::new(exception, "NotSupported", ErrorCategory::NotImplemented, Value::Null))
    }
}

/// Types whose arguments a cmdlet reads itself: an encoding by its name, a credential by the user's.
const READ_BY_CMDLET: [&str; 5] = [
    "System.Text.Encoding",
    "System.Management.Automation.PSCredential",
    "System.Security.SecureString",
    "System.Version",
    "Microsoft.PowerShell.Commands.PSPropertyExpression",
];

/// The type that arguments are converted to; none where the cmdlet reads them itself.
fn resolve(name: &str, values: &[&'static str]) -> Option<TypeRef> {
    let name = name.strip_prefix("System.Nullable`1[").and_then(|n| n.strip_suffix(']')).unwrap_or(name);
    if READ_BY_CMDLET.contains(&name) {
        return None;
    }
    if let Some(element) = name.strip_suffix("[]") {
        return resolve(element, values).map(|element| TypeRef::array_of(element, 1));
    }
    let lower = name.to_ascii_lowercase();
    let found = known::ALL.iter().find(|ty| ty.full_name == name).copied().or_else(|| types::by_full_name(&lower));
    found.or_else(|| (!values.is_empty()).then(|| enumeration(name, values)))
}

/// An enumeration that only cmdlets' parameters speak of.
fn enumeration(full_name: &str, values: &[&'static str]) -> TypeRef {
    thread_local!(static MADE: RefCell<HashMap<String, TypeRef>> = RefCell::default());
    MADE.with_borrow_mut(|made| {
        *made.entry(full_name.to_owned()).or_insert_with(|| {
            let full_name: &'static str = Box::leak(full_name.to_owned().into_boxed_str());
            let numbered: Vec<(&'static str, i64)> = values.iter().copied().zip(0..).collect();
            TypeRef::leak(TypeInfo {
                full_name,
                name: full_name.rsplit(['.', '+']).next().unwrap_or(full_name),
                kind: TypeKind::Enum,
                base: Some(known::ENUM),
                values: Box::leak(numbered.into_boxed_slice()),
                ..*known::VALUE_TYPE.0
            })
        })
    })
}
