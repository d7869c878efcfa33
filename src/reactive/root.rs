//! Where owners begin.

use any_spawner::Executor;
use leptos::reactive::owner::Owner;

/// An owner of its own: what is made in it is disposed when it is dropped.
#[must_use = "what is made in a root is disposed when it is dropped"]
pub struct Root(Owner);

impl Root {
    /// Runs a closure in an owner of its own.
    pub fn new(make: impl FnOnce()) -> Self {
        // Refused only where it was done before.
        let _ = Executor::init_wasm_bindgen();
        let owner = Owner::new();
        owner.with(make);
        Self(owner)
    }

    /// Keeps what was made as long as the page.
    pub fn forget(self) {
        std::mem::forget(self.0);
    }
}
