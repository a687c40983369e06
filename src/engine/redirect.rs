//! Redirections: a stream to a file, to `$null`, or into another stream.

use super::lower::{RedirectionCode, RedirectionTarget};
use super::pipeline::Running;
use super::streams::{FileOut, Queue, Streams, Target};
use super::{Args, Engine, Run};
use crate::value::{Name, Value};
use std::cell::RefCell;
use std::rc::Rc;

impl Engine {
    /// The streams as redirections change them; the queue of what merges into success; where success itself goes.
    pub(super) fn redirected(&mut self, redirections: &[RedirectionCode]) -> Run<(Rc<Streams>, Option<Queue>, Option<Target>)> {
        let mut streams = Streams::clone(&self.streams);
        let mut merged: Option<Queue> = None;
        let mut success = None;
        for redirection in redirections {
            match &redirection.to {
                RedirectionTarget::Stream(_) => {
                    let queue = merged.get_or_insert_default().clone();
                    let from = if redirection.from == 0 { 2..=6 } else { redirection.from..=redirection.from };
                    for stream in from {
                        if let Some(target) = streams.target_mut(stream) {
                            *target = Target::Queue(queue.clone());
                        }
                    }
                }
                RedirectionTarget::File { append, target } => {
                    let path = self.eval(target)?;
                    let target = if path.is_null() { Target::Null } else { self.open_file(&path, *append)? };
                    let from = if redirection.from == 0 { 1..=6 } else { redirection.from..=redirection.from };
                    for stream in from {
                        match streams.target_mut(stream) {
                            Some(place) => *place = target.clone(),
                            None => success = Some(target.clone()),
                        }
                    }
                }
            }
        }
        // What was merged follows success to where it went.
        Ok((Rc::new(streams), merged, success))
    }

    /// A file to write objects to as they would be shown: `Out-File` does it.
    fn open_file(&mut self, path: &Value, append: bool) -> Run<Target> {
        let path = self.to_text(path);
        let resolved = self.resolve_path(&path);
        let running = match self.find_command("Out-File") {
            Some(found) => {
                let mut args = Args::default();
                args.bound.insert(Name::new("FilePath"), Value::String(path));
                if append {
                    args.bound.insert(Name::new("Append"), Value::Switch(true));
                }
                let mut running = Running::with_args(self, found.command(), args);
                running.begin(self, &mut super::Discard)?;
                Some(running)
            }
            None => {
                let _ = self.host.write_file(&resolved, b"", append);
                None
            }
        };
        Ok(Target::File(Rc::new(RefCell::new(FileOut { running, path: resolved }))))
    }

    pub(super) fn write_to_file(&mut self, file: &Rc<RefCell<FileOut>>, value: Value) -> Run {
        let Ok(mut file) = file.try_borrow_mut() else { return Ok(()) };
        let file = &mut *file;
        match &mut file.running {
            Some(running) => running.push(self, value, &mut super::Discard),
            None => {
                let text = self.to_text(&value);
                let _ = self.host.write_file(&file.path, format!("{text}\n").as_bytes(), true);
                Ok(())
            }
        }
    }

    /// Close the files that redirections of a command opened; those inherited from outside stay open.
    pub(super) fn close_files(&mut self, streams: &Rc<Streams>, success: Option<&Target>) -> Run {
        let own = |target: &&Target| matches!(target, Target::File(_));
        let targets = [&streams.error, &streams.warning, &streams.verbose, &streams.debug, &streams.information];
        let outer = self.streams.clone();
        let inherited = [&outer.error, &outer.warning, &outer.verbose, &outer.debug, &outer.information];
        for target in targets.into_iter().chain(success).filter(own) {
            let Target::File(file) = target else { continue };
            if inherited.iter().any(|t| matches!(t, Target::File(other) if Rc::ptr_eq(file, other))) {
                continue;
            }
            let running = file.try_borrow_mut().ok().and_then(|mut f| f.running.take());
            if let Some(mut running) = running {
                running.end(self, &mut super::Discard)?;
            }
        }
        Ok(())
    }
}
