//! A time of an operation, in the zone of the page.

use leptos::prelude::*;
use operation_log::{TimeField, time};

use super::context::Clock;
use crate::i18n::Locale;
use crate::platform::{clock, intl};

/// A time; its title gives the distance from now, the zone and ISO 8601.
#[component]
pub fn TimeText(
    /// What the server sent.
    time: TimeField,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let t = locale.t();
    let known = match time {
        TimeField::Absent => {
            return view! { <span class="op-none">{t.none()}</span> }.into_any();
        }
        TimeField::Unreadable(text) => {
            return view! {
                <span class="op-doubt" title=t.unreadable_time()>
                    {text}
                </span>
            }
            .into_any();
        }
        TimeField::Known(known) => known,
    };
    let zone = expect_context::<Clock>().time_zone.get();
    let iso = time::iso(known.instant);
    let ago = (clock::now() - known.instant).num_seconds();
    let mut title = [
        &intl::relative(locale.tag(), ago),
        " · ",
        &clock::offset_label(zone, known.instant),
        " · ",
        &iso,
    ]
    .concat();
    if known.assumed_utc8 {
        title.push_str(" · ");
        title.push_str(t.assumed_utc8());
    }
    view! {
        <time datetime=iso class=known.assumed_utc8.then_some("op-doubt") title=title>
            {clock::wall_clock(zone, known.instant)}
        </time>
    }
    .into_any()
}
