//! The generic engine: Get, New, Set, Remove, Enable and Disable of any noun, from the data of its object type.

mod change;
mod enable;
mod get;
mod members;
mod new;
mod provision;
mod remove;
mod set;

use super::identity::{self, Found};
use super::messages::Problem;
use super::organization::Organization;
use super::schema::{self, Noun};
use super::values::plain_text;
use super::view::RecordView;
use crate::engine::{Call, Discard, Engine, Interrupt, Run, Stage};
use crate::store::Record;
use crate::value::Value;
use std::rc::Rc;

/// Parameters that say how a cmdlet runs, not what an object is like.
const CONTROL: [&str; 22] = [
    "Identity",
    "Confirm",
    "WhatIf",
    "DomainController",
    "Force",
    "Instance",
    "IgnoreDefaultScope",
    "ErrorAction",
    "ResultSize",
    "Organization",
    "BypassModerationCheck",
    "BypassSecurityGroupManagerCheck",
    "Credential",
    "Verbose",
    "Debug",
    "AsJob",
    "Server",
    "Password",
    "RoomMailboxPassword",
    "OverrideRecipientQuotas",
    "SkipMailboxProvisioningConstraintValidation",
    "OutVariable",
];

/// A stage for a cmdlet of the catalogue.
pub fn start(name: &str, org: &Rc<Organization>) -> Box<dyn Stage> {
    let (verb, noun_name) = name.split_once('-').unwrap_or((name, ""));
    let base = Served { org: org.clone(), noun: schema::noun(noun_name), command: name.to_owned() };
    match (verb.to_ascii_lowercase().as_str(), noun_name.to_ascii_lowercase().as_str()) {
        ("get", "distributiongroupmember" | "unifiedgrouplinks") => Box::new(members::GetMember { base }),
        ("add", "distributiongroupmember") => Box::new(members::AddMember { base }),
        ("remove", "distributiongroupmember") => Box::new(members::RemoveMember { base }),
        ("update", "distributiongroupmember") => Box::new(members::UpdateMembers { base }),
        ("get", _) => Box::new(get::Get::new(base)),
        ("set", _) => Box::new(set::Set { base }),
        ("new", _) => Box::new(new::New { base }),
        ("remove", _) => Box::new(remove::Remove { base }),
        ("enable", _) => Box::new(enable::Enable { base }),
        ("disable", _) => Box::new(enable::Disable { base }),
        _ => Box::new(Unserved { base }),
    }
}

/// What every stage of the generic engine has.
pub struct Served {
    pub org: Rc<Organization>,
    pub noun: Noun,
    pub command: String,
}

impl Served {
    /// Have the organization open, and take the host's clock and chance for what follows.
    fn attend(&self, call: &mut Call<'_>) -> Run {
        self.org.now.set(call.engine.host.now());
        self.org.chance.set(self.org.chance.get() ^ call.engine.host.random());
        match open(call.engine, &self.org) {
            Ok(()) => Ok(()),
            Err(problem) => call.fail(problem.record(Value::Null)),
        }
    }

    /// The record that an argument names: an object from a pipeline, or a text. The error is written; then there is none.
    fn find(&self, call: &mut Call<'_>, noun: &Noun, identity: &Value) -> Run<Option<Rc<Record>>> {
        if let Some(view) = identity.downcast::<RecordView>()
            && let Some(record) = self.org.record(view.record.id)
        {
            return Ok(Some(record));
        }
        let text = plain_text(identity);
        let problem = match identity::resolve(&self.org, noun, &text) {
            Found::One(record) => return Ok(Some(record)),
            Found::Several => Problem::Ambiguous { identity: text.to_string() },
            Found::None if self.org.provision.get() => return Ok(Some(provision::create(self, call, noun, &text)?)),
            Found::None => Problem::NotFound { identity: text.to_string() },
        };
        call.error(problem.record(Value::Null))?;
        Ok(None)
    }

    fn identity(&self, call: &mut Call<'_>) -> Run<Option<Rc<Record>>> {
        match call.arg("Identity").cloned() {
            Some(identity) => self.find(call, &self.noun.clone(), &identity),
            None => Ok(None),
        }
    }

    fn view(&self, record: Rc<Record>) -> Value {
        Value::object(RecordView::new(&self.org, record, &schema::object_type(&self.noun.object)))
    }
}

/// Open the organization; a new one is filled by its seed script, and a line on standard error says so.
pub fn open(engine: &mut Engine, org: &Rc<Organization>) -> Result<(), Problem> {
    let failed = |message: String| Problem::Store { message };
    let Some(seed) = org.open().map_err(|error| failed(error.to_string()))? else { return Ok(()) };
    let seeded = org.fill(|| {
        let block = engine.script_block_from_text(seed)?;
        engine.unwatched(|engine| engine.run_block(&block, None, &[], false, &mut Discard))
    });
    match seeded.map_err(|error| failed(error.to_string()))? {
        Ok(()) => {}
        Err(Interrupt::Error(raise)) => return Err(failed(format!("The demo organization could not be made: {}", raise.message()))),
        Err(_) => return Err(failed("The demo organization could not be made.".to_owned())),
    }
    if let Some(path) = org.path() {
        engine.host.write_error(&format!("emsh: made a demo organization of {} objects in {}\n", org.count(), path.display()));
    }
    Ok(())
}

/// A cmdlet that binds and completes but has no behaviour: it says so, and the organization is as before.
struct Unserved {
    base: Served,
}

impl Stage for Unserved {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        if self.base.org.provision.get() {
            return Ok(());
        }
        call.error(Problem::NotServed { command: self.base.command.clone() }.record(Value::Null))
    }
}
