//! The open views: the result of each view query as of the moment it was opened.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::frozen_view::{Drift, Extent, Newer, PageRead, Step, Total};
use operation_log::query::{ViewAsk, ViewQuery};
use operation_log::wire::OperationPage;
use operation_log::{FrozenView, conformance};

use crate::api::Params;

/// How many views are kept, for Back.
const CAPACITY: usize = 8;

/// A view that pages are read of.
struct OpenView {
    number: u32,
    query: ViewQuery,
    view: FrozenView,
    /// Where a relative range ends, by the server's clock.
    opened: DateTime<Utc>,
}

/// How far the end of a relative range may be from the moment of its answer, in seconds. More than
/// this is a clock that was wrong when the range was asked for.
const MISDATED_SECONDS: u64 = 60;

impl OpenView {
    /// Moves the end of a relative range to now, as long as no page has frozen the view.
    fn open_at(&mut self, now: DateTime<Utc>) {
        if !self.view.is_frozen() {
            self.view.rescope(self.query.scope(now));
            self.opened = now;
        }
    }
}

/// What is known of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewFacts {
    /// Its number among the views of this tab.
    pub number: u32,
    /// The moment its rows are from, by the server's data.
    pub as_of: Option<DateTime<Utc>>,
    /// Whether it changed while it was read.
    pub drift: Option<Drift>,
    /// How many rows it has.
    pub total: Total,
    /// How far its rows reach.
    pub extent: Extent,
    /// The most rows that the server gives, if fewer than were asked for.
    pub cap: Option<u32>,
}

/// The open views, newest first.
#[derive(Clone, Copy)]
pub struct Views(StoredValue<State>);

#[derive(Default)]
struct State {
    views: Vec<OpenView>,
    last_number: u32,
}

impl Views {
    /// None is open.
    pub fn new() -> Self {
        Self::numbered_after(0)
    }

    /// None is open; the first will have the next number, so that no number is that of other views.
    pub fn numbered_after(last_number: u32) -> Self {
        Self(StoredValue::new(State {
            views: Vec::new(),
            last_number,
        }))
    }

    /// Opens a view of a query unless one is open. Returns its number.
    pub fn open(self, query: &ViewQuery, now: DateTime<Utc>) -> u32 {
        self.change(|state| {
            if let Some(open) = state.views.iter().find(|open| open.query == *query) {
                return open.number;
            }
            state.last_number += 1;
            let open = OpenView {
                number: state.last_number,
                query: query.clone(),
                view: FrozenView::new(query.scope(now)),
                opened: now,
            };
            state.views.insert(0, open);
            state.views.truncate(CAPACITY);
            state.last_number
        })
        .unwrap_or_default()
    }

    /// Closes the view of a query, so that the next page freezes another.
    pub fn close(self, query: &ViewQuery) {
        self.change(|state| state.views.retain(|open| open.query != *query));
    }

    /// What is known of a view.
    pub fn facts(self, number: u32) -> Option<ViewFacts> {
        self.of(number, |open| ViewFacts {
            number,
            as_of: open.view.as_of(),
            drift: open.view.drift(),
            total: open.view.total(),
            extent: open.view.extent(),
            cap: open.view.cap(),
        })
    }

    /// Begins to read a page of a view.
    pub fn read(self, number: u32, page: u64, limit: u32) -> Option<PageRead> {
        self.of(number, |open| open.view.read(page, limit))
    }

    /// The request that follows another one as far as is known, so that both can be made at once.
    pub fn expected_next(self, number: u32, read: &PageRead) -> Option<PageRead> {
        self.of(number, |open| open.view.expected_next(read))?
    }

    /// The parameters of a page that is read. A relative range ends when its first page is asked
    /// for, and not before: a call that is made again is made for the clock that is known by then.
    pub fn params(self, number: u32, read: &PageRead, now: DateTime<Utc>) -> Option<Params> {
        self.of(number, |open| {
            open.open_at(now);
            open.query.api_params(&ViewAsk::Page(read.ask), open.opened)
        })
    }

    /// Whether the first page of a relative range was asked for by a clock that has turned out to
    /// be wrong, so that the answer is about another range.
    pub fn is_misdated(self, number: u32, now: DateTime<Utc>) -> bool {
        let misdated = self.of(number, |open| {
            let seconds = (now - open.opened).num_seconds().unsigned_abs();
            open.query.is_relative() && !open.view.is_frozen() && seconds > MISDATED_SECONDS
        });
        misdated.unwrap_or_default()
    }

    /// Reads an answer. What it contradicts of the request is found anew of the rows of the page.
    pub fn take(
        self,
        number: u32,
        read: PageRead,
        answer: OperationPage,
        date: Option<DateTime<Utc>>,
    ) -> Option<Step> {
        self.of(number, |open| {
            let mut step = open.view.take(read, answer, date);
            if let Step::Page(page) = &mut step {
                let ask = ViewAsk::Page(read.ask);
                conformance::check_part(&open.query.api_params(&ask, open.opened), page);
            }
            step
        })
    }

    /// The parameters of a call that asks what came after a view.
    pub fn newer_params(self, number: u32) -> Option<Params> {
        self.of(number, |open| {
            let ask = open.view.newer_ask()?;
            Some(open.query.api_params(&ViewAsk::Newer(ask), open.opened))
        })?
    }

    /// The parameters of a call that asks for what began in a span.
    pub fn watch_params(
        self,
        number: u32,
        first: DateTime<Utc>,
        last: DateTime<Utc>,
    ) -> Option<Params> {
        let ask = ViewAsk::Watch { first, last };
        self.of(number, |open| open.query.api_params(&ask, open.opened))
    }

    /// Counts what came after a view.
    pub fn newer(self, number: u32, answer: &OperationPage) -> Option<Newer> {
        self.of(number, |open| open.view.newer(answer))
    }

    fn of<T>(self, number: u32, run: impl FnOnce(&mut OpenView) -> T) -> Option<T> {
        self.change(|state| {
            let open = state.views.iter_mut().find(|open| open.number == number)?;
            Some(run(open))
        })?
    }

    fn change<T>(self, run: impl FnOnce(&mut State) -> T) -> Option<T> {
        self.0.try_update_value(run)
    }
}

impl Default for Views {
    fn default() -> Self {
        Self::new()
    }
}
