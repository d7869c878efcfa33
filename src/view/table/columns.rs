//! The columns as the panel shows them: what each is called and what its cells hold.
//!
//! Their order, their names and how they sort are in [`operation_log::column`].

use leptos::prelude::*;
use operation_log::Column;

use super::cells::{RowCells, operation_name};
use crate::i18n::Texts;
use crate::view::status_badge::status_badge;
use crate::view::time_text::time_text;

/// The heading of a column.
pub fn label(column: Column, t: Texts) -> &'static str {
    match column {
        Column::Time => t.time(),
        Column::Operation => t.operation(),
        Column::Status => t.status(),
        Column::Resources => t.resources(),
        Column::Owner => t.owner(),
        Column::Submitter => t.submitter(),
        Column::Duration => t.duration(),
        Column::Error => t.error(),
    }
}

/// The cell of a column.
pub fn cell(column: Column, row: RowCells) -> AnyView {
    let name = column.name();
    match column {
        Column::Time => {
            let time = row.value(|operation| operation.create_time.clone());
            let time = move || {
                let time = time.get();
                untrack(|| time_text(row.locale, row.time_zone, &time))
            };
            view! { <td data-column=name>{move || time()}</td> }.into_any()
        }
        Column::Operation => view! {
            <th scope="row" data-column=name>
                <a
                    class="op-row-link"
                    dir="auto"
                    href=move || row.own_href()
                    tabindex=row.tab_stop()
                >
                    {row.text(operation_name)}
                </a>
                <span class="op-sub" dir="auto">
                    {row.text(|_, operation| operation.job_action.clone())}
                </span>
            </th>
        }
        .into_any(),
        Column::Status => {
            let status = row.value(|operation| operation.status.clone());
            let badge = move || {
                let status = status.get();
                untrack(|| status_badge(row.locale, &status))
            };
            view! {
                <td data-column=name>
                    {move || badge()} <span class="op-departure">{row.departed_text()}</span>
                </td>
            }
            .into_any()
        }
        Column::Resources => view! { <td data-column=name>{row.resources()}</td> }.into_any(),
        Column::Owner => view! { <td data-column=name>{row.owner()}</td> }.into_any(),
        Column::Submitter => view! {
            <td data-column=name dir="auto">
                {row.text(|_, operation| operation.submitter.clone().unwrap_or_default())}
            </td>
        }
        .into_any(),
        Column::Duration => view! { <td data-column=name>{row.duration()}</td> }.into_any(),
        Column::Error => {
            let codes = row.text(|_, operation| operation.error_codes.as_str().to_owned());
            let title = move || Some(codes()).filter(|codes| !codes.is_empty());
            view! {
                <td data-column=name dir="auto" title=move || title()>
                    {row.errors()}
                </td>
            }
            .into_any()
        }
    }
}
