//! Properties that are computed from a record rather than stored: its names, its addresses, its type, its server.

use super::organization::{FOREST, Organization, SERVER, details_of};
use super::values;
use crate::store::{Data, Record};
use crate::value::Value;

/// The identifier of this shell's runspace, one for all sessions.
const RUNSPACE: &str = "5b1b3f0e-52a1-4c0b-9b8e-6d1f3a7e2c44";

/// A computed property by name; `None`: it is not one.
pub fn property(org: &Organization, record: &Record, name: &str) -> Option<Value> {
    let text = |text: &str| Some(Value::str(text));
    match name.to_ascii_lowercase().as_str() {
        "runspaceid" => Some(values::from_text(RUNSPACE, "Guid")),
        "identity" | "id" => Some(identity(record)),
        "distinguishedname" => Some(Value::from(distinguished_name(record))),
        "displayname" => Some(Value::str(name_of(record))),
        "primarysmtpaddress" | "windowsemailaddress" => Some(primary_address(record).and_then(|a| values::smtp_address(&a)).unwrap_or_else(|| Value::str(""))),
        "recipienttype" => details_of(record).map(|details| Value::str(recipient_type(details))),
        "organizationalunit" => Some(Value::from(unit(record))),
        "servername" => has_mailbox(record).then(|| Value::from(SERVER.to_ascii_lowercase())),
        "serverlegacydn" => has_mailbox(record).then(|| Value::from(format!("{}/cn=Configuration/cn=Servers/cn={SERVER}", administrative_group()))),
        "originatingserver" => Some(Value::from(format!("dc1.{FOREST}"))),
        "admindisplayversion" => text("Version 15.2 (Build 1118.7)"),
        "objectcategory" => Some(Value::from(format!("{FOREST}/Configuration/Schema/{}", schema_class(record)))),
        "isshared" => Some(Value::Bool(details_of(record) == Some("SharedMailbox"))),
        "isresource" => Some(Value::Bool(matches!(details_of(record), Some("RoomMailbox" | "EquipmentMailbox")))),
        "islinked" => Some(Value::Bool(details_of(record) == Some("LinkedMailbox"))),
        "resourcetype" => match details_of(record) {
            Some("RoomMailbox") => text("Room"),
            Some("EquipmentMailbox") => text("Equipment"),
            _ => None,
        },
        "exchangeobjectid" => record.values.get("Guid").map(|guid| values::from_data(guid, "Guid")),
        "whencreated" | "whencreatedutc" | "whenmailboxcreated" => time(record, "WhenCreated", name),
        "whenchanged" | "whenchangedutc" => time(record, "WhenChanged", name).or_else(|| time(record, "WhenCreated", name)),
        "addresslistmembership" => Some(values::multi_valued(address_lists(record).into_iter().map(Value::from).collect())),
        "umdtmfmap" => Some(values::multi_valued(dtmf(record).into_iter().map(Value::from).collect())),
        "membercount" => Some(Value::Int32(members_of(record).len() as i32)),
        "databaseguid" => Some(Value::Null),
        "domain" => Some(Value::from(org.default_domain())),
        _ => None,
    }
}

fn time(record: &Record, stored: &str, asked: &str) -> Option<Value> {
    let value = values::from_data(record.values.get(stored)?, "DateTime");
    Some(match value {
        Value::DateTime(at) if asked.to_ascii_lowercase().ends_with("utc") => {
            Value::DateTime(crate::value::DateTime { kind: crate::value::DateTimeKind::Utc, ..at })
        }
        other => other,
    })
}

/// The record's name.
pub fn name(record: &Record) -> String {
    name_of(record).to_owned()
}

fn name_of(record: &Record) -> &str {
    let text = |name: &str| record.values.get(name).and_then(Data::as_text);
    match text("DisplayName") {
        Some(shown) if text("Name").is_none() => shown,
        _ => text("Name").unwrap_or_default(),
    }
}

fn is_recipient(record: &Record) -> bool {
    record.kind.eq_ignore_ascii_case("Recipient")
}

/// `contoso.com/Users`.
fn unit(record: &Record) -> String {
    match record.values.get("OrganizationalUnit").and_then(Data::as_text) {
        Some(unit) if unit.starts_with(FOREST) => unit.to_owned(),
        Some(unit) if !unit.is_empty() => format!("{FOREST}/{unit}"),
        _ => format!("{FOREST}/Users"),
    }
}

/// `contoso.com/Users/Ken Sanchez`; a configuration object's is its name.
pub fn canonical_name(record: &Record) -> String {
    let name = record.values.get("Name").and_then(Data::as_text).unwrap_or_default();
    if is_recipient(record) { format!("{}/{name}", unit(record)) } else { name.to_owned() }
}

/// `CN=Ken Sanchez,CN=Users,DC=contoso,DC=com`.
pub fn distinguished_name(record: &Record) -> String {
    let name = record.values.get("Name").and_then(Data::as_text).unwrap_or_default().replace(',', "\\,");
    let domain = FOREST.split('.').map(|part| format!("DC={part}")).collect::<Vec<_>>().join(",");
    if !is_recipient(record) {
        return format!("CN={name},CN={},CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,{domain}", container(&record.kind));
    }
    let unit = unit(record);
    let folders: Vec<String> = unit.split('/').skip(1).map(|part| format!("{}={part}", if part.eq_ignore_ascii_case("Users") { "CN" } else { "OU" })).collect();
    format!("CN={name},{},{domain}", folders.into_iter().rev().collect::<Vec<_>>().join(","))
}

/// The container of a kind of configuration object.
fn container(kind: &str) -> &str {
    match kind {
        "AcceptedDomain" => "Accepted Domains,CN=Transport Settings",
        "MailboxDatabase" => "Databases,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups",
        "ExchangeServer" => "Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups",
        "RetentionPolicy" => "Retention Policies Container",
        "OwaMailboxPolicy" => "OWA Mailbox Policies",
        "MobileDeviceMailboxPolicy" | "ActiveSyncMailboxPolicy" => "Mobile Mailbox Policies",
        "AddressList" => "All Address Lists,CN=Address Lists Container",
        other => other,
    }
}

fn identity(record: &Record) -> Value {
    let guid = record.values.get("Guid").map(|guid| values::from_data(guid, "Guid"));
    values::object_id(record.values.get("Name").and_then(Data::as_text).unwrap_or_default(), &distinguished_name(record), guid, &canonical_name(record))
}

/// A record as others show it when they refer to it: recipients by canonical name, the rest by name.
pub fn reference(record: &Record) -> Value {
    identity(record)
}

/// The address behind `SMTP:`.
pub fn primary_address(record: &Record) -> Option<String> {
    let Some(Data::List(addresses)) = record.values.get("EmailAddresses") else {
        return record.values.get("PrimarySmtpAddress").and_then(Data::as_text).map(str::to_owned);
    };
    addresses.iter().filter_map(Data::as_text).find_map(|address| address.strip_prefix("SMTP:")).map(str::to_owned)
}

pub fn recipient_type(details: &str) -> &str {
    match details {
        "MailUniversalDistributionGroup" | "RoomList" => "MailUniversalDistributionGroup",
        "MailContact"
        | "MailUser"
        | "MailUniversalSecurityGroup"
        | "DynamicDistributionGroup"
        | "MailNonUniversalGroup"
        | "PublicFolder"
        | "User"
        | "Contact" => details,
        "GuestMailUser" | "RemoteUserMailbox" | "RemoteRoomMailbox" | "RemoteEquipmentMailbox" | "RemoteSharedMailbox" => "MailUser",
        "UniversalDistributionGroup" | "UniversalSecurityGroup" => "Group",
        _ => "UserMailbox",
    }
}

fn has_mailbox(record: &Record) -> bool {
    details_of(record).is_some_and(|details| recipient_type(details) == "UserMailbox")
}

pub fn administrative_group() -> &'static str {
    "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
}

fn schema_class(record: &Record) -> &'static str {
    match details_of(record).map(recipient_type) {
        Some("MailContact" | "Contact") => "Contact",
        Some("UserMailbox" | "MailUser" | "User") => "Person",
        Some(_) => "Group",
        None => "ms-Exch-Configuration",
    }
}

fn address_lists(record: &Record) -> Vec<String> {
    let own = match details_of(record).map(recipient_type) {
        Some("UserMailbox") if matches!(details_of(record), Some("RoomMailbox" | "EquipmentMailbox")) => "\\All Rooms",
        Some("UserMailbox") => "\\All Users",
        Some("MailContact") => "\\All Contacts",
        Some("MailUniversalDistributionGroup" | "MailUniversalSecurityGroup" | "DynamicDistributionGroup") => "\\All Distribution Lists",
        _ => return Vec::new(),
    };
    vec![own.to_owned(), "\\Default Global Address List".to_owned()]
}

/// Names as the keys of a telephone.
fn dtmf(record: &Record) -> Vec<String> {
    let digits = |text: &str| -> String { text.chars().filter_map(|c| keypad(c.to_ascii_lowercase())).collect() };
    let text = |name: &str| record.values.get(name).and_then(Data::as_text).unwrap_or_default().to_owned();
    let alias = primary_address(record).and_then(|address| address.split('@').next().map(str::to_owned)).unwrap_or_default();
    let (first, last) = (text("FirstName"), text("LastName"));
    vec![
        format!("emailAddress:{}", digits(&alias)),
        format!("lastNameFirstName:{}", digits(&format!("{last}{first}"))),
        format!("firstNameLastName:{}", digits(&format!("{first}{last}"))),
    ]
}

fn keypad(c: char) -> Option<char> {
    match c {
        'a'..='c' => Some('2'),
        'd'..='f' => Some('3'),
        'g'..='i' => Some('4'),
        'j'..='l' => Some('5'),
        'm'..='o' => Some('6'),
        'p'..='s' => Some('7'),
        't'..='v' => Some('8'),
        'w'..='z' => Some('9'),
        '0'..='9' => Some(c),
        _ => None,
    }
}

/// The records of a group's `Members`.
pub fn members_of(record: &Record) -> Vec<crate::store::RecordId> {
    match record.values.get("Members") {
        Some(Data::List(items)) => items.iter().filter_map(super::organization::reference).collect(),
        _ => Vec::new(),
    }
}
