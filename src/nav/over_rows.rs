//! The location over rows that are here: what a link asks the server for narrows them.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::{BasePath, Query, Route};

use super::memory::MemoryNavigator;
use super::{Commit, Location, Navigator, split_href};

/// Keeps the location in memory. Every list it goes to is the whole of the rows, under filters that the
/// browser applies.
pub struct RowsNavigator {
    memory: MemoryNavigator,
    now: DateTime<Utc>,
}

impl RowsNavigator {
    /// Starts at the list of all rows in the order that `asked` has; `now` is the moment they are from.
    pub fn new(base: &BasePath, asked: &Query, limit: u32, now: DateTime<Utc>) -> Self {
        let query = Query::default()
            .edited(Edit::Limit(limit))
            .edited(Edit::Order(asked.order()))
            .edited(Edit::Sort(asked.sort()))
            .edited(Edit::Whole(true));
        Self {
            memory: MemoryNavigator::new(&Route::List.href(base, &query)),
            now,
        }
    }
}

impl Navigator for RowsNavigator {
    fn location(&self) -> Signal<Location> {
        self.memory.location()
    }

    fn go(&self, href: &str, commit: Commit) {
        let (path, query) = split_href(href);
        let asked = Query::from_url(query);
        let here = self
            .memory
            .location()
            .with_untracked(|location| Query::from_url(&location.query));
        let query = if asked.narrows_rows() {
            here.narrowed_by(&asked, self.now)
        } else {
            asked
                .edited(Edit::Whole(true))
                .edited(Edit::Page(asked.page()))
        };
        self.memory
            .go(&[path, "?", &query.to_url()].concat(), commit);
    }

    fn retrace(&self, href: &str) -> bool {
        self.memory.retrace(href)
    }

    fn stay(&self) {
        self.memory.stay();
    }
}
