//! An hour of up to 5,000 users who share one key, on a clock that the test moves.
//!
//! Time goes in steps as long as answers are shared: what is asked within a step is asked at once, so
//! that identical calls of a step are one. `docs/operations.md` has the table that this prints.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use gateway::metrics::Metrics;
use gateway::source::shared_upstream::budget::{Budget, Ration, Urgency};
use gateway::source::shared_upstream::quota::Quota;
use gateway::source::shared_upstream::{NoPage, SharedUpstream};
use gateway::source::upstream::credentials::Credentials;
use gateway::source::upstream::route::Route;
use gateway::source::upstream::signature::{SignatureEncoding, Signing};
use gateway::source::upstream::{Limits, Upstream};
use operation_log::time::parse_zoned;

use crate::caller::NOW;
use crate::stub_upstream::{KEY_ID, SECRET, StubUpstream};

const PAGE: &str = r#"{"ret_code":0,"job_set":[],"total_count":0}"#;
const HOUR: u64 = 3600;
const PER_HOUR: usize = 2000;
/// How long somebody keeps the panel in view, and how often it looks for news meanwhile, in seconds.
const VISIT: u64 = 360;
const REFRESH: u64 = 60;
/// What somebody does after opening the list: filters, pages, operations.
const STEPS_OF_A_VISIT: u64 = 4;
/// How many views many people look at: the first page, what failed, a cluster.
const COMMON_VIEWS: u64 = 40;
/// Of 100 views, how many nobody else looks at.
const OWN_VIEWS: u64 = 5;

/// A reproducible source of chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % end
    }
}

/// A call that a panel makes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    /// When it is due, in seconds.
    at: u64,
    /// When it was due first: it is made again after a refusal.
    wanted: u64,
    is_background: bool,
    view: u64,
}

/// What came of an hour.
#[derive(Default)]
struct Hour {
    asked: usize,
    answered: usize,
    background_asked: usize,
    background_refused: usize,
    refused_at_first: usize,
    unanswered: usize,
    /// How long who was refused had to wait, in seconds.
    waits: Vec<u64>,
    upstream_calls: usize,
}

/// The calls of the panels of so many users.
fn calls(users: u64) -> Vec<Call> {
    let mut chance = Chance(1);
    let mut calls = Vec::new();
    for user in 0..users {
        let begins = chance.below(HOUR);
        let mut view = 0;
        for step in 0..=STEPS_OF_A_VISIT {
            let at = begins + step * VISIT / (STEPS_OF_A_VISIT + 1);
            view = match step {
                0 => 0,
                _ if chance.below(100) < OWN_VIEWS => 1_000_000 + user * 100 + step,
                _ => chance.below(COMMON_VIEWS),
            };
            calls.push(Call {
                at,
                wanted: at,
                is_background: false,
                view,
            });
        }
        calls.extend((1..VISIT / REFRESH).map(|count| Call {
            at: begins + count * REFRESH,
            wanted: begins + count * REFRESH,
            is_background: true,
            view,
        }));
    }
    calls.retain(|call| call.at < HOUR);
    calls
}

async fn simulate(users: u64, shared_for: u64, reserve: usize) -> Hour {
    let stub = StubUpstream::saying(PAGE).await;
    let signing = Signing {
        path_slash: true,
        encoding: SignatureEncoding::Twice,
    };
    let upstream = Upstream::new(
        stub.url().parse().unwrap(),
        Credentials::new(KEY_ID, SECRET).unwrap(),
        signing,
        Route::default(),
        Limits::default(),
    );
    // Nothing is shared beyond a step.
    let shared = SharedUpstream::new(
        upstream.unwrap(),
        Duration::ZERO,
        Quota::alone(Budget::new(Ration {
            per_hour: PER_HOUR,
            reserve,
        })),
        64,
        Metrics::default().upstream,
    );
    let start = parse_zoned(NOW).unwrap();
    let mut hour = Hour::default();
    let mut due: BinaryHeap<Reverse<Call>> = calls(users).into_iter().map(Reverse).collect();
    for call in &due {
        if call.0.is_background {
            hour.background_asked += 1;
        } else {
            hour.asked += 1;
        }
    }
    let mut second = 0;
    while second < HOUR {
        second += shared_for;
        let mut step = Vec::new();
        while due.peek().is_some_and(|call| call.0.at < second) {
            step.extend(due.pop().map(|call| call.0));
        }
        let now = start + TimeDelta::seconds(i64::try_from(second).unwrap());
        let answers = join_all(step.iter().map(|call| ask(&shared, *call, now))).await;
        for (call, answer) in step.into_iter().zip(answers) {
            match answer {
                None if call.is_background => {}
                None => {
                    hour.answered += 1;
                    if call.at > call.wanted {
                        hour.waits.push(call.at - call.wanted);
                    }
                }
                Some(_) if call.is_background => hour.background_refused += 1,
                Some(retry_after) => {
                    assert!(retry_after >= 1);
                    hour.refused_at_first += usize::from(call.at == call.wanted);
                    let at = second + retry_after;
                    due.push(Reverse(Call { at, ..call }));
                }
            }
        }
    }
    hour.unanswered = due.iter().filter(|call| !call.0.is_background).count();
    hour.upstream_calls = stub.asked().len();
    hour.waits.sort_unstable();
    hour
}

/// In how many seconds to ask again, if the call is refused.
async fn ask(shared: &SharedUpstream, call: Call, now: DateTime<Utc>) -> Option<u64> {
    let parameters = [("offset", call.view.to_string())];
    let urgency = if call.is_background {
        Urgency::Background
    } else {
        Urgency::Interactive
    };
    match shared.ask(&parameters, urgency, now).await {
        Ok(_) => None,
        Err(NoPage::Refused(refused)) => Some(u64::try_from(refused.retry_after).unwrap()),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_hour_of_5000_users_stays_within_the_quota_and_keeps_calls_for_who_waits() {
    println!(
        "| users | shared | kept for people | asked by people | answered at once | later | not at all \
         | background asked | refused | calls of the API |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (users, shared_for, reserve) in [
        (500, 2, 500),
        (500, 30, 1500),
        (5000, 2, 500),
        (5000, 60, 1500),
        (5000, 300, 1500),
    ] {
        let hour = simulate(users, shared_for, reserve).await;
        let at_once = hour.answered - hour.waits.len();
        println!(
            "| {users} | {shared_for} s | {reserve} | {} | {at_once} | {} | {} | {} | {} | {} |",
            hour.asked,
            hour.waits.len(),
            hour.unanswered,
            hour.background_asked,
            hour.background_refused,
            hour.upstream_calls,
        );
        assert!(hour.upstream_calls <= PER_HOUR);
        assert_eq!(hour.asked, hour.answered + hour.unanswered);
        // Nobody who waits is refused before everything in the background is.
        if hour.refused_at_first > 0 {
            assert_eq!(hour.upstream_calls, PER_HOUR);
            assert!(hour.background_refused > 0);
        }
    }
}
