//! Equality and order of values, the comparison operators over scalars and collections, `-contains`, `-in`, `-is`, `-as`.

mod equality;
mod order;
mod text;
mod types;

pub use equality::equals;
pub use order::compare;
pub use text::compare_text;
pub use types::{as_type, is};

use super::{Res, Runtime, Value, convert};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A comparison operator: a Boolean for a scalar on the left, the items that agree for a collection.
pub fn operator(operator: Comparison, left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => return Ok(Value::Bool(holds(operator, a.cmp(b)))),
        (Value::Double(a), Value::Double(b)) => return Ok(Value::Bool(a.partial_cmp(b).map_or(operator == Comparison::Ne, |order| holds(operator, order)))),
        (Value::String(_) | Value::Bool(_), _) => return scalar(operator, left, right, ignore_case, cx).map(Value::Bool),
        _ => {}
    }
    let Some(items) = convert::items_of(left) else {
        return scalar(operator, left, right, ignore_case, cx).map(Value::Bool);
    };
    let mut found = Vec::new();
    for item in items {
        if scalar(operator, &item, right, ignore_case, cx)? {
            found.push(item);
        }
    }
    Ok(Value::array(found))
}

fn scalar(operator: Comparison, left: &Value, right: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<bool> {
    match operator {
        Comparison::Eq => Ok(equals(left, right, ignore_case, cx)),
        Comparison::Ne => Ok(!equals(left, right, ignore_case, cx)),
        _ => order::ordered(operator, left, right, ignore_case, cx),
    }
}

fn holds(operator: Comparison, order: std::cmp::Ordering) -> bool {
    match operator {
        Comparison::Eq => order.is_eq(),
        Comparison::Ne => order.is_ne(),
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
    }
}

/// `collection -contains item`; a scalar is a collection of itself.
pub fn contains(collection: &Value, item: &Value, ignore_case: bool, cx: &mut dyn Runtime) -> Res<bool> {
    match collection {
        Value::Array(array) => {
            // Borrowed per item: a comparison may run a script that changes the array.
            let mut index = 0;
            loop {
                let Some(one) = array.items.borrow().get(index).cloned() else { return Ok(false) };
                if equals(&one, item, ignore_case, cx) {
                    return Ok(true);
                }
                index += 1;
            }
        }
        _ => match convert::items_of(collection) {
            Some(items) => Ok(items.iter().any(|one| equals(one, item, ignore_case, cx))),
            None => Ok(equals(collection, item, ignore_case, cx)),
        },
    }
}
