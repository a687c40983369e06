//! Enumerations as text: names, combined names of flags, and the formats `G`, `F`, `D` and `X`.

use super::{ErrorCategory, ErrorRecord, Res, TypeRef};

/// `ToString()`: the name, the names of the flags, or the number.
pub fn name(ty: TypeRef, number: i64) -> String {
    if let Some((name, _)) = ty.values.iter().find(|(_, value)| *value == number) {
        return (*name).to_owned();
    }
    if ty.flags { flags(ty, number).unwrap_or_else(|| number.to_string()) } else { number.to_string() }
}

/// Names whose bits together make the number, in ascending order.
fn flags(ty: TypeRef, number: i64) -> Option<String> {
    let mut values: Vec<&(&str, i64)> = ty.values.iter().collect();
    values.sort_by_key(|(_, value)| std::cmp::Reverse(*value as u64));
    let mut rest = number as u64;
    let mut names = Vec::new();
    for (name, value) in values {
        let bits = *value as u64;
        if bits != 0 && rest & bits == bits {
            names.push(*name);
            rest &= !bits;
        }
    }
    names.reverse();
    (rest == 0 && !names.is_empty()).then(|| names.join(", "))
}

/// `ToString(format)`.
pub fn format(ty: TypeRef, number: i64, format: &str) -> Res<String> {
    Ok(match format {
        "" | "G" | "g" => name(ty, number),
        "F" | "f" => ty.values.iter().find(|(_, v)| *v == number).map(|(n, _)| (*n).to_owned()).or_else(|| flags(ty, number)).unwrap_or_else(|| number.to_string()),
        "D" | "d" => number.to_string(),
        "X" | "x" => format!("{:08X}", number as u32),
        _ => {
            let message = "Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".";
            return Err(ErrorRecord::raise("System.FormatException", message, "FormatException", ErrorCategory::NotSpecified));
        }
    })
}
