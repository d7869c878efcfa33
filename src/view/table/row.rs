//! A row. Its values are derived from the rows at hand, so that a refresh changes what is in a
//! row and never the row.

use std::sync::Arc;

use leptos::prelude::*;
use operation_log::JobId;
use operation_log::wire::{Entry, Row, RowProblem, Unreadable};

use super::RowContext;
use super::cells::RowCells;
use super::columns::cell;
use crate::i18n::Locale;
use crate::state::followed::Departure;
use crate::state::rows::{RowKey, find};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::scope::scoped_memo;

/// The row of a key.
#[component]
pub fn TableRow(
    /// Which.
    key: RowKey,
    /// What it has in common with the other rows.
    context: RowContext,
) -> impl IntoView {
    let found = context.remote.with_untracked(|remote| {
        let held = remote.held()?;
        find(&held.page, &key).cloned()
    });
    match (key, found) {
        (RowKey::Operation(id), Some(Row::Entry(entry))) => {
            view! { <OperationRow id=id first=entry context=context /> }.into_any()
        }
        (_, Some(Row::Unreadable(unreadable))) => {
            view! { <UnreadableRow row=unreadable locale=context.locale /> }.into_any()
        }
        (_, _) => view! { <tr></tr> }.into_any(),
    }
}

/// A row that is an operation, which was read as `first`.
#[component]
fn OperationRow(id: JobId, first: Arc<Entry>, context: RowContext) -> impl IntoView {
    let RowContext {
        remote,
        filters,
        list_href,
        operation_href,
        locale,
        columns,
        current,
        stopped,
        ..
    } = context;
    let Clock { time_zone, .. } = expect_context();
    let key = RowKey::Operation(id.clone());
    let departed_id = id.clone();
    let departed = move || {
        let by_status = filters.with(|filters| filters.asked().status().is_some());
        let departure = remote.with(|remote| remote.held()?.departures.of(&departed_id))?;
        (by_status || departure == Departure::Unlisted).then_some(departure)
    };
    let departed = scoped_memo(move |_| departed().map(Departure::as_str));
    let job_id = id.to_string();
    let name = locale.t().open_menu(id.as_str());
    let entry = scoped_memo(move |before: Option<&Arc<Entry>>| {
        let found = remote.with(|remote| remote.held()?.page.entry(&id).cloned());
        // A row that is about to be taken away keeps its last values.
        found
            .or_else(|| before.cloned())
            .unwrap_or_else(|| Arc::clone(&first))
    });
    let row = RowCells {
        entry,
        filters: scoped_memo(move |_| filters.get()),
        stopped,
        departed,
        is_current: scoped_memo(move |_| current.with(|current| current.as_ref() == Some(&key))),
        locale,
        time_zone: time_zone.get_untracked(),
        list_href,
        operation_href,
    };
    let columns = columns.get_untracked();
    let cells = columns.iter().map(|column| cell(*column, row));
    view! {
        <tr data-job-id=job_id data-departed=move || departed.get()>
            {cells.collect_view()}
            <td data-column="menu">
                <button
                    type="button"
                    class="op-button op-button-icon"
                    aria-haspopup="menu"
                    aria-expanded="false"
                    tabindex=row.tab_stop()
                    aria-label=name
                >
                    <IconView icon=Icon::Dots />
                </button>
            </td>
        </tr>
    }
}

/// A row that could not be read: what the server sent, and why it is no operation.
#[component]
fn UnreadableRow(row: Unreadable, locale: Locale) -> impl IntoView {
    let t = locale.t();
    view! {
        <tr class="op-unreadable">
            // The operation and the menu are always there; a cell over more columns than are shown
            // would make room for those that are not.
            <td colspan="2">
                <div>
                    <IconView icon=Icon::Warning />
                    {t.unreadable_row()}
                    " · "
                    {reason_text(locale, &row.reason)}
                    <details>
                        <summary>{t.raw_data()}</summary>
                        <pre dir="auto">{row.raw.to_string()}</pre>
                    </details>
                </div>
            </td>
        </tr>
    }
}

fn reason_text(locale: Locale, reason: &RowProblem) -> &'static str {
    let t = locale.t();
    match reason {
        RowProblem::NotAnObject => t.row_not_object(),
        RowProblem::NoJobId => t.row_no_id(),
        RowProblem::BadJobId => t.row_bad_id(),
    }
}
