//! One operation.

mod actions;
mod fields;
mod neighbours;
mod related;

use std::sync::Arc;

use operation_log::wire::Entry;
use operation_log::{JobId, Param, Query, Status, ZoneId};
use wasm_bindgen::JsCast;

use super::console::ConsoleContext;
use super::failure::{failure_banner, failure_screen, seconds_left};
use super::report::{report, report_end};
use super::screen::screen;
use super::status_badge::status_badge;
use super::table::operation_name;
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::nav::{Arrival, links};
use crate::platform::{clock, dom, intl};
use crate::reactive::{Callback, Memo, Read, Signal, follow};
use crate::remote::Remote;
use crate::state::detail::{DetailState, Finding};
use crate::ui::icon::{Icon, icon_view};
use crate::ui::refresh_button::refresh_button;
use actions::actions;
use fields::{errors, fields};
use neighbours::{neighbour_links, read_list};
use related::related;

/// The newest entry of the operation. None until it is known; from then on there is one.
type KnownEntry = Memo<Option<Arc<Entry>>>;

/// The screen of an operation.
pub fn detail_page(id: JobId, console: ConsoleContext) -> Vec<Tag> {
    let detail = DetailState::new(
        console.reader,
        console.cache,
        id.clone(),
        zone(console),
        console.carrier.locked,
    );
    read_list(detail, console);
    let finding = detail.finding();
    let known: KnownEntry = Memo::new(move |_| {
        finding.with(|finding| match finding.held() {
            Some(Finding::Known { entry, .. }) => Some(Arc::clone(entry)),
            Some(Finding::Unknown) | None => None,
        })
    });
    let is_known = Memo::new(move |_| known.with(Option::is_some));
    report(finding, move || detail.refresh(), console);
    follow(move || {
        if let Some(entry) = known.get() {
            report_end(&entry.operation, console);
        }
    });
    vec![
        navigation(id.clone(), detail, console),
        head(id.clone(), known, is_known, detail, console),
        article(id, known, is_known, detail, console),
        tag("p")
            .class("visually-hidden")
            .attr("role", "status")
            .text_live(move || {
                if finding.with(Remote::is_loading) {
                    String::new()
                } else {
                    as_of(finding, console)
                }
            }),
    ]
}

/// When what is shown was read; empty while nothing is.
fn as_of(finding: Signal<Remote<Finding>>, console: ConsoleContext) -> String {
    finding.with(|finding| match finding.held() {
        Some(Finding::Known { received, .. }) => {
            let time = clock::wall_clock(console.time_zone.get(), *received);
            console.locale.t().as_of(&time)
        }
        Some(Finding::Unknown) | None => String::new(),
    })
}

/// How long ago what is shown was read; ticks.
fn age(finding: Signal<Remote<Finding>>, console: ConsoleContext) -> String {
    finding.with(|finding| match finding.held() {
        Some(Finding::Known { received, .. }) => {
            let seconds = console.now.with(|now| (*now - *received).num_seconds());
            [" · ", &intl::relative(console.locale.tag(), seconds.max(0))].concat()
        }
        Some(Finding::Unknown) | None => String::new(),
    })
}

/// A query that asks for nothing yet, in the zone, with the clock and the page size of this screen;
/// follows it.
fn elsewhere(console: ConsoleContext) -> Query {
    console.query.with(|query| {
        [Param::Zone, Param::Tz, Param::Limit]
            .into_iter()
            .fold(Query::default(), |kept, param| {
                kept.with(param, &query.text(param))
            })
    })
}

/// The zone that is asked.
fn zone(console: ConsoleContext) -> ZoneId {
    console.query.with_untracked(|query| {
        let default = &console.settings.value().zone;
        query.zone().unwrap_or(default).clone()
    })
}

fn navigation(id: JobId, detail: DetailState, console: ConsoleContext) -> Tag {
    let back = tag("a")
        .class("op-button")
        .attr_live("href", move || {
            Some(console.query.with(|query| console.list_href(query)))
        })
        .child(icon_view(Icon::Left))
        .child(tag("span").say(console.locale, |t| t.back_to_list()))
        .on("click", move |event| {
            // The list as it was left, with its scroll position and its row in focus, if it is
            // still there to go back to.
            let plain = event.dyn_ref().is_some_and(links::is_plain);
            let query = console.query.value_untracked();
            if plain && console.nav.retrace(&console.list_href(&query)) {
                event.prevent_default();
            }
        });
    tag("div")
        .class("op-detail-nav")
        .child(back)
        .live(move || neighbour_links(&id, detail, console))
}

fn head(
    id: JobId,
    known: KnownEntry,
    is_known: Memo<bool>,
    detail: DetailState,
    console: ConsoleContext,
) -> Tag {
    let locale = console.locale;
    let finding = detail.finding();
    let id_text = tag("span")
        .class("op-zone")
        .attr("dir", "auto")
        .text(id.as_str());
    let title = move || match known.get() {
        Some(entry) => operation_name(locale, &entry.operation),
        None => id.to_string(),
    };
    let heading = tag("h1")
        .attr("tabindex", "-1")
        .attr("dir", "auto")
        .text_live(title);
    announce_arrival(console, heading.clone());
    let refresh = refresh_button(locale, move || detail.refresh());
    tag("div")
        .class("op-page-head")
        .child(heading)
        .live(move || {
            let status = is_known.get().then(|| known_status(known, locale));
            status.into_iter().collect()
        })
        .child(id_text)
        .child(
            tag("span")
                .class("op-as-of")
                .text_live(move || as_of(finding, console))
                .child(
                    tag("span")
                        .class("op-age")
                        .text_live(move || age(finding, console)),
                ),
        )
        .child(refresh)
}

/// The status of an operation that is known.
fn known_status(known: KnownEntry, locale: Locale) -> Tag {
    let status = move || match known.get() {
        Some(entry) => entry.operation.status.clone(),
        None => Status::Other(String::new()),
    };
    status_badge(Box::new(status), locale)
}

/// The parts of an operation are made once, when it is known; their values follow the entry.
fn article(
    id: JobId,
    known: KnownEntry,
    is_known: Memo<bool>,
    detail: DetailState,
    console: ConsoleContext,
) -> Tag {
    let locale = console.locale;
    let finding = detail.finding();
    let retry = Callback::new(move |()| detail.refresh());
    let has_resource = Memo::new(move |_| {
        known
            .get()
            .is_some_and(|entry| !entry.operation.resource_ids.is_empty())
    });
    let own_id = id.clone();
    tag("article")
        .class("op-detail")
        .attr("part", "detail")
        .attr_live("aria-busy", move || {
            let busy = finding.with(Remote::is_loading);
            Some(busy.to_string())
        })
        .attr_live("data-state", move || Some(finding.with(state).to_owned()))
        .child(tag("div").class("op-busy").attr("aria-hidden", "true"))
        .live(move || notice(finding, retry, console).into_iter().collect())
        .live(move || {
            vec![if is_known.get() {
                actions(&own_id, console)
            } else {
                instead(&own_id, finding, retry, console)
            }]
        })
        .live(move || errors(known, locale).into_iter().collect())
        .live(move || {
            if is_known.get() {
                fields(known, console)
            } else {
                Vec::new()
            }
        })
        .live(move || {
            let section = has_resource
                .get()
                .then(|| related(id.clone(), known, detail, console));
            section.into_iter().collect()
        })
}

/// The word of `data-state`, part of the markup contract.
fn state(finding: &Remote<Finding>) -> &'static str {
    match (finding.error(), finding.held()) {
        (Some(error), None) => error.kind().as_str(),
        (Some(_), Some(_)) | (None, Some(Finding::Known { listed: false, .. })) => "stale",
        (None, Some(Finding::Known { .. })) => "ready",
        (None, Some(Finding::Unknown)) => "not-found",
        (None, None) => "loading",
    }
}

/// What is to be said above an operation that is known; follows the finding.
fn notice(
    remote: Signal<Remote<Finding>>,
    retry: Callback<()>,
    console: ConsoleContext,
) -> Option<Tag> {
    let locale = console.locale;
    let again = seconds_left(remote, console.now);
    remote.with(|finding| match (finding.error(), finding.held()) {
        (Some(error), Some(Finding::Known { received, .. })) => {
            let received = *received;
            let held = move || {
                let time = clock::wall_clock(console.time_zone.get(), received);
                locale.t().stale(&time)
            };
            Some(failure_banner(
                error.clone(),
                Box::new(held),
                again,
                retry,
                locale,
            ))
        }
        (_, Some(Finding::Known { listed: false, .. })) => {
            let text = tag("p")
                .class("op-banner-text")
                .say(locale, |t| t.not_listed());
            Some(
                tag("div")
                    .class("op-banner")
                    .child(icon_view(Icon::Warning))
                    .child(text),
            )
        }
        _ => None,
    })
}

/// What stands in the place of an operation that is not known; follows the finding.
fn instead(
    id: &JobId,
    remote: Signal<Remote<Finding>>,
    retry: Callback<()>,
    console: ConsoleContext,
) -> Tag {
    let locale = console.locale;
    let again = seconds_left(remote, console.now);
    remote.with(|finding| match (finding.error(), finding.held()) {
        (Some(error), None) => failure_screen(error.clone(), again, retry, locale),
        (_, Some(Finding::Unknown)) => {
            let id = id.to_string();
            screen(
                Icon::Search,
                false,
                Box::new(move || locale.t().unknown_title().to_owned()),
                Box::new(move || locale.t().unknown_text(&id)),
                Vec::new(),
            )
        }
        _ => tag("div")
            .class("op-skeleton")
            .child(
                tag("span")
                    .class("visually-hidden")
                    .say(locale, |t| t.loading()),
            )
            .children((0..3).map(|_| tag("div").class("op-skeleton-row"))),
    })
}

/// A screen that was gone to, and not loaded, begins at its top with its heading in focus.
fn announce_arrival(console: ConsoleContext, heading: Tag) {
    let arrival = console.location.with_untracked(|location| location.arrival);
    if arrival == Arrival::Load {
        return;
    }
    let embedded = console.carrier.embedded;
    dom::before_next_paint(move || {
        if !embedded {
            dom::scroll_to(0.0);
        }
        if let Some(heading) = heading.html() {
            dom::focus(&heading);
            dom::reveal(&heading);
        }
    });
}
