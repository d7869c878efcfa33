//! The timeline above the rows: how many operations there were when, and how they ended.
//!
//! It is made of the rows where the whole result is here, and else of totals that the server is asked
//! for. A range of it that is chosen becomes that of the list.

mod bars;
mod chart;
mod figures;
mod words;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use operation_log::Param;
use operation_log::frozen_view::Extent;
use operation_log::query::{Edit, Filters, ViewQuery};
use operation_log::result_set::{Condition, Conditions, ResultSet};
use operation_log::timeline::Span;

use super::landmark_label;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::platform::clock;
use crate::state::list::ListState;
use crate::state::preferences::Preferences;
use crate::state::store::Store;
use crate::state::timeline::{CountPhase, TimelineCounts};
use crate::state::whole_result::Coverage;
use crate::ui::icon::Icon;
use crate::ui::icon_button::IconButton;
use crate::view::announcement::{When, announce};
use crate::view::context::{Clock, Navigation};
use crate::view::findings::coverage_text;
use crate::view::scope::{Scope, scoped_memo, scoped_signal};
use crate::view::{failure, format};
use bars::{Picked, bars};
use chart::{Chart, Kind};
use figures::{Figures, Scale};
use words::{count_words, doubt};

/// A step to another range at a moment.
type Step = fn(Span, DateTime<Utc>) -> Option<Span>;

/// What the bars are made of.
#[derive(Clone, Debug, PartialEq)]
enum Source {
    /// Nothing yet.
    Nothing,
    /// The rows of a page that has all of them.
    Page,
    /// The rows of the whole result.
    Whole(Coverage),
    /// Calls for the totals of a view.
    Calls(ViewQuery),
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    source: Source,
    /// Which rows of the whole result.
    version: u32,
    chart: Option<Arc<Chart>>,
}

impl Shown {
    /// How many bars there are.
    fn bars(&self) -> usize {
        self.chart.as_ref().map_or(0, |chart| chart.bars.len())
    }

    /// Of what each is made.
    fn kinds(&self) -> &'static [Kind] {
        self.chart.as_ref().map_or(&[], |chart| chart.kinds)
    }

    fn is_counted(&self) -> bool {
        matches!(self.source, Source::Calls(_))
    }
}

/// The condition on the time that the browser applies.
fn created(conditions: &Conditions) -> Option<&Condition> {
    let is_created = |condition: &&Condition| matches!(condition, Condition::Created { .. });
    conditions.iter().find(is_created)
}

/// The ends of the range that is asked for at a moment.
fn asked_ends(
    view: Option<ViewQuery>,
    filters: &Filters,
    now: DateTime<Utc>,
) -> [Option<DateTime<Utc>>; 2] {
    let scope = view.as_ref().map(|view| view.scope(now));
    let is_relative = view.as_ref().is_some_and(ViewQuery::is_relative);
    let mut first = scope.and_then(|scope| scope.start);
    let mut last = scope
        .and_then(|scope| scope.end)
        .or(is_relative.then_some(now));
    if let Some(Condition::Created { from, until }) = created(&filters.asked().conditions()) {
        first = from.or(first);
        last = until.map(|until| until - TimeDelta::seconds(1)).or(last);
    }
    [first, last]
}

/// Whether the host page decides the range.
fn is_locked(filters: &Filters) -> bool {
    [Param::StartTime, Param::EndTime, Param::Last]
        .into_iter()
        .any(|param| filters.is_locked(param))
}

/// The timeline, if the reader wants one.
#[component]
pub fn TimelinePanel(
    /// The rows.
    list: ListState,
    /// Whether the list is the screen of the location.
    is_shown: Memo<bool>,
) -> impl IntoView {
    let is_wanted = expect_context::<Preferences>().timeline();
    let counts = TimelineCounts::new(expect_context::<Store>().reader.calls);
    let panel = move || {
        is_wanted.get().then(|| {
            view! {
                <Scope>
                    <Panel list=list is_shown=is_shown counts=counts />
                </Scope>
            }
        })
    };
    view! { {move || panel()} }
}

#[component]
fn Panel(list: ListState, is_shown: Memo<bool>, counts: TimelineCounts) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let preferences = expect_context::<Preferences>();
    let Clock { time_zone, .. } = expect_context();
    let Store { whole, reader, .. } = expect_context();
    let is_shown = scoped_memo(move |_| is_shown.get());
    let remote = scoped_signal(list.remote());
    let rows_version = scoped_signal(whole.version());
    let count_version = scoped_signal(counts.version());
    let picked = RwSignal::new(Picked::None);
    on_cleanup(move || counts.stop());

    let source = move |before: Option<&Source>| {
        remote.with(|remote| {
            let Some(held) = remote.held().filter(|held| list.has_view(&held.key.view)) else {
                return Source::Nothing;
            };
            let has_all = held.facts.extent == Extent::Rows(held.page.rows.len() as u64);
            match (held.whole, before) {
                (Some(coverage), _) => Source::Whole(coverage),
                (None, _) if has_all => Source::Page,
                _ if !is_shown.get() => Source::Nothing,
                // Rows go first; a page that is turned stops nothing.
                _ if !remote.is_loading() => Source::Calls(held.key.view.clone()),
                (None, Some(Source::Calls(view))) if list.has_view(view) => {
                    Source::Calls(view.clone())
                }
                _ => Source::Nothing,
            }
        })
    };
    let offset = move || clock::offset_seconds(time_zone.get_untracked(), clock::now());
    let chart = move |source: &Source| {
        remote.with_untracked(|remote| {
            let held = remote.held()?;
            let filters = navigation.filters.get_untracked();
            let ends = || asked_ends(list.view(), &filters, held.received);
            match source {
                Source::Nothing => None,
                Source::Page => {
                    let mut set = ResultSet::new();
                    for row in &held.page.rows {
                        // A page has room.
                        let _ = set.push(row);
                    }
                    Chart::of_rows(&set, &set.rows(), ends(), offset())
                }
                Source::Whole(_) => {
                    whole.with_rows(|set, rows| Chart::of_rows(set, rows, ends(), offset()))?
                }
                Source::Calls(view) => counts.with(|count| {
                    let (span, probing) = count.known.as_ref().filter(|_| count.view == *view)?;
                    Some(Chart::of_counts(*span, probing, view.value(Param::Status)))
                })?,
            }
        })
    };
    let shown = scoped_memo(move |before: Option<&Shown>| {
        let source = source(before.map(|before| &before.source));
        let version = rows_version.get();
        count_version.track();
        match before {
            // A page that is turned changes no bar, and to count all rows takes a while.
            Some(before)
                if matches!(source, Source::Whole(_))
                    && before.source == source
                    && before.version == version =>
            {
                before.clone()
            }
            _ => Shown {
                chart: chart(&source).map(Arc::new),
                source,
                version,
            },
        }
    });
    let number = move || remote.with_untracked(|remote| Some(remote.held()?.facts.number));
    Effect::new(move || match shown.with(|shown| shown.source.clone()) {
        Source::Calls(view) => counts.show(view, number(), offset()),
        _ => counts.stop(),
    });

    let reach = move || {
        let t = locale.t();
        count_version.track();
        let text = shown.with(|shown| match shown.source {
            Source::Nothing => remote.with(|remote| {
                let has_ended = !remote.is_loading() && remote.waiting().is_none();
                let error = remote.error().filter(|_| has_ended)?;
                Some(t.timeline_nothing(failure::title(locale, error.kind())))
            }),
            Source::Page => remote.with(|remote| {
                let rows = format::count(remote.held()?.page.rows.len());
                Some(t.timeline_from(&t.whole_all(&rows)))
            }),
            Source::Whole(coverage) => Some(t.timeline_from(&coverage_text(locale, coverage))),
            Source::Calls(_) => counts.with(|count| count_words(locale, time_zone.get(), count)),
        });
        text.unwrap_or_else(|| t.loading().to_owned())
    };
    let done = move || {
        count_version.track();
        let is_running = counts.with(|count| count.phase == CountPhase::Running);
        let is_done = shown.with(|shown| match shown.source {
            Source::Nothing => false,
            Source::Calls(_) => is_running == Some(false),
            Source::Page | Source::Whole(_) => true,
        });
        is_done.then(|| [locale.t().timeline(), ": ", &reach()].concat())
    };
    announce(Signal::derive(done), When::Changed);
    let told = move || {
        let (from, to) = picked.get()?;
        shown.with(|shown| {
            let chart = shown.chart.as_ref()?;
            Some(chart.words(locale, time_zone.get(), from.min(to), from.max(to)))
        })
    };
    let told = move || told().unwrap_or_else(reach);
    let doubt = move || {
        count_version.track();
        shown.with(|shown| {
            if shown.is_counted() {
                return counts.with(|count| doubt(locale, count))?;
            }
            let left_out = shown.chart.as_ref().map_or(0, |chart| chart.left_out);
            let left_out = (left_out > 0).then(|| format::number(left_out))?;
            Some(locale.t().timeline_left_out(&left_out))
        })
    };
    announce(Signal::derive(doubt), When::Changed);

    let is_whole = move || shown.with(|shown| matches!(shown.source, Source::Whole(_)));
    let zoom = move |span: Span| {
        let Some(filters) = navigation.filters.try_get_untracked() else {
            return;
        };
        if is_locked(&filters) {
            return;
        }
        let edit = if untrack(is_whole) {
            // What is loaded is narrowed without a call.
            let mut conditions = filters.asked().conditions();
            if let Some(created) = created(&conditions).cloned() {
                conditions = conditions.without(&created);
            }
            Edit::Only(conditions.with(Condition::Created {
                from: Some(span.first()),
                until: span.last().checked_add_signed(TimeDelta::seconds(1)),
            }))
        } else {
            Edit::Several(vec![
                Edit::StartTime(Some(span.first())),
                Edit::EndTime(Some(span.last())),
            ])
        };
        navigation.edit(edit, Commit::Push);
    };
    // Where a range is asked for, one can move along.
    let moved = move |step: Step| {
        let can_move = navigation.filters.with(|filters| {
            let has_range = if is_whole() {
                created(&filters.asked().conditions()).is_some()
            } else {
                asked_ends(list.view(), filters, DateTime::default()) != [None, None]
            };
            has_range && !is_locked(filters)
        });
        let span = shown.with(|shown| shown.chart.as_ref().map(|chart| chart.span))?;
        step(span, reader.calls.server_now()).filter(|_| can_move)
    };
    let step_button = move |icon: Icon, label: Label, step: Step| {
        let press = move |()| {
            if let Some(span) = untrack(|| moved(step)) {
                zoom(span);
            }
        };
        let is_off = move || moved(step).is_none().then_some("true");
        view! { <IconButton label=label icon=icon on_press=press attr:aria-disabled=is_off /> }
            .into_any()
    };
    let again = move |()| {
        let source = shown.with_untracked(|shown| shown.source.clone());
        if let Source::Calls(view) = source {
            reader.calls.try_again();
            counts.begin(view, number(), offset());
        }
    };
    let is_counted = move || shown.with(Shown::is_counted);
    view! {
        <section class="op-timeline" aria-label=landmark_label(|t| t.timeline())>
            <div class="op-timeline-head">
                <p>{move || told()}</p>
                {step_button(Icon::Left, |t| t.timeline_earlier(), |span, _| span.earlier())}
                {step_button(Icon::Right, |t| t.timeline_later(), Span::later)}
                {step_button(Icon::ZoomOut, |t| t.timeline_out(), Span::wider)}
                <Show when=is_counted>
                    <Scope>
                        <IconButton
                            label=|t| t.timeline_again()
                            icon=Icon::Refresh
                            on_press=again
                        />
                    </Scope>
                </Show>
                <IconButton
                    label=|t| t.timeline_close()
                    icon=Icon::Cross
                    on_press=move |()| preferences.switch_timeline(false)
                />
            </div>
            <p class="op-problem">{move || doubt()}</p>
            {bars(shown, picked, zoom)}
            <Scale shown=shown />
            <Figures shown=shown />
        </section>
    }
}
