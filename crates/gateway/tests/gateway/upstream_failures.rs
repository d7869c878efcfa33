//! An upstream that gives no answer.

use std::sync::Arc;

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use gateway::api::{Api, Asker};
use gateway::metrics::Metrics;
use gateway::source::Source;
use gateway::source::shared_upstream::SharedUpstream;
use gateway::source::shared_upstream::budget::{Budget, Ration, Urgency};
use gateway::source::shared_upstream::quota::Quota;
use gateway::source::upstream::credentials::Credentials;
use gateway::source::upstream::route::Route;
use gateway::source::upstream::signature::{SignatureEncoding, Signing};
use gateway::source::upstream::{Limits, Upstream};
use http_body_util::{BodyExt as _, Full};
use operation_log::time::parse_zoned;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::caller::{NOW, Reply};
use crate::stub_upstream::{KEY_ID, SECRET, StubUpstream, gateway_before, json};

/// Checks that a reply is an error of the gateway's own, which gives nothing away.
fn is_gateway_error(reply: &Reply, status: u16, ret_code: i64) {
    let text = reply.text();
    assert_eq!(reply.status.as_u16(), status, "{text}");
    let answer: Value = reply.json();
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["message", "ret_code"]);
    assert_eq!(answer["ret_code"], ret_code, "{text}");
    let message = answer["message"].as_str().unwrap();
    assert!(message.contains("the gateway could not"), "{message}");
    assert!(
        !message.contains("127.0.0.1") && !message.contains("signature"),
        "{message}"
    );
    assert_eq!(
        reply.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(reply.header("cache-control"), "no-store");
}

fn page(status: u16, body: impl Into<Body>) -> Response<Body> {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html")
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn an_upstream_that_is_down_is_a_502() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let gateway = gateway_before(&url, &[]);
    is_gateway_error(&gateway.list("").await, 502, 5100);
    // Nobody there speaks TLS either.
    let encrypted = gateway_before(&url.replace("http:", "https:"), &[]);
    is_gateway_error(&encrypted.list("").await, 502, 5100);
}

#[tokio::test]
async fn an_upstream_without_encryption_is_not_asked_when_there_should_be_one() {
    let upstream = StubUpstream::saying("{}").await;
    let gateway = gateway_before(&upstream.url().replace("http:", "https:"), &[]);
    is_gateway_error(&gateway.list("").await, 502, 5100);
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn what_is_not_json_is_a_502() {
    for (status, body, ret_code) in [
        (200, &b"<!DOCTYPE html><title>Sign in</title>"[..], 5000),
        (200, b"", 5000),
        (200, b"{\"ret_code\":0,", 5000),
        (200, b"{\"a\":\"\xff\"}", 5000),
        (403, b"<html>Forbidden</html>", 5000),
        (404, b"not found", 5000),
        (204, b"", 5000),
        (429, b"slow down", 5100),
        (502, b"<html>Bad gateway</html>", 5100),
        (503, b"", 5100),
    ] {
        let upstream = StubUpstream::start(move |_| page(status, body)).await;
        is_gateway_error(&upstream.gateway(&[]).list("").await, 502, ret_code);
    }
}

#[tokio::test]
async fn an_answer_that_claims_to_be_compressed_is_a_502() {
    for body in [&b"\x1f\x8b\x08garbage"[..], b"\x1f\x8b", b"garbage"] {
        let upstream = StubUpstream::start(move |_| {
            let mut response = page(200, body);
            let gzip = HeaderValue::from_static("gzip");
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, gzip);
            response
        })
        .await;
        is_gateway_error(&upstream.gateway(&[]).list("").await, 502, 5000);
        // It is not asked to compress.
        assert!(
            !upstream.asked()[0]
                .headers
                .contains_key(header::ACCEPT_ENCODING)
        );
    }
}

#[tokio::test]
async fn a_time_to_try_again_is_passed_on_from_what_is_not_json() {
    let upstream = StubUpstream::start(|_| {
        let mut response = page(503, "<html>Maintenance</html>");
        let later = HeaderValue::from_static("Wed, 11 Mar 2026 08:00:00 GMT");
        response.headers_mut().insert(header::RETRY_AFTER, later);
        response
    })
    .await;
    let reply = upstream.gateway(&[]).list("").await;
    is_gateway_error(&reply, 502, 5100);
    assert_eq!(reply.header("retry-after"), "Wed, 11 Mar 2026 08:00:00 GMT");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = StubUpstream::saying("{\"ret_code\":0}").await;
    for status in [301, 302, 303, 307, 308] {
        let target = format!("{}/api/operation", other.url());
        let upstream = StubUpstream::start(move |_| {
            let mut response = json(StatusCode::from_u16(status).unwrap(), "{\"ret_code\":0}");
            let location = HeaderValue::from_str(&target).unwrap();
            response.headers_mut().insert(header::LOCATION, location);
            response
        })
        .await;
        let reply = upstream.gateway(&[]).list("").await;
        is_gateway_error(&reply, 502, 5000);
        assert!(reply.header("location").is_empty());
        assert_eq!(upstream.asked().len(), 1);
    }
    assert!(other.asked().is_empty());
}

#[tokio::test]
async fn an_answer_beyond_32_megabytes_is_a_502_and_one_within_is_not() {
    let upstream = StubUpstream::start(|asked| {
        let length = match asked.parameter("owner") {
            Some("large") => 33 << 20,
            _ => 31 << 20,
        };
        let body = format!("{{\"ret_code\":0,\"padding\":\"{}\"}}", "x".repeat(length));
        // Without a length, so that it has to be counted as it comes.
        json(
            StatusCode::OK,
            Body::new(Full::new(Bytes::from(body)).map_frame(|frame| frame)),
        )
    })
    .await;
    let gateway = upstream.gateway(&[]);
    is_gateway_error(&gateway.list("owner=large").await, 502, 5000);
    assert!(gateway.list("").await.bytes.len() > 31 << 20);
}

/// An upstream that takes connections, sends this much of an answer, and then does nothing.
async fn stalling(sends: &'static str, closes: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(sends.as_bytes()).await;
            if !closes {
                held.push(stream);
            }
        }
    });
    url
}

const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
    content-length: 100\r\n\r\n{\"ret_code\":0,";

#[tokio::test]
async fn a_connection_that_breaks_is_a_502() {
    for sends in ["", "HTTP/1.1 ", "SSH-2.0-stub\r\n", HALF] {
        let gateway = gateway_before(&stalling(sends, true).await, &[]);
        is_gateway_error(&gateway.list("").await, 502, 5100);
    }
}

#[tokio::test]
async fn an_upstream_that_hangs_is_a_504() {
    for sends in ["", HALF] {
        let limits = Limits {
            total: Duration::from_millis(200),
            ..Limits::default()
        };
        let signing = Signing {
            path_slash: true,
            encoding: SignatureEncoding::Twice,
        };
        let credentials = Credentials::new(KEY_ID, SECRET).unwrap();
        let origin = stalling(sends, false).await.parse().unwrap();
        let upstream =
            Upstream::new(origin, credentials, signing, Route::default(), limits).unwrap();
        let budget = Budget::new(Ration {
            per_hour: 9,
            reserve: 0,
        });
        let shared = SharedUpstream::new(
            upstream,
            Duration::from_secs(1),
            Quota::alone(budget),
            1,
            Metrics::default().upstream,
        );
        let api = Api::new(Arc::new(Source::Upstream(Box::new(shared))), None);
        let query = format!("timestamp={NOW}&zone=jinan1a");
        let now = parse_zoned(NOW).unwrap();
        let asker = Asker {
            urgency: Urgency::Interactive,
            only: None,
        };
        let answer = api.respond(&Method::GET, "operation", &query, &asker, now);
        let in_time = Duration::from_secs(20);
        let response = tokio::time::timeout(in_time, answer).await.unwrap();
        let (parts, body) = response.into_parts();
        let reply = Reply {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        };
        is_gateway_error(&reply, 504, 5100);
    }
}

#[test]
fn an_answer_has_25_seconds_and_a_connection_5() {
    let limits = Limits::default();
    assert_eq!(limits.total, Duration::from_secs(25));
    assert_eq!(limits.connect, Duration::from_secs(5));
    assert_eq!(limits.body, 32 * 1024 * 1024);
}
