//! `New-`: a new object, with the names, addresses and numbers every new one gets.

use super::Served;
use super::change::Values;
use crate::engine::{Call, Run, Stage};
use crate::exchange::identity::{self, Found};
use crate::exchange::messages::Problem;
use crate::exchange::organization::{FOREST, Organization, reference_to};
use crate::exchange::schema::Noun;
use crate::exchange::{derived, schema, values};
use crate::store::{Data, Record, RecordId};
use crate::value::Value;
use std::rc::Rc;

pub struct New {
    pub base: Served,
}

impl Stage for New {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        let Some(mut given) = self.base.values(call, None)? else { return Ok(()) };
        let name = given.get("Name").or_else(|| given.get("DisplayName")).and_then(Data::as_text).map(str::to_owned);
        let name = name.unwrap_or_else(|| self.base.noun.name.clone());
        if !call.should_process(&name, &self.base.command.clone())? {
            return Ok(());
        }
        given.insert("Name".to_owned(), Data::text(&name));
        if self.base.noun.kind == "Recipient" {
            let details = details_from(call, &self.base.noun);
            complete_recipient(&self.base.org, &mut given, &name, details);
        }
        if let Some(problem) = clash(&self.base, &given) {
            return call.error(problem.record(Value::Null));
        }
        stamp(&self.base.org, &mut given);
        match self.base.org.create(&self.base.noun.kind.clone(), given) {
            Ok(record) => call.write(self.base.view(record)),
            Err(error) => call.fail(Problem::Store { message: error.to_string() }.record(Value::Null)),
        }
    }
}

/// Which sort of recipient the switches ask for.
fn details_from(call: &Call<'_>, noun: &Noun) -> &'static str {
    let switches = [
        ("Shared", "SharedMailbox"),
        ("Room", "RoomMailbox"),
        ("Equipment", "EquipmentMailbox"),
        ("PublicFolder", "PublicFolderMailbox"),
        ("Arbitration", "ArbitrationMailbox"),
        ("Discovery", "DiscoveryMailbox"),
        ("LinkedMasterAccount", "LinkedMailbox"),
        ("RoomList", "RoomList"),
    ];
    if let Some((_, details)) =
        switches.iter().find(|(switch, _)| call.args.has(switch) && noun.create == "UserMailbox" || *switch == "RoomList" && call.switch(switch))
    {
        return details;
    }
    if noun.create == "MailUniversalDistributionGroup" && call.text("Type").is_some_and(|text| text.eq_ignore_ascii_case("Security")) {
        return "MailUniversalSecurityGroup";
    }
    ["UserMailbox", "MailContact", "MailUser", "RemoteUserMailbox", "MailUniversalDistributionGroup", "DynamicDistributionGroup", "GroupMailbox"]
        .into_iter()
        .find(|known| *known == noun.create)
        .unwrap_or("UserMailbox")
}

/// What every recipient has: alias, account names, addresses, database.
pub fn complete_recipient(org: &Rc<Organization>, given: &mut Values, name: &str, details: &str) {
    given.insert("RecipientTypeDetails".to_owned(), Data::text(details));
    let upn = given.get("UserPrincipalName").or_else(|| given.get("MicrosoftOnlineServicesID")).and_then(Data::as_text).map(str::to_owned);
    let local = upn.as_deref().and_then(|upn| upn.split('@').next()).map_or_else(|| alias_from(name), alias_from);
    let alias = given.entry("Alias".to_owned()).or_insert_with(|| Data::text(&local)).as_text().unwrap_or_default().to_owned();
    let kind = derived::recipient_type(details);
    if matches!(kind, "UserMailbox" | "MailUser") {
        given.entry("UserPrincipalName".to_owned()).or_insert_with(|| Data::from(format!("{alias}@{FOREST}")));
        given.entry("ExchangeGuid".to_owned()).or_insert_with(|| Data::from(org.new_guid().to_string()));
    }
    if matches!(kind, "UserMailbox" | "MailUser" | "MailUniversalSecurityGroup" | "MailUniversalDistributionGroup") {
        given.entry("SamAccountName".to_owned()).or_insert_with(|| Data::text(&alias));
    }
    if kind == "UserMailbox"
        && !given.contains_key("Database")
        && let Some(database) = org.of_kind("MailboxDatabase").first()
    {
        given.insert("Database".to_owned(), reference_to(database.id));
    }
    if kind.starts_with("MailUniversal") {
        let security = if details == "MailUniversalSecurityGroup" { "Universal, SecurityEnabled" } else { "Universal" };
        given.insert("GroupType".to_owned(), Data::text(security));
        given.remove("Type");
    }
    address(org, given, &alias);
    let digits = org.new_guid().simple().to_string();
    let short: String = alias.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    given.entry("LegacyExchangeDN".to_owned()).or_insert_with(|| Data::from(format!("{}/cn=Recipients/cn={digits}-{short}", derived::administrative_group())));
}

/// The primary address said, the external one, or alias at the default domain.
fn address(org: &Organization, given: &mut Values, alias: &str) {
    let mut nobody = Record { id: RecordId(0), kind: Rc::from("Recipient"), values: Values::new() };
    let external = given.get("ExternalEmailAddress").and_then(Data::as_text).map(|text| text.split_once(':').map_or(text, |(_, rest)| rest).to_owned());
    if let Some(external) = &external {
        given.insert("ExternalEmailAddress".to_owned(), Data::from(format!("SMTP:{external}")));
    }
    if !given.contains_key("PrimarySmtpAddress") && !given.contains_key("EmailAddresses") {
        let primary = external.unwrap_or_else(|| format!("{alias}@{}", org.default_domain()));
        given.insert("PrimarySmtpAddress".to_owned(), Data::from(primary));
    }
    if let Some(addresses) = given.get("EmailAddresses") {
        nobody.values.insert("EmailAddresses".to_owned(), addresses.clone());
    }
    super::set::tidy_addresses(&nobody, given);
}

/// A name as an alias: what an address cannot have is left out.
pub fn alias_from(name: &str) -> String {
    let kept: String = name.chars().filter(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(*c)).collect();
    kept.trim_matches('.').to_owned()
}

/// Guid and times.
pub fn stamp(org: &Organization, given: &mut Values) {
    given.entry("Guid".to_owned()).or_insert_with(|| Data::from(org.new_guid().to_string()));
    given.entry("WhenCreated".to_owned()).or_insert_with(|| Data::from(values::time_text(org.now.get())));
}

/// What stands in the way of a new object: the same name, or an address in use.
fn clash(base: &Served, given: &Values) -> Option<Problem> {
    let name = given.get("Name").and_then(Data::as_text)?;
    let same_kind = Noun { details: Vec::new(), ..base.noun.clone() };
    let probe = Record { id: RecordId(0), kind: Rc::from(base.noun.kind.as_str()), values: given.clone() };
    let dn = derived::distinguished_name(&probe);
    if let Found::One(_) | Found::Several = identity::resolve(&base.org, &same_kind, &dn) {
        return Some(Problem::Exists { dn });
    }
    if base.noun.kind != "Recipient" {
        let taken = base
            .org
            .of_kind(&base.noun.kind)
            .iter()
            .any(|record| record.values.get("Name").and_then(Data::as_text).is_some_and(|other| crate::value::same_name(other, name)));
        return taken.then_some(Problem::Exists { dn });
    }
    let Some(Data::List(addresses)) = given.get("EmailAddresses") else { return None };
    addresses.iter().filter_map(Data::as_text).find_map(|address| match identity::resolve(&base.org, &schema::noun("Recipient"), address) {
        Found::One(owner) => Some(Problem::AddressInUse { address: address.to_owned(), by: derived::canonical_name(&owner) }),
        _ => None,
    })
}
