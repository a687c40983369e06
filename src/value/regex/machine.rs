//! Runs a program over a text, with a stack of what to come back to and what to undo.

use super::class::{Fold, fold, is_boundary_word};
use super::compile::{Op, Program, Single};
use super::tree::Anchor;
use super::{Captures, Found};

/// Where to go on after a failure, or what to take back on the way there.
enum Frame {
    Branch {
        op: usize,
        at: usize,
        backward: bool,
    },
    /// A greedy run of single units that can give some back: the next end to try, and the least one.
    Greedy {
        op: usize,
        at: usize,
        least: usize,
        backward: bool,
    },
    /// A lazy run that can take one more, up to that many.
    Lazy {
        op: usize,
        at: usize,
        left: u32,
        backward: bool,
    },
    /// A lazy loop that can take one more turn.
    Turn {
        op: usize,
        at: usize,
        backward: bool,
    },
    Register {
        register: usize,
        value: usize,
    },
    /// Take the last capture of a slot back.
    Uncapture {
        slot: usize,
    },
    /// Give a slot a capture again.
    Recapture {
        slot: usize,
        capture: (usize, usize),
    },
}

struct Machine<'a> {
    program: &'a Program,
    text: &'a [u16],
    /// Where the search started, for `\G`.
    origin: usize,
    registers: Vec<usize>,
    groups: Vec<Captures>,
    stack: Vec<Frame>,
    backward: bool,
}

/// The first match from a position on, in the pattern's direction.
pub fn find(program: &Program, text: &[u16], from: usize, origin: usize, backward: bool) -> Option<Found> {
    if from > text.len() {
        return None;
    }
    let mut machine =
        Machine { program, text, origin, registers: vec![0; program.registers], groups: vec![Captures::new(); program.slots], stack: Vec::new(), backward };
    let mut at = from;
    loop {
        let possible = match (&program.first, text.get(at)) {
            (Some(first), Some(unit)) => first.get(usize::from(*unit)).copied().unwrap_or(true),
            (Some(_), None) => false,
            (None, _) => true,
        };
        if possible {
            machine.reset(backward);
            if let Some(end) = machine.run(0, at) {
                let (start, stop) = if backward { (end, at) } else { (at, end) };
                machine.groups[0] = vec![(start, stop - start)];
                return Some(Found { groups: machine.groups });
            }
            if program.anchored && at > origin {
                return None;
            }
        }
        if backward {
            at = at.checked_sub(1)?;
        } else {
            at += 1;
            if at > text.len() || program.anchored && at > origin {
                return None;
            }
        }
    }
}

impl Machine<'_> {
    fn reset(&mut self, backward: bool) {
        self.groups.iter_mut().for_each(Vec::clear);
        self.stack.clear();
        self.backward = backward;
    }

    /// The unit to read next, and where the position is after it.
    #[inline]
    fn step(&self, at: usize) -> Option<(u16, usize)> {
        if self.backward {
            let before = at.checked_sub(1)?;
            Some((self.text[before], before))
        } else {
            self.text.get(at).map(|unit| (*unit, at + 1))
        }
    }

    /// Run from an instruction; gives where `Match` or `Stop` was reached. What was pushed stays on the stack.
    fn run(&mut self, start: usize, position: usize) -> Option<usize> {
        let floor = self.stack.len();
        let mut op = start;
        let mut at = position;
        let program = self.program;
        loop {
            let going = match &program.ops[op] {
                Op::Match | Op::Stop => return Some(at),
                Op::Char(unit) => self.step(at).filter(|(u, _)| u == unit).map(|(_, next)| (op + 1, next)),
                Op::CharNoCase(unit) => self.step(at).filter(|(u, _)| fold(*u, program.fold) == *unit).map(|(_, next)| (op + 1, next)),
                Op::Class(class) => self.step(at).filter(|(u, _)| class.contains(*u)).map(|(_, next)| (op + 1, next)),
                Op::Anchor(anchor) => self.anchor(*anchor, at).then_some((op + 1, at)),
                Op::Try(other) => {
                    self.stack.push(Frame::Branch { op: *other, at, backward: self.backward });
                    Some((op + 1, at))
                }
                Op::Jump(target) => Some((*target, at)),
                Op::Repeat { test, min, max, lazy } => self.repeat(op, at, test, *min, *max, *lazy),
                Op::LoopStart { register } => {
                    self.set(*register, 0);
                    self.set(*register + 1, usize::MAX);
                    Some((op + 1, at))
                }
                Op::LoopTest { register, min, max, lazy, exit } => self.loop_test(op, at, *register, (*min, *max), *lazy, *exit),
                Op::CaptureStart { register } => {
                    self.set(*register, at);
                    Some((op + 1, at))
                }
                Op::CaptureEnd { register, slot, balance } => self.capture(*register, *slot, *balance, at).then_some((op + 1, at)),
                Op::Backreference { slot, ignore_case } => self.backreference(*slot, *ignore_case, at).map(|next| (op + 1, next)),
                Op::Look { negate, next } => (self.aside(op + 1, at, *negate).is_some() != *negate).then_some((*next, at)),
                Op::Atomic { next } => self.aside(op + 1, at, false).map(|end| (*next, end)),
                Op::IfGroup { slot, otherwise } => Some((if self.groups[*slot].is_empty() { *otherwise } else { op + 1 }, at)),
                Op::IfMatch { negate, yes, otherwise } => {
                    let matched = self.aside(op + 1, at, *negate).is_some() != *negate;
                    Some((if matched { *yes } else { *otherwise }, at))
                }
                Op::Direction(backward) => {
                    self.backward = *backward;
                    Some((op + 1, at))
                }
            };
            match going.or_else(|| self.back(floor)) {
                Some((next_op, next_at)) => {
                    op = next_op;
                    at = next_at;
                }
                None => return None,
            }
        }
    }

    /// Run a part on its own: once it has matched, it is not entered again. What it captured is undone by a failure outside,
    /// at once for a negated part.
    fn aside(&mut self, start: usize, at: usize, undo: bool) -> Option<usize> {
        let backward = self.backward;
        let floor = self.stack.len();
        let end = self.run(start, at);
        self.backward = backward;
        if undo {
            self.unwind(floor);
        } else if end.is_some() {
            let mut kept = floor;
            for index in floor..self.stack.len() {
                if matches!(self.stack[index], Frame::Register { .. } | Frame::Uncapture { .. } | Frame::Recapture { .. }) {
                    self.stack.swap(kept, index);
                    kept += 1;
                }
            }
            self.stack.truncate(kept);
        }
        end
    }

    fn unwind(&mut self, floor: usize) {
        while self.stack.len() > floor {
            if let Some(frame) = self.stack.pop() {
                self.undo(&frame);
            }
        }
    }

    fn undo(&mut self, frame: &Frame) {
        match frame {
            Frame::Register { register, value } => self.registers[*register] = *value,
            Frame::Uncapture { slot } => {
                self.groups[*slot].pop();
            }
            Frame::Recapture { slot, capture } => self.groups[*slot].push(*capture),
            _ => {}
        }
    }

    /// The last point to go on from.
    fn back(&mut self, floor: usize) -> Option<(usize, usize)> {
        while self.stack.len() > floor {
            let frame = self.stack.pop()?;
            match frame {
                Frame::Branch { op, at, backward } => {
                    self.backward = backward;
                    return Some((op, at));
                }
                Frame::Greedy { op, at, least, backward } => {
                    self.backward = backward;
                    if at != least {
                        let next = if backward { at + 1 } else { at - 1 };
                        self.stack.push(Frame::Greedy { op, at: next, least, backward });
                    }
                    return Some((op + 1, at));
                }
                Frame::Lazy { op, at, left, backward } => {
                    self.backward = backward;
                    let Op::Repeat { test, .. } = &self.program.ops[op] else { continue };
                    let Some((_, next)) = self.step(at).filter(|(unit, _)| test.matches(*unit)) else { continue };
                    if left > 1 {
                        self.stack.push(Frame::Lazy { op, at: next, left: left - 1, backward });
                    }
                    return Some((op + 1, next));
                }
                Frame::Turn { op, at, backward } => {
                    self.backward = backward;
                    let Op::LoopTest { register, .. } = &self.program.ops[op] else { continue };
                    self.turn(*register, at);
                    return Some((op + 1, at));
                }
                other => self.undo(&other),
            }
        }
        None
    }

    fn set(&mut self, register: usize, value: usize) {
        self.stack.push(Frame::Register { register, value: self.registers[register] });
        self.registers[register] = value;
    }

    fn repeat(&mut self, op: usize, start: usize, test: &Single, min: u32, max: u32, lazy: bool) -> Option<(usize, usize)> {
        let mut at = start;
        let mut count = 0;
        let wanted = if lazy { min } else { max };
        while count < wanted
            && let Some((_, next)) = self.step(at).filter(|(unit, _)| test.matches(*unit))
        {
            at = next;
            count += 1;
        }
        if count < min {
            return None;
        }
        if lazy {
            if max > min {
                self.stack.push(Frame::Lazy { op, at, left: max - min, backward: self.backward });
            }
        } else if count > min {
            let least = if self.backward { start - min as usize } else { start + min as usize };
            let next = if self.backward { at + 1 } else { at - 1 };
            self.stack.push(Frame::Greedy { op, at: next, least, backward: self.backward });
        }
        Some((op + 1, at))
    }

    /// Register: turns so far; the next: where the last turn started. An empty turn is the last one.
    fn loop_test(&mut self, op: usize, at: usize, register: usize, (min, max): (u32, u32), lazy: bool, exit: usize) -> Option<(usize, usize)> {
        let count = self.registers[register];
        let again = u64::from(max) > count as u64 && self.registers[register + 1] != at;
        if !again {
            return Some((exit, at));
        }
        if lazy && count >= min as usize {
            self.stack.push(Frame::Turn { op, at, backward: self.backward });
            return Some((exit, at));
        }
        if count >= min as usize {
            self.stack.push(Frame::Branch { op: exit, at, backward: self.backward });
        }
        self.turn(register, at);
        Some((op + 1, at))
    }

    fn turn(&mut self, register: usize, at: usize) {
        self.set(register, self.registers[register] + 1);
        self.set(register + 1, at);
    }

    fn capture(&mut self, register: usize, slot: Option<usize>, balance: Option<usize>, at: usize) -> bool {
        let began = self.registers[register];
        let (mut start, mut end) = (began.min(at), began.max(at));
        if let Some(other) = balance {
            let Some(capture) = self.groups[other].pop() else { return false };
            self.stack.push(Frame::Recapture { slot: other, capture });
            let (other_start, other_end) = (capture.0, capture.0 + capture.1);
            if start >= other_end {
                end = start;
                start = other_end;
            } else if end <= other_start {
                start = end;
                end = other_start;
            } else {
                end = end.min(other_end);
                start = start.max(other_start);
            }
        }
        if let Some(slot) = slot {
            self.groups[slot].push((start, end - start));
            self.stack.push(Frame::Uncapture { slot });
        }
        true
    }

    fn backreference(&self, slot: usize, ignore_case: bool, at: usize) -> Option<usize> {
        let (start, length) = *self.groups[slot].last()?;
        let wanted = &self.text[start..start + length];
        let (here, next) = if self.backward {
            let from = at.checked_sub(length)?;
            (&self.text[from..at], from)
        } else {
            (self.text.get(at..at + length)?, at + length)
        };
        let how: Fold = self.program.fold;
        let same = if ignore_case { here.iter().zip(wanted).all(|(a, b)| fold(*a, how) == fold(*b, how)) } else { here == wanted };
        same.then_some(next)
    }

    fn anchor(&self, anchor: Anchor, at: usize) -> bool {
        let newline = |index: usize| self.text.get(index) == Some(&10);
        match anchor {
            Anchor::LineStart => at == 0 || newline(at - 1),
            Anchor::LineEnd => at == self.text.len() || newline(at),
            Anchor::Start => at == 0,
            Anchor::Previous => at == self.origin,
            Anchor::End => at == self.text.len(),
            Anchor::EndBeforeNewline => at == self.text.len() || at + 1 == self.text.len() && newline(at),
            Anchor::Boundary => self.boundary(at),
            Anchor::NotBoundary => !self.boundary(at),
        }
    }

    fn boundary(&self, at: usize) -> bool {
        let word = |index: Option<usize>| index.and_then(|i| self.text.get(i)).is_some_and(|unit| is_boundary_word(*unit));
        word(at.checked_sub(1)) != word(Some(at))
    }
}
