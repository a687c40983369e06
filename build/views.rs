//! The default views of types (`src/format/data/*.ron`) as a postcard blob.

use super::{read_ron, write_blob};
use serde::{Deserialize, Serialize};

/// Mirrors `format::view`: the blob is decoded there.
#[derive(Deserialize, Serialize)]
enum Source {
    Property(String),
    Script,
}

#[derive(Deserialize, Serialize)]
enum Group {
    None,
    Property(String),
    Script,
}

#[derive(Deserialize, Serialize)]
enum Alignment {
    Undefined,
    Left,
    Center,
    Right,
}

#[derive(Deserialize, Serialize)]
enum Body {
    Table(Vec<(Option<String>, Source, u16, Alignment)>),
    List(Vec<(Option<String>, Source)>),
    Wide(Source),
    Custom,
}

#[derive(Deserialize, Serialize)]
struct View {
    name: String,
    group_by: Group,
    hide_headers: bool,
    autosize: bool,
    body: Body,
}

pub fn build() {
    let views: Vec<(String, Vec<View>)> = read_ron("src/format/data/views.ron");
    let defaults: Vec<(String, Vec<String>, Option<String>, Vec<String>)> = read_ron("src/format/data/defaults.ron");
    write_blob("views.bin", &(views, defaults));
}
