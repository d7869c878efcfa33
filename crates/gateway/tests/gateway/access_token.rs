//! Calls of the API that have to give a token.

use axum::http::StatusCode;
use serde_json::json;

use crate::caller::Caller;
use crate::process::{Running, refused};
use crate::temp_folder::TempFolder;

const TOKEN: &str = "tk-NeverShow";
const PORTAL: &str = "https://portal.example";

fn caller() -> Caller {
    Caller::new(&["--demo", "20", "--portal", PORTAL, "--require-token", TOKEN])
}

#[tokio::test]
async fn without_the_token_every_call_is_a_401_with_code_1200() {
    let caller = caller();
    let list = caller.list_path("");
    let wrong = caller.list_path("access_token=tk");
    for (path, authorization) in [
        (list.as_str(), ""),
        (&list, "Bearer tk"),
        (&list, "Basic tk-NeverShow"),
        (&list, "Bearer tk-NeverShow-1"),
        (&wrong, ""),
        ("/api/operation", ""),
        ("/api/other", ""),
    ] {
        let headers = [("authorization", authorization), ("origin", PORTAL)];
        let reply = caller.get_with(path, &headers).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(
            reply.json(),
            json!({
                "message": "AuthenticationFailed, give the token as [Authorization: Bearer] or \
                            as parameter [access_token]",
                "ret_code": 1200
            })
        );
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        assert_eq!(reply.header("cache-control"), "no-store");
        // So that the panel in the portal can tell why.
        assert_eq!(reply.header("access-control-allow-origin"), PORTAL);
    }
}

#[tokio::test]
async fn with_the_token_calls_are_answered_as_ever() {
    let caller = caller();
    let bearer = format!("Bearer {TOKEN}");
    for (query, code) in [
        ("limit=5", 0),
        ("limit=0", 1100),
        ("search_word=!ret:2500", 2500),
        ("search_word=!ret:1200", 1200),
    ] {
        let in_header = caller
            .get_with(&caller.list_path(query), &[("authorization", &bearer)])
            .await;
        let in_query = caller.list(&format!("{query}&access_token={TOKEN}")).await;
        for reply in [in_header, in_query] {
            assert_eq!(reply.status, StatusCode::OK, "{query}");
            assert_eq!(reply.json()["ret_code"], code, "{query}");
        }
    }
    // Without the option it is a parameter like any other that nobody knows.
    let open = Caller::frozen(20);
    assert_eq!(open.ret_code("access_token=x&access_token=y").await, 0);
}

#[tokio::test]
async fn the_token_guards_a_file_of_operations_and_no_file_of_the_page() {
    let folder = TempFolder::new();
    let data = folder.write("log.json", r#"[{ "job_id": "j-1", "zone": "jinan1a" }]"#);
    folder.write("dist/panel.js", "panel");
    let dist = folder.path().join("dist");
    let caller = Caller::new(&[
        "--data",
        &data,
        "--dist",
        dist.to_str().unwrap(),
        "--require-token",
        TOKEN,
    ]);
    assert_eq!(caller.list("").await.status, StatusCode::UNAUTHORIZED);
    let (rows, total) = caller.page(&format!("access_token={TOKEN}")).await;
    assert_eq!((rows.len(), total), (1, 1));
    assert_eq!(caller.get("/panel.js").await.text(), "panel");
}

#[tokio::test]
async fn other_sites_are_kept_out_with_the_token_as_well() {
    let caller = caller();
    let path = caller.list_path(&format!("access_token={TOKEN}"));
    for (origin, status) in [
        (PORTAL, StatusCode::OK),
        ("https://evil.example", StatusCode::FORBIDDEN),
    ] {
        let headers = [("sec-fetch-site", "cross-site"), ("origin", origin)];
        let reply = caller.get_with(&path, &headers).await;
        assert_eq!(reply.status, status, "{origin}");
    }
}

#[test]
fn the_token_is_never_printed() {
    let said = Running::start(&["--demo", "20", "--require-token", TOKEN]).end();
    assert!(!said.contains("NeverShow"), "{said}");
    let upstream = ["--upstream", "http://127.0.0.1:1"];
    let said = refused(&[&upstream[..], &["--require-token", TOKEN]].concat());
    assert!(said.contains("--require-token"), "{said}");
    assert!(!said.contains("NeverShow"), "{said}");
    let said = refused(&["--require-token", ""]);
    assert!(said.contains("--require-token"), "{said}");
}
