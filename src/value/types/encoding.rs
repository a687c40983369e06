//! `Text.Encoding` and its classes.

use super::TypeImpl;
use super::arguments::{boolean, byte_array, bytes, class, int, out_of_range, text};
use crate::value::members::errors::net;
use crate::value::{Object, PsStr, Res, Runtime, TypeInfo, TypeRef, Value, known};
use std::cell::RefCell;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Ascii,
    Utf16,
    Utf16Big,
    Utf32,
    Utf32Big,
    Utf7,
    Latin1,
}

/// An encoding, and whether it writes a mark of byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    pub charset: Charset,
    pub mark: bool,
}

/// Names, code page, .NET's name for it, its class.
struct Facts {
    names: &'static [&'static str],
    page: i32,
    title: &'static str,
    class: &'static str,
}

impl Charset {
    const ALL: [Charset; 8] =
        [Charset::Utf8, Charset::Ascii, Charset::Utf16, Charset::Utf16Big, Charset::Utf32, Charset::Utf32Big, Charset::Utf7, Charset::Latin1];

    fn facts(self) -> Facts {
        let facts = |names, page, title, class| Facts { names, page, title, class };
        match self {
            Charset::Utf8 => facts(&["utf-8", "utf8", "unicode-1-1-utf-8"], 65001, "Unicode (UTF-8)", "System.Text.UTF8Encoding"),
            Charset::Ascii => facts(&["us-ascii", "ascii", "iso646-us"], 20127, "US-ASCII", "System.Text.ASCIIEncoding"),
            Charset::Utf16 => facts(&["utf-16", "unicode", "utf-16le", "ucs-2"], 1200, "Unicode", "System.Text.UnicodeEncoding"),
            Charset::Utf16Big => facts(&["utf-16BE", "unicodefffe", "bigendianunicode"], 1201, "Unicode (Big-Endian)", "System.Text.UnicodeEncoding"),
            Charset::Utf32 => facts(&["utf-32", "utf-32le"], 12000, "Unicode (UTF-32)", "System.Text.UTF32Encoding"),
            Charset::Utf32Big => facts(&["utf-32BE"], 12001, "Unicode (UTF-32 Big-Endian)", "System.Text.UTF32Encoding"),
            Charset::Utf7 => facts(&["utf-7"], 65000, "Unicode (UTF-7)", "System.Text.UTF7Encoding"),
            Charset::Latin1 => facts(&["iso-8859-1", "latin1", "windows-1252"], 28591, "Western European (ISO)", "System.Text.Latin1Encoding"),
        }
    }

    /// By a name or a code page.
    pub fn find(name: &str) -> Option<Charset> {
        Self::ALL.into_iter().find(|c| {
            let facts = c.facts();
            facts.names.iter().any(|n| n.eq_ignore_ascii_case(name)) || name.parse() == Ok(facts.page)
        })
    }
}

impl Encoding {
    pub fn encode(&self, text: &str) -> Vec<u8> {
        match self.charset {
            Charset::Utf8 | Charset::Utf7 => text.as_bytes().to_vec(),
            Charset::Ascii => text.encode_utf16().map(|unit| if unit < 128 { unit as u8 } else { b'?' }).collect(),
            Charset::Latin1 => text.encode_utf16().map(|unit| u8::try_from(unit).unwrap_or(b'?')).collect(),
            Charset::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Charset::Utf16Big => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Charset::Utf32 => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            Charset::Utf32Big => text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
        }
    }

    pub fn decode(&self, bytes: &[u8]) -> String {
        let pairs = |of: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.chunks(2).map(|c| <[u8; 2]>::try_from(c).map_or(0xfffd, of)).collect();
            String::from_utf16_lossy(&units)
        };
        let fours = |of: fn([u8; 4]) -> u32| -> String {
            bytes.chunks(4).map(|c| <[u8; 4]>::try_from(c).ok().map(of).and_then(char::from_u32).unwrap_or('\u{fffd}')).collect()
        };
        match self.charset {
            Charset::Utf8 | Charset::Utf7 => String::from_utf8_lossy(bytes).into_owned(),
            Charset::Ascii => bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' }).collect(),
            Charset::Latin1 => bytes.iter().map(|b| char::from(*b)).collect(),
            Charset::Utf16 => pairs(u16::from_le_bytes),
            Charset::Utf16Big => pairs(u16::from_be_bytes),
            Charset::Utf32 => fours(u32::from_le_bytes),
            Charset::Utf32Big => fours(u32::from_be_bytes),
        }
    }

    /// The mark of byte order that a file of it starts with.
    pub fn preamble(&self) -> &'static [u8] {
        match self.charset {
            _ if !self.mark => &[],
            Charset::Utf8 => &[0xef, 0xbb, 0xbf],
            Charset::Utf16 => &[0xff, 0xfe],
            Charset::Utf16Big => &[0xfe, 0xff],
            Charset::Utf32 => &[0xff, 0xfe, 0, 0],
            Charset::Utf32Big => &[0, 0, 0xfe, 0xff],
            Charset::Ascii | Charset::Latin1 | Charset::Utf7 => &[],
        }
    }
}

/// A class under `System.Text.Encoding`, so that its tables are found.
fn encoding_class(full_name: &'static str) -> TypeRef {
    thread_local!(static MADE: RefCell<HashMap<&'static str, TypeRef>> = RefCell::default());
    MADE.with_borrow_mut(|made| {
        *made.entry(full_name).or_insert_with(|| {
            let base = class("System.Text.Encoding");
            let name = full_name.rsplit(['.', '+']).next().unwrap_or(full_name);
            TypeRef::leak(TypeInfo { full_name, name, base: Some(base), ..*known::EXCEPTION.0 })
        })
    })
}

impl Object for Encoding {
    fn type_ref(&self) -> TypeRef {
        encoding_class(match self.charset {
            Charset::Utf8 if self.mark => "System.Text.UTF8Encoding+UTF8EncodingSealed",
            Charset::Ascii => "System.Text.ASCIIEncoding+ASCIIEncodingSealed",
            Charset::Latin1 => "System.Text.Latin1Encoding+Latin1EncodingSealed",
            other => other.facts().class,
        })
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let facts = self.charset.facts();
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "preamble" => byte_array(self.preamble()),
            "bodyname" | "headername" | "webname" => Value::str(facts.names[0]),
            "encodingname" => Value::str(facts.title),
            "codepage" => Value::Int32(facts.page),
            "windowscodepage" => Value::Int32(if facts.page > 1201 && facts.page != 65001 { 1252 } else { 1200 }),
            "issinglebyte" => Value::Bool(matches!(self.charset, Charset::Ascii | Charset::Latin1)),
            "isbrowserdisplay" | "isbrowsersave" | "ismailnewsdisplay" | "ismailnewssave" => Value::Bool(matches!(self.charset, Charset::Utf8)),
            "isreadonly" => Value::Bool(true),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        [
            "Preamble",
            "BodyName",
            "EncodingName",
            "HeaderName",
            "WebName",
            "WindowsCodePage",
            "IsBrowserDisplay",
            "IsBrowserSave",
            "IsMailNewsDisplay",
            "IsMailNewsSave",
            "IsSingleByte",
            "IsReadOnly",
            "CodePage",
        ]
        .map(PsStr::from)
        .to_vec()
    }

    fn key_text(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

fn own(this: &Value) -> Encoding {
    this.downcast::<Encoding>().copied().unwrap_or(Encoding { charset: Charset::Utf8, mark: true })
}

fn get(charset: Charset) -> Res<Value> {
    Ok(Value::object(Encoding { charset, mark: true }))
}

fn find(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let name = match args.first().map(Value::base) {
        Some(Value::Int32(page)) => page.to_string(),
        _ => text(args, 0).to_string(),
    };
    match Charset::find(&name) {
        Some(charset) => get(charset),
        None if name.parse::<i32>().is_ok() => Err(net(
            "System.NotSupportedException",
            format!(
                "No data is available for encoding {name}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method."
            ),
        )),
        None => Err(net(
            "System.ArgumentException",
            format!(
                "'{name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')"
            ),
        )),
    }
}

/// The text of `GetBytes`: a string, chars, or a part of them.
fn characters(args: &[Value]) -> String {
    match args.first().map(Value::base) {
        Some(Value::Array(array)) => {
            let units: Vec<u16> = array.items.borrow().iter().filter_map(|c| if let Value::Char(unit) = c { Some(*unit) } else { None }).collect();
            let start = (int(args, 1).max(0) as usize).min(units.len());
            let end = if args.len() > 2 { (start + int(args, 2).max(0) as usize).min(units.len()) } else { units.len() };
            String::from_utf16_lossy(&units[start..end])
        }
        _ => text(args, 0).to_string(),
    }
}

fn raw(args: &[Value]) -> Res<Vec<u8>> {
    let all = args.first().map(bytes).unwrap_or_default();
    if args.len() < 3 {
        return Ok(all);
    }
    let (start, count) = (int(args, 1), int(args, 2));
    if start < 0 || count < 0 || i64::from(start) + i64::from(count) > all.len() as i64 {
        return Err(out_of_range("Index and count must refer to a location within the buffer.", "bytes"));
    }
    Ok(all[start as usize..(start + count) as usize].to_vec())
}

fn char_array(text: &str) -> Value {
    Value::array_of(known::CHAR, text.encode_utf16().map(Value::Char).collect())
}

pub static ENCODING: TypeImpl = TypeImpl {
    static_properties: &[
        ("UTF8", |_| get(Charset::Utf8)),
        ("ASCII", |_| get(Charset::Ascii)),
        ("Unicode", |_| get(Charset::Utf16)),
        ("BigEndianUnicode", |_| get(Charset::Utf16Big)),
        ("UTF32", |_| get(Charset::Utf32)),
        ("UTF7", |_| get(Charset::Utf7)),
        ("Latin1", |_| get(Charset::Latin1)),
        ("Default", |_| Ok(Value::object(Encoding { charset: Charset::Utf8, mark: false }))),
    ],
    static_methods: &[
        ("GetEncoding", find),
        ("RegisterProvider", |_, _| Ok(Value::Void)),
        ("Convert", |args, _| {
            let text = args.first().map(own).map(|from| from.decode(&args.get(2).map(bytes).unwrap_or_default())).unwrap_or_default();
            Ok(byte_array(&args.get(1).map(own).map(|to| to.encode(&text)).unwrap_or_default()))
        }),
    ],
    methods: &[
        ("GetBytes", |this, args, _| Ok(byte_array(&own(this).encode(&characters(args))))),
        ("GetByteCount", |this, args, _| Ok(Value::Int32(own(this).encode(&characters(args)).len() as i32))),
        ("GetString", |this, args, _| Ok(Value::from(own(this).decode(&raw(args)?)))),
        ("GetChars", |this, args, _| Ok(char_array(&own(this).decode(&raw(args)?)))),
        ("GetCharCount", |this, args, _| Ok(Value::Int32(own(this).decode(&raw(args)?).encode_utf16().count() as i32))),
        ("GetPreamble", |this, _, _| Ok(byte_array(own(this).preamble()))),
        ("GetMaxByteCount", |_, args, _| Ok(Value::Int32((int(args, 0) + 1) * 3))),
        ("Clone", |this, _, _| Ok(this.clone())),
    ],
    ..TypeImpl::of("System.Text.Encoding")
};

pub static UTF8_ENCODING: TypeImpl = TypeImpl {
    constructor: Some(|args, _| Ok(Value::object(Encoding { charset: Charset::Utf8, mark: boolean(args, 0) }))),
    ..TypeImpl::of("System.Text.UTF8Encoding")
};

pub static UNICODE_ENCODING: TypeImpl = TypeImpl {
    constructor: Some(|args, _| {
        let charset = if boolean(args, 0) { Charset::Utf16Big } else { Charset::Utf16 };
        Ok(Value::object(Encoding { charset, mark: args.is_empty() || boolean(args, 1) }))
    }),
    ..TypeImpl::of("System.Text.UnicodeEncoding")
};

pub static ASCII_ENCODING: TypeImpl =
    TypeImpl { constructor: Some(|_, _| Ok(Value::object(Encoding { charset: Charset::Ascii, mark: false }))), ..TypeImpl::of("System.Text.ASCIIEncoding") };
