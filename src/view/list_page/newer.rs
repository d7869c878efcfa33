//! What came after the rows on screen waits behind a button, so that no row moves by itself, unless
//! the reader wants to see what is new as it comes.

use leptos::prelude::*;
use operation_log::frozen_view::Newer;
use operation_log::query::{Edit, Order};

use crate::i18n::Locale;
use crate::nav::Commit;
use crate::state::list::ListState;
use crate::state::preferences::Preferences;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;
use crate::view::format;
use crate::view::scope::scoped_signal;
use crate::view::scope::unsubscribe_on_cleanup;

/// The button that shows newer operations, while there are any, and the choice to be shown them
/// without it.
#[component]
pub fn NewerButton(
    /// The rows.
    list: ListState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let filters = navigation.filters;
    let newer = list.newer();
    let shows_new = scoped_signal(preferences.shows_new());
    let show = move || {
        let page = filters.try_with_untracked(|filters| filters.asked().page());
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
                <button type="button" class="op-button op-button-small" part="button" on:click=move |_| show()>
                    <IconView icon=Icon::Refresh />
                    <span>{label}</span>
                </button>
            }
        })
    };
    // The first page of the newest is where they would come.
    let comes_here = Memo::new(move |_| {
        filters.with(|filters| {
            let query = filters.asked();
            query.page() == 1 && query.order() == Order::NewestFirst
        })
    });
    let is_offered = Memo::new(move |_| {
        comes_here.get() && (shows_new.get() || newer.with(|newer| newer.count > 0))
    });
    let switch = move |event| {
        let on = event_target_checked(&event);
        preferences.switch_shows_new(on);
        if on && newer.try_with_untracked(|newer| newer.count > 0) == Some(true) {
            list.reload();
        }
    };
    let choice = move || {
        is_offered.get().then(|| {
            view! {
                <label>
                    <input
                        type="checkbox"
                        name="shows-new"
                        prop:checked=move || {
                            unsubscribe_on_cleanup();
                            shows_new.get()
                        }
                        on:change=switch
                    />
                    <span>{untrack(|| locale.t().shows_new())}</span>
                </label>
            }
        })
    };
    view! { <span class="op-newer">{button} {move || choice()}</span> }
}

/// How many operations came. Returns `None` if none did.
pub fn newer_text(locale: Locale, newer: Newer) -> Option<String> {
    let Newer { count, more } = newer;
    (count > 0).then(|| {
        let count = format::number(count);
        if more {
            locale.t().newer_at_least(&count)
        } else {
            locale.t().newer(&count)
        }
    })
}
