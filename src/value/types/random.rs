//! `Random`: with a seed, .NET's own sequence (Knuth's subtractive method); without one, any.

use super::TypeImpl;
use super::arguments::{class, int, long, must_not_be_negative, out_of_range};
use crate::value::{Object, Res, Runtime, TypeRef, Value};
use std::cell::RefCell;

const MODULUS: i32 = i32::MAX;
const SEED: i32 = 161_803_398;

/// The state of the subtractive generator.
pub struct Generator {
    table: [i32; 56],
    next: usize,
    other: usize,
}

impl Generator {
    pub fn new(seed: i32) -> Self {
        let mut table = [0; 56];
        let mut last = SEED.wrapping_sub(if seed == i32::MIN { i32::MAX } else { seed.abs() });
        table[55] = last;
        let mut fill = 1;
        for i in 1..55 {
            let at = 21 * i % 55;
            table[at] = fill;
            fill = last.wrapping_sub(fill);
            if fill < 0 {
                fill = fill.wrapping_add(MODULUS);
            }
            last = table[at];
        }
        for _ in 1..5 {
            for i in 1..56 {
                let from = if i + 30 >= 55 { i + 30 - 55 } else { i + 30 };
                table[i] = table[i].wrapping_sub(table[1 + from]);
                if table[i] < 0 {
                    table[i] = table[i].wrapping_add(MODULUS);
                }
            }
        }
        Generator { table, next: 0, other: 21 }
    }

    /// From 0 up to, but without, the largest Int32.
    pub fn sample_int(&mut self) -> i32 {
        self.next = if self.next + 1 >= 56 { 1 } else { self.next + 1 };
        self.other = if self.other + 1 >= 56 { 1 } else { self.other + 1 };
        let mut value = self.table[self.next].wrapping_sub(self.table[self.other]);
        if value == MODULUS {
            value -= 1;
        }
        if value < 0 {
            value = value.wrapping_add(MODULUS);
        }
        self.table[self.next] = value;
        value
    }

    /// From 0 up to, but without, 1.
    pub fn sample(&mut self) -> f64 {
        f64::from(self.sample_int()) * (1.0 / f64::from(MODULUS))
    }

    /// For ranges wider than an Int32.
    fn sample_large(&mut self) -> f64 {
        let value = self.sample_int();
        let negative = self.sample_int() % 2 == 0;
        let value = f64::from(if negative { -value } else { value }) + f64::from(i32::MAX - 1);
        value / (2.0 * (i32::MAX as u32 as f64) - 1.0)
    }

    /// From `low` up to, but without, `high`.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let range = i64::from(high) - i64::from(low);
        let sample = if range <= i64::from(i32::MAX) { self.sample() } else { self.sample_large() };
        ((sample * range as f64) as i64 + i64::from(low)) as i32
    }

    pub fn fill(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.sample_int() as u8).collect()
    }
}

pub struct Random(RefCell<Generator>);

impl Random {
    /// Seeded by chance.
    fn unseeded() -> Self {
        let seed = uuid::Uuid::new_v4().as_u128() as i32;
        Random(RefCell::new(Generator::new(seed)))
    }
}

impl Object for Random {
    fn type_ref(&self) -> TypeRef {
        class("System.Random")
    }
}

fn with<T>(this: &Value, act: impl FnOnce(&mut Generator) -> T) -> T {
    match this.downcast::<Random>() {
        Some(random) => act(&mut random.0.borrow_mut()),
        None => act(&mut Generator::new(0)),
    }
}

fn next(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match args.len() {
        0 => Ok(Value::Int32(with(this, Generator::sample_int))),
        1 => {
            must_not_be_negative(int(args, 0).into(), "maxValue")?;
            Ok(Value::Int32(with(this, |g| g.between(0, int(args, 0)))))
        }
        _ if int(args, 0) > int(args, 1) => Err(out_of_range("'minValue' cannot be greater than maxValue.", "minValue")),
        _ => Ok(Value::Int32(with(this, |g| g.between(int(args, 0), int(args, 1))))),
    }
}

fn next_long(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (low, high) = match args.len() {
        0 => (0, i64::MAX),
        1 => (0, long(args, 0)),
        _ => (long(args, 0), long(args, 1)),
    };
    let range = i128::from(high) - i128::from(low);
    let raw = with(this, |g| g.fill(8)).iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    Ok(Value::Int64((i128::from(low) + if range > 0 { i128::from(raw) % range } else { 0 }) as i64))
}

fn next_bytes(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Some(Value::Array(array)) = args.first().map(Value::base) {
        let count = array.items.borrow().len();
        *array.items.borrow_mut() = with(this, |g| g.fill(count)).into_iter().map(Value::Byte).collect();
    }
    Ok(Value::Void)
}

fn shuffle(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Some(Value::Array(array)) = args.first().map(Value::base) {
        let mut items = array.items.borrow_mut();
        let count = items.len();
        for at in 0..count.saturating_sub(1) {
            let other = with(this, |g| g.between(at as i32, count as i32)) as usize;
            items.swap(at, other.min(count - 1));
        }
    }
    Ok(Value::Void)
}

fn get_items(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let choices = args.first().and_then(super::items).unwrap_or_default();
    let pick = |_| choices[with(this, |g| g.between(0, choices.len() as i32)) as usize].clone();
    Ok(Value::array(if choices.is_empty() { Vec::new() } else { (0..int(args, 1)).map(pick).collect() }))
}

pub static RANDOM: TypeImpl = TypeImpl {
    constructor: Some(|args, _| Ok(Value::object(if args.is_empty() { Random::unseeded() } else { Random(RefCell::new(Generator::new(int(args, 0)))) }))),
    static_properties: &[("Shared", |_| Ok(Value::object(Random::unseeded())))],
    methods: &[
        ("Next", next),
        ("NextInt64", next_long),
        ("NextDouble", |this, _, _| Ok(Value::Double(with(this, Generator::sample)))),
        ("NextSingle", |this, _, _| Ok(Value::Single(with(this, Generator::sample) as f32))),
        ("NextBytes", next_bytes),
        ("Shuffle", shuffle),
        ("GetItems", get_items),
    ],
    ..TypeImpl::of("System.Random")
};
