//! `Out-File`, and the files of redirections: formatted lines as bytes in an encoding.

use super::lines::TextLines;
use super::outputter::Outputter;
use super::painter::UNLIMITED;
use super::stages::{input, width};
use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsStr, Value};
use std::path::PathBuf;

#[derive(Default)]
pub struct OutFile {
    outputter: Option<Outputter>,
    path: PathBuf,
    text: String,
    separator: &'static str,
    encoding: Encoding,
    append: bool,
    /// `-WhatIf`, or the user declined.
    idle: bool,
}

/// What the bytes mean.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Utf8,
    Utf8Bom,
    Ascii,
    Latin1,
    Utf16,
    Utf16BigEndian,
    Utf32,
}

impl Encoding {
    /// By the names `-Encoding` takes.
    pub fn by_name(name: &str) -> Encoding {
        let name = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        match name.as_str() {
            "utf8bom" => Encoding::Utf8Bom,
            "ascii" | "asciiencoding" | "us-ascii" => Encoding::Ascii,
            "latin1" | "ansi" | "oem" | "iso-8859-1" => Encoding::Latin1,
            "unicode" | "utf16" | "unicodeencoding" => Encoding::Utf16,
            "bigendianunicode" => Encoding::Utf16BigEndian,
            "utf32" | "utf32encoding" => Encoding::Utf32,
            _ => Encoding::Utf8,
        }
    }

    /// The mark at a new file's beginning.
    fn mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8Bom => b"\xef\xbb\xbf",
            Encoding::Utf16 => b"\xff\xfe",
            Encoding::Utf16BigEndian => b"\xfe\xff",
            Encoding::Utf32 => b"\xff\xfe\0\0",
            _ => b"",
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 | Encoding::Utf8Bom => text.as_bytes().to_vec(),
            Encoding::Ascii => text.encode_utf16().filter(|u| !(0xdc00..0xe000).contains(u)).map(|u| if u < 128 { u as u8 } else { b'?' }).collect(),
            Encoding::Latin1 => text.chars().map(|c| u8::try_from(c as u32).unwrap_or(b'?')).collect(),
            Encoding::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16BigEndian => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Utf32 => text.chars().flat_map(|c| (c as u32).to_le_bytes()).collect(),
        }
    }
}

impl OutFile {
    fn write(&mut self, engine: &mut Engine) -> std::io::Result<()> {
        if self.text.is_empty() && self.append {
            return Ok(());
        }
        let mut bytes = if self.append { Vec::new() } else { self.encoding.mark().to_vec() };
        bytes.extend(self.encoding.encode(&self.text));
        engine.host.write_file(&self.path, &bytes, self.append)?;
        self.text.clear();
        self.append = true;
        Ok(())
    }

    fn open(&mut self, call: &mut Call<'_>) -> Run {
        let name = call.text("FilePath").or_else(|| call.text("LiteralPath")).unwrap_or_default();
        self.path = call.engine.location.join(&*name).components().collect();
        let shown = PsStr::from(self.path.display().to_string());
        if !call.should_process(&shown, "Output to File")? {
            self.idle = true;
            return Ok(());
        }
        let exists = call.engine.host.status(&self.path);
        if exists.is_ok() && call.switch("NoClobber") && !call.switch("Append") {
            let exception = Exception::named("System.IO.IOException", format!("The file '{shown}' already exists."));
            return call.fail(ErrorRecord::new(exception, "NoClobber", ErrorCategory::ResourceExists, Value::String(shown)));
        }
        self.append = call.switch("Append") && exists.is_ok();
        if !self.append {
            let mark = self.encoding.mark();
            if let Err(error) = call.engine.host.write_file(&self.path, mark, false) {
                return self.failed(call, &error);
            }
            self.append = true;
        }
        Ok(())
    }

    fn failed(&self, call: &mut Call<'_>, error: &std::io::Error) -> Run {
        let path = self.path.display();
        let (kind, message, id) = match error.kind() {
            std::io::ErrorKind::NotFound => ("System.IO.DirectoryNotFoundException", format!("Could not find a part of the path '{path}'."), "FileOpenFailure"),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::IsADirectory => {
                ("System.UnauthorizedAccessException", format!("Access to the path '{path}' is denied."), "FileOpenFailure")
            }
            _ => ("System.IO.IOException", error.to_string(), "FileOpenFailure"),
        };
        call.fail(ErrorRecord::new(Exception::named(kind, message), id, ErrorCategory::OpenError, Value::Null))
    }
}

impl Stage for OutFile {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        self.outputter = Some(Outputter::new(width(call).unwrap_or(UNLIMITED)));
        self.separator = if call.switch("NoNewline") { "" } else { "\n" };
        self.encoding = call.text("Encoding").map_or_else(Encoding::default, |name| Encoding::by_name(&name));
        self.open(call)
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let (Some(value), Some(outputter)) = (input(call), &mut self.outputter) else { return Ok(()) };
        outputter.object(call.engine, &value, &mut TextLines { text: &mut self.text, separator: self.separator })
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        if let Some(mut outputter) = self.outputter.take() {
            outputter.finish(call.engine, &mut TextLines { text: &mut self.text, separator: self.separator })?;
        }
        if self.idle {
            return Ok(());
        }
        match self.write(call.engine) {
            Ok(()) => Ok(()),
            Err(error) => self.failed(call, &error),
        }
    }
}
