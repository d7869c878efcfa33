//! The notice that rows on screen would not be in the list any more.

use leptos::prelude::*;
use operation_log::query::Filters;

use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::view::announcement::{When, announce};
use crate::view::format;

/// How many rows left the list since it was loaded, in words; empty if none did.
#[component]
pub fn DepartedNotice(
    /// The rows.
    list: ListState,
    /// What is asked.
    filters: Memo<Filters>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let remote = list.remote();
    let count = Memo::new(move |_| {
        let by_status = filters.with(|filters| filters.asked().status().is_some());
        remote.with(|remote| {
            let held = remote.held();
            held.map_or(0, |held| held.departures.count(by_status))
        })
    });
    let text = move || {
        let count = count.get();
        (count > 0).then(|| locale.t().left_count(&format::count(count)))
    };
    announce(Signal::derive(text), When::Changed);
    view! { <p class="op-departed">{move || text()}</p> }
}
