//! The screens and their parts. [`context`] says what they share; parts take values and callbacks.

use leptos::prelude::*;
use operation_log::Route;

pub mod announcement;
pub mod calls;
pub mod chips;
pub mod clock_notice;
pub mod context;
mod copied_link;
pub mod detail;
pub mod earlier_runs;
pub mod empty;
pub mod failure;
pub mod filter_bar;
pub mod findings;
pub mod format;
pub mod last_check;
mod lazy_dialog;
pub mod list_page;
pub mod lost_focus;
pub mod not_found;
pub mod page;
pub mod pager;
pub mod problem;
pub mod refresh_words;
pub mod scope;
pub mod screen;
pub mod sentence;
pub mod shortcuts;
pub mod sign_in;
pub mod status_badge;
pub mod steps;
pub mod table;
pub mod time_text;
pub mod title;
pub mod top_bar;
pub mod watch_bar;

/// Shows the page of a route; the list is shown by [`list_page::KeptList`].
pub fn show_other(route: Route) -> AnyView {
    let page = match route {
        Route::List => return ().into_any(),
        Route::Detail(id) => detail::detail_page(id),
        Route::NotFound => not_found::not_found_page(),
    };
    page::show(page, Signal::derive(|| true))
}
