//! The whole result of a view, loaded page by page once the reader has agreed to its price.
//!
//! Its pages are those of a view of its own, frozen when the load begins, so that nothing that the
//! list reads meanwhile moves them. What it costs is asked before ([`Price`]), how far it came is
//! never hidden ([`Load`]).

mod counts;
mod find;
mod load;
mod price;
mod retries;
mod rows;

pub use counts::FieldCounts;
pub use find::{FindInRows, Found};
pub use load::{Load, Phase};
pub use price::Price;
pub use retries::{Attempt, Attempts};
pub use rows::{Arrangement, Coverage};

use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::frozen_view::{Extent, Total};
use operation_log::query::{PageKey, ViewQuery};
use operation_log::result_set::{Folding, MAX_ROWS, ResultSet};
use operation_log::wire::{Entry, Row};
use operation_log::{JobId, Query};

use super::cache::HeldPage;
use super::read_page::PageReader;
use super::views::{ViewFacts, Views};
use crate::api::ApiError;
use crate::platform::slice::Slice;
use crate::platform::{clock, dom};
use crate::remote::calls::{Calls, Purpose, Waiting};
use crate::remote::{Latest, Ticket};
use retries::Stories;
use rows::LoadedRows;

/// Numbers of views above this one are those of whole results.
const NUMBERED_AFTER: u32 = 1_000_000;

/// How many rows are looked at, or compared, before the time is.
pub const STEP: usize = 1_000;

/// Rows of a whole result that are to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeRows {
    /// Which of them, and in which order.
    pub arrangement: Arrangement,
    /// [`WholeResult::version`].
    pub version: u32,
}

/// The whole result that was loaded last. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct WholeResult {
    reader: PageReader,
    latest: Latest,
    arranging: Latest,
    load: RwSignal<Option<Load>>,
    rows: StoredValue<LoadedRows, LocalStorage>,
    /// Counts how often other rows, or another order, can be shown.
    version: RwSignal<u32>,
    folds: RwSignal<bool>,
}

impl WholeResult {
    /// None. Lives as long as the current owner.
    pub fn new(calls: Calls) -> Self {
        Self {
            reader: PageReader {
                calls,
                views: Views::numbered_after(NUMBERED_AFTER),
            },
            latest: Latest::new(),
            arranging: Latest::new(),
            load: RwSignal::new(None),
            rows: StoredValue::new_local(LoadedRows::default()),
            version: RwSignal::new(0),
            folds: RwSignal::new(false),
        }
    }

    /// The rows of a file, as those of a view. Whether they are `all` of it decides what is said of them.
    pub fn of_rows(calls: Calls, view: ViewQuery, rows: Arc<ResultSet>, all: bool) -> Self {
        let whole = Self::new(calls);
        let count = rows.len() as u64;
        let received = calls.server_now();
        whole.load.set(Some(Load {
            is_file: true,
            phase: Phase::Done,
            facts: Some(ViewFacts {
                number: NUMBERED_AFTER,
                as_of: Some(received),
                drift: None,
                total: if all {
                    Total::Stated(count)
                } else {
                    Total::Unknown
                },
                extent: Extent::AtLeast(count),
                cap: None,
            }),
            received,
            rows: count,
            reach: count,
            ..Load::new(view)
        }));
        whole.rows.set_value(LoadedRows::of(rows));
        whole
    }

    /// How far the load came.
    pub fn load(self) -> Signal<Option<Load>> {
        self.load.into()
    }

    /// Changes whenever other rows, or another order, can be shown.
    pub fn version(self) -> Signal<u32> {
        self.version.into()
    }

    /// Whether operations that were tried again are folded into one line each.
    pub fn folds(self) -> Signal<bool> {
        self.folds.into()
    }

    /// Folds them, or shows each in a line of its own.
    pub fn fold(self, folds: bool) {
        self.folds.try_set(folds);
    }

    /// Unfolds what an operation was tried again by, or folds it.
    pub fn toggle_attempts(self, id: &JobId) {
        self.rows.try_update_value(|rows| rows.toggle(id));
        self.show();
    }

    /// Unfolds the line that a row is folded into. Returns its operation, and the place where it is
    /// shown; `None` if it is not.
    fn unfold(self, row: u32) -> Option<(JobId, u32)> {
        if self.rows.try_update_value(|rows| rows.unfold(row)) == Some(true) {
            self.show();
        }
        self.rows.try_with_value(|rows| rows.place_of(row))?
    }

    /// Loads what is not here of the whole result of a view, as the reader asks for it. What was loaded
    /// of another view is forgotten.
    pub fn load_rest(self, view: ViewQuery) {
        self.reader.calls.try_again();
        let held = self.load.try_with_untracked(|load| {
            let load = load.as_ref().filter(|load| load.view.has_rows_of(&view))?;
            Some(load.can_go_on())
        });
        match held.flatten() {
            None => self.begin(view),
            Some(true) => self.go_on(),
            Some(false) => {}
        }
    }

    fn begin(self, view: ViewQuery) {
        self.reader.views.close(&view);
        self.rows
            .try_update_value(|rows| *rows = LoadedRows::default());
        self.load.set(Some(Load::new(view)));
        self.go_on();
    }

    fn go_on(self) {
        let Some(ticket) = self.latest.begin() else {
            return;
        };
        self.set_phase(Phase::Running);
        spawn_local(async move {
            let phase = self.read_pages(&ticket).await;
            if ticket.is_current() {
                self.set_phase(phase);
                self.show();
            }
        });
    }

    /// Pauses a load.
    pub fn pause(self) {
        self.stop(Phase::Paused);
    }

    /// Pauses a load that is under way, unless its view is still looked at.
    pub fn pause_unless(self, is_looked_at: impl FnOnce(&ViewQuery) -> bool) {
        let is_left = self.load.try_with_untracked(|load| {
            let load = load.as_ref().filter(|load| load.is_under_way());
            load.is_some_and(|load| !is_looked_at(&load.view))
        });
        if is_left == Some(true) {
            self.pause();
        }
    }

    /// Goes on with a load that had no network.
    pub fn retry_offline(self) {
        let was_offline = self.load.try_with_untracked(|load| {
            let phase = load.as_ref().map(|load| &load.phase);
            phase == Some(&Phase::Failed(ApiError::Offline))
        });
        if was_offline == Some(true) {
            self.go_on();
        }
    }

    /// Ends a load; its rows stay.
    pub fn end(self) {
        self.stop(Phase::Ended);
    }

    fn stop(self, phase: Phase) {
        self.latest.abort();
        self.set_phase(phase);
        self.show();
    }

    /// Forgets what was loaded.
    pub fn forget(self) {
        self.latest.abort();
        self.load.set(None);
        self.rows
            .try_update_value(|rows| *rows = LoadedRows::default());
        self.show();
    }

    fn set_phase(self, phase: Phase) {
        self.load.try_update(|load| {
            if let Some(load) = load {
                load.phase = phase;
            }
        });
    }

    fn show(self) {
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
    }

    async fn read_pages(self, ticket: &Ticket) -> Phase {
        loop {
            dom::until_seen().await;
            if !ticket.is_current() {
                return Phase::Ended;
            }
            match self.read_page(ticket).await {
                Ok(Some(phase)) => return phase,
                Ok(None) => {}
                // The scheduler has no room for it.
                Err(ApiError::Aborted) => return Phase::HourUsed,
                Err(error) => return Phase::Failed(error),
            }
        }
    }

    /// Reads the next page. Returns how the load ended, if it did.
    async fn read_page(self, ticket: &Ticket) -> Result<Option<Phase>, ApiError> {
        let next = self.load.try_with_untracked(|load| {
            let load = load.as_ref()?;
            Some((load.view.clone(), load.reach, load.rows_a_call()))
        });
        let (view, reach, limit) = next.flatten().ok_or(ApiError::Aborted)?;
        let key = PageKey {
            view,
            page: reach / u64::from(limit) + 1,
            limit,
        };
        let waiting = Rc::new(move |waiting: Waiting| self.set_phase(Phase::Waiting(waiting)));
        let began = clock::now();
        let held = self
            .reader
            .read(Purpose::Bulk, &key, ticket, waiting)
            .await?;
        let took = (clock::now() - began).num_milliseconds();
        let rows = u64::try_from(held.page.rows.len()).unwrap_or_default();
        let all = self.rows.try_update_value(|loaded| {
            loaded.take(&held.page);
            loaded.len()
        });
        let all = all.ok_or(ApiError::Aborted)?;
        let mut phase = None;
        self.load.try_update(|load| {
            let Some(load) = load else { return };
            let new = all.saturating_sub(load.rows);
            if load.calls == 0 {
                load.received = held.received;
            }
            load.facts = Some(held.facts);
            load.calls += 1;
            load.took += u64::try_from(took).unwrap_or_default();
            load.rows = all;
            load.repeated += rows.saturating_sub(new) + held.page.repeated as u64;
            // Where a server gives fewer rows than it was asked for, pages are smaller.
            let limit = u64::from(held.facts.cap.map_or(limit, |cap| limit.min(cap)));
            load.reach = (key.page.saturating_mul(limit)).max(load.reach);
            let is_end = matches!(held.facts.extent, Extent::Rows(end) if end <= load.reach);
            phase = if is_end || new == 0 {
                Some(Phase::Done)
            } else if all >= MAX_ROWS as u64 {
                Some(Phase::TooMany)
            } else {
                load.phase = Phase::Running;
                None
            };
        });
        Ok(phase)
    }

    /// Whether rows of a view are here to be shown.
    fn covers(self, view: &ViewQuery) -> bool {
        let covers = |load: &Option<Load>| {
            let load = load.as_ref();
            load.is_some_and(|load| {
                !load.is_under_way() && load.facts.is_some() && load.view.has_rows_of(view)
            })
        };
        self.load.try_with_untracked(covers).unwrap_or_default()
    }

    /// How the rows that a query asks for are arranged. Returns `None` if it does not ask for those of
    /// a whole result, or they are not here.
    pub fn arrangement(self, view: &ViewQuery, asked: &Query, folds: bool) -> Option<Arrangement> {
        if !asked.is_whole() || !self.covers(view) {
            return None;
        }
        let order = self
            .load
            .try_with_untracked(|load| load.as_ref().map(|load| load.view.order()));
        Some(Arrangement {
            sort: asked.sort(),
            is_reversed: order.flatten() != Some(view.order()),
            conditions: asked.conditions(),
            folds,
        })
    }

    /// A page of the rows that are here. Returns `None` if they are not arranged so.
    pub fn page(self, key: &PageKey, arrangement: &Arrangement) -> Option<HeldPage> {
        let load = self.load.try_get_untracked()??;
        self.rows.try_with_value(|rows| {
            let is_arranged = rows.is_arranged(arrangement);
            is_arranged.then(|| rows.page(&load, key)).flatten()
        })?
    }

    /// The operations that are shown before and after one, with their places. Returns `None` if the
    /// rows are not arranged so, or it is not among them.
    pub fn neighbours(
        self,
        arrangement: &Arrangement,
        id: &JobId,
    ) -> Option<[Option<(JobId, u32)>; 2]> {
        self.rows.try_with_value(|rows| {
            let is_arranged = rows.is_arranged(arrangement);
            is_arranged.then(|| rows.neighbours(id)).flatten()
        })?
    }

    /// The entry of an operation among the rows that are here, with the time from which they are.
    pub fn entry(self, id: &JobId) -> Option<(Arc<Entry>, DateTime<Utc>)> {
        let received = self
            .load
            .try_with_untracked(|load| Some(load.as_ref()?.received))??;
        let row = self
            .rows
            .try_with_value(|rows| rows.set().row(rows.set().find(id)?)?.to_row())??;
        match row {
            Row::Entry(entry) => Some((entry, received)),
            Row::Unreadable(_) => None,
        }
    }

    /// What is made of all rows that are here, and of those of them that filters keep, in their order,
    /// folded or not.
    pub fn with_rows<T>(self, make: impl FnOnce(&ResultSet, &[u32]) -> T) -> Option<T> {
        self.rows
            .try_with_value(|rows| make(rows.set(), rows.kept()))
    }

    /// Arranges the rows, in slices between which the page can answer.
    pub fn arrange(self, arrangement: Arrangement) {
        let now = self.reader.calls.server_now();
        let begun = self
            .rows
            .try_with_value(|rows| rows.arranging(&arrangement, now));
        let (Some(mut arranging), Some(ticket)) = (begun, self.arranging.begin()) else {
            return;
        };
        spawn_local(async move {
            let mut slice = Slice::begin();
            loop {
                let ended = self
                    .rows
                    .try_with_value(|rows| arranging.step(rows.set(), STEP));
                match ended {
                    Some(false) => slice.rest().await,
                    Some(true) => break,
                    None => return,
                }
                if !ticket.is_current() {
                    return;
                }
            }
            if arrangement.folds && self.find_attempts(&ticket, slice).await.is_none() {
                return;
            }
            self.rows
                .try_update_value(|rows| rows.arrange(arrangement, arranging.into_rows()));
            self.show();
        });
    }

    /// Finds what was tried again, unless that is known. Returns `None` if the ticket is no longer
    /// current.
    async fn find_attempts(self, ticket: &Ticket, mut slice: Slice) -> Option<()> {
        let begin = |rows: &mut LoadedRows| {
            let is_known = rows.stories().is_some();
            (!is_known).then(|| Folding::new(rows.set().rows()))
        };
        let Some(mut folding) = self.rows.try_update_value(begin)? else {
            return Some(());
        };
        while !self
            .rows
            .try_with_value(|rows| folding.step(rows.set(), STEP))?
        {
            slice.rest().await;
            ticket.is_current().then_some(())?;
        }
        self.rows.try_update_value(|rows| {
            let stories = folding.finish(rows.set());
            *rows.stories() = Some(Stories::new(rows.set(), stories));
        })
    }
}
