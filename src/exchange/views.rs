//! How Exchange's objects are shown: a property list of an object type's default properties; `Format-Table` shows them as columns.

use super::schema;
use crate::format::{Found, Shape, View, ViewSource};
use crate::value::PsStr;
use std::rc::Rc;

pub struct ExchangeViews;

impl ViewSource for ExchangeViews {
    fn view(&self, type_names: &[PsStr], shape: Option<Shape>, name: Option<&str>) -> Option<Found> {
        if name.is_some() {
            return None;
        }
        let type_name = type_names.first().filter(|name| name.starts_with("Microsoft.Exchange."))?;
        let ty = schema::by_full_name(type_name)?;
        let view = match shape {
            None | Some(Shape::List) => View::list(&ty.name, ty.columns.iter().cloned()),
            Some(Shape::Table) => View::table(&ty.name, ty.columns.iter().cloned()),
            Some(_) => return None,
        };
        Some(Found { view: Rc::new(view), type_name: type_name.clone() })
    }
}
