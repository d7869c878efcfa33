//! What is refused, and how.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::DateTime;
use gateway::api::request;
use operation_log::percent::query_pairs;
use proptest::prelude::*;

use crate::caller::{Caller, NOW};

async fn message(caller: &Caller, path: &str) -> (i64, String) {
    let reply = caller.get(path).await;
    assert_eq!(reply.status, StatusCode::OK);
    let answer = reply.json();
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["message", "ret_code"]);
    let message = answer["message"].as_str().unwrap().to_owned();
    (answer["ret_code"].as_i64().unwrap(), message)
}

#[tokio::test]
async fn a_missing_or_malformed_required_parameter_is_named() {
    let caller = Caller::frozen(20);
    for (query, name) in [
        ("", "timestamp"),
        ("zone=jinan1a", "timestamp"),
        (&format!("timestamp={NOW}"), "zone"),
        (&format!("timestamp={NOW}&zone="), "zone"),
        (&format!("timestamp={NOW}&zone=a/b"), "zone"),
        ("timestamp=now&zone=jinan1a", "timestamp"),
        ("timestamp=2026-03-11T07:30:00&zone=jinan1a", "timestamp"),
    ] {
        let (code, message) = message(&caller, &format!("/api/operation?{query}")).await;
        assert_eq!(code, 1100, "{query}");
        assert!(message.starts_with("BadMessageFormat, "), "{message}");
        assert!(message.contains(&format!("[{name}]")), "{message}");
    }
}

#[tokio::test]
async fn a_timestamp_more_than_60_seconds_off_is_refused_with_1300() {
    let caller = Caller::frozen(20);
    for (timestamp, code) in [
        ("2026-03-11T07:29:00Z", 0),
        ("2026-03-11T07:31:00Z", 0),
        ("2026-03-11T15:30:00%2B08:00", 0),
        ("2026-03-11T07：30：00Z", 0),
        ("2026-03-11T07:28:59Z", 1300),
        ("2026-03-11T07:31:01Z", 1300),
        ("1970-01-01T00:00:00Z", 1300),
        ("9999-12-31T23:59:59Z", 1300),
    ] {
        let path = format!(
            "/api/operation?timestamp={}&zone=jinan1a",
            timestamp.replace('：', "%EF%BC%9A")
        );
        let answer = caller.get(&path).await.json();
        assert_eq!(answer["ret_code"], code, "{timestamp}");
    }
}

#[tokio::test]
async fn a_value_that_cannot_be_used_is_refused_and_named() {
    let caller = Caller::frozen(20);
    for (query, name) in [
        ("status=working", "status"),
        ("status=failed,x", "status"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=1e2", "limit"),
        ("limit=%2B5", "limit"),
        ("offset=-1", "offset"),
        ("offset=1.5", "offset"),
        ("offset=99999999999999999999", "offset"),
        ("reverse=2", "reverse"),
        ("reverse=true", "reverse"),
        ("verbose=yes", "verbose"),
        ("start_time=yesterday", "start_time"),
        ("start_time=2026-03-11", "start_time"),
        ("end_time=2026-03-11T07:30:00", "end_time"),
        ("end_time=2026-02-30T00:00:00Z", "end_time"),
        ("job_ids=,", "job_ids"),
        ("owner=a&owner=b", "owner"),
    ] {
        let (code, message) = message(&caller, &caller.list_path(query)).await;
        assert_eq!(code, 1100, "{query}");
        assert!(message.contains(&format!("[{name}]")), "{query}: {message}");
    }
}

#[tokio::test]
async fn answers_are_json_that_nobody_keeps() {
    let caller = Caller::frozen(20);
    for path in [
        caller.list_path(""),
        "/api/operation".to_owned(),
        "/api/other".to_owned(),
    ] {
        let reply = caller.get(&path).await;
        assert_eq!(
            reply.header("content-type"),
            "application/json; charset=utf-8"
        );
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(reply.header("access-control-allow-origin").is_empty());
    }
}

#[tokio::test]
async fn a_list_has_the_documented_shape() {
    let caller = Caller::frozen(200);
    let answer = caller.list("limit=1&status=successful").await.json();
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["action", "data", "job_set", "ret_code", "total_count"]
    );
    assert_eq!(answer["action"], "HpcOperationListOperationResponse");
    let fields: Vec<&String> = answer["job_set"][0].as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        [
            "action_describe",
            "create_time",
            "error_codes",
            "job_action",
            "job_id",
            "owner",
            "resource_ids",
            "status",
            "status_time",
            "submitter",
            "task_count"
        ]
    );
}

#[tokio::test]
async fn other_methods_are_refused_with_405() {
    let caller = Caller::frozen(20);
    for method in [
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
        Method::HEAD,
    ] {
        let request = Request::builder()
            .method(method.clone())
            .uri(caller.list_path(""))
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .unwrap();
        let reply = caller.send(request).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(reply.header("allow"), "GET");
        if method != Method::HEAD {
            assert_eq!(reply.json()["ret_code"], 1101);
        }
    }
}

#[tokio::test]
async fn other_calls_are_refused_with_404_and_never_get_the_page() {
    let caller = Caller::frozen(20);
    for path in [
        "/api",
        "/api/",
        "/api/cluster/list",
        "/api/operation/",
        "/api/operation/x",
        "/api//operation",
    ] {
        let reply = caller.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(reply.json()["ret_code"], 1101, "{path}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_cannot_spend_calls() {
    let caller = Caller::frozen(20);
    for (site, status) in [
        ("cross-site", StatusCode::FORBIDDEN),
        ("same-site", StatusCode::OK),
        ("same-origin", StatusCode::OK),
        ("none", StatusCode::OK),
    ] {
        let path = caller.list_path("");
        let reply = caller.get_with(&path, &[("sec-fetch-site", site)]).await;
        assert_eq!(reply.status, status, "{site}");
        let denied = reply.json()["ret_code"] == 1400;
        assert_eq!(denied, status == StatusCode::FORBIDDEN, "{site}");
    }
}

proptest! {
    #[test]
    fn any_query_string_is_read_or_refused_without_a_panic(
        query in "(status|job_action|resource_ids|owner|directive|verbose|offset|limit|reverse|search_word|start_time|end_time|job_ids|jobs|zone|&|=|,|%|[0-9]{1,25}|-|:|T|Z|2026|failed|\\PC){0,40}"
    ) {
        let now = DateTime::from_timestamp(1_773_214_200, 0).unwrap();
        let whole = format!("timestamp={NOW}&zone=jinan1a&{query}");
        if let Ok(request) = request::parse(&query_pairs(&whole), now) {
            prop_assert!((1..=100).contains(&request.window.limit));
            prop_assert_eq!(request.filter.zone(), "jinan1a");
        }
    }

    #[test]
    fn any_number_is_taken_as_it_is_or_refused(number in any::<i128>()) {
        let now = DateTime::from_timestamp(1_773_214_200, 0).unwrap();
        let query = format!("timestamp={NOW}&zone=z&offset={number}&limit={number}");
        let parsed = request::parse(&query_pairs(&query), now);
        match u64::try_from(number) {
            Ok(fits) if fits > 0 => {
                let window = parsed.unwrap().window;
                prop_assert_eq!((window.offset, window.limit), (fits, fits.min(100)));
            }
            _ => prop_assert_eq!(parsed.unwrap_err().ret_code, 1100),
        }
    }
}
