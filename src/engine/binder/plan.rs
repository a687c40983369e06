//! What the binder works out once for a signature: parameter sets as bits, the common parameters added, names to look up.

use super::common;
use crate::engine::{Parameter, SetMembership, Signature};
use crate::value::{PsStr, same_name};
use std::cell::OnceCell;
use std::rc::Rc;

/// A set of parameter sets: one bit each. `ALL` belongs to every set.
pub type Sets = u32;
pub const ALL: Sets = u32::MAX;

#[derive(Debug)]
pub struct Plan {
    pub slots: Vec<Slot>,
    /// Names of the sets, the default's too; bit `i` is the set `i`.
    pub sets: Vec<PsStr>,
    /// The default set's bit, or none.
    pub default: Sets,
    /// No sets, nothing mandatory, nothing from the pipeline: arguments meet parameters one by one.
    pub plain: bool,
    /// The slots that take arguments by position, in order, where `plain`.
    pub order: Vec<usize>,
    /// Common parameters stand after the signature's own.
    own: usize,
    common: Rc<Vec<Parameter>>,
}

/// A parameter's part in the sets.
#[derive(Debug)]
pub struct Slot {
    pub uses: Vec<Use>,
    /// All the sets it belongs to.
    pub sets: Sets,
}

#[derive(Debug)]
pub struct Use {
    pub sets: Sets,
    pub membership: SetMembership,
}

/// The plan of a signature, kept with it; a clone of the signature works out its own.
#[derive(Default)]
pub struct PlanCell(OnceCell<Rc<Plan>>);

impl Clone for PlanCell {
    fn clone(&self) -> Self {
        PlanCell::default()
    }
}
impl std::fmt::Debug for PlanCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Plan")
    }
}

/// What a written parameter name leads to.
pub enum Lookup {
    Found(usize),
    Ambiguous(Vec<usize>),
    Absent,
}

impl Plan {
    pub fn of(signature: &Signature) -> Rc<Plan> {
        signature.plan.0.get_or_init(|| Rc::new(Plan::build(signature))).clone()
    }

    fn build(signature: &Signature) -> Plan {
        let mut sets = signature.set_names();
        if let Some(default) = &signature.default_set
            && !default.eq_ignore_ascii_case("__AllParameterSets")
            && !sets.iter().any(|s| same_name(s, default))
        {
            sets.push(default.clone());
        }
        sets.truncate(31);
        let bit = |name: &str| sets.iter().position(|s| same_name(s, name)).map_or(0, |i| 1 << i);
        let default = signature.default_set.as_ref().map_or(0, |name| bit(name));
        let common = common::parameters(signature);
        let slots: Vec<Slot> = signature.parameters.iter().chain(common.iter()).map(|p| Slot::of(p, &bit)).collect();
        let plain = !signature.cmdlet_binding && sets.is_empty() && slots.iter().all(|s| s.uses.iter().all(Use::is_plain));
        let mut order: Vec<(u32, usize)> = slots.iter().enumerate().filter_map(|(i, s)| Some((s.uses.first()?.membership.position?, i))).collect();
        order.sort_unstable();
        Plan { slots, sets, default, plain, order: order.into_iter().map(|(_, i)| i).collect(), own: signature.parameters.len(), common }
    }

    pub fn parameter<'a>(&'a self, signature: &'a Signature, slot: usize) -> &'a Parameter {
        if slot < self.own { &signature.parameters[slot] } else { &self.common[slot - self.own] }
    }

    /// Whether a slot is one of the common parameters.
    pub fn is_common(&self, slot: usize) -> bool {
        slot >= self.own
    }

    /// A parameter by what was written: its name or an alias of it, or the beginning of just one.
    pub fn find(&self, signature: &Signature, written: &str) -> Lookup {
        if let Some(exact) = self.find_exact(signature, written) {
            return Lookup::Found(exact);
        }
        let starts = |name: &str| name.len() >= written.len() && name.is_char_boundary(written.len()) && same_name(&name[..written.len()], written);
        let all = || (0..self.slots.len()).map(|i| (i, self.parameter(signature, i)));
        let mut matches: Vec<usize> = all().filter(|(_, p)| starts(&p.name)).map(|(i, _)| i).collect();
        for (i, parameter) in all() {
            if !matches.contains(&i) && parameter.aliases.iter().any(|a| starts(a)) {
                matches.push(i);
            }
        }
        if matches.len() > 1 {
            let own: Vec<usize> = matches.iter().copied().filter(|i| !self.is_common(*i) && !common::is_common(&self.parameter(signature, *i).name)).collect();
            if own.len() == 1 {
                matches = own;
            }
        }
        match matches[..] {
            [] => Lookup::Absent,
            [one] => Lookup::Found(one),
            _ => Lookup::Ambiguous(matches),
        }
    }

    pub fn find_exact(&self, signature: &Signature, written: &str) -> Option<usize> {
        let all = || (0..self.slots.len()).map(|i| (i, self.parameter(signature, i)));
        all().find(|(_, p)| same_name(&p.name, written)).or_else(|| all().find(|(_, p)| p.aliases.iter().any(|a| same_name(a, written)))).map(|(i, _)| i)
    }

    /// The name of the set in force for what is still possible.
    pub fn set_name(&self, possible: Sets) -> PsStr {
        let mask = possible & self.known();
        if mask.count_ones() == 1 && (possible != ALL || self.sets.len() == 1) {
            return self.sets[mask.trailing_zeros() as usize].clone();
        }
        if self.default & possible != 0 {
            return self.sets[self.default.trailing_zeros() as usize].clone();
        }
        "__AllParameterSets".into()
    }

    /// The bits of all sets there are.
    pub fn known(&self) -> Sets {
        (1u32 << self.sets.len()) - 1
    }

    /// The single sets among `possible`; where there are no named sets, the one of all parameters.
    pub fn each(&self, possible: Sets) -> impl Iterator<Item = Sets> + use<> {
        let mask = if self.sets.is_empty() { 1 } else { possible & self.known() };
        (0..32).map(|i| 1u32 << i).filter(move |bit| mask & bit != 0)
    }
}

impl Slot {
    fn of(parameter: &Parameter, bit: &dyn Fn(&str) -> Sets) -> Slot {
        let uses: Vec<Use> = parameter.sets.iter().map(|m| Use { sets: m.set.as_ref().map_or(ALL, |name| bit(name)), membership: m.clone() }).collect();
        Slot { sets: uses.iter().fold(0, |all, u| all | u.sets), uses }
    }

    /// How it takes part in some of these sets.
    pub fn in_sets(&self, sets: Sets) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(move |u| u.sets & sets != 0)
    }

    pub fn mandatory(&self, sets: Sets) -> bool {
        self.in_sets(sets).any(|u| u.membership.mandatory)
    }

    pub fn takes_pipeline(&self, sets: Sets) -> bool {
        self.in_sets(sets).any(|u| u.membership.by_value || u.membership.by_property_name)
    }

    pub fn remaining(&self, sets: Sets) -> bool {
        self.in_sets(sets).any(|u| u.membership.remaining)
    }

    pub fn in_all(&self) -> bool {
        self.sets == ALL
    }
}

impl Use {
    fn is_plain(&self) -> bool {
        let m = &self.membership;
        !(m.mandatory || m.by_value || m.by_property_name || m.remaining)
    }
}
