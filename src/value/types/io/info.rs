//! `FileInfo` and `DirectoryInfo`: an entry of the file system as an object. `Get-ChildItem` gives them.

use super::directory::{Want, create_all, delete, entries};
use super::file::{attributes, attributes_value, read, time, write};
use super::io_error;
use crate::value::members::errors::net;
use crate::value::types::object::{arg, int_arg, text_arg};
use crate::value::types::{TypeImpl, by_full_name};
use crate::value::{DateTimeKind, FileStatus, Object, PsStr, Res, Runtime, TypeRef, Value, known};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

pub struct FileItem {
    pub path: PathBuf,
    is_directory: bool,
    /// Read when first asked for; `Refresh` forgets it.
    status: RefCell<Option<FileStatus>>,
}

/// The object of an entry that exists.
pub fn file_item(status: &FileStatus) -> Value {
    Value::object(FileItem { path: status.path.clone(), is_directory: status.is_directory, status: RefCell::new(Some(status.clone())) })
}

/// The object of a path that may not exist.
pub fn unread(path: PathBuf, is_directory: bool) -> Value {
    Value::object(FileItem { path, is_directory, status: RefCell::default() })
}

impl FileItem {
    fn name(&self) -> String {
        self.path.file_name().map_or_else(|| "/".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    fn full_name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    fn extension(&self) -> String {
        let name = self.name();
        name.rfind('.').filter(|at| at + 1 < name.len()).map_or_else(String::new, |at| name[at..].to_owned())
    }

    fn status(&self, cx: &mut dyn Runtime) -> Option<FileStatus> {
        if self.status.borrow().is_none() {
            *self.status.borrow_mut() = cx.machine().status(&self.path).ok();
        }
        self.status.borrow().clone().filter(|s| s.is_directory == self.is_directory)
    }

    /// `d----`: folder or link, archive, read-only, hidden, system.
    fn mode(&self, cx: &mut dyn Runtime) -> String {
        let Some(status) = self.status(cx) else { return String::new() };
        let bits = attributes(&status);
        let kind = if status.is_link {
            'l'
        } else if status.is_directory {
            'd'
        } else {
            '-'
        };
        let flag = |bit: i64, c: char| if bits & bit != 0 { c } else { '-' };
        [kind, flag(32, 'a'), flag(1, 'r'), flag(2, 'h'), flag(4, 's')].iter().collect()
    }

    /// `-rw-r--r--`.
    fn unix_mode(&self, cx: &mut dyn Runtime) -> String {
        let Some(status) = self.status(cx) else { return String::new() };
        let kind = if status.is_link {
            'l'
        } else if status.is_directory {
            'd'
        } else {
            '-'
        };
        let bit = |at: u32| if status.mode >> at & 1 == 1 { ["x", "w", "r"][(at % 3) as usize] } else { "-" };
        format!("{kind}{}", (0..9).rev().map(bit).collect::<String>())
    }

    fn times(&self, name: &str, cx: &mut dyn Runtime) -> Option<Value> {
        let kind = if name.ends_with("utc") { DateTimeKind::Utc } else { DateTimeKind::Local };
        let pick: fn(&FileStatus) -> i64 = match name.trim_end_matches("utc") {
            "creationtime" => |s| s.created,
            "lastaccesstime" => |s| s.accessed,
            "lastwritetime" => |s| s.modified,
            _ => return None,
        };
        Some(time(self.status(cx).as_ref(), pick, kind))
    }

    fn length(&self, cx: &mut dyn Runtime) -> Res<Value> {
        match self.status(cx) {
            Some(status) => Ok(Value::Int64(status.length as i64)),
            None => Err(net("System.IO.FileNotFoundException", format!("Could not find file '{}'.", self.path.display()))),
        }
    }

    fn parent(&self) -> Value {
        self.path.parent().map_or(Value::Null, |parent| unread(parent.to_path_buf(), true))
    }

    fn both(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        Some(Ok(match name {
            "name" => Value::from(self.name()),
            "fullname" => Value::from(self.full_name()),
            "extension" => Value::from(self.extension()),
            "basename" => {
                let (name, extension) = (self.name(), self.extension());
                Value::str(if self.is_directory { &name } else { &name[..name.len() - extension.len()] })
            }
            "exists" => Value::Bool(self.status(cx).is_some()),
            "mode" | "modewithouthardlink" => Value::from(self.mode(cx)),
            "unixmode" => Value::from(self.unix_mode(cx)),
            "user" | "group" => Value::str("root"),
            "size" => self.status(cx).map_or(Value::Null, |s| Value::Int64(s.length as i64)),
            "linktype" => match self.status(cx) {
                Some(status) if status.is_link => Value::str("SymbolicLink"),
                _ => Value::Null,
            },
            "target" | "linktarget" => Value::Null,
            "resolvedtarget" => Value::from(self.full_name()),
            "attributes" => self.status(cx).map_or(Value::Null, |s| attributes_value(&s)),
            "unixfilemode" => {
                let bits = self.status(cx).map_or(0, |s| (s.mode & 0o7777) as i64);
                by_full_name("system.io.unixfilemode").map_or(Value::Null, |ty| Value::Enum(ty, bits))
            }
            _ => return self.times(name, cx).map(Ok),
        }))
    }
}

impl Object for FileItem {
    fn type_ref(&self) -> TypeRef {
        let name = if self.is_directory { "system.io.directoryinfo" } else { "system.io.fileinfo" };
        by_full_name(name).unwrap_or(known::OBJECT)
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let lower = name.to_ascii_lowercase();
        if let Some(found) = self.both(&lower, cx) {
            return Some(found);
        }
        if self.is_directory {
            return match lower.as_str() {
                "parent" => Some(Ok(self.parent())),
                "root" => Some(Ok(unread(PathBuf::from("/"), true))),
                _ => None,
            };
        }
        match lower.as_str() {
            "length" => Some(self.length(cx)),
            "directory" => Some(Ok(self.parent())),
            "directoryname" => Some(Ok(self.path.parent().map_or(Value::Null, |p| Value::from(p.to_string_lossy().into_owned())))),
            "isreadonly" => Some(Ok(Value::Bool(self.status(cx).is_some_and(|s| s.read_only)))),
            "versioninfo" => Some(Ok(Value::Null)),
            _ => None,
        }
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        match name.to_ascii_lowercase().as_str() {
            "lastwritetime" | "lastwritetimeutc" => Some(crate::value::convert::to(value, known::DATE_TIME, cx).and_then(|time| {
                if let Value::DateTime(time) = time {
                    cx.machine().set_modified(&self.path, time.ticks).map_err(|error| io_error(&error, &self.path, cx))?;
                }
                *self.status.borrow_mut() = None;
                Ok(())
            })),
            "creationtime" | "creationtimeutc" | "lastaccesstime" | "lastaccesstimeutc" | "attributes" | "isreadonly" => Some(Ok(())),
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        const FIRST: &[&str] = &["UnixMode", "User", "Group", "Size", "Mode", "ModeWithoutHardLink"];
        const FILE: &[&str] = &["VersionInfo", "BaseName", "ResolvedTarget", "Target", "LinkType", "Length", "DirectoryName", "Directory", "IsReadOnly"];
        const FOLDER: &[&str] = &["BaseName", "ResolvedTarget", "Target", "LinkType", "Parent", "Root"];
        const LAST: &[&str] = &[
            "FullName",
            "Extension",
            "Name",
            "Exists",
            "CreationTime",
            "CreationTimeUtc",
            "LastAccessTime",
            "LastAccessTimeUtc",
            "LastWriteTime",
            "LastWriteTimeUtc",
            "LinkTarget",
            "UnixFileMode",
            "Attributes",
        ];
        let own = if self.is_directory { FOLDER } else { FILE };
        FIRST.iter().chain(own).chain(LAST).map(|name| PsStr::from(*name)).collect()
    }

    fn text(&self) -> Option<PsStr> {
        Some(PsStr::from(self.full_name()))
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "refresh" => {
                *self.status.borrow_mut() = None;
                Some(Ok(Value::Void))
            }
            _ => None,
        }
        .or_else(|| self.change(&name.to_ascii_lowercase(), args, cx))
    }
}

impl FileItem {
    /// What a file or a folder can do to itself.
    fn change(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        *self.status.borrow_mut() = None;
        match (name, self.is_directory) {
            ("delete", true) => Some(delete(&self.path, int_arg(args, 0) != 0, cx)),
            ("delete", false) => Some(match cx.machine().status(&self.path) {
                Ok(_) => cx.machine().remove(&self.path, false).map(|()| Value::Void).map_err(|error| io_error(&error, &self.path, cx)),
                Err(_) => Ok(Value::Void),
            }),
            ("create", true) => Some(create_all(&self.path, cx).map(|()| Value::Void)),
            ("createsubdirectory", true) => {
                let path = self.path.join(&*text_arg(args, 0, cx));
                Some(create_all(&path, cx).map(|()| unread(path, true)))
            }
            ("create", false) => Some(write(&self.path, b"", false, cx).map(|_| super::stream::file_stream(self.path.clone(), Vec::new()))),
            ("moveto", _) => {
                let to = self.target(args, cx);
                Some(cx.machine().rename(&self.path, &to).map(|()| Value::Void).map_err(|error| io_error(&error, &self.path, cx)))
            }
            ("copyto", false) => Some(self.copy_to(args, cx)),
            ("opentext", false) => Some(read(&self.path, cx).map(|bytes| super::stream::reader(&String::from_utf8_lossy(&bytes)))),
            ("createtext", false) => Some(write(&self.path, b"", false, cx).map(|_| super::stream::writer(self.path.clone(), true))),
            ("appendtext", false) => Some(Ok(super::stream::writer(self.path.clone(), true))),
            ("getfiles" | "enumeratefiles", true) => Some(self.children(args, Want::Files, cx)),
            ("getdirectories" | "enumeratedirectories", true) => Some(self.children(args, Want::Folders, cx)),
            ("getfilesysteminfos" | "enumeratefilesysteminfos", true) => Some(self.children(args, Want::Both, cx)),
            _ => None,
        }
    }

    fn target(&self, args: &[Value], cx: &mut dyn Runtime) -> PathBuf {
        let text = text_arg(args, 0, cx);
        cx.machine().resolve(&text)
    }

    fn copy_to(&self, args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
        let to = self.target(args, cx);
        if int_arg(args, 1) == 0 && cx.machine().status(&to).is_ok() {
            return Err(net("System.IO.IOException", format!("The file '{}' already exists.", to.display())));
        }
        cx.machine().copy(&self.path, &to).map_err(|error| io_error(&error, &self.path, cx))?;
        Ok(unread(to, false))
    }

    fn children(&self, args: &[Value], want: Want, cx: &mut dyn Runtime) -> Res<Value> {
        let pattern = text_arg(args, 0, cx);
        let found = entries(Path::new(&self.path), &pattern, int_arg(args, 1) == 1, want, cx)?;
        let element = match want {
            Want::Files => "system.io.fileinfo",
            Want::Folders => "system.io.directoryinfo",
            Want::Both => "system.io.filesysteminfo",
        };
        Ok(Value::array_of(by_full_name(element).unwrap_or(known::OBJECT), found.iter().map(file_item).collect()))
    }
}

fn construct(args: &[Value], is_directory: bool, cx: &mut dyn Runtime) -> Res<Value> {
    if let Some(item) = arg(args, 0).downcast::<FileItem>() {
        return Ok(unread(item.path.clone(), is_directory));
    }
    let parameter = if is_directory { "path" } else { "fileName" };
    Ok(unread(super::path_arg(args, 0, parameter, cx)?, is_directory))
}

pub static FILE_INFO: TypeImpl = TypeImpl { constructor: Some(|args, cx| construct(args, false, cx)), ..TypeImpl::of("System.IO.FileInfo") };
pub static DIRECTORY_INFO: TypeImpl = TypeImpl { constructor: Some(|args, cx| construct(args, true, cx)), ..TypeImpl::of("System.IO.DirectoryInfo") };
