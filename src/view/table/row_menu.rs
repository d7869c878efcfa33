//! The menu of a row: open it, only this, and copy, for every value of the row.

use std::rc::Rc;

use leptos::prelude::*;
use operation_log::{Edit, Filters, JobId, Operation, Param, ResourceId, Status};

use super::RowContext;
use super::cells::{kind_text, operation_name};
use crate::platform::notification;
use crate::state::watch_list::Watched;
use crate::ui::menu::{MenuAction, MenuItem};
use crate::view::copied_link::copied_link;
use crate::view::status_badge::status_text;

/// How many resources have lines of their own in the menu of an operation.
const MOST_RESOURCES: usize = 4;

/// The lines of the menu of an operation.
pub fn menu_items(operation: &Operation, context: RowContext) -> Vec<MenuItem> {
    let RowContext {
        filters,
        operation_href,
        locale,
        ..
    } = context;
    let Some(filters) = filters.try_get_untracked() else {
        return Vec::new();
    };
    let t = locale.t();
    let link = |label: String, edit: Edit| filter_item(label, edit, &filters, context);
    let href = operation_href.run(operation.job_id.clone());
    let address = copied_link(&href);
    let mut items = vec![MenuItem {
        label: t.open().to_owned(),
        action: MenuAction::Link(href),
    }];
    if operation.status == Status::Pending && context.watches.can_follow() {
        items.extend(watch_item(&operation.job_id, context));
    }
    if !matches!(operation.status, Status::Other(_)) {
        let word = status_text(locale, &operation.status);
        let edit = Edit::Status(Some(operation.status.clone()));
        items.extend(link(t.only_status(&word), edit));
    }
    if !operation.job_action.is_empty() {
        let name = operation_name(locale, operation);
        let edit = Edit::Text(Param::JobAction, operation.job_action.clone());
        items.extend(link(t.only_action(&name), edit));
    }
    if let Some(owner) = operation.owner.as_ref().filter(|owner| owner.is_id()) {
        let edit = Edit::Owner(Some(owner.clone()));
        items.extend(link(t.only_owner(owner.as_str()), edit));
    }
    for id in operation.resource_ids.iter().take(MOST_RESOURCES) {
        let edit = Edit::ResourceIds(vec![id.clone()]);
        items.extend(link(t.only_resource(id.as_str()), edit));
    }
    items.push(copy_item(
        t.copy_id().to_owned(),
        operation.job_id.to_string(),
    ));
    items.push(copy_item(t.copy_link().to_owned(), address));
    for id in operation.resource_ids.iter().take(MOST_RESOURCES) {
        items.push(copy_item(t.copy_value(id.as_str()), id.to_string()));
    }
    items
}

/// Asks to be told when the operation ends, or no longer.
fn watch_item(id: &JobId, context: RowContext) -> Option<MenuItem> {
    let RowContext {
        remote,
        watches,
        locale,
        ..
    } = context;
    let zone =
        remote.try_with_untracked(|remote| Some(remote.held()?.key.view.zone().clone()))??;
    let watched = Watched {
        zone,
        id: id.clone(),
    };
    let t = locale.t();
    let label = if untrack(|| watches.is_watched(&watched)) {
        t.unwatch()
    } else {
        t.watch()
    };
    let toggle = move || {
        notification::ask();
        watches.toggle(watched.clone());
    };
    Some(MenuItem {
        label: label.to_owned(),
        action: MenuAction::Run(Rc::new(toggle)),
    })
}

/// The lines of the list of all resources of an operation.
pub fn resource_items(operation: &Operation, context: RowContext) -> Vec<MenuItem> {
    let Some(filters) = context.filters.try_get_untracked() else {
        return Vec::new();
    };
    let item = |id: &ResourceId| {
        let label = [kind_text(context.locale, id.kind()), " ", id.as_str()].concat();
        let edit = Edit::ResourceIds(vec![id.clone()]);
        filter_item(label, edit, &filters, context).unwrap_or_else(|| {
            let label = context.locale.t().copy_value(id.as_str());
            copy_item(label, id.to_string())
        })
    };
    operation.resource_ids.iter().map(item).collect()
}

/// A line that narrows the list. Returns `None` for what is asked already, or what the host page
/// has locked: that leads nowhere else.
fn filter_item(
    label: String,
    edit: Edit,
    filters: &Filters,
    context: RowContext,
) -> Option<MenuItem> {
    let here = context.list_href.run(filters.href_query().clone());
    let href = context
        .list_href
        .run(filters.edited(edit).href_query().clone());
    (href != here).then_some(MenuItem {
        label,
        action: MenuAction::Link(href),
    })
}

fn copy_item(label: String, text: String) -> MenuItem {
    MenuItem {
        label,
        action: MenuAction::Copy(text),
    }
}
