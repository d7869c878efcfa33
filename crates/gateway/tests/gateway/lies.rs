//! Each lie on demand is the lie it says, and nothing else.

use std::collections::HashSet;

use axum::http::StatusCode;
use chrono::TimeDelta;
use operation_log::percent::encode;
use operation_log::time::{WireTime, iso};
use operation_log::wire::{Answer, decode_answer};
use serde_json::Value;

use crate::caller::{Caller, Reply, ids, text};

fn query(words: &str, rest: &str) -> String {
    format!("search_word={}&{rest}", encode(words))
}

async fn lie(caller: &Caller, words: &str, rest: &str) -> Value {
    let answer = caller.list(&query(words, rest)).await.json();
    assert_eq!(answer["ret_code"], 0, "{words} {rest}: {answer}");
    answer
}

fn rows(answer: &Value) -> &Vec<Value> {
    answer["job_set"].as_array().unwrap()
}

#[tokio::test]
async fn the_total_is_wrong_and_the_rows_are_right() {
    let caller = Caller::frozen(50);
    let (truth, _) = caller.page("limit=20").await;
    for (words, total) in [
        ("!lie:total=5", Value::from(5)),
        ("!lie:total=-7", Value::from(-7)),
        ("!lie:total=0", Value::from(0)),
        ("!lie:total=null", Value::Null),
        ("!lie:total=many", Value::from("many")),
    ] {
        let answer = lie(&caller, words, "limit=20").await;
        assert_eq!(answer["total_count"], total, "{words}");
        assert_eq!(*rows(&answer), truth, "{words}");
    }
    let absent = lie(&caller, "!lie:total=absent", "limit=20").await;
    assert!(absent.get("total_count").is_none());
    assert_eq!(*rows(&absent), truth);
    let mut totals = HashSet::new();
    for _ in 0..20 {
        let answer = lie(&caller, "!lie:total=random", "").await;
        totals.insert(answer["total_count"].as_u64().unwrap());
    }
    assert!(totals.len() > 5, "{totals:?}");
}

#[tokio::test]
async fn a_cap_and_a_wall_give_fewer_rows_than_there_are() {
    let caller = Caller::frozen(200);
    let (truth, total) = caller.page("limit=100").await;
    let capped = lie(&caller, "!lie:cap=30", "limit=100").await;
    assert_eq!(*rows(&capped), truth[..30]);
    assert_eq!(capped["total_count"], total);
    for (rest, from, to) in [
        ("limit=20", 0, 20),
        ("limit=20&offset=30", 30, 45),
        ("limit=20&offset=60", 0, 0),
    ] {
        let walled = lie(&caller, "!lie:wall=45", rest).await;
        assert_eq!(*rows(&walled), truth[from..to], "{rest}");
        assert_eq!(walled["total_count"], total);
    }
}

#[tokio::test]
async fn ignored_parameters_do_not_matter_and_the_others_do() {
    let caller = Caller::frozen(200);
    let (truth, total) = caller.page("limit=50").await;
    let owner = text(&truth[0], "owner").to_owned();
    let job_id = text(&truth[7], "job_id").to_owned();
    for (name, value) in [
        ("status", "failed"),
        ("owner", "usr-nobody"),
        ("start_time", "2030-01-01T00:00:00Z"),
        ("job_ids", "j-none"),
        ("jobs", "j-none"),
    ] {
        let rest = format!("limit=50&{name}={value}");
        let answer = lie(&caller, &format!("!lie:ignore={name}"), &rest).await;
        assert_eq!(*rows(&answer), truth, "{name}");
        assert_eq!(answer["total_count"], total, "{name}");
    }
    let both = lie(
        &caller,
        "!lie:ignore=status,owner",
        &format!("status=failed&owner=x&job_ids={job_id}"),
    )
    .await;
    assert_eq!(ids(rows(&both)), [&job_id]);
    let one = lie(
        &caller,
        "!lie:ignore=status",
        &format!("limit=100&owner={owner}&status=failed"),
    )
    .await;
    assert!(rows(&one).iter().all(|row| text(row, "owner") == owner));
    assert!(rows(&one).iter().any(|row| text(row, "status") != "failed"));
    // Oldest first, and as many as the API gives at most.
    let (oldest, _) = caller.page("limit=50&reverse=0").await;
    for rest in ["limit=50", "limit=50&reverse=1", "limit=50&reverse=0"] {
        let answer = lie(&caller, "!lie:ignore=reverse", rest).await;
        assert_eq!(*rows(&answer), oldest, "{rest}");
    }
    let unlimited = lie(&caller, "!lie:ignore=limit", "limit=20").await;
    assert_eq!(rows(&unlimited).len(), 100);
}

#[tokio::test]
async fn shuffled_rows_are_the_same_rows_out_of_order() {
    let caller = Caller::frozen(50);
    let (truth, _) = caller.page("limit=20").await;
    let answer = lie(&caller, "!lie:shuffle", "limit=20").await;
    let (shuffled, mut sorted) = (ids(rows(&answer)), ids(rows(&answer)));
    let mut expected = ids(&truth);
    assert_ne!(shuffled, expected);
    let reversed: Vec<&str> = expected.iter().rev().copied().collect();
    assert_ne!(shuffled, reversed);
    expected.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
}

#[tokio::test]
async fn rows_of_the_first_page_come_again_on_later_ones() {
    let caller = Caller::frozen(50);
    let (first, _) = caller.page("limit=20").await;
    let (second, _) = caller.page("limit=20&offset=20").await;
    let untouched = lie(&caller, "!lie:repeat", "limit=20").await;
    assert_eq!(*rows(&untouched), first);
    let answer = lie(&caller, "!lie:repeat", "limit=20&offset=20").await;
    let known = ids(&first);
    let repeated: Vec<bool> = ids(rows(&answer))
        .iter()
        .map(|id| known.contains(id))
        .collect();
    assert_eq!(repeated.iter().filter(|repeated| **repeated).count(), 6);
    assert_eq!(rows(&answer)[0], second[0]);
    assert_eq!(rows(&answer).len(), second.len());
}

#[tokio::test]
async fn retention_takes_the_oldest_rows_call_by_call() {
    let caller = Caller::frozen(200);
    let (_, total) = caller.page("").await;
    let (newest, _) = caller.page("limit=20").await;
    let mut last = total;
    for _ in 0..4 {
        let answer = lie(&caller, "!lie:trim=7", "limit=20").await;
        assert_eq!(*rows(&answer), newest);
        let now = answer["total_count"].as_u64().unwrap();
        // Rows of the same second go together.
        assert!(now < last && now + 7 + 3 >= last, "{now} after {last}");
        last = now;
    }
    let gone = lie(&caller, "!lie:trim=500", "limit=20").await;
    assert_eq!((rows(&gone).len(), &gone["total_count"]), (0, &0.into()));
    // Other words have a count of their own.
    let fresh = lie(&caller, "!lie:trim=7 !times:9:x", "").await;
    assert!(fresh["total_count"].as_u64().unwrap() > last);
}

#[tokio::test]
async fn times_are_written_otherwise() {
    let caller = Caller::frozen(50);
    let (truth, _) = caller.page("").await;
    let created = WireTime::parse(text(&truth[0], "create_time"))
        .unwrap()
        .instant;
    let zoneless = lie(&caller, "!lie:times=zoneless", "").await;
    let without_zone = iso(created).trim_end_matches('Z').to_owned();
    assert_eq!(rows(&zoneless)[0]["create_time"], without_zone);
    let unix = lie(&caller, "!lie:times=unix", "").await;
    assert_eq!(rows(&unix)[0]["create_time"], created.timestamp());
    let late = lie(&caller, "!lie:times=9999", "").await;
    assert_eq!(rows(&late)[0]["status_time"], "9999-12-31T23:59:59Z");
    assert_eq!(ids(rows(&unix)), ids(&truth));
}

#[tokio::test]
async fn a_clock_that_is_ahead_is_ahead_in_everything() {
    let caller = Caller::frozen(200);
    let (truth, _) = caller.page("").await;
    let words = "!lie:clock=+24h";
    let path = |seconds: i64, rest: &str| {
        let timestamp = iso(caller.clock_time() + TimeDelta::seconds(seconds));
        format!(
            "/api/operation?timestamp={timestamp}&zone=jinan1a&{}",
            query(words, rest)
        )
    };
    let date = |reply: &Reply| reply.header("date").to_owned();
    let refused = caller.get(&path(0, "")).await;
    assert_eq!(refused.json()["ret_code"], 1300);
    assert_eq!(date(&refused), "Thu, 12 Mar 2026 07:30:00 GMT");
    let taken = caller.get(&path(86_400, "")).await;
    assert_eq!(date(&taken), "Thu, 12 Mar 2026 07:30:00 GMT");
    let time = |row: &Value| WireTime::parse(text(row, "create_time")).unwrap().instant;
    let first = &taken.json()["job_set"][0];
    assert_eq!(time(first), time(&truth[0]) + TimeDelta::days(1));
    // The last hour is that of the same clock.
    let hour = |ahead: TimeDelta| {
        let start = caller.clock_time() + ahead - TimeDelta::hours(1);
        format!("start_time={}", iso(start))
    };
    let expected = caller.page(&hour(TimeDelta::zero())).await.1;
    let ahead = caller.get(&path(86_400, &hour(TimeDelta::days(1)))).await;
    assert!(expected > 0);
    assert_eq!(ahead.json()["total_count"], expected);
    assert_eq!(
        date(&caller.list("").await),
        "Wed, 11 Mar 2026 07:30:00 GMT"
    );
}

#[tokio::test]
async fn strange_answers_are_strange_in_one_thing() {
    let caller = Caller::frozen(50);
    let (truth, total) = caller.page("").await;
    let working = lie(&caller, "!lie:status=working", "").await;
    assert!(
        rows(&working)
            .iter()
            .all(|row| text(row, "status") == "working")
    );
    assert_eq!(
        lie(&caller, "!lie:no-job-set", "").await,
        serde_json::json!({ "action": "HpcOperationListOperationResponse", "ret_code": 0 })
    );
    let deep = caller.list("search_word=!lie:deep").await.text();
    assert_eq!(deep.matches("[[").count() * 2, 140);
    let big = caller.list("search_word=!lie:big").await;
    assert!((4_000_000..5_000_000).contains(&big.bytes.len()));
    let Ok(Answer::Page(page)) = decode_answer(&big.text()) else {
        panic!("no page");
    };
    let read: Vec<&str> = page.operations().map(|row| row.job_id.as_str()).collect();
    assert_eq!(read, ids(&truth));
    assert_eq!(page.total, Some(total));
}

#[tokio::test]
async fn lies_are_joined_with_one_another_and_with_failures() {
    let caller = Caller::frozen(200);
    let (_, total) = caller.page("").await;
    let words = "!lie:cap=7 !lie:total=null !lie:ignore=status !lie:shuffle";
    let answer = lie(&caller, words, "limit=20&status=failed").await;
    assert_eq!(rows(&answer).len(), 7);
    assert_eq!(answer["total_count"], Value::Null);
    let cut = caller
        .list(&query("!lie:total=5 !status:503 !retry-after:3", ""))
        .await;
    assert_eq!(cut.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(cut.header("retry-after"), "3");
    let once = "!times:1:z !lie:total=5";
    assert_eq!(lie(&caller, once, "").await["total_count"], 5);
    assert_eq!(lie(&caller, once, "").await["total_count"], total);
}

#[tokio::test]
async fn a_time_to_try_again_may_be_a_date() {
    let caller = Caller::frozen(50);
    for status in [429, 503] {
        let words = format!("!status:{status} !retry-after-date:5");
        let reply = caller.list(&query(&words, "")).await;
        assert_eq!(reply.status.as_u16(), status);
        assert_eq!(reply.header("retry-after"), "Wed, 11 Mar 2026 07:30:05 GMT");
    }
}

#[tokio::test]
async fn a_redirect_leads_to_another_origin() {
    let caller = Caller::frozen(50);
    let reply = caller.list("search_word=!redirect").await;
    assert_eq!(reply.status, StatusCode::FOUND);
    assert_eq!(reply.header("location"), "http://127.0.0.2/sign-in");
}

#[tokio::test]
async fn every_call_may_lie_and_keywords_still_filter() {
    let caller = Caller::new(&[
        "--demo",
        "50",
        "--arrivals-per-hour",
        "0",
        "--on-demand",
        "!lie:total=3 !lie:ignore=owner",
    ]);
    let answer = caller.list("owner=usr-nobody").await.json();
    assert_eq!(
        (rows(&answer).len(), &answer["total_count"]),
        (10, &3.into())
    );
    let none = caller.list("search_word=nothing-such").await.json();
    assert_eq!(rows(&none).len(), 0);
    // A call that asks for something else gets that.
    let plain = caller.list("search_word=!delay:0").await.json();
    assert_ne!(plain["total_count"], 3);
}
