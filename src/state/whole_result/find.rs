//! A text that is looked for in the rows of a whole result that are shown.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::Column;
use operation_log::result_set::{Field, Finding};

use super::{STEP, Slice, WholeResult};
use crate::remote::{Latest, Ticket};

/// How long a pause in typing is, in milliseconds.
const PAUSE: u32 = 250;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What was looked for; empty if nothing is.
    pub text: Arc<str>,
    /// The places of the rows that have it, from 0, in their order.
    pub places: Arc<[u32]>,
    /// Which of them the reader is at.
    pub at: Option<usize>,
}

impl Found {
    /// The place of the row that the reader is at.
    pub fn place(&self) -> Option<u32> {
        self.places.get(self.at?).copied()
    }

    /// The next row, or the one before, around the ends; at first the next one from a place on.
    fn next(&self, is_forward: bool, from: u32) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        Some(match (self.at, is_forward) {
            (Some(at), true) if at < last => at + 1,
            (Some(at), false) if at > 0 => at - 1,
            (Some(_), true) => 0,
            (Some(_), false) => last,
            (None, true) => self
                .places
                .iter()
                .position(|place| *place >= from)
                .unwrap_or(0),
            (None, false) => {
                let place = self.places.iter().rposition(|place| *place < from);
                place.unwrap_or(last)
            }
        })
    }
}

/// A text that is looked for, and where it was found. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct FindInRows {
    whole: WholeResult,
    latest: Latest,
    found: RwSignal<Found>,
}

impl FindInRows {
    /// Looks for nothing. Lives as long as the current owner.
    pub fn new(whole: WholeResult) -> Self {
        Self {
            whole,
            latest: Latest::new(),
            found: RwSignal::new(Found::default()),
        }
    }

    /// What was found.
    pub fn found(self) -> Signal<Found> {
        self.found.into()
    }

    /// Looks for a text in columns, once it has not changed for a moment. `shown_as` gives the values
    /// that are shown by words which have the text.
    pub fn search(
        self,
        text: &str,
        columns: Vec<Column>,
        shown_as: impl FnOnce(&str) -> Vec<(Field, String)> + 'static,
    ) {
        let text: Arc<str> = text.trim().into();
        let Some(ticket) = self.latest.begin() else {
            return;
        };
        if text.is_empty() {
            self.found.try_set(Found::default());
            return;
        }
        spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            if !ticket.is_current() {
                return;
            }
            let finding = Finding::new(&text, &columns, &shown_as(&text));
            if let Some(places) = self.whole.find(finding, &ticket).await {
                self.found.try_set(Found {
                    text,
                    places,
                    at: None,
                });
            }
        });
    }

    /// Goes to the next row that has the text, or to the one before; at first from a place on. Returns
    /// its place.
    pub fn step(self, is_forward: bool, from: u32) -> Option<u32> {
        self.found.try_update(|found| {
            found.at = found.next(is_forward, from);
            found.place()
        })?
    }

    /// Looks for nothing.
    pub fn clear(self) {
        self.latest.abort();
        self.found.try_set(Found::default());
    }
}

impl WholeResult {
    /// The places of the rows that have a text, found in slices. Returns `None` if the ticket is no
    /// longer current or other rows are shown meanwhile.
    async fn find(self, mut finding: Finding, ticket: &Ticket) -> Option<Arc<[u32]>> {
        let version = self.version.try_get_untracked()?;
        let mut slice = Slice::begin();
        while !self
            .rows
            .try_with_value(|rows| finding.step(rows.set(), rows.kept(), STEP))?
        {
            slice.rest().await;
            let is_same = self.version.try_get_untracked() == Some(version);
            (is_same && ticket.is_current()).then_some(())?;
        }
        // A line that is folded has what its attempts have.
        let places = self.rows.try_with_value(|rows| {
            let hits = finding.hits().iter();
            rows.places_of(hits.filter_map(|hit| rows.kept().get(hit.place as usize).copied()))
        })?;
        Some(places.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_goes_around_what_was_found() {
        let found = |at| Found {
            text: "a".into(),
            places: [3, 20, 41].into(),
            at,
        };
        assert_eq!(found(None).next(true, 0), Some(0));
        assert_eq!(found(None).next(true, 20), Some(1));
        assert_eq!(found(None).next(true, 60), Some(0));
        assert_eq!(found(None).next(false, 20), Some(0));
        assert_eq!(found(None).next(false, 0), Some(2));
        assert_eq!(found(Some(1)).next(true, 0), Some(2));
        assert_eq!(found(Some(2)).next(true, 0), Some(0));
        assert_eq!(found(Some(0)).next(false, 0), Some(2));
        assert_eq!(Found::default().next(true, 0), None);
    }
}
