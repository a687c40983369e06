//! An error record as text: `ConciseView` and, by `$ErrorView`, `NormalView`, `CategoryView` and `DetailedView`.

use super::error_details;
use super::text::session_variable;
use crate::engine::Engine;
use crate::value::position::{self, Snippet};
use crate::value::{ErrorCategory, ErrorRecord, InvocationInfo, Position, PsStr, Raise, TypeRef, Value, members, text};

/// The colours of a view; empty where the host shows none.
#[derive(Clone, Copy, Default)]
struct Colors {
    error: &'static str,
    accent: &'static str,
    reset: &'static str,
}

impl Colors {
    fn of(engine: &Engine) -> Colors {
        if engine.host.color() { Colors { error: "\x1b[31;1m", accent: "\x1b[36;1m", reset: "\x1b[0m" } } else { Colors::default() }
    }
}

/// The text of an error by `$ErrorView`; one with a position ends with a line end.
pub fn text(record: &Raise, engine: &mut Engine) -> String {
    let view = session_variable(engine, "ErrorView").map(|view| engine.to_text(&view).to_lowercase()).unwrap_or_default();
    let colors = Colors::of(engine);
    if matches!(&*record.id, "NativeCommandError" | "NativeCommandErrorMessage") {
        return format!("{}{}{}", colors.error, record.message(), colors.reset);
    }
    let body = match view.as_str() {
        "normalview" => normal(record, engine),
        "categoryview" => category_info(record, engine).to_string(),
        "detailedview" => error_details::text(record, engine),
        _ => return concise(record, colors, engine),
    };
    format!("{}{body}{}", colors.error, colors.reset)
}

fn concise(record: &ErrorRecord, colors: Colors, engine: &mut Engine) -> String {
    let invocation = record.invocation.borrow().clone();
    let place = invocation.as_ref().and_then(|info| info.position.clone());
    let Colors { error, reset, .. } = colors;
    let mut out = format!("{error}{}: ", reason(record, invocation.as_deref()));
    let parser = record.category.get() == ErrorCategory::ParserError;
    let shown = place.as_ref().filter(|place| show_line(place, parser && is_parse_exception(record)));
    let mut prefix = Prefix::default();
    if let Some(place) = shown {
        prefix = draw_place(place, colors, &mut out);
    }
    let mut message = format!("{}{}", prefix.text, body(record, parser));
    if parser || place.as_ref().is_some_and(|place| place.file.is_some()) {
        message = message.replace(['\n', '\t'], " ");
        message = wrap(&message, &prefix, engine.host.width());
        message.push('\n');
    }
    out.push_str(&format!("{error}{message}{reset}"));
    if let Some(action) = record.recommended_action.borrow().as_ref().filter(|action| !action.trim().is_empty()) {
        out.push_str(&format!("\n{error}  Recommendation: {action}{reset}"));
    }
    out
}

/// What stands before every line of the message, and how much of it is colour.
#[derive(Default)]
struct Prefix {
    text: String,
    length: usize,
}

/// Lines are shown of scripts and of input of several lines, not of modules; and wherever text does not parse.
fn show_line(place: &Position, parse_error: bool) -> bool {
    let in_module = place.file.as_ref().is_some_and(|file| file.to_lowercase().ends_with(".psm1"));
    (parse_error || place.file.is_some() || place.line > 1) && !in_module
}

fn is_parse_exception(record: &ErrorRecord) -> bool {
    let ty = record.exception.type_ref();
    ty.is_some_and(|ty| {
        derives(ty, "System.Management.Automation.ParseException") || derives(ty, "System.Management.Automation.ParentContainsErrorRecordException")
    })
}

fn derives(ty: TypeRef, base: &str) -> bool {
    std::iter::successors(Some(ty), |ty| ty.base).any(|ty| ty.full_name == base)
}

fn draw_place(place: &Position, colors: Colors, out: &mut String) -> Prefix {
    let Colors { error, accent, reset } = colors;
    match &place.file {
        Some(file) => out.push_str(&format!("{reset}{file}:{}\n", place.line)),
        None => out.push('\n'),
    }
    let number = place.line.to_string();
    let header = " ".repeat(number.len().saturating_sub(4));
    let snippet = position::snippet(place).unwrap_or(Snippet { line: String::new(), marks: String::new() });
    out.push_str(&format!("{accent}{header}Line |\n{accent}{number:>4} | {reset} {}\n", highlight(&snippet, accent, reset)));
    let text = format!("{accent}{header}     | {error}");
    out.push_str(&format!("{text} {}\n", snippet.marks));
    Prefix { length: text.chars().count() - accent.len() - error.len(), text }
}

/// The part that failed in the accent's colour, where it is not the whole line.
fn highlight(snippet: &Snippet, accent: &str, reset: &str) -> String {
    if accent.is_empty() {
        return snippet.line.clone();
    }
    let units: Vec<u16> = snippet.line.encode_utf16().collect();
    let (start, end) = (snippet.offset().min(units.len()), (snippet.offset() + snippet.length()).min(units.len()));
    let part = |units: &[u16]| String::from_utf16_lossy(units);
    format!("{}{accent}{}{reset}{}", part(&units[..start]), part(&units[start..end]), part(&units[end..]))
}

/// The message; of a parser's error only what follows its own drawing of the place.
fn body(record: &ErrorRecord, parser: bool) -> String {
    let message = record.message();
    match message.split_once("~\n") {
        Some((_, rest)) if parser && record.details.borrow().is_none() => rest.split("\n\n").next().unwrap_or(rest).to_owned(),
        _ => message.to_string(),
    }
}

/// Break a message at blanks, every line after the prefix.
fn wrap(message: &str, prefix: &Prefix, width: usize) -> String {
    let length = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    let colour = length(&prefix.text) - prefix.length;
    if width == 0 || length(message) - colour <= width {
        return message.to_owned();
    }
    let first = truncate(message, width + colour);
    let mut out = first.to_owned();
    let mut rest = message[first.len()..].trim().to_owned();
    out.push('\n');
    while length(&rest) + prefix.length > width {
        let line = format!("{}{rest}", prefix.text);
        let cut = truncate(&line, width + colour);
        if cut.len() <= prefix.text.len() {
            break;
        }
        out.push_str(cut);
        out.push('\n');
        rest = rest[cut.len() - prefix.text.len()..].trim().to_owned();
    }
    out + &prefix.text + rest.trim()
}

/// What fits of a text, up to its last blank.
fn truncate(text: &str, width: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > width
    });
    let Some((end, _)) = end else { return text };
    let head = &text[..end];
    head.rfind(char::is_whitespace).map_or(head, |blank| &head[..blank])
}

/// Raised by `throw`; what a preference made of another error stops the script as well, but keeps the command's name.
fn is_thrown(record: &ErrorRecord) -> bool {
    let Some(ty) = record.exception.type_ref() else { return false };
    let of_command = record.activity.borrow().as_ref().is_some_and(|activity| !activity.is_empty());
    let stopped = ty.full_name == "System.Management.Automation.ActionPreferenceStopException";
    record.thrown.get() && !of_command && !stopped && derives(ty, "System.Management.Automation.RuntimeException")
}

/// The word before the colon: the command, else what was going on, the category, the exception's type.
fn reason(record: &ErrorRecord, invocation: Option<&InvocationInfo>) -> String {
    if is_thrown(record) {
        return "Exception".to_owned();
    }
    let command = invocation.filter(|info| !info.command.is_empty());
    if let Some(info) = command.filter(|info| !matches!(info.command_type, "ExternalScript" | "Script" | "")) {
        return info.command.to_string();
    }
    if let Some(activity) = record.activity.borrow().as_ref().filter(|activity| !activity.is_empty()) {
        return activity.to_string();
    }
    if let Some(info) = command {
        return info.command.to_string();
    }
    match invocation.filter(|info| !info.invocation_name.is_empty()) {
        Some(info) => info.invocation_name.to_string(),
        None if record.category.get() != ErrorCategory::NotSpecified => format!("{:?}", record.category.get()),
        None => category_reason(record),
    }
}

/// `CategoryInfo.Reason`.
fn category_reason(record: &ErrorRecord) -> String {
    match &*record.reason.borrow() {
        Some(reason) => reason.to_string(),
        None => record.exception.type_ref().map_or_else(|| "Error".to_owned(), |ty| ty.name.to_owned()),
    }
}

fn category_info(record: &Raise, engine: &mut Engine) -> PsStr {
    let value = Value::object(record.clone());
    match members::get(&value, "CategoryInfo", engine) {
        Ok(Some(info)) => text::display(&info, engine),
        _ => PsStr::default(),
    }
}

/// Windows PowerShell's way: the message, the position, the category and the id.
fn normal(record: &Raise, engine: &mut Engine) -> String {
    let invocation = record.invocation.borrow().clone();
    let mut out = String::new();
    if let Some(info) = &invocation {
        let name = if matches!(&*info.invocation_name, "" | "&" | ".") { &info.command } else { &info.invocation_name };
        if !name.is_empty() {
            out.push_str(&format!("{name} : "));
        }
    }
    out.push_str(&record.message());
    if let Some(place) = invocation.and_then(|info| info.position.clone()) {
        out.push_str(&format!("\n{}", position::message(&place)));
    }
    out.push_str(&format!("\n+ CategoryInfo          : {}", category_info(record, engine)));
    out.push_str(&format!("\n+ FullyQualifiedErrorId : {}", record.full_id()));
    out
}
