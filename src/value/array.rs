//! Arrays and growable lists.

use super::{TypeRef, Value, known};
use std::cell::RefCell;

/// A .NET array: its element type and its items. A multi-dimensional one keeps its lengths and stores its items row by row.
pub struct Array {
    pub element: TypeRef,
    pub items: RefCell<Vec<Value>>,
    /// The length of each dimension, for an array of rank 2 and more.
    pub dimensions: Option<Box<[usize]>>,
}

impl Array {
    pub fn new(element: TypeRef, items: Vec<Value>) -> Self {
        Array { element, items: RefCell::new(items), dimensions: None }
    }

    pub fn type_ref(&self) -> TypeRef {
        let rank = self.dimensions.as_ref().map_or(1, |d| d.len());
        if rank == 1 && self.element == known::OBJECT { known::OBJECT_ARRAY } else { TypeRef::array_of(self.element, rank) }
    }

    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A list that grows: `ArrayList`, `List<T>`, `Collection<T>`. The items are of the element type.
pub struct List {
    pub type_ref: TypeRef,
    pub element: TypeRef,
    pub items: RefCell<Vec<Value>>,
}
