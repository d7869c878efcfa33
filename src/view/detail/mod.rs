//! One operation.

mod actions;
mod fields;
mod neighbours;
mod related;

use std::sync::Arc;

use crate::ui::reactive::reactive;
use leptos::html;
use leptos::prelude::*;
use operation_log::JobId;
use operation_log::wire::Entry;

use super::console::ConsoleContext;
use super::failure::{FailureBanner, FailureScreen};
use super::screen::Screen;
use super::status_badge::StatusBadge;
use super::table::operation_name;
use crate::nav::Arrival;
use crate::platform::{clock, dom};
use crate::remote::Remote;
use crate::state::detail::{DetailState, Finding};
use crate::ui::icon::{Icon, IconView};
use actions::Actions;
use fields::Fields;
use neighbours::Neighbours;
use related::Related;

/// The screen of an operation.
#[component]
pub fn DetailPage(
    /// Which.
    id: JobId,
) -> impl IntoView {
    let console: ConsoleContext = expect_context();
    let locale = console.locale;
    let zone = console.query.with_untracked(|query| {
        let default = console
            .settings
            .with_value(|settings| settings.zone.clone());
        query.zone().cloned().unwrap_or(default)
    });
    let detail = DetailState::new(console.api, console.cache, id.clone(), zone);
    let finding = detail.finding();
    let retry = Callback::new(move |()| detail.refresh());
    let heading = NodeRef::<html::H1>::new();
    announce_arrival(console, heading);

    // The parts of the page are made once; their values follow the finding.
    let known = Memo::new(move |_| {
        finding.with(|finding| match finding.held() {
            Some(Finding::Known { entry, .. }) => Some(Arc::clone(entry)),
            Some(Finding::Unknown) | None => None,
        })
    });
    let has_entry = Memo::new(move |_| known.with(Option::is_some));
    let state = move || {
        finding.with(|finding| match finding {
            Remote::Failed { held: None, error } => error.kind().as_str(),
            Remote::Failed { .. } => "stale",
            _ => match finding.held() {
                Some(Finding::Known { listed: false, .. }) => "stale",
                Some(Finding::Known { .. }) => "ready",
                Some(Finding::Unknown) => "not-found",
                None => "loading",
            },
        })
    };
    let notice = move || {
        finding.with(|finding| match (finding, finding.held()) {
            (Remote::Failed { error, .. }, Some(Finding::Known { received, .. })) => {
                let received = *received;
                let held = Signal::derive(move || {
                    let time = clock::wall_clock(console.time_zone.get(), received);
                    locale.t().stale(&time)
                });
                let banner = view! {
                    <FailureBanner error=error.clone() held=held retry=retry locale=locale />
                };
                Some(banner.into_any())
            }
            (_, Some(Finding::Known { listed: false, .. })) => {
                let banner = view! {
                    <div class="op-banner">
                        <IconView icon=Icon::Warning />
                        <p class="op-banner-text">{reactive(move || locale.t().not_listed())}</p>
                    </div>
                };
                Some(banner.into_any())
            }
            _ => None,
        })
    };
    let unknown_id = id.to_string();
    let instead = move || {
        let unknown_id = unknown_id.clone();
        finding.with(|finding| match finding {
            Remote::Failed { held: None, error } => {
                view! { <FailureScreen error=error.clone() retry=retry locale=locale /> }.into_any()
            }
            Remote::Ready(Finding::Unknown) => view! {
                <Screen
                    icon=Icon::Search
                    title=Signal::derive(move || locale.t().unknown_title().to_owned())
                    text=Signal::derive(move || locale.t().unknown_text(&unknown_id))
                />
            }
            .into_any(),
            _ => view! {
                <div class="op-skeleton">
                    <span class="visually-hidden">{reactive(move || locale.t().loading())}</span>
                    <div class="op-skeleton-row"></div>
                    <div class="op-skeleton-row"></div>
                    <div class="op-skeleton-row"></div>
                </div>
            }
            .into_any(),
        })
    };
    let title = {
        let id = id.to_string();
        move || {
            known.with(|known| match known {
                Some(entry) => operation_name(locale, &entry.operation),
                None => id.clone(),
            })
        }
    };
    let heading_id = id.clone();
    view! {
        <div class="op-detail-nav">
            <a
                class="op-button"
                href=reactive(move || console.query.with(|query| console.list_href(query)))
            >
                <IconView icon=Icon::Left />
                <span>{reactive(move || locale.t().back_to_list())}</span>
            </a>
            <Neighbours id=id.clone() console=console />
        </div>
        <div class="op-page-head">
            <h1 node_ref=heading tabindex="-1" dir="auto">
                {title}
            </h1>
            {reactive(move || {
                known
                    .get()
                    .map(|entry| {
                        let status = Signal::stored(entry.operation.status.clone());
                        view! { <StatusBadge status=status locale=locale /> }
                    })
            })}
            <span class="op-zone" dir="auto">{heading_id.to_string()}</span>
        </div>
        <article
            class="op-detail"
            aria-busy=reactive(move || finding.with(Remote::is_loading).to_string())
            data-state=state
        >
            <div class="op-busy" aria-hidden="true"></div>
            {notice}
            <Show when=move || has_entry.get() fallback=instead.clone()>
                <Known known=known console=console detail=detail />
            </Show>
        </article>
    }
}

#[component]
fn Known(
    known: Memo<Option<Arc<Entry>>>,
    console: ConsoleContext,
    detail: DetailState,
) -> impl IntoView {
    let first = known.get_untracked()?;
    let entry = Memo::new(move |before: Option<&Arc<Entry>>| {
        known
            .get()
            .or_else(|| before.cloned())
            .unwrap_or_else(|| Arc::clone(&first))
    });
    Some(view! {
        <Actions entry=entry console=console />
        <Fields entry=entry console=console />
        <Related entry=entry related=detail.related() console=console />
    })
}

/// A screen that was gone to, and not loaded, begins at its top with its heading in focus.
fn announce_arrival(console: ConsoleContext, heading: NodeRef<html::H1>) {
    let arrival = console.location.with_untracked(|location| location.arrival);
    if arrival == Arrival::Load {
        return;
    }
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            dom::scroll_to(0.0);
            dom::focus(&heading);
        }
    });
}
