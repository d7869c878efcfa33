//! A server that deletes its oldest rows while new ones arrive.

use operation_log::FrozenView;
use operation_log::frozen_view::{Extent, Scope, Step};
use operation_log::query::Order;

use super::reader::{Pairs, Proof, read_on};
use super::server::{Filter, Rules, Server, ServerEvent, Ties};

const ARRIVAL: ServerEvent = ServerEvent::Insert { status: 0 };

fn rules(newest_first: bool) -> Rules {
    Rules {
        newest_first,
        dates: false,
        ..Rules::PLAIN
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
    let outcome = read_on(
        rules(true),
        41,
        20,
        Pairs::InTurn,
        &schedule,
        Proof::AllPages,
    );
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn a_page_as_long_as_a_call_loses_no_row_when_one_is_deleted_and_one_arrives() {
    // The total stays, but the first row of page 2 has come to stand on page 1.
    let schedule = [(vec![ARRIVAL, ServerEvent::DeleteOldest], 9805)];
    let outcome = read_on(
        rules(false),
        101,
        100,
        Pairs::InTurn,
        &schedule,
        Proof::AllPages,
    );
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
    let outcome = read_on(
        rules(true),
        199,
        99,
        Pairs::InTurn,
        &schedule,
        Proof::AllPages,
    );
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn a_second_that_is_ordered_anew_is_no_row_more_in_front_and_one_less_at_the_end() {
    // The last three rows of one second stand in another order when the page behind them is read, as
    // if all had moved down by one. One of them belongs to that page.
    let rules = Rules {
        filter: Filter::SinceStart,
        ties: Ties::Shuffled,
        ..rules(true)
    };
    let failed = ServerEvent::Finish {
        which: 0,
        good: false,
    };
    let schedule = [
        (vec![failed, failed], 30181),
        (vec![failed, ServerEvent::SecondPasses], 5656),
    ];
    let outcome = read_on(rules, 56, 4, Pairs::InTurn, &schedule, Proof::AllPages);
    assert!(outcome.is_ok(), "{outcome:?}");
}

/// Reads so many pages one after the other, with these events before each. Returns their rows.
fn turn_pages(
    rules: Rules,
    rows: u16,
    limit: u32,
    pages: u64,
    events: &[ServerEvent],
) -> Vec<String> {
    let mut server = Server::new(rules, rows);
    let mut view = FrozenView::new(Scope {
        order: Order::NewestFirst,
        by_status: rules.filter == Filter::Pending,
        start: None,
        end: None,
    });
    let mut shown = Vec::new();
    for number in 1..=pages {
        let mut read = view.read(number, limit);
        let page = loop {
            let answer = server.answer(read.ask);
            match view.take(read, answer, server.date()) {
                Step::Page(page) => break page,
                Step::Ask(next) => read = next,
            }
        };
        assert_eq!(view.drift(), None, "page {number}");
        shown.extend(page.operations().map(|row| row.job_id.to_string()));
        for event in events {
            server.happens(*event);
        }
    }
    shown
}

#[test]
fn rows_deleted_at_the_far_end_move_no_page_and_are_no_false_alarm() {
    let frozen = Server::new(rules(true), 90).all();
    let events = [
        ServerEvent::SecondPasses,
        ARRIVAL,
        ServerEvent::DeleteOldest,
        ServerEvent::DeleteOldest,
    ];
    // Ten pages as of the freeze; the last two are gone before they are reached.
    let shown = turn_pages(rules(true), 90, 9, 8, &events);
    assert_eq!(shown, frozen[..72]);
}

#[test]
fn a_set_that_is_exchanged_one_by_one_behind_the_page_is_no_false_alarm() {
    let rules = Rules {
        filter: Filter::Pending,
        ..rules(true)
    };
    let frozen = Server::new(rules, 240).all();
    let events = [
        ServerEvent::SecondPasses,
        ServerEvent::Insert { status: 1 },
        ServerEvent::Finish {
            which: 0,
            good: true,
        },
    ];
    let shown = turn_pages(rules, 240, 6, 4, &events);
    assert_eq!(shown, frozen[..24]);
}

#[test]
fn an_end_that_was_found_before_the_shift_was_known_hides_no_row() {
    let rules = Rules {
        dates: true,
        totals: false,
        ..rules(false)
    };
    let mut server = Server::new(rules, 9);
    let mut view = FrozenView::new(Scope {
        order: Order::OldestFirst,
        by_status: false,
        start: None,
        end: None,
    });
    let mut page = |number| {
        let mut read = view.read(number, 4);
        let page = loop {
            let answer = server.answer(read.ask);
            match view.take(read, answer, server.date()) {
                Step::Page(page) => break page,
                Step::Ask(next) => read = next,
            }
        };
        if number == 1 {
            server.happens(ServerEvent::DeleteOldest);
        }
        (page.rows.len(), view.extent())
    };
    assert_eq!(page(1), (4, Extent::AtLeast(4)));
    // Eight rows are left, so that none is at the offset of the third page.
    assert_eq!(page(3), (0, Extent::Rows(8)));
    assert_eq!(page(2), (4, Extent::AtLeast(8)));
    assert_eq!(page(3), (1, Extent::Rows(9)));
}
