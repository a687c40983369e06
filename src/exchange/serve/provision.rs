//! Create what a page takes for granted: a named recipient, policy or database, of the kind its parameter asks for.

use super::Served;
use super::change::Values;
use super::new::{complete_recipient, stamp};
use crate::engine::{Call, Run};
use crate::exchange::messages::Problem;
use crate::exchange::schema::Noun;
use crate::store::{Data, Record};
use crate::value::Value;
use std::rc::Rc;

/// A new record that a text names. An address gives the name before its at sign, a path its last part.
pub fn create(base: &Served, call: &mut Call<'_>, noun: &Noun, text: &str) -> Run<Rc<Record>> {
    let mut values = Values::new();
    let last = text.rsplit(['\\', '/']).next().unwrap_or(text);
    let name = match last.split_once('@') {
        Some((local, _)) if noun.kind == "Recipient" => {
            values.insert("PrimarySmtpAddress".to_owned(), Data::text(last));
            local
        }
        _ => last.strip_prefix("CN=").and_then(|dn| dn.split(',').next()).unwrap_or(last),
    };
    values.insert("Name".to_owned(), Data::text(name));
    values.insert("Identity".to_owned(), Data::text(text));
    if uuid::Uuid::parse_str(text).is_ok() {
        values.insert("Guid".to_owned(), Data::text(text));
    }
    if noun.kind == "Recipient" {
        let details = if noun.create.is_empty() { noun.details.first().map_or("UserMailbox", String::as_str) } else { &noun.create };
        complete_recipient(&base.org, &mut values, name, details);
    }
    stamp(&base.org, &mut values);
    match base.org.create(&noun.kind, values) {
        Ok(record) => Ok(record),
        Err(error) => call.fail(Problem::Store { message: error.to_string() }.record(Value::Null)),
    }
}
