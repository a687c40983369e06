//! `Get-Random`: numbers in a range, items of a list; with `-SetSeed` the numbers that .NET's seeded generator gives.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Value, convert, known};

#[derive(Default)]
pub struct GetRandom {
    items: Vec<Value>,
}

impl Stage for GetRandom {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        match (call.input, call.arg("InputObject")) {
            (Some(input), _) => self.items.push(input.clone()),
            (None, Some(list)) => self.items.extend(Engine::enumerate(list).unwrap_or_else(|| vec![list.clone()])),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(Value::Int32(seed)) = call.arg("SetSeed") {
            call.engine.seed_random(*seed);
        }
        if call.args.has("InputObject") || call.piped {
            return self.choose(call);
        }
        let count = if let Some(Value::Int32(n)) = call.arg("Count") { *n } else { 1 };
        for _ in 0..count {
            let value = number(call)?;
            call.write(value)?;
        }
        Ok(())
    }
}

impl GetRandom {
    /// Some of the items, each at most once; all in another order with `-Shuffle`.
    fn choose(&mut self, call: &mut Call<'_>) -> Run {
        let mut items = std::mem::take(&mut self.items);
        let count = match call.arg("Count") {
            Some(Value::Int32(n)) => (*n).max(0) as usize,
            _ if call.switch("Shuffle") => items.len(),
            _ => 1,
        };
        for _ in 0..count.min(items.len()) {
            let at = call.engine.next_random(items.len() as u64) as usize;
            let item = items.swap_remove(at.min(items.len() - 1));
            call.write(item)?;
        }
        Ok(())
    }
}

/// One number from `-Minimum` up to and without `-Maximum`: real if one of them is, else an `Int32` or an `Int64`.
fn number(call: &mut Call<'_>) -> Run<Value> {
    let bound = |call: &mut Call<'_>, name: &str| -> Run<Option<Value>> {
        Ok(match call.arg(name).cloned() {
            Some(Value::String(text)) => {
                let whole = if text.contains(['.', 'e', 'E']) { known::DOUBLE } else { known::INT32 };
                Some(convert::to(&Value::String(text), whole, call.engine)?)
            }
            other => other,
        })
    };
    let (low, high) = (bound(call, "Minimum")?, bound(call, "Maximum")?);
    let is_real = |v: &Option<Value>| matches!(v.as_ref().map(Value::base), Some(Value::Double(_) | Value::Single(_) | Value::Decimal(_)));
    let real = |call: &mut Call<'_>, value: Option<Value>, default: f64| -> Run<f64> {
        match value {
            Some(value) => Ok(if let Value::Double(n) = convert::to(&value, known::DOUBLE, call.engine)? { n } else { default }),
            None => Ok(default),
        }
    };
    if is_real(&low) || is_real(&high) {
        let (low, high) = (real(call, low, 0.0)?, real(call, high, f64::MAX)?);
        check(call, low < high, &low.to_string(), &high.to_string())?;
        let unit = call.engine.next_random(1 << 53) as f64 / (1u64 << 53) as f64;
        return Ok(Value::Double(low + unit * (high - low)));
    }
    let wide = matches!(low, Some(Value::Int64(_))) || matches!(high, Some(Value::Int64(_)));
    let whole = |value: Option<Value>, default: i64| match value {
        Some(Value::Int32(n)) => i64::from(n),
        Some(Value::Int64(n)) => n,
        _ => default,
    };
    let (low, high) = (whole(low, 0), whole(high, i64::from(i32::MAX)));
    check(call, low < high, &low.to_string(), &high.to_string())?;
    let drawn = low.wrapping_add(call.engine.next_random(high.wrapping_sub(low) as u64) as i64);
    Ok(if wide { Value::Int64(drawn) } else { i32::try_from(drawn).map_or(Value::Int64(drawn), Value::Int32) })
}

fn check(call: &mut Call<'_>, ordered: bool, low: &str, high: &str) -> Run {
    if ordered {
        return Ok(());
    }
    let message = format!("The Minimum value ({low}) cannot be greater than or equal to the Maximum value ({high}).");
    let exception = Exception::named("System.ArgumentException", message);
    call.fail(ErrorRecord::new(exception, "MinGreaterThanOrEqualMax", ErrorCategory::InvalidArgument, Value::Null))
}
