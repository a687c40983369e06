//! Replacement patterns: `$1`, `${name}`, `$&`, `$$`, `` $` ``, `$'`, `$+`, `$_`.

use super::class::is_boundary_word;
use super::{Found, Regex, from_utf16, utf16};

/// A replacement pattern, read for one regex: whether `$2` is a group depends on it.
pub struct Replacement {
    parts: Vec<Part>,
}

enum Part {
    Literal(Vec<u16>),
    Group(usize),
    Before,
    After,
    LastGroup,
    Whole,
}

impl Replacement {
    pub fn new(pattern: &str, regex: &Regex) -> Self {
        let units = utf16(pattern);
        let mut parts = Vec::new();
        let mut literal = Vec::new();
        let mut at = 0;
        while at < units.len() {
            let special = if units[at] == u16::from(b'$') { dollar(&units[at + 1..], regex) } else { None };
            match special {
                Some((part, used)) => {
                    if !literal.is_empty() {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                    }
                    parts.push(part);
                    at += 1 + used;
                }
                None => {
                    literal.push(units[at]);
                    at += 1;
                }
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Replacement { parts }
    }

    /// The text for one match.
    pub fn expand(&self, text: &[u16], found: &Found) -> String {
        let mut out = Vec::new();
        for part in &self.parts {
            match part {
                Part::Literal(units) => out.extend_from_slice(units),
                Part::Group(slot) => push_group(&mut out, text, found, *slot),
                Part::Before => out.extend_from_slice(&text[..found.start()]),
                Part::After => out.extend_from_slice(&text[found.end()..]),
                Part::Whole => out.extend_from_slice(text),
                Part::LastGroup => {
                    let last = (1..found.groups.len()).rev().find(|slot| !found.groups[*slot].is_empty()).unwrap_or(0);
                    push_group(&mut out, text, found, last);
                }
            }
        }
        from_utf16(&out)
    }
}

fn push_group(out: &mut Vec<u16>, text: &[u16], found: &Found, slot: usize) {
    if let Some((start, length)) = found.groups.get(slot).and_then(|g| g.last()) {
        out.extend_from_slice(&text[*start..start + length]);
    }
}

/// What follows a dollar, and how many units it takes. `None`: the dollar is itself.
fn dollar(rest: &[u16], regex: &Regex) -> Option<(Part, usize)> {
    let c = |index: usize| rest.get(index).and_then(|unit| char::from_u32((*unit).into()));
    let first = c(0)?;
    let braced = first == '{' && rest.len() > 1;
    let start = usize::from(braced);
    let name: Vec<u16> = rest[start..].iter().copied().take_while(|unit| is_boundary_word(*unit)).collect();
    let digits = name.iter().take_while(|unit| (48..58).contains(*unit)).count();
    if digits > 0 {
        let number = from_utf16(&name[..digits]).parse::<u32>().ok()?;
        let end = start + digits;
        if braced && c(end) != Some('}') {
            return None;
        }
        return regex.slot_of_number(number).map(|slot| (Part::Group(slot), end + start));
    }
    if braced {
        let end = start + name.len();
        if name.is_empty() || c(end) != Some('}') {
            return None;
        }
        return regex.slot_of_name(&from_utf16(&name)).map(|slot| (Part::Group(slot), end + 1));
    }
    let part = match first {
        '$' => Part::Literal(vec![u16::from(b'$')]),
        '&' => Part::Group(0),
        '`' => Part::Before,
        '\'' => Part::After,
        '+' => Part::LastGroup,
        '_' => Part::Whole,
        _ => return None,
    };
    Some((part, 1))
}
