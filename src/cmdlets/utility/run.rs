//! Cmdlets that run script blocks and text, and that change how: `Invoke-Expression`, `Invoke-Command`, `Measure-Command`,
//! `Set-StrictMode`, `Start-Sleep`.

use crate::engine::{Call, Discard, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, ScriptBlock, TimeSpan, Value, convert, known};
use std::rc::Rc;
use std::time::{Duration, Instant};

pub struct InvokeExpression;

impl Stage for InvokeExpression {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let text = call.text("Command").unwrap_or_default();
        call.engine.run_in_place(&text, call.out)
    }
}

/// Runs its block here: there are no other machines.
#[derive(Default)]
pub struct InvokeCommand {
    input: Vec<Value>,
}

impl Stage for InvokeCommand {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        self.input.extend(call.input.cloned());
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if call.args.has("ComputerName") || call.args.has("Session") {
            let exception = Exception::named(
                "System.Management.Automation.Remoting.PSRemotingTransportException",
                "This shell does not connect to other computers; leave out -ComputerName and -Session to run the block here.",
            );
            return call.error(ErrorRecord::new(exception, "PSSessionStateBroken", ErrorCategory::OpenError, Value::Null));
        }
        let Some(block) = script_block(call, "ScriptBlock") else { return Ok(()) };
        let arguments = call.arg("ArgumentList").map(|v| Engine::enumerate(v).unwrap_or_else(|| vec![v.clone()])).unwrap_or_default();
        call.engine.run_block(&block, None, &arguments, call.switch("NoNewScope"), call.out)
    }
}

fn script_block(call: &Call<'_>, name: &str) -> Option<Rc<ScriptBlock>> {
    match call.arg(name)?.base() {
        Value::ScriptBlock(block) => Some(block.clone()),
        _ => None,
    }
}

#[derive(Default)]
pub struct MeasureCommand {
    spent: Duration,
}

impl Stage for MeasureCommand {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(block) = script_block(call, "Expression") else { return Ok(()) };
        let start = Instant::now();
        let result = call.engine.run_block(&block, call.input.cloned(), &[], true, &mut Discard);
        self.spent += start.elapsed();
        result
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        call.write(Value::TimeSpan(TimeSpan { ticks: (self.spent.as_nanos() / 100) as i64 }))
    }
}

pub struct SetStrictMode;

impl Stage for SetStrictMode {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let level = if call.switch("Off") {
            0
        } else {
            match call.text("Version").unwrap_or_default().to_ascii_lowercase().as_str() {
                "latest" => 3,
                text => text.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0),
            }
        };
        call.engine.set_strict(level);
        Ok(())
    }
}

pub struct StartSleep;

impl Stage for StartSleep {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let span = match (call.arg("Milliseconds").cloned(), call.arg("Duration").cloned(), call.arg("Seconds").cloned()) {
            (Some(Value::Int32(n)), ..) => Duration::from_millis(n.max(0) as u64),
            (_, Some(Value::TimeSpan(span)), _) => Duration::from_nanos(span.ticks.max(0) as u64 * 100),
            (_, _, Some(seconds)) => match convert::to(&seconds, known::DOUBLE, call.engine)? {
                Value::Double(n) => Duration::try_from_secs_f64(n.max(0.0)).unwrap_or_default(),
                _ => Duration::ZERO,
            },
            _ => Duration::ZERO,
        };
        call.engine.host.sleep(span);
        Ok(())
    }
}
