//! The interactive shell: editor, completion, highlighting, history.
//!
//! Each line goes to the engine as a script's does; a line that could go on asks for more (`>>`). Completion is
//! `TabExpansion2`'s; the parser says where input is incomplete.

mod helper;
mod prompts;

pub use prompts::{strip_prompt, without_prompts};

use crate::Shell;
use crate::engine::INTERRUPTED;
use helper::ShellHelper;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Config, Editor};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::Ordering;

const PROMPT: &str = "[PS] > ";

/// Read lines and run them until `exit`; the exit code comes back.
pub fn main(shell: Shell) -> i32 {
    let config = Config::builder().completion_type(CompletionType::List).bracketed_paste(true).auto_add_history(false).build();
    let shell = Rc::new(RefCell::new(shell));
    let mut editor: Editor<ShellHelper, FileHistory> = match Editor::with_config(config) {
        Ok(editor) => editor,
        Err(error) => {
            eprintln!("emsh: no editor: {error}");
            return 71;
        }
    };
    editor.set_helper(Some(ShellHelper::new(shell.clone())));
    let history = history_file();
    if let Some(path) = &history {
        // A first session has no history yet.
        let _ = editor.load_history(path);
    }
    let code = read_lines(&mut editor, &shell);
    if let Some(path) = &history {
        let _ = path.parent().map(std::fs::create_dir_all);
        if let Err(error) = editor.save_history(path) {
            eprintln!("emsh: the history was not kept: {}: {error}", path.display());
        }
    }
    code
}

fn read_lines(editor: &mut Editor<ShellHelper, FileHistory>, shell: &Rc<RefCell<Shell>>) -> i32 {
    loop {
        INTERRUPTED.store(false, Ordering::Relaxed);
        match editor.readline(PROMPT) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => {
                let _ = editor.add_history_entry(&text);
                let mut shell = shell.borrow_mut();
                shell.run_text(&without_prompts(&text));
                if let Some(code) = shell.engine.exit_requested {
                    return code;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return 0,
            Err(error) => {
                eprintln!("emsh: {error}");
                return 74;
            }
        }
    }
}

/// `history.txt` in the platform's folder for state.
fn history_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("emsh").join("history.txt"))
}
