//! Chance: the host's, or after `-SetSeed` a sequence that repeats.

use super::Engine;
use crate::value::types;
use crate::value::{Value, members};

impl Engine {
    /// From now on the numbers that .NET's generator gives for this seed.
    pub fn seed_random(&mut self, seed: i32) {
        let ty = types::find("System.Random");
        self.random = ty.and_then(|ty| members::construct(ty, &[Value::Int32(seed)], self).ok());
    }

    /// A number below `limit` (any of 64 bits for 0).
    pub fn next_random(&mut self, limit: u64) -> u64 {
        if let (Some(generator), Ok(limit)) = (self.random.clone(), i32::try_from(limit))
            && let Ok(Value::Int32(number)) = members::invoke(&generator, "Next", &[Value::Int32(0), Value::Int32(limit)], self)
        {
            return number.max(0) as u64;
        }
        let bits = self.host.random();
        if limit == 0 { bits } else { ((u128::from(bits) * u128::from(limit)) >> 64) as u64 }
    }
}
