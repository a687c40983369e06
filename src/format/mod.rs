//! Objects to lines: views, lists, tables, error records. Registered with the engine as the `Format-` and `Out-` cmdlets.
//!
//! An object goes `formatter` (which layout, what text) -> `packet` (a formatted document) -> `painter` (lines on a screen).
//! Layers with types of their own add views (`register_views`).

mod browser;
mod complex;
mod computed;
mod defaults;
mod error_details;
mod error_view;
mod expression;
mod fields;
mod formatter;
mod generator;
mod get_error;
mod lines;
mod out_file;
mod outputter;
mod packet;
mod painter;
mod parameters;
mod stages;
mod streams;
mod table;
mod text;
mod view;
mod width;

pub use defaults::{TypeDefaults, remove as remove_type_defaults, set as set_type_defaults};
pub use error_view::text as error_text;
pub use packet::Alignment;
pub use view::{Body, Found, Group, Shape, Source, View, ViewSource, register as register_views};

use crate::engine::Stage;
use stages::{Format, OutHost, OutNull, OutString};

/// The cmdlets of this layer.
pub static CMDLETS: &[(&str, fn() -> Box<dyn Stage>)] = &[
    ("Format-Custom", || Box::new(Format::new(Shape::Custom))),
    ("Format-List", || Box::new(Format::new(Shape::List))),
    ("Format-Table", || Box::new(Format::new(Shape::Table))),
    ("Format-Wide", || Box::new(Format::new(Shape::Wide))),
    ("Get-Error", || Box::<get_error::GetError>::default()),
    ("Out-Default", default_output),
    ("Out-File", || Box::<out_file::OutFile>::default()),
    ("Out-Host", default_output),
    ("Out-Null", || Box::new(OutNull)),
    ("Out-String", || Box::<OutString>::default()),
];

/// Where a pipeline's output goes by default: `Out-Default`.
pub fn default_output() -> Box<dyn Stage> {
    Box::<OutHost>::default()
}
