//! `TimeSpan`.

use super::TypeImpl;
use super::arguments::{double, format_and_provider, list, long, provider, text};
use crate::value::calendar::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND};
use crate::value::members::errors::net;
use crate::value::timespan_text;
use crate::value::{Raise, Reference, Res, Runtime, TimeSpan, Value};

fn own(this: &Value) -> i64 {
    match this.base() {
        Value::TimeSpan(span) => span.ticks,
        _ => 0,
    }
}

fn span(ticks: i64) -> Value {
    Value::TimeSpan(TimeSpan { ticks })
}

fn too_long() -> Raise {
    net("System.OverflowException", "TimeSpan overflowed because the duration is too long.")
}

fn checked(ticks: Option<i64>) -> Res<Value> {
    ticks.map(span).ok_or_else(too_long)
}

/// A number of units as a span.
fn of_double(amount: f64, unit: i64) -> Res<Value> {
    if amount.is_nan() {
        return Err(net("System.ArgumentException", "TimeSpan does not accept floating point Not-a-Number values."));
    }
    let ticks = amount * unit as f64;
    if ticks > i64::MAX as f64 || ticks < i64::MIN as f64 {
        return Err(too_long());
    }
    Ok(span(if ticks >= i64::MAX as f64 { i64::MAX } else { ticks as i64 }))
}

/// Parts in the units from one on down: days, hours, minutes, seconds, milliseconds, microseconds.
fn of_parts(args: &[Value], first: usize) -> Res<Value> {
    const UNITS: [i64; 6] = [TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TICKS_PER_MILLISECOND, 10];
    let total = args.iter().enumerate().zip(&UNITS[first..]).map(|((at, _), unit)| i128::from(long(args, at)) * i128::from(*unit)).sum::<i128>();
    checked(i64::try_from(total).ok())
}

/// `FromHours(1.5)`, `FromHours(1)` and `FromHours(1, 30, ...)`.
fn of_unit(args: &[Value], first: usize, unit: i64) -> Res<Value> {
    match args {
        [Value::Double(amount)] => of_double(*amount, unit),
        [Value::Single(amount)] => of_double((*amount).into(), unit),
        _ => of_parts(args, first),
    }
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match args.len() {
        0 => Ok(span(0)),
        1 => Ok(span(long(args, 0))),
        3 => of_parts(args, 1),
        _ => of_parts(args, 0),
    }
}

fn parse(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    timespan_text::parse(&text, provider(args.get(1))).map(Value::TimeSpan).map_err(|f| f.raise(&text))
}

fn parse_exact(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let input = text(args, 0);
    let formats = list(args, 1).unwrap_or_else(|| vec![args.get(1).cloned().unwrap_or_default()]);
    let mut failure = timespan_text::Failure::Format;
    for format in formats {
        match timespan_text::parse_exact(&input, &text(&[format], 0), provider(args.get(2))) {
            Ok(span) => return Ok(Value::TimeSpan(span)),
            Err(error) => failure = error,
        }
    }
    match failure {
        timespan_text::Failure::Format => Err(net("System.FormatException", "Input string was not in a correct format.")),
        other => Err(other.raise(&input)),
    }
}

fn attempt(args: &[Value], cx: &mut dyn Runtime, parse: fn(&[Value], &mut dyn Runtime) -> Res<Value>) -> Res<Value> {
    let parsed = parse(&args[..args.len().saturating_sub(1)], cx);
    if let Some(reference) = args.last().and_then(|a| a.downcast::<Reference>()) {
        reference.set(parsed.as_ref().map_or(span(0), Clone::clone));
    }
    Ok(Value::Bool(parsed.is_ok()))
}

fn part(this: &Value, unit: i64, most: i64) -> Res<Value> {
    Ok(Value::Int32((own(this) / unit % most) as i32))
}

fn total(this: &Value, unit: i64) -> Res<Value> {
    Ok(Value::Double(own(this) as f64 / unit as f64))
}

fn scaled(this: &Value, factor: f64) -> Res<Value> {
    if factor.is_nan() {
        return Err(net("System.ArgumentException", "TimeSpan does not accept floating point Not-a-Number values. (Parameter 'factor')"));
    }
    let ticks = (own(this) as f64 * factor).round_ties_even();
    checked((ticks.abs() < i64::MAX as f64).then_some(ticks as i64))
}

fn same(a: &Value, b: Option<&Value>) -> bool {
    matches!((a.base(), b.map(Value::base)), (Value::TimeSpan(a), Some(Value::TimeSpan(b))) if a == b)
}

macro_rules! constants {
    ($($name:literal $kind:ident $value:expr),* $(,)?) => { &[$(($name, |_: &mut dyn Runtime| Ok(Value::$kind($value)))),*] };
}

pub static TIME_SPAN: TypeImpl = TypeImpl {
    constructor: Some(construct),
    properties: &[
        ("Ticks", |this, _| Ok(Value::Int64(own(this)))),
        ("Days", |this, _| Ok(Value::Int32((own(this) / TICKS_PER_DAY) as i32))),
        ("Hours", |this, _| part(this, TICKS_PER_HOUR, 24)),
        ("Milliseconds", |this, _| part(this, TICKS_PER_MILLISECOND, 1000)),
        ("Microseconds", |this, _| part(this, 10, 1000)),
        ("Nanoseconds", |this, _| Ok(Value::Int32((own(this) % 10 * 100) as i32))),
        ("Minutes", |this, _| part(this, TICKS_PER_MINUTE, 60)),
        ("Seconds", |this, _| part(this, TICKS_PER_SECOND, 60)),
        ("TotalDays", |this, _| total(this, TICKS_PER_DAY)),
        ("TotalHours", |this, _| total(this, TICKS_PER_HOUR)),
        ("TotalMilliseconds", |this, _| total(this, TICKS_PER_MILLISECOND)),
        ("TotalMicroseconds", |this, _| total(this, 10)),
        ("TotalNanoseconds", |this, _| Ok(Value::Double(own(this) as f64 * 100.0))),
        ("TotalMinutes", |this, _| total(this, TICKS_PER_MINUTE)),
        ("TotalSeconds", |this, _| total(this, TICKS_PER_SECOND)),
    ],
    static_properties: constants!(
        "Zero" TimeSpan TimeSpan { ticks: 0 },
        "MinValue" TimeSpan TimeSpan { ticks: i64::MIN },
        "MaxValue" TimeSpan TimeSpan { ticks: i64::MAX },
        "TicksPerDay" Int64 TICKS_PER_DAY,
        "TicksPerHour" Int64 TICKS_PER_HOUR,
        "TicksPerMinute" Int64 TICKS_PER_MINUTE,
        "TicksPerSecond" Int64 TICKS_PER_SECOND,
        "TicksPerMillisecond" Int64 TICKS_PER_MILLISECOND,
        "TicksPerMicrosecond" Int64 10,
        "NanosecondsPerTick" Int64 100,
        "HoursPerDay" Int32 24,
        "MinutesPerHour" Int64 60,
        "MinutesPerDay" Int64 1440,
        "SecondsPerMinute" Int64 60,
        "SecondsPerHour" Int64 3600,
        "SecondsPerDay" Int64 86_400,
        "MillisecondsPerSecond" Int64 1000,
        "MillisecondsPerMinute" Int64 60_000,
        "MillisecondsPerHour" Int64 3_600_000,
        "MillisecondsPerDay" Int64 86_400_000,
        "MicrosecondsPerMillisecond" Int64 1000,
        "MicrosecondsPerSecond" Int64 1_000_000,
        "MicrosecondsPerMinute" Int64 60_000_000,
        "MicrosecondsPerHour" Int64 3_600_000_000,
        "MicrosecondsPerDay" Int64 86_400_000_000,
    ),
    static_methods: &[
        ("FromDays", |args, _| of_unit(args, 0, TICKS_PER_DAY)),
        ("FromHours", |args, _| of_unit(args, 1, TICKS_PER_HOUR)),
        ("FromMinutes", |args, _| of_unit(args, 2, TICKS_PER_MINUTE)),
        ("FromSeconds", |args, _| of_unit(args, 3, TICKS_PER_SECOND)),
        ("FromMilliseconds", |args, _| of_unit(args, 4, TICKS_PER_MILLISECOND)),
        ("FromMicroseconds", |args, _| of_unit(args, 5, 10)),
        ("FromTicks", |args, _| Ok(span(long(args, 0)))),
        ("Parse", parse),
        ("ParseExact", parse_exact),
        ("TryParse", |args, cx| attempt(args, cx, parse)),
        ("TryParseExact", |args, cx| attempt(args, cx, parse_exact)),
        ("Compare", |args, _| Ok(Value::Int32(own(&args[0]).cmp(&args.get(1).map_or(0, own)) as i32))),
        ("Equals", |args, _| Ok(Value::Bool(args.first().is_some_and(|a| same(a, args.get(1)))))),
    ],
    methods: &[
        ("Add", |this, args, _| checked(own(this).checked_add(args.first().map_or(0, own)))),
        ("Subtract", |this, args, _| checked(own(this).checked_sub(args.first().map_or(0, own)))),
        ("Negate", |this, _, _| checked(own(this).checked_neg())),
        ("Duration", |this, _, _| checked(own(this).checked_abs())),
        ("Multiply", |this, args, _| scaled(this, double(args, 0))),
        ("Divide", |this, args, _| match args.first().map(Value::base) {
            Some(Value::TimeSpan(other)) => Ok(Value::Double(own(this) as f64 / other.ticks as f64)),
            _ => scaled(this, 1.0 / double(args, 0)),
        }),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            Some(Value::TimeSpan(other)) => Ok(Value::Int32(own(this).cmp(&other.ticks) as i32)),
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            _ => Err(net("System.ArgumentException", "Object must be of type TimeSpan.")),
        }),
        ("Equals", |this, args, _| Ok(Value::Bool(same(this, args.first())))),
        ("GetHashCode", |this, _, _| Ok(Value::Int32((own(this) ^ own(this) >> 32) as i32))),
        ("ToString", |this, args, _| {
            let (format, culture) = format_and_provider(args);
            timespan_text::format(TimeSpan { ticks: own(this) }, &format, culture).map(Value::from)
        }),
    ],
    ..TypeImpl::of("System.TimeSpan")
};
