//! What Prometheus is told.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use axum::http::StatusCode;

use crate::caller::Caller;
use crate::process::Running;
use crate::stub_upstream::{StubUpstream, json};

const PAGE: &str = r#"{"ret_code":0,"job_set":[],"total_count":0}"#;

fn assert_tells(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|told| told == *line), "{line} in\n{text}");
    }
}

#[tokio::test]
async fn requests_are_counted_by_purpose_and_status() {
    let gateway = Caller::frozen(20);
    gateway.list("").await;
    gateway.list("").await;
    gateway.get("/api/nothing").await;
    gateway.get("/healthz").await;
    let reply = gateway.metrics().await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(
        reply
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    assert_tells(
        &reply.text(),
        &[
            r#"hpc_operations_requests_total{purpose="api",status="200"} 2"#,
            r#"hpc_operations_requests_total{purpose="api",status="404"} 1"#,
            r#"hpc_operations_requests_total{purpose="health",status="200"} 1"#,
            r#"hpc_operations_request_duration_seconds_count{purpose="api"} 3"#,
            "hpc_operations_connections 3",
            "# EOF",
        ],
    );
}

#[tokio::test]
async fn calls_of_the_upstream_are_counted_with_what_came_of_them() {
    let upstream = StubUpstream::start(|asked| {
        let body = match asked.parameter("owner") {
            Some(_) => r#"{"ret_code":5100,"message":"later"}"#,
            None => PAGE,
        };
        json(StatusCode::OK, body.to_owned())
    })
    .await;
    let arguments = [
        "--calls-per-hour",
        "3",
        "--interactive-calls",
        "0",
        "--share-answers",
        "60",
    ];
    let gateway = upstream.gateway(&arguments);
    for query in ["", "", "owner=a", "status=failed", "status=pending"] {
        gateway.list(query).await;
    }
    assert_tells(
        &gateway.metrics().await.text(),
        &[
            r#"hpc_operations_upstream_calls_total{outcome="page"} 2"#,
            r#"hpc_operations_upstream_calls_total{outcome="refused"} 1"#,
            r#"hpc_operations_upstream_calls_total{outcome="over_budget"} 1"#,
            "hpc_operations_upstream_call_duration_seconds_count 3",
            "hpc_operations_upstream_answers_shared_total 1",
            "hpc_operations_upstream_calls_left 0",
        ],
    );
}

#[test]
fn metrics_have_a_port_of_their_own() {
    let gateway = Running::start(&["--demo", "20", "--metrics", "127.0.0.1:0"]);
    let mut connection = TcpStream::connect(gateway.address()).unwrap();
    let request = "GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    connection.write_all(request.as_bytes()).unwrap();
    let mut page = String::new();
    connection.read_to_string(&mut page).unwrap();
    assert!(!page.contains("hpc_operations_requests"), "{page}");
    let said = gateway.end_gently();
    assert!(said.contains("metrics on http://127.0.0.1:"), "{said}");
}
