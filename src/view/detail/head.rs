//! What the operation is called, how it stands, and when that was read.

use leptos::html;
use leptos::prelude::*;
use operation_log::{JobId, marked};

use super::actions::Actions;
use super::{KnownEntry, StoppedAt};
use crate::host::Host;
use crate::i18n::Locale;
use crate::platform::{clock, dom};
use crate::remote::Remote;
use crate::state::detail::{DetailState, Finding};
use crate::ui::refresh_button::RefreshButton;
use crate::view::context::{Clock, Navigation};
use crate::view::format;
use crate::view::status_badge::status_badge;
use crate::view::table::operation_name;

/// The head of the page.
#[component]
pub fn Head(
    /// The operation.
    id: JobId,
    /// What is known of it.
    known: KnownEntry,
    /// Up to when it is known to be so, if that is not now.
    stopped: StoppedAt,
    /// Where it is read.
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let finding = detail.finding();
    let heading = NodeRef::<html::H1>::new();
    focus_on_arrival(heading);
    let id_text = marked(id.as_str()).into_owned();
    let actions_id = id.clone();
    let title = move || match known.get() {
        Some(entry) => operation_name(locale, &entry.operation),
        None => marked(id.as_str()).into_owned(),
    };
    let lang = {
        let title = title.clone();
        move || locale.lang_of(&title())
    };
    let status = move || {
        known
            .get()
            .map(|entry| status_badge(locale, &entry.operation.status))
    };
    view! {
        <div class="op-page-head">
            <h1 tabindex="-1" dir="auto" lang=move || lang() node_ref=heading>
                {move || title()}
            </h1>
            <span data-field="status">{move || status()}</span>
            <Actions id=actions_id known=known stopped=stopped />
            <div class="op-page-sub">
                <span class="op-id" data-field="job_id" dir="auto">
                    {id_text}
                </span>
                <span class="op-as-of">
                    {move || as_of(detail)} <span class="op-age">{move || age(finding)}</span>
                </span>
                <RefreshButton on_press=move |()| detail.refresh() />
            </div>
        </div>
    }
}

/// When what is shown was read; `None` while nothing is.
fn as_of(detail: DetailState) -> Option<String> {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let failed = detail.background().failed().is_some();
    detail.finding().with(|finding| match finding.held() {
        Some(Finding::Known { received, .. }) => {
            let time = clock::wall_clock(time_zone.get(), *received);
            Some(if failed {
                locale.t().last_known(&time)
            } else {
                locale.t().as_of(&time)
            })
        }
        Some(Finding::Unknown) | None => None,
    })
}

/// How long ago what is shown was read; ticks.
fn age(finding: Signal<Remote<Finding>>) -> Option<String> {
    let locale = expect_context::<Locale>();
    let Clock { now, .. } = expect_context();
    finding.with(|finding| match finding.held() {
        Some(Finding::Known { received, .. }) => {
            let seconds = now.with(|now| (*now - *received).num_seconds());
            Some([" · ", &format::ago(locale, seconds)].concat())
        }
        Some(Finding::Unknown) | None => None,
    })
}

/// A screen that was gone to, and not loaded, begins at its top with its heading in focus.
fn focus_on_arrival(heading: NodeRef<html::H1>) {
    let Navigation { location, .. } = expect_context();
    let Host { embedded, .. } = expect_context();
    let arrival = location.with_untracked(|location| location.arrival);
    if arrival.is_load() {
        return;
    }
    dom::before_next_paint(move || {
        if !embedded {
            dom::scroll_to(0.0);
        }
        if let Some(heading) = heading.try_get_untracked().flatten() {
            dom::focus(&heading);
            dom::reveal(&heading);
        }
    });
}
