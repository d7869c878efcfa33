//! A row. Its values are derived from the rows at hand, so that a refresh changes what is in a
//! row and never the row.

use chrono::DateTime;
use leptos::prelude::*;
use operation_log::Column;
use operation_log::wire::{Row, RowProblem, Unreadable};

use super::RowContext;
use super::cells::RowCells;
use super::columns::{cell, text};
use super::model::TableModel;
use super::row_values::RowValues;
use crate::i18n::Locale;
use crate::state::rows::{RowKey, Slot, Slots, find};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::scope::scoped_memo;

/// A row of the table.
#[component]
pub fn TableRow(
    /// Which.
    place: Slot,
    /// Whether it can be one of several attempts.
    has_attempts: bool,
    /// What it has in common with the other rows.
    context: RowContext,
) -> impl IntoView {
    let RowContext {
        model: TableModel { slots, values, .. },
        signals,
        remote,
        locale,
        ..
    } = context;
    let value = values.with_untracked(|values| {
        let value = values.iter().find(|(slot, _)| *slot == place);
        value.map(|(_, value)| value.clone())
    });
    if let Some(value) = value {
        let values = signals.begin(place, value).into();
        return view! { <OperationRow values=values has_attempts=has_attempts context=context /> }
            .into_any();
    }
    let found = slots.with_untracked(|slots| {
        let key = slots.key(place)?;
        remote.with_untracked(|remote| find(&remote.held()?.page, key).cloned())
    });
    match found {
        Some(Row::Unreadable(row)) => view! { <UnreadableRow row=row locale=locale /> }.into_any(),
        _ => view! { <tr role="row"></tr> }.into_any(),
    }
}

/// A row that is an operation. Another page of the list makes it another operation.
#[component]
fn OperationRow(
    values: RwSignal<RowValues>,
    has_attempts: bool,
    context: RowContext,
) -> impl IntoView {
    let RowContext {
        filters,
        list_href,
        operation_href,
        locale,
        model,
        selection,
        earlier_runs,
        ..
    } = context;
    let TableModel {
        columns,
        slots,
        current,
        stopped,
        sought,
        ..
    } = model;
    let Clock { time_zone, .. } = expect_context();
    let zone = time_zone.get_untracked();
    // At once with the click or the focus that makes it so: what is kept of a list that is left tells
    // it by the row.
    let is_current = scoped_memo(move |_| {
        current.with(|current| match current {
            Some(RowKey::Operation(id)) => {
                values.with(|values| values.entry.operation.job_id == *id)
            }
            _ => false,
        })
    });
    let row = RowCells {
        values,
        is_current,
        filters,
        filters_changed: scoped_memo(move |before: Option<&u32>| {
            filters.track();
            before.copied().unwrap_or_default().wrapping_add(1)
        }),
        stopped,
        sought,
        locale,
        time_zone: zone,
        list_href,
        operation_href,
        earlier_runs,
        has_attempts,
    };
    let columns = columns.get_untracked();
    let words = move || {
        row.read(|operation| {
            let word = |column| text(column, locale, zone, operation, DateTime::default());
            [Column::Operation, Column::Time].map(word).join(", ")
        })
    };
    let menu_name = move || {
        let words = words();
        untrack(|| locale.t()).open_menu(&words)
    };
    let id = move || row.read(|operation| operation.job_id.clone());
    let select = untrack(|| selection.is_on()).then(|| {
        let is_selected = scoped_memo(move |_| selection.has(&id()));
        let name = move || {
            let words = words();
            untrack(|| locale.t()).select_row(&words)
        };
        view! {
            <td role="cell" data-column="select">
                <label>
                    <input
                        type="checkbox"
                        tabindex=row.tab_stop()
                        aria-label=move || name()
                        prop:checked=move || is_selected.get()
                        on:click=move |event| {
                            let selects = event_target_checked(&event);
                            let (id, ids) = (untrack(id), slots.with_untracked(Slots::ids));
                            if !ids.contains(&id) {
                                // The table refuses it: the row is still to show another operation.
                            } else if selects && event.shift_key() {
                                selection.extend_to(&id, &ids);
                            } else {
                                selection.set(&[id], selects);
                            }
                        }
                    />
                </label>
            </td>
        }
        .into_any()
    });
    let menu = view! {
        <td role="cell" data-column="menu">
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
            role="row"
            part="row"
            data-job-id=row.text(|_, operation| operation.job_id.to_string())
            data-departed=move || values.with(|values| values.departed)
            data-found=move || values.with(|values| values.is_found.then_some(""))
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
        <tr class="op-unreadable" role="row" part="row">
            // As many columns as are always there; the style sheet gives it the whole row.
            <td role="cell" colspan="2">
                <div>
                    <IconView icon=Icon::Warning />
                    {t.unreadable_row()}
                    " · "
                    {unreadable_text(locale, &row.reason)}
                    <details>
                        <summary>{t.raw_data()}</summary>
                        <pre dir="auto">{row.raw.to_string()}</pre>
                    </details>
                </div>
            </td>
        </tr>
    }
}

fn unreadable_text(locale: Locale, reason: &RowProblem) -> &'static str {
    let t = locale.t();
    match reason {
        RowProblem::NotAnObject => t.row_not_object(),
        RowProblem::NoJobId => t.row_no_id(),
        RowProblem::BadJobId => t.row_bad_id(),
    }
}
