//! Values that an owner keeps.

use std::marker::PhantomData;
use std::rc::Rc;

use leptos::reactive::traits::GetValue;

use super::value::{Kept, Value, keep, typed};

type Inner = leptos::reactive::owner::StoredValue<Kept>;

/// A value that does not change, kept by an owner.
pub struct StoredValue<T> {
    inner: Inner,
    of: PhantomData<fn() -> T>,
}

impl<T: 'static> StoredValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self {
            inner: new(Rc::new(value)),
            of: PhantomData,
        }
    }

    /// The value; none if the owner is gone.
    pub fn try_value(self) -> Option<Rc<T>> {
        try_get(self.inner).map(typed)
    }

    /// The value.
    ///
    /// # Panics
    /// If the owner is gone.
    pub fn value(self) -> Rc<T> {
        typed(get(self.inner))
    }
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

#[inline(never)]
fn new(value: Value) -> Inner {
    Inner::new(keep(value))
}

#[inline(never)]
fn get(stored: Inner) -> Value {
    stored.get_value().take()
}

#[inline(never)]
fn try_get(stored: Inner) -> Option<Value> {
    stored.try_get_value().map(Kept::take)
}
