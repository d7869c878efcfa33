//! The program itself: what it prints, how it ends.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use operation_log::percent::encode;

use crate::temp_folder::TempFolder;

/// A gateway in a process of its own, on a free port. It ends with the test.
pub struct Running {
    child: Child,
    url: String,
}

impl Running {
    /// Starts it and waits until it says where it listens.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = gateway(&["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let url = line
            .strip_prefix("listening on ")
            .unwrap()
            .trim_end()
            .to_owned();
        Self { child, url }
    }

    /// `127.0.0.1:40000`.
    pub fn address(&self) -> &str {
        let rest = self.url.strip_prefix("http://").unwrap();
        rest.split('/').next().unwrap()
    }

    /// A list request for a connection that is closed afterwards.
    pub fn request(&self, search_word: &str) -> String {
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let now = chrono::DateTime::from_timestamp(i64::try_from(seconds).unwrap(), 0).unwrap();
        format!(
            "GET /api/operation?timestamp={}&zone=jinan1a&search_word={} HTTP/1.1\r\n\
             host: localhost\r\nconnection: close\r\n\r\n",
            operation_log::time::iso(now),
            encode(search_word),
        )
    }

    /// Tells it to stop as a terminal or a service manager does, and waits for its end.
    #[cfg(unix)]
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        let status = wait(&mut self.child);
        assert_eq!(status.code(), Some(0));
    }

    #[cfg(not(unix))]
    pub fn stop(self) {}
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn gateway(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Waits for its end. One that does not end is killed, which shows in its status.
fn wait(child: &mut Child) -> ExitStatus {
    let (tell, told) = mpsc::channel::<()>();
    let id = child.id().to_string();
    let watchdog = thread::spawn(move || {
        if told.recv_timeout(Duration::from_secs(30)).is_err() {
            let _ = Command::new("kill").args(["-KILL", &id]).status();
        }
    });
    let status = child.wait().unwrap();
    let _ = tell.send(());
    watchdog.join().unwrap();
    status
}

/// Runs it with arguments that keep it from starting; gives what it said on its error output.
fn refused(arguments: &[&str]) -> String {
    let mut child = gateway(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = wait(&mut child);
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!(status.code(), Some(2), "{said}");
    said
}

#[test]
fn it_says_where_it_listens_once_it_accepts_and_ends_when_told() {
    let running = Running::start(&["--demo", "20"]);
    assert!(running.url.starts_with("http://127.0.0.1:") && running.url.ends_with('/'));
    assert!(std::net::TcpStream::connect(running.address()).is_ok());
    running.stop();
    let based = Running::start(&[
        "--demo",
        "20",
        "--base-path",
        "/pun/sys/ops",
        "--host",
        "::1",
    ]);
    assert!(based.url.starts_with("http://[::1]:"), "{}", based.url);
    assert!(based.url.ends_with("/pun/sys/ops/"), "{}", based.url);
}

#[test]
fn a_taken_port_is_one_clear_line() {
    let first = Running::start(&["--demo", "20"]);
    let port = first.address().rsplit(':').next().unwrap().to_owned();
    let said = refused(&["--demo", "20", "--port", &port]);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(&port) && said.contains("is taken"), "{said}");
}

#[test]
fn a_file_that_cannot_be_served_is_one_clear_line() {
    let folder = TempFolder::new();
    for path in [
        folder.write("broken.json", "{\"job_set\": ["),
        folder
            .path()
            .join("missing.json")
            .to_str()
            .unwrap()
            .to_owned(),
        folder.path().to_str().unwrap().to_owned(),
    ] {
        let said = refused(&["--port", "0", "--data", &path]);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(&path), "{said}");
    }
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    for arguments in [
        &["--demo", "many"][..],
        &["--demo", "1", "--data", "x"],
        &["--host", "example.org"],
        &["--frame-ancestors", "*; script-src *"],
        &["--base-path", "/a b/"],
        &["--upstream", "http://127.0.0.1"],
    ] {
        assert!(refused(arguments).contains("error"), "{arguments:?}");
    }
}
