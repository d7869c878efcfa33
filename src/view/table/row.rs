//! A row. Its values are derived from the rows at hand, so that a refresh changes texts and
//! never rows.

use std::rc::Rc;
use std::sync::Arc;

use crate::platform::task::spawn;
use operation_log::wire::{Entry, Row, RowProblem, Unreadable};
use operation_log::{JobId, Operation, Param, Query};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::cells::{duration_text, error_text, operation_name, owner_link, resource_links};
use super::{Column, RowContext, TableProps};
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::platform::{clipboard, dom};
use crate::reactive::{Memo, Read};
use crate::state::rows::{RowKey, find};
use crate::ui::icon::{Icon, icon_view};
use crate::ui::menu::{MenuAction, MenuItem};
use crate::view::status_badge::{status_badge, status_text};
use crate::view::time_text::with_time;

/// The row of a key.
pub fn row(key: RowKey, context: Rc<RowContext>) -> Tag {
    let found = context.props.remote.with_untracked(|remote| {
        let held = remote.held()?;
        find(&held.page, &key).cloned()
    });
    match (key, found) {
        (RowKey::Operation(id), Some(Row::Entry(entry))) => operation_row(id, entry, context),
        (_, Some(Row::Unreadable(unreadable))) => unreadable_row(unreadable, context.props.locale),
        (_, _) => tag("tr"),
    }
}

/// A row that is an operation.
fn operation_row(id: JobId, first: Arc<Entry>, context: Rc<RowContext>) -> Tag {
    let props = context.props;
    let TableProps {
        remote,
        query,
        operation_href,
        time_zone,
        locale,
        ..
    } = props;
    let key = RowKey::Operation(id.clone());
    let wanted = key.clone();
    let entry = Memo::new(move |before: Option<&Arc<Entry>>| {
        let found = remote.with(|remote| match find(&remote.held()?.page, &wanted)? {
            Row::Entry(entry) => Some(Arc::clone(entry)),
            Row::Unreadable(_) => None,
        });
        // A row that is about to be taken away keeps its last values.
        found
            .or_else(|| before.cloned())
            .unwrap_or_else(|| Arc::clone(&first))
    });
    let text =
        move |read: fn(&Operation) -> String| move || entry.with(|entry| read(&entry.operation));
    let tab_stop = {
        let (context, key) = (Rc::clone(&context), key.clone());
        move || {
            let is_current = context
                .current
                .with(|current| current.as_ref() == Some(&key));
            Some(if is_current { "0" } else { "-1" }.to_owned())
        }
    };
    let href = {
        let id = id.clone();
        move || {
            // The link carries the list it stands in.
            let _ = query.value();
            Some(operation_href.run(id.clone()))
        }
    };
    let link = tag("a")
        .class("op-row-link")
        .attr("dir", "auto")
        .attr_live("href", href)
        .attr_live("tabindex", tab_stop.clone())
        .text_live(move || entry.with(|entry| operation_name(locale, &entry.operation)));
    let menu_button = tag("button")
        .attr("type", "button")
        .class("op-button op-button-icon")
        .attr("aria-haspopup", "menu")
        .attr_live("tabindex", tab_stop)
        .attr_live("aria-label", {
            let id = id.clone();
            move || Some(locale.t().open_menu(id.as_str()))
        })
        .child(icon_view(Icon::Dots))
        .on("click", {
            let context = Rc::clone(&context);
            move |event| open_menu(&event, entry, &context)
        });
    let created = with_time(
        cell(Column::Time),
        Box::new(move || entry.with(|entry| entry.operation.create_time.clone())),
        time_zone,
        locale,
    );
    let operation = tag("th")
        .attr("scope", "row")
        .attr("data-column", Column::Operation.name())
        .child(link)
        .child(
            tag("span")
                .class("op-sub")
                .attr("dir", "auto")
                .text_live(text(|operation| operation.job_action.clone())),
        );
    let status = cell(Column::Status).child(status_badge(
        Box::new(move || entry.with(|entry| entry.operation.status.clone())),
        locale,
    ));
    let resources = cell(Column::Resources)
        .live(move || entry.with(|entry| resource_links(props, &entry.operation.resource_ids)));
    let owner = cell(Column::Owner)
        .live(move || entry.with(|entry| vec![owner_link(props, entry.operation.owner.as_ref())]));
    let submitter = cell(Column::Submitter)
        .attr("dir", "auto")
        .text_live(text(|operation| {
            operation.submitter.clone().unwrap_or_default()
        }));
    let duration = cell(Column::Duration)
        .text_live(move || entry.with(|entry| duration_text(props, &entry.operation)));
    let error = cell(Column::Error)
        .attr("dir", "auto")
        .attr_live("title", move || {
            let codes = entry.with(|entry| entry.operation.error_codes.as_str().to_owned());
            (!codes.is_empty()).then_some(codes)
        })
        .child(error_cell(entry, locale));
    let focused = context.focused;
    tag("tr")
        .attr("data-job-id", id.as_str())
        .children([
            created, operation, status, resources, owner, submitter, duration, error,
        ])
        .child(tag("td").attr("data-column", "menu").child(menu_button))
        .on("focusin", {
            let key = key.clone();
            move |_| focused.set(Some(key.clone()))
        })
        // A link can be followed without taking focus; Back returns to its row all the same.
        .on("click", move |_| focused.set(Some(key.clone())))
}

/// The first error, and how many others there are.
fn error_cell(entry: Memo<Arc<Entry>>, locale: Locale) -> Tag {
    let others = Memo::new(move |_| {
        let known = entry.with(|entry| entry.operation.error_codes.known().len());
        known.saturating_sub(1)
    });
    let text = tag("span")
        .class("op-error-text")
        .text_live(move || entry.with(|entry| error_text(locale, &entry.operation)));
    tag("span").class("op-error").child(text).live(move || {
        let others = others.get();
        if others == 0 {
            return Vec::new();
        }
        let count = others.to_string();
        let more = tag("span")
            .class("op-count")
            .attr("title", &locale.t().more_errors(&count))
            .text("+")
            .text(&count);
        vec![more]
    })
}

fn cell(column: Column) -> Tag {
    tag("td").attr("data-column", column.name())
}

fn open_menu(event: &Event, entry: Memo<Arc<Entry>>, context: &RowContext) {
    let anchor = event
        .current_target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(anchor) = anchor {
        let items = entry.with_untracked(|entry| menu_items(&entry.operation, context.props));
        context.menu.open(anchor, items);
    }
}

/// Open it; only this, and copy, for every value of a row.
fn menu_items(operation: &Operation, props: TableProps) -> Vec<MenuItem> {
    let t = props.locale.t();
    let query = props.query.get_untracked();
    let here = props.list_href.run(Query::clone(&query));
    // None where it would change nothing, as it is asked for already, and none for what the carrying
    // page has locked.
    let link = |label: String, param: Param, value: &str| {
        let locked = props
            .locked
            .with_untracked(|locked| locked.determines(param));
        let href = props.list_href.run(Query::with(&query, param, value));
        (!locked && href != here).then_some(MenuItem {
            label,
            action: MenuAction::Link(href),
        })
    };
    let href = props.operation_href.run(operation.job_id.clone());
    let address = dom::absolute_url(&href);
    let mut items = vec![MenuItem {
        label: t.open().to_owned(),
        action: MenuAction::Link(href),
    }];
    let status = operation.status.as_str();
    if operation_log::Status::documented(status).is_some() {
        let word = status_text(props.locale, &operation.status);
        items.extend(link(t.only_status(&word), Param::Status, status));
    }
    if !operation.job_action.is_empty() {
        let name = operation_name(props.locale, operation);
        items.extend(link(
            t.only_action(&name),
            Param::JobAction,
            &operation.job_action,
        ));
    }
    if let Some(owner) = &operation.owner {
        let owner = owner.as_str();
        items.extend(link(t.only_owner(owner), Param::Owner, owner));
    }
    for id in &operation.resource_ids {
        let id = id.as_str();
        items.extend(link(t.only_resource(id), Param::ResourceIds, id));
    }
    items.push(copy_item(
        t.copy_id().to_owned(),
        operation.job_id.to_string(),
    ));
    items.push(copy_item(t.copy_link().to_owned(), address));
    for id in &operation.resource_ids {
        items.push(copy_item(t.copy_value(id.as_str()), id.to_string()));
    }
    items
}

fn copy_item(label: String, text: String) -> MenuItem {
    let copy = move || {
        let text = text.clone();
        spawn(async move {
            clipboard::copy(&text).await;
        });
    };
    MenuItem {
        label,
        action: MenuAction::Run(Box::new(copy)),
    }
}

/// A row that could not be read: what the server sent, and why it is no operation.
fn unreadable_row(row: Unreadable, locale: Locale) -> Tag {
    let reason = row.reason;
    let raw = tag("details")
        .child(tag("summary").say(locale, |t| t.raw_data()))
        .child(tag("pre").attr("dir", "auto").text(&row.raw.to_string()));
    let cell = tag("td")
        .attr_number("colspan", Column::ALL.len() + 1)
        .child(icon_view(Icon::Warning))
        .say(locale, |t| t.unreadable_row())
        .text(" · ")
        .text_live(move || reason_text(locale, &reason).to_owned())
        .child(raw);
    tag("tr").class("op-unreadable").child(cell)
}

fn reason_text(locale: Locale, reason: &RowProblem) -> &'static str {
    let t = locale.t();
    match reason {
        RowProblem::NotAnObject => t.row_not_object(),
        RowProblem::NoJobId => t.row_no_id(),
        RowProblem::BadJobId => t.row_bad_id(),
    }
}
