//! Clients that are slow, silent or greedy hold up nobody else.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::process::Running;
use crate::temp_folder::TempFolder;

/// How long a test waits for what has to happen.
const PATIENCE: Duration = Duration::from_secs(20);

async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.address()).await.unwrap()
}

/// How long it takes until the server closes a connection.
async fn until_closed(mut stream: TcpStream) -> Duration {
    let begun = Instant::now();
    let mut rest = Vec::new();
    let closed = timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "still open");
    begun.elapsed()
}

/// A keep-alive request.
fn request(running: &Running, rest: &str) -> String {
    running
        .request("!delay:0")
        .replace("connection: close\r\n\r\n", rest)
}

async fn is_answered(running: &Running) -> bool {
    let mut stream = connect(running).await;
    let request = running.request("!none");
    if stream.write_all(request.as_bytes()).await.is_err() {
        return false;
    }
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    answer.ends_with(b"}")
}

#[tokio::test]
async fn connections_that_wait_for_nothing_are_closed_by_the_server() {
    let running = Running::start(&[
        "--demo",
        "50",
        "--header-timeout",
        "0.5",
        "--idle-timeout",
        "1.5",
    ]);
    let silent = connect(&running).await;
    let mut half = connect(&running).await;
    half.write_all(b"GET / HTTP/1.1\r\nhost: local")
        .await
        .unwrap();
    let mut kept = connect(&running).await;
    kept.write_all(request(&running, "\r\n").as_bytes())
        .await
        .unwrap();
    let (silent, half, kept) =
        tokio::join!(until_closed(silent), until_closed(half), until_closed(kept));
    let header = Duration::from_millis(400)..Duration::from_secs(10);
    assert!(
        header.contains(&silent) && header.contains(&half),
        "{silent:?} {half:?}"
    );
    assert!(kept > Duration::from_millis(1400), "{kept:?}");
}

#[tokio::test]
async fn the_next_request_of_a_connection_has_to_come_in_time_as_well() {
    let running = Running::start(&[
        "--demo",
        "50",
        "--header-timeout",
        "0.5",
        "--idle-timeout",
        "60",
    ]);
    let mut stream = connect(&running).await;
    stream
        .write_all(request(&running, "\r\n").as_bytes())
        .await
        .unwrap();
    let mut first = [0; 8];
    stream.read_exact(&mut first).await.unwrap();
    // A part of the next head comes and no more.
    stream.write_all(b"GET ").await.unwrap();
    assert!(until_closed(stream).await < Duration::from_secs(10));
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_is_closed() {
    let folder = TempFolder::new();
    let said = folder.path().join("said");
    let running = Running::start_with_errors(
        &[
            "--demo",
            "50",
            "--write-timeout",
            "0.5",
            "--metrics",
            "127.0.0.1:0",
        ],
        &[],
        Stdio::from(File::create(&said).unwrap()),
    );
    let said = fs::read_to_string(said).unwrap();
    let metrics = said.split_once("metrics on http://").unwrap().1;
    let metrics = metrics.split('/').next().unwrap();
    let mut stream = connect(&running).await;
    stream
        .write_all(running.request("!big").as_bytes())
        .await
        .unwrap();
    let mut first = [0; 8];
    stream.read_exact(&mut first).await.unwrap();
    // Nothing more is read before the server has closed the connection.
    while open_connections(metrics).await != 0 {}
    // What was sent by then is all that comes.
    let mut received = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut received)).await;
    assert!(received.len() < 20_000_000, "{}", received.len());
}

/// How many connections the server with these metrics has open.
async fn open_connections(metrics: &str) -> u64 {
    let mut stream = TcpStream::connect(metrics).await.unwrap();
    let request = "GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let mut lines = answer.lines();
    let count = lines.find_map(|line| line.strip_prefix("hpc_operations_connections "));
    count.unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let running = Running::start(&["--demo", "50"]);
    let mut stream = connect(&running).await;
    let flood = format!("GET / HTTP/1.1\r\nx: {}", "x".repeat(380_000));
    let _ = stream.write_all(flood.as_bytes()).await;
    assert!(until_closed(stream).await < Duration::from_secs(5));
    assert!(is_answered(&running).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_gigabyte_that_nobody_asked_for_is_not_read() {
    const GIGABYTE: usize = 1 << 30;
    let running = Running::start(&["--demo", "50"]);
    for method in ["GET", "POST"] {
        let mut stream = connect(&running).await;
        let head = request(&running, &format!("content-length: {GIGABYTE}\r\n\r\n"));
        let head = head.replacen("GET", method, 1);
        stream.write_all(head.as_bytes()).await.unwrap();
        let part = vec![b'x'; 1 << 20];
        let mut sent = 0;
        while sent < GIGABYTE && stream.write_all(&part).await.is_ok() {
            sent += part.len();
        }
        // What the system holds of a connection is some megabytes.
        assert!(sent < GIGABYTE / 16, "{method}: {sent}");
        assert!(is_answered(&running).await, "{method}");
    }
    let memory = running.memory_in_megabytes();
    assert!(memory < 100, "{memory} MB");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn thousands_of_bad_clients_leave_others_answered_in_little_memory() {
    gateway::open_files::raise_limit();
    let limit = gateway::open_files::limit().unwrap();
    let clients = (limit.saturating_sub(200)).min(2000);
    let running = Running::start(&["--demo", "2000", "--max-connections", "1024"]);
    let large = request(&running, "\r\n").replace("search_word", "limit=100&x");
    let flood = format!("GET / HTTP/1.1\r\nx: {}", "x".repeat(30_000));
    let mut open = Vec::new();
    for number in 0..clients {
        let mut stream = connect(&running).await;
        let sent = match number % 4 {
            0 => "",
            1 => "GET / HTTP/1.1\r\nhost: ",
            2 => &flood,
            // Takes none of the answer.
            _ => &large,
        };
        let _ = stream.write_all(sent.as_bytes()).await;
        open.push(stream);
        if number % 500 == 0 {
            assert!(is_answered(&running).await, "after {number}");
        }
    }
    for _ in 0..20 {
        assert!(is_answered(&running).await);
    }
    let memory = running.memory_in_megabytes();
    println!("{clients} bad clients, {memory} MB");
    assert!(memory < 200, "{memory} MB");
}
