//! The offer to load the whole result, with its price: beside the order of a page that is sorted in
//! the browser, and wherever else it is needed.

use leptos::prelude::*;
use operation_log::query::{Edit, Filters};

use super::Confirming;
use super::price::{price, price_text};
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::state::whole_result::WholeResult;
use crate::view::context::Navigation;
use crate::view::format;
use crate::view::scope::scoped_memo;

/// A button that loads the whole result where one page does not show it.
#[component]
pub fn WholeOffer(
    /// The rows.
    list: ListState,
    /// What is asked.
    filters: Memo<Filters>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let Confirming(confirming) = expect_context();
    let Store { whole, .. } = expect_context();
    let remote = list.remote();
    let price = price(list);
    // A page that has every row needs no other.
    let is_offered = scoped_memo(move |_| {
        let rows =
            remote.with(|remote| remote.held().map_or(0, |held| held.page.rows.len() as u64));
        let is_sorted = filters.with(|filters| {
            let asked = filters.asked();
            asked.sort().is_some() && !asked.is_whole()
        });
        is_sorted && rows > 0 && price.get().is_some_and(|price| price.rows > rows)
    });
    let words = move || {
        let price = price.get()?;
        let rows = format::number(locale, price.rows);
        Some((locale.t().whole_sort(&rows), price_text(locale, price)))
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
                part="button"
                on:click=press
            >
                <span>{move || words().map(|(what, _)| what)}</span>
                <span class="op-note">{move || words().map(|(_, price)| price)}</span>
            </button>
        </Show>
    }
}

/// Loads what of the whole result of the list is not here.
pub fn load_rest(list: ListState, whole: WholeResult) {
    if let Some(view) = list.view() {
        whole.load_rest(view);
    }
}
