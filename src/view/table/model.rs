//! What the table shows: which rows in which order, what each of them shows, and which of them Tab
//! reaches.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::query::Filters;
use operation_log::{Column, ColumnLayout, Param};

use super::Columns;
use super::focus::KeptFocus;
use super::marks::Sought;
use super::row_values::RowValues;
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::state::followed::Departure;
use crate::state::rows::{RowKey, Slot, Slots, keys_in_order};
use crate::state::staleness::stopped_at;
use crate::state::whole_result::FindInRows;
use crate::view::context::Clock;
use crate::view::scope::scoped_signal;

/// What the table shows, derived from the rows at hand. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct TableModel {
    /// The rows in their order.
    pub keys: Memo<Vec<RowKey>>,
    /// The row that focus was last in.
    pub focused: RwSignal<Option<RowKey>>,
    /// The row that Tab reaches.
    pub current: Memo<Option<RowKey>>,
    /// Up to when what is in progress is known to be so, if that is not now.
    pub stopped: Memo<Option<DateTime<Utc>>>,
    /// The columns.
    pub columns: Memo<Columns>,
    /// Which rows show which operations.
    pub slots: Memo<Slots>,
    /// What the rows were found by.
    pub sought: Memo<Arc<Sought>>,
    /// Whether some operations were tried again. Rows are built anew for them, so that all others pay
    /// nothing.
    pub has_attempts: Memo<bool>,
    /// What the rows show that are operations.
    pub values: Memo<Vec<(Slot, RowValues)>>,
}

impl TableModel {
    /// What is shown of the rows at hand. `check_failed` says whether the last look at those in progress
    /// failed.
    pub fn new(
        remote: Signal<Remote<HeldPage>>,
        check_failed: Signal<bool>,
        filters: Memo<Filters>,
        layout: Memo<ColumnLayout>,
        kept_focus: KeptFocus,
    ) -> Self {
        let now = expect_context::<Clock>().now;
        let keys = Memo::new(move |_| {
            let sort = filters.with(|filters| filters.asked().sort());
            remote.with(|remote| match remote.held() {
                Some(held) => {
                    // Those of a whole result have their places in it.
                    let sort = sort.filter(|_| held.whole.is_none());
                    keys_in_order(&held.page, sort, now.get_untracked())
                }
                None => Vec::new(),
            })
        });
        let focused = RwSignal::new(None::<RowKey>);
        let current = Memo::new(move |_| {
            keys.with(|keys| {
                focused
                    .get()
                    .filter(|key| keys.contains(key))
                    .or_else(|| keys.first().cloned())
            })
        });
        let stopped = Memo::new(move |_| {
            let failed = check_failed.get();
            let now = now.get();
            remote.with(|remote| stopped_at(remote.held()?.followed, now, failed))
        });
        let columns = Memo::new(move |_| {
            let mut columns = layout.with(ColumnLayout::shown);
            // Who searches by id sees which row has which.
            let by_id = filters.with(|filters| filters.asked().is_set(Param::JobIds));
            if by_id && !columns.contains(&Column::JobId) {
                let operation = columns
                    .iter()
                    .position(|column| *column == Column::Operation);
                columns.insert(operation.map_or(0, |index| index + 1), Column::JobId);
            }
            Columns::from(columns)
        });
        let slots = Memo::new(move |before: Option<&Slots>| {
            let none = Slots::default();
            before
                .unwrap_or(&none)
                .arranged(keys.get(), kept_focus.row().as_ref())
        });
        let looked_for = scoped_signal(expect_context::<FindInRows>().found());
        let sought = Memo::new(move |_| {
            let text = looked_for.with(|found| Arc::clone(&found.text));
            remote.with(|remote| match remote.held() {
                Some(held) if text.is_empty() => Arc::new(Sought::of(&held.key.view)),
                Some(held) => Arc::new(Sought::of(&held.key.view).with_keyword(&text)),
                None => Arc::default(),
            })
        });
        let found = Memo::new(move |_| {
            let is_whole = |held: &HeldPage| held.whole.is_some();
            let is_whole = remote.with(|remote| remote.held().is_some_and(is_whole));
            let id = looked_for.with(|found| Some(found.at.as_ref()?.id.clone()));
            id.filter(|_| is_whole)
        });
        let has_attempts = Memo::new(move |_| {
            let has_some = |held: &HeldPage| !held.attempts.is_empty();
            remote.with(|remote| remote.held().is_some_and(has_some))
        });
        let values = Memo::new(move |_| {
            let by_status = filters.with(|filters| filters.asked().status().is_some());
            let found = found.get();
            let value = |held: &HeldPage, key: &RowKey| {
                let RowKey::Operation(id) = key else {
                    return None;
                };
                let departure = held.departures.of(id);
                let departure =
                    departure.filter(|departure| by_status || *departure == Departure::Unlisted);
                Some(RowValues {
                    entry: Arc::clone(held.page.entry(id)?),
                    departed: departure.map(Departure::as_str),
                    is_found: found.as_ref() == Some(id),
                    attempt: held.attempts.of(id),
                })
            };
            slots.with(|slots| {
                remote.with(|remote| {
                    let Some(held) = remote.held() else {
                        return Vec::new();
                    };
                    let rows = slots.iter();
                    let rows = rows.filter_map(|(slot, key)| Some((slot, value(held, key)?)));
                    rows.collect()
                })
            })
        });
        Self {
            keys,
            focused,
            current,
            stopped,
            columns,
            slots,
            sought,
            has_attempts,
            values,
        }
    }
}
