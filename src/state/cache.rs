//! Pages that were read before, so that Back shows them at once and without a call.

use std::cell::RefCell;
use std::sync::Arc;

use super::views::ViewFacts;
use crate::reactive::StoredValue;
use chrono::{DateTime, Utc};
use operation_log::query::ViewQuery;
use operation_log::wire::{Entry, OperationPage, Row};
use operation_log::{JobId, ServerQuery};

/// How many pages are kept: an hour of looking around, and at most 3,000 rows.
const CAPACITY: usize = 30;

/// A page with what was asked for it.
#[derive(Clone, Debug)]
pub struct HeldPage {
    /// What was asked.
    pub asked: ServerQuery,
    /// The question whose view it is a page of.
    pub of: ViewQuery,
    /// What came.
    pub page: Arc<OperationPage>,
    /// When it came, by the browser's clock.
    pub received: DateTime<Utc>,
    /// Its view, as it was then.
    pub facts: ViewFacts,
}

impl HeldPage {
    /// The page with the newer values that an answer has for its operations.
    #[must_use]
    pub fn patched(self, answer: &OperationPage) -> Self {
        let newer = |row: &Row| {
            let Row::Entry(entry) = row else {
                return row.clone();
            };
            let id = &entry.operation.job_id;
            let found = answer
                .rows
                .iter()
                .find(|row| matches!(row, Row::Entry(newer) if newer.operation.job_id == *id));
            found.unwrap_or(row).clone()
        };
        let page = OperationPage {
            rows: self.page.rows.iter().map(newer).collect(),
            ..OperationPage::clone(&self.page)
        };
        Self {
            page: Arc::new(page),
            ..self
        }
    }
}

impl PartialEq for HeldPage {
    fn eq(&self, other: &Self) -> bool {
        self.asked == other.asked
            && self.received == other.received
            && self.facts == other.facts
            && Arc::ptr_eq(&self.page, &other.page)
    }
}

/// The pages read last, newest first.
#[derive(Clone, Copy)]
pub struct PageCache(StoredValue<RefCell<Vec<HeldPage>>>);

impl PageCache {
    /// An empty cache that lives as long as the current owner.
    pub fn new() -> Self {
        Self(StoredValue::new(RefCell::default()))
    }

    /// Keeps a page in the place of an older one for the same question.
    pub fn keep(self, held: HeldPage) {
        if let Some(pages) = self.0.try_value() {
            let mut pages = pages.borrow_mut();
            pages.retain(|page| page.asked != held.asked);
            pages.insert(0, held);
            pages.truncate(CAPACITY);
        }
    }

    /// Forgets the pages of a question's view.
    pub fn forget(self, of: &ViewQuery) {
        if let Some(pages) = self.0.try_value() {
            pages.borrow_mut().retain(|page| page.of != *of);
        }
    }

    /// The page kept for a question.
    pub fn page(self, asked: &ServerQuery) -> Option<HeldPage> {
        let pages = self.0.try_value()?;
        let pages = pages.borrow();
        pages.iter().find(|page| page.asked == *asked).cloned()
    }

    /// The newest entry kept for an operation, with the time its page came.
    pub fn entry(self, id: &JobId) -> Option<(Arc<Entry>, DateTime<Utc>)> {
        let pages = self.0.try_value()?;
        let pages = pages.borrow();
        pages
            .iter()
            .filter_map(|held| {
                let entry = held.page.rows.iter().find_map(|row| match row {
                    Row::Entry(entry) if entry.operation.job_id == *id => Some(entry),
                    Row::Entry(_) | Row::Unreadable(_) => None,
                })?;
                Some((entry, held.received))
            })
            .max_by_key(|(_, received)| *received)
            .map(|(entry, received)| (Arc::clone(entry), received))
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self::new()
    }
}
