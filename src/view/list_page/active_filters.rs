//! The filters that are set, with what can be done with all of them.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::Filters;

use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::ui::copy_button::CopyButton;
use crate::view::chips::FilterChips;
use crate::view::context::{Clock, Navigation};
use crate::view::copied_link::copied_link;
use crate::view::scope::{Scope, scoped_memo, scoped_signal};

/// The chips, a button that removes all filters, and one that copies a link to the rows.
#[component]
pub fn ActiveFilters(
    /// What is asked.
    filters: Memo<Filters>,
    /// The rows.
    list: ListState,
    /// Removes a filter.
    on_remove: Callback<Param>,
    /// Removes every filter of the reader's.
    on_clear: Callback<()>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let Clock { now, .. } = expect_context();
    let any = move || filters.with(|filters| filters.active().next().is_some());
    // Who opens the link later sees the same rows.
    let link = Callback::new(move |()| {
        let now = now.try_get_untracked().unwrap_or_default();
        let query =
            filters.try_with_untracked(|filters| filters.href_query().with_absolute_range(now));
        copied_link(&navigation.list_href(&query.unwrap_or_default()))
    });
    view! {
        <div class="op-active">
            <Show when=any>
                <Scope>
                    <Shown filters=filters list=list on_remove=on_remove on_clear=on_clear link=link />
                </Scope>
            </Show>
        </div>
    }
}

/// What is shown while there are filters.
#[component]
fn Shown(
    filters: Memo<Filters>,
    list: ListState,
    on_remove: Callback<Param>,
    on_clear: Callback<()>,
    link: Callback<(), String>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let filters = scoped_memo(move |_| filters.get());
    let remote = scoped_signal(list.remote());
    let clear_all = move || {
        filters.with(Filters::has_own_filters).then(|| {
            view! {
                <button type="button" class="op-button" part="button" on:click=move |_| on_clear.run(())>
                    {locale.t().clear_all()}
                </button>
            }
        })
    };
    view! {
        <div class="op-active-filters">
            <FilterChips filters=filters on_remove=on_remove remote=remote />
            {clear_all}
            <CopyButton label=|t| t.copy_link() text=link />
        </div>
    }
}
