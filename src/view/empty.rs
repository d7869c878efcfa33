//! A good answer without rows: nothing here, nothing that matches, no such page.

use leptos::prelude::*;
use operation_log::query::{Edit, Filters};
use operation_log::{Param, Query};

use super::chips::FilterChips;
use super::format;
use super::pager::window;
use super::screen::Screen;
use crate::i18n::Locale;
use crate::ui::icon::Icon;

/// Why a good answer has no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// The log has no entry at all.
    NothingHere,
    /// No entry matches the filters.
    NoMatch,
    /// There are entries, but the page lies behind them.
    PastEnd,
}

impl Emptiness {
    /// Why an answer without rows is empty; `own` is the query without locked filters.
    pub fn of(own: &Query, total: Option<u64>) -> Self {
        if total.unwrap_or_default() > 0 || (own.page() > 1 && total.is_none()) {
            Self::PastEnd
        } else if own.narrows_rows() {
            Self::NoMatch
        } else {
            Self::NothingHere
        }
    }

    /// The word of `data-state`, part of the markup contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NothingHere => "empty",
            Self::NoMatch => "no-match",
            Self::PastEnd => "past-end",
        }
    }
}

/// The title of the screen for a good answer without rows. A log without any entry is what a zone
/// that does not exist has, too, so a zone that is asked for is named.
pub fn title(locale: Locale, emptiness: Emptiness, asked: &Query) -> String {
    let t = locale.t();
    match (emptiness, asked.zone()) {
        (Emptiness::NothingHere, Some(zone)) => t.empty_zone_title(zone.as_str()),
        (Emptiness::NothingHere, None) => t.empty_title().to_owned(),
        (Emptiness::NoMatch, _) => t.no_match_title().to_owned(),
        (Emptiness::PastEnd, _) => t.past_end_title().to_owned(),
    }
}

/// The same, to follow.
fn following_title(emptiness: Emptiness, filters: Memo<Filters>) -> Signal<String> {
    let locale = expect_context::<Locale>();
    Signal::derive(move || filters.with(|filters| title(locale, emptiness, filters.asked())))
}

/// The screen for a good answer without rows.
#[component]
pub fn EmptyScreen(
    /// Why there are none.
    emptiness: Emptiness,
    /// What is asked.
    filters: Memo<Filters>,
    /// How many entries match.
    total: Option<u64>,
    /// Removes a filter.
    on_remove: Callback<Param>,
    /// Removes every filter of the reader's.
    on_clear: Callback<()>,
    /// Makes the href of the list with a query.
    list_href: Callback<Query, String>,
) -> impl IntoView {
    match emptiness {
        Emptiness::NothingHere => {
            view! { <NothingHere filters=filters list_href=list_href /> }.into_any()
        }
        Emptiness::NoMatch => {
            view! { <NoMatch filters=filters on_remove=on_remove on_clear=on_clear /> }.into_any()
        }
        Emptiness::PastEnd => {
            let total = total.unwrap_or_default();
            view! { <PastEnd filters=filters total=total list_href=list_href /> }.into_any()
        }
    }
}

/// Nothing at all.
#[component]
fn NothingHere(filters: Memo<Filters>, list_href: Callback<Query, String>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let zone =
        Memo::new(move |_| filters.with(|filters| filters.asked().zone().map(ToString::to_string)));
    let title = following_title(Emptiness::NothingHere, filters);
    let text = Signal::derive(move || match zone.get() {
        Some(zone) => locale.t().empty_zone_text(&zone),
        None => locale.t().empty_text().to_owned(),
    });
    let href = move || {
        list_href.run(filters.with(|filters| filters.href_query().edited(Edit::Zone(None))))
    };
    let screen = move || {
        if zone.with(Option::is_none) {
            return view! { <Screen icon=Icon::Empty title=title text=text /> }.into_any();
        }
        view! {
            <Screen icon=Icon::Empty title=title text=text>
                <a class="op-button op-button-primary" href=href>
                    {locale.say(|t| t.go_to_own_zone())}
                </a>
            </Screen>
        }
        .into_any()
    };
    view! { {move || screen()} }
}

/// Nothing that matches the filters, which can be removed here.
#[component]
fn NoMatch(
    filters: Memo<Filters>,
    on_remove: Callback<Param>,
    on_clear: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let title = following_title(Emptiness::NoMatch, filters);
    let text = Signal::derive(move || locale.t().no_match_text().to_owned());
    view! {
        <Screen icon=Icon::Search title=title text=text>
            <FilterChips filters=filters on_remove=on_remove />
            <button
                type="button"
                class="op-button op-button-primary"
                on:click=move |_| on_clear.run(())
            >
                {locale.say(|t| t.clear_all())}
            </button>
        </Screen>
    }
}

/// No such page, with a link to the last one.
#[component]
fn PastEnd(
    filters: Memo<Filters>,
    total: u64,
    list_href: Callback<Query, String>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let title = following_title(Emptiness::PastEnd, filters);
    let text = Signal::derive(move || {
        let window = filters.with(|filters| window(filters.asked(), total));
        let [page, total, last] =
            [window.page, total, window.last_page()].map(|figure| format::number(locale, figure));
        locale.t().past_end_text(&page, &total, &last)
    });
    let href = move || {
        list_href.run(filters.with(|filters| {
            let query = filters.href_query();
            query.edited(Edit::Page(window(query, total).last_page()))
        }))
    };
    view! {
        <Screen icon=Icon::Empty title=title text=text>
            <a class="op-button op-button-primary" href=href>
                {locale.say(|t| t.go_to_last())}
            </a>
        </Screen>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rows_has_three_reasons() {
        let of = |url: &str, total| Emptiness::of(&Query::from_url(url), total);
        assert_eq!(of("", Some(0)), Emptiness::NothingHere);
        assert_eq!(
            of("verbose=1&status=nonsense", Some(0)),
            Emptiness::NothingHere
        );
        assert_eq!(of("status=failed", Some(0)), Emptiness::NoMatch);
        assert_eq!(of("status=failed&page=9", Some(3)), Emptiness::PastEnd);
        assert_eq!(of("page=9", None), Emptiness::PastEnd);
    }
}
