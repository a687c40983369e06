//! One page: its blocks' statements, run in order in one throwaway shell.

use super::Options;
use super::blocks::{Block, is_command_name};
use super::placeholder;
use super::verdict::{BoundCommand, Judged, Verdict};
use crate::engine::{Discard, Interrupt, SandboxHost};
use crate::exchange::{Organization, catalogue};
use crate::syntax::ast::Span;
use crate::syntax::{self, ParseError, Source};
use crate::value::Raise;
use crate::{DEMO_ORGANIZATION, Shell};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Instant;

/// Where the statements of a page are written down.
struct Page<'a> {
    file: &'a str,
    source: Rc<Source>,
}

pub fn check(file: &str, text: &str, blocks: &[Block], options: &Options) -> Vec<Judged> {
    let page = Page { file, source: Source::new(text, None) };
    let mut host = SandboxHost::new();
    host.answers = options.provision;
    let deadline = host.deadline.clone();
    let organization = Organization::in_memory(Some(DEMO_ORGANIZATION));
    organization.provision.set(options.provision);
    let mut shell = Shell::new(Box::new(host), organization);
    // A page's own commands are watched, not those that make the organization.
    let _ = crate::exchange::serve::open(&mut shell.engine, &shell.organization);
    let bound: Rc<RefCell<Vec<BoundCommand>>> = Rc::default();
    watch(&mut shell, &bound);
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let parsed = syntax::parse(Source::new(block.text.as_str(), None));
        if let Some(error) = parsed.errors.first() {
            out.push(page.refused(block, index + 1, error));
            continue;
        }
        for span in statements(&parsed.tree) {
            *deadline.borrow_mut() = Some(Instant::now() + options.deadline);
            bound.borrow_mut().clear();
            out.push(page.run(&mut shell, block, index + 1, span, &bound));
        }
    }
    out
}

/// Only the verdicts of the parser.
pub fn judge_syntax(file: &str, text: &str, blocks: &[Block]) -> Vec<Judged> {
    let page = Page { file, source: Source::new(text, None) };
    let judge = |(index, block): (usize, &Block)| {
        let parsed = syntax::parse(Source::new(block.text.as_str(), None));
        match parsed.errors.first() {
            Some(error) => vec![page.refused(block, index + 1, error)],
            None => statements(&parsed.tree).into_iter().map(|span| page.judged(block, index + 1, span, Verdict::Ok)).collect(),
        }
    };
    blocks.iter().enumerate().flat_map(judge).collect()
}

/// The statements at the top of a script, with its `using` and `param` left to the first.
fn statements(tree: &syntax::ast::ScriptBlock) -> Vec<Span> {
    let named = [&tree.begin, &tree.process, &tree.clean, &tree.dynamic_param];
    if tree.param.is_some() || !tree.using.is_empty() || named.iter().any(|block| block.is_some()) {
        return vec![tree.span];
    }
    tree.end.iter().flat_map(|block| &block.statements).map(|statement| statement.span).collect()
}

/// Have every bound command of Exchange noted.
fn watch(shell: &mut Shell, bound: &Rc<RefCell<Vec<BoundCommand>>>) {
    let bound = bound.clone();
    shell.engine.watch_bindings(Rc::new(move |name, set, parameters| {
        if !catalogue::contains(name) {
            return;
        }
        let bound_texts: BTreeMap<String, String> = parameters.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
        bound.borrow_mut().push(BoundCommand { name: name.to_owned(), set: set.to_owned(), bound: bound_texts });
    }));
}

impl Page<'_> {
    fn run(&self, shell: &mut Shell, block: &Block, index: usize, span: Span, bound: &Rc<RefCell<Vec<BoundCommand>>>) -> Judged {
        let before = shell.engine.error_records().items.borrow().len();
        let text = span.text(&block.text);
        let ended = shell.engine.run_in_place(text, &mut Discard);
        let mut judged = self.judged(block, index, span, Verdict::Ok);
        judged.commands = bound.borrow_mut().drain(..).collect();
        let failed = match ended {
            Err(Interrupt::Error(raise)) => Some(raise),
            Err(Interrupt::Stopped) => {
                judged.verdict = Verdict::Error;
                judged.error_id = Some("DeadlineExceeded".to_owned());
                judged.message = Some("The statement ran past its deadline.".to_owned());
                return judged;
            }
            _ => first_new_error(shell, before),
        };
        if let Some(raise) = failed {
            self.failed(&mut judged, &raise, text);
        }
        judged
    }

    fn failed(&self, judged: &mut Judged, raise: &Raise, text: &str) {
        judged.error_id = Some(raise.full_id().to_string());
        judged.message = Some(raise.message().to_string());
        judged.verdict = Verdict::Error;
        if raise.full_id().starts_with("CommandNotFoundException") {
            judged.verdict = of_unknown_command(text.split_whitespace().next().unwrap_or_default());
        }
    }

    /// A block that does not parse: one verdict for the whole of it, where its first error stands.
    fn refused(&self, block: &Block, index: usize, error: &ParseError) -> Judged {
        let whole = Span::new(0, block.text.len());
        let mut judged = self.judged(block, index, error.span, Verdict::Error);
        judged.statement = whole.text(&block.text).trim().to_owned();
        judged.error_id = Some(error.id.to_owned());
        judged.message = Some(error.message.clone());
        if let Some(place) = placeholder::find(&block.text) {
            judged = Judged {
                statement: judged.statement,
                error_id: judged.error_id,
                ..self.judged(block, index, Span::new(place.0, place.1), Verdict::Placeholder)
            };
            judged.message = Some(placeholder::advice(&block.text, place));
        }
        judged
    }

    fn judged(&self, block: &Block, index: usize, span: Span, verdict: Verdict) -> Judged {
        let at = self.source.place(block.in_page(span.start as usize) as u32);
        Judged {
            file: self.file.to_owned(),
            line: at.line,
            column: at.column,
            block: index,
            statement: span.text(&block.text).to_owned(),
            verdict,
            error_id: None,
            message: None,
            commands: Vec::new(),
            line_text: self.source.line(at.line).to_owned(),
            width: span.text(&block.text).lines().next().unwrap_or_default().chars().count(),
        }
    }
}

/// The first record that was added to `$Error`.
fn first_new_error(shell: &Shell, before: usize) -> Option<Raise> {
    let records = shell.engine.error_records();
    let items = records.items.borrow();
    let added = items.len().saturating_sub(before);
    items.get(added.checked_sub(1)?).and_then(|record| record.downcast::<Raise>().cloned())
}

/// A word that is no command: a cmdlet that does not exist, a program of the machine, or a line of sample output.
fn of_unknown_command(word: &str) -> Verdict {
    let program = word.to_ascii_lowercase();
    if is_command_name(word) {
        Verdict::Error
    } else if program.ends_with(".exe") || program.ends_with(".cmd") || program.ends_with(".bat") || PROGRAMS.contains(&program.as_str()) {
        Verdict::Skipped
    } else {
        Verdict::Output
    }
}

/// Programs that pages for Exchange start.
const PROGRAMS: [&str; 20] = [
    "net", "iisreset", "setup", "regsvr32", "setspn", "nslookup", "ping", "ipconfig", "netstat", "eseutil", "certutil", "reg", "sc", "cmd", "telnet",
    "msiexec", "ldifde", "ntdsutil", "netdom", "dsquery",
];
