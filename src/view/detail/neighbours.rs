//! The way back to the list, and the operations beside this one in it.

use leptos::ev;
use leptos::prelude::*;
use operation_log::query::{Edit, PageKey};
use operation_log::{JobId, Param};

use crate::i18n::Locale;
use crate::nav::links;
use crate::state::cache::HeldPage;
use crate::state::detail::DetailState;
use crate::state::rows::{RowKey, keys_in_order};
use crate::state::store::Store;
use crate::ui::icon::{Icon, IconView};
use crate::ui::shortcut::SingleKeys;
use crate::view::context::{Clock, Navigation};
use crate::view::scope::scoped_memo;

/// Reads the list that the operation was opened from, if the page was loaded here: a list that
/// was left a moment ago is at hand. A link that says nothing of a list was opened from none,
/// unless it is not the first entry of the history.
pub fn read_list(detail: DetailState, navigation: Navigation) {
    let (loaded, first) = navigation
        .location
        .with_untracked(|location| (location.arrival.is_load(), location.entry == 0));
    let names_a_list = navigation.filters.with_untracked(|filters| {
        let query = filters.asked();
        let of_a_list = [Param::Page, Param::Limit, Param::Reverse, Param::Sort]
            .into_iter()
            .any(|param| query.is_set(param));
        of_a_list || query.narrows_rows()
    });
    if loaded && (!first || names_a_list) {
        detail.read_list(untrack(|| navigation.page_key()));
    }
}

/// An operation beside one in its list.
#[derive(Clone, PartialEq)]
struct Neighbour {
    id: JobId,
    /// The page of the list that it is on.
    page: u64,
}

/// What is known of the operations beside one in its list.
#[derive(Clone, Default, PartialEq)]
struct Neighbours {
    before: Option<Neighbour>,
    after: Option<Neighbour>,
    /// A page that has one of them, and was not read.
    unread: Option<PageKey>,
}

impl Neighbours {
    /// Those in the list that is at hand: the page of the operation and the pages beside it, or the whole
    /// result.
    fn of(navigation: Navigation, detail: DetailState, id: &JobId) -> Self {
        let key = navigation.page_key();
        let Store { whole, .. } = expect_context();
        let (sort, of_whole) = navigation.filters.with(|filters| {
            let asked = filters.asked();
            let folds = whole.folds().get_untracked();
            let arrangement = whole.arrangement(&key.view, asked, folds);
            let found = arrangement.and_then(|arrangement| whole.neighbours(&arrangement, id));
            (asked.sort(), found)
        });
        if let Some(found) = of_whole {
            let [before, after] = found.map(|found| {
                let (id, place) = found?;
                let page = u64::from(place / key.limit.max(1)) + 1;
                Some(Neighbour { id, page })
            });
            return Self {
                before,
                after,
                ..Self::default()
            };
        }
        let Some(held) = detail.list(&key) else {
            return Self::default();
        };
        let now = expect_context::<Clock>().now.get_untracked();
        let window = held.window();
        let on_page = |page| PageKey {
            page,
            ..key.clone()
        };
        let listed = |held: HeldPage| -> Vec<Neighbour> {
            let page = held.key.page;
            let rows = keys_in_order(&held.page, sort, now).into_iter();
            let operations = rows.filter_map(|row| match row {
                RowKey::Operation(id) => Some(Neighbour { id, page }),
                RowKey::Unreadable(_) => None,
            });
            operations.collect()
        };
        let here = listed(held);
        let Some(index) = here.iter().position(|other| other.id == *id) else {
            return Self::default();
        };
        let before = index.checked_sub(1).and_then(|index| here.get(index));
        let after = here.get(index + 1);
        // The pages beside are looked at only at the edges of this one.
        let [previous, next] = [
            window.previous().filter(|_| before.is_none()).map(on_page),
            window.next().filter(|_| after.is_none()).map(on_page),
        ];
        let on = |key: &Option<PageKey>| detail.list(key.as_ref()?).map(listed);
        let before = before.cloned().or_else(|| on(&previous)?.pop());
        let after = after.cloned().or_else(|| on(&next)?.into_iter().next());
        let mut missing = [previous, next].into_iter().flatten();
        Self {
            before,
            after,
            unread: missing.find(|key| detail.list(key).is_none()),
        }
    }
}

/// Links back to the list, and to the neighbours in it.
#[component]
pub fn DetailNavigation(
    /// The operation.
    id: JobId,
    /// Where its list is read.
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    let navigation = expect_context::<Navigation>();
    let filters = navigation.filters;
    let list_href = move || filters.with(|filters| navigation.list_href(filters.href_query()));
    // The list as it was left, with its scroll position and its row in focus, if it is still there
    // to go back to.
    let go_back = move |event: ev::MouseEvent| {
        if links::is_plain(&event) && navigation.retrace(&untrack(list_href)) {
            event.prevent_default();
        }
    };
    let href = move |Neighbour { id, page }: &Neighbour| {
        filters.with(|filters| {
            let query = filters.href_query().edited(Edit::Page(*page));
            navigation.operation_href(id, &query)
        })
    };
    // Where there is one of them, the other keeps its place: who steps on by clicks in one place does
    // not step back at the end.
    let link =
        move |neighbour: Option<Neighbour>, rel: &'static str, words: AnyView| match neighbour {
            Some(neighbour) => view! {
                <a
                    class="op-button"
                    part="button"
                    rel=rel
                    data-step=""
                    href=href(&neighbour)
                    aria-keyshortcuts=keys.of(if rel == "prev" { "p" } else { "n" })()
                >
                    {words}
                </a>
            }
            .into_any(),
            None => view! { <span class="op-button op-button-off">{words}</span> }.into_any(),
        };
    let Store { positions, .. } = expect_context();
    let neighbours = scoped_memo({
        let id = id.clone();
        move |_| Neighbours::of(navigation, detail, &id)
    });
    Effect::new(move || {
        let Neighbours {
            before,
            after,
            unread,
        } = neighbours.get();
        if let Some(unread) = unread {
            detail.read_list(unread);
        }
        // Back leads to the row of the operation that was stepped to.
        if (before.is_some() || after.is_some())
            && let Some(list) = navigation.entry_before(&untrack(list_href))
        {
            positions.turn_to(list, id.clone());
        }
    });
    let neighbour_links = move || {
        let Neighbours { before, after, .. } = neighbours.get();
        if before.is_none() && after.is_none() {
            return None;
        }
        let words = view! {
            <IconView icon=Icon::Left />
            <span>{locale.say(|t| t.newer_neighbour())}</span>
        };
        let before = link(before, "prev", words.into_any());
        let words = view! {
            <span>{locale.say(|t| t.older_neighbour())}</span>
            <IconView icon=Icon::Right />
        };
        let after = link(after, "next", words.into_any());
        Some(
            view! {
                {before}
                {after}
            }
            .into_any(),
        )
    };
    view! {
        <div class="op-detail-nav">
            <a
                class="op-button"
                part="button"
                href=move || list_href()
                aria-keyshortcuts=keys.of("Escape")
                on:click=go_back
            >
                <IconView icon=Icon::Left />
                <span>{locale.say(|t| t.back_to_list())}</span>
            </a>
            {move || neighbour_links()}
        </div>
    }
}
