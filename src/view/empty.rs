//! A good answer without rows: nothing here, nothing that matches, no such page.

use leptos::prelude::*;
use operation_log::frozen_view::{Extent, Total};
use operation_log::paging::PageWindow;
use operation_log::query::{Edit, Filters};
use operation_log::result_set::Conditions;
use operation_log::{Param, Query};

use super::chips::FilterChips;
use super::format;
use super::screen::Screen;
use crate::i18n::Locale;
use crate::state::cache::HeldPage;
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
    /// Rows are loaded, but the filters in the browser leave all out.
    Narrowed,
    /// The server counts entries here, but gives none.
    NoRows(u64),
}

impl Emptiness {
    /// Why an answer without rows is empty; `own` is the query without locked filters.
    pub fn of(own: &Query, held: &HeldPage) -> Self {
        if held.whole.is_some_and(|whole| whole.kept == Some(0)) {
            return Self::Narrowed;
        }
        Self::of_total(
            own,
            held.key.page,
            held.facts.total,
            held.window().last_page(),
        )
    }

    fn of_total(own: &Query, page: u64, total: Total, last: u64) -> Self {
        match total {
            Total::TooHigh { stated, .. } => Self::NoRows(stated),
            Total::Stated(stated) if stated > 0 && page <= last => Self::NoRows(stated),
            Total::Stated(1..) | Total::TooLow(_) | Total::Changing => Self::PastEnd,
            Total::Unknown if page > 1 => Self::PastEnd,
            Total::Stated(0) | Total::Unknown if own.narrows_rows() => Self::NoMatch,
            Total::Stated(0) | Total::Unknown => Self::NothingHere,
        }
    }

    /// The word of `data-state`, part of the markup contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NothingHere => "empty",
            Self::NoMatch | Self::Narrowed => "no-match",
            Self::PastEnd | Self::NoRows(_) => "past-end",
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
        (Emptiness::Narrowed, _) => t.narrow_empty_title().to_owned(),
        (Emptiness::PastEnd, _) => t.past_end_title().to_owned(),
        (Emptiness::NoRows(_), _) => t.no_rows_title().to_owned(),
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
    /// Where the page stands.
    window: PageWindow,
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
        Emptiness::Narrowed => {
            view! { <Narrowed filters=filters list_href=list_href /> }.into_any()
        }
        Emptiness::PastEnd => view! {
            <PastEnd filters=filters stated=None window=window list_href=list_href />
        }
        .into_any(),
        Emptiness::NoRows(stated) => view! {
            <PastEnd filters=filters stated=Some(stated) window=window list_href=list_href />
        }
        .into_any(),
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
                <a class="op-button op-button-primary" part="button" href=href>
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
                part="button"
                on:click=move |_| on_clear.run(())
            >
                {locale.say(|t| t.clear_all())}
            </button>
        </Screen>
    }
}

/// Nothing that the filters in the browser keep, which can be removed here.
#[component]
fn Narrowed(filters: Memo<Filters>, list_href: Callback<Query, String>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let title = following_title(Emptiness::Narrowed, filters);
    let text = Signal::derive(move || locale.t().narrow_empty_text().to_owned());
    let all = vec![Edit::Only(Conditions::default()), Edit::Whole(true)];
    let all = StoredValue::new(Edit::Several(all));
    let href = move || {
        let all = all.get_value();
        list_href.run(filters.with(|filters| filters.href_query().edited(all)))
    };
    view! {
        <Screen icon=Icon::Filter title=title text=text>
            <a class="op-button op-button-primary" part="button" href=href>
                {locale.say(|t| t.narrow_clear())}
            </a>
        </Screen>
    }
}

/// No rows on this page, though the server counts so many if it does, with a link to the last page
/// that has rows.
#[component]
fn PastEnd(
    filters: Memo<Filters>,
    stated: Option<u64>,
    window: PageWindow,
    list_href: Callback<Query, String>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let (Extent::Rows(rows) | Extent::AtLeast(rows)) = window.extent;
    let last = window.last_page();
    let title = following_title(
        stated.map_or(Emptiness::PastEnd, Emptiness::NoRows),
        filters,
    );
    let text = Signal::derive(move || {
        let number = |figure| format::number(figure);
        let [rows_text, last] = [rows, last].map(number);
        match stated {
            Some(stated) => locale.t().no_rows_text(&number(stated), &rows_text),
            None => locale
                .t()
                .past_end_text(&number(window.page), &rows_text, &last),
        }
    });
    let href = move || {
        list_href.run(filters.with(|filters| filters.href_query().edited(Edit::Page(last))))
    };
    let link = move || {
        // Nobody is sent to where this page is.
        (last != window.page && rows > 0).then(|| {
            view! {
                <a class="op-button op-button-primary" part="button" href=href>
                    {locale.t().go_to_last()}
                </a>
            }
        })
    };
    view! {
        <Screen icon=Icon::Empty title=title text=text>
            {link}
        </Screen>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rows_has_four_reasons() {
        let of = |url: &str, total, last| {
            let query = Query::from_url(url);
            Emptiness::of_total(&query, query.page(), total, last)
        };
        assert_eq!(of("", Total::Stated(0), 1), Emptiness::NothingHere);
        assert_eq!(of("", Total::Unknown, 1), Emptiness::NothingHere);
        let ignored = "verbose=1&status=nonsense";
        assert_eq!(of(ignored, Total::Stated(0), 1), Emptiness::NothingHere);
        assert_eq!(of("status=failed", Total::Stated(0), 1), Emptiness::NoMatch);
        let past = "status=failed&page=9";
        assert_eq!(of(past, Total::Stated(3), 1), Emptiness::PastEnd);
        assert_eq!(of("page=9", Total::Unknown, 1), Emptiness::PastEnd);
        let high = Total::TooHigh {
            stated: 1_000,
            end: 45,
        };
        assert_eq!(of("page=9", high, 3), Emptiness::NoRows(1_000));
        assert_eq!(of("", Total::Stated(7), 1), Emptiness::NoRows(7));
    }
}
