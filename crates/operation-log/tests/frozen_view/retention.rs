//! A server that deletes its oldest rows while new ones arrive.

use super::reader::{Proof, read_on};
use super::server::{Ends, Filter, Rules, ServerEvent, Ties};

const ARRIVAL: ServerEvent = ServerEvent::Insert { status: 0 };

/// The order is stable and the end inclusive.
fn rules(newest_first: bool) -> Rules {
    Rules {
        filter: Filter::All,
        ends: Ends::Inclusive,
        ties: Ties::Stable,
        newest_first,
        dates: false,
    }
}

#[test]
fn going_back_loses_no_row_when_one_is_deleted_and_two_arrive() {
    // The reader begins on page 2, goes on to page 3 and then back to page 1. The total has grown
    // by one there, but the rows have shifted by two.
    let schedule = [
        (Vec::new(), 9304),
        (Vec::new(), 13985),
        (vec![ServerEvent::DeleteOldest, ARRIVAL, ARRIVAL], 7404),
    ];
    let outcome = read_on(rules(true), 41, 20, &schedule, Proof::AllPages);
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn a_page_as_long_as_a_call_loses_no_row_when_one_is_deleted_and_one_arrives() {
    // The total stays, but the first row of page 2 has come to stand on page 1.
    let schedule = [(vec![ARRIVAL, ServerEvent::DeleteOldest], 9805)];
    let outcome = read_on(rules(false), 101, 100, &schedule, Proof::AllPages);
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn a_page_with_room_for_one_neighbour_is_compared_with_both() {
    // Page 3 is read after the rows have shifted, so page 2 must not end before it begins.
    let schedule = [
        (Vec::new(), 61988),
        (vec![ARRIVAL, ServerEvent::DeleteOldest], 11799),
        (Vec::new(), 11626),
    ];
    let outcome = read_on(rules(true), 199, 99, &schedule, Proof::AllPages);
    assert!(outcome.is_ok(), "{outcome:?}");
}
