//! The rarer filters, behind a disclosure that opens by itself when one is set.

use leptos::html;
use leptos::prelude::*;
use operation_log::control::FilterGroup;
use operation_log::query::Filters;

use super::controls::params;
use crate::i18n::Locale;

/// The rarer filters.
#[component]
pub fn MoreFilters(
    /// What is asked.
    filters: Memo<Filters>,
    /// Their controls.
    children: Children,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let set = Memo::new(move |_| {
        filters.with(|filters| {
            let own = filters.own();
            let params = params(FilterGroup::More);
            params.filter(|param| own.is_set(*param)).count()
        })
    });
    // Opens as the first is set; only the reader closes it, as a box in it may have focus.
    let any_set = Memo::new(move |_| set.get() > 0);
    let details = NodeRef::<html::Details>::new();
    Effect::new(move || {
        if any_set.get()
            && let Some(details) = details.get()
        {
            details.set_open(true);
        }
    });
    let count = move || {
        let set = set.get();
        (set > 0).then(|| view! { <span class="op-count">{set.to_string()}</span> })
    };
    view! {
        <details class="op-more" data-control="more" part="more" node_ref=details>
            <summary>{locale.say(|t| t.more_filters())} {move || count()}</summary>
            <div class="op-filters-rest">{children()}</div>
        </details>
    }
}
