//! A text that is looked for in the rows of a whole result that are shown.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::result_set::{Field, ResultRow, TextSearch};
use operation_log::{Column, JobId};

use super::{STEP, WholeResult};
use crate::platform::slice::Slice;
use crate::remote::{Latest, Ticket};

/// How long a pause in typing is, in milliseconds.
const PAUSE: u32 = 250;

/// A row that has the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundRow {
    /// Its number in the result.
    pub row: u32,
    /// The place where it was shown when it was found, or the line that it was folded into, from 0.
    pub place: u32,
}

/// The row that the reader is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAt {
    /// Which of those that were found, from 0.
    pub index: usize,
    /// Its operation.
    pub id: JobId,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What was looked for; empty if nothing is.
    pub text: Arc<str>,
    /// The rows that have it, in the order in which they are shown.
    pub rows: Arc<[FoundRow]>,
    /// Where the reader is.
    pub at: Option<FoundAt>,
}

impl Found {
    /// The next row, or the one before, around the ends; at first the next one from a place on.
    fn next(&self, is_forward: bool, from: u32) -> Option<usize> {
        let last = self.rows.len().checked_sub(1)?;
        let at = self.at.as_ref().map(|at| at.index);
        Some(match (at, is_forward) {
            (Some(at), true) if at < last => at + 1,
            (Some(at), false) if at > 0 => at - 1,
            (Some(_), true) => 0,
            (Some(_), false) => last,
            (None, true) => self
                .rows
                .iter()
                .position(|found| found.place >= from)
                .unwrap_or(0),
            (None, false) => {
                let before = self.rows.iter().rposition(|found| found.place < from);
                before.unwrap_or(last)
            }
        })
    }

    /// Where the reader is among rows that were found anew.
    fn at_in(&self, text: &str, rows: &[FoundRow]) -> Option<FoundAt> {
        let at = self.at.as_ref().filter(|_| *self.text == *text)?;
        let row = self.rows.get(at.index)?.row;
        let index = rows.iter().position(|found| found.row == row)?;
        Some(FoundAt {
            index,
            ..at.clone()
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
    /// that are shown by words which have the text, `words` what is shown in a column of no field.
    pub fn search(
        self,
        text: &str,
        columns: Vec<Column>,
        shown_as: impl FnOnce(&str) -> Vec<(Field, String)> + 'static,
        words: impl Fn(ResultRow<'_>, Column) -> Option<String> + 'static,
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
            let search = TextSearch::new(&text, &columns, &shown_as(&text));
            if let Some(rows) = self.whole.find(search, words, &ticket).await {
                self.found.try_update(|found| {
                    let at = found.at_in(&text, &rows);
                    *found = Found { text, rows, at };
                });
            }
        });
    }

    /// Goes to the next row that has the text, or to the one before; at first from a place on. What it
    /// is folded into is unfolded. Returns its place.
    pub fn step(self, is_forward: bool, from: u32) -> Option<u32> {
        let next = self.found.try_with_untracked(|found| {
            let index = found.next(is_forward, from)?;
            Some((index, found.rows.get(index)?.row))
        });
        let (index, row) = next.flatten()?;
        let (id, place) = self.whole.unfold(row)?;
        self.found
            .try_update(|found| found.at = Some(FoundAt { index, id }));
        Some(place)
    }

    /// Looks for nothing.
    pub fn clear(self) {
        self.latest.abort();
        self.found.try_set(Found::default());
    }
}

impl WholeResult {
    /// The rows that have a text, found in slices. Returns `None` if the ticket is no longer current or
    /// other rows are shown meanwhile.
    async fn find(
        self,
        mut search: TextSearch,
        words: impl Fn(ResultRow<'_>, Column) -> Option<String>,
        ticket: &Ticket,
    ) -> Option<Arc<[FoundRow]>> {
        let version = self.version.try_get_untracked()?;
        let mut slice = Slice::begin();
        while !self
            .rows
            .try_with_value(|rows| search.step(rows.set(), rows.kept(), STEP, &words))?
        {
            slice.rest().await;
            let is_same = self.version.try_get_untracked() == Some(version);
            (is_same && ticket.is_current()).then_some(())?;
        }
        let found = self.rows.try_with_value(|rows| {
            let hits = search.hits().iter();
            rows.as_shown(hits.filter_map(|hit| rows.kept().get(hit.place as usize).copied()))
        })?;
        Some(found.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_goes_around_what_was_found() {
        let row = |place| FoundRow {
            row: 100 - place,
            place,
        };
        let found = |at: Option<usize>| Found {
            text: "a".into(),
            rows: [3, 20, 41].map(row).into(),
            at: at.map(|index| FoundAt {
                index,
                id: JobId::parse("j-1").unwrap(),
            }),
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
    #[test]
    fn the_reader_stays_at_a_row_that_is_found_anew() {
        let row = |row, place| FoundRow { row, place };
        let found = Found {
            text: "a".into(),
            rows: [row(5, 1), row(9, 1)].into(),
            at: Some(FoundAt {
                index: 1,
                id: JobId::parse("j-1").unwrap(),
            }),
        };
        let index = |text, rows: &[FoundRow]| Some(found.at_in(text, rows)?.index);
        assert_eq!(index("a", &[row(9, 4), row(5, 7)]), Some(0));
        assert_eq!(index("a", &[row(5, 7)]), None);
        assert_eq!(index("b", &[row(9, 4)]), None);
    }
}
