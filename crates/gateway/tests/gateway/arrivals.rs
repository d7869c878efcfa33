//! The demo goes on while it runs.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use serde_json::Value;

use crate::caller::{Caller, ids, text};

fn live(per_hour: &str) -> Caller {
    Caller::new(&["--demo", "500", "--arrivals-per-hour", per_hour])
}

fn statuses(rows: &[Value]) -> HashMap<&str, &str> {
    rows.iter()
        .map(|row| (text(row, "job_id"), text(row, "status")))
        .collect()
}

#[tokio::test]
async fn operations_arrive_at_the_rate_asked_for() {
    for (per_hour, least, most) in [("240", 170, 320), ("3600", 3_000, 4_300)] {
        let caller = live(per_hour);
        let before = caller.all().await.len();
        caller.clock.advance(TimeDelta::hours(1));
        let hour = caller.page("").await.1;
        let arrived = hour - u64::try_from(before).unwrap();
        assert!(
            (least..=most).contains(&arrived),
            "{arrived} at {per_hour} an hour"
        );
        caller.clock.advance(TimeDelta::hours(9));
        let later = (caller.page("").await.1 - hour) / 9;
        assert!(
            (least..=most).contains(&later),
            "{later} at {per_hour} an hour, later on"
        );
    }
}

#[tokio::test]
async fn fifty_a_second_are_no_trouble() {
    let caller = live("180000");
    let mut last = caller.page("").await.1;
    for _ in 0..20 {
        caller.clock.advance(TimeDelta::seconds(1));
        let (rows, total) = caller.page("limit=100").await;
        assert!(total > last, "{total}");
        assert_eq!(rows.len(), 100);
        last = total;
    }
    let (_, early) = caller.page("end_time=2026-03-11T07:30:00Z").await;
    let arrived = last - early;
    assert!((300..1_600).contains(&arrived), "{arrived} in 20 seconds");
}

#[tokio::test]
async fn what_arrives_only_ever_comes_at_the_end() {
    let caller = live("7200");
    let mut known = caller.all().await;
    for milliseconds in [400, 700, 1_300, 900, 60_000, 100] {
        caller.clock.advance(TimeDelta::milliseconds(milliseconds));
        let rows = caller.all().await;
        assert_eq!(ids(&rows)[..known.len()], ids(&known));
        known = rows;
    }
    let distinct: HashSet<&str> = ids(&known).into_iter().collect();
    assert_eq!(distinct.len(), known.len());
}

#[tokio::test]
async fn pending_operations_end_when_their_time_is_over() {
    let caller = live("240");
    let before = caller.all().await;
    let pending: Vec<&str> = before
        .iter()
        .filter(|row| text(row, "status") == "pending")
        .map(|row| text(row, "job_id"))
        .collect();
    assert!(pending.len() >= 5);
    caller.clock.advance(TimeDelta::seconds(20));
    let soon = caller.all().await;
    let soon = statuses(&soon);
    let ended = pending.iter().filter(|id| soon[**id] != "pending").count();
    assert!(
        ended >= 1 && ended < pending.len(),
        "{ended} of {}",
        pending.len()
    );
    caller.clock.advance(TimeDelta::hours(8));
    let later = caller.all().await;
    let later = statuses(&later);
    for id in pending {
        assert_ne!(later[id], "pending");
    }
    let (failed, _) = caller
        .page("status=failed&start_time=2026-03-11T07:30:01Z&limit=100")
        .await;
    assert!(!failed.is_empty());
    assert!(
        failed
            .iter()
            .all(|row| !text(row, "error_codes").is_empty())
    );
}

#[tokio::test]
async fn a_row_that_is_pending_has_no_error_yet() {
    let caller = live("36000");
    caller.clock.advance(TimeDelta::seconds(30));
    let (pending, total) = caller.page("status=pending&limit=100").await;
    assert!(total > 20);
    for row in pending {
        assert_eq!(text(&row, "error_codes"), "");
        assert_eq!(row["create_time"], row["status_time"]);
    }
}

#[tokio::test]
async fn it_makes_no_difference_how_often_somebody_looks() {
    let (often, once) = (live("1800"), live("1800"));
    for _ in 0..50 {
        often.clock.advance(TimeDelta::milliseconds(7_300));
        often.page("limit=1").await;
    }
    once.clock.advance(TimeDelta::milliseconds(50 * 7_300));
    assert_eq!(often.all().await, once.all().await);
}

#[tokio::test]
async fn a_frozen_demo_stays_as_it_was() {
    let caller = Caller::frozen(500);
    let before = caller.all().await;
    caller.clock.advance(TimeDelta::hours(100));
    assert_eq!(caller.all().await, before);
}

#[tokio::test]
async fn a_clock_that_goes_back_takes_nothing_away() {
    let caller = live("3600");
    caller.clock.advance(TimeDelta::minutes(10));
    let before = caller.all().await;
    caller.clock.advance(TimeDelta::minutes(-5));
    assert_eq!(caller.all().await, before);
}
