//! The report: for people, as one JSON object, as JUnit's XML, as SARIF.

use super::ReportFormat;
use super::verdict::{Judged, Totals, Verdict};
use colored::Colorize;
use serde_json::json;
use std::fmt::Write;

pub fn render(statements: &[Judged], format: ReportFormat) -> String {
    let totals = Totals::of(statements);
    match format {
        ReportFormat::Text => text(statements, totals),
        ReportFormat::Json => format!("{}\n", json!({ "totals": totals, "statements": statements })),
        ReportFormat::Junit => junit(statements, totals),
        ReportFormat::Sarif => format!("{}\n", sarif(statements)),
    }
}

fn text(statements: &[Judged], totals: Totals) -> String {
    let mut out = String::new();
    for judged in statements.iter().filter(|judged| matches!(judged.verdict, Verdict::Error | Verdict::Placeholder)) {
        let kind = if judged.verdict == Verdict::Error { "error".red().bold() } else { "placeholder".yellow().bold() };
        let id = judged.error_id.as_deref().map_or_else(String::new, |id| format!(" [{id}]"));
        let message = judged.message.as_deref().unwrap_or_default().replace('\n', "\n    ");
        let _ = writeln!(out, "{}:{}:{}: {kind}: {message}{id}", judged.file, judged.line, judged.column);
        let before: String = judged.line_text.chars().take(judged.column.saturating_sub(1) as usize).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let _ = writeln!(out, "    {}\n    {before}{}", judged.line_text, "^".repeat(judged.width.max(1)).cyan());
    }
    let _ =
        writeln!(out, "{} ok, {} errors, {} placeholders, {} output, {} skipped", totals.ok, totals.error, totals.placeholder, totals.output, totals.skipped);
    out
}

fn junit(statements: &[Judged], totals: Totals) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuite name=\"emsh check\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">",
        statements.len(),
        totals.error,
        totals.skipped + totals.output
    );
    for judged in statements {
        let name = escape(&format!("{}:{}:{}", judged.file, judged.line, judged.column));
        let _ = write!(out, "  <testcase classname=\"{}\" name=\"{name}\">", escape(&judged.file));
        match judged.verdict {
            Verdict::Error => {
                let (id, message) = (judged.error_id.as_deref().unwrap_or_default(), judged.message.as_deref().unwrap_or_default());
                let _ = write!(out, "<failure type=\"{}\" message=\"{}\">{}</failure>", escape(id), escape(message), escape(&judged.statement));
            }
            Verdict::Output | Verdict::Skipped => out.push_str("<skipped/>"),
            Verdict::Ok | Verdict::Placeholder => {}
        }
        out.push_str("</testcase>\n");
    }
    out.push_str("</testsuite>\n");
    out
}

fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn sarif(statements: &[Judged]) -> serde_json::Value {
    let results: Vec<_> = statements
        .iter()
        .filter(|judged| matches!(judged.verdict, Verdict::Error | Verdict::Placeholder))
        .map(|judged| {
            json!({
                "ruleId": judged.error_id.as_deref().unwrap_or("Placeholder"),
                "level": if judged.verdict == Verdict::Error { "error" } else { "note" },
                "message": { "text": judged.message.as_deref().unwrap_or("A placeholder stands here.") },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": judged.file.replace('\\', "/") }, "region": { "startLine": judged.line, "startColumn": judged.column } } }],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": { "name": "emsh", "version": env!("CARGO_PKG_VERSION") } }, "results": results }],
    })
}
