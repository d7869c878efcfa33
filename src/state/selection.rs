//! The rows that the reader has selected, to hand them on.

use leptos::prelude::*;
use operation_log::JobId;

/// The selected operations, while the reader selects. Copies are handles to the same; provided by the
/// list page.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<Option<Vec<JobId>>>);

impl Selection {
    /// Nothing is being selected. Ends with the current owner.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Whether the reader selects; tracked.
    pub fn is_on(self) -> bool {
        self.0.try_with(Option::is_some).unwrap_or_default()
    }

    /// Begins with nothing selected, or ends.
    pub fn switch(self) {
        self.0.try_update(|ids| *ids = ids.is_none().then(Vec::new));
    }

    /// Whether an operation is selected; tracked.
    pub fn has(self, id: &JobId) -> bool {
        let has = |ids: &Option<Vec<JobId>>| ids.as_ref().is_some_and(|ids| ids.contains(id));
        self.0.try_with(has).unwrap_or_default()
    }

    /// How many operations are selected, on whatever page; tracked.
    pub fn count(self) -> usize {
        let count = |ids: &Option<Vec<JobId>>| ids.as_ref().map_or(0, Vec::len);
        self.0.try_with(count).unwrap_or_default()
    }

    /// Selects all of these rows from the one that was selected last to this one, or only this one
    /// if the last is not among them.
    pub fn extend_to(self, id: &JobId, rows: &[JobId]) {
        let place = |wanted: &JobId| rows.iter().position(|row| row == wanted);
        let last = self.0.with_untracked(|ids| place(ids.as_ref()?.last()?));
        if let (Some(from), Some(to)) = (last, place(id)) {
            self.set(
                rows.get(from.min(to)..=from.max(to)).unwrap_or_default(),
                true,
            );
        }
        // The next range begins here.
        self.set(std::slice::from_ref(id), true);
    }

    /// Selects operations, or no longer.
    pub fn set(self, changed: &[JobId], selected: bool) {
        self.0.try_update(|ids| {
            if let Some(ids) = ids {
                ids.retain(|id| !changed.contains(id));
                if selected {
                    ids.extend_from_slice(changed);
                }
            }
        });
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}
