//! `-band -bor -bxor -bnot -shl -shr`.

use super::{Res, Runtime, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BitOperator {
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
}

pub fn binary(_operator: BitOperator, left: &Value, _right: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(left.clone())
}

pub fn not(value: &Value, _cx: &mut dyn Runtime) -> Res<Value> {
    Ok(value.clone())
}
