//! `DateOnly` and `TimeOnly`.

use super::TypeImpl;
use super::arguments::{class, double, format_and_provider, int, list, out_of_range, provider, text};
use super::datetime::{date_property, kind_of, of_parts, ticks_of};
use super::numbers::attempt;
use crate::value::calendar::{MAX_TICKS, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, ticks_of_time};
use crate::value::datetime_text::{self, Styles};
use crate::value::members::errors::net;
use crate::value::{DateTime, DateTimeKind, Object, PsStr, Res, Runtime, TimeSpan, TypeRef, Value, culture};

/// A day, by its midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateOnly(DateTime);

/// A time of day, in ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOnly(i64);

fn at(ticks: i64) -> DateTime {
    DateTime { ticks, kind: DateTimeKind::Unspecified }
}

fn date(ticks: Option<i64>) -> Res<Value> {
    match ticks.filter(|t| (0..=MAX_TICKS).contains(t)) {
        Some(ticks) => Ok(Value::object(DateOnly(at(ticks - ticks % TICKS_PER_DAY)))),
        None => Err(out_of_range("Value to add was out of range.", "value")),
    }
}

fn time(ticks: i64) -> Res<Value> {
    Ok(Value::object(TimeOnly(ticks.rem_euclid(TICKS_PER_DAY))))
}

impl Object for DateOnly {
    fn type_ref(&self) -> TypeRef {
        class("System.DateOnly")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let lower = name.to_ascii_lowercase();
        Some(Ok(match lower.as_str() {
            "daynumber" => Value::Int32((self.0.ticks / TICKS_PER_DAY) as i32),
            "year" | "month" | "day" | "dayofweek" | "dayofyear" => date_property(&self.0, &lower)?,
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Year", "Month", "Day", "DayOfWeek", "DayOfYear", "DayNumber"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        datetime_text::format(self.0, "d", &culture::INVARIANT).ok().map(PsStr::from)
    }

    fn key_text(&self) -> Option<String> {
        Some(self.0.ticks.to_string())
    }
}

impl Object for TimeOnly {
    fn type_ref(&self) -> TypeRef {
        class("System.TimeOnly")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let lower = name.to_ascii_lowercase();
        Some(Ok(match lower.as_str() {
            "hour" | "minute" | "second" | "millisecond" | "microsecond" | "nanosecond" | "ticks" => date_property(&at(self.0), &lower)?,
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Hour", "Minute", "Second", "Millisecond", "Microsecond", "Nanosecond", "Ticks"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        datetime_text::format(at(self.0), "t", &culture::INVARIANT).ok().map(PsStr::from)
    }

    fn key_text(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

fn own_date(this: &Value) -> DateTime {
    this.downcast::<DateOnly>().map_or(at(0), |d| d.0)
}

fn own_time(this: &Value) -> i64 {
    this.downcast::<TimeOnly>().map_or(0, |t| t.0)
}

/// Read by any form, or by formats where the second argument is one.
fn read(args: &[Value], exact: bool, kind: &str, cx: &mut dyn Runtime) -> Res<DateTime> {
    let input = text(args, 0);
    let now = cx.now_ticks();
    let styles = Styles(Styles::NO_CURRENT_DATE);
    let parsed = if exact {
        let formats = list(args, 1).unwrap_or_else(|| vec![args.get(1).cloned().unwrap_or_default()]);
        formats.iter().find_map(|format| datetime_text::parse_exact(&input, &text(std::slice::from_ref(format), 0), provider(args.get(2)), styles, now).ok())
    } else {
        datetime_text::parse_with(&input, provider(args.get(1)), styles, now).ok()
    };
    parsed.ok_or_else(|| net("System.FormatException", format!("String '{input}' was not recognized as a valid {kind}.")))
}

fn parse_date(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    date(Some(read(args, false, "DateOnly", cx)?.ticks))
}

fn parse_time(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    time(read(args, false, "TimeOnly", cx)?.ticks)
}

fn construct_date(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    of_parts(&args[..args.len().min(3)]).and_then(|ticks| date(Some(ticks)))
}

fn construct_time(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let [Value::Int64(ticks)] = args {
        return time(*ticks);
    }
    let ticks = ticks_of_time(int(args, 0), int(args, 1), int(args, 2))
        .ok_or_else(|| net("System.ArgumentOutOfRangeException", "Hour, Minute, and Second parameters describe an un-representable DateTime."))?;
    time(ticks + i64::from(int(args, 3)) * TICKS_PER_MILLISECOND + i64::from(int(args, 4)) * 10)
}

/// `ToString` with the format that stands for none.
fn shown(date: DateTime, args: &[Value], plain: &str) -> Res<Value> {
    let (format, culture) = format_and_provider(args);
    datetime_text::format(date, if format.is_empty() { plain } else { &format }, culture).map(Value::from)
}

fn compare<T: Object + Ord>(this: &Value, other: Option<&Value>) -> Res<Value> {
    match (this.downcast::<T>(), other.and_then(|o| o.downcast::<T>())) {
        (Some(a), Some(b)) => Ok(Value::Int32(a.cmp(b) as i32)),
        _ => Ok(Value::Int32(1)),
    }
}

pub static DATE_ONLY: TypeImpl = TypeImpl {
    constructor: Some(construct_date),
    static_properties: &[("MinValue", |_| date(Some(0))), ("MaxValue", |_| date(Some(MAX_TICKS)))],
    static_methods: &[
        ("FromDateTime", |args, _| match args.first().map(Value::base) {
            Some(Value::DateTime(d)) => date(Some(d.ticks)),
            _ => date(None),
        }),
        ("FromDayNumber", |args, _| date(i64::from(int(args, 0)).checked_mul(TICKS_PER_DAY))),
        ("Parse", parse_date),
        ("ParseExact", |args, cx| date(Some(read(args, true, "DateOnly", cx)?.ticks))),
        ("TryParse", |args, cx| attempt(args, cx, Value::object(DateOnly(at(0))), parse_date)),
    ],
    methods: &[
        ("AddDays", |this, args, _| date(own_date(this).ticks.checked_add(i64::from(int(args, 0)) * TICKS_PER_DAY))),
        ("AddMonths", |this, args, _| date(own_date(this).add_months(int(args, 0)).map(|d| d.ticks))),
        ("AddYears", |this, args, _| date(own_date(this).add_months(int(args, 0).saturating_mul(12)).map(|d| d.ticks))),
        ("ToDateTime", |this, args, _| {
            let kind = kind_of(super::arguments::enumeration(args, 1).unwrap_or(0));
            Ok(Value::DateTime(DateTime { ticks: own_date(this).ticks + args.first().map_or(0, own_time), kind }))
        }),
        ("ToShortDateString", |this, _, _| shown(own_date(this), &[], "d")),
        ("ToLongDateString", |this, _, _| shown(own_date(this), &[], "D")),
        ("ToString", |this, args, _| shown(own_date(this), args, "d")),
        ("CompareTo", |this, args, _| compare::<DateOnly>(this, args.first())),
    ],
    ..TypeImpl::of("System.DateOnly")
};

pub static TIME_ONLY: TypeImpl = TypeImpl {
    constructor: Some(construct_time),
    static_properties: &[("MinValue", |_| time(0)), ("MaxValue", |_| time(TICKS_PER_DAY - 1))],
    static_methods: &[
        ("FromDateTime", |args, _| match args.first().map(Value::base) {
            Some(Value::DateTime(d)) => time(d.time_of_day()),
            _ => time(0),
        }),
        ("FromTimeSpan", |args, _| match args.first().map(Value::base) {
            Some(Value::TimeSpan(span)) => time(span.ticks),
            _ => time(0),
        }),
        ("Parse", parse_time),
        ("ParseExact", |args, cx| time(read(args, true, "TimeOnly", cx)?.ticks)),
        ("TryParse", |args, cx| attempt(args, cx, Value::object(TimeOnly(0)), parse_time)),
    ],
    methods: &[
        ("Add", |this, args, _| match args.first().map(Value::base) {
            Some(Value::TimeSpan(span)) => time(own_time(this).wrapping_add(span.ticks % TICKS_PER_DAY)),
            _ => Ok(this.clone()),
        }),
        ("AddHours", |this, args, _| time(own_time(this) + ticks_of(double(args, 0), TICKS_PER_HOUR).unwrap_or(0) % TICKS_PER_DAY)),
        ("AddMinutes", |this, args, _| time(own_time(this) + ticks_of(double(args, 0), TICKS_PER_MINUTE).unwrap_or(0) % TICKS_PER_DAY)),
        ("IsBetween", |this, args, _| {
            let (own, start, end) = (own_time(this), args.first().map_or(0, own_time), args.get(1).map_or(0, own_time));
            Ok(Value::Bool(if start <= end { (start..end).contains(&own) } else { own >= start || own < end }))
        }),
        ("ToTimeSpan", |this, _, _| Ok(Value::TimeSpan(TimeSpan { ticks: own_time(this) }))),
        ("ToShortTimeString", |this, _, _| shown(at(own_time(this)), &[], "t")),
        ("ToLongTimeString", |this, _, _| shown(at(own_time(this)), &[], "T")),
        ("ToString", |this, args, _| shown(at(own_time(this)), args, "t")),
        ("CompareTo", |this, args, _| compare::<TimeOnly>(this, args.first())),
    ],
    ..TypeImpl::of("System.TimeOnly")
};
