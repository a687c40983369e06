//! PowerShell's wildcard patterns: `*`, `?`, `[a-z]`, and a backtick before what is meant as it is.

/// Whether the whole text matches.
pub fn matches(pattern: &str, text: &str, ignore_case: bool) -> bool {
    let fold = |text: &str| -> Vec<char> { if ignore_case { text.chars().flat_map(char::to_lowercase).collect() } else { text.chars().collect() } };
    matches_chars(&fold(pattern), &fold(text))
}

/// Greedy with one point to come back to: linear for each star.
fn matches_chars(pattern: &[char], text: &[char]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&'*') {
            back = Some((p + 1, t));
            p += 1;
            continue;
        }
        match one(&pattern[p.min(pattern.len())..], text[t]) {
            Some(used) => {
                p += used;
                t += 1;
            }
            None => match back {
                Some((star, from)) => {
                    p = star;
                    t = from + 1;
                    back = Some((star, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p.min(pattern.len())..].iter().all(|&c| c == '*')
}

/// How many pattern characters match this one character of text; `None`: they do not.
fn one(pattern: &[char], c: char) -> Option<usize> {
    match pattern {
        [] => None,
        ['?', ..] => Some(1),
        ['`', literal, ..] => (*literal == c).then_some(2),
        ['[', rest @ ..] => {
            let close = rest.iter().skip(1).position(|&x| x == ']')? + 1;
            in_set(&rest[..close], c).then_some(close + 2)
        }
        [literal, ..] => (*literal == c).then_some(1),
    }
}

fn in_set(set: &[char], c: char) -> bool {
    let mut i = 0;
    while i < set.len() {
        if set.get(i + 1) == Some(&'-') && i + 2 < set.len() {
            if (set[i]..=set[i + 2]).contains(&c) {
                return true;
            }
            i += 3;
        } else {
            if set[i] == c {
                return true;
            }
            i += 1;
        }
    }
    false
}
