//! Comment-based help: the sections of a function's comment.

use crate::engine::Function;

/// The sections of a comment: keyword, its argument, its text.
#[derive(Default)]
pub struct HelpText {
    sections: Vec<(String, String, String)>,
}

impl HelpText {
    pub fn of_function(function: &Function) -> HelpText {
        let source = &function.body.source.text;
        let body = function.body.span;
        let inner = body.text(source).trim_start_matches('{').trim_end_matches('}');
        let before = function.body.function.as_ref().and_then(|f| source.get(..f.span.start as usize));
        let places = [leading_comment(inner), trailing_comment(inner), before.and_then(trailing_comment)];
        places.into_iter().flatten().map(HelpText::parse).find(HelpText::is_some).unwrap_or_default()
    }

    /// Read the comment tokens: the inside of `<# #>` or lines after `#`.
    pub fn parse(comment: &str) -> HelpText {
        let mut sections: Vec<(String, String, String)> = Vec::new();
        for line in comment.lines() {
            let bare = line.trim().trim_start_matches("<#").trim_end_matches("#>").trim_start_matches('#').trim();
            let keyword = bare.strip_prefix('.').map(|rest| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
            match keyword {
                Some((word, argument)) if is_keyword(word) => sections.push((word.to_ascii_uppercase(), argument.trim().to_owned(), String::new())),
                _ => {
                    if let Some((.., text)) = sections.last_mut() {
                        text.push_str(bare);
                        text.push('\n');
                    }
                }
            }
        }
        for (.., text) in &mut sections {
            *text = text.trim().to_owned();
        }
        HelpText { sections }
    }

    pub fn is_some(&self) -> bool {
        !self.sections.is_empty()
    }

    fn section(&self, keyword: &str) -> &str {
        self.sections.iter().find(|(word, ..)| word == keyword).map_or("", |(.., text)| text)
    }

    pub fn synopsis(&self) -> &str {
        self.section("SYNOPSIS")
    }

    pub fn description(&self) -> &str {
        self.section("DESCRIPTION")
    }

    pub fn parameter(&self, name: &str) -> &str {
        let mut own = self.sections.iter().filter(|(word, argument, _)| word == "PARAMETER" && argument.eq_ignore_ascii_case(name));
        own.next().map_or("", |(.., text)| text)
    }

    pub fn examples(&self) -> Vec<&str> {
        self.sections.iter().filter(|(word, ..)| word == "EXAMPLE").map(|(.., text)| text.as_str()).collect()
    }

    pub fn links(&self) -> Vec<&str> {
        self.sections.iter().filter(|(word, ..)| word == "LINK").map(|(.., text)| text.as_str()).collect()
    }
}

/// The comment a text begins with.
fn leading_comment(text: &str) -> Option<&str> {
    let text = text.trim_start();
    if text.starts_with("<#") {
        return text.split_inclusive("#>").next();
    }
    let lines: usize = text.split_inclusive('\n').take_while(|line| line.trim_start().starts_with('#')).map(str::len).sum();
    text.get(..lines).filter(|comment| !comment.is_empty())
}

/// The comment a text ends with.
fn trailing_comment(text: &str) -> Option<&str> {
    let text = text.trim_end();
    if text.ends_with("#>") {
        return text.rfind("<#").and_then(|at| text.get(at..));
    }
    let lines: usize = text.split_inclusive('\n').rev().take_while(|line| line.trim_start().starts_with('#')).map(str::len).sum();
    text.get(text.len() - lines..).filter(|comment| !comment.is_empty())
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 15] = [
        "SYNOPSIS",
        "DESCRIPTION",
        "PARAMETER",
        "EXAMPLE",
        "INPUTS",
        "OUTPUTS",
        "NOTES",
        "LINK",
        "COMPONENT",
        "ROLE",
        "FUNCTIONALITY",
        "FORWARDHELPTARGETNAME",
        "FORWARDHELPCATEGORY",
        "REMOTEHELPRUNSPACE",
        "EXTERNALHELP",
    ];
    KEYWORDS.iter().any(|k| k.eq_ignore_ascii_case(word))
}
