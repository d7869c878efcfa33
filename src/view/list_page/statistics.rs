//! Statistics of the rows at hand: how often each action runs and fails, how long it takes, and where
//! the failures are.

use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::percentile::Durations;
use operation_log::query::Edit;
use operation_log::result_set::{ActionStatistics, Condition, Field, Measuring, ResultSet, Tally};
use operation_log::{Language, Param, Status, marked};

use super::failures::{FailuresBy, failures_in, failures_view};
use super::whole_result::{LoadButton, RestButton, progress_text};
use crate::i18n::{Label, Locale};
use crate::platform::slice::Slice;
use crate::remote::Latest;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::state::whole_result::{Load, STEP};
use crate::ui::icon::{Icon, IconView};
use crate::view::context::{Clock, Navigation};
use crate::view::findings::{coverage_text, loaded_text};
use crate::view::format;
use crate::view::lazy_dialog::LazyDialog;
use crate::view::scope::scoped_signal;

/// Bars of a sparkline.
const PARTS: usize = 24;

/// A figure of each action.
struct Figure {
    heading: Label,
    /// What lines are sorted by; `None` if it is not known.
    read: fn(&Line) -> Option<u64>,
    text: fn(Locale, &Line, u64) -> String,
}

const FIGURES: [Figure; 5] = [
    Figure {
        heading: |t| t.statistics_count(),
        read: |line| Some(line.tally.count().into()),
        text: |_, _, count| format::number(count),
    },
    Figure {
        heading: |t| t.statistics_failed(),
        read: |line| line.tally.failed_of_thousand().map(u64::from),
        text: |_, line, permille| {
            let failed = format::number(line.tally.failed.into());
            [&format::permille(permille), " · ", &failed].concat()
        },
    },
    Figure {
        heading: |_| "p50",
        read: |line| Some(line.durations?.p50),
        text: |locale, _, seconds| format::seconds(locale, seconds),
    },
    Figure {
        heading: |_| "p95",
        read: |line| Some(line.durations?.p95),
        text: |locale, _, seconds| format::seconds(locale, seconds),
    },
    Figure {
        heading: |_| "max",
        read: |line| Some(line.durations?.max),
        text: |locale, _, seconds| format::seconds(locale, seconds),
    },
];

/// The statistics of one action.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    action: String,
    name: String,
    tally: Tally,
    durations: Option<Durations>,
    /// The path of the sparkline.
    trend: String,
}

/// What the dialog shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Statistics {
    lines: Vec<Line>,
    failures: Vec<FailuresBy>,
}

/// The button that opens the statistics, and the dialog.
#[component]
pub fn StatisticsButton(
    /// The rows.
    list: ListState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="op-button"
            part="button"
            aria-haspopup="dialog"
            data-control="statistics"
            aria-label=locale.say(|t| t.statistics())
            title=locale.say(|t| t.statistics())
            on:click=move |_| open.set(true)
        >
            <IconView icon=Icon::Chart />
        </button>
        <LazyDialog open=open title=|t| t.statistics()>
            <Content list=list />
        </LazyDialog>
    }
}

/// The statistics, of as many rows as are here, and an offer to load the rest.
#[component]
fn Content(list: ListState) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { whole, .. } = expect_context();
    let Clock { now, .. } = expect_context();
    let remote = scoped_signal(list.remote());
    let statistics = RwSignal::new(Statistics::default());
    let latest = Latest::new();
    let reach = move || {
        remote.with(|remote| {
            let held = remote.held()?;
            Some(match held.whole {
                Some(coverage) => coverage_text(locale, coverage),
                None => loaded_text(locale, held),
            })
            .map(|coverage| locale.t().statistics_of(&coverage))
        })
    };
    Effect::new(move || {
        let page = remote.with(|remote| {
            let held = remote.held()?;
            Some((held.whole.is_some(), held.page.rows.clone()))
        });
        let Some((is_whole, rows)) = page else { return };
        let now = now.get_untracked();
        let own = (!is_whole).then(|| {
            let mut set = ResultSet::new();
            for row in &rows {
                // A page has room.
                let _ = set.push(row);
            }
            set
        });
        let Some(ticket) = latest.begin() else { return };
        spawn_local(async move {
            let with = |make: &mut dyn FnMut(&ResultSet, &[u32])| match &own {
                Some(own) => {
                    make(own, &own.rows());
                    Some(())
                }
                None => whole.with_rows(|set, rows| make(set, rows)),
            };
            let mut measuring = None;
            with(&mut |_, rows| measuring = Some(Measuring::new(rows.to_vec(), now)));
            let mut slice = Slice::begin();
            let Some(mut measuring) = measuring else {
                return;
            };
            let mut ended = false;
            while !ended {
                if with(&mut |set, _| ended = measuring.step(set, STEP)).is_none() {
                    return;
                }
                slice.rest().await;
                // Figures of older rows never come last.
                if !ticket.is_current() {
                    return;
                }
            }
            with(&mut |set, rows| {
                let figures = figures(locale, set, rows, measuring.clone());
                // The dialog may be closed by then.
                statistics.try_set(figures);
            });
        });
    });
    let load = scoped_signal(whole.load());
    let is_whole = move || {
        remote.with(|remote| {
            let held = remote.held();
            held.is_some_and(|held| held.whole.is_some())
        })
    };
    let can_go_on = move || {
        let can = load.with(|load| load.as_ref().is_some_and(Load::can_go_on));
        can && is_whole()
    };
    let loading = move || {
        load.with(|load| {
            let load = load.as_ref();
            let load = load.filter(|load| load.is_under_way() || can_go_on())?;
            Some(progress_text(locale, load))
        })
    };
    view! {
        <p>{move || reach()}</p>
        <p>{move || loading()}</p>
        <LoadButton list=list label=|t, rows| t.whole_load(rows) />
        <Show when=can_go_on>
            <RestButton list=list />
        </Show>
        <Actions statistics=statistics />
        {failures_view(move || statistics.with(|statistics| statistics.failures.clone()))}
    }
}

/// The statistics of rows in words and figures.
fn figures(locale: Locale, set: &ResultSet, rows: &[u32], measuring: Measuring) -> Statistics {
    let line = |of: ActionStatistics<'_>| {
        let t = untrack(|| locale.t());
        let known = t.action_name(of.action);
        // The server's words are Chinese.
        let describe = (untrack(|| locale.language()) == Language::ZhCn).then_some(of.describe);
        let names = [known, describe, Some(of.action)].into_iter().flatten();
        let name = names.into_iter().find(|name| !name.is_empty());
        Line {
            action: of.action.to_owned(),
            name: marked(name.unwrap_or("—")).into_owned(),
            tally: of.tally,
            durations: of.durations,
            trend: spark_path(&of),
        }
    };
    Statistics {
        lines: measuring.finish(set, PARTS).into_iter().map(line).collect(),
        failures: failures_in(set, rows),
    }
}

/// A bar for each part of the time, on a grid of 4 by 16 for each.
fn spark_path(of: &ActionStatistics<'_>) -> String {
    let counts = || of.trend.iter().map(|part| part.tally.count());
    let highest = counts().max().unwrap_or_default().max(1);
    let mut path = String::new();
    for (index, count) in counts().enumerate().filter(|(_, count)| *count > 0) {
        let height = (count * 15).div_ceil(highest);
        for (command, number) in [("M", index * 4 + 2), (" 16v-", height as usize)] {
            path.push_str(command);
            path.push_str(&number.to_string());
        }
    }
    path
}

/// The table of actions.
#[component]
fn Actions(statistics: RwSignal<Statistics>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    // What the lines with the largest figure of stand first.
    let sorted_by = RwSignal::new(0_usize);
    let heading = move |(index, figure): (usize, &Figure)| {
        let sort = move || (sorted_by.get() == index).then_some("descending");
        view! {
            <th scope="col" aria-sort=move || sort()>
                <button type="button" on:click=move |_| sorted_by.set(index)>
                    {locale.say(figure.heading)}
                </button>
            </th>
        }
        .into_any()
    };
    let line = move |line: Line| {
        let by_action = (Field::Action, Param::JobAction);
        let href = rows_href(navigation, by_action, &line.action, None);
        let cell = |figure: &Figure| {
            let text = match (figure.read)(&line) {
                Some(value) => (figure.text)(locale, &line, value),
                None => "—".to_owned(),
            };
            view! { <td>{text}</td> }.into_any()
        };
        let cells = FIGURES.iter().map(cell).collect_view();
        view! {
            <tr>
                <th scope="row">
                    <a href=href>{line.name}</a>
                </th>
                {cells}
                <td aria-hidden="true">
                    <svg class="op-spark" viewBox="0 0 96 16" width="96" height="16">
                        <path d=line.trend />
                    </svg>
                </td>
            </tr>
        }
        .into_any()
    };
    let lines = move || {
        let figure = FIGURES.get(sorted_by.get());
        let value = |line: &Line| figure.and_then(|figure| (figure.read)(line));
        // Few lines; the sorts of the standard library would cost three kilobytes.
        let mut sorted: Vec<Line> = Vec::new();
        for line in statistics.with(|statistics| statistics.lines.clone()) {
            let place = sorted.partition_point(|before| value(before) >= value(&line));
            sorted.insert(place, line);
        }
        sorted.into_iter().map(line).collect_view()
    };
    let headings = FIGURES.iter().enumerate().map(heading);
    view! {
        <div class="op-statistics" tabindex="0" role="group" aria-label=locale.say(|t| t.statistics())>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{locale.say(|t| t.action())}</th>
                        {headings.collect_view()}
                        <th scope="col">{locale.say(|t| t.statistics_trend())}</th>
                    </tr>
                </thead>
                <tbody>{move || lines()}</tbody>
            </table>
        </div>
    }
}

/// The list of what has a value, and a status if one is given, among what is asked now. Rows of a whole
/// result are narrowed in the browser, where they are; others are asked for.
pub fn rows_href(
    navigation: Navigation,
    (field, param): (Field, Param),
    value: &str,
    status: Option<Status>,
) -> String {
    navigation
        .filters
        .try_with_untracked(|filters| {
            let asked = filters.asked();
            let query = if asked.is_whole() {
                let mut conditions = asked.conditions().with(has(field, value));
                if let Some(status) = status {
                    conditions = conditions.with(has(Field::Status, status.as_str()));
                }
                filters.href_query().edited(Edit::Only(conditions))
            } else {
                let text = Edit::Text(param, value.to_owned());
                let query = filters.href_query().edited(text);
                match status {
                    Some(status) => query.edited(Edit::Status(Some(status))),
                    None => query,
                }
            };
            navigation.list_href(&query)
        })
        .unwrap_or_default()
}

fn has(field: Field, value: &str) -> Condition {
    Condition::Has(field, value.to_owned())
}
