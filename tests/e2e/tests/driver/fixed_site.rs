//! A web server for tests of the driver layer: a few fixed answers on loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

/// One answer: where, with which extra header line, and what.
#[derive(Clone, Copy)]
pub struct Answer {
    pub path: &'static str,
    pub header: &'static str,
    pub body: &'static str,
}

/// A page without extra headers.
pub const fn page(path: &'static str, body: &'static str) -> Answer {
    Answer {
        path,
        header: "X-Fixed: yes",
        body,
    }
}

/// The server. It ends when dropped.
pub struct FixedSite {
    address: SocketAddr,
    ends: Arc<AtomicBool>,
    server: Option<JoinHandle<()>>,
}

impl FixedSite {
    /// Serves these answers, JSON under `/api` and HTML elsewhere; any other
    /// path is a 404. The query is ignored.
    pub fn serve(answers: &'static [Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound listener");
        let ends = Arc::new(AtomicBool::new(false));
        let server = thread::spawn({
            let ends = Arc::clone(&ends);
            move || {
                for stream in listener.incoming().map_while(Result::ok) {
                    if ends.load(Ordering::Relaxed) {
                        return;
                    }
                    // A browser opens connections that it does not use at once.
                    thread::spawn(move || answer(&stream, answers));
                }
            }
        });
        Self {
            address,
            ends,
            server: Some(server),
        }
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for FixedSite {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        // Wakes the server, so that it looks.
        let _ = TcpStream::connect(self.address);
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

/// Reads one request and answers it; a client that goes away is not answered.
fn answer(mut stream: &TcpStream, answers: &[Answer]) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let request = lines.next()?;
    while !lines.next()?.is_empty() {}
    let path = request.split(' ').nth(1)?.split('?').next()?;
    let found = answers.iter().find(|answer| answer.path == path);
    let (status, header, body) = match found {
        Some(answer) => ("200 OK", answer.header, answer.body),
        None => ("404 Not Found", "X-Fixed: no", "nothing here"),
    };
    let kind = if path.starts_with("/api") {
        "application/json"
    } else {
        "text/html; charset=utf-8"
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{header}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()
}
