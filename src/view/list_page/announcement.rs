//! The live region: what a screen reader announces once a call has ended.

use leptos::prelude::*;
use operation_log::Query;
use operation_log::query::Filters;

use super::shown::Shown;
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::view::empty::Emptiness;
use crate::view::pager::window;
use crate::view::{failure, format};

/// The live region of the list.
#[component]
pub fn Announcement(
    /// The rows.
    remote: Signal<Remote<HeldPage>>,
    /// What is shown of them.
    shown: Memo<Shown>,
    /// What is asked.
    filters: Memo<Filters>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let text = move || {
        remote.with(|remote| {
            shown.with(|shown| {
                filters.with(|filters| announcement(locale, remote, shown, filters.asked()))
            })
        })
    };
    view! {
        <p class="visually-hidden" role="status">
            {move || text()}
        </p>
    }
}

/// What the live region says; nothing while a call is under way.
fn announcement(
    locale: Locale,
    remote: &Remote<HeldPage>,
    shown: &Shown,
    query: &Query,
) -> Option<String> {
    let t = locale.t();
    match (remote, shown) {
        (Remote::Loading { .. }, _) => None,
        (Remote::Waiting { waiting, .. }, _) => {
            Some(failure::title(locale, waiting.error.kind()).to_owned())
        }
        (Remote::Failed { error, .. }, _) => Some(failure::title(locale, error.kind()).to_owned()),
        (Remote::Ready(_), Shown::Empty(Emptiness::NothingHere, _)) => {
            Some(t.empty_title().to_owned())
        }
        (Remote::Ready(_), Shown::Empty(Emptiness::NoMatch, _)) => {
            Some(t.no_match_title().to_owned())
        }
        (Remote::Ready(held), _) => {
            let total = held.page.total?;
            let window = window(query, total);
            let [total, page, last] = [total, window.page, window.last_page()]
                .map(|figure| format::number(locale, figure));
            Some(t.announce_rows(&total, &page, &last))
        }
    }
}
