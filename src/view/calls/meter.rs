//! How many calls were made in the last hour, and what for.

use leptos::prelude::*;

use crate::api::Quota;
use crate::i18n::{Label, Locale};
use crate::remote::calls::{CALLS_AN_HOUR, Purpose, Throttle, Usage};
use crate::state::store::Store;
use crate::view::context::Clock;
use crate::view::format;
use crate::view::scope::scoped_memo;

/// What was used of the hour; follows the calls and the minutes.
pub fn usage(store: Store) -> Memo<Option<Usage>> {
    let Store {
        reader, records, ..
    } = store;
    let Clock { ticks, .. } = expect_context();
    let minute = scoped_memo(move |_| ticks.with(|now| now.timestamp() / 60));
    scoped_memo(move |_| {
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

/// What the server told of all calls with the key.
fn told(usage: &Option<Usage>) -> Option<Quota> {
    usage.as_ref().and_then(|usage| usage.quota)
}

/// How many calls are used, and of how many: of all, where the server tells, or of this browser.
fn used_of(usage: &Option<Usage>) -> (u32, u32) {
    match told(usage) {
        Some(quota) => (quota.used(), quota.limit),
        None => (used(usage, None), CALLS_AN_HOUR),
    }
}

/// `34 of 2,000 calls this hour`, and whose figure that is.
#[component]
pub fn MeterLine(
    /// What was used of the hour.
    usage: Memo<Option<Usage>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let text = move || {
        let ((used, most), is_told) = usage.with(|usage| (used_of(usage), told(usage).is_some()));
        let [used, most] = [used, most].map(|calls| format::number(u64::from(calls)));
        let t = locale.t();
        if is_told {
            t.calls_used_by_all(&used, &most)
        } else {
            t.calls_used(&used, &most)
        }
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
    let percent = move || {
        let (used, most) = usage.with(used_of);
        f64::from(used) / f64::from(most) * 100.0
    };
    let note = move || {
        let t = locale.t();
        if usage.with(|usage| told(usage).is_some()) {
            t.meter_note_by_all()
        } else {
            t.meter_note()
        }
    };
    let line = move |purpose: Purpose| {
        let calls = move || {
            let used = usage.with(|usage| used(usage, Some(purpose)));
            format::number(u64::from(used))
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
                max="100"
                high="80"
                aria-label=locale.say(|t| t.meter_title())
                prop:value=move || percent()
            ></meter>
            <MeterLine usage=usage />
        </p>
        <p>{move || throttle()}</p>
        <table class="op-calls-table">
            <caption>{locale.say(|t| t.meter_caption())}</caption>
            <tbody>{Purpose::ALL.map(line).collect_view()}</tbody>
        </table>
        <p class="op-note">{move || note()}</p>
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
        Purpose::Count => |t| t.purpose_count(),
        Purpose::Bulk => |t| t.purpose_bulk(),
    }
}
