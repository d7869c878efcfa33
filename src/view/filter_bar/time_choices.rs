//! The ranges that are one click away: those with a name, and recent ones.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::{Edit, LastSpan};
use operation_log::time::NamedRange;

use super::range::Range;
use super::range_words::{named_label, span_label};
use super::time_picker::{Picker, day};
use crate::i18n::{Label, Locale};
use crate::platform::clock;
use crate::ui::calendar::day_of;
use crate::view::context::Clock;

/// How many recent ranges are offered.
const MOST_RECENT: usize = 4;

/// The ranges that are one click away.
#[component]
pub fn Choices(
    /// What it picks.
    picker: Picker,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, now, .. } = expect_context();
    let last = picker.bound.text(Param::Last);
    // The absolute range of the location.
    let range = move || {
        let filters = picker.bound.filters.get();
        Range {
            start: filters.own().start_time(),
            end: filters.own().end_time(),
        }
    };
    let is_open = move || {
        let Range { start, end } = range();
        start.is_none() && end.is_none()
    };
    let mut spans = vec![None];
    spans.extend(LastSpan::ALL.map(Some));
    let relative = |span: Option<LastSpan>| {
        let value = span.map_or("", LastSpan::as_str);
        let label = span.map_or((|t| t.any_time()) as Label, span_label);
        let is_chosen = move || last.with(|last| last == value) && is_open();
        view! {
            <button
                type="button"
                class="op-time-choice"
                name=Param::Last.key()
                value=value
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                on:click=move |_| picker.change(Edit::Last(span))
            >
                {locale.say(label)}
            </button>
        }
        .into_any()
    };
    let today = Memo::new(move |_| day(time_zone.get(), now.get()));
    let named = |named: NamedRange| {
        let of_now = move || Range::named(named, day_of(today.get()), time_zone.get());
        let is_chosen = move || of_now().is_some_and(|named| range() == named);
        let ends = move || of_now().map(|named| named.short_text(time_zone.get(), clock::now()));
        let choose = move |_| {
            if let Some(range) = untrack(of_now) {
                picker.choose(range);
            }
        };
        view! {
            <button
                type="button"
                class="op-time-choice"
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                on:click=choose
            >
                <span>{locale.say(named_label(named))}</span>
                <small>{move || ends()}</small>
            </button>
        }
        .into_any()
    };
    // What another page of this browser has used is there when the picker is opened again.
    let recent = move || {
        picker.open.track();
        let mut choices: Vec<AnyView> = Vec::new();
        for text in picker.recent.of(Param::StartTime) {
            if choices.len() < MOST_RECENT
                && let Some(range) = Range::of_stored(&text)
            {
                let choice = view! {
                    <button
                        type="button"
                        class="op-time-choice"
                        on:click=move |_| picker.choose(range)
                    >
                        <small>{range.short_text(time_zone.get(), clock::now())}</small>
                    </button>
                };
                choices.push(choice.into_any());
            }
        }
        if !choices.is_empty() {
            let title = view! { <p class="op-note">{locale.t().recent_ranges()}</p> };
            choices.insert(0, title.into_any());
        }
        choices
    };
    view! {
        <div class="op-time-choices" role="group" aria-labelledby="op-time-label">
            {spans.into_iter().map(relative).collect_view()} {NamedRange::OFFERED.map(named).collect_view()}
            {move || recent()}
        </div>
    }
}
