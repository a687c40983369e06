//! The object types of Exchange and what each cmdlet's noun works on: data, decoded when first asked for.

use crate::value::same_name;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// An object type: what `Get-` shows of it.
#[derive(Debug, Deserialize)]
pub struct ObjectType {
    pub name: String,
    /// `table` or `list`, as Exchange shows it.
    pub view: String,
    /// The default properties.
    pub columns: Vec<String>,
    /// The properties an identity may name.
    pub keys: Vec<String>,
    /// `PSTypeNames`.
    pub hierarchy: Vec<String>,
    pub enums: BTreeMap<String, Vec<String>>,
    pub properties: Vec<Property>,
}

/// Name, type, default text and edition scope (`both`, `onprem`, `exo`).
#[derive(Debug, Deserialize)]
pub struct Property(pub String, pub String, pub Option<String>, pub String);

impl Property {
    pub fn name(&self) -> &str {
        &self.0
    }
    pub fn type_name(&self) -> &str {
        &self.1
    }
    /// The text `Format-List` prints where nothing is stored; `None`: empty, or derived.
    pub fn default(&self) -> Option<&str> {
        self.2.as_deref().filter(|text| !text.starts_with("derived:"))
    }
}

impl ObjectType {
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|p| same_name(p.name(), name))
    }

    pub fn full_name(&self) -> &str {
        self.hierarchy.first().map_or("System.Object", String::as_str)
    }
}

/// What a noun works on.
#[derive(Debug, Clone, Deserialize)]
pub struct Noun {
    pub name: String,
    /// The object type it shows.
    pub object: String,
    /// The kind of its records.
    pub kind: String,
    /// Of recipients, the `RecipientTypeDetails` that count; empty: all.
    pub details: Vec<String>,
    /// The `RecipientTypeDetails` of a new one.
    pub create: String,
    /// The part of a cmdlet's class name that says its area: `RecipientTasks`.
    pub area: String,
}

/// An object type by name; one that the data does not know has the properties all configuration objects have.
pub fn object_type(name: &str) -> Rc<ObjectType> {
    thread_local!(static TYPES: RefCell<HashMap<String, Rc<ObjectType>>> = RefCell::default());
    let folded = name.to_ascii_lowercase();
    if let Some(ty) = TYPES.with_borrow(|types| types.get(&folded).cloned()) {
        return ty;
    }
    let ty = Rc::new(decode(name).unwrap_or_else(|| plain_type(name)));
    TYPES.with_borrow_mut(|types| types.insert(folded, ty.clone()));
    ty
}

/// The object type of a .NET type's full name.
pub fn by_full_name(full_name: &str) -> Option<Rc<ObjectType>> {
    let short = full_name.rsplit('.').next()?;
    let ty = object_type(if short == "ReducedRecipient" { "Recipient" } else { short });
    (ty.full_name() == full_name).then_some(ty)
}

fn decode(name: &str) -> Option<ObjectType> {
    thread_local!(static BLOB: Vec<(String, Vec<u8>)> = postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/exchange-objects.bin"))).unwrap_or_default());
    BLOB.with(|blob| blob.iter().find(|(n, _)| same_name(n, name)).and_then(|(_, bytes)| postcard::from_bytes(bytes).ok()))
}

/// What every configuration object has.
fn plain_type(name: &str) -> ObjectType {
    let property = |name: &str, ty: &str, default: Option<&str>| Property(name.to_owned(), ty.to_owned(), default.map(str::to_owned), "both".to_owned());
    ObjectType {
        name: name.to_owned(),
        view: "list".to_owned(),
        columns: vec!["Name".to_owned()],
        keys: ["Name", "Guid", "DistinguishedName", "Identity"].map(str::to_owned).to_vec(),
        hierarchy: vec![format!("Microsoft.Exchange.Data.Directory.SystemConfiguration.{name}"), "System.Object".to_owned()],
        enums: BTreeMap::new(),
        properties: vec![
            property("Name", "String", None),
            property("Identity", "ADObjectId", None),
            property("Guid", "Guid", None),
            property("DistinguishedName", "String", None),
            property("IsValid", "Boolean", Some("True")),
            property("WhenCreated", "Nullable[DateTime]", None),
            property("WhenChanged", "Nullable[DateTime]", None),
            property("WhenCreatedUTC", "Nullable[DateTime]", None),
            property("WhenChangedUTC", "Nullable[DateTime]", None),
            property("ObjectState", "ObjectState", Some("Unchanged")),
        ],
    }
}

/// What a noun works on.
pub fn noun(name: &str) -> Noun {
    thread_local!(static NOUNS: Vec<Noun> = postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/exchange-nouns.bin"))).unwrap_or_default());
    NOUNS.with(|nouns| nouns.iter().find(|noun| same_name(&noun.name, name)).cloned()).unwrap_or_else(|| Noun {
        name: name.to_owned(),
        object: name.to_owned(),
        kind: name.to_owned(),
        details: Vec::new(),
        create: String::new(),
        area: "SystemConfigurationTasks".to_owned(),
    })
}
