//! Somebody may watch what commands are bound to: the checker of documentation writes it down.

use super::{Args, CommandKind, Engine};
use crate::value::{PsStr, Value};
use std::rc::Rc;

/// Told of each bound command that is not a script's own: its name, its parameter set, and the
/// parameters of its call with their texts. Objects from the pipeline come later and are not told.
pub type Watcher = Rc<dyn Fn(&str, &str, &[(PsStr, PsStr)])>;

impl Engine {
    /// Have every binding told to `watcher`.
    pub fn watch_bindings(&mut self, watcher: Watcher) {
        self.watcher = Some(watcher);
    }

    /// Run something that is nobody's business: the shell's own housekeeping.
    pub fn unwatched<T>(&mut self, run: impl FnOnce(&mut Engine) -> T) -> T {
        let watcher = self.watcher.take();
        let result = run(self);
        self.watcher = watcher;
        result
    }

    pub(super) fn watched(&self) -> bool {
        self.watcher.is_some()
    }

    /// Tell the watcher, if there is one.
    pub(super) fn tell_watcher(&mut self, name: &str, kind: CommandKind, args: &Args) {
        let Some(watcher) = self.watcher.clone() else { return };
        if matches!(kind, CommandKind::Filter | CommandKind::Script | CommandKind::ExternalScript) {
            return;
        }
        let texts: Vec<(PsStr, PsStr)> = args.bound.iter().map(|(name, value)| (name.0.clone(), self.argument_text(value))).collect();
        watcher(name, &args.set.0, &texts);
    }

    /// An argument as in an expandable string, but arrays joined by commas and hashtables written out with sorted keys.
    fn argument_text(&mut self, value: &Value) -> PsStr {
        if let Value::Dictionary(dictionary) = value.base() {
            let entries: Vec<(Value, Value)> = dictionary.entries.borrow().values().cloned().collect();
            let mut pairs: Vec<String> = entries.iter().map(|(key, value)| format!("{}={}", self.to_text(key), self.argument_text(value))).collect();
            pairs.sort_by_key(|pair| pair.to_lowercase());
            return format!("@{{{}}}", pairs.join(";")).into();
        }
        // A number that keeps its writing (`50GB`) is told as the number.
        let value = if matches!(value.base(), Value::Int32(_) | Value::Int64(_) | Value::Double(_) | Value::Decimal(_)) { value.base() } else { value };
        match Engine::enumerate(value) {
            Some(items) => items.iter().map(|item| self.argument_text(item).to_string()).collect::<Vec<_>>().join(",").into(),
            None => self.to_text(value),
        }
    }
}
