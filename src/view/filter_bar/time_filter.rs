//! The range: a button that says it, and a picker with ranges that have names, recent ones, both
//! ends as texts, and a calendar. Nothing is asked before the reader has seen both ends.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::TimeZone;

use super::Bound;
use super::range::Range;
use super::range_words::range_text;
use super::time_box::TimeBox;
use super::time_choices::Choices;
use super::time_picker::{Picker, day};
use crate::i18n::{Label, Locale};
use crate::platform::clock;
use crate::state::recent::Recent;
use crate::ui::calendar::Calendar;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;
use crate::view::format;
use crate::view::problem::{ProblemNote, described_by_problem, problem_text};
use crate::view::scope::{Scope, scoped_memo};

/// Id of the picker.
const PICKER: &str = "op-time-picker";

/// Id of what is wrong with the range.
const PROBLEM: &str = "op-time-problem";

/// The time filter.
#[component]
pub fn TimeFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Its label.
    label: Label,
    /// Ranges that were used before.
    recent: Recent,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let picker = Picker::new(bound, recent, time_zone);
    let value = move |write: fn(Range, TimeZone) -> String| {
        let zone = time_zone.get();
        bound
            .filters
            .with(|filters| range_text(locale, filters.own(), zone, write))
    };
    let short = move || value(|range, zone| range.short_text(zone, clock::now()));
    let problem = Signal::derive(move || {
        let params = [Param::Last, Param::StartTime, Param::EndTime];
        bound.filters.with(|filters| {
            let problem = params
                .into_iter()
                .find_map(|param| filters.problem(param))?;
            Some(problem_text(locale, problem))
        })
    });
    view! {
        <div class="op-time-filter" data-control="time" part="time">
            <div class="op-field">
                <span class="op-label" id="op-time-label">{locale.say(label)}</span>
                <button
                    type="button"
                    class="op-input op-time-button"
                    class:op-input-bad=move || problem.with(Option::is_some)
                    id="op-time-button"
                    popovertarget=PICKER
                    aria-haspopup="dialog"
                    title=move || value(Range::text)
                    aria-labelledby="op-time-label op-time-button"
                    aria-describedby=described_by_problem(problem, PROBLEM)
                >
                    <IconView icon=Icon::Calendar />
                    <span class="op-time-value" dir="auto">{move || short()}</span>
                    <IconView icon=Icon::FoldDown />
                </button>
                <ProblemNote id=PROBLEM.to_owned() problem=problem />
            </div>
            <div
                class="op-time-picker"
                id=PICKER
                popover="auto"
                role="dialog"
                aria-labelledby="op-time-label"
                node_ref=picker.panel
                on:toggle=move |_| picker.toggled()
                on:focusout=move |event| picker.focus_left(&event)
                on:keydown=move |event| picker.press_key(&event)
            >
                <Choices picker=picker />
                <div class="op-time-ends">
                    {[Param::StartTime, Param::EndTime]
                        .map(|param| view! { <TimeBox picker=picker param=param /> }.into_any())
                        .collect_view()}
                    <Show when=move || picker.open.get()>
                        <Scope>
                            <Month picker=picker />
                        </Scope>
                    </Show>
                    <div class="op-time-foot">
                        <span class="op-note">
                            {move || locale.t().times_in(&format::zone(locale, time_zone.get()))}
                        </span>
                        <button
                            type="button"
                            class="op-button op-button-primary"
                            part="button"
                            on:click=move |_| picker.apply()
                        >
                            {locale.say(|t| t.apply())}
                        </button>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// The calendar, while the picker is open.
#[component]
fn Month(picker: Picker) -> impl IntoView {
    let Clock { time_zone, now, .. } = expect_context();
    let first = scoped_memo(move |_| picker.days().0);
    let last = scoped_memo(move |_| picker.days().1);
    let today = Memo::new(move |_| day(time_zone.get(), now.get()));
    let on_pick = Callback::new(move |day| picker.pick(day));
    view! { <Calendar first=first last=last today=today on_pick=on_pick /> }
}
