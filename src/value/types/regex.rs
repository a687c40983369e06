//! `Regex`, `Match`, `Group`, `Capture` and their collections.

use super::TypeImpl;
use super::arguments::{class, int, must_not_be_negative, null_argument, out_of_range, text};
use crate::value::regex::{self, Found, Options, PatternError, Regex, Replacement, from_utf16, utf16};
use crate::value::strings::block_text;
use crate::value::{Object, PsStr, Res, Runtime, TimeSpan, TypeRef, Value, known};
use std::rc::Rc;

type Text = Rc<Vec<u16>>;

impl Object for Rc<Regex> {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.RegularExpressions.Regex")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "options" => Value::Enum(class("System.Text.RegularExpressions.RegexOptions"), self.options.0.into()),
            "righttoleft" => Value::Bool(self.right_to_left()),
            "matchtimeout" => Value::TimeSpan(TimeSpan { ticks: -10_000 }),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Options", "RightToLeft", "MatchTimeout"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.pattern.clone())
    }
}

/// A match of a regex in a text, or the failure to match.
#[derive(Clone)]
pub struct MatchObject {
    regex: Rc<Regex>,
    text: Text,
    found: Option<Rc<Found>>,
}

impl MatchObject {
    pub fn new(regex: Rc<Regex>, text: Text, found: Option<Found>) -> Self {
        MatchObject { regex, text, found: found.map(Rc::new) }
    }

    fn group(&self, slot: usize) -> GroupObject {
        GroupObject { whole: self.clone(), slot }
    }

    /// `NextMatch()`.
    fn next(&self) -> MatchObject {
        let Some(found) = &self.found else { return self.clone() };
        let at = if self.regex.right_to_left() { found.start() } else { found.end() };
        let next = self.regex.find_at(&self.text, at, found.length() == 0);
        MatchObject { found: next.map(Rc::new), ..self.clone() }
    }
}

/// One group of a match.
struct GroupObject {
    whole: MatchObject,
    slot: usize,
}

impl GroupObject {
    /// All that the group captured, in order.
    fn captures(&self) -> &[(usize, usize)] {
        self.whole.found.as_ref().map_or(&[], |found| found.groups[self.slot].as_slice())
    }

    fn last(&self) -> Option<(usize, usize)> {
        self.captures().last().copied()
    }

    fn value(&self) -> PsStr {
        self.last().map_or_else(PsStr::default, |(start, length)| from_utf16(&self.whole.text[start..start + length]).into())
    }

    fn capture_property(&self, name: &str) -> Option<Value> {
        Some(match name.to_ascii_lowercase().as_str() {
            "success" => Value::Bool(self.last().is_some()),
            "name" => Value::String(self.whole.regex.group_names().get(self.slot).cloned().unwrap_or_default()),
            "captures" => {
                let captures = self
                    .captures()
                    .iter()
                    .map(|(start, length)| Value::object(CaptureObject { text: self.whole.text.clone(), start: *start, length: *length }));
                collection("System.Text.RegularExpressions.CaptureCollection", captures.collect(), Vec::new())
            }
            "index" => Value::Int32(self.last().map_or(0, |c| c.0 as i32)),
            "length" => Value::Int32(self.last().map_or(0, |c| c.1 as i32)),
            "value" | "valuespan" => Value::String(self.value()),
            _ => return None,
        })
    }
}

const GROUP_PROPERTIES: [&str; 6] = ["Success", "Name", "Captures", "Index", "Length", "Value"];

impl Object for GroupObject {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.RegularExpressions.Group")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        self.capture_property(name).map(Ok)
    }

    fn property_names(&self) -> Vec<PsStr> {
        GROUP_PROPERTIES.map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.value())
    }
}

impl Object for MatchObject {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.RegularExpressions.Match")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        if name.eq_ignore_ascii_case("Groups") {
            let slots = if self.found.is_some() { self.regex.group_names().len() } else { 1 };
            let whole = Value::object(self.clone());
            let groups = std::iter::once(whole).chain((1..slots).map(|slot| Value::object(self.group(slot))));
            let names = self.regex.group_names()[..slots].to_vec();
            return Some(Ok(collection("System.Text.RegularExpressions.GroupCollection", groups.collect(), names)));
        }
        self.group(0).capture_property(name).map(Ok)
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Groups", "Success", "Name", "Captures", "Index", "Length", "Value"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.group(0).value())
    }
}

struct CaptureObject {
    text: Text,
    start: usize,
    length: usize,
}

impl Object for CaptureObject {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.RegularExpressions.Capture")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "index" => Value::Int32(self.start as i32),
            "length" => Value::Int32(self.length as i32),
            "value" => Value::from(from_utf16(&self.text[self.start..self.start + self.length])),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Index", "Length", "Value"].map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(from_utf16(&self.text[self.start..self.start + self.length]).into())
    }
}

/// Matches, groups or captures: by index, groups by name too.
struct Collection {
    ty: &'static str,
    items: Vec<Value>,
    names: Vec<PsStr>,
}

fn collection(ty: &'static str, items: Vec<Value>, names: Vec<PsStr>) -> Value {
    Value::object(Collection { ty, items, names })
}

impl Collection {
    fn item(&self, key: &Value) -> Res<Value> {
        let index = match key.base() {
            Value::String(name) => self.names.iter().position(|n| n == name),
            key => super::arguments::whole(key).and_then(|i| usize::try_from(i).ok()),
        };
        match index.and_then(|i| self.items.get(i)) {
            Some(item) => Ok(item.clone()),
            // A group that is not there has failed; a match that is not there is an error.
            None if !self.names.is_empty() => Ok(Value::object(NoGroup)),
            None => Err(out_of_range("Specified argument was out of the range of valid values.", "i")),
        }
    }
}

impl Object for Collection {
    fn type_ref(&self) -> TypeRef {
        class(self.ty)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "count" | "length" => Value::Int32(self.items.len() as i32),
            "keys" if !self.names.is_empty() => super::arguments::string_array(self.names.iter().cloned()),
            "values" if !self.names.is_empty() => Value::array(self.items.clone()),
            "isreadonly" => Value::Bool(true),
            "issynchronized" => Value::Bool(false),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Count", "IsReadOnly", "IsSynchronized", "SyncRoot"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, args: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        match (name.to_ascii_lowercase().as_str(), args) {
            ("item" | "get_item", [key]) => Some(self.item(key)),
            ("containskey", [key]) => Some(Ok(Value::Bool(self.names.iter().any(|n| *n == text(std::slice::from_ref(key), 0))))),
            _ => None,
        }
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }
}

/// A group by a name that the pattern does not have.
struct NoGroup;

impl Object for NoGroup {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.RegularExpressions.Group")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "success" => Value::Bool(false),
            "name" | "value" => Value::str(""),
            "index" | "length" => Value::Int32(0),
            "captures" => collection("System.Text.RegularExpressions.CaptureCollection", Vec::new(), Vec::new()),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        GROUP_PROPERTIES.map(PsStr::from).to_vec()
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::default())
    }
}

fn raise(error: PatternError) -> crate::value::Raise {
    error.raise("RegexParseException")
}

/// The regex of a static method: pattern at 1, options behind the other arguments.
fn of_arguments(args: &[Value]) -> Res<Rc<Regex>> {
    let options = args.iter().skip(2).find_map(|arg| match arg.base() {
        Value::Enum(_, number) => Some(*number as u32),
        _ => None,
    });
    Regex::get(&text(args, 1), Options(options.unwrap_or(0))).map_err(raise)
}

/// The regex that a method is called on.
fn own(this: &Value) -> Res<Rc<Regex>> {
    this.downcast::<Rc<Regex>>().cloned().ok_or_else(|| null_argument("regex"))
}

fn start_of(regex: &Regex, text: &Text, args: &[Value], at: usize) -> Res<usize> {
    if args.len() <= at {
        return Ok(if regex.right_to_left() { text.len() } else { 0 });
    }
    let start = int(args, at);
    usize::try_from(start)
        .ok()
        .filter(|s| *s <= text.len())
        .ok_or_else(|| out_of_range("Start index cannot be less than 0 or greater than input length.", "startat"))
}

fn input(args: &[Value]) -> Text {
    Rc::new(utf16(&text(args, 0)))
}

fn find(regex: Rc<Regex>, args: &[Value], start_at: usize) -> Res<Value> {
    let text = input(args);
    let start = start_of(&regex, &text, args, start_at)?;
    let found = regex.find_at(&text, start, false);
    Ok(Value::object(MatchObject::new(regex, text, found)))
}

fn find_all(regex: Rc<Regex>, args: &[Value], start_at: usize) -> Res<Value> {
    let text = input(args);
    let start = start_of(&regex, &text, args, start_at)?;
    let all = regex.find_all(&text, start).into_iter();
    let matches = all.map(|found| Value::object(MatchObject::new(regex.clone(), text.clone(), Some(found))));
    Ok(collection("System.Text.RegularExpressions.MatchCollection", matches.collect(), Vec::new()))
}

fn replace(regex: Rc<Regex>, input: &Value, with: &Value, count: i32, start: Option<i32>, cx: &mut dyn Runtime) -> Res<Value> {
    let units: Text = Rc::new(utf16(&text(std::slice::from_ref(input), 0)));
    let start = start_of(&regex, &units, &start.map(Value::Int32).into_iter().collect::<Vec<_>>(), 0)?;
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let replaced = match with.base() {
        Value::ScriptBlock(block) => regex.replace_with(&units, most, start, |found| {
            let found = Value::object(MatchObject::new(regex.clone(), units.clone(), Some(found.clone())));
            let written = cx.invoke_block(block, Some(found.clone()), &[found])?;
            Ok::<_, crate::value::Raise>(block_text(written, cx))
        })?,
        pattern => {
            let replacement = Replacement::new(&text(std::slice::from_ref(pattern), 0), &regex);
            regex.replace_with(&units, most, start, |found| Ok::<_, crate::value::Raise>(replacement.expand(&units, found)))?
        }
    };
    Ok(replaced.map_or_else(|| input.clone(), Value::from))
}

fn split(regex: &Regex, args: &[Value], count_at: usize) -> Res<Value> {
    let text = input(args);
    let count = int(args, count_at);
    must_not_be_negative(count.into(), "count")?;
    let start = start_of(regex, &text, args, count_at + 1)?;
    Ok(super::arguments::string_array(regex.split(&text, count as usize, start)))
}

fn regex_new(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Regex::get(&text(args, 0), Options(int(args, 1) as u32)).map(Value::object).map_err(raise)
}

fn arg(args: &[Value], at: usize) -> Value {
    args.get(at).cloned().unwrap_or_default()
}

pub static REGEX: TypeImpl = TypeImpl {
    constructor: Some(regex_new),
    static_properties: &[("InfiniteMatchTimeout", |_| Ok(Value::TimeSpan(TimeSpan { ticks: -10_000 }))), ("CacheSize", |_| Ok(Value::Int32(15)))],
    static_methods: &[
        ("Escape", |args, _| Ok(Value::from(regex::escape(&text(args, 0))))),
        ("Unescape", |args, _| regex::unescape(&text(args, 0)).map(Value::from).map_err(raise)),
        ("IsMatch", |args, _| Ok(Value::Bool(of_arguments(args)?.is_match(&text(args, 0))))),
        ("Match", |args, _| find(of_arguments(args)?, args, usize::MAX)),
        ("Matches", |args, _| find_all(of_arguments(args)?, args, usize::MAX)),
        ("Count", |args, _| Ok(Value::Int32(of_arguments(args)?.find_all(&input(args), 0).len() as i32))),
        ("Split", |args, _| split(&*of_arguments(args)?, &args[..1], 1)),
        ("Replace", |args, cx| {
            let mut options = args.to_vec();
            options.drain(2..args.len().min(3));
            replace(of_arguments(&options)?, &arg(args, 0), &arg(args, 2), -1, None, cx)
        }),
    ],
    methods: &[
        ("IsMatch", |this, args, _| {
            let (regex, text) = (own(this)?, input(args));
            let start = start_of(&regex, &text, args, 1)?;
            Ok(Value::Bool(regex.find_at(&text, start, false).is_some()))
        }),
        ("Match", |this, args, _| find(own(this)?, args, 1)),
        ("Matches", |this, args, _| find_all(own(this)?, args, 1)),
        ("Count", |this, args, _| {
            let regex = own(this)?;
            let text = input(args);
            let start = start_of(&regex, &text, args, 1)?;
            Ok(Value::Int32(regex.find_all(&text, start).len() as i32))
        }),
        ("Split", |this, args, _| split(&*own(this)?, args, 1)),
        ("Replace", |this, args, cx| {
            let count = if args.len() > 2 { int(args, 2) } else { -1 };
            let start = (args.len() > 3).then(|| int(args, 3));
            replace(own(this)?, &arg(args, 0), &arg(args, 1), count, start, cx)
        }),
        ("GetGroupNames", |this, _, _| Ok(super::arguments::string_array(own(this)?.group_names().iter().cloned()))),
        ("GetGroupNumbers", |this, _, _| Ok(Value::array_of(known::INT32, own(this)?.group_numbers().iter().map(|n| Value::Int32(*n as i32)).collect()))),
        ("GroupNameFromNumber", |this, args, _| {
            let regex = own(this)?;
            let slot = u32::try_from(int(args, 0)).ok().and_then(|number| regex.slot_of_number(number));
            Ok(Value::String(slot.map(|slot| regex.group_names()[slot].clone()).unwrap_or_default()))
        }),
        ("GroupNumberFromName", |this, args, _| {
            let regex = own(this)?;
            Ok(Value::Int32(regex.slot_of_name(&text(args, 0)).map_or(-1, |slot| regex.group_numbers()[slot] as i32)))
        }),
    ],
    ..TypeImpl::of("System.Text.RegularExpressions.Regex")
};

pub static MATCH: TypeImpl = TypeImpl {
    static_properties: &[("Empty", |_| {
        let regex = Regex::get("", Options::default()).map_err(raise)?;
        Ok(Value::object(MatchObject::new(regex, Rc::default(), None)))
    })],
    methods: &[
        ("NextMatch", |this, _, _| Ok(this.downcast::<MatchObject>().map_or(Value::Null, |m| Value::object(m.next())))),
        ("Result", |this, args, _| {
            let Some(found) = this.downcast::<MatchObject>() else { return Ok(Value::Null) };
            let Some(whole) = &found.found else {
                return Err(crate::value::members::errors::net("System.NotSupportedException", "Result cannot be called on a failed Match."));
            };
            Ok(Value::from(Replacement::new(&text(args, 0), &found.regex).expand(&found.text, whole)))
        }),
    ],
    ..TypeImpl::of("System.Text.RegularExpressions.Match")
};
