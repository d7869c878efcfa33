//! The pages: real links, a box to jump, the page size, and how many there are.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::paging::{PageLink, PageWindow};
use operation_log::query::MAX_LIMIT;
use operation_log::{Param, Query};

use super::console::Edit;
use super::format;
use super::problem::{ProblemNote, aria_described_by, aria_invalid, ignored_text, problem_of};
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// The page sizes that can be chosen; a link may name any up to [`MAX_LIMIT`].
const LIMITS: [u32; 4] = [10, 20, 50, MAX_LIMIT];

/// `1–20 of 12,345`.
pub fn rows_text(locale: Locale, query: &Query, rows: usize, total: Option<u64>) -> String {
    let t = locale.t();
    let window = window(query, total.unwrap_or_default());
    let number = |figure| format::number(locale, figure);
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    if rows == 0 {
        return total.map_or_else(String::new, |total| t.no_rows_total(&number(total)));
    }
    let first = number(window.first_row());
    let last = number(window.first_row().saturating_add(rows - 1));
    match total {
        Some(total) => t.rows_of_total(&first, &last, &number(total)),
        None => t.rows_of_unknown(&first, &last),
    }
}

/// The page of a query among all pages.
pub fn window(query: &Query, total: u64) -> PageWindow {
    PageWindow {
        page: query.page(),
        limit: u64::from(query.limit()),
        total,
    }
}

/// The pager.
#[component]
pub fn Pager(
    /// What is asked.
    query: Memo<Query>,
    /// How many entries match, as far as the server said.
    total: Signal<Option<u64>>,
    /// Changes what is asked.
    edit: Callback<Edit>,
    /// Makes the href of the list with a query.
    list_href: Callback<Query, String>,
    /// A link of the pager was followed.
    turned: Callback<()>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let window = Memo::new(move |_| query.with(|query| window(query, total.get().unwrap_or(0))));
    let page_href = move |page: u64| list_href.run(query.with(|query| query.with_page(page)));
    let step =
        move |page: Option<u64>, rel: &'static str, icon: Icon, label: &'static str| match page {
            Some(page) => view! {
                <a
                    class="op-page op-page-step"
                    rel=rel
                    href=page_href(page)
                    on:click=move |_| turned.run(())
                >
                    <IconView icon=icon />
                    <span>{label}</span>
                </a>
            }
            .into_any(),
            None => view! {
                <span class="op-page op-page-step op-page-off">
                    <IconView icon=icon />
                    <span>{label}</span>
                </span>
            }
            .into_any(),
        };
    let numbers = move || {
        let current = window.get().page;
        window
            .get()
            .links()
            .into_iter()
            .map(|link| match link {
                PageLink::GapBefore(_) => {
                    view! { <li class="op-page-gap" aria-hidden="true">"…"</li> }.into_any()
                }
                PageLink::Page(page) => {
                    let number = format::number(locale, page);
                    view! {
                        <li>
                            <a
                                class="op-page"
                                href=page_href(page)
                                aria-label=locale.t().page_number(&number)
                                aria-current=(page == current).then_some("page")
                                on:click=move |_| turned.run(())
                            >
                                {number.clone()}
                            </a>
                        </li>
                    }
                    .into_any()
                }
            })
            .collect_view()
    };
    view! {
        <nav class="op-pager" aria-label=reactive(move || locale.t().pages())>
            <div class="op-pages">
                {reactive(move || step(window.get().previous(), "prev", Icon::Left, locale.t().previous()))}
                <ul>{numbers}</ul>
                {reactive(move || step(window.get().next(), "next", Icon::Right, locale.t().next()))}
            </div>
            <div class="op-pager-tools">
                <JumpBox query=query window=window edit=edit locale=locale />
                <LimitChoice query=query edit=edit locale=locale />
            </div>
        </nav>
    }
}

#[component]
fn JumpBox(
    query: Memo<Query>,
    window: Memo<PageWindow>,
    edit: Callback<Edit>,
    locale: Locale,
) -> impl IntoView {
    let problem =
        Signal::derive(move || query.with(|query| ignored_text(locale, query, Param::Page)));
    let shown = move || {
        query.with(|query| match query.text(Param::Page) {
            text if text.is_empty() => "1".to_owned(),
            text => text,
        })
    };
    view! {
        <div class="op-jump">
            <label>
                <span>{reactive(move || locale.t().go_to_page())}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    name=Param::Page.key()
                    autocomplete="off"
                    size="4"
                    aria-invalid=reactive(aria_invalid(problem))
                    aria-describedby=reactive(aria_described_by(problem, "op-page-problem".to_owned()))
                    prop:value=shown
                    on:change=move |event| {
                        edit.run(Edit::choice(Param::Page, event_target_value(&event)));
                    }
                />
                <span>
                    {reactive(move || locale.t().page_of(&format::number(locale, window.get().last_page())))}
                </span>
            </label>
            <ProblemNote id="op-page-problem" text=problem />
        </div>
    }
}

#[component]
fn LimitChoice(query: Memo<Query>, edit: Callback<Edit>, locale: Locale) -> impl IntoView {
    let problem =
        Signal::derive(move || query.with(|query| problem_of(locale, query, Param::Limit)));
    let options = move || {
        let (limit, text) = query.with(|query| (query.limit(), query.text(Param::Limit)));
        let bad = problem.with(Option::is_some);
        // A bad value, or a page size of a link that is none of the four, is a choice of its own.
        let other = (bad || !LIMITS.contains(&limit)).then(|| {
            let label = if bad {
                locale.t().unusable(&text)
            } else {
                text.clone()
            };
            view! { <option value=text.clone() prop:selected=true>{label}</option> }
        });
        let choices: Vec<_> = LIMITS
            .map(|choice| {
                view! {
                    <option value=choice.to_string() prop:selected=!bad && choice == limit>
                        {choice}
                    </option>
                }
            })
            .into_iter()
            .collect();
        (other, choices)
    };
    view! {
        <div class="op-limit">
            <label>
                <span>{reactive(move || locale.t().rows_per_page())}</span>
                <span class="op-select" class:op-input-bad=reactive(move || problem.with(Option::is_some))>
                    <select
                        name=Param::Limit.key()
                        aria-invalid=reactive(aria_invalid(problem))
                        aria-describedby=reactive(aria_described_by(problem, "op-limit-problem".to_owned()))
                        on:change=move |event| {
                            edit.run(Edit::choice(Param::Limit, event_target_value(&event)));
                        }
                    >
                        {options}
                    </select>
                </span>
            </label>
            <ProblemNote id="op-limit-problem" text=problem />
        </div>
    }
}
