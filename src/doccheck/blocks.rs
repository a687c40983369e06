//! The blocks of a page that hold PowerShell: fenced ones that say so, and fenced or indented ones that look like it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A block's text, and where each of its pieces stands in the page.
pub struct Block {
    pub text: String,
    /// (offset in `text`, offset in the page), ascending.
    pieces: Vec<(usize, usize)>,
}

impl Block {
    /// A whole file as one block.
    pub fn whole(text: &str) -> Block {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Block { text: text[start..].to_owned(), pieces: vec![(0, start)] }
    }

    /// The offset in the page of an offset in the block.
    pub fn in_page(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|(own, _)| *own <= offset).saturating_sub(1);
        self.pieces.get(index).map_or(0, |(own, page)| page + (offset - own))
    }
}

/// All PowerShell blocks of a Markdown page, in order.
pub fn of_page(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(Block, bool)> = None;
    for (event, range) in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let said = match &kind {
                    CodeBlockKind::Indented => None,
                    CodeBlockKind::Fenced(info) => language(info),
                };
                if said != Some(false) {
                    open = Some((Block { text: String::new(), pieces: Vec::new() }, said == Some(true)));
                }
            }
            Event::Text(text) => {
                if let Some((block, _)) = &mut open {
                    block.pieces.push((block.text.len(), range.start));
                    block.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((mut block, said)) = open.take()
                    && (said || looks_like_powershell(&block.text))
                {
                    blank_prompts(&mut block.text);
                    blocks.push(block);
                }
            }
            _ => {}
        }
    }
    blocks
}

/// Whether a fence's info says PowerShell; `None`: it says nothing.
fn language(info: &str) -> Option<bool> {
    let word = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    match word.as_str() {
        "" => None,
        "powershell" | "posh" | "ps1" | "pwsh" | "ps" | "powershell-interactive" | "azurepowershell" | "azurepowershell-interactive" => Some(true),
        _ => Some(false),
    }
}

/// A line that begins as PowerShell does: `Verb-Noun`, `$name =`, a keyword with its bracket, a prompt.
fn looks_like_powershell(text: &str) -> bool {
    text.lines().map(|line| crate::repl::strip_prompt(line).trim_start()).any(|line| {
        let word: &str = line.split([' ', '(', '|', ';', '.']).next().unwrap_or_default();
        is_command_name(word)
            || is_assignment(line)
            || ["foreach (", "foreach(", "if (", "if(", "function ", "param(", "param ("].iter().any(|start| line.to_ascii_lowercase().starts_with(start))
    })
}

fn is_assignment(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('$') else { return false };
    let name = rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'));
    name.len() < rest.len() && matches!(name.trim_start().chars().next(), Some('=' | '|' | '+'))
}

/// `Verb-Noun`, where the verb is one that cmdlets have.
pub fn is_command_name(word: &str) -> bool {
    const VERBS: &str = " add approve checkpoint clear close compare complete compress confirm connect convert convertfrom convertto copy debug deny disable disconnect dismount edit enable enter exit expand export find format foreach get group grant hide import initialize install invoke join limit lock measure merge mount move new open optimize out ping pop protect publish push read receive redo register remove rename repair request reset resize resolve restart restore resume retry revoke save search select send set show skip sort split start step stop submit suspend switch sync tee test trace unblock undo uninstall unlock unprotect unpublish unregister update upgrade use wait watch where write ";
    let Some((verb, noun)) = word.split_once('-') else { return false };
    !noun.is_empty()
        && noun.chars().all(|c| c.is_alphanumeric() || c == '-')
        && verb.chars().all(char::is_alphabetic)
        && VERBS.contains(&format!(" {} ", verb.to_ascii_lowercase()))
}

/// Prompts before pasted lines become blanks, so that every offset stays what it was.
fn blank_prompts(text: &mut String) {
    let blanked: Vec<String> = text
        .split_inclusive('\n')
        .map(|line| {
            let rest = crate::repl::strip_prompt(line);
            let cut = line.len() - rest.len();
            if cut > 0 && line[..cut].trim().is_empty() { line.to_owned() } else { format!("{}{rest}", " ".repeat(cut)) }
        })
        .collect();
    *text = blanked.concat();
}

#[cfg(test)]
mod tests {
    use super::of_page;

    #[test]
    fn fenced_and_indented_blocks_are_found_where_they_stand() {
        let page = "# A page\n\nText.\n\n    Get-Mailbox -Identity Ken\n\n  - Item\n    \n        Get-CASMailbox <identity>\n    \n    More text, not-code.\n\n```sql\nselect 1\n```\n\n```PowerShell\nPS C:\\> $x = 1\n```\n";
        let blocks = of_page(page);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.trim()).collect();
        assert_eq!(texts, ["Get-Mailbox -Identity Ken", "Get-CASMailbox <identity>", "$x = 1"]);
        for (block, text) in blocks.iter().zip(texts) {
            let at = block.text.find(text).expect("the text is there");
            assert!(page[block.in_page(at)..].starts_with(text));
        }
    }
}
