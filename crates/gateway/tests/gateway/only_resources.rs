//! Only some resources may be read about, whatever the source.

use std::collections::HashSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::caller::{Caller, ids, text};
use crate::stub_upstream::{Asked, StubUpstream, json as json_answer};
use crate::temp_folder::TempFolder;

fn names_one_of(row: &Value, resources: &[String]) -> bool {
    text(row, "resource_ids")
        .split(' ')
        .any(|id| resources.iter().any(|known| known == id))
}

const FROZEN: [&str; 4] = ["--demo", "600", "--arrivals-per-hour", "0"];

fn only(resources: &[String], arguments: &[&str]) -> Caller {
    Caller::new(&[arguments, &["--only-resources", &resources.join(",")]].concat())
}

/// Two resources that some, but not all, of these rows name.
fn two_of(rows: &[Value]) -> Vec<String> {
    let named: Vec<&str> = rows
        .iter()
        .flat_map(|row| text(row, "resource_ids").split(' '))
        .filter(|id| !id.is_empty())
        .collect();
    let mut two: Vec<String> = Vec::new();
    for id in named {
        if two.len() < 2 && !two.iter().any(|known| known == id) {
            two.push(id.to_owned());
        }
    }
    assert_eq!(two.len(), 2);
    two
}

async fn check_local(arguments: &[&str]) {
    let everything = Caller::new(arguments).all().await;
    let resources = two_of(&everything);
    let expected: Vec<&Value> = everything
        .iter()
        .filter(|row| names_one_of(row, &resources))
        .collect();
    assert!(!expected.is_empty() && expected.len() < everything.len());
    let caller = only(&resources, arguments);

    // The list and its counts.
    let seen = caller.all().await;
    assert_eq!(seen.iter().collect::<Vec<_>>(), expected);
    let (_, total) = caller.page("limit=1").await;
    assert_eq!(total, u64::try_from(expected.len()).unwrap());

    // Every filter is within what may be read.
    for query in [
        "search_word=-",
        "status=successful,failed,pending",
        "verbose=1",
    ] {
        let (rows, total) = caller.page(&format!("limit=100&{query}")).await;
        assert!(total <= u64::try_from(expected.len()).unwrap(), "{query}");
        assert!(
            rows.iter().all(|row| names_one_of(row, &resources)),
            "{query}"
        );
    }

    // Looking up.
    let foreign = everything
        .iter()
        .find(|row| !names_one_of(row, &resources) && !text(row, "job_id").is_empty())
        .unwrap();
    for key in ["job_ids", "jobs"] {
        let lookup = |row| format!("{key}={}", text(row, "job_id"));
        assert_eq!(
            caller.page(&lookup(foreign)).await,
            (Vec::new(), 0),
            "{key}"
        );
        assert_eq!(caller.page(&lookup(expected[0])).await.1, 1, "{key}");
        let both = format!("{},{}", lookup(foreign), text(expected[0], "job_id"));
        let (rows, total) = caller.page(&both).await;
        assert_eq!((ids(&rows), total), (ids(&seen[..1]), 1), "{key}");
    }

    // Naming resources.
    let (rows, _) = caller
        .page(&format!("limit=100&resource_ids={}", resources[1]))
        .await;
    let second = &resources[1..];
    assert!(!rows.is_empty() && rows.iter().all(|row| names_one_of(row, second)));
    for named in ["ehpc-foreign", &format!("{},ehpc-foreign", resources[0])] {
        let answer = caller.list(&format!("resource_ids={named}")).await.json();
        assert_eq!(answer["ret_code"], 1400, "{named}");
        let message = text(&answer, "message");
        assert!(
            message.starts_with("PermissionDenied, resource [ehpc-foreign]"),
            "{message}"
        );
        assert!(answer.get("job_set").is_none());
    }
}

#[tokio::test]
async fn the_demo_is_about_these_resources_only() {
    check_local(&FROZEN).await;
}

#[tokio::test]
async fn a_file_is_about_these_resources_only() {
    let folder = TempFolder::new();
    let rows = json!([
        { "job_id": "j-1", "create_time": "2026-03-01T00:00:00Z", "resource_ids": "ehpc-1 cln-1" },
        { "job_id": "j-2", "create_time": "2026-03-02T00:00:00Z", "resource_ids": "ehpc-2 cln-1" },
        { "job_id": "j-3", "create_time": "2026-03-03T00:00:00Z", "resource_ids": "ehpc-3" },
        { "job_id": "j-4", "create_time": "2026-03-04T00:00:00Z", "resource_ids": "ehpc-11" },
        { "job_id": "j-5", "create_time": "2026-03-05T00:00:00Z" },
        "no row, but it names ehpc-1",
    ]);
    let path = folder.write("log", rows.to_string());
    check_local(&["--data", &path]).await;
    let caller = only(&["ehpc-1".to_owned()], &["--data", &path]);
    assert_eq!(ids(&caller.page("").await.0), ["j-1"]);
}

#[tokio::test]
async fn demands_show_nothing_else_either() {
    let everything = Caller::new(&FROZEN).all().await;
    let resources = two_of(&everything);
    let caller = only(&resources, &FROZEN);
    for words in ["!odd", "!twice", "!delay:0", "!times:0", "!none"] {
        let (rows, _) = unknown_total(&caller, &format!("search_word={words}&limit=100")).await;
        assert!(
            rows.iter().all(|row| names_one_of(row, &resources)),
            "{words}"
        );
    }
    let named = caller
        .ret_code("search_word=!odd&resource_ids=ehpc-foreign")
        .await;
    assert_eq!(named, 1400);
}

async fn unknown_total(caller: &Caller, query: &str) -> (Vec<Value>, Option<u64>) {
    let answer = caller.list(query).await.json();
    assert_eq!(answer["ret_code"], 0, "{answer}");
    let rows = answer["job_set"].as_array().unwrap().clone();
    (
        rows,
        answer
            .get("total_count")
            .map(|total| total.as_u64().unwrap()),
    )
}

fn log() -> Value {
    json!([
        { "job_id": "j-1", "resource_ids": "ehpc-1 cln-1" },
        { "job_id": "j-2", "resource_ids": "ehpc-2" },
        { "job_id": "j-3", "resource_ids": "ehpc-3 cln-2" },
        { "job_id": "j-4", "resource_ids": "ehpc-1" },
    ])
}

/// An API that separates resource ids with commas.
fn honouring(asked: &Asked) -> axum::http::Response<axum::body::Body> {
    let named: HashSet<String> = asked
        .parameter("resource_ids")
        .map(|ids| ids.split(',').map(str::to_owned).collect())
        .unwrap_or_default();
    let log = log();
    let rows: Vec<&Value> = log
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| {
            let ids = text(row, "resource_ids");
            named.is_empty() || ids.split(' ').any(|id| named.contains(id))
        })
        .filter(|row| {
            asked
                .parameter("job_ids")
                .is_none_or(|id| id == text(row, "job_id"))
        })
        .collect();
    let answer = json!({ "ret_code": 0, "job_set": rows, "total_count": rows.len() });
    json_answer(StatusCode::OK, answer.to_string())
}

/// An API that takes no notice of the resource ids it is asked for.
fn ignoring(_: &Asked) -> axum::http::Response<axum::body::Body> {
    let answer = json!({ "ret_code": 0, "job_set": log(), "total_count": 400, "all": log() });
    json_answer(StatusCode::OK, answer.to_string())
}

const ONLY: [&str; 2] = ["--only-resources", "ehpc-1,cln-2"];

#[tokio::test]
async fn the_upstream_is_asked_about_these_resources() {
    let upstream = StubUpstream::start(honouring).await;
    let gateway = upstream.gateway(&ONLY);
    let (rows, total) = unknown_total(&gateway, "limit=100").await;
    assert_eq!((ids(&rows), total), (vec!["j-1", "j-3", "j-4"], Some(3)));
    let (rows, total) = unknown_total(&gateway, "resource_ids=cln-2").await;
    assert_eq!((ids(&rows), total), (vec!["j-3"], Some(1)));
    // The first call finds out whether the upstream heeds which resources it is asked about.
    let asked: Vec<_> = upstream.asked().split_off(1);
    assert_eq!(asked[0].parameter("resource_ids"), Some("ehpc-1,cln-2"));
    assert_eq!(asked[1].parameter("resource_ids"), Some("cln-2"));
    assert!(asked.iter().all(|asked| asked.is_signed));
    assert_eq!(gateway.ret_code("resource_ids=ehpc-2").await, 1400);
    assert_eq!(upstream.asked().len(), 3);
}

#[tokio::test]
async fn nothing_of_an_upstream_that_ignores_the_resources_is_passed_on() {
    let upstream = StubUpstream::start(ignoring).await;
    let gateway = upstream.gateway(&ONLY);
    let mut told = HashSet::new();
    for query in [
        "",
        "resource_ids=ehpc-1",
        "job_ids=j-2",
        "jobs=j-2",
        "search_word=x",
        "limit=1",
        "limit=1&offset=399",
        "limit=1&offset=400",
    ] {
        let reply = gateway.list(query).await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{query}");
        assert_eq!(reply.json()["ret_code"], 5000, "{query}");
        told.insert(reply.text());
    }
    // Nor can anything be told from the differences.
    assert_eq!(told.len(), 1, "{told:?}");
}

#[tokio::test]
async fn one_foreign_row_is_enough_to_pass_nothing_on() {
    let upstream = StubUpstream::start(|asked| match asked.parameter("resource_ids") {
        // It heeds ids that it does not know.
        Some(id) if id.starts_with("hpc-") => honouring(asked),
        _ => ignoring(asked),
    })
    .await;
    let gateway = upstream.gateway(&ONLY);
    for _ in 0..2 {
        let reply = gateway.list("limit=1").await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY);
        assert!(!reply.text().contains("j-") && !reply.text().contains("400"));
    }
}

#[tokio::test]
async fn a_lookup_of_the_upstream_finds_own_operations_only() {
    let upstream = StubUpstream::start(honouring).await;
    let gateway = upstream.gateway(&ONLY);
    let (rows, total) = unknown_total(&gateway, "job_ids=j-2").await;
    assert_eq!((rows.len(), total), (0, Some(0)));
    let (rows, _) = unknown_total(&gateway, "job_ids=j-4").await;
    assert_eq!(ids(&rows), ["j-4"]);
}

#[tokio::test]
async fn of_refusals_of_the_upstream_the_code_is_told() {
    let upstream = StubUpstream::start(|_| {
        let body =
            r#"{"message":"QuotasExceeded, later","ret_code":2500,"job_set":[{"job_id":"j-2"}]}"#;
        json_answer(StatusCode::TOO_MANY_REQUESTS, body)
    })
    .await;
    let reply = upstream.gateway(&ONLY).list("").await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reply.json()["ret_code"], 2500);
    // Its message could name other resources.
    assert!(!reply.text().contains("later") && !reply.text().contains("j-2"));
}

#[tokio::test]
async fn an_answer_that_cannot_be_looked_through_is_not_passed_on() {
    for body in [
        "[{\"job_id\":\"j-2\"}]",
        "{\"rows\":[{\"job_id\":\"j-2\"}]}",
        "7",
    ] {
        let upstream = StubUpstream::saying(body).await;
        let reply = upstream.gateway(&ONLY).list("").await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY);
        assert_eq!(reply.json()["ret_code"], 5000);
        assert!(!reply.text().contains("j-2"));
    }
}
