//! The columns as the panel shows them: what each is called and what its cells hold.
//!
//! Their order, their names and how they sort are in [`operation_log::column`].

use leptos::prelude::*;
use operation_log::{Column, Operation};

use super::cells::{ListLinks, duration, errors, operation_name, owner_link, resource_links};
use crate::i18n::Locale;
use crate::view::status_badge::StatusBadge;
use crate::view::time_text::TimeText;

/// The heading of a column.
pub fn label(column: Column, locale: Locale) -> &'static str {
    let t = locale.t();
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

/// What the cells of a row are made of.
pub struct CellSource<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Texts.
    pub locale: Locale,
    /// Makes the links to other lists.
    pub links: ListLinks<'a>,
    /// The href of the operation.
    pub href: String,
    /// Whether Tab reaches the row.
    pub is_current: Memo<bool>,
}

/// `tabindex` of what Tab reaches only in the current row.
pub fn tab_stop(is_current: Memo<bool>) -> impl Fn() -> &'static str + Copy + Send + Sync {
    move || if is_current.get() { "0" } else { "-1" }
}

/// The cell of a column.
pub fn cell(column: Column, source: &CellSource) -> AnyView {
    let CellSource {
        operation,
        locale,
        links,
        href,
        is_current,
    } = source;
    let (locale, name) = (*locale, column.name());
    match column {
        Column::Time => view! {
            <td data-column=name>
                <TimeText time=operation.create_time.clone() />
            </td>
        }
        .into_any(),
        Column::Operation => view! {
            <th scope="row" data-column=name>
                <a
                    class="op-row-link"
                    dir="auto"
                    href=href.clone()
                    tabindex=tab_stop(*is_current)
                >
                    {operation_name(locale, operation)}
                </a>
                <span class="op-sub" dir="auto">
                    {operation.job_action.clone()}
                </span>
            </th>
        }
        .into_any(),
        Column::Status => view! {
            <td data-column=name>
                <StatusBadge status=operation.status.clone() />
            </td>
        }
        .into_any(),
        Column::Resources => view! {
            <td data-column=name>{resource_links(locale, links, &operation.resource_ids)}</td>
        }
        .into_any(),
        Column::Owner => view! {
            <td data-column=name>{owner_link(locale, links, operation.owner.as_ref())}</td>
        }
        .into_any(),
        Column::Submitter => view! {
            <td data-column=name dir="auto">
                {operation.submitter.clone().unwrap_or_default()}
            </td>
        }
        .into_any(),
        Column::Duration => {
            view! { <td data-column=name>{duration(locale, operation)}</td> }.into_any()
        }
        Column::Error => {
            let codes = operation.error_codes.as_str();
            let title = (!codes.is_empty()).then(|| codes.to_owned());
            view! {
                <td data-column=name dir="auto" title=title>
                    {errors(locale, operation)}
                </td>
            }
            .into_any()
        }
    }
}
