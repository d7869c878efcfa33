//! A good answer without rows: nothing here, nothing that matches, no such page.

use operation_log::query::TimeZone;
use operation_log::{Param, Query};

use super::chips::filter_chips;
use super::format;
use super::pager::window;
use super::screen::screen;
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::reactive::{Callback, Memo, Read, Signal};
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

/// The screen for a good answer without rows; `total` is how many entries match.
#[expect(
    clippy::too_many_arguments,
    reason = "a struct for its one call would only move the list"
)]
pub fn empty_screen(
    emptiness: Emptiness,
    query: Memo<Query>,
    locked: Signal<Query>,
    total: Option<u64>,
    remove: Callback<Param>,
    clear: Callback<()>,
    list_href: Callback<Query, String>,
    time_zone: Memo<TimeZone>,
    locale: Locale,
) -> Tag {
    match emptiness {
        Emptiness::NothingHere => nothing_here(query, list_href, locale),
        Emptiness::NoMatch => {
            let clear_all = tag("button")
                .attr("type", "button")
                .class("op-button op-button-primary")
                .say(locale, |t| t.clear_all())
                .on("click", move |_| clear.run(()));
            screen(
                Icon::Search,
                false,
                Box::new(move || locale.t().no_match_title().to_owned()),
                Box::new(move || locale.t().no_match_text().to_owned()),
                vec![
                    filter_chips(query, locked, time_zone, remove, locale),
                    clear_all,
                ],
            )
        }
        Emptiness::PastEnd => {
            let total = total.unwrap_or_default();
            let last_page = move || query.with(|query| window(query, total).last_page());
            let text = move || {
                let figures = [query.with(Query::page), total, last_page()];
                let [page, total, last] = figures.map(|figure| format::number(locale, figure));
                locale.t().past_end_text(&page, &total, &last)
            };
            let to_last_page = tag("a")
                .class("op-button op-button-primary")
                .attr_live("href", move || {
                    Some(list_href.run(query.with(|query| query.with_page(last_page()))))
                })
                .say(locale, |t| t.go_to_last());
            screen(
                Icon::Empty,
                false,
                Box::new(move || locale.t().past_end_title().to_owned()),
                Box::new(text),
                vec![to_last_page],
            )
        }
    }
}

/// Nothing at all, which a zone that does not exist has too: a zone of the link is named.
fn nothing_here(query: Memo<Query>, list_href: Callback<Query, String>, locale: Locale) -> Tag {
    let zone = query.with_untracked(|query| query.zone().map(ToString::to_string));
    let Some(zone) = zone else {
        return screen(
            Icon::Empty,
            false,
            Box::new(move || locale.t().empty_title().to_owned()),
            Box::new(move || locale.t().empty_text().to_owned()),
            Vec::new(),
        );
    };
    let to_own_zone = tag("a")
        .class("op-button op-button-primary")
        .attr_live("href", move || {
            Some(list_href.run(query.with(|query| query.with(Param::Zone, ""))))
        })
        .say(locale, |t| t.go_to_own_zone());
    let title_zone = zone.clone();
    screen(
        Icon::Empty,
        false,
        Box::new(move || locale.t().empty_zone_title(&title_zone)),
        Box::new(move || locale.t().empty_zone_text(&zone)),
        vec![to_own_zone],
    )
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
