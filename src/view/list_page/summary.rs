//! What the toolbar says of the rows: which they are, how they are ordered, what is odd about
//! them.

use leptos::html;
use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::Filters;

use super::newer::NewerButton;
use super::shown::Shown;
use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::ui::icon::{Icon, IconView};
use crate::view::format;
use crate::view::pager::rows_text;
use crate::view::problem::ignored_text;
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
    let rows = move || remote.with(|remote| remote.held().map_or(0, |held| held.page.rows.len()));
    let order = move || {
        shown
            .with(|shown| *shown == Shown::Rows)
            .then(|| filters.with(|filters| order_text(locale, filters.asked(), rows())))
    };
    let is_loaded_only = move || filters.with(|filters| filters.asked().sort().is_some());
    let range = move || {
        let total = remote.with(|remote| remote.held()?.page.total);
        let text = filters.with(|filters| rows_text(locale, filters.asked(), rows(), total));
        (!text.is_empty()).then_some(text)
    };
    view! {
        <div class="op-summary" tabindex="-1" node_ref=element>
            <span class="op-range">{move || range()}</span>
            <span class="op-order" class:op-order-loaded=move || is_loaded_only()>
                {move || order()}
            </span>
            <NewerButton list=list />
            <Oddities list=list filters=filters />
        </div>
    }
}

/// Values of the link that change the order, cannot be used and have no control; rows that the
/// server sent twice.
#[component]
fn Oddities(list: ListState, filters: Memo<Filters>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let remote = list.remote();
    let oddities = move || {
        let ignored = [Param::Sort, Param::Reverse]
            .into_iter()
            .filter_map(|param| {
                filters.with(|filters| ignored_text(locale, filters.asked(), param))
            });
        let repeated = remote.with(|remote| remote.held().map_or(0, |held| held.page.repeated));
        let repeated =
            (repeated > 0).then(|| locale.t().repeated_rows(&format::count(locale, repeated)));
        ignored
            .chain(repeated)
            .map(|text| {
                view! {
                    <span class="op-problem">
                        <IconView icon=Icon::Warning />
                        {text}
                    </span>
                }
                .into_any()
            })
            .collect_view()
    };
    view! { {move || oddities()} }
}
