//! Rows of what was asked before stay while others load: that they do, and a way back to them.

use leptos::prelude::*;
use operation_log::query::Filters;

use crate::i18n::Locale;
use crate::nav::Commit;
use crate::remote::Remote;
use crate::state::list::ListState;
use crate::view::context::Navigation;

/// What rows are that stay while others load. Returns `None` if the rows are those asked for, or
/// nothing loads.
pub fn earlier_text(locale: Locale, list: ListState) -> Option<&'static str> {
    let loads = list.remote().with(Remote::is_loading);
    (loads && list.has_earlier_rows()).then(|| locale.t().loading_other())
}

/// The note that says so, with a button that goes back to what the rows were asked by.
#[component]
pub fn EarlierRows(
    /// The rows.
    list: ListState,
    /// What is asked.
    filters: Memo<Filters>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    // The location is ahead of the rows while others load.
    let rows_href = Memo::new(move |before: Option<&String>| match before {
        Some(before) if list.has_earlier_rows() => before.clone(),
        _ => filters.with(|filters| navigation.list_href(filters.href_query())),
    });
    let cancel = move || {
        let href = rows_href.try_get_untracked().unwrap_or_default();
        if !navigation.retrace(&href) {
            navigation.go(&href, Commit::Replace);
        }
    };
    let is_late = list.is_late();
    let note = move || {
        // Read all the time: it has to know the location before the rows are of an earlier one.
        let _ = rows_href.get();
        let text = is_late.get().then(|| earlier_text(locale, list))??;
        Some(view! {
            <span class="op-loading-other">
                <span>{text}</span>
                <button
                    type="button"
                    class="op-button op-button-small"
                    part="button"
                    on:click=move |_| cancel()
                >
                    {locale.t().cancel()}
                </button>
            </span>
        })
    };
    view! { {move || note()} }
}
