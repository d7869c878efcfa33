//! Functions that an owner keeps.

use super::stored::StoredValue;

/// A function that can be copied into many closures.
pub struct Callback<In, Out = ()>(StoredValue<Box<dyn Fn(In) -> Out>>);

impl<In: 'static, Out: 'static> Callback<In, Out> {
    /// Keeps a function.
    pub fn new(run: impl Fn(In) -> Out + 'static) -> Self {
        Self(StoredValue::new(Box::new(run)))
    }

    /// Runs it.
    ///
    /// # Panics
    /// If the owner is gone.
    pub fn run(self, input: In) -> Out {
        (self.0.value())(input)
    }
}

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}
