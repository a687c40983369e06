//! The tree as a program for the machine.

use super::Options;
use super::class::{Class, Fold, fold};
use super::tree::{Anchor, Node};
use std::rc::Rc;

#[derive(Debug)]
pub enum Op {
    Char(u16),
    /// A unit compared without case; it is folded already.
    CharNoCase(u16),
    Class(Rc<Class>),
    Anchor(Anchor),
    /// Try the next instruction, then that one.
    Try(usize),
    Jump(usize),
    /// Between `min` and `max` of a single unit; a greedy one gives back, a lazy one takes more.
    Repeat {
        test: Single,
        min: u32,
        max: u32,
        lazy: bool,
    },
    /// Loop: count 0, no position.
    LoopStart {
        register: usize,
    },
    /// Go round again or on: the registers hold the count and where the last turn started.
    LoopTest {
        register: usize,
        min: u32,
        max: u32,
        lazy: bool,
        exit: usize,
    },
    CaptureStart {
        register: usize,
    },
    CaptureEnd {
        register: usize,
        slot: Option<usize>,
        balance: Option<usize>,
    },
    Backreference {
        slot: usize,
        ignore_case: bool,
    },
    /// Run what follows up to its `Stop`, then go on at `next`.
    Look {
        negate: bool,
        next: usize,
    },
    Atomic {
        next: usize,
    },
    IfGroup {
        slot: usize,
        otherwise: usize,
    },
    IfMatch {
        negate: bool,
        yes: usize,
        otherwise: usize,
    },
    /// The end of the part that `Look`, `Atomic` or `IfMatch` runs.
    Stop,
    Direction(bool),
    Match,
}

#[derive(Clone, Debug)]
pub enum Single {
    Char(u16),
    NoCase(u16, Fold),
    Class(Rc<Class>),
}

impl Single {
    #[inline]
    pub fn matches(&self, unit: u16) -> bool {
        match self {
            Single::Char(own) => *own == unit,
            Single::NoCase(own, how) => *own == fold(unit, *how),
            Single::Class(class) => class.contains(unit),
        }
    }
}

#[derive(Debug)]
pub struct Program {
    pub ops: Vec<Op>,
    pub slots: usize,
    pub registers: usize,
    pub fold: Fold,
    /// Which ASCII units a match can start with; `None` where it may start with anything or be empty.
    pub first: Option<Box<[bool; 128]>>,
    /// The match can only start where the search starts.
    pub anchored: bool,
}

pub fn compile(tree: &Node, slots: usize, options: Options) -> Program {
    let fold = if options.has(Options::CULTURE_INVARIANT) { Fold::Invariant } else { Fold::Culture };
    let mut compiler = Compiler { ops: Vec::new(), registers: 0, fold };
    compiler.node(tree, false);
    compiler.ops.push(Op::Match);
    let first = if options.has(Options::RIGHT_TO_LEFT) { None } else { first_units(tree, fold) };
    let anchored = starts_anchored(tree) && !options.has(Options::RIGHT_TO_LEFT);
    Program { ops: compiler.ops, slots, registers: compiler.registers, fold, first, anchored }
}

struct Compiler {
    ops: Vec<Op>,
    registers: usize,
    fold: Fold,
}

impl Compiler {
    fn register(&mut self, count: usize) -> usize {
        self.registers += count;
        self.registers - count
    }

    /// Put an instruction down whose target comes later; `patch` fills it in.
    fn hole(&mut self, op: Op) -> usize {
        self.ops.push(op);
        self.ops.len() - 1
    }

    fn patch(&mut self, at: usize) {
        let here = self.ops.len();
        match &mut self.ops[at] {
            Op::Try(target)
            | Op::Jump(target)
            | Op::LoopTest { exit: target, .. }
            | Op::Look { next: target, .. }
            | Op::Atomic { next: target }
            | Op::IfGroup { otherwise: target, .. } => {
                *target = here;
            }
            _ => {}
        }
    }

    fn node(&mut self, node: &Node, backward: bool) {
        match node {
            Node::Empty => {}
            Node::Char { unit, ignore_case: false } => self.ops.push(Op::Char(*unit)),
            Node::Char { unit, ignore_case: true } => self.ops.push(Op::CharNoCase(*unit)),
            Node::Class(class) => self.ops.push(Op::Class(class.clone())),
            Node::Anchor(anchor) => self.ops.push(Op::Anchor(*anchor)),
            Node::Concat(nodes) if backward => nodes.iter().rev().for_each(|n| self.node(n, true)),
            Node::Concat(nodes) => nodes.iter().for_each(|n| self.node(n, false)),
            Node::Alternate(branches) => self.alternate(branches, backward),
            Node::Loop { body, min, max, lazy } => self.repeat(body, *min, *max, *lazy, backward),
            Node::Capture { body, slot, balance } => {
                let register = self.register(1);
                self.ops.push(Op::CaptureStart { register });
                self.node(body, backward);
                self.ops.push(Op::CaptureEnd { register, slot: *slot, balance: *balance });
            }
            Node::Look { body, negate } => {
                let look = self.hole(Op::Look { negate: *negate, next: 0 });
                self.node(body, backward);
                self.ops.push(Op::Stop);
                self.patch(look);
            }
            Node::Atomic(body) => {
                let atomic = self.hole(Op::Atomic { next: 0 });
                self.node(body, backward);
                self.ops.push(Op::Stop);
                self.patch(atomic);
            }
            Node::Backreference { slot, ignore_case } => self.ops.push(Op::Backreference { slot: *slot, ignore_case: *ignore_case }),
            Node::IfGroup { slot, yes, no } => {
                let test = self.hole(Op::IfGroup { slot: *slot, otherwise: 0 });
                self.node(yes, backward);
                let done = self.hole(Op::Jump(0));
                self.patch(test);
                self.node(no, backward);
                self.patch(done);
            }
            Node::IfMatch { test, yes, no } => self.if_match(test, yes, no, backward),
            Node::Backward(body) => self.directed(body, true),
            Node::Forward(body) => self.directed(body, false),
        }
    }

    fn directed(&mut self, body: &Node, backward: bool) {
        self.ops.push(Op::Direction(backward));
        self.node(body, backward);
    }

    fn alternate(&mut self, branches: &[Node], backward: bool) {
        let mut ends = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let last = index + 1 == branches.len();
            let next = (!last).then(|| self.hole(Op::Try(0)));
            self.node(branch, backward);
            if !last {
                ends.push(self.hole(Op::Jump(0)));
            }
            if let Some(next) = next {
                self.patch(next);
            }
        }
        ends.into_iter().for_each(|end| self.patch(end));
    }

    fn if_match(&mut self, test: &Node, yes: &Node, no: &Node, backward: bool) {
        let Node::Look { body, negate } = test else { return };
        let at = self.hole(Op::IfMatch { negate: *negate, yes: 0, otherwise: 0 });
        self.node(body, backward);
        self.ops.push(Op::Stop);
        let yes_at = self.ops.len();
        self.node(yes, backward);
        let done = self.hole(Op::Jump(0));
        let no_at = self.ops.len();
        self.node(no, backward);
        self.patch(done);
        self.ops[at] = Op::IfMatch { negate: *negate, yes: yes_at, otherwise: no_at };
    }

    fn repeat(&mut self, body: &Node, min: u32, max: u32, lazy: bool, backward: bool) {
        if let Some(test) = self.single(body) {
            self.ops.push(Op::Repeat { test, min, max, lazy });
            return;
        }
        if max == 0 {
            return;
        }
        if (min, max) == (0, 1) {
            self.optional(body, lazy, backward);
            return;
        }
        let register = self.register(2);
        self.ops.push(Op::LoopStart { register });
        let test = self.hole(Op::LoopTest { register, min, max, lazy, exit: 0 });
        self.node(body, backward);
        self.ops.push(Op::Jump(test));
        self.patch(test);
    }

    fn optional(&mut self, body: &Node, lazy: bool, backward: bool) {
        if lazy {
            let test = self.hole(Op::Try(0));
            let skip = self.hole(Op::Jump(0));
            self.patch(test);
            self.node(body, backward);
            self.patch(skip);
        } else {
            let test = self.hole(Op::Try(0));
            self.node(body, backward);
            self.patch(test);
        }
    }

    fn single(&self, node: &Node) -> Option<Single> {
        Some(match node {
            Node::Char { unit, ignore_case: false } => Single::Char(*unit),
            Node::Char { unit, ignore_case: true } => Single::NoCase(*unit, self.fold),
            Node::Class(class) => Single::Class(class.clone()),
            _ => return None,
        })
    }
}

fn starts_anchored(node: &Node) -> bool {
    match node {
        Node::Anchor(Anchor::Start | Anchor::Previous) => true,
        Node::Concat(nodes) => nodes.first().is_some_and(starts_anchored),
        Node::Capture { body, .. } | Node::Atomic(body) => starts_anchored(body),
        Node::Alternate(branches) => branches.iter().all(starts_anchored),
        _ => false,
    }
}

/// The ASCII units a match can start with. `None`: it may be empty, or that is not known.
fn first_units(node: &Node, how: Fold) -> Option<Box<[bool; 128]>> {
    let mut set = Box::new([false; 128]);
    match node {
        Node::Char { unit, ignore_case } => {
            for (at, place) in set.iter_mut().enumerate() {
                let here = at as u16;
                *place = if *ignore_case { fold(here, how) == *unit } else { here == *unit };
            }
        }
        Node::Class(class) => set.iter_mut().enumerate().for_each(|(at, place)| *place = class.contains(at as u16)),
        Node::Concat(nodes) => {
            let first = nodes.iter().find(|n| !matches!(n, Node::Anchor(_) | Node::Look { .. }))?;
            return first_units(first, how);
        }
        Node::Alternate(branches) => {
            for branch in branches {
                let units = first_units(branch, how)?;
                set.iter_mut().zip(units.iter()).for_each(|(place, other)| *place |= other);
            }
        }
        Node::Loop { body, min, .. } if *min > 0 => return first_units(body, how),
        Node::Capture { body, balance: None, .. } | Node::Atomic(body) => return first_units(body, how),
        _ => return None,
    }
    Some(set)
}
