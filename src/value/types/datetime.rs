//! `DateTime`.

use super::TypeImpl;
use super::arguments::{double, enumeration, format_and_provider, int, list, long, out_of_range, provider, text};
use super::object::enum_value;
use crate::value::calendar::{
    FILE_TIME_TICKS, MAX_TICKS, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND, UNIX_EPOCH_TICKS, days_in_month,
    is_leap_year, ticks_of_date, ticks_of_time,
};
use crate::value::datetime_text::{self, Styles};
use crate::value::members::errors::net;
use crate::value::{DateTime, DateTimeKind, Raise, Reference, Res, Runtime, TimeSpan, Value, culture};

const UNREPRESENTABLE: &str = "The added or subtracted value results in an un-representable DateTime.";

fn own(this: &Value) -> DateTime {
    match this.base() {
        Value::DateTime(date) => *date,
        _ => DateTime { ticks: 0, kind: DateTimeKind::Unspecified },
    }
}

fn date_of(args: &[Value], at: usize) -> DateTime {
    args.get(at).map_or(DateTime { ticks: 0, kind: DateTimeKind::Unspecified }, own)
}

fn value(ticks: i64, kind: DateTimeKind) -> Value {
    Value::DateTime(DateTime { ticks, kind })
}

pub fn kind_of(number: i64) -> DateTimeKind {
    match number {
        1 => DateTimeKind::Utc,
        2 => DateTimeKind::Local,
        _ => DateTimeKind::Unspecified,
    }
}

pub fn kind_name(kind: DateTimeKind) -> &'static str {
    match kind {
        DateTimeKind::Unspecified => "Unspecified",
        DateTimeKind::Utc => "Utc",
        DateTimeKind::Local => "Local",
    }
}

/// A property of a date by its name in lower case.
pub fn date_property(date: &DateTime, name: &str) -> Option<Value> {
    let (year, month, day) = date.date_parts();
    Some(match name {
        "date" => value(date.ticks - date.time_of_day(), date.kind),
        // PowerShell's own: the long date and the long time.
        "datetime" => Value::from(datetime_text::format(*date, "F", culture::current()).ok()?),
        "year" => Value::Int32(year),
        "month" => Value::Int32(month),
        "day" => Value::Int32(day),
        "dayofweek" => enum_value("System.DayOfWeek", culture::INVARIANT.days[date.day_of_week()]),
        "dayofyear" => Value::Int32(date.day_of_year()),
        "hour" => Value::Int32(date.hour()),
        "minute" => Value::Int32(date.minute()),
        "second" => Value::Int32(date.second()),
        "millisecond" => Value::Int32((date.fraction() / TICKS_PER_MILLISECOND) as i32),
        "microsecond" => Value::Int32((date.fraction() / 10 % 1000) as i32),
        "nanosecond" => Value::Int32((date.fraction() % 10 * 100) as i32),
        "ticks" => Value::Int64(date.ticks),
        "timeofday" => Value::TimeSpan(TimeSpan { ticks: date.time_of_day() }),
        "kind" => enum_value("System.DateTimeKind", kind_name(date.kind)),
        _ => return None,
    })
}

macro_rules! properties {
    ($($name:literal $lower:literal),*) => {
        &[$(($name, |this: &Value, _: &mut dyn Runtime| Ok(date_property(&own(this), $lower).unwrap_or_default()))),*]
    };
}

/// A count of units as ticks, rounded as .NET does; `None` where it is too large.
pub fn ticks_of(amount: f64, unit: i64) -> Option<i64> {
    let whole = amount.trunc();
    let ticks = whole * unit as f64 + ((amount - whole) * unit as f64).trunc();
    (ticks.is_finite() && ticks.abs() <= MAX_TICKS as f64).then_some(whole as i64 * unit + ((amount - whole) * unit as f64) as i64)
}

fn add(this: &Value, amount: f64, unit: i64) -> Res<Value> {
    let date = ticks_of(amount, unit).and_then(|ticks| own(this).add_ticks(ticks));
    date.map(Value::DateTime).ok_or_else(|| out_of_range(UNREPRESENTABLE, "value"))
}

fn add_months(this: &Value, months: i32, parameter: &str) -> Res<Value> {
    own(this).add_months(months).map(Value::DateTime).ok_or_else(|| out_of_range(UNREPRESENTABLE, parameter))
}

fn unrepresentable(year: bool) -> Raise {
    if year {
        net("System.ArgumentOutOfRangeException", "Year, Month, and Day parameters describe an un-representable DateTime.")
    } else {
        net("System.ArgumentOutOfRangeException", "Hour, Minute, and Second parameters describe an un-representable DateTime.")
    }
}

/// Ticks of `year, month, day[, hour, minute, second[, millisecond[, microsecond]]]`.
pub fn of_parts(args: &[Value]) -> Res<i64> {
    let numbers: Vec<i32> = args.iter().map_while(|a| if let Value::Int32(n) = a.base() { Some(*n) } else { None }).collect();
    let n = |at: usize| numbers.get(at).copied().unwrap_or(0);
    let date = ticks_of_date(n(0), n(1), n(2)).ok_or_else(|| unrepresentable(true))?;
    let time = ticks_of_time(n(3), n(4), n(5)).ok_or_else(|| unrepresentable(false))?;
    if !(0..1000).contains(&n(6)) {
        return Err(out_of_range("Valid values are between 0 and 999, inclusive.", "millisecond"));
    }
    if !(0..1000).contains(&n(7)) {
        return Err(out_of_range("Valid values are between 0 and 999, inclusive.", "microsecond"));
    }
    Ok(date + time + i64::from(n(6)) * TICKS_PER_MILLISECOND + i64::from(n(7)) * 10)
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let kind = args.iter().find_map(|a| if let Value::Enum(_, kind) = a.base() { Some(kind_of(*kind)) } else { None }).unwrap_or_default();
    match args {
        [] => Ok(value(0, kind)),
        [Value::Int64(ticks), ..] => {
            if !(0..=MAX_TICKS).contains(ticks) {
                return Err(out_of_range("Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.", "ticks"));
            }
            Ok(value(*ticks, kind))
        }
        _ => of_parts(args).map(|ticks| value(ticks, kind)),
    }
}

/// Text, provider and styles of `Parse`.
fn parse(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let now = cx.now_ticks();
    let styles = Styles(int(args, 2) as u32);
    datetime_text::parse_with(&text(args, 0), provider(args.get(1)), styles, now).map(Value::DateTime).map_err(|f| f.raise())
}

fn parse_exact(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let now = cx.now_ticks();
    let styles = Styles(int(args, 3) as u32);
    let several = list(args, 1);
    let formats = several.clone().unwrap_or_else(|| vec![args.get(1).cloned().unwrap_or_default()]);
    let input = text(args, 0);
    let mut failure = None;
    for format in formats {
        match datetime_text::parse_exact(&input, &text(&[format], 0), provider(args.get(2)), styles, now) {
            Ok(date) => return Ok(Value::DateTime(date)),
            Err(error) => failure = Some(error),
        }
    }
    Err(failure.map_or_else(|| net("System.FormatException", format!("String '{input}' was not recognized as a valid DateTime.")), |f| f.raise()))
}

/// The same, with the result in the last argument, a `[ref]`.
fn attempt(args: &[Value], cx: &mut dyn Runtime, parse: fn(&[Value], &mut dyn Runtime) -> Res<Value>) -> Res<Value> {
    let parsed = parse(&args[..args.len().saturating_sub(1)], cx);
    if let Some(reference) = args.last().and_then(|a| a.downcast::<Reference>()) {
        reference.set(parsed.as_ref().map_or_else(|_| value(0, DateTimeKind::Unspecified), Clone::clone));
    }
    Ok(Value::Bool(parsed.is_ok()))
}

fn format(this: &Value, format: &str) -> Res<Value> {
    datetime_text::format(own(this), format, culture::current()).map(Value::from)
}

fn subtract(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match args.first().map(Value::base) {
        Some(Value::TimeSpan(span)) => {
            let date = span.ticks.checked_neg().and_then(|ticks| own(this).add_ticks(ticks));
            date.map(Value::DateTime).ok_or_else(|| out_of_range(UNREPRESENTABLE, "value"))
        }
        _ => Ok(Value::TimeSpan(TimeSpan { ticks: own(this).ticks - date_of(args, 0).ticks })),
    }
}

/// OLE automation: days since 1899-12-30, with milliseconds.
const OLE_EPOCH_TICKS: i64 = 599_264_352_000_000_000;

fn to_ole(date: DateTime) -> f64 {
    if date.ticks == 0 {
        return 0.0;
    }
    let ticks = if date.ticks < TICKS_PER_DAY { date.ticks + OLE_EPOCH_TICKS } else { date.ticks };
    let mut milliseconds = (ticks - OLE_EPOCH_TICKS) / TICKS_PER_MILLISECOND;
    if milliseconds < 0 {
        let fraction = milliseconds % 86_400_000;
        if fraction != 0 {
            milliseconds -= (86_400_000 + fraction) * 2;
        }
    }
    milliseconds as f64 / 86_400_000.0
}

fn of_ole(days: f64) -> Res<Value> {
    let bad = || net("System.ArgumentException", "Not a legal OleAut date.");
    if !(-657_435.0..2_958_466.0).contains(&days) {
        return Err(bad());
    }
    let mut milliseconds = (days * 86_400_000.0 + if days >= 0.0 { 0.5 } else { -0.5 }) as i64;
    if milliseconds < 0 {
        milliseconds -= (milliseconds % 86_400_000) * 2;
    }
    let ticks = milliseconds * TICKS_PER_MILLISECOND + OLE_EPOCH_TICKS;
    if (0..=MAX_TICKS).contains(&ticks) { Ok(value(ticks, DateTimeKind::Unspecified)) } else { Err(bad()) }
}

fn of_file_time(ticks: i64, kind: DateTimeKind) -> Res<Value> {
    if !(0..=MAX_TICKS - FILE_TIME_TICKS).contains(&ticks) {
        return Err(out_of_range("Not a valid Win32 FileTime.", "fileTime"));
    }
    Ok(value(ticks + FILE_TIME_TICKS, kind))
}

fn check_year(year: i32) -> Res<()> {
    if (1..=9999).contains(&year) { Ok(()) } else { Err(out_of_range("Year must be between 1 and 9999.", "year")) }
}

fn same(a: &Value, b: Option<&Value>) -> bool {
    matches!((a.base(), b.map(Value::base)), (Value::DateTime(a), Some(Value::DateTime(b))) if a.ticks == b.ticks)
}

pub static DATE_TIME: TypeImpl = TypeImpl {
    constructor: Some(construct),
    properties: properties!(
        "DateTime" "datetime", "Date" "date", "Day" "day", "DayOfWeek" "dayofweek", "DayOfYear" "dayofyear", "Hour" "hour", "Kind" "kind",
        "Millisecond" "millisecond", "Microsecond" "microsecond", "Nanosecond" "nanosecond", "Minute" "minute", "Month" "month",
        "Second" "second", "Ticks" "ticks", "TimeOfDay" "timeofday", "Year" "year"
    ),
    static_properties: &[
        ("Now", |cx| Ok(value(cx.now_ticks(), DateTimeKind::Local))),
        ("UtcNow", |cx| Ok(value(cx.now_ticks(), DateTimeKind::Utc))),
        ("Today", |cx| {
            let now = cx.now_ticks();
            Ok(value(now - now.rem_euclid(TICKS_PER_DAY), DateTimeKind::Local))
        }),
        ("MinValue", |_| Ok(value(0, DateTimeKind::Unspecified))),
        ("MaxValue", |_| Ok(value(MAX_TICKS, DateTimeKind::Unspecified))),
        ("UnixEpoch", |_| Ok(value(UNIX_EPOCH_TICKS, DateTimeKind::Utc))),
    ],
    static_methods: &[
        ("Parse", parse),
        ("ParseExact", parse_exact),
        ("TryParse", |args, cx| attempt(args, cx, parse)),
        ("TryParseExact", |args, cx| attempt(args, cx, parse_exact)),
        ("Compare", |args, _| Ok(Value::Int32(date_of(args, 0).ticks.cmp(&date_of(args, 1).ticks) as i32))),
        ("Equals", |args, _| Ok(Value::Bool(args.first().is_some_and(|a| same(a, args.get(1)))))),
        ("DaysInMonth", |args, _| {
            check_year(int(args, 0))?;
            match days_in_month(int(args, 0), int(args, 1)) {
                0 => Err(out_of_range("Month must be between one and twelve.", "month")),
                days => Ok(Value::Int32(days)),
            }
        }),
        ("IsLeapYear", |args, _| check_year(int(args, 0)).map(|()| Value::Bool(is_leap_year(int(args, 0))))),
        ("SpecifyKind", |args, _| Ok(value(date_of(args, 0).ticks, kind_of(enumeration(args, 1).unwrap_or(0))))),
        ("FromFileTime", |args, _| of_file_time(long(args, 0), DateTimeKind::Local)),
        ("FromFileTimeUtc", |args, _| of_file_time(long(args, 0), DateTimeKind::Utc)),
        ("FromOADate", |args, _| of_ole(double(args, 0))),
        ("FromBinary", |args, _| {
            let data = long(args, 0) as u64;
            let kind = if data >> 63 == 1 { DateTimeKind::Local } else { kind_of((data >> 62) as i64) };
            Ok(value((data & 0x3fff_ffff_ffff_ffff) as i64, kind))
        }),
    ],
    methods: &[
        ("Add", |this, args, _| match args.first().map(Value::base) {
            Some(Value::TimeSpan(span)) => own(this).add_ticks(span.ticks).map(Value::DateTime).ok_or_else(|| out_of_range(UNREPRESENTABLE, "value")),
            _ => Ok(this.clone()),
        }),
        ("AddDays", |this, args, _| add(this, double(args, 0), TICKS_PER_DAY)),
        ("AddHours", |this, args, _| add(this, double(args, 0), TICKS_PER_HOUR)),
        ("AddMinutes", |this, args, _| add(this, double(args, 0), TICKS_PER_MINUTE)),
        ("AddSeconds", |this, args, _| add(this, double(args, 0), TICKS_PER_SECOND)),
        ("AddMilliseconds", |this, args, _| add(this, double(args, 0), TICKS_PER_MILLISECOND)),
        ("AddMicroseconds", |this, args, _| add(this, double(args, 0), 10)),
        ("AddTicks", |this, args, _| own(this).add_ticks(long(args, 0)).map(Value::DateTime).ok_or_else(|| out_of_range(UNREPRESENTABLE, "value"))),
        ("AddMonths", |this, args, _| {
            if !(-120_000..=120_000).contains(&int(args, 0)) {
                return Err(out_of_range("Months value must be between +/-120000.", "months"));
            }
            add_months(this, int(args, 0), "months")
        }),
        ("AddYears", |this, args, _| {
            if !(-10_000..=10_000).contains(&int(args, 0)) {
                return Err(out_of_range("Years value must be between +/-10000.", "years"));
            }
            add_months(this, int(args, 0) * 12, "value")
        }),
        ("Subtract", subtract),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            Some(Value::DateTime(other)) => Ok(Value::Int32(own(this).ticks.cmp(&other.ticks) as i32)),
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            _ => Err(net("System.ArgumentException", "Object must be of type DateTime.")),
        }),
        ("Equals", |this, args, _| Ok(Value::Bool(same(this, args.first())))),
        ("ToString", |this, args, _| {
            let (format, culture) = format_and_provider(args);
            datetime_text::format(own(this), &format, culture).map(Value::from)
        }),
        ("ToShortDateString", |this, _, _| format(this, "d")),
        ("ToLongDateString", |this, _, _| format(this, "D")),
        ("ToShortTimeString", |this, _, _| format(this, "t")),
        ("ToLongTimeString", |this, _, _| format(this, "T")),
        ("ToUniversalTime", |this, _, _| Ok(value(own(this).ticks, DateTimeKind::Utc))),
        ("ToLocalTime", |this, _, _| Ok(value(own(this).ticks, DateTimeKind::Local))),
        ("ToFileTime", |this, _, _| file_time(own(this).ticks)),
        ("ToFileTimeUtc", |this, _, _| file_time(own(this).ticks)),
        ("ToOADate", |this, _, _| Ok(Value::Double(to_ole(own(this))))),
        ("ToBinary", |this, _, _| {
            let bits = match own(this).kind {
                DateTimeKind::Unspecified => 0,
                DateTimeKind::Utc => 1u64 << 62,
                DateTimeKind::Local => 1u64 << 63,
            };
            Ok(Value::Int64((own(this).ticks as u64 | bits) as i64))
        }),
        ("IsDaylightSavingTime", |_, _, _| Ok(Value::Bool(false))),
        ("GetHashCode", |this, _, _| Ok(Value::Int32((own(this).ticks ^ own(this).ticks >> 32) as i32))),
        ("GetDateTimeFormats", |this, args, _| {
            let letters = match args.first().map(Value::base) {
                Some(Value::Char(unit)) => char::from_u32((*unit).into()).map(String::from).unwrap_or_default(),
                _ => "dDfFgGmMorRstTuUyY".to_owned(),
            };
            let texts = letters.chars().map(|c| datetime_text::format(own(this), c.encode_utf8(&mut [0; 4]), culture::current())).collect::<Res<Vec<_>>>()?;
            Ok(super::arguments::string_array(texts))
        }),
    ],
    ..TypeImpl::of("System.DateTime")
};

fn file_time(ticks: i64) -> Res<Value> {
    if ticks < FILE_TIME_TICKS {
        return Err(net("System.ArgumentOutOfRangeException", "Not a valid Win32 FileTime."));
    }
    Ok(Value::Int64(ticks - FILE_TIME_TICKS))
}
