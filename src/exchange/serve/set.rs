//! `Set-`: change an object's properties; where nothing differs, Exchange warns.

use super::Served;
use super::change::{Values, differing};
use crate::engine::{Call, Run, Stage};
use crate::exchange::messages::{Problem, nothing_modified};
use crate::exchange::organization::details_of;
use crate::exchange::{derived, schema, values};
use crate::store::{Data, Record};
use crate::value::Value;
use std::rc::Rc;

pub struct Set {
    pub base: Served,
}

impl Stage for Set {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        let record = match call.arg("Identity") {
            Some(_) => self.base.identity(call)?,
            None => self.only_one(),
        };
        let Some(record) = record else { return Ok(()) };
        let identity = derived::canonical_name(&record);
        if !call.should_process(&identity, &self.base.command.clone())? {
            return Ok(());
        }
        let Some(values) = self.base.values(call, Some(&record))? else { return Ok(()) };
        let ty = schema::object_type(&self.base.noun.object);
        let mut values = differing(&self.base.org, &record, &ty, values);
        if values.is_empty() {
            return call.warning(&nothing_modified(&identity));
        }
        if let Some(made) = values.remove("MakeDefault") {
            values.insert("Default".to_owned(), made);
        }
        tidy_addresses(&record, &mut values);
        make_default_alone(&self.base, &record, &values);
        values.insert("WhenChanged".to_owned(), Data::from(values::time_text(self.base.org.now.get())));
        match self.base.org.update(record.id, values, Vec::new()) {
            Ok(()) => Ok(()),
            Err(error) => call.fail(Problem::Store { message: error.to_string() }.record(Value::Null)),
        }
    }
}

impl Set {
    /// Objects of which there is one (`OrganizationConfig`) need no identity.
    fn only_one(&self) -> Option<Rc<Record>> {
        self.base.org.records(&self.base.noun).into_iter().next()
    }
}

/// Keep `EmailAddresses` and the primary address together: one `SMTP:`, the others `smtp:`.
pub fn tidy_addresses(record: &Record, values: &mut Values) {
    let primary = ["PrimarySmtpAddress", "WindowsEmailAddress"].iter().find_map(|name| values.remove(*name)).and_then(|data| data.as_text().map(str::to_owned));
    let given = match values.remove("EmailAddresses") {
        Some(Data::List(items)) => Some(items),
        Some(Data::Text(text)) => Some(vec![Data::Text(text)]),
        _ => None,
    };
    if primary.is_none() && given.is_none() {
        return;
    }
    let old = match record.values.get("EmailAddresses") {
        Some(Data::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let mut addresses: Vec<String> = given.unwrap_or(old).iter().filter_map(Data::as_text).map(prefixed).collect();
    if let Some(primary) = primary {
        addresses.retain(|address| !address[address.find(':').map_or(0, |i| i + 1)..].eq_ignore_ascii_case(&primary));
        addresses.iter_mut().for_each(lower_prefix);
        addresses.insert(0, format!("SMTP:{primary}"));
    }
    let mut seen = false;
    for address in &mut addresses {
        if address.starts_with("SMTP:") && std::mem::replace(&mut seen, true) {
            lower_prefix(address);
        }
    }
    if !seen && let Some(first) = addresses.iter_mut().find(|address| address.starts_with("smtp:")) {
        first.replace_range(..5, "SMTP:");
    }
    values.insert("EmailAddresses".to_owned(), Data::List(addresses.into_iter().map(Data::from).collect()));
}

fn prefixed(address: &str) -> String {
    if address.contains(':') { address.to_owned() } else { format!("smtp:{address}") }
}

fn lower_prefix(address: &mut String) {
    if address.starts_with("SMTP:") {
        address.replace_range(..5, "smtp:");
    }
}

/// Only one object of a kind can be the default.
fn make_default_alone(base: &Served, record: &Record, values: &Values) {
    if details_of(record).is_some() {
        return;
    }
    for name in ["Default", "IsDefault"] {
        if values.get(name) == Some(&Data::Bool(true)) {
            for other in base.org.of_kind(&record.kind) {
                if other.id != record.id && other.values.get(name) == Some(&Data::Bool(true)) {
                    let _ = base.org.update(other.id, Values::from([(name.to_owned(), Data::Bool(false))]), Vec::new());
                }
            }
        }
    }
}
