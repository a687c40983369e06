//! Commands as they stand in RON, and how they become records.

use super::blob::BlobWriter;
use super::record::{CommandRecord, EDITIONS, MemberRecord, ParameterRecord, RuleRecord, SetRecord};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Write the commands of a folder's RON files as one blob.
pub fn build(folder: &str, name: &str) {
    let mut blob = BlobWriter::default();
    for path in super::ron_files(folder) {
        for source in super::read_ron::<Vec<CommandSource>>(&path) {
            let name = source.name.clone();
            let record = source.into_record().map(&mut |text| blob.text(text));
            blob.add(&name, &record);
        }
    }
    blob.write(&super::out_path(name));
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandSource {
    name: String,
    #[serde(default)]
    module: String,
    #[serde(default)]
    class: Option<String>,
    #[serde(default)]
    default_set: Option<String>,
    #[serde(default)]
    should_process: bool,
    #[serde(default)]
    confirm_impact: u8,
    #[serde(default)]
    outputs: Vec<String>,
    #[serde(default)]
    editions: String,
    parameters: Pairs<ParameterSource>,
    sets: Pairs<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterSource {
    r#type: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    rules: Vec<RuleRecord<String>>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    dynamic: bool,
    #[serde(default)]
    wildcards: bool,
    #[serde(default)]
    editions: String,
}

impl CommandSource {
    fn into_record(self) -> CommandRecord<String> {
        let names: Vec<String> = self.parameters.0.iter().map(|(name, _)| name.clone()).collect();
        let place = |command: &str, name: &str| {
            names.iter().position(|n| n.eq_ignore_ascii_case(name)).unwrap_or_else(|| panic!("{command} has no parameter {name}")) as u16
        };
        let sets = self
            .sets
            .0
            .into_iter()
            .map(|(name, text)| SetRecord { name, members: text.split_whitespace().map(|word| member(word, &|n| place(&self.name, n))).collect() })
            .collect();
        CommandRecord {
            module: self.module,
            class: self.class,
            default_set: self.default_set,
            should_process: self.should_process,
            confirm_impact: self.confirm_impact,
            outputs: self.outputs,
            editions: editions(&self.editions),
            parameters: self.parameters.0.into_iter().map(|(name, source)| source.into_record(name)).collect(),
            sets,
            name: self.name,
        }
    }
}

impl ParameterSource {
    fn into_record(self, name: String) -> ParameterRecord<String> {
        ParameterRecord {
            name,
            type_name: self.r#type,
            aliases: self.aliases,
            rules: self.rules,
            values: self.values,
            dynamic: self.dynamic,
            wildcards: self.wildcards,
            editions: editions(&self.editions),
        }
    }
}

/// `Name!@0<both...`: see the head of the RON files.
fn member(word: &str, place: &dyn Fn(&str) -> u16) -> MemberRecord {
    let (word, remaining) = word.strip_suffix("...").map_or((word, false), |w| (w, true));
    let (word, pipe) = word.split_once('<').unwrap_or((word, ""));
    let (word, position) = word.split_once('@').map_or((word, None), |(w, p)| (w, Some(p.parse().expect("a position"))));
    let (name, mandatory) = word.strip_suffix('!').map_or((word, false), |w| (w, true));
    assert!(matches!(pipe, "" | "value" | "name" | "both"), "pipeline input by {pipe}?");
    MemberRecord {
        parameter: place(name),
        mandatory,
        position,
        by_value: matches!(pipe, "value" | "both"),
        by_property_name: matches!(pipe, "name" | "both"),
        remaining,
    }
}

fn editions(text: &str) -> u16 {
    let bit = |name: &str| 1 << EDITIONS.iter().position(|e| *e == name).unwrap_or_else(|| panic!("no edition {name}"));
    text.split_whitespace().map(bit).fold(0, |all, bit: u16| all | bit)
}

/// A map in the order of its writing.
pub struct Pairs<T>(pub Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}
