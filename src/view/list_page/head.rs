//! Heading, zone, age of the rows, how they are kept fresh.

use operation_log::ZoneId;

use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::platform::{clock, events, intl};
use crate::reactive::{Memo, Read};
use crate::state::auto_refresh::{Pace, Pause};
use crate::state::list::ListState;
use crate::state::preferences::{Preferences, RefreshEvery};
use crate::ui::refresh_button::refresh_button;
use crate::view::console::ConsoleContext;

/// The line above the filters.
pub fn head(console: ConsoleContext, list: ListState, pace: Memo<Pace>, zone: ZoneId) -> Tag {
    let ConsoleContext {
        locale,
        query,
        preferences,
        ..
    } = console;
    let zone_name = move || {
        query.with(|query| {
            let zone = query.zone().unwrap_or(&zone);
            locale.t().zone_name(zone.as_str())
        })
    };
    let refresh = refresh_button(locale, move || list.refresh());
    tag("div")
        .class("op-page-head")
        .child(
            tag("h1")
                .control("title")
                .attr("tabindex", "-1")
                .say(locale, |t| t.list_title()),
        )
        .child(
            tag("span")
                .class("op-zone")
                .control("title")
                .text_live(zone_name),
        )
        .child(age(console, list))
        .child(refresh_choice(preferences, pace, locale))
        .child(refresh.control("refresh"))
}

/// When the rows were read, and how long ago that is.
fn age(console: ConsoleContext, list: ListState) -> Tag {
    let ConsoleContext {
        locale,
        time_zone,
        now,
        ..
    } = console;
    let received = Memo::new(move |_| {
        let remote = list.remote();
        remote.with(|remote| remote.held().map(|held| held.received))
    });
    let as_of = move || match received.get() {
        Some(received) => locale
            .t()
            .as_of(&clock::wall_clock(time_zone.get(), received)),
        None => String::new(),
    };
    let ago = move || match received.get() {
        Some(received) => {
            let seconds = now.with(|now| (*now - received).num_seconds().max(0));
            [" · ", &intl::relative(locale.tag(), seconds)].concat()
        }
        None => String::new(),
    };
    tag("span")
        .class("op-as-of")
        .text_live(as_of)
        .child(tag("span").class("op-age").text_live(ago))
}

fn refresh_choice(preferences: Preferences, pace: Memo<Pace>, locale: Locale) -> Tag {
    let options = RefreshEvery::ALL.map(|every| {
        tag("option")
            .attr("value", every.as_str())
            .text_live(move || match every.seconds() {
                Some(seconds) => locale.t().refresh_each(&seconds.to_string()),
                None => locale.t().refresh_off().to_owned(),
            })
    });
    let chosen = preferences.refresh_every();
    let select = tag("select")
        .attr("name", "refresh")
        .children(options)
        .prop_live("value", move || chosen.get().as_str().into())
        .on("change", move |event| {
            let word = events::target_value(&event);
            preferences.choose_refresh(RefreshEvery::from_word(&word));
        });
    let why = move || {
        let t = locale.t();
        let why = match pace.get() {
            Pace::Every(_) | Pace::Paused(Pause::Off) => "",
            Pace::Slowed(_) => t.refresh_slowed(),
            Pace::Paused(Pause::Offline) => t.refresh_paused_offline(),
            Pace::Paused(Pause::HourUsed) => t.refresh_paused_hour(),
            Pace::Paused(Pause::Refused) => t.refresh_paused_refused(),
        };
        why.to_owned()
    };
    let label = tag("label")
        .child(tag("span").say(locale, |t| t.refresh_by_itself()))
        .child(tag("span").class("op-select").child(select));
    tag("span")
        .class("op-refresh-choice")
        .control("refresh")
        .child(label)
        .child(
            tag("span")
                .class("op-pause")
                .attr("role", "status")
                .text_live(why),
        )
}
