//! The Gregorian calendar over ticks: years, months and days of a `DateTime`, and back.

use super::{DateTime, DateTimeKind};

pub const TICKS_PER_DAY: i64 = 864_000_000_000;
pub const TICKS_PER_HOUR: i64 = 36_000_000_000;
pub const TICKS_PER_MINUTE: i64 = 600_000_000;
pub const TICKS_PER_SECOND: i64 = 10_000_000;
pub const TICKS_PER_MILLISECOND: i64 = 10_000;
/// 9999-12-31T23:59:59.9999999.
pub const MAX_TICKS: i64 = 3_155_378_975_999_999_999;
/// 1970-01-01.
pub const UNIX_EPOCH_TICKS: i64 = 621_355_968_000_000_000;
/// 1601-01-01, where file times start.
pub const FILE_TIME_TICKS: i64 = 504_911_232_000_000_000;

pub fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Zero for a month that is none.
pub fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(is_leap_year(year)),
        1..=12 => 31,
        _ => 0,
    }
}

/// Days from 0001-01-01 to a date.
fn days_before(year: i32, month: i32, day: i32) -> i64 {
    let y = i64::from(year - 1);
    let before_year = y * 365 + y / 4 - y / 100 + y / 400;
    let before_month: i64 = (1..month).map(|m| i64::from(days_in_month(year, m))).sum();
    before_year + before_month + i64::from(day) - 1
}

/// Midnight of a date, `None` where there is no such date.
pub fn ticks_of_date(year: i32, month: i32, day: i32) -> Option<i64> {
    let valid = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    valid.then(|| days_before(year, month, day) * TICKS_PER_DAY)
}

/// Ticks of a time of day.
pub fn ticks_of_time(hour: i32, minute: i32, second: i32) -> Option<i64> {
    let valid = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    valid.then(|| i64::from(hour) * TICKS_PER_HOUR + i64::from(minute) * TICKS_PER_MINUTE + i64::from(second) * TICKS_PER_SECOND)
}

impl DateTime {
    pub fn new(ticks: i64, kind: DateTimeKind) -> Self {
        DateTime { ticks, kind }
    }

    /// Year, month, day.
    pub fn date_parts(&self) -> (i32, i32, i32) {
        let days = self.ticks.div_euclid(TICKS_PER_DAY);
        let mut year = (days / 366 + 1) as i32; // never too late, and close
        while year < 9999 && days_before(year + 1, 1, 1) <= days {
            year += 1;
        }
        let mut rest = (days - days_before(year, 1, 1)) as i32;
        let mut month = 1;
        while month < 12 && rest >= days_in_month(year, month) {
            rest -= days_in_month(year, month);
            month += 1;
        }
        (year, month, rest + 1)
    }

    pub fn time_of_day(&self) -> i64 {
        self.ticks.rem_euclid(TICKS_PER_DAY)
    }

    pub fn hour(&self) -> i32 {
        (self.time_of_day() / TICKS_PER_HOUR) as i32
    }

    pub fn minute(&self) -> i32 {
        (self.time_of_day() / TICKS_PER_MINUTE % 60) as i32
    }

    pub fn second(&self) -> i32 {
        (self.time_of_day() / TICKS_PER_SECOND % 60) as i32
    }

    /// Ticks within the second.
    pub fn fraction(&self) -> i64 {
        self.ticks.rem_euclid(TICKS_PER_SECOND)
    }

    /// Sunday is 0.
    pub fn day_of_week(&self) -> usize {
        ((self.ticks.div_euclid(TICKS_PER_DAY) + 1) % 7) as usize
    }

    pub fn day_of_year(&self) -> i32 {
        let (year, month, day) = self.date_parts();
        (days_before(year, month, day) - days_before(year, 1, 1)) as i32 + 1
    }

    /// The same day and time some months later; the last day where the month is shorter.
    pub fn add_months(&self, months: i32) -> Option<DateTime> {
        let (year, month, day) = self.date_parts();
        let index = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let (year, month) = (i32::try_from(index.div_euclid(12)).ok()?, index.rem_euclid(12) as i32 + 1);
        let date = ticks_of_date(year, month, day.min(days_in_month(year, month)))?;
        Some(DateTime { ticks: date + self.time_of_day(), kind: self.kind })
    }

    pub fn add_ticks(&self, ticks: i64) -> Option<DateTime> {
        let ticks = self.ticks.checked_add(ticks)?;
        (0..=MAX_TICKS).contains(&ticks).then_some(DateTime { ticks, kind: self.kind })
    }
}
