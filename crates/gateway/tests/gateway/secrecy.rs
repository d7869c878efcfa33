//! The secret stays in the process, whatever happens, and the process on this machine.

use operation_log::percent;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::process::{Running, refused, refused_in};
use crate::stub_upstream::{CREDENTIALS, KEY_ID, SECRET, StubUpstream, json};
use crate::temp_folder::TempFolder;

const ENVIRONMENT: [(&str, &str); 2] = [
    ("HPC_ACCESS_KEY_ID", KEY_ID),
    ("HPC_SECRET_ACCESS_KEY", SECRET),
];

/// Whether a text holds the secret, or enough of it to be recognised, plain or encoded.
fn holds_secret(text: &str) -> bool {
    text.contains("Sup3rS3cret") || text.contains("NeverShow") || text.contains("U3VwM3JTM2NyZX")
}

async fn ask(running: &Running, request: &str) -> String {
    let mut stream = TcpStream::connect(running.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received).await;
    String::from_utf8_lossy(&received).into_owned()
}

async fn every_kind_of_call(running: &Running) -> String {
    let mut all = String::new();
    for word in ["good", "html", "redirect", "huge", "refuse"] {
        all += &ask(running, &running.request(word)).await;
    }
    for line in [
        "GET /api/operation HTTP/1.1",
        "GET /api/other HTTP/1.1",
        "POST /api/operation HTTP/1.1",
        "GET /index.html HTTP/1.1",
        "GET /.env HTTP/1.1",
        "BREW / HTTP/9",
    ] {
        all += &ask(
            running,
            &format!(
                "{line}\r\nhost: localhost\r\nx-hpc-operations: 1\r\nconnection: close\r\n\r\n"
            ),
        )
        .await;
    }
    all
}

#[tokio::test]
async fn neither_an_answer_nor_an_output_ever_holds_the_secret() {
    let upstream = StubUpstream::start(|asked| match asked.parameter("search_word") {
        Some("html") => json(axum::http::StatusCode::OK, "<html>"),
        Some("redirect") => json(axum::http::StatusCode::FOUND, "{}"),
        Some("huge") => json(axum::http::StatusCode::OK, "x".repeat(33 << 20)),
        Some("refuse") => json(
            axum::http::StatusCode::FORBIDDEN,
            r#"{"ret_code":1200,"message":"x"}"#,
        ),
        _ => json(axum::http::StatusCode::OK, r#"{"ret_code":0,"job_set":[]}"#),
    })
    .await;
    let folder = TempFolder::new();
    let file = folder.write_private("credentials", CREDENTIALS);
    let down = "http://127.0.0.1:1";
    for url in [upstream.url(), down] {
        // Proxies that the environment names would get to see the signature.
        let proxies = ["http_proxy", "ALL_PROXY"].map(|name| (name, "http://127.0.0.1:2"));
        let environment = [ENVIRONMENT, proxies].concat();
        let from_environment = Running::start_in(&["--upstream", url], &environment);
        let from_file = Running::start(&["--upstream", url, "--credentials", &file]);
        for running in [from_environment, from_file] {
            let answers = every_kind_of_call(&running).await;
            let said = running.end_gently();
            assert_eq!(answers.contains("\"ret_code\":0"), url != down, "{answers}");
            assert!(said.contains(&format!("asks {url}")), "{said}");
            assert!(said.contains("no answer of the upstream"), "{said}");
            for text in [&answers, &said] {
                assert!(!holds_secret(text), "{text}");
                assert!(
                    !text.contains(KEY_ID) && !text.contains("signature="),
                    "{text}"
                );
            }
        }
    }
    assert!(upstream.asked().iter().all(|asked| asked.is_signed));
    assert_eq!(upstream.asked().len(), 10);
}

#[test]
fn without_credentials_it_does_not_start_and_says_what_is_missing() {
    let arguments = ["--port", "0", "--upstream", "http://127.0.0.1:1"];
    let said = refused(&arguments);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("HPC_ACCESS_KEY_ID") && said.contains("--credentials"),
        "{said}"
    );
    let said = refused_in(&arguments, &ENVIRONMENT[1..]);
    assert!(said.contains("HPC_ACCESS_KEY_ID is not set"), "{said}");
    assert!(!holds_secret(&said), "{said}");
    let said = refused_in(&arguments, &ENVIRONMENT[..1]);
    assert!(said.contains("HPC_SECRET_ACCESS_KEY is not set"), "{said}");
}

#[test]
fn other_machines_are_kept_away_from_the_key_unless_a_proxy_stands_before_it() {
    let public = ["--port", "0", "--host", "0.0.0.0"];
    let upstream = ["--upstream", "http://127.0.0.1:1"];
    let said = refused_in(&[public.as_slice(), &upstream].concat(), &ENVIRONMENT);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("--behind-auth-proxy"), "{said}");
    let behind = [&public[2..], &upstream, &["--behind-auth-proxy"]].concat();
    Running::start_in(&behind, &ENVIRONMENT).end();
    // The demo holds no key.
    let said = Running::start(&[&public[2..], &["--demo", "20"]].concat()).end();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("warning: everybody who reaches"), "{said}");
}

#[tokio::test]
async fn an_answer_that_repeats_the_signed_request_is_cleaned() {
    let upstream = StubUpstream::start(|asked| {
        let once = percent::decode_segment(&asked.signature);
        let plain = percent::decode_segment(&once);
        let message = format!(
            "AuthFailure, access_key_id={KEY_ID}&signature={} {once} {plain}",
            asked.signature
        );
        let refusal = serde_json::json!({ "ret_code": 1200, "message": message });
        json(axum::http::StatusCode::OK, refusal.to_string())
    })
    .await;
    let answer = upstream.gateway(&[]).list("").await.text();
    assert!(answer.contains("AuthFailure"), "{answer}");
    assert!(!answer.contains(KEY_ID), "{answer}");
    let signature = &upstream.asked()[0].signature;
    let once = percent::decode_segment(signature);
    for form in [&percent::decode_segment(&once), &once, signature] {
        assert!(!form.is_empty() && !answer.contains(form), "{answer}");
    }
}
