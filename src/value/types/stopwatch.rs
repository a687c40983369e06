//! `Stopwatch`, by the host's clock.

use super::TypeImpl;
use super::arguments::class;
use crate::value::calendar::TICKS_PER_MILLISECOND;
use crate::value::{Object, PsStr, Res, Runtime, TimeSpan, TypeRef, Value, timespan_text};
use std::cell::Cell;

#[derive(Default)]
pub struct Stopwatch {
    /// Ticks of the runs that have ended.
    elapsed: Cell<i64>,
    started: Cell<Option<i64>>,
}

impl Stopwatch {
    fn ticks(&self, cx: &mut dyn Runtime) -> i64 {
        self.elapsed.get() + self.started.get().map_or(0, |start| cx.now_ticks() - start)
    }

    fn start(&self, cx: &mut dyn Runtime) {
        if self.started.get().is_none() {
            self.started.set(Some(cx.now_ticks()));
        }
    }

    fn stop(&self, cx: &mut dyn Runtime) {
        self.elapsed.set(self.ticks(cx));
        self.started.set(None);
    }

    fn reset(&self) {
        self.elapsed.set(0);
        self.started.set(None);
    }
}

impl Object for Stopwatch {
    fn type_ref(&self) -> TypeRef {
        class("System.Diagnostics.Stopwatch")
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "elapsed" => Value::TimeSpan(TimeSpan { ticks: self.ticks(cx) }),
            "elapsedmilliseconds" => Value::Int64(self.ticks(cx) / TICKS_PER_MILLISECOND),
            // A stopwatch's own ticks are nanoseconds on Linux.
            "elapsedticks" => Value::Int64(self.ticks(cx) * 100),
            "isrunning" => Value::Bool(self.started.get().is_some()),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["IsRunning", "Elapsed", "ElapsedMilliseconds", "ElapsedTicks"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        self.started.get().is_none().then(|| timespan_text::constant(TimeSpan { ticks: self.elapsed.get() }).into())
    }
}

fn with(this: &Value, cx: &mut dyn Runtime, act: fn(&Stopwatch, &mut dyn Runtime)) -> Res<Value> {
    if let Some(watch) = this.downcast::<Stopwatch>() {
        act(watch, cx);
    }
    Ok(Value::Void)
}

pub static STOPWATCH: TypeImpl = TypeImpl {
    constructor: Some(|_, _| Ok(Value::object(Stopwatch::default()))),
    static_properties: &[("Frequency", |_| Ok(Value::Int64(1_000_000_000))), ("IsHighResolution", |_| Ok(Value::Bool(true)))],
    static_methods: &[
        ("StartNew", |_, cx| {
            let watch = Stopwatch::default();
            watch.start(cx);
            Ok(Value::object(watch))
        }),
        ("GetTimestamp", |_, cx| Ok(Value::Int64(cx.now_ticks().wrapping_mul(100)))),
    ],
    methods: &[
        ("Start", |this, _, cx| with(this, cx, Stopwatch::start)),
        ("Stop", |this, _, cx| with(this, cx, Stopwatch::stop)),
        ("Reset", |this, _, cx| with(this, cx, |watch, _| watch.reset())),
        ("Restart", |this, _, cx| {
            with(this, cx, |watch, cx| {
                watch.reset();
                watch.start(cx);
            })
        }),
    ],
    ..TypeImpl::of("System.Diagnostics.Stopwatch")
};
