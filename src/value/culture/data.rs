//! The forms of the cultures known in full, as ICU gives them to .NET.

use super::Culture;

const ENGLISH_MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ENGLISH_SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ENGLISH_DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ENGLISH_SHORT_DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

pub static INVARIANT: Culture = Culture {
    name: "",
    decimal: ".",
    group: ",",
    negative: "-",
    infinity: "Infinity",
    decimals: 2,
    currency: "¤",
    currency_decimals: 2,
    currency_positive: "$n",
    currency_negative: "($n)",
    percent_positive: "n %",
    percent_negative: "-n %",
    months: ENGLISH_MONTHS,
    short_months: ENGLISH_SHORT_MONTHS,
    short_months_genitive: ENGLISH_SHORT_MONTHS,
    days: ENGLISH_DAYS,
    short_days: ENGLISH_SHORT_DAYS,
    am: "AM",
    pm: "PM",
    era: "A.D.",
    date_separator: "/",
    time_separator: ":",
    short_date: "MM/dd/yyyy",
    long_date: "dddd, dd MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "MMMM dd",
    year_month: "yyyy MMMM",
    first_day_of_week: 0,
    list_separator: ",",
};

pub static EN_US: Culture = Culture {
    name: "en-US",
    infinity: "∞",
    decimals: 3,
    currency: "$",
    currency_negative: "-$n",
    percent_positive: "n%",
    percent_negative: "-n%",
    era: "AD",
    short_date: "M/d/yyyy",
    long_date: "dddd, MMMM d, yyyy",
    short_time: "h:mm\u{202f}tt",
    long_time: "h:mm:ss\u{202f}tt",
    month_day: "MMMM d",
    year_month: "MMMM yyyy",
    ..INVARIANT
};

static EN_GB: Culture = Culture {
    name: "en-GB",
    currency: "£",
    short_months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
    short_months_genitive: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
    am: "am",
    pm: "pm",
    short_date: "dd/MM/yyyy",
    long_date: "dddd d MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "d MMMM",
    first_day_of_week: 1,
    ..EN_US
};

static EN_CA: Culture = Culture { name: "en-CA", am: "a.m.", pm: "p.m.", short_date: "yyyy-MM-dd", date_separator: "-", ..EN_US };

static EN_AU: Culture =
    Culture { name: "en-AU", am: "am", pm: "pm", short_date: "d/MM/yyyy", long_date: "dddd d MMMM yyyy", month_day: "d MMMM", first_day_of_week: 1, ..EN_US };

static FR_FR: Culture = Culture {
    name: "fr-FR",
    decimal: ",",
    group: "\u{202f}",
    currency: "€",
    currency_positive: "n $",
    currency_negative: "-n $",
    percent_positive: "n %",
    percent_negative: "-n %",
    months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    short_months: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    short_months_genitive: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    short_days: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    era: "ap. J.-C.",
    short_date: "dd/MM/yyyy",
    long_date: "dddd d MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "d MMMM",
    first_day_of_week: 1,
    list_separator: ";",
    ..EN_US
};

static DE_DE: Culture = Culture {
    name: "de-DE",
    decimal: ",",
    group: ".",
    currency: "€",
    currency_positive: "n $",
    currency_negative: "-n $",
    percent_positive: "n %",
    percent_negative: "-n %",
    months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    short_months: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
    short_months_genitive: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    days: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    short_days: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
    era: "n. Chr.",
    date_separator: ".",
    short_date: "dd.MM.yyyy",
    long_date: "dddd, d. MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "d. MMMM",
    first_day_of_week: 1,
    list_separator: ";",
    ..EN_US
};

static ES_ES: Culture = Culture {
    name: "es-ES",
    decimal: ",",
    group: ".",
    currency: "€",
    currency_positive: "n $",
    currency_negative: "-n $",
    percent_positive: "n %",
    percent_negative: "-n %",
    months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    short_months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    short_months_genitive: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    days: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
    short_days: ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"],
    am: "a.\u{a0}m.",
    pm: "p.\u{a0}m.",
    era: "d. C.",
    short_date: "d/M/yyyy",
    long_date: "dddd, d 'de' MMMM 'de' yyyy",
    short_time: "H:mm",
    long_time: "H:mm:ss",
    month_day: "d 'de' MMMM",
    year_month: "MMMM 'de' yyyy",
    first_day_of_week: 1,
    list_separator: ";",
    ..EN_US
};

static IT_IT: Culture = Culture {
    name: "it-IT",
    decimal: ",",
    group: ".",
    currency: "€",
    currency_positive: "n $",
    currency_negative: "-n $",
    months: ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
    short_months: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    short_months_genitive: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    days: ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"],
    short_days: ["dom", "lun", "mar", "mer", "gio", "ven", "sab"],
    era: "d.C.",
    short_date: "dd/MM/yyyy",
    long_date: "dddd d MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "d MMMM",
    first_day_of_week: 1,
    list_separator: ";",
    ..EN_US
};

static NL_NL: Culture = Culture {
    name: "nl-NL",
    decimal: ",",
    group: ".",
    currency: "€",
    currency_positive: "$ n",
    currency_negative: "$ -n",
    months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    short_months: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    short_months_genitive: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
    short_days: ["zo", "ma", "di", "wo", "do", "vr", "za"],
    am: "a.m.",
    pm: "p.m.",
    era: "n.Chr.",
    date_separator: "-",
    short_date: "dd-MM-yyyy",
    long_date: "dddd d MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "d MMMM",
    first_day_of_week: 1,
    list_separator: ";",
    ..EN_US
};

static SV_SE: Culture = Culture {
    name: "sv-SE",
    decimal: ",",
    group: "\u{a0}",
    negative: "\u{2212}",
    currency: "kr",
    currency_positive: "n $",
    currency_negative: "-n $",
    percent_positive: "n %",
    percent_negative: "-n %",
    months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
    short_months: ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    short_months_genitive: ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    days: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
    short_days: ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
    am: "fm",
    pm: "em",
    era: "e.Kr.",
    date_separator: "-",
    short_date: "yyyy-MM-dd",
    long_date: "'den' d MMMM yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "'den' d MMMM",
    first_day_of_week: 1,
    list_separator: ";",
    ..EN_US
};

static PT_BR: Culture = Culture {
    name: "pt-BR",
    decimal: ",",
    group: ".",
    currency: "R$",
    currency_positive: "$ n",
    currency_negative: "-$ n",
    months: ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
    short_months: ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."],
    short_months_genitive: ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."],
    days: ["domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"],
    short_days: ["dom.", "seg.", "ter.", "qua.", "qui.", "sex.", "sáb."],
    era: "d.C.",
    short_date: "dd/MM/yyyy",
    long_date: "dddd, d 'de' MMMM 'de' yyyy",
    short_time: "HH:mm",
    long_time: "HH:mm:ss",
    month_day: "d 'de' MMMM",
    year_month: "MMMM 'de' yyyy",
    list_separator: ";",
    ..EN_US
};

static JA_JP: Culture = Culture {
    name: "ja-JP",
    currency: "￥",
    currency_decimals: 0,
    months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    short_months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    short_months_genitive: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    days: ["日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"],
    short_days: ["日", "月", "火", "水", "木", "金", "土"],
    am: "午前",
    pm: "午後",
    era: "西暦",
    short_date: "yyyy/MM/dd",
    long_date: "yyyy年M月d日dddd",
    short_time: "H:mm",
    long_time: "H:mm:ss",
    month_day: "M月d日",
    year_month: "yyyy年M月",
    ..EN_US
};

pub static ALL: &[&Culture] = &[&EN_US, &INVARIANT, &EN_GB, &EN_CA, &EN_AU, &FR_FR, &DE_DE, &ES_ES, &IT_IT, &NL_NL, &SV_SE, &PT_BR, &JA_JP];
