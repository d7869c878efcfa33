//! What happened before an operation on the same cluster: often the reason is there.

use chrono::TimeDelta;
use leptos::prelude::*;
use operation_log::query::{Edit, Order};
use operation_log::wire::OperationPage;
use operation_log::{JobId, Operation};

use super::KnownEntry;
use crate::i18n::Locale;
use crate::state::detail::DetailState;
use crate::view::context::Navigation;
use crate::view::failure;
use crate::view::status_badge::StatusBadge;
use crate::view::table::operation_name;
use crate::view::time_text::TimeText;

/// The list of what happened before, and the way to what happened after.
#[component]
pub fn Related(
    /// The operation.
    id: JobId,
    /// What is known of it.
    known: KnownEntry,
    /// Where the others are read.
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let after = move || known.with(|entry| after_href(&entry.as_ref()?.operation, navigation));
    let content = move || {
        detail.related().with(|related| {
            let remote = related.as_ref()?;
            Some(match (remote.held(), remote.error()) {
                (Some(held), _) => rows(held, &id),
                (None, Some(error)) => {
                    let title = failure::title(locale, error.kind());
                    view! { <p class="op-problem">{title}</p> }.into_any()
                }
                (None, None) => view! { <div class="op-skeleton-row"></div> }.into_any(),
            })
        })
    };
    view! {
        <section class="op-related">
            <header>
                <h2>{locale.say(|t| t.related_title())}</h2>
                <a href=after>{locale.say(|t| t.related_after())}</a>
            </header>
            {content}
        </section>
    }
}

/// The href of the list of what happened after this operation, oldest first. What was created in
/// the same second is among what happened before.
fn after_href(operation: &Operation, navigation: Navigation) -> Option<String> {
    let resource = operation
        .cluster()
        .or_else(|| operation.resource_ids.first())?;
    let next_second = operation
        .create_time
        .instant()
        .map(|created| created + TimeDelta::seconds(1));
    let query = navigation
        .base_query()
        .edited(Edit::ResourceIds(vec![resource.clone()]))
        .edited(Edit::Order(Order::OldestFirst))
        .edited(Edit::StartTime(next_second));
    Some(navigation.list_href(&query))
}

fn rows(page: &OperationPage, id: &JobId) -> AnyView {
    let locale = expect_context::<Locale>();
    let lines: Vec<_> = page
        .operations()
        .filter(|operation| operation.job_id != *id)
        .map(|operation| view! { <RelatedLine operation=operation.clone() /> })
        .collect();
    if lines.is_empty() {
        view! { <p class="op-none">{locale.say(|t| t.related_empty())}</p> }.into_any()
    } else {
        view! { <ol class="op-related-list">{lines}</ol> }.into_any()
    }
}

#[component]
fn RelatedLine(operation: Operation) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let href = navigation.operation_href(&operation.job_id, &navigation.base_query());
    let name = operation_name(locale, &operation);
    view! {
        <li>
            <TimeText time=operation.create_time />
            <a href=href dir="auto">
                {name}
            </a>
            <StatusBadge status=operation.status />
        </li>
    }
}
