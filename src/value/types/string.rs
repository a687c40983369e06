//! `String`: positions count UTF-16 units.

use super::TypeImpl;
use super::arguments::{enumeration, int, must_not_be_negative, must_not_exceed, out_of_range, string_array, text};
use crate::value::members::errors::{getting, net};
use crate::value::{PsStr, Res, Runtime, Value, compare, known, string_case};
use std::cmp::Ordering;
use unicode_normalization::{UnicodeNormalization, is_nfc, is_nfd, is_nfkc, is_nfkd};

/// A text as units that can be counted and cut.
pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

pub fn from_units(units: &[u16]) -> Value {
    Value::from(String::from_utf16_lossy(units))
}

fn own(this: &Value) -> PsStr {
    match this.base() {
        Value::String(text) => text.clone(),
        _ => PsStr::default(),
    }
}

fn length(this: &Value) -> i64 {
    own(this).utf16_len() as i64
}

/// A part of a text; the bounds were checked.
fn cut(text: &PsStr, start: i64, count: i64) -> Value {
    let (start, end) = (start as usize, (start + count) as usize);
    if text.is_ascii() { Value::str(&text[start..end]) } else { from_units(&units(text)[start..end]) }
}

/// `ToUpper` and the like of what is a text or a char.
pub fn same_kind(args: &[Value], change: fn(&str) -> String) -> Value {
    match args.first().map(Value::base) {
        Some(Value::Char(unit)) => {
            let changed = change(&String::from_utf16_lossy(&[*unit])).encode_utf16().next().unwrap_or(*unit);
            Value::Char(changed)
        }
        _ => Value::from(change(&text(args, 0))),
    }
}

/// Whether a `StringComparison` ignores case; `None` where the argument is none.
pub fn comparison(args: &[Value]) -> Option<i64> {
    args.iter().rev().find_map(|arg| match arg.base() {
        Value::Enum(_, number) => Some(*number),
        _ => None,
    })
}

fn ignores_case(args: &[Value]) -> bool {
    comparison(args).is_some_and(|c| c % 2 == 1)
}

fn folded(units: &[u16], ignore_case: bool) -> Vec<u16> {
    if ignore_case { units.iter().map(|unit| string_case::upper_unit(*unit)).collect() } else { units.to_vec() }
}

fn find(haystack: &[u16], needle: &[u16]) -> Option<usize> {
    if needle.is_empty() {
        return Some(0);
    }
    haystack.windows(needle.len()).position(|w| w == needle)
}

fn find_last(haystack: &[u16], needle: &[u16]) -> Option<usize> {
    if needle.is_empty() {
        return Some(haystack.len());
    }
    haystack.windows(needle.len()).rposition(|w| w == needle)
}

pub const INDEX_RANGE: &str = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.";
const COUNT_RANGE: &str = "Count must be positive and count must refer to a location within the string/array/collection.";

/// The whole numbers among the arguments after the first: start and count.
fn numbers(args: &[Value]) -> Vec<i64> {
    args.iter().skip(1).filter_map(|a| if let Value::Int32(n) = a.base() { Some(i64::from(*n)) } else { None }).collect()
}

fn forward_range(args: &[Value], length: i64) -> Res<(usize, usize)> {
    let numbers = numbers(args);
    let start = numbers.first().copied().unwrap_or(0);
    if !(0..=length).contains(&start) {
        return Err(out_of_range(INDEX_RANGE, "startIndex"));
    }
    let count = numbers.get(1).copied().unwrap_or(length - start);
    if count < 0 || count > length - start {
        return Err(out_of_range(COUNT_RANGE, "count"));
    }
    Ok((start as usize, (start + count) as usize))
}

fn index(found: Option<usize>, offset: usize) -> Res<Value> {
    Ok(Value::Int32(found.map_or(-1, |at| (at + offset) as i32)))
}

fn index_of(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let ignore_case = ignores_case(args);
    let all = folded(&units(&own(this)), ignore_case);
    let (start, end) = forward_range(args, all.len() as i64)?;
    index(find(&all[start..end], &folded(&units(&text(args, 0)), ignore_case)), start)
}

/// The range that `LastIndexOf` looks at: from a position backwards.
fn backward_range(args: &[Value], length: i64) -> Res<(usize, usize)> {
    let numbers = numbers(args);
    let Some(start) = numbers.first().copied() else { return Ok((0, length as usize)) };
    if length == 0 && (start == -1 || start == 0) {
        return Ok((0, 0));
    }
    if start < 0 || start > length {
        return Err(out_of_range(INDEX_RANGE, "startIndex"));
    }
    let end = (start + 1).min(length);
    let count = numbers.get(1).copied().unwrap_or(end);
    if count < 0 || end - count < 0 {
        return Err(out_of_range(COUNT_RANGE, "count"));
    }
    Ok(((end - count) as usize, end as usize))
}

fn last_index_of(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let ignore_case = ignores_case(args);
    let all = folded(&units(&own(this)), ignore_case);
    let (start, end) = backward_range(args, all.len() as i64)?;
    index(find_last(&all[start..end], &folded(&units(&text(args, 0)), ignore_case)), start)
}

/// The units of a `char[]` argument.
fn char_set(value: Option<&Value>) -> Vec<u16> {
    match value.map(Value::base) {
        Some(Value::Char(unit)) => vec![*unit],
        Some(Value::String(text)) => units(text),
        Some(Value::Array(array)) => array.items.borrow().iter().flat_map(|item| char_set(Some(item))).collect(),
        _ => Vec::new(),
    }
}

fn index_of_any(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let all = units(&own(this));
    let set = char_set(args.first());
    let (start, end) = forward_range(args, all.len() as i64)?;
    index(all[start..end].iter().position(|unit| set.contains(unit)), start)
}

fn last_index_of_any(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let all = units(&own(this));
    let set = char_set(args.first());
    let (start, end) = backward_range(args, all.len() as i64)?;
    index(all[start..end].iter().rposition(|unit| set.contains(unit)), start)
}

fn substring(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = own(this);
    let all = whole.utf16_len() as i64;
    let start = i64::from(int(args, 0));
    must_not_be_negative(start, "startIndex")?;
    if start > all {
        return Err(out_of_range("startIndex cannot be larger than length of string.", "startIndex"));
    }
    let count = if args.len() > 1 { i64::from(int(args, 1)) } else { all - start };
    must_not_be_negative(count, "length")?;
    if count > all - start {
        return Err(out_of_range("Index and length must refer to a location within the string.", "length"));
    }
    Ok(cut(&whole, start, count))
}

fn insert(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let mut all = units(&own(this));
    let start = int(args, 0);
    must_not_exceed((start as u32).into(), all.len() as i64, "startIndex")?;
    all.splice(start as usize..start as usize, units(&text(args, 1)));
    Ok(from_units(&all))
}

fn remove(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = own(this);
    let mut all = units(&whole);
    let start = i64::from(int(args, 0));
    if args.len() < 2 {
        if start < 0 {
            return Err(out_of_range("StartIndex cannot be less than zero.", "startIndex"));
        }
        if start > all.len() as i64 {
            return Err(out_of_range("startIndex cannot be larger than length of string.", "startIndex"));
        }
        return Ok(cut(&whole, 0, start));
    }
    let count = i64::from(int(args, 1));
    must_not_be_negative(start, "startIndex")?;
    must_not_be_negative(count, "count")?;
    must_not_exceed(count, all.len() as i64 - start, "count")?;
    all.drain(start as usize..(start + count) as usize);
    Ok(from_units(&all))
}

fn replace(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = own(this);
    let (old, new) = (text(args, 0), text(args, 1));
    if old.is_empty() {
        return Err(net("System.ArgumentException", "The value cannot be an empty string. (Parameter 'oldValue')"));
    }
    let ignore_case = ignores_case(args) || matches!(args.get(2).map(Value::base), Some(Value::Bool(true)));
    if !ignore_case {
        return Ok(Value::from(whole.replace(&*old, &new)));
    }
    let all = units(&whole);
    let (plain, old, new) = (folded(&all, true), folded(&units(&old), true), units(&new));
    let mut out = Vec::with_capacity(all.len());
    let mut from = 0;
    while let Some(at) = find(&plain[from..], &old) {
        out.extend_from_slice(&all[from..from + at]);
        out.extend_from_slice(&new);
        from += at + old.len();
    }
    out.extend_from_slice(&all[from..]);
    Ok(from_units(&out))
}

fn starts_or_ends(this: &Value, args: &[Value], at_end: bool) -> Res<Value> {
    let ignore_case = ignores_case(args) || matches!(args.get(1).map(Value::base), Some(Value::Bool(true)));
    let all = folded(&units(&own(this)), ignore_case);
    let wanted = folded(&units(&text(args, 0)), ignore_case);
    Ok(Value::Bool(if at_end { all.ends_with(&wanted) } else { all.starts_with(&wanted) }))
}

fn contains(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let ignore_case = ignores_case(args);
    if !ignore_case {
        return Ok(Value::Bool(own(this).contains(&*text(args, 0))));
    }
    Ok(Value::Bool(find(&folded(&units(&own(this)), true), &folded(&units(&text(args, 0)), true)).is_some()))
}

/// `Trim` and its halves: white space, or any of the characters given.
fn trim(this: &Value, args: &[Value], start: bool, end: bool) -> Res<Value> {
    let set = char_set(args.first());
    let whole = own(this);
    let out = |c: char| if set.is_empty() { c.is_whitespace() } else { u16::try_from(u32::from(c)).is_ok_and(|unit| set.contains(&unit)) };
    let mut rest: &str = &whole;
    if start {
        rest = rest.trim_start_matches(out);
    }
    if end {
        rest = rest.trim_end_matches(out);
    }
    Ok(if rest.len() == whole.len() { Value::String(whole) } else { Value::str(rest) })
}

fn pad(this: &Value, args: &[Value], left: bool) -> Res<Value> {
    must_not_be_negative(int(args, 0).into(), "totalWidth")?;
    let whole = own(this);
    let missing = (int(args, 0) as usize).saturating_sub(whole.utf16_len());
    let fill = match args.get(1) {
        Some(_) => text(args, 1).to_string(),
        None => " ".to_owned(),
    };
    let fill = fill.repeat(missing);
    Ok(Value::from(if left { format!("{fill}{whole}") } else { format!("{whole}{fill}") }))
}

const REMOVE_EMPTY: i64 = 1;
const TRIM: i64 = 2;

fn split(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = own(this);
    let options = enumeration(args, args.len().saturating_sub(1)).unwrap_or(0);
    let count = args.iter().skip(1).find_map(|a| if let Value::Int32(n) = a.base() { Some(*n) } else { None });
    if let Some(count) = count {
        must_not_be_negative(count.into(), "count")?;
    }
    let separators = separators(args.first());
    let mut pieces: Vec<String> = Vec::new();
    let most = count.map_or(usize::MAX, |c| c as usize);
    if most == 0 || whole.is_empty() && options & REMOVE_EMPTY != 0 {
        return Ok(string_array(pieces));
    }
    let finish = |piece: &str| if options & TRIM != 0 { piece.trim().to_owned() } else { piece.to_owned() };
    let mut rest: &str = &whole;
    while pieces.len() + 1 < most
        && let Some((at, used)) = next_separator(rest, &separators)
    {
        let piece = finish(&rest[..at]);
        rest = &rest[at + used..];
        if !(piece.is_empty() && options & REMOVE_EMPTY != 0) {
            pieces.push(piece);
        }
    }
    if options & REMOVE_EMPTY != 0 {
        // What is left after the last piece starts with no separator.
        while let Some((0, used)) = next_separator(rest, &separators) {
            rest = &rest[used..];
        }
    }
    let last = finish(rest);
    if !(last.is_empty() && options & REMOVE_EMPTY != 0) {
        pieces.push(last);
    }
    Ok(string_array(pieces))
}

/// What parts a text: none means white space.
enum Separators {
    White,
    Texts(Vec<PsStr>),
}

fn separators(value: Option<&Value>) -> Separators {
    let texts: Vec<PsStr> = match value.map(Value::base) {
        Some(Value::Array(array)) => array.items.borrow().iter().map(|item| text(std::slice::from_ref(item), 0)).collect(),
        Some(value @ (Value::String(_) | Value::Char(_))) => vec![text(std::slice::from_ref(value), 0)],
        _ => Vec::new(),
    };
    // An empty text parts nothing; with no separator at all, white space does.
    if texts.is_empty() { Separators::White } else { Separators::Texts(texts.into_iter().filter(|t| !t.is_empty()).collect()) }
}

fn next_separator(rest: &str, separators: &Separators) -> Option<(usize, usize)> {
    match separators {
        Separators::White => rest.char_indices().find(|(_, c)| c.is_whitespace()).map(|(at, c)| (at, c.len_utf8())),
        Separators::Texts(texts) => {
            let mut first: Option<(usize, usize)> = None;
            for separator in texts {
                if let Some(at) = rest.find(&**separator)
                    && first.is_none_or(|(best, _)| at < best)
                {
                    first = Some((at, separator.len()));
                }
            }
            first
        }
    }
}

fn to_char_array(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let all = units(&own(this));
    let (mut start, mut end) = (0, all.len());
    if args.len() > 1 {
        must_not_exceed((int(args, 0) as u32).into(), all.len() as i64, "startIndex")?;
        must_not_be_negative(int(args, 1).into(), "length")?;
        must_not_exceed(int(args, 1).into(), all.len() as i64 - i64::from(int(args, 0)), "length")?;
        start = int(args, 0) as usize;
        end = start + int(args, 1) as usize;
    }
    Ok(Value::array_of(known::CHAR, all[start..end].iter().map(|unit| Value::Char(*unit)).collect()))
}

fn char_at(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let all = own(this);
    let unit = usize::try_from(int(args, 0))
        .ok()
        .and_then(|at| if all.is_ascii() { all.as_bytes().get(at).map(|b| (*b).into()) } else { units(&all).get(at).copied() });
    // `Chars` is a property that takes an argument: its error is a property's.
    unit.map(Value::Char).ok_or_else(|| getting(net("System.IndexOutOfRangeException", "Index was outside the bounds of the array."), "Chars"))
}

/// By a `StringComparison`: ordinal, or the culture's order.
pub fn order(a: &str, b: &str, comparison: i64) -> Ordering {
    match comparison {
        4 => a.encode_utf16().cmp(b.encode_utf16()),
        5 => folded(&units(a), true).cmp(&folded(&units(b), true)),
        other => compare::compare_text(a, b, other % 2 == 1),
    }
}

pub fn equal(a: &str, b: &str, comparison: Option<i64>) -> bool {
    match comparison {
        None | Some(4) => a == b,
        Some(comparison) => order(a, b, comparison) == Ordering::Equal,
    }
}

pub fn is_text(value: Option<&Value>) -> bool {
    matches!(value.map(Value::base), Some(Value::String(_)))
}

/// `NormalizationForm`: C 1, D 2, KC 5, KD 6.
fn form(args: &[Value]) -> i64 {
    enumeration(args, 0).unwrap_or(1)
}

fn normalize(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = own(this);
    Ok(Value::from(match form(args) {
        2 => whole.nfd().collect::<String>(),
        5 => whole.nfkc().collect(),
        6 => whole.nfkd().collect(),
        _ => whole.nfc().collect(),
    }))
}

fn is_normalized(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let whole = own(this);
    Ok(Value::Bool(match form(args) {
        2 => is_nfd(&whole),
        5 => is_nfkc(&whole),
        6 => is_nfkd(&whole),
        _ => is_nfc(&whole),
    }))
}

fn copy_to(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let all = units(&own(this));
    if let Some(Value::Array(target)) = args.get(1).map(Value::base) {
        let (from, to, count) = (int(args, 0) as usize, int(args, 2) as usize, int(args, 3) as usize);
        let mut items = target.items.borrow_mut();
        if int(args, 3) < 0 || from + count > all.len() || to + count > items.len() {
            return Err(out_of_range(INDEX_RANGE, "sourceIndex"));
        }
        for offset in 0..count {
            items[to + offset] = Value::Char(all[from + offset]);
        }
    }
    Ok(Value::Void)
}

fn line_endings(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let new = if args.is_empty() { PsStr::from("\n") } else { text(args, 0) };
    let plain = own(this).replace("\r\n", "\n").replace(['\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    Ok(Value::from(plain.replace('\n', &new)))
}

pub static STRING: TypeImpl = TypeImpl {
    constructor: Some(construct),
    properties: &[("Length", |this, _| Ok(Value::Int32(length(this) as i32)))],
    static_properties: &[("Empty", |_| Ok(Value::str("")))],
    methods: &[
        ("Chars", char_at),
        ("get_Chars", char_at),
        ("Clone", |this, _, _| Ok(Value::String(own(this)))),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            Some(Value::String(other)) => Ok(Value::Int32(compare::compare_text(&own(this), other, false) as i32)),
            Some(_) => Err(net("System.ArgumentException", "Object must be of type String.")),
        }),
        ("Contains", contains),
        ("CopyTo", copy_to),
        ("EndsWith", |this, args, _| starts_or_ends(this, args, true)),
        ("StartsWith", |this, args, _| starts_or_ends(this, args, false)),
        ("Equals", |this, args, _| Ok(Value::Bool(is_text(args.first()) && equal(&own(this), &text(args, 0), comparison(args))))),
        ("GetHashCode", |this, _, _| Ok(Value::Int32(own(this).encode_utf16().fold(5381i32, |hash, unit| hash.wrapping_mul(33) ^ i32::from(unit))))),
        ("GetEnumerator", |this, _, _| {
            let all = own(this).encode_utf16().map(Value::Char).collect();
            Ok(Value::object(super::enumerator::Enumerator::new("System.CharEnumerator", all)))
        }),
        ("GetTypeCode", |_, _, _| Ok(super::object::enum_value("System.TypeCode", "String"))),
        ("IndexOf", index_of),
        ("IndexOfAny", index_of_any),
        ("Insert", insert),
        ("IsNormalized", is_normalized),
        ("LastIndexOf", last_index_of),
        ("LastIndexOfAny", last_index_of_any),
        ("Normalize", normalize),
        ("PadLeft", |this, args, _| pad(this, args, true)),
        ("PadRight", |this, args, _| pad(this, args, false)),
        ("Remove", remove),
        ("Replace", replace),
        ("ReplaceLineEndings", line_endings),
        ("Split", split),
        ("Substring", substring),
        ("ToCharArray", to_char_array),
        ("ToLower", |this, _, _| Ok(Value::from(string_case::lower(&own(this))))),
        ("ToLowerInvariant", |this, _, _| Ok(Value::from(string_case::lower_invariant(&own(this))))),
        ("ToUpper", |this, _, _| Ok(Value::from(string_case::upper(&own(this))))),
        ("ToUpperInvariant", |this, _, _| Ok(Value::from(string_case::upper_invariant(&own(this))))),
        ("ToString", |this, _, _| Ok(Value::String(own(this)))),
        ("Trim", |this, args, _| trim(this, args, true, true)),
        ("TrimStart", |this, args, _| trim(this, args, true, false)),
        ("TrimEnd", |this, args, _| trim(this, args, false, true)),
        ("EnumerateRunes", |this, _, _| Ok(super::char::runes(&own(this)))),
    ],
    ..TypeImpl::of("System.String")
};

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match (args.first().map(Value::base), args.get(1).map(Value::base)) {
        (Some(Value::Char(unit)), Some(Value::Int32(count))) => {
            must_not_be_negative((*count).into(), "count")?;
            Ok(from_units(&vec![*unit; *count as usize]))
        }
        (Some(value), start) => {
            let all = char_set(Some(value));
            let (from, count) = match start {
                Some(_) => (int(args, 1), int(args, 2)),
                None => (0, all.len() as i32),
            };
            if from < 0 || count < 0 || (from as usize).saturating_add(count as usize) > all.len() {
                return Err(out_of_range("Index was out of range. Must be non-negative and less than the size of the collection.", "startIndex"));
            }
            Ok(from_units(&all[from as usize..(from + count) as usize]))
        }
        _ => Ok(Value::str("")),
    }
}
