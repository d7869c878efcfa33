//! Each caller reads about the resources of their own, as the proxy names them.

use std::collections::HashSet;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::caller::{Caller, Reply, ids};
use crate::stub_upstream::{Asked, StubUpstream, gateway_before, json as json_answer};
use crate::temp_folder::TempFolder;

const PROXY: &str = "10.0.0.7";
const RULES: &str = "[users]\nann = ['ehpc-1']\nbob = ['ehpc-2', 'cln-2']\nroot = 'everything'\n\
     nobody = []\n[groups]\nphysics = ['ehpc-3']\n";
const ROWS: [(&str, &str); 4] = [
    ("j-1", "ehpc-1 cln-1"),
    ("j-2", "ehpc-2"),
    ("j-3", "ehpc-3 cln-2"),
    ("j-4", "ehpc-1"),
];

/// The options for these rules.
fn options(rules: &str) -> (TempFolder, Vec<String>) {
    let folder = TempFolder::new();
    let file = folder.write("access.toml", rules);
    let options = [
        "--access",
        &file,
        "--trusted-proxy",
        PROXY,
        "--user-header",
        "X-Forwarded-User",
        "--group-header",
        "X-Forwarded-Groups",
    ];
    (folder, options.map(str::to_owned).to_vec())
}

fn rows() -> Vec<Value> {
    let row = |(id, resources)| json!({ "job_id": id, "create_time": "2026-03-01T00:00:00Z", "resource_ids": resources });
    ROWS.map(row).to_vec()
}

fn from_file(more: &[&str]) -> Caller {
    let (folder, options) = options(RULES);
    let data = folder.write("log", Value::Array(rows()).to_string());
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    Caller::new(&[&options[..], &["--data", &data], more].concat())
}

fn before(upstream: &StubUpstream) -> Caller {
    let (_folder, options) = options(RULES);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    gateway_before(upstream.url(), &options)
}

async fn list(gateway: &Caller, user: &str, query: &str) -> Reply {
    let path = gateway.list_path(query);
    let headers = [("x-forwarded-user", user)];
    gateway.get_from(PROXY, &path, &headers).await
}

/// The ids and the total of a page that must not be refused.
async fn page(gateway: &Caller, user: &str, query: &str) -> (Vec<String>, Option<u64>) {
    let answer = list(gateway, user, query).await.json();
    assert_eq!(answer["ret_code"], 0, "{user} {query}: {answer}");
    let mut ids: Vec<String> = ids(answer["job_set"].as_array().unwrap())
        .into_iter()
        .map(str::to_owned)
        .collect();
    ids.sort();
    (ids, answer.get("total_count").and_then(Value::as_u64))
}

fn found(ids: &[&str]) -> (Vec<String>, Option<u64>) {
    let total = u64::try_from(ids.len()).unwrap();
    (ids.iter().map(|id| (*id).to_owned()).collect(), Some(total))
}

/// An API that heeds resource ids.
fn heeding(asked: &Asked) -> Response<Body> {
    let named: Option<HashSet<&str>> = asked
        .parameter("resource_ids")
        .map(|ids| ids.split(',').collect());
    let mut rows = rows();
    rows.retain(|row| {
        let ids = row["resource_ids"].as_str().unwrap();
        let job = asked.parameter("job_ids");
        let is_named = |named: &HashSet<&str>| ids.split(' ').any(|id| named.contains(id));
        named.as_ref().is_none_or(is_named) && job.is_none_or(|job| row["job_id"] == job)
    });
    let answer = json!({ "ret_code": 0, "job_set": rows, "total_count": rows.len() });
    json_answer(StatusCode::OK, answer.to_string())
}

async fn check_everybody(gateway: &Caller) {
    assert_eq!(page(gateway, "ann", "").await, found(&["j-1", "j-4"]));
    assert_eq!(page(gateway, "bob", "").await, found(&["j-2", "j-3"]));
    assert_eq!(
        page(gateway, "root", "").await,
        found(&["j-1", "j-2", "j-3", "j-4"])
    );
    // In this order: what one user was shown is no answer for another.
    let lookup = "job_ids=j-2";
    assert_eq!(page(gateway, "bob", lookup).await, found(&["j-2"]));
    assert_eq!(page(gateway, "ann", lookup).await, found(&[]));
    assert_eq!(
        page(gateway, "bob", "resource_ids=cln-2").await,
        found(&["j-3"])
    );
    for query in ["resource_ids=ehpc-2", "resource_ids=ehpc-1,ehpc-2"] {
        let refused = list(gateway, "ann", query).await;
        assert_eq!(refused.json()["ret_code"], 1400, "{query}");
        assert!(!refused.text().contains("j-2"), "{query}");
    }
    let path = gateway.list_path("");
    let headers = [
        ("x-forwarded-user", "somebody"),
        ("x-forwarded-groups", "staff, physics"),
    ];
    let of_group = gateway.get_from(PROXY, &path, &headers).await.json();
    assert_eq!(ids(of_group["job_set"].as_array().unwrap()), ["j-3"]);
    for user in ["nobody", "somebody", "physics"] {
        let refused = list(gateway, user, "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{user}");
        assert_eq!(refused.json()["ret_code"], 1400, "{user}");
    }
}

#[tokio::test]
async fn everybody_reads_a_file_about_their_own_resources() {
    check_everybody(&from_file(&[])).await;
}

#[tokio::test]
async fn everybody_reads_the_upstream_about_their_own_resources() {
    let upstream = StubUpstream::start(heeding).await;
    check_everybody(&before(&upstream)).await;
    let named: HashSet<Option<String>> = upstream
        .asked()
        .iter()
        .map(|asked| asked.parameter("resource_ids").map(str::to_owned))
        .collect();
    assert!(named.contains(&Some("ehpc-1".to_owned())) && named.contains(&None));
}

#[tokio::test]
async fn members_of_a_group_share_answers() {
    let upstream = StubUpstream::start(heeding).await;
    let gateway = before(&upstream);
    let path = gateway.list_path("");
    for user in ["ann", "ann", "x", "y"] {
        let groups = if user == "ann" { "" } else { "physics" };
        let headers = [("x-forwarded-user", user), ("x-forwarded-groups", groups)];
        gateway.get_from(PROXY, &path, &headers).await;
    }
    // The probe, the page of ann and that of the group.
    assert_eq!(upstream.asked().len(), 3);
}

#[tokio::test]
async fn nothing_of_an_upstream_that_ignores_the_resources_is_told_to_who_may_see_some() {
    let upstream = StubUpstream::start(|_| {
        let answer = json!({ "ret_code": 0, "job_set": rows(), "total_count": 4711 });
        json_answer(StatusCode::OK, answer.to_string())
    })
    .await;
    let gateway = before(&upstream);
    let mut told = HashSet::new();
    for user in ["ann", "bob"] {
        for query in ["", "limit=1", "limit=1&offset=4711", "job_ids=j-2"] {
            let reply = list(&gateway, user, query).await;
            assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{user} {query}");
            told.insert(reply.text());
        }
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        !told
            .iter()
            .any(|text| text.contains("j-") || text.contains("4711"))
    );
    // Who may see everything is shown what there is.
    assert_eq!(page(&gateway, "root", "").await.1, Some(4711));
}

#[tokio::test]
async fn refusals_of_the_upstream_name_nothing_to_who_may_see_some() {
    let upstream = StubUpstream::start(|_| {
        let body = r#"{"message":"PermissionDenied, resource [ehpc-9] of usr-9","ret_code":1400}"#;
        json_answer(StatusCode::OK, body)
    })
    .await;
    let gateway = before(&upstream);
    let reply = list(&gateway, "ann", "").await;
    assert_eq!(reply.json()["ret_code"], 1400);
    assert!(!reply.text().contains("ehpc-9") && !reply.text().contains("usr-9"));
    assert!(list(&gateway, "root", "").await.text().contains("ehpc-9"));
}

#[tokio::test]
async fn who_does_not_come_from_the_proxy_or_is_not_signed_in_reads_nothing() {
    let gateway = from_file(&[]);
    let path = gateway.list_path("");
    let root = [("x-forwarded-user", "root")];
    for client in ["127.0.0.1", "10.0.0.8", "::1"] {
        let reply = gateway.get_from(client, &path, &root).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{client}");
        assert!(!reply.text().contains("j-"), "{client}");
    }
    let unsigned = gateway.get_from(PROXY, &path, &[]).await;
    assert_eq!(unsigned.status, StatusCode::UNAUTHORIZED);
    assert_eq!(unsigned.json()["ret_code"], 1200);
    // A proxy that adds its header to that of a caller who makes one up.
    let two = [("x-forwarded-user", "root"), ("x-forwarded-user", "ann")];
    let reply = gateway.get_from(PROXY, &path, &two).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    // The page itself has nothing of the log.
    let health = gateway.get_from("127.0.0.1", "/healthz", &[]).await;
    assert_eq!(health.status, StatusCode::OK);
}

#[tokio::test]
async fn resources_that_are_chosen_for_all_narrow_those_of_each() {
    let gateway = from_file(&["--only-resources", "ehpc-1,ehpc-3"]);
    assert_eq!(page(&gateway, "ann", "").await, found(&["j-1", "j-4"]));
    assert_eq!(
        page(&gateway, "root", "").await,
        found(&["j-1", "j-3", "j-4"])
    );
    assert_eq!(
        list(&gateway, "bob", "").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_demo_fails_and_lies_on_demand_about_nothing_else_either() {
    let everything = Caller::frozen(400).all().await;
    let first = everything
        .iter()
        .flat_map(|row| row["resource_ids"].as_str().unwrap().split(' '))
        .find(|id| !id.is_empty())
        .unwrap();
    let (_folder, options) = options(&format!("[users]\nann = ['{first}']"));
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let frozen = ["--demo", "400", "--arrivals-per-hour", "0"];
    let gateway = Caller::new(&[&options[..], &frozen].concat());
    for words in [
        "",
        "!odd",
        "!twice",
        "!lie:shuffle",
        "!lie:ignore=resource_ids",
        "!big",
    ] {
        let query = format!("limit=100&search_word={words}");
        let answer = list(&gateway, "ann", &query).await.json();
        for row in answer["job_set"].as_array().unwrap() {
            let named = row["resource_ids"].to_string();
            assert!(named.contains(first), "{words}: {named}");
        }
    }
}

#[test]
fn rules_need_a_proxy_and_a_header_to_be_of_use() {
    let (folder, options) = options(RULES);
    let refused = |arguments: &[&str]| {
        use clap::Parser as _;
        gateway::Options::try_parse_from([&["gateway"], arguments].concat()).is_err()
    };
    let all: Vec<&str> = options.iter().map(String::as_str).collect();
    let file = all[1];
    assert!(!refused(&all));
    assert!(!refused(&all[..6]));
    assert!(refused(&["--access", file]));
    assert!(refused(&all[..4]));
    assert!(refused(&["--access", file, "--user-header", "x-user"]));
    assert!(refused(&["--trusted-proxy", PROXY]));
    assert!(refused(&["--user-header", "x-user"]));
    let missing = folder.path().join("missing");
    let missing = [&["--access", missing.to_str().unwrap()], &all[2..]].concat();
    let problem = Caller::try_new(&missing).err().unwrap();
    assert!(problem.starts_with("cannot read "), "{problem}");
    let broken = folder.write("broken", "[users]\nann = 'all'");
    let problem = Caller::try_new(&[&["--access", &broken], &all[2..]].concat());
    let problem = problem.err().unwrap();
    assert!(
        problem.ends_with("broken, line 2: ann: has to be a list of resources, or \"everything\"")
    );
}
