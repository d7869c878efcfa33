//! A reader pages through a log that moves, on random schedules: rows arrive, tie within a second,
//! finish, fail and are deleted between any two calls, and calls fail. What the pages show must be
//! what the log had when the view was frozen, or the view must say that it moved.

mod calls;
mod reader;
mod server;

use proptest::prelude::*;
use reader::{Outcome, Proof, read_on};
use server::{Ends, Filter, Rules, ServerEvent, Ties};

/// How many random schedules each property runs.
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

/// What happens between the calls of a reader, and where the reader goes next.
fn schedule(
    events: impl Strategy<Value = ServerEvent>,
) -> impl Strategy<Value = Vec<(Vec<ServerEvent>, u16)>> {
    let between = prop::collection::vec(events, 0..4);
    prop::collection::vec((between, any::<u16>()), 1..24)
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
    (filter, ends, ties, any::<bool>(), any::<bool>()).prop_map(
        |(filter, ends, ties, newest_first, dates)| Rules {
            filter,
            ends,
            ties,
            newest_first,
            dates,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: SCHEDULES,
        // A failure is mended, not remembered.
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_row_is_lost_or_doubled_unless_the_view_says_that_it_moved(
        rules in any_rules(),
        rows in 0u16..60,
        limit in prop_oneof![2u32..9, Just(20), Just(100)],
        schedule in schedule(life_and_death()),
    ) {
        read_on(rules, rows, limit, &schedule, Proof::AllPages).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn arrivals_and_finished_operations_never_move_a_view_without_a_status_filter(
        ends in prop_oneof![Just(Ends::Inclusive), Just(Ends::Exclusive), Just(Ends::Ignored)],
        newest_first in any::<bool>(),
        dates in any::<bool>(),
        rows in 0u16..60,
        limit in prop_oneof![2u32..9, Just(20)],
        schedule in schedule(life()),
    ) {
        let rules = Rules { filter: Filter::All, ends, ties: Ties::Stable, newest_first, dates };
        let outcome = read_on(rules, rows, limit, &schedule, Proof::EachPage).map_err(TestCaseError::fail)?;
        prop_assert_eq!(outcome, Outcome::Still);
    }
}
