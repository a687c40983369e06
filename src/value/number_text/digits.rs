//! A number as its digits: `0.d1d2d3... * 10^scale`, with the roundings that .NET's formats use.

use rust_decimal::Decimal;

#[derive(Clone, Debug, Default)]
pub struct Digits {
    pub digits: Vec<u8>,
    /// Where the point stands: before the first digit for 0.
    pub scale: i32,
    pub negative: bool,
}

impl Digits {
    /// From plain decimal text: `-12.30` keeps its zeros.
    pub fn of_text(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |t| (true, t));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole = whole.trim_start_matches('0');
        let mut scale = whole.len() as i32;
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|b| b - b'0').collect();
        if scale == 0 {
            let zeros = digits.iter().take_while(|d| **d == 0).count();
            if zeros == digits.len() {
                scale = 0;
                digits.clear();
            } else {
                scale -= zeros as i32;
                digits.drain(..zeros);
            }
        }
        Digits { digits, scale, negative }
    }

    pub fn of_decimal(value: &Decimal) -> Self {
        Self::of_text(&value.to_string())
    }

    /// From Rust's `1.234e5`.
    fn of_exponent(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |t| (true, t));
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let mut result = Digits { digits, scale: exponent.parse::<i32>().unwrap_or(0) + 1, negative };
        result.trim();
        if result.digits.is_empty() {
            result.scale = 0;
        }
        result
    }

    /// The shortest digits that read back as the same double.
    pub fn of_double_shortest(value: f64) -> Self {
        Self::of_exponent(&format!("{value:e}"))
    }

    pub fn of_single_shortest(value: f32) -> Self {
        Self::of_exponent(&format!("{value:e}"))
    }

    /// That many significant digits of the exact value.
    pub fn of_double_significant(value: f64, digits: usize) -> Self {
        Self::of_exponent(&format!("{value:.*e}", digits.clamp(1, 1100) - 1))
    }

    /// That many digits after the point of the exact value.
    pub fn of_double_fixed(value: f64, decimals: usize) -> Self {
        let text = format!("{value:.*}", decimals.min(1100));
        let mut result = Self::of_text(&text);
        result.trim();
        result
    }

    pub fn is_zero(&self) -> bool {
        self.digits.iter().all(|d| *d == 0)
    }

    /// Drop zeros at the end.
    pub fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }

    /// Keep `count` digits, rounding half away from zero; drop zeros at the end.
    pub fn round(&mut self, count: i32) {
        let keep = count.clamp(0, self.digits.len() as i32) as usize;
        let up = count >= 0 && self.digits.get(keep).is_some_and(|d| *d >= 5);
        self.digits.truncate(keep);
        if up {
            while self.digits.last() == Some(&9) {
                self.digits.pop();
            }
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.scale += 1;
                    self.digits.push(1);
                }
            }
        } else {
            self.trim();
        }
        if self.digits.is_empty() {
            self.scale = 0;
        }
    }

    pub fn digit(&self, index: usize) -> char {
        char::from(b'0' + self.digits.get(index).copied().unwrap_or(0))
    }
}
