//! `Uri`.

use super::TypeImpl;
use super::arguments::{class, enumeration, null_argument, string_array, text};
use super::object::enum_value;
use crate::value::members::errors::net;
use crate::value::{Object, PsStr, Raise, Reference, Res, Runtime, TypeRef, Value};

/// A URI in its parts; a relative one has its text only.
#[derive(Clone, Debug)]
pub struct Uri {
    original: String,
    parts: Option<Parts>,
}

#[derive(Clone, Debug)]
struct Parts {
    scheme: String,
    user_info: String,
    host: String,
    port: i32,
    /// Escaped, with its slash.
    path: String,
    /// With its question mark, where there is one.
    query: String,
    /// With its hash.
    fragment: String,
    authority_written: bool,
}

fn default_port(scheme: &str) -> i32 {
    match scheme {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        "ftp" => 21,
        "gopher" => 70,
        "nntp" => 119,
        "telnet" => 23,
        "ldap" => 389,
        "mailto" => 25,
        "net.tcp" => 808,
        "ssh" | "sftp" => 22,
        _ => -1,
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

impl Uri {
    /// `None`: it is neither an absolute nor a relative URI.
    pub fn parse(text: &str) -> Option<Uri> {
        let trimmed = text.trim();
        Some(Uri { original: text.to_owned(), parts: absolute(trimmed)? })
    }

    pub fn is_absolute(&self) -> bool {
        self.parts.is_some()
    }

    fn absolute_uri(&self) -> Option<String> {
        let p = self.parts.as_ref()?;
        let mut text = format!("{}:", p.scheme);
        if p.authority_written {
            text.push_str("//");
            if !p.user_info.is_empty() {
                text.push_str(&format!("{}@", p.user_info));
            }
            text.push_str(&p.authority());
        }
        text.push_str(&format!("{}{}{}", p.path, p.query, p.fragment));
        Some(text)
    }

    /// `ToString()`: escapes that need not be are undone.
    fn shown(&self) -> String {
        match self.absolute_uri() {
            Some(text) => unescape_safe(&text),
            None => self.original.clone(),
        }
    }

    /// This URI as the base of another.
    fn join(&self, relative: &str) -> Option<Uri> {
        let other = Uri::parse(relative)?;
        if other.is_absolute() {
            return Some(other);
        }
        let p = self.parts.as_ref()?;
        let root = format!("{}://{}", p.scheme, p.authority());
        let joined = if relative.is_empty() {
            return Some(self.clone());
        } else if let Some(rest) = relative.strip_prefix("//") {
            format!("{}://{rest}", p.scheme)
        } else if relative.starts_with('/') {
            format!("{root}{relative}")
        } else if relative.starts_with('?') {
            format!("{root}{}{relative}", p.path)
        } else if relative.starts_with('#') {
            format!("{root}{}{}{relative}", p.path, p.query)
        } else {
            let folder = p.path.rfind('/').map_or("/", |at| &p.path[..=at]);
            format!("{root}{folder}{relative}")
        };
        Uri::parse(&joined)
    }
}

impl Parts {
    fn authority(&self) -> String {
        if self.port >= 0 && self.port != default_port(&self.scheme) { format!("{}:{}", self.host, self.port) } else { self.host.clone() }
    }
}

/// The outer option: whether it is a URI at all; the inner: whether it is absolute.
fn absolute(text: &str) -> Option<Option<Parts>> {
    if text.starts_with('/') && !text.starts_with("//") {
        return Some(Some(file(text)));
    }
    let Some((scheme, rest)) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
        return Some(None);
    };
    if scheme.len() == 1 && rest.starts_with(['\\', '/']) {
        return Some(Some(file(&format!("/{}", text.replace('\\', "/")))));
    }
    let scheme = scheme.to_ascii_lowercase();
    let (rest, fragment) = cut(rest, '#');
    let (rest, query) = cut(rest, '?');
    let Some(rest) = rest.strip_prefix("//") else {
        let web = matches!(scheme.as_str(), "http" | "https" | "ftp" | "ws" | "wss");
        if web {
            return None;
        }
        let (user_info, host, path) = match (scheme.as_str(), rest.split_once('@')) {
            ("mailto", Some((user, host))) => (user.to_owned(), host.to_ascii_lowercase(), String::new()),
            _ => (String::new(), String::new(), escape(rest)),
        };
        if scheme == "mailto" && !host.is_empty() {
            return Some(Some(Parts {
                path: rest.to_owned(),
                scheme,
                user_info,
                host,
                port: 25,
                query: escape(&query),
                fragment: escape(&fragment),
                authority_written: false,
            }));
        }
        return Some(Some(Parts {
            port: default_port(&scheme),
            scheme,
            user_info,
            host,
            path,
            query: escape(&query),
            fragment: escape(&fragment),
            authority_written: false,
        }));
    };
    let end = rest.find(['/', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (user_info, host_port) = authority.rsplit_once('@').map_or(("", authority), |(u, h)| (u, h));
    let (host, port) = match host_port.rsplit_once(':').filter(|(host, _)| !host.starts_with('[') || host.ends_with(']')) {
        Some((host, "")) => (host, default_port(&scheme)),
        Some((host, port)) => (host, port.parse::<i32>().ok().filter(|p| (0..=65535).contains(p))?),
        None => (host_port, default_port(&scheme)),
    };
    if host.is_empty() && scheme != "file" || host.contains([' ', '<', '>', '"', '^', '`', '{', '|', '}']) {
        return None;
    }
    let slashed = path.replace('\\', "/");
    let path = if slashed.is_empty() { "/".to_owned() } else { compress(&escape(&slashed)) };
    Some(Some(Parts {
        scheme,
        user_info: user_info.to_owned(),
        host: host.to_lowercase(),
        port,
        path,
        query: escape(&query),
        fragment: escape(&fragment),
        authority_written: true,
    }))
}

fn file(path: &str) -> Parts {
    Parts {
        scheme: "file".into(),
        user_info: String::new(),
        host: String::new(),
        port: -1,
        path: compress(&escape(path)),
        query: String::new(),
        fragment: String::new(),
        authority_written: true,
    }
}

/// What stands before a mark, and the mark with what follows.
fn cut(text: &str, mark: char) -> (&str, String) {
    text.find(mark).map_or((text, String::new()), |at| (&text[..at], text[at..].to_owned()))
}

/// Take `.` and `..` out of a path.
fn compress(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." if last => out.push(""),
            "." => {}
            ".." => {
                out.pop();
                if last {
                    out.push("");
                }
            }
            part => out.push(part),
        }
    }
    format!("/{}", out.join("/"))
}

/// Escape what may not stand in a URI; what is escaped already stays.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let escaped = c == '%' && bytes.len() > at + 2 && bytes[at + 1].is_ascii_hexdigit() && bytes[at + 2].is_ascii_hexdigit();
        if escaped || c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(c) {
            out.push(c);
        } else {
            push_percent(&mut out, c, false);
        }
    }
    out
}

pub fn push_percent(out: &mut String, c: char, small: bool) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push_str(&if small { format!("%{byte:02x}") } else { format!("%{byte:02X}") });
    }
}

/// `Uri.EscapeDataString`.
pub fn escape_data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || "-._~".contains(c) { out.push(c) } else { push_percent(&mut out, c, false) }
    }
    out
}

/// `Uri.UnescapeDataString`.
pub fn unescape_data(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Undo escapes of blanks and of what is not ASCII.
fn unescape_safe(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut run = 0;
        while rest.as_bytes().get(run) == Some(&b'%') && rest.len() >= run + 3 && rest.is_char_boundary(run + 3) {
            run += 3;
        }
        if run == 0 {
            out.push('%');
            rest = &rest[1..];
            continue;
        }
        for c in unescape_data(&rest[..run]).chars() {
            if c == ' ' || !c.is_ascii() && c != '\u{fffd}' || "\"<>^`{|}".contains(c) { out.push(c) } else { push_percent(&mut out, c, false) }
        }
        rest = &rest[run..];
    }
    out.push_str(rest);
    out
}

const PROPERTIES: [&str; 20] = [
    "AbsolutePath",
    "AbsoluteUri",
    "LocalPath",
    "Authority",
    "HostNameType",
    "IsDefaultPort",
    "IsFile",
    "IsLoopback",
    "PathAndQuery",
    "Segments",
    "IsUnc",
    "Host",
    "Port",
    "Query",
    "Fragment",
    "Scheme",
    "OriginalString",
    "DnsSafeHost",
    "IdnHost",
    "IsAbsoluteUri",
];

impl Object for Uri {
    fn type_ref(&self) -> TypeRef {
        class("System.Uri")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let lower = name.to_ascii_lowercase();
        let always = match lower.as_str() {
            "originalstring" => Value::str(&self.original),
            "isabsoluteuri" => Value::Bool(self.is_absolute()),
            "userescaped" => Value::Bool(false),
            _ => return self.of_absolute(&lower),
        };
        Some(Ok(always))
    }

    fn property_names(&self) -> Vec<PsStr> {
        PROPERTIES.iter().copied().chain(["UserEscaped", "UserInfo"]).map(PsStr::from).collect()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.shown().into())
    }

    fn key_text(&self) -> Option<String> {
        Some(self.absolute_uri().unwrap_or_else(|| self.original.clone()))
    }
}

impl Uri {
    /// A property that only an absolute URI has.
    fn of_absolute(&self, name: &str) -> Option<Res<Value>> {
        if !PROPERTIES.iter().any(|p| p.eq_ignore_ascii_case(name)) && name != "userinfo" {
            return None;
        }
        // The getter throws; reading a property that throws gives `$null`.
        let Some(p) = &self.parts else { return Some(Ok(Value::Null)) };
        let host = p.host.trim_start_matches('[').trim_end_matches(']');
        Some(Ok(match name {
            "absolutepath" => Value::str(&p.path),
            "absoluteuri" => Value::from(self.absolute_uri().unwrap_or_default()),
            "localpath" => Value::from(if p.scheme == "file" { file_path(p) } else { unescape_data(&p.path) }),
            "authority" => Value::from(p.authority()),
            "host" => Value::str(&p.host),
            "dnssafehost" | "idnhost" => Value::str(host),
            "hostnametype" => enum_value("System.UriHostNameType", host_type(&p.host)),
            "isdefaultport" => Value::Bool(p.port == default_port(&p.scheme)),
            "isfile" => Value::Bool(p.scheme == "file"),
            "isloopback" => Value::Bool(p.host.is_empty() && p.scheme == "file" || host == "localhost" || host == "127.0.0.1" || host == "::1"),
            "isunc" => Value::Bool(p.scheme == "file" && !p.host.is_empty()),
            "pathandquery" => Value::from(format!("{}{}", p.path, p.query)),
            "port" => Value::Int32(p.port),
            "query" => Value::str(&p.query),
            "fragment" => Value::str(&p.fragment),
            "scheme" => Value::str(&p.scheme),
            "segments" => string_array(p.path.split_inclusive('/').map(str::to_owned)),
            "userinfo" => Value::str(&p.user_info),
            _ => return None,
        }))
    }
}

fn file_path(p: &Parts) -> String {
    let path = unescape_data(&p.path);
    let drive = path.len() > 2 && path.as_bytes()[2] == b':';
    if !p.host.is_empty() {
        format!("\\\\{}{}", p.host, path.replace('/', "\\"))
    } else if drive {
        path[1..].replace('/', "\\")
    } else {
        path
    }
}

fn host_type(host: &str) -> &'static str {
    if host.is_empty() {
        "Basic"
    } else if host.starts_with('[') {
        "IPv6"
    } else if host.parse::<std::net::Ipv4Addr>().is_ok() {
        "IPv4"
    } else {
        "Dns"
    }
}

/// `UriKind`: 0 either, 1 absolute, 2 relative.
fn create(text: &str, kind: i64) -> Result<Uri, Raise> {
    let bad = |what: &str| net("System.UriFormatException", format!("Invalid URI: {what}"));
    if text.is_empty() && kind != 2 && kind != 0 {
        return Err(bad("The URI is empty."));
    }
    if kind == 2 {
        return Ok(Uri { original: text.to_owned(), parts: None });
    }
    let uri = Uri::parse(text).ok_or_else(|| bad("The hostname could not be parsed."))?;
    if kind == 1 && !uri.is_absolute() {
        return Err(bad("The format of the URI could not be determined."));
    }
    Ok(uri)
}

/// A text cast to a URI may be a relative one.
pub fn of_text(text: &str) -> Res<Value> {
    create(text, 0).map(Value::object)
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    if let Some(base) = args.first().and_then(|a| a.downcast::<Uri>()) {
        let relative = args.get(1).and_then(|a| a.downcast::<Uri>()).map_or_else(|| text(args, 1).to_string(), |uri| uri.original.clone());
        if !base.is_absolute() {
            return Err(net("System.ArgumentOutOfRangeException", "This operation is not supported for a relative URI. (Parameter 'baseUri')"));
        }
        return base.join(&relative).map(Value::object).ok_or_else(|| net("System.UriFormatException", "Invalid URI: The hostname could not be parsed."));
    }
    create(&text(args, 0), enumeration(args, 1).unwrap_or(1)).map(Value::object)
}

fn try_create(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let made = construct(&args[..args.len().saturating_sub(1)], cx);
    if let Some(reference) = args.last().and_then(|a| a.downcast::<Reference>()) {
        reference.set(made.as_ref().map_or(Value::Null, Clone::clone));
    }
    Ok(Value::Bool(made.is_ok()))
}

fn own(this: &Value) -> Res<&Uri> {
    this.downcast::<Uri>().ok_or_else(|| null_argument("uri"))
}

/// `UriPartial`: scheme, authority, path, query.
fn left_part(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let uri = own(this)?;
    let Some(p) = &uri.parts else { return Err(net("System.InvalidOperationException", "This operation is not supported for a relative URI.")) };
    let scheme = format!("{}:{}", p.scheme, if p.authority_written { "//" } else { "" });
    let user = if p.user_info.is_empty() { String::new() } else { format!("{}@", p.user_info) };
    let authority = format!("{scheme}{user}{}", p.authority());
    Ok(Value::from(match enumeration(args, 0).unwrap_or(0) {
        0 => scheme,
        1 => authority,
        2 => format!("{authority}{}", p.path),
        _ => format!("{authority}{}{}", p.path, p.query),
    }))
}

fn make_relative(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let (from, to) = (own(this)?, args.first().map(own).transpose()?.ok_or_else(|| null_argument("uri"))?);
    let (Some(a), Some(b)) = (&from.parts, &to.parts) else { return Ok(Value::object(to.clone())) };
    if a.scheme != b.scheme || a.authority() != b.authority() {
        return Ok(Value::object(to.clone()));
    }
    let folder: Vec<&str> = a.path.split('/').collect();
    let target: Vec<&str> = b.path.split('/').collect();
    let shared = folder[..folder.len() - 1].iter().zip(&target[..target.len() - 1]).take_while(|(x, y)| x == y).count();
    let up = "../".repeat(folder.len() - 1 - shared);
    Ok(Value::object(Uri { original: format!("{up}{}{}{}", target[shared..].join("/"), b.query, b.fragment), parts: None }))
}

pub static URI: TypeImpl = TypeImpl {
    constructor: Some(construct),
    static_properties: &[
        ("SchemeDelimiter", |_| Ok(Value::str("://"))),
        ("UriSchemeFile", |_| Ok(Value::str("file"))),
        ("UriSchemeFtp", |_| Ok(Value::str("ftp"))),
        ("UriSchemeHttp", |_| Ok(Value::str("http"))),
        ("UriSchemeHttps", |_| Ok(Value::str("https"))),
        ("UriSchemeMailto", |_| Ok(Value::str("mailto"))),
        ("UriSchemeNews", |_| Ok(Value::str("news"))),
    ],
    static_methods: &[
        ("EscapeDataString", |args, _| Ok(Value::from(escape_data(&text(args, 0))))),
        ("EscapeUriString", |args, _| Ok(Value::from(escape(&text(args, 0)).replace('[', "%5B").replace(']', "%5D")))),
        ("UnescapeDataString", |args, _| Ok(Value::from(unescape_data(&text(args, 0))))),
        ("IsWellFormedUriString", |args, _| {
            let input = text(args, 0);
            let kind = enumeration(args, 1).unwrap_or(1);
            let well = create(&input, kind).is_ok_and(|uri| kind != 1 || uri.is_absolute()) && escape(&input) == *input && !input.contains('\\');
            Ok(Value::Bool(well))
        }),
        ("TryCreate", try_create),
        ("CheckSchemeName", |args, _| Ok(Value::Bool(is_scheme(&text(args, 0))))),
        ("CheckHostName", |args, _| Ok(enum_value("System.UriHostNameType", host_type(&text(args, 0))))),
        ("IsHexDigit", |args, _| Ok(Value::Bool(text(args, 0).bytes().all(|b| b.is_ascii_hexdigit())))),
        ("HexEscape", |args, _| {
            let mut out = String::new();
            text(args, 0).chars().for_each(|c| push_percent(&mut out, c, false));
            Ok(Value::from(out))
        }),
    ],
    methods: &[
        ("ToString", |this, _, _| Ok(Value::from(own(this)?.shown()))),
        ("GetLeftPart", left_part),
        ("IsBaseOf", |this, args, _| {
            let (base, other) =
                (own(this)?.absolute_uri().unwrap_or_default(), args.first().map(own).transpose()?.and_then(Uri::absolute_uri).unwrap_or_default());
            let folder = base.rfind('/').map_or("", |at| &base[..=at]);
            Ok(Value::Bool(other.starts_with(folder)))
        }),
        ("IsWellFormedOriginalString", |this, _, _| Ok(Value::Bool(escape(&own(this)?.original) == own(this)?.original))),
        ("MakeRelativeUri", make_relative),
        ("Equals", |this, args, _| {
            Ok(Value::Bool(args.first().and_then(|a| a.downcast::<Uri>()).is_some_and(|o| own(this).is_ok_and(|t| t.key_text() == o.key_text()))))
        }),
    ],
    ..TypeImpl::of("System.Uri")
};
