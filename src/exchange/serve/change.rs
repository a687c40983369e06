//! Arguments to changes of a record: what a parameter sets, and whether that is a change at all.

use super::{CONTROL, Served};
use crate::engine::{Call, Engine, Run};
use crate::exchange::organization::{Organization, reference_to};
use crate::exchange::schema::{self, Noun, ObjectType};
use crate::exchange::values::{self, element_type, is_multi_valued, is_reference, plain_text};
use crate::exchange::view::{property_value, stored};
use crate::store::{Data, Record};
use crate::value::{Value, same_name};
use std::collections::BTreeMap;

/// New values by name.
pub type Values = BTreeMap<String, Data>;

impl Served {
    /// What the bound parameters set, of those that are properties. `record`: the object as it is, where there is one.
    pub(super) fn values(&self, call: &mut Call<'_>, record: Option<&Record>) -> Run<Option<Values>> {
        let bound: Vec<(String, Value)> = call.args.bound.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
        let mut out = Values::new();
        for (parameter, value) in bound {
            if CONTROL.iter().any(|name| same_name(name, &parameter)) {
                continue;
            }
            let (name, type_name) = property_of(&self.noun, &parameter);
            let Some(data) = self.data(call, record, &parameter, &name, &type_name, &value)? else { return Ok(None) };
            out.insert(name, data);
        }
        Ok(Some(out))
    }

    /// An argument as data; `None` where it names an object that is not there (the error is written).
    fn data(&self, call: &mut Call<'_>, record: Option<&Record>, parameter: &str, name: &str, type_name: &str, value: &Value) -> Run<Option<Data>> {
        if let Value::Dictionary(changes) = value.base() {
            let mut items = match record.and_then(|record| stored(record, name)) {
                Some(Data::List(items)) => items.clone(),
                _ => Vec::new(),
            };
            for (key, change) in changes.entries.borrow().values() {
                let Some(given) = self.items(call, parameter, type_name, change)? else { return Ok(None) };
                match plain_text(key).to_ascii_lowercase().as_str() {
                    "add" => given.into_iter().for_each(|item| {
                        if !items.iter().any(|old| same_data(old, &item)) {
                            items.push(item)
                        }
                    }),
                    "remove" => items.retain(|old| !given.iter().any(|item| same_data(old, item))),
                    _ => {}
                }
            }
            return Ok(Some(Data::List(items)));
        }
        if is_multi_valued(type_name) {
            return Ok(self.items(call, parameter, type_name, value)?.map(Data::List));
        }
        self.one(call, parameter, type_name, value)
    }

    fn items(&self, call: &mut Call<'_>, parameter: &str, type_name: &str, value: &Value) -> Run<Option<Vec<Data>>> {
        let mut out = Vec::new();
        for item in Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()]).into_iter().filter(|item| !item.is_null()) {
            match self.one(call, parameter, element_type(type_name), &item)? {
                Some(data) => out.push(data),
                None => return Ok(None),
            }
        }
        Ok(Some(out))
    }

    fn one(&self, call: &mut Call<'_>, parameter: &str, type_name: &str, value: &Value) -> Run<Option<Data>> {
        if value.is_null() {
            return Ok(Some(Data::text("")));
        }
        if is_reference(type_name) {
            return match referred(call, parameter) {
                Some(noun) => Ok(self.find(call, &noun, value)?.map(|record| reference_to(record.id))),
                None => Ok(Some(values::to_data(value))),
            };
        }
        Ok(Some(match values::from_text(&plain_text(value), type_name) {
            Value::String(_) => values::to_data(value),
            typed @ (Value::Bool(_) | Value::Int32(_) | Value::Int64(_)) => values::to_data(&typed),
            typed => Data::Text(plain_text(&typed).rc()),
        }))
    }
}

/// The property a parameter sets, and its type. A name that the noun's type does not have may be another view's of the same recipient.
fn property_of(noun: &Noun, parameter: &str) -> (String, String) {
    let own = schema::object_type(&noun.object);
    if let Some(property) = own.property(parameter) {
        return (property.name().to_owned(), property.type_name().to_owned());
    }
    if noun.kind == "Recipient" {
        for other in ["Mailbox", "User", "CASMailbox", "DistributionGroup", "MailUser", "MailContact"] {
            if let Some(property) = schema::object_type(other).property(parameter) {
                return (property.name().to_owned(), property.type_name().to_owned());
            }
        }
    }
    (parameter.to_owned(), if parameter == "Members" { "MultiValuedProperty[ADObjectId]".to_owned() } else { "String".to_owned() })
}

/// The noun that a parameter's type names an object of: `MailboxIdParameter` a mailbox. `None`: no kind of record.
fn referred(call: &Call<'_>, parameter: &str) -> Option<Noun> {
    let signature = call.command.signature();
    let type_name = &signature.parameter(parameter)?.type_name;
    let short = type_name.rsplit('.').next().unwrap_or(type_name).trim_end_matches("[]");
    let short = short.strip_prefix("MultiValuedProperty[").map_or(short, |inner| inner.trim_end_matches(']'));
    let noun = match short.strip_suffix("IdParameter").unwrap_or(short) {
        "Recipient"
        | "RecipientWithAdUserGroup"
        | "DeliveryRecipient"
        | "ModeratorID"
        | "GeneralRecipient"
        | "SecurityPrincipal"
        | "UserContact"
        | "MailboxOrMailUser"
        | "MultiValuedProperty" => "Recipient",
        "Mailbox" => "Mailbox",
        "User" | "UserOrGroup" => "User",
        "Database" => "MailboxDatabase",
        "MailboxPolicy" if same_name(parameter, "ActiveSyncMailboxPolicy") => "MobileDeviceMailboxPolicy",
        "MailboxPolicy" => parameter,
        "OrganizationalUnit" | "OrganizationUnit" => return None,
        other if !schema::object_type(other).properties.is_empty() => other,
        _ => parameter,
    };
    Some(schema::noun(noun))
}

/// Equal as Exchange compares values of a list: texts without case.
pub fn same_data(a: &Data, b: &Data) -> bool {
    match (a, b) {
        (Data::Text(a), Data::Text(b)) => same_name(a, b),
        _ => a == b,
    }
}

/// Only what differs from what the object has.
pub fn differing(org: &Organization, record: &Record, ty: &ObjectType, values: Values) -> Values {
    values
        .into_iter()
        .filter(|(name, data)| match (stored(record, name), ty.property(name)) {
            (Some(old), _) => old != data,
            (None, Some(property)) => {
                let old = property_value(org, record, property);
                let new = values::from_data(data, property.type_name());
                texts(&old) != texts(&new) || matches!(data, Data::Map(_))
            }
            (None, None) => true,
        })
        .collect()
}

fn texts(value: &Value) -> Vec<String> {
    match Engine::enumerate(value) {
        Some(items) => items.iter().map(|item| plain_text(item).to_string()).collect(),
        None if value.is_null() => vec![String::new()],
        None => vec![plain_text(value).to_string()],
    }
}
