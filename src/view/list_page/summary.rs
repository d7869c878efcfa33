//! What the toolbar says of the rows: which they are, how they are ordered, what is odd about
//! them.

use leptos::html;
use leptos::prelude::*;
use operation_log::query::Filters;

use super::earlier_rows::EarlierRows;
use super::newer::NewerButton;
use super::oddities::Oddities;
use super::shown::Shown;
use super::whole_result::SortOffer;
use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::view::findings::{rows_text, time_order};
use crate::view::format;
use crate::view::table::order_text;

/// What there is to say of the rows; it takes the focus when a page is turned.
#[component]
pub fn Summary(
    /// The rows.
    list: ListState,
    /// What is shown of them.
    shown: Memo<Shown>,
    /// What is asked.
    filters: Memo<Filters>,
    /// Its own element.
    element: NodeRef<html::Div>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let remote = list.remote();
    let order = move || {
        let has_rows = shown.with(|shown| *shown == Shown::Rows);
        let sort = filters.with(|filters| filters.asked().sort());
        remote.with(|remote| {
            let held = remote.held().filter(|_| has_rows)?;
            // Another order than was asked for is told with what else is odd.
            let is_odd = sort.is_none() && time_order(held).is_err();
            (!is_odd).then(|| order_text(locale, sort, held))
        })
    };
    let is_own = move || filters.with(|filters| filters.asked().sort().is_some());
    // Rows of the server's page have other places in a whole result that is sorted or narrowed here.
    let has_places = move || {
        filters.with(|filters| {
            let asked = filters.asked();
            let is_own = asked.sort().is_some() || !asked.conditions().is_empty();
            !(asked.is_whole() && is_own)
        })
    };
    let range = move || {
        let text = remote.with(|remote| {
            let held = remote.held()?;
            Some(if held.whole.is_some() || has_places() {
                rows_text(locale, held)
            } else {
                locale.t().whole_some(&format::count(held.page.rows.len()))
            })
        });
        text.filter(|text| !text.is_empty())
    };
    view! {
        <div class="op-summary" tabindex="-1" node_ref=element>
            <span class="op-range">{move || range()}</span>
            <span class="op-order" class:op-order-own=move || is_own()>
                {move || order()}
            </span>
            <SortOffer list=list />
            <EarlierRows list=list filters=filters />
            <NewerButton list=list />
            <Oddities list=list filters=filters />
        </div>
    }
}
