//! Single keys: a control names its key in `aria-keyshortcuts`, and pressing the key presses it.

use leptos::prelude::*;

/// Whether single keys do something; provided by the console's root.
#[derive(Clone, Copy)]
pub struct SingleKeys(pub Signal<bool>);

impl SingleKeys {
    /// `aria-keyshortcuts` of a control: its key, while single keys are on; none if it has no key.
    ///
    /// The closure has the same type for every key.
    pub fn of(
        self,
        key: &'static str,
    ) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
        move || (self.0.get() && !key.is_empty()).then_some(key)
    }
}
