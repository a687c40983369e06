//! .NET's `DateTime` and `TimeSpan`: counts of 100-nanosecond ticks. Their texts and arithmetic live beside their members.

/// A point in time, in ticks since 0001-01-01T00:00:00, with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    pub ticks: i64,
    pub kind: DateTimeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum DateTimeKind {
    #[default]
    Unspecified,
    Utc,
    Local,
}

/// A length of time, in ticks of 100 nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeSpan {
    pub ticks: i64,
}
