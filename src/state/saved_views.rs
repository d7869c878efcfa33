//! The views that the reader saved, in this browser and for all its tabs.

use leptos::prelude::*;
use operation_log::saved_views::{SavedViews, ViewName};

use crate::platform::storage;

const KEY: &str = "hpc-operations.views";
/// The query that `first_load/call.js` opens the log with.
const DEFAULT_KEY: &str = "hpc-operations.default-view";

/// The saved views. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct SavedViewList(RwSignal<SavedViews>);

impl SavedViewList {
    /// What was saved before; lives as long as the current owner.
    pub fn stored() -> Self {
        Self(RwSignal::new(stored().unwrap_or_default()))
    }

    /// The views; tracked.
    pub fn get(self) -> SavedViews {
        self.0.try_get().unwrap_or_default()
    }

    /// Whether the log opens with a view; tracked.
    pub fn is_default(self, name: &ViewName) -> bool {
        let name_of =
            |views: &SavedViews| views.default_view().is_some_and(|view| view.name == *name);
        self.0.try_with(name_of).unwrap_or_default()
    }

    /// Whether something is saved under a name.
    pub fn has(self, name: &ViewName) -> bool {
        let views = self.0.try_get_untracked().unwrap_or_default();
        views.iter().any(|view| view.name == *name)
    }

    /// Changes the views, in what the tabs of this browser have by now. Returns what the change returns.
    pub fn change<T: Default>(self, change: impl FnOnce(&mut SavedViews) -> T) -> T {
        let changed = self.0.try_update(|views| {
            if let Some(stored) = stored() {
                *views = stored;
            }
            let result = change(views);
            storage::write_shared(KEY, &views.to_text());
            match views.default_view() {
                Some(view) => storage::write_shared(DEFAULT_KEY, &view.query.to_url()),
                None => storage::remove_shared(DEFAULT_KEY),
            }
            result
        });
        changed.unwrap_or_default()
    }
}

fn stored() -> Option<SavedViews> {
    SavedViews::read(&storage::shared(KEY)?).ok()
}
