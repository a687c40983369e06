//! Classes of characters: `[a-z-[aeiou]]`, `\d`, `\w`, `\p{Lu}`, `\p{IsGreek}`.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory as Gc;

/// A set of UTF-16 units.
#[derive(Clone, Debug, Default)]
pub struct Class {
    pub negate: bool,
    pub ranges: Vec<(u16, u16)>,
    pub kinds: Vec<(Kind, bool)>,
    pub minus: Option<Box<Class>>,
    pub fold: Option<Fold>,
    /// The answer for the first 128 units, made when the class is complete.
    ascii: u128,
}

/// How case is ignored: `İ` is an `i` in a culture, not in the invariant one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    Culture,
    Invariant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Digit,
    Word,
    Space,
    /// ECMAScript's: ASCII only.
    AsciiDigit,
    AsciiWord,
    AsciiSpace,
    Categories(&'static [Gc]),
}

impl Class {
    /// Any unit but a newline: `.`.
    pub fn dot() -> Self {
        Class { negate: true, ranges: vec![(10, 10)], ..Class::default() }.complete()
    }

    /// Any unit: `.` with Singleline.
    pub fn any() -> Self {
        Class { ranges: vec![(0, u16::MAX)], ..Class::default() }.complete()
    }

    /// Empty, to be filled; `complete` ends that.
    pub fn open(fold: Option<Fold>, negate: bool) -> Self {
        Class { fold, negate, ..Class::default() }
    }

    pub fn of(kind: Kind, negate: bool) -> Self {
        Class { kinds: vec![(kind, negate)], ..Class::default() }.complete()
    }

    pub fn complete(mut self) -> Self {
        for unit in 0..128u16 {
            self.ascii |= u128::from(self.look(unit)) << unit;
        }
        self
    }

    pub fn contains(&self, unit: u16) -> bool {
        if unit < 128 { self.ascii >> unit & 1 == 1 } else { self.look(unit) }
    }

    fn look(&self, unit: u16) -> bool {
        let in_ranges = match self.fold {
            None => self.in_ranges(unit),
            Some(fold) => equivalents(unit, fold).into_iter().any(|u| self.in_ranges(u)),
        };
        let inside = in_ranges || self.kinds.iter().any(|(kind, negate)| kind.holds(unit) != *negate);
        inside != self.negate && !self.minus.as_ref().is_some_and(|minus| minus.look(unit))
    }

    fn in_ranges(&self, unit: u16) -> bool {
        self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&unit))
    }
}

impl Kind {
    fn holds(self, unit: u16) -> bool {
        let ascii = u8::try_from(unit).ok().filter(u8::is_ascii);
        match self {
            Kind::Digit => is_digit(unit),
            Kind::Word => is_word(unit),
            Kind::Space => is_white_space(unit),
            Kind::AsciiDigit => ascii.is_some_and(|b| b.is_ascii_digit()),
            Kind::AsciiWord => ascii.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_'),
            Kind::AsciiSpace => ascii.is_some_and(|b| matches!(b, 9..=13 | b' ')),
            Kind::Categories(wanted) => wanted.contains(&category(unit)),
        }
    }
}

/// The general category of a unit; halves of a pair are surrogates.
pub fn category(unit: u16) -> Gc {
    match char::from_u32(unit.into()) {
        Some(c) => CodePointMapData::<Gc>::new().get(c),
        None => Gc::Surrogate,
    }
}

pub fn is_digit(unit: u16) -> bool {
    if unit < 128 { (48..58).contains(&unit) } else { category(unit) == Gc::DecimalNumber }
}

const LETTERS: &[Gc] = &[Gc::UppercaseLetter, Gc::LowercaseLetter, Gc::TitlecaseLetter, Gc::ModifierLetter, Gc::OtherLetter];

pub fn is_word(unit: u16) -> bool {
    if let Ok(byte) = u8::try_from(unit)
        && byte.is_ascii()
    {
        return byte.is_ascii_alphanumeric() || byte == b'_';
    }
    let category = category(unit);
    LETTERS.contains(&category) || matches!(category, Gc::NonspacingMark | Gc::DecimalNumber | Gc::ConnectorPunctuation)
}

/// What a word boundary looks at: word characters and the two joiners.
pub fn is_boundary_word(unit: u16) -> bool {
    is_word(unit) || matches!(unit, 0x200c | 0x200d)
}

pub fn is_white_space(unit: u16) -> bool {
    char::from_u32(unit.into()).is_some_and(char::is_whitespace)
}

/// A unit without its case.
pub fn fold(unit: u16, fold: Fold) -> u16 {
    if unit < 128 {
        return if (65..91).contains(&unit) { unit + 32 } else { unit };
    }
    match unit {
        0x130 if fold == Fold::Culture => 0x69,
        0x130 => unit,
        _ => simple(unit, char::from_u32(unit.into()).map(char::to_lowercase)),
    }
}

fn simple(unit: u16, mapped: Option<impl Iterator<Item = char>>) -> u16 {
    let Some(mut mapped) = mapped else { return unit };
    match (mapped.next(), mapped.next()) {
        (Some(c), None) => u16::try_from(u32::from(c)).unwrap_or(unit),
        _ => unit,
    }
}

/// All units that are the same without case.
fn equivalents(unit: u16, how: Fold) -> Vec<u16> {
    let low = fold(unit, how);
    let mut all = vec![unit, low, simple(low, char::from_u32(low.into()).map(char::to_uppercase))];
    match low {
        0x69 if how == Fold::Culture => all.push(0x130),
        0x6b => all.push(0x212a),
        0xe5 => all.push(0x212b),
        0x3c9 => all.push(0x2126),
        _ => {}
    }
    all
}

/// The kinds behind `\p{name}`; `None`: there is no such property.
pub fn property(name: &str) -> Option<Property> {
    let categories: &'static [Gc] = match name {
        "L" => LETTERS,
        "Lu" => &[Gc::UppercaseLetter],
        "Ll" => &[Gc::LowercaseLetter],
        "Lt" => &[Gc::TitlecaseLetter],
        "Lm" => &[Gc::ModifierLetter],
        "Lo" => &[Gc::OtherLetter],
        "M" => &[Gc::NonspacingMark, Gc::SpacingMark, Gc::EnclosingMark],
        "Mn" => &[Gc::NonspacingMark],
        "Mc" => &[Gc::SpacingMark],
        "Me" => &[Gc::EnclosingMark],
        "N" => &[Gc::DecimalNumber, Gc::LetterNumber, Gc::OtherNumber],
        "Nd" => &[Gc::DecimalNumber],
        "Nl" => &[Gc::LetterNumber],
        "No" => &[Gc::OtherNumber],
        "P" => &[
            Gc::ConnectorPunctuation,
            Gc::DashPunctuation,
            Gc::OpenPunctuation,
            Gc::ClosePunctuation,
            Gc::InitialPunctuation,
            Gc::FinalPunctuation,
            Gc::OtherPunctuation,
        ],
        "Pc" => &[Gc::ConnectorPunctuation],
        "Pd" => &[Gc::DashPunctuation],
        "Ps" => &[Gc::OpenPunctuation],
        "Pe" => &[Gc::ClosePunctuation],
        "Pi" => &[Gc::InitialPunctuation],
        "Pf" => &[Gc::FinalPunctuation],
        "Po" => &[Gc::OtherPunctuation],
        "S" => &[Gc::MathSymbol, Gc::CurrencySymbol, Gc::ModifierSymbol, Gc::OtherSymbol],
        "Sm" => &[Gc::MathSymbol],
        "Sc" => &[Gc::CurrencySymbol],
        "Sk" => &[Gc::ModifierSymbol],
        "So" => &[Gc::OtherSymbol],
        "Z" => &[Gc::SpaceSeparator, Gc::LineSeparator, Gc::ParagraphSeparator],
        "Zs" => &[Gc::SpaceSeparator],
        "Zl" => &[Gc::LineSeparator],
        "Zp" => &[Gc::ParagraphSeparator],
        "C" => &[Gc::Control, Gc::Format, Gc::Surrogate, Gc::PrivateUse, Gc::Unassigned],
        "Cc" => &[Gc::Control],
        "Cf" => &[Gc::Format],
        "Cs" => &[Gc::Surrogate],
        "Co" => &[Gc::PrivateUse],
        "Cn" => &[Gc::Unassigned],
        _ => return BLOCKS.iter().find(|(block, ..)| *block == name).map(|(_, from, to)| Property::Range(*from, *to)),
    };
    Some(Property::Categories(categories))
}

pub enum Property {
    Categories(&'static [Gc]),
    Range(u16, u16),
}

/// .NET's named blocks.
static BLOCKS: &[(&str, u16, u16)] = &[
    ("IsAlphabeticPresentationForms", 0xFB00, 0xFB4F),
    ("IsArabic", 0x0600, 0x06FF),
    ("IsArabicPresentationForms-A", 0xFB50, 0xFDFF),
    ("IsArabicPresentationForms-B", 0xFE70, 0xFEFF),
    ("IsArmenian", 0x0530, 0x058F),
    ("IsArrows", 0x2190, 0x21FF),
    ("IsBasicLatin", 0x0000, 0x007F),
    ("IsBengali", 0x0980, 0x09FF),
    ("IsBlockElements", 0x2580, 0x259F),
    ("IsBopomofo", 0x3100, 0x312F),
    ("IsBoxDrawing", 0x2500, 0x257F),
    ("IsBraillePatterns", 0x2800, 0x28FF),
    ("IsCherokee", 0x13A0, 0x13FF),
    ("IsCJKCompatibility", 0x3300, 0x33FF),
    ("IsCJKCompatibilityIdeographs", 0xF900, 0xFAFF),
    ("IsCJKSymbolsandPunctuation", 0x3000, 0x303F),
    ("IsCJKUnifiedIdeographs", 0x4E00, 0x9FFF),
    ("IsCJKUnifiedIdeographsExtensionA", 0x3400, 0x4DBF),
    ("IsCombiningDiacriticalMarks", 0x0300, 0x036F),
    ("IsControlPictures", 0x2400, 0x243F),
    ("IsCurrencySymbols", 0x20A0, 0x20CF),
    ("IsCyrillic", 0x0400, 0x04FF),
    ("IsCyrillicSupplement", 0x0500, 0x052F),
    ("IsDevanagari", 0x0900, 0x097F),
    ("IsDingbats", 0x2700, 0x27BF),
    ("IsEnclosedAlphanumerics", 0x2460, 0x24FF),
    ("IsEthiopic", 0x1200, 0x137F),
    ("IsGeneralPunctuation", 0x2000, 0x206F),
    ("IsGeometricShapes", 0x25A0, 0x25FF),
    ("IsGeorgian", 0x10A0, 0x10FF),
    ("IsGreek", 0x0370, 0x03FF),
    ("IsGreekandCoptic", 0x0370, 0x03FF),
    ("IsGreekExtended", 0x1F00, 0x1FFF),
    ("IsHalfwidthandFullwidthForms", 0xFF00, 0xFFEF),
    ("IsHangulCompatibilityJamo", 0x3130, 0x318F),
    ("IsHangulJamo", 0x1100, 0x11FF),
    ("IsHangulSyllables", 0xAC00, 0xD7AF),
    ("IsHebrew", 0x0590, 0x05FF),
    ("IsHighSurrogates", 0xD800, 0xDB7F),
    ("IsHiragana", 0x3040, 0x309F),
    ("IsIPAExtensions", 0x0250, 0x02AF),
    ("IsKanbun", 0x3190, 0x319F),
    ("IsKangxiRadicals", 0x2F00, 0x2FDF),
    ("IsKannada", 0x0C80, 0x0CFF),
    ("IsKatakana", 0x30A0, 0x30FF),
    ("IsKhmer", 0x1780, 0x17FF),
    ("IsLao", 0x0E80, 0x0EFF),
    ("IsLatin-1Supplement", 0x0080, 0x00FF),
    ("IsLatinExtended-A", 0x0100, 0x017F),
    ("IsLatinExtended-B", 0x0180, 0x024F),
    ("IsLatinExtendedAdditional", 0x1E00, 0x1EFF),
    ("IsLetterlikeSymbols", 0x2100, 0x214F),
    ("IsLowSurrogates", 0xDC00, 0xDFFF),
    ("IsMalayalam", 0x0D00, 0x0D7F),
    ("IsMathematicalOperators", 0x2200, 0x22FF),
    ("IsMiscellaneousSymbols", 0x2600, 0x26FF),
    ("IsMiscellaneousTechnical", 0x2300, 0x23FF),
    ("IsMongolian", 0x1800, 0x18AF),
    ("IsMyanmar", 0x1000, 0x109F),
    ("IsNumberForms", 0x2150, 0x218F),
    ("IsOgham", 0x1680, 0x169F),
    ("IsPhoneticExtensions", 0x1D00, 0x1D7F),
    ("IsPrivateUse", 0xE000, 0xF8FF),
    ("IsPrivateUseArea", 0xE000, 0xF8FF),
    ("IsRunic", 0x16A0, 0x16FF),
    ("IsSinhala", 0x0D80, 0x0DFF),
    ("IsSpacingModifierLetters", 0x02B0, 0x02FF),
    ("IsSpecials", 0xFFF0, 0xFFFF),
    ("IsSuperscriptsandSubscripts", 0x2070, 0x209F),
    ("IsSyriac", 0x0700, 0x074F),
    ("IsTamil", 0x0B80, 0x0BFF),
    ("IsTelugu", 0x0C00, 0x0C7F),
    ("IsThaana", 0x0780, 0x07BF),
    ("IsThai", 0x0E00, 0x0E7F),
    ("IsTibetan", 0x0F00, 0x0FFF),
    ("IsUnifiedCanadianAboriginalSyllabics", 0x1400, 0x167F),
    ("IsVariationSelectors", 0xFE00, 0xFE0F),
    ("IsYiRadicals", 0xA490, 0xA4CF),
    ("IsYiSyllables", 0xA000, 0xA48F),
];
