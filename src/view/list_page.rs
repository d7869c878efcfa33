//! The list: filters, chips, table, pager, and a screen of its own for everything that can come
//! instead of rows.

use std::sync::Arc;

use crate::ui::reactive::reactive;
use leptos::html;
use leptos::prelude::*;
use operation_log::wire::OperationPage;
use operation_log::{Param, Query, Route};

use super::chips::FilterChips;
use super::console::{ConsoleContext, Edit};
use super::empty::{Emptiness, EmptyScreen};
use super::failure::{self, FailureBanner, FailureScreen};
use super::filter_bar::FilterBar;
use super::format;
use super::pager::{Pager, rows_text, window};
use super::problem::ignored_text;
use super::table::{OperationTable, order_text};
use crate::api::ApiError;
use crate::i18n::Locale;
use crate::nav::{Arrival, Commit};
use crate::platform::{clock, dom};
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::state::list::ListState;
use crate::state::position::Position;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::{Icon, IconView};

/// What stands in the place of the rows.
#[derive(Clone, PartialEq)]
enum Shown {
    /// Nothing yet.
    Skeleton,
    /// Rows.
    Rows,
    /// A good answer without rows.
    Empty(Emptiness, Option<u64>),
    /// A failure, and nothing is held.
    Failure(ApiError),
}

impl Shown {
    fn of(remote: &Remote<HeldPage>, query: &Query) -> Self {
        let rows = remote.held().filter(|held| !held.page.rows.is_empty());
        match (remote, rows) {
            (_, Some(_)) => Self::Rows,
            (Remote::Ready(held), None) => {
                let total = held.page.total;
                Self::Empty(Emptiness::of(query, total), total)
            }
            (Remote::Loading { .. }, None) => Self::Skeleton,
            (Remote::Failed { error, .. }, None) => Self::Failure(error.clone()),
        }
    }

    /// The word of `data-state`, part of the markup contract.
    fn as_str(&self, failed: bool) -> &'static str {
        match self {
            Self::Skeleton => "loading",
            Self::Rows if failed => "stale",
            Self::Rows => "ready",
            Self::Empty(emptiness, _) => emptiness.as_str(),
            Self::Failure(error) => error.kind().as_str(),
        }
    }
}

/// The list.
#[component]
pub fn ListPage() -> impl IntoView {
    let console = expect_console();
    let ConsoleContext {
        locale,
        query,
        time_zone,
        location,
        ..
    } = console;
    let zone = console
        .settings
        .with_value(|settings| settings.zone.clone());
    let list = ListState::new(console.api, console.cache, location, query, zone.clone());
    let remote = list.remote();
    let held = Signal::derive(move || remote.with(|remote| remote.held().cloned()));
    let page: Signal<Option<Arc<OperationPage>>> =
        Signal::derive(move || held.with(|held| held.as_ref().map(|held| Arc::clone(&held.page))));
    let total = Signal::derive(move || page.with(|page| page.as_ref().and_then(|page| page.total)));
    let shown =
        Memo::new(move |_| remote.with(|remote| query.with(|query| Shown::of(remote, query))));
    let failed = Memo::new(move |_| remote.with(|remote| remote.error().cloned()));

    let edit = Callback::new(move |edit: Edit| console.edit(edit));
    let remove = Callback::new(move |param| edit.run(Edit::choice(param, "")));
    let go = move |query: &Query| console.nav.go(&console.list_href(query), Commit::Push);
    let clear = Callback::new(move |()| go(&query.with_untracked(Query::without_filters)));
    let list_href = Callback::new(move |query: Query| console.list_href(&query));
    let operation_href =
        Callback::new(move |id| query.with_untracked(|query| console.operation_href(&id, query)));
    let retry = Callback::new(move |()| list.refresh());

    let body = NodeRef::<html::Tbody>::new();
    let summary = NodeRef::<html::Div>::new();
    restore_positions(console, body);
    let turned = Callback::new(move |()| {
        if let Some(summary) = summary.get_untracked() {
            summary.scroll_into_view();
            dom::focus(&summary);
        }
    });

    let zone_shown = move || {
        query.with(|query| {
            let zone = query.zone().unwrap_or(&zone);
            locale.t().zone_name(zone.as_str())
        })
    };
    let as_of = move || {
        held.with(|held| {
            held.as_ref().map(|held| {
                let time = clock::wall_clock(time_zone.get(), held.received);
                locale.t().as_of(&time)
            })
        })
    };
    let held_note = Signal::derive(move || {
        held.with(|held| {
            let Some(held) = held else {
                return String::new();
            };
            let time = clock::wall_clock(time_zone.get(), held.received);
            if list.asked().with(|asked| *asked == held.asked) {
                locale.t().stale(&time)
            } else {
                locale.t().other_query(&time)
            }
        })
    });
    let content = move || match shown.get() {
        Shown::Skeleton => view! { <Skeleton locale=locale /> }.into_any(),
        Shown::Rows => view! {
            <OperationTable
                held=held
                query=query
                edit=edit
                list_href=list_href
                operation_href=operation_href
                time_zone=time_zone
                now=console.now
                body=body
                locale=locale
            />
        }
        .into_any(),
        Shown::Empty(emptiness, total) => view! {
            <EmptyScreen
                emptiness=emptiness
                query=query
                total=total
                remove=remove
                clear=clear
                list_href=list_href
                time_zone=time_zone
                locale=locale
            />
        }
        .into_any(),
        Shown::Failure(error) => {
            view! { <FailureScreen error=error retry=retry locale=locale /> }.into_any()
        }
    };
    let banner = move || {
        let error = failed
            .get()
            .filter(|_| shown.with(|shown| *shown == Shown::Rows))?;
        Some(view! { <FailureBanner error=error held=held_note retry=retry locale=locale /> })
    };
    let has_filters =
        Memo::new(move |_| query.with(|query| query.active_filters().next().is_some()));
    let rows_count =
        Memo::new(move |_| page.with(|page| page.as_ref().map_or(0, |page| page.rows.len())));
    let link = Callback::new(move |()| {
        let query = query.with_untracked(|query| query.with_absolute_range(clock::now()));
        dom::absolute_url(&console.list_href(&query))
    });

    view! {
        <div class="op-page-head">
            <h1 tabindex="-1">{reactive(move || locale.t().list_title())}</h1>
            <span class="op-zone">{zone_shown}</span>
            <span class="op-as-of">{as_of}</span>
            <button
                type="button"
                class="op-button"
                aria-keyshortcuts="r"
                on:click=move |_| list.refresh()
            >
                <IconView icon=Icon::Refresh />
                <span>{reactive(move || locale.t().refresh())}</span>
            </button>
        </div>
        <FilterBar query=query edit=edit page=page time_zone=time_zone locale=locale />
        <Show when=move || has_filters.get()>
            <div class="op-active-filters">
                <FilterChips query=query time_zone=time_zone remove=remove locale=locale />
                <button type="button" class="op-button" on:click=move |_| clear.run(())>
                    {reactive(move || locale.t().clear_all())}
                </button>
                <CopyButton
                    label=Signal::derive(move || locale.t().copy_link().to_owned())
                    copied=Signal::derive(move || locale.t().copied().to_owned())
                    refused=Signal::derive(move || locale.t().copy_failed().to_owned())
                    text=link
                />
            </div>
        </Show>
        <section
            class="op-list"
            aria-label=reactive(move || locale.t().list_title())
            aria-busy=reactive(move || remote.with(Remote::is_loading).to_string())
            data-state=reactive(move || shown.with(|shown| shown.as_str(failed.with(Option::is_some))))
        >
            <div class="op-busy" aria-hidden="true"></div>
            {banner}
            <div class="op-summary" node_ref=summary tabindex="-1">
                <span class="op-order">
                    {reactive(move || {
                        (shown.with(|shown| *shown == Shown::Rows))
                            .then(|| query.with(|query| order_text(locale, query, rows_count.get())))
                    })}
                </span>
                <Ignored query=query locale=locale />
                <Repeated page=page locale=locale />
                <span class="op-range">
                    {reactive(move || {
                        query.with(|query| rows_text(locale, query, rows_count.get(), total.get()))
                    })}
                </span>
            </div>
            {content}
            <Show when=move || shown.with(|shown| *shown == Shown::Rows)>
                <Pager
                    query=query
                    total=total
                    edit=edit
                    list_href=list_href
                    turned=turned
                    locale=locale
                />
            </Show>
        </section>
        <p class="visually-hidden" role="status">
            {reactive(move || spoken(locale, &remote.get(), &shown.get(), query))}
        </p>
    }
}

/// What a screen reader is told once a call has ended; nothing while one is under way.
fn spoken(
    locale: Locale,
    remote: &Remote<HeldPage>,
    shown: &Shown,
    query: Memo<Query>,
) -> Option<String> {
    match (remote, shown) {
        (Remote::Loading { .. }, _) => None,
        (Remote::Failed { error, .. }, _) => Some(failure::title(locale, error.kind()).to_owned()),
        (Remote::Ready(_), Shown::Empty(Emptiness::NothingHere, _)) => {
            Some(locale.t().empty_title().to_owned())
        }
        (Remote::Ready(_), Shown::Empty(Emptiness::NoMatch, _)) => {
            Some(locale.t().no_match_title().to_owned())
        }
        (Remote::Ready(held), _) => {
            let total = held.page.total?;
            let window = query.with(|query| window(query, total));
            let [total, page, last] = [total, window.page, window.last_page()]
                .map(|figure| format::number(locale, figure));
            Some(locale.t().announce_rows(&total, &page, &last))
        }
    }
}

/// Bad values of the link that change the order and have no control to stand at.
#[component]
fn Ignored(query: Memo<Query>, locale: Locale) -> impl IntoView {
    move || {
        [Param::Sort, Param::Reverse]
            .into_iter()
            .filter_map(|param| query.with(|query| ignored_text(locale, query, param)))
            .map(|text| {
                view! {
                    <span class="op-problem">
                        <IconView icon=Icon::Warning />
                        {text}
                    </span>
                }
            })
            .collect_view()
    }
}

#[component]
fn Repeated(page: Signal<Option<Arc<OperationPage>>>, locale: Locale) -> impl IntoView {
    move || {
        let repeated = page.with(|page| page.as_ref().map_or(0, |page| page.repeated));
        (repeated > 0).then(|| {
            let count = format::count(locale, repeated);
            view! { <span class="op-problem">{locale.t().repeated_rows(&count)}</span> }
        })
    }
}

/// Grey bars where rows will be.
#[component]
fn Skeleton(locale: Locale) -> impl IntoView {
    view! {
        <div class="op-skeleton">
            <span class="visually-hidden">{reactive(move || locale.t().loading())}</span>
            {(0..12).map(|_| view! { <div class="op-skeleton-row"></div> }).collect_view()}
        </div>
    }
}

/// Back finds the list as it was left: scrolled to the same place, focus on the same row.
fn restore_positions(console: ConsoleContext, body: NodeRef<html::Tbody>) {
    let ConsoleContext {
        positions,
        location,
        route,
        ..
    } = console;
    let shown_entry = StoredValue::new(location.with_untracked(|location| location.entry));
    let keep = move || {
        let operation = body
            .try_get_untracked()
            .flatten()
            .and_then(|body| dom::find(&body, "tr:has(a.op-row-link[tabindex='0'])"))
            .and_then(|row| row.get_attribute("data-job-id"))
            .and_then(|id| operation_log::JobId::parse(&id).ok());
        let position = Position {
            scroll_top: dom::scroll_top(),
            operation,
        };
        if let Some(entry) = shown_entry.try_get_value() {
            positions.keep(entry, position);
        }
    };
    let restore = move |entry| {
        let Some(position) = positions.of(entry) else {
            return;
        };
        dom::before_next_paint(move || {
            let row = position.operation.as_ref().and_then(|id| {
                let body = body.try_get_untracked().flatten()?;
                dom::find_all(&body, "tr[data-job-id]")
                    .into_iter()
                    .find(|row| row.get_attribute("data-job-id").as_deref() == Some(id.as_str()))
            });
            if let Some(link) = row.and_then(|row| dom::find(&row, "a.op-row-link")) {
                dom::focus(&link);
            }
            dom::scroll_to(position.scroll_top);
        });
    };
    Effect::new(move |before: Option<u32>| {
        let entry = location.with(|location| location.entry);
        let arrival = location.with_untracked(|location| location.arrival);
        if route.get_untracked() != Route::List {
            return before.unwrap_or(entry);
        }
        if before.is_some_and(|before| before != entry) {
            keep();
        }
        shown_entry.set_value(entry);
        if arrival == Arrival::Traverse {
            restore(entry);
        }
        entry
    });
    on_cleanup(keep);
}

/// The console this page belongs to.
fn expect_console() -> ConsoleContext {
    expect_context()
}
