//! A row. Its values are derived from the rows at hand, so that a refresh changes texts and
//! never rows.

use std::sync::Arc;

use crate::ui::reactive::reactive;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::wire::{Entry, Row, RowProblem};
use operation_log::{JobId, Operation, Param, Query};
use wasm_bindgen::JsCast;

use super::cells::{Resources, duration_text, error_text, only, operation_name};
use super::{Column, RowProps};
use crate::i18n::Locale;
use crate::platform::clipboard;
use crate::state::rows::{RowKey, find};
use crate::ui::icon::{Icon, IconView};
use crate::ui::menu::{MenuAction, MenuItem};
use crate::view::status_badge::{StatusBadge, status_text};
use crate::view::time_text::TimeText;

/// A row that is an operation.
#[component]
pub fn OperationRow(
    /// Which.
    id: JobId,
    /// Makes it the row that Tab reaches.
    focus: Callback<()>,
    /// What the rows have in common.
    props: RowProps,
) -> impl IntoView {
    let key = RowKey::Operation(id.clone());
    let found = {
        let key = key.clone();
        move || {
            props
                .held
                .with(|held| match find(&held.as_ref()?.page, &key)? {
                    Row::Entry(entry) => Some(Arc::clone(entry)),
                    Row::Unreadable(_) => None,
                })
        }
    };
    let first = untrack(found.clone())?;
    // A row that is about to be taken away keeps its last values.
    let entry = Memo::new(move |before: Option<&Arc<Entry>>| {
        found()
            .or_else(|| before.cloned())
            .unwrap_or_else(|| Arc::clone(&first))
    });
    let locale = props.locale;
    let is_current =
        Memo::new(move |_| props.current.with(|current| current.as_ref() == Some(&key)));
    let tab_stop = move || if is_current.get() { "0" } else { "-1" };
    let read = move |read: fn(&Operation) -> String| entry.with(|entry| read(&entry.operation));
    let name = move || entry.with(|entry| operation_name(locale, &entry.operation));
    let action = move || read(|operation| operation.job_action.clone());
    let href = {
        let id = id.clone();
        move || {
            // The link carries the list it stands in.
            props.query.track();
            props.operation_href.run(id.clone())
        }
    };
    let open_menu = move |event: MouseEvent| {
        let anchor = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(anchor) = anchor {
            let items = entry.with_untracked(|entry| menu_items(&entry.operation, props));
            props.menu.open(anchor, items);
        }
    };
    let owner = Memo::new(move |_| {
        entry.with(|entry| entry.operation.owner.as_ref().map(ToString::to_string))
    });
    let menu_name = {
        let id = id.to_string();
        move || locale.t().open_menu(&id)
    };
    Some(view! {
        <tr data-job-id=id.to_string() on:focusin=move |_| focus.run(())>
            <td data-column=Column::Time.name()>
                <TimeText
                    time=Signal::derive(move || {
                        entry.with(|entry| entry.operation.create_time.clone())
                    })
                    zone=props.time_zone
                    locale=locale
                />
            </td>
            <th scope="row" data-column=Column::Operation.name()>
                <a class="op-row-link" href=href tabindex=tab_stop dir="auto">
                    {name}
                </a>
                <span class="op-sub" dir="auto">{action}</span>
            </th>
            <td data-column=Column::Status.name()>
                <StatusBadge
                    status=Signal::derive(move || entry.with(|entry| entry.operation.status.clone()))
                    locale=locale
                />
            </td>
            <td data-column=Column::Resources.name()>
                <Resources entry=entry props=props />
            </td>
            <td data-column=Column::Owner.name()>
                {reactive(move || match owner.get() {
                    Some(owner) => {
                        let href = only(props, Param::Owner, owner.clone());
                        view! {
                            <a class="op-value" tabindex="-1" href=href>
                                {owner}
                            </a>
                        }
                            .into_any()
                    }
                    None => view! { <span class="op-none">{locale.t().none()}</span> }.into_any(),
                })}
            </td>
            <td data-column=Column::Submitter.name() dir="auto">
                {reactive(move || read(|operation| operation.submitter.clone().unwrap_or_default()))}
            </td>
            <td data-column=Column::Duration.name()>
                {reactive(move || entry.with(|entry| duration_text(props, &entry.operation)))}
            </td>
            <td
                data-column=Column::Error.name()
                dir="auto"
                title=reactive(move || read(|operation| operation.error_codes.as_str().to_owned()))
            >
                <span class="op-error-text">
                    {reactive(move || entry.with(|entry| error_text(locale, &entry.operation)))}
                </span>
            </td>
            <td data-column="menu">
                <button
                    type="button"
                    class="op-button op-button-icon"
                    tabindex=tab_stop
                    aria-haspopup="menu"
                    aria-label=menu_name
                    on:click=open_menu
                >
                    <IconView icon=Icon::Dots />
                </button>
            </td>
        </tr>
    })
}

/// Only this, and copy, for every value of a row.
fn menu_items(operation: &Operation, props: RowProps) -> Vec<MenuItem> {
    let t = props.locale.t();
    let query = props.query.get_untracked();
    let link = |label: String, query: Query| MenuItem {
        label,
        action: MenuAction::Link(props.list_href.run(query)),
    };
    let copy = |label: String, text: String| MenuItem {
        label,
        action: MenuAction::Run(Callback::new(move |()| {
            let text = text.clone();
            spawn_local(async move {
                clipboard::copy(&text).await;
            });
        })),
    };
    let mut items = Vec::new();
    let status = operation.status.as_str();
    if operation_log::Status::documented(status).is_some() {
        let word = status_text(props.locale, &operation.status);
        items.push(link(
            t.only_status(&word),
            query.with(Param::Status, status),
        ));
    }
    if !operation.job_action.is_empty() {
        let name = operation_name(props.locale, operation);
        let only = query.with(Param::JobAction, &operation.job_action);
        items.push(link(t.only_action(&name), only));
    }
    if let Some(owner) = &operation.owner {
        let only = query.with(Param::Owner, owner.as_str());
        items.push(link(t.only_owner(owner.as_str()), only));
    }
    for id in &operation.resource_ids {
        let only = query.with(Param::ResourceIds, id.as_str());
        items.push(link(t.only_resource(id.as_str()), only));
    }
    let id = operation.job_id.to_string();
    items.push(copy(t.copy_id().to_owned(), id));
    for id in &operation.resource_ids {
        items.push(copy(t.copy_value(id.as_str()), id.to_string()));
    }
    items
}

/// A row that could not be read: what the server sent, and why it is no operation.
#[component]
pub fn UnreadableRow(
    /// Its place on the page.
    index: usize,
    /// What the rows have in common.
    props: RowProps,
) -> impl IntoView {
    let locale = props.locale;
    let row = props.held.with_untracked(|held| {
        match find(&held.as_ref()?.page, &RowKey::Unreadable(index))? {
            Row::Unreadable(unreadable) => Some(unreadable.clone()),
            Row::Entry(_) => None,
        }
    })?;
    let raw = row.raw.to_string();
    let reason = move || reason_text(locale, &row.reason);
    let columns = Column::ALL.len() + 1;
    Some(view! {
        <tr class="op-unreadable">
            <td colspan=columns.to_string()>
                <IconView icon=Icon::Warning />
                {reactive(move || locale.t().unreadable_row())} " · " {reason}
                <details>
                    <summary>{reactive(move || locale.t().raw_data())}</summary>
                    <pre dir="auto">{raw}</pre>
                </details>
            </td>
        </tr>
    })
}

fn reason_text(locale: Locale, reason: &RowProblem) -> &'static str {
    let t = locale.t();
    match reason {
        RowProblem::NotAnObject => t.row_not_object(),
        RowProblem::NoJobId => t.row_no_id(),
        RowProblem::BadJobId => t.row_bad_id(),
    }
}
