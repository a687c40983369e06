//! The content of files as text: `Get-`, `Set-`, `Add-`, `Clear-Content`.

use super::{drive, failed, targets};
use crate::engine::{Call, Run, Stage};
use crate::value::{PsStr, Value, known};
use std::path::PathBuf;

pub struct GetContent;

impl Stage for GetContent {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let on_drive = [call.texts("Path"), call.texts("LiteralPath")].concat().into_iter().find(|path| drive::split(path).is_some());
        if let Some(path) = on_drive {
            let value = call.engine.variable(&path).unwrap_or_default();
            return call.write_each(value);
        }
        for path in targets(call)? {
            match call.engine.host.read(&path) {
                Ok(bytes) => self.write(call, bytes)?,
                Err(error) => {
                    call.error(failed(&path, &error, "GetContentReaderUnauthorizedAccessError"))?;
                }
            }
        }
        Ok(())
    }
}

impl GetContent {
    fn write(&self, call: &mut Call<'_>, bytes: Vec<u8>) -> Run {
        if call.switch("AsByteStream") {
            let bytes: Vec<Value> = bytes.into_iter().map(Value::Byte).collect();
            return if call.switch("Raw") { call.write(Value::array_of(known::BYTE, bytes)) } else { bytes.into_iter().try_for_each(|byte| call.write(byte)) };
        }
        let text = decode(&bytes, call.text("Encoding"));
        if call.switch("Raw") {
            return if text.is_empty() { Ok(()) } else { call.write(text) };
        }
        let lines: Vec<String> = match call.text("Delimiter") {
            Some(delimiter) if !delimiter.is_empty() => text.split(&*delimiter).map(str::to_owned).collect(),
            _ => text.lines().map(str::to_owned).collect(),
        };
        self.choose(call, lines)
    }

    /// `-TotalCount`, `-Tail`, `-ReadCount`.
    fn choose(&self, call: &mut Call<'_>, mut lines: Vec<String>) -> Run {
        let number = |name: &str| match call.arg(name) {
            Some(Value::Int64(n)) => Some(*n),
            Some(Value::Int32(n)) => Some(i64::from(*n)),
            _ => None,
        };
        let (first, last, together) = (number("TotalCount").or_else(|| number("First")), number("Tail"), number("ReadCount"));
        if let Some(count) = first.filter(|n| *n >= 0) {
            lines.truncate(count as usize);
        }
        if let Some(count) = last.filter(|n| *n >= 0) {
            lines.drain(..lines.len().saturating_sub(count as usize));
        }
        match together {
            Some(0) => call.write(Value::array(lines.into_iter().map(Value::from).collect())),
            Some(size) if size > 1 => {
                lines.chunks(size as usize).try_for_each(|chunk| call.write(Value::array(chunk.iter().map(|line| Value::str(line)).collect())))
            }
            _ => lines.into_iter().try_for_each(|line| call.write(line)),
        }
    }
}

/// Text of bytes: by its mark, else by the encoding said, else UTF-8.
fn decode(bytes: &[u8], encoding: Option<PsStr>) -> String {
    let units = |big: bool, bytes: &[u8]| -> String {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| if big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) }).collect();
        String::from_utf16_lossy(&units)
    };
    match (bytes, encoding.map(|name| name.to_ascii_lowercase()).as_deref()) {
        ([0xef, 0xbb, 0xbf, rest @ ..], _) => String::from_utf8_lossy(rest).into_owned(),
        ([0xff, 0xfe, rest @ ..], _) => units(false, rest),
        ([0xfe, 0xff, rest @ ..], _) => units(true, rest),
        (bytes, Some("unicode" | "utf16" | "utf-16")) => units(false, bytes),
        (bytes, Some("bigendianunicode")) => units(true, bytes),
        (bytes, Some("latin1" | "ansi")) => bytes.iter().map(|b| char::from(*b)).collect(),
        (bytes, Some("ascii")) => bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '?' }).collect(),
        (bytes, _) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Bytes of text in an encoding; its mark first where a file begins with one.
fn encode(text: &str, encoding: Option<PsStr>, beginning: bool) -> Vec<u8> {
    let mark = |bytes: &[u8]| if beginning { bytes.to_vec() } else { Vec::new() };
    match encoding.map(|name| name.to_ascii_lowercase()).as_deref() {
        Some("utf8bom") => [mark(&[0xef, 0xbb, 0xbf]), text.as_bytes().to_vec()].concat(),
        Some("unicode" | "utf16" | "utf-16") => [mark(&[0xff, 0xfe]), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        Some("bigendianunicode") => [mark(&[0xfe, 0xff]), text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
        Some("ascii") => text.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect(),
        Some("latin1" | "ansi") => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

/// `Set-Content` and `Add-Content`: values are gathered and written at the end.
#[derive(Default)]
pub struct WriteContent {
    append: bool,
    text: String,
    bytes: Vec<u8>,
    seen: Vec<Value>,
    paths: Vec<PathBuf>,
}

impl WriteContent {
    pub fn appending() -> Self {
        WriteContent { append: true, ..Self::default() }
    }
}

impl Stage for WriteContent {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        if self.paths.is_empty() {
            for path in [call.texts("Path"), call.texts("LiteralPath")].concat() {
                if let Some((drive, name)) = drive::split(&path) {
                    let value = call.arg("Value").cloned().unwrap_or_default();
                    return drive::set(call, drive, name, value);
                }
                let wild = path.contains(['*', '?']);
                let found = if wild { call.engine.expand_path(&path) } else { vec![call.engine.resolve_path(&path)] };
                self.paths.extend(found);
            }
        }
        let Some(value) = call.arg("Value").cloned() else { return Ok(()) };
        for item in super::item::items(&value) {
            match item {
                Value::Byte(byte) if call.switch("AsByteStream") => self.bytes.push(byte),
                Value::Null | Value::Void => {}
                item => {
                    self.text.push_str(&call.engine.to_text(&item));
                    if !call.switch("NoNewline") {
                        self.text.push('\n');
                    }
                    if call.switch("PassThru") {
                        self.seen.push(item);
                    }
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        for path in std::mem::take(&mut self.paths) {
            let action = if self.append { "Add Content" } else { "Set Content" };
            if !call.should_process(&format!("Path: {}", path.display()), action)? {
                continue;
            }
            let beginning = !self.append || call.engine.host.status(&path).map_or(0, |status| status.length) == 0;
            let bytes = if self.bytes.is_empty() { encode(&self.text, call.text("Encoding"), beginning) } else { self.bytes.clone() };
            if let Err(error) = call.engine.host.write_file(&path, &bytes, self.append) {
                call.error(failed(&path, &error, "GetContentWriterDirectoryNotFoundError"))?;
            }
        }
        std::mem::take(&mut self.seen).into_iter().try_for_each(|value| call.write(value))
    }
}

pub struct ClearContent;

impl Stage for ClearContent {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for path in targets(call)? {
            if let Err(error) = call.engine.host.write_file(&path, b"", false) {
                call.error(failed(&path, &error, "ClearContentIOError"))?;
            }
        }
        Ok(())
    }
}
