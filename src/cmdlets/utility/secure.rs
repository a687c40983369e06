//! Secure strings and credentials.

use crate::engine::{Call, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Runtime, Value, members};

/// A `SecureString` that holds a text.
fn secure(call: &mut Call<'_>, text: &str) -> Run<Value> {
    let Some(ty) = call.engine.find_type("System.Security.SecureString") else { return Ok(Value::str(text)) };
    let secure = members::construct(ty, &[], call.engine)?;
    for unit in text.encode_utf16() {
        members::invoke(&secure, "AppendChar", &[Value::Char(unit)], call.engine)?;
    }
    Ok(secure)
}

pub struct ConvertToSecureString;

impl Stage for ConvertToSecureString {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let text = call.text("String").unwrap_or_default();
        if call.switch("AsPlainText") {
            let value = secure(call, &text)?;
            return call.write(value);
        }
        let exception = Exception::named(
            "System.ArgumentException",
            "Only text given with -AsPlainText can be made secure here: encrypted text needs the key of the machine that made it.",
        );
        call.error(ErrorRecord::new(exception, "ImportSecureString_InvalidArgument", ErrorCategory::InvalidArgument, Value::Null))
    }
}

pub struct ConvertFromSecureString;

impl Stage for ConvertFromSecureString {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let value = call.arg("SecureString").cloned().unwrap_or_default();
        if !call.switch("AsPlainText") {
            let exception = Exception::named("System.NotSupportedException", "Say -AsPlainText: this shell keeps no key to encrypt with.");
            return call.error(ErrorRecord::new(exception, "NotSupported", ErrorCategory::NotImplemented, Value::Null));
        }
        let text = plain(call, &value)?;
        call.write(text)
    }
}

/// The text inside, by way of a network credential.
fn plain(call: &mut Call<'_>, secure: &Value) -> Run<Value> {
    let Some(ty) = call.engine.find_type("System.Net.NetworkCredential") else { return Ok(Value::Null) };
    let credential = members::construct(ty, &[Value::str(""), secure.clone()], call.engine)?;
    Ok(members::get(&credential, "Password", call.engine)?.unwrap_or_default())
}

pub struct GetCredential;

impl Stage for GetCredential {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let user: PsStr = match call.text("UserName").or_else(|| call.text("Credential")) {
            Some(user) => user,
            None => call.engine.host.read_line("User: ", false).unwrap_or_default().into(),
        };
        let prompt = format!("Password for user {user}: ");
        let password = call.engine.host.read_line(&prompt, true).unwrap_or_default();
        let password = secure(call, &password)?;
        let Some(ty) = call.engine.find_type("System.Management.Automation.PSCredential") else { return Ok(()) };
        let credential = members::construct(ty, &[Value::String(user), password], call.engine)?;
        call.write(credential)
    }
}
