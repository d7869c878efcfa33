//! The program itself: what it prints, how it ends.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use operation_log::percent::encode;

use crate::temp_folder::TempFolder;

/// A gateway in a process of its own, on a free port. It ends with the test.
pub struct Running {
    child: Child,
    url: String,
    /// Collects what it says.
    hearing: Vec<JoinHandle<String>>,
}

impl Running {
    /// Starts it and waits until it says where it listens.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(arguments, &[])
    }

    /// Starts it in an environment with these variables.
    pub fn start_in(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut running = Self::start_with_errors(arguments, environment, Stdio::piped());
        let errors = running.child.stderr.take().unwrap();
        running.hearing.push(hear(errors));
        running
    }

    /// Starts it with an error output that is not read.
    pub fn start_with_errors(
        arguments: &[&str],
        environment: &[(&str, &str)],
        errors: Stdio,
    ) -> Self {
        let mut child = gateway(&["--port", "0"])
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let Some(url) = line.strip_prefix("listening on ") else {
            child.wait().unwrap();
            let errors = child.stderr.take().map(|errors| hear(errors).join());
            panic!("{line}{errors:?}");
        };
        Self {
            child,
            url: url.trim_end().to_owned(),
            hearing: vec![hear(output)],
        }
    }

    /// Tells it to stop, waits for its end and gives all it said but its first line.
    pub fn end_gently(mut self) -> String {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        assert_eq!(wait(&mut self.child).code(), Some(0));
        let hearing = std::mem::take(&mut self.hearing);
        hearing
            .into_iter()
            .map(|said| said.join().unwrap())
            .collect()
    }

    /// Ends it and gives all it said but its first line.
    pub fn end(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let hearing = std::mem::take(&mut self.hearing);
        hearing
            .into_iter()
            .map(|said| said.join().unwrap())
            .collect()
    }

    /// Sends it a signal, such as `-HUP`.
    #[cfg(unix)]
    pub fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(told.success());
    }

    /// Waits for its end, after it was told to end, and gives its exit code.
    #[cfg(unix)]
    pub fn exit_code(mut self) -> Option<i32> {
        wait(&mut self.child).code()
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
             host: localhost\r\nx-hpc-operations: 1\r\nconnection: close\r\n\r\n",
            operation_log::time::iso(now),
            encode(search_word),
        )
    }

    /// How much memory it uses.
    #[cfg(target_os = "linux")]
    pub fn memory_in_megabytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kilobytes: u64 = line
            .unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        kilobytes / 1024
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
    // Whoever runs the tests may have a key.
    command.env_remove("HPC_ACCESS_KEY_ID");
    command.env_remove("HPC_SECRET_ACCESS_KEY");
    command
}

/// Reads an output to its end, so that the program never waits for us.
fn hear(mut output: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut said = String::new();
        let _ = output.read_to_string(&mut said);
        said
    })
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

/// Runs it with these arguments and `--check-config`; gives its exit code and what it said.
pub fn checked(arguments: &[&str]) -> (i32, String) {
    let output = gateway(arguments).arg("--check-config").output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(said).unwrap(),
    )
}

/// Runs it with arguments that keep it from starting; gives what it said on its error output.
pub fn refused(arguments: &[&str]) -> String {
    refused_in(arguments, &[])
}

/// The same in an environment with these variables.
pub fn refused_in(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut child = gateway(arguments)
        .envs(environment.iter().copied())
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

#[cfg(unix)]
#[test]
fn a_pipe_without_a_writer_as_data_is_told_and_read_once_there_is_one() {
    let folder = TempFolder::new();
    let pipe = folder.path().join("log.fifo");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let mut child = gateway(&["--port", "0", "--data", pipe.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    errors.read_line(&mut line).unwrap();
    let told = "log.fifo is a pipe, waiting for a program that writes into it\n";
    assert!(line.ends_with(told), "{line}");
    std::fs::write(&pipe, "[]").unwrap();
    line.clear();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.starts_with("listening on "), "{line}");
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
        &["--upstream", "http://api.example"],
        &["--upstream", "https://api.example/api/operation"],
        &["--upstream", "https://api.example", "--data", "x"],
        &["--upstream", "https://api.example", "--demo", "5"],
        &["--upstream", "https://api.example", "--clock-offset", "5"],
        &["--credentials", "x"],
        &["--behind-auth-proxy"],
        &["--signed-path-slash", "off"],
        &["--only-resources", ","],
        &["--portal", "*"],
        &["--portal", "null"],
        &["--portal", "https://portal.example/page"],
        &["--clock-offset", "soon"],
        &["--clock-offset", "9223372036854775807"],
    ] {
        assert!(refused(arguments).contains("error"), "{arguments:?}");
    }
}
