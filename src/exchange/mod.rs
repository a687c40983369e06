//! The Exchange domain: the catalogue of cmdlets, object types, identities, filters and behaviours.
//!
//! Data first: `data/` says what cmdlets take and what objects are like; `serve` carries out any noun's Get, New, Set, Remove,
//! Enable and Disable from it. An object is a view of a stored record.

pub mod arguments;
pub mod catalogue;
mod derived;
pub mod facts;
mod filter;
mod identity;
mod messages;
mod organization;
pub mod record;
pub mod schema;
pub mod serve;
mod values;
mod view;
mod views;

pub use organization::Organization;
pub use view::RecordView;

/// Register Exchange's cmdlets over an organization with an engine.
pub fn register(engine: &mut crate::engine::Engine, org: &std::rc::Rc<Organization>) {
    crate::format::register_views(std::rc::Rc::new(views::ExchangeViews));
    engine.register(std::rc::Rc::new(catalogue::Catalogue::new(org.clone())));
}
