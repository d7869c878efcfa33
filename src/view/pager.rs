//! The pages: real links, a box to jump, the page size, and how many there are.

use std::rc::Rc;

use operation_log::paging::{PageLink, PageWindow};
use operation_log::query::MAX_LIMIT;
use operation_log::{Param, Query};

use super::console::Edit;
use super::format;
use super::problem::{ProblemText, mark_problem, problem_of, with_problem_note};
use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::platform::events;
use crate::reactive::{Callback, Memo, Read};
use crate::ui::icon::{Icon, icon_view};

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

/// The pager; what it is called is its page's to say. `total` is how many entries match, as far as the server said; `list_href` makes the
/// href of the list with a query; `turned` is told when a link of the pager was followed.
pub fn pager(
    query: Memo<Query>,
    total: Rc<dyn Fn() -> Option<u64>>,
    edit: Callback<Edit>,
    list_href: Callback<Query, String>,
    turned: Rc<dyn Fn()>,
    locale: Locale,
) -> Tag {
    let window = shown_window(query, total);
    let links = Links {
        query,
        window: Rc::clone(&window),
        list_href,
        turned,
        locale,
    };
    let (before, after) = (links.clone(), links.clone());
    let pages = tag("div")
        .class("op-pages")
        .live(move || {
            let page = (before.window)().previous();
            vec![before.step(page, "prev", Icon::Left, |t| t.previous())]
        })
        .child(tag("ul").live(move || links.numbers()))
        .live(move || {
            let page = (after.window)().next();
            vec![after.step(page, "next", Icon::Right, |t| t.next())]
        });
    let tools = tag("div")
        .class("op-pager-tools")
        .child(jump_box(query, window, edit, locale))
        .child(limit_choice(query, edit, locale));
    tag("nav")
        .class("op-pager")
        .control("pager")
        .child(pages)
        .child(tools)
}

type Window = Rc<dyn Fn() -> PageWindow>;

/// The window of the page. It changes with the query and with another total only: a refresh that
/// gives the same total leaves the links alone, and the focus on them.
fn shown_window(query: Memo<Query>, total: Rc<dyn Fn() -> Option<u64>>) -> Window {
    let total = Memo::new(move |_| total().unwrap_or_default());
    Rc::new(move || query.with(|query| window(query, total.get())))
}

/// What the links to pages have in common.
#[derive(Clone)]
struct Links {
    query: Memo<Query>,
    window: Window,
    list_href: Callback<Query, String>,
    turned: Rc<dyn Fn()>,
    locale: Locale,
}

impl Links {
    fn link(&self, page: u64) -> Tag {
        let query = self.query.with(|query| query.with_page(page));
        let turned = Rc::clone(&self.turned);
        tag("a")
            .attr("href", &self.list_href.run(query))
            .on("click", move |_| turned())
    }

    fn step(&self, page: Option<u64>, rel: &str, icon: Icon, label: Label) -> Tag {
        let step = match page {
            Some(page) => self
                .link(page)
                .class("op-page op-page-step")
                .attr("rel", rel)
                // `p` and `n`.
                .attr("aria-keyshortcuts", rel.get(..1).unwrap_or_default()),
            None => tag("span").class("op-page op-page-step op-page-off"),
        };
        let words = tag("span").say(self.locale, label);
        // The arrow points away from the word.
        match icon {
            Icon::Right => step.child(words).child(icon_view(icon)),
            _ => step.child(icon_view(icon)).child(words),
        }
    }

    fn numbers(&self) -> Vec<Tag> {
        let window = (self.window)();
        let mut items = Vec::new();
        for link in window.links() {
            items.push(match link {
                PageLink::GapBefore(_) => tag("li")
                    .class("op-page-gap")
                    .attr("aria-hidden", "true")
                    .text("…"),
                PageLink::Page(page) => tag("li").child(self.number(page, page == window.page)),
            });
        }
        items
    }

    fn number(&self, page: u64, current: bool) -> Tag {
        let number = format::number(self.locale, page);
        let link = self
            .link(page)
            .class("op-page")
            .attr("aria-label", &self.locale.t().page_number(&number))
            .text(&number);
        if current {
            link.attr("aria-current", "page")
        } else {
            link
        }
    }
}

fn jump_box(query: Memo<Query>, window: Window, edit: Callback<Edit>, locale: Locale) -> Tag {
    let id = "op-page-problem".to_owned();
    let of_pages = Rc::clone(&window);
    let problem: ProblemText = Rc::new(move || {
        query.with(|query| query.problem(Param::Page))?;
        let last = format::number(locale, of_pages().last_page());
        Some(locale.t().not_a_page(&last))
    });
    let shown = move || {
        let text = query.with(|query| query.text(Param::Page));
        let page = if text.is_empty() { "1" } else { &text };
        page.into()
    };
    let input = choice(tag("input"), Param::Page, edit)
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("size", "4")
        .prop_live("value", shown);
    let label = tag("label")
        .child(tag("span").say(locale, |t| t.go_to_page()))
        .child(mark_problem(input, id.clone(), Rc::clone(&problem)))
        .child(tag("span").text_live(move || {
            let last = format::number(locale, window().last_page());
            locale.t().page_of(&last)
        }));
    with_problem_note(tag("div").class("op-jump").child(label), id, problem)
}

fn limit_choice(query: Memo<Query>, edit: Callback<Edit>, locale: Locale) -> Tag {
    let id = "op-limit-problem".to_owned();
    let problem: ProblemText =
        Rc::new(move || query.with(|query| problem_of(locale, query, Param::Limit)));
    let is_bad = move || query.with(|query| query.problem(Param::Limit).is_some());
    let select = choice(tag("select"), Param::Limit, edit)
        .live(move || query.with(|query| limit_options(query, locale)));
    let select = tag("span")
        .class("op-select")
        .class_if("op-input-bad", is_bad)
        .child(mark_problem(select, id.clone(), Rc::clone(&problem)));
    let label = tag("label")
        .child(tag("span").say(locale, |t| t.rows_per_page()))
        .child(select);
    with_problem_note(tag("div").class("op-limit").child(label), id, problem)
}

fn limit_options(query: &Query, locale: Locale) -> Vec<Tag> {
    let (limit, text) = (query.limit(), query.text(Param::Limit));
    let bad = query.problem(Param::Limit).is_some();
    let option = |value: &str, label: &str, selected: bool| {
        tag("option")
            .attr("value", value)
            .prop_live("selected", move || selected.into())
            .text(label)
    };
    let mut options = Vec::new();
    // A bad value, or a page size of a link that is none of the four, is a choice of its own.
    if bad {
        options.push(option(&text, &locale.t().unusable(&text), true));
    } else if !LIMITS.contains(&limit) {
        options.push(option(&text, &text, true));
    }
    for choice in LIMITS {
        let text = choice.to_string();
        options.push(option(&text, &text, !bad && choice == limit));
    }
    options
}

/// A control that changes a parameter once its value is chosen.
fn choice(control: Tag, param: Param, edit: Callback<Edit>) -> Tag {
    control
        .attr("name", param.key())
        .on("change", move |event| {
            edit.run(Edit::choice(param, events::target_value(&event)));
        })
}
