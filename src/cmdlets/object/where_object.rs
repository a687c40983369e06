//! `Where-Object`: keep the objects a condition holds for, said as a script block or as property, operator, value.

use crate::engine::{Call, Engine, Run, Sink, Stage};
use crate::value::compare::{self, Comparison};
use crate::value::{PsStr, Res, ScriptBlock, Value, convert, members, strings};
use std::rc::Rc;

#[derive(Default)]
pub struct WhereObject {
    filter: Option<Rc<ScriptBlock>>,
    property: PsStr,
    value: Value,
    test: Option<Test>,
}

/// What an operator switch asks of the property's value (left) and `-Value` (right).
type Test = fn(&Value, &Value, &mut Engine) -> Res<bool>;

impl Stage for WhereObject {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(Value::ScriptBlock(block)) = call.arg("FilterScript").map(Value::base) {
            self.filter = Some(block.clone());
            return Ok(());
        }
        self.property = call.text("Property").unwrap_or_default();
        self.value = call.arg("Value").cloned().unwrap_or_default();
        self.test = TESTS.iter().find(|(name, _)| call.switch(name)).map(|(_, test)| *test);
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        let keep = match &self.filter {
            Some(block) => {
                let mut truth = Truth::default();
                call.engine.run_block(block, Some(input.clone()), &[], true, &mut truth)?;
                truth.holds()
            }
            None => {
                let left = members::get(&input, &self.property, call.engine)?.unwrap_or_default();
                match self.test {
                    None => convert::to_bool(&left),
                    Some(test) => test(&left, &self.value, call.engine)?,
                }
            }
        };
        if keep { call.write(input) } else { Ok(()) }
    }
}

/// Whether what a block wrote is true: nothing is not, one object is what it is, more are.
#[derive(Default)]
struct Truth {
    first: Option<Value>,
    more: bool,
}

impl Sink for Truth {
    fn push(&mut self, _: &mut Engine, value: Value) -> Run {
        if self.first.is_some() {
            self.more = true;
        } else if !matches!(value, Value::Void) {
            self.first = Some(value);
        }
        Ok(())
    }
}

impl Truth {
    fn holds(&self) -> bool {
        self.more || self.first.as_ref().is_some_and(convert::to_bool)
    }
}

macro_rules! comparison {
    ($operator:ident, $ignore:expr) => {
        |l, r, cx| Ok(convert::to_bool(&compare::operator(Comparison::$operator, l, r, $ignore, cx)?))
    };
}
macro_rules! like {
    ($ignore:expr, $negate:expr) => {
        |l, r, cx| Ok(convert::to_bool(&strings::like(l, r, $ignore, $negate, cx)?))
    };
}
macro_rules! matching {
    ($ignore:expr, $negate:expr) => {
        |l, r, cx| {
            let (result, groups) = strings::matches(l, r, $ignore, $negate, cx)?;
            if let Some(groups) = groups {
                let _ = cx.set_variable("Matches", groups);
            }
            Ok(convert::to_bool(&result))
        }
    };
}

static TESTS: &[(&str, Test)] = &[
    ("EQ", comparison!(Eq, true)),
    ("CEQ", comparison!(Eq, false)),
    ("NE", comparison!(Ne, true)),
    ("CNE", comparison!(Ne, false)),
    ("GT", comparison!(Gt, true)),
    ("CGT", comparison!(Gt, false)),
    ("LT", comparison!(Lt, true)),
    ("CLT", comparison!(Lt, false)),
    ("GE", comparison!(Ge, true)),
    ("CGE", comparison!(Ge, false)),
    ("LE", comparison!(Le, true)),
    ("CLE", comparison!(Le, false)),
    ("Like", like!(true, false)),
    ("CLike", like!(false, false)),
    ("NotLike", like!(true, true)),
    ("CNotLike", like!(false, true)),
    ("Match", matching!(true, false)),
    ("CMatch", matching!(false, false)),
    ("NotMatch", matching!(true, true)),
    ("CNotMatch", matching!(false, true)),
    ("Contains", |l, r, cx| compare::contains(l, r, true, cx)),
    ("CContains", |l, r, cx| compare::contains(l, r, false, cx)),
    ("NotContains", |l, r, cx| Ok(!compare::contains(l, r, true, cx)?)),
    ("CNotContains", |l, r, cx| Ok(!compare::contains(l, r, false, cx)?)),
    ("In", |l, r, cx| compare::contains(r, l, true, cx)),
    ("CIn", |l, r, cx| compare::contains(r, l, false, cx)),
    ("NotIn", |l, r, cx| Ok(!compare::contains(r, l, true, cx)?)),
    ("CNotIn", |l, r, cx| Ok(!compare::contains(r, l, false, cx)?)),
    ("Is", |l, r, cx| compare::is(l, r, cx)),
    ("IsNot", |l, r, cx| Ok(!compare::is(l, r, cx)?)),
    ("Not", |l, _, _| Ok(!convert::to_bool(l))),
];
