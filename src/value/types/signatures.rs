//! Signatures of methods and constructors as the facts write them, read into parameters with types.

use super::registry::{find, make_generic};
use crate::value::{TypeRef, known};

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum ParamType {
    Known(TypeRef),
    /// A delegate: a script block stands for it.
    Delegate,
    /// An open generic parameter, or a type the tables do not know: any value, as it is.
    Open,
    /// `IEnumerable<T>` of an open T: anything that enumerates.
    OpenSequence,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: &'static str,
    pub ty: ParamType,
    /// The type as written.
    pub text: String,
    /// `ref` and `out`: a `[ref]` is passed.
    pub by_ref: bool,
    /// May be left out at the end.
    pub optional: bool,
}

#[derive(Clone, Debug)]
pub struct Overload {
    pub params: Vec<Param>,
    /// The last parameter takes the rest of the arguments.
    pub variadic: bool,
    pub result: String,
    /// Takes a span: PowerShell cannot call it, but lists it.
    pub uncallable: bool,
}

impl Overload {
    /// How PowerShell writes it: `string Substring(int startIndex, int length)`.
    pub fn definition(&self, name: &str, is_static: bool) -> String {
        let last = self.params.len().saturating_sub(1);
        let params = self.params.iter().enumerate().map(|(i, p)| {
            let prefix = if self.variadic && i == last { "Params " } else { "" };
            let by_ref = if p.by_ref { "[ref] " } else { "" };
            let default = if p.optional { format!(" = {}.None", p.text) } else { String::new() };
            format!("{prefix}{by_ref}{} {}{default}", p.text, p.name)
        });
        let params = params.collect::<Vec<_>>().join(", ");
        let is_static = if is_static { "static " } else { "" };
        match self.result.is_empty() {
            true => format!("{is_static}{name}({params})"),
            false => format!("{is_static}{} {name}({params})", self.result),
        }
    }
}

/// The names of a definition's type parameters, to put the arguments in their place.
fn type_parameters(count: usize) -> &'static [&'static str] {
    match count {
        1 => &["T"],
        2 => &["TKey", "TValue"],
        _ => &[],
    }
}

/// Read `result (type name, ...)` for a method of `owner`.
pub fn parse(method: &str, signature: &'static str, owner: TypeRef) -> Overload {
    let (result, list) = match signature.split_once('(') {
        Some((result, list)) => (result.trim(), list.strip_suffix(')').unwrap_or(list)),
        None => (signature, ""),
    };
    let arguments = owner.generic.map_or(&[][..], |(_, arguments)| arguments);
    let params: Vec<Param> = split(list).into_iter().map(|text| param(text, arguments)).collect();
    let mut overload = Overload {
        variadic: is_variadic(method, &params),
        uncallable: params.iter().any(|p| p.text.contains("Span[")),
        result: if result.is_empty() { String::new() } else { substitute(result, arguments) },
        params,
    };
    let by_array = overload.params.first().is_some_and(|p| p.text.ends_with("[]"));
    if method.eq_ignore_ascii_case("Split")
        && let Some(last) = overload.params.last_mut()
        && last.text == "System.StringSplitOptions"
        && owner == known::STRING
    {
        last.optional = !by_array;
    }
    overload
}

fn split(list: &'static str) -> Vec<&'static str> {
    if list.trim().is_empty() { Vec::new() } else { list.split(", ").collect() }
}

fn param(text: &'static str, arguments: &[TypeRef]) -> Param {
    let (ty, name) = text.rsplit_once(' ').unwrap_or((text, ""));
    let by_ref = ty.ends_with('&');
    let text = substitute(ty.trim_end_matches('&'), arguments);
    Param { name, ty: param_type(&text), text, by_ref, optional: false }
}

const DELEGATES: &[&str] = &["System.Predicate", "System.Action", "System.Func", "System.Comparison", "System.Converter"];

fn param_type(text: &str) -> ParamType {
    if DELEGATES.iter().any(|d| text.starts_with(d)) {
        return ParamType::Delegate;
    }
    if let Some(ty) = find(text) {
        return match ty.full_name {
            "System.Text.RegularExpressions.MatchEvaluator" => ParamType::Delegate,
            _ => ParamType::Known(ty),
        };
    }
    if text.starts_with("System.Collections.Generic.IEnumerable[") { ParamType::OpenSequence } else { ParamType::Open }
}

/// Put type arguments where the definition names its parameters.
pub fn substitute(text: &str, arguments: &[TypeRef]) -> String {
    let names = type_parameters(arguments.len());
    if names.is_empty() {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        match names.iter().position(|n| n == word) {
            Some(at) => out.push_str(&super::display_name(arguments[at])),
            None => out.push_str(word),
        }
        word.clear();
    };
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '_' | '`' | '+') {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}

/// `params` is not among the facts: the methods that have it are few.
fn is_variadic(method: &str, params: &[Param]) -> bool {
    let Some(last) = params.last() else { return false };
    let Some(element) = last.text.strip_suffix("[]") else { return false };
    match method.to_ascii_lowercase().as_str() {
        "concat" | "format" | "join" | "trim" | "trimstart" | "trimend" | "combine" | "appendformat" | "appendjoin" | "invoke" | "invokereturnasis"
        | "createinstance" | "getvalue" | "setvalue" | "makegenerictype" | "getlength" => {
            let long = params.len() > 2 && (method.eq_ignore_ascii_case("join") || method.eq_ignore_ascii_case("createinstance"));
            !long && !params.iter().any(|p| p.name == "startIndex" || p.name == "lowerBounds")
        }
        "split" => params.len() == 1,
        "write" | "writeline" => element == "System.Object" && params.len() == 2,
        _ => false,
    }
}

/// `IEnumerable<T>`'s argument, where the type is one.
pub fn sequence_element(ty: TypeRef) -> Option<TypeRef> {
    let (definition, arguments) = ty.generic?;
    let sequence = matches!(
        definition,
        "System.Collections.Generic.IEnumerable`1"
            | "System.Collections.Generic.ICollection`1"
            | "System.Collections.Generic.IList`1"
            | "System.Collections.Generic.IReadOnlyList`1"
            | "System.Collections.Generic.IReadOnlyCollection`1"
    );
    if sequence { arguments.first().copied() } else { None }
}

/// `List<T>` for an element type.
pub fn list_of(element: TypeRef) -> TypeRef {
    match find("System.Collections.Generic.List`1") {
        Some(definition) => make_generic(definition, vec![element]),
        None => known::ARRAY_LIST,
    }
}
