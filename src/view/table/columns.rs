//! The columns as the panel shows them: what each is called and what its cells hold.
//!
//! Their order, their names and how they sort are in [`operation_log::column`].

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::{Column, Elapsed, ErrorCodes, Operation, Status, TimeField, marked};

use super::attempts::attempt;
use super::cells::{RowCells, operation_name};
use crate::i18n::{Locale, Texts};
use crate::platform::clock::wall_clock;
use crate::view::earlier_runs::LongRunning;
use crate::view::format;
use crate::view::status_badge::{status_badge, status_text};

/// The heading of a column.
pub fn label(column: Column, t: Texts) -> &'static str {
    match column {
        Column::Time => t.time(),
        Column::Operation => t.operation(),
        Column::JobId => t.job_id(),
        Column::Status => t.status(),
        Column::Resources => t.resources(),
        Column::Owner => t.owner(),
        Column::Submitter => t.submitter(),
        Column::Duration => t.duration(),
        Column::Error => t.error(),
    }
}

/// The least width of a column that can be read, in quarters of a rem; the style sheet gives the
/// operation and the error the rest of the room.
pub const fn least_width(column: Column) -> u32 {
    match column {
        Column::Operation | Column::Error => 40,
        Column::Time => 44,
        Column::Resources => 43,
        Column::JobId => 38,
        Column::Status | Column::Duration => 33,
        Column::Owner | Column::Submitter => 30,
    }
}

/// The width of the column of menus, in quarters of a rem.
pub const MENU_WIDTH: u32 = 12;

/// What the cell of a column says, as text; a running span ends `now`.
pub fn text(
    column: Column,
    locale: Locale,
    zone: TimeZone,
    operation: &Operation,
    now: DateTime<Utc>,
) -> String {
    let text = match column {
        Column::Time => match &operation.create_time {
            TimeField::Known(known) => wall_clock(zone, known.instant),
            TimeField::Unreadable(text) => text.clone(),
            TimeField::Absent => String::new(),
        },
        Column::Operation => operation_name(locale, operation),
        Column::JobId => operation.job_id.to_string(),
        Column::Status => status_text(locale, &operation.status),
        Column::Resources => {
            let ids: Vec<&str> = operation
                .resource_ids
                .iter()
                .map(|id| id.as_str())
                .collect();
            ids.join(" ")
        }
        Column::Owner => operation
            .owner
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        Column::Submitter => operation.submitter.clone().unwrap_or_default(),
        Column::Duration => Elapsed::of(operation, now)
            .map(|elapsed| format::duration(locale, elapsed, false))
            .unwrap_or_default(),
        Column::Error => reasons(locale, &operation.error_codes),
    };
    marked(&text).into_owned()
}

/// Every known error code with its meaning, or the server's text.
fn reasons(locale: Locale, codes: &ErrorCodes) -> String {
    let known = codes.known();
    let reasons: Vec<String> = known
        .iter()
        .map(|code| locale.t().code_with_meaning(code))
        .collect();
    if reasons.is_empty() {
        codes.as_str().to_owned()
    } else {
        reasons.join("; ")
    }
}

/// The cell of a column.
pub fn cell(column: Column, row: RowCells) -> AnyView {
    let name = column.name();
    match column {
        Column::Time => {
            let time = row.create_time();
            view! { <td role="cell" data-column=name>{move || time()}</td> }.into_any()
        }
        Column::Operation => {
            let words = row.name();
            view! {
                <th role="rowheader" scope="row" data-column=name>
                    <a
                        class="op-row-link"
                        dir="auto"
                        href=move || row.own_href()
                        tabindex=row.tab_stop()
                    >
                        {move || words()}
                    </a>
                    <span class="op-sub" dir="auto">
                        {row.found_text(|_, operation| operation.job_action.clone())}
                    </span>
                    {attempt(row)}
                </th>
            }
            .into_any()
        }
        Column::JobId => view! {
            <td role="cell" data-column=name>
                {row.found_text(|_, operation| operation.job_id.to_string())}
            </td>
        }
        .into_any(),
        Column::Status => {
            let status = Memo::new(move |_| row.read(|operation| operation.status.clone()));
            let badge = move || {
                let status = status.get();
                untrack(|| {
                    let long = (status == Status::Pending).then(|| {
                        let entry = Signal::derive(move || row.entry());
                        view! { <LongRunning entry=entry earlier_runs=row.earlier_runs /> }
                    });
                    view! { {status_badge(row.locale, &status)} {long} }
                })
            };
            view! {
                <td role="cell" data-column=name>
                    {move || badge()} {move || row.departure()}
                </td>
            }
            .into_any()
        }
        Column::Resources => {
            view! { <td role="cell" data-column=name>{row.resources()}</td> }.into_any()
        }
        Column::Owner => {
            let owner = row.owner();
            view! { <td role="cell" data-column=name>{move || owner()}</td> }.into_any()
        }
        Column::Submitter => view! {
            <td role="cell" data-column=name dir="auto">
                {row.found_text(|_, operation| operation.submitter.clone().unwrap_or_default())}
            </td>
        }
        .into_any(),
        Column::Duration => {
            view! { <td role="cell" data-column=name>{row.duration()}</td> }.into_any()
        }
        Column::Error => {
            let codes = row.text(|_, operation| operation.error_codes.as_str().to_owned());
            let errors = row.errors();
            let title = move || Some(codes()).filter(|codes| !codes.is_empty());
            view! {
                <td role="cell" data-column=name dir="auto" title=move || title()>
                    {move || errors()}
                </td>
            }
            .into_any()
        }
    }
}
