//! A good answer without rows: nothing here, nothing that matches, no such page.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::TimeZone;
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
    /// Why an answer without rows is empty.
    pub fn of(query: &Query, total: Option<u64>) -> Self {
        if total.unwrap_or_default() > 0 || (query.page() > 1 && total.is_none()) {
            Self::PastEnd
        } else if query.narrows_rows() {
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

/// The screen for a good answer without rows.
#[component]
pub fn EmptyScreen(
    /// Why it is empty.
    emptiness: Emptiness,
    /// What is asked.
    query: Memo<Query>,
    /// How many entries match.
    total: Option<u64>,
    /// Removes a filter.
    remove: Callback<Param>,
    /// Removes every filter.
    clear: Callback<()>,
    /// Makes the href of the list with a query.
    list_href: Callback<Query, String>,
    /// The zone of times.
    time_zone: Memo<TimeZone>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    match emptiness {
        Emptiness::NothingHere => view! {
            <Screen
                icon=Icon::Empty
                title=Signal::derive(move || locale.t().empty_title().to_owned())
                text=Signal::derive(move || locale.t().empty_text().to_owned())
            />
        }
        .into_any(),
        Emptiness::NoMatch => view! {
            <Screen
                icon=Icon::Search
                title=Signal::derive(move || locale.t().no_match_title().to_owned())
                text=Signal::derive(move || locale.t().no_match_text().to_owned())
            >
                <FilterChips query=query time_zone=time_zone remove=remove locale=locale />
                <button
                    type="button"
                    class="op-button op-button-primary"
                    on:click=move |_| clear.run(())
                >
                    {reactive(move || locale.t().clear_all())}
                </button>
            </Screen>
        }
        .into_any(),
        Emptiness::PastEnd => {
            let last_page =
                move || query.with(|query| window(query, total.unwrap_or_default()).last_page());
            let text = move || {
                let figures = [
                    query.with(Query::page),
                    total.unwrap_or_default(),
                    last_page(),
                ];
                let [page, total, last] = figures.map(|figure| format::number(locale, figure));
                locale.t().past_end_text(&page, &total, &last)
            };
            view! {
                <Screen
                    icon=Icon::Empty
                    title=Signal::derive(move || locale.t().past_end_title().to_owned())
                    text=Signal::derive(text)
                >
                    <a
                        class="op-button op-button-primary"
                        href=reactive(move || list_href.run(query.with(|query| query.with_page(last_page()))))
                    >
                        {reactive(move || locale.t().go_to_last())}
                    </a>
                </Screen>
            }
            .into_any()
        }
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
