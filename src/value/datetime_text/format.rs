//! Dates to text by standard and custom formats.

use super::super::calendar::TICKS_PER_MINUTE;
use super::super::culture::{Culture, INVARIANT};
use super::super::{DateTime, DateTimeKind, ErrorCategory, ErrorRecord, Raise, Res};

/// What `K` and `z` write: the kind of a `DateTime`, or the offset of a `DateTimeOffset` in ticks.
#[derive(Clone, Copy)]
pub enum Zone {
    Kind(DateTimeKind),
    Offset(i64),
}

/// `date.ToString(format, culture)`.
pub fn format(value: DateTime, text: &str, culture: &Culture) -> Res<String> {
    format_at(value, Zone::Kind(value.kind), text, culture)
}

/// The same for a date that stands at an offset.
pub fn format_at(value: DateTime, zone: Zone, text: &str, culture: &Culture) -> Res<String> {
    let offset = matches!(zone, Zone::Offset(_));
    let text = if text.is_empty() { if offset { "G zzz" } else { "G" } } else { text };
    if text == "G zzz" {
        return custom(value, zone, &format!("{} {} zzz", culture.short_date, culture.long_time), culture);
    }
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return custom(value, zone, text, culture) };
    let pattern = standard_pattern(letter, culture).ok_or_else(bad_format)?;
    match letter {
        'o' | 'O' | 's' => custom(value, zone, &pattern, &INVARIANT),
        'r' | 'R' | 'u' => custom(at_utc(value, zone), zone, &pattern, &INVARIANT),
        'U' if offset => Err(bad_format()),
        _ => custom(value, zone, &pattern, culture),
    }
}

/// A `DateTimeOffset` writes `r` and `u` in UTC; a `DateTime` as it stands.
fn at_utc(value: DateTime, zone: Zone) -> DateTime {
    match zone {
        Zone::Offset(offset) => value.add_ticks(-offset).unwrap_or(value),
        Zone::Kind(_) => value,
    }
}

/// The custom format a standard letter stands for.
pub fn standard_pattern(letter: char, culture: &Culture) -> Option<String> {
    let two = |a: &str, b: &str| format!("{a} {b}");
    Some(match letter {
        'd' => culture.short_date.into(),
        'D' => culture.long_date.into(),
        'f' => two(culture.long_date, culture.short_time),
        'F' | 'U' => two(culture.long_date, culture.long_time),
        'g' => two(culture.short_date, culture.short_time),
        'G' => two(culture.short_date, culture.long_time),
        'm' | 'M' => culture.month_day.into(),
        'o' | 'O' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK".into(),
        'r' | 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'".into(),
        's' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss".into(),
        't' => culture.short_time.into(),
        'T' => culture.long_time.into(),
        'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'".into(),
        'y' | 'Y' => culture.year_month.into(),
        _ => return None,
    })
}

fn bad_format() -> Raise {
    ErrorRecord::raise("System.FormatException", "Input string was not in a correct format.", "System.FormatException", ErrorCategory::NotSpecified)
}

fn custom(value: DateTime, zone: Zone, text: &str, culture: &Culture) -> Res<String> {
    let chars: Vec<char> = text.chars().collect();
    let genitive = has_day(&chars);
    let mut out = String::new();
    write(value, zone, &chars, genitive, culture, &mut out)?;
    Ok(out)
}

/// A day of the month stands in the format: months take their genitive.
fn has_day(chars: &[char]) -> bool {
    let mut i = 0;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 1,
            quote @ ('\'' | '"') => {
                i += 1 + chars[i + 1..].iter().position(|c| *c == quote).unwrap_or(0);
            }
            'd' => {
                let run = chars[i..].iter().take_while(|c| **c == 'd').count();
                if run <= 2 {
                    return true;
                }
                i += run - 1;
            }
            _ => {}
        }
        i += 1;
    }
    false
}

fn write(value: DateTime, zone: Zone, chars: &[char], genitive: bool, culture: &Culture, out: &mut String) -> Res<()> {
    let (year, month, day) = value.date_parts();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let run = chars[i..].iter().take_while(|o| **o == c).count();
        let width = run.min(2);
        let mut taken = run;
        match c {
            'd' => match run {
                1 | 2 => out.push_str(&format!("{day:0width$}")),
                3 => out.push_str(culture.short_days[value.day_of_week()]),
                _ => out.push_str(culture.days[value.day_of_week()]),
            },
            'M' => {
                let index = (month - 1) as usize;
                match run {
                    1 | 2 => out.push_str(&format!("{month:0width$}")),
                    3 if genitive => out.push_str(culture.short_months_genitive[index]),
                    3 => out.push_str(culture.short_months[index]),
                    _ => out.push_str(culture.months[index]),
                }
            }
            'y' => match run {
                1 | 2 => out.push_str(&format!("{:0width$}", year % 100)),
                _ => out.push_str(&format!("{year:0run$}")),
            },
            'h' => out.push_str(&format!("{:0width$}", (value.hour() + 11) % 12 + 1)),
            'H' => out.push_str(&format!("{:0width$}", value.hour())),
            'm' => out.push_str(&format!("{:0width$}", value.minute())),
            's' => out.push_str(&format!("{:0width$}", value.second())),
            'f' if run <= 7 => out.push_str(&format!("{:07}", value.fraction())[..run]),
            'F' if run <= 7 => {
                let digits = format!("{:07}", value.fraction())[..run].trim_end_matches('0').to_owned();
                if digits.is_empty() && out.ends_with('.') {
                    out.pop();
                }
                out.push_str(&digits);
            }
            't' => {
                let text = if value.hour() < 12 { culture.am } else { culture.pm };
                if run == 1 { out.extend(text.chars().next()) } else { out.push_str(text) }
            }
            'g' => out.push_str(culture.era),
            'z' => out.push_str(&offset_text(zone, run)),
            'K' => {
                taken = 1;
                match zone {
                    Zone::Kind(DateTimeKind::Unspecified) => {}
                    Zone::Kind(DateTimeKind::Utc) => out.push('Z'),
                    _ => out.push_str(&offset_text(zone, 3)),
                }
            }
            ':' => {
                taken = 1;
                out.push_str(culture.time_separator);
            }
            '/' => {
                taken = 1;
                out.push_str(culture.date_separator);
            }
            '\'' | '"' => {
                let end = quoted(&chars[i..], c, out)?;
                taken = end;
            }
            '%' => {
                let next = chars.get(i + 1).filter(|n| **n != '%').ok_or_else(bad_format)?;
                write(value, zone, &[*next], genitive, culture, out)?;
                taken = 2;
            }
            '\\' => {
                out.push(*chars.get(i + 1).ok_or_else(bad_format)?);
                taken = 2;
            }
            'f' | 'F' => return Err(bad_format()),
            c => {
                taken = 1;
                out.push(c);
            }
        }
        i += taken;
    }
    Ok(())
}

/// A quoted literal: returns its length with the quotes.
fn quoted(chars: &[char], quote: char, out: &mut String) -> Res<usize> {
    let mut i = 1;
    while i < chars.len() {
        match chars[i] {
            c if c == quote => return Ok(i + 1),
            '\\' => {
                i += 1;
                out.push(*chars.get(i).ok_or_else(bad_format)?);
            }
            c => out.push(c),
        }
        i += 1;
    }
    Err(bad_format())
}

fn offset_text(zone: Zone, run: usize) -> String {
    let minutes = match zone {
        Zone::Offset(ticks) => ticks / TICKS_PER_MINUTE,
        Zone::Kind(_) => 0,
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match run {
        1 => format!("{sign}{hours}"),
        2 => format!("{sign}{hours:02}"),
        _ => format!("{sign}{hours:02}:{rest:02}"),
    }
}
