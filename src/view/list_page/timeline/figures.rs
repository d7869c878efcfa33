//! What the bars stand for: their scale, and the same figures as a table.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::timeline::Span;

use super::Shown;
use super::chart::{Chart, count_text};
use crate::i18n::Locale;
use crate::platform::clock;
use crate::view::context::Clock;
use crate::view::format;

/// Where the bars begin and end, and what their parts are.
#[component]
pub fn Scale(
    /// What is shown.
    shown: Memo<Shown>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let time = move |end: fn(Span) -> DateTime<Utc>| {
        shown.with(|shown| {
            let at = end(shown.chart.as_ref()?.span);
            Some(clock::wall_clock(time_zone.get(), at))
        })
    };
    let highest = move || {
        shown.with(|shown| {
            let chart = shown.chart.as_ref()?;
            let seconds = u64::try_from(chart.buckets.seconds()).ok()?;
            let bar = format::seconds(locale, seconds);
            let highest = format::number(chart.highest());
            Some(locale.t().timeline_scale(&bar, &highest))
        })
    };
    let kinds = move || {
        let kinds = shown.with(Shown::kinds).iter();
        kinds
            .map(|kind| {
                view! { <span data-kind=kind.name()>{kind.label(locale.t())}</span> }.into_any()
            })
            .collect_view()
    };
    view! {
        <div class="op-timeline-scale">
            <span>{move || time(Span::first)}</span>
            <span class="op-timeline-kinds">{move || kinds()}</span>
            <span>{move || highest()}</span>
            <span>{move || time(Span::last)}</span>
        </div>
    }
}

/// The same figures as a table.
#[component]
pub fn Figures(
    /// What is shown.
    shown: Memo<Shown>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let heading = |label| view! { <th scope="col">{label}</th> }.into_any();
    let head = move || {
        let t = locale.t();
        let mut head = vec![heading(t.time()), heading(t.statistics_count())];
        let kinds = shown.with(Shown::kinds).iter();
        head.extend(kinds.map(|kind| heading(kind.label(t))));
        head
    };
    let cell = move |count| view! { <td>{count_text(count)}</td> }.into_any();
    let lines = move || {
        let Some(chart) = shown.with(|shown| shown.chart.clone()) else {
            return Vec::new();
        };
        let lines = chart.bars.iter().enumerate().map(|(index, bar)| {
            let mut cells = vec![cell(Chart::height(bar))];
            cells.extend(bar.iter().map(|count| cell(*count)));
            view! {
                <tr>
                    <th scope="row">{chart.time(time_zone.get(), index, index)}</th>
                    {cells}
                </tr>
            }
            .into_any()
        });
        lines.collect()
    };
    view! {
        <details class="op-timeline-table">
            <summary>{locale.say(|t| t.timeline_table())}</summary>
            <div class="op-statistics" tabindex="0" role="group" aria-label=locale.say(|t| t.timeline())>
                <table>
                    <thead>
                        <tr>{move || head()}</tr>
                    </thead>
                    <tbody>{move || lines()}</tbody>
                </table>
            </div>
        </details>
    }
}
