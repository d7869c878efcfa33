//! What SIGHUP reads again.

use std::fs::{self, File};
use std::process::Stdio;
use std::sync::{Arc, Mutex, mpsc};

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::process::Running;
use crate::stub_upstream::{Asked, CREDENTIALS, KEY_ID, StubUpstream, json};
use crate::temp_folder::TempFolder;

const PAGE: &str = r#"{"ret_code":0,"total_count":0,"job_set":[]}"#;
const OTHER_KEY: &str = "HPC_ACCESS_KEY_ID=OTHERKEY\nHPC_SECRET_ACCESS_KEY=other\n";

/// A gateway with a file of options, whose log is written to a file.
struct Reloaded {
    running: Running,
    folder: TempFolder,
}

impl Reloaded {
    fn start(config: &str) -> Self {
        let folder = TempFolder::new();
        folder.write_private("key", CREDENTIALS);
        let config = config.replace("FOLDER", folder.path().to_str().unwrap());
        let file = folder.write("gateway.toml", config);
        let log = File::create(folder.path().join("log")).unwrap();
        let arguments = ["--config", &file, "--log-level", "info"];
        let running = Running::start_with_errors(&arguments, &[], Stdio::from(log));
        Self { running, folder }
    }

    fn configure(&self, config: &str) {
        let folder = self.folder.path().to_str().unwrap();
        let config = config.replace("FOLDER", folder);
        self.folder.write("gateway.toml", config);
    }

    /// Asks for a reload, and calls until the log has that many lines on reloads; gives the last.
    async fn reload(&self, count: usize) -> String {
        self.running.signal("-HUP");
        loop {
            let log = fs::read_to_string(self.folder.path().join("log")).unwrap();
            let lines: Vec<&str> = log
                .lines()
                .filter(|line| line.contains("read again"))
                .collect();
            if lines.len() >= count {
                return (*lines.last().unwrap()).to_owned();
            }
            self.send("GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
                .await;
        }
    }

    async fn send(&self, request: &str) -> String {
        send(self.running.address(), request).await
    }

    async fn list(&self, word: &str) -> String {
        self.send(&self.running.request(word)).await
    }
}

async fn send(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn key_of(asked: &Asked) -> &str {
    asked.parameter("access_key_id").unwrap()
}

fn upstream(url: &str) -> String {
    format!("upstream = '{url}'\ncredentials = 'FOLDER/key'\nshare-answers = 3600\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_signs_the_next_call_and_a_call_in_flight_is_not_lost() {
    let arrived = Arc::new(Semaphore::new(0));
    let (let_go, held) = mpsc::channel::<()>();
    let (tell, held) = (Arc::clone(&arrived), Mutex::new(held));
    let stub = StubUpstream::start(move |asked| {
        if asked.parameter("search_word") == Some("slow") {
            tell.add_permits(1);
            tokio::task::block_in_place(|| held.lock().unwrap().recv().unwrap_err());
        }
        json(StatusCode::OK, PAGE)
    })
    .await;
    let gateway = Reloaded::start(&upstream(stub.url()));
    let (address, request) = (
        gateway.running.address().to_owned(),
        gateway.running.request("slow"),
    );
    let slow = tokio::spawn(async move { send(&address, &request).await });
    drop(arrived.acquire().await.unwrap());
    // Shared for an hour, but only by those who ask with the same key.
    assert!(gateway.list("fast").await.contains("\"ret_code\":0"));
    gateway.folder.write_private("key", OTHER_KEY);
    let said = gateway.reload(1).await;
    assert!(said.contains("options were read again"), "{said}");
    gateway.list("fast").await;
    let asked = stub.asked();
    assert_eq!(
        asked.iter().map(key_of).collect::<Vec<_>>(),
        [KEY_ID, KEY_ID, "OTHERKEY"]
    );
    drop(let_go);
    assert!(slow.await.unwrap().contains("\"ret_code\":0"));
    gateway.running.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_used_changes_nothing_and_is_told_in_one_line() {
    let stub = StubUpstream::saying(PAGE).await;
    let good = upstream(stub.url());
    let gateway = Reloaded::start(&good);
    gateway
        .folder
        .write_private("key", "HPC_ACCESS_KEY_ID=OTHERKEY\n");
    let said = gateway.reload(1).await;
    assert!(said.contains("nothing was read again") && said.contains("HPC_SECRET_ACCESS_KEY"));
    gateway.folder.write_private("key", OTHER_KEY);
    gateway.configure(&format!("{good}allow-host = 'ops.example'\nprot = 5\n"));
    let said = gateway.reload(2).await;
    assert!(
        said.contains("line 5: prot: there is no such key"),
        "{said}"
    );
    gateway.list("x").await;
    assert_eq!(key_of(&stub.asked()[0]), KEY_ID);
    gateway.running.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn options_change_on_open_connections_and_others_are_named() {
    let gateway = Reloaded::start("demo = 5\n");
    let mut stream = TcpStream::connect(gateway.running.address()).await.unwrap();
    let mut status = async |host: &str| {
        let request = format!("HEAD / HTTP/1.1\r\nhost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            head.push(char::from(stream.read_u8().await.unwrap()));
        }
        head.contains(" 421 ")
    };
    assert!(status("ops.example").await);
    gateway.configure("demo = 6\nallow-host = 'ops.example'\nmax-connections = 9\n");
    let said = gateway.reload(1).await;
    assert!(
        said.contains("wait for a restart: demo, max-connections"),
        "{said}"
    );
    assert!(!status("ops.example").await);
    assert!(gateway.list("").await.contains("\"total_count\":5"));
    gateway.running.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calls_of_the_hour_are_counted_on() {
    let stub = StubUpstream::saying(PAGE).await;
    let gateway = Reloaded::start(&format!("{}calls-per-hour = 600\n", upstream(stub.url())));
    let left = |answer: String| {
        let mut lines = answer.lines();
        let left = lines.find_map(|line| line.strip_prefix("ratelimit-remaining: "));
        left.unwrap().to_owned()
    };
    assert_eq!(left(gateway.list("a").await), "599");
    gateway.reload(1).await;
    assert_eq!(left(gateway.list("b").await), "598");
    gateway.running.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_read_what_changes_with_its_file_unless_that_is_wrong() {
    let data =
        r#"[{"job_id":"j-1","resource_ids":"ehpc-1"},{"job_id":"j-2","resource_ids":"ehpc-2"}]"#;
    let folder = TempFolder::new();
    let (data, rules) = (folder.write("log", data), folder.path().join("access"));
    let write = |text: &str| fs::write(&rules, text).unwrap();
    write("[users]\nann = ['ehpc-1']");
    let gateway = Reloaded::start(&format!(
        "data = '{data}'\naccess = '{}'\ntrusted-proxy = '127.0.0.1'\nuser-header = 'X-User'\n",
        rules.display()
    ));
    let request = gateway.running.request("");
    let request = request.replace("connection:", "x-user: ann\r\nconnection:");
    let shown = async || {
        let answer = gateway.send(&request).await;
        ["j-1", "j-2"].map(|id| answer.contains(id))
    };
    assert_eq!(shown().await, [true, false]);
    write("[users]\nann = ['ehpc-2']");
    gateway.reload(1).await;
    assert_eq!(shown().await, [false, true]);
    write("[users]\nann = 'all'");
    let said = gateway.reload(2).await;
    assert!(said.contains("nothing was read again") && said.contains("line 2: ann: "));
    assert_eq!(shown().await, [false, true]);
    gateway.running.stop();
}
