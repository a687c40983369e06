//! Custom formats, the pictures: `#,##0.00;(neg);zero`, `%`, `‰`, `E+0`, literals.

use super::super::culture::Culture;
use super::Digits;

/// What a first look at a section finds.
#[derive(Default)]
struct Layout {
    digits: i32,
    /// Places before the point; `None` where there is no point.
    point: Option<i32>,
    first_zero: Option<i32>,
    last_zero: i32,
    group: bool,
    scaling: i32,
    scientific: bool,
}

pub fn write(digits: Digits, format: &str, culture: &Culture) -> String {
    let format: Vec<char> = format.chars().collect();
    let mut section = find_section(
        &format,
        if digits.is_zero() {
            2
        } else if digits.negative {
            1
        } else {
            0
        },
    );
    loop {
        let layout = look(&format[section..]);
        let mut rounded = digits.clone();
        if !digits.is_zero() {
            rounded.scale += layout.scaling;
            let point = layout.point.unwrap_or(layout.digits);
            let keep = if layout.scientific { layout.digits } else { rounded.scale + layout.digits - point };
            rounded.round(keep);
            if rounded.is_zero() {
                let other = find_section(&format, 2);
                if other != section {
                    section = other;
                    continue;
                }
                rounded.negative = false;
            }
        } else {
            rounded.digits.clear();
            rounded.scale = 0;
        }
        return lay_out(&format[section..], &rounded, &layout, section == 0, culture);
    }
}

/// Where a section starts: an absent or empty one falls back on the first.
fn find_section(format: &[char], wanted: usize) -> usize {
    if wanted == 0 {
        return 0;
    }
    let mut left = wanted;
    let mut i = 0;
    while i < format.len() {
        match format[i] {
            quote @ ('\'' | '"') => {
                i += 1;
                while i < format.len() && format[i] != quote {
                    i += 1;
                }
            }
            '\\' => i += 1,
            ';' => {
                left -= 1;
                if left == 0 {
                    return if matches!(format.get(i + 1), None | Some(';')) { 0 } else { i + 1 };
                }
            }
            _ => {}
        }
        i += 1;
    }
    0
}

fn look(section: &[char]) -> Layout {
    let mut layout = Layout::default();
    let mut commas_at: Option<(i32, i32)> = None;
    let mut i = 0;
    while i < section.len() {
        let c = section[i];
        i += 1;
        match c {
            '#' => layout.digits += 1,
            '0' => {
                layout.first_zero.get_or_insert(layout.digits);
                layout.digits += 1;
                layout.last_zero = layout.digits;
            }
            '.' => {
                layout.point.get_or_insert(layout.digits);
            }
            ',' if layout.digits > 0 && layout.point.is_none() => {
                if let Some((at, count)) = commas_at {
                    if at == layout.digits {
                        commas_at = Some((at, count + 1));
                        continue;
                    }
                    layout.group = true;
                }
                commas_at = Some((layout.digits, 1));
            }
            '%' => layout.scaling += 2,
            '‰' => layout.scaling += 3,
            '\'' | '"' => {
                while i < section.len() && section[i] != c {
                    i += 1;
                }
                i += 1;
            }
            '\\' => i += 1,
            ';' => break,
            'E' | 'e' => {
                let mut at = i;
                if matches!(section.get(at), Some('+' | '-')) {
                    at += 1;
                }
                if section.get(at) == Some(&'0') {
                    let zeros = section[at..].iter().take_while(|c| **c == '0').count();
                    layout.scientific = true;
                    i = at + zeros;
                }
            }
            _ => {}
        }
    }
    if let Some((at, count)) = commas_at {
        if at == layout.point.unwrap_or(layout.digits) {
            layout.scaling -= 3 * count;
        } else {
            layout.group = true;
        }
    }
    layout
}

/// The walk over a section, with where it stands in the number.
struct Walk<'a> {
    digits: &'a Digits,
    culture: &'a Culture,
    /// The place of the digit to come, counted from the point.
    position: i32,
    /// Digits more than the picture has places for, or places more than there are digits.
    adjust: i32,
    next: usize,
    /// Places, counted from the point, after which a group ends; the last is the next one.
    groups: Vec<i32>,
    text: String,
}

impl Walk<'_> {
    fn take(&mut self) -> Option<char> {
        let digit = self.digits.digits.get(self.next)?;
        self.next += 1;
        Some(char::from(b'0' + digit))
    }

    fn push(&mut self, digit: char) {
        self.text.push(digit);
        if self.position > 1 && self.groups.last() == Some(&(self.position - 1)) {
            self.text.push_str(self.culture.group);
            self.groups.pop();
        }
    }

    /// The digits that stand before the first place of the picture.
    fn surplus(&mut self) {
        while self.adjust > 0 {
            let digit = self.take().unwrap_or('0');
            self.push(digit);
            self.position -= 1;
            self.adjust -= 1;
        }
    }
}

fn lay_out(section: &[char], digits: &Digits, layout: &Layout, first_section: bool, culture: &Culture) -> String {
    let point = layout.point.unwrap_or(layout.digits);
    // Zeros are written from this many places before the point to (as a negative number) that many after it.
    let zeros_from = layout.first_zero.filter(|z| *z < point).map_or(0, |z| point - z);
    let zeros_to = if layout.last_zero > point { point - layout.last_zero } else { 0 };
    let (position, adjust) = if layout.scientific { (point, 0) } else { (digits.scale.max(point), digits.scale - point) };
    let whole = (position + adjust.min(0)).max(zeros_from);
    let groups = if layout.group { (1..).map(|g| g * 3).take_while(|g| *g < whole).collect() } else { Vec::new() };
    let mut walk = Walk { digits, culture, position, adjust, next: 0, groups, text: String::new() };
    if digits.negative && first_section && !digits.digits.is_empty() {
        walk.text.push_str(culture.negative);
    }
    let mut point_written = false;
    let mut exponent_left = layout.scientific;
    let mut i = 0;
    while i < section.len() && section[i] != ';' {
        let c = section[i];
        i += 1;
        if matches!(c, '#' | '0' | '.') {
            walk.surplus();
        }
        match c {
            '#' | '0' => {
                let digit = if walk.adjust < 0 {
                    walk.adjust += 1;
                    (walk.position <= zeros_from).then_some('0')
                } else {
                    walk.take().or((walk.position > zeros_to).then_some('0'))
                };
                if let Some(digit) = digit {
                    walk.push(digit);
                }
                walk.position -= 1;
            }
            '.' => {
                let wanted = zeros_to < 0 || point < layout.digits && walk.next < digits.digits.len();
                if walk.position == 0 && !point_written && wanted {
                    walk.text.push_str(culture.decimal);
                    point_written = true;
                }
            }
            ',' => {}
            '\'' | '"' => {
                let end = section[i..].iter().position(|q| *q == c).map_or(section.len(), |at| i + at);
                walk.text.extend(&section[i..end]);
                i = end + 1;
            }
            '\\' => {
                walk.text.extend(section.get(i));
                i += 1;
            }
            'E' | 'e' if exponent_left && is_exponent(&section[i..]) => {
                let exponent = if digits.digits.is_empty() { 0 } else { digits.scale - point };
                i += push_exponent(&mut walk.text, c, &section[i..], exponent, culture);
                exponent_left = false;
            }
            c => walk.text.push(c),
        }
    }
    walk.text
}

fn is_exponent(rest: &[char]) -> bool {
    matches!(rest, ['0', ..] | ['+' | '-', '0', ..])
}

/// `E+00`: returns how much of the picture it took.
fn push_exponent(text: &mut String, letter: char, rest: &[char], exponent: i32, culture: &Culture) -> usize {
    let signs = usize::from(rest.first() != Some(&'0'));
    let zeros = rest[signs..].iter().take_while(|c| **c == '0').count();
    text.push(letter);
    if exponent < 0 {
        text.push_str(culture.negative);
    } else if rest.first() == Some(&'+') {
        text.push('+');
    }
    text.push_str(&format!("{:0width$}", exponent.unsigned_abs(), width = zeros.min(10)));
    signs + zeros
}
