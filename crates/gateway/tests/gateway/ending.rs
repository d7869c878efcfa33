//! What becomes of a call in flight when the gateway is told to end.

use std::sync::{Arc, Mutex, mpsc};

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::process::Running;
use crate::stub_upstream::{KEY_ID, SECRET, StubUpstream, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_call_in_flight_is_finished_before_the_gateway_ends() {
    let arrived = Arc::new(Semaphore::new(0));
    let (let_go, held) = mpsc::channel::<()>();
    let (tell, held) = (Arc::clone(&arrived), Mutex::new(held));
    let stub = StubUpstream::start(move |_| {
        tell.add_permits(1);
        tokio::task::block_in_place(|| held.lock().unwrap().recv().unwrap_err());
        json(
            StatusCode::OK,
            r#"{"ret_code":0,"job_set":[],"total_count":0}"#,
        )
    })
    .await;
    let environment = [
        ("HPC_ACCESS_KEY_ID", KEY_ID),
        ("HPC_SECRET_ACCESS_KEY", SECRET),
    ];
    let running = Running::start_in(&["--upstream", stub.url()], &environment);
    let mut stream = TcpStream::connect(running.address()).await.unwrap();
    let request = running.request("");
    stream.write_all(request.as_bytes()).await.unwrap();
    drop(arrived.acquire().await.unwrap());
    running.signal("-TERM");
    // Nobody else is let in from now on.
    while TcpStream::connect(running.address()).await.is_ok() {}
    drop(let_go);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains(r#""ret_code":0"#), "{answer}");
    assert_eq!(running.exit_code(), Some(0));
}
