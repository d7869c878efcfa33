//! A row. Its values are derived from the rows at hand, so that a refresh changes what is in a
//! row and never the row.

use std::sync::Arc;

use chrono::DateTime;
use leptos::prelude::*;
use operation_log::Column;
use operation_log::wire::{Entry, Row, RowProblem, Unreadable};

use super::RowContext;
use super::cells::RowCells;
use super::columns::{cell, text};
use crate::i18n::Locale;
use crate::state::followed::Departure;
use crate::state::rows::{RowKey, Slot, Slots, find};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::scope::scoped_memo;

/// A row of the table.
#[component]
pub fn TableRow(
    /// Which.
    place: Slot,
    /// What it has in common with the other rows.
    context: RowContext,
) -> impl IntoView {
    let key = context
        .slots
        .with_untracked(|slots| slots.key(place).cloned());
    let found = context.remote.with_untracked(|remote| {
        let held = remote.held()?;
        find(&held.page, key.as_ref()?).cloned()
    });
    match found {
        Some(Row::Entry(entry)) => {
            view! { <OperationRow place=place first=entry context=context /> }.into_any()
        }
        Some(Row::Unreadable(unreadable)) => {
            view! { <UnreadableRow row=unreadable locale=context.locale /> }.into_any()
        }
        None => view! { <tr></tr> }.into_any(),
    }
}

/// A row that is an operation, which was read as `first`. Another page of the list makes it another
/// operation.
#[component]
fn OperationRow(place: Slot, first: Arc<Entry>, context: RowContext) -> impl IntoView {
    let RowContext {
        remote,
        filters,
        list_href,
        operation_href,
        locale,
        columns,
        slots,
        current,
        stopped,
        sought,
        found,
        selection,
        earlier_runs,
        attempts,
        ..
    } = context;
    let Clock { time_zone, .. } = expect_context();
    let entry = scoped_memo(move |before: Option<&Arc<Entry>>| {
        let found = slots.with(|slots| {
            let RowKey::Operation(id) = slots.key(place)? else {
                return None;
            };
            remote.with(|remote| remote.held()?.page.entry(id).cloned())
        });
        // A row that is about to be taken away keeps its last values.
        found
            .or_else(|| before.cloned())
            .unwrap_or_else(|| Arc::clone(&first))
    });
    let departed = scoped_memo(move |_| {
        let by_status = filters.with(|filters| filters.asked().status().is_some());
        let departure = entry.with(|entry| {
            let id = &entry.operation.job_id;
            remote.with(|remote| remote.held()?.departures.of(id))
        });
        departure
            .filter(|departure| by_status || *departure == Departure::Unlisted)
            .map(Departure::as_str)
    });
    let is_current = scoped_memo(move |_| {
        current.with(|current| match current {
            Some(RowKey::Operation(id)) => entry.with(|entry| entry.operation.job_id == *id),
            _ => false,
        })
    });
    let is_found = scoped_memo(move |_| {
        found.with(|found| match found {
            Some(RowKey::Operation(id)) => entry.with(|entry| entry.operation.job_id == *id),
            _ => false,
        })
    });
    let zone = time_zone.get_untracked();
    let row = RowCells {
        entry,
        filters,
        filters_changed: scoped_memo(move |before: Option<&u32>| {
            filters.track();
            before.copied().unwrap_or_default().wrapping_add(1)
        }),
        stopped,
        departed,
        is_current,
        sought,
        locale,
        time_zone: zone,
        list_href,
        operation_href,
        earlier_runs,
        attempts,
    };
    let columns = columns.get_untracked();
    let words = move || {
        let entry = row.entry.get();
        let word = |column| text(column, locale, zone, &entry.operation, DateTime::default());
        untrack(|| [Column::Operation, Column::Time].map(word).join(", "))
    };
    let menu_name = move || {
        let words = words();
        untrack(|| locale.t()).open_menu(&words)
    };
    let id = move || row.entry.with(|entry| entry.operation.job_id.clone());
    let select = untrack(|| selection.is_on()).then(|| {
        let is_selected = scoped_memo(move |_| selection.has(&id()));
        let name = move || {
            let words = words();
            untrack(|| locale.t()).select_row(&words)
        };
        view! {
            <td data-column="select">
                <label>
                    <input
                        type="checkbox"
                        tabindex=row.tab_stop()
                        aria-label=move || name()
                        prop:checked=move || is_selected.get()
                        on:click=move |event| {
                            let selects = event_target_checked(&event);
                            if selects && event.shift_key() {
                                selection.extend_to(&untrack(id), &slots.with_untracked(Slots::ids));
                            } else {
                                selection.set(&[untrack(id)], selects);
                            }
                        }
                    />
                </label>
            </td>
        }
        .into_any()
    });
    let menu = view! {
        <td data-column="menu">
            <button
                type="button"
                class="op-button op-button-icon op-row-menu"
                aria-haspopup="menu"
                aria-expanded="false"
                tabindex=row.tab_stop()
                aria-label=move || menu_name()
            ></button>
        </td>
    };
    let cells = columns.iter().map(|column| cell(*column, row));
    let cells = select.into_iter().chain(cells);
    let cells: Vec<AnyView> = cells.chain([menu.into_any()]).collect();
    view! {
        <tr
            part="row"
            data-job-id=row.text(|_, operation| operation.job_id.to_string())
            data-departed=move || departed.get()
            data-found=move || is_found.get().then_some("")
        >
            {cells}
        </tr>
    }
}

/// A row that could not be read: what the server sent, and why it is no operation.
#[component]
fn UnreadableRow(row: Unreadable, locale: Locale) -> impl IntoView {
    let t = locale.t();
    view! {
        <tr class="op-unreadable" part="row">
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
