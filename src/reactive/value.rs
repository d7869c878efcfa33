//! A value of no particular type, and how a handle reads it as what it is.

use std::any::Any;
use std::rc::Rc;

use send_wrapper::SendWrapper;

/// A shared value.
pub(super) type Value = Rc<dyn Any>;

/// A value as Leptos keeps it: it asks for values that could go to another thread. The panel has
/// one thread.
pub(super) type Kept = SendWrapper<Value>;

/// Takes a value for Leptos.
pub(super) fn keep(value: Value) -> Kept {
    SendWrapper::new(value)
}

/// A value as what it is. A handle reads only what it was made with.
#[inline(never)]
pub(super) fn typed<T: 'static>(value: Value) -> Rc<T> {
    match value.downcast() {
        Ok(value) => value,
        Err(_) => unreachable!(),
    }
}

/// Reads a handle.
pub trait Read<T: 'static>: Copy {
    /// The value; whoever reads it in a view follows it.
    ///
    /// # Panics
    /// If the owner of the handle is gone.
    fn value(self) -> Rc<T>;

    /// The value, without following it; none if the owner of the handle is gone.
    fn try_value_untracked(self) -> Option<Rc<T>>;

    /// The value, without following it.
    ///
    /// # Panics
    /// If the owner of the handle is gone.
    fn value_untracked(self) -> Rc<T>;

    /// Reads the value and follows it.
    fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.value())
    }

    /// Reads the value.
    fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.value_untracked())
    }

    /// A copy of the value, which is followed.
    fn get(self) -> T
    where
        T: Clone,
    {
        T::clone(&self.value())
    }

    /// A copy of the value.
    fn get_untracked(self) -> T
    where
        T: Clone,
    {
        T::clone(&self.value_untracked())
    }
}
