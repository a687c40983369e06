//! Small cmdlets about the session: culture, host, new identifiers.

use crate::engine::{Call, Run, Stage};
use crate::value::{Runtime, Value, members};

pub struct GetCulture;

impl Stage for GetCulture {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let name = call.text("Name").unwrap_or_else(|| "en-US".into());
        let Some(ty) = call.engine.find_type("System.Globalization.CultureInfo") else { return Ok(()) };
        let culture = members::construct(ty, &[Value::String(name)], call.engine)?;
        call.write(culture)
    }
}

pub struct GetHost;

impl Stage for GetHost {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let host = call.engine.variable("Host").unwrap_or_default();
        call.write(host)
    }
}

pub struct NewGuid;

impl Stage for NewGuid {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if call.switch("Empty") {
            return call.write(Value::Guid(uuid::Uuid::nil()));
        }
        let bits = (u128::from(call.engine.host.random()) << 64) | u128::from(call.engine.host.random());
        call.write(Value::Guid(uuid::Builder::from_random_bytes(bits.to_le_bytes()).into_uuid()))
    }
}

/// Nothing to give: a script has no history.
pub struct Nothing;

impl Stage for Nothing {}
