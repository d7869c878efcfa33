//! How many calls the last hour has seen, and what for.

use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::reactive::{Memo, Read};
use crate::remote::calls::{CALLS_AN_HOUR, Purpose, Stance, Usage};
use crate::view::console::ConsoleContext;
use crate::view::format;

/// What was used of the hour; follows the calls and the minutes.
fn usage(console: ConsoleContext) -> Memo<Option<Usage>> {
    let calls = console.reader.calls;
    let minute = Memo::new(move |_| console.now.with(|now| now.timestamp() / 60));
    Memo::new(move |_| {
        let _ = (calls.records().value(), minute.value());
        calls.usage()
    })
}

/// `34 of 2,000 calls this hour`.
pub fn used(console: ConsoleContext) -> Tag {
    let (usage, locale) = (usage(console), console.locale);
    tag("span").text_live(move || {
        usage.with(|usage| {
            let used = usage.as_ref().map_or(0, |usage| usage.hour.total());
            let [used, most] =
                [used, CALLS_AN_HOUR].map(|calls| format::number(locale, u64::from(calls)));
            locale.t().calls_used(&used, &most)
        })
    })
}

/// The meter.
pub fn meter(console: ConsoleContext) -> Vec<Tag> {
    let (usage, locale) = (usage(console), console.locale);
    let used = move |of: Option<Purpose>| {
        usage.with(|usage| {
            let hour = usage.as_ref().map(|usage| &usage.hour);
            hour.map_or(0, |hour| of.map_or_else(|| hour.total(), |of| hour.of(of)))
        })
    };
    let bar = tag("meter")
        .attr("min", "0")
        .attr("max", &CALLS_AN_HOUR.to_string())
        .attr("high", &(CALLS_AN_HOUR / 100 * 80).to_string())
        .attr_say("aria-label", locale, |t| t.meter_title())
        .prop_live("value", move || used(None).into());
    let stance = move || {
        let t = locale.t();
        let stance = usage.with(|usage| usage.as_ref().map(|usage| usage.stance));
        match stance.unwrap_or(Stance::Free) {
            Stance::Free => t.stance_free(),
            Stance::Halved => t.stance_halved(),
            Stance::Stopped => t.stance_stopped(),
            Stance::Refused => t.stance_refused(),
        }
        .to_owned()
    };
    let lines = Purpose::ALL.map(|purpose| {
        let calls = move || format::number(locale, u64::from(used(Some(purpose))));
        tag("tr")
            .child(
                tag("th")
                    .attr("scope", "row")
                    .say(locale, purpose_label(purpose)),
            )
            .child(tag("td").text_live(calls))
    });
    vec![
        tag("p")
            .class("op-meter-line")
            .child(bar)
            .child(self::used(console)),
        tag("p").text_live(stance),
        tag("table")
            .class("op-calls-table")
            .child(caption(locale))
            .child(tag("tbody").children(lines)),
        tag("p").class("op-note").say(locale, |t| t.meter_note()),
    ]
}

fn caption(locale: Locale) -> Tag {
    tag("caption").say(locale, |t| t.meter_caption())
}

/// What a call is for.
pub fn purpose_label(purpose: Purpose) -> Label {
    match purpose {
        Purpose::Page => |t| t.purpose_page(),
        Purpose::Operation => |t| t.purpose_operation(),
        Purpose::Related => |t| t.purpose_related(),
        Purpose::Watch => |t| t.purpose_watch(),
        Purpose::Newer => |t| t.purpose_newer(),
    }
}
