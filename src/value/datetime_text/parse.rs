//! Dates from text in any of the forms `DateTime.Parse` knows: ISO, the culture's order, names of months, times alone.

use super::super::calendar::{MAX_TICKS, TICKS_PER_DAY, TICKS_PER_MINUTE, ticks_of_date, ticks_of_time};
use super::super::culture::Culture;
use super::super::{DateTime, DateTimeKind};
use super::Failure;

/// `DateTimeStyles`: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Styles(pub u32);

impl Styles {
    pub const NO_CURRENT_DATE: u32 = 8;
    pub const ADJUST_TO_UNIVERSAL: u32 = 16;
    pub const ASSUME_LOCAL: u32 = 32;
    pub const ASSUME_UNIVERSAL: u32 = 64;
    pub const ROUNDTRIP_KIND: u32 = 128;

    pub fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// `DateTime.Parse(text, culture)`. `now` (UTC ticks) gives the date of a time alone and the year of a day alone.
pub fn parse(text: &str, culture: &Culture, now: i64) -> Option<DateTime> {
    parse_with(text, culture, Styles::default(), now).ok()
}

/// The same with styles, and the message where it fails.
pub fn parse_with(text: &str, culture: &Culture, styles: Styles, now: i64) -> Result<DateTime, Failure> {
    let found = read(text, culture, styles, now)?;
    settle(found, styles).ok_or_else(|| Failure::not_recognized(text))
}

/// `DateTimeOffset.Parse`: the local time, and the offset in ticks (that of UTC where none is given).
pub fn parse_offset(text: &str, culture: &Culture, styles: Styles, now: i64) -> Result<(i64, i64), Failure> {
    let found = read(text, culture, styles, now)?;
    Ok((found.ticks, found.offset.unwrap_or(0)))
}

/// A date and time as written, with the offset that stood beside it.
pub struct Found {
    pub ticks: i64,
    pub offset: Option<i64>,
    /// `Z` or `GMT` rather than `+00:00`.
    pub utc: bool,
}

/// Apply the styles: the machine's zone is UTC.
pub fn settle(found: Found, styles: Styles) -> Option<DateTime> {
    let local = |ticks, kind| (0..=MAX_TICKS).contains(&ticks).then_some(DateTime { ticks, kind });
    match found.offset {
        None if styles.has(Styles::ASSUME_UNIVERSAL) && !styles.has(Styles::ADJUST_TO_UNIVERSAL) => local(found.ticks, DateTimeKind::Local),
        None if styles.has(Styles::ASSUME_UNIVERSAL) => local(found.ticks, DateTimeKind::Utc),
        None if styles.has(Styles::ASSUME_LOCAL) && styles.has(Styles::ADJUST_TO_UNIVERSAL) => local(found.ticks, DateTimeKind::Utc),
        None if styles.has(Styles::ASSUME_LOCAL) => local(found.ticks, DateTimeKind::Local),
        None => local(found.ticks, DateTimeKind::Unspecified),
        Some(offset) if styles.has(Styles::ADJUST_TO_UNIVERSAL) || styles.has(Styles::ROUNDTRIP_KIND) && found.utc => {
            local(found.ticks - offset, DateTimeKind::Utc)
        }
        Some(offset) => local(found.ticks - offset, DateTimeKind::Local),
    }
}

#[derive(Debug, PartialEq)]
enum Token<'a> {
    Number(&'a str),
    Month(i32),
    Day(usize),
    /// AM is false.
    Half(bool),
    Zone(i64, bool),
    Sign(char),
}

fn read(text: &str, culture: &Culture, styles: Styles, now: i64) -> Result<Found, Failure> {
    let bad = || Failure::not_recognized(text);
    let tokens = tokens(text, culture)?;
    let mut date = Date::default();
    let mut time = None;
    let mut zone = None;
    let mut i = 0;
    while i < tokens.len() {
        if let Some((ticks, used)) = read_time(&tokens[i..]) {
            if time.is_some() {
                return Err(bad());
            }
            time = Some(ticks.ok_or_else(bad)?);
            i += used;
            continue;
        }
        match &tokens[i] {
            Token::Number(digits) => date.numbers.push(digits),
            Token::Month(month) if date.month.is_none() => {
                date.month = Some(*month);
                date.month_at = date.numbers.len();
            }
            Token::Day(day) if date.day_name.is_none() => date.day_name = Some(*day),
            Token::Zone(offset, utc) if time.is_some() && zone.is_none() => zone = Some((*offset, *utc)),
            Token::Sign(sign @ ('+' | '-')) if time.is_some() && zone.is_none() && matches!(tokens.get(i + 1), Some(Token::Number(_))) => {
                let (offset, used) = read_offset(&tokens[i + 1..], *sign).ok_or_else(bad)?;
                zone = Some((offset, false));
                i += used;
            }
            Token::Sign('/' | '-' | '.' | ',') => {}
            _ => return Err(bad()),
        }
        i += 1;
    }
    let today = now - now.rem_euclid(TICKS_PER_DAY);
    let ticks = if date.is_empty() {
        let time = time.ok_or_else(bad)?;
        if styles.has(Styles::NO_CURRENT_DATE) { time } else { today + time }
    } else {
        date.ticks(culture, DateTime { ticks: today, kind: DateTimeKind::Utc }.date_parts().0).ok_or_else(bad)? + time.unwrap_or(0)
    };
    if let Some(day) = date.day_name
        && !date.is_empty()
        && (DateTime { ticks, kind: DateTimeKind::Unspecified }).day_of_week() != day
    {
        return Err(Failure(format!("String '{text}' was not recognized as a valid DateTime because the day of week was incorrect.")));
    }
    Ok(Found { ticks, offset: zone.map(|z| z.0), utc: zone.is_some_and(|z| z.1) })
}

fn tokens<'a>(text: &'a str, culture: &Culture) -> Result<Vec<Token<'a>>, Failure> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() || c == '\0' {
            rest = &rest[c.len_utf8()..];
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            tokens.push(Token::Number(&rest[..end]));
            rest = &rest[end..];
        } else if c.is_alphabetic() {
            let (token, used) = word(rest, culture, &tokens).ok_or_else(|| {
                let index = text[..text.len() - rest.len()].encode_utf16().count();
                Failure(format!("The string '{text}' was not recognized as a valid DateTime. There is an unknown word starting at index '{index}'."))
            })?;
            tokens.extend(token);
            rest = &rest[used..];
        } else if matches!(c, '/' | '-' | '.' | ',' | ':' | '+') {
            tokens.push(Token::Sign(c));
            rest = &rest[1..];
        } else {
            return Err(Failure::not_recognized(text));
        }
    }
    if tokens.is_empty() { Err(Failure::not_recognized(text)) } else { Ok(tokens) }
}

/// A name: of a month, of a day, AM or PM, a zone, or the `T` between date and time (which gives no token).
fn word<'a>(text: &'a str, culture: &Culture, before: &[Token]) -> Option<(Option<Token<'a>>, usize)> {
    let starts = |name: &str| {
        !name.is_empty()
            && text.get(..name.len()).is_some_and(|t| t.to_lowercase() == name.to_lowercase())
            && !text[name.len()..].chars().next().is_some_and(char::is_alphabetic)
    };
    let index_of = |names: &[&str]| names.iter().enumerate().filter(|(_, n)| starts(n)).max_by_key(|(_, n)| n.len()).map(|(i, n)| (i, n.len()));
    let english = &super::super::culture::INVARIANT;
    for months in [&culture.months, &culture.short_months_genitive, &culture.short_months, &english.months, &english.short_months] {
        if let Some((index, used)) = index_of(months) {
            return Some((Some(Token::Month(index as i32 + 1)), used));
        }
    }
    for days in [&culture.days, &culture.short_days, &english.days, &english.short_days] {
        if let Some((index, used)) = index_of(days) {
            return Some((Some(Token::Day(index)), used));
        }
    }
    for (pm, name) in [(false, culture.am), (true, culture.pm), (false, "AM"), (true, "PM"), (false, "A"), (true, "P")] {
        if starts(name) && matches!(before.last(), Some(Token::Number(_))) {
            return Some((Some(Token::Half(pm)), name.len()));
        }
    }
    for name in ["GMT", "UTC", "Z"] {
        if starts(name) {
            return Some((Some(Token::Zone(0, true)), name.len()));
        }
    }
    let followed_by_digit = text[1..].starts_with(|c: char| c.is_ascii_digit());
    if text.starts_with(['T', 't']) && followed_by_digit && matches!(before.last(), Some(Token::Number(_))) {
        return Some((None, 1));
    }
    None
}

/// `h:mm`, `h:mm:ss.fff`, `h PM`: ticks (none where out of range) and the tokens used.
fn read_time(tokens: &[Token]) -> Option<(Option<i64>, usize)> {
    let Token::Number(hour) = tokens.first()? else { return None };
    let mut used = 1;
    let (mut minute, mut second, mut fraction) = ("0", "0", 0);
    if tokens.get(1) == Some(&Token::Sign(':')) {
        let Some(Token::Number(m)) = tokens.get(2) else { return Some((None, 2)) };
        minute = m;
        used = 3;
        if tokens.get(3) == Some(&Token::Sign(':')) {
            let Some(Token::Number(s)) = tokens.get(4) else { return Some((None, 4)) };
            second = s;
            used = 5;
            if let (Some(Token::Sign('.')), Some(Token::Number(digits))) = (tokens.get(5), tokens.get(6)) {
                fraction = fraction_ticks(digits);
                used = 7;
            }
        }
    } else if !matches!(tokens.get(1), Some(Token::Half(_))) {
        return None;
    }
    let small = |text: &str| if text.len() <= 2 { text.parse::<i32>().ok() } else { None };
    let mut hours = small(hour);
    if let Some(Token::Half(pm)) = tokens.get(used) {
        used += 1;
        hours = hours.filter(|h| (0..=12).contains(h)).map(|h| h % 12 + if *pm { 12 } else { 0 });
    }
    let ticks = (|| {
        // 24:00:00 is the end of the day only where nothing follows it.
        Some(ticks_of_time(hours?, small(minute)?, small(second)?)? + fraction)
    })();
    Some((ticks, used))
}

/// Seven digits of a fraction of a second, the rest rounded.
pub fn fraction_ticks(digits: &str) -> i64 {
    let padded = format!("{digits:0<8}");
    let ticks: i64 = padded[..7].parse().unwrap_or(0);
    ticks + i64::from(padded.as_bytes()[7] >= b'5')
}

/// `hh:mm`, `hhmm` or `hh` after a sign.
fn read_offset(tokens: &[Token], sign: char) -> Option<(i64, usize)> {
    let Token::Number(first) = tokens.first()? else { return None };
    let (hours, minutes, used) = match (tokens.get(1), tokens.get(2)) {
        (Some(Token::Sign(':')), Some(Token::Number(minutes))) => (first.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?, 3),
        _ if first.len() > 2 => (first[..first.len() - 2].parse::<i64>().ok()?, first[first.len() - 2..].parse::<i64>().ok()?, 1),
        _ => (first.parse::<i64>().ok()?, 0, 1),
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let ticks = (hours * 60 + minutes) * TICKS_PER_MINUTE;
    Some((if sign == '-' { -ticks } else { ticks }, used))
}

/// The parts of a date as they were written.
#[derive(Default)]
struct Date<'a> {
    numbers: Vec<&'a str>,
    month: Option<i32>,
    /// How many numbers stood before the month's name.
    month_at: usize,
    day_name: Option<usize>,
}

impl Date<'_> {
    fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.month.is_none()
    }

    fn ticks(&self, culture: &Culture, this_year: i32) -> Option<i64> {
        let number = |index: usize| self.numbers.get(index).and_then(|n| n.parse::<i32>().ok());
        let long = |index: usize| self.numbers.get(index).is_some_and(|n| n.len() > 2);
        let year = |index: usize| Some(if long(index) { number(index)? } else { full_year(number(index)?) });
        let order = order(culture);
        match (self.month, self.numbers.len()) {
            (Some(month), 0) => ticks_of_date(this_year, month, 1),
            (Some(month), 1) if long(0) => ticks_of_date(year(0)?, month, 1),
            (Some(month), 1) => match number(0)? {
                day @ 1..=31 => ticks_of_date(this_year, month, day),
                _ => ticks_of_date(year(0)?, month, 1),
            },
            (Some(month), 2) if long(0) => ticks_of_date(year(0)?, month, number(1)?),
            (Some(month), 2) => ticks_of_date(year(1)?, month, number(0)?),
            (None, 2) if long(1) => ticks_of_date(year(1)?, number(0)?, 1),
            (None, 2) if long(0) => ticks_of_date(year(0)?, number(1)?, 1),
            (None, 2) if order == Order::DayMonthYear => ticks_of_date(this_year, number(1)?, number(0)?),
            (None, 2) => ticks_of_date(this_year, number(0)?, number(1)?),
            (None, 3) if long(0) || order == Order::YearMonthDay => ticks_of_date(year(0)?, number(1)?, number(2)?),
            (None, 3) if order == Order::DayMonthYear => ticks_of_date(year(2)?, number(1)?, number(0)?),
            (None, 3) => ticks_of_date(year(2)?, number(0)?, number(1)?),
            _ => None,
        }
    }
}

#[derive(PartialEq)]
enum Order {
    MonthDayYear,
    DayMonthYear,
    YearMonthDay,
}

/// The order of a culture's short date.
fn order(culture: &Culture) -> Order {
    match culture.short_date.chars().next() {
        Some('d') => Order::DayMonthYear,
        Some('y') => Order::YearMonthDay,
        _ => Order::MonthDayYear,
    }
}

/// Two digits of a year stand for 1950 to 2049.
pub fn full_year(year: i32) -> i32 {
    match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    }
}
