//! The menu of a row: open it, only this, and copy, for every value of the row.

use std::rc::Rc;

use leptos::prelude::*;
use operation_log::{Edit, JobId, Operation, Param, Status};

use super::RowContext;
use super::cells::operation_name;
use crate::platform::notification;
use crate::state::watch_list::Watched;
use crate::ui::menu::{MenuAction, MenuItem};
use crate::view::copied_link::copied_link;
use crate::view::status_badge::status_text;

/// The lines of the menu of an operation.
pub fn menu_items(operation: &Operation, context: RowContext) -> Vec<MenuItem> {
    let RowContext {
        filters,
        list_href,
        operation_href,
        locale,
        ..
    } = context;
    let Some(filters) = filters.try_get_untracked() else {
        return Vec::new();
    };
    let t = locale.t();
    let here = list_href.run(filters.href_query().clone());
    // A change that is asked for already, or of what the host page has locked, leads nowhere else.
    let link = |label: String, edit: Edit| {
        let href = list_href.run(filters.edited(edit).href_query().clone());
        (href != here).then_some(MenuItem {
            label,
            action: MenuAction::Link(href),
        })
    };
    let href = operation_href.run(operation.job_id.clone());
    let address = copied_link(&href);
    let mut items = vec![MenuItem {
        label: t.open().to_owned(),
        action: MenuAction::Link(href),
    }];
    if operation.status == Status::Pending {
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
    if let Some(owner) = &operation.owner {
        let edit = Edit::Owner(Some(owner.clone()));
        items.extend(link(t.only_owner(owner.as_str()), edit));
    }
    for id in &operation.resource_ids {
        let edit = Edit::ResourceIds(vec![id.clone()]);
        items.extend(link(t.only_resource(id.as_str()), edit));
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

fn copy_item(label: String, text: String) -> MenuItem {
    MenuItem {
        label,
        action: MenuAction::Copy(text),
    }
}
