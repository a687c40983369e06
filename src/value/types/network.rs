//! `Net.IPAddress` and `Net.Mail.MailAddress`.

use super::TypeImpl;
use super::arguments::{byte_array, bytes, class, long, text};
use super::numbers::attempt;
use super::object::enum_value;
use crate::value::members::errors::net;
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address, with the scope that an IPv6 address may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpAddress {
    pub address: IpAddr,
    pub scope: u32,
}

impl IpAddress {
    fn of(address: impl Into<IpAddr>) -> Value {
        Value::object(IpAddress { address: address.into(), scope: 0 })
    }

    pub fn parse(text: &str) -> Option<IpAddress> {
        let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        let (host, scope) = inner.split_once('%').unwrap_or((inner, "0"));
        if host.contains(':') {
            let address: Ipv6Addr = host.parse().ok()?;
            return Some(IpAddress { address: address.into(), scope: scope.parse().unwrap_or(0) });
        }
        parse_v4(text).map(|address| IpAddress { address: address.into(), scope: 0 })
    }
}

/// One to four numbers, decimal, octal or hexadecimal; the last fills what is left.
fn parse_v4(text: &str) -> Option<Ipv4Addr> {
    let parts: Vec<u64> = text
        .split('.')
        .map(|part| match part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
            Some(hex) => u64::from_str_radix(hex, 16).ok(),
            None if part.len() > 1 && part.starts_with('0') => u64::from_str_radix(part, 8).ok(),
            None if part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
            None => None,
        })
        .collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    if first.len() > 3 || first.iter().any(|p| *p > 255) || *last >= 1u64 << (8 * (4 - first.len())) {
        return None;
    }
    let high = first.iter().enumerate().fold(0u64, |all, (at, part)| all | part << (24 - 8 * at));
    Some(Ipv4Addr::from((high | last) as u32))
}

impl Object for IpAddress {
    fn type_ref(&self) -> TypeRef {
        class("System.Net.IPAddress")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let six = |test: fn(&Ipv6Addr) -> bool| Value::Bool(matches!(&self.address, IpAddr::V6(six) if test(six)));
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "addressfamily" => enum_value("System.Net.Sockets.AddressFamily", if self.address.is_ipv4() { "InterNetwork" } else { "InterNetworkV6" }),
            "ipaddresstostring" => Value::String(self.text().unwrap_or_default()),
            "address" => match self.address {
                IpAddr::V4(four) => Value::Int64(u32::from_le_bytes(four.octets()).into()),
                IpAddr::V6(_) => Value::Null,
            },
            "scopeid" => match self.address {
                IpAddr::V6(_) => Value::Int64(self.scope.into()),
                IpAddr::V4(_) => Value::Null,
            },
            "isipv6multicast" => six(Ipv6Addr::is_multicast),
            "isipv6linklocal" => six(Ipv6Addr::is_unicast_link_local),
            "isipv6uniquelocal" => six(Ipv6Addr::is_unique_local),
            "isipv6sitelocal" => six(|a| a.segments()[0] & 0xffc0 == 0xfec0),
            "isipv6teredo" => six(|a| a.segments()[..2] == [0x2001, 0]),
            "isipv4mappedtoipv6" => six(|a| a.to_ipv4_mapped().is_some()),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        [
            "AddressFamily",
            "ScopeId",
            "IsIPv6Multicast",
            "IsIPv6LinkLocal",
            "IsIPv6SiteLocal",
            "IsIPv6Teredo",
            "IsIPv6UniqueLocal",
            "IsIPv4MappedToIPv6",
            "Address",
            "IPAddressToString",
        ]
        .map(PsStr::from)
        .to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(if self.scope > 0 { format!("{}%{}", self.address, self.scope) } else { self.address.to_string() }.into())
    }

    fn key_text(&self) -> Option<String> {
        self.text().map(|t| t.to_string())
    }
}

fn parse_ip(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    IpAddress::parse(&text(args, 0)).map(Value::object).ok_or_else(|| net("System.FormatException", "An invalid IP address was specified."))
}

fn construct_ip(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    match args.first().map(Value::base) {
        Some(value @ Value::Array(_)) => {
            let raw = bytes(value);
            if let Ok(four) = <[u8; 4]>::try_from(raw.as_slice()) {
                return Ok(IpAddress::of(Ipv4Addr::from(four)));
            }
            match <[u8; 16]>::try_from(raw.as_slice()) {
                Ok(six) => Ok(Value::object(IpAddress { address: Ipv6Addr::from(six).into(), scope: long(args, 1) as u32 })),
                Err(_) => Err(net("System.ArgumentException", "An invalid IP address was specified. (Parameter 'address')")),
            }
        }
        _ => Ok(IpAddress::of(Ipv4Addr::from((long(args, 0) as u32).to_le_bytes()))),
    }
}

fn own(this: &Value) -> IpAddr {
    this.downcast::<IpAddress>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |a| a.address)
}

pub static IP_ADDRESS: TypeImpl = TypeImpl {
    constructor: Some(construct_ip),
    static_properties: &[
        ("Any", |_| Ok(IpAddress::of(Ipv4Addr::UNSPECIFIED))),
        ("Loopback", |_| Ok(IpAddress::of(Ipv4Addr::LOCALHOST))),
        ("Broadcast", |_| Ok(IpAddress::of(Ipv4Addr::BROADCAST))),
        ("None", |_| Ok(IpAddress::of(Ipv4Addr::BROADCAST))),
        ("IPv6Any", |_| Ok(IpAddress::of(Ipv6Addr::UNSPECIFIED))),
        ("IPv6Loopback", |_| Ok(IpAddress::of(Ipv6Addr::LOCALHOST))),
        ("IPv6None", |_| Ok(IpAddress::of(Ipv6Addr::UNSPECIFIED))),
    ],
    static_methods: &[
        ("Parse", parse_ip),
        ("TryParse", |args, cx| attempt(args, cx, Value::Null, parse_ip)),
        ("IsLoopback", |args, _| Ok(Value::Bool(args.first().is_some_and(|a| own(a).is_loopback())))),
        ("HostToNetworkOrder", |args, _| Ok(swapped(args.first()))),
        ("NetworkToHostOrder", |args, _| Ok(swapped(args.first()))),
    ],
    methods: &[
        ("GetAddressBytes", |this, _, _| {
            Ok(match own(this) {
                IpAddr::V4(four) => byte_array(&four.octets()),
                IpAddr::V6(six) => byte_array(&six.octets()),
            })
        }),
        ("MapToIPv6", |this, _, _| {
            Ok(match own(this) {
                IpAddr::V4(four) => IpAddress::of(four.to_ipv6_mapped()),
                IpAddr::V6(_) => this.clone(),
            })
        }),
        ("MapToIPv4", |this, _, _| {
            Ok(match own(this) {
                IpAddr::V6(six) => IpAddress::of(six.to_ipv4().unwrap_or(Ipv4Addr::UNSPECIFIED)),
                IpAddr::V4(_) => this.clone(),
            })
        }),
        ("ToString", |this, _, _| Ok(Value::String(this.downcast::<IpAddress>().and_then(Object::text).unwrap_or_default()))),
        ("Equals", |this, args, _| Ok(Value::Bool(args.first().is_some_and(|a| a.downcast::<IpAddress>() == this.downcast::<IpAddress>())))),
    ],
    ..TypeImpl::of("System.Net.IPAddress")
};

fn swapped(value: Option<&Value>) -> Value {
    match value.map(Value::base) {
        Some(Value::Int16(v)) => Value::Int16(v.swap_bytes()),
        Some(Value::Int32(v)) => Value::Int32(v.swap_bytes()),
        Some(Value::Int64(v)) => Value::Int64(v.swap_bytes()),
        other => other.cloned().unwrap_or_default(),
    }
}

/// `Display Name <user@host>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAddress {
    pub display_name: PsStr,
    pub user: PsStr,
    pub host: PsStr,
}

impl MailAddress {
    pub fn parse(text: &str) -> Option<MailAddress> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address.trim()),
            None => ("", text),
        };
        let (user, host) = address.rsplit_once('@')?;
        let quoted = user.len() > 1 && user.starts_with('"') && user.ends_with('"');
        let word = |c: char| c.is_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let user_fits = quoted || !user.is_empty() && user.chars().all(word) && !user.starts_with('.') && !user.ends_with('.') && !user.contains("..");
        let literal = host.starts_with('[') && host.ends_with(']');
        let host_fits = literal || !host.is_empty() && host.chars().all(word) && !host.starts_with('.') && !host.ends_with('.') && !host.contains("..");
        (user_fits && host_fits).then(|| MailAddress { display_name: name.into(), user: user.into(), host: host.into() })
    }

    fn address(&self) -> String {
        format!("{}@{}", self.user, self.host)
    }
}

impl Object for MailAddress {
    fn type_ref(&self) -> TypeRef {
        class("System.Net.Mail.MailAddress")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "displayname" => Value::String(self.display_name.clone()),
            "user" => Value::String(self.user.clone()),
            "host" => Value::String(self.host.clone()),
            "address" => Value::from(self.address()),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["DisplayName", "User", "Host", "Address"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(if self.display_name.is_empty() { self.address() } else { format!("\"{}\" <{}>", self.display_name, self.address()) }.into())
    }

    fn key_text(&self) -> Option<String> {
        self.text().map(|t| t.to_lowercase())
    }
}

fn mail(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let input = text(args, 0);
    if input.is_empty() {
        return Err(net("System.ArgumentException", "The value cannot be an empty string. (Parameter 'address')"));
    }
    let Some(mut address) = MailAddress::parse(&input) else {
        return Err(net("System.FormatException", "The specified string is not in the form required for an e-mail address."));
    };
    if args.len() > 1 {
        address.display_name = text(args, 1);
    }
    Ok(Value::object(address))
}

pub static MAIL_ADDRESS: TypeImpl = TypeImpl {
    constructor: Some(mail),
    static_methods: &[("TryCreate", |args, cx| attempt(args, cx, Value::Null, mail))],
    methods: &[("ToString", |this, _, _| Ok(Value::String(this.downcast::<MailAddress>().and_then(Object::text).unwrap_or_default())))],
    ..TypeImpl::of("System.Net.Mail.MailAddress")
};
