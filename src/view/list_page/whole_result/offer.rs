//! The offer to load the whole result, with its price: beside the order of a page that is sorted in
//! the browser, and wherever else it is needed.

use leptos::prelude::*;
use operation_log::query::Edit;

use super::Confirming;
use super::price::{price, price_text};
use crate::i18n::{Locale, Texts};
use crate::nav::Commit;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::state::whole_result::WholeResult;
use crate::view::context::Navigation;
use crate::view::format;
use crate::view::scope::{scoped_memo, scoped_signal, unsubscribe_on_cleanup};

/// The offer beside the order of rows that are sorted in the browser.
#[component]
pub fn SortOffer(
    /// The rows.
    list: ListState,
) -> impl IntoView {
    let filters = expect_context::<Navigation>().filters;
    let is_sorted = scoped_memo(move |_| filters.with(|filters| filters.asked().sort().is_some()));
    view! {
        <Show when=move || is_sorted.get()>
            <LoadButton list=list label=|t, rows| t.whole_sort(rows) />
        </Show>
    }
}

/// A button that loads the whole result, where one page does not show it.
#[component]
pub fn LoadButton(
    /// The rows.
    list: ListState,
    /// What it says of so many rows.
    label: fn(Texts, &str) -> String,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let filters = navigation.filters;
    let Confirming(confirming) = expect_context();
    let Store { whole, .. } = expect_context();
    let remote = scoped_signal(list.remote());
    let price = price(list);
    let is_offered = scoped_memo(move |_| {
        let rows = remote.with(|remote| {
            let held = remote.held().filter(|held| held.whole.is_none());
            held.map_or(0, |held| held.page.rows.len() as u64)
        });
        // A page that has every row needs no other.
        let is_whole = filters.with(|filters| filters.asked().is_whole());
        let is_more = price.get().is_some_and(|price| price.rows > rows);
        !is_whole && rows > 0 && is_more
    });
    let words = move || {
        unsubscribe_on_cleanup();
        let rows = format::number(price.get()?.rows);
        Some(label(locale.t(), &rows))
    };
    let cost = move || {
        unsubscribe_on_cleanup();
        price.get().map(|price| price_text(locale, price))
    };
    let press = move |_| {
        let Some(Some(price)) = price.try_get_untracked() else {
            return;
        };
        let must_ask = price.is_steep() || price.is_too_large();
        confirming.set(must_ask);
        if !must_ask {
            load_rest(list, whole);
        }
        navigation.edit(Edit::Whole(true), Commit::Push);
    };
    view! {
        <Show when=move || is_offered.get()>
            <button
                type="button"
                class="op-button op-button-small op-whole-offer"
                data-control="whole"
                part="button"
                on:click=press
            >
                <span>{move || words()}</span>
                <span class="op-note">{move || cost()}</span>
            </button>
        </Show>
    }
}

/// A button that goes on with a load that stands, with what the rest costs.
#[component]
pub fn RestButton(
    /// The rows.
    list: ListState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let price = price(list);
    let words = move || {
        let mut parts = vec![locale.t().whole_go_on().to_owned()];
        parts.extend(price.get().map(|price| price_text(locale, price)));
        parts.join(" · ")
    };
    view! {
        <button
            type="button"
            class="op-button op-button-primary"
            part="button"
            on:click=move |_| load_rest(list, whole)
        >
            {move || words()}
        </button>
    }
}

/// Loads what of the whole result of the list is not here.
pub fn load_rest(list: ListState, whole: WholeResult) {
    if let Some(view) = list.view() {
        whole.load_rest(view);
    }
}
