//! Calls of the upstream are shared by all callers and rationed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use operation_log::panel_header;
use tokio::sync::Semaphore;

use crate::caller::{Caller, Reply};
use crate::stub_upstream::{StubUpstream, json};

const PAGE: &str = r#"{"ret_code":0,"job_set":[],"total_count":0}"#;
const OVER_QUOTA: &str = r#"{"ret_code":2500,"message":"QuotasExceeded, later"}"#;

async fn in_background(caller: &Caller, query: &str) -> Reply {
    let headers = [(panel_header::NAME, panel_header::BACKGROUND)];
    caller.get_with(&caller.list_path(query), &headers).await
}

#[tokio::test]
async fn identical_calls_in_flight_are_one_call_of_the_upstream() {
    let upstream = StubUpstream::saying(PAGE).await;
    let gateway = upstream.gateway(&["--share-answers", "0.001"]);
    let replies = join_all((0..500).map(|_| gateway.list("status=failed"))).await;
    assert!(replies.iter().all(|reply| reply.text() == PAGE));
    assert_eq!(upstream.asked().len(), 1);
    let different = join_all((0..5).map(|page| {
        let query = format!("offset={page}");
        let gateway = &gateway;
        async move { gateway.list(&query).await }
    }))
    .await;
    assert!(different.iter().all(|reply| reply.status == StatusCode::OK));
    assert_eq!(upstream.asked().len(), 6);
}

#[tokio::test]
async fn an_answer_is_shared_for_a_moment_and_a_refusal_is_not() {
    let count = AtomicUsize::new(0);
    let upstream = StubUpstream::start(move |asked| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        let code = if asked.parameter("owner").is_some() {
            5100
        } else {
            0
        };
        let body = format!(r#"{{"ret_code":{code},"message":"","total_count":{number}}}"#);
        json(StatusCode::OK, body)
    })
    .await;
    let gateway = upstream.gateway(&["--share-answers", "0.3"]);
    let total = async || gateway.list("").await.json()["total_count"].clone();
    assert_eq!((total().await, total().await), (0.into(), 0.into()));
    // What is shared costs no call, however often it is asked for until it is old.
    let later = async {
        loop {
            let total = total().await;
            if total != 0 {
                return total;
            }
        }
    };
    let later = tokio::time::timeout(Duration::from_secs(10), later).await;
    assert_eq!(later, Ok(1.into()));
    for _ in 0..2 {
        assert_eq!(gateway.ret_code("owner=x").await, 5100);
    }
    assert_eq!(upstream.asked().len(), 4);
}

#[tokio::test]
async fn the_calls_of_an_hour_are_rationed_and_told() {
    let upstream = StubUpstream::saying(PAGE).await;
    let gateway = upstream.gateway(&["--calls-per-hour", "5", "--interactive-calls", "2"]);
    for number in 0..3 {
        let reply = in_background(&gateway, &format!("offset={number}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("ratelimit-limit"), "5");
        assert_eq!(
            reply.header("ratelimit-remaining"),
            (4 - number).to_string()
        );
    }
    let refused = in_background(&gateway, "offset=3").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.json()["ret_code"], 2500);
    assert_eq!(refused.header("retry-after"), "3600");
    assert_eq!(refused.header("ratelimit-remaining"), "2");
    for number in 4..6 {
        assert_eq!(gateway.ret_code(&format!("offset={number}")).await, 0);
    }
    assert_eq!(gateway.ret_code("offset=6").await, 2500);
    // What is shared costs nothing.
    assert_eq!(gateway.ret_code("offset=5").await, 0);
    assert_eq!(upstream.asked().len(), 5);
    gateway.clock.advance(TimeDelta::hours(1));
    assert_eq!(gateway.ret_code("offset=7").await, 0);
}

#[tokio::test]
async fn after_too_many_calls_none_is_made_for_a_while() {
    let upstream = StubUpstream::start(|asked| match asked.parameter("offset") {
        Some("1") => json(StatusCode::OK, OVER_QUOTA),
        _ => json(StatusCode::OK, PAGE),
    })
    .await;
    let gateway = upstream.gateway(&[]);
    assert_eq!(gateway.ret_code("offset=1").await, 2500);
    for number in 2..9 {
        let reply = gateway.list(&format!("offset={number}")).await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(reply.header("retry-after"), "60");
        assert_eq!(reply.header("ratelimit-remaining"), "0");
    }
    assert_eq!(upstream.asked().len(), 1);
    gateway.clock.advance(TimeDelta::seconds(60));
    assert_eq!(gateway.ret_code("offset=2").await, 0);
    assert_eq!(gateway.ret_code("offset=3").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_is_not_refused_with_an_identical_call_that_nobody_waits_for() {
    let arrived = Arc::new(Semaphore::new(0));
    let (let_go, held) = mpsc::channel::<()>();
    let (tell, held) = (Arc::clone(&arrived), Mutex::new(held));
    let upstream = StubUpstream::start(move |asked| {
        if asked.parameter("owner").is_some() {
            tell.add_permits(1);
            tokio::task::block_in_place(|| held.lock().unwrap().recv().unwrap_err());
        }
        json(StatusCode::OK, PAGE)
    })
    .await;
    let gateway = Arc::new(upstream.gateway(&[
        "--calls-per-hour",
        "2",
        "--interactive-calls",
        "1",
        "--max-upstream-calls",
        "1",
    ]));
    // The call in the background and the same one of a reader wait for their turn together.
    let first = Arc::clone(&gateway);
    let first = tokio::spawn(async move { first.list("owner=a").await.status });
    drop(arrived.acquire().await.unwrap());
    let release = async { drop(let_go) };
    let (background, reader, ()) =
        tokio::join!(in_background(&gateway, ""), gateway.list(""), release);
    assert_eq!(background.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reader.status, StatusCode::OK);
    assert_eq!(first.await.unwrap(), StatusCode::OK);
}
