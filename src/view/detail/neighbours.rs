//! The way back to the list, and the operations beside this one in it.

use leptos::ev;
use leptos::prelude::*;
use operation_log::{JobId, Param};

use crate::i18n::Locale;
use crate::nav::links;
use crate::state::detail::DetailState;
use crate::state::rows::{RowKey, keys_in_order};
use crate::state::store::Store;
use crate::ui::icon::{Icon, IconView};
use crate::ui::shortcut::SingleKeys;
use crate::view::context::{Clock, Navigation};

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

/// The operations before and after one in its list, where that list is at hand.
fn neighbours(
    navigation: Navigation,
    detail: DetailState,
    id: &JobId,
) -> (Option<JobId>, Option<JobId>) {
    let key = navigation.page_key();
    let Store { whole, .. } = expect_context();
    let of_whole = navigation.filters.with(|filters| {
        let folds = whole.folds().get_untracked();
        whole.page(&key, &whole.arrangement(&key.view, filters.asked(), folds)?)
    });
    let Some(held) = of_whole.or_else(|| detail.list(&key)) else {
        return (None, None);
    };
    let sort = navigation.filters.with(|filters| filters.asked().sort());
    // Those of a whole result have their places in it.
    let sort = sort.filter(|_| held.whole.is_none());
    let now = expect_context::<Clock>().now.get_untracked();
    let ids: Vec<JobId> = keys_in_order(&held.page, sort, now)
        .into_iter()
        .filter_map(|key| match key {
            RowKey::Operation(id) => Some(id),
            RowKey::Unreadable(_) => None,
        })
        .collect();
    let Some(index) = ids.iter().position(|known| known == id) else {
        return (None, None);
    };
    let before = index.checked_sub(1).and_then(|index| ids.get(index));
    (before.cloned(), ids.get(index + 1).cloned())
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
    let href = move |id: &JobId| {
        filters.with(|filters| navigation.operation_href(id, filters.href_query()))
    };
    let neighbour_links = move || {
        let (before, after) = neighbours(navigation, detail, &id);
        let before = before.map(|id| {
            view! {
                <a
                    class="op-button"
                    part="button"
                    rel="prev"
                    data-step=""
                    href=href(&id)
                    aria-keyshortcuts=keys.of("p")()
                >
                    <IconView icon=Icon::Left />
                    <span>{locale.say(|t| t.newer_neighbour())}</span>
                </a>
            }
            .into_any()
        });
        let after = after.map(|id| {
            view! {
                <a
                    class="op-button"
                    part="button"
                    rel="next"
                    data-step=""
                    href=href(&id)
                    aria-keyshortcuts=keys.of("n")()
                >
                    <span>{locale.say(|t| t.older_neighbour())}</span>
                    <IconView icon=Icon::Right />
                </a>
            }
            .into_any()
        });
        view! {
            {before}
            {after}
        }
        .into_any()
    };
    view! {
        <div class="op-detail-nav">
            <a
                class="op-button"
                part="button"
                href=move || list_href()
                aria-keyshortcuts="Escape"
                on:click=go_back
            >
                <IconView icon=Icon::Left />
                <span>{locale.say(|t| t.back_to_list())}</span>
            </a>
            {move || neighbour_links()}
        </div>
    }
}
