//! Number literals: signs, hexadecimal and binary, fractions, exponents, type suffixes and multipliers.

use super::chars::*;
use super::messages as msg;
use super::tokenizer::Tokenizer;
use super::tokens::{Kind, Payload, Token};
use crate::syntax::ast::Number;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

/// What was read of a number.
struct Literal {
    negative: bool,
    digits: String,
    radix: u32,
    real: bool,
    suffix: String,
    multiplier: u64,
}

impl Tokenizer {
    /// At a token that starts as a number does; a bare word if it goes on otherwise.
    pub fn number(&mut self) -> Token {
        self.pos = self.start;
        let Some(literal) = self.scan_number() else { return self.generic() };
        if let Some(value) = literal.value() {
            return self.token_with(Kind::Number, Payload::Number(value));
        }
        if !self.in_expression() {
            return self.generic();
        }
        let text = self.text.slice(self.start, self.pos);
        self.report_from(self.start, &msg::BAD_NUMERIC_CONSTANT, &[&text]);
        self.token_with(Kind::Number, Payload::Number(Number::Int32(0)))
    }

    fn scan_digits(&mut self, into: &mut String, radix: u32) -> usize {
        let before = into.len();
        while self.peek().is_digit(radix) {
            into.push(self.get());
        }
        into.len() - before
    }

    fn scan_number(&mut self) -> Option<Literal> {
        let mut literal = Literal { negative: false, digits: String::new(), radix: 10, real: false, suffix: String::new(), multiplier: 1 };
        if is_dash(self.peek()) || self.peek() == '+' {
            literal.negative = self.peek() != '+';
            self.pos += 1;
        }
        let prefix = if self.peek() == '0' { self.peek_at(1).to_ascii_lowercase() } else { '\0' };
        if matches!(prefix, 'x' | 'b') {
            literal.radix = if prefix == 'x' { 16 } else { 2 };
            self.pos += 2;
            if self.scan_digits(&mut literal.digits, literal.radix) == 0 {
                return None;
            }
        } else {
            self.scan_decimal(&mut literal)?;
        }
        self.scan_suffix(&mut literal.suffix);
        literal.multiplier = self.scan_multiplier()?;
        let c = self.peek();
        let ends = starts_token(c) || (self.in_expression() && starts_token_after_number(c, self.ternary));
        ends.then_some(literal)
    }

    fn scan_decimal(&mut self, literal: &mut Literal) -> Option<()> {
        let whole = self.scan_digits(&mut literal.digits, 10);
        if self.peek() == '.' && self.peek_at(1) != '.' {
            literal.real = true;
            literal.digits.push('.');
            self.pos += 1;
            let fraction = self.scan_digits(&mut literal.digits, 10);
            if whole == 0 && fraction == 0 {
                return None;
            }
        }
        if matches!(self.peek(), 'e' | 'E') {
            literal.real = true;
            literal.digits.push('e');
            self.pos += 1;
            if is_dash(self.peek()) || self.peek() == '+' {
                literal.digits.push(if self.get() == '+' { '+' } else { '-' });
            }
            if self.scan_digits(&mut literal.digits, 10) == 0 {
                return None;
            }
        }
        Some(())
    }

    fn scan_suffix(&mut self, suffix: &mut String) {
        if matches!(self.peek(), 'u' | 'U') {
            suffix.push('u');
            self.pos += 1;
        }
        let c = self.peek().to_ascii_lowercase();
        let known = if suffix.is_empty() { matches!(c, 'y' | 's' | 'l' | 'd' | 'n') } else { matches!(c, 'y' | 's' | 'l') };
        if known {
            suffix.push(c);
            self.pos += 1;
        }
    }

    fn scan_multiplier(&mut self) -> Option<u64> {
        let power = match self.peek().to_ascii_lowercase() {
            'k' => 1,
            'm' => 2,
            'g' => 3,
            't' => 4,
            'p' => 5,
            _ => return Some(1),
        };
        if !matches!(self.peek_at(1), 'b' | 'B') {
            return None;
        }
        self.pos += 2;
        Some(1 << (10 * power))
    }
}

impl Literal {
    fn value(&self) -> Option<Number> {
        if self.real { self.real_value() } else { self.integer_value() }
    }

    fn real_value(&self) -> Option<Number> {
        match self.suffix.as_str() {
            "" => {
                let value: f64 = self.digits.parse().ok()?;
                let value = value * self.multiplier as f64;
                Some(Number::Double(if self.negative { -value } else { value }))
            }
            "d" => {
                let value = Decimal::from_str_exact(&self.digits).or_else(|_| Decimal::from_scientific(&self.digits)).ok()?;
                let value = value.checked_mul(Decimal::from(self.multiplier))?;
                Some(Number::Decimal(if self.negative { -value } else { value }))
            }
            _ => {
                let value: f64 = self.digits.parse().ok()?;
                self.typed(&BigInt::from(value.round().to_i128()?))
            }
        }
    }

    fn integer_value(&self) -> Option<Number> {
        let value = BigInt::parse_bytes(self.digits.as_bytes(), self.radix)?;
        self.typed(&self.two_complement(value))
    }

    /// Hexadecimal and binary digits that fill a type's width are its bits.
    fn two_complement(&self, value: BigInt) -> BigInt {
        if self.radix == 10 || self.suffix.starts_with('u') {
            return value;
        }
        let bits = self.digits.len() * if self.radix == 16 { 4 } else { 1 };
        let widths: &[usize] = match self.suffix.as_str() {
            "y" => &[8],
            "s" => &[16],
            "l" => &[64],
            "n" => &[],
            _ => &[32, 64],
        };
        for &width in widths {
            if bits == width && value.bit(width as u64 - 1) {
                return value - (BigInt::from(1) << width);
            }
        }
        value
    }

    fn typed(&self, magnitude: &BigInt) -> Option<Number> {
        let mut value = magnitude * BigInt::from(self.multiplier);
        if self.negative {
            value = -value;
        }
        Some(match self.suffix.as_str() {
            "y" => Number::SByte(value.to_i8()?),
            "s" => Number::Int16(value.to_i16()?),
            "l" => Number::Int64(value.to_i64()?),
            "uy" => Number::Byte(value.to_u8()?),
            "us" => Number::UInt16(value.to_u16()?),
            "ul" => Number::UInt64(value.to_u64()?),
            "u" => match value.to_u32() {
                Some(small) => Number::UInt32(small),
                None => Number::UInt64(value.to_u64()?),
            },
            "n" => Number::BigInteger(value),
            "d" => Number::Decimal(value.to_string().parse().ok()?),
            _ => plain(&value)?,
        })
    }
}

/// The smallest of the types that an integer without suffix may have.
fn plain(value: &BigInt) -> Option<Number> {
    if let Some(small) = value.to_i32() {
        return Some(Number::Int32(small));
    }
    if let Some(long) = value.to_i64() {
        return Some(Number::Int64(long));
    }
    if let Ok(decimal) = value.to_string().parse() {
        return Some(Number::Decimal(decimal));
    }
    value.to_f64().filter(|double| double.is_finite()).map(Number::Double)
}
