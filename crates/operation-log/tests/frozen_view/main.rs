//! A reader pages through a log that moves, on random schedules: rows arrive, tie within a second,
//! finish, fail and are deleted between any two calls, and calls fail. What the pages show must be
//! what the log had when the view was frozen, or the view must say that it moved.

mod at_once;
mod calls;
mod lies;
mod reader;
mod retention;
mod server;

use operation_log::query::MAX_LIMIT;
use proptest::prelude::*;
use reader::{Outcome, Pairs, Proof, read_on};
use server::{Ends, Filter, Rules, ServerEvent, Ties};

/// How many random schedules each property runs at least; `PROPTEST_CASES` can ask for more.
const SCHEDULES: u32 = 6_000;

/// Operations arrive and finish.
fn life() -> impl Strategy<Value = ServerEvent> {
    prop_oneof![
        3 => Just(ServerEvent::SecondPasses),
        4 => (0u8..2).prop_map(|status| ServerEvent::Insert { status }),
        3 => (any::<u16>(), any::<bool>()).prop_map(|(which, good)| ServerEvent::Finish { which, good }),
        1 => Just(ServerEvent::CallFails),
    ]
}

/// Failed operations are tried anew as well, and the oldest are deleted.
fn life_and_death() -> impl Strategy<Value = ServerEvent> {
    prop_oneof![
        8 => life(),
        3 => any::<u16>().prop_map(|which| ServerEvent::TryAnew { which }),
        1 => Just(ServerEvent::DeleteOldest)
    ]
}

/// The oldest are deleted about as fast as new ones arrive, so that the total hides both.
fn retention() -> impl Strategy<Value = ServerEvent> {
    prop_oneof![
        2 => life_and_death(),
        3 => Just(ServerEvent::Insert { status: 0 }),
        3 => Just(ServerEvent::DeleteOldest),
    ]
}

/// How many rows there are, and how many a page has. The neighbours of a page do not always fit
/// into one call with it.
fn sizes() -> impl Strategy<Value = (u16, u32)> {
    prop_oneof![
        2 => (0u16..60, prop_oneof![2u32..9, Just(20)]),
        1 => (0u16..320, MAX_LIMIT - 2..=MAX_LIMIT),
    ]
}

/// What happens between the calls of a reader, and where the reader goes next.
type Schedule = Vec<(Vec<ServerEvent>, u16)>;

fn schedule(events: impl Strategy<Value = ServerEvent>) -> impl Strategy<Value = Schedule> {
    let between = prop::collection::vec(events, 0..4);
    prop::collection::vec((between, any::<u16>()), 1..24)
}

fn pairs() -> impl Strategy<Value = Pairs> {
    let at_once = any::<bool>().prop_map(|reversed| Pairs::AtOnce { reversed });
    prop_oneof![1 => Just(Pairs::InTurn), 2 => at_once]
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let filter = prop_oneof![
        Just(Filter::All),
        Just(Filter::Pending),
        Just(Filter::Failed),
        Just(Filter::SinceStart)
    ];
    let ends = prop_oneof![
        Just(Ends::Inclusive),
        Just(Ends::Exclusive),
        Just(Ends::Ignored),
        Just(Ends::ByStatusTime)
    ];
    let ties = prop_oneof![3 => Just(Ties::Stable), 1 => Just(Ties::Shuffled)];
    let totals = prop_oneof![4 => Just(true), 1 => Just(false)];
    (filter, ends, ties, any::<bool>(), any::<bool>(), totals).prop_map(
        |(filter, ends, ties, newest_first, dates, totals)| Rules {
            filter,
            ends,
            ties,
            newest_first,
            dates,
            // Who neither counts rows nor keeps their order gives nothing to hold a page against.
            totals: totals || ties == Ties::Shuffled,
        },
    )
}

/// The schedule without rows that go, for a server that has no order within a second: one that comes
/// and one that goes hide from its count, and from the rows as well if the row beside a page stands
/// where another of its second stood. Nothing is left to hold a page against.
fn as_told(rules: Rules, schedule: Schedule) -> Schedule {
    let stays = |event: &ServerEvent| {
        rules.ties == Ties::Stable || !matches!(event, ServerEvent::DeleteOldest)
    };
    let steps = schedule.into_iter();
    let kept = |events: Vec<ServerEvent>| events.into_iter().filter(stays).collect();
    steps.map(|(events, place)| (kept(events), place)).collect()
}

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(SCHEDULES),
        // A failure is mended, not remembered.
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_row_is_lost_or_doubled_unless_the_view_says_that_it_moved(
        rules in any_rules(),
        (rows, limit) in sizes(),
        pairs in pairs(),
        schedule in prop_oneof![schedule(life_and_death()), schedule(retention())],
    ) {
        let schedule = as_told(rules, schedule);
        read_on(rules, rows, limit, pairs, &schedule, Proof::AllPages).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn arrivals_and_finished_operations_never_move_a_view_without_a_status_filter(
        ends in prop_oneof![Just(Ends::Inclusive), Just(Ends::Exclusive), Just(Ends::Ignored)],
        newest_first in any::<bool>(),
        dates in any::<bool>(),
        (rows, limit) in sizes(),
        pairs in pairs(),
        schedule in schedule(life()),
    ) {
        let rules = Rules { filter: Filter::All, ends, ties: Ties::Stable, newest_first, dates, totals: true };
        let outcome = read_on(rules, rows, limit, pairs, &schedule, Proof::EachPage).map_err(TestCaseError::fail)?;
        prop_assert_eq!(outcome, Outcome::Still);
    }
}
