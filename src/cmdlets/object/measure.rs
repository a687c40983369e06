//! `Measure-Object`: count, sum, average, extremes and deviation of numbers; lines, words and characters of text.

use super::sort::value_order;
use crate::cmdlets::selector::Selector;
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, Record, Value, convert, known};

#[derive(Default)]
pub struct MeasureObject {
    properties: Vec<(Selector, Tally)>,
    bare: Tally,
    wants: Wants,
}

#[derive(Default, Clone, Copy)]
struct Wants {
    sum: bool,
    average: bool,
    maximum: bool,
    minimum: bool,
    deviation: bool,
    lines: bool,
    words: bool,
    characters: bool,
    ignore_white: bool,
    text: bool,
}

/// What was seen so far of one property. The deviation is Welford's running one.
#[derive(Default)]
struct Tally {
    count: usize,
    numbers: usize,
    sum: f64,
    mean: f64,
    squares: f64,
    maximum: Option<Value>,
    minimum: Option<Value>,
    lines: i32,
    words: i32,
    characters: i32,
    /// A value that is no number came by: sum, average and deviation are then unknown.
    failed: bool,
}

impl Stage for MeasureObject {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        let all = call.switch("AllStats");
        let on = |name: &str| call.switch(name);
        self.wants = Wants {
            sum: all || on("Sum"),
            average: all || on("Average"),
            maximum: all || on("Maximum"),
            minimum: all || on("Minimum"),
            deviation: all || on("StandardDeviation"),
            lines: on("Line"),
            words: on("Word"),
            characters: on("Character"),
            ignore_white: on("IgnoreWhiteSpace"),
            text: on("Line") || on("Word") || on("Character") || on("IgnoreWhiteSpace"),
        };
        for item in call.arg("Property").map(|v| Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).unwrap_or_default() {
            match Selector::parse(call.engine, &item, &["Expression"]) {
                Ok(selector) => self.properties.push((selector, Tally::default())),
                Err(record) => return call.fail(record),
            }
        }
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        if input.is_null() {
            return Ok(());
        }
        if self.properties.is_empty() {
            return self.bare.add(&input, self.wants, call);
        }
        for (selector, tally) in &mut self.properties {
            for selected in selector.select(call.engine, &input)? {
                if let Ok(value) = selected.value {
                    tally.add(&value, self.wants, call)?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let wants = self.wants;
        if self.properties.is_empty() {
            let record = std::mem::take(&mut self.bare).record(wants, Value::Null);
            return call.write(Value::object(record));
        }
        for (selector, tally) in std::mem::take(&mut self.properties) {
            let name = selector.display_name();
            if tally.count == 0 && (wants.sum || wants.average || wants.maximum || wants.minimum || wants.deviation) {
                let message = format!("The property \"{name}\" cannot be found in the input for any objects.");
                let exception = Exception::named("System.Management.Automation.PSArgumentException", message);
                let record = ErrorRecord::new(exception, "GenericMeasurePropertyNotFound", ErrorCategory::InvalidArgument, Value::Null);
                if call.engine.strict() {
                    call.error(record)?;
                }
                continue;
            }
            call.write(Value::object(tally.record(wants, Value::String(name))))?;
        }
        Ok(())
    }
}

impl Tally {
    fn add(&mut self, value: &Value, wants: Wants, call: &mut Call<'_>) -> Run {
        if value.is_null() {
            return Ok(());
        }
        self.count += 1;
        if wants.text {
            let text = call.engine.to_text(value);
            self.add_text(&text, wants);
            return Ok(());
        }
        if (wants.sum || wants.average || wants.deviation) && !self.failed {
            match number(value, call.engine) {
                Some(number) => self.add_number(number),
                None => self.refuse(value, call)?,
            }
        }
        self.add_extremes(value, wants, call.engine);
        Ok(())
    }

    fn add_number(&mut self, number: f64) {
        self.numbers += 1;
        self.sum += number;
        let delta = number - self.mean;
        self.mean += delta / self.numbers as f64;
        self.squares += delta * (number - self.mean);
    }

    fn refuse(&mut self, value: &Value, call: &mut Call<'_>) -> Run {
        self.failed = true;
        let message = format!("Input object \"{}\" is not numeric.", call.engine.to_text(value));
        let exception = Exception::named("System.Management.Automation.PSInvalidOperationException", message);
        call.error(ErrorRecord::new(exception, "NonNumericInputObject", ErrorCategory::InvalidType, value.clone()))
    }

    fn add_extremes(&mut self, value: &Value, wants: Wants, engine: &mut Engine) {
        if wants.maximum && self.maximum.as_ref().is_none_or(|old| value_order(value, old, true, engine).is_gt()) {
            self.maximum = Some(value.clone());
        }
        if wants.minimum && self.minimum.as_ref().is_none_or(|old| value_order(value, old, true, engine).is_lt()) {
            self.minimum = Some(value.clone());
        }
    }

    fn add_text(&mut self, text: &str, wants: Wants) {
        if !text.is_empty() {
            self.lines += text.matches('\n').count() as i32 + 1;
        }
        self.words += text.split_whitespace().count() as i32;
        self.characters +=
            text.encode_utf16().filter(|&unit| !wants.ignore_white || !char::from_u32(unit.into()).is_some_and(char::is_whitespace)).count() as i32;
    }

    fn record(self, wants: Wants, property: Value) -> Record {
        if wants.text {
            let count = |on: bool, n: i32| if on { Value::Int32(n) } else { Value::Null };
            let fields = [
                ("Lines", count(wants.lines, self.lines)),
                ("Words", count(wants.words, self.words)),
                ("Characters", count(wants.characters || wants.ignore_white, self.characters)),
                ("Property", property),
            ];
            return Record::new("Microsoft.PowerShell.Commands.TextMeasureInfo", fields);
        }
        let known = |on: bool, value: f64| if on && !self.failed && (self.numbers > 0 || self.count == 0) { Value::Double(value) } else { Value::Null };
        let deviation = if self.numbers > 1 { (self.squares / (self.numbers - 1) as f64).sqrt() } else { 0.0 };
        let fields = [
            ("Count", Value::Int32(self.count as i32)),
            ("Average", if self.count == 0 { Value::Null } else { known(wants.average, self.sum / self.numbers.max(1) as f64) }),
            ("Sum", known(wants.sum, self.sum)),
            ("Maximum", extreme(self.maximum)),
            ("Minimum", extreme(self.minimum)),
            ("StandardDeviation", if self.count == 0 { Value::Null } else { known(wants.deviation, deviation) }),
            ("Property", property),
        ];
        Record::new("Microsoft.PowerShell.Commands.GenericMeasureInfo", fields)
    }
}

/// Numbers are shown as `Double`, as the sum is.
fn extreme(value: Option<Value>) -> Value {
    match value {
        Some(Value::Int32(n)) => Value::Double(n.into()),
        Some(Value::Int64(n)) => Value::Double(n as f64),
        Some(other) => other,
        None => Value::Null,
    }
}

fn number(value: &Value, engine: &mut Engine) -> Option<f64> {
    match value.base() {
        Value::Int32(n) => return Some((*n).into()),
        Value::Double(n) => return Some(*n),
        Value::DateTime(_) | Value::TimeSpan(_) | Value::Dictionary(_) => return None,
        _ => {}
    }
    match convert::to(value, known::DOUBLE, engine) {
        Ok(Value::Double(n)) => Some(n),
        _ => None,
    }
}
