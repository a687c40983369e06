//! Default views of types: from the shell's own data, and from layers that know types of their own (`ViewSource`).

use super::defaults::TypeDefaults;
use super::packet::Alignment;
use crate::value::PsStr;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The kind of layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Table,
    List,
    Wide,
    Custom,
}

/// Where a value comes from: a property, or a script that `computed` stands for.
#[derive(Deserialize, Clone)]
pub enum Source {
    Property(String),
    Script,
}

#[derive(Deserialize, Clone)]
pub enum Group {
    None,
    Property(String),
    Script,
}

#[derive(Deserialize)]
pub enum Body {
    /// Label, value, width (0: by content), alignment.
    Table(Vec<(Option<String>, Source, u16, Alignment)>),
    List(Vec<(Option<String>, Source)>),
    Wide(Source),
    Custom,
}

/// How objects of a type are shown.
#[derive(Deserialize)]
pub struct View {
    pub name: String,
    pub group_by: Group,
    pub hide_headers: bool,
    pub autosize: bool,
    pub body: Body,
}

impl View {
    pub fn shape(&self) -> Shape {
        match self.body {
            Body::Table(_) => Shape::Table,
            Body::List(_) => Shape::List,
            Body::Wide(_) => Shape::Wide,
            Body::Custom => Shape::Custom,
        }
    }

    /// A list of properties: what a layer with types of its own mostly needs.
    pub fn list<N: Into<String>>(name: &str, properties: impl IntoIterator<Item = N>) -> View {
        let items = properties.into_iter().map(|property| (None, Source::Property(property.into()))).collect();
        View { name: name.to_owned(), group_by: Group::None, hide_headers: false, autosize: false, body: Body::List(items) }
    }

    /// A table of properties, as wide as their content.
    pub fn table<N: Into<String>>(name: &str, properties: impl IntoIterator<Item = N>) -> View {
        let columns = properties.into_iter().map(|property| (None, Source::Property(property.into()), 0, Alignment::Undefined)).collect();
        View { name: name.to_owned(), group_by: Group::None, hide_headers: false, autosize: false, body: Body::Table(columns) }
    }
}

/// A layer that knows views of its own types; asked before the shell's own data.
pub trait ViewSource {
    /// The view for an object with these type names (most derived first); of this shape and name, where they are given.
    fn view(&self, type_names: &[PsStr], shape: Option<Shape>, name: Option<&str>) -> Option<Found>;
}

/// A view and the type name it was found under.
#[derive(Clone)]
pub struct Found {
    pub view: Rc<View>,
    pub type_name: PsStr,
}

thread_local! {
    static SOURCES: RefCell<Vec<Rc<dyn ViewSource>>> = RefCell::default();
    static DATA: Data = Data::load();
}

/// Add a layer's views.
pub fn register(source: Rc<dyn ViewSource>) {
    SOURCES.with_borrow_mut(|sources| sources.push(source));
}

/// The first view, most derived type first.
pub fn find(type_names: &[PsStr], shape: Option<Shape>, name: Option<&str>) -> Option<Found> {
    let sources = SOURCES.with_borrow(Clone::clone);
    sources.iter().find_map(|source| source.view(type_names, shape, name)).or_else(|| DATA.with(|data| data.find(type_names, shape, name)))
}

/// Pick from what the data says of a type by its lower-case name.
pub fn type_defaults<T>(lower: &str, pick: impl Fn(&TypeDefaults) -> Option<T>) -> Option<T> {
    DATA.with(|data| data.defaults.get(lower).and_then(pick))
}

type Views = Vec<(String, Vec<View>)>;
type Defaults = Vec<(String, Vec<String>, Option<String>, Vec<String>)>;

struct Data {
    views: HashMap<String, Vec<Rc<View>>>,
    defaults: HashMap<String, TypeDefaults>,
}

impl Data {
    fn load() -> Data {
        let blob = include_bytes!(concat!(env!("OUT_DIR"), "/views.bin"));
        let (views, defaults): (Views, Defaults) = postcard::from_bytes(blob).unwrap_or_default();
        let views = views.into_iter().map(|(name, views)| (name.to_ascii_lowercase(), views.into_iter().map(Rc::new).collect())).collect();
        let defaults = defaults
            .into_iter()
            .map(|(name, properties, display, added)| {
                let names = |names: Vec<String>| names.into_iter().map(PsStr::from).collect();
                let defaults = TypeDefaults { properties: names(properties), display_property: display.map(PsStr::from), added: names(added) };
                (name.to_ascii_lowercase(), defaults)
            })
            .collect();
        Data { views, defaults }
    }

    fn find(&self, type_names: &[PsStr], shape: Option<Shape>, name: Option<&str>) -> Option<Found> {
        type_names.iter().find_map(|type_name| {
            let views = self.views.get(&type_name.to_ascii_lowercase())?;
            let fits = |view: &&Rc<View>| shape.is_none_or(|s| s == view.shape()) && name.is_none_or(|n| view.name.eq_ignore_ascii_case(n));
            views.iter().find(fits).map(|view| Found { view: view.clone(), type_name: type_name.clone() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_view_of_the_most_derived_type_is_the_default() {
        let names = ["System.TimeSpan", "System.ValueType"].map(PsStr::from);
        assert_eq!(find(&names, None, None).unwrap().view.shape(), Shape::List);
        assert_eq!(find(&names, Some(Shape::Table), None).unwrap().view.shape(), Shape::Table);
        assert!(find(&["No.Such".into()], None, None).is_none());
    }
}
