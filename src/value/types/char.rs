//! `Char`: one UTF-16 unit, and the `Rune`s of a text.

use super::TypeImpl;
use super::arguments::{class, int, out_of_range, text};
use super::object::enum_value;
use crate::value::members::errors::net;
use crate::value::regex::{category, is_digit, is_white_space};
use crate::value::{Object, PsStr, Reference, Res, Runtime, TypeRef, Value, string_case};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory as Gc, NumericType};

/// The unit that a static method looks at: a char, or a place in a text.
fn unit(args: &[Value]) -> Res<u16> {
    match args.first().map(Value::base) {
        Some(Value::Char(unit)) => Ok(*unit),
        Some(Value::String(text)) => {
            let at = int(args, 1);
            let found = usize::try_from(at).ok().and_then(|at| text.encode_utf16().nth(at));
            found.ok_or_else(|| out_of_range("Specified argument was out of the range of valid values.", "index"))
        }
        _ => Ok(0),
    }
}

fn own(this: &Value) -> u16 {
    match this.base() {
        Value::Char(unit) => *unit,
        _ => 0,
    }
}

fn test(args: &[Value], predicate: fn(u16) -> bool) -> Res<Value> {
    unit(args).map(|unit| Value::Bool(predicate(unit)))
}

fn in_categories(unit: u16, categories: &[Gc]) -> bool {
    categories.contains(&category(unit))
}

const LETTERS: &[Gc] = &[Gc::UppercaseLetter, Gc::LowercaseLetter, Gc::TitlecaseLetter, Gc::ModifierLetter, Gc::OtherLetter];
const NUMBERS: &[Gc] = &[Gc::DecimalNumber, Gc::LetterNumber, Gc::OtherNumber];
const SYMBOLS: &[Gc] = &[Gc::MathSymbol, Gc::CurrencySymbol, Gc::ModifierSymbol, Gc::OtherSymbol];
const SEPARATORS: &[Gc] = &[Gc::SpaceSeparator, Gc::LineSeparator, Gc::ParagraphSeparator];
const PUNCTUATION: &[Gc] = &[
    Gc::ConnectorPunctuation,
    Gc::DashPunctuation,
    Gc::OpenPunctuation,
    Gc::ClosePunctuation,
    Gc::InitialPunctuation,
    Gc::FinalPunctuation,
    Gc::OtherPunctuation,
];

fn is_letter(unit: u16) -> bool {
    in_categories(unit, LETTERS)
}

fn ascii(unit: u16, predicate: fn(&u8) -> bool) -> bool {
    u8::try_from(unit).is_ok_and(|b| predicate(&b))
}

/// `UnicodeCategory`'s name.
fn category_name(category: Gc) -> &'static str {
    match category {
        Gc::UppercaseLetter => "UppercaseLetter",
        Gc::LowercaseLetter => "LowercaseLetter",
        Gc::TitlecaseLetter => "TitlecaseLetter",
        Gc::ModifierLetter => "ModifierLetter",
        Gc::OtherLetter => "OtherLetter",
        Gc::NonspacingMark => "NonSpacingMark",
        Gc::SpacingMark => "SpacingCombiningMark",
        Gc::EnclosingMark => "EnclosingMark",
        Gc::DecimalNumber => "DecimalDigitNumber",
        Gc::LetterNumber => "LetterNumber",
        Gc::OtherNumber => "OtherNumber",
        Gc::SpaceSeparator => "SpaceSeparator",
        Gc::LineSeparator => "LineSeparator",
        Gc::ParagraphSeparator => "ParagraphSeparator",
        Gc::Control => "Control",
        Gc::Format => "Format",
        Gc::Surrogate => "Surrogate",
        Gc::PrivateUse => "PrivateUse",
        Gc::ConnectorPunctuation => "ConnectorPunctuation",
        Gc::DashPunctuation => "DashPunctuation",
        Gc::OpenPunctuation => "OpenPunctuation",
        Gc::ClosePunctuation => "ClosePunctuation",
        Gc::InitialPunctuation => "InitialQuotePunctuation",
        Gc::FinalPunctuation => "FinalQuotePunctuation",
        Gc::OtherPunctuation => "OtherPunctuation",
        Gc::MathSymbol => "MathSymbol",
        Gc::CurrencySymbol => "CurrencySymbol",
        Gc::ModifierSymbol => "ModifierSymbol",
        Gc::OtherSymbol => "OtherSymbol",
        _ => "OtherNotAssigned",
    }
}

/// The number a character stands for; -1 for none.
fn numeric_value(unit: u16) -> f64 {
    let Some(c) = char::from_u32(unit.into()) else { return -1.0 };
    if let Some(digit) = c.to_digit(10) {
        return digit.into();
    }
    match c {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        '²' => 2.0,
        '³' => 3.0,
        '¹' => 1.0,
        'Ⅰ'..='Ⅻ' => f64::from(u32::from(c) - 0x215f),
        '①'..='⑳' => f64::from(u32::from(c) - 0x245f),
        _ if CodePointMapData::<NumericType>::new().get(c) == NumericType::Decimal => decimal_digit(c),
        _ => -1.0,
    }
}

/// Digits of other scripts stand in runs of ten, zero first.
fn decimal_digit(c: char) -> f64 {
    let is_decimal = |code: u32| u16::try_from(code).is_ok_and(is_digit);
    let mut value = 0;
    let mut code = u32::from(c);
    while value < 9 && is_decimal(code - 1) && code % 16 != 0 && code % 16 != 6 {
        code -= 1;
        value += 1;
    }
    value.into()
}

fn parse(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    let mut units = text.encode_utf16();
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(Value::Char(unit)),
        _ => Err(net("System.FormatException", "String must be exactly one character long.")),
    }
}

pub static CHAR: TypeImpl = TypeImpl {
    static_properties: &[("MinValue", |_| Ok(Value::Char(0))), ("MaxValue", |_| Ok(Value::Char(u16::MAX)))],
    static_methods: &[
        ("IsLetter", |args, _| test(args, is_letter)),
        ("IsDigit", |args, _| test(args, is_digit)),
        ("IsLetterOrDigit", |args, _| test(args, |u| is_letter(u) || is_digit(u))),
        ("IsNumber", |args, _| test(args, |u| in_categories(u, NUMBERS))),
        ("IsUpper", |args, _| test(args, |u| in_categories(u, &[Gc::UppercaseLetter]))),
        ("IsLower", |args, _| test(args, |u| in_categories(u, &[Gc::LowercaseLetter]))),
        ("IsWhiteSpace", |args, _| test(args, is_white_space)),
        ("IsPunctuation", |args, _| test(args, |u| in_categories(u, PUNCTUATION))),
        ("IsSymbol", |args, _| test(args, |u| in_categories(u, SYMBOLS))),
        ("IsSeparator", |args, _| test(args, |u| in_categories(u, SEPARATORS))),
        ("IsControl", |args, _| test(args, |u| in_categories(u, &[Gc::Control]))),
        ("IsSurrogate", |args, _| test(args, |u| (0xd800..0xe000).contains(&u))),
        ("IsHighSurrogate", |args, _| test(args, |u| (0xd800..0xdc00).contains(&u))),
        ("IsLowSurrogate", |args, _| test(args, |u| (0xdc00..0xe000).contains(&u))),
        ("IsAscii", |args, _| test(args, |u| u < 128)),
        ("IsAsciiDigit", |args, _| test(args, |u| ascii(u, u8::is_ascii_digit))),
        ("IsAsciiLetter", |args, _| test(args, |u| ascii(u, u8::is_ascii_alphabetic))),
        ("IsAsciiLetterLower", |args, _| test(args, |u| ascii(u, u8::is_ascii_lowercase))),
        ("IsAsciiLetterUpper", |args, _| test(args, |u| ascii(u, u8::is_ascii_uppercase))),
        ("IsAsciiLetterOrDigit", |args, _| test(args, |u| ascii(u, u8::is_ascii_alphanumeric))),
        ("IsAsciiHexDigit", |args, _| test(args, |u| ascii(u, u8::is_ascii_hexdigit))),
        ("IsBetween", |args, _| {
            let of = |at: usize| args.get(at).map_or(0, own);
            Ok(Value::Bool((of(1)..=of(2)).contains(&of(0))))
        }),
        ("IsSurrogatePair", |args, _| {
            let high = unit(args)?;
            let low = match args.first().map(Value::base) {
                Some(Value::String(text)) => text.encode_utf16().nth(int(args, 1) as usize + 1).unwrap_or(0),
                _ => args.get(1).map_or(0, own),
            };
            Ok(Value::Bool((0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low)))
        }),
        ("GetNumericValue", |args, _| unit(args).map(|u| Value::Double(numeric_value(u)))),
        ("GetUnicodeCategory", |args, _| unit(args).map(|u| enum_value("System.Globalization.UnicodeCategory", category_name(category(u))))),
        ("ToUpper", |args, _| unit(args).map(|u| Value::Char(string_case::upper_unit(u)))),
        ("ToLower", |args, _| unit(args).map(|u| Value::Char(string_case::lower_unit(u)))),
        ("ToUpperInvariant", |args, _| unit(args).map(|u| Value::Char(string_case::upper_unit(u)))),
        ("ToLowerInvariant", |args, _| unit(args).map(|u| Value::Char(string_case::lower_unit(u)))),
        ("ToString", |args, _| Ok(Value::String(text(args, 0)))),
        ("Parse", parse),
        ("TryParse", |args, cx| {
            let parsed = parse(args, cx);
            if let Some(reference) = args.get(1).and_then(|a| a.downcast::<Reference>()) {
                reference.set(parsed.as_ref().map_or(Value::Char(0), Clone::clone));
            }
            Ok(Value::Bool(parsed.is_ok()))
        }),
        ("ConvertFromUtf32", |args, _| match u32::try_from(int(args, 0)).ok().and_then(char::from_u32) {
            Some(c) => Ok(Value::from(c.to_string())),
            None => Err(out_of_range(
                "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).",
                "utf32",
            )),
        }),
        ("ConvertToUtf32", |args, _| {
            let units: Vec<u16> = match args.first().map(Value::base) {
                Some(Value::String(text)) => text.encode_utf16().skip(int(args, 1).max(0) as usize).take(2).collect(),
                _ => args.iter().take(2).map(own).collect(),
            };
            match char::decode_utf16(units).next() {
                Some(Ok(c)) => Ok(Value::Int32(u32::from(c) as i32)),
                _ => Err(out_of_range("A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.", "highSurrogate")),
            }
        }),
    ],
    methods: &[
        ("ToString", |this, _, _| Ok(Value::from(String::from_utf16_lossy(&[own(this)])))),
        ("CompareTo", |this, args, _| match args.first().map(Value::base) {
            Some(Value::Char(other)) => Ok(Value::Int32(i32::from(own(this)) - i32::from(*other))),
            None | Some(Value::Null) => Ok(Value::Int32(1)),
            _ => Err(net("System.ArgumentException", "Object must be of type Char.")),
        }),
        ("GetHashCode", |this, _, _| Ok(Value::Int32(i32::from(own(this)) | i32::from(own(this)) << 16))),
        ("GetTypeCode", |_, _, _| Ok(enum_value("System.TypeCode", "Char"))),
    ],
    ..TypeImpl::of("System.Char")
};

/// A Unicode scalar value.
struct Rune(char);

impl Object for Rune {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.Rune")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "value" => Value::Int32(u32::from(self.0) as i32),
            "isascii" => Value::Bool(self.0.is_ascii()),
            "isbmp" => Value::Bool(self.0.len_utf16() == 1),
            "plane" => Value::Int32((u32::from(self.0) >> 16) as i32),
            "utf16sequencelength" => Value::Int32(self.0.len_utf16() as i32),
            "utf8sequencelength" => Value::Int32(self.0.len_utf8() as i32),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["IsAscii", "IsBmp", "Plane", "Utf16SequenceLength", "Utf8SequenceLength", "Value"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.0.to_string().into())
    }
}

pub fn runes(text: &str) -> Value {
    Value::array(text.chars().map(|c| Value::object(Rune(c))).collect())
}
