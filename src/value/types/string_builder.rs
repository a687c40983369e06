//! `StringBuilder`.

use super::TypeImpl;
use super::arguments::{class, int, must_not_be_negative, must_not_exceed, out_of_range, provider, text};
use super::string::{from_units, units};
use crate::value::members::errors::net;
use crate::value::strings::{composite, format_item};
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value, culture};
use std::cell::{Cell, RefCell};

const DEFAULT_CAPACITY: usize = 16;
/// The largest piece by which a builder grows at once.
const MAX_PIECE: usize = 8000;

pub struct StringBuilder {
    text: RefCell<Vec<u16>>,
    capacity: Cell<usize>,
}

impl StringBuilder {
    fn new(text: &str, capacity: usize) -> Self {
        let text = units(text);
        StringBuilder { capacity: Cell::new(capacity.max(text.len()).max(if capacity == 0 { DEFAULT_CAPACITY } else { 0 })), text: RefCell::new(text) }
    }

    fn shown(&self) -> String {
        String::from_utf16_lossy(&self.text.borrow())
    }

    /// Room for what was added, as .NET makes it: a piece as long as the whole so far, at least what is needed.
    fn grow(&self) {
        let length = self.text.borrow().len();
        let capacity = self.capacity.get();
        if length > capacity {
            self.capacity.set(capacity + (length - capacity).max(capacity.min(MAX_PIECE)));
        }
    }

    fn append(&self, text: &str) {
        self.text.borrow_mut().extend(text.encode_utf16());
        self.grow();
    }

    fn insert(&self, at: i32, text: &str) -> Res<()> {
        let length = self.text.borrow().len();
        let at = usize::try_from(at).ok().filter(|at| *at <= length);
        let at =
            at.ok_or_else(|| out_of_range("Index was out of range. Must be non-negative and less than or equal to the size of the collection.", "index"))?;
        self.text.borrow_mut().splice(at..at, units(text));
        self.grow();
        Ok(())
    }
}

impl Object for StringBuilder {
    fn type_ref(&self) -> TypeRef {
        class("System.Text.StringBuilder")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "length" => Value::Int32(self.text.borrow().len() as i32),
            "capacity" => Value::Int32(self.capacity.get() as i32),
            "maxcapacity" => Value::Int32(i32::MAX),
            _ => return None,
        }))
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut dyn Runtime) -> Option<Res<()>> {
        let number = int(std::slice::from_ref(value), 0);
        match name.to_ascii_lowercase().as_str() {
            "length" => Some(must_not_be_negative(number.into(), "value").map(|()| {
                self.text.borrow_mut().resize(number as usize, 0);
                self.grow();
            })),
            "capacity" => {
                self.capacity.set(number.max(0) as usize);
                Some(Ok(()))
            }
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["Capacity", "MaxCapacity", "Length"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, args: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        let bad = || net("System.IndexOutOfRangeException", "Index was outside the bounds of the array.");
        match (name.to_ascii_lowercase().as_str(), args) {
            ("chars" | "get_chars" | "get_item" | "item", [_]) => {
                let unit = usize::try_from(int(args, 0)).ok().and_then(|at| self.text.borrow().get(at).copied());
                Some(unit.map(Value::Char).ok_or_else(bad))
            }
            ("set_chars" | "set_item", [_, Value::Char(unit)]) => {
                let mut text = self.text.borrow_mut();
                let place = usize::try_from(int(args, 0)).ok().and_then(|at| text.get_mut(at));
                Some(place.map(|place| *place = *unit).map(|()| Value::Void).ok_or_else(bad))
            }
            _ => None,
        }
    }

    fn text(&self) -> Option<PsStr> {
        Some(self.shown().into())
    }
}

fn own(this: &Value) -> Res<&StringBuilder> {
    this.downcast::<StringBuilder>().ok_or_else(|| super::arguments::null_argument("value"))
}

/// What `Append` and `Insert` write for a value: chars one after the other, anything else its text.
fn written(args: &[Value], cx: &mut dyn Runtime) -> Res<String> {
    Ok(match args.first().map(Value::base) {
        Some(Value::Array(array)) if array.element == crate::value::known::CHAR => {
            let all: Vec<u16> = array.items.borrow().iter().filter_map(|c| if let Value::Char(unit) = c { Some(*unit) } else { None }).collect();
            cut(&all, args)?
        }
        Some(Value::Char(unit)) if args.len() == 2 => String::from_utf16_lossy(&vec![*unit; int(args, 1).max(0) as usize]),
        Some(Value::String(text)) if args.len() == 3 => cut(&units(text), args)?,
        Some(value) => format_item(value, "", culture::current(), cx)?,
        None => String::new(),
    })
}

/// `start, count` behind the first argument.
fn cut(all: &[u16], args: &[Value]) -> Res<String> {
    if args.len() < 3 {
        return Ok(String::from_utf16_lossy(all));
    }
    let (start, count) = (int(args, 1), int(args, 2));
    if start < 0 || count < 0 || i64::from(start) + i64::from(count) > all.len() as i64 {
        return Err(out_of_range("Index was out of range. Must be non-negative and less than or equal to the size of the collection.", "startIndex"));
    }
    Ok(String::from_utf16_lossy(&all[start as usize..(start + count) as usize]))
}

fn append_format(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let with_provider = !matches!(args.first().map(Value::base), Some(Value::String(_)));
    let (culture, rest) = if with_provider { (provider(args.first()), &args[1.min(args.len())..]) } else { (culture::current(), args) };
    let values = match rest {
        [_, Value::Array(array)] if !super::object::is_value_type(array.element) => array.items.borrow().clone(),
        _ => rest.iter().skip(1).cloned().collect(),
    };
    own(this)?.append(&composite(&text(rest, 0), &values, culture, cx)?);
    Ok(this.clone())
}

fn append_join(this: &Value, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let items = args.get(1).and_then(super::items).unwrap_or_else(|| args[1.min(args.len())..].to_vec());
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            own(this)?.append(&text(args, 0));
        }
        own(this)?.append(&format_item(item, "", culture::current(), cx)?);
    }
    Ok(this.clone())
}

fn remove(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let builder = own(this)?;
    let length = builder.text.borrow().len() as i64;
    must_not_be_negative(int(args, 1).into(), "length")?;
    must_not_be_negative(int(args, 0).into(), "startIndex")?;
    if i64::from(int(args, 1)) > length - i64::from(int(args, 0)) {
        return Err(out_of_range("Index was out of range. Must be non-negative and less than or equal to the size of the collection.", "length"));
    }
    let start = int(args, 0) as usize;
    builder.text.borrow_mut().drain(start..start + int(args, 1) as usize);
    Ok(this.clone())
}

fn replace(this: &Value, args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let builder = own(this)?;
    let old = text(args, 0);
    if old.is_empty() {
        return Err(net("System.ArgumentException", "The value cannot be an empty string. (Parameter 'oldValue')"));
    }
    let all = builder.text.borrow().clone();
    let (start, end) =
        if args.len() > 3 { (int(args, 2).max(0) as usize, int(args, 2).max(0) as usize + int(args, 3).max(0) as usize) } else { (0, all.len()) };
    must_not_exceed(end as i64, all.len() as i64, "startIndex")?;
    let changed = String::from_utf16_lossy(&all[start..end]).replace(&*old, &text(args, 1));
    let result = all[..start].iter().copied().chain(changed.encode_utf16()).chain(all[end..].iter().copied()).collect();
    *builder.text.borrow_mut() = result;
    builder.grow();
    Ok(this.clone())
}

fn construct(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::object(match args.first().map(Value::base) {
        Some(Value::Int32(capacity)) => StringBuilder::new("", (*capacity).max(0) as usize),
        Some(Value::String(_)) if args.len() == 4 => StringBuilder::new(&cut(&units(&text(args, 0)), &args[..3])?, int(args, 3).max(0) as usize),
        Some(Value::String(text)) => StringBuilder::new(text, int(args, 1).max(0) as usize),
        _ => StringBuilder::new("", int(args, 1).max(0) as usize),
    }))
}

pub static STRING_BUILDER: TypeImpl = TypeImpl {
    constructor: Some(construct),
    methods: &[
        ("Append", |this, args, cx| {
            let text = written(args, cx)?;
            own(this)?.append(&text);
            Ok(this.clone())
        }),
        ("AppendLine", |this, args, _| {
            own(this)?.append(&text(args, 0));
            own(this)?.append("\n");
            Ok(this.clone())
        }),
        ("AppendFormat", append_format),
        ("AppendJoin", append_join),
        ("Insert", |this, args, cx| {
            let text = if args.len() == 3 && matches!(args[2], Value::Int32(_)) {
                written(&args[1..2], cx)?.repeat(int(args, 2).max(0) as usize)
            } else {
                written(&args[1..], cx)?
            };
            own(this)?.insert(int(args, 0), &text)?;
            Ok(this.clone())
        }),
        ("Remove", remove),
        ("Replace", replace),
        ("Clear", |this, _, _| {
            own(this)?.text.borrow_mut().clear();
            Ok(this.clone())
        }),
        ("ToString", |this, args, _| {
            let builder = own(this)?;
            if args.is_empty() {
                return Ok(Value::from(builder.shown()));
            }
            let part: Vec<Value> = std::iter::once(Value::Null).chain(args.iter().cloned()).collect();
            cut(&builder.text.borrow(), &part).map(|text| from_units(&units(&text)))
        }),
        ("EnsureCapacity", |this, args, _| {
            let builder = own(this)?;
            builder.capacity.set(builder.capacity.get().max(int(args, 0).max(0) as usize));
            Ok(Value::Int32(builder.capacity.get() as i32))
        }),
        ("Equals", |this, args, _| {
            Ok(Value::Bool(args.first().and_then(|a| a.downcast::<StringBuilder>()).is_some_and(|o| own(this).is_ok_and(|t| t.shown() == o.shown()))))
        }),
    ],
    ..TypeImpl::of("System.Text.StringBuilder")
};
