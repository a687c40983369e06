//! `Enable-` and `Disable-`: give a user, a contact or a group its Exchange side and take it away; turn other objects on and off.

use super::Served;
use super::change::Values;
use crate::engine::{Call, Run, Stage};
use crate::exchange::messages::Problem;
use crate::exchange::organization::details_of;
use crate::exchange::schema;
use crate::exchange::{derived, values};
use crate::store::{Data, Record};
use crate::value::Value;
use std::rc::Rc;

pub struct Enable {
    pub base: Served,
}

pub struct Disable {
    pub base: Served,
}

impl Stage for Enable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        let Some(record) = target(&self.base, call)? else { return Ok(()) };
        if !call.should_process(&derived::canonical_name(&record), &self.base.command.clone())? {
            return Ok(());
        }
        if self.base.noun.kind != "Recipient" {
            return change(&self.base, call, &record, Values::from([("Enabled".to_owned(), Data::Bool(true))]));
        }
        if call.switch("Archive") || call.switch("RemoteArchive") {
            return self.archive(call, &record);
        }
        if details_of(&record).is_some_and(is_mail_enabled) {
            return call.error(
                Problem::WrongType { identity: derived::canonical_name(&record), details: details_of(&record).unwrap_or_default().to_owned() }
                    .record(Value::Null),
            );
        }
        let Some(given) = self.base.values(call, Some(&record))? else { return Ok(()) };
        let mut all = record.values.clone();
        all.extend(given);
        let name = derived::name(&record);
        let details = if self.base.noun.create.is_empty() { "UserMailbox".to_owned() } else { self.base.noun.create.clone() };
        super::new::complete_recipient(&self.base.org, &mut all, &name, &details);
        change(&self.base, call, &record, all)?;
        self.write(call, &record)
    }
}

impl Enable {
    fn archive(&self, call: &mut Call<'_>, record: &Rc<Record>) -> Run {
        let guid = self.base.org.new_guid().to_string();
        let changes = Values::from([
            ("ArchiveGuid".to_owned(), Data::from(guid)),
            ("ArchiveStatus".to_owned(), Data::text("Active")),
            ("ArchiveState".to_owned(), Data::text("Local")),
            ("ArchiveName".to_owned(), Data::List(vec![Data::from(format!("In-Place Archive - {}", derived::name(record)))])),
        ]);
        change(&self.base, call, record, changes)?;
        self.write(call, record)
    }

    fn write(&self, call: &mut Call<'_>, record: &Rc<Record>) -> Run {
        match self.base.org.record(record.id) {
            Some(record) => call.write(self.base.view(record)),
            None => Ok(()),
        }
    }
}

impl Stage for Disable {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        let Some(record) = self.base.identity(call)? else { return Ok(()) };
        if !call.should_process(&derived::canonical_name(&record), &self.base.command.clone())? {
            return Ok(());
        }
        if self.base.noun.kind != "Recipient" {
            return change(&self.base, call, &record, Values::from([("Enabled".to_owned(), Data::Bool(false))]));
        }
        let archive = ["ArchiveGuid", "ArchiveStatus", "ArchiveState", "ArchiveName"];
        if call.switch("Archive") || call.switch("RemoteArchive") {
            return clear(&self.base, call, &record, Values::new(), &archive);
        }
        let plain = match details_of(&record).map(derived::recipient_type) {
            Some("MailContact") => "Contact",
            Some("MailUniversalDistributionGroup") => "UniversalDistributionGroup",
            Some("MailUniversalSecurityGroup") => "UniversalSecurityGroup",
            _ => "User",
        };
        let mut names = vec!["EmailAddresses", "Alias", "LegacyExchangeDN", "ExchangeGuid", "Database", "ExternalEmailAddress"];
        names.extend(archive);
        clear(&self.base, call, &record, Values::from([("RecipientTypeDetails".to_owned(), Data::text(plain))]), &names)
    }
}

/// The object to enable: a recipient of any sort, mail-enabled or not.
fn target(base: &Served, call: &mut Call<'_>) -> Run<Option<Rc<Record>>> {
    let noun = if base.noun.kind == "Recipient" { schema::noun("Recipient") } else { base.noun.clone() };
    match call.arg("Identity").cloned() {
        Some(identity) => base.find(call, &noun, &identity),
        None => Ok(None),
    }
}

pub fn is_mail_enabled(details: &str) -> bool {
    !matches!(details, "User" | "DisabledUser" | "Contact" | "UniversalDistributionGroup" | "UniversalSecurityGroup")
}

fn change(base: &Served, call: &mut Call<'_>, record: &Record, changes: Values) -> Run {
    clear(base, call, record, changes, &[])
}

fn clear(base: &Served, call: &mut Call<'_>, record: &Record, mut changes: Values, names: &[&str]) -> Run {
    changes.insert("WhenChanged".to_owned(), Data::from(values::time_text(base.org.now.get())));
    match base.org.update(record.id, changes, names.iter().map(|name| (*name).to_owned()).collect()) {
        Ok(()) => Ok(()),
        Err(error) => call.fail(Problem::Store { message: error.to_string() }.record(Value::Null)),
    }
}
