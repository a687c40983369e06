//! `CultureInfo` and what hangs on it: `NumberFormat`, `DateTimeFormat`, `TextInfo`.

use super::TypeImpl;
use super::arguments::{class, int, string_array, text};
use super::object::enum_value;
use crate::value::culture::{self, Culture, canonical_name, find_name};
use crate::value::members::errors::net;
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value};

#[derive(Clone)]
pub struct CultureInfo {
    pub name: PsStr,
    pub forms: &'static Culture,
}

impl CultureInfo {
    pub fn named(name: &str) -> Option<Self> {
        let name = canonical_name(name)?;
        Some(CultureInfo { forms: culture::forms(&name), name: name.into() })
    }

    pub fn of(forms: &'static Culture) -> Self {
        CultureInfo { name: forms.name.into(), forms }
    }

    pub fn current() -> Self {
        Self::of(culture::current())
    }

    fn known(&self) -> Option<&'static culture::CultureName> {
        find_name(&self.name)
    }

    fn shown(&self, pick: fn(&culture::CultureName) -> &'static str) -> Value {
        self.known().map_or_else(|| Value::String(self.name.clone()), |known| Value::str(pick(known)))
    }
}

const PROPERTIES: [&str; 11] = [
    "Parent",
    "LCID",
    "Name",
    "DisplayName",
    "NativeName",
    "EnglishName",
    "TwoLetterISOLanguageName",
    "ThreeLetterISOLanguageName",
    "TextInfo",
    "NumberFormat",
    "DateTimeFormat",
];

impl Object for CultureInfo {
    fn type_ref(&self) -> TypeRef {
        class("System.Globalization.CultureInfo")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let language = || self.name.split('-').next().unwrap_or_default().to_owned();
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "name" | "ietflanguagetag" => Value::String(self.name.clone()),
            "lcid" | "keyboardlayoutid" => Value::Int32(self.known().map_or(4096, |known| known.lcid)),
            "displayname" | "englishname" => self.shown(|known| known.english),
            "nativename" => self.shown(|known| known.native),
            "twoletterisolanguagename" => Value::from(if self.name.is_empty() { "iv".to_owned() } else { language() }),
            "threeletterisolanguagename" => self.shown(|known| known.three_letters),
            "isneutralculture" => Value::Bool(!self.name.is_empty() && !self.name.contains('-')),
            "isreadonly" => Value::Bool(false),
            "parent" => Value::object(
                CultureInfo::named(self.name.rsplit_once('-').map_or("", |(parent, _)| parent)).unwrap_or_else(|| CultureInfo::of(&culture::INVARIANT)),
            ),
            "numberformat" => Value::object(NumberFormatInfo(self.forms)),
            "datetimeformat" => Value::object(DateTimeFormatInfo(self.forms)),
            "textinfo" => Value::object(TextInfo(self.clone())),
            "culturetypes" => enum_value("System.Globalization.CultureTypes", if self.name.contains('-') { "SpecificCultures" } else { "NeutralCultures" }),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        PROPERTIES.map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.name.clone())
    }

    fn key_text(&self) -> Option<String> {
        Some(self.name.to_string())
    }
}

fn named(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Some(Value::Int32(lcid)) = args.first() {
        return by_number(*lcid);
    }
    let name = text(args, 0);
    CultureInfo::named(&name).map(Value::object).ok_or_else(|| {
        net("System.Globalization.CultureNotFoundException", format!("Culture is not supported. (Parameter 'name')\n{name} is an invalid culture identifier."))
    })
}

fn by_number(lcid: i32) -> Res<Value> {
    if lcid < 0 {
        let message = format!("culture ('{lcid}') must be a non-negative value. (Parameter 'culture')\nActual value was {lcid}.");
        return Err(net("System.ArgumentOutOfRangeException", message));
    }
    match culture::find_lcid(lcid).and_then(|known| CultureInfo::named(known.name)) {
        Some(info) => Ok(Value::object(info)),
        None => {
            let message = format!("Culture is not supported. (Parameter 'culture')\n{lcid} (0x{lcid:04x}) is an invalid culture identifier.");
            Err(net("System.Globalization.CultureNotFoundException", message))
        }
    }
}

fn set_current(value: &Value) {
    if let Some(info) = value.downcast::<CultureInfo>() {
        culture::set_current(info.forms);
    }
}

pub static CULTURE_INFO: TypeImpl = TypeImpl {
    static_properties: &[
        ("InvariantCulture", |_| Ok(Value::object(CultureInfo::of(&culture::INVARIANT)))),
        ("CurrentCulture", |_| Ok(Value::object(CultureInfo::current()))),
        ("CurrentUICulture", |_| Ok(Value::object(CultureInfo::current()))),
        ("InstalledUICulture", |_| Ok(Value::object(CultureInfo::of(&culture::EN_US)))),
        ("DefaultThreadCurrentCulture", |_| Ok(Value::Null)),
    ],
    static_methods: &[
        ("GetCultureInfo", named),
        ("CreateSpecificCulture", named),
        ("GetCultureInfoByIetfLanguageTag", named),
        ("set_CurrentCulture", |args, _| {
            args.first().iter().for_each(|value| set_current(value));
            Ok(Value::Void)
        }),
    ],
    methods: &[("Clone", |this, _, _| Ok(this.clone())), ("GetFormat", |_, _, _| Ok(Value::Null))],
    constructor: Some(named),
    ..TypeImpl::of("System.Globalization.CultureInfo")
};

struct NumberFormatInfo(&'static Culture);

impl Object for NumberFormatInfo {
    fn type_ref(&self) -> TypeRef {
        class("System.Globalization.NumberFormatInfo")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let c = self.0;
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "numberdecimalseparator" | "currencydecimalseparator" | "percentdecimalseparator" => Value::str(c.decimal),
            "numbergroupseparator" | "currencygroupseparator" | "percentgroupseparator" => Value::str(c.group),
            "numberdecimaldigits" | "percentdecimaldigits" => Value::Int32(c.decimals as i32),
            "currencydecimaldigits" => Value::Int32(c.currency_decimals as i32),
            "currencysymbol" => Value::str(c.currency),
            "negativesign" => Value::str(c.negative),
            "positivesign" => Value::str("+"),
            "percentsymbol" => Value::str("%"),
            "permillesymbol" => Value::str("‰"),
            "nansymbol" => Value::str("NaN"),
            "positiveinfinitysymbol" => Value::str(c.infinity),
            "negativeinfinitysymbol" => Value::from(format!("{}{}", c.negative, c.infinity)),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["CurrencyDecimalDigits", "CurrencySymbol", "NumberDecimalDigits", "NumberDecimalSeparator", "NumberGroupSeparator", "NegativeSign", "PercentSymbol"]
            .map(PsStr::from)
            .to_vec()
    }
}

struct DateTimeFormatInfo(&'static Culture);

impl Object for DateTimeFormatInfo {
    fn type_ref(&self) -> TypeRef {
        class("System.Globalization.DateTimeFormatInfo")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let c = self.0;
        // .NET's arrays of months have a thirteenth, empty place.
        let months = |names: &[&'static str; 12]| string_array(names.iter().copied().chain([""]));
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "amdesignator" => Value::str(c.am),
            "pmdesignator" => Value::str(c.pm),
            "dateseparator" => Value::str(c.date_separator),
            "timeseparator" => Value::str(c.time_separator),
            "shortdatepattern" => Value::str(c.short_date),
            "longdatepattern" => Value::str(c.long_date),
            "shorttimepattern" => Value::str(c.short_time),
            "longtimepattern" => Value::str(c.long_time),
            "fulldatetimepattern" => Value::from(format!("{} {}", c.long_date, c.long_time)),
            "monthdaypattern" => Value::str(c.month_day),
            "yearmonthpattern" => Value::str(c.year_month),
            "sortabledatetimepattern" => Value::str("yyyy'-'MM'-'dd'T'HH':'mm':'ss"),
            "universalsortabledatetimepattern" => Value::str("yyyy'-'MM'-'dd HH':'mm':'ss'Z'"),
            "rfc1123pattern" => Value::str("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"),
            "daynames" => string_array(c.days),
            "abbreviateddaynames" => string_array(c.short_days),
            "monthnames" | "monthgenitivenames" => months(&c.months),
            "abbreviatedmonthnames" => months(&c.short_months),
            "abbreviatedmonthgenitivenames" => months(&c.short_months_genitive),
            "firstdayofweek" => enum_value("System.DayOfWeek", ["Sunday", "Monday"][c.first_day_of_week.min(1)]),
            "calendarweekrule" => enum_value("System.Globalization.CalendarWeekRule", if c.first_day_of_week == 0 { "FirstDay" } else { "FirstFourDayWeek" }),
            _ => return None,
        }))
    }

    fn invoke(&self, name: &str, args: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        let c = self.0;
        let pick = |names: &[&'static str], index: i32| match usize::try_from(index).ok().and_then(|i| names.get(i)) {
            Some(name) => Ok(Value::str(name)),
            None => Err(super::arguments::out_of_range("Valid values are between 1 and 13, inclusive.", "month")),
        };
        Some(match name.to_ascii_lowercase().as_str() {
            "getmonthname" => pick(&c.months, int(args, 0) - 1),
            "getabbreviatedmonthname" => pick(&c.short_months, int(args, 0) - 1),
            "getdayname" => pick(&c.days, int(args, 0)),
            "getabbreviateddayname" => pick(&c.short_days, int(args, 0)),
            _ => return None,
        })
    }
}

struct TextInfo(CultureInfo);

impl Object for TextInfo {
    fn type_ref(&self) -> TypeRef {
        class("System.Globalization.TextInfo")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "culturename" => Value::String(self.0.name.clone()),
            "listseparator" => Value::str(self.0.forms.list_separator),
            "lcid" => Value::Int32(self.0.known().map_or(4096, |known| known.lcid)),
            "isrighttoleft" => Value::Bool(self.0.name.starts_with("ar") || self.0.name.starts_with("he")),
            "isreadonly" => Value::Bool(true),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["CultureName", "LCID", "ListSeparator", "IsReadOnly", "IsRightToLeft"].map(PsStr::from).to_vec()
    }
}

pub static TEXT_INFO: TypeImpl = TypeImpl {
    methods: &[
        ("ToTitleCase", |_, args, _| Ok(Value::from(title_case(&text(args, 0))))),
        ("ToUpper", |_, args, _| Ok(super::string::same_kind(args, crate::value::string_case::upper))),
        ("ToLower", |_, args, _| Ok(super::string::same_kind(args, crate::value::string_case::lower))),
    ],
    ..TypeImpl::of("System.Globalization.TextInfo")
};

/// The first letter of each word large, the rest small; a word all in capitals stays.
fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        let acronym = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
        let mut started = false;
        for c in word.drain(..) {
            if !started && c.is_alphabetic() {
                started = true;
                out.extend(c.to_uppercase());
            } else if acronym {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
        }
    };
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '\'' | '’' | '_') {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}
