//! What happened before an operation on the same cluster: often the reason is there.

use chrono::TimeDelta;
use leptos::prelude::*;
use operation_log::query::{Edit, Order};
use operation_log::{JobId, Operation};

use super::KnownEntry;
use crate::i18n::Locale;
use crate::state::detail::DetailState;
use crate::view::context::{Clock, Navigation};
use crate::view::failure;
use crate::view::status_badge::status_badge;
use crate::view::table::operation_name;
use crate::view::time_text::time_text;

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
    let related = detail.related();
    let lines = Memo::new(move |_| {
        related.with(|related| {
            let page = related.as_ref()?.held()?;
            let others = page.operations().filter(|other| other.job_id != id);
            Some(others.cloned().collect::<Vec<_>>())
        })
    });
    let failure =
        Memo::new(move |_| related.with(|related| Some(related.as_ref()?.error()?.kind())));
    // Rebuilt only for another kind of content, so that a link in focus outlives a refresh.
    let has_lines =
        Memo::new(move |_| lines.with(|lines| lines.as_ref().map(|lines| !lines.is_empty())));
    let content = move || match (has_lines.get(), failure.get()) {
        (Some(true), _) => view! {
            <ol class="op-related-list">
                <For
                    each=move || lines.get().unwrap_or_default()
                    key=|operation| (operation.job_id.clone(), operation.status.to_string())
                    let(operation)
                >
                    <RelatedLine operation=operation />
                </For>
            </ol>
        }
        .into_any(),
        (Some(false), _) => {
            view! { <p class="op-none">{locale.t().related_empty()}</p> }.into_any()
        }
        (None, Some(kind)) => {
            view! { <p class="op-problem">{failure::title(locale, kind)}</p> }.into_any()
        }
        (None, None) => view! { <div class="op-skeleton-row"></div> }.into_any(),
    };
    view! {
        <section class="op-related">
            <header>
                <h2>{locale.say(|t| t.related_title())}</h2>
                <a href=move || after()>{locale.say(|t| t.related_after())}</a>
            </header>
            {move || content()}
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

/// An operation, with a link to its page.
#[component]
fn RelatedLine(operation: Operation) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let Clock { time_zone, .. } = expect_context();
    let Operation {
        job_id,
        status,
        create_time,
        ..
    } = operation.clone();
    let href = move || navigation.operation_href(&job_id, &navigation.base_query());
    view! {
        <li>
            {move || time_text(locale, time_zone.get(), &create_time)}
            <a href=move || href() dir="auto">
                {move || operation_name(locale, &operation)}
            </a>
            {move || status_badge(locale, &status)}
        </li>
    }
}
