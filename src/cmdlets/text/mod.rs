//! Cmdlets between objects and text: JSON and CSV.

mod csv;
mod json;
mod json_reader;
mod json_writer;

use crate::engine::Stage;

pub static CMDLETS: &[(&str, fn() -> Box<dyn Stage>)] = &[
    ("ConvertFrom-Csv", || Box::<csv::ConvertFromCsv>::default()),
    ("ConvertFrom-Json", || Box::<json::ConvertFromJson>::default()),
    ("ConvertTo-Csv", || Box::<csv::ConvertToCsv>::default()),
    ("ConvertTo-Json", || Box::<json::ConvertToJson>::default()),
    ("Export-Csv", || Box::<csv::ExportCsv>::default()),
    ("Import-Csv", || Box::<csv::ImportCsv>::default()),
];
