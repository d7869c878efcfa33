//! One operation.

mod actions;
mod comparison;
mod failed;
mod fields;
mod head;
mod neighbours;
mod placeholder;
mod raw_data;
mod related;
mod resources;
mod watch_button;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::JobId;
use operation_log::query::TimeZone;
use operation_log::wire::Entry;

use super::context::{Clock, Navigation};
use super::failure;
use super::last_check::LastCheck;
use super::page::{Page, PageStatus, report_finished};
use super::scope::scoped_signal;
use super::sentence::sentence;
use super::status_badge::status_text;
use super::table::operation_name;
use super::title::with_product;
use crate::host::Host;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::remote::Remote;
use crate::state::auto_refresh::{auto_refresh, pace};
use crate::state::detail::{DetailState, Finding, Listed};
use crate::state::preferences::Preferences;
use crate::state::staleness::stopped_at;
use crate::state::store::Store;
use crate::ui::placeholder::busy_sign;
use failed::Failure;
use fields::Fields;
use head::Head;
use neighbours::{DetailNavigation, read_list};
use placeholder::{Notice, Placeholder};
use raw_data::RawData;
use related::Related;
use watch_button::WatchButton;

/// The newest entry of the operation: `None` until it is known, and never again after that.
type KnownEntry = Memo<Option<Arc<Entry>>>;

/// The moment up to which the operation is known to be as it is shown, if that is not now.
type StoppedAt = Memo<Option<DateTime<Utc>>>;

/// The page of an operation.
pub fn detail_page(id: JobId) -> Page {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let store = expect_context::<Store>();
    let Host { locked, emit, .. } = expect_context();
    let Clock {
        time_zone,
        now,
        ticks,
    } = expect_context();
    let preferences = expect_context::<Preferences>();
    let detail = DetailState::new(store, id.clone(), navigation.zone(), locked);
    read_list(detail, navigation);
    let pace = pace(store, scoped_signal(preferences.refresh_every()), ticks);
    auto_refresh(pace, ticks, move |now, chosen| detail.tick(now, chosen));
    let finding = detail.finding();
    let known: KnownEntry = Memo::new(move |_| {
        finding.with(|finding| match finding.held() {
            Some(Finding::Known { entry, .. }) => Some(Arc::clone(entry)),
            Some(Finding::Unknown) | None => None,
        })
    });
    Effect::new(move || {
        if let Some(entry) = known.get() {
            let zone = untrack(|| navigation.zone());
            report_finished(&entry.operation, &zone, store, emit);
        }
    });
    let status = Memo::new(move |_| {
        known.with(|entry| entry.as_ref().map(|entry| entry.operation.status.clone()))
    });
    let has_error = Memo::new(move |_| finding.with(|finding| finding.error().is_some()));
    let status_word = move || status.with(|status| Some(status_text(locale, status.as_ref()?)));
    let stopped = Memo::new(move |_| stopped(detail, now.get()));
    let seconds_left = failure::seconds_left(finding, detail.background(), pace);
    let title_id = id.to_string();
    Page {
        title: Signal::derive(move || {
            let mut parts: Vec<String> = status_word().into_iter().collect();
            parts.push(title_id.clone());
            with_product(locale, parts)
        }),
        status: Signal::derive(move || finding.with(PageStatus::of)),
        outcome: Signal::derive(move || {
            finding.with(|finding| outcome(locale, time_zone.get(), finding))
        }),
        refresh: Callback::new(move |()| detail.refresh()),
        view: view! {
            <DetailNavigation id=id.clone() detail=detail />
            <Head id=id.clone() known=known stopped=stopped detail=detail />
            <LastCheck
                background=detail.background()
                pace=pace
                is_shown=has_error
                tells_pause=true
            />
            <Article id=id known=known detail=detail stopped=stopped seconds_left=seconds_left />
        }
        .into_any(),
    }
}

/// What the last call has ended in: a failure by its title, an operation by its name and status.
/// What is held from before is called so.
fn outcome(locale: Locale, time_zone: TimeZone, finding: &Remote<Finding>) -> String {
    let t = locale.t();
    match (finding.error(), finding.held()) {
        (Some(error), held) => {
            let title = failure::title(locale, error.kind());
            match held {
                Some(Finding::Known { received, .. }) => {
                    let time = clock::wall_clock(time_zone, *received);
                    t.announce_held(title, &t.stale(&time))
                }
                Some(Finding::Unknown) | None => title.to_owned(),
            }
        }
        (
            None,
            Some(Finding::Known {
                listed: Listed::No, ..
            }),
        ) => t.not_listed().to_owned(),
        (
            None,
            Some(Finding::Known {
                listed: Listed::Others,
                ..
            }),
        ) => t.not_contained().to_owned(),
        (None, Some(Finding::Known { entry, .. })) => {
            let operation = &entry.operation;
            let status = status_text(locale, &operation.status);
            t.announce_operation(&operation_name(locale, operation), &status)
        }
        (None, Some(Finding::Unknown)) => t.unknown_title().to_owned(),
        (None, None) => String::new(),
    }
}

/// What is known of the operation. Its parts are built once it is known; their values follow the
/// entry.
#[component]
fn Article(
    id: JobId,
    known: KnownEntry,
    detail: DetailState,
    stopped: StoppedAt,
    seconds_left: Signal<Option<u64>>,
) -> impl IntoView {
    let finding = detail.finding();
    let is_known = Memo::new(move |_| known.with(Option::is_some));
    let has_resource = Memo::new(move |_| {
        known.with(|entry| {
            entry
                .as_ref()
                .is_some_and(|entry| !entry.operation.resource_ids.is_empty())
        })
    });
    let retry = Callback::new(move |()| detail.refresh());
    let content_id = id.clone();
    view! {
        <article
            class="op-detail"
            part="detail"
            aria-busy=move || finding.with(Remote::is_loading).to_string()
            data-state=move || finding.with(state)
        >
            {busy_sign()}
            <Notice finding=finding seconds_left=seconds_left on_retry=retry />
            {move || {
                let id = content_id.clone();
                if is_known.get() {
                    view! {
                        <Said known=known stopped=stopped />
                        <WatchButton id=id.clone() known=known />
                        <Failure id=id known=known detail=detail />
                        <Fields known=known stopped=stopped detail=detail />
                    }
                        .into_any()
                } else {
                    view! { <Placeholder id=id finding=finding seconds_left=seconds_left on_retry=retry /> }.into_any()
                }
            }}
            {move || {
                has_resource
                    .get()
                    .then(|| view! { <Related id=id.clone() known=known stopped=stopped detail=detail /> })
            }}
            {move || is_known.get().then(|| view! { <RawData known=known /> })}
        </article>
    }
}

/// The moment up to which the operation is known to be as it is shown, if that is not now.
fn stopped(detail: DetailState, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let failed = detail.background().failed().is_some();
    detail.finding().with(|finding| match finding.held() {
        Some(Finding::Known { received, .. }) => stopped_at(*received, now, failed),
        Some(Finding::Unknown) | None => None,
    })
}

/// The operation in a sentence; ticks while it is known to be in progress.
#[component]
fn Said(known: KnownEntry, stopped: StoppedAt) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let clock = expect_context::<Clock>();
    let said = move || {
        known.with(|entry| {
            let operation = &entry.as_ref()?.operation;
            let until = clock.until(&operation.status, stopped);
            Some(sentence(locale, operation, until))
        })
    };
    view! {
        <p class="op-sentence" dir="auto">
            {move || said()}
        </p>
    }
}

/// The word of `data-state`, part of the markup contract.
fn state(finding: &Remote<Finding>) -> &'static str {
    match (finding.error(), finding.held()) {
        (Some(error), None) => error.kind().as_str(),
        (
            None,
            Some(Finding::Known {
                listed: Listed::Yes,
                ..
            }),
        ) => "ready",
        (Some(_), Some(_)) | (None, Some(Finding::Known { .. })) => "stale",
        (None, Some(Finding::Unknown)) => "not-found",
        (None, None) => "loading",
    }
}
