//! `ConvertTo-Csv`, `ConvertFrom-Csv`, `Export-Csv`, `Import-Csv`.

use crate::engine::{Call, Engine, Run, Stage};
use crate::value::{ErrorCategory, ErrorRecord, Exception, PsObject, PsStr, Value, members, same_name, text};

/// How rows are written.
struct Layout {
    delimiter: char,
    quote: Quote,
    quote_fields: Vec<PsStr>,
}

#[derive(PartialEq)]
enum Quote {
    Always,
    AsNeeded,
    Never,
}

impl Layout {
    fn of(call: &Call<'_>) -> Layout {
        let quote = match call.text("UseQuotes").unwrap_or_default().to_ascii_lowercase().as_str() {
            "never" => Quote::Never,
            "asneeded" => Quote::AsNeeded,
            _ => Quote::Always,
        };
        Layout { delimiter: delimiter(call), quote, quote_fields: call.texts("QuoteFields") }
    }

    fn cell(&self, out: &mut String, column: &str, text: &str) {
        let needs = text.contains([self.delimiter, '"', '\n', '\r']);
        let quoted = match self.quote {
            _ if !self.quote_fields.is_empty() => self.quote_fields.iter().any(|name| same_name(name, column)),
            Quote::Always => true,
            Quote::AsNeeded => needs,
            Quote::Never => false,
        };
        if quoted {
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(text);
        }
    }

    fn row<'a>(&self, cells: impl Iterator<Item = (&'a str, Option<PsStr>)>) -> String {
        let mut out = String::new();
        for (index, (column, text)) in cells.enumerate() {
            if index > 0 {
                out.push(self.delimiter);
            }
            if let Some(text) = text {
                self.cell(&mut out, column, &text);
            }
        }
        out
    }
}

fn delimiter(call: &Call<'_>) -> char {
    if call.switch("UseCulture") {
        return ',';
    }
    match call.arg("Delimiter").map(Value::base) {
        Some(Value::Char(unit)) => char::from_u32((*unit).into()).unwrap_or(','),
        Some(Value::String(text)) => text.chars().next().unwrap_or(','),
        Some(_) => ',',
        None => ',',
    }
}

/// Objects to rows: the first object says the columns.
#[derive(Default)]
struct Rows {
    columns: Option<Vec<PsStr>>,
}

impl Rows {
    /// The lines one object makes: for the first the heading too.
    fn lines(&mut self, call: &mut Call<'_>, layout: &Layout, object: &Value) -> Vec<String> {
        let mut lines = Vec::new();
        let columns = match &self.columns {
            Some(columns) => columns.clone(),
            None => {
                let columns = columns_of(object, call.engine);
                if call.switch("IncludeTypeInformation") {
                    let name = members::type_names(object).first().cloned().unwrap_or_else(|| "System.Object".into());
                    lines.push(format!("#TYPE {name}"));
                }
                if !call.switch("NoHeader") {
                    lines.push(layout.row(columns.iter().map(|c| (&**c, Some(c.clone())))));
                }
                self.columns = Some(columns.clone());
                columns
            }
        };
        let cells: Vec<Option<PsStr>> = columns.iter().map(|column| cell_text(object, column, call.engine)).collect();
        let row = layout.row(columns.iter().map(|c| &**c).zip(cells));
        // An object without the only column makes no line.
        lines.extend(Some(row).filter(|row| !row.is_empty()));
        lines
    }
}

fn columns_of(object: &Value, engine: &mut Engine) -> Vec<PsStr> {
    match object {
        Value::Dictionary(dictionary) => dictionary.entries.borrow().values().map(|(key, _)| engine.to_text(key)).collect(),
        _ => members::property_names(object, engine),
    }
}

fn cell_text(object: &Value, column: &PsStr, engine: &mut Engine) -> Option<PsStr> {
    let value = members::get(object, column, engine).ok().flatten()?;
    match &value {
        Value::Null | Value::Void => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::List(_) | Value::Dictionary(_) => value.type_ref().map(|ty| ty.full_name.into()),
        _ => Some(text::display(&value, engine)),
    }
}

#[derive(Default)]
pub struct ConvertToCsv {
    rows: Rows,
}

impl Stage for ConvertToCsv {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        let layout = Layout::of(call);
        self.rows.lines(call, &layout, &input).into_iter().try_for_each(|line| call.write(line))
    }
}

/// Lines are gathered and written as one file at the end.
#[derive(Default)]
pub struct ExportCsv {
    rows: Rows,
    text: String,
    append: bool,
}

impl Stage for ExportCsv {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        let Some(path) = call.text("Path").or_else(|| call.text("LiteralPath")) else { return Ok(()) };
        let full = call.engine.resolve_path(&path);
        let old = call.engine.host.read(&full).ok();
        if old.is_some() && call.switch("NoClobber") {
            let exception = Exception::named("System.IO.IOException", format!("The file '{}' already exists.", full.display()));
            return call.fail(ErrorRecord::new(exception, "NoClobber", ErrorCategory::ResourceExists, Value::String(path)));
        }
        self.append = call.switch("Append") && old.as_ref().is_some_and(|bytes| !bytes.is_empty());
        if self.append {
            let text = String::from_utf8_lossy(&old.unwrap_or_default()).into_owned();
            let heading = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
            self.rows.columns = Some(fields(heading, delimiter(call)).into_iter().map(PsStr::from).collect());
        }
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(input) = call.input.cloned().or_else(|| call.arg("InputObject").cloned()) else { return Ok(()) };
        if self.append && !call.switch("Force") {
            let own = columns_of(&input, call.engine);
            let missing = self.rows.columns.iter().flatten().find(|column| !own.iter().any(|name| same_name(name, column)));
            if let Some(missing) = missing {
                let path = call.text("Path").unwrap_or_default();
                let message = format!(
                    "Cannot append CSV content to the following file: {path}. The appended object does not have a property that corresponds to the following column: {missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command."
                );
                let exception = Exception::named("System.InvalidOperationException", message);
                return call.fail(ErrorRecord::new(
                    exception,
                    "CannotAppendCsvWithMismatchedPropertyNames",
                    ErrorCategory::InvalidData,
                    Value::String(missing.clone()),
                ));
            }
        }
        let layout = Layout::of(call);
        for line in self.rows.lines(call, &layout, &input) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        let Some(path) = call.text("Path").or_else(|| call.text("LiteralPath")) else { return Ok(()) };
        if !call.should_process(&path, "Export-Csv")? {
            return Ok(());
        }
        let full = call.engine.resolve_path(&path);
        let text = std::mem::take(&mut self.text);
        match call.engine.host.write_file(&full, text.as_bytes(), call.switch("Append")) {
            Ok(()) => Ok(()),
            Err(error) => call.fail(open_failure(&full, &error, &path)),
        }
    }
}

#[derive(Default)]
pub struct ConvertFromCsv {
    table: Table,
}

impl Stage for ConvertFromCsv {
    fn begin(&mut self, call: &mut Call<'_>) -> Run {
        self.table = Table::new(call);
        Ok(())
    }

    fn process(&mut self, call: &mut Call<'_>) -> Run {
        for text in call.texts("InputObject") {
            self.table.text.push_str(&text);
            self.table.text.push('\n');
        }
        Ok(())
    }

    fn end(&mut self, call: &mut Call<'_>) -> Run {
        std::mem::take(&mut self.table).write(call)
    }
}

#[derive(Default)]
pub struct ImportCsv;

impl Stage for ImportCsv {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let paths = [call.texts("Path"), call.texts("LiteralPath")].concat();
        for path in paths {
            let full = call.engine.resolve_path(&path);
            match call.engine.host.read(&full) {
                Ok(bytes) => {
                    let mut table = Table::new(call);
                    table.text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
                    table.write(call)?;
                }
                Err(error) => call.error(open_failure(&full, &error, &path))?,
            }
        }
        Ok(())
    }
}

fn open_failure(full: &std::path::Path, error: &std::io::Error, path: &PsStr) -> ErrorRecord {
    let exception = match error.kind() {
        std::io::ErrorKind::NotFound => Exception::named("System.IO.FileNotFoundException", format!("Could not find file '{}'.", full.display())),
        std::io::ErrorKind::PermissionDenied => {
            Exception::named("System.UnauthorizedAccessException", format!("Access to the path '{}' is denied.", full.display()))
        }
        _ => Exception::named("System.IO.IOException", error.to_string()),
    };
    ErrorRecord::new(exception, "FileOpenFailure", ErrorCategory::OpenError, Value::String(path.clone()))
}

/// CSV text to objects.
#[derive(Default)]
struct Table {
    text: String,
    delimiter: Option<char>,
    header: Vec<PsStr>,
}

impl Table {
    fn new(call: &Call<'_>) -> Table {
        Table { text: String::new(), delimiter: Some(delimiter(call)), header: call.texts("Header") }
    }

    fn write(self, call: &mut Call<'_>) -> Run {
        let mut type_name = None;
        let mut body = self.text.as_str();
        while let Some(line) = body.lines().next().filter(|line| line.starts_with('#')) {
            type_name = line.strip_prefix("#TYPE ").map(str::to_owned).or(type_name);
            body = body[line.len()..].trim_start_matches(['\r', '\n']);
        }
        let mut reader = csv_reader(body, self.delimiter.unwrap_or(','));
        let mut record = csv::StringRecord::new();
        let mut header = self.header;
        if header.is_empty() {
            if !reader.read_record(&mut record).unwrap_or(false) {
                return Ok(());
            }
            header = name_columns(call, &record)?;
        }
        if let Some(again) = header.iter().enumerate().find(|(i, name)| header[..*i].iter().any(|other| same_name(other, name))).map(|(_, name)| name.clone()) {
            let exception = Exception::named("System.Management.Automation.ExtendedTypeSystemException", format!("The member \"{again}\" is already present."));
            return call.fail(ErrorRecord::new(exception, "AlreadyPresentPSMemberInfoInternalCollectionAdd", ErrorCategory::NotSpecified, Value::Null));
        }
        while reader.read_record(&mut record).unwrap_or(false) {
            let values = header.iter().enumerate().map(|(i, name)| (name.clone(), record.get(i).map_or(Value::Null, Value::str)));
            let object = match &type_name {
                Some(name) => PsObject::named(&format!("CSV:{name}"), values),
                None => PsObject::custom(values),
            };
            call.write(Value::from(object))?;
        }
        Ok(())
    }
}

/// Columns without a name are `H1`, `H2`, ... and a warning says so.
fn name_columns(call: &mut Call<'_>, record: &csv::StringRecord) -> Run<Vec<PsStr>> {
    let mut unnamed = 0;
    let columns = record
        .iter()
        .map(|name| {
            if name.is_empty() {
                unnamed += 1;
                PsStr::from(format!("H{unnamed}"))
            } else {
                PsStr::from(name)
            }
        })
        .collect();
    if unnamed > 0 {
        call.warning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.")?;
    }
    Ok(columns)
}

fn csv_reader(text: &str, delimiter: char) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .trim(csv::Trim::None)
        .from_reader(text.as_bytes())
}

fn fields(line: &str, delimiter: char) -> Vec<String> {
    let mut record = csv::StringRecord::new();
    let mut reader = csv_reader(line, delimiter);
    let _ = reader.read_record(&mut record);
    record.iter().map(str::to_owned).collect()
}
