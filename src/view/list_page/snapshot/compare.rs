//! What is different between a result and a file.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::result_set::{Field, ResultSet};
use operation_log::wire::changed_fields;
use operation_log::{JobId, Status, marked};

use super::open::ReadButton;
use crate::i18n::{Label, Locale};
use crate::platform::clock;
use crate::state::snapshot::{ComparedRows, OpenedSnapshot, compare, with_both};
use crate::state::store::Store;
use crate::view::context::{Clock, Navigation};
use crate::view::format;
use crate::view::lazy_dialog::LazyDialog;
use crate::view::status_badge::status_badge;

/// How many operations are listed.
const MOST_LINES: usize = 500;

/// How many changed fields of an operation are named.
const MOST_FIELDS: usize = 10;

/// One of two results that are compared.
#[derive(Clone)]
struct Side {
    /// The file; `None` for the rows that were loaded.
    name: Option<String>,
    at: Option<DateTime<Utc>>,
    /// What was asked.
    query: String,
    is_complete: bool,
    rows: ComparedRows,
}

impl Side {
    fn of(snapshot: &OpenedSnapshot) -> Self {
        Self {
            name: Some(snapshot.name.clone()),
            at: snapshot.at(),
            query: snapshot.manifest.query.clone(),
            is_complete: snapshot.is_complete(),
            rows: ComparedRows::File(Arc::clone(&snapshot.rows)),
        }
    }
}

/// An operation that is new, gone or changed.
#[derive(Clone)]
struct Line {
    id: JobId,
    /// Action, and the server's words for it.
    action: String,
    describe: String,
    /// Whether it is among the rows that are shown, and so has a page.
    is_here: bool,
    /// Before and after; `None` where it is not there.
    statuses: [Option<Status>; 2],
    /// The fields that have other values, if its status is the same.
    changed: Vec<String>,
}

/// What is different, ready to be shown.
#[derive(Clone)]
struct Comparison {
    sides: [Side; 2],
    /// New, gone, with another status, changed otherwise.
    counts: [usize; 4],
    lines: Vec<Line>,
}

/// What is counted.
const COUNTED: [Label; 4] = [
    |t| t.compare_came(),
    |t| t.compare_went(),
    |t| t.compare_status(),
    |t| t.compare_other(),
];

impl Comparison {
    /// Of two sides, the one with this index being the rows that are shown.
    async fn of(sides: [Side; 2], here: usize) -> Self {
        let rows = sides.each_ref().map(|side| &side.rows);
        let difference = compare(rows).await;
        let line = |earlier: &ResultSet, later: &ResultSet, pair: (Option<u32>, Option<u32>)| {
            let before = pair.0.and_then(|row| earlier.row(row));
            let after = pair.1.and_then(|row| later.row(row));
            let row = after.or(before)?;
            let text = |field| row.text(field).to_owned();
            let statuses = [before, after].map(|row| row?.status());
            let is_same_status = statuses[0] == statuses[1];
            let both = before.zip(after).filter(|_| is_same_status);
            let mut changed = both.map_or_else(Vec::new, |(before, after)| {
                changed_fields(before.raw(), after.raw())
            });
            changed.truncate(MOST_FIELDS);
            Some(Line {
                id: JobId::parse(row.text(Field::JobId)).ok()?,
                action: text(Field::Action),
                describe: text(Field::Describe),
                is_here: statuses.get(here).is_some_and(Option::is_some),
                statuses,
                changed,
            })
        };
        let both = |(before, after): &(u32, u32)| (Some(*before), Some(*after));
        let changed = difference.changed_status.iter().map(both);
        let came = difference.came.iter().map(|row| (None, Some(*row)));
        let went = difference.went.iter().map(|row| (Some(*row), None));
        let otherwise = difference.changed_otherwise.iter().map(both);
        let pairs = changed.chain(came).chain(went).chain(otherwise);
        let pairs: Vec<_> = pairs.take(MOST_LINES).collect();
        let mut lines = Vec::new();
        with_both(rows, &mut |earlier, later| {
            let pairs = pairs.iter();
            lines = pairs
                .filter_map(|pair| line(earlier, later, *pair))
                .collect();
        });
        Self {
            lines,
            counts: [
                difference.came.len(),
                difference.went.len(),
                difference.changed_status.len(),
                difference.changed_otherwise.len(),
            ],
            sides,
        }
    }
}

/// What was compared last. Its dialog stands outside of a box that closes when a dialog opens.
#[derive(Clone, Copy)]
pub struct Comparing {
    open: RwSignal<bool>,
    shown: RwSignal<Option<Arc<Comparison>>>,
}

impl Comparing {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            shown: RwSignal::new(None),
        }
    }
}

/// The button that asks for the other file.
#[component]
pub fn CompareButton(
    /// The file that is open; the rows that were loaded if there is none.
    with: Option<Arc<OpenedSnapshot>>,
    /// Shows what is different.
    comparing: Comparing,
) -> impl IntoView {
    let Store { whole, .. } = expect_context();
    let navigation = expect_context::<Navigation>();
    let Comparing { open, shown } = comparing;
    let here = move || match &with {
        Some(snapshot) => Some(Side::of(snapshot)),
        None => {
            let (at, is_complete) = whole.load().with_untracked(|load| {
                let load = load.as_ref()?;
                let as_of = load.facts.and_then(|facts| facts.as_of);
                Some((as_of.unwrap_or(load.received), load.is_complete()))
            })?;
            let query = navigation.filters;
            Some(Side {
                name: None,
                at: Some(at),
                query: query.try_with_untracked(|filters| filters.asked().to_url())?,
                is_complete,
                rows: ComparedRows::Loaded(whole),
            })
        }
    };
    let take = Callback::new(move |other: OpenedSnapshot| {
        let (Some(here), other) = (here(), Side::of(&other)) else {
            return;
        };
        // What has no time is taken for the earlier one.
        let (sides, here) = match other.at <= here.at {
            true => ([other, here], 1),
            false => ([here, other], 0),
        };
        spawn_local(async move {
            let comparison = Comparison::of(sides, here).await;
            shown.try_set(Some(Arc::new(comparison)));
            open.try_set(true);
        });
    });
    view! { <ReadButton label=|t| t.snapshot_compare() take=take /> }
}

/// The dialog with what is different.
#[component]
pub fn CompareDialog(
    /// What was compared.
    comparing: Comparing,
) -> impl IntoView {
    let Comparing { open, shown } = comparing;
    view! {
        <LazyDialog open=open title=|t| t.compare_title()>
            {move || shown.get().map(|comparison| view! { <Differences comparison=comparison /> })}
        </LazyDialog>
    }
}

/// What is different.
#[component]
fn Differences(comparison: Arc<Comparison>) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let Clock { time_zone, .. } = expect_context();
    let sides = {
        let comparison = Arc::clone(&comparison);
        move || {
            let t = locale.t();
            let [earlier, later] = &comparison.sides;
            let text = |side: &Side| {
                let name = match &side.name {
                    Some(name) => marked(name).into_owned(),
                    None => t.compare_here().to_owned(),
                };
                let at = side.at;
                let at = at.map(|at| [" (", &clock::wall_clock(time_zone.get(), at), ")"].concat());
                [name, at.unwrap_or_default()].concat()
            };
            t.compare_sides(&text(earlier), &text(later))
        }
    };
    let notes = {
        let comparison = Arc::clone(&comparison);
        move || {
            let t = locale.t();
            let [earlier, later] = &comparison.sides;
            let all = earlier.is_complete && later.is_complete;
            let notes = [
                (earlier.query != later.query).then(|| t.compare_queries()),
                (!all).then(|| t.compare_incomplete()),
            ];
            notes.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    let counts = comparison.counts;
    let count = |(label, count): (Label, usize)| {
        view! {
            <dt>{locale.say(label)}</dt>
            <dd>{move || format::number(count as u64)}</dd>
        }
        .into_any()
    };
    let line = |line: &Line| {
        let Line {
            id,
            action,
            describe,
            is_here,
            statuses: [before, after],
            changed,
        } = line.clone();
        let href = || navigation.operation_href(&id, &untrack(|| navigation.base_query()));
        let href = is_here.then(href);
        let name = move || {
            let name = locale.t().action_name(&action).unwrap_or(&describe);
            marked(if name.is_empty() { "—" } else { name }).into_owned()
        };
        let badge = move |status: &Option<Status>| match status {
            Some(status) => status_badge(locale, status).into_any(),
            None => locale.t().none().into_any(),
        };
        let changed = (!changed.is_empty()).then(|| {
            let names = marked(&changed.join(", ")).into_owned();
            let text = move || locale.t().compare_fields(&names);
            view! { <div class="op-note" dir="auto">{text}</div> }
        });
        view! {
            <tr>
                <th scope="row">
                    <a href=href dir="auto">{name}</a>
                    <div class="op-id">{marked(id.as_str()).into_owned()}</div>
                </th>
                <td>{move || badge(&before)}</td>
                <td>
                    {move || badge(&after)}
                    {changed}
                </td>
            </tr>
        }
        .into_any()
    };
    let more = {
        let (shown, all) = (comparison.lines.len(), counts.iter().sum::<usize>());
        move || {
            (shown < all).then(|| {
                let [shown, all] = [shown, all].map(|rows| format::number(rows as u64));
                locale.t().whole_first(&shown, &all)
            })
        }
    };
    let lines: Vec<AnyView> = comparison.lines.iter().map(line).collect();
    let table = (!lines.is_empty()).then(|| {
        view! {
            <div class="op-statistics op-changes">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{locale.say(|t| t.operation())}</th>
                            <th scope="col">{locale.say(|t| t.compare_before())}</th>
                            <th scope="col">{locale.say(|t| t.compare_after())}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <p dir="auto">{sides}</p>
        <p class="op-note">{notes}</p>
        <dl class="op-compared">{COUNTED.into_iter().zip(counts).map(count).collect_view()}</dl>
        {table}
        <p class="op-note">{more}</p>
    }
}
