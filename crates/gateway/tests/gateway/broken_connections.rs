//! Failures on demand as they are on the wire.

use std::io;
use std::time::Duration;

use operation_log::wire::{Answer, decode_answer};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::process::Running;

fn frozen() -> Running {
    Running::start(&["--demo", "50", "--arrivals-per-hour", "0"])
}

/// What came over a connection of its own until that was closed.
struct Received {
    bytes: Vec<u8>,
    ended: io::Result<usize>,
}

impl Received {
    /// Head and body.
    fn split(&self) -> (String, &[u8]) {
        let end = self.bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = self.bytes.split_at(end.unwrap() + 4);
        (String::from_utf8(head.to_vec()).unwrap(), body)
    }

    fn header(&self, name: &str) -> String {
        let (head, _) = self.split();
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .unwrap_or_default()
    }

    fn body(&self) -> &[u8] {
        self.split().1
    }

    fn json(&self) -> Value {
        serde_json::from_slice(self.body()).unwrap()
    }

    /// How many bytes of body the head promises.
    fn promised(&self) -> usize {
        self.header("content-length").parse().unwrap()
    }
}

async fn ask(running: &Running, words: &str) -> Received {
    let mut stream = TcpStream::connect(running.address()).await.unwrap();
    let request = running.request(words);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes).await;
    Received { bytes, ended }
}

#[tokio::test]
async fn a_dropped_connection_gives_nothing_or_half() {
    let running = frozen();
    let whole = ask(&running, "nothing-such").await;
    assert!(whole.bytes.ends_with(b"}"));
    assert_eq!(ask(&running, "!drop").await.bytes, b"");
    let half = ask(&running, "!drop:half !odd").await;
    assert!(half.split().0.starts_with("HTTP/1.1 200 OK"));
    let (received, promised) = (half.body().len(), half.promised());
    assert!(
        received > 100 && received < promised,
        "{received} of {promised}"
    );
    assert!(half.ended.is_ok());
}

#[tokio::test]
async fn a_reset_connection_breaks_in_the_middle_of_the_answer() {
    let running = frozen();
    let half = ask(&running, "!reset !odd").await;
    assert_eq!(
        half.ended.unwrap_err().kind(),
        io::ErrorKind::ConnectionReset
    );
    let received = String::from_utf8(half.bytes).unwrap();
    assert!(received.starts_with("HTTP/1.1 200 OK"), "{received}");
    assert!(received.contains("job_set") && !received.ends_with('}'));
    // Nobody else notices.
    assert!(ask(&running, "!none").await.ended.is_ok());
}

#[tokio::test]
async fn a_dripping_answer_is_the_true_one_in_pieces() {
    let running = frozen();
    let whole = ask(&running, "!delay:0").await;
    let begun = Instant::now();
    let dripped = ask(&running, "!drip:5").await;
    assert!(begun.elapsed() >= Duration::from_millis(19 * 5));
    assert_eq!(dripped.body(), whole.body());
    assert!(dripped.body().len() > 1000);
    assert_eq!(
        ask(&running, "!drip:0 !none").await.json()["total_count"],
        0
    );
}

#[tokio::test]
async fn an_empty_answer_is_complete() {
    let empty = ask(&frozen(), "!empty").await;
    assert!(empty.split().0.starts_with("HTTP/1.1 200 OK"));
    assert_eq!((empty.promised(), empty.body()), (0, &b""[..]));
}

#[tokio::test]
async fn a_big_answer_is_a_valid_page_of_20_megabytes() {
    let running = frozen();
    let big = ask(&running, "!big").await;
    assert!(big.body().len() > 20_000_000);
    assert_eq!(
        big.header("content-type"),
        "application/json; charset=utf-8"
    );
    let Ok(Answer::Page(page)) = decode_answer(&String::from_utf8_lossy(big.body())) else {
        panic!("no page");
    };
    let truth = ask(&running, "!delay:0").await.json();
    assert_eq!(page.operations().count(), 10);
    let first = page.operations().next().unwrap();
    assert_eq!(truth["job_set"][0]["job_id"], first.job_id.as_str());
    assert!(ask(&running, "!big !none").await.body().len() < 200);
}

#[tokio::test]
async fn a_wrong_media_type_comes_with_the_true_body() {
    let running = frozen();
    let truth = ask(&running, "!delay:0").await;
    let html = ask(&running, "!type:text/html").await;
    assert_eq!(html.header("content-type"), "text/html");
    assert_eq!(html.body(), truth.body());
}

#[tokio::test]
async fn a_time_to_try_again_goes_with_any_failure() {
    let running = frozen();
    for (words, line) in [
        ("!status:503 !retry-after:7", "HTTP/1.1 503 "),
        ("!retry-after:7 !ret:2500", "HTTP/1.1 200 "),
    ] {
        let reply = ask(&running, words).await;
        assert!(reply.split().0.starts_with(line), "{words}");
        assert_eq!(reply.header("retry-after"), "7", "{words}");
    }
    assert_eq!(ask(&running, "!status:503").await.header("retry-after"), "");
}

#[tokio::test]
async fn rows_stand_twice_on_the_wire() {
    let answer = ask(&frozen(), "!twice").await.json();
    let rows = answer["job_set"].as_array().unwrap();
    assert_eq!(rows.len(), 20);
    assert_eq!(rows[0]["job_id"], rows[1]["job_id"]);
}

#[tokio::test]
async fn a_call_that_fails_twice_works_the_third_time() {
    let running = frozen();
    for _ in 0..2 {
        assert_eq!(ask(&running, "!times:2 !drop").await.bytes, b"");
    }
    let truth = ask(&running, "!delay:0").await;
    assert_eq!(ask(&running, "!times:2 !drop").await.body(), truth.body());
}

#[tokio::test]
async fn a_hanging_call_says_nothing_and_holds_up_nobody() {
    let running = frozen();
    let mut hanging = TcpStream::connect(running.address()).await.unwrap();
    hanging
        .write_all(running.request("!hang").as_bytes())
        .await
        .unwrap();
    // Others are answered meanwhile, and nothing has come on the first connection by then.
    for _ in 0..3 {
        assert!(ask(&running, "!none").await.bytes.ends_with(b"}"));
    }
    let mut byte = [0];
    let silent = tokio::time::timeout(Duration::from_millis(1), hanging.read(&mut byte)).await;
    assert!(silent.is_err(), "{silent:?}");
    // Nor does it keep the server from ending.
    running.stop();
}
