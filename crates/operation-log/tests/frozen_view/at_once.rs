//! All at once: rows that tie within a second, old ones that are trimmed, a set that is exchanged one
//! by one, a cap on the rows of a call, and a count that is wrong.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use operation_log::FrozenView;
use operation_log::frozen_view::{Extent, PageRead, Scope, Step, Total};
use operation_log::query::Order;
use operation_log::wire::OperationPage;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::lies::{Claim, Lies};
use super::server::{Ends, Filter, Rules, Server, ServerEvent};

/// What a schedule has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// Every frozen row that has stayed was shown, each once.
    Sound,
    /// The view said that it moved, and it did.
    Moved,
    /// It said so though every frozen row stood where it stood.
    FalseAlarm,
    /// A frozen row that has stayed is on no page.
    Lost(String),
    /// A row is on two pages.
    Doubled(String),
}

/// A log, how its server lies, and what happens in it before each step of a reader.
#[derive(Clone, Debug)]
struct Schedule {
    rules: Rules,
    lies: Lies,
    rows: u16,
    limit: u32,
    /// Whether two calls are made at once where the second is known beforehand; that is answered first.
    pairs: bool,
    steps: Vec<(Vec<ServerEvent>, u16)>,
}

fn events() -> impl Strategy<Value = ServerEvent> {
    prop_oneof![
        // Few seconds pass, so that many rows tie.
        1 => Just(ServerEvent::SecondPasses),
        3 => (0u8..2).prop_map(|status| ServerEvent::Insert { status }),
        3 => (any::<u16>(), any::<bool>())
            .prop_map(|(which, good)| ServerEvent::Finish { which, good }),
        1 => any::<u16>().prop_map(|which| ServerEvent::TryAnew { which }),
        2 => Just(ServerEvent::DeleteOldest),
    ]
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let filter = prop_oneof![
        Just(Filter::All),
        Just(Filter::Pending),
        Just(Filter::Failed)
    ];
    let ends = prop_oneof![
        Just(Ends::Inclusive),
        Just(Ends::Exclusive),
        Just(Ends::Ignored)
    ];
    let claim = prop_oneof![
        2 => Just(Claim::Honest),
        1 => Just(Claim::Nothing),
        2 => (0u64..200).prop_map(Claim::Always),
    ];
    let cap = prop_oneof![1 => Just(None), 2 => (10u32..30).prop_map(Some)];
    let limit = prop_oneof![Just(10u32), Just(20), Just(50)];
    // A log in which much happens has moved before all of its pages were read.
    let between = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::collection::vec(events(), 1..4)
    ];
    let steps = prop::collection::vec((between, any::<u16>()), 1..6);
    let rules = (filter, ends, any::<bool>());
    let sizes = (0u16..200, limit, any::<bool>());
    (rules, (claim, cap), sizes, steps).prop_map(
        |((filter, ends, newest_first), (claim, cap), (rows, limit, pairs), steps)| Schedule {
            rules: Rules {
                filter,
                // A count that is always the same hides what an exclusive end takes away.
                ends: match (claim, ends) {
                    (Claim::Always(_), Ends::Exclusive) => Ends::Inclusive,
                    _ => ends,
                },
                newest_first,
                ..Rules::PLAIN
            },
            lies: Lies {
                claim,
                cap,
                wall: None,
            },
            rows,
            limit,
            pairs,
            steps,
        },
    )
}

/// A log with a reader before it.
struct Reading {
    schedule: Schedule,
    server: Server,
    view: FrozenView,
    calls: u64,
    /// The rows when the view was frozen.
    frozen: Vec<String>,
    /// Those of them that have been there ever since.
    stayed: BTreeSet<String>,
    /// Whether all of them have stood side by side, and none between them, ever since.
    is_still: bool,
}

impl Reading {
    fn new(schedule: &Schedule) -> Self {
        let rules = schedule.rules;
        let mut server = Server::new(rules, schedule.rows);
        // A change in the second of the freeze may be one before it or after it.
        server.happens(ServerEvent::SecondPasses);
        let frozen = server.all();
        Self {
            schedule: schedule.clone(),
            view: FrozenView::new(Scope {
                order: if rules.newest_first {
                    Order::NewestFirst
                } else {
                    Order::OldestFirst
                },
                by_status: rules.filter != Filter::All,
                start: None,
                end: None,
            }),
            calls: 0,
            stayed: frozen.iter().cloned().collect(),
            frozen,
            server,
            is_still: true,
        }
    }

    fn happens(&mut self, event: ServerEvent) {
        self.server.happens(event);
        let now = self.server.all();
        let others = now.len().saturating_sub(self.frozen.len());
        let stands = match (self.schedule.rules.filter, self.schedule.rules.newest_first) {
            // By status they may come anywhere.
            (Filter::Pending | Filter::Failed, _) => now.get(..),
            (_, true) => now.get(others..),
            (_, false) => now.get(..self.frozen.len()),
        };
        self.is_still &= stands == Some(&self.frozen);
        let now: BTreeSet<String> = now.into_iter().collect();
        self.stayed.retain(|id| now.contains(id));
    }

    fn answer(&mut self, read: PageRead) -> (OperationPage, Option<DateTime<Utc>>) {
        self.calls += 1;
        let answer = self.server.answer(read.ask);
        let answer = self.schedule.lies.told(read.ask, self.calls, answer);
        (answer, self.server.date())
    }

    /// Reads a page, with one event behind each call.
    fn page(&mut self, page: u64, events: &[ServerEvent]) -> Result<OperationPage, TestCaseError> {
        let mut read: PageRead = self.view.read(page, self.schedule.limit);
        let mut events = events.iter();
        let mut early = None;
        for _ in 0..40 {
            let known = early.take().filter(|(asked, _)| *asked == read);
            let (answer, date) = match known {
                Some((_, reply)) => reply,
                None => {
                    if self.schedule.pairs
                        && let Some(next) = self.view.expected_next(&read)
                    {
                        early = Some((next, self.answer(next)));
                        if let Some(event) = events.next() {
                            self.happens(*event);
                        }
                    }
                    self.answer(read)
                }
            };
            match self.view.take(read, answer, date) {
                Step::Page(page) => return Ok(page),
                Step::Ask(next) => read = next,
            }
            if let Some(event) = events.next() {
                self.happens(*event);
            }
        }
        Err(TestCaseError::fail(format!(
            "page {page} takes more than forty calls"
        )))
    }

    /// Whether the reader is offered a page behind this one.
    fn is_offered(&self, page: u64) -> bool {
        let step = u64::from(self.view.rows_a_page(self.schedule.limit));
        match self.view.extent() {
            Extent::Rows(rows) => rows > page * step,
            Extent::AtLeast(rows) => rows >= page * step,
        }
    }

    /// Goes where the schedule leads, then over all pages in order.
    fn run(&mut self) -> Result<Outcome, TestCaseError> {
        let mut shown: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        let steps = self.schedule.steps.clone();
        let mut wandering = steps.iter();
        let mut next = 1;
        loop {
            let (events, page) = match wandering.next() {
                // The first page fixes what the others are held against.
                Some((events, place)) if !shown.is_empty() => {
                    let rows = u64::from(self.view.rows_a_page(self.schedule.limit));
                    let pages = (self.frozen.len() as u64).div_ceil(rows).max(1);
                    (events.as_slice(), u64::from(*place) % pages + 1)
                }
                Some(_) => (&[][..], 1),
                None => {
                    let (events, _) = &steps[next as usize % steps.len()];
                    next += 1;
                    (events.as_slice(), next - 1)
                }
            };
            for event in events {
                self.happens(*event);
            }
            let rows = self.page(page, events)?;
            if self.view.drift().is_some() {
                // Without a true count, nothing tells rows that came from those that were there.
                let is_counted = matches!(self.schedule.lies.claim, Claim::Honest);
                return Ok(if self.is_still && is_counted {
                    Outcome::FalseAlarm
                } else {
                    Outcome::Moved
                });
            }
            let ids = rows.operations().map(|row| row.job_id.to_string());
            shown.insert(page, ids.collect());
            let mut seen = BTreeSet::new();
            if let Some(twice) = shown.values().flatten().find(|id| !seen.insert(*id)) {
                return Ok(Outcome::Doubled(format!("{twice} of {shown:?}")));
            }
            if next > 1 && !self.is_offered(next - 1) {
                let lost = self.stayed.iter().find(|id| !seen.contains(id));
                return Ok(match lost.filter(|_| !self.ends_as_counted(seen.len())) {
                    Some(id) => Outcome::Lost(format!("{id} of {shown:?}")),
                    None => Outcome::Sound,
                });
            }
        }
    }

    /// Whether so many rows are all there are by a wrong count, or so few without a count that they
    /// are taken for all: neither can be told from the truth.
    fn ends_as_counted(&self, shown: usize) -> bool {
        let is_honest = matches!(self.schedule.lies.claim, Claim::Honest);
        let is_count = matches!(self.view.total(), Total::Stated(total) if total == shown as u64);
        !is_honest && (is_count || shown < 10)
    }
}

/// A log of which only its size and the cap of its server are told, newest first.
fn capped(claim: Claim, cap: u32, rows: u16, limit: u32) -> Schedule {
    Schedule {
        rules: Rules::PLAIN,
        lies: Lies {
            claim,
            cap: Some(cap),
            wall: None,
        },
        rows,
        limit,
        pairs: false,
        steps: Vec::new(),
    }
}

#[test]
fn a_page_as_long_as_the_cap_is_whole_when_the_reader_comes_back_to_it() {
    for claim in [Claim::Honest, Claim::Nothing] {
        // The third page is read before the second, which is asked for with both its neighbours.
        let schedule = Schedule {
            steps: vec![(Vec::new(), 0), (Vec::new(), 30)],
            ..capped(claim, 10, 61, 10)
        };
        let outcome = Reading::new(&schedule).run();
        assert_eq!(outcome.ok(), Some(Outcome::Sound), "{claim:?}");
    }
}

#[test]
fn a_cap_that_arrivals_bring_up_keeps_no_row_back() {
    // Twenty rows came in one call of at most 21. Two more come, and the page is read again.
    let arrival = ServerEvent::Insert { status: 0 };
    let schedule = Schedule {
        steps: vec![(Vec::new(), 0), (vec![arrival, arrival], 0)],
        ..capped(Claim::Nothing, 21, 20, 50)
    };
    let outcome = Reading::new(&schedule).run();
    assert_eq!(outcome.ok(), Some(Outcome::Sound));
}

#[test]
fn an_arrival_is_no_false_alarm_where_a_page_is_as_long_as_the_cap_and_ends_are_left_out() {
    let arrival = ServerEvent::Insert { status: 0 };
    let mut schedule = capped(Claim::Honest, 10, 11, 10);
    schedule.rules.ends = Ends::Exclusive;
    schedule.steps = vec![(Vec::new(), 0), (vec![arrival], 46133)];
    let outcome = Reading::new(&schedule).run();
    assert_eq!(outcome.ok(), Some(Outcome::Sound));
}

#[test]
fn pages_that_a_cap_makes_shorter_are_other_pages() {
    // A row of the fourth page of fifty is seen before the cap is.
    let mut schedule = capped(Claim::Always(27), 27, 151, 50);
    schedule.rules.newest_first = false;
    schedule.steps = [0, 683, 32, 52907].map(|place| (Vec::new(), place)).into();
    let outcome = Reading::new(&schedule).run();
    assert!(!matches!(outcome, Ok(Outcome::Doubled(_))), "{outcome:?}");
}

#[test]
fn a_count_that_is_known_to_be_wrong_ends_no_page() {
    // Three arrivals later the rows before the sixth page end where the server counts no more.
    let arrival = ServerEvent::Insert { status: 0 };
    let schedule = Schedule {
        steps: vec![(vec![arrival], 0), (Vec::new(), 121), (Vec::new(), 0)],
        ..capped(Claim::Always(62), 11, 185, 10)
    };
    let outcome = Reading::new(&schedule).run();
    assert!(!matches!(outcome, Ok(Outcome::Lost(_))), "{outcome:?}");
}

#[test]
fn nothing_is_lost_or_doubled_where_rows_tie_go_and_come_under_a_cap_and_a_wrong_count() {
    let [tried, moved] = [Cell::new(0), Cell::new(0)];
    let result = TestRunner::new(super::config()).run(&schedules(), |schedule| {
        tried.set(tried.get() + 1);
        match Reading::new(&schedule).run()? {
            Outcome::Sound => Ok(()),
            Outcome::Moved => {
                moved.set(moved.get() + 1);
                Ok(())
            }
            wrong => Err(TestCaseError::fail(format!("{wrong:?}"))),
        }
    });
    println!(
        "{} schedules, {} of which said that they moved",
        tried.get(),
        moved.get()
    );
    if let Err(error) = result {
        panic!("{error}");
    }
}
