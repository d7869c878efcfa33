//! What the reader wants to be told of, above every page: what has ended, and what is watched still.

use leptos::prelude::*;
use operation_log::{JobId, Operation};

use super::announcement::{When, announce};
use super::context::Clock;
use super::refresh_words::{failed_text, pause_text};
use super::status_badge::{status_badge, status_text};
use super::table::operation_name;
use crate::host::HostEvent;
use crate::i18n::Locale;
use crate::platform::notification;
use crate::state::auto_refresh::{Pace, Pause};
use crate::state::watch_list::Watched;
use crate::state::watches::{Ended, Watches};
use crate::ui::announcer::Announcer;
use crate::ui::icon::{Icon, IconView};

/// Tells of watched operations that ended, here, by a notification and to the host page, and lists
/// those that are watched.
#[component]
pub fn WatchBar(
    /// What is watched.
    watches: Watches,
    /// Why nothing is read in the background.
    pause: Memo<Option<Pause>>,
    /// Makes the href of an operation.
    href: Callback<JobId, String>,
    /// Sends an event to the host page.
    emit: Callback<HostEvent>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let announcer = expect_context::<Announcer>();
    let Clock { time_zone, .. } = expect_context();
    Effect::new(move || {
        watches.read(|_| ());
        for ended in watches.take_untold() {
            untrack(|| tell(locale, announcer, &ended, emit));
        }
    });
    // Rebuilt when one comes or goes; there are few.
    let ended = move || {
        let ended = watches.read(|state| state.ended.clone());
        let line = |ended| ended_line(locale, ended, watches, href);
        ended.into_iter().map(line).collect_view()
    };
    // Why nothing is known of what is watched, and whether it helps to look again.
    let trouble = Memo::new(move |_| {
        let count = watches.read(|state| state.list.all().len());
        if count == 0 {
            return None;
        }
        let pause = pause.get();
        let can_retry = matches!(pause, None | Some(Pause::Refused));
        let why = match pause {
            Some(pause) => pause_text(locale, Pace::Paused(pause))?.to_owned(),
            None => failed_text(locale, time_zone.get(), watches.failed()?),
        };
        let watching = locale.t().watching(&count.to_string());
        Some(([&watching, " · ", &why].concat(), can_retry))
    });
    let trouble_text = move || trouble.get().map(|(text, _)| text);
    announce(Signal::derive(trouble_text), When::Rarely);
    let retry = move |can_retry: bool| {
        can_retry.then(|| {
            view! {
                <button
                    type="button"
                    class="op-button"
                    part="button"
                    on:click=move |_| watches.look_now()
                >
                    {locale.t().retry()}
                </button>
            }
        })
    };
    let paused = move || {
        trouble.get().map(|(text, can_retry)| {
            view! {
                <div class="op-notice">
                    <p class="op-banner-text">
                        <IconView icon=Icon::Warning />
                        " "
                        <span>{text}</span>
                    </p>
                    {retry(can_retry)}
                </div>
            }
            .into_any()
        })
    };
    let watched = move || {
        let watched = watches.read(|state| state.list.all().to_vec());
        (!watched.is_empty()).then(|| {
            let count = watched.len().to_string();
            let line = |watched| watched_line(locale, watched, watches, href);
            view! {
                <details class="op-watches">
                    <summary>{locale.t().watching(&count)}</summary>
                    <ul>{watched.into_iter().map(line).collect_view()}</ul>
                </details>
            }
            .into_any()
        })
    };
    view! {
        {move || ended()}
        {move || paused()}
        {move || watched()}
    }
}

/// Tells what the reader may not have before the eyes.
fn tell(locale: Locale, announcer: Announcer, ended: &Ended, emit: Callback<HostEvent>) {
    let id = &ended.watched.id;
    let operation = ended.operation.as_ref();
    let title = [
        name(locale, id, operation),
        ": ".to_owned(),
        outcome(locale, operation),
    ]
    .concat();
    announcer.say(&title);
    notification::show(&title, id.as_str(), id.as_str());
    emit.run(HostEvent::WatchEnded {
        job_id: id.clone(),
        job_action: operation.map_or_else(String::new, |operation| operation.job_action.clone()),
        status: operation.map(|operation| operation.status.clone()),
    });
}

fn name(locale: Locale, id: &JobId, operation: Option<&Operation>) -> String {
    operation.map_or_else(|| id.to_string(), |it| operation_name(locale, it))
}

fn outcome(locale: Locale, operation: Option<&Operation>) -> String {
    match operation {
        Some(operation) => status_text(locale, &operation.status),
        None => locale.t().left_unlisted().to_owned(),
    }
}

/// A watched operation that ended.
fn ended_line(
    locale: Locale,
    ended: Ended,
    watches: Watches,
    href: Callback<JobId, String>,
) -> AnyView {
    let Ended { watched, operation } = ended;
    let id = watched.id.clone();
    let text = name(locale, &id, operation.as_ref());
    let badge = match &operation {
        Some(operation) => status_badge(locale, &operation.status).into_any(),
        None => locale.t().left_unlisted().into_any(),
    };
    let dismiss = move || watches.dismiss(&watched);
    let opened = dismiss.clone();
    view! {
        <div class="op-notice">
            <p class="op-banner-text">
                {badge} " "
                <a dir="auto" href=href.run(id.clone()) on:click=move |_| opened()>
                    {text}
                </a> " " <span class="op-zone">{id.to_string()}</span>
            </p>
            <button type="button" class="op-button" part="button" on:click=move |_| dismiss()>
                {locale.t().dismiss()}
            </button>
        </div>
    }
    .into_any()
}

/// An operation that is watched.
fn watched_line(
    locale: Locale,
    watched: Watched,
    watches: Watches,
    href: Callback<JobId, String>,
) -> AnyView {
    let id = watched.id.clone();
    let stop = locale.t().unwatch();
    view! {
        <li>
            <a href=href.run(id.clone())>{id.to_string()}</a>
            <button
                type="button"
                class="op-button op-button-small"
                part="button"
                aria-label=[stop, " ", id.as_str()].concat()
                on:click=move |_| watches.toggle(watched.clone())
            >
                {stop}
            </button>
        </li>
    }
    .into_any()
}
