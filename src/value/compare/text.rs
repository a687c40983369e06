//! Text as the culture compares it: ICU's root collation, with case as the weakest difference.

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use std::cmp::Ordering;

thread_local! {
    static WITH_CASE: Option<CollatorBorrowed<'static>> = collator(Strength::Tertiary);
    static WITHOUT_CASE: Option<CollatorBorrowed<'static>> = collator(Strength::Secondary);
}

fn collator(strength: Strength) -> Option<CollatorBorrowed<'static>> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(Default::default(), options).ok()
}

/// Order of texts as the culture's collation has it (`Sort-Object`, `-lt` on strings).
pub fn compare_text(left: &str, right: &str, ignore_case: bool) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    let collator = if ignore_case { &WITHOUT_CASE } else { &WITH_CASE };
    collator.with(|collator| collator.as_ref().map_or_else(|| left.cmp(right), |collator| collator.compare(left, right)))
}

/// Equality by the same rules; plain ASCII needs no collation.
pub fn equal_text(left: &str, right: &str, ignore_case: bool) -> bool {
    // Control characters carry no weight, so only text without them can be told apart by its bytes.
    let plain = |text: &str| text.bytes().all(|b| (0x20..0x7f).contains(&b));
    if plain(left) && plain(right) {
        return if ignore_case { left.eq_ignore_ascii_case(right) } else { left == right };
    }
    compare_text(left, right, ignore_case).is_eq()
}
