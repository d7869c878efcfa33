//! A time of an operation, in the zone of the page.

use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::{TimeField, WireTime, time};

use crate::i18n::Locale;
use crate::platform::clock;

/// A time; its title gives the zone and ISO 8601. A function and not a
/// component, so that a closure that calls it follows the language and the zone.
pub fn time_text(locale: Locale, zone: TimeZone, time: &TimeField) -> AnyView {
    let t = locale.t();
    let known = match time {
        TimeField::Absent => {
            return view! { <span class="op-none">{t.none()}</span> }.into_any();
        }
        TimeField::Unreadable(text) => {
            return view! {
                <span class="op-doubt" title=t.unreadable_time()>
                    {text.clone()}
                </span>
            }
            .into_any();
        }
        TimeField::Known(known) => known,
    };
    view! {
        <time
            datetime=time::iso(known.instant)
            class=time_class(known)
            title=time_title(locale, zone, known)
        >
            {time_words(zone, known)}
        </time>
    }
    .into_any()
}

/// The class of a time: whether there is a doubt about it.
pub fn time_class(known: &WireTime) -> Option<&'static str> {
    known.assumed_utc8.then_some("op-doubt")
}

/// A time on the clock of a zone, with a mark if there is a doubt about it.
pub fn time_words(zone: TimeZone, known: &WireTime) -> String {
    let mut words = clock::wall_clock(zone, known.instant);
    if known.assumed_utc8 {
        words.push_str("\u{a0}?");
    }
    words
}

/// The title of a time: the offset of the zone, and ISO 8601. How long ago it was would not stay true.
pub fn time_title(locale: Locale, zone: TimeZone, known: &WireTime) -> String {
    let mut title = [
        &clock::offset_label(zone, known.instant),
        " · ",
        &time::iso(known.instant),
    ]
    .concat();
    if known.assumed_utc8 {
        title.push_str(" · ");
        title.push_str(locale.t().assumed_utc8());
    }
    title
}
