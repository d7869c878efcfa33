//! What a screen reader is told of the list.

use leptos::prelude::*;
use operation_log::frozen_view::Total;
use operation_log::query::{Filters, TimeZone};

use super::earlier_rows::earlier_text;
use super::missing_ids::found_text;
use super::newer::newer_text;
use super::region::held_text;
use super::shown::Shown;
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::auto_refresh::Pace;
use crate::state::cache::HeldPage;
use crate::state::list::ListState;
use crate::view::announcement::{When, announce};
use crate::view::empty;
use crate::view::findings::{page_notes, rows_text};
use crate::view::refresh_words::pause_text;
use crate::view::table::order_text;
use crate::view::{failure, format};

/// What a call has ended in: a failure or a placeholder by its title, rows by their number. Rows
/// that are held from before are called so.
pub fn outcome(
    locale: Locale,
    time_zone: TimeZone,
    list: ListState,
    shown: &Shown,
    filters: &Filters,
) -> String {
    list.remote().with(|remote| match (remote.error(), shown) {
        (Some(error), Shown::Rows) => {
            let title = failure::title(locale, error.kind());
            let held = held_text(locale, time_zone, list, remote);
            locale.t().announce_held(title, &held)
        }
        (_, Shown::Failure(error)) => failure::title(locale, error.kind()).to_owned(),
        (_, Shown::Empty(emptiness, _)) => empty::title(locale, *emptiness, filters.asked()),
        (_, Shown::Rows) => rows(locale, remote),
        (_, Shown::Unusable) => locale.t().unusable_title().to_owned(),
        (_, Shown::Skeleton) => String::new(),
    })
}

/// How many operations there are, and which page of them is shown.
fn rows(locale: Locale, remote: &Remote<HeldPage>) -> String {
    let Some(held) = remote.held() else {
        return String::new();
    };
    let is_part = held.whole.is_some_and(|whole| !whole.is_complete);
    let total = match held.facts.total {
        Total::Stated(total) if !is_part => total,
        _ => return rows_text(locale, held),
    };
    let window = held.window();
    let [total, page, last] =
        [total, window.page, window.last_page()].map(|figure| format::number(figure));
    locale.t().announce_rows(&total, &page, &last)
}

/// Announces what changes without a call, or behind one.
pub fn announce_list(list: ListState, filters: Memo<Filters>, pace: Memo<Pace>) {
    let locale = expect_context::<Locale>();
    let remote = list.remote();
    let sort = move || filters.with(|filters| filters.asked().sort());
    let order = Signal::derive(move || {
        remote.with(|remote| {
            let held = remote.held().filter(|held| !held.page.rows.is_empty())?;
            Some(order_text(locale, sort(), held))
        })
    });
    announce(order, When::ChangedLater);
    let findings = Signal::derive(move || {
        remote.with(|remote| {
            let held = remote.held()?;
            let notes = filters.with(|filters| page_notes(locale, held, filters));
            Some(notes.join(" · "))
        })
    });
    announce(findings, When::Added);
    let earlier = Signal::derive(move || earlier_text(locale, list).map(str::to_owned));
    announce(earlier, When::Long);
    let found = Signal::derive(move || found_text(locale, list, filters));
    announce(found, When::Changed);
    let newer = Signal::derive(move || newer_text(locale, list.newer().get()));
    announce(newer, When::Rarely);
    let moved = Signal::derive(move || {
        remote.with(|remote| remote.held()?.facts.drift)?;
        Some(locale.t().moved_title().to_owned())
    });
    announce(moved, When::Changed);
    let pause = Signal::derive(move || pause_text(locale, pace.get()).map(str::to_owned));
    announce(pause, When::Changed);
}
