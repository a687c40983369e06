//! Which parameter set is meant: from what is bound, the default, and what is mandatory.

use super::fault::{self, Bind};
use super::plan::{ALL, Sets};
use super::state::Binder;

impl Binder<'_> {
    /// Narrow to the sets the call can mean before any input comes; an error where there are none, or no way to choose.
    pub fn settle_sets(&mut self) -> Bind {
        if self.plan.sets.is_empty() {
            return Ok(());
        }
        let possible = self.possible & self.plan.known();
        match possible.count_ones() {
            0 => Err(fault::ambiguous_set()),
            1 => Ok(()),
            _ if possible & self.plan.default != 0 => Ok(()),
            _ if self.piped && self.awaits_input(possible) => Ok(()),
            _ => {
                self.possible = self.without_missing_mandatory(possible).ok_or_else(fault::ambiguous_set)?;
                Ok(())
            }
        }
    }

    /// A free parameter of these sets takes pipeline input.
    pub fn awaits_input(&self, sets: Sets) -> bool {
        self.free().any(|slot| self.plan.slots[slot].takes_pipeline(sets))
    }

    /// The one set in which nothing mandatory is missing.
    fn without_missing_mandatory(&self, possible: Sets) -> Option<Sets> {
        let mut complete = possible;
        for slot in self.free() {
            for used in self.plan.slots[slot].in_sets(possible).filter(|u| u.membership.mandatory && u.sets != ALL) {
                complete &= !used.sets;
            }
        }
        (complete.count_ones() == 1).then_some(complete)
    }

    pub fn free(&self) -> impl Iterator<Item = usize> {
        (0..self.bound.len()).filter(|slot| !self.bound[*slot])
    }
}
