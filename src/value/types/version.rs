//! `Version`, and PowerShell's `SemanticVersion`.

use super::TypeImpl;
use super::arguments::{class, int, must_not_be_negative, text};
use super::numbers::attempt;
use crate::value::members::errors::net;
use crate::value::{Object, PsStr, Raise, Res, Runtime, TypeRef, Value};
use std::cmp::Ordering;

/// Two to four numbers; those that are not there are -1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub [i32; 4]);

impl Version {
    pub fn parse(text: &str) -> Res<Version> {
        let parts: Vec<&str> = text.split('.').collect();
        if !(2..=4).contains(&parts.len()) {
            return Err(net("System.ArgumentException", "Version string portion was too short or too long. (Parameter 'input')"));
        }
        let mut numbers = [-1; 4];
        for (place, part) in numbers.iter_mut().zip(parts) {
            let trimmed = part.trim();
            let value = trimmed.strip_prefix('+').unwrap_or(trimmed).parse::<i64>();
            *place = match value {
                Ok(value) if value < 0 => {
                    return Err(net(
                        "System.ArgumentOutOfRangeException",
                        "version ('-1') must be a non-negative value. (Parameter 'version')\nActual value was -1.",
                    ));
                }
                Ok(value) => i32::try_from(value).map_err(|_| too_large())?,
                Err(_) if !trimmed.is_empty() && trimmed.bytes().all(|b| b.is_ascii_digit()) => return Err(too_large()),
                Err(_) => return Err(net("System.FormatException", format!("The input string '{part}' was not in a correct format."))),
            };
        }
        Ok(Version(numbers))
    }

    fn shown(&self, count: usize) -> String {
        self.0[..count].iter().map(i32::to_string).collect::<Vec<_>>().join(".")
    }

    fn count(&self) -> usize {
        self.0.iter().take_while(|n| **n >= 0).count()
    }
}

fn too_large() -> Raise {
    net("System.OverflowException", "Value was either too large or too small for an Int32.")
}

impl Object for Version {
    fn type_ref(&self) -> TypeRef {
        class("System.Version")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "major" => Value::Int32(self.0[0]),
            "minor" => Value::Int32(self.0[1]),
            "build" => Value::Int32(self.0[2]),
            "revision" => Value::Int32(self.0[3]),
            "majorrevision" => Value::Int16((self.0[3] >> 16) as i16),
            "minorrevision" => Value::Int16(self.0[3] as i16),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Major", "Minor", "Build", "Revision", "MajorRevision", "MinorRevision"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.shown(self.count()).into())
    }

    fn key_text(&self) -> Option<String> {
        Some(self.shown(4))
    }
}

fn own(this: &Value) -> Version {
    this.downcast::<Version>().copied().unwrap_or(Version([0, 0, -1, -1]))
}

fn parse(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Version::parse(&text(args, 0)).map(Value::object)
}

fn construct(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    match args {
        [] => Ok(Value::object(Version([0, 0, -1, -1]))),
        [_] => parse(args, cx),
        _ => {
            let mut numbers = [-1; 4];
            for (at, place) in numbers.iter_mut().enumerate().take(args.len()) {
                must_not_be_negative(int(args, at).into(), ["major", "minor", "build", "revision"][at])?;
                *place = int(args, at);
            }
            Ok(Value::object(Version(numbers)))
        }
    }
}

pub static VERSION: TypeImpl = TypeImpl {
    constructor: Some(construct),
    static_methods: &[("Parse", parse), ("TryParse", |args, cx| attempt(args, cx, Value::Null, parse))],
    methods: &[
        ("ToString", |this, args, _| {
            let version = own(this);
            let most = version.count();
            let count = if args.is_empty() { most as i32 } else { int(args, 0) };
            if !(0..=most as i32).contains(&count) {
                return Err(net("System.ArgumentException", format!("Argument must be between 0 and {most}. (Parameter 'fieldCount')")));
            }
            Ok(Value::from(version.shown(count as usize)))
        }),
        ("CompareTo", |this, args, _| match args.first().and_then(|a| a.downcast::<Version>()) {
            Some(other) => Ok(Value::Int32(own(this).cmp(other) as i32)),
            None if args.first().is_none_or(Value::is_null) => Ok(Value::Int32(1)),
            None => Err(net("System.ArgumentException", "Object must be of type Version.")),
        }),
        ("Equals", |this, args, _| Ok(Value::Bool(args.first().and_then(|a| a.downcast::<Version>()) == this.downcast::<Version>()))),
        ("Clone", |this, _, _| Ok(this.clone())),
    ],
    ..TypeImpl::of("System.Version")
};

/// `major.minor.patch-label+build`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SemanticVersion {
    numbers: [i32; 3],
    label: PsStr,
    build: PsStr,
}

impl SemanticVersion {
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, build) = text.split_once('+').unwrap_or((text, ""));
        let (rest, label) = rest.split_once('-').unwrap_or((rest, ""));
        let valid = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        let missing = text.ends_with(['-', '+']) || !valid(label) || !valid(build);
        let mut numbers = [0; 3];
        let parts: Vec<&str> = rest.split('.').collect();
        if missing || parts.len() > 3 {
            return None;
        }
        for (place, part) in numbers.iter_mut().zip(parts) {
            *place = part.parse().ok().filter(|n| *n >= 0)?;
        }
        Some(SemanticVersion { numbers, label: label.into(), build: build.into() })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| match (self.label.is_empty(), other.label.is_empty()) {
            (true, true) => Ordering::Equal,
            // A version with a label comes before the one without.
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => labels(&self.label, &other.label),
        })
    }
}

/// Part by part: numbers by value, before text.
fn labels(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) => match (x.parse::<u64>(), y.parse::<u64>()) {
                (Ok(x), Ok(y)) => x.cmp(&y),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => x.cmp(y),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

impl Object for SemanticVersion {
    fn type_ref(&self) -> TypeRef {
        class("System.Management.Automation.SemanticVersion")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        let text = |text: &PsStr| if text.is_empty() { Value::Null } else { Value::String(text.clone()) };
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "major" => Value::Int32(self.numbers[0]),
            "minor" => Value::Int32(self.numbers[1]),
            "patch" => Value::Int32(self.numbers[2]),
            "prereleaselabel" => text(&self.label),
            "buildlabel" => text(&self.build),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Major", "Minor", "Patch", "PreReleaseLabel", "BuildLabel"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        let mut text = format!("{}.{}.{}", self.numbers[0], self.numbers[1], self.numbers[2]);
        if !self.label.is_empty() {
            text.push_str(&format!("-{}", self.label));
        }
        if !self.build.is_empty() {
            text.push_str(&format!("+{}", self.build));
        }
        Some(text.into())
    }

    fn key_text(&self) -> Option<String> {
        self.text().map(|t| t.to_string())
    }
}

fn semantic(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let text = text(args, 0);
    SemanticVersion::parse(&text).map(Value::object).ok_or_else(|| net("System.FormatException", "Cannot process argument because the value of argument \"version\" is not valid. Change the value of the \"version\" argument and run the operation again."))
}

pub static SEMANTIC_VERSION: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| match args.first().map(Value::base) {
        Some(Value::Int32(_)) => {
            let label = args.iter().skip(1).find(|a| matches!(a.base(), Value::String(_))).map(|a| text(std::slice::from_ref(a), 0)).unwrap_or_default();
            Ok(Value::object(SemanticVersion { numbers: [int(args, 0), int(args, 1), int(args, 2)], label, build: PsStr::default() }))
        }
        _ => semantic(args, cx),
    }),
    static_methods: &[
        ("Parse", semantic),
        ("TryParse", |args, cx| attempt(args, cx, Value::Null, semantic)),
        ("Compare", |args, _| match (args[0].downcast::<SemanticVersion>(), args.get(1).and_then(|a| a.downcast::<SemanticVersion>())) {
            (Some(a), Some(b)) => Ok(Value::Int32(a.order(b) as i32)),
            _ => Ok(Value::Int32(0)),
        }),
    ],
    methods: &[("CompareTo", |this, args, _| match (this.downcast::<SemanticVersion>(), args.first().and_then(|a| a.downcast::<SemanticVersion>())) {
        (Some(a), Some(b)) => Ok(Value::Int32(a.order(b) as i32)),
        _ => Ok(Value::Int32(1)),
    })],
    ..TypeImpl::of("System.Management.Automation.SemanticVersion")
};
