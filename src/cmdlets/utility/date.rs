//! `Get-Date` and `New-TimeSpan`.

use crate::engine::{Call, Run, Stage};
use crate::value::calendar::{days_in_month, ticks_of_date};
use crate::value::culture::{EN_US, INVARIANT};
use crate::value::{DateTime, DateTimeKind, PsObject, TimeSpan, Value, convert, datetime_text, known};

pub struct GetDate;

const DAY: i64 = 864_000_000_000;

impl Stage for GetDate {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let mut date = match call.input.cloned().or_else(|| call.arg("Date").cloned()) {
            Some(value) => match convert::to(&value, known::DATE_TIME, call.engine)? {
                Value::DateTime(date) => date,
                _ => now(call),
            },
            None => match call.arg("UnixTimeSeconds").cloned() {
                Some(seconds) => from_unix(call, &seconds)?,
                None => now(call),
            },
        };
        for (name, at) in [("Year", 0), ("Month", 1), ("Day", 2), ("Hour", 3), ("Minute", 4), ("Second", 5), ("Millisecond", 6)] {
            if let Some(Value::Int32(number)) = call.arg(name) {
                date = with_part(date, at, i64::from(*number));
            }
        }
        if call.switch("AsUTC") {
            date.kind = DateTimeKind::Utc;
        }
        if let Some(format) = call.text("Format") {
            return call.write(formatted(date, &format)?);
        }
        if let Some(format) = call.text("UFormat") {
            return call.write(unix_format(date, &format)?);
        }
        let hint = call.text("DisplayHint");
        match hint {
            Some(hint) => {
                let object = PsObject::around(Value::DateTime(date));
                object.set_note("DisplayHint", crate::engine::enum_value("Microsoft.PowerShell.Commands.DisplayHintType", &hint));
                call.write(Value::from(object))
            }
            None => call.write(Value::DateTime(date)),
        }
    }
}

fn now(call: &mut Call<'_>) -> DateTime {
    DateTime { ticks: call.engine.host.now(), kind: DateTimeKind::Local }
}

fn from_unix(call: &mut Call<'_>, seconds: &Value) -> Run<DateTime> {
    let seconds = match convert::to(seconds, known::INT64, call.engine)? {
        Value::Int64(seconds) => seconds,
        _ => 0,
    };
    Ok(DateTime { ticks: crate::engine::UNIX_EPOCH_TICKS + seconds.saturating_mul(10_000_000), kind: DateTimeKind::Local })
}

/// A date with one part replaced; a part that does not fit (day 31 in April) is the nearest that does.
fn with_part(date: DateTime, part: usize, number: i64) -> DateTime {
    let (mut year, mut month, mut day) = date.date_parts();
    let time = date.time_of_day();
    let mut clock = [time / 36_000_000_000, time / 600_000_000 % 60, time / 10_000_000 % 60, time / 10_000 % 1000];
    let rest = time % 10_000;
    match part {
        0 => year = number as i32,
        1 => month = number as i32,
        2 => day = number as i32,
        _ => clock[part - 3] = number,
    }
    let day = day.clamp(1, days_in_month(year, month));
    let days = ticks_of_date(year, month, day).unwrap_or(date.ticks - time);
    let ticks = days + ((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 10_000_000 + clock[3] * 10_000 + rest;
    DateTime { ticks, kind: date.kind }
}

/// `-Format`: .NET's, and PowerShell's file-name forms.
fn formatted(date: DateTime, format: &str) -> Run<String> {
    let pattern = match format {
        "FileDate" => "yyyyMMdd",
        "FileDateUniversal" => "yyyyMMddZ",
        "FileDateTime" => "yyyyMMddTHHmmssffff",
        "FileDateTimeUniversal" => "yyyyMMddTHHmmssffffZ",
        other => other,
    };
    Ok(datetime_text::format(date, pattern, &EN_US)?)
}

/// `-UFormat`: Unix's letters.
fn unix_format(date: DateTime, format: &str) -> Run<String> {
    let text = |pattern: &str| datetime_text::format(date, pattern, &INVARIANT);
    let seconds = (date.ticks - crate::engine::UNIX_EPOCH_TICKS).div_euclid(10_000_000);
    let day_of_year = i64::from(date.day_of_year());
    let weekday = date.day_of_week() as i64;
    let mut out = String::new();
    let mut letters = format.trim_start_matches('+').chars();
    while let Some(c) = letters.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let piece = match letters.next() {
            Some('A') => text("dddd")?,
            Some('a') => text("ddd")?,
            Some('B') => text("MMMM")?,
            Some('b' | 'h') => text("MMM")?,
            Some('C') => text("yyyy")?[..2].to_owned(),
            Some('c') => text("ddd dd MMM yyyy HH:mm:ss")?,
            Some('D') => text("MM/dd/yy")?,
            Some('d') => text("dd")?,
            Some('e') => format!("{:>2}", text("%d")?),
            Some('F') => text("yyyy-MM-dd")?,
            Some('G' | 'Y') => text("yyyy")?,
            Some('g' | 'y') => text("yy")?,
            Some('H') => text("HH")?,
            Some('I') => text("hh")?,
            Some('j') => format!("{day_of_year:03}"),
            Some('k') => format!("{:>2}", text("%H")?),
            Some('l') => format!("{:>2}", text("%h")?),
            Some('M') => text("mm")?,
            Some('m') => text("MM")?,
            Some('n') => "\n".to_owned(),
            Some('p') => text("tt")?,
            Some('R') => text("HH:mm")?,
            Some('r') => text("hh:mm:ss tt")?,
            Some('S') => text("ss")?,
            Some('s') => seconds.to_string(),
            Some('T' | 'X') => text("HH:mm:ss")?,
            Some('t') => "\t".to_owned(),
            Some('U' | 'W') => format!("{}", day_of_year / 7),
            Some('u') => if weekday == 0 { 7 } else { weekday }.to_string(),
            Some('V') => format!("{:02}", (day_of_year - weekday + 9) / 7),
            Some('w') => weekday.to_string(),
            Some('x') => text("MM/dd/yy")?,
            Some('Z') => "+00".to_owned(),
            Some('%') => "%".to_owned(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        out.push_str(&piece);
    }
    Ok(out)
}

pub struct NewTimeSpan;

impl Stage for NewTimeSpan {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let date = |call: &mut Call<'_>, name: &str| -> Run<Option<i64>> {
            match call.arg(name).cloned() {
                Some(value) => Ok(match convert::to(&value, known::DATE_TIME, call.engine)? {
                    Value::DateTime(date) => Some(date.ticks),
                    _ => None,
                }),
                None => Ok(None),
            }
        };
        let (start, end) = (date(call, "Start")?, date(call, "End")?);
        let units = [("Days", DAY), ("Hours", DAY / 24), ("Minutes", 600_000_000), ("Seconds", 10_000_000), ("Milliseconds", 10_000)];
        if units.iter().any(|(name, _)| call.args.has(name)) {
            let number = |call: &Call<'_>, name: &str| if let Some(Value::Int32(n)) = call.arg(name) { i64::from(*n) } else { 0 };
            let ticks = units.iter().map(|(name, size)| number(call, name) * size).sum();
            return call.write(Value::TimeSpan(TimeSpan { ticks }));
        }
        let now = call.engine.host.now();
        let ticks = match (start, end) {
            (None, None) => 0,
            (start, end) => end.unwrap_or(now) - start.unwrap_or(now),
        };
        call.write(Value::TimeSpan(TimeSpan { ticks }))
    }
}
