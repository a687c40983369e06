//! Records of Exchange's data as they stand in the binary: filterable properties, property sets.
//! The build script writes them from RON. A `Text` is a number in the blob's table of texts.

use serde::{Deserialize, Serialize};

pub type Text = u32;

/// A property that filters know.
#[derive(Debug, Serialize, Deserialize)]
pub struct FilterableRecord {
    pub ldap: Option<Text>,
    pub filter: Option<FilterUse>,
    pub recipient_filter: Option<FilterUse>,
    pub cmdlets: Vec<Text>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct FilterUse {
    /// `string`, `bool`, `dn`, `enum`, `datetime`, `size`, `integer`, `guid`.
    pub kind: Text,
    pub nullable: bool,
    pub wildcards: bool,
    pub values: Vec<Text>,
}

/// The property sets of a `Get-EXO*` cmdlet.
#[derive(Debug, Serialize, Deserialize)]
pub struct PropertySetsRecord {
    pub sets: Vec<(Text, Vec<Text>)>,
}
