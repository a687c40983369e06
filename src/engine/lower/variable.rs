//! Variables by how they are written: a local with a slot, a scope prefix, a drive, or one that belongs to the call.

use super::{Lowering, ScopeName, Variable};
use crate::engine::symbol::Symbol;
use std::rc::Rc;

/// The names a call keeps for itself.
const AUTOMATIC: [&str; 8] = ["args", "input", "PSBoundParameters", "MyInvocation", "PSCmdlet", "PSScriptRoot", "PSCommandPath", "?"];

impl Lowering {
    pub(super) fn variable(&mut self, path: &str) -> Variable {
        match classify(path) {
            Variable::Local { symbol, .. } => {
                if path.eq_ignore_ascii_case("foreach") || path.eq_ignore_ascii_case("switch") {
                    self.wants_enumerator = true;
                }
                Variable::Local { symbol, slot: self.layout.slot(symbol) }
            }
            other => other,
        }
    }
}

/// A variable by its path, with no slot in any layout.
pub fn classify(path: &str) -> Variable {
    if let Some((prefix, name)) = path.split_once(':')
        && !prefix.is_empty()
    {
        let scope = match prefix.to_ascii_lowercase().as_str() {
            "global" => ScopeName::Global,
            "script" | "workflow" => ScopeName::Script,
            "local" => ScopeName::Local,
            "private" => ScopeName::Private,
            "using" => ScopeName::Using,
            "variable" => return classify_plain(name),
            _ => return Variable::Drive { drive: Rc::from(prefix), name: Rc::from(name) },
        };
        // `$using:x` and the scopes of the call's own variables read the plain variable.
        return match (scope, classify_plain(name)) {
            (_, Variable::Underscore) => Variable::Underscore,
            (ScopeName::Using, plain) => plain,
            _ => Variable::Scoped { scope, symbol: Symbol::new(name), name: Rc::from(name) },
        };
    }
    classify_plain(path)
}

fn classify_plain(name: &str) -> Variable {
    if name == "_" || name.eq_ignore_ascii_case("PSItem") {
        return Variable::Underscore;
    }
    let symbol = Symbol::new(name);
    if AUTOMATIC.iter().any(|a| a.eq_ignore_ascii_case(name)) { Variable::Automatic { symbol } } else { Variable::Local { symbol, slot: u32::MAX } }
}
