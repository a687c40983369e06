//! `DateTimeOffset`: a local time and how far it stands from UTC.

use super::TypeImpl;
use super::arguments::{class, double, format_and_provider, int, long, out_of_range, provider, text};
use super::datetime::{self, date_property, ticks_of};
use crate::value::calendar::{FILE_TIME_TICKS, MAX_TICKS, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND, UNIX_EPOCH_TICKS};
use crate::value::culture::Culture;
use crate::value::datetime_text::{self, Styles, Zone};
use crate::value::{DateTime, DateTimeKind, Object, PsStr, Reference, Res, Runtime, TimeSpan, TypeRef, Value, culture};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTimeOffset {
    /// The clock on the wall, in ticks.
    pub ticks: i64,
    /// What it is ahead of UTC, in ticks.
    pub offset: i64,
}

impl DateTimeOffset {
    pub fn utc_ticks(&self) -> i64 {
        self.ticks - self.offset
    }

    fn local(&self) -> DateTime {
        DateTime { ticks: self.ticks, kind: DateTimeKind::Unspecified }
    }

    pub fn format(&self, format: &str, culture: &Culture) -> Res<String> {
        datetime_text::format_at(self.local(), Zone::Offset(self.offset), format, culture)
    }

    fn at(&self, ticks: Option<i64>) -> Res<Value> {
        match ticks.filter(|t| (0..=MAX_TICKS).contains(t)) {
            Some(ticks) => Ok(Value::object(DateTimeOffset { ticks, offset: self.offset })),
            None => Err(out_of_range("The added or subtracted value results in an un-representable DateTime.", "value")),
        }
    }
}

impl Object for DateTimeOffset {
    fn type_ref(&self) -> TypeRef {
        class("System.DateTimeOffset")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let date = |ticks, kind| Value::DateTime(DateTime { ticks, kind });
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "datetime" => date(self.ticks, DateTimeKind::Unspecified),
            "utcdatetime" => date(self.utc_ticks(), DateTimeKind::Utc),
            "localdatetime" => date(self.utc_ticks(), DateTimeKind::Local),
            "offset" => Value::TimeSpan(TimeSpan { ticks: self.offset }),
            "totaloffsetminutes" => Value::Int32((self.offset / TICKS_PER_MINUTE) as i32),
            "utcticks" => Value::Int64(self.utc_ticks()),
            "kind" => return None,
            name => return date_property(&self.local(), name).map(Ok),
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        [
            "DateTime",
            "UtcDateTime",
            "LocalDateTime",
            "Date",
            "Day",
            "DayOfWeek",
            "DayOfYear",
            "Hour",
            "Millisecond",
            "Microsecond",
            "Nanosecond",
            "Minute",
            "Month",
            "Offset",
            "TotalOffsetMinutes",
            "Second",
            "Ticks",
            "UtcTicks",
            "TimeOfDay",
            "Year",
        ]
        .map(PsStr::from)
        .to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        self.format("", &culture::INVARIANT).ok().map(PsStr::from)
    }

    fn key_text(&self) -> Option<String> {
        Some(self.utc_ticks().to_string())
    }
}

fn own(this: &Value) -> DateTimeOffset {
    this.downcast::<DateTimeOffset>().copied().unwrap_or(DateTimeOffset { ticks: 0, offset: 0 })
}

/// A `DateTimeOffset`, or a `DateTime` as one.
fn of_value(value: &Value) -> Option<DateTimeOffset> {
    match value.base() {
        Value::DateTime(date) => Some(DateTimeOffset { ticks: date.ticks, offset: 0 }),
        _ => value.downcast::<DateTimeOffset>().copied(),
    }
}

fn of_unix(ticks: Option<i64>) -> Res<Value> {
    DateTimeOffset { ticks: 0, offset: 0 }.at(ticks.and_then(|t| t.checked_add(UNIX_EPOCH_TICKS)))
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let offset = args.iter().rev().find_map(ticks_of_span).unwrap_or(0);
    let ticks = match args.first().map(Value::base) {
        Some(Value::DateTime(date)) => date.ticks,
        Some(Value::Int64(ticks)) => *ticks,
        _ => datetime::of_parts(args)?,
    };
    DateTimeOffset { ticks, offset }.at(Some(ticks))
}

fn ticks_of_span(value: &Value) -> Option<i64> {
    match value.base() {
        Value::TimeSpan(span) => Some(span.ticks),
        _ => None,
    }
}

fn parse(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let now = cx.now_ticks();
    let (ticks, offset) = datetime_text::parse_offset(&text(args, 0), provider(args.get(1)), Styles(int(args, 2) as u32), now).map_err(|f| f.raise())?;
    Ok(Value::object(DateTimeOffset { ticks, offset }))
}

fn try_parse(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let parsed = parse(&args[..args.len().saturating_sub(1)], cx);
    if let Some(reference) = args.last().and_then(|a| a.downcast::<Reference>()) {
        reference.set(parsed.as_ref().map_or_else(|_| Value::object(DateTimeOffset { ticks: 0, offset: 0 }), Clone::clone));
    }
    Ok(Value::Bool(parsed.is_ok()))
}

fn add_scaled(this: &Value, amount: f64, unit: i64) -> Res<Value> {
    let own = own(this);
    own.at(ticks_of(amount, unit).and_then(|t| own.ticks.checked_add(t)))
}

fn subtract(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let own = own(this);
    match args.first().map(Value::base) {
        Some(Value::TimeSpan(span)) => own.at(own.ticks.checked_sub(span.ticks)),
        Some(other) => Ok(Value::TimeSpan(TimeSpan { ticks: own.utc_ticks() - of_value(other).map_or(0, |o| o.utc_ticks()) })),
        None => Ok(Value::Null),
    }
}

fn compare(a: &Value, b: Option<&Value>) -> i32 {
    let other = b.and_then(of_value).map_or(0, |o| o.utc_ticks());
    of_value(a).map_or(0, |a| a.utc_ticks()).cmp(&other) as i32
}

fn now(cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::object(DateTimeOffset { ticks: cx.now_ticks(), offset: 0 }))
}

pub static DATE_TIME_OFFSET: TypeImpl = TypeImpl {
    constructor: Some(construct),
    static_properties: &[
        ("Now", now),
        ("UtcNow", now),
        ("MinValue", |_| Ok(Value::object(DateTimeOffset { ticks: 0, offset: 0 }))),
        ("MaxValue", |_| Ok(Value::object(DateTimeOffset { ticks: MAX_TICKS, offset: 0 }))),
        ("UnixEpoch", |_| Ok(Value::object(DateTimeOffset { ticks: UNIX_EPOCH_TICKS, offset: 0 }))),
    ],
    static_methods: &[
        ("Parse", parse),
        ("ParseExact", |args, cx| {
            let now = cx.now_ticks();
            let styles = Styles(int(args, 3) as u32 | Styles::ADJUST_TO_UNIVERSAL);
            let formats = super::arguments::list(args, 1).unwrap_or_else(|| vec![args.get(1).cloned().unwrap_or_default()]);
            let mut failure = None;
            for format in formats {
                match datetime_text::parse_exact(&text(args, 0), &text(&[format], 0), provider(args.get(2)), styles, now) {
                    Ok(date) => return Ok(Value::object(DateTimeOffset { ticks: date.ticks, offset: 0 })),
                    Err(error) => failure = Some(error),
                }
            }
            Err(failure.map_or_else(|| super::arguments::null_argument("format"), |f| f.raise()))
        }),
        ("TryParse", try_parse),
        ("FromUnixTimeSeconds", |args, _| of_unix(long(args, 0).checked_mul(TICKS_PER_SECOND))),
        ("FromUnixTimeMilliseconds", |args, _| of_unix(long(args, 0).checked_mul(TICKS_PER_MILLISECOND))),
        ("FromFileTime", |args, _| DateTimeOffset { ticks: 0, offset: 0 }.at(long(args, 0).checked_add(FILE_TIME_TICKS))),
        ("Compare", |args, _| Ok(Value::Int32(compare(&args[0], args.get(1))))),
        ("Equals", |args, _| Ok(Value::Bool(compare(&args[0], args.get(1)) == 0))),
    ],
    methods: &[
        ("Add", |this, args, _| {
            let own = own(this);
            own.at(args.first().and_then(ticks_of_span).and_then(|t| own.ticks.checked_add(t)))
        }),
        ("AddDays", |this, args, _| add_scaled(this, double(args, 0), 24 * 60 * TICKS_PER_MINUTE)),
        ("AddHours", |this, args, _| add_scaled(this, double(args, 0), 60 * TICKS_PER_MINUTE)),
        ("AddMinutes", |this, args, _| add_scaled(this, double(args, 0), TICKS_PER_MINUTE)),
        ("AddSeconds", |this, args, _| add_scaled(this, double(args, 0), TICKS_PER_SECOND)),
        ("AddMilliseconds", |this, args, _| add_scaled(this, double(args, 0), TICKS_PER_MILLISECOND)),
        ("AddMicroseconds", |this, args, _| add_scaled(this, double(args, 0), 10)),
        ("AddTicks", |this, args, _| own(this).at(own(this).ticks.checked_add(long(args, 0)))),
        ("AddMonths", |this, args, _| own(this).at(own(this).local().add_months(int(args, 0)).map(|d| d.ticks))),
        ("AddYears", |this, args, _| own(this).at(own(this).local().add_months(int(args, 0).saturating_mul(12)).map(|d| d.ticks))),
        ("Subtract", subtract),
        ("CompareTo", |this, args, _| Ok(Value::Int32(compare(this, args.first())))),
        ("Equals", |this, args, _| Ok(Value::Bool(args.first().is_some_and(|o| of_value(o).is_some()) && compare(this, args.first()) == 0))),
        ("EqualsExact", |this, args, _| Ok(Value::Bool(args.first().and_then(of_value) == Some(own(this))))),
        ("ToUnixTimeSeconds", |this, _, _| Ok(Value::Int64((own(this).utc_ticks() - UNIX_EPOCH_TICKS).div_euclid(TICKS_PER_SECOND)))),
        ("ToUnixTimeMilliseconds", |this, _, _| Ok(Value::Int64((own(this).utc_ticks() - UNIX_EPOCH_TICKS).div_euclid(TICKS_PER_MILLISECOND)))),
        ("ToFileTime", |this, _, _| Ok(Value::Int64(own(this).utc_ticks() - FILE_TIME_TICKS))),
        ("ToUniversalTime", |this, _, _| Ok(Value::object(DateTimeOffset { ticks: own(this).utc_ticks(), offset: 0 }))),
        ("ToLocalTime", |this, _, _| Ok(Value::object(DateTimeOffset { ticks: own(this).utc_ticks(), offset: 0 }))),
        ("ToOffset", |this, args, _| {
            let offset = args.first().and_then(ticks_of_span).unwrap_or(0);
            DateTimeOffset { ticks: 0, offset }.at(own(this).utc_ticks().checked_add(offset))
        }),
        ("ToString", |this, args, _| {
            let (format, culture) = format_and_provider(args);
            own(this).format(&format, culture).map(Value::from)
        }),
    ],
    ..TypeImpl::of("System.DateTimeOffset")
};
