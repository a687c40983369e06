//! PowerShell's wildcard patterns: `*`, `?`, `[a-z]`, and a backtick before what is meant as it is.

use super::{ErrorCategory, ErrorRecord, Res};

/// A pattern, read once and matched often.
pub struct Wildcard {
    elements: Vec<Element>,
    ignore_case: bool,
}

enum Element {
    Literal(char),
    Any,
    Star,
    Set(Vec<(char, char)>),
}

impl Wildcard {
    /// Read a pattern; a set without its end, or a range in reverse, is an error.
    pub fn new(pattern: &str, ignore_case: bool) -> Res<Self> {
        Self::read(pattern, ignore_case).ok_or_else(|| {
            let message = format!("The specified wildcard character pattern is not valid: {pattern}");
            ErrorRecord::raise("System.Management.Automation.WildcardPatternException", message, "RuntimeException", ErrorCategory::NotSpecified)
        })
    }

    fn read(pattern: &str, ignore_case: bool) -> Option<Self> {
        let fold = |c: char| if ignore_case { lower(c) } else { c };
        let mut elements = Vec::new();
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            match c {
                '*' if matches!(elements.last(), Some(Element::Star)) => {}
                '*' => elements.push(Element::Star),
                '?' => elements.push(Element::Any),
                '[' => elements.push(Element::Set(read_set(&mut chars, fold)?)),
                '`' => match chars.next() {
                    Some(escaped) => elements.push(Element::Literal(fold(escaped))),
                    // A lone backtick is the empty pattern, as it always was.
                    None if pattern == "`" => {}
                    None => elements.push(Element::Literal('`')),
                },
                c => elements.push(Element::Literal(fold(c))),
            }
        }
        Some(Wildcard { elements, ignore_case })
    }

    /// Whether the whole text matches. Greedy, with one point to come back to: linear for each star.
    pub fn is_match(&self, text: &str) -> bool {
        if let [Element::Star] = self.elements.as_slice() {
            return true;
        }
        let text: Vec<char> = if self.ignore_case { text.chars().map(lower).collect() } else { text.chars().collect() };
        let (mut p, mut t) = (0, 0);
        let mut back: Option<(usize, usize)> = None;
        while t < text.len() {
            match self.elements.get(p) {
                Some(Element::Star) => {
                    back = Some((p + 1, t));
                    p += 1;
                    continue;
                }
                Some(element) if element.matches(text[t]) => {
                    p += 1;
                    t += 1;
                    continue;
                }
                _ => {}
            }
            let Some((star, from)) = back else { return false };
            p = star;
            t = from + 1;
            back = Some((star, from + 1));
        }
        self.elements[p..].iter().all(|e| matches!(e, Element::Star))
    }
}

impl Element {
    fn matches(&self, c: char) -> bool {
        match self {
            Element::Literal(own) => *own == c,
            Element::Any => true,
            Element::Star => false,
            Element::Set(ranges) => ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)),
        }
    }
}

/// What stands between brackets; `]` is literal as the first character.
fn read_set(chars: &mut std::str::Chars, fold: impl Fn(char) -> char) -> Option<Vec<(char, char)>> {
    let mut items: Vec<(char, bool)> = Vec::new();
    let mut first = true;
    loop {
        match chars.next()? {
            ']' if !first => break,
            '`' => items.push((chars.next()?, false)),
            c => items.push((c, c == '-')),
        }
        first = false;
    }
    let mut ranges = Vec::new();
    let mut i = 0;
    while i < items.len() {
        let from = items[i].0;
        if i + 2 < items.len() && items[i + 1].1 {
            let to = items[i + 2].0;
            if from > to {
                return None;
            }
            ranges.push((fold(from), fold(to)));
            i += 3;
        } else {
            ranges.push((fold(from), fold(from)));
            i += 1;
        }
    }
    Some(ranges)
}

fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut folded = c.to_lowercase();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Whether the whole text matches; a pattern that is none matches nothing.
pub fn matches(pattern: &str, text: &str, ignore_case: bool) -> bool {
    Wildcard::read(pattern, ignore_case).is_some_and(|wildcard| wildcard.is_match(text))
}

/// `[WildcardPattern]::ContainsWildcardCharacters`: an unescaped `*`, `?`, `[` or `]`.
pub fn has_wildcards(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' | '?' | '[' | ']' => return true,
            '`' => {
                chars.next();
            }
            _ => {}
        }
    }
    false
}

/// `[WildcardPattern]::Escape`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '`') {
            escaped.push('`');
        }
        escaped.push(c);
    }
    escaped
}

/// `[WildcardPattern]::Unescape`.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '`' && chars.peek().is_some_and(|n| matches!(n, '*' | '?' | '[' | ']' | '`')) {
            plain.extend(chars.next());
        } else {
            plain.push(c);
        }
    }
    plain
}
