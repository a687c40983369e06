//! Readers and writers: `StringReader`, `StreamReader`, `StringWriter`, `StreamWriter`, `MemoryStream`. A reader holds its whole
//! text; a writer of a file writes when it is flushed, closed or disposed of.

use super::file::read;
use super::{byte_array, bytes_of, decode, encode, path_arg};
use crate::value::members::errors::net;
use crate::value::types::object::{arg, int_arg, text_arg};
use crate::value::types::{TypeImpl, by_full_name};
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value, known, strings, text};
use std::cell::{Cell, RefCell};
use std::path::PathBuf;

fn named(name: &str) -> TypeRef {
    by_full_name(name).unwrap_or(known::OBJECT)
}

/// A text read from its start to its end.
struct Reader {
    type_name: &'static str,
    units: Vec<u16>,
    at: Cell<usize>,
}

/// A reader of a file's text.
pub fn reader(text: &str) -> Value {
    Value::object(Reader { type_name: "system.io.streamreader", units: text.encode_utf16().collect(), at: Cell::new(0) })
}

impl Reader {
    fn rest(&self) -> &[u16] {
        &self.units[self.at.get().min(self.units.len())..]
    }

    fn take(&self, count: usize) -> String {
        let text = String::from_utf16_lossy(&self.rest()[..count]);
        self.at.set(self.at.get() + count);
        text
    }

    fn line(&self) -> Value {
        let rest = self.rest();
        if rest.is_empty() {
            return Value::Null;
        }
        let end = rest.iter().position(|u| *u == 10 || *u == 13).unwrap_or(rest.len());
        let skip = match (rest.get(end), rest.get(end + 1)) {
            (Some(13), Some(10)) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
        let line = self.take(end);
        self.at.set(self.at.get() + skip);
        Value::from(line)
    }

    fn one(&self, keep: bool) -> Value {
        let unit = self.rest().first().copied();
        if unit.is_some() && !keep {
            self.at.set(self.at.get() + 1);
        }
        Value::Int32(unit.map_or(-1, |u| u as i32))
    }
}

impl Object for Reader {
    fn type_ref(&self) -> TypeRef {
        named(self.type_name)
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("EndOfStream").then(|| Ok(Value::Bool(self.rest().is_empty())))
    }

    fn property_names(&self) -> Vec<PsStr> {
        if self.type_name.ends_with("streamreader") { vec!["EndOfStream".into()] } else { Vec::new() }
    }

    fn invoke(&self, name: &str, args: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "readline" => self.line(),
            "readtoend" => Value::from(self.take(self.rest().len())),
            "read" if args.is_empty() => self.one(false),
            "peek" => self.one(true),
            "close" | "dispose" => Value::Void,
            _ => return None,
        }))
    }
}

/// Text that grows, in memory or towards a file.
struct Writer {
    file: Option<PathBuf>,
    encoding: Value,
    text: RefCell<String>,
    new_line: RefCell<PsStr>,
    /// Nothing was written to the file yet, so that an encoding's mark comes first.
    fresh: Cell<bool>,
}

/// A writer that adds to a file.
pub fn writer(file: PathBuf, append: bool) -> Value {
    Value::object(Writer { file: Some(file), encoding: Value::Null, text: RefCell::default(), new_line: RefCell::new("\n".into()), fresh: Cell::new(!append) })
}

impl Writer {
    fn flush(&self, cx: &mut dyn Runtime) -> Res<Value> {
        if let Some(file) = &self.file {
            let pending = std::mem::take(&mut *self.text.borrow_mut());
            let bytes = encode(&pending, &self.encoding, self.fresh.replace(false), cx)?;
            super::file::write(file, &bytes, true, cx)?;
        }
        Ok(Value::Void)
    }

    /// One value, or a format and its arguments.
    fn shown(args: &[Value], cx: &mut dyn Runtime) -> Res<PsStr> {
        match args {
            [] => Ok(PsStr::default()),
            [one] => Ok(match one.base() {
                Value::Array(array) if array.element == known::CHAR => {
                    let units: Vec<u16> = array.items.borrow().iter().filter_map(|v| if let Value::Char(u) = v { Some(*u) } else { None }).collect();
                    PsStr::from(String::from_utf16_lossy(&units))
                }
                _ => text::to_text(one, cx),
            }),
            [format, rest @ ..] => {
                let arguments = match rest {
                    [only] if crate::value::types::items(only).is_some() => only.clone(),
                    many => Value::array(many.to_vec()),
                };
                let shown = strings::format(format, &arguments, cx)?;
                Ok(text::to_text(&shown, cx))
            }
        }
    }
}

impl Object for Writer {
    fn type_ref(&self) -> TypeRef {
        named(if self.file.is_some() { "system.io.streamwriter" } else { "system.io.stringwriter" })
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "newline" => Some(Ok(Value::String(self.new_line.borrow().clone()))),
            "autoflush" => Some(Ok(Value::Bool(false))),
            "encoding" => Some(Ok(self.encoding.clone())),
            _ => None,
        }
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        match name.to_ascii_lowercase().as_str() {
            "newline" => *self.new_line.borrow_mut() = text::to_text(value, cx),
            "autoflush" => {}
            _ => return None,
        }
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        match self.file {
            Some(_) => ["AutoFlush", "Encoding", "NewLine"].map(PsStr::from).to_vec(),
            None => ["Encoding", "NewLine"].map(PsStr::from).to_vec(),
        }
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let lower = name.to_ascii_lowercase();
        Some(match lower.as_str() {
            "write" | "writeline" => Writer::shown(args, cx).map(|shown| {
                let mut text = self.text.borrow_mut();
                text.push_str(&shown);
                if lower == "writeline" {
                    text.push_str(&self.new_line.borrow());
                }
                Value::Void
            }),
            "flush" | "close" | "dispose" => self.flush(cx),
            "tostring" if self.file.is_none() => Ok(Value::from(self.text.borrow().clone())),
            _ => return None,
        })
    }

    fn text(&self) -> Option<PsStr> {
        self.file.is_none().then(|| PsStr::from(self.text.borrow().as_str()))
    }
}

/// Bytes in memory; of a file, where they came from one.
struct Bytes {
    file: Option<PathBuf>,
    bytes: RefCell<Vec<u8>>,
    at: Cell<usize>,
}

/// A file's bytes as a stream.
pub fn file_stream(file: PathBuf, bytes: Vec<u8>) -> Value {
    Value::object(Bytes { file: Some(file), bytes: RefCell::new(bytes), at: Cell::new(0) })
}

impl Bytes {
    fn write(&self, new: &[u8]) {
        let mut bytes = self.bytes.borrow_mut();
        let at = self.at.get();
        let end = at + new.len();
        if bytes.len() < end {
            bytes.resize(end, 0);
        }
        bytes[at..end].copy_from_slice(new);
        self.at.set(end);
    }

    fn read(&self, args: &[Value]) -> Res<Value> {
        let Value::Array(target) = arg(args, 0).base() else { return Ok(Value::Int32(0)) };
        let bytes = self.bytes.borrow();
        let rest = &bytes[self.at.get().min(bytes.len())..];
        let (from, count) = if args.len() > 1 { (int_arg(args, 1).max(0) as usize, int_arg(args, 2).max(0) as usize) } else { (0, target.len()) };
        let count = count.min(rest.len());
        let mut slots = target.items.borrow_mut();
        if from + count > slots.len() {
            return Err(net("System.ArgumentException", "Offset and length were out of bounds for the array."));
        }
        for (slot, byte) in slots[from..from + count].iter_mut().zip(rest) {
            *slot = Value::Byte(*byte);
        }
        self.at.set(self.at.get() + count);
        Ok(Value::Int32(count as i32))
    }
}

impl Object for Bytes {
    fn type_ref(&self) -> TypeRef {
        named(if self.file.is_some() { "system.io.filestream" } else { "system.io.memorystream" })
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "length" => Value::Int64(self.bytes.borrow().len() as i64),
            "position" => Value::Int64(self.at.get() as i64),
            "canread" | "canwrite" | "canseek" => Value::Bool(true),
            "capacity" => Value::Int32(self.bytes.borrow().len() as i32),
            "name" => Value::from(self.file.as_ref()?.to_string_lossy().into_owned()),
            _ => return None,
        }))
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut dyn Runtime) -> Option<Res<()>> {
        name.eq_ignore_ascii_case("Position").then(|| {
            self.at.set(int_arg(std::slice::from_ref(value), 0).max(0) as usize);
            Ok(())
        })
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["CanRead", "CanSeek", "CanWrite", "Length", "Position"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(match name.to_ascii_lowercase().as_str() {
            "toarray" | "getbuffer" => Ok(byte_array(&self.bytes.borrow())),
            "write" => {
                let all = bytes_of(arg(args, 0));
                let from = (int_arg(args, 1).max(0) as usize).min(all.len());
                let to = if args.len() > 2 { (from + int_arg(args, 2).max(0) as usize).min(all.len()) } else { all.len() };
                self.write(&all[from..to]);
                Ok(Value::Void)
            }
            "writebyte" => {
                self.write(&[int_arg(args, 0) as u8]);
                Ok(Value::Void)
            }
            "read" => self.read(args),
            "readbyte" => {
                let byte = self.bytes.borrow().get(self.at.get()).copied();
                self.at.set(self.at.get() + byte.is_some() as usize);
                Ok(Value::Int32(byte.map_or(-1, |b| b as i32)))
            }
            "seek" => {
                let base = match int_arg(args, 1) {
                    1 => self.at.get() as i64,
                    2 => self.bytes.borrow().len() as i64,
                    _ => 0,
                };
                self.at.set((base + int_arg(args, 0)).max(0) as usize);
                Ok(Value::Int64(self.at.get() as i64))
            }
            "setlength" => {
                self.bytes.borrow_mut().resize(int_arg(args, 0).clamp(0, 1 << 30) as usize, 0);
                Ok(Value::Void)
            }
            "flush" | "close" | "dispose" => match &self.file {
                Some(file) => super::file::write(file, &self.bytes.borrow(), false, cx),
                None => Ok(Value::Void),
            },
            _ => return None,
        })
    }
}

fn stream_reader(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let bytes = match arg(args, 0).downcast::<Bytes>() {
        Some(stream) => {
            let all = stream.bytes.borrow();
            all[stream.at.get().min(all.len())..].to_vec()
        }
        None => {
            let path = path_arg(args, 0, "path", cx)?;
            read(&path, cx)?
        }
    };
    let encoding = args.get(1).filter(|a| matches!(a.base(), Value::Object(_))).cloned().unwrap_or_default();
    Ok(reader(&decode(&bytes, &encoding, cx)?))
}

fn stream_writer(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let path = path_arg(args, 0, "path", cx)?;
    let append = matches!(arg(args, 1), Value::Bool(true));
    if !append {
        super::file::write(&path, b"", false, cx)?;
    }
    let encoding = args.iter().skip(1).find(|a| matches!(a.base(), Value::Object(_))).cloned().unwrap_or_default();
    let made = Writer { file: Some(path), encoding, text: RefCell::default(), new_line: RefCell::new("\n".into()), fresh: Cell::new(!append) };
    Ok(Value::object(made))
}

pub static STRING_READER: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let units = text_arg(args, 0, cx).encode_utf16().collect();
        Ok(Value::object(Reader { type_name: "system.io.stringreader", units, at: Cell::new(0) }))
    }),
    ..TypeImpl::of("System.IO.StringReader")
};
pub static STRING_WRITER: TypeImpl = TypeImpl {
    constructor: Some(|_, _| {
        let made = Writer { file: None, encoding: Value::Null, text: RefCell::default(), new_line: RefCell::new("\n".into()), fresh: Cell::new(true) };
        Ok(Value::object(made))
    }),
    ..TypeImpl::of("System.IO.StringWriter")
};
pub static STREAM_READER: TypeImpl = TypeImpl { typed_constructor: Some(|_, args, cx| stream_reader(args, cx)), ..TypeImpl::of("System.IO.StreamReader") };
pub static STREAM_WRITER: TypeImpl = TypeImpl { typed_constructor: Some(|_, args, cx| stream_writer(args, cx)), ..TypeImpl::of("System.IO.StreamWriter") };
pub static MEMORY_STREAM: TypeImpl = TypeImpl {
    constructor: Some(|args, _| {
        let bytes = if matches!(arg(args, 0).base(), Value::Array(_)) { bytes_of(arg(args, 0)) } else { Vec::new() };
        Ok(Value::object(Bytes { file: None, bytes: RefCell::new(bytes), at: Cell::new(0) }))
    }),
    ..TypeImpl::of("System.IO.MemoryStream")
};
