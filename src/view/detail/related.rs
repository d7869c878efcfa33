//! What happened before an operation on the same cluster: often the reason is there.

use chrono::TimeDelta;
use leptos::prelude::*;
use operation_log::conformance::contradicts;
use operation_log::query::{Edit, Order};
use operation_log::{Elapsed, JobId, Operation, Param, marked};

use super::{KnownEntry, StoppedAt};
use crate::i18n::Locale;
use crate::state::detail::{DetailState, related_query};
use crate::state::staleness::Until;
use crate::ui::placeholder::skeleton_row;
use crate::view::context::{Clock, Navigation};
use crate::view::failure;
use crate::view::format;
use crate::view::status_badge::status_badge;
use crate::view::table::{operation_name, reason_text};
use crate::view::time_text::time_text;

/// The list of what happened before, and the way to what happened after.
#[component]
pub fn Related(
    /// The operation.
    id: JobId,
    /// What is known of it.
    known: KnownEntry,
    /// Up to when it is known to be as it is shown.
    stopped: StoppedAt,
    /// Where the others are read.
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let after = move || known.with(|entry| after_href(&entry.as_ref()?.operation, navigation));
    let id = StoredValue::new(id);
    let related = detail.related();
    let lines = Memo::new(move |_| {
        related.with(|related| {
            let page = related.as_ref()?.held()?;
            // What the server sent beside what was asked for does not belong here.
            let query = known.with(|entry| related_query(entry.as_ref()?))?;
            let belongs = |other: &&Operation| {
                let mut params = [Param::ResourceIds, Param::EndTime].into_iter();
                !params.any(|param| contradicts(param, &query.text(param), other))
            };
            Some(
                page.operations()
                    .filter(belongs)
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        })
    });
    let failure =
        Memo::new(move |_| related.with(|related| Some(related.as_ref()?.error()?.kind())));
    // Rebuilt only for another kind of content, so that a link in focus outlives a refresh.
    let has_lines = Memo::new(move |_| {
        lines.with(|lines| {
            let mut others = lines.as_ref()?.iter();
            id.with_value(|id| Some(others.any(|other| other.job_id != *id)))
        })
    });
    let content = move || match (has_lines.get(), failure.get()) {
        (Some(true), _) => view! {
            <ol class="op-related-list">
                <For
                    each=move || lines.get().unwrap_or_default()
                    key=|operation| (operation.job_id.clone(), operation.status.to_string())
                    let(operation)
                >
                    <RelatedLine
                        is_this={id.with_value(|id| operation.job_id == *id)}
                        stopped=stopped
                        operation=operation
                    />
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
        (None, None) => skeleton_row(),
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
    let resource = operation.main_resource()?;
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

/// An operation, with a link to its page unless that is this one; then its duration runs as it does
/// above. Any other one is not looked at again: in progress, it has taken at least as long as when it
/// was read.
#[component]
fn RelatedLine(operation: Operation, is_this: bool, stopped: StoppedAt) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let clock = expect_context::<Clock>();
    let time_zone = clock.time_zone;
    let Operation {
        job_id,
        status,
        create_time,
        owner,
        error_codes,
        ..
    } = operation.clone();
    let span = operation.clone();
    let read = clock.now.get_untracked();
    let duration = move || {
        let until = if is_this {
            clock.until(&span.status, stopped)
        } else {
            Until {
                at: read,
                is_stopped: true,
            }
        };
        let elapsed = Elapsed::of(&span, until.at)?;
        Some(format::duration(locale, elapsed, until.is_stopped))
    };
    let owner = owner.map(|owner| marked(owner.as_str()).into_owned());
    let href = move || navigation.operation_href(&job_id, &navigation.base_query());
    let words = move || operation_name(locale, &operation);
    let lang = {
        let words = words.clone();
        move || locale.lang_of(&words())
    };
    let name = if is_this {
        view! {
            <span dir="auto" lang=move || lang()>
                {move || words()}
            </span>
        }
        .into_any()
    } else {
        view! {
            <a href=move || href() dir="auto" lang=move || lang()>
                {move || words()}
            </a>
        }
        .into_any()
    };
    view! {
        <li aria-current=is_this.then_some("true")>
            {move || time_text(locale, time_zone.get(), &create_time)}
            {name}
            <span class="op-related-owner">{owner}</span>
            <span class="op-related-duration">{move || duration()}</span>
            {move || status_badge(locale, &status)}
            <span class="op-error-text" dir="auto">
                {move || reason_text(locale, &error_codes)}
            </span>
        </li>
    }
}
