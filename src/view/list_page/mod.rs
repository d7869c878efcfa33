//! The list: filters, chips, table, pager, and a screen of its own for everything that can come
//! instead of rows.

mod drift;
mod head;
mod left_as_it_was;
mod newer;

use std::rc::Rc;
use std::sync::Arc;

use operation_log::{Param, Query};

use super::calls::calls_footer;
use super::chips::filter_chips;
use super::console::{ConsoleContext, Edit};
use super::empty::{Emptiness, empty_screen};
use super::failure::{self, failure_banner, failure_screen, seconds_left};
use super::filter_bar::filter_bar;
use super::format;
use super::pager::{pager, rows_text, window};
use super::problem::ignored_text;
use super::report::{report, report_end};
use super::table::{TableProps, operation_table, order_text};
use crate::api::ApiError;
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::nav::Commit;
use crate::platform::{clock, dom};
use crate::reactive::{Callback, Memo, Read, Signal, follow};
use crate::remote::Remote;
use crate::state::auto_refresh::{pace, refresh_by_itself};
use crate::state::cache::HeldPage;
use crate::state::list::ListState;
use crate::ui::copy_button::copy_button;
use crate::ui::icon::{Icon, icon_view};
use drift::drift_notice;
use head::head;
use left_as_it_was::restore_positions;
use newer::newer_button;

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
            (Remote::Waiting { waiting, .. }, None) => Self::Failure(waiting.error.clone()),
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
pub fn list_page(console: ConsoleContext) -> Vec<Tag> {
    let ConsoleContext {
        locale,
        query,
        time_zone,
        location,
        ..
    } = console;
    let zone = console.settings.value().zone.clone();
    let list = ListState::new(console.reader, console.cache, location, query, zone.clone());
    let pace = pace(console.reader.calls, console.preferences, console.now);
    refresh_by_itself(list, pace, console.now);
    let remote = list.remote();
    report(remote, move || list.refresh(), console);
    follow(move || {
        let page = remote.with(|remote| Some(Arc::clone(&remote.held()?.page)));
        for operation in page.iter().flat_map(|page| page.operations()) {
            report_end(operation, console);
        }
    });
    let locked = console.carrier.locked;
    // What the carrying page has locked is no filter of the reader's.
    let own = Memo::new(move |_| locked.with(|locked| query.with(|query| query.without(locked))));
    let shown = Memo::new(move |_| remote.with(|remote| own.with(|own| Shown::of(remote, own))));
    let edit = Callback::new(move |edit: Edit| console.edit(edit));
    let list_href = Callback::new(move |query: Query| console.list_href(&query));

    let newer = newer_button(console, list);
    let summary = summary(remote, shown, query, newer, locale);
    let turned = {
        let summary = summary.clone();
        move || {
            if let Some(summary) = summary.html() {
                if console.carrier.embedded {
                    dom::reveal(&summary);
                } else {
                    summary.scroll_into_view();
                }
                dom::focus(&summary);
            }
        }
    };
    let parts = Parts {
        console,
        list,
        own,
        shown,
        edit,
        list_href,
        remove: Callback::new(move |param| edit.run(Edit::choice(param, ""))),
        clear: Callback::new(move |()| {
            let query = query.with_untracked(Query::without_filters);
            console.nav.go(&console.list_href(&query), Commit::Push);
        }),
        retry: Callback::new(move |()| list.refresh()),
        turned: Rc::new(turned),
    };
    let page = Rc::new(move || remote.with(|remote| Some(Arc::clone(&remote.held()?.page))));
    let region = region(&parts, summary);
    restore_positions(console, region.clone());
    vec![
        head(console, list, pace, zone),
        landmark(
            filter_bar(own, edit, page, time_zone, locale),
            |t| t.filters(),
            console,
        ),
        active_filters(&parts),
        region,
        calls_footer(console, list),
        tag("p")
            .class("visually-hidden")
            .attr("role", "status")
            .text_live(move || {
                let spoken =
                    remote.with(|remote| shown.with(|shown| spoken(locale, remote, shown, query)));
                spoken.unwrap_or_default()
            }),
    ]
}

/// What the parts of the list share.
#[derive(Clone)]
struct Parts {
    console: ConsoleContext,
    list: ListState,
    /// The query without what is locked.
    own: Memo<Query>,
    shown: Memo<Shown>,
    edit: Callback<Edit>,
    list_href: Callback<Query, String>,
    remove: Callback<Param>,
    clear: Callback<()>,
    retry: Callback<()>,
    turned: Rc<dyn Fn()>,
}

/// The chips, and what can be done with all of them.
fn active_filters(parts: &Parts) -> Tag {
    let ConsoleContext {
        locale,
        query,
        time_zone,
        ..
    } = parts.console;
    let Parts {
        console,
        own,
        remove,
        clear,
        ..
    } = parts.clone();
    let locked = console.carrier.locked;
    let any = Memo::new(move |_| query.with(|query| query.active_filters().next().is_some()));
    let any_own = Memo::new(move |_| own.with(|own| own.active_filters().next().is_some()));
    tag("div").class("op-active").live(move || {
        if !any.get() {
            return Vec::new();
        }
        let link = move || {
            let query = query.with_untracked(|query| query.with_absolute_range(clock::now()));
            dom::absolute_url(&console.list_href(&query))
        };
        let clear_all = move || {
            let clear_all = any_own.get().then(|| {
                tag("button")
                    .attr("type", "button")
                    .class("op-button")
                    .say(locale, |t| t.clear_all())
                    .on("click", move |_| clear.run(()))
            });
            clear_all.into_iter().collect()
        };
        let line = tag("div")
            .class("op-active-filters")
            .child(filter_chips(query, locked, time_zone, remove, locale))
            .live(clear_all)
            .child(copy_button(locale, |t| t.copy_link(), link));
        vec![line]
    })
}

/// The region with the rows, or with what stands in their place.
fn region(parts: &Parts, summary: Tag) -> Tag {
    let locale = parts.console.locale;
    let shown = parts.shown;
    let remote = parts.list.remote();
    let failed = Memo::new(move |_| remote.with(|remote| remote.error().cloned()));
    let banner = {
        let parts = parts.clone();
        move || {
            let rows = shown.with(|shown| *shown == Shown::Rows);
            match failed.get().filter(|_| rows) {
                Some(error) => {
                    let held = held_note(parts.console, parts.list);
                    let again = seconds_left(parts.list.remote(), parts.console.now);
                    vec![failure_banner(error, held, again, parts.retry, locale)]
                }
                None => Vec::new(),
            }
        }
    };
    let content = {
        let parts = parts.clone();
        move || content(&parts)
    };
    landmark(tag("section"), |t| t.list_title(), parts.console)
        .class("op-list")
        .attr("part", "list")
        .attr_live("aria-busy", move || {
            Some(remote.with(Remote::is_loading).to_string())
        })
        .attr_live("data-state", move || {
            let failed = failed.with(Option::is_some);
            Some(shown.with(|shown| shown.as_str(failed)).to_owned())
        })
        .child(tag("div").class("op-busy").attr("aria-hidden", "true"))
        .live(banner)
        .child(drift_notice(parts.console, parts.list))
        .child(summary)
        .live(content)
}

/// A landmark with a name that tells it from those of other consoles on the page.
fn landmark(landmark: Tag, label: Label, console: ConsoleContext) -> Tag {
    landmark.attr_live("aria-label", move || {
        let label = label(console.locale.t());
        Some(console.carrier.name.with(|name| {
            if name.is_empty() {
                label.to_owned()
            } else {
                [label, " · ", name].concat()
            }
        }))
    })
}

fn content(parts: &Parts) -> Vec<Tag> {
    let ConsoleContext {
        locale,
        query,
        time_zone,
        now,
        ..
    } = parts.console;
    let console = parts.console;
    let remote = parts.list.remote();
    match parts.shown.get() {
        Shown::Skeleton => vec![skeleton(locale)],
        Shown::Rows => {
            let mut content = operation_table(TableProps {
                remote,
                query,
                locked: parts.console.carrier.locked,
                edit: parts.edit,
                list_href: parts.list_href,
                operation_href: Callback::new(move |id| {
                    query.with_untracked(|query| console.operation_href(&id, query))
                }),
                time_zone,
                now,
                locale,
            });
            let pager = pager(
                query,
                Rc::new(move || remote.with(|remote| remote.held()?.page.total)),
                parts.edit,
                parts.list_href,
                Rc::clone(&parts.turned),
                locale,
            );
            content.push(landmark(pager, |t| t.pages(), console));
            content
        }
        Shown::Empty(emptiness, total) => vec![empty_screen(
            emptiness,
            query,
            parts.console.carrier.locked,
            total,
            parts.remove,
            parts.clear,
            parts.list_href,
            time_zone,
            locale,
        )],
        Shown::Failure(error) => {
            let again = seconds_left(parts.list.remote(), parts.console.now);
            vec![failure_screen(error, again, parts.retry, locale)]
        }
    }
}

/// What the rows below a failure are, and how old.
fn held_note(console: ConsoleContext, list: ListState) -> Box<dyn Fn() -> String> {
    let ConsoleContext {
        locale, time_zone, ..
    } = console;
    Box::new(move || {
        list.remote().with(|remote| {
            let Some(held) = remote.held() else {
                return String::new();
            };
            let time = clock::wall_clock(time_zone.get(), held.received);
            if list.is_asked(held) {
                locale.t().stale(&time)
            } else {
                locale.t().other_query(&time)
            }
        })
    })
}

/// How the rows are ordered, what is odd about them, and which they are.
fn summary(
    remote: Signal<Remote<HeldPage>>,
    shown: Memo<Shown>,
    query: Memo<Query>,
    newer: Tag,
    locale: Locale,
) -> Tag {
    let rows = move || remote.with(|remote| remote.held().map_or(0, |held| held.page.rows.len()));
    let order = move || {
        if shown.with(|shown| *shown == Shown::Rows) {
            query.with(|query| order_text(locale, query, rows()))
        } else {
            String::new()
        }
    };
    let range = move || {
        let total = remote.with(|remote| remote.held()?.page.total);
        query.with(|query| rows_text(locale, query, rows(), total))
    };
    let odd = move || {
        let ignored = [Param::Sort, Param::Reverse]
            .into_iter()
            .filter_map(|param| query.with(|query| ignored_text(locale, query, param)));
        let repeated = remote.with(|remote| remote.held().map_or(0, |held| held.page.repeated));
        let repeated =
            (repeated > 0).then(|| locale.t().repeated_rows(&format::count(locale, repeated)));
        ignored
            .chain(repeated)
            .map(|text| {
                tag("span")
                    .class("op-problem")
                    .child(icon_view(Icon::Warning))
                    .text(&text)
            })
            .collect()
    };
    tag("div")
        .class("op-summary")
        .attr("tabindex", "-1")
        .child(tag("span").class("op-order").text_live(order))
        .child(newer)
        .live(odd)
        .child(tag("span").class("op-range").text_live(range))
}

/// Grey bars where rows will be.
fn skeleton(locale: Locale) -> Tag {
    tag("div")
        .class("op-skeleton")
        .child(
            tag("span")
                .class("visually-hidden")
                .say(locale, |t| t.loading()),
        )
        .children((0..12).map(|_| tag("div").class("op-skeleton-row")))
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
        (Remote::Waiting { waiting, .. }, _) => {
            Some(failure::title(locale, waiting.error.kind()).to_owned())
        }
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
