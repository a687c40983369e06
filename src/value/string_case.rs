//! Large and small letters as .NET maps them: one unit to one unit, so that `ß` stays as it is. The invariant culture also leaves
//! the dotted and the dotless i of Turkish alone.

pub fn upper(text: &str) -> String {
    map(text, char::to_uppercase)
}

pub fn lower(text: &str) -> String {
    map(text, char::to_lowercase)
}

pub fn upper_invariant(text: &str) -> String {
    text.chars().map(|c| if c == 'ı' { c } else { one(c, c.to_uppercase()) }).collect()
}

pub fn lower_invariant(text: &str) -> String {
    text.chars().map(|c| if c == 'İ' { c } else { one(c, c.to_lowercase()) }).collect()
}

fn map<I: Iterator<Item = char>>(text: &str, change: impl Fn(char) -> I) -> String {
    text.chars().map(|c| one(c, change(c))).collect()
}

/// A mapping to more than one character is none to .NET.
fn one(c: char, mut mapped: impl Iterator<Item = char>) -> char {
    if c == 'İ' {
        return mapped.next().unwrap_or(c);
    }
    match (mapped.next(), mapped.next()) {
        (Some(new), None) => new,
        _ => c,
    }
}

pub fn upper_unit(unit: u16) -> u16 {
    map_unit(unit, char::to_uppercase)
}

pub fn lower_unit(unit: u16) -> u16 {
    map_unit(unit, char::to_lowercase)
}

fn map_unit<I: Iterator<Item = char>>(unit: u16, change: impl Fn(char) -> I) -> u16 {
    let Some(c) = char::from_u32(unit.into()) else { return unit };
    u16::try_from(u32::from(one(c, change(c)))).unwrap_or(unit)
}
