//! Closures that are only ever called by reference.
//!
//! A `dyn Fn` can also be consumed, and carries code for that; for the hundreds of closures of the
//! panel that is kilobytes.

/// A closure that makes a value.
pub trait Make<T> {
    /// Makes it.
    fn make(&self) -> T;
}

impl<T, F: Fn() -> T> Make<T> for F {
    fn make(&self) -> T {
        self()
    }
}

/// A closure that does something.
pub trait Run {
    /// Does it.
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}
