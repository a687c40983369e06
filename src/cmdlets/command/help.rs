//! `Get-Help`: syntax of any command, and what a comment says of a function.

use super::help_text::HelpText;
use super::syntax;
use crate::engine::{Call, Command, CommandKind, Function, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsObject, PsStr, Value};
use std::any::Any;
use std::fmt::Write;
use std::rc::Rc;

pub struct GetHelp;

impl Stage for GetHelp {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(name) = call.text("Name").filter(|n| !n.is_empty()) else { return Ok(()) };
        let found = call.engine.find_command(&name).map(|found| found.command());
        let Some(found) = found.and_then(|command| call.engine.find_plain(&command.name())) else {
            let message = format!(
                "Get-Help could not find {name} in a help file in this session. To download updated help topics type: \"Update-Help\". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116."
            );
            let exception = Exception::named("Microsoft.PowerShell.Commands.HelpNotFoundException", message);
            return call.error(ErrorRecord::new(exception, "HelpNotFound", ErrorCategory::ResourceUnavailable, Value::Null));
        };
        let help = Help::of(found);
        let text = if call.args.has("Parameter") {
            let names = call.texts("Parameter");
            help.parameters(&names)
        } else if call.switch("Examples") {
            help.examples_view()
        } else if call.switch("Full") || call.switch("Detailed") {
            help.full()
        } else {
            help.brief()
        };
        let value = help.object(text);
        call.write(value)
    }
}

struct Help {
    command: Rc<dyn Command>,
    text: HelpText,
}

impl Help {
    fn of(command: Rc<dyn Command>) -> Help {
        let any: &dyn Any = &*command;
        let text = any.downcast_ref::<Function>().map_or_else(HelpText::default, HelpText::of_function);
        Help { command, text }
    }

    fn syntax_lines(&self) -> Vec<String> {
        let signature = self.command.signature();
        let mut lines = syntax::lines(&self.command.name(), &signature);
        if !signature.cmdlet_binding {
            lines.iter_mut().for_each(|line| line.push_str(" [<CommonParameters>]"));
        }
        lines
    }

    fn head(&self) -> String {
        let mut out = format!("\nNAME\n    {}\n    \n", self.command.name());
        if self.text.is_some() {
            let _ = write!(out, "SYNOPSIS\n{}    \n    \n", indent(self.text.synopsis()));
        }
        let _ = writeln!(out, "SYNTAX");
        for line in self.syntax_lines() {
            let _ = write!(out, "    {line}\n    \n");
        }
        let _ = writeln!(out, "    ");
        if self.text.is_some() {
            let _ = write!(out, "DESCRIPTION\n{}    \n\n", indent(self.text.description()));
        }
        out
    }

    fn brief(&self) -> String {
        let mut out = self.head();
        let name = self.command.name();
        if self.text.is_some() {
            let _ = write!(out, "RELATED LINKS\n{}\nREMARKS\n", self.links());
            if !self.text.examples().is_empty() {
                let _ = writeln!(out, "    To see the examples, type: \"Get-Help {name} -Examples\"");
            }
            let _ = writeln!(out, "    For more information, type: \"Get-Help {name} -Detailed\"");
            let _ = write!(out, "    For technical information, type: \"Get-Help {name} -Full\"\n\n\n\n");
        } else {
            let _ = write!(out, "ALIASES\n    None\n    \n\nREMARKS\n    None\n\n\n");
        }
        out
    }

    fn links(&self) -> String {
        self.text.links().iter().map(|link| format!("    {link} \n")).collect()
    }

    fn full(&self) -> String {
        let mut out = self.head();
        out.push_str("PARAMETERS\n");
        out.push_str(&self.parameters(&[PsStr::from("*")]));
        for (index, example) in self.text.examples().iter().enumerate() {
            out.push_str(&example_text(index, example));
        }
        let _ = write!(out, "RELATED LINKS\n{}\n\n", self.links());
        out
    }

    fn examples_view(&self) -> String {
        let mut out = format!("\nNAME\n    {}\n    \nSYNOPSIS\n{}    \n    \n", self.command.name(), indent(self.text.synopsis()));
        for (index, example) in self.text.examples().iter().enumerate() {
            out.push_str(&example_text(index, example));
        }
        out
    }

    fn parameters(&self, names: &[PsStr]) -> String {
        let signature = self.command.signature();
        let mut out = String::new();
        for parameter in &signature.parameters {
            if !names.iter().any(|n| crate::value::wildcard::matches(n, &parameter.name, true)) {
                continue;
            }
            let member = parameter.sets.first();
            let kind = if parameter.is_switch { String::new() } else { format!(" <{}>", syntax::type_text(parameter)) };
            let _ = write!(out, "    -{}{kind}\n{}        \n", parameter.name.0, deeper(self.text.parameter(&parameter.name)));
            let position = member.and_then(|m| m.position).map_or("Named".to_owned(), |p| p.to_string());
            let pipeline = match member {
                Some(m) if m.by_value && m.by_property_name => "true (ByValue, ByPropertyName)",
                Some(m) if m.by_value => "true (ByValue)",
                Some(m) if m.by_property_name => "true (ByPropertyName)",
                _ => "false",
            };
            let _ = writeln!(out, "        Required?                    {}", member.is_some_and(|m| m.mandatory));
            let _ = writeln!(out, "        Position?                    {position}");
            let _ = writeln!(out, "        Default value                ");
            let _ = writeln!(out, "        Accept pipeline input?       {pipeline}");
            let _ = writeln!(out, "        Aliases                      {}", parameter.aliases.iter().map(|a| &**a).collect::<Vec<_>>().join(", "));
            let _ = writeln!(out, "        Accept wildcard characters?  false\n        ");
        }
        out
    }

    /// The text, with what scripts ask of it as properties.
    fn object(&self, text: String) -> Value {
        let object = PsObject::around(Value::from(text));
        let synopsis = if self.text.is_some() { self.text.synopsis().to_owned() } else { format!("\n{}\n", self.syntax_lines().join("\n\n")) };
        object.set_note("Name", Value::String(self.command.name()));
        object.set_note("Synopsis", Value::from(synopsis));
        object.set_note("Syntax", Value::from(self.syntax_lines().join("\n")));
        object.set_note("Description", Value::str(self.text.description()));
        object.set_note("Category", Value::str(if self.command.kind() == CommandKind::Cmdlet { "Cmdlet" } else { "Function" }));
        object.set_note("ModuleName", Value::String(self.command.module()));
        object.set_note("Examples", Value::array(self.text.examples().iter().map(|e| Value::str(e)).collect()));
        object.into()
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn deeper(text: &str) -> String {
    text.lines().map(|line| format!("        {line}\n")).collect()
}

fn example_text(index: usize, example: &str) -> String {
    let (code, remarks) = example.split_once('\n').unwrap_or((example, ""));
    let number = index + 1;
    format!(
        "    -------------------------- EXAMPLE {number} --------------------------\n    \n    PS > {code}\n    \n{}    \n    \n    \n    \n",
        indent(remarks)
    )
}
