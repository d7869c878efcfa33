//! The pages: real links, a box to jump to a page, and the page size.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use operation_log::frozen_view::Extent;
use operation_log::paging::{PageLink, PageWindow};
use operation_log::query::{Edit, Filters, MAX_LIMIT};
use operation_log::search::plain;
use operation_log::{Param, Query};
use web_sys::HtmlInputElement;

use super::format;
use super::problem::{ProblemNote, aria_invalid, described_by_problem, problem_of};
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::ui::icon::{Icon, IconView};
use crate::ui::shortcut::SingleKeys;

/// The page sizes that can be chosen; a link may name any up to [`MAX_LIMIT`].
const LIMITS: [u32; 4] = [10, 20, 50, MAX_LIMIT];

/// Id of what is wrong with the page.
const PAGE_PROBLEM: &str = "op-page-problem";

/// Id of what is wrong with the page size.
const LIMIT_PROBLEM: &str = "op-limit-problem";

/// The pager. Its page gives it a name.
#[component]
pub fn Pager(
    /// What is asked.
    filters: Memo<Filters>,
    /// Where the page stands.
    window: Memo<PageWindow>,
    /// Changes the page or the page size.
    on_edit: Callback<(Edit, Commit)>,
    /// Makes the href of the list with a query.
    list_href: Callback<Query, String>,
    /// Called after a link was followed, to move focus to the rows.
    on_turn: Callback<()>,
) -> impl IntoView {
    view! {
        <nav class="op-pager" data-control="pager" part="pager">
            <PageLinks filters=filters window=window list_href=list_href on_turn=on_turn />
            <div class="op-pager-tools">
                <JumpBox filters=filters window=window on_edit=on_edit on_turn=on_turn />
                <LimitChoice filters=filters on_edit=on_edit />
            </div>
        </nav>
    }
}

/// Links to the previous page, to the pages around the current one, and to the next page.
#[component]
fn PageLinks(
    filters: Memo<Filters>,
    window: Memo<PageWindow>,
    list_href: Callback<Query, String>,
    on_turn: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    let href = move |page| {
        list_href.run(filters.with(|filters| filters.href_query().edited(Edit::Page(page))))
    };
    let previous = move || {
        let words = view! {
            <IconView icon=Icon::Left />
            <span>{locale.t().previous()}</span>
        };
        let link = window
            .get()
            .previous()
            .map(|page| (href(page), "prev", keys.of("p")()));
        step(link, on_turn, words.into_any())
    };
    let next = move || {
        let words = view! {
            <span>{locale.t().next()}</span>
            <IconView icon=Icon::Right />
        };
        let link = window
            .get()
            .next()
            .map(|page| (href(page), "next", keys.of("n")()));
        step(link, on_turn, words.into_any())
    };
    let number = move |page: u64, is_current: bool| {
        let number = format::number(page);
        let label = locale.t().page_number(&number);
        view! {
            <li>
                <a
                    class="op-page"
                    href=href(page)
                    aria-label=label
                    aria-current=is_current.then_some("page")
                    on:click=move |_| on_turn.run(())
                >
                    {number}
                </a>
            </li>
        }
        .into_any()
    };
    let numbers = move || {
        let window = window.get();
        let links = window.links().into_iter().map(|link| match link {
            PageLink::GapBefore(_) => view! {
                <li class="op-page-gap" aria-hidden="true">
                    "…"
                </li>
            }
            .into_any(),
            PageLink::Page(page) => number(page, page == window.page),
        });
        links.collect_view()
    };
    view! {
        <div class="op-pages">
            {move || previous()} <ul>{move || numbers()}</ul> {move || next()}
        </div>
    }
}

/// A step to a neighbouring page, of which there may be none; `link` is its href, its `rel` and its
/// key.
fn step(
    link: Option<(String, &'static str, Option<&'static str>)>,
    on_turn: Callback<()>,
    words: AnyView,
) -> AnyView {
    match link {
        Some((href, rel, key)) => view! {
            <a
                class="op-page op-page-step"
                href=href
                rel=rel
                aria-keyshortcuts=key
                on:click=move |_| on_turn.run(())
            >
                {words}
            </a>
        }
        .into_any(),
        None => view! { <span class="op-page op-page-step op-page-off">{words}</span> }.into_any(),
    }
}

/// Why what was typed leads to no page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Refused {
    /// It is no number of a page.
    NoNumber,
    /// There is no such page.
    BehindLast,
}

/// A box for the number of a page.
#[component]
fn JumpBox(
    filters: Memo<Filters>,
    window: Memo<PageWindow>,
    on_edit: Callback<(Edit, Commit)>,
    on_turn: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let last_page = move || format::number(window.with(PageWindow::last_page));
    // What was refused, and on which page, which stays the page.
    let refused = RwSignal::new(None::<(Refused, u64)>);
    let page = move || filters.with(|filters| filters.asked().page());
    let problem = Signal::derive(move || {
        if let Some((refused, _)) = refused.get().filter(|(_, on)| *on == page()) {
            return Some(match refused {
                Refused::NoNumber => locale.t().not_a_page_number().to_owned(),
                Refused::BehindLast => locale.t().last_page_is(&last_page()),
            });
        }
        filters.with(|filters| filters.problem(Param::Page))?;
        Some(locale.t().not_a_page(&last_page()))
    });
    let shown = move || {
        let text = filters.with(|filters| filters.asked().text(Param::Page));
        if text.is_empty() {
            "1".to_owned()
        } else {
            text
        }
    };
    let jump = move |event| {
        // Chinese keyboards write fullwidth digits.
        let text = plain(&event_target_value(&event));
        let is_blank = text.trim().is_empty();
        let edit = Edit::Text(Param::Page, text);
        let asked = filters.with_untracked(|filters| filters.edited(edit.clone()));
        let is_behind = |window: &PageWindow| {
            let is_known = matches!(window.extent, Extent::Rows(_));
            is_known && asked.asked().page() > window.last_page()
        };
        let problem = if is_blank || asked.problem(Param::Page).is_some() {
            Some(Refused::NoNumber)
        } else {
            let is_behind = window.with_untracked(is_behind);
            is_behind.then_some(Refused::BehindLast)
        };
        refused.set(problem.map(|problem| (problem, untrack(page))));
        if problem.is_none() {
            on_edit.run((edit, Commit::Push));
            on_turn.run(());
        }
    };
    // What is typed takes the place of the page there is.
    let select = move |event: MouseEvent| event_target::<HtmlInputElement>(&event).select();
    view! {
        <div class="op-jump">
            <label>
                <span>{locale.say(|t| t.go_to_page())}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    name=Param::Page.key()
                    autocomplete="off"
                    size="4"
                    aria-invalid=aria_invalid(problem)
                    aria-describedby=described_by_problem(problem, PAGE_PROBLEM)
                    prop:value=move || shown()
                    on:click=select
                    on:change=jump
                />
                <span>
                    {move || {
                        let is_known = matches!(window.get().extent, Extent::Rows(_));
                        is_known.then(|| locale.t().page_of(&last_page()))
                    }}
                </span>
            </label>
            <ProblemNote id=PAGE_PROBLEM.to_owned() problem=problem />
        </div>
    }
}

/// The page size.
#[component]
fn LimitChoice(filters: Memo<Filters>, on_edit: Callback<(Edit, Commit)>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let problem = Signal::derive(move || {
        filters.with(|filters| problem_of(locale, filters.asked(), Param::Limit))
    });
    let chosen = move || filters.with(|filters| limit_text(filters.asked()));
    // A bad value, or a page size of a link that is none of the four, is a choice of its own.
    let other = move || {
        let text = chosen();
        let label = if problem.with(Option::is_some) {
            locale.t().unusable(&text)
        } else if LIMITS.iter().any(|limit| limit.to_string() == text) {
            return None;
        } else {
            text.clone()
        };
        Some(view! { <option value=text>{label}</option> }.into_any())
    };
    let choose = move |event| {
        if let Ok(limit) = event_target_value(&event).parse() {
            on_edit.run((Edit::Limit(limit), Commit::Push));
        }
    };
    view! {
        <div class="op-limit">
            <label>
                <span>{locale.say(|t| t.rows_per_page())}</span>
                <span
                    class="op-select"
                    class:op-input-bad=move || problem.with(Option::is_some)
                >
                    <select
                        name=Param::Limit.key()
                        aria-invalid=aria_invalid(problem)
                        aria-describedby=described_by_problem(problem, LIMIT_PROBLEM)
                        prop:value=move || chosen()
                        on:change=choose
                    >
                        {move || other()}
                        {LIMITS
                            .map(|limit| {
                                view! {
                                    <option value=limit.to_string()>{limit.to_string()}</option>
                                }
                            })
                            .collect_view()}
                    </select>
                </span>
            </label>
            <ProblemNote id=LIMIT_PROBLEM.to_owned() problem=problem />
        </div>
    }
}

/// The page size as a link prints it, where it is bad as well.
fn limit_text(query: &Query) -> String {
    let text = query.text(Param::Limit);
    if text.is_empty() {
        query.limit().to_string()
    } else {
        text
    }
}
