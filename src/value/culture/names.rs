//! Names of cultures: what `[cultureinfo]'nl-NL'` is called in English and in its own language.

/// Name, LCID, English name, native name, three-letter language.
pub struct CultureName {
    pub name: &'static str,
    pub lcid: i32,
    pub english: &'static str,
    pub native: &'static str,
    pub three_letters: &'static str,
}

const fn n(name: &'static str, lcid: i32, english: &'static str, native: &'static str, three_letters: &'static str) -> CultureName {
    CultureName { name, lcid, english, native, three_letters }
}

static NAMES: &[CultureName] = &[
    n("", 127, "Invariant Language (Invariant Country)", "Invariant Language (Invariant Country)", "ivl"),
    n("ar", 1, "Arabic", "العربية", "ara"),
    n("ar-SA", 1025, "Arabic (Saudi Arabia)", "العربية (المملكة العربية السعودية)", "ara"),
    n("bg-BG", 1026, "Bulgarian (Bulgaria)", "български (България)", "bul"),
    n("ca-ES", 1027, "Catalan (Spain)", "català (Espanya)", "cat"),
    n("zh-TW", 1028, "Chinese (Taiwan)", "中文 (台灣)", "zho"),
    n("cs-CZ", 1029, "Czech (Czechia)", "čeština (Česko)", "ces"),
    n("da", 6, "Danish", "dansk", "dan"),
    n("da-DK", 1030, "Danish (Denmark)", "dansk (Danmark)", "dan"),
    n("de", 7, "German", "Deutsch", "deu"),
    n("de-DE", 1031, "German (Germany)", "Deutsch (Deutschland)", "deu"),
    n("de-AT", 3079, "German (Austria)", "Deutsch (Österreich)", "deu"),
    n("de-CH", 2055, "German (Switzerland)", "Deutsch (Schweiz)", "deu"),
    n("el-GR", 1032, "Greek (Greece)", "Ελληνικά (Ελλάδα)", "ell"),
    n("en", 9, "English", "English", "eng"),
    n("en-US", 1033, "English (United States)", "English (United States)", "eng"),
    n("en-GB", 2057, "English (United Kingdom)", "English (United Kingdom)", "eng"),
    n("en-AU", 3081, "English (Australia)", "English (Australia)", "eng"),
    n("en-CA", 4105, "English (Canada)", "English (Canada)", "eng"),
    n("en-NZ", 5129, "English (New Zealand)", "English (New Zealand)", "eng"),
    n("en-IE", 6153, "English (Ireland)", "English (Ireland)", "eng"),
    n("en-IN", 16393, "English (India)", "English (India)", "eng"),
    n("es", 10, "Spanish", "español", "spa"),
    n("es-ES", 3082, "Spanish (Spain)", "español (España)", "spa"),
    n("es-MX", 2058, "Spanish (Mexico)", "español (México)", "spa"),
    n("et-EE", 1061, "Estonian (Estonia)", "eesti (Eesti)", "est"),
    n("fi-FI", 1035, "Finnish (Finland)", "suomi (Suomi)", "fin"),
    n("fr", 12, "French", "français", "fra"),
    n("fr-FR", 1036, "French (France)", "français (France)", "fra"),
    n("fr-BE", 2060, "French (Belgium)", "français (Belgique)", "fra"),
    n("fr-CA", 3084, "French (Canada)", "français (Canada)", "fra"),
    n("fr-CH", 4108, "French (Switzerland)", "français (Suisse)", "fra"),
    n("he-IL", 1037, "Hebrew (Israel)", "עברית (ישראל)", "heb"),
    n("hi-IN", 1081, "Hindi (India)", "हिन्दी (भारत)", "hin"),
    n("hr-HR", 1050, "Croatian (Croatia)", "hrvatski (Hrvatska)", "hrv"),
    n("hu-HU", 1038, "Hungarian (Hungary)", "magyar (Magyarország)", "hun"),
    n("id-ID", 1057, "Indonesian (Indonesia)", "Indonesia (Indonesia)", "ind"),
    n("is-IS", 1039, "Icelandic (Iceland)", "íslenska (Ísland)", "isl"),
    n("it", 16, "Italian", "italiano", "ita"),
    n("it-IT", 1040, "Italian (Italy)", "italiano (Italia)", "ita"),
    n("ja", 17, "Japanese", "日本語", "jpn"),
    n("ja-JP", 1041, "Japanese (Japan)", "日本語 (日本)", "jpn"),
    n("ko-KR", 1042, "Korean (Korea)", "한국어(대한민국)", "kor"),
    n("lt-LT", 1063, "Lithuanian (Lithuania)", "lietuvių (Lietuva)", "lit"),
    n("lv-LV", 1062, "Latvian (Latvia)", "latviešu (Latvija)", "lav"),
    n("nb-NO", 1044, "Norwegian Bokmål (Norway)", "norsk bokmål (Norge)", "nob"),
    n("nl", 19, "Dutch", "Nederlands", "nld"),
    n("nl-NL", 1043, "Dutch (Netherlands)", "Nederlands (Nederland)", "nld"),
    n("nl-BE", 2067, "Dutch (Belgium)", "Nederlands (België)", "nld"),
    n("pl-PL", 1045, "Polish (Poland)", "polski (Polska)", "pol"),
    n("pt", 22, "Portuguese", "português", "por"),
    n("pt-BR", 1046, "Portuguese (Brazil)", "português (Brasil)", "por"),
    n("pt-PT", 2070, "Portuguese (Portugal)", "português (Portugal)", "por"),
    n("ro-RO", 1048, "Romanian (Romania)", "română (România)", "ron"),
    n("ru-RU", 1049, "Russian (Russia)", "русский (Россия)", "rus"),
    n("sk-SK", 1051, "Slovak (Slovakia)", "slovenčina (Slovensko)", "slk"),
    n("sl-SI", 1060, "Slovenian (Slovenia)", "slovenščina (Slovenija)", "slv"),
    n("sr-Latn-RS", 9242, "Serbian (Latin, Serbia)", "srpski (latinica, Srbija)", "srp"),
    n("ka", 55, "Georgian", "ქართული", "kat"),
    n("ka-GE", 1079, "Georgian (Georgia)", "ქართული (საქართველო)", "kat"),
    n("sw", 65, "Swahili", "Kiswahili", "swa"),
    n("sw-KE", 1089, "Swahili (Kenya)", "Kiswahili (Kenya)", "swa"),
    n("sv", 29, "Swedish", "svenska", "swe"),
    n("sv-SE", 1053, "Swedish (Sweden)", "svenska (Sverige)", "swe"),
    n("th-TH", 1054, "Thai (Thailand)", "ไทย (ไทย)", "tha"),
    n("tr-TR", 1055, "Turkish (Türkiye)", "Türkçe (Türkiye)", "tur"),
    n("uk-UA", 1058, "Ukrainian (Ukraine)", "українська (Україна)", "ukr"),
    n("vi-VN", 1066, "Vietnamese (Vietnam)", "Tiếng Việt (Việt Nam)", "vie"),
    n("zh-CN", 2052, "Chinese (China)", "中文 (中国)", "zho"),
    n("zh-HK", 3076, "Chinese (Hong Kong SAR)", "中文 (香港特別行政區)", "zho"),
];

/// What is known of a culture by its name or its number.
pub fn find_name(name: &str) -> Option<&'static CultureName> {
    NAMES.iter().find(|n| n.name.eq_ignore_ascii_case(name))
}

/// The same by its number.
pub fn find_lcid(lcid: i32) -> Option<&'static CultureName> {
    NAMES.iter().find(|n| n.lcid == lcid)
}

/// The name as ICU writes it (`EN-us` is `en-US`), or `None` where it cannot be a culture's name.
pub fn canonical_name(name: &str) -> Option<String> {
    if let Some(known) = find_name(name) {
        return Some(known.name.to_owned());
    }
    // ICU takes any name of letters and digits; what it does not know behaves as the invariant culture.
    let parts: Vec<&str> = name.split(['-', '_']).collect();
    let language = parts.first()?;
    if name.len() > 85 || language.len() < 2 || parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return None;
    }
    let rest = parts[1..].iter().map(|part| match part.len() {
        4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_uppercase(),
    });
    Some(std::iter::once(language.to_ascii_lowercase()).chain(rest).collect::<Vec<_>>().join("-"))
}
