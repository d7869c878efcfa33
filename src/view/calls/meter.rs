//! How many calls were made in the last hour, and what for.

use leptos::prelude::*;

use crate::i18n::{Label, Locale};
use crate::remote::calls::{CALLS_AN_HOUR, Purpose, Throttle, Usage};
use crate::state::store::Store;
use crate::view::context::Clock;
use crate::view::format;

/// What was used of the hour; follows the calls and the minutes.
pub fn usage(store: Store) -> Memo<Option<Usage>> {
    let Store {
        reader, records, ..
    } = store;
    let Clock { ticks, .. } = expect_context();
    let minute = Memo::new(move |_| ticks.with(|now| now.timestamp() / 60));
    Memo::new(move |_| {
        records.track();
        let _ = minute.get();
        reader.calls.usage()
    })
}

/// The calls of the hour, or of one purpose.
fn used(usage: &Option<Usage>, purpose: Option<Purpose>) -> u32 {
    let hour = usage.as_ref().map(|usage| &usage.hour);
    hour.map_or(0, |hour| match purpose {
        Some(purpose) => hour.of(purpose),
        None => hour.total(),
    })
}

/// `34 of 2,000 calls this hour`.
#[component]
pub fn MeterLine(
    /// What was used of the hour.
    usage: Memo<Option<Usage>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let text = move || {
        let used = usage.with(|usage| used(usage, None));
        let [used, most] =
            [used, CALLS_AN_HOUR].map(|calls| format::number(locale, u64::from(calls)));
        locale.t().calls_used(&used, &most)
    };
    view! { <span>{move || text()}</span> }
}

/// What was used of the hour, by purpose, and what that means for background calls.
#[component]
pub fn Meter(
    /// What was used of the hour.
    usage: Memo<Option<Usage>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let throttle = move || {
        let t = locale.t();
        let throttle = usage.with(|usage| usage.as_ref().map(|usage| usage.throttle));
        match throttle.unwrap_or(Throttle::Free) {
            Throttle::Free => t.throttle_free(),
            Throttle::Halved => t.throttle_halved(),
            Throttle::Stopped => t.throttle_stopped(),
            Throttle::Refused => t.throttle_refused(),
        }
    };
    let line = move |purpose: Purpose| {
        let calls = move || {
            let used = usage.with(|usage| used(usage, Some(purpose)));
            format::number(locale, u64::from(used))
        };
        view! {
            <tr>
                <th scope="row">{locale.say(purpose_label(purpose))}</th>
                <td>{move || calls()}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <p class="op-meter-line">
            <meter
                min="0"
                max=CALLS_AN_HOUR.to_string()
                high=(CALLS_AN_HOUR / 100 * 80).to_string()
                aria-label=locale.say(|t| t.meter_title())
                prop:value=move || usage.with(|usage| used(usage, None))
            ></meter>
            <MeterLine usage=usage />
        </p>
        <p>{move || throttle()}</p>
        <table class="op-calls-table">
            <caption>{locale.say(|t| t.meter_caption())}</caption>
            <tbody>{Purpose::ALL.map(line).collect_view()}</tbody>
        </table>
        <p class="op-note">{locale.say(|t| t.meter_note())}</p>
    }
}

/// What a call is for.
pub fn purpose_label(purpose: Purpose) -> Label {
    match purpose {
        Purpose::Page => |t| t.purpose_page(),
        Purpose::Operation => |t| t.purpose_operation(),
        Purpose::Related => |t| t.purpose_related(),
        Purpose::Watch => |t| t.purpose_watch(),
        Purpose::Newer => |t| t.purpose_newer(),
        Purpose::Bulk => |t| t.purpose_bulk(),
    }
}
