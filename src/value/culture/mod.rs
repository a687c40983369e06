//! Cultures: how numbers and dates are written in each. What CultureInfo's members show comes from here too.
//!
//! `data` holds what ICU says of the cultures that are known in full; any other name takes the invariant forms.

mod data;
mod names;

pub use names::{CultureName, canonical_name, find_lcid, find_name};

use std::cell::Cell;

/// The forms of one culture. Patterns are .NET's: `$` the currency, `n` the number, `-` the sign.
#[derive(Debug)]
pub struct Culture {
    pub name: &'static str,
    pub decimal: &'static str,
    pub group: &'static str,
    pub negative: &'static str,
    pub infinity: &'static str,
    /// Digits after the point of `N`, `F` and `P` without a precision.
    pub decimals: usize,
    pub currency: &'static str,
    pub currency_decimals: usize,
    pub currency_positive: &'static str,
    pub currency_negative: &'static str,
    pub percent_positive: &'static str,
    pub percent_negative: &'static str,
    pub months: [&'static str; 12],
    pub short_months: [&'static str; 12],
    /// Beside a day of the month, where it differs.
    pub short_months_genitive: [&'static str; 12],
    pub days: [&'static str; 7],
    pub short_days: [&'static str; 7],
    pub am: &'static str,
    pub pm: &'static str,
    pub era: &'static str,
    pub date_separator: &'static str,
    pub time_separator: &'static str,
    pub short_date: &'static str,
    pub long_date: &'static str,
    pub short_time: &'static str,
    pub long_time: &'static str,
    pub month_day: &'static str,
    pub year_month: &'static str,
    pub first_day_of_week: usize,
    pub list_separator: &'static str,
}

pub use data::{EN_US, INVARIANT};

thread_local!(static CURRENT: Cell<&'static Culture> = const { Cell::new(&EN_US) });

/// `CultureInfo.CurrentCulture`.
pub fn current() -> &'static Culture {
    CURRENT.get()
}

pub fn set_current(culture: &'static Culture) {
    CURRENT.set(culture);
}

/// The forms of a culture by name: its own, its language's, or the invariant ones.
pub fn forms(name: &str) -> &'static Culture {
    let language = name.split('-').next().unwrap_or(name);
    let by = |wanted: &str| data::ALL.iter().copied().find(|c| c.name.eq_ignore_ascii_case(wanted));
    let by_language = || data::ALL.iter().copied().find(|c| c.name.split('-').next().is_some_and(|l| !l.is_empty() && l.eq_ignore_ascii_case(language)));
    by(name).or_else(by_language).unwrap_or(&INVARIANT)
}
