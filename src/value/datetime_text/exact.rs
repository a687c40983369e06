//! `DateTime.ParseExact`: text read by a format, place for place.

use super::super::calendar::{TICKS_PER_DAY, TICKS_PER_MINUTE, ticks_of_date, ticks_of_time};
use super::super::culture::{Culture, INVARIANT};
use super::super::{DateTime, DateTimeKind};
use super::parse::{Found, fraction_ticks, full_year, settle};
use super::{Failure, Styles, standard_pattern};

const ALLOW_LEADING_WHITE: u32 = 1;
const ALLOW_TRAILING_WHITE: u32 = 2;
const ALLOW_INNER_WHITE: u32 = 4;

#[derive(Default)]
struct Read {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    hour: Option<i32>,
    hour12: Option<i32>,
    minute: Option<i32>,
    second: Option<i32>,
    fraction: i64,
    pm: Option<bool>,
    day_of_week: Option<usize>,
    offset: Option<i64>,
    utc: bool,
}

/// Read by one format. `now` gives the date where the format has none.
pub fn parse_exact(text: &str, format: &str, culture: &Culture, styles: Styles, now: i64) -> Result<DateTime, Failure> {
    let bad = || Failure::not_recognized(text);
    let (pattern, culture, styles) = expand(format, culture, styles).ok_or_else(bad)?;
    let mut rest = text;
    if styles.has(ALLOW_LEADING_WHITE) {
        rest = rest.trim_start();
    }
    if styles.has(ALLOW_TRAILING_WHITE) {
        rest = rest.trim_end();
    }
    let mut read = Read::default();
    let pattern: Vec<char> = pattern.chars().collect();
    walk(&pattern, &mut rest, culture, styles, &mut read).ok_or_else(bad)?;
    if !rest.is_empty() {
        return Err(bad());
    }
    let found = assemble(&read, styles, now).ok_or_else(bad)?;
    let Some(ticks) = found.ticks else {
        return Err(Failure(format!("The DateTime represented by the string '{text}' is not supported in calendar 'System.Globalization.GregorianCalendar'.")));
    };
    let date = DateTime { ticks, kind: DateTimeKind::Unspecified };
    if read.day_of_week.is_some_and(|d| d != date.day_of_week()) {
        return Err(Failure(format!("String '{text}' was not recognized as a valid DateTime because the day of week was incorrect.")));
    }
    settle(Found { ticks, offset: read.offset, utc: read.utc }, styles).ok_or_else(bad)
}

fn expand<'a>(format: &str, culture: &'a Culture, styles: Styles) -> Option<(String, &'a Culture, Styles)> {
    let mut letters = format.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return (!format.is_empty()).then(|| (format.to_owned(), culture, styles));
    };
    let pattern = standard_pattern(letter, culture)?;
    Some(match letter {
        'o' | 'O' => (pattern, &INVARIANT, Styles(styles.0 | Styles::ROUNDTRIP_KIND)),
        'r' | 'R' | 's' | 'u' => (pattern, &INVARIANT, styles),
        _ => (pattern, culture, styles),
    })
}

struct Assembled {
    /// `None`: the parts name no date of the calendar.
    ticks: Option<i64>,
}

fn assemble(read: &Read, styles: Styles, now: i64) -> Option<Assembled> {
    let hour = match (read.hour, read.hour12) {
        (Some(hour), _) => hour,
        (None, Some(hour)) if hour > 12 => return None,
        (None, Some(hour)) => hour % 12 + if read.pm == Some(true) { 12 } else { 0 },
        (None, None) => {
            if read.pm == Some(true) {
                12
            } else {
                0
            }
        }
    };
    let time = ticks_of_time(hour, read.minute.unwrap_or(0), read.second.unwrap_or(0))? + read.fraction;
    let none = read.year.is_none() && read.month.is_none() && read.day.is_none();
    let (year, _, _) = DateTime { ticks: now, kind: DateTimeKind::Utc }.date_parts();
    let date = if none && !styles.has(Styles::NO_CURRENT_DATE) {
        Some(now - now.rem_euclid(TICKS_PER_DAY))
    } else if none {
        Some(0)
    } else {
        ticks_of_date(read.year.unwrap_or(year), read.month.unwrap_or(1), read.day.unwrap_or(1))
    };
    Some(Assembled { ticks: date.map(|d| d + time) })
}

fn walk(pattern: &[char], rest: &mut &str, culture: &Culture, styles: Styles, read: &mut Read) -> Option<()> {
    let mut i = 0;
    while i < pattern.len() {
        let c = pattern[i];
        let run = pattern[i..].iter().take_while(|o| **o == c).count();
        if styles.has(ALLOW_INNER_WHITE) {
            *rest = rest.trim_start();
        }
        let mut taken = run;
        match c {
            'y' => {
                let year = if run <= 2 { full_year(number(rest, run, 2)?) } else { number(rest, run, run.max(4))? };
                set(&mut read.year, year)?;
            }
            'M' => {
                let month = match run {
                    1 | 2 => number(rest, run, 2)?,
                    3 => name(rest, &[&culture.short_months_genitive, &culture.short_months])? as i32 + 1,
                    _ => name(rest, &[&culture.months])? as i32 + 1,
                };
                set(&mut read.month, month)?;
            }
            'd' => match run {
                1 | 2 => set(&mut read.day, number(rest, run, 2)?)?,
                3 => read.day_of_week = Some(name(rest, &[&culture.short_days])?),
                _ => read.day_of_week = Some(name(rest, &[&culture.days])?),
            },
            'H' => set(&mut read.hour, number(rest, run, 2)?)?,
            'h' => set(&mut read.hour12, number(rest, run, 2)?)?,
            'm' => set(&mut read.minute, number(rest, run, 2)?)?,
            's' => set(&mut read.second, number(rest, run, 2)?)?,
            'f' => read.fraction = fraction(rest, run, run)?,
            'F' => read.fraction = fraction(rest, 0, run)?,
            't' => read.pm = Some(half(rest, run, culture)?),
            'z' => read.offset = Some(offset(rest, run)?),
            'K' => {
                taken = 1;
                if let Some(after) = rest.strip_prefix('Z') {
                    *rest = after;
                    (read.offset, read.utc) = (Some(0), true);
                } else if rest.starts_with(['+', '-']) {
                    read.offset = Some(offset(rest, 3)?);
                }
            }
            'g' => *rest = rest.strip_prefix(culture.era).or_else(|| rest.strip_prefix("A.D."))?,
            ':' => {
                taken = 1;
                *rest = rest.strip_prefix(culture.time_separator)?;
            }
            '/' => {
                taken = 1;
                *rest = rest.strip_prefix(culture.date_separator)?;
            }
            '%' => taken = 1,
            '\\' => {
                taken = 2;
                *rest = rest.strip_prefix(*pattern.get(i + 1)?)?;
            }
            '\'' | '"' => {
                let end = pattern[i + 1..].iter().position(|o| *o == c)?;
                let literal: String = pattern[i + 1..i + 1 + end].iter().collect();
                *rest = rest.strip_prefix(literal.as_str())?;
                taken = end + 2;
                if literal == "GMT" || literal == "Z" {
                    // `r` and `u` write the zone as a literal: it says nothing of the kind.
                    read.utc = false;
                }
            }
            c if c.is_whitespace() => {
                taken = 1;
                *rest = rest.strip_prefix(|o: char| o == c || (c == '\u{202f}' && o == ' '))?;
            }
            '.' if pattern.get(i + 1) == Some(&'F') && !rest.starts_with('.') => taken = 1,
            c => {
                taken = 1;
                *rest = rest.strip_prefix(c)?;
            }
        }
        i += taken;
    }
    Some(())
}

/// The same part may come twice only with the same value.
fn set(place: &mut Option<i32>, value: i32) -> Option<()> {
    if place.is_some_and(|old| old != value) {
        return None;
    }
    *place = Some(value);
    Some(())
}

/// Digits: one letter takes one or two, more take exactly that many.
fn number(rest: &mut &str, run: usize, most: usize) -> Option<i32> {
    let least = if run == 1 { 1 } else { run };
    let most = if run == 1 { most } else { run.max(2) };
    let end = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if end < least {
        return None;
    }
    let value = rest[..end].parse().ok()?;
    *rest = &rest[end..];
    Some(value)
}

fn name(rest: &mut &str, lists: &[&[&str]]) -> Option<usize> {
    let starts = |name: &str| rest.get(..name.len()).is_some_and(|t| t.to_lowercase() == name.to_lowercase());
    let found = lists.iter().flat_map(|list| list.iter().enumerate()).filter(|(_, n)| starts(n)).max_by_key(|(_, n)| n.len())?;
    *rest = &rest[found.1.len()..];
    Some(found.0)
}

fn fraction(rest: &mut &str, least: usize, most: usize) -> Option<i64> {
    let end = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if end < least || most > 7 {
        return None;
    }
    let ticks = fraction_ticks(&rest[..end]);
    *rest = &rest[end..];
    Some(ticks)
}

fn half(rest: &mut &str, run: usize, culture: &Culture) -> Option<bool> {
    for (pm, text) in [(false, culture.am), (true, culture.pm)] {
        let wanted = if run == 1 { text.get(..1)? } else { text };
        if rest.get(..wanted.len()).is_some_and(|t| t.eq_ignore_ascii_case(wanted)) {
            *rest = &rest[wanted.len()..];
            return Some(pm);
        }
    }
    None
}

fn offset(rest: &mut &str, run: usize) -> Option<i64> {
    if run >= 3 && rest.starts_with('Z') {
        *rest = &rest[1..];
        return Some(0);
    }
    let negative = match rest.chars().next()? {
        '+' => false,
        '-' => true,
        _ => return None,
    };
    *rest = &rest[1..];
    let hours = i64::from(number(rest, run.min(2), 2)?);
    let mut minutes = 0;
    if run >= 3 {
        *rest = rest.strip_prefix(':').unwrap_or(rest);
        minutes = i64::from(number(rest, 2, 2)?);
    }
    if hours > 14 || minutes > 59 {
        return None;
    }
    let ticks = (hours * 60 + minutes) * TICKS_PER_MINUTE;
    Some(if negative { -ticks } else { ticks })
}
