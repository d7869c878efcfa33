//! A time of an operation, in the zone of the page.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::{TimeField, time};

use crate::i18n::Locale;
use crate::platform::{clock, intl};

/// Shows a time; its title gives the distance from now, the zone and ISO 8601.
#[component]
pub fn TimeText(
    /// Which.
    time: Signal<TimeField>,
    /// The zone of the page.
    zone: Memo<TimeZone>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    move || match time.get() {
        TimeField::Absent => view! { <span class="op-none">{locale.t().none()}</span> }.into_any(),
        TimeField::Unreadable(text) => view! {
            <span class="op-doubt" title=reactive(move || locale.t().unreadable_time())>
                {text}
            </span>
        }
        .into_any(),
        TimeField::Known(known) => {
            let iso = time::iso(known.instant);
            let title = {
                let iso = iso.clone();
                move || {
                    let zone = zone.get();
                    let ago = (clock::now() - known.instant).num_seconds();
                    let mut title = format!(
                        "{} · {} · {iso}",
                        intl::relative(locale.tag(), ago),
                        clock::offset_label(zone, known.instant),
                    );
                    if known.assumed_utc8 {
                        title.push_str(" · ");
                        title.push_str(locale.t().assumed_utc8());
                    }
                    title
                }
            };
            view! {
                <time datetime=iso class:op-doubt=known.assumed_utc8 title=title>
                    {reactive(move || clock::wall_clock(zone.get(), known.instant))}
                </time>
            }
            .into_any()
        }
    }
}
