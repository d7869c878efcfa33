//! What happened before an operation on the same cluster: often the reason is there.

use std::sync::Arc;

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::Order;
use operation_log::wire::Entry;
use operation_log::{Operation, Param, Query, time};

use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::view::console::ConsoleContext;
use crate::view::failure;
use crate::view::status_badge::StatusBadge;
use crate::view::table::operation_name;
use crate::view::time_text::TimeText;

/// The list of what happened before.
#[component]
pub fn Related(
    /// The operation.
    entry: Memo<Arc<Entry>>,
    /// What happened before it; none if it names no resource.
    related: Signal<Option<Remote<HeldPage>>>,
    /// The console.
    console: ConsoleContext,
) -> impl IntoView {
    let locale = console.locale;
    let rows = move |held: &HeldPage| {
        let id = entry.with(|entry| entry.operation.job_id.clone());
        let lines: Vec<_> = held
            .page
            .operations()
            .filter(|operation| operation.job_id != id)
            .map(|operation| line(console, operation))
            .collect();
        if lines.is_empty() {
            view! { <p class="op-none">{locale.t().related_empty()}</p> }.into_any()
        } else {
            view! { <ol class="op-related-list">{lines}</ol> }.into_any()
        }
    };
    let content = move || {
        related.with(|related| {
            let remote = related.as_ref()?;
            Some(match (remote.held(), remote.error()) {
                (Some(held), _) => rows(held),
                (None, Some(error)) => {
                    view! { <p class="op-problem">{failure::title(locale, error.kind())}</p> }
                        .into_any()
                }
                (None, None) => view! { <div class="op-skeleton-row"></div> }.into_any(),
            })
        })
    };
    let after = move || {
        entry.with(|entry| {
            let operation = &entry.operation;
            let resource = operation
                .cluster()
                .or_else(|| operation.resource_ids.first())?;
            let query = Query::default()
                .with(Param::ResourceIds, resource.as_str())
                .with(Param::Reverse, Order::OldestFirst.reverse());
            let query = match operation.create_time.instant() {
                Some(created) => query.with(Param::StartTime, &time::iso(created)),
                None => query,
            };
            Some(console.list_href(&query))
        })
    };
    let has_resource =
        Memo::new(move |_| entry.with(|entry| !entry.operation.resource_ids.is_empty()));
    view! {
        <Show when=move || has_resource.get()>
            <section class="op-related">
                <header>
                    <h2>{reactive(move || locale.t().related_title())}</h2>
                    <a href=after>{reactive(move || locale.t().related_after())}</a>
                </header>
                {content}
            </section>
        </Show>
    }
}

fn line(console: ConsoleContext, operation: &Operation) -> impl IntoView + use<> {
    let locale = console.locale;
    let href = console.operation_href(&operation.job_id, &Query::default());
    view! {
        <li>
            <TimeText
                time=Signal::stored(operation.create_time.clone())
                zone=console.time_zone
                locale=locale
            />
            <a href=href dir="auto">
                {operation_name(locale, operation)}
            </a>
            <StatusBadge status=Signal::stored(operation.status.clone()) locale=locale />
        </li>
    }
}
