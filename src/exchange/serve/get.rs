//! `Get-`: the objects an identity, a filter, a search text or nothing at all asks for.

use super::Served;
use crate::engine::{Call, Run, Stage};
use crate::exchange::filter::Filter;
use crate::exchange::messages::{MORE_RESULTS, Problem};
use crate::exchange::organization::{Organization, details_of};
use crate::exchange::schema::{self, ObjectType};
use crate::exchange::values::plain_text;
use crate::exchange::view::property_value;
use crate::store::{Data, Record};
use crate::value::{Value, same_name, wildcard};
use std::rc::Rc;

/// What is shown where `-ResultSize` is not said.
const RESULT_SIZE: usize = 1000;

pub struct Get {
    base: Served,
    filter: Option<Filter>,
}

impl Get {
    pub fn new(base: Served) -> Get {
        Get { base, filter: None }
    }
}

impl Stage for Get {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        self.base.attend(call)?;
        let ty = schema::object_type(&self.base.noun.object);
        let Some(text) = call.text("Filter").or_else(|| call.text("RecipientPreviewFilter")) else { return Ok(()) };
        let filter = match Filter::parse(&text) {
            Ok(filter) => filter,
            Err(error) => return call.fail(Problem::FilterSyntax { filter: text.to_string(), position: error.position }.record(Value::Null)),
        };
        let unknown = filter.properties().into_iter().find(|name| !is_filterable(&ty, name)).map(str::to_owned);
        if let Some(property) = unknown {
            let valid = ty.properties.iter().map(|p| p.name().to_owned()).collect();
            return call.fail(Problem::UnknownFilterProperty { property, valid }.record(Value::Null));
        }
        self.filter = Some(filter);
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(identity) = call.arg("Identity").cloned() {
            let text = plain_text(&identity);
            if !text.contains('*') || matches!(identity.base(), Value::Object(_)) {
                return match self.base.find(call, &self.base.noun.clone(), &identity)? {
                    Some(record) => call.write(self.base.view(record)),
                    None => Ok(()),
                };
            }
        }
        let ty = schema::object_type(&self.base.noun.object);
        let mut records = self.base.org.records(&self.base.noun);
        records.retain(|record| self.wanted(call, record, &ty));
        self.sort(call, &mut records, &ty);
        let limit = result_size(call);
        let more = records.len() > limit;
        for record in records.into_iter().take(limit) {
            call.write(self.base.view(record))?;
        }
        if more { call.warning(MORE_RESULTS) } else { Ok(()) }
    }
}

impl Get {
    fn wanted(&self, call: &Call<'_>, record: &Record, ty: &ObjectType) -> bool {
        let org = &self.base.org;
        let name = record.values.get("Name").and_then(Data::as_text).unwrap_or_default();
        let in_list = |parameter: &str, actual: &str| {
            let list = call.texts(parameter);
            list.is_empty()
                || list.iter().flat_map(|item| item.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>()).any(|item| same_name(&item, actual))
        };
        let details = details_of(record).unwrap_or_default();
        call.text("Identity").is_none_or(|pattern| wildcard::matches(&pattern, name, true))
            && self.filter.as_ref().is_none_or(|filter| filter.matches(org, record, ty))
            && in_list("RecipientTypeDetails", details)
            && in_list("RecipientType", crate::exchange::derived::recipient_type(details))
            && call.text("Anr").is_none_or(|text| found_by_name(record, &text))
            && ["Database", "Server", "OrganizationalUnit"].iter().all(|name| call.text(name).is_none_or(|text| has_value(org, record, ty, name, &text)))
    }

    fn sort(&self, call: &Call<'_>, records: &mut [Rc<Record>], ty: &ObjectType) {
        let key = call.text("SortBy");
        if let Some(property) = key.as_ref().and_then(|key| ty.property(key)) {
            let text = |record: &Rc<Record>| plain_text(&property_value(&self.base.org, record, property)).to_lowercase();
            records.sort_by_cached_key(text);
        }
    }
}

fn result_size(call: &Call<'_>) -> usize {
    match call.text("ResultSize") {
        None => RESULT_SIZE,
        Some(text) if text.eq_ignore_ascii_case("unlimited") => usize::MAX,
        Some(text) => text.parse().unwrap_or(RESULT_SIZE),
    }
}

fn is_filterable(ty: &ObjectType, name: &str) -> bool {
    ty.property(name).is_some() || schema::object_type("Mailbox").property(name).is_some() || schema::object_type("User").property(name).is_some()
}

/// Ambiguous name resolution: the beginning of one of a recipient's names.
fn found_by_name(record: &Record, text: &str) -> bool {
    let text = text.to_lowercase();
    ["Name", "DisplayName", "FirstName", "LastName", "Alias"]
        .iter()
        .filter_map(|name| record.values.get(*name)?.as_text())
        .any(|value| value.to_lowercase().starts_with(&text))
}

/// Whether a property (or the name behind it) is what an argument says.
fn has_value(org: &Organization, record: &Record, ty: &ObjectType, name: &str, text: &str) -> bool {
    let property = if name == "Server" { "ServerName" } else { name };
    match ty.property(property) {
        Some(property) => {
            let value = property_value(org, record, property);
            let shown = plain_text(&value);
            same_name(&shown, text) || shown.to_lowercase().ends_with(&format!("/{}", text.to_lowercase()))
        }
        None => true,
    }
}
