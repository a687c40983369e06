//! Cmdlets over objects in a pipeline: choose, change, sort, group, measure, compare.

mod compare;
mod foreach;
mod group;
mod measure;
mod select;
mod sort;
mod tee;
mod unique;
mod where_object;

use crate::engine::Stage;

pub static CMDLETS: &[(&str, fn() -> Box<dyn Stage>)] = &[
    ("Compare-Object", || Box::<compare::CompareObject>::default()),
    ("ForEach-Object", || Box::<foreach::ForEachObject>::default()),
    ("Get-Unique", || Box::<unique::GetUnique>::default()),
    ("Group-Object", || Box::<group::GroupObject>::default()),
    ("Measure-Object", || Box::<measure::MeasureObject>::default()),
    ("Select-Object", || Box::<select::SelectObject>::default()),
    ("Sort-Object", || Box::<sort::SortObject>::default()),
    ("Tee-Object", || Box::<tee::TeeObject>::default()),
    ("Where-Object", || Box::<where_object::WhereObject>::default()),
];
