//! A time of an operation, in the zone of the page.

use operation_log::query::TimeZone;
use operation_log::{TimeField, time};

use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::platform::{clock, intl};
use crate::reactive::{Memo, Read};

/// Appends a time to an element; its title gives the distance from now, the zone and ISO 8601.
pub fn with_time(
    parent: Tag,
    time: Box<dyn Fn() -> TimeField>,
    zone: Memo<TimeZone>,
    locale: Locale,
) -> Tag {
    parent.live(move || vec![time_text(time(), zone, locale)])
}

fn time_text(time: TimeField, zone: Memo<TimeZone>, locale: Locale) -> Tag {
    let known = match time {
        TimeField::Absent => return tag("span").class("op-none").say(locale, |t| t.none()),
        TimeField::Unreadable(text) => {
            return tag("span")
                .class("op-doubt")
                .attr_say("title", locale, |t| t.unreadable_time())
                .text(&text);
        }
        TimeField::Known(known) => known,
    };
    let iso = time::iso(known.instant);
    let mut shown = tag("time").attr("datetime", &iso);
    if known.assumed_utc8 {
        shown = shown.class("op-doubt");
    }
    let title = move || {
        let ago = (clock::now() - known.instant).num_seconds();
        let relative = intl::relative(locale.tag(), ago);
        let offset = clock::offset_label(zone.get(), known.instant);
        let mut title = [&relative, " · ", &offset, " · ", &iso].concat();
        if known.assumed_utc8 {
            title.push_str(" · ");
            title.push_str(locale.t().assumed_utc8());
        }
        Some(title)
    };
    shown
        .attr_live("title", title)
        .text_live(move || clock::wall_clock(zone.get(), known.instant))
}
