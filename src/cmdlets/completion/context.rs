//! Where the cursor stands: in which command, at which word, inside which bracket or string.

/// The place of the cursor.
#[derive(Debug, Default)]
pub struct Context {
    /// The words of the innermost command before the current one, quotes kept.
    pub words: Vec<String>,
    /// The word at the cursor, up to it.
    pub word: String,
    /// Where that word starts.
    pub start: usize,
    /// What the pipeline up to the command is, where the command stands after a `|`.
    pub upstream: Option<String>,
    /// In a comment or a verbatim string: nothing is offered.
    pub quiet: bool,
}

/// What an open bracket or a separator began.
struct Level {
    open: char,
    /// Where the statement starts, and where the command does.
    statement: usize,
    command: usize,
}

/// Read a text up to the cursor. `None`: inside a script block's first place of an argument that takes one, where nothing fits.
pub fn read(text: &str) -> Option<Context> {
    let bytes = text.as_bytes();
    let mut levels = vec![Level { open: ' ', statement: 0, command: 0 }];
    let mut at = 0;
    let mut in_double = false;
    while at < bytes.len() {
        let c = bytes[at];
        if in_double {
            match c {
                b'`' => at += 1,
                b'"' => {
                    in_double = false;
                    levels.pop();
                }
                b'$' if bytes.get(at + 1) == Some(&b'(') => {
                    at += 1;
                    in_double = false;
                    levels.push(Level { open: '(', statement: at + 1, command: at + 1 });
                }
                _ => {}
            }
            at += 1;
            continue;
        }
        match c {
            b'`' => at += 1,
            b'\'' => match text[at + 1..].find('\'') {
                Some(end) => at += end + 1,
                None => return Some(Context { quiet: true, start: at, ..Context::default() }),
            },
            b'"' => {
                in_double = true;
                levels.push(Level { open: '"', statement: at, command: at });
            }
            b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b';' => match text[at..].find('\n') {
                Some(end) => at += end.saturating_sub(1),
                None => return Some(Context { quiet: true, start: at, word: text[at..].to_owned(), ..Context::default() }),
            },
            b'(' | b'{' | b'[' => levels.push(Level { open: c as char, statement: at + 1, command: at + 1 }),
            b')' | b'}' | b']' if levels.len() > 1 => {
                levels.pop();
                in_double = levels.last().is_some_and(|level| level.open == '"');
            }
            b';' | b'\n' => {
                if let Some(level) = levels.last_mut() {
                    (level.statement, level.command) = (at + 1, at + 1);
                }
            }
            b'|' | b'&' => {
                if let Some(level) = levels.last_mut() {
                    level.command = at + 1;
                }
            }
            b'=' if levels.last().is_some_and(|level| text[level.command..at].trim_start().starts_with('$')) => {
                if let Some(level) = levels.last_mut() {
                    (level.statement, level.command) = (at + 1, at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    Some(place(text, &levels))
}

fn place(text: &str, levels: &[Level]) -> Context {
    // A type's bracket is part of the word; an open string keeps its command.
    let mut depth = levels.len() - 1;
    while depth > 0 && matches!(levels[depth].open, '[') {
        depth -= 1;
    }
    if levels[depth].open == '"' {
        let start = text.rfind('$').filter(|at| *at > levels[depth].statement).unwrap_or(text.len());
        return Context { word: text[start..].to_owned(), start, quiet: start == text.len(), ..Context::default() };
    }
    let level = &levels[depth];
    let command = &text[level.command.min(text.len())..];
    let (words, start) = split_words(command);
    let start = level.command + start;
    let piped = text[level.statement..level.command].trim_end().strip_suffix('|').map(|upstream| upstream.trim().to_owned());
    Context { words, word: text[start..].to_owned(), start, upstream: piped.filter(|upstream| !upstream.is_empty()), quiet: false }
}

/// The words before the last one, and where the last starts.
fn split_words(command: &str) -> (Vec<String>, usize) {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut depth = 0usize;
    for (at, c) in command.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => {
                quote = Some(c);
                start.get_or_insert(at);
            }
            (None, '(' | '{' | '[') => {
                depth += 1;
                start.get_or_insert(at);
            }
            (None, ')' | '}' | ']') => depth = depth.saturating_sub(1),
            (None, c) if c.is_whitespace() && depth == 0 => {
                if let Some(from) = start.take() {
                    words.push(command[from..at].to_owned());
                }
            }
            (None, _) => {
                start.get_or_insert(at);
            }
        }
    }
    (words, start.unwrap_or(command.len()))
}
