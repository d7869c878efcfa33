//! How many calls a page takes, and what is told of a view.

use operation_log::FrozenView;
use operation_log::frozen_view::{Ask, Newer, Scope, Step};
use operation_log::query::{MAX_LIMIT, Order};
use operation_log::wire::{OperationPage, Row};

use super::server::{Ends, Filter, Rules, Server, ServerEvent, row_at};

const LIMIT: u32 = 5;

fn rules(ends: Ends) -> Rules {
    Rules {
        ends,
        ..Rules::PLAIN
    }
}

fn view() -> FrozenView {
    let scope = Scope {
        order: Order::NewestFirst,
        by_status: false,
        start: None,
        end: None,
    };
    FrozenView::new(scope)
}

/// How many calls a page takes.
fn calls(view: &mut FrozenView, server: &mut Server, page: u64) -> u32 {
    let mut read = view.read(page, LIMIT);
    let mut calls = 1;
    loop {
        let answer = server.answer(read.ask);
        match view.take(read, answer, server.date()) {
            Step::Page(_) => return calls,
            Step::Ask(next) => {
                read = next;
                calls += 1;
            }
        }
    }
}

#[test]
fn a_page_takes_one_call_where_the_end_is_inclusive() {
    let mut server = Server::new(rules(Ends::Inclusive), 40);
    let mut view = view();
    server.happens(ServerEvent::SecondPasses);
    for page in 1..6 {
        assert_eq!(calls(&mut view, &mut server, page), 1, "page {page}");
        server.happens(ServerEvent::Insert { status: 0 });
    }
}

#[test]
fn an_exclusive_end_costs_one_call_and_no_row() {
    let mut server = Server::new(rules(Ends::Exclusive), 40);
    let mut view = view();
    assert_eq!(calls(&mut view, &mut server, 1), 1);
    server.happens(ServerEvent::SecondPasses);
    assert_eq!(calls(&mut view, &mut server, 2), 2);
    assert_eq!(calls(&mut view, &mut server, 3), 1);
    assert_eq!(view.drift(), None);
}

#[test]
fn a_page_as_long_as_a_call_takes_a_short_call_for_each_known_neighbour() {
    let mut server = Server::new(rules(Ends::Inclusive), 300);
    let mut view = view();
    let mut limits_of = |page| {
        let mut limits = Vec::new();
        let mut read = view.read(page, MAX_LIMIT);
        loop {
            limits.push(read.ask.limit);
            let answer = server.answer(read.ask);
            match view.take(read, answer, server.date()) {
                Step::Page(page) => return (limits, page.rows.len()),
                Step::Ask(next) => read = next,
            }
        }
    };
    assert_eq!(limits_of(1), (vec![100], 100));
    assert_eq!(limits_of(3), (vec![100], 100));
    assert_eq!(limits_of(2), (vec![2, 2, 100], 100));
}

#[test]
fn a_view_without_the_row_it_must_follow_has_moved_at_once() {
    let mut rules = rules(Ends::Ignored);
    rules.filter = Filter::Failed;
    let mut server = Server::new(rules, 60);
    let scope = Scope {
        order: Order::NewestFirst,
        by_status: true,
        start: None,
        end: None,
    };
    let mut view = FrozenView::new(scope);
    calls(&mut view, &mut server, 1);
    // The last row of the page is none any more, and another one is in its stead.
    server.happens(ServerEvent::SecondPasses);
    let before = server.all();
    let gone = before.len() - LIMIT as usize;
    server.happens(ServerEvent::TryAnew { which: gone as u16 });
    let finish = ServerEvent::Finish {
        which: 0,
        good: false,
    };
    server.happens(finish);
    assert_eq!(server.all().len(), before.len());
    calls(&mut view, &mut server, 2);
    assert!(view.drift().is_some());
}

#[test]
fn rows_that_came_after_the_freeze_are_counted_ties_included() {
    let mut server = Server::new(rules(Ends::Inclusive), 40);
    let mut view = view();
    calls(&mut view, &mut server, 1);
    let newer = |view: &FrozenView, server: &mut Server| {
        let ask = Ask {
            offset: 0,
            limit: 100,
            end_time: None,
        };
        let since = view.newer_ask().expect("a frozen view").start_time;
        let mut answer = server.answer(ask);
        answer.rows.retain(|row| match row {
            Row::Entry(entry) => entry.operation.create_time.instant() >= since,
            Row::Unreadable(_) => true,
        });
        answer.total = Some(answer.rows.len() as u64);
        view.newer(&answer).count
    };
    assert_eq!(newer(&view, &mut server), 0);
    server.happens(ServerEvent::Insert { status: 0 });
    assert_eq!(newer(&view, &mut server), 1);
    server.happens(ServerEvent::SecondPasses);
    server.happens(ServerEvent::Insert { status: 0 });
    assert_eq!(newer(&view, &mut server), 2);
}

#[test]
fn operations_that_came_into_a_status_are_counted_however_old_they_are() {
    let mut rules = rules(Ends::Inclusive);
    rules.filter = Filter::Failed;
    let mut server = Server::new(rules, 60);
    let mut view = FrozenView::new(Scope {
        order: Order::NewestFirst,
        by_status: true,
        start: None,
        end: None,
    });
    calls(&mut view, &mut server, 1);
    server.happens(ServerEvent::SecondPasses);
    for good in [false, true, false] {
        server.happens(ServerEvent::Finish { which: 0, good });
    }
    let ask = view.newer_ask().expect("a frozen view");
    let answer = server.answer(Ask {
        offset: 0,
        limit: ask.limit,
        end_time: None,
    });
    assert_eq!((ask.limit, ask.start_time), (MAX_LIMIT, None));
    assert_eq!(view.newer(&answer).count, 2);
}

#[test]
fn without_a_time_of_the_server_no_change_of_status_is_news() {
    let rules = Rules {
        filter: Filter::Failed,
        newest_first: false,
        dates: false,
        ..rules(Ends::Inclusive)
    };
    let mut server = Server::new(rules, 240);
    let mut view = FrozenView::new(Scope {
        order: Order::OldestFirst,
        by_status: true,
        start: None,
        end: None,
    });
    calls(&mut view, &mut server, 1);
    // All of these were there already, and changed after those of the first page.
    let mut newest = server.answer(Ask {
        offset: 20,
        limit: MAX_LIMIT,
        end_time: None,
    });
    newest.rows.reverse();
    assert!(newest.rows.len() > 10);
    assert_eq!(view.newer(&newest).count, 0);
}

/// What is new by an answer of these rows, each with the second it was created in, newest first.
fn newer(view: &FrozenView, rows: &[(u64, i64)], total: Option<u64>) -> Newer {
    let rows = rows.iter().map(|(number, second)| row_at(*number, *second));
    view.newer(&OperationPage {
        rows: rows.collect(),
        total,
        ..OperationPage::default()
    })
}

#[test]
fn news_are_counted_by_rows_and_more_is_only_said_where_there_may_be_more() {
    let mut server = Server::new(rules(Ends::Inclusive), 6);
    let mut view = view();
    calls(&mut view, &mut server, 1);
    // The newest frozen rows are of second 2, and nothing else came.
    assert_eq!(newer(&view, &[(5, 2), (4, 2)], None), Newer::default());
    // A full answer without a total: there may be more behind it.
    let many: Vec<(u64, i64)> = (0..100).map(|row| (1_000 - row, 500)).collect();
    let all = Newer {
        count: 100,
        more: true,
    };
    assert_eq!(newer(&view, &many, None), all);
    assert_eq!(newer(&view, &many, Some(150)), all);
    // Two are new. What is behind them is of the second of the freeze, of which the page had a part.
    let mut view = self::view();
    let read = view.read(1, 2);
    let answer = server.answer(read.ask);
    view.take(read, answer, server.date());
    let mut tied = vec![(1_001, 9), (1_000, 9)];
    tied.extend((0..98).map(|row| (900 - row, 2)));
    let two = Newer {
        count: 2,
        more: false,
    };
    assert_eq!(newer(&view, &tied, Some(122)), two);
    // Rows that are out of order prove nothing.
    assert_eq!(
        newer(&view, &[(1_000, 9), (1_001, 20)], None),
        Newer::default()
    );
}
