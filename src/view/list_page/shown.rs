//! What the list shows: rows, or a placeholder for them.

use operation_log::Filters;
use operation_log::paging::PageWindow;

use crate::api::ApiError;
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::view::empty::Emptiness;

/// Rows, or a placeholder for them.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// Nothing has been read yet.
    Skeleton,
    /// Nothing is read, as a filter cannot be used.
    Unusable,
    /// Rows.
    Rows,
    /// A good answer without rows, and where its page stands.
    Empty(Emptiness, PageWindow),
    /// A failure, and no rows are held.
    Failure(ApiError),
}

impl Shown {
    /// What is shown of a remote page.
    pub fn of(remote: &Remote<HeldPage>, filters: &Filters) -> Self {
        if filters.asked().unusable_filters().next().is_some() {
            return Self::Unusable;
        }
        let rows = remote.held().filter(|held| !held.page.rows.is_empty());
        match (remote, rows) {
            (_, Some(_)) => Self::Rows,
            (Remote::Ready(held), None) => {
                Self::Empty(Emptiness::of(filters.own(), held), held.window())
            }
            (Remote::Loading { .. }, None) => Self::Skeleton,
            (Remote::Waiting { waiting, .. }, None) => Self::Failure(waiting.error.clone()),
            (Remote::Failed { error, .. }, None) => Self::Failure(error.clone()),
        }
    }

    /// The word of `data-state`, part of the markup contract; `failed` says whether the last call
    /// failed.
    pub fn as_str(&self, failed: bool) -> &'static str {
        match self {
            Self::Skeleton => "loading",
            Self::Unusable => "unusable",
            Self::Rows if failed => "stale",
            Self::Rows => "ready",
            Self::Empty(emptiness, _) => emptiness.as_str(),
            Self::Failure(error) => error.kind().as_str(),
        }
    }
}
