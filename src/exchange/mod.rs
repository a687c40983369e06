//! The Exchange domain: the catalogue of cmdlets, object types, identities, filters and behaviours.
