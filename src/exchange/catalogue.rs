//! The catalogue of Exchange's cmdlets: signatures, editions and valid values, from data compiled into the binary.

use super::organization::Organization;
use super::{arguments, schema, serve};
use crate::engine::record::{CommandRecord, EDITIONS};
use crate::engine::{Blob, Command, CommandKind, CommandSource, Parameter, Signature, Stage};
use crate::value::{Name, NameRef, PsStr, Res, TypeRef, Value, known, same_name, types};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

static BLOB: Blob = Blob(include_bytes!(concat!(env!("OUT_DIR"), "/exchange-cmdlets.blob")));

/// The module that Exchange's cmdlets come from.
pub const MODULE: &str = "ExchangePowerShell";

pub fn names() -> impl Iterator<Item = &'static str> {
    BLOB.names()
}

/// Whether Exchange has a cmdlet of this name.
pub fn contains(name: &str) -> bool {
    BLOB.position(name).is_some()
}

pub fn signature(name: &str) -> Option<Rc<Signature>> {
    Some(Rc::new(Signature::from_record(&BLOB.find::<CommandRecord<u32>>(name)?, BLOB, resolve)))
}

/// The editions that have a cmdlet: `2010` ... `SE`, `EXO`, `EOP`, `SCC`.
pub fn editions(name: &str) -> Vec<&'static str> {
    BLOB.find::<CommandRecord<u32>>(name).map_or_else(Vec::new, |record| edition_names(record.editions))
}

/// The editions that have a parameter.
pub fn parameter_editions(name: &str, parameter: &str) -> Vec<&'static str> {
    let Some(record) = BLOB.find::<CommandRecord<u32>>(name) else { return Vec::new() };
    let own = record.parameters.iter().find(|p| same_name(BLOB.text(p.name), parameter)).map_or(0, |p| p.editions);
    edition_names(if own == 0 { record.editions } else { own })
}

fn edition_names(bits: u16) -> Vec<&'static str> {
    EDITIONS.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0).map(|(_, name)| *name).collect()
}

/// The cmdlets as a source of commands; each is made once, when first asked for.
pub struct Catalogue {
    org: Rc<Organization>,
    made: RefCell<IndexMap<Name, Rc<dyn Command>, FxBuildHasher>>,
}

impl Catalogue {
    pub fn new(org: Rc<Organization>) -> Self {
        Catalogue { org, made: RefCell::default() }
    }
}

impl CommandSource for Catalogue {
    fn find(&self, name: &str) -> Option<Rc<dyn Command>> {
        if let Some(command) = self.made.borrow().get(&NameRef(name)) {
            return Some(command.clone());
        }
        let index = BLOB.position(name)?;
        let command: Rc<dyn Command> = Rc::new(ExchangeCmdlet { name: BLOB.name(index), index, org: self.org.clone(), signature: OnceCell::new() });
        self.made.borrow_mut().insert(Name(command.name()), command.clone());
        Some(command)
    }

    fn names(&self) -> Vec<PsStr> {
        names().map(PsStr::from).collect()
    }
}

/// A cmdlet of Exchange. A session with Exchange makes a function of each, so they bind as functions do.
pub struct ExchangeCmdlet {
    name: &'static str,
    index: usize,
    org: Rc<Organization>,
    signature: OnceCell<Rc<Signature>>,
}

impl Command for ExchangeCmdlet {
    fn name(&self) -> PsStr {
        self.name.into()
    }

    fn kind(&self) -> CommandKind {
        CommandKind::Function
    }

    fn module(&self) -> PsStr {
        MODULE.into()
    }

    fn error_class(&self) -> PsStr {
        let noun = self.name.split_once('-').map_or("", |(_, noun)| noun);
        format!("Microsoft.Exchange.Management.{}.{}", schema::noun(noun).area, self.name.replace('-', "")).into()
    }

    fn signature(&self) -> Rc<Signature> {
        let read = || BLOB.record::<CommandRecord<u32>>(self.index).map_or_else(Rc::default, |r| Rc::new(Signature::from_record(&r, BLOB, resolve)));
        self.signature.get_or_init(read).clone()
    }

    fn start(&self) -> Box<dyn Stage> {
        serve::start(self.name, &self.org)
    }

    fn convert(&self, parameter: &Parameter, value: &Value) -> Option<Res<Value>> {
        arguments::convert(&parameter.type_name, value)
    }
}

/// The .NET type that arguments of an Exchange type are converted to; none: they are taken as they come.
fn resolve(name: &str, _values: &[&'static str]) -> Option<TypeRef> {
    type_of(name)
}

fn type_of(name: &str) -> Option<TypeRef> {
    if let Some(element) = name.strip_suffix("[]") {
        return type_of(element).map(|element| TypeRef::array_of(element, 1));
    }
    let found = |name: &str| types::by_full_name(&name.to_ascii_lowercase());
    match name {
        "String" | "SmtpAddress" | "Fqdn" => Some(known::STRING),
        _ if name.ends_with("IdParameter") => Some(known::STRING),
        "SwitchParameter" => Some(known::SWITCH_PARAMETER),
        "Boolean" => Some(known::BOOLEAN),
        "DateTime" | "ExDateTime" => Some(known::DATE_TIME),
        "TimeSpan" | "EnhancedTimeSpan" => Some(known::TIME_SPAN),
        "Guid" => Some(known::GUID),
        "Hashtable" | "PswsHashtable" => Some(known::HASHTABLE),
        "MultiValuedProperty" | "ProxyAddressCollection" => Some(known::OBJECT_ARRAY),
        "Byte" | "SByte" | "Int16" | "UInt16" | "Int32" | "UInt32" | "Int64" | "UInt64" | "Double" | "Single" | "Decimal" | "Char" | "Uri" | "Version" => {
            found(&format!("System.{name}"))
        }
        "IPAddress" => found("System.Net.IPAddress"),
        "CultureInfo" => found("System.Globalization.CultureInfo"),
        "PSCredential" => found("System.Management.Automation.PSCredential"),
        "SecureString" => found("System.Security.SecureString"),
        _ => None,
    }
}
