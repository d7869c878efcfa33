//! What came after the rows on screen waits behind a button, so that no row moves by itself.

use leptos::prelude::*;
use operation_log::frozen_view::Newer;
use operation_log::query::Edit;

use crate::i18n::Locale;
use crate::nav::Commit;
use crate::state::list::ListState;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;
use crate::view::format;

/// The button that shows newer operations, while there are any.
#[component]
pub fn NewerButton(
    /// The rows.
    list: ListState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let newer = list.newer();
    let show = move |_| {
        let page = navigation
            .filters
            .try_with_untracked(|filters| filters.asked().page());
        if page == Some(1) {
            list.reload();
        } else {
            list.forget_view();
            navigation.edit(Edit::Page(1), Commit::Push);
        }
    };
    // Set again, in place, when the count or the language changes.
    let button = move || {
        newer_text(locale, newer.get()).map(|label| {
            view! {
                <button type="button" class="op-button op-button-small" on:click=show>
                    <IconView icon=Icon::Refresh />
                    <span>{label}</span>
                </button>
            }
        })
    };
    view! { <span class="op-newer">{button}</span> }
}

/// How many operations came; `None` if none did.
pub fn newer_text(locale: Locale, newer: Newer) -> Option<String> {
    let Newer { count, more } = newer;
    (count > 0).then(|| {
        let count = format::number(locale, count);
        if more {
            locale.t().newer_at_least(&count)
        } else {
            locale.t().newer(&count)
        }
    })
}
