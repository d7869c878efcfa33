//! The screens and their parts. [`context`] says what they share; parts take values and callbacks.

use operation_log::Route;

pub mod announcement;
pub mod calls;
pub mod chips;
pub mod clock_notice;
pub mod context;
mod copied_link;
pub mod detail;
pub mod empty;
pub mod failure;
pub mod filter_bar;
pub mod findings;
pub mod format;
pub mod help;
pub mod last_check;
pub mod list_page;
pub mod lost_focus;
pub mod not_found;
pub mod page;
pub mod pager;
pub mod problem;
pub mod scope;
pub mod screen;
pub mod sentence;
pub mod sign_in;
pub mod status_badge;
pub mod table;
pub mod time_text;
pub mod title;
pub mod top_bar;
pub mod watch_bar;

/// The page of a route.
pub fn page_of(route: Route) -> page::Page {
    match route {
        Route::List => list_page::list_page(),
        Route::Detail(id) => detail::detail_page(id),
        Route::NotFound => not_found::not_found_page(),
    }
}
