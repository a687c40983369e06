//! `TimeSpan` as text: the formats `c`, `g`, `G` and custom ones, and the way back.

use super::calendar::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};
use super::culture::Culture;
use super::{ErrorCategory, ErrorRecord, Raise, Res, TimeSpan};

/// Why a text is no time span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Format,
    Overflow,
}

impl Failure {
    pub fn raise(self, text: &str) -> Raise {
        let (ty, message) = match self {
            Failure::Format => ("System.FormatException", format!("String '{text}' was not recognized as a valid TimeSpan.")),
            Failure::Overflow => (
                "System.OverflowException",
                format!(
                    "The TimeSpan string '{text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits."
                ),
            ),
        };
        ErrorRecord::raise(ty, message, ty, ErrorCategory::NotSpecified)
    }
}

/// Days, hours, minutes, seconds, ticks within the second, of the absolute value.
struct Parts {
    negative: bool,
    days: u64,
    hours: u64,
    minutes: u64,
    seconds: u64,
    fraction: u64,
}

impl Parts {
    fn of(span: TimeSpan) -> Self {
        let ticks = span.ticks.unsigned_abs();
        let unit = |size: i64| ticks / size as u64;
        Parts {
            negative: span.ticks < 0,
            days: unit(TICKS_PER_DAY),
            hours: unit(TICKS_PER_HOUR) % 24,
            minutes: unit(TICKS_PER_MINUTE) % 60,
            seconds: unit(TICKS_PER_SECOND) % 60,
            fraction: ticks % TICKS_PER_SECOND as u64,
        }
    }
}

/// `ToString()`: `[-][d.]hh:mm:ss[.fffffff]`.
pub fn constant(span: TimeSpan) -> String {
    let p = Parts::of(span);
    let mut text = String::from(if p.negative { "-" } else { "" });
    if p.days > 0 {
        text.push_str(&format!("{}.", p.days));
    }
    text.push_str(&format!("{:02}:{:02}:{:02}", p.hours, p.minutes, p.seconds));
    if p.fraction > 0 {
        text.push_str(&format!(".{:07}", p.fraction));
    }
    text
}

/// `ToString(format, culture)`.
pub fn format(span: TimeSpan, format: &str, culture: &Culture) -> Res<String> {
    match format {
        "" | "c" | "t" | "T" => Ok(constant(span)),
        "g" => Ok(general(span, culture, false)),
        "G" => Ok(general(span, culture, true)),
        _ if format.chars().count() == 1 => Err(bad_format()),
        _ => custom(&Parts::of(span), format),
    }
}

fn general(span: TimeSpan, culture: &Culture, long: bool) -> String {
    let p = Parts::of(span);
    let mut text = String::from(if p.negative { "-" } else { "" });
    if long {
        text.push_str(&format!("{}:{:02}:{:02}:{:02}{}{:07}", p.days, p.hours, p.minutes, p.seconds, culture.decimal, p.fraction));
        return text;
    }
    if p.days > 0 {
        text.push_str(&format!("{}:", p.days));
    }
    text.push_str(&format!("{}:{:02}:{:02}", p.hours, p.minutes, p.seconds));
    if p.fraction > 0 {
        text.push_str(culture.decimal);
        text.push_str(format!("{:07}", p.fraction).trim_end_matches('0'));
    }
    text
}

fn custom(p: &Parts, format: &str) -> Res<String> {
    let chars: Vec<char> = format.chars().collect();
    let mut text = String::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let run = chars[i..].iter().take_while(|o| **o == c).count();
        match c {
            'd' if run <= 8 => text.push_str(&format!("{:0run$}", p.days)),
            'h' if run <= 2 => text.push_str(&format!("{:0run$}", p.hours)),
            'm' if run <= 2 => text.push_str(&format!("{:0run$}", p.minutes)),
            's' if run <= 2 => text.push_str(&format!("{:0run$}", p.seconds)),
            'f' if run <= 7 => text.push_str(&format!("{:07}", p.fraction)[..run]),
            'F' if run <= 7 => text.push_str(format!("{:07}", p.fraction)[..run].trim_end_matches('0')),
            '\'' | '"' => {
                let end = chars[i + 1..].iter().position(|o| *o == c).ok_or_else(bad_format)?;
                text.extend(&chars[i + 1..i + 1 + end]);
                i += end + 2;
                continue;
            }
            '\\' => {
                text.push(*chars.get(i + 1).ok_or_else(bad_format)?);
                i += 2;
                continue;
            }
            '%' => match chars.get(i + 1) {
                Some(next) if *next != '%' => {
                    text.push_str(&custom(p, &next.to_string())?);
                    i += 2;
                    continue;
                }
                _ => return Err(bad_format()),
            },
            _ => return Err(bad_format()),
        }
        i += run;
    }
    Ok(text)
}

fn bad_format() -> Raise {
    ErrorRecord::raise("System.FormatException", "Input string was not in a correct format.", "System.FormatException", ErrorCategory::NotSpecified)
}

/// `TimeSpan.Parse`: `5` is days; `1:30` hours and minutes; `1.02:03:04.5` and `1:2:3:4` start with days.
pub fn parse(text: &str, culture: &Culture) -> Result<TimeSpan, Failure> {
    let trimmed = text.trim();
    let (negative, body) = trimmed.strip_prefix('-').map_or((false, trimmed), |t| (true, t));
    let (days, body) = split_days(body)?;
    let mut fields: Vec<&str> = body.split(':').collect();
    let mut fraction = 0;
    if let Some(last) = fields.last_mut()
        && let Some((seconds, digits)) = last.split_once(culture.decimal).or_else(|| last.split_once('.'))
    {
        fraction = parse_fraction(digits)?;
        *last = seconds;
        if days.is_none() && fields.len() < 2 {
            return Err(Failure::Format);
        }
        // `1:30.5`: hours, minutes and a fraction would be ambiguous; .NET reads minutes and seconds only with three parts.
        if fields.len() < 3 {
            return Err(Failure::Format);
        }
    }
    let numbers = fields.iter().map(|f| number(f)).collect::<Result<Vec<u64>, _>>()?;
    let (days, rest) = match (days, numbers.as_slice()) {
        (None, [days]) => (*days, [0, 0, 0]),
        (None, [h, m]) => (0, [*h, *m, 0]),
        (None, [h, m, s]) => (0, [*h, *m, *s]),
        (None, [d, h, m, s]) => (*d, [*h, *m, *s]),
        (Some(d), [h, m]) => (d, [*h, *m, 0]),
        (Some(d), [h, m, s]) => (d, [*h, *m, *s]),
        _ => return Err(Failure::Format),
    };
    if days > 10_675_199 || rest[0] > 23 || rest[1] > 59 || rest[2] > 59 {
        return Err(Failure::Overflow);
    }
    let total = i128::from(days) * i128::from(TICKS_PER_DAY)
        + i128::from(rest[0]) * i128::from(TICKS_PER_HOUR)
        + i128::from(rest[1]) * i128::from(TICKS_PER_MINUTE)
        + i128::from(rest[2]) * i128::from(TICKS_PER_SECOND)
        + i128::from(fraction);
    i64::try_from(if negative { -total } else { total }).map(|ticks| TimeSpan { ticks }).map_err(|_| Failure::Overflow)
}

/// Days before a dot: only where a colon follows.
fn split_days(body: &str) -> Result<(Option<u64>, &str), Failure> {
    match (body.find('.'), body.find(':')) {
        (Some(dot), Some(colon)) if dot < colon => Ok((Some(number(&body[..dot])?), &body[dot + 1..])),
        _ => Ok((None, body)),
    }
}

fn number(text: &str) -> Result<u64, Failure> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Failure::Format);
    }
    text.parse::<u64>().ok().filter(|n| *n <= 99_999_999).ok_or(Failure::Overflow)
}

fn parse_fraction(digits: &str) -> Result<u64, Failure> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Failure::Format);
    }
    if digits.len() > 7 {
        return Err(Failure::Overflow);
    }
    format!("{digits:0<7}").parse().map_err(|_| Failure::Overflow)
}

/// `TimeSpan.ParseExact` with one format; a custom format takes no sign.
pub fn parse_exact(text: &str, format: &str, culture: &Culture) -> Result<TimeSpan, Failure> {
    if matches!(format, "c" | "t" | "T" | "g" | "G") {
        return parse(text, culture);
    }
    let (mut days, mut hours, mut minutes, mut seconds, mut fraction) = (0, 0, 0, 0, 0);
    let format: Vec<char> = format.chars().collect();
    let mut rest = text;
    let mut i = 0;
    while i < format.len() {
        let c = format[i];
        let run = format[i..].iter().take_while(|o| **o == c).count();
        let width = |most: usize| if run == 1 { (1, most) } else { (run, run.max(if c == 'd' { 8 } else { run })) };
        match c {
            'd' => days = take_number(&mut rest, width(8))?,
            'h' => hours = take_number(&mut rest, width(2))?,
            'm' => minutes = take_number(&mut rest, width(2))?,
            's' => seconds = take_number(&mut rest, width(2))?,
            'f' | 'F' => {
                let end = rest.bytes().take(run).take_while(u8::is_ascii_digit).count();
                if c == 'f' && end < run {
                    return Err(Failure::Format);
                }
                fraction = if end == 0 { 0 } else { parse_fraction(&rest[..end])? };
                rest = &rest[end..];
            }
            '%' => {
                i += 1;
                continue;
            }
            '\\' => {
                rest = format.get(i + 1).and_then(|l| rest.strip_prefix(*l)).ok_or(Failure::Format)?;
                i += 2;
                continue;
            }
            '\'' | '"' => {
                let end = format[i + 1..].iter().position(|o| *o == c).ok_or(Failure::Format)?;
                let literal: String = format[i + 1..i + 1 + end].iter().collect();
                rest = rest.strip_prefix(literal.as_str()).ok_or(Failure::Format)?;
                i += end + 2;
                continue;
            }
            _ => return Err(Failure::Format),
        }
        i += run;
    }
    if !rest.is_empty() {
        return Err(Failure::Format);
    }
    if days > 10_675_199 || hours > 23 || minutes > 59 || seconds > 59 {
        return Err(Failure::Overflow);
    }
    let whole = days * TICKS_PER_DAY as u64 + hours * TICKS_PER_HOUR as u64 + minutes * TICKS_PER_MINUTE as u64 + seconds * TICKS_PER_SECOND as u64;
    i64::try_from(whole + fraction).map(|ticks| TimeSpan { ticks }).map_err(|_| Failure::Overflow)
}

fn take_number(rest: &mut &str, (least, most): (usize, usize)) -> Result<u64, Failure> {
    let end = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if end < least {
        return Err(Failure::Format);
    }
    let value = number(&rest[..end])?;
    *rest = &rest[end..];
    Ok(value)
}
