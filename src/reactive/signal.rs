//! Values that change.

use std::marker::PhantomData;
use std::rc::Rc;

use leptos::reactive::traits::{Get, GetUntracked, Set};

use super::value::{Kept, Read, Value, keep, typed};

type Inner = leptos::reactive::signal::RwSignal<Kept>;

/// A value that can be read, followed and set.
pub struct RwSignal<T> {
    inner: Inner,
    of: PhantomData<fn() -> T>,
}

impl<T: 'static> RwSignal<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self {
            inner: new(Rc::new(value)),
            of: PhantomData,
        }
    }

    /// Sets the value; nothing if the owner is gone.
    pub fn set(self, value: T) {
        set(self.inner, Rc::new(value));
    }

    /// Sets a value made from the present one; nothing if the owner is gone.
    pub fn update(self, make: impl FnOnce(&T) -> T) {
        if let Some(value) = self.try_value_untracked() {
            self.set(make(&value));
        }
    }

    /// The signal for whoever only reads it.
    pub fn read_only(self) -> Signal<T> {
        Signal(self)
    }
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: 'static> Read<T> for RwSignal<T> {
    fn value(self) -> Rc<T> {
        typed(get(self.inner))
    }

    fn try_value_untracked(self) -> Option<Rc<T>> {
        try_get_untracked(self.inner).map(typed)
    }

    fn value_untracked(self) -> Rc<T> {
        typed(get_untracked(self.inner))
    }
}

/// A value that can be read and followed.
pub struct Signal<T>(RwSignal<T>);

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Read<T> for Signal<T> {
    fn value(self) -> Rc<T> {
        self.0.value()
    }

    fn try_value_untracked(self) -> Option<Rc<T>> {
        self.0.try_value_untracked()
    }

    fn value_untracked(self) -> Rc<T> {
        self.0.value_untracked()
    }
}

#[inline(never)]
fn new(value: Value) -> Inner {
    Inner::new(keep(value))
}

#[inline(never)]
fn set(signal: Inner, value: Value) {
    // Given back if the signal is gone.
    let _ = signal.try_set(keep(value));
}

#[inline(never)]
fn get(signal: Inner) -> Value {
    signal.get().take()
}

#[inline(never)]
fn get_untracked(signal: Inner) -> Value {
    signal.get_untracked().take()
}

#[inline(never)]
fn try_get_untracked(signal: Inner) -> Option<Value> {
    signal.try_get_untracked().map(Kept::take)
}
