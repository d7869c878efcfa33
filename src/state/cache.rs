//! Pages that were read before, so that Back shows them at once and without a call.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::paging::PageWindow;
use operation_log::query::{PageKey, ViewQuery};
use operation_log::wire::{Entry, OperationPage, Row};
use operation_log::{JobId, Operation};

use super::followed::{Departure, Departures};
use super::views::ViewFacts;
use super::whole_result::{Attempts, Coverage};

/// How many pages are kept: an hour of looking around.
const CAPACITY: usize = 30;

/// How many rows are kept, besides those of a view that was closed: a row takes some 1.4 kB.
const CAPACITY_ROWS: usize = 1_000;

/// A page that was read.
#[derive(Clone, Debug)]
pub struct HeldPage {
    /// Which page of which view.
    pub key: PageKey,
    /// Its rows.
    pub page: Arc<OperationPage>,
    /// When it came, by the server's clock.
    pub received: DateTime<Utc>,
    /// Its view, as it was then.
    pub facts: ViewFacts,
    /// When its operations in progress were last looked at, by the server's clock.
    pub followed: DateTime<Utc>,
    /// The operations that would not be on it any more.
    pub departures: Departures,
    /// Those of its operations that were tried again, where those are folded.
    pub attempts: Attempts,
    /// What it is a page of, if of a whole result that was loaded.
    pub whole: Option<Coverage>,
}

impl HeldPage {
    /// Where the page stands among all pages, under the most rows that its server gives.
    pub fn window(&self) -> PageWindow {
        window(self.key.page, self.key.limit, Some(self.facts))
    }

    /// Takes over the newer values that an answer has for its operations.
    pub fn patch(&mut self, answer: &OperationPage) {
        for operation in self.page.operations() {
            let newer = answer.entry(&operation.job_id);
            if newer.is_some_and(|newer| newer.operation.status != operation.status) {
                self.departures.note(&operation.job_id, Departure::Ended);
            }
        }
        let newer = |row: &Row| {
            let Row::Entry(entry) = row else {
                return row.clone();
            };
            match answer.entry(&entry.operation.job_id) {
                Some(newer) => Row::Entry(Arc::clone(newer)),
                None => row.clone(),
            }
        };
        self.page = Arc::new(OperationPage {
            rows: self.page.rows.iter().map(newer).collect(),
            ..OperationPage::clone(&self.page)
        });
    }
}

/// A page of so many rows among the pages of a view, as far as that is known.
pub fn window(page: u64, limit: u32, facts: Option<ViewFacts>) -> PageWindow {
    let cap = facts.and_then(|facts| facts.cap).unwrap_or(limit);
    PageWindow {
        page,
        limit: u64::from(limit.min(cap)),
        extent: facts.map(|facts| facts.extent).unwrap_or_default(),
    }
}

impl PartialEq for HeldPage {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
            && self.received == other.received
            && self.followed == other.followed
            && self.departures == other.departures
            && self.facts == other.facts
            && self.whole == other.whole
            && Arc::ptr_eq(&self.page, &other.page)
    }
}

/// The pages read last, newest first.
#[derive(Clone, Copy)]
pub struct PageCache {
    pages: StoredValue<Vec<HeldPage>>,
    /// Those of the view that was closed last. Rows of it may be on screen until others come.
    closed: StoredValue<Vec<HeldPage>>,
}

impl PageCache {
    /// An empty cache that lives as long as the current owner.
    pub fn new() -> Self {
        Self {
            pages: StoredValue::new(Vec::new()),
            closed: StoredValue::new(Vec::new()),
        }
    }

    /// Keeps a page; replaces an older one with the same key.
    pub fn keep(self, held: HeldPage) {
        self.closed.try_update_value(|closed| {
            closed.retain(|page| page.key.view != held.key.view);
        });
        self.pages.try_update_value(|pages| {
            pages.retain(|page| page.key != held.key);
            pages.insert(0, held);
            pages.truncate(kept(pages.iter().map(|page| page.page.rows.len())));
        });
    }

    /// Forgets the pages of a view; their entries are known until it has another.
    pub fn forget(self, view: &ViewQuery) {
        let is_of = |page: &mut HeldPage| page.key.view == *view;
        let closed = self
            .pages
            .try_update_value(|pages| pages.extract_if(.., is_of).collect());
        if let Some(closed) = closed.filter(|closed: &Vec<_>| !closed.is_empty()) {
            self.closed.try_set_value(closed);
        }
    }

    /// The page of a key.
    pub fn page(self, key: &PageKey) -> Option<HeldPage> {
        self.pages
            .try_with_value(|pages| pages.iter().find(|page| page.key == *key).cloned())?
    }

    /// Takes over the newer values that an answer has for operations on any page.
    pub fn patch(self, answer: &OperationPage) {
        self.pages.try_update_value(|pages| {
            for held in pages {
                held.patch(answer);
            }
        });
    }

    /// Calls back with each operation of the pages, with some more than once.
    pub fn for_each_operation(self, mut see: impl FnMut(&Operation)) {
        self.pages.try_with_value(|pages| {
            for held in pages {
                held.page.operations().for_each(&mut see);
            }
        });
    }

    /// The newest entry kept for an operation, with the time its page came.
    pub fn entry(self, id: &JobId) -> Option<(Arc<Entry>, DateTime<Utc>)> {
        let newest = |pages: &Vec<HeldPage>| {
            let entries = pages
                .iter()
                .filter_map(|held| Some((held.page.entry(id)?, held.received)));
            let (entry, received) = entries.max_by_key(|(_, received)| *received)?;
            Some((Arc::clone(entry), received))
        };
        let open = self.pages.try_with_value(newest).flatten();
        open.or_else(|| self.closed.try_with_value(newest).flatten())
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self::new()
    }
}

/// How many pages are kept of pages with so many rows, newest first.
fn kept(pages: impl Iterator<Item = usize>) -> usize {
    let mut rows = 0;
    let within = |page: &usize| {
        rows += page;
        rows <= CAPACITY_ROWS
    };
    pages.take(CAPACITY).take_while(within).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_pages_are_kept_and_of_long_ones_a_thousand_rows() {
        let kept_of = |rows| kept(std::iter::repeat_n(rows, 100));
        assert_eq!([10, 20, 50, 100].map(kept_of), [30, 30, 20, 10]);
    }
}
