//! Exchange's errors and warnings: their words, exceptions, categories and ids, in one place.

use super::organization::FOREST;
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value};

pub enum Problem {
    NotFound { identity: String },
    Ambiguous { identity: String },
    Exists { dn: String },
    AddressInUse { address: String, by: String },
    WrongType { identity: String, details: String },
    MemberExists { member: String, group: String },
    MemberMissing { member: String, group: String },
    UnknownFilterProperty { property: String, valid: Vec<String> },
    FilterSyntax { filter: String, position: usize },
    Store { message: String },
    NotServed { command: String },
}

impl Problem {
    pub fn record(self, target: Value) -> ErrorRecord {
        let (exception, category, message) = self.parts();
        let id = format!("{:08X}", stable_hash(exception));
        ErrorRecord::new(Exception::named(exception, message), PsStr::from(id), category, target)
    }

    fn parts(self) -> (&'static str, ErrorCategory, String) {
        use ErrorCategory::{InvalidArgument, NotImplemented, NotSpecified, WriteError};
        match self {
            Problem::NotFound { identity } => (
                "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
                NotSpecified,
                format!("The operation couldn't be performed because object '{identity}' couldn't be found on 'dc1.{FOREST}'."),
            ),
            Problem::Ambiguous { identity } => (
                "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException",
                NotSpecified,
                format!("The operation couldn't be performed because '{identity}' matches multiple entries."),
            ),
            Problem::Exists { dn } => (
                "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException",
                NotSpecified,
                format!("Active Directory operation failed on dc1.{FOREST}. The object '{dn}' already exists."),
            ),
            Problem::AddressInUse { address, by } => (
                "Microsoft.Exchange.Data.Directory.ProxyAddressExistsException",
                NotSpecified,
                format!(
                    "The proxy address \"{address}\" is already being used by the proxy addresses or LegacyExchangeDN of \"{by}\". Please choose another proxy address."
                ),
            ),
            Problem::WrongType { identity, details } => (
                "Microsoft.Exchange.Configuration.Tasks.RecipientTaskException",
                InvalidArgument,
                format!(
                    "This task does not support recipients of this type. The specified recipient {identity} is of type {details}. Please make sure that this recipient matches the required recipient type for this task."
                ),
            ),
            Problem::MemberExists { member, group } => (
                "Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException",
                NotSpecified,
                format!("The recipient \"{member}\" is already a member of the group \"{group}\"."),
            ),
            Problem::MemberMissing { member, group } => (
                "Microsoft.Exchange.Management.Tasks.MemberNotFoundException",
                NotSpecified,
                format!("The recipient \"{member}\" isn't a member of the group \"{group}\"."),
            ),
            Problem::UnknownFilterProperty { property, valid } => (
                "System.Management.Automation.ParameterBindingException",
                WriteError,
                format!(
                    "Cannot bind parameter 'Filter' to the target. Exception setting \"Filter\": \"\"{property}\" is not a recognized filterable property. Valid property names are: {}.\"",
                    valid.join(", ")
                ),
            ),
            Problem::FilterSyntax { filter, position } => (
                "System.Management.Automation.ParameterBindingException",
                WriteError,
                format!(
                    "Cannot bind parameter 'Filter' to the target. Exception setting \"Filter\": \"Invalid filter syntax. For a description of the filter parameter syntax see the command help.\n\"{filter}\" at position {position}.\""
                ),
            ),
            Problem::Store { message } => ("System.IO.IOException", WriteError, message),
            Problem::NotServed { command } => {
                ("System.NotImplementedException", NotImplemented, format!("{command} binds and completes, but this shell does not carry it out yet."))
            }
        }
    }
}

/// The eight digits before an Exchange error's class: the same for the same kind of problem.
fn stable_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

pub fn nothing_modified(identity: &str) -> String {
    format!("The command completed successfully but no settings of '{identity}' have been modified.")
}

pub const MORE_RESULTS: &str = "There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.";
