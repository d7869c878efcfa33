//! What happened before an operation on the same cluster: often the reason is there.

use chrono::TimeDelta;
use operation_log::query::Order;
use operation_log::wire::OperationPage;
use operation_log::{JobId, Operation, Param, time};

use super::{KnownEntry, elsewhere};
use crate::markup::{Tag, tag};
use crate::reactive::Read;
use crate::state::detail::DetailState;
use crate::view::console::ConsoleContext;
use crate::view::failure;
use crate::view::status_badge::status_badge;
use crate::view::table::operation_name;
use crate::view::time_text::with_time;

/// The list of what happened before, and the way to what happened after.
pub fn related(id: JobId, known: KnownEntry, detail: DetailState, console: ConsoleContext) -> Tag {
    let locale = console.locale;
    let header = tag("header")
        .child(tag("h2").say(locale, |t| t.related_title()))
        .child(
            tag("a")
                .attr_live("href", move || after(&known.get()?.operation, console))
                .say(locale, |t| t.related_after()),
        );
    let before = detail.related();
    let content = move || {
        before.with(|related| {
            let content = related
                .as_ref()
                .map(|remote| match (remote.held(), remote.error()) {
                    (Some(held), _) => rows(held, &id, console),
                    (None, Some(error)) => {
                        let kind = error.kind();
                        tag("p")
                            .class("op-problem")
                            .text_live(move || failure::title(locale, kind).to_owned())
                    }
                    (None, None) => tag("div").class("op-skeleton-row"),
                });
            content.into_iter().collect()
        })
    };
    tag("section")
        .class("op-related")
        .child(header)
        .live(content)
}

/// The href of the list of what happened after this operation, oldest first. What began in the
/// same second is among what happened before.
fn after(operation: &Operation, console: ConsoleContext) -> Option<String> {
    let resource = operation
        .cluster()
        .or_else(|| operation.resource_ids.first())?;
    let query = elsewhere(console)
        .with(Param::ResourceIds, resource.as_str())
        .with(Param::Reverse, Order::OldestFirst.reverse());
    let query = match operation.create_time.instant() {
        Some(created) => {
            let next_second = created + TimeDelta::seconds(1);
            query.with(Param::StartTime, &time::iso(next_second))
        }
        None => query,
    };
    Some(console.list_href(&query))
}

fn rows(page: &OperationPage, id: &JobId, console: ConsoleContext) -> Tag {
    let lines: Vec<Tag> = page
        .operations()
        .filter(|operation| operation.job_id != *id)
        .map(|operation| line(operation, console))
        .collect();
    if lines.is_empty() {
        tag("p")
            .class("op-none")
            .say(console.locale, |t| t.related_empty())
    } else {
        tag("ol").class("op-related-list").children(lines)
    }
}

fn line(operation: &Operation, console: ConsoleContext) -> Tag {
    let locale = console.locale;
    let href = console.operation_href(&operation.job_id, &elsewhere(console));
    let created = operation.create_time.clone();
    let status = operation.status.clone();
    // The name is in the reader's language: a switch makes the lines anew.
    let name = tag("a")
        .attr("href", &href)
        .attr("dir", "auto")
        .text(&operation_name(locale, operation));
    with_time(
        tag("li"),
        Box::new(move || created.clone()),
        console.time_zone,
        locale,
    )
    .child(name)
    .child(status_badge(Box::new(move || status.clone()), locale))
}
