//! A row. Its values are derived from the rows at hand, so that a refresh changes what is in a
//! row and never the row.

use leptos::prelude::*;
use operation_log::wire::{Row, RowProblem, Unreadable};
use operation_log::{Column, Filters, Operation};

use super::RowContext;
use super::cells::ListLinks;
use super::columns::{CellSource, cell, tab_stop};
use super::owned_memo::owned_memo;
use crate::i18n::Locale;
use crate::state::rows::{RowKey, find};
use crate::ui::icon::{Icon, IconView};

/// What a row shows, and the query of its links.
#[derive(Clone, PartialEq)]
struct Shown {
    row: Row,
    filters: Filters,
}

/// The row of a key.
#[component]
pub fn TableRow(
    /// Which.
    key: RowKey,
    /// What it has in common with the other rows.
    context: RowContext,
) -> impl IntoView {
    let id = match &key {
        RowKey::Operation(id) => Some(id.to_string()),
        RowKey::Unreadable(_) => None,
    };
    let class = id.is_none().then_some("op-unreadable");
    let is_current = owned_memo({
        let key = key.clone();
        move |_| {
            context
                .current
                .with(|current| current.as_ref() == Some(&key))
        }
    });
    let shown = owned_memo(move |before: Option<&Option<Shown>>| {
        let found = context
            .remote
            .with(|remote| find(&remote.held()?.page, &key).cloned());
        match found {
            Some(row) => Some(Shown {
                row,
                filters: context.filters.get(),
            }),
            // A row that is about to be taken away keeps its last values.
            None => before.cloned().flatten(),
        }
    });
    // The one place that follows the values: all cells are set again, in place, when any changes.
    // Another language or time zone builds the row anew.
    let cells = move || {
        let shown = shown.get();
        untrack(|| match shown {
            Some(Shown {
                row: Row::Entry(entry),
                filters,
            }) => operation_cells(&entry.operation, &filters, is_current, context).into_any(),
            Some(Shown {
                row: Row::Unreadable(unreadable),
                ..
            }) => unreadable_cell(&unreadable, context.locale).into_any(),
            None => ().into_any(),
        })
    };
    view! {
        <tr class=class data-job-id=id>
            {cells}
        </tr>
    }
}

fn operation_cells(
    operation: &Operation,
    filters: &Filters,
    is_current: Memo<bool>,
    context: RowContext,
) -> impl IntoView + use<> {
    let RowContext {
        locale,
        list_href,
        operation_href,
        ..
    } = context;
    let source = CellSource {
        operation,
        locale,
        links: ListLinks { filters, list_href },
        href: operation_href.run(operation.job_id.clone()),
        is_current,
    };
    let cells = Column::ALL.map(|column| cell(column, &source));
    let name = locale.t().open_menu(operation.job_id.as_str());
    view! {
        {cells}
        <td data-column="menu">
            <button
                type="button"
                class="op-button op-button-icon"
                aria-haspopup="menu"
                tabindex=tab_stop(is_current)
                aria-label=name
            >
                <IconView icon=Icon::Dots />
            </button>
        </td>
    }
}

/// What the server sent for a row that could not be read, and why it is no operation.
fn unreadable_cell(row: &Unreadable, locale: Locale) -> impl IntoView + use<> {
    let t = locale.t();
    view! {
        <td colspan=(Column::ALL.len() + 1).to_string()>
            <IconView icon=Icon::Warning />
            {t.unreadable_row()}
            " · "
            {reason_text(locale, &row.reason)}
            <details>
                <summary>{t.raw_data()}</summary>
                <pre dir="auto">{row.raw.to_string()}</pre>
            </details>
        </td>
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
