//! What fits a place: commands, parameters, values, variables, members, types, operators.

use super::Completion;
use super::context::Context;
use crate::engine::{Engine, Parameter, Rule, Signature};
use crate::value::members::{self, MemberInfo};
use crate::value::{Runtime, Value, same_name, wildcard};

const OPERATORS: &[&str] = &[
    "and",
    "as",
    "band",
    "bnot",
    "bor",
    "bxor",
    "ccontains",
    "ceq",
    "cge",
    "cgt",
    "cin",
    "cle",
    "clike",
    "clt",
    "cmatch",
    "cne",
    "cnotcontains",
    "cnotin",
    "cnotlike",
    "cnotmatch",
    "contains",
    "creplace",
    "csplit",
    "eq",
    "f",
    "ge",
    "gt",
    "icontains",
    "ieq",
    "ige",
    "igt",
    "iin",
    "ile",
    "ilike",
    "ilt",
    "imatch",
    "in",
    "ine",
    "inotcontains",
    "inotin",
    "inotlike",
    "inotmatch",
    "ireplace",
    "is",
    "isnot",
    "isplit",
    "join",
    "le",
    "like",
    "lt",
    "match",
    "ne",
    "not",
    "notcontains",
    "notin",
    "notlike",
    "notmatch",
    "or",
    "replace",
    "shl",
    "shr",
    "split",
    "xor",
];

const COMMON: &[&str] = &[
    "Verbose",
    "Debug",
    "ErrorAction",
    "WarningAction",
    "InformationAction",
    "ProgressAction",
    "ErrorVariable",
    "WarningVariable",
    "InformationVariable",
    "OutVariable",
    "OutBuffer",
    "PipelineVariable",
];

const ACTIONS: &[&str] = &["Break", "Continue", "Ignore", "Inquire", "SilentlyContinue", "Stop", "Suspend"];

fn item(kind: &'static str, text: impl Into<String>, list_text: impl Into<String>) -> Completion {
    Completion { text: text.into(), list_text: list_text.into(), kind }
}

fn starts(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| same_name(head, prefix))
}

/// Everything that fits.
pub fn find(engine: &mut Engine, before: &str, context: &Context) -> Vec<Completion> {
    let word = context.word.as_str();
    if context.quiet {
        return Vec::new();
    }
    if let Some((type_name, prefix)) = static_member(word) {
        return engine.find_type(type_name).map(|ty| members_of(members::list_static(ty), prefix)).unwrap_or_default();
    }
    if let Some((expression, prefix)) = member_access(word) {
        let value = safe_value(engine, before, expression, context);
        return value.map(|value| members_of(members::list(&value, engine), prefix)).unwrap_or_default();
    }
    if let Some(name) = word.strip_prefix('$') {
        return variables(engine, before, name);
    }
    let first = context.words.first().map(String::as_str);
    match first {
        None if word.starts_with('-') => Vec::new(),
        None => commands(engine, word),
        Some("&" | ".") if context.words.len() == 1 => commands(engine, word),
        Some(first) if is_expression(first) => match word.strip_prefix('-') {
            Some(prefix) => OPERATORS.iter().filter(|name| starts(name, prefix)).map(|name| item("ParameterName", format!("-{name}"), *name)).collect(),
            None => Vec::new(),
        },
        Some("using") if context.words.len() == 1 => {
            ["assembly", "module", "namespace", "type"].iter().filter(|k| starts(k, word)).map(|k| item("Keyword", *k, *k)).collect()
        }
        Some(first) => arguments(engine, before, first, context),
    }
}

fn is_expression(word: &str) -> bool {
    word.starts_with(['$', '\'', '"', '(', '@', '[']) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// `[type]::prefix`.
fn static_member(word: &str) -> Option<(&str, &str)> {
    let (head, prefix) = word.rsplit_once("]::")?;
    let name = &head[head.rfind('[').map_or(0, |at| at + 1)..];
    prefix.chars().all(|c| c.is_alphanumeric() || c == '_').then_some((name, prefix))
}

/// `expression.prefix`, where the expression can be looked at.
fn member_access(word: &str) -> Option<(&str, &str)> {
    let (expression, prefix) = word.rsplit_once('.')?;
    let good = expression.starts_with(['$', '(', '@', '"', '\'', '[']) && !expression.is_empty() && prefix.chars().all(|c| c.is_alphanumeric() || c == '_');
    good.then_some((expression, prefix))
}

/// A value without side effects: literals, ranges, variables, and the shell's own `Get-Date`-like commands.
fn safe_value(engine: &mut Engine, before: &str, expression: &str, context: &Context) -> Option<Value> {
    if let Some(name) = expression.strip_prefix('$') {
        if same_name(name, "_") {
            return context_input(engine, before, context);
        }
        let assigned = before.rfind(&format!("${name} = ")).map(|at| &before[at + name.len() + 4..]);
        if let Some(assigned) = assigned.and_then(|rest| rest.split(';').next()) {
            return evaluate(engine, assigned.trim());
        }
        return engine.variable(name).filter(|value| !value.is_null());
    }
    evaluate(engine, expression)
}

/// What `$_` is inside a block that a pipeline runs.
fn context_input(engine: &mut Engine, before: &str, _context: &Context) -> Option<Value> {
    let open = before.rfind('{')?;
    let upstream = before[..open].rsplit_once('|')?.0;
    evaluate(engine, upstream.trim())
}

fn evaluate(engine: &mut Engine, expression: &str) -> Option<Value> {
    if !is_harmless(expression) {
        return None;
    }
    let block = engine.script_block_from_text(expression).ok()?;
    let array = expression.starts_with("@(") || expression.contains("..");
    let mut out = engine.invoke_block(&block, None, &[]).ok()?;
    if array { Some(Value::array(out)) } else { (!out.is_empty()).then(|| out.swap_remove(0)) }
}

/// Literals and the commands that only read the shell itself.
fn is_harmless(expression: &str) -> bool {
    const COMMANDS: [&str; 6] = ["get-date", "get-culture", "get-host", "get-location", "get-random", "new-guid"];
    let bare = expression.trim_start_matches(['(', '@', '$']).trim_end_matches(')').trim();
    let first = bare.split([' ', ')']).next().unwrap_or_default().to_ascii_lowercase();
    COMMANDS.contains(&first.as_str())
        || (!expression.contains("::")
            && !bare.contains('&')
            && !bare.contains(['|', ';'])
            && (bare.starts_with(['\'', '"', '[', '{']) || bare.starts_with(|c: char| c.is_ascii_digit())))
}

fn members_of(found: Vec<MemberInfo>, prefix: &str) -> Vec<Completion> {
    let hidden = |name: &str| ["get_", "set_", "op_", "add_", "remove_"].iter().any(|start| name.starts_with(start)) || name.starts_with('.');
    let mut out: Vec<Completion> = found
        .iter()
        .filter(|member| starts(&member.name, prefix) && !hidden(&member.name))
        .map(|member| match member.kind.ends_with("Method") {
            true => item("Method", format!("{}(", member.name), &*member.name),
            false => item("Property", &*member.name, &*member.name),
        })
        .collect();
    out.sort_by_key(|completion| (completion.kind == "Method", completion.list_text.to_lowercase()));
    out
}

fn variables(engine: &mut Engine, before: &str, prefix: &str) -> Vec<Completion> {
    if let Some((drive, name)) = prefix.split_once(':')
        && same_name(drive, "env")
    {
        let mut names: Vec<String> = engine.environment().iter().map(|(name, _)| name.clone()).filter(|own| starts(own, name)).collect();
        names.sort_by_key(|name| name.to_lowercase());
        return names.into_iter().map(|name| item("Variable", format!("$env:{name}"), name)).collect();
    }
    let mut names: Vec<String> = Vec::new();
    let mut here = Some(engine.current_scope());
    while let Some(scope) = here {
        names.extend(scope.names().iter().map(|symbol| symbol.name().to_string()));
        here = scope.parent.clone();
    }
    names.extend(
        [
            "args",
            "foreach",
            "input",
            "MyInvocation",
            "PSBoundParameters",
            "PSCmdlet",
            "PSCommandPath",
            "PSScriptRoot",
            "switch",
            "this",
            "true",
            "false",
            "null",
            "_",
            "$",
            "^",
            "?",
        ]
        .map(str::to_owned),
    );
    names.extend(mentioned(before));
    names.retain(|name| starts(name, prefix));
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup_by(|a, b| same_name(a, b));
    names
        .into_iter()
        .map(|name| item("Variable", if matches!(name.as_str(), "$" | "^") { format!("${{{name}}}") } else { format!("${name}") }, name.clone()))
        .collect()
}

/// Variables that the text itself assigns or declares, the one at the cursor aside.
fn mentioned(before: &str) -> Vec<String> {
    let last = before.rfind('$').unwrap_or(before.len());
    before[..last]
        .split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Commands by prefix or pattern, sorted by name.
fn commands(engine: &mut Engine, word: &str) -> Vec<Completion> {
    if word.is_empty() || word.starts_with(['-', '@', '"', '\'']) {
        return types(word);
    }
    if word.contains('[') {
        return types(word);
    }
    let pattern = format!("{word}*");
    let mut names: Vec<String> =
        engine.command_names().into_iter().filter(|name| wildcard::matches(&pattern, name, true)).map(|name| name.to_string()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names.into_iter().map(|name| item("Command", name.clone(), name)).collect()
}

/// Namespaces one level down, then types, under a prefix with dots; for one without, types by their short names too.
fn types(word: &str) -> Vec<Completion> {
    let Some(prefix) = word.rsplit('[').next().filter(|_| word.contains('[')) else { return Vec::new() };
    let mut namespaces: Vec<String> = Vec::new();
    let mut found: Vec<Completion> = Vec::new();
    for name in crate::value::types::all_names().into_iter().filter(|name| starts(name, prefix)) {
        match name[prefix.len()..].find('.') {
            Some(dot) => namespaces.push(name[..prefix.len() + dot].to_owned()),
            None => found.push(item("Type", name, name.rsplit('.').next().unwrap_or(name))),
        }
    }
    namespaces.dedup();
    namespaces.into_iter().map(|name| item("Namespace", name.clone(), name)).chain(found).collect()
}

/// The place of an argument: a parameter's name, its value, a command's name, a property.
fn arguments(engine: &mut Engine, before: &str, first: &str, context: &Context) -> Vec<Completion> {
    let word = context.word.as_str();
    let Some(found) = engine.find_command(first) else { return Vec::new() };
    let command = found.command();
    let _ = engine.complete_signature(&found);
    let signature = command.signature();
    if let Some(prefix) = word.strip_prefix('-') {
        return parameters(&signature, prefix);
    }
    if let Some(name) = context.words.last().and_then(|last| last.strip_prefix('-')) {
        let parameter = parameter(&signature, name);
        let values = parameter.map(|p| values_of(engine, p)).unwrap_or_else(|| if starts_action(name) { to_texts(ACTIONS) } else { Vec::new() });
        if !values.is_empty() {
            return values.into_iter().filter(|value| starts(value, word)).map(|value| item("ParameterValue", quoted(&value), value)).collect();
        }
    }
    if matches!(command.name().to_ascii_lowercase().as_str(), "get-help" | "get-command") && !word.is_empty() {
        return commands(engine, word);
    }
    properties(engine, &command.name(), before, context)
}

fn starts_action(name: &str) -> bool {
    ["ErrorAction", "ea", "WarningAction", "wa", "InformationAction", "ProgressAction"].iter().any(|own| same_name(own, name))
}

fn to_texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn quoted(value: &str) -> String {
    if value.contains(' ') { format!("'{value}'") } else { value.to_owned() }
}

fn parameter<'s>(signature: &'s Signature, name: &str) -> Option<&'s Parameter> {
    let exact = signature.parameter(name).or_else(|| signature.parameters.iter().find(|p| p.aliases.iter().any(|alias| same_name(alias, name))));
    exact.or_else(|| {
        let mut found = signature.parameters.iter().filter(|p| starts(&p.name, name));
        found.next().filter(|_| found.next().is_none())
    })
}

/// The values a parameter is known to take, sorted.
fn values_of(engine: &mut Engine, parameter: &Parameter) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for rule in &parameter.rules {
        if let Rule::Set { values: set, .. } = rule {
            values.extend(set.iter().map(|value| value.to_string()));
        }
    }
    if values.is_empty() {
        let ty = parameter.type_ref.or_else(|| engine.find_type(&parameter.type_name));
        let ty = ty.map(|ty| ty.element.unwrap_or(ty));
        values.extend(ty.iter().flat_map(|ty| ty.values.iter().map(|(name, _)| (*name).to_owned())));
        if parameter.type_name.ends_with("Text.Encoding") {
            values = to_texts(&["ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf32", "utf7", "utf8", "utf8BOM", "utf8NoBOM"]);
        }
    }
    values.sort_by_key(|value| value.to_lowercase());
    values
}

/// Parameters that begin so, then the common ones.
fn parameters(signature: &Signature, prefix: &str) -> Vec<Completion> {
    let own = signature.parameters.iter().filter(|p| !p.hidden && starts(&p.name, prefix)).map(|p| p.name.to_string());
    let mut names: Vec<String> = own.collect();
    if signature.cmdlet_binding {
        names.extend(COMMON.iter().filter(|name| starts(name, prefix)).map(|name| (*name).to_owned()));
    }
    names.dedup_by(|a, b| same_name(a, b));
    names.into_iter().map(|name| item("ParameterName", format!("-{name}"), name)).collect()
}

/// Property names of what comes down the pipeline, for the cmdlets that take them.
fn properties(engine: &mut Engine, command: &str, _before: &str, context: &Context) -> Vec<Completion> {
    const TAKERS: [&str; 8] =
        ["select-object", "sort-object", "where-object", "group-object", "measure-object", "format-table", "format-list", "foreach-object"];
    let Some(upstream) = &context.upstream else { return Vec::new() };
    if !TAKERS.contains(&command.to_ascii_lowercase().as_str()) {
        return Vec::new();
    }
    let Some(value) = evaluate(engine, upstream) else { return Vec::new() };
    let found = members::list(&value, engine).into_iter().filter(|member| member.kind.ends_with("Property")).collect();
    members_of(found, &context.word)
}
