//! The Exchange domain: the catalogue of cmdlets, object types, identities, filters and behaviours.
//!
//! Data first: `data/` says what cmdlets take and what objects are like; `serve` carries out any noun's Get, New, Set, Remove,
//! Enable and Disable from it. An object is a view of a stored record.

pub mod arguments;
mod derived;
mod filter;
mod identity;
mod messages;
mod organization;
pub mod schema;
pub mod serve;
mod values;
mod view;

pub use organization::Organization;
pub use view::RecordView;

/// Register Exchange's cmdlets with an engine.
pub fn register(_engine: &mut crate::engine::Engine, _organization: &std::rc::Rc<Organization>) {}
