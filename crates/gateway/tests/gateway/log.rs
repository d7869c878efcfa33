//! What the program logs, and that nothing waits for whoever reads it.

use std::process::Stdio;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::process::Running;

async fn ask(running: &Running, request: &str) -> String {
    let mut stream = TcpStream::connect(running.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    stream.read_to_end(&mut received).await.unwrap();
    String::from_utf8_lossy(&received).into_owned()
}

#[tokio::test]
async fn every_request_is_a_line_with_its_id_and_without_its_query() {
    let running = Running::start(&[
        "--demo",
        "20",
        "--log-level",
        "info",
        "--log-format",
        "json",
    ]);
    let request = running
        .request("private-word")
        .replace("host:", "x-request-id: abc-1\r\nhost:");
    let answer = ask(&running, &request).await;
    assert!(answer.contains("x-request-id: abc-1\r\n"), "{answer}");
    let said = running.end_gently();
    assert!(!said.contains("private-word"), "{said}");
    let line = said.lines().find(|line| line.contains("abc-1")).unwrap();
    let entry: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(entry["status"], 200, "{line}");
    assert_eq!(entry["path"], "/api/operation");
    assert_eq!(entry["level"], "INFO");
}

#[tokio::test]
async fn an_error_output_that_nobody_reads_holds_up_nothing() {
    let running = Running::start_with_errors(
        &["--demo", "20", "--log-level", "info"],
        &[],
        Stdio::piped(),
    );
    // More than a pipe and the queue can hold.
    for _ in 0..60 {
        let mut stream = TcpStream::connect(running.address()).await.unwrap();
        let kept = running
            .request("!none")
            .replace("connection: close\r\n", "");
        stream.write_all(kept.repeat(100).as_bytes()).await.unwrap();
        let last = running.request("!none");
        stream.write_all(last.as_bytes()).await.unwrap();
        let mut received = Vec::new();
        stream.read_to_end(&mut received).await.unwrap();
        assert!(received.ends_with(b"}"));
    }
    // Nor does it keep the server from ending.
    running.stop();
}
