//! `Environment`, `Console`, `GC`, `Thread`, `Stopwatch`: the process and its surroundings.

use super::object::{arg, enum_value, int_arg, text_arg};
use super::{TypeImpl, by_full_name};
use crate::value::{
    Dictionary, ErrorCategory, ErrorRecord, Object, PsStr, Record, Res, Runtime, TimeSpan, TypeRef, Value, convert, exception_type, known, members, strings,
    text,
};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

fn variable(name: &str, cx: &mut dyn Runtime) -> Option<String> {
    cx.machine().environment().into_iter().find(|(n, _)| n == name).map(|(_, value)| value)
}

/// `%NAME%` by its value; an unknown name stays as it is.
fn expand(text: &str, cx: &mut dyn Runtime) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('%') {
        let Some(length) = rest[open + 1..].find('%') else { break };
        let name = &rest[open + 1..open + 1 + length];
        out.push_str(&rest[..open]);
        match variable(name, cx) {
            Some(value) => {
                out.push_str(&value);
                rest = &rest[open + length + 2..];
            }
            None => {
                out.push_str(&rest[open..open + 1 + length]);
                rest = &rest[open + 1 + length..];
            }
        }
    }
    out + rest
}

/// `GetFolderPath` of the folders that exist on Linux.
fn folder_path(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let Value::Enum(ty, number) = arg(args, 0).base() else { return Ok(Value::str("")) };
    let home = variable("HOME", cx).unwrap_or_else(|| "/root".to_owned());
    let name = super::enum_text(*ty, *number);
    Ok(Value::from(match name.as_str() {
        "UserProfile" | "Personal" | "MyDocuments" => home,
        "ApplicationData" => format!("{home}/.config"),
        "LocalApplicationData" => format!("{home}/.local/share"),
        "CommonApplicationData" => "/usr/share".to_owned(),
        "Desktop" | "DesktopDirectory" => format!("{home}/Desktop"),
        "Fonts" => format!("{home}/.fonts"),
        "System" => String::new(),
        _ => String::new(),
    }))
}

fn process_id() -> Value {
    Value::Int32(std::process::id() as i32)
}

fn version(text: &str, cx: &mut dyn Runtime) -> Value {
    by_full_name("system.version").and_then(|ty| convert::to(&Value::str(text), ty, cx).ok()).unwrap_or_else(|| Value::str(text))
}

fn os_version(cx: &mut dyn Runtime) -> Res<Value> {
    let fields = [
        ("Platform", enum_value("System.PlatformID", "Unix")),
        ("ServicePack", Value::str("")),
        ("Version", version("6.1.0.0", cx)),
        ("VersionString", Value::str("Unix 6.1.0.0")),
    ];
    Ok(Value::object(Record::new("System.OperatingSystem", fields).with_text("Unix 6.1.0.0")))
}

fn machine_name(cx: &mut dyn Runtime) -> Res<Value> {
    let file = std::path::Path::new("/etc/hostname");
    let read = cx.machine().read(file).ok().map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    Ok(Value::from(variable("HOSTNAME", cx).or(read).filter(|name| !name.is_empty()).unwrap_or_else(|| "localhost".to_owned())))
}

fn user_name(cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::from(variable("USER", cx).or_else(|| variable("LOGNAME", cx)).unwrap_or_else(|| "root".to_owned())))
}

/// `exit` by another name.
fn exit(args: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    let code = int_arg(args, 0);
    Err(ErrorRecord::raise("System.Management.Automation.ExitException", code.to_string(), "Exit", ErrorCategory::OperationStopped))
}

pub static ENVIRONMENT: TypeImpl = TypeImpl {
    static_properties: &[
        ("CommandLine", |_| Ok(Value::str("pwsh"))),
        ("CurrentDirectory", |cx| Ok(Value::from(cx.machine().location().display().to_string()))),
        ("CurrentManagedThreadId", |_| Ok(Value::Int32(1))),
        ("ExitCode", |_| Ok(Value::Int32(0))),
        ("HasShutdownStarted", |_| Ok(Value::Bool(false))),
        ("Is64BitOperatingSystem", |_| Ok(Value::Bool(true))),
        ("Is64BitProcess", |_| Ok(Value::Bool(true))),
        ("IsPrivilegedProcess", |_| Ok(Value::Bool(false))),
        ("MachineName", machine_name),
        ("NewLine", |_| Ok(Value::str("\n"))),
        ("OSVersion", os_version),
        ("ProcessId", |_| Ok(process_id())),
        ("ProcessorCount", |_| Ok(Value::Int32(std::thread::available_parallelism().map_or(1, |n| n.get() as i32)))),
        ("StackTrace", |_| Ok(Value::str(""))),
        ("SystemDirectory", |_| Ok(Value::str(""))),
        ("SystemPageSize", |_| Ok(Value::Int32(4096))),
        ("TickCount", |cx| Ok(Value::Int32((cx.now_ticks() / 10_000) as i32))),
        ("TickCount64", |cx| Ok(Value::Int64(cx.now_ticks() / 10_000))),
        ("UserDomainName", machine_name),
        ("UserInteractive", |_| Ok(Value::Bool(true))),
        ("UserName", user_name),
        ("Version", |cx| Ok(version("10.0.0", cx))),
        ("WorkingSet", |_| Ok(Value::Int64(100 << 20))),
    ],
    static_methods: &[
        ("Exit", exit),
        ("ExpandEnvironmentVariables", |args, cx| {
            let text = text_arg(args, 0, cx);
            Ok(Value::from(expand(&text, cx)))
        }),
        ("GetCommandLineArgs", |_, _| Ok(Value::array_of(known::STRING, vec![Value::str("pwsh")]))),
        ("GetEnvironmentVariable", |args, cx| {
            let name = text_arg(args, 0, cx);
            Ok(variable(&name, cx).map_or(Value::Null, Value::from))
        }),
        ("GetEnvironmentVariables", |_, cx| {
            let all = Dictionary::hashtable();
            for (name, value) in cx.machine().environment() {
                all.insert(Value::from(name), Value::from(value));
            }
            Ok(Value::Dictionary(Rc::new(all)))
        }),
        ("GetFolderPath", folder_path),
        ("GetLogicalDrives", |_, _| Ok(Value::array_of(known::STRING, vec![Value::str("/")]))),
        ("SetEnvironmentVariable", |args, cx| {
            let name = text_arg(args, 0, cx);
            let value = text_arg(args, 1, cx);
            cx.machine().set_environment(&name, (!arg(args, 1).is_null() && !value.is_empty()).then_some(&*value));
            Ok(Value::Void)
        }),
    ],
    setters: &[("::CurrentDirectory", |_, value, cx| {
        let path = text::to_text(value, cx);
        let path = cx.machine().resolve(&path);
        cx.machine().set_location(path);
        Ok(())
    })],
    ..TypeImpl::of("System.Environment")
};

/// What `Write` and `WriteLine` write: one value, or a format with arguments.
fn shown(args: &[Value], cx: &mut dyn Runtime) -> Res<PsStr> {
    match args {
        [] => Ok(PsStr::default()),
        [one] => match one.base() {
            Value::Array(array) if array.element == known::CHAR => {
                let joined: String = array.items.borrow().iter().map(|c| text::to_text(c, cx).to_string()).collect();
                Ok(PsStr::from(joined))
            }
            Value::Array(_) | Value::List(_) | Value::Dictionary(_) => {
                let shown = members::invoke(one, "ToString", &[], cx)?;
                Ok(text::to_text(&shown, cx))
            }
            _ => Ok(text::to_text(one, cx)),
        },
        [format, rest @ ..] => {
            let arguments = match rest {
                [only] if super::items(only).is_some() => only.clone(),
                many => Value::array(many.to_vec()),
            };
            let shown = strings::format(format, &arguments, cx)?;
            Ok(text::to_text(&shown, cx))
        }
    }
}

fn write(args: &[Value], to_error: bool, end: &str, cx: &mut dyn Runtime) -> Res<Value> {
    let line = format!("{}{end}", shown(args, cx)?);
    if to_error {
        cx.machine().write_error(&line)
    } else {
        cx.machine().write_out(&line)
    }
    Ok(Value::Void)
}

/// `[Console]::Out` and `[Console]::Error`.
struct ConsoleWriter {
    to_error: bool,
}

impl Object for ConsoleWriter {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.IO.TextWriter")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("NewLine").then(|| Ok(Value::str("\n")))
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "write" => Some(write(args, self.to_error, "", cx)),
            "writeline" => Some(write(args, self.to_error, "\n", cx)),
            "flush" | "close" | "dispose" => Some(Ok(Value::Void)),
            _ => None,
        }
    }
}

/// `[Console]::In`.
struct ConsoleReader;

impl Object for ConsoleReader {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.IO.TextReader")
    }

    fn invoke(&self, name: &str, _: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "readline" => Some(Ok(cx.machine().read_line().map_or(Value::Null, Value::from))),
            "readtoend" => {
                let mut all = String::new();
                while let Some(line) = cx.machine().read_line() {
                    all.push_str(&line);
                    all.push('\n');
                }
                Some(Ok(Value::from(all)))
            }
            "peek" | "read" => Some(Ok(Value::Int32(-1))),
            _ => None,
        }
    }
}

fn color(name: &str) -> Res<Value> {
    Ok(enum_value("System.ConsoleColor", name))
}

fn utf8(cx: &mut dyn Runtime) -> Res<Value> {
    match by_full_name("system.text.encoding") {
        Some(ty) => Ok(members::static_get(ty, "UTF8", cx)?.unwrap_or_default()),
        None => Ok(Value::Null),
    }
}

fn width(cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Int32(cx.machine().console_size().0 as i32))
}

fn height(cx: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Int32(cx.machine().console_size().1 as i32))
}

fn nothing(_: &[Value], _: &mut dyn Runtime) -> Res<Value> {
    Ok(Value::Void)
}

fn ignore(_: &Value, _: &Value, _: &mut dyn Runtime) -> Res<()> {
    Ok(())
}

pub static CONSOLE: TypeImpl = TypeImpl {
    static_properties: &[
        ("Out", |_| Ok(Value::object(ConsoleWriter { to_error: false }))),
        ("Error", |_| Ok(Value::object(ConsoleWriter { to_error: true }))),
        ("In", |_| Ok(Value::object(ConsoleReader))),
        ("BackgroundColor", |_| color("Black")),
        ("ForegroundColor", |_| color("Gray")),
        ("BufferHeight", height),
        ("BufferWidth", width),
        ("WindowHeight", height),
        ("WindowWidth", width),
        ("LargestWindowHeight", height),
        ("LargestWindowWidth", width),
        ("CursorLeft", |_| Ok(Value::Int32(0))),
        ("CursorTop", |_| Ok(Value::Int32(0))),
        ("InputEncoding", utf8),
        ("OutputEncoding", utf8),
        ("IsErrorRedirected", |_| Ok(Value::Bool(true))),
        ("IsInputRedirected", |_| Ok(Value::Bool(true))),
        ("IsOutputRedirected", |_| Ok(Value::Bool(true))),
        ("KeyAvailable", |_| Ok(Value::Bool(false))),
        ("Title", |_| Ok(Value::str(""))),
        ("TreatControlCAsInput", |_| Ok(Value::Bool(false))),
        ("CursorVisible", |_| Ok(Value::Bool(true))),
    ],
    setters: &[
        ("::BackgroundColor", ignore),
        ("::ForegroundColor", ignore),
        ("::OutputEncoding", ignore),
        ("::InputEncoding", ignore),
        ("::Title", ignore),
        ("::CursorVisible", ignore),
        ("::CursorLeft", ignore),
        ("::CursorTop", ignore),
        ("::TreatControlCAsInput", ignore),
    ],
    static_methods: &[
        ("Write", |args, cx| write(args, false, "", cx)),
        ("WriteLine", |args, cx| write(args, false, "\n", cx)),
        ("ReadLine", |_, cx| Ok(cx.machine().read_line().map_or(Value::Null, Value::from))),
        ("Read", |_, _| Ok(Value::Int32(-1))),
        ("Clear", |_, cx| {
            cx.machine().clear_screen();
            Ok(Value::Void)
        }),
        ("Beep", nothing),
        ("ResetColor", nothing),
        ("SetCursorPosition", nothing),
        ("SetOut", nothing),
        ("SetError", nothing),
    ],
    ..TypeImpl::of("System.Console")
};

pub static GC: TypeImpl = TypeImpl {
    static_properties: &[("MaxGeneration", |_| Ok(Value::Int32(2)))],
    static_methods: &[
        ("Collect", nothing),
        ("WaitForPendingFinalizers", nothing),
        ("SuppressFinalize", nothing),
        ("KeepAlive", nothing),
        ("GetTotalMemory", |_, _| Ok(Value::Int64(50 << 20))),
        ("GetTotalAllocatedBytes", |_, _| Ok(Value::Int64(50 << 20))),
        ("CollectionCount", |_, _| Ok(Value::Int32(0))),
        ("GetGeneration", |_, _| Ok(Value::Int32(0))),
    ],
    ..TypeImpl::of("System.GC")
};

fn sleep(args: &[Value], cx: &mut dyn Runtime) -> Res<Value> {
    let time = match arg(args, 0).base() {
        Value::TimeSpan(span) => Duration::from_nanos(span.ticks.max(0) as u64 * 100),
        _ => Duration::from_millis(int_arg(args, 0).max(0) as u64),
    };
    cx.machine().sleep(time);
    Ok(Value::Void)
}

fn current_thread(cx: &mut dyn Runtime) -> Res<Value> {
    let culture = match by_full_name("system.globalization.cultureinfo") {
        Some(ty) => members::static_get(ty, "CurrentCulture", cx)?.unwrap_or_default(),
        None => Value::Null,
    };
    let fields = [
        ("ManagedThreadId", Value::Int32(1)),
        ("CurrentCulture", culture.clone()),
        ("CurrentUICulture", culture),
        ("IsAlive", Value::Bool(true)),
        ("IsBackground", Value::Bool(false)),
        ("Name", Value::Null),
    ];
    Ok(Value::object(Record::new("System.Threading.Thread", fields)))
}

pub static THREAD: TypeImpl = TypeImpl {
    static_properties: &[("CurrentThread", current_thread)],
    static_methods: &[("Sleep", sleep), ("Yield", |_, _| Ok(Value::Bool(false)))],
    ..TypeImpl::of("System.Threading.Thread")
};

/// Time that passes while it runs.
struct Stopwatch {
    /// Ticks gathered in earlier runs.
    gathered: Cell<i64>,
    since: Cell<Option<i64>>,
}

impl Stopwatch {
    fn elapsed(&self, cx: &mut dyn Runtime) -> i64 {
        self.gathered.get() + self.since.get().map_or(0, |since| cx.now_ticks() - since)
    }
}

impl Object for Stopwatch {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Diagnostics.Stopwatch")
    }

    fn property(&self, name: &str, cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let ticks = self.elapsed(cx);
        Some(Ok(match name.to_ascii_lowercase().as_str() {
            "isrunning" => Value::Bool(self.since.get().is_some()),
            "elapsed" => Value::TimeSpan(TimeSpan { ticks }),
            "elapsedmilliseconds" => Value::Int64(ticks / 10_000),
            "elapsedticks" => Value::Int64(ticks * 100),
            _ => return None,
        }))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["IsRunning", "Elapsed", "ElapsedMilliseconds", "ElapsedTicks"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, _: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let now = cx.now_ticks();
        match name.to_ascii_lowercase().as_str() {
            "start" => self.since.set(self.since.get().or(Some(now))),
            "stop" => {
                self.gathered.set(self.elapsed(cx));
                self.since.set(None);
            }
            "reset" => {
                self.gathered.set(0);
                self.since.set(None);
            }
            "restart" => {
                self.gathered.set(0);
                self.since.set(Some(now));
            }
            "tostring" => return Some(super::super::members::invoke(&Value::TimeSpan(TimeSpan { ticks: self.elapsed(cx) }), "ToString", &[], cx)),
            _ => return None,
        }
        Some(Ok(Value::Void))
    }
}

pub static STOPWATCH: TypeImpl = TypeImpl {
    constructor: Some(|_, _| Ok(Value::object(Stopwatch { gathered: Cell::new(0), since: Cell::new(None) }))),
    static_properties: &[("Frequency", |_| Ok(Value::Int64(1_000_000_000))), ("IsHighResolution", |_| Ok(Value::Bool(true)))],
    static_methods: &[
        ("StartNew", |_, cx| Ok(Value::object(Stopwatch { gathered: Cell::new(0), since: Cell::new(Some(cx.now_ticks())) }))),
        ("GetTimestamp", |_, cx| Ok(Value::Int64(cx.now_ticks() * 100))),
        ("GetElapsedTime", |args, cx| {
            let end = if args.len() > 1 { int_arg(args, 1) } else { cx.now_ticks() * 100 };
            Ok(Value::TimeSpan(TimeSpan { ticks: (end - int_arg(args, 0)) / 100 }))
        }),
    ],
    ..TypeImpl::of("System.Diagnostics.Stopwatch")
};

/// `RuntimeInformation`, which scripts ask for the platform.
pub static RUNTIME_INFORMATION: TypeImpl = TypeImpl {
    static_properties: &[
        ("FrameworkDescription", |_| Ok(Value::str(".NET 10.0.0"))),
        ("OSDescription", |_| Ok(Value::str("Linux"))),
        ("OSArchitecture", |_| Ok(Value::str("X64"))),
        ("ProcessArchitecture", |_| Ok(Value::str("X64"))),
    ],
    static_methods: &[("IsOSPlatform", |args, cx| Ok(Value::Bool(text_arg(args, 0, cx).eq_ignore_ascii_case("LINUX"))))],
    ..TypeImpl::of("System.Runtime.InteropServices.RuntimeInformation")
};

pub static OS_PLATFORM: TypeImpl = TypeImpl {
    static_properties: &[("Linux", |_| Ok(Value::str("LINUX"))), ("Windows", |_| Ok(Value::str("WINDOWS"))), ("OSX", |_| Ok(Value::str("OSX")))],
    ..TypeImpl::of("System.Runtime.InteropServices.OSPlatform")
};

pub static ALL: &[&TypeImpl] = &[&ENVIRONMENT, &CONSOLE, &GC, &THREAD, &STOPWATCH, &RUNTIME_INFORMATION, &OS_PLATFORM];
